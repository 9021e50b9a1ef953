"""What a form's screen says: rows of questions, the question with its hint, and what there is to know beside it.

The rules of this file: facts in, rows and paragraphs out; the guide's words stand as they are; what the register
knows is offered as a sentence and never as an answer.
"""

from __future__ import annotations

import re

from rules import shares
from rules.case.case import Answered, Sheet
from rules.case.events import AnswerGiven, AnswerKind, Graded
from rules.case.sheets import answered_in, answers, given_at, says, school_sheets
from rules.day import DayKind, outcome
from rules.follow_up import Form, Kind, Offer, Question
from rules.words import decimal, quoted
from tui import why
from tui.day_words import weekday
from tui.language import N_, _, ngettext, words
from tui.last_year import LastYear
from tui.line_list import Column, Row
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.signs import Look
from tui.student_prose import moment, said_share

OPEN = Look("·", N_("ikke besvart"), Ink.MUTED)
UNSAID = Look("!", N_("ja eller nei?"), Ink.FAULT)
CONFLICT = Look("≠", N_("to svar"), Ink.FAULT)
KINDS: dict[AnswerKind, Look] = {
    AnswerKind.ANSWERED: Look("✓", N_("besvart"), Ink.GOOD),
    AnswerKind.DONT_KNOW: Look("?", N_("vet ikke"), Ink.UNKNOWN),
    AnswerKind.WONT_SAY: Look("–", N_("ønsker ikke"), Ink.MUTED),
}

INFORMANTS = {
    "school": N_("skolen"),
    "student": N_("eleven"),
    "guardians": N_("foresatte"),
    "school_itself": N_("skolen selv"),
}

_GRADE = re.compile(r"^(?P<situation>.*\S)\s+(?P<grade>10|\d)$")


def sheet_in(seen: Overview, student: str, sheet: str) -> Sheet | None:
    """A sheet of a student's case, or (no student) of the school's own."""
    sheets = seen.case_of(student).sheets if student else school_sheets(seen.school_events)
    return next((each for each in sheets if each.id == sheet), None)


def columns() -> list[Column]:
    """A sign, the number, the question's first words."""
    return [Column("sign", "", 1), Column("number", "", 2, align="right"), Column("text", "", 12, grow=True)]


def question_row(number: int, question: Question, sheet: Sheet) -> Row:
    """One question in the list."""
    look = look_of(question, sheet.answers.get(question.id))
    return Row(question.id, (((look.sign, look.ink),), str(number), question.text))


def look_of(question: Question, answered: Answered | None) -> Look:
    """How an answer stands; one that was emptied again is none."""
    if answered is None or not any(says(each) for each in given_at(answered)):
        return OPEN
    if answered.beside:
        return CONFLICT
    return KINDS[answered.holds.answer] if answers(question, answered) else UNSAID


def said_where(seen: Overview, student: str, form: Form, sheet: Sheet) -> Paragraph:
    """Whose form it is, who fills it in, and how far it has come."""
    done, of = answered_in(form, sheet), len(form.questions)
    one = seen.student(student)
    who = one.name if one else seen.school.name
    informant = name_of(seen, sheet.informant) or _(INFORMANTS[form.informant])
    part = f" ({sheet.part})" if sheet.part else ""
    parts: list[Part] = [(who, Ink.TITLE), (f" · {form.title} · {informant}{part} · ", Ink.PLAIN)]
    if sheet.declined is not None:
        return (*parts, (_("vil ikke fylle ut: {why}").format(why=sheet.declined.why), Ink.UNKNOWN))
    said = ngettext("{done} av {count} besvart", "{done} av {count} besvart", of).format(done=done, count=of)
    return (*parts, (said, Ink.GOOD if done == of else Ink.PLAIN))


def said_question(
    seen: Overview, question: Question, answered: Answered | None, dictated: bool
) -> tuple[Paragraph, ...]:
    """The question and its hint in the guide's words, and how it is answered."""
    out: list[Paragraph] = []
    if question.section:
        out.append(((question.section, Ink.MUTED),))
    out.append(((question.text, Ink.TITLE),))
    if question.hint:
        out.append(((question.hint, Ink.QUOTE),))
    if question.kind is Kind.GRADED:
        out.append(
            ((_("Én situasjon på hver linje, med et tall fra 0 til 10 bakerst: gå inn i klassen 8"), Ink.MUTED),)
        )
    out.append(_said_answer(seen, question, answered, dictated))
    return tuple(out)


