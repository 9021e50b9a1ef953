"""Agreements: each version with its parts as they stand, and what was done with it.

The rules of this file: a new version begins with the parts of the one it comes from, as they stood when it was begun;
parts are places (``rules.case.places``); the version that was signed last binds, the earlier are superseded that day;
none holds longer than the case it was made in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from rules.calendar import school_clock
from rules.case.case import Agreement, PartHeld
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    CaseClosed,
    CaseEvent,
    Evaluated,
    HandedOver,
    MeasuresStarted,
    PartRemoved,
    PartSet,
    PlanBFollowed,
    ResponsibilityDone,
    StepChanged,
)
from rules.case.places import Place, written

Places = dict[str, Place[PartSet]]


def agreements_of(events: Iterable[CaseEvent]) -> tuple[Agreement, ...]:
    """Every version, in the order they were begun."""
    found: dict[str, Agreement] = {}
    places: dict[str, Places] = {}
    for event in events:
        if isinstance(event, CaseClosed) or (isinstance(event, HandedOver) and event.school):
            found = _ended(found, school_clock(event.at).date())
        elif isinstance(event, AgreementStarted):
            places[event.agreement] = dict(places.get(event.from_version, {}))
            found[event.agreement] = Agreement(
                event.agreement, len(found) + 1, event.from_version, event.at, event.by, ()
            )
        elif type(event) in _ABOUT and isinstance(event, _OF_ONE) and event.agreement in found:
            own = found[event.agreement]
            if isinstance(event, AgreementSigned) and not event.added:
                found = _superseded(found, own, school_clock(event.at).date())
            found[event.agreement] = _after(found[event.agreement], event, places[event.agreement])
    return tuple(msgspec.structs.replace(one, parts=_parts(places[one.id])) for one in found.values())


_OF_ONE = (
    PartSet,
    PartRemoved,
    AgreementSigned,
    MeasuresStarted,
    StepChanged,
    ResponsibilityDone,
    Evaluated,
    PlanBFollowed,
)
_ABOUT = frozenset(_OF_ONE)  # most events are about something else


def _after(
    own: Agreement,
    event: PartSet
    | PartRemoved
    | AgreementSigned
    | MeasuresStarted
    | StepChanged
    | ResponsibilityDone
    | Evaluated
    | PlanBFollowed,
    places: Places,
) -> Agreement:
    match event:
        case PartSet():
            places[event.item] = written(places.get(event.item), event)
            return own
        case PartRemoved():
            places.pop(event.item, None)
            return own
        case AgreementSigned(added=True):
            more = (*own.signed.signatures, *event.signatures) if own.signed else ()
            return msgspec.structs.replace(
                own, signed=own.signed and msgspec.structs.replace(own.signed, signatures=more)
            )
        case AgreementSigned():
            return msgspec.structs.replace(own, signed=event, signed_at=event.at, superseded=None)
        case MeasuresStarted():
            return msgspec.structs.replace(own, measures=event)
        case StepChanged():
            return msgspec.structs.replace(own, steps=(*own.steps, event))
        case ResponsibilityDone():
            return msgspec.structs.replace(own, done=(*own.done, event))
        case Evaluated():
            return msgspec.structs.replace(own, evaluated=(*own.evaluated, event))
        case PlanBFollowed():
            return msgspec.structs.replace(own, plan_b=(*own.plan_b, event))


def _superseded(found: dict[str, Agreement], own: Agreement, on: date) -> dict[str, Agreement]:
    """Those that were signed before are superseded."""
    return {
        key: msgspec.structs.replace(one, superseded=on)
        if one is not own and one.signed is not None and one.superseded is None
        else one
        for key, one in found.items()
    }


def _ended(found: dict[str, Agreement], on: date) -> dict[str, Agreement]:
    """Those of the case that ended."""
    return {key: one if one.ended else msgspec.structs.replace(one, ended=on) for key, one in found.items()}


def _parts(places: Places) -> tuple[PartHeld, ...]:
    return tuple(PartHeld(item, p.holds.part, p.holds, p.before, p.beside) for item, p in places.items())
