"""Sentences about who is let in and what goes out: consents, referrals, documents, whoever is given the case.

The rules of this file: one row of ``SHARING`` for each kind of event.
"""

from __future__ import annotations

from rules.case import events as told
from rules.case.case import Case
from rules.case.needs_sharing import SENDERS
from tui.day_words import weekday_day
from tui.event_sentence import Says, with_words
from tui.language import _
from tui.overview import Overview
from tui.paper.names import NAMES
from tui.people import name_of


def partner_name(seen: Overview, key: str) -> str:
    """A partner of the guide by name; another by what somebody wrote."""
    return next((partner.name for partner in seen.follow_up.partners if partner.key == key), key)


def _consent(seen: Overview, _case: Case, event: told.ConsentGiven) -> str:
    said = _("{whom} samtykker: {what}.").format(whom=event.whom, what=partner_name(seen, event.what))
    if event.until is not None:
        said += " " + _("Gjelder til {day}.").format(day=weekday_day(event.until))
    return with_words(said, event.words)


def _withdrawn(seen: Overview, case: Case, event: told.ConsentWithdrawn) -> str:
    given = next((e for e in case.events if e.id == event.consent and isinstance(e, told.ConsentGiven)), None)
    what = f"{given.whom}, {partner_name(seen, given.what)}" if given else _("ukjent")
    return _("Samtykket er trukket: {what}.").format(what=what)


def _referred(seen: Overview, _case: Case, event: told.Referred) -> str:
    from tui.case_asks_partners import PURPOSES

    sender = _(SENDERS.get(event.sender, event.sender))
    said = _("Henvist til {partner} av {sender}").format(partner=partner_name(seen, event.partner), sender=sender)
    purpose = ", ".join(_(PURPOSES.get(each, each)) for each in event.purpose)
    return with_words(f"{said}: {purpose}." if purpose else f"{said}.", event.words)


def _handed_over(seen: Overview, _case: Case, event: told.HandedOver) -> str:
    said = _("Saken er overført til {to}.") if event.school else _("{to} har saken fra nå.")
    return with_words(said.format(to=name_of(seen, event.to)), event.words)


def _given(seen: Overview, _case: Case, event: told.CaseGiven) -> str:
    said = _("Saken er gitt til {to} til {day}.")
    return with_words(said.format(to=name_of(seen, event.to), day=weekday_day(event.until)), event.reason)


def _taken_back(seen: Overview, _case: Case, event: told.CaseTakenBack) -> str:
    return with_words(_("Saken er tatt tilbake fra {to}.").format(to=name_of(seen, event.to)), event.reason)


def _glass(_seen: Overview, _case: Case, event: told.GlassBroken) -> str:
    return with_words(_("Åpnet for innsyn {day}.").format(day=weekday_day(event.on)), event.reason)


def _document(kind: str) -> str:
    """A kind of document by its word; what was typed as it stands."""
    return _(NAMES[kind].word) if kind in NAMES else kind


def _disclosed(seen: Overview, _case: Case, event: told.Disclosed) -> str:
    what = ", ".join(map(_document, event.what))
    said = _("Sendt til {to}: {what}.").format(to=partner_name(seen, event.to), what=what)
    if event.anonymous:
        said += " " + _("Anonymt.")
    elif event.consent:
        said += " " + _("Med samtykke.")
    else:
        said += " " + _("Hjemmel: {law}.").format(law=event.ground)
    return with_words(said, event.words)


def _hold(_seen: Overview, _case: Case, event: told.LegalHold) -> str:
    said = _("Ingenting om eleven slettes.")
    if event.wanted_by:
        said = _("Ingenting om eleven slettes; {who} ber om det.").format(who=event.wanted_by)
    return with_words(said, event.reason)


def _hold_ended(_seen: Overview, case: Case, event: told.LegalHoldEnded) -> str:
    held = next((e for e in case.events if e.id == event.hold and isinstance(e, told.LegalHold)), None)
    said = _("Stansen av sletting er opphevet.")
    return with_words(said if held is None else f"{said} ({held.reason})", event.reason)


SHARING: dict[type[told.Event], Says] = {
    told.ConsentGiven: _consent,
    told.ConsentWithdrawn: _withdrawn,
    told.Referred: _referred,
    told.HandedOver: _handed_over,
    told.CaseGiven: _given,
    told.CaseTakenBack: _taken_back,
    told.GlassBroken: _glass,
    told.Disclosed: _disclosed,
    told.LegalHold: _hold,
    told.LegalHoldEnded: _hold_ended,
}
