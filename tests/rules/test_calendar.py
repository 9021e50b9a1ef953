"""School days and windows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from rules.calendar import SchoolDays, day_over, school_clock, school_days
from rules.facts import SchoolCalendar
from rules.guide import Basis, Length, Period, load
from tests.rules.drawing import FROLAND, FROLAND_OFF, NEXT_YEAR, YEAR, at

MONTHS = {8: 13, 9: 19, 10: 20, 11: 20, 12: 14, 1: 19, 2: 15, 3: 16, 4: 22, 5: 18, 6: 14}
PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "calendars" / "froland-2026-27.csv"


def starts(window, basis=Basis.SCHOOL_DAYS, calendar=YEAR):
    return [calendar.days[index] for index in calendar.reach(window, basis).start]


def start(day: str, window, basis=Basis.SCHOOL_DAYS):
    return starts(window, basis)[YEAR.indexes[date.fromisoformat(day)]]


def test_the_drawn_year_has_the_published_number_of_days_in_every_month():
    assert len(YEAR.days) == 190
    assert {month: sum(day.month == month for day in YEAR.days) for month in MONTHS} == MONTHS


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published calendar is not at hand")
def test_the_drawn_year_is_the_published_one():
    rows = [tuple(line.split(";")[:2]) for line in PUBLISHED.read_text("utf-8-sig").splitlines()[1:] if line]

    assert rows == [FROLAND, *FROLAND_OFF]


def test_a_window_of_four_weeks_is_twenty_school_days_and_reaches_over_a_holiday():
    assert start("2026-10-15", Length(weeks=4)) == date(2026, 9, 11)
    assert start("2026-10-15", Length(school_days=20)) == date(2026, 9, 11)


def test_a_window_of_four_weeks_is_twenty_eight_days_where_calendar_days_are_counted():
    assert start("2026-10-15", Length(weeks=4), Basis.CALENDAR_DAYS) == date(2026, 9, 18)
    assert start("2026-09-11", Length(weeks=4), Basis.CALENDAR_DAYS) == date(2026, 8, 17)
    assert start("2026-10-15", Length(school_days=20), Basis.CALENDAR_DAYS) == date(2026, 9, 11)


def test_a_window_never_reaches_into_the_school_year_before():
    assert start("2026-08-13", Length(weeks=4)) == YEAR.days[0]
    assert start("2027-06-18", Length(school_days=500)) == YEAR.days[0]
    assert starts(Length(weeks=4), Basis.CALENDAR_DAYS)[0] == YEAR.days[0]


def test_a_calendar_month_and_a_half_year_begin_on_their_first_school_day():
    assert start("2026-10-01" if date(2026, 10, 1) in YEAR.indexes else "2026-10-05", Period.CALENDAR_MONTH) == date(
        2026, 10, 5
    )
    assert start("2027-01-29", Period.CALENDAR_MONTH) == date(2027, 1, 5)
    assert start("2026-12-18", Period.HALF_YEAR) == YEAR.days[0]
    assert start("2027-01-05", Period.HALF_YEAR) == date(2027, 1, 5)


@pytest.mark.parametrize("basis", [*Basis])
@pytest.mark.parametrize("window", [Length(weeks=4), Length(school_days=7), *Period])
def test_the_way_back_from_a_day_is_the_last_window_that_has_it(window, basis):
    reach = YEAR.reach(window, basis)

    for day in range(len(YEAR.days)):
        has_it = [end for end in range(day, len(YEAR.days)) if reach.start[end] <= day]
        assert reach.last[day] == has_it[-1]
        assert has_it == list(range(day, has_it[-1] + 1))


def test_a_day_without_school_stands_as_the_last_school_day_did():
    assert YEAR.last_on_or_before(date(2026, 10, 3)) == date(2026, 9, 25)
    assert YEAR.last_on_or_before(date(2027, 7, 31)) == date(2027, 6, 18)


def test_before_the_first_day_and_in_another_school_year_there_is_nothing():
    assert YEAR.last_on_or_before(date(2026, 8, 12)) is None
    assert YEAR.last_on_or_before(date(2027, 8, 1)) is None
    assert YEAR.window(date(2026, 8, 12), 20) == ()
    assert NEXT_YEAR.last_on_or_before(date(2027, 8, 12)) == date(2027, 8, 12)


def test_windows_and_neighbours_are_asked_for_by_date():
    assert YEAR.window(date(2026, 8, 15), 20) == (date(2026, 8, 13), date(2026, 8, 14))
    assert YEAR.next_after(date(2026, 9, 25)) == date(2026, 10, 5)
    assert YEAR.next_after(date(2027, 6, 18)) is None
    assert YEAR.between(date(2026, 9, 24), date(2026, 10, 5)) == (
        date(2026, 9, 24),
        date(2026, 9, 25),
        date(2026, 10, 5),
    )
    assert YEAR.index(date(2026, 8, 15)) is None


def test_a_calendar_told_out_of_order_is_put_in_order():
    told = SchoolCalendar("2026-27", (date(2026, 8, 14), date(2026, 8, 13), date(2026, 8, 14)), date(2027, 1, 1), "x")

    assert SchoolDays(told).days == (date(2026, 8, 13), date(2026, 8, 14))
    assert school_days(told) is school_days(told)


def test_the_school_day_is_over_by_the_clock_on_the_wall_summer_and_winter():
    ends = load("aas").day_over.at

    assert not day_over(at("2026-10-23T15:59"), ends)
    assert day_over(at("2026-10-23T16:00"), ends)
    assert day_over(datetime.fromisoformat("2026-10-23T14:00+00:00"), ends)
    assert not day_over(datetime.fromisoformat("2026-10-26T14:00+00:00"), ends)
    assert school_clock(datetime.fromisoformat("2026-10-25T23:30+00:00")).date() == date(2026, 10, 26)
