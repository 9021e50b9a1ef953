"""What follows the decision: who is told, the nurse, the inquiry, the weekly talk, and the look back at the end."""

from __future__ import annotations

from rules.case.events import (
    CaseClosed,
    CaseReopened,
    FollowedUp,
    HandedOver,
    Informed,
    InquiryOpened,
    LeaderTalked,
    MeetingKind,
    NurseOffered,
    StationSkipped,
    Whom,
)
from rules.duties.duty import Deed, For
from tests.rules.drawing import at
from tests.rules.duties.a_case import (
    ROWS,
    consent,
    day,
    found,
    held,
    known,
    late,
    meeting,
    notes,
    one,
    running,
    said,
    standing,
    told,
    worrying,
)

WEDNESDAY = "2026-10-07"
BEFORE_THE_HOLIDAY = "2026-09-24"  # a Thursday; week 40 is the autumn holiday
DECIDED = (worrying(WEDNESDAY),)


def test_e52_a_decision_on_a_wednesday_gives_everybody_their_day():
    principal = one("inform-principal", DECIDED, WEDNESDAY)
    assert (principal.opens, principal.due.date()) == (at("2026-10-07T12:00"), day("2026-10-09"))
    assert not late(principal, "2026-10-12T23:59")
    assert late(principal, "2026-10-13T00:00")
    assert one("open-inquiry", DECIDED, WEDNESDAY).due.date() == day("2026-10-14")
    assert one("meeting-1", DECIDED, WEDNESDAY).due.date() == day("2026-10-21")
    assert one("weekly-leader-talk", DECIDED, WEDNESDAY).opens.date() == day("2026-10-14")
    assert one("nurse-offer", DECIDED, WEDNESDAY).due.date() == day("2026-10-09")


def test_the_teacher_reads_in_one_line_what_to_do_and_why():
    duty = one("inform-principal", DECIDED, WEDNESDAY)

    assert said(duty) == "Fortell rektor at fraværet til Tonje Aas er vurdert som bekymringsfullt"
    assert duty.meets == "rektor har fått vite det"
    assert duty.quote == "Kontaktlærer rapporterer bekymringsfullt fravær til rektor."
    assert (duty.role, duty.deed, duty.student) == (For.HOMEROOM_TEACHER, Deed.INFORM_PRINCIPAL, "tonje")


def test_the_principal_is_told_on_time_and_the_duty_keeps_its_name():
    before = one("inform-principal", DECIDED, WEDNESDAY)
    after = one("inform-principal", (*DECIDED, told(Informed, "2026-10-08", whom=Whom.PRINCIPAL)), "2026-10-20")

    assert (after.met_by, after.met_at) == ("kari", at("2026-10-08T12:00"))
    assert after.key == before.key
    assert not late(after, "2026-10-20")


def test_telling_the_resource_team_is_not_telling_the_principal():
    events = (*DECIDED, told(Informed, "2026-10-08", whom=Whom.RESOURCE_TEAM))

    assert one("inform-resource-team", events, "2026-10-08").met_by == "kari"
    assert standing("inform-principal", events, "2026-10-08")


def test_across_the_holiday_the_weekly_check_s_monday_is_the_first_school_day_after_it():
    duty = one("inform-principal", (worrying(BEFORE_THE_HOLIDAY),), BEFORE_THE_HOLIDAY)

    assert duty.due.date() == day("2026-09-25")
    assert not late(duty, "2026-10-05T16:00")
    assert late(duty, "2026-10-06")


def test_decided_on_a_weekend_it_is_next_week_s():
    assert one("inform-resource-team", (worrying("2026-10-10"),), "2026-10-10").due.date() == day("2026-10-16")


def test_what_was_told_before_the_decision_does_not_meet_it():
    events = (told(Informed, "2026-10-06", whom=Whom.PRINCIPAL), *DECIDED)

    assert one("inform-principal", events, WEDNESDAY).met_at is None


# The nurse.


def test_the_nurse_is_told_then_the_answer_is_asked_for_then_it_is_met_by_a_no():
    offered = (*DECIDED, told(NurseOffered, "2026-10-08"))
    refused = (*offered, told(NurseOffered, "2026-10-09", accepted=False))

    assert standing("nurse-offer", DECIDED, WEDNESDAY) == [
        "Gi helsesøster melding om fraværet til Tonje Aas, så hun kan tilby en samtale"
    ]
    assert standing("nurse-offer", offered, "2026-10-08") == [
        "Spør hjemmet til Tonje Aas om svar på helsesøsters tilbud: ja med samtykke, eller nei"
    ]
    assert one("nurse-offer", refused, "2026-10-09").met_at == at("2026-10-09T12:00")


