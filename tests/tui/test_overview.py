from __future__ import annotations

import msgspec

from rules import guide
from rules.facts import Category, Day, Mark, Membership
from tests.tui.small_school import FRIDAY, NOW, attendance, last_days, school
from tui.overview import Overview, changed, classes, overview
from tui.signs import State
from tui.students import row


def seen(**away: object) -> Overview:
    return overview(school(), guide.load("aas"), attendance(away), NOW)  # type: ignore[arg-type]


def order(drawn: Overview) -> list[str]:
    return [line.id for line in drawn.lines]


def test_the_most_pressing_stand_first_then_class_and_name():
    drawn = seen(jens=last_days(8), kari=last_days(5), tonje=last_days(19)[::3])

    assert [line.state for line in drawn.lines[:3]] == [State.STRONG, State.WORRYING, State.WATCH]
    assert order(drawn) == ["jens", "tonje", "kari", "birk", "ola", "per-h", "per", "aase"]


def test_a_row_says_sign_word_since_counts_and_the_last_twenty_days():
    cells = row(seen(jens=last_days(8)).by_id["jens"]).cells

    text = [cell if isinstance(cell, str) else "".join(part for part, _ink in cell or ()) for cell in cells]
    assert text[:5] == ["!!", "STERKT", "Jens Moe", "5A", "23.9."]
    assert text[5:8] == ["8", "·", "·"]
    assert text[8] == "···········xxxxxxxx_"


def test_only_those_who_changed_are_worked_out_again():
    before = seen()
    marks = (Mark((), Category.UNEXCUSED, "kari", NOW),)
    days = tuple(Day("kari", day, marks) for day in last_days(7))
    kari = msgspec.structs.replace(before.attendance_of("kari"), days=days)

    after = changed(before, {"kari": kari}, (), NOW)

    assert order(after)[0] == "kari"
    assert all(after.by_id[name] is before.by_id[name] for name in order(after) if name != "kari")


def test_a_change_that_moves_nobody_keeps_the_order():
    before = seen(jens=last_days(8))
    marks = (Mark((1,), Category.TARDY, "kari", NOW),)
    ola = msgspec.structs.replace(before.attendance_of("ola"), days=(Day("ola", FRIDAY, marks),))

    assert order(changed(before, {"ola": ola}, (), NOW)) == order(before)


def test_who_has_left_the_school_is_not_in_the_list_but_known():
    there = school()
    gone = msgspec.structs.replace(there.students[0], memberships=(Membership("4B", last_days(9)[0], last_days(2)[0]),))
    drawn = overview(
        msgspec.structs.replace(there, students=(gone, *there.students[1:])), guide.load("aas"), attendance({}), NOW
    )

    assert "tonje" not in order(drawn)
    assert drawn.student("tonje") is not None


def test_classes_stand_in_order_of_grade_also_when_nobody_is_in_them():
    assert classes(seen()) == ("4B", "5A", "6A")


def test_an_empty_school_is_an_overview_with_nothing_in_it():
    drawn = overview(school(()), guide.load("aas"), {}, NOW)

    assert drawn.lines == ()
    assert drawn.line("nobody") is None


def test_a_school_without_a_calendar_is_shown_too():
    there = msgspec.structs.replace(school(), calendars=())

    assert len(overview(there, guide.load("aas"), attendance({}), NOW).lines) == 8
