"""Replay: a child's events, oldest first, become the case as it stands.

The rules of this file: nothing is decided here, the state follows ``workflow.WORKFLOW``; an event that does not fit
the state it meets (a file edited by hand, or of an older program) moves nothing, is listed in ``unfitting`` and is
never lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from rules.calendar import school_clock
from rules.case.agreements import agreements_of
from rules.case.case import Case, State
from rules.case.events import (
    CaseEvent,
    CertificateReceived,
    ConsentGiven,
    ConsentWithdrawn,
    ContactMade,
    Decided,
    DifficultyTold,
    DistressSeen,
    Event,
    FactorTicked,
    LogWritten,
    MeetingKind,
    MeetingSet,
)
from rules.case.meetings import meetings_of
from rules.case.sheets import sheets_of
from rules.case.workflow import WORKFLOW, key_of
from rules.facts import Decision

E = TypeVar("E", bound=Event)


def replay(student: str, events: Iterable[CaseEvent]) -> Case:
    """The case."""
    told = tuple(events)
    state, opened, unfitting = _walk(told)
    kinds = _by_kind(told)
    return Case(
        student=student,
        state=state,
        opened=opened,
        events=told,
        unfitting=unfitting,
        contacts=_of(kinds, ContactMade),
        difficulties=_of(kinds, DifficultyTold),
        distress=_of(kinds, DistressSeen),
        certificates=_of(kinds, CertificateReceived),
        decisions=_of(kinds, Decided),
        consents=_consents(kinds),
        sheets=sheets_of(told),
        factors=_factors(kinds),
        meetings=meetings_of(told),
        agreements=agreements_of(told),
        log=_of(kinds, LogWritten),
    )


def decisions_of(events: Iterable[CaseEvent], student: str) -> tuple[Decision, ...]:
    """The decisions on flags, as the flags' rules read them."""
    decided = (event for event in events if isinstance(event, Decided) and event.rule)
    return tuple(Decision(student, d.rule, d.verdict, d.by, d.at, d.knew, d.reason, d.until) for d in decided)


def _by_kind(events: tuple[CaseEvent, ...]) -> Mapping[type[Event], list[Event]]:
    """The events of each kind, oldest first: they are looked through once, there may be many hundred."""
    kinds: dict[type[Event], list[Event]] = {}
    for event in events:
        kinds.setdefault(type(event), []).append(event)
    return kinds


def _of(kinds: Mapping[type[Event], list[Event]], kind: type[E]) -> tuple[E, ...]:
    return tuple(event for event in kinds.get(kind, ()) if isinstance(event, kind))


def _walk(events: tuple[CaseEvent, ...]) -> tuple[State, date | None, tuple[CaseEvent, ...]]:
    """The state after all events, the day the present run was opened, and what fitted nowhere."""
    state, opened = State.NONE, None
    unfitting: list[CaseEvent] = []
    meetings: dict[str, MeetingKind] = {}
    for event in events:
        if isinstance(event, MeetingSet):
            meetings[event.meeting] = event.sort
        to = WORKFLOW[state].get(key_of(event, meetings))
        if to is None:
            unfitting.append(event)
            continue
        if to is State.OPEN and state in _BEFORE:
            opened = school_clock(event.at).date()
        state = to
    return state, opened if state not in _NONE else None, tuple(unfitting)


_NONE = frozenset({State.NONE, State.OBSERVED})
_BEFORE = frozenset({*_NONE, State.CLOSED, State.HANDED_OVER})


def _consents(kinds: Mapping[type[Event], list[Event]]) -> tuple[ConsentGiven, ...]:
    withdrawn = {event.consent for event in _of(kinds, ConsentWithdrawn)}
    return tuple(consent for consent in _of(kinds, ConsentGiven) if consent.id not in withdrawn)


def _factors(kinds: Mapping[type[Event], list[Event]]) -> tuple[FactorTicked, ...]:
    last = {event.factor: event for event in _of(kinds, FactorTicked)}
    return tuple(ticked for ticked in last.values() if ticked.there)
