"""The check before signing: what is missing stops, what the guide advises is said (the guide's two: ``journeys``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from rules.case import signing
from rules.case.events import (
    AgreementStarted,
    Contingency,
    Departure,
    Evaluation,
    FormalDecisionNoted,
    Goal,
    MeetingKind,
    MeetingSet,
    NextMeeting,
    PartSet,
    Party,
    Repeats,
    Responsibility,
    Step,
)
from rules.case.signing import Finding, Severity, blocks, check
from rules.follow_up import follow_up
from rules.words import NORWEGIAN
from tests.rules.case.telling import DAY, Story

AAS = follow_up("aas")
IN_TWO_WEEKS = NextMeeting(date(2026, 10, 22), "14:00")
WHOLE: dict[str, Any] = {
    "goal": Goal("hele dagen"),
    "step": Step(1, "halve dager", school_days=10),
    "teacher": Responsibility(Party.HOMEROOM_TEACHER, "møter i porten", "kari", "ola"),
    "leadership": Responsibility(Party.LEADERSHIP, "frigjør kontaktlærer", "rektor", "ola"),
    "mother": Responsibility(Party.MOTHER, "følger til skolen", "Mona", "Morten"),
    "student": Responsibility(Party.STUDENT, "øver"),
    "plan-b": Contingency("mor", "kontaktlærer", "telefon", "faren følger"),
    "evaluation": Evaluation("samtale hver fredag", "kari"),
    "next": IN_TWO_WEEKS,
}


def found(parts: dict[str, Any], story: Story | None = None) -> list[Finding]:
    """What the check says about an agreement with these parts."""
    story = story or Story().decided()
    story.tell(AgreementStarted, agreement="a")
    for item, part in parts.items():
        story.tell(PartSet, agreement="a", item=item, part=part)
    return list(check(story.case.agreements[0], story.case, AAS, DAY))


def keys(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.severity, finding.key) for finding in findings]


def test_an_agreement_with_all_its_parts_has_nothing_said_against_it() -> None:
    assert found(WHOLE) == []


@pytest.mark.parametrize(
    ("left_out", "key", "said"),
    [
        ("goal", "goal", "Langsiktig mål mangler."),
        ("step", "steps", "Delmål eller trinn mangler."),
        ("teacher", "responsibility-homeroom_teacher", "Ansvar for kontaktlærer mangler."),
        ("leadership", "responsibility-leadership", "Ansvar for ledelsen mangler."),
        ("mother", "responsibility-guardians", "Ansvar for foresatte mangler."),
        ("student", "responsibility-student", "Ansvar for eleven mangler."),
        ("plan-b", "plan-b", "Plan B mangler: hvem sier fra til hvem, og hvem gjør hva."),
        ("evaluation", "evaluation", "Evaluering mangler: hvordan, når og hvem som kaller inn."),
        ("next", "next-meeting", "Dato og tid for neste møte mangler."),
    ],
)
def test_what_is_missing_stops_the_signing_and_says_so(left_out: str, key: str, said: str) -> None:
    findings = found({item: part for item, part in WHOLE.items() if item != left_out})

    assert [(each.severity, each.key, str(each.sentence).format(**_said(each))) for each in findings] == [
        (Severity.BLOCK, key, said)
    ]


def _said(finding: Finding) -> dict[str, object]:
    return {name: str(value) for name, value in finding.values.items()}


@pytest.mark.parametrize(
    ("item", "part", "key"),
    [
        ("step", Step(1, "halve dager"), "step-length"),
        ("more", Step(0, "første dag"), "step-length"),
        ("more", Step(1, "hele dager", 10), "step-number"),
        ("mother", Responsibility(Party.MOTHER, "følger til skolen", "Mona"), "stand-in"),
        ("next", NextMeeting(date(2026, 10, 9), "14:00"), "period"),
        ("next", NextMeeting(date(2026, 11, 27), "14:00"), "period"),
        ("departure", Departure(place=True), "formal-decision"),
        ("step", Step(1, "halve dager", 10, ((1, 2),) * 5), "formal-decision"),
        ("teacher", Responsibility(Party.HOMEROOM_TEACHER, "møter", "kari", "ola", Repeats.WEEKDAYS), "recurrence"),
        ("teacher", Responsibility(Party.HOMEROOM_TEACHER, "møter", "kari", "ola", Repeats.MONTHLY), "recurrence"),
    ],
)
def test_what_the_guide_advises_is_said_and_stops_nothing(item: str, part: Any, key: str) -> None:
    assert keys(found(WHOLE | {item: part})) == [(Severity.ADVISE, key)]


def test_expert_assessment_and_formal_decision_once_noted_are_asked_for_no_more() -> None:
    story = Story().decided()
    story.tell(FormalDecisionNoted, expert_assessment=DAY)
    assert keys(found(WHOLE | {"departure": Departure(hours=True)}, story)) == [(Severity.ADVISE, "formal-decision")]

    story = Story().decided()
    story.tell(FormalDecisionNoted, expert_assessment=DAY)
    story.tell(FormalDecisionNoted, formal_decision=DAY)
    assert found(WHOLE | {"departure": Departure(hours=True)}, story) == []


def test_a_next_meeting_that_is_called_need_not_stand_in_the_agreement() -> None:
    story = Story().decided()
    story.tell(MeetingSet, meeting="m", sort=MeetingKind.SECOND, on=date(2026, 10, 22), time="14:00")

    assert found({item: part for item, part in WHOLE.items() if item != "next"}, story) == []


def test_meeting_1_is_not_the_next_meeting_of_the_agreement_that_is_made_there() -> None:
    story = Story().decided()
    story.tell(MeetingSet, meeting="m", sort=MeetingKind.FIRST, on=date(2026, 10, 12), time="14:00")
    parts = {item: part for item, part in WHOLE.items() if item != "next"}
    assert keys(found(parts, story)) == [(Severity.BLOCK, "next-meeting")]


@pytest.mark.parametrize("on", [date(2026, 9, 1), DAY])
def test_a_next_meeting_that_has_been_is_none(on: date) -> None:
    parts = WHOLE | {"next": NextMeeting(on, "14:00")}
    assert keys(found(parts)) == [(Severity.BLOCK, "next-meeting")]


def test_a_next_meeting_without_its_time_stops_the_signing() -> None:
    assert keys(found(WHOLE | {"next": NextMeeting(date(2026, 10, 22), "")})) == [(Severity.BLOCK, "next-meeting")]


def test_two_who_wrote_the_same_place_unknown_to_each_other_are_to_be_chosen_between() -> None:
    story = Story().decided()
    story.tell(AgreementStarted, agreement="a")
    for item, part in WHOLE.items():
        story.tell(PartSet, agreement="a", item=item, part=part)
    story.tell(PartSet, agreement="a", item="goal", part=Goal("halve dagen"))
    findings = check(story.case.agreements[0], story.case, AAS, DAY)
    assert [(each.key, each.item) for each in blocks(findings)] == [("beside", "goal")]

    story.tell(PartSet, agreement="a", item="goal", part=Goal("hele dagen"), knew=story.events[-1].id)
    assert check(story.case.agreements[0], story.case, AAS, DAY) == ()


def test_the_period_is_said_in_the_numbers_of_the_data_and_no_others() -> None:
    story = Story().decided()
    story.tell(AgreementStarted, agreement="a")
    for item, part in (WHOLE | {"next": NextMeeting(date(2026, 11, 27), "14:00")}).items():
        story.tell(PartSet, agreement="a", item=item, part=part)
    own = tuple(
        replace(duty, numbers={"first_day": 30, "last_day": 40}) if duty.id == "meeting-2" else duty
        for duty in AAS.duties
    )
    (finding,) = check(story.case.agreements[0], story.case, replace(AAS, duties=own), DAY)

    assert finding.say(NORWEGIAN) == "Det er 51 dager til neste møte; veilederens periode er 30–40 dager."


def test_whatever_a_signing_may_pass_over_has_words() -> None:
    keys = set(re.findall(r'Finding\("([a-z-]+)"', Path(signing.__file__).read_text(encoding="utf-8")))

    assert keys == set(signing.ABOUT)