def test_a_yes_to_the_nurse_stands_until_there_is_a_consent():
    without = (*DECIDED, told(NurseOffered, "2026-10-08", accepted=True))
    with_it = (*DECIDED, consent("2026-10-08", "nurse"), told(NurseOffered, "2026-10-08", accepted=True, consent="c1"))

    assert standing("nurse-offer", without, "2026-10-08") == ["Noter samtykket til helsesøsters samtale med Tonje Aas"]
    assert late(one("nurse-offer", without, "2026-10-12"), "2026-10-12")
    assert one("nurse-offer", with_it, "2026-10-08").met_by == "kari"


# The inquiry.


def test_pps_hears_no_name_until_a_consent_is_noted():
    assert standing("open-inquiry", DECIDED, WEDNESDAY) == [
        "Start undersøkelsessak om Tonje Aas, og ta kontakt med PPS uten å nevne navn"
    ]
    mother, father = consent(WEDNESDAY, "pps"), consent(WEDNESDAY, "pps", "c2", "Rolf Aas")
    assert "uten å nevne navn" in standing("open-inquiry", (*DECIDED, mother), WEDNESDAY)[0], "his too is asked for"
    assert standing("open-inquiry", (*DECIDED, mother, father), WEDNESDAY) == [
        "Start undersøkelsessak om Tonje Aas, og ta kontakt med PPS (samtykke er gitt)"
    ]


def test_an_inquiry_without_pps_is_half_of_it():
    half = (*DECIDED, told(InquiryOpened, "2026-10-08", pps_contacted=False))
    whole = (*half, told(InquiryOpened, "2026-10-12", pps_contacted=True))

    assert standing("open-inquiry", half, "2026-10-08") == [
        "Undersøkelsessaken om Tonje Aas er startet: ta også kontakt med PPS"
    ]
    assert one("open-inquiry", whole, "2026-10-13").met_at == at("2026-10-12T12:00")
    assert late(one("open-inquiry", half, "2026-10-15"), "2026-10-15T00:00")


def test_seven_days_that_end_in_a_holiday_end_when_school_starts():
    assert one("open-inquiry", (worrying(BEFORE_THE_HOLIDAY),), BEFORE_THE_HOLIDAY).due.date() == day("2026-10-05")


def test_a_station_that_was_passed_over_is_met_and_says_by_whom_and_why():
    skip = told(StationSkipped, "2026-10-08", "sunniva", station="inquiry", reason="PPS er med fra før")
    duty = one("open-inquiry", (*DECIDED, skip), "2026-10-08")

    assert (duty.met_by, notes(duty)) == ("sunniva", ["Hoppet over av sunniva: PPS er med fra før"])


# The weekly talk.


def test_the_talk_comes_back_seven_days_after_each_and_does_not_pile_up():
    held_once = (*DECIDED, told(LeaderTalked, "2026-10-14"))

    assert standing("weekly-leader-talk", DECIDED, "2026-10-13") == []
    assert standing("weekly-leader-talk", DECIDED, "2026-11-04") == [
        "Kontaktlærer og ledelsen snakker om Tonje Aas: fraværet og tiltakene"
    ]
    met, ahead = found("weekly-leader-talk", known(held_once, "2026-10-15"))
    assert (met.due.date(), met.met_by) == (day("2026-10-14"), "kari")
    assert (ahead.opens.date(), ahead.met_at) == (day("2026-10-21"), None)


def test_a_talk_that_was_missed_is_late_the_next_day_and_one_talk_meets_it():
    assert late(one("weekly-leader-talk", DECIDED, "2026-10-15"), "2026-10-15T00:00")
    events = (*DECIDED, told(LeaderTalked, "2026-10-23"))
    assert [duty.due.date() for duty in found("weekly-leader-talk", known(events, "2026-10-23"))] == [
        day("2026-10-14"),
        day("2026-10-30"),
    ]


def test_two_talks_before_a_holiday_are_two_duties_though_the_next_is_on_the_same_day():
    talks = (told(LeaderTalked, "2026-09-22"), told(LeaderTalked, "2026-09-24"))
    asked = found("weekly-leader-talk", known((worrying("2026-09-16"), *talks), "2026-09-25"))

    assert [duty.due.date() for duty in asked] == [day("2026-09-23"), day("2026-10-05"), day("2026-10-05")]
    assert [duty.met_at is None for duty in asked] == [False, False, True]


def test_in_a_holiday_nobody_talks():
    assert one("weekly-leader-talk", (worrying(BEFORE_THE_HOLIDAY),), "2026-09-24").due.date() == day("2026-10-05")


# After it.


CLOSED = (*DECIDED, told(CaseClosed, "2026-12-01", reason="går bra", follow_up_on=day("2026-12-24")))


def test_a_closed_case_asks_for_nothing_but_to_be_looked_at_again():
    of = known(CLOSED, "2027-01-05")
    asked = {row: found(row, of) for row in ROWS}

    assert [row for row, duties in asked.items() if duties] == ["follow-up"]


