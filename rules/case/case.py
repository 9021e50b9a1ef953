"""What a case is once its events are replayed: the state, the road, and everything on it as it stands now.

The rules of this file: types only, frozen; made by ``rules.case.replay``, ``rules.case.sheets``,
``rules.case.meetings`` and ``rules.case.agreements``, never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import msgspec

from rules.case.events import (
    AgreementSigned,
    AnswerGiven,
    CaseEvent,
    CertificateReceived,
    ConsentGiven,
    ContactMade,
    Decided,
    DifficultyTold,
    DistressSeen,
    Evaluated,
    FactorTicked,
    InformantDeclined,
    LogWritten,
    MeasuresStarted,
    MeetingCancelled,
    MeetingHeld,
    MeetingReminded,
    MeetingSet,
    MinutesWritten,
    Part,
    PartSet,
    PlanBFollowed,
    ResponsibilityDone,
    Step,
    StepChanged,
)


class State(StrEnum):
    """Where a case is. ``workflow.WORKFLOW`` has a row for each."""

    NONE = "none"  # nobody has decided anything
    OBSERVED = "observed"  # decided: observe until
    OPEN = "open"  # decided: worrying; inquiry, mapping and meeting 1 are ahead or under way
    AGREED = "agreed"  # an agreement is signed, its measures have not started
    RUNNING = "running"  # the measures run
    EVALUATED = "evaluated"  # meeting 2 (or a later one) was held; the way on is to be chosen
    PATH_A = "path_a"  # school and home handle it
    PATH_B = "path_b"  # it got worse: B1, B2, B3
    CLOSED = "closed"
    HANDED_OVER = "handed_over"  # another school has it


class Station(StrEnum):
    """The stations of the guide's road, in its order."""

    DECISION = "decision"
    INQUIRY = "inquiry"
    MAPPING = "mapping"
    MEETING_1 = "meeting_1"
    AGREEMENT = "agreement"
    MEASURES = "measures"
    MEETING_2 = "meeting_2"
    WAY_ON = "way_on"
    FOLLOW_UP = "follow_up"


class Passed(StrEnum):
    """How a station stands."""

    DONE = "done"
    SKIPPED = "skipped"
    HERE = "here"
    AHEAD = "ahead"


class Stop(msgspec.Struct, frozen=True):
    """One station of one case. ``by`` and ``on`` say who did it and when; ``due`` by when it should be."""

    station: Station
    passed: Passed
    by: str = ""
    on: date | None = None
    reason: str = ""  # of a skip
    due: date | None = None
    late: bool = False


class Answered(msgspec.Struct, frozen=True):
    """The answer that holds, those before it (oldest first), and those that knew no more than it did."""

    holds: AnswerGiven
    before: tuple[AnswerGiven, ...] = ()
    beside: tuple[AnswerGiven, ...] = ()  # a conflict: none of these knew the one that holds


class Sheet(msgspec.Struct, frozen=True):
    """One form as one informant fills it in."""

    id: str
    form: str
    version: int
    informant: str
    part: str
    opened: datetime
    by: str
    answers: Mapping[str, Answered]
    declined: InformantDeclined | None = None
    sent: datetime | None = None


class Written(msgspec.Struct, frozen=True):
    """The minutes to one item that hold, those before, and those beside (as in ``Answered``)."""

    holds: MinutesWritten
    before: tuple[MinutesWritten, ...] = ()
    beside: tuple[MinutesWritten, ...] = ()


class Meeting(msgspec.Struct, frozen=True):
    """One meeting: as it is called now, and what became of it."""

    id: str
    called: MeetingSet
    first_called: datetime
    minutes: Mapping[int, Written]
    reminded: MeetingReminded | None = None
    held: MeetingHeld | None = None
    cancelled: MeetingCancelled | None = None
    ended: date | None = None  # the day its case was closed or handed over, and nobody had called it off

    @property
    def ahead(self) -> bool:
        """Whether it is called and is still to be held."""
        return self.held is None and self.cancelled is None and self.ended is None


class PartHeld(msgspec.Struct, frozen=True):
    """A part of an agreement as it stands; ``beside`` as in ``Answered``."""

    item: str
    part: Part
    told: PartSet
    before: tuple[PartSet, ...] = ()
    beside: tuple[PartSet, ...] = ()


class Agreement(msgspec.Struct, frozen=True):
    """One version of an agreement (samarbeidsavtale)."""

    id: str
    version: int  # 1, 2, …
    from_version: str
    started: datetime
    by: str
    parts: tuple[PartHeld, ...]
    signed: AgreementSigned | None = None
    signed_at: datetime | None = None
    measures: MeasuresStarted | None = None
    steps: tuple[StepChanged, ...] = ()
    done: tuple[ResponsibilityDone, ...] = ()
    evaluated: tuple[Evaluated, ...] = ()
    plan_b: tuple[PlanBFollowed, ...] = ()
    superseded: date | None = None  # the day a later version was signed
    ended: date | None = None  # the day the case it belongs to was closed or handed over: the last it holds

    @property
    def fixed(self) -> bool:
        """Whether only a new version changes it: it is signed, or its case has ended."""
        return self.signed is not None or self.ended is not None

    def step_on(self, day: date) -> PartHeld | None:
        """The step that holds on a day: the last one changed to, else the one the measures started with."""
        if self.measures is None or day < self.measures.on:
            return None
        changed = [change for change in self.steps if change.on <= day]
        last = max(
            reversed(changed), key=lambda change: (change.on, change.at), default=None
        )  # of two at once the later
        wanted = last.step if last else self.measures.step
        steps = [held for held in self.parts if isinstance(held.part, Step)]
        named = next((held for held in steps if held.item == wanted), None)
        return named or min(steps, key=lambda held: _number(held.part), default=None)


class Case(msgspec.Struct, frozen=True):
    """Everything about one child beyond the marks. ``opened`` is the day of the first "worrying" of the present run."""

    student: str
    state: State
    opened: date | None
    events: tuple[CaseEvent, ...]
    contacts: tuple[ContactMade, ...] = ()
    difficulties: tuple[DifficultyTold, ...] = ()
    distress: tuple[DistressSeen, ...] = ()
    certificates: tuple[CertificateReceived, ...] = ()
    decisions: tuple[Decided, ...] = ()
    consents: tuple[ConsentGiven, ...] = ()  # that hold: not withdrawn
    sheets: tuple[Sheet, ...] = ()
    factors: tuple[FactorTicked, ...] = ()  # that are there
    meetings: tuple[Meeting, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    log: tuple[LogWritten, ...] = ()
    unfitting: tuple[CaseEvent, ...] = ()  # events that met a state which does not take them

    @property
    def open(self) -> bool:
        """Whether there is a case that somebody has to follow."""
        return self.state not in {State.NONE, State.OBSERVED, State.CLOSED, State.HANDED_OVER}

    @property
    def agreement(self) -> Agreement | None:
        """The agreement that binds now: the last one signed in the present run of the case."""
        return next((a for a in reversed(self.agreements) if a.signed is not None and a.ended is None), None)

    def running_on(self, day: date) -> Agreement | None:
        """The agreement whose measures run on a day: the last to have started, whatever was signed since.

        None where the case was closed before that day; one that was opened anew needs an agreement of its own.
        """
        holding = (a for a in self.agreements if a.ended is None or day <= a.ended)
        started = [a for a in holding if a.measures is not None and a.measures.on <= day]
        return max(started, key=lambda a: (a.measures.on, a.version) if a.measures else (day, 0), default=None)


def _number(part: Part) -> int:
    return part.number if isinstance(part, Step) else 0
