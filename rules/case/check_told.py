"""What a telling about a case must pass: the workflow's row of its state, and what each kind of event needs.

The rules of this file: asked under the store's lock, of the case as it stands; a refusal says what is missing and what
is possible instead; nothing here is about order (the road advises), only about what would make no sense or break the
guide's own "only with". ``NEEDS`` is the whole list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rules.case.case import Case, Station
from rules.case.events import (
    AnswerGiven,
    CaseClosed,
    CaseEvent,
    CaseGiven,
    CaseReopened,
    CertificateReceived,
    ChildWelfareWeighed,
    Decided,
    DeregistrationAssessed,
    Event,
    FollowedUp,
    FormalDecisionNoted,
    GlassBroken,
    InformantDeclined,
    LegalHold,
    LegalHoldEnded,
    LogWritten,
    NoteWritten,
    SafeEnvironmentDecided,
    SheetOpened,
    StationSkipped,
    TaskDone,
    TaskGiven,
    Verdict,
)
from rules.case.holds import holds
from rules.case.needs import Need, Told, wants
from rules.case.needs_agreement import AGREEMENTS
from rules.case.needs_meetings import MEETINGS, nothing_called
from rules.case.needs_sharing import SHARING
from rules.case.replay import replay
from rules.case.workflow import StepNotAllowed, key_of, next_state
from rules.facts import Student
from rules.follow_up import FollowUp
from rules.words import N_


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
        wants(event.reason, N_("«Ikke bekymringsfullt» trenger en begrunnelse."))
    if event.verdict is Verdict.OBSERVE and event.until is None:
        raise StepNotAllowed(N_("«Følg med» trenger en dato: til når?"))
    if event.until is not None and event.until < told.today:
        raise StepNotAllowed(N_("«Følg med» til en dag som har vært. Velg en som kommer."))
    if event.verdict is Verdict.WORRYING and not (event.conversation or event.no_conversation.strip()):
        said = N_("Nevn samtalen med hjemmet som vurderingen bygger på, eller skriv hvorfor det ikke ble noen.")
        raise StepNotAllowed(said)
    if event.conversation and event.conversation not in {c.id for c in told.case.contacts if c.conversation}:
        raise StepNotAllowed(N_("Samtalen med hjemmet finnes ikke, eller ingen svarte. Velg en av dem som er notert."))


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
    wants(event.why, N_("Skriv hvorfor den spurte ikke vil fylle ut skjemaet."))


def _skipped(told: Told, event: StationSkipped) -> None:
    del told
    if event.station not in set(Station):
        raise StepNotAllowed(N_("Stasjonen finnes ikke. Disse finnes: {stations}."), stations=", ".join(Station))
    wants(event.reason, N_("Skriv hvorfor stasjonen hoppes over."))


def _closed(told: Told, event: CaseClosed) -> None:
    wants(event.reason, N_("Skriv hvorfor saken avsluttes."))
    _still_to_come(told, event.follow_up_on)
    nothing_called(told, handed_over=False)


def _followed_up(told: Told, event: FollowedUp) -> None:
    _words(told, event)
    _still_to_come(told, event.again_on)


def _still_to_come(told: Told, again: date | None) -> None:
    if again is not None and again < told.today:
        raise StepNotAllowed(N_("Dagen for å følge opp igjen har vært. Velg en som kommer, eller ingen."))


def _reopened(told: Told, event: CaseReopened) -> None:
    del told
    wants(event.reason, N_("Skriv hvorfor saken åpnes igjen."))


def _weighed(told: Told, event: ChildWelfareWeighed) -> None:
    del told
    wants(event.reason, N_("Vurderingen trenger en begrunnelse, enten den ender med melding eller ikke."))


def _given(told: Told, event: CaseGiven) -> None:
    wants(event.reason, N_("Skriv hvorfor saken gis til noen."))
    if event.until < told.today:
        raise StepNotAllowed(N_("Sluttdatoen er passert. Velg en som kommer."))


def _glass(told: Told, event: GlassBroken) -> None:
    del told
    wants(event.reason, N_("Skriv hvorfor den sperrede saken åpnes. Andre ser begrunnelsen."))


def _hold(told: Told, event: LegalHold) -> None:
    del told
    wants(event.reason, N_("Skriv hvorfor ingenting om eleven skal slettes."))


def _hold_ended(told: Told, event: LegalHoldEnded) -> None:
    if event.hold not in {hold.id for hold in holds(told.case.events)}:
        raise StepNotAllowed(N_("Det er ingen slik stans av sletting, eller den er allerede opphevet."))
    wants(event.reason, N_("Skriv hvorfor opplysningene om eleven kan slettes igjen."))


def _certificate(told: Told, event: CertificateReceived) -> None:
    del told
    if event.last < event.first:
        raise StepNotAllowed(N_("Legeerklæringens siste dag er før den første. Bytt om på dem."))


def _formal(told: Told, event: FormalDecisionNoted) -> None:
    del told
    if event.expert_assessment is None and event.formal_decision is None:
        raise StepNotAllowed(N_("Skriv datoen for den sakkyndige vurderingen, enkeltvedtaket eller begge."))


def _deregistration(told: Told, event: DeregistrationAssessed) -> None:
    del told
    wants(event.conclusion, N_("Skriv hva vurderingen endte med."))


def _safe(told: Told, event: SafeEnvironmentDecided) -> None:
    del told
    wants(event.plan, N_("Skriv hva som er bestemt for at eleven skal ha det trygt."))


def _words(told: Told, event: NoteWritten | LogWritten | FollowedUp) -> None:
    del told
    wants(event.words, N_("Her står det ingenting ennå. Skriv en linje."))


def _task(told: Told, event: TaskGiven) -> None:
    wants(event.who, N_("Hvem skal gjøre det? Velg en."))
    wants(event.words, N_("Skriv hva som skal gjøres."))
    if event.due < told.today:
        raise StepNotAllowed(N_("Fristen er passert. Velg en dag som kommer."))


def _task_done(told: Told, event: TaskDone) -> None:
    if not any(isinstance(e, TaskGiven) and e.id == event.task for e in told.case.events):
        raise StepNotAllowed(N_("Oppgaven finnes ikke i saken. Gi den først."))


NEEDS: Mapping[type[Event], Need] = {
    CertificateReceived: _certificate,
    NoteWritten: _words,
    LogWritten: _words,
    Decided: _decided,
    SheetOpened: _sheet,
    AnswerGiven: _answer,
    InformantDeclined: _declined,
    StationSkipped: _skipped,
    **SHARING,
    **MEETINGS,
    **AGREEMENTS,
    FormalDecisionNoted: _formal,
    SafeEnvironmentDecided: _safe,
    ChildWelfareWeighed: _weighed,
    DeregistrationAssessed: _deregistration,
    CaseClosed: _closed,
    CaseReopened: _reopened,
    FollowedUp: _followed_up,
    CaseGiven: _given,
    GlassBroken: _glass,
    LegalHold: _hold,
    LegalHoldEnded: _hold_ended,
    TaskGiven: _task,
    TaskDone: _task_done,
}
