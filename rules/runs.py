"""The history of a student's flags: when each level of each rule was on, and which runs a correction took back.

The rules of this file: a run is unbroken school days on which a level, or a higher one, is met; ``until`` is its last
day. What a correction took back is found by asking the facts as they stood just before it and just after it, as if
``now`` were that moment; a lesson that is registered late is no correction, and neither is a mark said twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

import msgspec

from rules.calendar import SchoolDays, school_clock
from rules.facts import Attendance, Day, Mark
from rules.guide import WEIGHT, Guide, Level
from rules.spans import Span, laid, spans_at
from rules.tally import Tally, tally


class Run(msgspec.Struct, frozen=True):
    """Unbroken school days on which a rule met a level. ``until`` is the last of them, None while it is on."""

    rule: str
    level: Level
    since: date
    until: date | None
    retracted_at: datetime | None = None


class Correction(msgspec.Struct, frozen=True):
    """A moment when what had been told was told otherwise; ``corrected`` is when the latest of that was told."""

    at: datetime
    corrected: datetime


Place = tuple[str, Level, Span]


def flag_runs(attendance: Attendance, calendar: SchoolDays, guide: Guide, on: date, now: datetime) -> tuple[Run, ...]:
    """Every run up to ``on``, oldest first: those of the facts as they are, and those that a correction took back."""
    year = tally(attendance, calendar, guide, on, now)
    if year is None:
        return ()
    runs = [_run(place, year) for place in _places(year)]
    runs += _retracted(attendance, calendar, guide, on)
    return tuple(sorted(runs, key=lambda run: (run.since, run.rule, WEIGHT[run.level])))


def _places(year: Tally) -> Iterator[Place]:
    """Where every level of every rule was on, by school day index."""
    for rule in laid(year.guide, year.calendar):
        for limit in reversed(rule.limits):
            yield from ((rule.rule.id, limit.level, span) for span in spans_at(limit.level, rule, year, year.last))


def _run(place: Place, year: Tally) -> Run:
    rule, level, (first, last) = place
    days = year.calendar.days
    return Run(rule, level, days[first], None if last == year.last else days[last])


def _retracted(attendance: Attendance, calendar: SchoolDays, guide: Guide, on: date) -> Iterator[Run]:
    """The runs that stood before a correction and not after it."""
    for correction in corrections(attendance):
        then = min(on, school_clock(correction.at).date())
        before = tally(_told(attendance, correction, before=True), calendar, guide, then, correction.at)
        after = tally(_told(attendance, correction, before=False), calendar, guide, then, correction.at)
        if before is None or after is None:
            continue
        standing = tuple(_places(after))
        for rule, level, span in _places(before):
            if not any((rule, level) == other[:2] and _meet(span, other[2]) for other in standing):
                yield Run(rule, level, calendar.days[span[0]], calendar.days[span[1]], correction.at)


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def corrections(attendance: Attendance) -> tuple[Correction, ...]:
    """Every moment when a mark changed what an earlier one had said, oldest first."""
    moments: dict[datetime, datetime] = {}
    for day in attendance.days:
        for index, mark in enumerate(day.marks[1:], start=1):
            if _corrects(mark, day.marks[:index]):
                told = max(earlier.at for earlier in day.marks[:index])
                moments[mark.at] = max(told, moments.get(mark.at, told))
    return tuple(Correction(at, moments[at]) for at in sorted(moments))


def _corrects(mark: Mark, earlier: tuple[Mark, ...]) -> bool:
    """Whether a mark says otherwise than the marks before it on a lesson that they had named."""
    held: dict[int, Mark] = {}  # lesson 0 is the rest of the whole day
    for one in earlier:
        held = {0: one} if not one.lessons else held | dict.fromkeys(one.lessons, one)
    concerned = held.values() if not mark.lessons else [held.get(lesson, held.get(0)) for lesson in mark.lessons]
    return any(
        one is not None and one.category is not None and (one.category, one.reason) != (mark.category, mark.reason)
        for one in concerned
    )


def _told(attendance: Attendance, correction: Correction, *, before: bool) -> Attendance:
    """The facts just before, or just after, a correction.

    A clock that was turned back must not hide what was corrected: first tellings count up to the one that was.
    """

    def had_been_told(mark: Mark, corrects: bool) -> bool:
        if mark.at < correction.at or (mark.at == correction.at and not before):
            return True
        return not corrects and mark.at <= correction.corrected

    days = tuple(_as_told(day, had_been_told) for day in attendance.days)
    return msgspec.structs.replace(attendance, days=tuple(day for day in days if day.marks))


def _as_told(day: Day, had_been_told: Callable[[Mark, bool], bool]) -> Day:
    marks = enumerate(day.marks)
    kept = tuple(mark for index, mark in marks if had_been_told(mark, _corrects(mark, day.marks[:index])))
    return Day(day.student, day.date, kept)
