"""The agreement: written, signed, followed and evaluated.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date
from enum import StrEnum

import msgspec

from rules.case.events.agreement_parts import Part, Party
from rules.case.events.event import Event


class AgreementStarted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="agreement"):
    """A new agreement, or a new version of one: its parts are those of ``from_version`` until they are changed."""

    agreement: str  # own id
    from_version: str = ""


class PartSet(Event, frozen=True, kw_only=True, omit_defaults=True, tag="part"):
    """A part of an agreement as it was left; the last with the same ``item`` holds. ``knew`` as in answers."""

    agreement: str
    item: str  # own id
    part: Part
    knew: str = ""


class PartRemoved(Event, frozen=True, kw_only=True, omit_defaults=True, tag="part_removed"):
    """A part is taken out."""

    agreement: str
    item: str


class Signature(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who signed, for whom, and when."""

    party: Party
    name: str
    on: date


class AgreementSigned(Event, frozen=True, kw_only=True, omit_defaults=True, tag="signed"):
    """The agreement binds from now on. ``in_spite_of``: what the check said, by key; ``reason``: why all the same."""

    agreement: str
    signatures: tuple[Signature, ...]
    in_spite_of: tuple[str, ...] = ()
    reason: str = ""
    added: bool = False  # by those who had not signed yet, to one that binds already


class MeasuresStarted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="measures_started"):
    """The agreement's measures run from this day, on this step."""

    agreement: str
    on: date
    step: str = ""  # item


class StepChanged(Event, frozen=True, kw_only=True, omit_defaults=True, tag="step_changed"):
    """A step up, or a step back, from a day on, and why."""

    agreement: str
    step: str  # item
    on: date
    reason: str
    back: bool = False


class ResponsibilityDone(Event, frozen=True, kw_only=True, omit_defaults=True, tag="responsibility_done"):
    """One occurrence was done (a tick, a line)."""

    agreement: str
    item: str
    on: date
    words: str = ""


class PlanBFollowed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="plan_b"):
    """The student did not come as agreed; plan B was followed, and how it went."""

    agreement: str
    on: date
    words: str = ""


class Outcome(StrEnum):
    """Did it work?"""

    WORKED = "worked"
    PARTLY = "partly"
    NOT = "not"


class Evaluated(Event, frozen=True, kw_only=True, omit_defaults=True, tag="evaluated"):
    """One measure or step was evaluated: did it work, and what we saw."""

    agreement: str
    item: str
    outcome: Outcome
    seen: str = ""
    meeting: str = ""
