"""What else there is to see."""

from __future__ import annotations

from datetime import date

import pytest

from rules.facts import Slot
from rules.guide import load
from rules.observations import observations
from rules.words import NORWEGIAN
from tests.rules.drawing import AFTERWARDS, NEXT_YEAR, YEAR, at, register
from tests.rules.vik import VIK

AAS = load("aas")


def seen(drawn, on, **more):
    return observations(register(drawn), YEAR, AAS, date.fromisoformat(on), AFTERWARDS, words=NORWEGIAN, **more)


def test_nothing_to_see_says_nothing():
    assert seen("week 35   X . L..... . .", "2026-08-28") == ()
    assert seen("week 35   X X X X X", "2026-08-12") == ()


def test_some_documented_illness_among_other_absence_is_counted():
    drawn = """
        week 35   C C C X I
        week 36   I X . . .
    """

    assert seen(drawn, "2026-09-01") == ("3 av 7 dokumentert sykdom",)


@pytest.mark.parametrize(("weeks", "said"), [("P . . . .", "1 permisjonsdag"), ("P PPPPPP . P .", "3 permisjonsdager")])
def test_leave_is_counted_in_whole_days(weeks, said):
    assert seen(f"week 35   {weeks}", "2026-08-28") == (f"{said} ikke talt",)


def test_part_of_a_day_on_leave_is_no_leave_day():
    assert seen("week 35   PP.... . . . .", "2026-08-28") == ()


def test_leave_that_has_left_the_window_is_said_no_more():
    assert seen("week 35   P . . . .", "2026-09-18") == ("1 permisjonsdag ikke talt",)
    assert seen("week 35   P . . . .", "2026-09-21") == ()


PE = (Slot("8B", 0, 3, "Kroppsøving"), Slot("8B", 1, 2, "Kroppsøving"), Slot("8B", 2, 1, "KRLE"))


def test_the_subject_is_found_whatever_the_day_and_lesson():
    assert seen("week 35   ..X... .X.... . . .", "2026-08-28", timetable=PE) == (
        "2 av 2 i kroppsøving – for få til å kalle det et mønster",
    )


def test_five_of_five_is_a_pattern():
    drawn = """
        week 35   ..X... .X.... . . .
        week 36   ..X... .X.... . . .
        week 37   ..X... . . . .
    """

    assert seen(drawn, "2026-09-07", timetable=PE) == ("5 av 5 i kroppsøving",)


def test_half_of_them_is_nothing_to_say():
    assert seen("week 35   ..X... . X..... . .", "2026-08-28", timetable=PE) == ()


def test_two_of_four_are_no_more_than_half():
    drawn = """
        week 35   ..X... .X.... . .X.... X.....
    """

    assert seen(drawn, "2026-08-28", timetable=PE) == ()


def test_a_subject_written_in_capitals_stays_so():
    assert "i KRLE" in seen("week 35   . . X.X... . .\nweek 36   . . X..... . .", "2026-09-04", timetable=PE)[0]


def test_without_a_timetable_the_lesson_of_the_day_is_said():
    assert seen("week 35   ..X... . ..X... . .", "2026-08-28") == (
        "2 av 2 i 3. time – for få til å kalle det et mønster",
    )


def test_last_years_last_week_is_said_only_while_a_window_would_have_reached_it():
    last_year, away = register("week 24   . X X X X"), register("week 33   . . . X .", start=2027)

    def said(on):
        more = {"last_year": last_year, "last_calendar": YEAR, "words": NORWEGIAN}
        return observations(away, NEXT_YEAR, AAS, on, at("2027-09-20T12:00"), **more)

    assert said(date(2027, 8, 12)) == ("4 dager siste uke i fjor",)
    assert said(NEXT_YEAR.days[19]) == ("4 dager siste uke i fjor",)
    assert said(NEXT_YEAR.days[20]) == ()


def test_last_years_last_week_is_not_dragged_through_a_half_year():
    last_year, away = register("week 24   . X X X X"), register("week 33   . . . X .", start=2027)
    more = {"last_year": last_year, "last_calendar": YEAR, "words": NORWEGIAN}

    for index, said in ((19, 1), (20, 0)):
        on = NEXT_YEAR.days[index]
        found = observations(away, NEXT_YEAR, VIK, on, at("2027-09-20T12:00"), **more)
        assert sum("i fjor" in sentence for sentence in found) == said
