"""Side by side: what the informants answered to the same theme, and where they differ.

The rules of this file: answers stand as they were given; "differs" is one of three plain things: yes against no,
words against "vet ikke" or "ønsker ikke", or an informant whose form asks and who has not answered. Nobody's answer
is weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

import msgspec

from rules.case.case import Sheet
from rules.case.events import AnswerGiven, AnswerKind
from rules.case.sheets import Forms, given_at, says
from rules.follow_up import Form, Item, Question


class Difference(StrEnum):
    """Why the answers to a theme differ."""

    YES_NO = "yes_no"  # one says yes, another no
    KNOWS = "knows"  # one has words, another does not know or does not want to say
    SILENT = "silent"  # one has answered, another whose form asks has not


class Given(msgspec.Struct, frozen=True):
    """One answer to a theme. ``who`` is the sheet's informant, ``informant`` whose form it is."""

    informant: str
    who: str
    sheet: str
    question: str
    given: AnswerGiven


class Theme(msgspec.Struct, frozen=True):
    """A theme with its answers, in the order of the sheets; ``differs`` says why, None where they do not."""

    key: str
    name: str
    answers: tuple[Given, ...]
    differs: Difference | None
    silent: tuple[str, ...]  # informants whose form asks, who have a sheet and have not answered


def themes(named: Iterable[Item], forms: Forms, sheets: Iterable[Sheet]) -> tuple[Theme, ...]:
    """The themes that somebody's form asks about, in the guide's order."""
    held = tuple((forms[s.form, s.version], s) for s in sheets if (s.form, s.version) in forms)
    return tuple(_theme(item, held) for item in named if any(_asks(form, item.key) for form, _sheet in held))


def unheard(forms: Forms, sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets that say nothing: the informant declined, or has not answered yet. Room of our own is no form."""
    own = (s for s in sheets if (form := forms.get((s.form, s.version))) is not None and not form.room)
    return tuple(s for s in own if not any(says(given) for place in s.answers.values() for given in given_at(place)))


def _theme(item: Item, held: tuple[tuple[Form, Sheet], ...]) -> Theme:
    answers = tuple(given for form, sheet in held for given in _answers(form, sheet, item.key))
    asked = {form.informant for form, sheet in held if _asks(form, item.key) and sheet.declined is None}
    silent = tuple(sorted(asked - {given.informant for given in answers}))
    return Theme(item.key, item.text, answers, _differs(answers, silent), silent)


def _answers(form: Form, sheet: Sheet, theme: str) -> Iterator[Given]:
    for question in _questions(form, theme):
        answered = sheet.answers.get(question.id)
        for given in given_at(answered) if answered else ():
            if says(given):
                yield Given(form.informant, sheet.informant, sheet.id, question.id, given)


def _differs(answers: tuple[Given, ...], silent: tuple[str, ...]) -> Difference | None:
    said = {given.given.yes for given in answers if given.given.yes is not None}
    kinds = {given.given.answer for given in answers}
    if len(said) > 1:
        return Difference.YES_NO
    if AnswerKind.ANSWERED in kinds and len(kinds) > 1:
        return Difference.KNOWS
    return Difference.SILENT if answers and silent else None


def _asks(form: Form, theme: str) -> bool:
    return any(True for _question in _questions(form, theme))


def _questions(form: Form, theme: str) -> Iterator[Question]:
    return (question for question in form.questions if theme in question.themes)
