"""Flags: what the guide says of one student's absence on one day, with everything it rests on.

The rules of this file: a flag is a finding, never a decision; it is on for a school day while its window, ending that
day, meets the number; it carries what was counted, what was not and why, and the guide's own words.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec

from rules.calendar import SchoolDays
from rules.day import DayKind, Why
from rules.facts import Attendance, Decision, Reason
from rules.guide import Guide, Level
from rules.words import Words


class Status(StrEnum):
    """How sure a finding is: lessons of its days may still be unregistered."""

    PROJECTED = "projected"  # today, before the school day is over
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"


class Counted(msgspec.Struct, frozen=True):
    """One occasion that a flag counts."""

    date: date
    lessons: tuple[int, ...]
    reason: Reason
    open: tuple[int, ...] = ()  # lessons of that day that nobody has registered
    expected: int = 0


class NotCounted(msgspec.Struct, frozen=True):
    """Marks in the window that a flag does not count, and why."""

    date: date
    lessons: tuple[int, ...]
    why: Why
    reason: Reason


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """A rule's finding about one student. ``until`` is None while it is on, else the last day it was."""

    student: str
    rule: str
    level: Level
    status: Status
    since: date
    strong_since: date | None
    until: date | None
    count: int | float
    limit: int | float
    over: bool  # the limit is passed above it, not at it
    window_from: date
    window_to: date
    window_days: int
    counted: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]
    quote: str
    place: str
    page: int | None
    reading: str
    answered: bool


def flags(
    attendance: Attendance,
    calendar: SchoolDays,
    guide: Guide,
    on: date,
    now: datetime,
    decisions: tuple[Decision, ...] = (),
) -> tuple[Flag, ...]:
    """The flags that are on, strongest first, with all they rest on."""
    raise NotImplementedError


def unanswered(
    attendance: Attendance,
    calendar: SchoolDays,
    guide: Guide,
    on: date,
    now: datetime,
    decisions: tuple[Decision, ...] = (),
) -> tuple[Flag, ...]:
    """Flags, worrying or strong, that ended without a decision; as they stood on their last day."""
    raise NotImplementedError


class Standing(msgspec.Struct, frozen=True):
    """One student in one line, for lists."""

    student: str
    level: Level | None
    rule: str
    since: date | None
    status: Status | None
    absent_days: int
    left_early: int
    missed_lessons: int
    strip: tuple[DayKind, ...]
    answered: bool
    unanswered: bool


def standing(
    attendance: Attendance,
    calendar: SchoolDays,
    guide: Guide,
    on: date,
    now: datetime,
    decisions: tuple[Decision, ...] = (),
) -> Standing:
    """Where one student stands: the strongest flag, the counts in the guide's longest window, the last 20 days."""
    raise NotImplementedError


def sentence(flag: Flag, words: Words) -> str:
    """The flag in one sentence: "8 dager fravær på 20 skoledager (grensen er 7), siden tir 22. sep"."""
    raise NotImplementedError


def what_ends_it(flag: Flag, attendance: Attendance, calendar: SchoolDays, guide: Guide, words: Words) -> str:
    """What would make the flag go: the first school day it is off if the student is present from now on."""
    raise NotImplementedError


def why_said(not_counted: NotCounted, words: Words) -> str:
    """Why marks were not counted, in words: "permisjon", "ikke skoledag"."""
    raise NotImplementedError
