"""The mapping: three informants heard and the forms sent; and a yes to bullying, which is the leader's the same day."""

from __future__ import annotations

import msgspec

from rules.case.case import Passed, Station
from rules.case.events import (
    AnswerGiven,
    CaseClosed,
    CaseEvent,
    InformantDeclined,
    SafeEnvironmentDecided,
    SheetOpened,
    StationSkipped,
)
from rules.case.replay import replay
from rules.case.road import road
from rules.case.sheets import by_version
from rules.duties.duty import For
from rules.follow_up import Question
from tests.rules.drawing import YEAR, at
from tests.rules.duties.a_case import (
    FOLLOW_UP,
    day,
    filled_in,
    found,
    held,
    known,
    late,
    meeting,
    notes,
    one,
    said,
    sent,
    standing,
    told,
    worrying,
)

DECIDED = (worrying("2026-10-07"),)
SCHOOL, STUDENT, GUARDIANS = (filled_in("2026-10-09", form) for form in ("school", "student", "guardians"))
ALL = (*DECIDED, *SCHOOL, *STUDENT, *GUARDIANS)
BULLYING = next(question for question in FOLLOW_UP.form("school").questions if question.id == "bullying")


def in_own_version(*answered: str, yes: bool | None = None) -> tuple[CaseEvent, ...]:
    """The school's form, opened in version 2."""
    opened = told(SheetOpened, "2026-10-08", id="s", form="school", version=2, informant="kari")
    return (
        *DECIDED,
        opened,
        *(told(AnswerGiven, "2026-10-09", sheet="s", question=q, text="ja", yes=yes) for q in answered),
    )


SHEETS = ("school-sheet", "student-sheet", "guardians-sheet")


def test_e39_decided_on_a_wednesday_the_mapping_should_be_there_after_a_week_and_must_after_two():
    duty = one("mapping", DECIDED, "2026-10-07")

    assert duty.due.date() == day("2026-10-14")
    assert not late(duty, "2026-10-21T23:00")
    assert late(duty, "2026-10-22T00:00")


def test_both_days_roll_over_a_holiday():
    duty = one("mapping", (worrying("2026-09-18"),), "2026-09-18")  # +7 is Friday, +14 is in week 40

    assert duty.due.date() == day("2026-09-25")
    assert duty.overdue == at("2026-10-06T00:00")


def test_where_meeting_1_comes_sooner_the_forms_should_be_sent_before_it():
    """«Sendes til PPS før 1.konsult.»: the last school day before, across a week-end; the two weeks stay."""
    called = (*DECIDED, meeting("2026-10-12", called="2026-10-07T13:00"))
    duty = one("mapping", called, "2026-10-08")

    assert (duty.due.date(), duty.overdue) == (day("2026-10-09"), at("2026-10-22T00:00"))
    assert notes(duty)[-1] == "Samarbeidsmøte 1 er man 12. okt: skjemaene sendes før det"
    assert one("mapping", (*called, held("2026-10-12")), "2026-10-13").due.date() == day("2026-10-14")
    later = (*DECIDED, meeting("2026-10-19", called="2026-10-07T13:00"))
    assert one("mapping", later, "2026-10-08").due.date() == day("2026-10-14")
    today = (*DECIDED, meeting("2026-10-07", called="2026-10-07T13:00"))
    assert one("mapping", today, "2026-10-07T14:00").due.date() == day("2026-10-07")


def test_it_says_what_each_informant_still_owes():
    events = (*DECIDED, *filled_in("2026-10-09", "school", left=3), *STUDENT)
    duty = one("mapping", events, "2026-10-12")

    assert said(duty) == "Kartlegg rundt Tonje Aas: skjema fra skolen, eleven og foresatte, sendt til PPS"
    assert notes(duty) == [
        "skolen: 3 spørsmål igjen",
        "eleven: besvart, ikke sendt",
        "foresatte: ikke begynt",
    ]


def test_three_forms_answered_and_sent_meet_it_when_the_last_is_sent():
    assert one("mapping", ALL, "2026-10-12").met_at is None
    events = (*ALL, sent("2026-10-12", *SHEETS[:2]), sent("2026-10-13", SHEETS[2]))
    duty = one("mapping", events, "2026-10-14")

    assert (duty.met_at, duty.met_by, notes(duty)) == (at("2026-10-13T12:00"), "kari", [])


def test_who_does_not_want_to_has_answered_too():
    declined = told(
        InformantDeclined, "2026-10-13", sheet="student-sheet", on=day("2026-10-12"), why="vil ikke snakke om det"
    )
    opened = filled_in("2026-10-09", "student", left=13)
    events = (*DECIDED, *SCHOOL, *opened, *GUARDIANS, sent("2026-10-12", SHEETS[0], SHEETS[2]), declined)

    assert one("mapping", events, "2026-10-13").met_at == at("2026-10-13T12:00")


def test_each_subject_teacher_s_part_is_waited_for_and_the_pupil_s_room_is_not():
    part = filled_in("2026-10-09", "school", left=5, name="matte")
    room = filled_in("2026-10-09", "student-room", left=4)
    events = (*ALL, *room, sent("2026-10-12", *SHEETS))

    assert one("mapping", events, "2026-10-12").met_by == "kari"
    assert notes(one("mapping", (*events, *part), "2026-10-12")) == ["skolen: 5 spørsmål igjen"]


