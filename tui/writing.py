"""Writing: how each telling of a person at the screen goes through the store's door.

The rules of this file: one function a telling; what a case's rules say of an event is asked under the store's lock,
of the case as it is then; nothing is caught here.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec

from store.door import Store
from store.tellings import MarkWanted, Receipt
from tui.overview import Overview
from tui.tellings import (
    ChangeForm,
    ChangeUser,
    MarkAway,
    NoteMarks,
    NoteMessage,
    TakeRegister,
    TellCase,
    Telling,
    TellSchool,
    Wish,
)

Signed = TypeVar("Signed", bound=msgspec.Struct)


def write(telling: Telling, store: Store, seen: Overview, by: str, at: datetime) -> Receipt:
    """Tell the store; it is on disk when this returns."""
    match telling:
        case NoteMarks():
            return store.note(_wanted(telling.wishes), by, at)
        case TakeRegister():
            return store.take_register(telling.school_class, telling.day, telling.lessons, by, at)
        case NoteMessage():
            return _note_message(telling, store, by, at)
        case TellCase():
            return _tell_case(telling, store, seen, by, at)
        case TellSchool():
            return store.tell_school(seen.year, _signed(telling.events, by, at), by, at)
        case ChangeUser():
            return store.put_user(telling.user, by, at)
        case MarkAway():
            return store.set_away(telling.user, telling.away, by, at)
        case ChangeForm():
            return store.install_forms((telling.form,), (), by, at)


def _tell_case(telling: TellCase, store: Store, seen: Overview, by: str, at: datetime) -> Receipt:
    from rules.case.check_told import check_told
    from rules.case.events import CaseEvent, SheetOpened
    from rules.case.replay import replay

    events = _signed(telling.events, by, at)

    def check(before: tuple[CaseEvent, ...]) -> None:
        case = replay(telling.student, before)
        check_told(case, events, today=at.date(), follow_up=seen.follow_up, student=seen.students[telling.student])

    if not seen.own_forms and any(isinstance(event, SheetOpened) for event in events):
        install_guide(store, seen.guide.id, by, at)
    minutes = (seen.year, _signed(telling.minutes, by, at))
    return store.tell_case(telling.student, events, by, at, check=check, marks=_wanted(telling.marks), minutes=minutes)


def install_guide(store: Store, guide: str, by: str, at: datetime) -> None:
    """The guide's forms and sections, as documents of the school's own: before the first answer to any of them.

    Done by the program whoever opens a form; changing a form's words is another matter (``Store.install_forms``).
    """
    from rules.follow_up import follow_up

    whole = follow_up(guide)
    Store.install_forms(store, whole.forms, whole.templates, by, at)


def _signed(events: tuple[Signed, ...], by: str, at: datetime) -> tuple[Signed, ...]:
    """The events with who and when: those of the session, whatever the screen said."""
    return tuple(msgspec.structs.replace(event, by=by, at=at) for event in events)


def _wanted(wishes: tuple[Wish, ...]) -> list[MarkWanted]:
    return [MarkWanted(w.student, w.day, w.lessons, w.category, w.reason, w.comment) for w in wishes]


def _note_message(telling: NoteMessage, store: Store, by: str, at: datetime) -> Receipt:
    return store.note_message(
        telling.student,
        telling.first,
        telling.last,
        telling.sender,
        telling.channel,
        received_at=at,
        words=telling.text,
        reason=telling.reason,
        by=by,
        at=at,
    )
