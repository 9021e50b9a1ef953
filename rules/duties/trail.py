"""A student's latest absence, read once for all rows: the days away, and the runs of absent days.

The rules of this file: a run is absent school days with no presence between; a day on which nothing is expected, and
today while nobody has registered it, is neither; over a past day that nobody registered no run goes, as nobody knows
what it was. Only what reaches into the guide's longest window is read: what ended before that is past, and no duty asks
for it but what a decision looked back on (``trail_since``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from operator import attrgetter

import msgspec

from rules.calendar import SchoolDays, school_clock
from rules.day import Outcome, day_of, day_outcome
from rules.facts import Attendance, Mark
from rules.guide import Guide
from rules.spans import longest


class Seen(msgspec.Struct, frozen=True):
    """One school day of one student: the marks, oldest first, and what they amount to."""

    date: date
    outcome: Outcome
    marks: tuple[Mark, ...]


class Run(msgspec.Struct, frozen=True):
    """Absent days in a row, oldest first; ``beside``: marked days among them that are neither absence nor presence."""

    days: tuple[Seen, ...]
    beside: tuple[Seen, ...] = ()
    ended: date | None = None  # the day of presence, or nobody knows, after it; None: it goes on

    @property
    def first(self) -> date:
        """Its first day."""
        return self.days[0].date

    @property
    def dates(self) -> tuple[date, ...]:
        """Its absent days."""
        return tuple(day.date for day in self.days)


class Trail(msgspec.Struct, frozen=True):
    """``away``: the days with absence that counts, whole or in part; ``runs``: of absent days. Both oldest first."""

    away: tuple[Seen, ...]
    runs: tuple[Run, ...]

    @property
    def present_run(self) -> Run | None:
        """The run that goes on."""
        return self.runs[-1] if self.runs and self.runs[-1].ended is None else None


def trails(attendance: Iterable[Attendance], calendar: SchoolDays, guide: Guide, now: datetime) -> dict[str, Trail]:
    """The latest absence of those students who have any."""
    today = school_clock(now).date()
    last = calendar.index_on_or_before(today)
    if last is None:
        return {}
    first = calendar.days[longest(guide, calendar)[last]]
    recent = (one for one in attendance if one.days and one.days[-1].date >= first)
    found = ((one.student, _trail(_Reader(one, calendar, guide, today, last), first)) for one in recent)
    return {student: seen for student, seen in found if seen is not None}


def trail_since(one: Attendance, calendar: SchoolDays, guide: Guide, now: datetime, first: date) -> Trail | None:
    """A student's absence from a day on, however long ago it was; None where there is none."""
    today = school_clock(now).date()
    last = calendar.index_on_or_before(today)
    return None if last is None else _trail(_Reader(one, calendar, guide, today, last), first)


def _trail(reader: _Reader, first: date) -> Trail | None:
    away = {day.date: day for day in reader.marked(first) if day.outcome.away}
    if not away:
        return None
    absent = [reader.calendar.indexes[day.date] for day in away.values() if day.outcome.absent]
    runs = tuple(reader.runs(absent))
    if runs and runs[0].first < first:
        away |= {day.date: day for day in runs[0].days}
        return Trail(tuple(away[day] for day in sorted(away)), runs)
    return Trail(tuple(away.values()), runs)


class _Reader:
    """Reads one student's days, each when it is needed."""

    __slots__ = ("attendance", "calendar", "guide", "last", "today")

    def __init__(self, attendance: Attendance, calendar: SchoolDays, guide: Guide, today: date, last: int) -> None:
        self.attendance = attendance
        self.calendar = calendar
        self.guide = guide
        self.today = today
        self.last = last

    def marked(self, first: date) -> Iterator[Seen]:
        """The marked school days from ``first`` to today, oldest first."""
        days, indexes = self.attendance.days, self.calendar.indexes
        end = bisect_right(days, self.today, key=attrgetter("date"))
        start = end
        while start > 0 and days[start - 1].date >= first:
            start -= 1
        for day in days[start:end]:
            if day.date in indexes:
                yield Seen(day.date, self._amount(day.date, day.marks), day.marks)

    def runs(self, absent: list[int]) -> Iterator[Run]:
        """The runs that these absent days, oldest first, belong to."""
        reached = -1
        for index in absent:
            if index > reached:
                before = self._walk(range(index - 1, -1, -1))[0][::-1]
                after, stop = self._walk(range(index, self.last + 1))
                days = (*before, *after)
                reached = self.last if stop is None else stop
                yield Run(
                    tuple(day for day in days if day.outcome.absent),
                    tuple(day for day in days if not day.outcome.absent and day.marks),
                    None if stop is None else self.calendar.days[stop],
                )

    def _walk(self, indexes: range) -> tuple[list[Seen], int | None]:
        """The days up to the first that ends a run, and which that is."""
        passed: list[Seen] = []
        for index in indexes:
            seen = self._seen(self.calendar.days[index])
            if self._ends(seen):
                return passed, index
            passed.append(seen)
        return passed, None

    def _ends(self, seen: Seen) -> bool:
        unknown = bool(seen.outcome.open) and not seen.outcome.away and seen.date < self.today
        return bool(seen.outcome.present) or unknown

    def _seen(self, day: date) -> Seen:
        told = day_of(self.attendance, day)
        marks = told.marks if told else ()
        return Seen(day, self._amount(day, marks), marks)

    def _amount(self, day: date, marks: tuple[Mark, ...]) -> Outcome:
        return day_outcome(self.attendance, self.calendar, self.guide, day, marks, self.today)
