"""Who else may know: consents, what leaves the school, and who may see the case beside those whose class it is.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date

from rules.case.events.event import Event


class ConsentGiven(Event, frozen=True, kw_only=True, omit_defaults=True, tag="consent"):
    """Somebody agreed that facts are shared."""

    whom: str
    what: str  # key of a partner ("pps", "nurse", "mapping_team" …) or words
    until: date | None = None
    words: str = ""


class ConsentWithdrawn(Event, frozen=True, kw_only=True, omit_defaults=True, tag="consent_withdrawn"):
    """A consent holds no longer."""

    consent: str


class Referred(Event, frozen=True, kw_only=True, omit_defaults=True, tag="referral"):
    """A referral to a partner of the guide."""

    partner: str  # key
    sender: str  # key of who may refer: "school", "guardians", "student", "family_doctor", "child_welfare" …
    purpose: tuple[str, ...] = ()  # to PPS: "guidance", "examination"
    consent: str = ""
    words: str = ""


class Disclosed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="disclosed"):
    """A document about the child left the school: to whom, which, and on what ground.

    The ground is a consent of the case, a rule of law that is named, or that nobody can be known from it.
    """

    to: str  # key of a partner, or words
    what: tuple[str, ...]  # kinds of document, as ``tilstede print`` has them, or words
    ground: str = ""  # the rule of law
    consent: str = ""  # id
    anonymous: bool = False  # the guide's anonymous way
    words: str = ""


class CaseGiven(Event, frozen=True, kw_only=True, omit_defaults=True, tag="given"):
    """Somebody of the staff is given the case (a substitute, a nurse): why, and until when."""

    to: str  # login
    reason: str
    until: date


class CaseTakenBack(Event, frozen=True, kw_only=True, omit_defaults=True, tag="taken_back_from"):
    """The case is no longer given to somebody."""

    to: str
    reason: str = ""


class GlassBroken(Event, frozen=True, kw_only=True, omit_defaults=True, tag="glass"):
    """A leader opened what is closed to everybody, and why: others see it. It holds that day."""

    reason: str
    on: date
