"""What the marks of one day amount to."""

from __future__ import annotations

from datetime import date

import pytest

from rules.day import AWAY, DayKind, Outcome, Why, amounts_to, lessons_expected, outcome
from rules.facts import Category, Expected, Reason
from rules.guide import load
from tests.rules.drawing import AFTERWARDS, FULL_WEEK, SIX, YEAR, at, register, then

AAS = load("aas")
MONDAY = date(2026, 8, 24)


def day(drawn: str, *, now=AFTERWARDS, on: date = MONDAY, **how) -> Outcome:
    return outcome(register(f"week 35   {drawn}", **how), YEAR, AAS, on, now)


@pytest.mark.parametrize(
    ("drawn", "absent", "left", "missed"),
    [
        (".", False, (), ()),
        ("X", True, (), ()),
        ("XXXXXX", True, (), ()),
        (".XXXXX", False, (2, 3, 4, 5, 6), ()),
        (".....X", False, (6,), ()),
        ("X.....", False, (), ((1,),)),
        ("XXXXX.", False, (), ((1, 2, 3, 4, 5),)),
        (".XX.X.", False, (), ((2, 3), (5,))),
        ("XX.XXX", False, (4, 5, 6), ((1, 2),)),
        (".X.X.X", False, (6,), ((2,), (4,))),
        ("LXXXXX", False, (2, 3, 4, 5, 6), ()),
        ("TXXXXX", False, (2, 3, 4, 5, 6), ()),
        ("XXXXXL", False, (), ((1, 2, 3, 4, 5),)),
        ("AAAXXX", True, (), ()),  # only the appointment's lessons are not expected
        ("XXXAAA", True, (), ()),
        ("..XAAA", False, (3,), ()),  # gone, and the appointment afterwards is nothing to be absent from
        (".XAX..", False, (), ((2, 4),)),  # adjoining among the lessons that are left
        ("AAAAAA", False, (), ()),
        ("PPPRRR", False, (), ()),
        ("oooGGG", False, (4, 5, 6), ()),
        ("..SSSS", False, (3, 4, 5, 6), ()),
        ("TTTTTT", False, (), ()),
    ],
)
def test_a_day_is_absent_left_early_or_has_missed_lessons(drawn, absent, left, missed):
    found = day(drawn)

    assert (found.absent, found.left, found.missed) == (absent, left, missed)


@pytest.mark.parametrize(
    ("drawn", "kind"),
    [
        (".", DayKind.PRESENT),
        ("X", DayKind.ABSENT),
        ("...XXX", DayKind.LEFT),
        ("X.X...", DayKind.MISSED),
        ("X.X..X", DayKind.LEFT),
        ("L.....", DayKind.TARDY),
        ("LX....", DayKind.MISSED),
        ("P", DayKind.NOT_COUNTED),
        ("AA....", DayKind.NOT_COUNTED),
        ("R", DayKind.NOT_COUNTED),
        ("T", DayKind.ACTIVITY),
        ("......X", DayKind.ERROR),
        ("L.....X", DayKind.TARDY),
    ],
)
def test_a_day_has_one_sign(drawn, kind):
    assert day(drawn).kind is kind


def test_a_saturday_is_off_and_a_mark_on_it_an_error():
    assert day(". . . . . .", on=date(2026, 8, 29)).kind is DayKind.OFF
    found = day(". . . . . X", on=date(2026, 8, 29))
    assert (found.kind, found.expected, found.absent) == (DayKind.ERROR, 0, False)
    assert [(aside.lessons, aside.why) for aside in found.not_counted] == [((), Why.NOT_SCHOOL_DAY)]


def test_an_error_that_was_taken_back_is_none():
    saturday = date(2026, 8, 29)
    away = then(register("week 35   . . . . . XX"), "2026-08-30 12:00", "week 35   . . . . . 0")

    assert outcome(away, YEAR, AAS, saturday, AFTERWARDS).kind is DayKind.OFF
    away = then(register("week 35   . . . . . XX"), "2026-08-30 12:00", "week 35   . . . . . 0.")
    assert outcome(away, YEAR, AAS, saturday, AFTERWARDS).not_counted[0].lessons == (2,)


def test_a_whole_day_told_later_covers_a_lesson_that_is_not_on_the_timetable():
    away = then(register("week 35   ......X"), "2026-08-24 12:00", "week 35   X")

    found = outcome(away, YEAR, AAS, MONDAY, AFTERWARDS)
    assert (found.absent, found.not_counted) == (True, ())


