"""Where a student stands, in one line."""

from __future__ import annotations

from datetime import date

from rules.day import DayKind
from rules.guide import Level, load
from rules.worry import Standing, standing
from tests.rules.drawing import AFTERWARDS, YEAR, at, register, then
from tests.rules.vik import VIK

AAS = load("aas")
DRAWN = """
    week 35   X X X X X
    week 36   X X .X.... ...XXX L.....
    week 37   P . ......X T .
"""


def line(away, on="2026-09-11", guide=AAS, now=AFTERWARDS) -> Standing:
    return standing(away, YEAR, guide, date.fromisoformat(on), now)


def test_the_line_says_level_since_and_the_counts_of_the_longest_window():
    found = line(register(DRAWN))

    assert (found.level, found.rule, found.since) == (Level.STRONG, "absent-days", date(2026, 9, 1))
    assert (found.absent_days, found.left_early, found.missed_lessons) == (7, 1, 1)
    assert (found.answered, found.unanswered) == (False, False)
    assert line(register(DRAWN), "2026-09-22").absent_days == 5


def test_the_strip_is_the_last_twenty_school_days_oldest_first():
    signs = {
        DayKind.ABSENT: "x",
        DayKind.LEFT: "g",
        DayKind.MISSED: "t",
        DayKind.TARDY: "s",
        DayKind.NOT_COUNTED: "p",
        DayKind.ERROR: "!",
        DayKind.ACTIVITY: "a",
        DayKind.PRESENT: "·",
    }

    assert (
        "".join(signs[kind] for kind in line(register(DRAWN)).strip) == "··xxxxxxxtgsp·!a·"[-20:].rjust(20, "·")[-20:]
    )
    assert len(line(register(DRAWN), "2026-08-14").strip) == 2
    assert line(register(DRAWN), "2026-08-12").strip == ()


def test_today_is_not_registered_before_it_is():
    found = line(register(DRAWN), "2026-09-14", now=at("2026-09-14T08:00"))

    assert found.strip[-1] is DayKind.UNREGISTERED


def test_a_student_with_nothing_has_an_empty_line():
    found = line(register("week 35   ."))

    assert (found.level, found.rule, found.since, found.status) == (None, "", None, None)
    assert (found.absent_days, found.left_early, found.missed_lessons) == (0, 0, 0)


def test_an_ended_flag_is_seen_in_the_line():
    found = line(register(DRAWN), "2026-10-30")

    assert (found.level, found.unanswered) == (None, True)


def test_lines_are_equal_when_they_show_the_same():
    away = register(DRAWN)
    same = then(away, "2026-09-12 09:00", "week 35   X . . . .")
    other = then(away, "2026-09-12 09:00", "week 36   . . . . o.....")

    assert line(away) == line(same)
    assert hash(line(away)) == hash(line(same))
    assert line(away) != line(other)
    assert line(away) != "tonje"


def test_the_line_of_another_municipality_counts_in_its_longest_window():
    assert line(register(DRAWN), "2026-12-18", guide=VIK).absent_days == 7
    assert line(register(DRAWN), "2027-01-05", guide=VIK).absent_days == 0
