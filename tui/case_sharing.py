"""The rows of a case about consents and what left the school: how each stands, who is to be asked, and the ground.

The rules of this file: a case in, rows and paragraphs out; a consent that has run out or was withdrawn is shown so.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.calendar import school_clock
from rules.case.case import Case
from rules.case.consents import Stands, consenting, stands, told_consents
from rules.case.disclosures import Ground, Shared, shared
from rules.case.events import ConsentGiven, ConsentWithdrawn
from tui.case_row import Shown
from tui.day_words import short, weekday_day
from tui.event_words import event_said
from tui.event_words_sharing import partner_name
from tui.language import N_, _
from tui.lines import Ink
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.signs import Look

LOOKS: dict[Stands, Look] = {
    Stands.HOLDS: Look("✓", N_("gjelder"), Ink.GOOD),
    Stands.EXPIRED: Look("–", N_("gått ut"), Ink.MUTED),
    Stands.WITHDRAWN: Look("–", N_("trukket"), Ink.MUTED),
}

GROUNDS: dict[Ground, str] = {
    Ground.CONSENT: N_("samtykke fra {who}"),
    Ground.ANONYMOUS: N_("anonymt"),
    Ground.LAW: N_("hjemmel: {who}"),
    Ground.THEMSELVES: N_("sendt av hjemmet selv"),
    Ground.DUTY: N_("trenger ikke samtykke"),
}

LACKING = Look("!", N_("mangler"), Ink.WORRYING)
SENT = Look("→", N_("sendt"), Ink.PLAIN)


def consents(seen: Overview, case: Case) -> tuple[Shown, ...]:
    """Who is still to be asked, then every consent that was given, those that hold first."""
    told = sorted(told_consents(case), key=lambda each: stands(case, each, seen.today) is not Stands.HOLDS)
    return (*_lacking(seen, case), *(_consent(seen, case, each) for each in told))


def sent(seen: Overview, case: Case) -> tuple[Shown, ...]:
    """What left the school, the latest first, with its ground."""
    return tuple(_sent(seen, case, each) for each in shared(case))


def said(seen: Overview, case: Case, which: str) -> Iterator[Paragraph]:
    """What there is to know of a consent: how it stands, and what one can do with it."""
    consent = next((each for each in told_consents(case) if each.id == which), None)
    if consent is None:
        return
    how = stands(case, consent, seen.today)
    look = LOOKS[how]
    yield (*event_said(seen, case, consent), (f" · {_(look.word)}", look.ink))
    if how is Stands.HOLDS:
        yield ((_("Enter: samtykket er trukket."), Ink.MUTED),)
    withdrawn = next((e for e in case.events if isinstance(e, ConsentWithdrawn) and e.consent == which), None)
    if withdrawn is not None:
        day = weekday_day(school_clock(withdrawn.at).date())
        who = name_of(seen, withdrawn.by)
        yield ((_("Trukket {day}, notert av {who}.").format(day=day, who=who), Ink.MUTED),)


def _lacking(seen: Overview, case: Case) -> Iterator[Shown]:
    """For each partner somebody has agreed to: who else must, before it counts."""
    one = seen.student(case.student)
    begun = {consent.what for consent in case.consents}
    for partner in seen.follow_up.partners if one else ():
        assert one is not None
        found = consenting(case, one, partner, seen.today)
        if partner.key in begun and not found.enough:
            who = ", ".join(found.lacking) or _("foresatt med foreldreansvar")
            text = _("{partner}: samtykke mangler fra {who}").format(partner=partner.name, who=who)
            yield Shown("lacking", partner.key, LACKING, "", text)


def _consent(seen: Overview, case: Case, consent: ConsentGiven) -> Shown:
    how = stands(case, consent, seen.today)
    look, day = LOOKS[how], short(school_clock(consent.at).date())
    text = f"{consent.whom}: {partner_name(seen, consent.what)}"
    if how is Stands.HOLDS:
        until = _("til {day}").format(day=weekday_day(consent.until)) if consent.until else _("til det trekkes")
        text = f"{text}, {until}"
    else:
        text = f"{text}, {_(look.word)}"
    ink = Ink.PLAIN if how is Stands.HOLDS else Ink.MUTED
    return Shown("consent", consent.id, look, day, text, name_of(seen, consent.by), ink)


def _sent(seen: Overview, case: Case, each: Shared) -> Shown:
    ground = _(GROUNDS[each.ground]).format(who=each.said or _("ukjent"))
    said = event_said(seen, case, each.event)
    text = ((f"{ground} · ", Ink.MUTED), *said)
    day = short(school_clock(each.event.at).date())
    return Shown("sent", each.event.id, SENT, day, text, name_of(seen, each.event.by))
