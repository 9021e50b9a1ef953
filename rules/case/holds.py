"""Legal holds: about whom nothing is deleted, whatever the months of ``rules.retention`` say.

The rules of this file: each hold lasts until an event ends that very one; a hold needs no case, and the end of a case
ends no hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules.case.events import CaseEvent, LegalHold, LegalHoldEnded


def holds(events: Iterable[CaseEvent]) -> tuple[LegalHold, ...]:
    """The holds of one child that have not ended, oldest first."""
    standing: dict[str, LegalHold] = {}
    for event in events:
        if isinstance(event, LegalHold):
            standing[event.id] = event
        elif isinstance(event, LegalHoldEnded):
            standing.pop(event.hold, None)
    return tuple(standing.values())


def on_hold(cases: Mapping[str, Iterable[CaseEvent]]) -> frozenset[str]:
    """The students of whom nothing is deleted."""
    return frozenset(student for student, events in cases.items() if holds(events))
