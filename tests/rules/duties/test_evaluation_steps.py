"""Meeting 2: each measure and step is evaluated, and a way on is chosen."""

from __future__ import annotations

from rules.case.events import (
    Evaluated,
    Measure,
    MeetingKind,
    Outcome,
    StationSkipped,
    Step,
    StepChanged,
    Way,
    WayChosen,
)
from tests.rules.drawing import at
from tests.rules.duties.a_case import (
    agreed,
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
)

SECOND, FURTHER = MeetingKind.SECOND, MeetingKind.FURTHER
RUNNING = (
    *running("2026-10-12", lunch=Measure("Lunsj med venner"), s2=Step(2, "går selv"), s3=Step(3, "som alle")),
    told(StepChanged, "2026-10-19", agreement="a1", step="s2", on=day("2026-10-20"), reason="klart"),
    meeting("2026-10-28", "m2", SECOND, "2026-10-12"),
)
HELD = (*RUNNING, held("2026-10-28", "m2"))


def evaluated(on: str, *items: str) -> tuple[Evaluated, ...]:
    return tuple(told(Evaluated, on, agreement="a1", item=item, outcome=Outcome.WORKED) for item in items)


def test_what_was_in_force_is_evaluated_and_nothing_that_nobody_has_come_to():
    duty = one("evaluate", HELD, "2026-10-28T16:00")

    assert notes(duty) == ["Ikke vurdert: kommer", "Ikke vurdert: Lunsj med venner", "Ikke vurdert: går selv"]
    assert late(duty, "2026-10-29T00:00")


def test_the_day_of_the_meeting_is_the_day_it_is_done():
    assert standing("evaluate", RUNNING, "2026-10-27") == []
    assert standing("evaluate", RUNNING, "2026-10-28T08:00") == [
        "Vurder hvert tiltak og hvert trinn for Tonje Aas: virket det, og hva så dere?"
    ]


def test_the_last_one_evaluated_meets_it():
    some = (*HELD, *evaluated("2026-10-28T14:10", "s1", "lunch"))
    all_of_it = (*some, *evaluated("2026-10-28T14:20", "s2"))

    assert notes(one("evaluate", some, "2026-10-29")) == ["Ikke vurdert: går selv"]
    assert one("evaluate", all_of_it, "2026-10-29").met_at == at("2026-10-28T14:20")


def test_a_new_agreement_signed_in_the_meeting_is_not_what_is_evaluated():
    events = (*HELD, *agreed("2026-10-28", {"s9": Step(9, "ny")}, "a2", "a1"))

    assert one("evaluate", events, "2026-10-28T16:00").item == "a1"


def test_across_a_holiday_it_is_due_on_the_meeting_s_own_day():
    events = (*running("2026-12-09", lunch=Measure("Lunsj")), meeting("2027-01-05", "m2", SECOND, "2026-12-09"))

    assert one("evaluate", events, "2027-01-04").due.date() == day("2027-01-05")


def test_a_way_is_chosen_the_same_day():
    duty = one("way-on", HELD, "2026-10-28T16:00")
    chosen = (*HELD, told(WayChosen, "2026-10-28T14:50", "hege", way=Way.A))

    assert found("way-on", known(RUNNING, "2026-10-28")) == ()
    assert late(duty, "2026-10-29T00:00")
    assert one("way-on", chosen, "2026-10-28T16:00").met_by == "hege"


def test_the_ways_are_said_in_the_guide_s_words():
    duty = one("way-on", HELD, "2026-10-28T16:00")

    assert said(duty) == "Velg veien videre for Tonje Aas: A, B1, B2 eller B3"
    assert notes(duty)[0] == "A: «Saken håndteres av hjem og skole»"
    assert notes(duty)[3] == "B3: «Henvisning til kommunens kartleggingsteam.»"


def test_each_further_meeting_asks_for_the_way_again():
    chosen = (*HELD, told(WayChosen, "2026-10-28T14:50", way=Way.A))
    events = (*chosen, meeting("2026-11-25", "m3", FURTHER, "2026-10-29"), held("2026-11-25", "m3"))

    first, further = found("way-on", known(events, "2026-11-26"))
    assert (first.met_by, further.met_at, further.due.date()) == ("kari", None, day("2026-11-25"))


def test_the_way_may_be_passed_over_with_a_reason():
    skip = told(StationSkipped, "2026-10-28T15:30", "hege", station="way_on", reason="venter på PPS")
    duty = one("way-on", (*HELD, skip), "2026-10-29")

    assert (duty.met_by, notes(duty)) == ("hege", ["Hoppet over av hege: venter på PPS"])


def test_a_meeting_passed_over_leaves_nothing_to_evaluate():
    skip = told(StationSkipped, "2026-10-27", "hege", station="meeting_2", reason="går bra")

    assert one("evaluate", (*RUNNING, skip), "2026-10-28").met_by == "hege"
