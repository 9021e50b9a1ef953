"""The workflow's table: every state has a row, every event is used, and what is offered is what is allowed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.case.case import State
from rules.case.events import CaseEvent, MeetingKind, Verdict, Way
from rules.case.replay import replay
from rules.case.workflow import EVENTS, KINDS, STATES, WORKFLOW, StepNotAllowed, allowed, keys_of, next_state
from tests.rules.case.any_event import SAMPLES, sample

ALL_KEYS = [key for kind in KINDS for key in keys_of(kind)]
ROADS: dict[State, tuple[str, ...]] = {
    State.NONE: (),
    State.OBSERVED: ("decision.observe",),
    State.OPEN: ("decision.worrying",),
    State.AGREED: ("decision.worrying", "signed"),
    State.RUNNING: ("decision.worrying", "signed", "measures_started"),
    State.EVALUATED: ("decision.worrying", "held.meeting_2"),
    State.PATH_A: ("decision.worrying", "held.meeting_2", "way.A"),
    State.PATH_B: ("decision.worrying", "held.meeting_2", "way.B1"),
    State.CLOSED: ("decision.worrying", "closed"),
    State.HANDED_OVER: ("decision.worrying", "handed_over.school"),
}


def history(*keys: str) -> list[CaseEvent]:
    return [event for n, key in enumerate(keys) for event in sample(key, f"e{n}")]


def test_every_state_has_a_row_a_road_to_it_and_words() -> None:
    assert set(WORKFLOW) == set(State) == set(ROADS) == set(STATES)
    for state, road in ROADS.items():
        assert replay("tonje", history(*road)).state is state


def test_every_event_is_used_and_has_words() -> None:
    used = {key.partition(".")[0] for row in WORKFLOW.values() for key in row}

    assert used == set(KINDS) == set(EVENTS) == set(SAMPLES)
    assert all(set(row) <= set(ALL_KEYS) for row in WORKFLOW.values())


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("key", ALL_KEYS)
def test_every_event_in_every_state_leads_where_the_table_says_or_is_refused_with_what_is_possible(
    state: State, key: str
) -> None:
    wanted = WORKFLOW[state].get(key)
    after = replay("tonje", [*history(*ROADS[state]), *sample(key, "last")])

    if wanted is None:
        with pytest.raises(StepNotAllowed, match=r"Det går ikke nå: .+ Mulig herfra: "):
            next_state(state, key)
        assert after.state is state
        assert [event.id for event in after.unfitting][-1] == "last"
    else:
        assert next_state(state, key) is wanted
        assert after.state is wanted


@pytest.mark.parametrize("state", State)
def test_what_is_offered_is_what_is_allowed(state: State) -> None:
    assert allowed(state) == {key.partition(".")[0] for key in ALL_KEYS if key in WORKFLOW[state]}


@pytest.mark.parametrize("state", State)
def test_every_refusal_names_something_that_is_possible(state: State) -> None:
    refused = next(key for key in ALL_KEYS if key not in WORKFLOW[state])
    with pytest.raises(StepNotAllowed) as said:
        next_state(state, refused)

    assert str(said.value).endswith(".")
    assert "Mulig herfra: ." not in str(said.value)


def test_a_referral_is_possible_in_every_open_state() -> None:
    opened = {State.OPEN, State.AGREED, State.RUNNING, State.EVALUATED, State.PATH_A, State.PATH_B}

    assert {state for state in State if "referral" in allowed(state)} == opened


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(ALL_KEYS), max_size=40))
def test_no_history_however_odd_stops_the_replay_or_loses_an_event(keys: list[str]) -> None:
    events = history(*keys)
    case = replay("tonje", events)

    assert case.events == tuple(events)
    state = State.NONE
    for event in (e for e in events if e not in case.unfitting):
        state = WORKFLOW[state][_key(event, events)]
    assert case.state is state


def _key(event: CaseEvent, events: list[CaseEvent]) -> str:
    from rules.case.events import MeetingSet
    from rules.case.workflow import key_of

    before: dict[str, MeetingKind] = {}
    for each in events[: events.index(event) + 1]:
        if isinstance(each, MeetingSet):
            before[each.meeting] = each.sort
    return key_of(event, before)


def test_samples_cover_every_verdict_way_and_kind_of_meeting() -> None:
    names: list[Any] = [*(f"decision.{v}" for v in Verdict), *(f"way.{w}" for w in Way)]
    names += [f"held.{kind}" for kind in MeetingKind]

    assert set(names) <= set(ALL_KEYS)
    assert all(event.at.tzinfo for event in history(*ALL_KEYS))
    assert datetime.now(UTC).tzinfo
