"""Flags: what the guide says of one student's absence on one day, with everything it rests on.

The rules of this file: a flag is a finding, never a decision; it is on for a school day while its window, ending that
day, meets the number; on a day without school it is as it was on the last school day.
"""

from __future__ import annotations

from datetime import date, datetime

from rules.calendar import SchoolDays
from rules.decisions import Judged, answered, judged, silenced
from rules.evidence import counted, not_counted, status
from rules.facts import Attendance, Decision
from rules.flag import Counted, Flag, NotCounted, Status
from rules.guide import WEIGHT, Guide, Level
from rules.said import sentence, what_ends_it, why_said
from rules.spans import (
    Laid,
    LaidRule,
    Span,
    Spans,
    covering,
    laid,
    lessons_in,
    level_on,
    shown,
    spans_at,
    without,
)
from rules.standing import Standing, standing
from rules.tally import Tally, tally

__all__ = [
    "Counted",
    "Flag",
    "NotCounted",
    "Standing",
    "Status",
    "flags",
    "sentence",
    "standing",
    "unanswered",
    "what_ends_it",
    "why_said",
]


def flags(
    attendance: Attendance,
    calendar: SchoolDays,
    guide: Guide,
    on: date,
    now: datetime,
    decisions: tuple[Decision, ...] = (),
) -> tuple[Flag, ...]:
    """The flags that are on, strongest first, with all they rest on."""
    year = tally(attendance, calendar, guide, on, now)
    if year is None:
        return ()
    found = [_on_now(rule, year, decisions) for rule in laid(guide, calendar)]
    return tuple(sorted((flag for flag in found if flag), key=lambda flag: -WEIGHT[flag.level]))


def unanswered(
    attendance: Attendance,
    calendar: SchoolDays,
    guide: Guide,
    on: date,
    now: datetime,
    decisions: tuple[Decision, ...] = (),
) -> tuple[Flag, ...]:
    """Flags, worrying or strong, that ended without a decision: as they stood on their last day, oldest first."""
    year = tally(attendance, calendar, guide, on, now)
    if year is None:
        return ()
    found = [flag for rule in laid(guide, calendar) for flag in _ended(rule, year, decisions)]
    return tuple(sorted(found, key=lambda flag: flag.since))


def _on_now(rule: LaidRule, year: Tally, decisions: tuple[Decision, ...]) -> Flag | None:
    level = level_on(rule, year, year.last)
    if level is None:
        return None
    judgements = judged(rule, year, decisions)
    floor = Level.WATCH if level is Level.WATCH else Level.WORRYING
    span = covering(_runs(floor, rule, year, judgements), year.last)
    if span is None:
        return None
    strong = covering(_runs(Level.STRONG, rule, year, judgements), year.last)
    return _flag(rule, year, level, span, strong, answered(span, judgements))


def _ended(rule: LaidRule, year: Tally, decisions: tuple[Decision, ...]) -> list[Flag]:
    judgements = judged(rule, year, decisions)
    ended = [span for span in _runs(Level.WORRYING, rule, year, judgements) if span[1] < year.last]
    strong_runs = _runs(Level.STRONG, rule, year, judgements)
    found = []
    for span in ended:
        if not answered(span, judgements):
            strong = next((run for run in strong_runs if span[0] <= run[0] <= span[1]), None)
            found.append(_flag(rule, year, Level.STRONG if strong else Level.WORRYING, span, strong, False))
    return found


def _runs(level: Level, rule: LaidRule, year: Tally, judgements: tuple[Judged, ...]) -> Spans:
    """The runs of a level that nobody has answered with "not worrying"."""
    return without(spans_at(level, rule, year, year.last), silenced(judgements, year.last))


def _flag(rule: LaidRule, year: Tally, level: Level, span: Span, strong: Span | None, was_answered: bool) -> Flag:
    days, last = year.calendar.days, span[1]
    explains = shown(rule, year, level, last)
    first = explains.reach.start[last]
    found = counted(rule.counts, year, first, last)
    return Flag(
        student=year.attendance.student,
        rule=rule.rule.id,
        counts=rule.counts,
        level=level,
        status=status(found, year),
        since=days[span[0]],
        strong_since=days[strong[0]] if strong else None,
        until=None if last == year.last else days[last],
        count=_count(rule, explains, year, last, found),
        met=explains.limit,
        basis=year.guide.basis,
        window_from=days[first],
        window_to=days[last],
        window_days=last - first + 1,
        counted=found,
        not_counted=not_counted(rule.counts, year, days[first], days[last]),
        answered=was_answered,
    )


def _count(rule: LaidRule, explains: Laid, year: Tally, day: int, found: tuple[Counted, ...]) -> int | float:
    if not rule.share:
        return len(found)
    lost, known = lessons_in(explains, year, day)
    return round(100 * lost / known, 1)
