"""Sheets: forms as their informants fill them in.

The rules of this file: a question is answered if there are words, a yes or no or grades, or if the informant does not
know or does not want to say; one that asks yes or no by that and not by words alone; an answer that was emptied again
is none. A sheet is done when each question is, or when
its informant declined; answers stay with the version they were given to. Forms that are ours alone are room beside
the questionnaires, and nobody waits for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from rules.case.case import Answered, Sheet
from rules.case.events import (
    AnswerGiven,
    AnswerKind,
    CaseEvent,
    Graded,
    InformantDeclined,
    SchoolEvent,
    SheetOpened,
    SheetsSent,
)
from rules.case.places import Place, written
from rules.follow_up import Form, Kind, Question


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
    return tuple(question for question in form.questions if not answers(question, sheet.answers.get(question.id)))


def answers(question: Question, answered: Answered | None) -> bool:
    """Whether the question is answered; where it asks yes or no, words alone do not say which."""
    given = given_at(answered) if answered else ()
    return any(says(each) and not is_unsaid(question, each) for each in given)


def is_unsaid(question: Question, given: AnswerGiven) -> bool:
    """Words in answer to a question that asks yes or no, and neither."""
    return question.kind is Kind.YES_NO and given.answer is AnswerKind.ANSWERED and given.yes is None


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


def graded_list(sheets: Iterable[Sheet]) -> tuple[Graded, ...]:
    """The situations of the pupil's graded lists, the easiest first: what an agreement's steps are drawn from."""
    given = (one for sheet in sheets for place in sheet.answers.values() for one in given_at(place))
    found = {graded.situation: graded for one in given for graded in one.graded}
    return tuple(sorted(found.values(), key=lambda graded: graded.grade))


INFORMANTS = ("school", "student", "guardians")
"""«Skolen, elev + foresatte fyller ut skjemaene – se appendiks 2, 3 og 4»"""


class Package(msgspec.Struct, frozen=True):
    """One informant's sheets: all of them, those that are not done, and how many questions are left in these."""

    informant: str
    sheets: tuple[Sheet, ...]
    pending: tuple[Sheet, ...]
    left: int = 0

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


def by_version(forms: Iterable[Form]) -> Forms:
    """Forms by id and version."""
    return {(form.id, form.version): form for form in forms}


def package(sheets: Iterable[Sheet], forms: Forms) -> tuple[Package, ...]:
    """The mapping's three informants, with what each has done of a case's sheets."""
    held = [(form, sheet) for sheet in sheets if (form := forms.get((sheet.form, sheet.version)))]
    return tuple(_package(informant, held) for informant in INFORMANTS)


def _package(informant: str, held: Iterable[tuple[Form, Sheet]]) -> Package:
    own = [(form, sheet) for form, sheet in held if form.informant == informant and not form.room]
    pending = tuple(sheet for form, sheet in own if not done(form, sheet))
    left = sum(len(unanswered(form, sheet)) for form, sheet in own if sheet in pending)
    return Package(informant, tuple(sheet for _form, sheet in own), pending, left)


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
