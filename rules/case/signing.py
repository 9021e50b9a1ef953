"""The check before an agreement is signed: what is missing, and what the guide advises.

The rules of this file: findings are values; one that blocks may be signed in spite of with a written reason, and so
may all; ``CHECKS`` is the whole list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

import msgspec

from rules.case.case import Agreement, Case
from rules.case.events import (
    Contingency,
    Departure,
    Evaluation,
    FormalDecisionNoted,
    Goal,
    MeetingKind,
    NextMeeting,
    Party,
    Repeats,
    Responsibility,
    Step,
)
from rules.case.meetings import ahead
from rules.duties.opened import present
from rules.follow_up import FollowUp
from rules.words import N_, Phrase, Words, filled

P = TypeVar("P", Goal, Step, Responsibility, Contingency, Evaluation, Departure)


class Severity(StrEnum):
    """Whether it stops the signing or is said beside it."""

    BLOCK = "block"
    ADVISE = "advise"


class Finding(msgspec.Struct, frozen=True):
    """One thing to mend: ``key`` is what a signing in spite of it names; ``item`` the part it is about, if one."""

    key: str
    severity: Severity
    sentence: str
    values: Mapping[str, object] = {}
    item: str = ""

    def say(self, words: Words) -> str:
        """The sentence."""
        return filled(self.sentence, self.values, words)


class Asked(msgspec.Struct, frozen=True):
    """What the check is given. ``on``: the day it would be signed."""

    agreement: Agreement
    case: Case
    follow_up: FollowUp
    on: date


def check(agreement: Agreement, case: Case, follow_up: FollowUp, on: date) -> tuple[Finding, ...]:
    """Everything there is to say before signing on a day, what blocks first."""
    asked = Asked(agreement, case, follow_up, on)
    found = [finding for each in CHECKS for finding in each(asked)]
    return tuple(sorted(found, key=lambda finding: finding.severity is Severity.ADVISE))


def blocks(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that stop a signing without a reason."""
    return tuple(finding for finding in findings if finding.severity is Severity.BLOCK)


PARTIES: Mapping[Party, tuple[Party, ...]] = {
    Party.HOMEROOM_TEACHER: (Party.HOMEROOM_TEACHER,),
    Party.LEADERSHIP: (Party.LEADERSHIP,),
    Party.GUARDIANS: (Party.GUARDIANS, Party.MOTHER, Party.FATHER),
    Party.STUDENT: (Party.STUDENT,),
}
"""Each party that always takes part, and who may stand for it: «Alle involverte parter skal ha hver sin
ansvarsområder.» PPS has a responsibility where it is a party (Tonje's agreement has none)."""

PARTY_WORDS: Mapping[Party, str] = {
    Party.HOMEROOM_TEACHER: N_("kontaktlærer"),
    Party.LEADERSHIP: N_("ledelsen"),
    Party.GUARDIANS: N_("foresatte"),
    Party.MOTHER: N_("mor"),
    Party.FATHER: N_("far"),
    Party.STUDENT: N_("eleven"),
    Party.PPS: N_("PPS"),
    Party.RESOURCE_TEACHER: N_("ressurslærer"),
    Party.OTHER: N_("andre"),
}

#: What a signing in spite of it passed over, by the finding's key (``responsibility-…`` is ``ABOUT_SHARES``).
ABOUT: Mapping[str, str] = {
    "goal": N_("målet"),
    "steps": N_("trinnene"),
    "step-length": N_("hvor lenge et trinn varer"),
    "step-number": N_("to trinn med samme nummer"),
    "beside": N_("to tekster på samme sted"),
    "stand-in": N_("stedfortrederen"),
    "recurrence": N_("når noe gjentas"),
    "plan-b": N_("plan B"),
    "evaluation": N_("evalueringen"),
    "next-meeting": N_("neste møte"),
    "period": N_("tida til neste møte"),
    "formal-decision": N_("sakkyndig vurdering og enkeltvedtak"),
}
ABOUT_SHARES = N_("hvem som har ansvar")


def _goal(asked: Asked) -> Iterator[Finding]:
    if not _parts(asked, Goal):
        yield Finding("goal", Severity.BLOCK, N_("Langsiktig mål mangler."))


def _steps(asked: Asked) -> Iterator[Finding]:
    steps = _parts(asked, Step)
    if not steps:
        yield Finding("steps", Severity.BLOCK, N_("Delmål eller trinn mangler."))
    for item, step in steps.items():
        if step.school_days is None:
            said = N_("Trinn {number} sier ikke hvor lenge det varer.")
            yield Finding("step-length", Severity.ADVISE, said, {"number": step.number}, item)
    told = Counter(step.number for step in steps.values())
    for number in sorted(number for number, times in told.items() if times > 1):
        said = N_("{times} trinn har nummer {number}. Gi dem hver sitt, så det er klart hvilket som kommer først.")
        yield Finding("step-number", Severity.ADVISE, said, {"times": told[number], "number": number})


