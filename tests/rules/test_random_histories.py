"""Random histories: the rules and the naive counter never disagree."""

from __future__ import annotations

import os
from datetime import datetime, time

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import SchoolDays
from rules.day import lessons_expected
from rules.facts import Category, Day, Mark
from rules.guide import Level
from rules.runs import flag_runs
from rules.said import off_from
from rules.worry import flags, standing, unanswered
from tests.rules.drawing import OSLO
from tests.rules.histories import History
from tests.rules.naive import Counter

MANY = 5000 if os.environ.get("TILSTEDE_TORTURE") else 150
often = settings(
    max_examples=MANY, deadline=None, database=None, suppress_health_check=[*HealthCheck], derandomize=MANY < 1000
)
histories = st.builds(History, st.integers(0, 2**48))


@often
@given(histories)
def test_flags_agree_with_the_naive_counter(drawn: History):
    slow = Counter(drawn.attendance, drawn.calendar, drawn.guide, drawn.now, drawn.decisions)

    found = flags(drawn.attendance, SchoolDays(drawn.calendar), drawn.guide, drawn.on, drawn.now, drawn.decisions)

    fast = {
        flag.rule: (
            flag.level,
            flag.since,
            flag.strong_since,
            [(one.date, one.lessons) for one in flag.counted],
            flag.status,
            flag.answered,
        )
        for flag in found
    }
    assert fast == {rule.id: flag for rule in drawn.guide.rules if (flag := slow.flag(rule, drawn.on))}


@often
@given(histories)
def test_the_line_and_the_unanswered_agree_with_the_naive_counter(drawn: History):
    slow = Counter(drawn.attendance, drawn.calendar, drawn.guide, drawn.now, drawn.decisions)
    asked = (drawn.attendance, SchoolDays(drawn.calendar), drawn.guide, drawn.on, drawn.now, drawn.decisions)

    line, ended, first = standing(*asked), unanswered(*asked), next(iter(flags(*asked)), None)

    naive = {(rule.id, *run) for rule in drawn.guide.rules for run in slow.unanswered(rule, drawn.on)}
    assert {(flag.rule, flag.since, flag.until) for flag in ended} == naive
    assert line.unanswered == bool(naive)
    shown = (
        (first.level, first.rule, first.since, first.status, first.answered) if first else (None, "", None, None, False)
    )
    assert (line.level, line.rule, line.since, line.status, line.answered) == shown


@often
@given(histories)
def test_runs_and_what_was_taken_back_agree_with_the_naive_counter(drawn: History):
    attendance, calendar, guide, on = drawn.attendance, drawn.calendar, drawn.guide, drawn.on

    found = flag_runs(attendance, SchoolDays(calendar), guide, on, drawn.now)

    last = max((day for day in calendar.days if day <= on), default=None)
    standing_now = {(run.rule, run.level, run.since, run.until or last) for run in found if not run.retracted_at}
    assert standing_now == naive_runs(Counter(attendance, calendar, guide, drawn.now), on)
    taken_back = [(run.retracted_at, run.rule, run.level, run.since, run.until) for run in found if run.retracted_at]
    assert sorted(taken_back) == sorted(naive_retractions(attendance, calendar, guide, on))


@often
@given(histories)
def test_nothing_marked_in_the_window_is_passed_over_in_silence(drawn: History):
    attendance = drawn.attendance
    slow = Counter(attendance, drawn.calendar, drawn.guide, drawn.now)

    for flag in flags(attendance, SchoolDays(drawn.calendar), drawn.guide, drawn.on, drawn.now):
        said = {(one.date, lesson) for one in (*flag.counted, *flag.not_counted) for lesson in one.lessons}
        for day in (day for day in attendance.days if flag.window_from <= day.date <= flag.window_to):
            assert {(day.date, lesson) for lesson in told_of(slow, day)} <= said


def told_of(slow: Counter, day: Day) -> set[int]:
    """The lessons of a day that some mark holds for, but those noted present."""
    named = {lesson for mark in day.marks for lesson in mark.lessons}
    expected = set(slow.lessons(day.date))
    held = {lesson: slow.told(day.date, lesson) for lesson in named | expected}
    return {
        lesson
        for lesson, mark in held.items()
        if mark
        and (lesson in expected or (mark.lessons and mark.category))
        and not is_present(mark, lesson in expected)
    }


def is_present(mark: Mark, expected: bool) -> bool:
    return expected and mark.category is Category.PRESENT


@often
@given(histories)
def test_what_ends_a_flag_ends_it(drawn: History):
    attendance, calendar, guide = drawn.attendance, drawn.calendar, drawn.guide
    for flag in flags(attendance, SchoolDays(calendar), guide, drawn.on, drawn.now):
        off = off_from(flag, attendance, SchoolDays(calendar), guide)

        later = present_from(attendance, calendar, flag.window_to)
        noon = datetime.combine(flag.window_to, time(12), OSLO)
        slow = Counter(later, calendar, guide, noon)
        floor = [Level.WATCH, Level.WORRYING, Level.STRONG][flag.level is not Level.WATCH :]
        ahead = [day for day in calendar.days if day >= flag.window_to]
        gone = [day for day in ahead if slow.level(guide.rule(flag.rule), day) not in floor]
        assert off == (gone[0] if gone else None)


def present_from(attendance, calendar, day):
    """The facts if all that is not registered on that day and later turns out to be presence."""
    taken = {later: frozenset(lessons_expected(attendance.expected, later)) for later in calendar.days if later >= day}
    days = tuple(told for told in attendance.days if told.date <= day)
    return msgspec.structs.replace(attendance, days=days, taken={**attendance.taken, **taken})


def naive_runs(slow: Counter, on):
    return {
        (rule.id, limit.level, *run)
        for rule in slow.guide.rules
        for limit in rule.limits
        for run in slow.runs(rule, limit.level, on)
    }


def naive_retractions(attendance, calendar, guide, on):
    """For each moment when a mark changed what held: the runs that stood before it and have no overlap after it."""
    found = []
    for moment in sorted({mark.at for day in attendance.days for mark in changing(day)}):
        before, after = (facts_told(attendance, moment, included) for included in (False, True))
        until = min(on, moment.date())
        after_runs = naive_runs(Counter(after, calendar, guide, moment), until)
        for rule, level, first, last in naive_runs(Counter(before, calendar, guide, moment), until):
            if not any((rule, level) == other[:2] and other[2] <= last and first <= other[3] for other in after_runs):
                found.append((moment, rule, level, first, last))
    return found


def changing(day):
    """The marks that say otherwise than one before them on some lesson of 1 to 7, or of the rest of the day (0)."""
    for number, mark in enumerate(day.marks):
        for lesson in range(8):
            if lesson not in (mark.lessons or range(8)):
                continue
            earlier = [one for one in day.marks[:number] if not one.lessons or lesson in one.lessons]
            if earlier and earlier[-1].category is not None and said(earlier[-1]) != said(mark):
                yield mark
                break


def said(mark):
    return (mark.category, mark.reason)


def facts_told(attendance, moment, included):
    """The facts told before a moment, or up to and with it."""
    days = []
    for day in attendance.days:
        told = tuple(mark for mark in day.marks if mark.at < moment or (included and mark.at == moment))
        days.append(msgspec.structs.replace(day, marks=told))
    return msgspec.structs.replace(attendance, days=tuple(days))
