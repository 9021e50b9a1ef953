"""What a flag is: a finding with its level, how sure it is, and what it rests on.

The rules of this file: only types, frozen; a flag holds what it counted and what it did not, never a judgement.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from rules.day import Why
from rules.facts import Reason
from rules.guide import Basis, Counts, Level, Limit


class Status(StrEnum):
    """How sure a finding is: lessons of the days it counts may still be unregistered."""

    PROJECTED = "projected"  # today, before the school day is over, or a day to come
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"


class Counted(msgspec.Struct, frozen=True):
    """One occasion that a flag counts; ``open`` and ``expected`` say how much of its day is registered."""

    date: date
    lessons: tuple[int, ...]
    reason: Reason
    open: tuple[int, ...] = ()
    expected: int = 0


class NotCounted(msgspec.Struct, frozen=True):
    """Marks in the window that a flag does not count, and why."""

    date: date
    lessons: tuple[int, ...]
    why: Why
    reason: Reason


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """A rule's finding about one student.

    ``since`` is the first day of the present run: of worrying or more, or of watch if it is no more than that.
    ``until`` is None while it is on, else the last day it was. Count, limit and window are those of the worrying
    level where that is met (a strong flag shows all that is worrying), else of the flag's own level.
    """

    student: str
    rule: str
    counts: Counts
    level: Level
    status: Status
    since: date
    strong_since: date | None
    until: date | None
    count: int | float
    met: Limit
    basis: Basis
    window_from: date
    window_to: date
    window_days: int
    counted: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]
    answered: bool

    @property
    def limit(self) -> int | float:
        """The number that is met, as the guide says it."""
        return self.met.number

    @property
    def over(self) -> bool:
        """Whether the limit has to be passed, not only reached."""
        return self.met.over is not None

    @property
    def quote(self) -> str:
        """The guide's words, letter for letter; empty where the number is ours."""
        return self.met.source.quote if self.met.source else ""

    @property
    def place(self) -> str:
        """The guide's heading over the quote."""
        return self.met.source.place if self.met.source else ""

    @property
    def page(self) -> int | None:
        """The page of the quote."""
        return self.met.source.page if self.met.source else None

    @property
    def reading(self) -> str:
        """How we read the number."""
        return self.met.reading
