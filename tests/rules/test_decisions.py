"""What decisions amount to: answered, and silenced until something new is known."""

from __future__ import annotations

from datetime import date

import pytest

from rules.facts import Decision
from rules.guide import Level, load
from rules.worry import flags, standing, unanswered
from tests.rules.drawing import AFTERWARDS, SIX, YEAR, at, register, then

AAS = load("aas")
SEVEN = """
    week 42   X X X . .
    week 43   X X X X .
"""
ALL_SEVEN = tuple((date(2026, 10, day), SIX) for day in (12, 13, 14, 19, 20, 21, 22))


def decided(verdict: str, moment: str, knew=ALL_SEVEN, rule="absent-days", student="tonje") -> Decision:
    return Decision(student, rule, verdict, "kari", at(moment), knew)


def on(away, day, *decisions):
    asked = (away, YEAR, AAS, date.fromisoformat(day), AFTERWARDS, decisions)
    found = [(flag.rule, flag.level, flag.since.isoformat(), flag.answered) for flag in flags(*asked)]
    line = standing(*asked)
    shown = (line.rule, line.level, line.since.isoformat(), line.answered) if line.since else None
    assert shown == (found[0] if found else None)
    assert line.unanswered == bool(unanswered(*asked))
    return found


@pytest.mark.parametrize("verdict", ["worrying", "observe"])
def test_a_flag_that_is_decided_stays_and_is_answered(verdict):
    away = register(SEVEN)

    assert on(away, "2026-10-23") == [("absent-days", Level.STRONG, "2026-10-22", False)]
    assert on(away, "2026-10-26", decided(verdict, "2026-10-23T12:00")) == [
        ("absent-days", Level.STRONG, "2026-10-22", True)
    ]


def test_not_worrying_takes_the_flag_away_from_that_day():
    away, not_worrying = register(SEVEN), decided("not_worrying", "2026-10-23T12:00")

    assert on(away, "2026-10-22", not_worrying) == [("absent-days", Level.STRONG, "2026-10-22", True)]
    assert on(away, "2026-10-23", not_worrying) == []
    assert unanswered(away, YEAR, AAS, date(2026, 12, 18), AFTERWARDS, (not_worrying,)) == ()


def test_two_new_days_do_not_bring_it_back_and_the_third_does():
    away, not_worrying = register(SEVEN), decided("not_worrying", "2026-10-23T12:00")
    away = then(away, "2026-11-01 12:00", "week 44   X X . X .")

    assert on(away, "2026-10-28", not_worrying) == []
    assert on(away, "2026-10-29", not_worrying) == [("absent-days", Level.STRONG, "2026-10-29", False)]


def test_what_was_told_later_about_a_day_before_is_new_too():
    away, not_worrying = register(SEVEN), decided("not_worrying", "2026-10-23T12:00", ALL_SEVEN[:4])

    assert on(away, "2026-10-26", not_worrying) == [("absent-days", Level.STRONG, "2026-10-22", False)]
    assert on(away, "2026-10-26", decided("not_worrying", "2026-10-23T12:00", ALL_SEVEN[:5])) == []


def test_what_lay_before_the_windows_is_neither_new_nor_known():
    away = register("week 35   X X X X .\n" + SEVEN.strip())

    assert on(away, "2026-10-26", decided("not_worrying", "2026-10-23T12:00")) == []


def test_leavings_need_three_new_ones_though_two_raise_the_flag():
    away = register("""
        week 41   ...XXX ...XXX . . .
        week 44   ...XXX . . . .
        week 45   ...XXX . . . -
        week 46   ...XXX . . . .
    """)
    knew = ((date(2026, 10, 5), (4, 5, 6)), (date(2026, 10, 6), (4, 5, 6)))
    not_worrying = decided("not_worrying", "2026-10-07T12:00", knew, "left-early")

    assert on(away, "2026-11-02") == [("left-early", Level.STRONG, "2026-10-06", False)]
    assert on(away, "2026-11-02", not_worrying) == []
    assert on(away, "2026-11-09", not_worrying) == [("left-early", Level.STRONG, "2026-11-09", False)]


