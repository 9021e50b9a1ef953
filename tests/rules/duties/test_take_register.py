"""Lessons that nobody has registered, where the school takes registers."""

from __future__ import annotations

from datetime import date

import msgspec

from rules.duties.duty import For
from rules.facts import Slot
from tests.rules.drawing import SIX, YEAR, register
from tests.rules.duties.a_school import World, day, moment, phoned, said

TAKE = "take-register"


def kept(until: str, but: dict[str, tuple[int, ...]] | None = None, slots: tuple[Slot, ...] = ()) -> World:
    """Every lesson registered up to a day, but of some days only those named."""
    taken = {one: frozenset(SIX) for one in YEAR.days if date(2026, 9, 1) <= one <= day(until)}
    taken |= {day(one): frozenset(lessons) for one, lessons in (but or {}).items()}
    return World(away=register("week 35 . . . . .", exceptions_only=False, taken=taken), slots=slots)


def test_what_is_not_registered_today_is_due_today():
    world = kept("2026-10-22", {"2026-10-22": (1, 2)})

    (duty,) = world.standing(TAKE, "2026-10-22T13:00")
    assert said(duty) == "Før fraværet i 8B: 3.–6. time"
    assert (duty.role, duty.due, duty.overdue) == (
        For.TEACHER,
        moment("2026-10-22T16:00"),
        moment("2026-10-23T00:00"),
    )
    assert not world.late(TAKE, "2026-10-22T20:00")


def test_the_day_after_it_is_late_and_says_which_day():
    world = kept("2026-10-23", {"2026-10-22": (1, 2, 3, 4, 5)})

    assert [said(one) for one in world.standing(TAKE, "2026-10-23T18:00")] == [
        "Fraværet i 8B tor 22. okt er ikke ført: 6. time"
    ]
    assert world.late(TAKE, "2026-10-23T08:00")


def test_the_last_day_before_the_holiday_is_asked_for_after_it():
    world = kept("2026-09-24")

    assert [one.days for one in world.standing(TAKE, "2026-09-30T12:00")] == [(day("2026-09-25"),)]
    assert [one.days for one in world.standing(TAKE, "2026-10-05T12:00")] == [
        (day("2026-09-25"),),
        (day("2026-10-05"),),
    ]


def test_registered_lessons_stand_as_met_by_whom_and_when_until_the_school_day_after():
    world = kept("2026-10-26")

    done = {one.days[0]: one for one in world.all(TAKE, "2026-10-23T20:00")}
    assert {(one.met_by, one.met_at) for one in done.values() if one.days == (day("2026-10-23"),)} == {
        ("kari", moment("2026-10-23T14:00"))
    }
    assert list(done) == [day("2026-10-22"), day("2026-10-23")]
    assert world.standing(TAKE, "2026-10-23T20:00") == []
    assert [one.days for one in world.all(TAKE, "2026-10-26T20:00")] == [(day("2026-10-23"),), (day("2026-10-26"),)]


def test_a_day_half_registered_is_not_met_and_it_is_the_same_duty_when_it_is():
    half = kept("2026-10-22", {"2026-10-22": (1, 2)})

    (stands,) = [one for one in half.all(TAKE, "2026-10-22T20:00") if one.days == (day("2026-10-22"),)]
    (met,) = [one for one in kept("2026-10-22").all(TAKE, "2026-10-22T20:00") if one.days == (day("2026-10-22"),)]
    assert (stands.met_at, met.met_by, met.key) == (None, "kari", stands.key)


def test_a_lesson_is_its_teachers_from_when_it_begins():
    slots = (Slot("8B", 3, 1, "Norsk", "08:30", "", "kari"), Slot("8B", 3, 2, "Kunst", "09:30", "", "per"))
    world = kept("2026-10-22", {"2026-10-22": (3, 4, 5, 6)}, slots)

    assert [(one.owner, said(one)) for one in world.standing(TAKE, "2026-10-22T08:45")] == [
        ("kari", "Før fraværet i 8B: 1. time")
    ]
    assert {one.owner for one in world.standing(TAKE, "2026-10-22T09:45")} == {"kari", "per"}


def test_a_school_that_begins_is_not_asked_for_all_the_year_before():
    fresh = World(away=register("week 35 . . . . .", exceptions_only=False))

    assert [one.days for one in fresh.all(TAKE, "2026-10-22T12:00")] == [(day("2026-10-21"),), (day("2026-10-22"),)]


def test_a_school_that_reads_another_systems_absence_takes_no_registers():
    assert World().all(TAKE, "2026-10-22T20:00") == []


def test_whoever_may_read_one_day_alone_is_asked_for_that_day_and_for_nothing_of_the_student():
    world = kept("2026-10-22", {"2026-10-22": (1, 2)}).with_(phoned("2026-10-21"))
    today = {day("2026-10-22"): frozenset({1, 2})}
    part = msgspec.structs.replace(world.away, days=(), taken=today, registers={}, only=day("2026-10-22"))

    found = msgspec.structs.replace(world, away=part).all_of("2026-10-22T13:00")
    assert [one.days for one in found if one.id == TAKE] == [(day("2026-10-22"),)]
    assert {one.id for one in found if one.student} == set()
