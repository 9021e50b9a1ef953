"""What leaves the school and whom the case goes to: consent, who may refer, and to what.

The rules of this file: a consent holds on the day and for the partner it names; the guide says who may refer to whom;
what needs no consent (the anonymous contact with PPS, a concern for child welfare) asks for none.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from rules.case.consents import Stands, age_on, stands
from rules.case.events import (
    ConsentGiven,
    ConsentWithdrawn,
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
from rules.case.needs import Need, Told, consented, wants
from rules.case.needs_meetings import nothing_called
from rules.case.workflow import StepNotAllowed
from rules.follow_up import Sender
from rules.words import N_, Words


def _nurse(told: Told, event: NurseOffered) -> None:
    if event.accepted:
        consented(told, event.consent, "nurse", N_("Et ja til helsesøster trenger samtykke. Noter samtykket først."))


def _inquiry(told: Told, event: InquiryOpened) -> None:
    if event.consent:
        consented(
            told, event.consent, "pps", N_("Samtykket gjelder ikke lenger. Kontakt PPS anonymt, eller hent et nytt.")
        )


def _sent(told: Told, event: SheetsSent) -> None:
    known = {sheet.id for sheet in told.case.sheets}
    if not event.sheets or not set(event.sheets) <= known:
        raise StepNotAllowed(N_("Velg hvilke av sakens skjemaer som er sendt."))
    if event.consent:
        consented(told, event.consent, event.to, N_("Samtykket gjelder ikke lenger. Send anonymt, eller hent et nytt."))


def _withdrawn(told: Told, event: ConsentWithdrawn) -> None:
    holding = {c.id for c in told.case.consents if stands(told.case, c, told.today) is Stands.HOLDS}
    if event.consent not in holding:
        raise StepNotAllowed(N_("Samtykket finnes ikke, er gått ut, eller er allerede trukket."))


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
    if partner.purposes and (not event.purpose or not set(event.purpose) <= set(partner.purposes)):
        raise StepNotAllowed(N_("Si hva henvisningen gjelder: veiledning eller utredning."))
    if partner.consent and event.sender not in {"guardians", "student"}:
        said = N_("En henvisning til {partner} trenger samtykke. Noter samtykket først.")
        consented(told, event.consent, partner.key, said, partner=partner.name)


def _old_enough(told: Told, age: int, partner: str) -> None:
    years = age_on(told.student, told.today)
    if years is None:
        said = N_("Eleven kan henvise seg selv til {partner} fra fylte {age} år, men fødselsdatoen er ikke kjent.")
        raise StepNotAllowed(said, partner=partner, age=age)
    if years < age:
        said = N_("Eleven kan henvise seg selv til {partner} fra fylte {age} år. De foresatte eller skolen kan nå.")
        raise StepNotAllowed(said, partner=partner, age=age)


def _way(told: Told, event: WayChosen) -> None:
    if event.way is Way.B3:
        said = N_("Kommunens kartleggingsteam (B3) trenger samtykke. Noter samtykket først, eller velg B1 eller B2.")
        consented(told, event.consent, "mapping_team", said)


def _disclosed(told: Told, event: Disclosed) -> None:
    wants(event.to, N_("Skriv hvem dokumentet er sendt til."))
    wants("".join(event.what), N_("Skriv hva som er sendt."))
    if event.anonymous or event.ground.strip():
        return
    said = N_(
        "Opplysninger om eleven går ikke ut av skolen uten samtykke eller hjemmel. "
        "Noter samtykket først, skriv hjemmelen, eller send anonymt, slik veilederen åpner for."
    )
    consented(told, event.consent, event.to, said)


def _consent(told: Told, event: ConsentGiven) -> None:
    wants(event.whom, N_("Skriv hvem som har gitt samtykket."))
    wants(event.what, N_("Skriv hva samtykket gjelder."))
    if event.until is not None and event.until < told.today:
        raise StepNotAllowed(N_("Samtykket gjelder til en dag som har vært. Velg en som kommer, eller ingen."))
    unable = {g.name for g in told.student.guardians if not g.parental_responsibility}
    able = {g.name for g in told.student.guardians if g.parental_responsibility}
    if event.whom in unable - able:
        said = N_("{whom} har ikke foreldreansvar og kan ikke samtykke. Velg en som har det.")
        raise StepNotAllowed(said, whom=event.whom)


def _handed_over(told: Told, event: HandedOver) -> None:
    wants(event.to, N_("Skriv hvem som overtar saken."))
    if event.consent:
        said = N_("Samtykket gjelder ikke lenger. Hent et nytt, eller overfør uten å nevne det.")
        consented(told, event.consent, event.to, said)
    if event.school:
        nothing_called(told, handed_over=True)


SHARING: Mapping[type[Event], Need] = {
    NurseOffered: _nurse,
    InquiryOpened: _inquiry,
    SheetsSent: _sent,
    ConsentGiven: _consent,
    ConsentWithdrawn: _withdrawn,
    Referred: _referred,
    WayChosen: _way,
    Disclosed: _disclosed,
    HandedOver: _handed_over,
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
