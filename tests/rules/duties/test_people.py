"""Whose a duty is today: roles, stand-ins both ways, and what is nobody's."""

from __future__ import annotations

import msgspec

from rules.case.events import (
    CaseGiven,
    CaseTakenBack,
    Decided,
    DistressSeen,
    Evaluation,
    LeaderTalked,
    Party,
    Repeats,
    Responsibility,
    Verdict,
)
from rules.duties.duty import Duty, For
from rules.duties.reckoning import duties, for_role
from rules.facts import Away, Role, Slot, User
from tests.rules.drawing import SIX, YEAR, register
from tests.rules.duties.a_case import running
from tests.rules.duties.a_school import TONJE, World, day, moment, notes, told

KARI = User("kari", "Kari Nes", Role.HOMEROOM_TEACHER, ("8B",), stand_in="per")
PER = User("per", "Per Lie", Role.HOMEROOM_TEACHER, ("8A",))
SIRI = User("siri", "Siri Dal", Role.SUBJECT_TEACHER, ("8B",))
HEGE = User("hege", "Hege Berg", Role.LEADER)
NINA = User("nina", "Nina Moe", Role.SUPPORT, title="helsesøster")
IT = User("ivar", "Ivar It", Role.ADMIN)
STAFF = (KARI, PER, SIRI, HEGE, NINA, IT)
AWAY = World(away=register("week 43 . . . U .\nweek 44 . . . . ."), users=STAFF)
TODAY = "2026-10-22T08:40"


def away(user: User, stand_in: str = "", on: str = "2026-10-22") -> User:
    return msgspec.structs.replace(user, away=(Away(day(on), day(on), stand_in),))


def staff(*changed: User) -> World:
    others = tuple(user for user in STAFF if user.name not in {one.name for one in changed})
    return msgspec.structs.replace(AWAY, users=(*changed, *others))


def mine(world: World, user: User | str | None, now: str = TODAY) -> list[Duty]:
    known = world.known(now)
    return [duty for duty in for_role(duties(known), user, known) if duty.open(moment(now))]


def seen(world: World, user: User | str | None, now: str = TODAY) -> set[str]:
    return {duty.id for duty in mine(world, user, now)}


def test_the_homeroom_teacher_has_the_class_and_others_have_not():
    assert {"call-home-now", "contact-home-unexcused", "weekly-check"} <= seen(AWAY, KARI)
    assert "call-home-now" not in seen(AWAY, PER) | seen(AWAY, SIRI) | seen(AWAY, HEGE) | seen(AWAY, NINA)
    assert seen(AWAY, IT) == set()
    assert seen(AWAY, "kari") == seen(AWAY, KARI)


def test_a_school_without_users_and_whoever_is_not_among_them_see_everything():
    everything = {duty.id for duty in duties(AWAY.known(TODAY)) if duty.open(moment(TODAY))}

    assert seen(msgspec.structs.replace(AWAY, users=()), None) == everything
    assert seen(AWAY, "vertskap") == everything
    assert seen(staff(msgspec.structs.replace(KARI, removed=day("2026-10-01"))), "kari") == set()


def test_who_is_away_today_has_nothing_and_the_stand_in_has_it_with_whose_it_is():
    world = staff(away(KARI))

    assert seen(world, "kari") == set()
    call = next(duty for duty in mine(world, "per") if duty.id == "call-home-now")
    assert (call.owner, call.stood_in, call.nobody) == ("per", "kari", False)


def test_the_stand_in_of_that_absence_goes_before_the_usual_one():
    world = staff(away(KARI, "siri"))

    assert "call-home-now" in seen(world, "siri")
    assert "call-home-now" not in seen(world, "per")


def test_tomorrow_it_is_the_teachers_own_again():
    world = staff(away(KARI, on="2026-10-21"))

    assert "call-home-now" in seen(world, "kari")
    assert "call-home-now" not in seen(world, "per")


