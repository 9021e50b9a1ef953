"""What a person decided, and what a decided case asks for.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date
from enum import StrEnum

from rules.case.events.event import Event


class Verdict(StrEnum):
    """What a person decided about a flag or a concern."""

    WORRYING = "worrying"
    NOT_WORRYING = "not_worrying"
    OBSERVE = "observe"


class Concern(StrEnum):
    """What a decision answers: a flag, or something seen without one («og/eller mistanke om skolevegring»)."""

    FLAG = "flag"
    SCHOOL_REFUSAL = "school_refusal"
    DISTRESS = "distress"
    HOME = "home"  # the home's own message


class Decided(Event, frozen=True, kw_only=True, omit_defaults=True, tag="decision"):
    """A person's judgement (vurdering), with the occasions it knew."""

    verdict: Verdict
    concern: Concern = Concern.FLAG
    rule: str = ""  # the flag's rule; "" where there was none
    knew: tuple[tuple[date, tuple[int, ...]], ...] = ()
    reason: str = ""
    until: date | None = None  # observe until
    conversation: str = ""  # id of the contact with the home it rests on
    no_conversation: str = ""  # or why there was none


class Whom(StrEnum):
    """Who is told about a case."""

    PRINCIPAL = "principal"
    RESOURCE_TEAM = "resource_team"


class Informed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="informed"):
    """The principal or the resource team was told."""

    whom: Whom
    words: str = ""


class NurseOffered(Event, frozen=True, kw_only=True, omit_defaults=True, tag="nurse"):
    """The school nurse was told, and offered a talk; accepted only with consent."""

    accepted: bool | None = None  # None: no answer yet
    consent: str = ""  # id of the consent, where accepted
    words: str = ""


class InquiryOpened(Event, frozen=True, kw_only=True, omit_defaults=True, tag="inquiry"):
    """The inquiry was opened and PPS contacted: anonymously, unless a consent is named."""

    pps_contacted: bool
    consent: str = ""
    words: str = ""


class LeaderTalked(Event, frozen=True, kw_only=True, omit_defaults=True, tag="leader_talk"):
    """The weekly talk of homeroom teacher and leader about an open case."""

    words: str = ""


class ChildWelfareWeighed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="child_welfare"):
    """A person's reasoned assessment whether child welfare is to be told. Never a threshold's."""

    reported: bool
    reason: str


class DeregistrationAssessed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="deregistration"):
    """A leader's assessment after three undocumented months."""

    conclusion: str


class SafeEnvironmentDecided(Event, frozen=True, kw_only=True, omit_defaults=True, tag="safe_environment"):
    """The leader's own decision and plan after a yes to bullying (no expert assessment needed)."""

    plan: str


class FormalDecisionNoted(Event, frozen=True, kw_only=True, omit_defaults=True, tag="formal_decision"):
    """Expert assessment and formal decision, as far as they are there."""

    expert_assessment: date | None = None
    formal_decision: date | None = None
    words: str = ""


class StationSkipped(Event, frozen=True, kw_only=True, omit_defaults=True, tag="skipped"):
    """A station of the guide's road is passed over, and why."""

    station: str
    reason: str


class LogWritten(Event, frozen=True, kw_only=True, omit_defaults=True, tag="log"):
    """The pupil's own log (Jens and the resource teacher)."""

    words: str
    on: date


class NoteWritten(Event, frozen=True, kw_only=True, omit_defaults=True, tag="note"):
    """A line in the case."""

    words: str
