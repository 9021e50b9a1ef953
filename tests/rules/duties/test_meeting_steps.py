"""Meeting 1 in two weeks, meeting 2 when the measures have run two or three, those after, and their reminders."""

from __future__ import annotations

import msgspec

from rules.case.events import (
    CaseClosed,
    CaseReopened,
    MeetingCancelled,
    MeetingKind,
    MeetingReminded,
    NextMeeting,
    StationSkipped,
)
from rules.facts import Role, User
from rules.words import NORWEGIAN, filled
from tests.rules.drawing import at
from tests.rules.duties.a_case import (
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

DECIDED = (worrying("2026-10-07"),)
SECOND, FURTHER, AGENCIES = MeetingKind.SECOND, MeetingKind.FURTHER, MeetingKind.MULTI_AGENCY


def called_off(on: str, name: str = "m1") -> MeetingCancelled:
    return told(MeetingCancelled, f"{on}T13:00", meeting=name, reason="syk")


def warning(duty) -> str:
    return filled(duty.warning, duty.values, NORWEGIAN) if duty.warning else ""


# Meeting 1.


def test_meeting_1_is_called_to_then_held_then_met():
    called = (*DECIDED, meeting("2026-10-16", called="2026-10-08"))
    after = (*called, held("2026-10-16"))

    assert standing("meeting-1", DECIDED, "2026-10-08") == [
        "Kall inn til samarbeidsmøte 1 om Tonje Aas, og hold det senest ons 21. okt"
    ]
    assert standing("meeting-1", called, "2026-10-09") == []  # it is called, and its day has not come
    assert standing("meeting-1", called, "2026-10-16") == [
        "Hold samarbeidsmøte 1 om Tonje Aas fre 16. okt kl. 14:00, og skriv referat"
    ]
    assert one("meeting-1", after, "2026-10-16T16:00").met_at == at("2026-10-16T15:00")


def test_meeting_1_once_called_stands_on_its_own_day_and_is_late_when_the_fourteen_days_are_over():
    duty = one("meeting-1", (*DECIDED, meeting("2026-10-16", called="2026-10-08")), "2026-10-16")

    assert duty.due.date() == day("2026-10-16")
    assert not late(duty, "2026-10-21T23:59")
    assert late(duty, "2026-10-22T00:00")


def test_fourteen_days_are_over_on_the_day_after_the_fourteenth():
    duty = one("meeting-1", DECIDED, "2026-10-08")

    assert not late(duty, "2026-10-21T23:59")
    assert late(duty, "2026-10-22T00:00")


def test_fourteen_days_that_end_in_a_holiday_end_when_school_starts():
    assert one("meeting-1", (worrying("2026-09-16"),), "2026-09-16").due.date() == day("2026-10-05")


def test_a_meeting_called_too_late_stays_on_the_list_and_says_so():
    events = (*DECIDED, meeting("2026-10-26", called="2026-10-08"))
    duty = one("meeting-1", events, "2026-10-09")

    assert (duty.open(at("2026-10-09T12:00")), notes(duty)) == (True, ["Møtet er satt etter fristen"])


def test_a_meeting_that_is_called_off_gives_the_duty_back():
    events = (*DECIDED, meeting("2026-10-16", called="2026-10-08"), called_off("2026-10-15"))

    assert standing("meeting-1", events, "2026-10-16")[0].startswith("Kall inn til samarbeidsmøte 1")


def test_a_first_multi_agency_meeting_is_meeting_1_under_another_name():
    events = (*DECIDED, meeting("2026-10-16", sort=AGENCIES, called="2026-10-08"), held("2026-10-16"))

    assert one("meeting-1", events, "2026-10-16T16:00").met_by == "kari"
    assert found("meeting-2", known(events, "2026-10-16T16:00")) == ()


# Meeting 2.


def test_e41_measures_from_9_february_leave_two_days_after_the_winter_holiday():
    duty = one("meeting-2", running("2027-02-09"), "2027-02-10")

    assert said(duty) == "Kall inn til samarbeidsmøte 2 om Tonje Aas, og hold det man 1. mars–tir 2. mars"
    assert (duty.due.date(), warning(duty)) == (day("2027-03-02"), "")
    assert not late(duty, "2027-03-02T23:00")
    assert late(duty, "2027-03-03T00:00")


def test_e42_measures_from_9_december_have_no_school_day_in_their_weeks():
    duty = one("meeting-2", running("2026-12-09"), "2026-12-10")

    assert duty.due.date() == day("2027-01-05")
    assert warning(duty) == "27 dager etter at tiltakene startet"
    assert said(duty) == "Kall inn til samarbeidsmøte 2 om Tonje Aas, og hold det tir 5. jan"


def test_the_date_that_was_agreed_holds_and_outside_the_weeks_it_says_so():
    within = (*running("2026-10-12"), meeting("2026-10-28", "m2", SECOND, "2026-10-12"))
    early = (*running("2026-10-12"), meeting("2026-10-21", "m2", SECOND, "2026-10-12"))

    assert (one("meeting-2", within, "2026-10-13").due.date(), warning(one("meeting-2", within, "2026-10-13"))) == (
        day("2026-10-28"),
        "",
    )
    assert warning(one("meeting-2", early, "2026-10-13")) == "9 dager etter at tiltakene startet"
    assert standing("meeting-2", within, "2026-10-28") == [
        "Hold samarbeidsmøte 2 om Tonje Aas ons 28. okt kl. 14:00, og vurder tiltakene"
    ]


def test_a_meeting_2_before_the_measures_started_is_open_on_its_day():
    events = (*running("2026-10-12"), meeting("2026-10-09", "m2", SECOND, "2026-10-08"))

    assert one("meeting-2", events, "2026-10-12T15:00").opens.date() == day("2026-10-09")


def test_a_next_meeting_told_late_is_called_to_the_day_after_it_was_told():
    held_on_monday = msgspec.structs.replace(held("2026-10-12", "m3", next_on="2026-11-25"), at=at("2026-10-15T15:00"))
    events = (*DECIDED, meeting("2026-10-12", "m3", FURTHER), held_on_monday)
    (call,) = [duty for duty in found("meeting-2", known(events, "2026-10-16")) if "som er avtalt" in said(duty)]

    assert call.due.date() == day("2026-10-16")
    assert not late(call, "2026-10-16T20:00")


def test_the_agreement_s_next_date_is_meeting_2_s_until_somebody_calls():
    events = running("2026-10-12", nm=NextMeeting(day("2026-10-29"), "09:00"))

    assert one("meeting-2", events, "2026-10-13").due.date() == day("2026-10-29")


def test_held_it_is_met_and_passed_over_too():
    after = (*running("2026-10-12"), meeting("2026-10-28", "m2", SECOND, "2026-10-12"), held("2026-10-28", "m2"))
    skip = told(StationSkipped, "2026-10-20", "hege", station="meeting_2", reason="går bra")

    assert one("meeting-2", after, "2026-10-28T16:00").met_by == "kari"
    assert one("meeting-2", (*running("2026-10-12"), skip), "2026-10-20").met_by == "hege"


def test_called_off_meeting_2_is_to_be_called_again():
    events = (
        *running("2026-10-12"),
        meeting("2026-10-28", "m2", SECOND, "2026-10-12"),
        called_off("2026-10-27", "m2"),
    )

    assert standing("meeting-2", events, "2026-10-28") == [
        "Kall inn til samarbeidsmøte 2 om Tonje Aas, og hold det man 26. okt–man 2. nov"
    ]


def test_whoever_called_the_meeting_sees_to_it_and_its_reminder():
    sunniva = User("sunniva", "Sunniva Brekke", Role.SUPPORT)
    called = msgspec.structs.replace(meeting("2026-10-28", "m2", SECOND, "2026-10-12"), called_by="Sunniva Brekke")
    events = (*running("2026-10-12"), called)

    assert one("meeting-2", events, "2026-10-13", users=(sunniva,)).owner == "sunniva"
    assert one("remind-meeting-2", events, "2026-10-13", users=(sunniva,)).owner == "sunniva"
    assert one("meeting-2", events, "2026-10-13").owner == ""  # nobody of the school


# Those after.

DONE = (*running("2026-10-12"), meeting("2026-10-28", "m2", SECOND, "2026-10-12"))


def test_a_further_date_that_nobody_has_called_to_is_to_be_called_to():
    events = (*DONE, held("2026-10-28", "m2", next_on="2026-11-25"))
    called = (*events, meeting("2026-11-25", "m3", FURTHER, "2026-10-29"))

    assert standing("meeting-2", events, "2026-10-29") == [
        "Kall inn til møtet om Tonje Aas som er avtalt ons 25. nov kl. 14:00"
    ]
    assert standing("meeting-2", called, "2026-10-30") == []
    assert standing("meeting-2", called, "2026-11-25") == [
        "Hold møtet om Tonje Aas ons 25. nov kl. 14:00, og skriv referat"
    ]
    assert late(found("meeting-2", known(called, "2026-11-26"))[-1], "2026-11-26T00:00")


def test_a_further_meeting_that_is_called_off_needs_a_new_date():
    events = (
        *DONE,
        held("2026-10-28", "m2"),
        meeting("2026-11-25", "m3", AGENCIES, "2026-10-29"),
        called_off("2026-11-24", "m3"),
    )
    anew = (*events, meeting("2026-12-02", "m3", AGENCIES, "2026-11-25"))

    assert standing("meeting-2", events, "2026-11-24T14:00") == [
        "Møtet om Tonje Aas ons 25. nov er avlyst: finn en ny dato"
    ]
    assert found("meeting-2", known(anew, "2026-12-02"))[-1].due.date() == day("2026-12-02")


# Reminders.


def test_the_reminder_goes_three_days_before():
    events = (*running("2026-10-12"), meeting("2026-10-29", "m2", SECOND, "2026-10-12"))

    assert standing("remind-meeting-2", events, "2026-10-25") == []
    assert standing("remind-meeting-2", events, "2026-10-26") == [
        "Send påminning om møtet om Tonje Aas tor 29. okt kl. 14:00"
    ]
    assert late(one("remind-meeting-2", events, "2026-10-27"), "2026-10-27T00:00")
    sent = (*events, told(MeetingReminded, "2026-10-26", meeting="m2"))
    assert one("remind-meeting-2", sent, "2026-10-27").met_at == at("2026-10-26T12:00")


def test_three_days_before_that_are_a_holiday_are_the_last_school_day_before_it():
    events = (*running("2027-02-09"), meeting("2027-03-01", "m2", SECOND, "2027-02-10"))

    assert one("remind-meeting-2", events, "2027-02-11").due.date() == day("2027-02-19")


def test_moved_to_another_day_it_is_to_be_reminded_of_anew():
    events = (
        *running("2026-10-12"),
        meeting("2026-10-29", "m2", SECOND, "2026-10-12"),
        told(MeetingReminded, "2026-10-26", meeting="m2"),
        meeting("2026-11-02", "m2", SECOND, "2026-10-27"),
    )

    assert standing("remind-meeting-2", events, "2026-10-30") == [
        "Send påminning om møtet om Tonje Aas man 2. nov kl. 14:00"
    ]


def test_the_notice_of_a_meeting_in_two_days_is_its_reminder():
    events = (*running("2026-10-12"), meeting("2026-10-29", "m2", SECOND, "2026-10-27"))

    assert found("remind-meeting-2", known(events, "2026-10-28")) == ()


def test_meeting_1_has_its_notice_and_one_that_is_past_needs_no_reminder():
    assert found("remind-meeting-2", known((*DECIDED, meeting("2026-10-20", called="2026-10-08")), "2026-10-19")) == ()
    events = (*running("2026-10-12"), meeting("2026-10-29", "m2", SECOND, "2026-10-12"))
    assert found("remind-meeting-2", known(events, "2026-10-30")) == ()


def test_a_date_agreed_before_the_case_was_closed_is_not_called_to_when_it_is_opened_anew():
    agreed = (*DECIDED, meeting("2026-10-12", "m3", FURTHER), held("2026-10-12", "m3", next_on="2026-11-25"))
    closed = (*agreed, told(CaseClosed, "2026-11-02", reason="tilbake"))
    assert any("som er avtalt" in each for each in standing("meeting-2", agreed, "2026-10-13"))

    anew = (*closed, told(CaseReopened, "2026-11-16", reason="borte igjen"))
    assert standing("meeting-2", anew, "2026-11-17") == []
