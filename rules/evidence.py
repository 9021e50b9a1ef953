"""What a flag rests on: every mark in its window, counted or not and why, and how sure that makes it.

The rules of this file: nothing in the window is passed over in silence; a mark that another rule counts says so;
data errors between the window's ends are shown though no school day has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from rules.calendar import day_over
from rules.day import Outcome, Why, day_outcome
from rules.facts import Reason
from rules.flag import Counted, NotCounted, Status
from rules.guide import Counts
from rules.tally import Tally, occasions_in


def counted(counts: Counts, year: Tally, first: int, last: int) -> tuple[Counted, ...]:
    """The occasions from one school day to another, oldest first."""
    return tuple(one for index in range(first, last + 1) for one in _counted_on(counts, year, index))


def not_counted(counts: Counts, year: Tally, first: date, last: date) -> tuple[NotCounted, ...]:
    """The marks from one date to another that the rule does not count, oldest first."""
    marked = [day for day in year.attendance.days if first <= day.date <= last]
    return tuple(
        NotCounted(day.date, lessons, why, reason)
        for day in marked
        for lessons, why, reason in _set_aside(
            counts, day_outcome(year.attendance, year.calendar, year.guide, day.date, day.marks, year.today)
        )
    )


def status(found: tuple[Counted, ...], year: Tally) -> Status:
    """How sure a finding is that rests on these occasions: as sure as the least sure of their days."""
    return least_sure(day_status(one.date, bool(one.open), year) for one in found)


def least_sure(statuses: Iterable[Status]) -> Status:
    """The least sure of several findings."""
    found = set(statuses)
    return next((status for status in (Status.PROJECTED, Status.PROVISIONAL) if status in found), Status.CONFIRMED)


def day_status(day: date, unregistered: bool, year: Tally) -> Status:
    """How sure the finding of one day is."""
    may_come = day == year.today and not day_over(year.now, year.guide.day_over.at)
    if day > year.today or (unregistered and may_come):
        return Status.PROJECTED
    return Status.PROVISIONAL if unregistered else Status.CONFIRMED


def reason_of(lessons: tuple[int, ...], day: Outcome) -> Reason:
    """The reason that most of these lessons have, the first of those if it is a draw."""
    reasons = dict(day.reasons)
    return Counter(reasons[lesson] for lesson in lessons).most_common(1)[0][0]


def _counted_on(counts: Counts, year: Tally, index: int) -> Iterator[Counted]:
    day = year.outcome(index)
    for lessons in occasions_in(counts, day):
        yield Counted(year.calendar.days[index], lessons, reason_of(lessons, day), day.open, day.expected)


# What a day's occasions are called when the rule at hand does not count them.
_ELSEWHERE = (
    (Counts.ABSENT_DAYS, Why.WHOLE_DAY),
    (Counts.LEFT_EARLY, Why.LEFT_EARLY),
    (Counts.MISSED_LESSONS, Why.SINGLE_LESSON),
    (Counts.TARDY, Why.TARDY),
)

# Absence that a rule counts itself, or has said in other words.
_SAID_ALREADY = frozenset(
    (counts, other)
    for counts in (Counts.ABSENT_DAYS, Counts.SHARE_OF_LESSONS)
    for other in (Counts.ABSENT_DAYS, Counts.LEFT_EARLY, Counts.MISSED_LESSONS)
)


def _set_aside(counts: Counts, day: Outcome) -> Iterator[tuple[tuple[int, ...], Why, Reason]]:
    for aside in day.not_counted:
        yield aside.lessons, aside.why, aside.reason
    if counts is Counts.ABSENT_DAYS and day.away and not day.absent:
        yield day.away, Why.PART_OF_DAY, reason_of(day.away, day)
    for other, why in _ELSEWHERE:
        if other is not counts and (counts, other) not in _SAID_ALREADY:
            yield from ((lessons, why, reason_of(lessons, day)) for lessons in occasions_in(other, day))
