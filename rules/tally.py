"""One student's year counted by school day: on which days something happened that a rule counts.

The rules of this file: occasions are kept as the school day's index in the year, once for each occasion, in order;
nothing after the last day asked for is read; no rule, level or window is known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import accumulate

from rules.calendar import SchoolDays, school_clock
from rules.day import NOTHING, Outcome, amounts_to, day_outcome, lessons_expected
from rules.facts import Attendance, Mark
from rules.guide import Counts, Guide


class Tally:
    """The occasions of one student's year up to one school day."""

    __slots__ = ("_shares", "_told", "attendance", "calendar", "guide", "last", "now", "occasions", "today", "unsure")

    def __init__(self, attendance: Attendance, calendar: SchoolDays, guide: Guide, last: int, now: datetime) -> None:
        self.attendance = attendance
        self.calendar = calendar
        self.guide = guide
        self.last = last  # the index of the last school day that is read
        self.now = now
        self.today = school_clock(now).date()
        self.unsure: set[int] = set()  # days with an occasion and with lessons that nobody has registered
        self._shares: tuple[list[int], list[int]] | None = None
        self._told: dict[date, tuple[Mark, ...]] | None = None
        absent: list[int] = []
        left: list[int] = []
        missed: list[int] = []
        tardy: list[int] = []
        lost: list[int] = []  # the days with lost lessons, once each
        self.occasions: dict[Counts, list[int]] = {
            Counts.ABSENT_DAYS: absent,
            Counts.LEFT_EARLY: left,
            Counts.MISSED_LESSONS: missed,
            Counts.TARDY: tardy,
            Counts.SHARE_OF_LESSONS: lost,
        }
        # The one loop that every list of students waits for: no call that can be spared.
        indexes, weekdays, not_counting, today = calendar.indexes, calendar.weekdays, guide.not_counting, self.today
        past_is_known, taken = attendance.exceptions_only, attendance.taken
        only = attendance.expected[0] if len(attendance.expected) == 1 else None
        for day in attendance.days:
            when = day.date
            index = indexes.get(when)
            if index is None or index > last:
                continue
            if only is None:
                lessons = lessons_expected(attendance.expected, when)
            elif only.first <= when and (only.last is None or when <= only.last):
                lessons = only.weekdays[weekdays[index]]
            else:
                continue
            amount = amounts_to(
                lessons,
                tuple([(mark.lessons, mark.category, mark.reason) for mark in day.marks]),
                None if past_is_known and when < today else taken.get(when, NOTHING),
                not_counting,
            )
            if amount.away:
                lost.append(index)
                if amount.absent:
                    absent.append(index)
                else:
                    missed += [index] * len(amount.missed)
                    left += [index] * bool(amount.left)
            if amount.tardy:
                tardy += [index] * len(amount.tardy)
            if amount.open and amount.reasons:
                self.unsure.add(index)

    def outcome(self, index: int) -> Outcome:
        """What that school day amounts to."""
        if self._told is None:
            self._told = {day.date: day.marks for day in self.attendance.days}
        day = self.calendar.days[index]
        return day_outcome(self.attendance, self.calendar, self.guide, day, self._told.get(day, ()), self.today)

    def shares(self) -> tuple[Sequence[int], Sequence[int]]:
        """For each school day the lessons lost, and those that count and are known, in all the days before it."""
        if self._shares is None:
            days = [self.outcome(index) for index in range(self.last + 1)]
            lost = list(accumulate((day.lost for day in days), initial=0))
            known = list(accumulate((day.known for day in days), initial=0))
            self._shares = (lost, known)
        return self._shares


def occasions_in(counts: Counts, day: Outcome) -> tuple[tuple[int, ...], ...]:
    """The occasions of one day that a rule counts, each with its lessons."""
    if counts is Counts.ABSENT_DAYS:
        return (day.away,) if day.absent else ()
    if counts is Counts.LEFT_EARLY:
        return (day.left,) if day.left else ()
    if counts is Counts.MISSED_LESSONS:
        return day.missed
    if counts is Counts.TARDY:
        return tuple((lesson,) for lesson in day.tardy)
    return (day.away,) if day.away else ()


def tally(attendance: Attendance, calendar: SchoolDays, guide: Guide, on: date, now: datetime) -> Tally | None:
    """The student's year up to ``on``; None when no school day of this year has come by then."""
    last = calendar.index_on_or_before(on)
    return None if last is None else Tally(attendance, calendar, guide, last, now)
