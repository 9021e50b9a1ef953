"""Sheets: forms as their informants fill them in.

The rules of this file: a question is answered if there are words, a yes or no or grades, or if the informant does not
know or does not want to say; an answer that was emptied again is none. A sheet is done when each question is, or when
its informant declined; answers stay with the version they were given to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from rules.case.case import Answered, Case, Sheet
from rules.case.events import (
    AnswerGiven,
    AnswerKind,
    CaseEvent,
    InformantDeclined,
    SchoolEvent,
    SheetOpened,
    SheetsSent,
)
from rules.case.places import Place, written
from rules.follow_up import Form, Question


def sheets_of(events: Iterable[CaseEvent | SchoolEvent]) -> tuple[Sheet, ...]:
    """Every sheet that was opened, with its answers as they stand."""
    opened: dict[str, SheetOpened] = {}
    places: dict[str, dict[str, Place[AnswerGiven]]] = {}
    declined: dict[str, InformantDeclined] = {}
    sent: dict[str, datetime] = {}
    for event in events:
        if type(event) not in _ABOUT:
            continue
        match event:
            case SheetOpened():
                opened[event.id] = event
            case AnswerGiven():
                held = places.setdefault(event.sheet, {})
                held[event.question] = written(held.get(event.question), event)
                declined.pop(event.sheet, None)  # somebody answered after all
            case InformantDeclined():
                declined[event.sheet] = event
            case SheetsSent():
                sent.update(dict.fromkeys(event.sheets, event.at))
            case _:
                pass
    return tuple(_sheet(one, places.get(one.id, {}), declined.get(one.id), sent.get(one.id)) for one in opened.values())


_ABOUT = frozenset({SheetOpened, AnswerGiven, InformantDeclined, SheetsSent})


def school_sheets(events: Iterable[SchoolEvent]) -> tuple[Sheet, ...]:
    """The sheets of the school's own checklist (appendix 7)."""
    return sheets_of(events)


def unanswered(form: Form, sheet: Sheet) -> tuple[Question, ...]:
    """The questions that nobody has answered in any way."""
    answered = {question for question, place in sheet.answers.items() if any(says(g) for g in given_at(place))}
    return tuple(question for question in form.questions if question.id not in answered)


def says(given: AnswerGiven) -> bool:
    """Whether an answer says anything: one that was emptied again does not."""
    silent = given.answer is AnswerKind.ANSWERED and given.yes is None and not given.graded
    return not silent or bool(given.text.strip())


def given_at(answered: Answered) -> tuple[AnswerGiven, ...]:
    """The answer that holds, and those that stand beside it."""
    return (answered.holds, *answered.beside)


def done(form: Form, sheet: Sheet) -> bool:
    """Whether the sheet is done: every question answered in some way, or the informant declined."""
    return sheet.declined is not None or not unanswered(form, sheet)


def answered_in(form: Form, sheet: Sheet) -> int:
    """How many questions are answered."""
    return len(form.questions) - len(unanswered(form, sheet))


def first_open(form: Form, sheet: Sheet) -> Question | None:
    """Where to go on: the first question that is not answered."""
    return next(iter(unanswered(form, sheet)), None)


INFORMANTS = ("school", "student", "guardians")
"""«Skolen, elev + foresatte fyller ut skjemaene – se appendiks 2, 3 og 4»"""


class Package(msgspec.Struct, frozen=True):
    """One informant's sheets: all of them, and those that are not done."""

    informant: str
    sheets: tuple[Sheet, ...]
    pending: tuple[Sheet, ...]

    @property
    def done(self) -> bool:
        """Whether there is one, and none is pending."""
        return bool(self.sheets) and not self.pending

    @property
    def sent(self) -> bool:
        """Whether all that are there were sent, those that were declined aside."""
        return bool(self.sheets) and all(sheet.sent is not None or sheet.declined is not None for sheet in self.sheets)


Forms = Mapping[tuple[str, int], Form]
"""Forms by id and version."""


def package(case: Case, forms: Forms) -> tuple[Package, ...]:
    """The mapping's three informants, with what each has done (sheets opened in the present run of the case)."""
    return tuple(_package(informant, case, forms) for informant in INFORMANTS)


def of_informant(case: Case, informant: str, forms: Forms) -> tuple[Sheet, ...]:
    """The sheets of one informant's form: the guide's own, not the pupil's room beside it."""
    found = []
    for sheet in case.sheets:
        form = forms.get((sheet.form, sheet.version))
        if form is not None and form.informant == informant and form.place:
            found.append(sheet)
    return tuple(found)


def _package(informant: str, case: Case, forms: Forms) -> Package:
    own = of_informant(case, informant, forms)
    return Package(informant, own, tuple(s for s in own if not done(forms[s.form, s.version], s)))


def _sheet(
    opened: SheetOpened,
    places: Mapping[str, Place[AnswerGiven]],
    declined: InformantDeclined | None,
    sent: datetime | None,
) -> Sheet:
    answers = {question: Answered(p.holds, p.before, p.beside) for question, p in places.items()}
    return Sheet(
        opened.id,
        opened.form,
        opened.version,
        opened.informant,
        opened.part,
        opened.at,
        opened.by,
        answers,
        declined,
        sent,
    )
