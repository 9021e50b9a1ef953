"""Where a student stands, in one line: for lists of a whole school.

The rules of this file: no evidence and no sentence is made here, only what a row shows; the same answers as the
flags, by the same spans. The strip is worked out when somebody looks at it.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime

from rules.calendar import SchoolDays
from rules.day import DayKind
from rules.decisions import answered, judged, silenced
from rules.evidence import day_status, least_sure
from rules.facts import Attendance, Decision
from rules.flag import Status
from rules.guide import WEIGHT, Counts, Guide, Level
from rules.spans import LaidRule, Spans, covering, laid, level_on, longest, shown, spans_at, without
from rules.tally import Tally, tally

STRIP = 20  # school days


class Standing:
    """One student in one line: the strongest flag, counts in the guide's longest window, the last school days."""

    __slots__ = (
        "_strip",
        "_year",
        "absent_days",
        "answered",
        "left_early",
        "level",
        "missed_lessons",
        "rule",
        "since",
        "status",
        "student",
        "unanswered",
    )

    def __init__(self, student: str, year: Tally | None) -> None:
        self.student = student
        self.level: Level | None = None
        self.rule = ""
        self.since: date | None = None
        self.status: Status | None = None
        self.absent_days = 0
        self.left_early = 0
        self.missed_lessons = 0
        self.answered = False
        self.unanswered = False
        self._year = year
        self._strip: tuple[DayKind, ...] | None = None

    @property
    def strip(self) -> tuple[DayKind, ...]:
        """The last 20 school days, oldest first; fewer at the start of the year."""
        if self._strip is None:
            year = self._year
            days = range(max(0, year.last - STRIP + 1), year.last + 1) if year else ()
            self._strip = tuple(year.outcome(index).kind for index in days) if year else ()
        return self._strip

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Standing) and self._shown() == other._shown()

    def __hash__(self) -> int:
        return hash(self.student)

    def _shown(self) -> tuple[object, ...]:
        seen = (self.student, self.level, self.rule, self.since, self.status, self.answered, self.unanswered)
        return (*seen, self.absent_days, self.left_early, self.missed_lessons, self.strip)


def standing(
    attendance: Attendance,
    calendar: SchoolDays,
    guide: Guide,
    on: date,
    now: datetime,
    decisions: tuple[Decision, ...] = (),
) -> Standing:
    """Where one student stands on a day."""
    year = tally(attendance, calendar, guide, on, now)
    found = Standing(attendance.student, year)
    if year is None:
        return found
    _count(found, year)
    for rule in laid(guide, calendar):
        if len(year.occasions[rule.counts]) >= rule.least:
            _look(found, rule, year, decisions)
    return found


def _count(found: Standing, year: Tally) -> None:
    first = longest(year.guide, year.calendar)[year.last]
    occasions = year.occasions
    for counts, name in _COLUMNS:
        of_it = occasions[counts]
        if of_it:
            setattr(found, name, len(of_it) - bisect_left(of_it, first))


_COLUMNS = (
    (Counts.ABSENT_DAYS, "absent_days"),
    (Counts.LEFT_EARLY, "left_early"),
    (Counts.MISSED_LESSONS, "missed_lessons"),
)


def _look(found: Standing, rule: LaidRule, year: Tally, decisions: tuple[Decision, ...]) -> None:
    """Let one rule's flag, on or ended, into the line."""
    judgements = judged(rule, year, decisions) if decisions else ()
    cuts = silenced(judgements, year.last) if judgements else ()
    runs = _runs(Level.WORRYING, rule, year, cuts)
    found.unanswered = found.unanswered or any(run[1] < year.last and not answered(run, judgements) for run in runs)
    level = level_on(rule, year, year.last)
    if level is None or (found.level is not None and WEIGHT[level] <= WEIGHT[found.level]):
        return
    span = covering(_runs(Level.WATCH, rule, year, cuts) if level is Level.WATCH else runs, year.last)
    if span is not None:
        found.level, found.rule, found.since = level, rule.rule.id, year.calendar.days[span[0]]
        found.status = _status(rule, year, level)
        found.answered = answered(span, judgements)


def _runs(level: Level, rule: LaidRule, year: Tally, cuts: Spans) -> Spans:
    runs = spans_at(level, rule, year, year.last)
    return without(runs, cuts) if cuts else runs


def _status(rule: LaidRule, year: Tally, level: Level) -> Status:
    """As sure as the least sure day that the flag counts."""
    first, days = shown(rule, year, level, year.last).reach.start[year.last], year.calendar.days
    counted = {index for index in year.occasions[rule.counts] if index >= first}
    return least_sure(day_status(days[index], index in year.unsure, year) for index in counted)
