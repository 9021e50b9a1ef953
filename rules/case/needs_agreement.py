"""What is told of agreements: begun, written, signed, started, changed step by step.

The rules of this file: a signed agreement is changed by a new version only; one that the check finds lacking is signed
with a written reason (``rules.case.signing``); steps are those of the agreement that runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from rules.case.case import Agreement
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    Deadline,
    Evaluated,
    Evaluation,
    Event,
    MeasuresStarted,
    NextMeeting,
    Part,
    PartRemoved,
    PartSet,
    PlanBFollowed,
    Responsibility,
    ResponsibilityDone,
    Step,
    StepChanged,
    WeekEntry,
)
from rules.case.needs import Need, Told, agreement_of, wants, wants_time
from rules.case.signing import Finding, blocks, check
from rules.case.workflow import StepNotAllowed
from rules.duties.draft import On
from rules.words import N_, Words

WEEK = 7
ENDED = N_("Avtalen hører til saken som er avsluttet. Lag en ny utgave av den.")


def _started(told: Told, event: AgreementStarted) -> None:
    known = {agreement.id for agreement in told.case.agreements}
    if event.agreement in known:
        raise StepNotAllowed(N_("Avtalen er allerede påbegynt."))
    if event.from_version and event.from_version not in known:
        raise StepNotAllowed(N_("Avtalen som den nye skulle bygge på, finnes ikke."))


def _plan_b(told: Told, event: PlanBFollowed) -> None:
    agreement_of(told, event.agreement)


def _unsigned(told: Told, event: PartSet | PartRemoved) -> None:
    own = agreement_of(told, event.agreement)
    if own.signed is not None:
        raise StepNotAllowed(N_("Avtalen er underskrevet. Lag en ny utgave for å endre den."))
    _of_this_case(own)
    if isinstance(event, PartSet):
        _readable(event.part)
    elif event.item not in {held.item for held in own.parts}:
        raise StepNotAllowed(N_("Denne delen er allerede tatt ut."))


def _signed(told: Told, event: AgreementSigned) -> None:
    own = agreement_of(told, event.agreement)
    if own.signed is not None and not event.added:
        raise StepNotAllowed(N_("Avtalen er allerede underskrevet. Lag en ny utgave."))
    _of_this_case(own)
    if not event.signatures:
        raise StepNotAllowed(N_("Noen må skrive under: hvem, for hvem og når."))
    if any(each.on > told.today for each in event.signatures):
        raise StepNotAllowed(N_("Ingen kan ha skrevet under på en dag som ikke er kommet."))
    if event.added:
        _more(own, event)
        return
    blocking = blocks(check(own, told.case, told.follow_up, told.today))
    if blocking and not event.reason.strip():
        said = N_("Avtalen er ikke hel: {missing} Rett det, eller skriv hvorfor den skrives under likevel.")
        raise StepNotAllowed(said, missing=Joined(blocking))


def _more(own: Agreement, event: AgreementSigned) -> None:
    """Those who had not signed: to one that binds, and each once."""
    if own.signed is None:
        raise StepNotAllowed(N_("Avtalen er ikke underskrevet. Skriv under først."))
    if own.superseded is not None:
        raise StepNotAllowed(N_("En nyere utgave av avtalen gjelder. Skriv under den."))
    there = {(each.party, each.name) for each in own.signed.signatures}
    twice = next((each for each in event.signatures if (each.party, each.name) in there), None)
    if twice is not None:
        raise StepNotAllowed(N_("{name} har allerede skrevet under."), name=twice.name)


def _measures(told: Told, event: MeasuresStarted) -> None:
    own = agreement_of(told, event.agreement)
    if own.signed is None:
        raise StepNotAllowed(N_("Avtalen er ikke underskrevet. Skriv under først."))
    _of_this_case(own)
    if event.step and event.step not in _steps(own):
        raise StepNotAllowed(N_("Trinnet finnes ikke i avtalen."))


def _step(told: Told, event: StepChanged) -> None:
    own = agreement_of(told, event.agreement)
    if own.measures is None:
        raise StepNotAllowed(N_("Tiltakene er ikke satt i gang. Gjør det først."))
    if event.step not in _steps(own):
        raise StepNotAllowed(N_("Trinnet finnes ikke i avtalen."))
    if event.on < own.measures.on:
        raise StepNotAllowed(
            N_("Tiltakene er ikke i gang den dagen. Velg en dag fra og med {day}."), day=On(own.measures.on)
        )
    if own.ended is not None and event.on > own.ended:
        raise StepNotAllowed(ENDED)
    running = told.case.running_on(event.on)
    if running is not None and running.id != own.id:
        raise StepNotAllowed(N_("En nyere avtale gjelder den dagen. Endre trinnet i den."))
    wants(event.reason, N_("Skriv hvorfor trinnet endres."))


def _of_an_item(told: Told, event: ResponsibilityDone | Evaluated) -> None:
    own = agreement_of(told, event.agreement)
    if event.item not in {held.item for held in own.parts}:
        raise StepNotAllowed(N_("Denne delen finnes ikke i avtalen."))


def _of_this_case(own: Agreement) -> None:
    if own.ended is not None:
        raise StepNotAllowed(ENDED)


def _steps(agreement: Agreement) -> set[str]:
    return {held.item for held in agreement.parts if isinstance(held.part, Step)}


def _readable(part: Part) -> None:
    """Times and weekdays that the duties and the day's marks can be measured by."""
    for said in _times(part):
        wants_time(said)
    if any(not 0 <= weekday < WEEK for weekday in _weekdays(part)):
        raise StepNotAllowed(N_("Ukedagen finnes ikke. Velg fra mandag til søndag."))
    lessons = part.weekdays or () if isinstance(part, Step) else ()
    if len(lessons) > WEEK or any(lesson < 1 for day in lessons for lesson in day):
        raise StepNotAllowed(N_("Timene i trinnet lar seg ikke lese. Skriv timenes numre for hver ukedag."))


def _times(part: Part) -> Iterator[str]:
    match part:
        case Step(starts=starts):
            yield from starts
        case Deadline(by_time=said) | NextMeeting(time=said):
            yield said
        case _:
            return


def _weekdays(part: Part) -> tuple[int, ...]:
    match part:
        case Responsibility(weekdays=weekdays) | Evaluation(weekdays=weekdays):
            return weekdays
        case WeekEntry(weekday=weekday):
            return (weekday,)
        case _:
            return ()


AGREEMENTS: Mapping[type[Event], Need] = {
    AgreementStarted: _started,
    PartSet: _unsigned,
    PartRemoved: _unsigned,
    AgreementSigned: _signed,
    MeasuresStarted: _measures,
    StepChanged: _step,
    ResponsibilityDone: _of_an_item,
    Evaluated: _of_an_item,
    PlanBFollowed: _plan_b,
}


class Joined(msgspec.Struct, frozen=True):
    """What is missing, a sentence each."""

    findings: tuple[Finding, ...]

    def say(self, words: Words) -> str:
        """The sentences in a row."""
        return " ".join(finding.say(words) for finding in self.findings)
