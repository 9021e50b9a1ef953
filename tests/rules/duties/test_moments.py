"""Days and moments of duties, by the school's calendar and the wall clock."""

from __future__ import annotations

from datetime import UTC, time

import pytest

from rules.duties.moments import check_of, clock, midnight_after, moment, months_after, on_or_after, school_day_after
from tests.rules.drawing import YEAR
from tests.rules.duties.a_school import day


def test_the_night_that_summer_time_ends_has_its_own_length():
    assert (
        midnight_after(day("2026-10-25")).astimezone(UTC) - moment(day("2026-10-25")).astimezone(UTC)
    ).seconds == 3600
    assert moment(day("2026-10-26"), time(9)).astimezone(UTC).hour == 8


@pytest.mark.parametrize(
    ("of", "opens", "due"),
    [
        ("2026-11-02", "2026-11-05", "2026-11-09"),  # the Friday is off
        ("2026-09-25", "2026-09-25", "2026-10-05"),  # the last day before the holiday
        ("2026-09-30", "2026-10-09", "2026-10-12"),  # in the holiday: the next week with school
        ("2026-11-06", "2026-11-13", "2026-11-16"),  # off, and the week's school is over
        ("2026-10-24", "2026-10-30", "2026-11-02"),  # a Saturday
    ],
)
def test_the_next_weekly_check(of: str, opens: str, due: str):
    assert check_of(YEAR, day(of)) == (day(opens), day(due))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2026-11-30", 3, "2027-02-28"), ("2026-12-01", 3, "2027-03-01"), ("2027-06-18", -1, "2027-05-18"),
     ("2027-11-30", 3, "2028-02-29"), ("2026-01-31", -2, "2025-11-30")],
)  # fmt: skip
def test_months_are_calendar_months_clamped_to_the_last_day(start: str, months: int, end: str):
    assert months_after(day(start), months) == day(end)


def test_school_days_after_the_calendars_end_are_weekdays():
    assert school_day_after(YEAR, day("2027-06-18")) == day("2027-06-21")
    assert school_day_after(YEAR, day("2027-06-18"), 6) == day("2027-06-28")
    assert on_or_after(YEAR, day("2026-09-28")) == day("2026-10-05")
    assert on_or_after(YEAR, day("2026-10-05")) == day("2026-10-05")
    assert clock("") is None
    assert clock("ti over ni") is None
