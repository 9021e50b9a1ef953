"""Jens, eighth grade: from the winter holiday, across Easter and week 17, a step back, to the first whole week."""

from __future__ import annotations

from datetime import date

import pytest

from rules.case.case import State
from rules.case.events import (
    Contingency,
    Departure,
    Evaluation,
    Measure,
    NextMeeting,
    Party,
    Referred,
    Repeats,
    Responsibility,
    Step,
    WeekEntry,
)
from rules.case.plan import against_plan
from rules.case.signing import Severity, check
from rules.day import lessons_expected
from rules.duties.duty import For
from rules.facts import Away
from store.demo import jens, jens_steps
from store.demo.cases import people
from store.demo.roster import JENS
from tests.rules.drawing import NEXT_YEAR, YEAR
from tests.rules.duties.a_case import AAS, FOLLOW_UP, found, notes, said
from tests.rules.journeys.journey import LESSONS, journey

PEOPLE = people(JENS, "8B")
STORY = journey(
    JENS,
    "8B",
    jens.story(YEAR.days, PEOPLE, FOLLOW_UP, LESSONS),
    lambda days, draw: jens.away(days, (LESSONS,) * 5, draw),
)
MOTHER, RESOURCE, TEACHER = "Merete Tangen", "ragnhild", "mona"
FIRST = {held.item: held.part for held in STORY.case("2027-06-18").agreements[0].parts}
TEACHING = "undervisning"
EASTER_OVER, STEP_1, ILL, BACK = "2027-03-31", "2027-04-05", "2027-05-05", "2027-05-10"


def day(number: int, month: int) -> date:
    return date(2027, month, number)


# The contract: every sentence has its typed place.


def test_five_steps_of_two_weeks_each_and_the_lessons_of_the_first():
    steps = [part for part in FIRST.values() if isinstance(part, Step)]

    assert [(step.number, step.school_days) for step in steps] == [(n, 10) for n in range(1, 6)]
    assert steps[0].weekdays == ((2, 3), (), (2, 3, 4), (), (2, 3), (), ())  # music is the fourth lesson on Wednesdays
    assert steps[0].starts == ("09:10", "", "09:10", "", "09:10")
    assert [step.weekdays for step in steps[2:]] == [None, None, None]


@pytest.mark.parametrize(
    ("item", "party", "owner", "repeats", "weekdays", "first"),
    [
        ("arbeidsplan", Party.HOMEROOM_TEACHER, TEACHER, Repeats.ONCE, (), None),
        ("band-sosialt", Party.HOMEROOM_TEACHER, TEACHER, Repeats.ONCE, (), None),
        ("undervisning", Party.RESOURCE_TEACHER, RESOURCE, Repeats.WEEKDAYS, (0, 2, 4), None),
        ("ukemail", Party.RESOURCE_TEACHER, RESOURCE, Repeats.WEEKDAYS, (4,), None),
        ("band", Party.RESOURCE_TEACHER, RESOURCE, Repeats.ONCE, (), None),
        ("henvise", Party.LEADERSHIP, "astrid", Repeats.ONCE, (), day(9, 4)),
        ("erting", Party.LEADERSHIP, "torbjorn", Repeats.ONCE, (), None),
        ("stotte", Party.LEADERSHIP, "torbjorn", Repeats.ONCE, (), None),
        ("informere", Party.LEADERSHIP, "astrid", Repeats.ONCE, (), day(5, 4)),
        ("pps-utreder", Party.PPS, "", Repeats.ONCE, (), None),
        ("pps-veileder", Party.PPS, "", Repeats.ONCE, (), None),
        ("pps-agenda", Party.PPS, "", Repeats.ONCE, (), None),
        ("moter", Party.GUARDIANS, "", Repeats.WEEKDAYS, (0, 2, 4), None),
        ("oversikt", Party.GUARDIANS, "", Repeats.ONCE, (), None),
        ("lekser", Party.MOTHER, MOTHER, Repeats.DAILY, (), None),
        ("aktivitet", Party.GUARDIANS, "", Repeats.ONCE, (), None),
        ("jens-over", Party.STUDENT, "", Repeats.WEEKDAYS, (0, 2, 4), None),
        ("jens-sier", Party.STUDENT, "", Repeats.ONCE, (), None),
        ("logg", Party.STUDENT, RESOURCE, Repeats.WEEKDAYS, (4,), None),
    ],
)
def test_each_party_s_responsibilities_none_with_a_stand_in(item, party, owner, repeats, weekdays, first):
    part = FIRST[item]

    assert isinstance(part, Responsibility)
    assert (part.party, part.owner, part.stand_in) == (party, owner, "")
    assert (part.repeats, part.weekdays, part.first) == (repeats, weekdays, first)


