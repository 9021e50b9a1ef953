from __future__ import annotations

import msgspec

from rules import guide
from rules.facts import Category, Day, Mark
from tests.tui.small_school import FRIDAY, NOW, attendance, last_days, school
from tui.grid import grid, lesson_now, school_day_beside, slot
from tui.overview import Overview, overview


def seen(**away: object) -> Overview:
    return overview(school(), guide.load("aas"), attendance(away), NOW)  # type: ignore[arg-type]


def marked(drawn: Overview, student: str, *marks: Mark) -> Overview:
    old = drawn.attendance_of(student)
    new = msgspec.structs.replace(old, days=(Day(student, FRIDAY, marks),))
    return overview(drawn.school, drawn.guide, {**drawn.attendance, student: new}, NOW)


def signs(drawn: Overview, student: str) -> str:
    line = grid(drawn, "4B", FRIDAY).line(student)
    assert line is not None
    return "".join(square.look.sign for square in line.squares)


def test_students_are_numbered_in_the_order_norwegian_names_have():
    names = [line.name.split()[0] for line in grid(seen(), "4B", FRIDAY).lines]

    assert names == ["Birk", "Ola", "Per", "Per", "Tonje", "Åse"]
    assert [line.number for line in grid(seen(), "4B", FRIDAY).lines] == [1, 2, 3, 4, 5, 6]


def test_today_is_not_registered_before_somebody_says_so_and_the_past_was_present():
    assert signs(seen(), "tonje") == "______"
    yesterday = grid(seen(), "4B", last_days(1)[0])
    assert [square.look.sign for square in yesterday.lines[0].squares] == ["·"] * 6


def test_the_last_mark_holds_and_one_taken_back_is_gone():
    drawn = marked(
        seen(),
        "tonje",
        Mark((), Category.UNEXCUSED, "kari", NOW),
        Mark((2,), Category.TARDY, "kari", NOW),
        Mark((3,), None, "kari", NOW),
    )

    assert signs(drawn, "tonje") == "xf_xxx"


def test_the_lesson_that_is_on_is_chosen():
    drawn = grid(seen(), "4B", FRIDAY)

    assert lesson_now(seen(), drawn, NOW) == 3
    assert lesson_now(seen(), drawn, NOW.replace(hour=8, minute=0)) == 1
    assert lesson_now(seen(), drawn, NOW.replace(hour=15)) == 1


def test_without_a_timetable_the_first_lesson_not_yet_registered_is_chosen():
    drawn = grid(seen(), "5A", FRIDAY)

    assert lesson_now(seen(), drawn, NOW) == 1


def test_an_empty_class_has_its_lessons_and_no_lines():
    drawn = grid(seen(), "6A", FRIDAY)

    assert (drawn.lines, drawn.lessons) == ((), (1, 2, 3, 4, 5, 6))
    assert slot(seen(), "6A", FRIDAY, 1) is None


def test_the_school_day_beside_passes_the_weekend_and_stays_at_the_end():
    monday = school_day_beside(seen(), FRIDAY, 1)

    assert monday.isoformat() == "2026-09-28"
    assert school_day_beside(seen(), monday, -1) == FRIDAY
    assert school_day_beside(seen(), seen().calendar.days[-1], 1) == seen().calendar.days[-1]
