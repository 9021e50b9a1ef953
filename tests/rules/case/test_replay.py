"""A case is what its events say: since when it is open, what holds, and what a decision answers."""

from __future__ import annotations

from datetime import date

from rules.case.case import State
from rules.case.consents import Stands, stands
from rules.case.events import (
    CaseClosed,
    CaseReopened,
    Concern,
    ConsentGiven,
    ConsentWithdrawn,
    Decided,
    FactorTicked,
    MeetingCancelled,
    MeetingKind,
    MeetingReminded,
    MeetingSet,
    Verdict,
)
from rules.case.meetings import ahead, held_of, wanted_next
from rules.case.replay import decisions_of, replay
from tests.rules.case.telling import DAY, Story


def test_a_child_of_whom_nothing_was_told_has_no_case() -> None:
    case = replay("tonje", ())

    assert (case.state, case.open, case.opened, case.agreement) == (State.NONE, False, None, None)


def test_a_case_is_open_since_the_day_it_was_called_worrying() -> None:
    story = Story().decided()
    story.on(date(2026, 11, 2)).decided()  # of another flag: the case is older

    assert (story.case.opened, story.case.open) == (DAY, True)


def test_a_case_that_is_opened_again_is_counted_from_then() -> None:
    story = Story().decided()
    story.tell(CaseClosed, reason="tilbake")
    assert (story.case.state, story.case.open) == (State.CLOSED, False)
    story.on(date(2026, 12, 1)).tell(CaseReopened, reason="borte igjen")

    assert (story.case.state, story.case.opened) == (State.OPEN, date(2026, 12, 1))


def test_a_consent_holds_until_its_day_or_until_it_is_withdrawn() -> None:
    story = Story()
    first = story.tell(ConsentGiven, whom="Mona", what="pps", until=date(2026, 10, 31))
    story.tell(ConsentGiven, whom="Mona", what="nurse")

    assert stands(story.case, first, date(2026, 10, 31)) is Stands.HOLDS
    assert stands(story.case, first, date(2026, 11, 1)) is Stands.EXPIRED
    story.tell(ConsentWithdrawn, consent=first.id)
    assert stands(story.case, first, DAY) is Stands.WITHDRAWN
    assert [consent.what for consent in story.case.consents] == ["nurse"]


def test_only_decisions_on_flags_are_read_by_the_flags_rules() -> None:
    story = Story()
    story.tell(Decided, verdict=Verdict.OBSERVE, rule="left-early", knew=((DAY, (4,)),), until=date(2026, 10, 30))
    story.tell(Decided, verdict=Verdict.WORRYING, concern=Concern.SCHOOL_REFUSAL, no_conversation="venter")
    found = decisions_of(story.events, "tonje")

    assert [(d.rule, d.verdict, d.knew, d.until) for d in found] == [
        ("left-early", "observe", ((DAY, (4,)),), date(2026, 10, 30))
    ]


def test_a_meeting_that_is_called_anew_is_to_be_reminded_of_anew() -> None:
    story = Story().decided()
    story.tell(MeetingSet, meeting="m", sort=MeetingKind.FIRST, on=date(2026, 10, 14), time="14:00")
    story.tell(MeetingReminded, meeting="m")
    story.tell(MeetingCancelled, meeting="m", reason="syk")
    assert ahead(story.case) == ()
    story.tell(MeetingSet, meeting="m", sort=MeetingKind.FIRST, on=date(2026, 10, 21), time="14:00")

    (meeting,) = ahead(story.case)
    assert (meeting.called.on, meeting.reminded, meeting.cancelled) == (date(2026, 10, 21), None, None)


def test_a_next_meeting_that_was_agreed_is_wanted_until_somebody_calls_it() -> None:
    story = Story().decided().met("m1", MeetingKind.FIRST, DAY, next_on=date(2026, 10, 28))
    wanted = wanted_next(story.case.meetings)
    assert wanted is not None
    assert wanted.next_on == date(2026, 10, 28)

    story.tell(MeetingSet, meeting="m2", sort=MeetingKind.SECOND, on=date(2026, 10, 28), time="14:00")
    assert wanted_next(story.case.meetings) is None
    assert [m.id for m in held_of(story.case, MeetingKind.FIRST)] == ["m1"]


def test_a_factor_that_is_unticked_is_no_longer_there() -> None:
    story = Story().decided()
    story.tell(FactorTicked, factor="a")
    story.tell(FactorTicked, factor="b")
    story.tell(FactorTicked, factor="a", there=False)

    assert [ticked.factor for ticked in story.case.factors] == ["b"]