def test_plan_b_evaluation_week_17_and_what_departs():
    evaluations = [part for part in FIRST.values() if isinstance(part, Evaluation)]

    assert [(part.repeats, part.weekdays, part.first) for part in evaluations] == [
        (Repeats.WEEKDAYS, (4,), None),
        (Repeats.EVERY_OTHER_WEEK, (4,), day(9, 4)),
        (Repeats.ONCE, (), day(28, 4)),
    ]
    assert day(28, 4).isocalendar().week == 17
    assert [part.channel for part in FIRST.values() if isinstance(part, Contingency)] == ["telefon"]
    assert FIRST["neste-mote"] == NextMeeting(day(9, 4), "12:30")
    assert FIRST["avvik"] == Departure(hours=True, words="Kortere dager på trinn 1 og 2.")
    assert sum(isinstance(part, WeekEntry) for part in FIRST.values()) == 4
    assert sum(isinstance(part, Measure) for part in FIRST.values()) == 3


def test_it_may_be_signed_as_it_is_and_the_check_says_what_is_weak():
    case = STORY.case("2027-03-31T14:00")
    findings = check(case.agreements[0], case, FOLLOW_UP, day(31, 3))

    assert {finding.severity for finding in findings} == {Severity.ADVISE}
    assert {finding.key for finding in findings} == {"stand-in", "period", "formal-decision"}


# The days.


def test_the_second_week_after_the_holiday_somebody_rings_and_decides():
    assert STORY.asked("2027-03-09T07:30") == []
    assert STORY.asked("2027-03-09T15:30") == [
        *("inform-principal", "inform-resource-team", "nurse-offer", "open-inquiry", "mapping", "meeting-1"),
    ]
    assert STORY.asked("2027-03-12T07:30") == ["mapping"]  # the resource team met on Thursday
    assert found("nurse-offer", STORY.known("2027-03-12"))[0].met_by == "sunniva"


def test_meeting_1_is_due_two_weeks_on_which_is_after_easter():
    assert str(found("meeting-1", STORY.known("2027-03-10"))[0].due.date()) == EASTER_OVER
    assert found("meeting-1", STORY.known("2027-03-31T15:00"))[0].met_by == "sunniva"


def test_he_says_that_he_is_teased_and_the_leader_decides_the_same_day():
    asked = found("safe-environment", STORY.known("2027-03-16T12:00"))[0]
    after = found("safe-environment", STORY.known("2027-03-16T16:00"))[0]

    assert said(asked).startswith("eleven svarer ja på om Jens Tangen blir plaget eller mobbet")
    assert (asked.role, str(asked.due.date())) == (For.LEADER, "2027-03-16")
    assert (after.met_by, after.late(STORY.known("2027-03-17").now)) == ("astrid", False)


def test_the_mapping_is_sent_with_consent_before_easter():
    mapping = found("mapping", STORY.known("2027-03-17T18:00"))[0]

    assert mapping.met_by == "sunniva"
    assert str(mapping.met_at.date() if mapping.met_at else "") == "2027-03-17"


