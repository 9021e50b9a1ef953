"""The year of one student: the calendar picture, and what was told about each day.

The rules of this file: facts go in, values come out; a row a month, five squares a week from Monday to Friday, so
that a weekday is a column; what a day amounts to is worked out in ``rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import groupby

import msgspec

from rules.day import DayKind, day_of, outcome
from rules.facts import Mark
from tui.overview import Overview

WEEKS = 5
FRIDAY = 4


class Month(msgspec.Struct, frozen=True):
    """One month: its school days by place in the picture (week × 5 + weekday), and what each amounts to."""

    first: date
    days: Mapping[int, date]
    kinds: Mapping[date, DayKind]

    def count(self, kind: DayKind) -> int:
        """How many days of a kind."""
        return sum(each is kind for each in self.kinds.values())


class Told(msgspec.Struct, frozen=True):
    """One telling about a day; ``held`` are the lessons it still stands for, empty when it was corrected."""

    mark: Mark
    held: tuple[int, ...]


def year(seen: Overview, student: str) -> tuple[Month, ...]:
    """The year's months with school days, or with marks on other days; days to come have no kind."""
    attendance = seen.attendance_of(student)
    marked = {day.date for day in attendance.days if day.date.weekday() <= FRIDAY}
    days = sorted({*seen.calendar.days, *marked})
    return tuple(_month(seen, student, list(run)) for _key, run in groupby(days, key=lambda day: (day.year, day.month)))


def place(day: date) -> int:
    """Where a weekday stands in its month's row."""
    first = day.replace(day=1)
    monday = first + timedelta(days=7 - first.weekday()) if first.weekday() > FRIDAY else first
    monday -= timedelta(days=monday.weekday())
    return (day - monday).days // 7 * 5 + day.weekday()


def day_told(seen: Overview, student: str, day: date) -> tuple[Told, ...]:
    """All that was told about a day, oldest first, and what of it still stands."""
    found = day_of(seen.attendance_of(student), day)
    if found is None:
        return ()
    last: dict[int, int] = {}
    lessons = sorted({lesson for mark in found.marks for lesson in mark.lessons} | set(_expected(seen, student, day)))
    for n, mark in enumerate(found.marks):
        for lesson in mark.lessons or lessons:
            last[lesson] = n
    return tuple(
        Told(mark, tuple(lesson for lesson in sorted(last) if last[lesson] == n)) for n, mark in enumerate(found.marks)
    )


def _month(seen: Overview, student: str, days: list[date]) -> Month:
    attendance = seen.attendance_of(student)
    past = {day for day in days if day <= seen.today}
    marked = {day.date for day in attendance.days}
    kinds = {
        day: outcome(attendance, seen.calendar, seen.guide, day, seen.now).kind for day in days if day in past | marked
    }
    return Month(days[0].replace(day=1), {place(day): day for day in days}, kinds)


def _expected(seen: Overview, student: str, day: date) -> tuple[int, ...]:
    from rules.day import lessons_expected

    return lessons_expected(seen.attendance_of(student).expected, day)
