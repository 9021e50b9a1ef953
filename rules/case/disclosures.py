"""What was shared with others about a child, and on what ground.

The rules of this file: each telling that says that facts left the school is here with its ground, and no other; what
was sent so that nobody can be known from it stands here too, as that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from rules.case.case import Case
from rules.case.events import (
    CaseEvent,
    ChildWelfareWeighed,
    ConsentGiven,
    Disclosed,
    Event,
    HandedOver,
    InquiryOpened,
    NurseOffered,
    Referred,
    SheetsSent,
    Way,
    WayChosen,
)


class Ground(StrEnum):
    """Why it could leave the school."""

    CONSENT = "consent"
    ANONYMOUS = "anonymous"
    LAW = "law"
    THEMSELVES = "themselves"  # the guardians or the student sent it
    DUTY = "duty"  # a concern for child welfare needs nobody's consent


class Shared(msgspec.Struct, frozen=True):
    """One: the event, to whom (a partner's key, or words), the ground, and who gave the consent or which law."""

    event: CaseEvent
    to: str
    ground: Ground
    said: str = ""


def shared(case: Case) -> tuple[Shared, ...]:
    """All of them, the latest first."""
    return tuple(found for event in reversed(case.events) if (found := _shared(case, event)))


def _shared(case: Case, event: CaseEvent) -> Shared | None:
    leaves = LEAVES.get(type(event))
    found = leaves(event) if leaves else None
    if found is None:
        return None
    to, ground = found
    consent = str(getattr(event, "consent", ""))
    if ground is Ground.CONSENT:
        given = next((e.whom for e in case.events if isinstance(e, ConsentGiven) and e.id == consent), "")
        return Shared(event, to, ground, given)
    return Shared(event, to, ground, str(getattr(event, "ground", "")) if ground is Ground.LAW else "")


def _by_consent(consent: str) -> Ground:
    return Ground.CONSENT if consent else Ground.ANONYMOUS


def _disclosed(event: Disclosed) -> tuple[str, Ground]:
    law = Ground.LAW if event.ground else Ground.CONSENT
    return event.to, Ground.ANONYMOUS if event.anonymous else law


def _referred(event: Referred) -> tuple[str, Ground]:
    if event.sender in {"guardians", "student"}:
        return event.partner, Ground.THEMSELVES
    return event.partner, Ground.CONSENT if event.consent else Ground.DUTY


def _nurse(event: NurseOffered) -> tuple[str, Ground] | None:
    return ("nurse", Ground.CONSENT) if event.accepted and event.consent else None


def _inquiry(event: InquiryOpened) -> tuple[str, Ground] | None:
    return ("pps", _by_consent(event.consent)) if event.pps_contacted else None


def _way(event: WayChosen) -> tuple[str, Ground] | None:
    return ("mapping_team", Ground.CONSENT) if event.way is Way.B3 else None


def _handed_over(event: HandedOver) -> tuple[str, Ground] | None:
    return (event.to, Ground.CONSENT) if event.school and event.consent else None


def _welfare(event: ChildWelfareWeighed) -> tuple[str, Ground] | None:
    return ("child_welfare", Ground.DUTY) if event.reported else None


LEAVES: Mapping[type[Event], Callable[[Any], tuple[str, Ground] | None]] = {
    Disclosed: _disclosed,
    SheetsSent: lambda event: (event.to, _by_consent(event.consent)),
    Referred: _referred,
    InquiryOpened: _inquiry,
    NurseOffered: _nurse,
    WayChosen: _way,
    HandedOver: _handed_over,
    ChildWelfareWeighed: _welfare,
}