def test_where_nobody_stands_in_the_leader_has_it_that_morning_and_is_told_why():
    for world in (staff(away(msgspec.structs.replace(KARI, stand_in=""))), staff(away(KARI), away(PER))):
        call = next(duty for duty in mine(world, "hege") if duty.id == "call-home-now")
        assert call.nobody
        assert notes(call)[0] == "Kari Nes er borte i dag, og ingen er satt til å tre inn"
    assert not any(duty.nobody for duty in mine(AWAY, "hege"))


def test_a_class_without_a_teacher_is_the_leaders_too():
    world = staff(msgspec.structs.replace(KARI, classes=()))

    call = next(duty for duty in mine(world, "hege") if duty.id == "call-home-now")
    assert notes(call)[0] == "Ingen står som kontaktlærer for 8B"


def test_of_two_homeroom_teachers_the_one_who_is_here_has_it():
    second = User("ola", "Ola Ek", Role.HOMEROOM_TEACHER, ("8B",))
    world = staff(away(msgspec.structs.replace(KARI, stand_in="")), second)

    assert "call-home-now" in seen(world, "ola")
    assert not any(duty.nobody for duty in mine(world, "hege"))


def test_a_leader_who_is_away_is_stood_in_for():
    world = World(
        away=AWAY.away,
        users=(away(HEGE, "per"), KARI, PER),
        student=msgspec.structs.replace(TONJE, protected_address=True),
    )

    assert "call-home-now" in seen(world, "per")
    assert "call-home-now" not in seen(world, "kari")


def test_a_responsibility_moves_to_the_stand_in_that_was_agreed_for_it():
    daily = Responsibility(Party.HOMEROOM_TEACHER, "hilser", "kari", "siri", Repeats.DAILY)
    agreed = msgspec.structs.replace(AWAY, events=running("2026-10-07", r1=daily))
    world = msgspec.structs.replace(agreed, users=staff(away(KARI)).users)

    def today(of: World, user: str) -> list[Duty]:
        return [one for one in mine(of, user) if one.id == "recurring" and day("2026-10-22") in one.days]

    assert len(today(agreed, "kari")) == 1
    assert today(agreed, "siri") == []
    assert [one.stood_in for one in today(world, "siri")] == ["kari"]
    assert today(world, "per") == []


def test_where_there_is_none_the_leader_and_the_one_who_called_for_it_are_told():
    daily = Responsibility(Party.HOMEROOM_TEACHER, "hilser", "kari", "", Repeats.DAILY)
    alone = msgspec.structs.replace(KARI, stand_in="")
    world = msgspec.structs.replace(
        staff(away(alone)), events=running("2026-10-07", r1=daily, e1=Evaluation("i møte", "siri"))
    )

    for told_of_it in ("hege", "siri"):
        found = [one for one in mine(world, told_of_it) if one.id == "recurring" and one.nobody and one.item == "r1"]
        assert any("Kari Nes er borte i dag" in note for one in found for note in notes(one))


def test_lessons_are_their_teachers_and_the_homeroom_teacher_sees_the_gaps():
    taken = {one: frozenset(SIX) for one in YEAR.days if one < day("2026-10-22")}
    world = msgspec.structs.replace(
        AWAY,
        away=register("week 43 . . . . .", exceptions_only=False, taken=taken),
        slots=tuple(Slot("8B", 3, lesson, "Norsk", "", "", "siri") for lesson in SIX),
    )

    assert "take-register" in seen(world, "siri")
    assert "take-register" in seen(world, "kari")
    assert "take-register" not in seen(world, "per") | seen(world, "hege")
    sick = msgspec.structs.replace(world, users=staff(away(SIRI, "per")).users)
    assert "take-register" in seen(sick, "per")