def _said_answer(seen: Overview, question: Question, answered: Answered | None, dictated: bool) -> Paragraph:
    look = look_of(question, answered)
    parts: list[Part] = [(f"{look.sign} {_(look.word)}", look.ink)]
    if question.kind is Kind.YES_NO:
        yes = answered.holds.yes if answered else None
        for key, word, answer in (("j", _("ja"), True), ("n", _("nei"), False)):
            chosen = yes is answer
            parts += [(f"   {key} ", Ink.KEY), (f"[{word}]" if chosen else word, Ink.TITLE if chosen else Ink.MUTED)]
    if answered is not None:
        parts.append((f"   {name_of(seen, answered.holds.by)} {moment(answered.holds.at)}", Ink.MUTED))
    if dictated:
        parts.append(("   " + _("diktert"), Ink.MUTED))
    return tuple(parts)


def said_beside(
    seen: Overview, student: str, question: Question, answered: Answered | None, before: LastYear
) -> tuple[Paragraph, ...]:
    """What others answered at the same time, how the answer was before, and what the register knows."""
    others = answered.beside if answered else ()
    said = _("{who} skrev samtidig: ")
    out: list[Paragraph] = [
        ((said.format(who=name_of(seen, other.by)), Ink.FAULT), (answer_said(other), Ink.PLAIN)) for other in others
    ]
    if student and question.offer is not None:
        out += [
            ((_("Registeret: "), Ink.MUTED), (said, Ink.PLAIN))
            for said in offered(seen, student, question.offer, before)
        ]
    if answered and question.kind is Kind.GRADED and (wordy := ungraded(answered.holds.text)):
        out.append(((_("Uten et tall fra 0 til 10 bakerst: "), Ink.WATCH), (", ".join(wordy), Ink.PLAIN)))
    if answered and answered.before:
        last = answered.before[-1]
        out.append(((_("før: {text} ({who})").format(text=answer_said(last), who=name_of(seen, last.by)), Ink.MUTED),))
    return tuple(out)


def offered(seen: Overview, student: str, offer: Offer, before: LastYear) -> list[str]:
    """What the register knows that a question asks for."""
    match offer:
        case Offer.PATTERN:
            return [said_share(seen, student), *why.observed(seen, student)]
        case Offer.ATTENDED:
            return attended(seen, student)
        case Offer.HISTORY:
            return _last_year(seen, before)


def attended(seen: Overview, student: str) -> list[str]:
    """The days of the last twenty at which the student was there, by weekday."""
    days = seen.calendar.window(seen.today, 20)
    attendance = seen.attendance_of(student)
    kinds = {day: outcome(attendance, seen.calendar, seen.guide, day, seen.now).kind for day in days}
    away = {DayKind.ABSENT, DayKind.NOT_COUNTED, DayKind.UNREGISTERED, DayKind.OFF, DayKind.ERROR}
    there = [day for day, kind in kinds.items() if kind not in away]
    said = [_("til stede {count} av {days} skoledager").format(count=len(there), days=len(days))]
    by_weekday = []
    for n in range(5):
        of_it = [day for day in days if day.weekday() == n]
        here = [day for day in of_it if day in there]
        if of_it:
            by_weekday.append(f"{weekday(of_it[0])} {len(here)}/{len(of_it)}")
    return [*said, ", ".join(by_weekday)] if by_weekday else said


def _last_year(seen: Overview, before: LastYear) -> list[str]:
    if before.attendance is None or before.calendar is None or not before.calendar.days:
        return [_("ingenting er ført i fjor")]
    last = before.calendar.days[-1]
    found = shares.share(before.attendance, before.calendar, seen.guide, last, seen.now)
    said = _("i fjor: borte {absent} av {days} dager ({percent} %)")
    percent = decimal(found.percent, words(), places=1)
    return [said.format(absent=found.absent_days, days=found.days, percent=percent)]


def graded(text: str) -> tuple[Graded, ...]:
    """The situations of a graded list: a line each, with its number last; a line without one is words only."""
    found = (_GRADE.match(line.strip()) for line in text.splitlines())
    return tuple(Graded(each["situation"], int(each["grade"])) for each in found if each)


def ungraded(text: str) -> tuple[str, ...]:
    """The lines that are words only: no step can be drawn from them."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not graded(line))


def answer_said(answer: AnswerGiven) -> str:
    """An answer in a line: yes or no, the words, or that there are none."""
    if answer.answer is not AnswerKind.ANSWERED:
        return _(KINDS[answer.answer].word)
    yes = {True: _("ja"), False: _("nei"), None: ""}[answer.yes]
    return ", ".join(part for part in (yes, quoted(answer.text, words()) if answer.text else "") if part)
