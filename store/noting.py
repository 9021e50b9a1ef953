"""Noting: a person's marks, registers and messages from home, and taking them back.

The rules of this file: what is noted comes last and so holds, what was there stays as its history; what holds already
in the same person's words is not written again; taking back is a telling of its own, and is refused if somebody
wrote in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from rules.facts import Mark, Message, Register, Student, Taken, school_year
from rules.words import N_
from store import marks as of_marks
from store.cleaning import clean_line, clean_text
from store.documents import document
from store.drafts import Draft
from store.errors import Conflict, Unknown
from store.ids import new_id, new_ids
from store.placing import Places
from store.tellings import CaseTold, DayTold, MarkWanted, MessageTold, Receipt, RegisterTold, SchoolTold
from store.writing import Hand

MOST_LESSONS = 20


def note(hand: Hand, wanted: Sequence[MarkWanted], by: str, at: datetime) -> Receipt:
    """Marks for any students on any days."""
    days = add_wanted(hand, wanted, by, at)
    return Receipt(hand.commit(), days=days)


def add_wanted(hand: Hand, wanted: Sequence[MarkWanted], by: str, at: datetime) -> tuple[DayTold, ...]:
    """Marks among whatever else the command writes."""
    places = Places(hand, by, at)
    told: list[DayTold] = []
    for w in wanted:
        year = school_year(w.date)
        draft = hand.draft(places.path(_student(hand, w.student), year))
        mark = Mark(_lessons(w.lessons), w.category, by, at, w.reason, clean_text(w.comment))
        held = marks_of(draft, w.student, w.date)
        if not of_marks.holds(of_marks.said(mark), held, mark.lessons, by):
            add_marks(draft, {(w.student, w.date.isoformat()): (mark,)})
            told.append(DayTold(year, w.student, w.date, len(held), len(held) + 1))
    return _joined(told)


def take_register(
    hand: Hand, school_class: str, day: date, lessons: Sequence[int], by: str, at: datetime, *, taken: bool = True
) -> Receipt:
    """These lessons are taken (or, ``taken`` False, no longer)."""
    if school_class not in hand.school.classes:
        raise Unknown(NO_CLASS, name=school_class)
    draft = hand.draft(Places(hand, by, at).register(school_class, school_year(day)))
    change = take_lessons if taken else _untake_lessons
    moved = change(draft, school_class, day, _lessons(lessons), by, at)
    revision = hand.commit()
    return Receipt(revision, registers=(RegisterTold(school_class, day, moved, taken),) if moved else ())


def note_message(hand: Hand, message: Message, by: str, at: datetime) -> Receipt:
    """A message from home; it is given an id."""
    student = _student(hand, message.student)
    year = school_year(message.first)
    draft = hand.draft(Places(hand, by, at).path(student, year))
    kept = cleaned_message(message, by)
    draft.insert("messages", [document(kept, by, at)])
    return Receipt(hand.commit(), messages=(MessageTold(year, student.id, kept.id),))


def undo(hand: Hand, receipt: Receipt, by: str, at: datetime) -> Receipt:
    """Put back what held before."""
    days = tuple(_undo_day(hand, told, by, at) for told in receipt.days)
    messages = tuple(_undo_message(hand, told, by, at) for told in receipt.messages)
    registers = tuple(_undo_register(hand, told, by, at) for told in receipt.registers)
    cases, school_events = _undo_events(hand, receipt, by, at)
    return Receipt(hand.commit(), days, registers, messages, cases, school_events)


def marks_of(draft: Draft, student: str, day: date) -> tuple[Mark, ...]:
    """What was told of one student's day."""
    doc_id = draft.find("days", student, day.isoformat())
    return msgspec.convert(draft.get("days", doc_id)["marks"], tuple[Mark, ...]) if doc_id else ()


def add_marks(draft: Draft, new: Mapping[tuple[str, str], Sequence[Mark]]) -> None:
    """Marks at the end of their days, by student and date as it is written."""
    if not new:
        return
    find = draft.keys("days").get if len(new) > 1 else lambda key: draft.find("days", *key)
    known = {key: find(key) for key in new}
    draft.change("days", [doc_id for doc_id in known.values() if doc_id], _adder("marks", new))
    fresh = [key for key, doc_id in known.items() if doc_id is None]
    ids = new_ids(len(fresh))
    draft.insert(
        "days", [{"id": i, "student": k[0], "date": k[1], "marks": new[k]} for i, k in zip(ids, fresh, strict=True)]
    )


def take_lessons(
    draft: Draft, school_class: str, day: date, lessons: Iterable[int], by: str, at: datetime
) -> tuple[int, ...]:
    """The register of these lessons; which of them were not taken before."""
    doc_id = draft.find("registers", school_class, day.isoformat())
    before = msgspec.convert(draft.get("registers", doc_id), Register).taken if doc_id else ()
    new = tuple(lesson for lesson in lessons if lesson not in {t.lesson for t in before})
    taken = tuple(Taken(lesson, by, at) for lesson in new)
    if not new:
        return ()
    if doc_id is None:
        register = msgspec.to_builtins(Register(school_class, day, taken))
        draft.insert("registers", [{"id": new_id(), **register}])
    else:
        draft.change("registers", [doc_id], _setter("taken", msgspec.to_builtins((*before, *taken))))
    return new