def test_another_block_of_a_known_day_is_new():
    away = register("week 41   .X..X. .X.X.X . . .")
    knew = ((date(2026, 10, 5), (2,)),)
    not_worrying = decided("not_worrying", "2026-10-06T12:00", knew, "missed-lessons")

    assert on(away, "2026-10-05", not_worrying) == [("missed-lessons", Level.WORRYING, "2026-10-05", True)]
    assert on(away, "2026-10-06", not_worrying) == [("missed-lessons", Level.STRONG, "2026-10-05", False)]
    knows_all = decided("not_worrying", "2026-10-06T12:00", (*knew, (date(2026, 10, 6), ())), "missed-lessons")
    assert on(away, "2026-10-06", knows_all) == []


def test_a_decision_made_on_a_weekend_holds_at_once():
    assert on(register(SEVEN), "2026-10-25", decided("not_worrying", "2026-10-24T12:00")) == []


def test_a_later_decision_replaces_an_earlier_one():
    away = register(SEVEN)
    first, second = decided("not_worrying", "2026-10-23T12:00"), decided("worrying", "2026-10-27T12:00")

    assert on(away, "2026-10-26", first, second) == []
    assert on(away, "2026-10-27", second, first) == [("absent-days", Level.STRONG, "2026-10-27", True)]


def test_another_rules_and_another_students_decisions_do_not_answer():
    away = register(SEVEN)
    others = (
        decided("not_worrying", "2026-10-23T12:00", rule="left-early"),
        decided("not_worrying", "2026-10-23T12:00", student="jens"),
    )

    assert on(away, "2026-10-26", *others) == [("absent-days", Level.STRONG, "2026-10-22", False)]


def observed(moment: str, until: str) -> Decision:
    day = date.fromisoformat(until)
    return Decision("tonje", "absent-days", "observe", "kari", at(moment), ALL_SEVEN, until=day)


def test_observing_answers_until_its_day_and_the_flag_is_unanswered_after_it():
    away, until_monday = register(SEVEN), observed("2026-10-23T12:00", "2026-10-26")

    assert on(away, "2026-10-26", until_monday) == [("absent-days", Level.STRONG, "2026-10-22", True)]
    assert on(away, "2026-10-27", until_monday) == [("absent-days", Level.STRONG, "2026-10-22", False)]
    decided_since = decided("worrying", "2026-10-27T10:00")
    assert on(away, "2026-10-27", until_monday, decided_since) == [("absent-days", Level.STRONG, "2026-10-22", True)]


def test_observing_until_a_day_without_school_ends_with_the_school_day_after_it():
    away, until_sunday = register(SEVEN), observed("2026-10-23T12:00", "2026-10-25")

    assert on(away, "2026-10-23", until_sunday) == [("absent-days", Level.STRONG, "2026-10-22", True)]
    assert on(away, "2026-10-26", until_sunday) == [("absent-days", Level.STRONG, "2026-10-22", False)]


def test_a_flag_that_ended_while_somebody_observed_it_is_answered_and_one_that_outlasted_it_is_not():
    away = register(SEVEN)
    asked = (away, YEAR, AAS, date(2026, 12, 1), AFTERWARDS)

    assert unanswered(*asked, (observed("2026-10-23T12:00", "2026-12-18"),)) == ()
    assert len(unanswered(*asked, (observed("2026-10-23T12:00", "2026-10-26"),))) == 1


def test_an_ended_flag_waits_until_somebody_decides():
    away = register(SEVEN)
    asked = (away, YEAR, AAS, date(2026, 12, 1), AFTERWARDS)

    assert len(unanswered(*asked)) == 1
    assert unanswered(*asked, (decided("worrying", "2026-12-01T10:00"),)) == ()
    assert len(unanswered(*asked, (decided("worrying", "2026-10-21T10:00"),))) == 1


def test_last_years_decision_says_nothing_of_this_year_and_the_summers_speaks_of_the_year_it_knew():
    away = register("week 24   X X X X X\nweek 23   X X . . .")
    knew = tuple((day.date, SIX) for day in away.days)
    asked = (away, YEAR, AAS, date(2027, 6, 18), AFTERWARDS)

    in_august = decided("not_worrying", "2027-08-20T10:00", knew)
    assert flags(*asked, (in_august,)) == ()
    before = decided("not_worrying", "2026-06-10T10:00", ((date(2026, 6, 9), SIX),))
    assert len(flags(*asked, (before,))) == 1
    knew_nothing = decided("observe", "2027-06-18T10:00", ())
    assert flags(*asked, (knew_nothing,))[0].answered
