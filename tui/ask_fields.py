"""A field of a dialog: what it is called, what kind of answer it takes, which choices; and what was typed in it, read.

The rules of this file: a field is data and knows no widget; what is wrong is a sentence that says what is possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from tui.ask_reading import read_day, read_time
from tui.day_words import weekday_day
from tui.language import N_, _

Answer = str | date | bool | tuple[str, ...] | None


Answers = Mapping[str, Answer]


class Takes(StrEnum):
    """What a field takes."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    ONE = "one"  # one of the choices
    SOME = "some"  # any of the choices


class Field(msgspec.Struct, frozen=True):
    """One field. ``choices`` are keys and their words; ``past``: a date that has been, else one to come;
    ``ahead``: one that is read as past and may be to come, where the year is typed.

    ``first``: what stands there already (a choice's key, a text, a date). ``only``: shown only while another field
    has that answer. ``stacked``: a line for each choice. ``quick``: a digit chooses and goes on to the next field.
    ``last``: Enter answers from here, wherever it stands.
    """

    key: str
    label: str
    takes: Takes = Takes.TEXT
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    past: bool = False
    ahead: bool = False
    hint: str = ""
    first: Answer = None
    only: tuple[str, str] | None = None
    stacked: bool = False
    quick: bool = False
    last: bool = False


LONG_AGO = timedelta(days=366)  # for a day to come
LONG_PAST = FAR_OFF = timedelta(days=12 * 366)  # a school life

YES_NO = (("yes", N_("ja")), ("no", N_("nei")))


NO_YES = (("no", N_("nei")), ("yes", N_("ja")))


def read(field: Field, raw: object, today: date) -> tuple[Answer, str]:
    """What was typed in a field as an answer, or what is wrong with it."""
    if field.takes in {Takes.ONE, Takes.SOME}:
        answer: Answer = raw if isinstance(raw, str | tuple) else None
        return answer, _("«{field}» mangler.").format(field=_(field.label)) if field.required and not answer else ""
    text = str(raw or "")
    if not text:
        return (None, "") if not field.required else (None, _("«{field}» mangler.").format(field=_(field.label)))
    if field.takes is Takes.DATE:
        day = read_day(text, today, past=field.past)
        said = weekday_day(day) if day else ""
        return day, _wrong_day(field, day, today).format(text=text, day=said)
    if field.takes is Takes.TIME:
        clock = read_time(text)
        return clock, "" if clock else _("«{text}» er ikke et klokkeslett. Skriv for eksempel 14:30.").format(text=text)
    if field.takes is Takes.NUMBER:
        return text, "" if text.isdecimal() else _("«{text}» er ikke et helt tall.").format(text=text)
    return text, ""


def _wrong_day(field: Field, day: date | None, today: date) -> str:
    """What is wrong with a day, "" if nothing; a slip of the year is no day that anybody means."""
    if day is None:
        return _("«{text}» er ikke forstått som dag. Skriv for eksempel fre, 28.9 eller i dag.")
    if field.past and not field.ahead and day > today:
        return _("{day} er ikke kommet ennå. Skriv en dag som har vært.")
    if day < today - (LONG_PAST if field.past else LONG_AGO):
        return _("«{text}» er lenge siden. Se på årstallet.")
    return _("«{text}» er mange år fram. Se på årstallet.") if day > today + FAR_OFF else ""