def _beside(asked: Asked) -> Iterator[Finding]:
    for held in asked.agreement.parts:
        if held.beside:
            said = N_("To har skrevet det samme stedet i avtalen uten å vite om hverandre. Velg hva som gjelder.")
            yield Finding("beside", Severity.BLOCK, said, item=held.item)


def _responsibilities(asked: Asked) -> Iterator[Finding]:
    held = _parts(asked, Responsibility)
    parties = {part.party for part in held.values()}
    for party, standing in PARTIES.items():
        if not parties & set(standing):
            said = N_("Ansvar for {party} mangler.")
            yield Finding(f"responsibility-{party}", Severity.BLOCK, said, {"party": Phrase(PARTY_WORDS[party])})
    for item, part in held.items():
        if not part.stand_in and part.party is not Party.STUDENT:
            said = N_("Ingen er stedfortreder for {party}: «{text}».")
            values = {"party": part.owner or Phrase(PARTY_WORDS[part.party]), "text": part.text}
            yield Finding("stand-in", Severity.ADVISE, said, values, item)
        if never_comes_round(part):
            said = N_("«{text}» gjentas, men det står ikke når: velg ukedager eller en første dato.")
            yield Finding("recurrence", Severity.ADVISE, said, {"text": part.text}, item)


def _contingency(asked: Asked) -> Iterator[Finding]:
    if not _parts(asked, Contingency):
        yield Finding("plan-b", Severity.BLOCK, N_("Plan B mangler: hvem sier fra til hvem, og hvem gjør hva."))


def _evaluation(asked: Asked) -> Iterator[Finding]:
    if not _parts(asked, Evaluation):
        yield Finding("evaluation", Severity.BLOCK, N_("Evaluering mangler: hvordan, når og hvem som kaller inn."))


def _next_meeting(asked: Asked) -> Iterator[Finding]:
    on = next_meeting(asked.agreement, asked.case, asked.on)
    untimed = [held.part for held in asked.agreement.parts if isinstance(held.part, NextMeeting) and not held.part.time]
    if on is None or untimed:
        yield Finding("next-meeting", Severity.BLOCK, N_("Dato og tid for neste møte mangler."))
        return
    numbers = asked.follow_up.duty("meeting-2").numbers
    first, last = numbers["first_day"], numbers["last_day"]
    days = (on - asked.on).days
    if not first <= days <= last + 1:  # measures start the day after the signing at the soonest
        said = N_("Det er {days} dager til neste møte; veilederens periode er {first}–{last} dager.")
        yield Finding("period", Severity.ADVISE, said, {"days": days, "first": first, "last": last})


def _departure(asked: Asked) -> Iterator[Finding]:
    departs = any(d.hours or d.subjects or d.goals or d.place for d in _parts(asked, Departure).values())
    reduced = any(step.weekdays is not None for step in _parts(asked, Step).values())
    if (departs or reduced) and not decided(asked.case):
        said = N_("Avtalen avviker fra skoletid, fag, mål eller sted, uten sakkyndig vurdering og enkeltvedtak notert.")
        yield Finding("formal-decision", Severity.ADVISE, said)


CHECKS: tuple[Callable[[Asked], Iterator[Finding]], ...] = (
    _beside,
    _goal,
    _steps,
    _responsibilities,
    _contingency,
    _evaluation,
    _next_meeting,
    _departure,
)


def decided(case: Case) -> bool:
    """Whether expert assessment and formal decision are both noted, in this case and not in one before it."""
    noted = list(present(case, case.opened).since(FormalDecisionNoted)) if case.opened else []
    return any(n.expert_assessment for n in noted) and any(n.formal_decision for n in noted)


def never_comes_round(part: Responsibility | Evaluation) -> bool:
    """Whether something repeats without saying when, so that it would be no day's duty."""
    if part.repeats in {Repeats.WEEKDAYS, Repeats.EVERY_OTHER_WEEK}:
        return not part.weekdays
    return part.repeats is Repeats.MONTHLY and part.first is None


def next_meeting(agreement: Agreement, case: Case, on: date) -> date | None:
    """The next meeting's day: the agreement's own, else the first that is called or that its evaluation repeats.

    Meeting 1 is no next one, however far ahead: the agreement is made there. Nor is one that has been, which a new
    version still has from the one before it.
    """
    own = [held.part.on for held in agreement.parts if isinstance(held.part, NextMeeting) and held.part.on > on]
    firsts = [held.part.first for held in agreement.parts if isinstance(held.part, Evaluation)]
    later = (each.called for each in ahead(case) if each.called.on > on)  # one of that day is this one
    called = [each.on for each in later if each.sort is not MeetingKind.FIRST]
    days = [day for day in (*firsts, *called) if day is not None and day >= on]
    return min(own or days, default=None)


def _parts(asked: Asked, kind: type[P]) -> dict[str, P]:
    return {held.item: held.part for held in asked.agreement.parts if isinstance(held.part, kind)}
