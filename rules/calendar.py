"""School days in order, and the windows that end on them.

The rules of this file: the calendar is given, never guessed; a school day is known by its index in the year;
a window is a first index for every last index, so that all kinds of windows are one thing to those who count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from rules.facts import SchoolCalendar, school_year
from rules.guide import Basis, Length, Period

SCHOOL_WEEK = 5  # days = weeks × 5: the reading of every window given in weeks
OSLO = ZoneInfo("Europe/Oslo")


def school_clock(now: datetime) -> datetime:
    """The moment as the clock on the school's wall shows it (a moment without a zone is that already)."""
    return now if now.tzinfo is None else now.astimezone(OSLO)


class Reach:
    """One kind of window laid over one year: for each school day where its window starts, and the way back."""

    __slots__ = ("last", "start")

    def __init__(self, start: tuple[int, ...]) -> None:
        self.start = start  # start[i]: the first school day of the window that ends on school day i
        self.last = tuple(bisect_right(start, i) - 1 for i in range(len(start)))  # the last window that still has day i


class SchoolDays:
    """The school days of one year, made once for each calendar."""

    def __init__(self, calendar: SchoolCalendar) -> None:
        self.calendar = calendar
        self.days: tuple[date, ...] = tuple(sorted(set(calendar.days)))
        self.weekdays: tuple[int, ...] = tuple(day.weekday() for day in self.days)
        self.indexes: dict[date, int] = {day: index for index, day in enumerate(self.days)}
        self._reaches: dict[tuple[Length | Period, Basis], Reach] = {}

    def index(self, day: date) -> int | None:
        """The school day's place in the year, or None when it is no school day."""
        return self.indexes.get(day)

    def index_on_or_before(self, day: date) -> int | None:
        """The place of the last school day not after ``day``; None before the first and in another school year."""
        index = bisect_right(self.days, day) - 1
        return index if index >= 0 and school_year(day) == school_year(self.days[-1]) else None

    def last_on_or_before(self, day: date) -> date | None:
        """The last school day of this year not after ``day``."""
        index = self.index_on_or_before(day)
        return None if index is None else self.days[index]

    def next_after(self, day: date) -> date | None:
        """The first school day after ``day``, or None when the year is over."""
        index = bisect_right(self.days, day)
        return self.days[index] if index < len(self.days) else None

    def window(self, end: date, n: int) -> tuple[date, ...]:
        """The last ``n`` school days not after ``end``, oldest first, fewer at the start of the year."""
        index = self.index_on_or_before(end)
        return () if index is None else self.days[max(0, index - n + 1) : index + 1]

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """The school days from ``first`` to ``last``, both included."""
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def reach(self, window: Length | Period, basis: Basis) -> Reach:
        """The window laid over this year; it never reaches into another school year."""
        key = (window, basis)
        if key not in self._reaches:
            self._reaches[key] = Reach(tuple(self._first_index(i, window, basis) for i in range(len(self.days))))
        return self._reaches[key]

    def _first_index(self, index: int, window: Length | Period, basis: Basis) -> int:
        day = self.days[index]
        if window is Period.CALENDAR_MONTH:
            return bisect_left(self.days, day.replace(day=1))
        if window is Period.HALF_YEAR:
            second = self.calendar.second_half
            return bisect_left(self.days, second) if day >= second else 0
        if window.school_days is not None:
            return max(0, index - window.school_days + 1)
        weeks = window.weeks or 1
        if basis is Basis.CALENDAR_DAYS:
            return bisect_left(self.days, day - timedelta(days=7 * weeks - 1))
        return max(0, index - SCHOOL_WEEK * weeks + 1)


@lru_cache(maxsize=64)
def school_days(calendar: SchoolCalendar) -> SchoolDays:
    """The calendar's school days, made once."""
    return SchoolDays(calendar)


def day_over(now: datetime, ends: time) -> bool:
    """Whether the school day of ``now`` is over."""
    return school_clock(now).time() >= ends
