"""The mapping: the forms of three informants, and what a yes to bullying asks of the leader the same day.

The rules of this file: an informant is heard when each form begun with them is done and sent, or declined with when
and why. A yes counts wherever it stands, also where two answers stand side by side; it asks for a decision of its
own, and what was decided before it was said does not answer it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from rules.calendar import school_clock
from rules.case.case import Case, State, Station
from rules.case.events import SafeEnvironmentDecided
from rules.case.sheets import Forms, Package, package
from rules.duties.draft import On, When, draft
from rules.duties.duty import Deed, Duty, Known
from rules.duties.moments import midnight_after, moment, on_or_after
from rules.duties.opened import Met, Notes, answered, ended_before, first, opened, step, why_skipped
from rules.duties.table import Row
from rules.duties.which import first_called, mapped
from rules.facts import Student
from rules.follow_up import DutyText, Kind
from rules.words import N_, Phrase, Words, listed

MAP = N_("Kartlegg rundt {student}: skjema fra {who}, sendt til PPS")
MAPPED = N_("tre skjema er besvart og sendt, eller avslått med når og hvorfor")
MEETING_FIRST = N_("Samarbeidsmøte 1 er {on}: skjemaene sendes før det")
NOT_BEGUN = N_("{who}: ikke begynt")
LEFT = N_("{who}: {left} spørsmål igjen")
NOT_SENT = N_("{who}: besvart, ikke sendt")
SAFE = N_("{who} svarer ja på om {student} blir plaget eller mobbet: fatt eget vedtak og lag en plan i dag")
SAFE_MET = N_("lederens vedtak og plan er notert; sakkyndig vurdering trengs ikke")

# Whose answers the guide asks for, as they are said in a sentence.
INFORMANTS = {"school": N_("skolen"), "student": N_("eleven"), "guardians": N_("foresatte")}
BULLYING = "bullying"  # the theme of the question that asks for it


class Who(NamedTuple):
    """Informants in a sentence."""

    informants: tuple[str, ...]

    def say(self, words: Words) -> str:
        """Their names in a row."""
        return listed([words.gettext(INFORMANTS[informant]) for informant in self.informants], words)


def mapping(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Should be there after a week and before meeting 1, must be after two weeks."""
    forms = known.forms
    for case in opened(known):
        soft, hard = (
            on_or_after(known.calendar, case.day + timedelta(days=text.numbers[number]))
            for number in ("soft_days", "hard_days")
        )
        meeting = first_called(case)
        called = meeting.called.on if meeting and not meeting.held else None
        should = max(case.day, _before(known, called)) if called and called <= soft else soft
        when = When(case.decided, moment(should, known.guide.day_over.at), midnight_after(hard))
        parts = package(case.sheets, forms)
        missing = {part.informant: lacks for part in parts if (lacks := _lacks(part)) is not None}
        skipped = case.skipped(Station.MAPPING)
        met = first(mapped(case, forms), skipped)
        first_meeting: Notes = ((Phrase(MEETING_FIRST), {"on": On(called)}),) if called and not met else ()
        notes = why_skipped(skipped) or (*missing.values(), *first_meeting)
        values = {"who": Who(tuple(missing) or tuple(INFORMANTS))}
        yield step(row, text, case, Deed.MAPPING, when, MAP, MAPPED, met, values=values, notes=notes)


def safe_environment(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """The day somebody says yes; also before anybody has decided on the absence."""
    forms = known.forms
    for student in known.students:
        case = known.cases.get(student.id)
        if case is not None and case.state not in {State.CLOSED, State.HANDED_OVER}:
            yield from _safe(known, row, text, student, case, forms)


def _before(known: Known, day: date) -> date:
    """The last school day before a day."""
    return known.calendar.last_on_or_before(day - timedelta(days=1)) or day


# The forms.


def _lacks(part: Package) -> tuple[Phrase, dict[str, object]] | None:
    """What an informant still owes; None when heard."""
    who = Phrase(INFORMANTS[part.informant])
    if not part.sheets:
        return Phrase(NOT_BEGUN), {"who": who}
    if part.left:
        return Phrase(LEFT), {"who": who, "left": part.left}
    return None if part.sent else (Phrase(NOT_SENT), {"who": who})


# Bullying.


class _Yes(NamedTuple):
    at: datetime
    informant: str


def _safe(known: Known, row: Row, text: DutyText, student: Student, case: Case, forms: Forms) -> Iterator[Duty]:
    """One duty for all that was said before it was decided on; the next for what was said later."""
    decided = [Met(event.at, event.by) for event in case.events if isinstance(event, SafeEnvironmentDecided)]
    said = sorted(_yes(forms, case))
    while said:
        met = next((each for each in decided if each.at >= said[0].at), None)
        answered_now = [yes for yes in said if met is None or yes.at <= met.at]
        yield _ask(known, row, text, student, answered_now, met)
        said = said[len(answered_now) :]


def _ask(known: Known, row: Row, text: DutyText, student: Student, said: list[_Yes], met: Met | None) -> Duty:
    at = said[0].at
    day = on_or_after(known.calendar, school_clock(at).date())
    over = moment(day, known.guide.day_over.at)
    when = When(at, over if at < over else midnight_after(day), midnight_after(day))
    who = Who(tuple(dict.fromkeys(yes.informant for yes in said)))
    return draft(
        row, text, f"{student.id}:{at.isoformat()}", Deed.SAFE_ENVIRONMENT, when,
        (SAFE, {"student": student.name, "who": who}), SAFE_MET,
        {"student": student.id, "days": (day,), **answered(met)},
    )  # fmt: skip


def _yes(forms: Forms, case: Case) -> Iterator[_Yes]:
    """Who says yes, and since when."""
    floor = ended_before(case, case.events[-1].at) if case.events else None
    for sheet in case.sheets:
        form = forms.get((sheet.form, sheet.version))
        if form is None or form.informant not in INFORMANTS or (floor and sheet.opened <= floor):
            continue
        for question in form.questions:
            answer = sheet.answers.get(question.id)
            if answer and BULLYING in question.themes and question.kind is Kind.YES_NO:
                standing = [each for each in (answer.holds, *answer.beside) if each.yes]
                earlier = [each for each in answer.before if each.yes]
                if standing:
                    yield _Yes(min(each.at for each in (*standing, *earlier)), form.informant)