def cleaned_message(message: Message, by: str) -> Message:
    """A message as it is kept."""
    return msgspec.structs.replace(
        message,
        id=new_id(),
        by=by,
        sender=clean_line(message.sender),
        channel=clean_line(message.channel),
        words=clean_text(message.words),
    )


def _undo_day(hand: Hand, told: DayTold, by: str, at: datetime) -> DayTold:
    draft = hand.draft(Places(hand, by, at).path(_student(hand, told.student), told.year))
    marks = marks_of(draft, told.student, told.date)
    if len(marks) != told.after:
        who = marks[-1].by if marks else "?"
        raise Conflict(CHANGED, who=who, day=told.date.isoformat(), name=hand.school.students[told.student].name)
    back = of_marks.putting_back(marks, told.before, by, at)
    add_marks(draft, {(told.student, told.date.isoformat()): back})
    return DayTold(told.year, told.student, told.date, len(marks), len(marks) + len(back))


def _undo_message(hand: Hand, told: MessageTold, by: str, at: datetime) -> MessageTold:
    draft = hand.draft(Places(hand, by, at).path(_student(hand, told.student), told.year))
    doc_id = draft.find("messages", told.id)
    if doc_id is None or ("taken_back" in draft.get("messages", doc_id)) is told.kept:
        raise Conflict(GONE)
    mark = {"by": by, "at": msgspec.to_builtins(at)}
    draft.change("messages", [doc_id], _setter("taken_back", mark) if told.kept else _dropper("taken_back"))
    return MessageTold(told.year, told.student, told.id, not told.kept)


def _undo_events(
    hand: Hand, receipt: Receipt, by: str, at: datetime
) -> tuple[tuple[CaseTold, ...], tuple[SchoolTold, ...]]:
    if not (receipt.cases or receipt.school_events):
        return (), ()
    from store.telling_cases import undo_case, undo_school

    cases = tuple(undo_case(hand, told, by, at) for told in receipt.cases)
    return cases, tuple(undo_school(hand, told, by, at) for told in receipt.school_events)


def _undo_register(hand: Hand, told: RegisterTold, by: str, at: datetime) -> RegisterTold:
    draft = hand.draft(Places(hand, by, at).register(told.school_class, school_year(told.date)))
    change = _untake_lessons if told.taken else take_lessons
    if change(draft, told.school_class, told.date, told.lessons, by, at) != told.lessons:
        raise Conflict(GONE)
    return RegisterTold(told.school_class, told.date, told.lessons, not told.taken)


def _untake_lessons(
    draft: Draft, school_class: str, day: date, lessons: Iterable[int], by: str, at: datetime
) -> tuple[int, ...]:
    """No longer taken; who had taken them stays in the document."""
    doc_id = draft.find("registers", school_class, day.isoformat())
    if doc_id is None:
        return ()
    taken = msgspec.convert(draft.get("registers", doc_id), Register).taken
    gone = {t.lesson for t in taken} & {*lessons}
    was = [{**msgspec.to_builtins(t), "taken_back": {"by": by, "at": msgspec.to_builtins(at)}} for t in taken]
    left = [msgspec.to_builtins(t) for t in taken if t.lesson not in gone]

    def change(doc: MutableMapping[str, Any]) -> None:
        doc["taken"] = left
        doc["was"] = [*doc.get("was", []), *(w for w in was if w["lesson"] in gone)]

    draft.change("registers", [doc_id], change)
    return tuple(lesson for lesson in lessons if lesson in gone)


def _student(hand: Hand, student: str) -> Student:
    try:
        return hand.school.students[student]
    except KeyError:
        raise Unknown(NO_STUDENT, id=student) from None


def _lessons(lessons: Iterable[int]) -> tuple[int, ...]:
    found = tuple(sorted(set(lessons)))
    if found and (found[0] < 1 or found[-1] > MOST_LESSONS):
        raise Unknown(NO_LESSON, lesson=found[0] if found[0] < 1 else found[-1], most=MOST_LESSONS)
    return found


def _joined(told: Iterable[DayTold]) -> tuple[DayTold, ...]:
    """One entry for each day, from before the first mark to after the last."""
    days: dict[tuple[str, date], DayTold] = {}
    for t in told:
        first = days.get((t.student, t.date), t)
        days[t.student, t.date] = msgspec.structs.replace(t, before=first.before)
    return tuple(days.values())


def _adder(field: str, new: Mapping[tuple[str, str], Sequence[object]]) -> Callable[[MutableMapping[str, Any]], None]:
    def change(doc: MutableMapping[str, Any]) -> None:
        doc[field] = [*doc[field], *new[doc["student"], doc["date"]]]

    return change


def _setter(field: str, value: object) -> Callable[[MutableMapping[str, Any]], None]:
    def change(doc: MutableMapping[str, Any]) -> None:
        doc[field] = value

    return change


def _dropper(field: str) -> Callable[[MutableMapping[str, Any]], None]:
    def change(doc: MutableMapping[str, Any]) -> None:
        doc.pop(field, None)

    return change


NO_CLASS = N_("Ikke lagret: klassen {name} finnes ikke i skolen.")
NO_STUDENT = N_("Ikke lagret: ingen elev har id {id}.")
NO_LESSON = N_("Ikke lagret: time {lesson} finnes ikke; timene går fra 1 til {most}.")
CHANGED = N_("Ikke angret: {who} har skrevet på {name} {day} i mellomtiden. Rett det som står der nå.")
GONE = N_("Ikke angret: det er allerede endret av noen andre. Rett det som står der nå.")
