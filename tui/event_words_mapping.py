"""Sentences about the mapping: forms, answers, what was sent, factors.

The rules of this file: one row of ``MAPPING`` for each kind of event of the mapping.
"""

from __future__ import annotations

from rules.case import events as told
from rules.case.case import Case
from tui.day_words import day_month
from tui.event_sentence import Says, with_words
from tui.event_words_sharing import partner_name
from tui.language import _, ngettext
from tui.overview import Overview


def _sheet_of(seen: Overview, case: Case, sheet_id: str) -> str:
    from tui.case_asks_mapping import said_sheet

    sheet = next((each for each in case.sheets if each.id == sheet_id), None)
    return said_sheet(seen, sheet) if sheet else _("et skjema")


def _sheet(seen: Overview, case: Case, event: told.SheetOpened) -> str:
    return _("Åpnet: {sheet}.").format(sheet=_sheet_of(seen, case, event.id))


def _answer(seen: Overview, case: Case, event: told.AnswerGiven) -> str:
    from tui.form_rows import answer_said

    sheet = next((each for each in case.sheets if each.id == event.sheet), None)
    form = seen.form(sheet.form, sheet.version) if sheet else None
    question = next((each.text for each in form.questions if each.id == event.question), "") if form else ""
    said = _("Svar i {sheet}: {question}").format(sheet=_sheet_of(seen, case, event.sheet), question=question)
    return f"{said} {answer_said(event)}"


def _declined(seen: Overview, case: Case, event: told.InformantDeclined) -> str:
    said = _("Vil ikke fylle ut ({day}): {sheet}.")
    return with_words(said.format(day=day_month(event.on), sheet=_sheet_of(seen, case, event.sheet)), event.why)


def _sent(seen: Overview, _case: Case, event: told.SheetsSent) -> str:
    count = len(event.sheets)
    said = ngettext("{count} skjema er sendt til {to}", "{count} skjemaer er sendt til {to}", count)
    how = _("med samtykke") if event.consent else _("anonymt")
    return with_words(said.format(count=count, to=partner_name(seen, event.to)) + f", {how}.", event.words)


def _factor(seen: Overview, _case: Case, event: told.FactorTicked) -> str:
    text = next((factor.text for factor in seen.follow_up.factors if factor.key == event.factor), event.factor)
    said = _("Faktor krysset av: {factor}.") if event.there else _("Faktor tatt bort: {factor}.")
    return with_words(said.format(factor=text), event.words)


MAPPING: dict[type[told.Event], Says] = {
    told.SheetOpened: _sheet,
    told.AnswerGiven: _answer,
    told.InformantDeclined: _declined,
    told.SheetsSent: _sent,
    told.FactorTicked: _factor,
}
