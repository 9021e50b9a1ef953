"""What a conversation meets: three days in a row, absence without a word, distress seen at school."""

from __future__ import annotations

import pytest

from rules.case.events import About, DifficultyTold, DistressSeen, Ground, How, Informed, Whom
from rules.duties.duty import For
from rules.facts import Category, Day, Mark, Reason, Role, User
from tests.rules.drawing import at, register, then
from tests.rules.duties.a_school import FOLLOW_UP, World, day, message, moment, notes, phoned, said, told

HOME, UNEXCUSED, DISTRESS = "contact-home", "contact-home-unexcused", "tell-guardians"
THREE = World(away=register("week 37 . . . I I\nweek 38 I . . . ."))


def test_e28_thursday_friday_monday_is_due_on_that_monday():
    assert THREE.all(HOME, "2026-09-11T20:00") == []
    duty = THREE.one(HOME, "2026-09-14T12:00")
    assert (duty.due.date(), duty.overdue) == (day("2026-09-14"), moment("2026-09-15T00:00"))
    assert duty.days == (day("2026-09-10"), day("2026-09-11"), day("2026-09-14"))
    assert said(duty) == (
        "Snakk med hjemmet om Tonje Aas: 3 fraværsdager på rad, tor 10. sep, fre 11. sep og man 14. sep"
    )
    assert not THREE.late(HOME, "2026-09-14T23:59")
    assert THREE.late(HOME, "2026-09-15T00:00")


def test_e01_the_third_of_seven_days_is_the_day():
    away = World(away=register("week 35 X X X X X\nweek 36 X X . . ."))

    assert away.all(HOME, "2026-08-25T20:00") == []
    assert away.one(HOME, "2026-08-26T12:00").due.date() == day("2026-08-26")
    assert away.one(HOME, "2026-09-01T12:00").due.date() == day("2026-08-26")


def test_e10_leave_is_no_absence():
    leave = World(away=register("week 42 P P P P P\nweek 43 P P P P P"))

    assert leave.all(HOME, "2026-10-23T20:00") == []
    assert leave.all(UNEXCUSED, "2026-10-23T20:00") == []


def test_the_holiday_is_no_pause_in_a_row_and_gives_no_time():
    away = World(away=register("week 39 . . . I I\nweek 40 - - - - -\nweek 41 I . . . ."))
    before = World(away=register("week 39 . . I I I"))

    assert away.one(HOME, "2026-10-05T12:00").due.date() == day("2026-10-05")
    assert before.one(HOME, "2026-10-02T12:00").overdue == moment("2026-09-26T00:00")
    assert before.late(HOME, "2026-10-05T08:00")


def test_a_day_at_school_ends_the_row_and_a_leave_day_does_not():
    assert World(away=register("week 42 I I . I I")).all(HOME, "2026-10-16T20:00") == []
    assert len(World(away=register("week 42 I I P I .")).all(HOME, "2026-10-16T20:00")) == 1


@pytest.mark.parametrize(
    "conversation",
    [
        phoned("2026-09-14T10:00"),
        phoned("2026-09-14T10:00", from_home=True),
        phoned("2026-09-14T10:00", how=How.MEETING),
        phoned("2026-09-14T10:00", about=About.GUIDANCE),
        told(DifficultyTold, "2026-09-14T10:00", whom="Rolf Aas", how=How.PHONE),
    ],
)
def test_a_conversation_meets_it_whoever_called(conversation):
    assert THREE.with_(conversation).one(HOME, "2026-09-14T12:00").met_at == moment("2026-09-14T10:00")


@pytest.mark.parametrize(
    "other",
    [
        phoned("2026-09-14T10:00", how=How.MESSAGE),
        phoned("2026-09-14T10:00", answered=False),
        phoned("2026-09-14T10:00", "fastlegen", about=About.FAMILY_DOCTOR),
        phoned("2026-09-09T10:00"),
        told(DifficultyTold, "2026-09-14T10:00", whom="Rolf Aas", how=How.MESSAGE),
    ],
)
def test_nothing_else_does(other):
    assert len(THREE.with_(other).standing(HOME, "2026-09-14T12:00")) == 1


def test_a_conversation_on_the_first_day_has_met_it_before_it_came():
    assert THREE.with_(phoned("2026-09-10T09:00")).one(HOME, "2026-09-14T12:00").met_by == "kari"


def test_a_message_by_phone_is_mentioned_and_is_no_conversation():
    messaged = THREE.with_(messages=(message("2026-09-10T08:00", "2026-09-10", Reason.ILLNESS, "phone"),))

    duty = messaged.one(HOME, "2026-09-14T12:00")
    assert duty.met_at is None
    assert notes(duty) == ["Hjemmet ga melding tor 10. sep. Ble det en samtale, må den noteres som samtale"]


def test_old_absence_is_past_and_asks_for_nothing():
    assert THREE.all(HOME, "2026-10-20T12:00") == []


# Without a word.


SILENT = World(away=register("week 43 . . . U ."))
THURSDAY = "2026-10-22"


def test_absence_without_a_message_asks_for_the_home_at_once():
    assert SILENT.standing(UNEXCUSED, f"{THURSDAY}T08:19") == []
    duty = SILENT.one(UNEXCUSED, f"{THURSDAY}T09:30")
    assert duty.due == duty.opens == moment(f"{THURSDAY}T08:30")
    assert said(duty) == "Kontakt hjemmet om Tonje Aas straks: fravær tor 22. okt uten melding"
    assert not SILENT.late(UNEXCUSED, f"{THURSDAY}T23:59")
    assert SILENT.late(UNEXCUSED, "2026-10-23T00:00")


