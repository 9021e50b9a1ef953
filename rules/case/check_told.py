"""What a telling about a case must pass: the workflow's row of its state, and what each kind of event needs.

The rules of this file: asked under the store's lock, of the case as it stands; a refusal says what is missing and what
is possible instead; nothing here is about order (the road advises), only about what would make no sense or break the
guide's own "only with". ``NEEDS`` is the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from rules.case.case import Agreement, Case, Station
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    AnswerGiven,
    CaseClosed,
    CaseEvent,
    CaseGiven,
    CaseReopened,
    ChildWelfareWeighed,
    ConsentWithdrawn,
    Decided,
    Disclosed,
    Evaluated,
    Event,
    GlassBroken,
    InformantDeclined,
    InquiryOpened,
    LegalHold,
    LegalHoldEnded,
    MeasuresStarted,
    MeetingCancelled,
    MeetingHeld,
    MeetingReminded,
    MeetingSet,
    MinutesWritten,
    NurseOffered,
    PartRemoved,
    PartSet,
    PlanBFollowed,
    Referred,
    ResponsibilityDone,
    SheetOpened,
    SheetsSent,
    StationSkipped,
    Step,
    StepChanged,
    Verdict,
    Way,
    WayChosen,
)
from rules.case.holds import holds
from rules.case.replay import replay
from rules.case.signing import Finding, blocks, check
from rules.case.workflow import StepNotAllowed, key_of, next_state
from rules.facts import Student
from rules.follow_up import FollowUp, Sender
from rules.words import N_, Words


class Told(msgspec.Struct, frozen=True):
    """What an event is looked at against."""

    case: Case
    student: Student
    follow_up: FollowUp
    today: date


def check_told(
    case: Case, new_events: Iterable[CaseEvent], *, today: date, follow_up: FollowUp, student: Student
) -> None:
    """Nothing, or ``StepNotAllowed``. The events of one telling are looked at one after the other."""
    for event in new_events:
        meetings = {meeting.id: meeting.called.sort for meeting in case.meetings}
        next_state(case.state, key_of(event, meetings))
        needs = NEEDS.get(type(event))
        if needs is not None:
            needs(Told(case, student, follow_up, today), event)
        case = replay(case.student, (*case.events, event))


def _decided(told: Told, event: Decided) -> None:
    if event.verdict is Verdict.NOT_WORRYING:
        _wants(event.reason, N_("«Ikke bekymringsfullt» trenger en begrunnelse."))
    if event.verdict is Verdict.OBSERVE and event.until is None:
        raise StepNotAllowed(N_("«Følg med» trenger en dato: til når?"))
    if event.until is not None and event.until < told.today:
        raise StepNotAllowed(N_("«Følg med» til en dag som har vært. Velg en som kommer."))
    if event.verdict is Verdict.WORRYING and not (event.conversation or event.no_conversation.strip()):
        said = N_("Nevn samtalen med hjemmet som vurderingen bygger på, eller skriv hvorfor det ikke ble noen.")
        raise StepNotAllowed(said)
    if event.conversation and event.conversation not in {c.id for c in told.case.contacts if c.conversation}:
        raise StepNotAllowed(N_("Samtalen med hjemmet finnes ikke, eller ingen svarte. Velg en av dem som er notert."))


def _nurse(told: Told, event: NurseOffered) -> None:
    if event.accepted:
        _consent(told, event.consent, N_("Et ja til helsesøster trenger samtykke. Noter samtykket først."))


def _inquiry(told: Told, event: InquiryOpened) -> None:
    if event.consent:
        _consent(told, event.consent, N_("Samtykket gjelder ikke lenger. Kontakt PPS anonymt, eller hent et nytt."))


def _sent(told: Told, event: SheetsSent) -> None:
    known = {sheet.id for sheet in told.case.sheets}
    if not event.sheets or not set(event.sheets) <= known:
        raise StepNotAllowed(N_("Velg hvilke av sakens skjemaer som er sendt."))
    if event.consent:
        _consent(told, event.consent, N_("Samtykket gjelder ikke lenger. Send anonymt, eller hent et nytt."))


def _sheet(told: Told, event: SheetOpened) -> None:
    forms = {form.id for form in told.follow_up.forms}
    if event.form not in forms:
        raise StepNotAllowed(N_("Skjemaet finnes ikke. Disse finnes: {forms}."), forms=", ".join(sorted(forms)))


def _answer(told: Told, event: AnswerGiven) -> None:
    if event.sheet not in {sheet.id for sheet in told.case.sheets}:
        raise StepNotAllowed(N_("Skjemaet er ikke åpnet. Åpne det fra saken først."))
    if any(not 0 <= graded.grade <= 10 for graded in event.graded):
        raise StepNotAllowed(N_("Graden går fra 0 til 10."))


def _declined(told: Told, event: InformantDeclined) -> None:
    if event.sheet not in {sheet.id for sheet in told.case.sheets}:
        raise StepNotAllowed(N_("Skjemaet er ikke åpnet. Åpne det fra saken først."))
    _wants(event.why, N_("Skriv hvorfor den spurte ikke vil fylle ut skjemaet."))


def _withdrawn(told: Told, event: ConsentWithdrawn) -> None:
    if event.consent not in {consent.id for consent in told.case.consents}:
        raise StepNotAllowed(N_("Samtykket finnes ikke, eller er trukket alt."))


def _referred(told: Told, event: Referred) -> None:
    partners = {partner.key: partner for partner in told.follow_up.partners}
    partner = partners.get(event.partner)
    if partner is None:
        names = ", ".join(each.name for each in partners.values() if each.senders)
        raise StepNotAllowed(N_("Velg en samarbeidspartner som tar imot henvisning: {names}."), names=names)
    if event.sender not in partner.senders:
        said = N_("{sender} kan ikke henvise til {partner}. Det kan: {possible}.")
        raise StepNotAllowed(said, sender=Named((event.sender,)), partner=partner.name, possible=Named(partner.senders))
    if event.sender == "student" and partner.student_from_age is not None:
        _old_enough(told, partner.student_from_age, partner.name)
    if partner.purposes and not set(event.purpose) <= set(partner.purposes):
        raise StepNotAllowed(N_("Si hva henvisningen gjelder: veiledning eller utredning."))
    if partner.purposes and not event.purpose:
        raise StepNotAllowed(N_("Si hva henvisningen gjelder: veiledning eller utredning."))
    if partner.consent and event.sender not in {"guardians", "student"}:
        said = N_("En henvisning til {partner} trenger samtykke. Noter samtykket først.")
        _consent(told, event.consent, said, partner=partner.name)


def _old_enough(told: Told, age: int, partner: str) -> None:
    born = told.student.born
    if born is None:
        said = N_("Eleven kan henvise seg selv til {partner} fra fylte {age} år, men fødselsdatoen er ikke kjent.")
        raise StepNotAllowed(said, partner=partner, age=age)
    years = told.today.year - born.year - ((told.today.month, told.today.day) < (born.month, born.day))
    if years < age:
        said = N_("Eleven kan henvise seg selv til {partner} fra fylte {age} år. De foresatte eller skolen kan nå.")
        raise StepNotAllowed(said, partner=partner, age=age)


def _skipped(told: Told, event: StationSkipped) -> None:
    del told
    if event.station not in set(Station):
        raise StepNotAllowed(N_("Stasjonen finnes ikke. Disse finnes: {stations}."), stations=", ".join(Station))
    _wants(event.reason, N_("Skriv hvorfor stasjonen hoppes over."))


def _meeting(told: Told, event: MeetingSet) -> None:
    held = {meeting.id for meeting in told.case.meetings if meeting.held is not None}
    if event.meeting in held:
        raise StepNotAllowed(N_("Møtet er holdt alt. Kall inn til et nytt."))
    if not event.time.strip():
        raise StepNotAllowed(N_("Et møte har dato og klokkeslett."))


def _of_a_meeting(told: Told, event: MinutesWritten | MeetingReminded | MeetingCancelled | MeetingHeld) -> None:
    if event.meeting not in {meeting.id for meeting in told.case.meetings}:
        raise StepNotAllowed(N_("Møtet finnes ikke. Kall inn til det først."))


def _held(told: Told, event: MeetingHeld) -> None:
    _of_a_meeting(told, event)
    if event.on > told.today:
        raise StepNotAllowed(N_("Møtet er ikke holdt ennå: {day} er ikke kommet."), day=event.on.isoformat())
    if (event.next_on is None or not event.next_time.strip()) and not event.no_next.strip():
        raise StepNotAllowed(N_("Avtal dato og tid for neste møte, eller skriv hvorfor det ikke blir noe."))
    if event.next_on is not None and event.next_on < event.on:
        raise StepNotAllowed(N_("Neste møte kan ikke være før dette."))


def _cancelled(told: Told, event: MeetingCancelled) -> None:
    _of_a_meeting(told, event)
    _wants(event.reason, N_("Skriv hvorfor møtet er avlyst."))


def _way(told: Told, event: WayChosen) -> None:
    if event.way is Way.B3:
        said = N_("Kommunens kartleggingsteam (B3) trenger samtykke. Noter samtykket først, eller velg B1 eller B2.")
        _consent(told, event.consent, said)


def _started(told: Told, event: AgreementStarted) -> None:
    known = {agreement.id for agreement in told.case.agreements}
    if event.agreement in known:
        raise StepNotAllowed(N_("Avtalen er påbegynt alt."))
    if event.from_version and event.from_version not in known:
        raise StepNotAllowed(N_("Avtalen som den nye skulle bygge på, finnes ikke."))


def _plan_b(told: Told, event: PlanBFollowed) -> None:
    _own(told, event.agreement)


def _unsigned(told: Told, event: PartSet | PartRemoved) -> None:
    own = _own(told, event.agreement)
    if own.signed is not None:
        raise StepNotAllowed(N_("Avtalen er underskrevet. Lag en ny utgave for å endre den."))
    if isinstance(event, PartRemoved) and event.item not in {held.item for held in own.parts}:
        raise StepNotAllowed(N_("Denne delen er tatt ut alt."))


def _signed(told: Told, event: AgreementSigned) -> None:
    own = _own(told, event.agreement)
    if own.signed is not None:
        raise StepNotAllowed(N_("Avtalen er underskrevet alt. Lag en ny utgave."))
    if not event.signatures:
        raise StepNotAllowed(N_("Noen må skrive under: hvem, for hvem og når."))
    blocking = blocks(check(own, told.case, told.follow_up, told.today))
    if blocking and not event.reason.strip():
        said = N_("Avtalen er ikke hel: {missing} Rett det, eller skriv hvorfor den skrives under likevel.")
        raise StepNotAllowed(said, missing=Joined(blocking))


def _measures(told: Told, event: MeasuresStarted) -> None:
    own = _own(told, event.agreement)
    if own.signed is None:
        raise StepNotAllowed(N_("Avtalen er ikke underskrevet. Skriv under først."))
    if event.step and event.step not in _steps(own):
        raise StepNotAllowed(N_("Trinnet finnes ikke i avtalen."))


def _step(told: Told, event: StepChanged) -> None:
    own = _own(told, event.agreement)
    if own.measures is None:
        raise StepNotAllowed(N_("Tiltakene er ikke satt i gang. Gjør det først."))
    if event.step not in _steps(own):
        raise StepNotAllowed(N_("Trinnet finnes ikke i avtalen."))
    _wants(event.reason, N_("Skriv hvorfor trinnet endres."))


def _of_an_item(told: Told, event: ResponsibilityDone | Evaluated) -> None:
    own = _own(told, event.agreement)
    if event.item not in {held.item for held in own.parts}:
        raise StepNotAllowed(N_("Denne delen finnes ikke i avtalen."))


def _closed(told: Told, event: CaseClosed) -> None:
    del told
    _wants(event.reason, N_("Skriv hvorfor saken avsluttes."))


def _reopened(told: Told, event: CaseReopened) -> None:
    del told
    _wants(event.reason, N_("Skriv hvorfor saken åpnes igjen."))


def _weighed(told: Told, event: ChildWelfareWeighed) -> None:
    del told
    _wants(event.reason, N_("Vurderingen trenger en begrunnelse, enten den ender med melding eller ikke."))


def _given(told: Told, event: CaseGiven) -> None:
    _wants(event.reason, N_("Skriv hvorfor saken gis til noen."))
    if event.until < told.today:
        raise StepNotAllowed(N_("Sluttdatoen har vært. Velg en som kommer."))


def _glass(told: Told, event: GlassBroken) -> None:
    del told
    _wants(event.reason, N_("Skriv hvorfor den sperrede saken åpnes. Andre ser begrunnelsen."))


def _disclosed(told: Told, event: Disclosed) -> None:
    _wants(event.to, N_("Skriv hvem dokumentet er sendt til."))
    _wants("".join(event.what), N_("Skriv hva som er sendt."))
    if event.anonymous or event.ground.strip():
        return
    said = N_(
        "Opplysninger om eleven går ikke ut av skolen uten samtykke eller hjemmel. "
        "Noter samtykket først, skriv hjemmelen, eller send anonymt, slik veilederen åpner for."
    )
    _consent(told, event.consent, said)


def _hold(told: Told, event: LegalHold) -> None:
    del told
    _wants(event.reason, N_("Skriv hvorfor ingenting om eleven skal slettes."))


def _hold_ended(told: Told, event: LegalHoldEnded) -> None:
    if event.hold not in {hold.id for hold in holds(told.case.events)}:
        raise StepNotAllowed(N_("Det er ingen slik stans av sletting, eller den er opphevet alt."))
    _wants(event.reason, N_("Skriv hvorfor opplysningene om eleven kan slettes igjen."))


NEEDS: Mapping[type[Event], Callable[[Told, Any], None]] = {
    Decided: _decided,
    NurseOffered: _nurse,
    InquiryOpened: _inquiry,
    SheetOpened: _sheet,
    AnswerGiven: _answer,
    InformantDeclined: _declined,
    SheetsSent: _sent,
    ConsentWithdrawn: _withdrawn,
    Referred: _referred,
    StationSkipped: _skipped,
    MeetingSet: _meeting,
    MeetingReminded: _of_a_meeting,
    MinutesWritten: _of_a_meeting,
    MeetingHeld: _held,
    MeetingCancelled: _cancelled,
    WayChosen: _way,
    AgreementStarted: _started,
    PartSet: _unsigned,
    PartRemoved: _unsigned,
    AgreementSigned: _signed,
    MeasuresStarted: _measures,
    StepChanged: _step,
    ResponsibilityDone: _of_an_item,
    Evaluated: _of_an_item,
    PlanBFollowed: _plan_b,
    CaseClosed: _closed,
    CaseReopened: _reopened,
    ChildWelfareWeighed: _weighed,
    CaseGiven: _given,
    GlassBroken: _glass,
    Disclosed: _disclosed,
    LegalHold: _hold,
    LegalHoldEnded: _hold_ended,
}


SENDERS: Mapping[str, str] = {
    Sender.SCHOOL: N_("skolen"),
    Sender.GUARDIANS: N_("de foresatte"),
    Sender.STUDENT: N_("eleven"),
    Sender.FAMILY_DOCTOR: N_("fastlegen"),
    Sender.CHILD_WELFARE: N_("barnevernet"),
    Sender.NURSE: N_("helsesøster"),
    Sender.OTHER: N_("andre"),
}


class Named(msgspec.Struct, frozen=True):
    """Who may send, in words."""

    senders: tuple[str, ...]

    def say(self, words: Words) -> str:
        """Their names in a row."""
        return ", ".join(words.gettext(SENDERS.get(sender, sender)) for sender in self.senders)


class Joined(msgspec.Struct, frozen=True):
    """What is missing, a sentence each."""

    findings: tuple[Finding, ...]

    def say(self, words: Words) -> str:
        """The sentences in a row."""
        return " ".join(finding.say(words) for finding in self.findings)


def _wants(text: str, sentence: str) -> None:
    if not text.strip():
        raise StepNotAllowed(sentence)


def _consent(told: Told, consent: str, sentence: str, **values: object) -> None:
    """A consent of the case that holds today."""
    holding = {c.id for c in told.case.consents if c.until is None or told.today <= c.until}
    if not consent or consent not in holding:
        raise StepNotAllowed(sentence, **values)


def _own(told: Told, agreement: str) -> Agreement:
    found = next((own for own in told.case.agreements if own.id == agreement), None)
    if found is None:
        raise StepNotAllowed(N_("Avtalen finnes ikke. Begynn på en først."))
    return found


def _steps(agreement: Agreement) -> set[str]:
    return {held.item for held in agreement.parts if isinstance(held.part, Step)}
