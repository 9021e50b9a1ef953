"""On which school days each level of a rule is met: the windows of the occasions, laid together.

The rules of this file: a span is (first, last) by school day index, both included; spans stand in order and never
touch. The n-th occasion raises a flag on its own day, and it stays until the first of those n leaves the window: so
the days that a flag is on are a union of spans, exact for every kind of window. A share goes day by day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from rules.calendar import Reach, SchoolDays
from rules.guide import WEIGHT, Counts, Guide, Level, Limit, Rule
from rules.tally import Tally

Span = tuple[int, int]
Spans = tuple[Span, ...]


class Laid(msgspec.Struct, frozen=True, eq=False):
    """A limit laid over one year's calendar."""

    limit: Limit
    level: Level
    weight: int
    need: int
    reach: Reach


class LaidRule(msgspec.Struct, frozen=True, eq=False):
    """A rule laid over one year's calendar, its weightiest limit first."""

    rule: Rule
    counts: Counts
    limits: tuple[Laid, ...]
    share: bool
    least: int  # fewer occasions than this meet no limit at all


@lru_cache(maxsize=128)
def laid(guide: Guide, calendar: SchoolDays) -> tuple[LaidRule, ...]:
    """Every rule of the guide laid over the year."""
    return tuple(_laid_rule(rule, guide, calendar) for rule in guide.rules)


def _laid_rule(rule: Rule, guide: Guide, calendar: SchoolDays) -> LaidRule:
    limits = [
        Laid(limit, limit.level, WEIGHT[limit.level], limit.occasions, calendar.reach(limit.window, guide.basis))
        for limit in sorted(rule.limits, key=lambda limit: -WEIGHT[limit.level])
    ]
    share = rule.counts is Counts.SHARE_OF_LESSONS
    least = 1 if share else min(limit.need for limit in limits)
    return LaidRule(rule, rule.counts, tuple(limits), share, least)


@lru_cache(maxsize=128)
def longest(guide: Guide, calendar: SchoolDays) -> tuple[int, ...]:
    """For each school day the first day of the longest of the guide's windows that end on it."""
    starts = [limit.reach.start for rule in laid(guide, calendar) for limit in rule.limits]
    return tuple(map(min, zip(*starts, strict=True)))


def level_on(rule: LaidRule, tally: Tally, day: int) -> Level | None:
    """The highest level that is met on a school day."""
    return next((limit.level for limit in rule.limits if met(limit, rule, tally, day)), None)


def met(limit: Laid, rule: LaidRule, tally: Tally, day: int) -> bool:
    """Whether the window that ends on that day meets the limit."""
    if rule.share:
        return limit.limit.met_by_share(*lessons_in(limit, tally, day))
    return occasions_in_window(limit, rule, tally, day) >= limit.need


def occasions_in_window(limit: Laid, rule: LaidRule, tally: Tally, day: int) -> int:
    """How many occasions the window that ends on that day has."""
    occasions = tally.occasions[rule.counts]
    return bisect_right(occasions, day) - bisect_left(occasions, limit.reach.start[day])


def lessons_in(limit: Laid, tally: Tally, day: int) -> tuple[int, int]:
    """The lessons lost and the lessons known in the window that ends on that day."""
    lost, known = tally.shares()
    start = limit.reach.start[day]
    return lost[day + 1] - lost[start], known[day + 1] - known[start]


def shown(rule: LaidRule, tally: Tally, level: Level, day: int) -> Laid:
    """The limit that explains a flag of that level: the worrying one where it is met, else the highest that is."""
    met_now = [limit for limit in rule.limits if met(limit, rule, tally, day)]
    wanted = Level.WATCH if level is Level.WATCH else Level.WORRYING
    return next((limit for limit in met_now if limit.level is wanted), met_now[0])


def spans_at(level: Level, rule: LaidRule, tally: Tally, last: int) -> Spans:
    """The school days up to ``last`` on which this level or a higher one is met."""
    weight = WEIGHT[level]
    met_days = [limit_spans(limit, rule, tally, last) for limit in rule.limits if limit.weight >= weight]
    return met_days[0] if len(met_days) == 1 else united(span for spans in met_days for span in spans)


def limit_spans(limit: Laid, rule: LaidRule, tally: Tally, last: int) -> Spans:
    """The school days up to ``last`` on which one limit is met."""
    if rule.share:
        days = range(min(last, tally.last) + 1)
        return united((day, day) for day in days if limit.limit.met_by_share(*lessons_in(limit, tally, day)))
    return occasion_spans(tally.occasions[rule.counts], limit.need, limit.reach, last)


def occasion_spans(occasions: Sequence[int], need: int, reach: Reach, last: int) -> Spans:
    """The school days whose window holds at least ``need`` of the occasions."""
    spans: list[Span] = []
    ends = reach.last
    for first, nth in zip(occasions, occasions[need - 1 :], strict=False):
        end = min(ends[first], last)
        if nth > end:
            continue
        if spans and nth <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((nth, end))
    return tuple(spans)


def united(spans: Iterable[Span]) -> Spans:
    """Spans in order, those that touch or overlap made one."""
    together: list[Span] = []
    for first, last in sorted(spans):
        if together and first <= together[-1][1] + 1:
            together[-1] = (together[-1][0], max(together[-1][1], last))
        else:
            together.append((first, last))
    return tuple(together)


def without(spans: Spans, cuts: Spans) -> Spans:
    """What is left of the spans outside the cuts."""
    for cut in cuts:
        spans = tuple(piece for span in spans for piece in _outside(span, cut))
    return spans


def _outside(span: Span, cut: Span) -> Iterator[Span]:
    before, after = (span[0], min(span[1], cut[0] - 1)), (max(span[0], cut[1] + 1), span[1])
    yield from (piece for piece in (before, after) if piece[0] <= piece[1])


def covering(spans: Spans, day: int) -> Span | None:
    """The span that has that day."""
    return next((span for span in spans if span[0] <= day <= span[1]), None)
