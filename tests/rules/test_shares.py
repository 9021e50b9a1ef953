"""Days and lessons lost, in per cent and bands."""

from __future__ import annotations

from datetime import date

import pytest

from rules.facts import Expected
from rules.guide import load
from rules.shares import Band, band, share
from tests.rules.drawing import AFTERWARDS, FULL_WEEK, YEAR, at, register
from tests.rules.vik import VIK

AAS = load("aas")


def shared(drawn, on, *, now=AFTERWARDS, **how):
    return share(register(drawn, **how), YEAR, AAS, date.fromisoformat(on), now)


@pytest.mark.parametrize(
    ("absent", "days", "found"),
    [
        (0, 0, Band(0, 5)),
        (0, 40, Band(0, 5)),
        (1, 21, Band(0, 5)),
        (1, 20, Band(5, 10)),
        (2, 20, Band(10, 20)),
        (4, 20, Band(20, None)),
        (20, 20, Band(20, None)),
    ],
)
def test_a_bound_belongs_to_the_band_above_it(absent, days, found):
    assert band(absent, days, AAS) == found


def test_bands_are_the_guides():
    assert band(2, 20, VIK) == Band(8, 15)


def test_days_and_lessons_stand_beside_each_other():
    found = shared("week 33   - - - X XX....", "2026-08-17")

    assert (found.days, found.absent_days, found.percent) == (3, 1, 33.3)
    assert (found.lessons, found.lost, found.timetable, found.untaught) == (18, 8, 18, 8)


def test_leave_is_neither_day_nor_lesson_but_teaching_lost():
    found = shared("week 33   - - - P AA....", "2026-08-14")

    assert (found.days, found.lessons, found.lost) == (1, 4, 0)
    assert (found.timetable, found.untaught) == (12, 8)


def test_lessons_agreed_away_are_teaching_lost_and_teaching_elsewhere_is_not():
    found = shared("week 33   - - - RRR... TTT...", "2026-08-14")

    assert (found.lessons, found.lost, found.timetable, found.untaught) == (9, 0, 12, 3)


def test_what_is_not_registered_is_in_no_number():
    taken = {date(2026, 8, 13): frozenset({1, 2})}
    found = shared("week 33   - - - . .", "2026-08-14", exceptions_only=False, taken=taken)

    assert (found.days, found.lessons, found.timetable, found.untaught) == (1, 2, 2, 0)


def test_who_started_late_is_measured_from_the_start():
    here = (Expected(date(2026, 8, 17), None, FULL_WEEK),)

    assert shared("week 34   X . . . .", "2026-08-21", expected=here).percent == 20.0


def test_a_day_to_come_is_not_lost_yet():
    found = shared("week 34   . X X . .", "2026-08-21", now=at("2026-08-18T09:00"))

    assert (found.days, found.absent_days) == (4, 1)


def test_before_the_year_there_is_nothing():
    found = shared("week 34   . X X . .", "2026-08-01")

    assert (found.days, found.percent, found.band) == (0, 0.0, Band(0, 5))
