"""Tellings: what a person at the screen wants written down, as values.

The rules of this file: a telling is frozen and names everything it needs; it knows no store (``tui/session.py``
hands it over) and no widget; ``said`` is what the notice says once it is on disk, "" where the screen shows it anyway.
"""

from __future__ import annotations

from datetime import date

import msgspec

from rules.facts import Category, Reason


class Wish(msgspec.Struct, frozen=True):
    """One mark somebody wants: ``lessons`` empty is the whole day, ``category`` None takes the mark back."""

    student: str
    day: date
    lessons: tuple[int, ...]
    category: Category | None
    reason: Reason = Reason.NONE
    comment: str = ""


class NoteMarks(msgspec.Struct, frozen=True):
    """Marks, written together or not at all."""

    wishes: tuple[Wish, ...]
    said: str = ""


class TakeRegister(msgspec.Struct, frozen=True):
    """The rest of the class were present in these lessons."""

    school_class: str
    day: date
    lessons: tuple[int, ...]
    said: str = ""


class NoteMessage(msgspec.Struct, frozen=True):
    """A message from home."""

    student: str
    first: date
    last: date
    sender: str
    channel: str
    text: str = ""
    reason: Reason = Reason.NONE
    said: str = ""


Telling = NoteMarks | TakeRegister | NoteMessage


class Told(msgspec.Struct, frozen=True):
    """What became of a telling: on disk or not, what to say about it, and whose facts changed since last time.

    ``changed`` None: nobody's; empty: the whole school is to be seen anew.
    """

    ok: bool
    text: str
    changed: frozenset[str] | None = None


class FileSeen(msgspec.Struct, frozen=True):
    """What a file would bring: ``facts`` about it, ``refused`` rows with line and reason; ``ok``: it can be written."""

    kind: str
    path: str
    ok: bool
    facts: tuple[str, ...]
    refused: tuple[str, ...] = ()
    rows: int = 0
