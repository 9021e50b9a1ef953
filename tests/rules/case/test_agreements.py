"""Agreements: versions, parts as they stand, and what was done with each."""

from __future__ import annotations

from datetime import date
from typing import Any

from rules.case.case import Agreement
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    Evaluated,
    Goal,
    MeasuresStarted,
    Outcome,
    PartRemoved,
    PartSet,
    PlanBFollowed,
    ResponsibilityDone,
    Signature,
    Step,
    StepChanged,
)
from rules.case.events import Party as Of
from tests.rules.case.telling import DAY, Story

NEXT = date(2026, 10, 8)
LATER = date(2026, 10, 21)


def texts(agreement: Agreement) -> dict[str, Any]:
    return {held.item: getattr(held.part, "text", None) for held in agreement.parts}


def signed(story: Story, agreement: str) -> None:
    story.tell(AgreementSigned, agreement=agreement, signatures=(Signature(Of.STUDENT, "Tonje", DAY),), reason="x")


def test_a_new_version_takes_over_the_parts_and_what_is_changed_there_leaves_the_old_one_alone() -> None:
    story = Story().decided().agreed(Goal("hele dagen"), Step(1, "halve dager"))
    story.tell(AgreementStarted, agreement="a2", from_version="a1")
    story.tell(PartSet, agreement="a2", item="a1-1", part=Goal("hele uka"), knew="e4")
    story.tell(PartRemoved, agreement="a2", item="a1-2")
    first, second = story.case.agreements

    assert (texts(first), texts(second)) == ({"a1-1": "hele dagen", "a1-2": "halve dager"}, {"a1-1": "hele uka"})
    assert (second.version, second.from_version) == (2, "a1")
    assert [told.part for told in second.parts[0].before] == [Goal("hele dagen")]


def test_what_is_changed_in_the_old_one_later_is_not_taken_over() -> None:
    story = Story().decided()
    story.tell(AgreementStarted, agreement="a1")
    story.tell(AgreementStarted, agreement="a2", from_version="a1")
    story.tell(PartSet, agreement="a1", item="goal", part=Goal("hele dagen"))

    assert [texts(each) for each in story.case.agreements] == [{"goal": "hele dagen"}, {}]


def test_the_one_signed_last_binds_and_the_one_before_is_superseded_that_day() -> None:
    story = Story().decided().agreed(Goal("hele dagen"))
    story.tell(AgreementStarted, agreement="a2", from_version="a1")
    assert story.case.agreement is not None
    assert (story.case.agreement.id, story.case.agreement.superseded) == ("a1", None)

    signed(story.on(LATER), "a2")
    assert story.case.agreement.id == "a2"
    assert [each.superseded for each in story.case.agreements] == [LATER, None]


def test_the_old_plan_runs_until_the_new_one_starts() -> None:
    story = Story().decided().agreed(Step(1, "halve dager"), started=NEXT, step="a1-1")
    story.tell(AgreementStarted, agreement="a2", from_version="a1")
    signed(story, "a2")
    story.tell(MeasuresStarted, agreement="a2", on=LATER)
    running = {day: story.case.running_on(day) for day in (DAY, NEXT, date(2026, 10, 20), LATER)}

    assert [each.id if each else None for each in running.values()] == [None, "a1", "a1", "a2"]


def test_two_who_wrote_the_same_part_unknown_to_each_other_both_stand() -> None:
    story = Story().decided()
    story.tell(AgreementStarted, agreement="a1")
    story.tell(PartSet, agreement="a1", item="goal", part=Goal("hele dagen"))
    story.tell(PartSet, agreement="a1", item="goal", part=Goal("halve dagen"))
    held = story.case.agreements[0].parts[0]

    assert (held.part, [told.part for told in held.beside]) == (Goal("halve dagen"), [Goal("hele dagen")])


def test_steps_up_and_back_hold_from_their_day_whenever_they_were_told() -> None:
    story = Story().decided().agreed(Step(1, "halve dager"), Step(2, "hele dager"), started=NEXT, step="a1-1")
    story.tell(StepChanged, agreement="a1", step="a1-1", on=date(2026, 11, 4), reason="lærer syk", back=True)
    story.tell(StepChanged, agreement="a1", step="a1-2", on=LATER, reason="det går bra")
    agreement = story.case.agreements[0]
    steps = [agreement.step_on(day) for day in (DAY, NEXT, LATER, date(2026, 11, 3), date(2026, 11, 4))]

    assert [held.item if held else None for held in steps] == [None, "a1-1", "a1-2", "a1-2", "a1-1"]


def test_what_was_done_and_seen_stands_with_the_version_it_was_about() -> None:
    story = Story().decided().agreed(Goal("hele dagen"))
    story.tell(ResponsibilityDone, agreement="a1", item="a1-1", on=NEXT)
    story.tell(Evaluated, agreement="a1", item="a1-1", outcome=Outcome.WORKED)
    story.tell(PlanBFollowed, agreement="a1", on=NEXT)
    story.tell(PlanBFollowed, agreement="unknown", on=NEXT)
    (agreement,) = story.case.agreements

    assert (len(agreement.done), len(agreement.evaluated), len(agreement.plan_b)) == (1, 1, 1)