def test_a_form_as_the_school_edited_it_is_waited_for_in_its_own_questions():
    """The school took questions out and put one in: what counts is what its version asks."""
    guides = FOLLOW_UP.form("school")
    mine = msgspec.structs.replace(
        guides, version=2, questions=(guides.questions[0], Question("extra", "Hva har dere lært?"), BULLYING)
    )
    of = known(in_own_version("absence"), "2026-10-12")

    with_own = msgspec.structs.replace(of, own_forms=(mine,))
    (duty,) = found("mapping", with_own)
    assert notes(duty)[0] == "skolen: 2 spørsmål igjen"
    (duty,) = found(
        "mapping",
        msgspec.structs.replace(
            known(in_own_version("absence", "extra", "bullying", yes=False), "2026-10-12"), own_forms=(mine,)
        ),
    )
    assert notes(duty)[0] == "skolen: besvart, ikke sendt"


def test_a_yes_in_a_form_as_the_school_edited_it_is_the_leader_s_duty_too():
    mine = msgspec.structs.replace(
        FOLLOW_UP.form("school"), version=2, questions=(msgspec.structs.replace(BULLYING, id="plaget"),)
    )
    of = msgspec.structs.replace(known(in_own_version("plaget", yes=True), "2026-10-12"), own_forms=(mine,))

    (duty,) = found("safe-environment", of)
    assert said(duty).startswith("skolen svarer ja")


def test_the_road_and_the_duty_ask_the_same():
    """Answered by all and sent in part: neither says that the mapping is done."""
    half = replay("tonje", (*ALL, sent("2026-10-12", SHEETS[0])))
    whole = replay("tonje", (*ALL, sent("2026-10-12", SHEETS[0]), sent("2026-10-14", *SHEETS[1:])))

    first, last = (
        next(
            s
            for s in road(c, FOLLOW_UP, by_version(FOLLOW_UP.forms), YEAR, at("2026-10-15T08:00"))
            if s.station is Station.MAPPING
        )
        for c in (half, whole)
    )
    assert (first.passed, last.passed, last.on) == (Passed.AHEAD, Passed.DONE, day("2026-10-14"))
    assert one("mapping", half.events, "2026-10-15").met_at is None
    assert one("mapping", whole.events, "2026-10-15").met_at == at("2026-10-14T12:00")


def test_the_mapping_may_be_passed_over_with_a_reason():
    skip = told(StationSkipped, "2026-10-13", "hege", station="mapping", reason="gjort i fjor")

    duty = one("mapping", (*DECIDED, skip), "2026-10-13")
    assert (duty.met_by, notes(duty)) == ("hege", ["Hoppet over av hege: gjort i fjor"])


# Bullying.


YES = (*DECIDED, *filled_in("2026-10-09", "guardians", yes=True))


def test_a_yes_is_the_leader_s_duty_that_day():
    duty = one("safe-environment", YES, "2026-10-09T13:00")

    assert said(duty) == (
        "foresatte svarer ja på om Tonje Aas blir plaget eller mobbet: fatt eget vedtak og lag en plan i dag"
    )
    assert (duty.role, duty.opens, duty.due.date()) == (For.LEADER, at("2026-10-09T12:00"), day("2026-10-09"))
    assert late(duty, "2026-10-10T00:00")


def test_a_no_and_a_form_without_that_answer_ask_for_nothing():
    events = (*DECIDED, *filled_in("2026-10-09", "guardians", yes=False), *SCHOOL)

    assert found("safe-environment", known(events, "2026-10-09")) == ()


def test_on_a_saturday_it_is_monday_s_and_in_a_holiday_the_first_school_day_s():
    saturday = (*DECIDED, *filled_in("2026-10-10", "student", yes=True))
    holiday = (worrying("2026-09-21"), *filled_in("2026-09-29", "student", yes=True))

    assert one("safe-environment", saturday, "2026-10-10").due.date() == day("2026-10-12")
    assert one("safe-environment", holiday, "2026-09-29").due.date() == day("2026-10-05")


def test_a_decision_meets_what_was_said_before_it_and_not_what_is_said_later():
    decided = (*YES, told(SafeEnvironmentDecided, "2026-10-09T14:00", "hege", plan="samtaler"))
    again = (*decided, *filled_in("2026-10-14", "student", yes=True))

    assert one("safe-environment", decided, "2026-10-12").met_by == "hege"
    met, new = found("safe-environment", known(again, "2026-10-14"))
    assert (met.met_by, new.met_at, said(new)[:6]) == ("hege", None, "eleven")


def test_two_who_say_yes_the_same_day_are_one_duty():
    events = (*YES, *filled_in("2026-10-09T12:30", "student", yes=True))

    assert said(one("safe-environment", events, "2026-10-09T13:00")).startswith("foresatte og eleven svarer ja")


def test_a_yes_beside_a_no_that_did_not_know_it_counts():
    no = told(
        AnswerGiven, "2026-10-09T12:10", sheet="guardians-sheet", question="bullying", yes=False, knew="noe annet"
    )

    assert standing("safe-environment", (*YES, no), "2026-10-09T13:00")


def test_a_yes_that_was_a_slip_is_taken_back():
    no = told(
        AnswerGiven, "2026-10-09T12:10", sheet="guardians-sheet", question="bullying", yes=False,
        knew="guardians-sheet-bullying",
    )  # fmt: skip

    assert found("safe-environment", known((*YES, no), "2026-10-09T13:00")) == ()


def test_closed_it_is_not_asked_for():
    events = (*YES, told(CaseClosed, "2026-11-02", reason="flyttet"))

    assert found("safe-environment", known(events, "2026-11-03")) == ()