def test_before_a_holiday_it_is_late_the_same_night():
    last = World(away=register("week 39 . . . . U"))

    assert last.one(UNEXCUSED, "2026-10-01T12:00").overdue == moment("2026-09-26T00:00")


def test_a_message_a_reason_or_an_excuse_is_a_word():
    assert SILENT.with_(messages=(message(f"{THURSDAY}T07:50"),)).all(UNEXCUSED, f"{THURSDAY}T09:30") == []
    for sign in "IXCAPHS":
        assert World(away=register(f"week 43 . . . {sign} .")).all(UNEXCUSED, f"{THURSDAY}T09:30") == []


def test_a_single_lesson_and_leaving_without_a_word_ask_too():
    for signs in ("..U...", "...GGG"):
        assert len(World(away=register(f"week 43 . . . {signs} .")).standing(UNEXCUSED, "2026-10-23T09:30")) == 1


def not_accepted() -> World:
    mark = Mark((), Category.UNEXCUSED, "kari", at("2026-10-22T08:30"), Reason.OTHER)
    away = register("week 43 . . . U .")
    return World(away=type(away)("tonje", (Day("tonje", day(THURSDAY), (mark,)),), away.expected, {}, True))


def test_a_ground_that_the_school_does_not_accept_asks_though_the_home_told():
    refused = not_accepted().with_(messages=(message(f"{THURSDAY}T07:50"),))

    assert "på en grunn som ikke er godtatt" in said(refused.one(UNEXCUSED, f"{THURSDAY}T09:30"))


def test_only_a_conversation_that_settles_the_ground_and_a_leader_who_knows_meet_it():
    talked = SILENT.with_(phoned(f"{THURSDAY}T10:00"))
    settled = SILENT.with_(phoned(f"{THURSDAY}T10:00", ground=Ground.NOT_VALID))
    both = SILENT.with_(phoned(f"{THURSDAY}T10:00", ground=Ground.NOT_VALID, leader_informed=True))

    assert said(talked.one(UNEXCUSED, f"{THURSDAY}T12:00")).startswith("Kontakt hjemmet")
    waiting = settled.one(UNEXCUSED, f"{THURSDAY}T12:00")
    assert (waiting.met_at, said(waiting)) == (None, "Si fra til ledelsen om Tonje Aas: ugyldig fravær tor 22. okt")
    assert both.one(UNEXCUSED, f"{THURSDAY}T12:00").met_at == moment(f"{THURSDAY}T10:00")


def test_the_leader_may_be_told_later_or_have_called():
    settled = SILENT.with_(phoned(f"{THURSDAY}T10:00", ground=Ground.NOT_VALID))
    informed = settled.with_(told(Informed, f"{THURSDAY}T11:00", whom=Whom.PRINCIPAL))
    call = SILENT.with_(
        phoned(f"{THURSDAY}T10:00", ground=Ground.NOT_VALID), users=(User("kari", "Kari", Role.LEADER),)
    )

    assert informed.one(UNEXCUSED, f"{THURSDAY}T12:00").met_at == moment(f"{THURSDAY}T11:00")
    assert call.one(UNEXCUSED, f"{THURSDAY}T12:00").met_at == moment(f"{THURSDAY}T10:00")


def test_a_mark_put_right_in_the_conversation_meets_it():
    settled = SILENT.with_(phoned(f"{THURSDAY}T10:00", ground=Ground.VALID))
    right = settled.with_(away=then(SILENT.away, f"{THURSDAY} 10:01", "week 43 . . . I ."))

    assert right.one(UNEXCUSED, f"{THURSDAY}T12:00").met_at == moment(f"{THURSDAY}T10:00")


def test_a_new_day_without_a_word_asks_anew():
    met = World(away=register("week 43 . . U U .")).with_(
        phoned("2026-10-21T10:00", ground=Ground.NOT_VALID, leader_informed=True)
    )

    duties = met.all(UNEXCUSED, f"{THURSDAY}T12:00")
    assert [(duty.days, duty.met_at is not None) for duty in duties] == [
        ((day("2026-10-22"),), False),
        ((day("2026-10-21"),), True),
    ]


# Distress.


def test_distress_seen_is_told_within_two_school_days_across_the_holiday():
    seen = World(events=(told(DistressSeen, "2026-09-24T11:00", id="d", signs=("withdrawn",)),))

    duty = seen.one(DISTRESS, "2026-09-24T12:00")
    assert (duty.due.date(), duty.overdue) == (day("2026-10-05"), moment("2026-10-06T00:00"))
    assert duty.role is For.HOMEROOM_TEACHER
    assert FOLLOW_UP.remark_on_signs in notes(duty)[0]
    assert not seen.late(DISTRESS, "2026-10-05T20:00")
    assert seen.late(DISTRESS, "2026-10-06T08:00")


def test_only_a_conversation_after_it_tells_them():
    seen = World(events=(told(DistressSeen, "2026-10-20T11:00", id="d"),))

    assert seen.one(DISTRESS, "2026-10-21").due.date() == day("2026-10-22")
    for other in (phoned("2026-10-20T10:00"), phoned("2026-10-20T12:00", how=How.MESSAGE)):
        assert len(World(events=(other, *seen.events)).standing(DISTRESS, "2026-10-21")) == 1
    assert seen.with_(phoned("2026-10-20T12:00")).one(DISTRESS, "2026-10-21").met_at == moment("2026-10-20T12:00")