def test_a_lesson_corrected_in_a_whole_day_makes_it_a_day_with_presence():
    away = then(register("week 35   X"), "2026-08-24 12:00", "week 35   ..o...")

    found = outcome(away, YEAR, AAS, MONDAY, AFTERWARDS)
    assert (found.absent, found.missed, found.left) == (False, ((1, 2),), (4, 5, 6))


def test_a_mark_taken_back_leaves_the_lesson_unmarked():
    away = then(register("week 35   X"), "2026-08-24 12:00", "week 35   0")

    assert outcome(away, YEAR, AAS, MONDAY, AFTERWARDS).kind is DayKind.PRESENT
    assert outcome(away, YEAR, AAS, MONDAY, at("2026-08-24T13:00")).kind is DayKind.UNREGISTERED


def test_unmarked_is_present_only_when_the_day_is_past_or_the_register_was_taken():
    assert day(".", now=at("2026-08-24T23:59")).kind is DayKind.UNREGISTERED
    assert day(".", now=at("2026-08-25T00:00")).kind is DayKind.PRESENT
    assert day(".", exceptions_only=False).kind is DayKind.UNREGISTERED
    found = day(".", exceptions_only=False, taken={MONDAY: frozenset({1, 2, 9})})
    assert (found.kind, found.present, found.open) == (DayKind.PRESENT, (1, 2), (3, 4, 5, 6))


def test_what_is_not_registered_yet_is_left_out_of_the_judgement():
    morning = at("2026-08-24T09:00")

    assert day("XX....", now=morning).absent
    found = day("XX....", now=morning, taken={MONDAY: frozenset({3})})
    assert (found.absent, found.missed, found.open) == (False, ((1, 2),), (4, 5, 6))
    assert day("o.X...", now=morning).left == (3,)


def test_a_day_that_is_still_to_come_is_not_registered():
    assert day(".", on=date(2026, 8, 28), now=at("2026-08-24T09:00")).kind is DayKind.UNREGISTERED
    assert day(". . . . X", on=date(2026, 8, 28), now=at("2026-08-24T09:00")).kind is DayKind.ABSENT


def test_lessons_are_those_of_the_weekday_and_the_later_plan_holds():
    step = Expected(date(2026, 8, 24), date(2026, 8, 28), ((1, 2), (), (3,), (), (), (), ()))
    expected = (Expected(date(2026, 8, 1), None, FULL_WEEK), step)

    assert lessons_expected(expected, date(2026, 8, 24)) == (1, 2)
    assert lessons_expected(expected, date(2026, 8, 25)) == ()
    assert lessons_expected(expected, date(2026, 8, 31)) == SIX
    assert lessons_expected(expected, date(2026, 7, 31)) == ()
    assert day("X", expected=expected).away == (1, 2)
    beyond = day("..XXXX", expected=expected)
    assert (beyond.kind, beyond.not_counted[0].why) == (DayKind.NOT_COUNTED, Why.REDUCED), "agreed away, no error"
    assert day(". X", expected=expected, on=date(2026, 8, 25)).not_counted[0].why is Why.REDUCED
    past_timetable = day("......X", expected=expected)
    assert [(a.lessons, a.why) for a in past_timetable.not_counted] == [((7,), Why.NOT_EXPECTED)]
    assert day(". .", expected=expected, on=date(2026, 8, 25)).kind is DayKind.OFF


def test_before_enrolment_and_after_leaving_nothing_is_expected():
    here = (Expected(date(2026, 8, 25), date(2026, 8, 27), FULL_WEEK),)

    assert day("X", expected=here).kind is DayKind.ERROR
    assert day(". . . . X", expected=here, on=date(2026, 8, 28)).kind is DayKind.ERROR
    assert day(". . . X", expected=here, on=date(2026, 8, 27)).kind is DayKind.ABSENT


def test_being_late_for_a_reason_that_does_not_count_is_not_late():
    told = (((1,), Category.TARDY, Reason.APPOINTMENT),)

    found = amounts_to(SIX, told, None, AAS.not_counting)
    assert (found.tardy, found.present, found.kind) == ((), SIX, DayKind.NOT_COUNTED)


@pytest.mark.parametrize("category", sorted(AWAY))
@pytest.mark.parametrize("reason", [*Reason])
def test_every_absent_category_counts_unless_the_guide_spares_the_reason(category, reason):
    found = amounts_to(SIX, (((), category, reason),), None, AAS.not_counting)

    assert found.absent == (reason not in AAS.not_counting)
    assert (found.lost, found.expected) == ((6, 6) if found.absent else (0, 0))


def test_lost_expected_and_known_lessons_are_counted():
    found = day("AXX...", now=at("2026-08-24T09:00"))

    assert (found.lost, found.expected, found.known, found.open) == (2, 5, 2, (4, 5, 6))
