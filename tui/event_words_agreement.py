"""Sentences about the agreement, its measures, and what came of them.

The rules of this file: one row of ``OF_AGREEMENTS`` for each kind of event; what an outcome is called stands here once.
"""

from __future__ import annotations

from rules.case import events as told
from rules.case.case import Case
from rules.case.signing import ABOUT, ABOUT_SHARES, PARTY_WORDS
from tui.agreement_words import part_said
from tui.day_words import day_month, weekday_day
from tui.event_sentence import Says, with_words
from tui.language import N_, _
from tui.lines import Ink
from tui.overview import Overview
from tui.people import name_of

OUTCOMES: dict[told.Outcome, tuple[str, Ink]] = {
    told.Outcome.WORKED: (N_("virket"), Ink.GOOD),
    told.Outcome.PARTLY: (N_("virket delvis"), Ink.WATCH),
    told.Outcome.NOT: (N_("virket ikke"), Ink.WORRYING),
}


def _part_of(seen: Overview, case: Case, agreement: str, item: str) -> str:
    found = next((each for each in case.agreements if each.id == agreement), None)
    held = next((each for each in found.parts if each.item == item), None) if found else None
    return part_said(seen, held.part) if held else _("en del")


def _evaluated(seen: Overview, case: Case, event: told.Evaluated) -> str:
    what = _part_of(seen, case, event.agreement, event.item)
    return with_words(
        _("Evaluert: {what}: {outcome}.").format(what=what, outcome=_(OUTCOMES[event.outcome][0])), event.seen
    )


def _way(seen: Overview, _case: Case, event: told.WayChosen) -> str:
    text = next((item.text for item in seen.follow_up.ways if item.key == event.way), "")
    return with_words(_("Veien videre: {way}. {text}").format(way=str(event.way), text=text), event.words)


def _version(case: Case, agreement: str) -> int:
    return next((each.version for each in case.agreements if each.id == agreement), 1)


def _agreement(_seen: Overview, case: Case, event: told.AgreementStarted) -> str:
    number = _version(case, event.agreement)
    return _("Samarbeidsavtalen er påbegynt, utgave {number}.").format(number=number)


def _part(seen: Overview, case: Case, event: told.PartSet) -> str:
    number = _version(case, event.agreement)
    return _("Avtalen, utgave {number}: {part}").format(number=number, part=part_said(seen, event.part))


def _part_removed(_seen: Overview, case: Case, event: told.PartRemoved) -> str:
    number = _version(case, event.agreement)
    return _("Avtalen, utgave {number}: en del er tatt ut.").format(number=number)


def _signed(seen: Overview, case: Case, event: told.AgreementSigned) -> str:
    who = ", ".join(
        f"{name_of(seen, each.name)} ({_(PARTY_WORDS[each.party])}, {day_month(each.on)})" for each in event.signatures
    )
    number = _version(case, event.agreement)
    said = _("Avtalen, utgave {number}, er underskrevet av {who}.")
    said = (_("Avtalen, utgave {number}, er underskrevet også av {who}.") if event.added else said).format(
        number=number, who=who
    )
    if event.in_spite_of:
        left = dict.fromkeys(_(ABOUT.get(key, ABOUT_SHARES)) for key in event.in_spite_of)
        said += " " + _("Sjekken hadde noe å si om {what}.").format(what=", ".join(left))
    return with_words(said, event.reason)


def _started(seen: Overview, case: Case, event: told.MeasuresStarted) -> str:
    said = _("Tiltakene er i gang fra {day}.").format(day=weekday_day(event.on))
    return f"{said} {_part_of(seen, case, event.agreement, event.step)}" if event.step else said


def _step(seen: Overview, case: Case, event: told.StepChanged) -> str:
    step = _part_of(seen, case, event.agreement, event.step)
    said = _("Et trinn tilbake fra {day}: {step}.") if event.back else _("Et trinn opp fra {day}: {step}.")
    return with_words(said.format(day=weekday_day(event.on), step=step), event.reason)


def _done(seen: Overview, case: Case, event: told.ResponsibilityDone) -> str:
    what = _part_of(seen, case, event.agreement, event.item)
    return with_words(_("Gjort {day}: {what}.").format(day=day_month(event.on), what=what), event.words)


def _plan_b(_seen: Overview, _case: Case, event: told.PlanBFollowed) -> str:
    return with_words(_("Plan B er fulgt {day}.").format(day=weekday_day(event.on)), event.words)


OF_AGREEMENTS: dict[type[told.Event], Says] = {
    told.Evaluated: _evaluated,
    told.WayChosen: _way,
    told.AgreementStarted: _agreement,
    told.PartSet: _part,
    told.PartRemoved: _part_removed,
    told.AgreementSigned: _signed,
    told.MeasuresStarted: _started,
    told.StepChanged: _step,
    told.ResponsibilityDone: _done,
    told.PlanBFollowed: _plan_b,
}
