"""The meetings of a case, from the call to the minutes, and the way chosen in them.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date
from enum import StrEnum

import msgspec

from rules.case.events.event import Event


class MeetingKind(StrEnum):
    """The meetings of a case."""

    FIRST = "meeting_1"
    SECOND = "meeting_2"
    FURTHER = "further"
    RESOURCE_TEAM = "resource_team"  # B1: extended resource team
    MULTI_AGENCY = "multi_agency"
    FOLLOW_UP = "follow_up"  # after the return, to prevent relapse


class Participant(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody called to a meeting: as the card lists them ("student", "guardians" …), and who it is."""

    part: str
    name: str = ""


class MeetingSet(Event, frozen=True, kw_only=True, omit_defaults=True, tag="meeting"):
    """A meeting is called, or called anew: the last with the same ``meeting`` holds."""

    meeting: str  # own id, given by whoever calls it first
    sort: MeetingKind
    on: date
    time: str
    place: str = ""
    participants: tuple[Participant, ...] = ()
    agenda: tuple[str, ...] = ()  # the card's items, and others
    minutes_by: str = ""
    called_by: str = ""


class MeetingReminded(Event, frozen=True, kw_only=True, omit_defaults=True, tag="reminded"):
    """The reminder went out."""

    meeting: str
    words: str = ""


class MinutesWritten(Event, frozen=True, kw_only=True, omit_defaults=True, tag="minutes"):
    """What was said to one item, as it was left; ``item`` is its number in the agenda. ``knew`` as in answers."""

    meeting: str
    item: int
    text: str
    knew: str = ""


class MeetingHeld(Event, frozen=True, kw_only=True, omit_defaults=True, tag="held"):
    """The meeting was held, and when the next one is: its date and time, or why there is none."""

    meeting: str
    on: date
    present: tuple[Participant, ...] = ()
    next_on: date | None = None
    next_time: str = ""
    no_next: str = ""


class MeetingCancelled(Event, frozen=True, kw_only=True, omit_defaults=True, tag="cancelled"):
    """The meeting is off."""

    meeting: str
    reason: str


class Way(StrEnum):
    """The way on after meeting 2 (tiltakskort 2)."""

    A = "A"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"


class WayChosen(Event, frozen=True, kw_only=True, omit_defaults=True, tag="way"):
    """Which way the case goes on; B3 only with consent."""

    way: Way
    consent: str = ""
    words: str = ""
