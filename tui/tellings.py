"""Tellings: what a person at the screen wants written down, as values.

The rules of this file: a telling is frozen and names everything it needs; it knows no store (``tui/session.py``
hands it over) and no widget; ``said`` is what the notice says once it is on disk, "" where the screen shows it anyway.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from rules.facts import Away, Category, Reason, User

if TYPE_CHECKING:
    from rules.case.events import CaseEvent, SchoolEvent
    from rules.follow_up import Form


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


class TellCase(msgspec.Struct, frozen=True):
    """Events of one child's file, and marks that go with them, written together or not at all.

    Their ``by`` and ``at`` are given by the session; an event with an ``id`` of its own keeps it.
    """

    student: str
    events: tuple[CaseEvent, ...]
    marks: tuple[Wish, ...] = ()
    said: str = ""
    minutes: tuple[SchoolEvent, ...] = ()  # what a meeting's minutes say of it


class TellSchool(msgspec.Struct, frozen=True):
    """Events of the school's own: weekly checks, team meetings, reviews, the school's checklist."""

    events: tuple[SchoolEvent, ...]
    said: str = ""


class ChangeUser(msgspec.Struct, frozen=True):
    """Somebody of the staff, as they are from now on."""

    user: User
    said: str = ""


class MarkAway(msgspec.Struct, frozen=True):
    """When somebody of the staff is away, and who stands in."""

    user: str
    away: tuple[Away, ...]
    said: str = ""


class ChangeForm(msgspec.Struct, frozen=True):
    """The school's own words in a form: a new version of it."""

    form: Form
    said: str = ""


Telling = NoteMarks | TakeRegister | NoteMessage | TellCase | TellSchool | ChangeUser | MarkAway | ChangeForm


class Told(msgspec.Struct, frozen=True):
    """What became of a telling: on disk or not, what to say about it, and whose facts changed since last time.

    ``changed`` None: nobody's; empty: the whole school is to be seen anew. ``beside``: what others wrote in the same
    place meanwhile, which this telling did not know: both are kept.
    """

    ok: bool
    text: str
    changed: frozenset[str] | None = None
    beside: tuple[CaseEvent | SchoolEvent, ...] = ()


class FileSeen(msgspec.Struct, frozen=True):
    """What a file would bring: ``facts`` about it, ``refused`` rows with line and reason; ``ok``: it can be written."""

    kind: str
    path: str
    ok: bool
    facts: tuple[str, ...]
    refused: tuple[str, ...] = ()
    rows: int = 0