def test_the_look_back_is_on_the_day_that_was_set_or_the_first_school_day_after_it():
    duty = one("follow-up", CLOSED, "2026-12-20")

    assert (duty.opens.date(), duty.due.date()) == (day("2027-01-05"), day("2027-01-05"))
    assert standing("follow-up", CLOSED, "2027-01-04") == []
    assert standing("follow-up", CLOSED, "2027-01-05") == [
        "Se hvordan det går med Tonje Aas etter at saken ble lukket tir 1. des, så det ikke glir tilbake"
    ]
    assert late(duty, "2027-01-06T00:00")


def test_each_look_says_when_to_look_again_and_the_last_says_nothing():
    looked = (*CLOSED, told(FollowedUp, "2027-01-05", words="bra", again_on=day("2027-02-24")))
    done = (*looked, told(FollowedUp, "2027-03-01", words="bra"))

    met, ahead = found("follow-up", known(looked, "2027-01-06"))
    assert (met.met_by, ahead.due.date()) == ("kari", day("2027-03-01"))
    assert standing("follow-up", done, "2027-03-02") == []


def test_a_follow_up_meeting_is_a_look_too():
    events = (*CLOSED, meeting("2027-01-07", "m9", MeetingKind.FOLLOW_UP, "2026-12-10"), held("2027-01-07", "m9"))

    assert one("follow-up", events, "2027-01-08").met_at == at("2027-01-07T15:00")


def test_a_case_closed_without_a_day_asks_for_nothing():
    assert found("follow-up", known((*DECIDED, told(CaseClosed, "2026-12-01", reason="ok")), "2027-01-05")) == ()


def test_a_follow_up_meeting_that_is_called_is_held_on_its_day_and_reminded_of_whether_a_day_was_set_or_not():
    called = meeting("2027-01-20", "m9", MeetingKind.FOLLOW_UP, "2026-12-10")
    undated = (*DECIDED, told(CaseClosed, "2026-12-01", reason="ok"))

    for closed in (CLOSED, undated):
        duty = one("follow-up", (*closed, called), "2027-01-20")
        assert (duty.deed, duty.item, duty.due.date()) == (Deed.MEETING, "m9", day("2027-01-20"))
        assert said(duty) == "Hold oppfølgingsmøtet om Tonje Aas ons 20. jan kl. 14:00, og noter hvordan det går"
        assert late(duty, "2027-01-21")
        assert standing("remind-meeting-2", (*closed, called), "2027-01-14") == []
        assert standing("remind-meeting-2", (*closed, called), "2027-01-15") == [
            "Send påminning om møtet om Tonje Aas ons 20. jan kl. 14:00"
        ]
        of = known((*closed, called, held("2027-01-20", "m9")), "2027-01-21")
        assert [one.met_at for one in found("follow-up", of)] == ([at("2027-01-20T15:00")] if closed is CLOSED else [])
        assert found("remind-meeting-2", of) == ()


def test_a_meeting_of_the_case_is_not_reminded_of_when_it_is_closed_nor_when_it_is_opened_again():
    events = (*running("2026-10-12"), meeting("2026-10-29", "m2", MeetingKind.SECOND, "2026-10-12"))
    closed = (*events, told(CaseClosed, "2026-10-20", reason="tilbake"))
    anew = (*closed, told(CaseReopened, "2026-10-22", reason="borte igjen"))

    assert standing("remind-meeting-2", events, "2026-10-27") != []
    for ended in (closed, anew):
        assert standing("remind-meeting-2", ended, "2026-10-27") == standing("meeting-2", ended, "2026-10-29") == []


def test_a_look_that_nobody_asked_for_may_ask_for_the_next():
    closed = (*DECIDED, told(CaseClosed, "2026-12-01", reason="ok"))
    looked = (*closed, told(FollowedUp, "2026-12-10", words="bra", again_on=day("2027-01-20")))

    assert one("follow-up", looked, "2027-01-20").due.date() == day("2027-01-20")


def test_opened_anew_a_case_asks_for_its_steps_anew():
    events = (*CLOSED, told(CaseReopened, "2027-01-11", reason="borte igjen"))

    assert found("follow-up", known(events, "2027-01-12")) == ()
    assert one("inform-principal", events, "2027-01-12").due.date() == day("2027-01-15")


def test_handed_over_to_another_school_it_is_theirs_and_to_another_teacher_still_ours():
    away = (*DECIDED, told(HandedOver, "2026-10-20", to="Lister skole", school=True))
    within = (*DECIDED, told(HandedOver, "2026-10-20", to="per"))

    assert all(found(row, known(away, "2026-10-21")) == () for row in ROWS)
    assert one("inform-principal", within, "2026-10-21").due.date() == day("2026-10-09")