def test_the_formal_decision_is_late_from_the_first_day_of_step_1_until_it_is_noted_in_week_17():
    before = found("formal-decision", STORY.known("2027-04-02T15:00"))[0]
    after = found("formal-decision", STORY.known("2027-04-28T12:00"))[0]

    assert notes(before) == ["Sakkyndig vurdering fra PPS mangler", "Enkeltvedtak mangler"]
    assert not before.late(STORY.known("2027-04-04T12:00").now)
    assert before.late(STORY.known("2027-04-05T07:00").now)
    assert after.met_by == "astrid"


@pytest.mark.parametrize(
    ("morning", "who"),
    [
        (
            STEP_1,
            {RESOURCE: ["undervisning"], "foresatte": ["moter"], MOTHER: ["lekser"], "Jens Tangen": ["jens-over"]},
        ),
        ("2027-04-06", {MOTHER: ["lekser"]}),
        (
            "2027-04-09",
            {
                RESOURCE: ["undervisning", "ukemail", "logg", "fredagssamtale"],
                "astrid": ["henvise"],
                "school": ["fredagsmote"],
                "foresatte": ["moter"],
                MOTHER: ["lekser"],
                "Jens Tangen": ["jens-over"],
            },
        ),
        (
            "2027-04-16",
            {
                RESOURCE: ["undervisning", "ukemail", "logg", "fredagssamtale"],
                "foresatte": ["moter"],
                MOTHER: ["lekser"],
                "Jens Tangen": ["jens-over"],
            },
        ),
    ],
)
def test_who_does_what_on_the_days_of_the_story(morning, who):
    assert STORY.today(f"{morning}T07:30") == who


def test_e44_on_step_1_he_attends_all_of_it_and_nobody_is_asked_for_anything():
    for friday in ("2027-04-09", "2027-04-16"):
        assert found("meet-plan", STORY.known(f"{friday}T16:00")) == ()
    now = "2027-04-17T12:00"
    of = STORY.known(now)
    followed = against_plan(STORY.register(now), of.cases["jens"], YEAR, AAS, day(5, 4), day(16, 4), of.now)

    assert (followed.percent, followed.planned) == (100, 14)
    assert followed.untaught == 60 - 14


def test_meeting_2_is_the_second_friday_meeting_and_what_ran_is_evaluated():
    second = [duty for duty in found("meeting-2", STORY.known("2027-04-12")) if duty.item == jens_steps.MEETING_2]
    assert [duty.due.date() for duty in second] == [day(23, 4)]
    evaluate = found("evaluate", STORY.known("2027-04-23T07:30"))[0]
    assert len(evaluate.notes) == 5
    assert found("evaluate", STORY.known("2027-04-23T15:00"))[0].met_by == "sunniva"
    assert STORY.case("2027-04-23T15:00").state is State.PATH_A


def test_the_referral_to_pps_goes_out_before_meeting_2_as_his_contract_says():
    referral = next(event for event in STORY.events if isinstance(event, Referred))

    assert (referral.partner, referral.sender, set(referral.purpose)) == ("pps", "school", {"guidance", "examination"})
    assert referral.at.date() == day(9, 4)


def test_the_multi_agency_meeting_of_week_17_has_its_reminder_and_its_day():
    assert "remind-meeting-2" in STORY.asked("2027-04-23T07:30")  # three days before is a Sunday
    assert "Hold møtet om Jens Tangen ons 28. apr kl. 09:00, og skriv referat" in [
        said(duty) for duty in STORY.duties("2027-04-28T07:30")
    ]


def test_week_17_agrees_on_a_meeting_a_month_and_one_soon_after_the_summer():
    second = {held.item: held.part for held in STORY.case("2027-05-03").agreements[1].parts}

    assert "fredagsmote" not in second
    assert second["manedsmote"].repeats is Repeats.MONTHLY
    assert STORY.today("2027-05-26T07:30")["school"] == ["manedsmote"]
    after = [
        d for d in found("recurring", STORY.known("2027-08-12T07:30", calendar=NEXT_YEAR)) if d.item == "etter-ferien"
    ]
    assert [str(duty.due.date()) for duty in after] == ["2027-08-12"]


