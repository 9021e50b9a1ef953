from __future__ import annotations

from rules import guide
from rules.facts import Category, Reason
from rules.guide import Level
from tests.tui.small_school import FRIDAY, NOW, attendance, last_days, school
from tui.foresight import raised
from tui.overview import Overview, overview
from tui.tellings import Wish


def seen(**away: object) -> Overview:
    return overview(school(), guide.load("aas"), attendance(away), NOW)  # type: ignore[arg-type]


def today_ill(student: str) -> Wish:
    return Wish(student, FRIDAY, (), Category.EXCUSED, Reason.ILLNESS)


def test_the_seventh_day_says_which_flag_it_would_raise():
    found = raised(seen(kari=last_days(6)), "kari", [today_ill("kari")])

    assert [(flag.rule, flag.level, flag.count) for flag in found] == [("absent-days", Level.STRONG, 7)]


def test_a_flag_that_is_on_already_is_not_said_again():
    assert raised(seen(jens=last_days(9)), "jens", [today_ill("jens")]) == ()


def test_marks_of_somebody_else_raise_nothing():
    assert raised(seen(kari=last_days(6)), "kari", [today_ill("ola")]) == ()


def test_nothing_is_changed_by_asking():
    before = seen(kari=last_days(6))
    raised(before, "kari", [today_ill("kari")])

    assert len(before.attendance_of("kari").days) == 6
