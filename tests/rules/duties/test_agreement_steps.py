"""The agreement is signed at the end of meeting 1, starts the next school day, and what departs is decided before."""

from __future__ import annotations

from rules.case.events import Departure, FormalDecisionNoted, Goal, Part, StationSkipped, Step
from rules.duties.duty import For
from tests.rules.drawing import at
from tests.rules.duties.a_case import (
    agreed,
    day,
    drafted,
    found,
    held,
    known,
    late,
    meeting,
    notes,
    one,
    running,
    said,
    signed,
    standing,
    started,
    told,
    worrying,
)

MET = (worrying("2026-10-07"), meeting("2026-10-16", called="2026-10-08"), held("2026-10-16"))
STEPS: dict[str, Part] = {"goal": Goal("på skolen"), "s1": Step(1, "kommer")}


def test_the_agreement_is_there_at_the_end_of_the_meeting():
    assert found("agreement", known(MET[:2], "2026-10-16T13:00")) == ()
    duty = one("agreement", MET, "2026-10-16T15:30")
    assert said(duty) == "Skriv samarbeidsavtale for Tonje Aas sammen med hjemmet, og få den underskrevet"
    assert duty.due.date() == day("2026-10-16")
    assert late(duty, "2026-10-17T00:00")


def test_signed_in_the_meeting_it_was_never_late():
    duty = one("agreement", (*MET, *agreed("2026-10-16", STEPS)), "2026-10-20")

    assert (duty.met_at, duty.met_by) == (at("2026-10-16T14:30"), "kari")


def test_begun_and_not_signed_it_says_so_also_before_any_meeting():
    begun = (*MET, *drafted("2026-10-16", STEPS))
    alone = (worrying("2026-10-07"), *drafted("2026-10-09", STEPS))

    for events in (begun, alone):
        assert standing("agreement", events, "2026-10-20") == [
            "Avtalen for Tonje Aas er påbegynt: gjør den ferdig og få den underskrevet"
        ]


def test_begun_before_meeting_1_it_is_due_there_and_not_before():
    begun = (worrying("2026-10-07"), meeting("2026-10-16", called="2026-10-08"), *drafted("2026-10-09", STEPS))
    moved = (*begun, meeting("2026-10-20", called="2026-10-12"))

    for events, due in ((begun, "2026-10-16"), (moved, "2026-10-20")):
        duty = one("agreement", events, "2026-10-13")
        assert (duty.due.date(), late(duty, f"{due}T23:59"), duty.days) == (day(due), False, (day(due),))
        assert late(duty, "2026-10-21T00:00")


def test_meeting_1_passed_over_asks_for_the_agreement_all_the_same():
    skip = told(StationSkipped, "2026-10-16", station="meeting_1", reason="avtalt på telefon")

    assert standing("agreement", (worrying("2026-10-07"), skip), "2026-10-16")
    over = told(StationSkipped, "2026-10-16", "hege", station="agreement", reason="ikke nødvendig")
    assert notes(one("agreement", (*MET, over), "2026-10-16T16:00")) == ["Hoppet over av hege: ikke nødvendig"]


def test_a_new_version_that_was_begun_is_signed_or_overtaken():
    first = (*MET, *agreed("2026-10-16", STEPS))
    begun = (*first, *drafted("2026-10-23", STEPS, "a2", "a1"))
    overtaken = (*begun, *agreed("2026-10-26", STEPS, "a3", "a1"))

    assert standing("agreement", begun, "2026-10-23T15:00") == [
        "Ny utgave av avtalen for Tonje Aas er påbegynt: gjør den ferdig og få den underskrevet"
    ]
    assert standing("agreement", (*begun, signed("2026-10-23", "a2")), "2026-10-23T15:00") == []
    assert standing("agreement", overtaken, "2026-10-26T15:00") == []


# The start.


def test_the_measures_start_the_next_school_day_and_not_in_the_holiday():
    friday = (*MET, *agreed("2026-10-16", STEPS))
    duty = one("start-measures", friday, "2026-10-16T15:30")

    assert said(duty) == "Sett tiltakene for Tonje Aas i gang man 19. okt"
    assert late(duty, "2026-10-20T00:00")
    assert one("start-measures", (*friday, started("2026-10-19")), "2026-10-20").met_by == "kari"
    before_holiday = (worrying("2026-09-21"), *agreed("2026-09-25", STEPS))
    assert one("start-measures", before_holiday, "2026-09-25T15:00").due.date() == day("2026-10-05")


def test_a_version_that_was_overtaken_before_it_started_is_not_started():
    events = (*MET, *agreed("2026-10-16", STEPS), *agreed("2026-10-19", STEPS, "a2", "a1"))

    assert one("start-measures", events, "2026-10-20").item == "a2"


# What departs.

DEPARTS = (*MET, *agreed("2026-10-16", {**STEPS, "d": Departure(hours=True, words="kortere dager")}))


def test_what_departs_is_decided_before_it_starts():
    duty = one("formal-decision", DEPARTS, "2026-10-16T15:30")

    assert said(duty) == (
        "Avtalen for Tonje Aas avviker fra det vanlige: be PPS om sakkyndig vurdering, og fatt enkeltvedtak"
    )
    assert (duty.role, notes(duty)) == (For.LEADER, ["Sakkyndig vurdering fra PPS mangler", "Enkeltvedtak mangler"])
    assert not late(duty, "2026-10-18T23:00")
    assert late(duty, "2026-10-19T00:00")  # the next school day, when it would start


def test_it_is_the_day_the_measures_start_that_counts_across_a_holiday():
    events = (worrying("2026-12-10"), *agreed("2026-12-17", {**STEPS, "d": Departure(place=True)}))
    later = (*events, started("2027-01-11", "2026-12-17T15:00"))

    assert one("formal-decision", events, "2026-12-17T16:00").overdue == at("2026-12-18T00:00")
    moved = one("formal-decision", later, "2026-12-17T16:00")
    assert (moved.due.date(), moved.overdue) == (day("2027-01-08"), at("2027-01-11T00:00"))


def test_both_dates_meet_it_together_or_one_after_the_other():
    assessed = (*DEPARTS, told(FormalDecisionNoted, "2026-10-18", expert_assessment=day("2026-10-17")))
    decided = (*assessed, told(FormalDecisionNoted, "2026-10-18T13:00", formal_decision=day("2026-10-18")))

    assert notes(one("formal-decision", assessed, "2026-10-18")) == ["Enkeltvedtak mangler"]
    assert one("formal-decision", decided, "2026-10-19").met_at == at("2026-10-18T13:00")


def test_a_step_with_fewer_lessons_departs_and_a_whole_week_does_not():
    reduced = running("2026-10-16", s1=Step(1, "to timer", weekdays=((1, 2),) * 5))

    assert one("formal-decision", reduced, "2026-10-16T15:00").met_at is None
    assert found("formal-decision", known((*MET, *agreed("2026-10-16", STEPS)), "2026-10-16T15:30")) == ()
