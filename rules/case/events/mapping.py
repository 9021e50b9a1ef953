"""Mapping: the sheets, who answers them and what, and the factors of appendix 1.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date
from enum import StrEnum

import msgspec

from rules.case.events.event import Event


class SheetOpened(Event, frozen=True, kw_only=True, omit_defaults=True, tag="sheet"):
    """A form is to be filled in by one informant; its answers name the sheet by this event's id."""

    form: str
    version: int
    informant: str  # who: a name, a login, "student"
    part: str = ""  # a subject teacher's part: the subject


class AnswerKind(StrEnum):
    """How a question is answered."""

    ANSWERED = "answered"
    DONT_KNOW = "dont_know"  # vet ikke
    WONT_SAY = "wont_say"  # ønsker ikke


class Graded(msgspec.Struct, frozen=True):
    """A situation and how hard it is, from 0 to 10."""

    situation: str
    grade: int


class AnswerGiven(Event, frozen=True, kw_only=True, omit_defaults=True, tag="answer"):
    """One answer of one sheet, as it was left. ``knew`` is the id of the answer it replaces, "" for the first.

    Of two that knew the same one neither is lost: both stand until somebody answers knowing the later of them.
    """

    sheet: str
    question: str
    answer: AnswerKind = AnswerKind.ANSWERED
    text: str = ""
    yes: bool | None = None  # where the question is a yes or no (bullying)
    graded: tuple[Graded, ...] = ()
    knew: str = ""
    dictated: bool = False  # the pupil's own words, written down by somebody else


class InformantDeclined(Event, frozen=True, kw_only=True, omit_defaults=True, tag="declined"):
    """The informant does not want to fill in the sheet: when, why."""

    sheet: str
    on: date
    why: str


class SheetsSent(Event, frozen=True, kw_only=True, omit_defaults=True, tag="sent"):
    """The sheets went to PPS, anonymously unless a consent is named."""

    sheets: tuple[str, ...]
    to: str = "pps"
    consent: str = ""
    words: str = ""


class FactorTicked(Event, frozen=True, kw_only=True, omit_defaults=True, tag="factor"):
    """A risk or protective factor of appendix 1 is there (or no longer)."""

    factor: str
    there: bool = True
    words: str = ""