# The step back.


def test_after_four_weeks_he_is_expected_the_whole_day():
    of = STORY.known("2027-05-04T12:00")

    assert lessons_expected(of.attendance["jens"].expected, day(4, 5)) == (1, 2, 3, 4, 5, 6)
    assert lessons_expected(of.attendance["jens"].expected, day(27, 4)) == ()


def test_the_resource_teacher_is_ill_he_goes_home_and_plan_b_is_followed_the_same_day():
    morning = found("meet-plan", STORY.known(f"{ILL}T11:00"))
    after = found("meet-plan", STORY.known(f"{ILL}T12:00"))

    assert [said(duty) for duty in morning] == [
        "Jens Tangen kom ikke som avtalt ons 5. mai (4.–6. time): følg plan B, og noter hvordan det gikk"
    ]
    assert notes(morning[0])[0].startswith(f"Plan B: foresatte sier fra til {RESOURCE} (telefon).")
    assert after[0].met_by == "torbjorn"


def test_a_step_back_is_what_is_expected_from_then_on_until_the_new_step_up():
    of = STORY.known("2027-05-25T12:00")
    expected = of.attendance["jens"].expected

    assert lessons_expected(expected, day(10, 5)) == (2, 3)  # step 2's Monday
    assert lessons_expected(expected, day(11, 5)) == ()
    assert lessons_expected(expected, day(25, 5)) == (1, 2, 3, 4, 5, 6)  # the new step 3
    back = [change for change in STORY.case("2027-05-25").agreements[1].steps if change.back]
    assert [(change.on, change.by, change.step) for change in back] == [(day(10, 5), "torbjorn", "trinn-2")]


def test_the_eighth_week_is_the_first_without_absence_and_nothing_is_asked_of_it():
    of = STORY.known("2027-05-28T16:00")

    assert not [seen for seen in STORY.register("2027-05-28T16:00").days if seen.date >= day(24, 5)]
    assert [duty for duty in found("meet-plan", of) if duty.met_at is None] == []


def test_the_morning_she_is_ill_and_nobody_was_agreed_to_stand_in_the_leaders_are_told():
    story = STORY.with_away(RESOURCE, Away(day(5, 5), day(14, 5)))
    teaching = {
        user: [(duty.nobody, duty.owner) for duty in story.on_the_list(user, f"{ILL}T07:30") if duty.item == TEACHING]
        for user in ("astrid", "torbjorn", RESOURCE, "sunniva")
    }

    assert teaching["astrid"] == teaching["torbjorn"] == [(True, RESOURCE)]
    assert teaching["sunniva"] == []
    told = next(duty for duty in story.on_the_list("astrid", f"{ILL}T07:30") if duty.item == TEACHING)
    assert notes(told)[0] == "Ragnhild Lunde er borte i dag, og ingen er satt til å tre inn"


def test_from_the_step_back_on_the_inspector_stands_in_until_she_is_back():
    story = STORY.with_away(RESOURCE, Away(day(5, 5), day(5, 5)), Away(day(10, 5), day(14, 5), "torbjorn"))
    monday = [duty for duty in story.on_the_list("torbjorn", f"{BACK}T07:30") if duty.item == TEACHING]

    assert [(duty.owner, duty.stood_in, duty.nobody) for duty in monday if duty.days == (day(10, 5),)] == [
        ("torbjorn", RESOURCE, False)
    ]
    back = [duty for duty in story.on_the_list(RESOURCE, "2027-05-19T07:30") if duty.days == (day(19, 5),)]
    assert [duty.item for duty in back] == [TEACHING]


def test_in_his_story_the_formal_decision_and_the_lesson_nobody_gave_are_late_and_nothing_else():
    assert STORY.late(day(1, 3), day(28, 5)) == [
        ("formal-decision", "2027-04-02"),
        ("recurring", ILL),
        ("recurring", ILL),  # and folded two weeks later
    ]
