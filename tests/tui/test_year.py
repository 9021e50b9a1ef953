from __future__ import annotations

from datetime import date

import msgspec

from rules import guide
from rules.day import DayKind
from rules.facts import Category, Day, Mark
from tests.tui.small_school import FRIDAY, NOW, attendance, calendar, last_days, school
from tui.overview import Overview, overview
from tui.year import day_told, place, year


def seen(**away: object) -> Overview:
    return overview(school(), guide.load("aas"), attendance(away), NOW)  # type: ignore[arg-type]


def test_a_weekday_is_a_column_all_year():
    assert {place(day) % 5 for day in calendar().days if day.weekday() == 2} == {2}
    assert all(0 <= place(day) < 25 for day in calendar().days)


def test_each_month_has_a_row_and_no_two_days_the_same_square():
    months = year(seen(), "tonje")

    assert [month.first.month for month in months] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    assert sum(len(month.days) for month in months) == len(calendar().days)


def test_days_amount_to_something_up_to_today_and_to_nothing_after():
    september = year(seen(tonje=last_days(2)), "tonje")[1]

    assert september.count(DayKind.ABSENT) == 2
    assert september.kinds[FRIDAY] is DayKind.UNREGISTERED
    assert date(2026, 9, 28) not in september.kinds


def test_the_history_of_a_day_says_what_still_stands():
    marks = (
        Mark((), Category.UNEXCUSED, "kari", NOW),
        Mark((1, 2), Category.PRESENT, "per", NOW),
        Mark((1,), None, "per", NOW),
    )
    drawn = seen()
    old = drawn.attendance_of("tonje")
    drawn = overview(
        drawn.school,
        drawn.guide,
        {**drawn.attendance, "tonje": msgspec.structs.replace(old, days=(Day("tonje", FRIDAY, marks),))},
        NOW,
    )

    assert [each.held for each in day_told(drawn, "tonje", FRIDAY)] == [(3, 4, 5, 6), (2,), (1,)]
    assert day_told(drawn, "ola", FRIDAY) == ()
