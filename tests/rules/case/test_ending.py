"""A case ends, and may begin again: nobody is left called to a meeting, and what was before it ended is of before."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rules.case import events as e
from rules.case.case import Passed, State, Station
from rules.case.check_told import check_told
from rules.case.meetings import ahead
from rules.case.road import next_stop, road
from rules.case.sheets import by_version
from rules.case.signing import check
from rules.case.workflow import StepNotAllowed
from rules.follow_up import follow_up
from tests.rules.case.telling import DAY, TONJE, Story
from tests.rules.case.test_plan import weekdays
from tui.evaluation import first_day

AAS = follow_up("aas")
YEAR = weekdays(date(2026, 8, 17), date(2027, 6, 18))
LATER = date(2026, 11, 2)
SECOND = {"meeting": "m2", "sort": e.MeetingKind.SECOND, "on": date(2026, 10, 22), "time": "14:00"}
FOLLOW_UP = {"meeting": "f", "sort": e.MeetingKind.FOLLOW_UP, "on": date(2026, 11, 9), "time": "14:00"}
TO_LISTER: dict[str, Any] = {"to": "Lister skole", "school": True}


def refusal(story: Story, kind: type[e.Event], today: date = DAY, /, **facts: Any) -> str:
    event: Any = kind(id="new", by="kari", at=datetime(today.year, today.month, today.day, 12, tzinfo=UTC), **facts)
    try:
        check_told(story.case, [event], today=today, follow_up=AAS, student=TONJE)
    except StepNotAllowed as refused:
        return str(refused)
    return ""


def following(story: Story, on: date) -> tuple[Station | None, date | None, str]:
    """What comes next, by when, and who made the first station done."""
    stops = road(story.case, AAS, by_version(AAS.forms), YEAR, datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
    stop = next_stop(stops)
    return stop.station if stop else None, stop.due if stop else None, stops[0].by


# A meeting that is called.


@pytest.mark.parametrize(("kind", "facts"), [(e.CaseClosed, {"reason": "tilbake"}), (e.HandedOver, TO_LISTER)])
def test_a_case_does_not_end_while_people_are_called_to_a_meeting_of_it(kind: type[e.Event], facts: Any) -> None:
    story = Story().decided()
    story.tell(e.MeetingSet, **SECOND)
    said = refusal(story, kind, **facts)

    assert said.startswith("Møtet tor 22. okt kl. 14:00 er kalt inn. Avlys det, eller noter at det er holdt, før saken")
    story.tell(e.MeetingCancelled, meeting="m2", reason="tilbake")
    assert refusal(story, kind, **facts) == ""


def test_the_follow_up_after_the_return_is_held_in_a_closed_case_and_not_in_one_that_another_school_has() -> None:
    story = Story().decided()
    story.tell(e.MeetingSet, **FOLLOW_UP)

    assert refusal(story, e.CaseClosed, reason="tilbake") == ""
    assert "før saken overføres" in refusal(story, e.HandedOver, **TO_LISTER)
    story.tell(e.CaseClosed, reason="tilbake")
    assert [meeting.id for meeting in ahead(story.case)] == ["f"]
    assert refusal(story, e.MeetingHeld, date(2026, 11, 9), meeting="f", on=date(2026, 11, 9), no_next="bra") == ""


def test_a_closed_case_is_called_to_its_follow_up_only_and_says_so() -> None:
    story = Story().decided()
    story.tell(e.CaseClosed, reason="tilbake")

    for sort in e.MeetingKind:
        said = refusal(story, e.MeetingSet, **{**SECOND, "sort": sort})
        if sort is e.MeetingKind.FOLLOW_UP:
            assert said == ""
        else:
            assert "«avsluttet». Mulig herfra: kalle inn til oppfølgingsmøte, vurdering, gjenåpne saken" in said


def test_a_meeting_that_an_older_program_left_called_is_not_ahead_and_counts_as_no_next_meeting() -> None:
    story = Story().decided()
    story.tell(e.MeetingSet, **SECOND)
    story.tell(e.CaseClosed, reason="tilbake")
    assert (ahead(story.case), story.case.meetings[0].ended) == ((), DAY)

    story.tell(e.CaseReopened, reason="borte igjen")
    story.tell(e.AgreementStarted, agreement="a")
    assert "next-meeting" in {finding.key for finding in check(story.case.agreements[0], story.case, AAS, DAY)}
    story.tell(e.MeetingSet, **SECOND)  # called anew it stands again
    assert [meeting.id for meeting in ahead(story.case)] == ["m2"]
    assert "next-meeting" not in {finding.key for finding in check(story.case.agreements[0], story.case, AAS, DAY)}


# Opened again.


def whole() -> Story:
    """A case that went the whole road, was closed and is opened again."""
    story = Story().decided()
    story.tell(e.InquiryOpened, pps_contacted=True)
    story.tell(e.FormalDecisionNoted, expert_assessment=DAY, formal_decision=DAY)
    story.agreed(e.Step(1, "to timer", 5, ((1, 2),) * 5), started=date(2026, 10, 8), step="a1-1")
    story.met("m2", e.MeetingKind.SECOND, date(2026, 10, 22))
    story.tell(e.Evaluated, agreement="a1", item="a1-1", outcome=e.Outcome.WORKED)
    story.tell(e.WayChosen, way=e.Way.A)
    story.tell(e.CaseClosed, reason="tilbake")
    story.on(LATER).tell(e.CaseReopened, reason="borte igjen", by="rita")
    return story


def test_opened_again_the_decision_is_made_and_the_inquiry_is_next_by_its_own_day() -> None:
    assert following(whole(), LATER) == (Station.INQUIRY, date(2026, 11, 9), "rita")


def test_closed_and_opened_again_on_one_day_nothing_of_the_morning_counts() -> None:
    story = Story().decided()
    story.tell(e.InquiryOpened, pps_contacted=True)
    story.tell(e.StationSkipped, station=Station.MAPPING, reason="kort sak")
    story.tell(e.CaseClosed, reason="tilbake")
    story.tell(e.CaseReopened, reason="borte igjen", by="rita")

    assert following(story, DAY) == (Station.INQUIRY, date(2026, 10, 14), "rita")
    stops = road(story.case, AAS, by_version(AAS.forms), YEAR, datetime(2026, 10, 7, 12, tzinfo=UTC))
    assert [stop.station for stop in stops if stop.passed is Passed.SKIPPED] == []


def test_the_formal_decision_of_the_case_before_is_asked_for_anew() -> None:
    story = whole()
    story.tell(e.AgreementStarted, agreement="a2")
    story.tell(e.PartSet, agreement="a2", item="d", part=e.Departure(hours=True))

    def asked() -> bool:
        return "formal-decision" in {finding.key for finding in check(story.case.agreements[1], story.case, AAS, LATER)}

    assert asked()
    story.tell(e.FormalDecisionNoted, expert_assessment=LATER, formal_decision=LATER)
    assert not asked()


def test_before_and_during_the_measures_are_those_of_the_case_that_is_open() -> None:
    story = whole()
    assert (story.case.state, first_day(story.case)) == (State.OPEN, None)

    story.agreed(e.Step(1, "to timer"), agreement="a2", started=date(2026, 11, 3), step="a2-1")
    assert first_day(story.case) == date(2026, 11, 3)


# Looked at after it was closed.


def test_what_was_noted_before_the_case_was_closed_is_no_look_back_on_it() -> None:
    story = Story().decided()
    story.tell(e.FollowedUp, words="går bra")
    story.tell(e.CaseClosed, reason="tilbake", follow_up_on=date(2026, 11, 30))

    assert following(story, DAY)[:2] == (Station.FOLLOW_UP, date(2026, 11, 30))
    story.tell(e.FollowedUp, words="går bra", again_on=date(2026, 12, 14))
    assert following(story, DAY)[:2] == (Station.FOLLOW_UP, date(2026, 12, 14))
    story.tell(e.FollowedUp, words="går bra")
    assert following(story, DAY)[0] is None, "what the closed case never came to is not next"
