"""The plan: which lessons an agreement's step lets a student attend, day by day, and how that is followed.

The rules of this file: from the day the measures start the step of the day says what is expected, a step up or back
from its day on; a step without lessons of its own expects all as of everybody; the plan ends with the case. Presence
against the plan and teaching lost against the full timetable are always given together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from rules.calendar import SchoolDays, school_clock
from rules.case.case import Agreement, Case, PartHeld
from rules.case.events import Repeats, Responsibility, Step
from rules.day import lessons_expected, outcome
from rules.duties.moments import months_after
from rules.facts import Attendance, Expected
from rules.guide import Guide

ONE_DAY = timedelta(days=1)
HOLIDAY = timedelta(days=7)  # a week without school days is a holiday


class Stretch(msgspec.Struct, frozen=True):
    """One step from a day on, until another one holds (None: still)."""

    agreement: Agreement
    held: PartHeld
    first: date
    last: date | None

    @property
    def step(self) -> Step:
        """The step."""
        assert isinstance(self.held.part, Step)
        return self.held.part


def stretches(case: Case) -> tuple[Stretch, ...]:
    """The steps as they followed each other, oldest first."""
    starts = sorted({day for agreement in case.agreements for day in _starts(agreement)})
    if not starts:
        return ()
    ends = [*(start - ONE_DAY for start in starts[1:]), None]
    found = (_stretch(case, first, last) for first, last in zip(starts, ends, strict=True))
    return tuple(one for one in found if one is not None and (one.last is None or one.first <= one.last))


def step_on(case: Case, day: date) -> Stretch | None:
    """The step that holds on a day."""
    return next((one for one in stretches(case) if one.first <= day and (one.last is None or day <= one.last)), None)


def expected_by_plan(case: Case) -> tuple[Expected, ...]:
    """The lessons expected by the plan, for the stretches whose step says which."""
    return tuple(
        Expected(one.first, one.last, _week(one.step.weekdays))
        for one in stretches(case)
        if one.step.weekdays is not None
    )


def planned(attendance: Attendance, case: Case) -> Attendance:
    """The same attendance, measured by the plan where there is one and somebody is expected at all."""
    plan = expected_by_plan(case)
    if not plan:
        return attendance
    return msgspec.structs.replace(attendance, expected=(*attendance.expected, *_within(plan, attendance.expected)))


class AgainstPlan(msgspec.Struct, frozen=True):
    """How a plan was followed between two days: lessons of the plan and of the full timetable that are known."""

    first: date
    last: date
    planned: int
    attended: int
    timetable: int
    untaught: int  # of the timetable's, the lessons without teaching for whatever cause

    @property
    def percent(self) -> int:
        """Presence against the plan."""
        return round(100 * self.attended / self.planned) if self.planned else 0


def against_plan(
    attendance: Attendance, case: Case, calendar: SchoolDays, guide: Guide, first: date, last: date, now: datetime
) -> AgainstPlan:
    """Presence against the plan and lost teaching, from ``first`` to ``last``. ``attendance`` is the unplanned one."""
    by_plan = planned(attendance, case)
    counts = [0, 0, 0, 0]
    for day in calendar.between(first, min(last, school_clock(now).date())):
        plan, full = (outcome(seen, calendar, guide, day, now) for seen in (by_plan, attendance))
        whole = set(lessons_expected(attendance.expected, day)) - set(full.open)
        untaught = whole - set(plan.present)  # agreed away is without teaching too
        for n, more in enumerate((plan.known, len(plan.present), len(whole), len(untaught))):
            counts[n] += more
    return AgainstPlan(first, last, *counts)


def occurrences(part: Responsibility, calendar: SchoolDays, first: date, last: date) -> tuple[date, ...]:
    """The days on which something that repeats is to be done, from ``first`` to ``last``."""
    start = max(first, part.first or first)
    end = min(last, part.last or last)
    return tuple(day for day in _repeated(part, calendar, start, end) if start <= day <= end)


def _repeated(part: Responsibility, calendar: SchoolDays, start: date, end: date) -> Iterator[date]:
    days = calendar.between(start, end)
    match part.repeats:
        case Repeats.ONCE:
            yield from (part.first,) if part.first else ()
        case Repeats.DAILY:
            yield from days
        case Repeats.WEEKDAYS:
            yield from (day for day in days if day.weekday() in part.weekdays)
        case Repeats.EVERY_OTHER_WEEK:
            yield from (day for day in days if day.weekday() in part.weekdays and _even(part.first or start, day))
        case Repeats.MONTHLY:
            yield from _monthly(part.first or start, calendar, end)
        case Repeats.AFTER_HOLIDAY:
            yield from (day for before, day in _pairs(calendar) if day - before > HOLIDAY)


def _even(first: date, day: date) -> bool:
    weeks = (day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))
    return weeks.days % 14 == 0


def _monthly(first: date, calendar: SchoolDays, end: date) -> Iterator[date]:
    """The same day of each month, or the first school day after it."""
    month = 0
    while (wanted := months_after(first, month)) <= end:
        on = wanted if wanted in calendar.indexes else calendar.next_after(wanted)
        if on is not None:
            yield on
        month += 1


def _pairs(calendar: SchoolDays) -> Iterator[tuple[date, date]]:
    return zip(calendar.days, calendar.days[1:], strict=False)


def _starts(agreement: Agreement) -> Iterator[date]:
    if agreement.measures is not None:
        yield agreement.measures.on
        yield from (change.on for change in agreement.steps if change.on > agreement.measures.on)


def _stretch(case: Case, first: date, last: date | None) -> Stretch | None:
    """The step of the agreement whose measures started last."""
    running = case.running_on(first)
    held = running.step_on(first) if running else None
    if running is None or held is None or not isinstance(held.part, Step):
        return None
    return Stretch(running, held, first, _sooner(last, running.ended))


def _sooner(a: date | None, b: date | None) -> date | None:
    return min((day for day in (a, b) if day is not None), default=None)


def _week(weekdays: tuple[tuple[int, ...], ...] | None) -> tuple[tuple[int, ...], ...]:
    return tuple((weekdays or ())[n] if n < len(weekdays or ()) else () for n in range(7))


def _within(plan: tuple[Expected, ...], base: tuple[Expected, ...]) -> Iterator[Expected]:
    """Nobody is expected by a plan at a time when they are not expected at all."""
    for one in plan:
        for span in base:
            first, last = max(one.first, span.first), _sooner(one.last, span.last)
            if last is None or first <= last:
                yield Expected(first, last, one.weekdays)
