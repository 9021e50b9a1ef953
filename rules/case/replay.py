"""Replay: a child's events, oldest first, become the case as it stands.

The rules of this file: nothing is decided here, the state follows ``workflow.WORKFLOW``; an event that does not fit
the state it meets (a file edited by hand, or of an older program) moves nothing, is listed in ``unfitting`` and is
never lost.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    return Case(
        student=student,
        state=state,
        opened=opened,
        events=told,
        unfitting=unfitting,
        contacts=of_kind(told, ContactMade),
        difficulties=of_kind(told, DifficultyTold),
        distress=of_kind(told, DistressSeen),
        certificates=of_kind(told, CertificateReceived),
        decisions=of_kind(told, Decided),
        consents=_consents(told),
        sheets=sheets_of(told),
        factors=_factors(told),
        meetings=meetings_of(told),
        agreements=agreements_of(told),
        log=of_kind(told, LogWritten),
    )


def decisions_of(events: Iterable[CaseEvent], student: str) -> tuple[Decision, ...]:
    """The decisions on flags, as the flags' rules read them."""
    decided = (event for event in events if isinstance(event, Decided) and event.rule)
    return tuple(Decision(student, d.rule, d.verdict, d.by, d.at, d.knew, d.reason, d.until) for d in decided)


def of_kind(events: Iterable[CaseEvent], kind: type[E]) -> tuple[E, ...]:
    """The events of one kind, oldest first."""
    return tuple(event for event in events if isinstance(event, kind))


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


def _consents(events: tuple[CaseEvent, ...]) -> tuple[ConsentGiven, ...]:
    withdrawn = {event.consent for event in of_kind(events, ConsentWithdrawn)}
    return tuple(consent for consent in of_kind(events, ConsentGiven) if consent.id not in withdrawn)


def _factors(events: tuple[CaseEvent, ...]) -> tuple[FactorTicked, ...]:
    last = {event.factor: event for event in of_kind(events, FactorTicked)}
    return tuple(ticked for ticked in last.values() if ticked.there)
