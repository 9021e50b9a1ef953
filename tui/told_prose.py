"""What was told about a student beyond the marks, in a line each: contacts, notes of signs, decisions; who and when.

The rules of this file: facts in, paragraphs out, the newest first; the guide's words for the signs, people's own words
between quotation marks; where signs are told, the guide's own warning stands with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from rules.case.events import (
    About,
    CertificateReceived,
    ContactMade,
    Decided,
    DifficultyTold,
    DistressSeen,
    Event,
    Ground,
    How,
    NoteWritten,
    TalkHeld,
    Verdict,
)
from rules.words import quoted
from tui.day_words import day_month, weekday_day
from tui.language import N_, _, words
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.signs_dialogs import words_of
from tui.student_prose import moment

HOWS = {How.PHONE: N_("telefon"), How.MEETING: N_("møte"), How.MESSAGE: N_("melding")}
VERDICTS = {
    Verdict.WORRYING: (N_("bekymringsfullt"), Ink.WORRYING),
    Verdict.NOT_WORRYING: (N_("ikke bekymringsfullt"), Ink.GOOD),
    Verdict.OBSERVE: (N_("følg med"), Ink.WATCH),
}
GROUNDS = {Ground.VALID: N_("gyldig grunn"), Ground.NOT_VALID: N_("ugyldig grunn")}


def noted(seen: Overview, student: str) -> tuple[Paragraph, ...]:
    """Everything that was seen and said, the newest first; the guide's warning once, where there are signs."""
    case = seen.cases.get(student)
    if case is None:
        return ()
    told = sorted((event for event in case.events if type(event) in SAYS), key=_when, reverse=True)
    lines = [said_event(seen, event) for event in told]
    signs = any(isinstance(event, DifficultyTold | DistressSeen) for event in told)
    remark: list[Paragraph] = [((f"«{seen.follow_up.remark_on_signs}»", Ink.QUOTE),)] if signs else []
    return (*lines, *remark)


def said_event(seen: Overview, event: Event) -> Paragraph:
    """One telling in a line, with who and when; empty for a kind that is not told here."""
    says = SAYS.get(type(event))
    if says is None:
        return ()
    by: Part = (f" · {name_of(seen, event.by)} {moment(event.at)}", Ink.MUTED)
    return (*says(seen, event), by)


def _contact(_seen: Overview, contact: ContactMade) -> Iterator[Part]:
    how, whom = _(HOWS[contact.how]), contact.whom
    if not contact.answered:
        yield _("Ringte {whom}, ikke svar").format(whom=whom), Ink.WORRYING
    elif contact.from_home:
        yield _("{whom} tok kontakt ({how})").format(whom=whom, how=how), Ink.GOOD
    else:
        yield _("Kontakt med {whom} ({how})").format(whom=whom, how=how), Ink.GOOD
    if contact.about is About.GUIDANCE:
        yield ", " + _("veiledning"), Ink.PLAIN
    if contact.ground is not None:
        yield ", " + _(GROUNDS[contact.ground]), Ink.PLAIN
    if contact.leader_informed:
        yield ", " + _("ledelsen informert"), Ink.PLAIN
    yield _words(contact.words)


def _difficulty(seen: Overview, told: DifficultyTold) -> Iterator[Part]:
    yield _("{whom} forteller om vansker med å komme").format(whom=told.whom), Ink.WORRYING
    yield _signs(words_of(seen.follow_up.signs_home, told.signs))
    yield _words(told.words)


def _distress(seen: Overview, told: DistressSeen) -> Iterator[Part]:
    yield _("Tegn på mistrivsel"), Ink.WORRYING
    yield _signs(words_of(seen.follow_up.signs_school, told.signs))
    yield _words(told.words)


def _certificate(_seen: Overview, told: CertificateReceived) -> Iterator[Part]:
    yield _("Legeerklæring {first}–{last}").format(first=day_month(told.first), last=day_month(told.last)), Ink.PLAIN
    yield _words(told.words)


def _talk(_seen: Overview, told: TalkHeld) -> Iterator[Part]:
    yield _("Fravær var tema i samtale {day}").format(day=weekday_day(told.on)), Ink.PLAIN
    yield _words(told.words)


def _note(_seen: Overview, told: NoteWritten) -> Iterator[Part]:
    yield _("Notat"), Ink.PLAIN
    yield _words(told.words)


def _decided(seen: Overview, told: Decided) -> Iterator[Part]:
    from tui.why import rule_word

    word, ink = VERDICTS[told.verdict]
    yield _("Vurdert: {verdict}").format(verdict=_(word)), ink
    if told.rule and any(rule.id == told.rule for rule in seen.guide.rules):
        yield f" ({rule_word(seen, told.rule)})", Ink.PLAIN
    if told.until is not None:
        yield " " + _("til {day}").format(day=weekday_day(told.until)), Ink.PLAIN
    yield _words(told.reason)


def _signs(found: tuple[str, ...]) -> Part:
    return (": " + ", ".join(found) if found else "", Ink.PLAIN)


def _words(text: str) -> Part:
    return (f" {quoted(text, words())}" if text else "", Ink.PLAIN)


def _when(event: Event) -> datetime:
    return event.at


SAYS: dict[type[Event], Callable[[Overview, Any], Iterator[Part]]] = {
    ContactMade: _contact,
    DifficultyTold: _difficulty,
    DistressSeen: _distress,
    CertificateReceived: _certificate,
    TalkHeld: _talk,
    NoteWritten: _note,
    Decided: _decided,
}
