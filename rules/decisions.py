"""What people's judgements on a rule's flags amount to: answered, and silenced until something new is known.

The rules of this file: "observe" answers until its day and no longer; "not worrying" takes the flag away until as many
counted occasions as the guide's data says that the decision did not know; an occasion is known if the decision named
its date and one of its lessons. What lay before the windows of the day it was made is neither new nor known.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import zip_longest

import msgspec

from rules.calendar import school_clock
from rules.facts import Decision, school_year
from rules.spans import LaidRule, Span, Spans
from rules.tally import Tally, occasions_in

NOT_WORRYING = "not_worrying"
OBSERVE = "observe"


class Judged(msgspec.Struct, frozen=True):
    """One decision by school day: the day it was made, and the day it was overtaken by what it did not know."""

    first: int  # the first school day that it holds for: the last that had come when it was made
    overtaken: int | None  # or, where one observes until a day, the first school day after it
    silences: bool


def judged(rule: LaidRule, tally: Tally, decisions: tuple[Decision, ...]) -> tuple[Judged, ...]:
    """This student's decisions on this rule in this school year, oldest first."""
    year = school_year(tally.calendar.days[0])
    mine = [d for d in decisions if (d.student, d.rule) == (tally.attendance.student, rule.rule.id)]
    in_order = sorted((d for d in mine if _year_of(d) == year), key=lambda d: d.at)
    return tuple(_judged(decision, rule, tally) for decision in in_order)


def silenced(judgements: tuple[Judged, ...], last: int) -> Spans:
    """The school days on which a "not worrying" keeps the flag away: until overtaken, or decided anew."""
    spans = []
    for judgement, later in zip_longest(judgements, judgements[1:]):
        end = last if later is None else min(last, later.first - 1)
        if judgement.silences:
            spans.append((judgement.first, end if judgement.overtaken is None else min(end, judgement.overtaken - 1)))
    return tuple(span for span in spans if span[0] <= span[1])


def answered(span: Span, judgements: tuple[Judged, ...]) -> bool:
    """Whether a decision answers the run: made on its first day or later, and not overtaken by its end."""
    return any(j.first >= span[0] and (j.overtaken is None or j.overtaken > span[1]) for j in judgements)


def _year_of(decision: Decision) -> str:
    known = [day for day, _ in decision.knew]
    return school_year(max(known) if known else school_clock(decision.at).date())


def _judged(decision: Decision, rule: LaidRule, tally: Tally) -> Judged:
    first = max(0, bisect_right(tally.calendar.days, school_clock(decision.at).date()) - 1)
    if decision.verdict == OBSERVE and decision.until is not None:
        return Judged(first, bisect_right(tally.calendar.days, decision.until), silences=False)
    if decision.verdict != NOT_WORRYING:
        return Judged(first, None, silences=False)
    return Judged(first, _overtaken(decision, first, rule, tally), silences=True)


def _overtaken(decision: Decision, made: int, rule: LaidRule, tally: Tally) -> int | None:
    """The school day of the occasion that is one too many for the decision, of those it did not know."""
    start = min(limit.reach.start[made] for limit in rule.limits)
    left = tally.guide.returning.occasions
    for day in range(start, tally.last + 1):
        unknown = [
            o for o in occasions_in(rule.counts, tally.outcome(day)) if not _knew(decision, tally.calendar.days[day], o)
        ]
        left -= len(unknown)
        if left <= 0:
            return day
    return None


def _knew(decision: Decision, day: date, lessons: tuple[int, ...]) -> bool:
    return any(known == day and (not named or bool(set(named) & set(lessons))) for known, named in decision.knew)