def test_those_who_help_see_what_is_theirs_in_the_cases_they_were_given():
    given = told(CaseGiven, "2026-10-20", "hege", to="nina", reason="samtaler", until=day("2026-10-31"))
    back = told(CaseTakenBack, "2026-10-21", "hege", to="nina")
    world = msgspec.structs.replace(AWAY, events=(told(DistressSeen, "2026-10-19"), given))
    known = world.known(TODAY)
    theirs = msgspec.structs.replace(duties(known)[0], role=For.SUPPORT, student="tonje", owner="")

    assert for_role((theirs,), "nina", known) == (theirs,)
    after = msgspec.structs.replace(world, events=(*world.events, back)).known(TODAY)
    assert for_role((theirs,), "nina", after) == ()
    assert "tell-guardians" not in seen(world, "nina")


def test_a_waiting_flag_is_the_leaders_and_the_teacher_still_sees_it():
    flagged = msgspec.structs.replace(AWAY, away=register("week 42 X X X . .\nweek 43 X X X X ."))

    assert "answer-flag" in seen(flagged, "kari", "2026-10-23T12:00")
    assert "answer-flag" not in seen(flagged, "hege", "2026-10-23T12:00")
    assert "answer-flag" in seen(flagged, "kari", "2026-10-27T12:00") & seen(flagged, "hege", "2026-10-27T12:00")


def test_the_weekly_talk_stands_with_both_who_talk():
    """The homeroom teacher and the leaders have it together, and it is gone for both when one has told of it."""
    decided = told(Decided, "2026-10-14", verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd")
    world = msgspec.structs.replace(AWAY, events=(decided,))
    talked = world.with_(told(LeaderTalked, "2026-10-22", "hege"))

    assert [user.name for user in STAFF if "weekly-leader-talk" in seen(world, user)] == ["kari", "hege"]
    assert not [user.name for user in STAFF if "weekly-leader-talk" in seen(talked, user, "2026-10-22T13:00")]


def test_who_was_given_the_case_has_what_the_school_owes_in_it():
    decided = told(Decided, "2026-10-14", verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd")
    given = told(CaseGiven, "2026-10-15", "hege", to="nina", reason="følger opp", until=day("2026-10-30"))
    world = msgspec.structs.replace(AWAY, events=(decided, given))
    theirs = {"mapping", "meeting-1", "open-inquiry", "nurse-offer"}

    assert theirs <= seen(world, NINA)
    assert theirs <= seen(world, KARI)
    assert "inform-principal" not in seen(world, NINA), "the homeroom teacher's own"
    assert not theirs & seen(msgspec.structs.replace(AWAY, events=(decided,)), NINA)
    assert not theirs & seen(world, NINA, "2026-10-31T12:00"), "not longer than it was given for"


def test_what_the_home_is_to_do_stays_theirs_when_the_teacher_is_away_and_the_stand_in_sees_it():
    follows = Responsibility(Party.MOTHER, "følger", owner="Anette Aas", repeats=Repeats.DAILY)
    agreed = running("2026-10-12", r=follows)
    world = staff(away(KARI)).with_(*agreed)
    (hers,) = [duty for duty in mine(world, "per") if duty.id == "recurring"]

    assert (hers.owner, hers.stood_in, hers.nobody) == ("Anette Aas", "", False)
    without = staff(away(KARI), away(PER)).with_(*agreed)
    assert [duty for duty in duties(without.known(TODAY)) if duty.id == "recurring" and duty.nobody] == []


def test_a_duty_to_come_is_whose_it_will_be_on_its_day():
    daily = Responsibility(Party.HOMEROOM_TEACHER, "møter", owner="kari", repeats=Repeats.DAILY)

    def whose(on: str) -> list[tuple[str, str]]:
        asked = staff(away(KARI, on=on)).with_(*running("2026-10-22", r=daily)).all("recurring", "2026-10-22T15:00")
        return [(duty.owner, duty.stood_in) for duty in sorted(asked, key=lambda duty: duty.opens)]

    assert whose("2026-10-22") == [("per", "kari"), ("kari", "")]
    assert whose("2026-10-23") == [("kari", ""), ("per", "kari")]
