"""The history of flags: runs, and what a correction took back."""

from __future__ import annotations

from datetime import date, timedelta

from rules.guide import Level, load
from rules.runs import Correction, Run, corrections, flag_runs
from tests.rules.drawing import AFTERWARDS, YEAR, at, register, then

AAS = load("aas")
SEVEN = """
    week 42   X X X . .
    week 43   X X X X .
"""


def runs(away, on="2027-06-18", now=AFTERWARDS):
    return flag_runs(away, YEAR, AAS, date.fromisoformat(on), now)


def test_each_level_has_its_own_run_and_the_lower_one_goes_on():
    away = register("""
        week 35   X X X X X
        week 36   X X . . .
    """)

    assert runs(away) == (
        Run("absent-days", Level.WATCH, date(2026, 8, 28), date(2026, 9, 22)),
        Run("absent-days", Level.WORRYING, date(2026, 9, 1), date(2026, 9, 18)),
        Run("absent-days", Level.STRONG, date(2026, 9, 1), date(2026, 9, 11)),
    )


def test_a_run_that_is_on_has_no_end():
    away = register("week 35   X X X X X")

    assert runs(away, "2026-09-01") == (Run("absent-days", Level.WATCH, date(2026, 8, 28), None),)
    assert runs(away, "2026-08-27") == ()
    assert runs(away, "2026-08-12") == ()


def test_a_flag_that_goes_and_comes_back_has_two_runs():
    away = register("""
        week 35   ...XXX ...XXX . . .
        week 47   ...XXX ...XXX . . .
    """)

    assert [(run.since, run.until) for run in runs(away)] == [
        (date(2026, 8, 25), date(2026, 9, 18)),
        (date(2026, 11, 17), date(2026, 12, 11)),
    ]


def test_a_run_goes_on_over_weekends_and_holidays():
    away = register("""
        week 39   ...XXX ...XXX . . .
        week 43   ...XXX . . . .
    """)

    assert [(run.level, run.since, run.until) for run in runs(away)] == [
        (Level.WORRYING, date(2026, 9, 22), date(2026, 10, 26)),
        (Level.STRONG, date(2026, 10, 19), date(2026, 10, 23)),
    ]


def test_a_run_goes_on_when_one_leaves_the_window_on_the_day_another_enters_it():
    away = register("""
        week 35   ...XXX ...XXX ...XXX . .
        week 38   . . . . .
        week 39   ...XXX . . . .
    """)

    strong = [run for run in runs(away) if run.level is Level.STRONG]
    assert [(run.since, run.until) for run in strong] == [(date(2026, 8, 26), date(2026, 9, 21))]


def test_what_is_registered_later_is_no_correction():
    away = register(SEVEN)
    away = then(away, "2026-10-26 09:00", "week 41   X . . . .")

    assert corrections(away) == ()


def test_the_same_told_twice_is_no_correction():
    away = then(register(SEVEN), "2026-10-26 09:00", "week 43   . XXXXXX . .")

    assert corrections(away) == ()


def test_another_reason_a_taking_back_and_another_category_are_corrections():
    for sign in "I0oL":
        away = then(register(SEVEN), "2026-10-26 09:00", f"week 43   . ..{sign}... . .")
        assert corrections(away) == (Correction(at("2026-10-26T09:00"), at("2026-10-20T08:30")),), sign


def test_what_was_taken_back_before_is_not_corrected_by_a_new_mark():
    away = then(register("week 43   X"), "2026-10-19 09:00", "week 43   0")
    away = then(away, "2026-10-19 10:00", "week 43   X")

    assert [one.at for one in corrections(away)] == [at("2026-10-19T09:00")]


def test_a_correction_that_only_moves_the_start_retracts_nothing():
    away = register("""
        week 42   X X X . .
        week 43   X X X X X
    """)
    away = then(away, "2026-10-26 09:00", "week 42   o . . . .")

    found = runs(away, "2026-10-27")
    assert not any(run.retracted_at for run in found)
    worrying = next(run for run in found if run.level is Level.WORRYING)
    assert worrying.since == date(2026, 10, 23)


def test_a_run_that_had_ended_may_be_taken_back_too():
    away = then(register(SEVEN), "2026-12-01 09:00", "week 43   . o . . .")

    taken_back = [run for run in runs(away) if run.retracted_at]
    assert {(run.level, run.since, run.until) for run in taken_back} == {
        (Level.WORRYING, date(2026, 10, 22), date(2026, 11, 9)),
        (Level.STRONG, date(2026, 10, 22), date(2026, 10, 30)),
    }


def test_a_retracted_flag_that_comes_back_is_in_the_history_twice():
    away = then(register(SEVEN), "2026-10-26 09:00", "week 43   . o . . .")
    away = then(away, "2026-10-27 09:00", "week 43   . X . . .")

    worrying = [run for run in runs(away, "2026-10-28") if run.level is Level.WORRYING]
    assert [(run.since, run.until, run.retracted_at) for run in worrying] == [
        (date(2026, 10, 22), None, None),
        (date(2026, 10, 22), date(2026, 10, 26), at("2026-10-26T09:00")),
    ]


def test_what_was_only_provisional_and_did_not_come_is_not_retracted():
    away = register("""
        week 42   X X X . .
        week 43   X X X XXX... .
    """)

    assert corrections(away) == ()
    assert not any(run.retracted_at for run in runs(away))


def test_a_correction_is_seen_though_the_clock_was_turned_back():
    imported = register(SEVEN, told="2026-11-22 10:00")
    for moment in ("2026-10-26 09:00", "2026-11-22 10:00"):
        away = then(imported, moment, "week 43   . o . . .")
        taken_back = {(run.level, run.since) for run in runs(away) if run.retracted_at}
        assert taken_back == {(Level.WORRYING, date(2026, 10, 22)), (Level.STRONG, date(2026, 10, 22))}


def test_one_command_that_corrects_many_days_is_one_correction():
    away = then(register(SEVEN), "2026-10-26 09:00", "week 42   o o o . .")

    assert len(corrections(away)) == 1


def test_a_history_asked_for_on_an_earlier_day_ends_there():
    away = then(register(SEVEN), "2026-12-01 09:00", "week 43   . o . . .")

    assert {run.until for run in runs(away, "2026-10-23") if run.retracted_at} == {date(2026, 10, 23)}


def test_a_summer_correction_looks_at_the_year_that_was():
    away = register("week 24   X X X X X")
    away = then(away, "2027-07-02 09:00", "week 24   o . . . .")

    taken_back = [run for run in runs(away, "2027-07-02", at("2027-07-02T12:00")) if run.retracted_at]
    assert [(run.level, run.until) for run in taken_back] == [(Level.WATCH, date(2027, 6, 18))]
    assert taken_back[0].retracted_at - at("2027-07-02T09:00") == timedelta(0)
