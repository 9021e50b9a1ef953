"""How much was lost: days and lessons, per cent and band, and what an agreed plan takes beside it.

The rules of this file: per cent and band are of days, lessons stand beside them; a day counts when at least one of
its lessons counts and is registered; attendance against the plan and lost teaching are always given together.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from rules.calendar import SchoolDays
from rules.day import Outcome
from rules.facts import Attendance, Expected
from rules.guide import Guide
from rules.tally import tally


class Band(msgspec.Struct, frozen=True):
    """A band of statistics in per cent of days: from ``low``, itself in the band, to below ``high`` (None: no end)."""

    low: int
    high: int | None


class Share(msgspec.Struct, frozen=True):
    """One student's school year so far."""

    days: int  # school days on which something was expected and is known
    absent_days: int
    percent: float  # of the days, one decimal
    band: Band
    lessons: int  # lessons that count and are known
    lost: int  # of those
    timetable: int  # known lessons of the full timetable, before any plan or leave
    untaught: int  # of those, the lessons without teaching for whatever cause: lost, leave, agreed away


def share(
    attendance: Attendance, calendar: SchoolDays, guide: Guide, on: date, now: datetime, first: date | None = None
) -> Share:
    """The student's days and lessons from the start of the school year, or ``first`` in it, to ``on``."""
    year = tally(attendance, calendar, guide, on, now)
    outcomes = [(calendar.days[index], year.outcome(index)) for index in range(year.last + 1)] if year else []
    outcomes = [(day, outcome) for day, outcome in outcomes if (first or day) <= day <= year.today] if year else []
    days = sum(outcome.known > 0 for _, outcome in outcomes)
    absent = sum(outcome.absent for _, outcome in outcomes)
    full = [_full(attendance.expected, day, outcome) for day, outcome in outcomes]
    return Share(
        days=days,
        absent_days=absent,
        percent=round(100 * absent / days, 1) if days else 0.0,
        band=band(absent, days, guide),
        lessons=sum(outcome.known for _, outcome in outcomes),
        lost=sum(outcome.lost for _, outcome in outcomes),
        timetable=sum(len(lessons) for lessons in full),
        untaught=sum(len(lessons - set(day.present)) for lessons, (_, day) in zip(full, outcomes, strict=True)),
    )


def band(absent: int, days: int, guide: Guide) -> Band:
    """The band that so many absent days of so many lie in, by exact comparison."""
    bounds = (0, *guide.bands.percent)
    low = max(bound for bound in bounds if 100 * absent >= bound * days) if days else 0
    return Band(low, next((bound for bound in bounds if bound > low), None))


def _full(expected: tuple[Expected, ...], day: date, outcome: Outcome) -> set[int]:
    """The day's lessons before any plan: the first timetable that covers it, and what the plan adds."""
    covering = [span for span in expected if span.first <= day and (span.last is None or day <= span.last)]
    lessons = (
        set(covering[0].weekdays[day.weekday()]) | set(covering[-1].weekdays[day.weekday()]) if covering else set()
    )
    return lessons - set(outcome.open)
