"""A student's latest absence: the days away, and the runs of absent days."""

from __future__ import annotations

from datetime import date

from rules.day import DayKind
from rules.duties.trail import Trail, trails
from rules.facts import Attendance, Expected
from rules.guide import load
from tests.rules.drawing import FULL_WEEK, SIX, YEAR, at, register

AAS = load("aas")


def latest(away: Attendance, now: str) -> Trail | None:
    return trails([away], YEAR, AAS, at(now)).get("tonje")


def runs(drawn: str, now: str, **how: object) -> list[tuple[str, int, str]]:
    found = latest(register(drawn, **how), now)  # type: ignore[arg-type]
    return [(f"{run.first:%d.%m}", len(run.days), f"{run.ended:%d.%m}" if run.ended else "") for run in found.runs]


def test_a_run_goes_over_days_off_and_days_with_nothing_expected():
    assert runs("week 39 . . X X X\nweek 41 X P X . .", "2026-10-08T12:00") == [("23.09", 5, "")]
    assert runs("week 39 . . X X X\nweek 41 X P X . .", "2026-10-09T12:00") == [("23.09", 5, "08.10")]


def test_presence_of_any_kind_ends_it():
    assert runs("week 42 X X ...XXX X X", "2026-10-16T12:00") == [("12.10", 2, "14.10"), ("15.10", 2, "")]


def test_today_while_nobody_has_registered_it_does_not_end_it():
    assert runs("week 42 X X . . .", "2026-10-14T12:00") == [("12.10", 2, "")]


def test_over_a_past_day_that_nobody_registered_no_run_goes():
    taken = {day: frozenset(SIX) for day in YEAR.days if day.day != 14}

    assert runs("week 42 X X . X X", "2026-10-16T12:00", exceptions_only=False, taken=taken) == [
        ("12.10", 2, "14.10"),
        ("15.10", 2, ""),
    ]


def test_a_run_is_read_from_its_start_however_long_it_is():
    drawn = "\n".join(f"week {week} X X X X X" for week in range(34, 40)) + "\nweek 41 X X X X X"

    found = latest(register(drawn), "2026-10-09T12:00")
    assert (found.runs[0].first, len(found.runs)) == (date(2026, 8, 17), 1)
    assert len(found.away) == len(found.runs[0].days) == 35


def test_days_of_the_plan_only_are_in_a_row():
    step = Expected(date(2026, 10, 5), None, ((1, 2), (), (1, 2), (), (1, 2), (), ()))
    whole = Expected(date(2026, 8, 1), None, FULL_WEEK)

    assert runs("week 42 XX . XX . XX", "2026-10-16T12:00", expected=(whole, step)) == [("12.10", 3, "")]


def test_marks_of_days_to_come_are_not_read_yet_and_old_ones_no_more():
    assert latest(register("week 42 . . X X X"), "2026-10-13T12:00") is None
    assert latest(register("week 36 X X . . ."), "2026-10-13T12:00") is None
    assert latest(register("week 42 L..... T P . ."), "2026-10-16T12:00") is None


def test_part_of_a_day_is_away_and_no_run():
    found = latest(register("week 42 ..X... . . . ."), "2026-10-16T12:00")

    assert [(seen.date.day, seen.outcome.kind) for seen in found.away] == [(12, DayKind.MISSED)]
    assert found.runs == ()
    assert found.present_run is None
