"""The end of a case and what comes after, and what must not be deleted.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date

from rules.case.events.event import Event


class CaseClosed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="closed"):
    """The case is closed, and why."""

    reason: str
    follow_up_on: date | None = None  # when to look again, to prevent a relapse


class CaseReopened(Event, frozen=True, kw_only=True, omit_defaults=True, tag="reopened"):
    """It was not over."""

    reason: str


class FollowedUp(Event, frozen=True, kw_only=True, omit_defaults=True, tag="followed_up"):
    """After the return: how it goes, and when to look again."""

    words: str
    again_on: date | None = None


class HandedOver(Event, frozen=True, kw_only=True, omit_defaults=True, tag="handed_over"):
    """Another teacher, or another school, has the case from now on."""

    to: str
    school: bool = False
    words: str = ""
    consent: str = ""


class LegalHold(Event, frozen=True, kw_only=True, omit_defaults=True, tag="legal_hold"):
    """Nothing about the child is deleted until the hold has ended: why, and who asks for it (a court, a supervisor)."""

    reason: str
    wanted_by: str = ""


class LegalHoldEnded(Event, frozen=True, kw_only=True, omit_defaults=True, tag="legal_hold_ended"):
    """A hold is over, and why; others of the same child still hold."""

    hold: str  # id of the hold
    reason: str
