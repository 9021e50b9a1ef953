"""Tonje, fourth grade: from the influenza to the look back, day by day."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from rules.case.case import State
from rules.case.events import (
    Contingency,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Party,
    PlanBFollowed,
    Repeats,
    Responsibility,
    ResponsibilityDone,
    Step,
)
from rules.case.signing import Severity, check
from rules.facts import Away
from rules.guide import Level
from store.demo import tonje
from store.demo.away import stayed_away
from store.demo.cases import people
from store.demo.roster import TONJE
from tests.rules.drawing import YEAR
from tests.rules.duties.a_case import FOLLOW_UP, found, notes, said
from tests.rules.journeys.journey import LESSONS, journey

PEOPLE = people(TONJE, "4B")
STORY = journey(TONJE, "4B", tonje.story(YEAR.days, PEOPLE, FOLLOW_UP, LESSONS), tonje.away)
MOTHER, FATHER = "Anette Aas", "Rolf Aas"
FIRST = {held.item: held.part for held in STORY.case("2026-11-30").agreements[0].parts}


def day(number: int, month: int = 9) -> date:
    return date(2026, month, number)


# The agreement: every sentence has its typed place.


def test_the_goal_and_two_steps():
    assert [part.text for part in FIRST.values() if isinstance(part, Goal)] == [
        "Tonje er på skolen hele dagen og trives der."
    ]
    steps = [part for part in FIRST.values() if isinstance(part, Step)]
    assert [(step.number, step.school_days, step.weekdays) for step in steps] == [(1, 5, None), (2, None, None)]


@pytest.mark.parametrize(
    ("item", "party", "owner", "stand_in", "repeats", "weekdays", "first", "last"),
    [
        ("porten", Party.HOMEROOM_TEACHER, "kari", "sunniva", Repeats.DAILY, (), day(21), day(25)),
        ("overganger", Party.HOMEROOM_TEACHER, "kari", "sunniva", Repeats.DAILY, (), day(21), None),
        ("lunsj", Party.HOMEROOM_TEACHER, "kari", "", Repeats.WEEKDAYS, (0, 1), None, None),
        ("mail", Party.HOMEROOM_TEACHER, "kari", "sunniva", Repeats.DAILY, (), None, None),
        ("vikar", Party.LEADERSHIP, "sunniva", "", Repeats.ONCE, (), None, None),
        ("frigjore", Party.LEADERSHIP, "astrid", "", Repeats.ONCE, (), None, None),
        ("far-folger", Party.FATHER, FATHER, MOTHER, Repeats.WEEKDAYS, (0, 1, 2), day(21), day(25)),
        ("far-belonning", Party.FATHER, FATHER, "", Repeats.ONCE, (), None, None),
        ("mor-folger", Party.MOTHER, MOTHER, FATHER, Repeats.WEEKDAYS, (3, 4), day(21), day(25)),
        ("mor-belonning", Party.MOTHER, MOTHER, "", Repeats.ONCE, (), None, None),
        ("mor-feirer", Party.MOTHER, MOTHER, "", Repeats.ONCE, (), day(25), None),
        ("mor-snakker", Party.MOTHER, MOTHER, "", Repeats.ONCE, (), None, None),
        ("tonje", Party.STUDENT, "", "", Repeats.DAILY, (), None, None),
    ],
)
def test_each_party_s_responsibilities(item, party, owner, stand_in, repeats, weekdays, first, last):
    part = FIRST[item]

    assert isinstance(part, Responsibility)
    assert (part.party, part.owner, part.stand_in) == (party, owner, stand_in)
    assert (part.repeats, part.weekdays, part.first, part.last) == (repeats, weekdays, first, last)


def test_plan_b_evaluation_and_the_next_meeting():
    plan_b = [part for part in FIRST.values() if isinstance(part, Contingency)]
    evaluations = [part for part in FIRST.values() if isinstance(part, Evaluation)]

    assert [(part.told, part.channel) for part in plan_b] == [
        ("alle i avtalen", "e-post"),
        ("den andre", "telefon"),
        ("sosiallærer", "telefon"),
        ("Tonje", "hjemme"),
    ]
    assert [(part.caller, part.first) for part in evaluations] == [("sunniva", day(25)), ("sunniva", day(7, 10))]
    assert FIRST["neste-mote"] == NextMeeting(day(25), "13:00")
    assert sum(isinstance(part, Measure) for part in FIRST.values()) == 3
    assert len(FIRST) == 1 + 2 + 3 + 13 + 4 + 2 + 1


def test_it_may_be_signed_as_it_is():
    case = STORY.case("2026-09-18T14:40")
    findings = check(case.agreements[0], case, FOLLOW_UP, day(18))

    assert {finding.severity for finding in findings} == {Severity.ADVISE}
    assert {finding.key for finding in findings} == {"stand-in", "period", "step-length"}


# The days.


def test_the_seventh_day_away_flags_her_and_the_teacher_decides_the_day_after():
    assert [(flag.rule, flag.level) for flag in STORY.flags("2026-09-15T16:00")] == [("absent-days", Level.STRONG)]
    assert STORY.asked("2026-09-16T07:30") == []
    assert STORY.asked("2026-09-16T15:30") == [
        *("inform-principal", "inform-resource-team", "nurse-offer", "open-inquiry", "mapping", "meeting-1"),
    ]


def test_on_thursday_the_principal_knows_and_the_meeting_is_called():
    assert STORY.asked("2026-09-17T15:30") == ["inform-resource-team", "nurse-offer", "open-inquiry", "mapping"]


def test_on_friday_the_meeting_is_held_and_when_it_is_over_all_of_it_is_done():
    assert "meeting-1" in STORY.asked("2026-09-18T07:30")
    assert STORY.asked("2026-09-18T15:30") == ["open-inquiry", "mapping"]
    assert STORY.case("2026-09-18T15:30").state is State.RUNNING


def test_monday_her_father_follows_her_and_her_teacher_waits_at_the_gate():
    assert STORY.today("2026-09-21T07:30") == {
        "kari": ["porten", "overganger", "lunsj", "mail"],
        FATHER: ["far-folger"],
        "Tonje Aas": ["tonje"],
    }
    assert STORY.today("2026-09-21T14:30") == {FATHER: ["far-folger"], "Tonje Aas": ["tonje"]}


@pytest.mark.parametrize(
    ("morning", "kari", "home"),
    [
        ("2026-09-22", ["porten", "overganger", "lunsj", "mail"], {FATHER: ["far-folger"]}),
        ("2026-09-23", ["porten", "overganger", "mail"], {FATHER: ["far-folger"]}),
        ("2026-09-24", ["porten", "overganger", "mail"], {MOTHER: ["mor-folger"]}),
        ("2026-10-05", ["porten", "overganger", "lunsj", "mail"], {FATHER: ["far-folger"]}),  # after the holiday
        ("2026-10-08", ["porten", "overganger", "mail"], {MOTHER: ["mor-folger"]}),
        ("2026-10-12", ["overganger", "lunsj", "mail"], {}),  # she goes by herself
    ],
)
def test_who_does_what_on_the_days_of_the_story(morning, kari, home):
    assert STORY.today(f"{morning}T07:30") == {"kari": kari, "Tonje Aas": ["tonje"], **home}


def test_the_social_teacher_is_reminded_of_the_reminder_and_calls_the_evaluation():
    assert "remind-meeting-2" in STORY.asked("2026-09-22T07:30")
    assert "remind-meeting-2" not in STORY.asked("2026-09-22T12:00")
    assert STORY.today("2026-09-25T07:30")["sunniva"] == ["evaluering"]
    assert STORY.today("2026-09-25T07:30")[MOTHER] == ["mor-folger", "mor-feirer"]


def test_the_weekly_talk_goes_on_across_the_autumn_holiday():
    talks = found("weekly-leader-talk", STORY.known("2026-10-23T08:00"))

    assert [(str(duty.due.date()), duty.met_at is not None) for duty in talks] == [
        ("2026-09-23", True),
        ("2026-10-05", True),
        ("2026-10-12", True),
        ("2026-10-19", True),
        ("2026-10-26", False),
    ]


def test_the_agreement_came_before_the_forms_and_the_forms_are_sent_after_the_holiday_in_time():
    before = found("mapping", STORY.known("2026-10-05T08:00"))[0]
    after = found("mapping", STORY.known("2026-10-05T12:00"))[0]

    assert notes(before) == [
        "skolen: besvart, ikke sendt",
        "eleven: besvart, ikke sendt",
        "foresatte: besvart, ikke sendt",
    ]
    assert after.met_by == "sunniva"
    assert not before.late(STORY.known("2026-10-05T23:00").now)


def test_meeting_2_lies_in_its_weeks_and_everything_is_evaluated_in_it():
    assert [duty for duty in STORY.asked("2026-10-09T07:30") if duty != "mapping"] == ["meeting-2", "evaluate"]
    evaluate = found("evaluate", STORY.known("2026-10-09T07:30"))[0]
    assert notes(evaluate) == [
        "Ikke vurdert: Kommer til skolen; en voksen er med ved porten, inn i klasserommet og mellom timene.",
        "Ikke vurdert: Voksen ved oppmøte og i overganger",
        "Ikke vurdert: Lunsj med to venninner",
        "Ikke vurdert: Belønning når hun går på skolen",
    ]
    assert STORY.asked("2026-10-09T15:30") == []
    assert STORY.case("2026-10-09T15:30").state is State.PATH_A


def test_closed_she_is_looked_at_once_more_and_then_there_is_peace():
    assert STORY.case("2026-10-23T15:00").state is State.CLOSED
    assert STORY.duties("2026-11-19T07:30") == ()
    assert [said(duty) for duty in STORY.duties("2026-11-20T07:30")] == [
        "Se hvordan det går med Tonje Aas etter at saken ble lukket fre 23. okt, så det ikke glir tilbake"
    ]
    assert STORY.duties("2026-11-20T15:00") == ()


def test_nothing_in_her_story_is_ever_late():
    assert STORY.late(day(7), day(20, 11)) == []


# Had it gone otherwise.


def test_had_she_not_come_on_wednesday_plan_b_is_the_day_s():
    stayed = msgspec.structs.replace(STORY, away=(*STORY.away, stayed_away(day(23), "kvalm")))
    duty = found("meet-plan", stayed.known("2026-09-23T09:00"))[0]

    assert said(duty).startswith("Tonje Aas kom ikke som avtalt ons 23. sep")
    assert "Plan B: den av foresatte som ikke får det til sier fra til den andre (telefon)." in notes(duty)[1]
    followed = PlanBFollowed(
        by="sunniva", at=duty.due, agreement="tonje-avtale-1", on=day(23), words="far hentet henne"
    )
    told = msgspec.structs.replace(stayed, events=tuple(sorted((*stayed.events, followed), key=lambda e: e.at)))
    assert found("meet-plan", told.known("2026-09-23T17:00"))[0].met_by == "sunniva"


def test_had_the_teacher_been_ill_the_social_teacher_would_stand_at_the_gate():
    ill = STORY.with_away("kari", Away(day(22), day(22)))
    gate = [(duty.item, duty.owner, duty.stood_in) for duty in ill.on_the_list("sunniva", "2026-09-22T07:30")]

    assert ("porten", "sunniva", "kari") in gate
    assert ("mail", "sunniva", "kari") in gate
    assert "porten" not in [duty.item for duty in ill.on_the_list("kari", "2026-09-22T07:30")]
    assert "porten" in [duty.item for duty in ill.on_the_list("kari", "2026-09-23T07:30")]


def test_had_the_teacher_forgotten_to_write_home_it_would_be_late_the_next_day():
    forgot = tuple(
        event
        for event in STORY.events
        if not (isinstance(event, ResponsibilityDone) and event.item == "mail" and event.on == day(22))
    )
    told = msgspec.structs.replace(STORY, events=forgot)
    late = [duty for duty in told.duties("2026-09-23T07:30") if duty.late(told.known("2026-09-23T07:30").now)]

    assert [(duty.owner, duty.item) for duty in late] == [("kari", "mail")]
