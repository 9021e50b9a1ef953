"""Importing the school's days: which are school days, and which lessons they have.

The rules of this file: a year's calendar and a class's timetable are each taken whole, in the place of the one
before; what is the same is not written again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from rules.facts import SchoolCalendar, Slot, school_year
from rules.words import N_
from store.attendance import span
from store.cleaning import clean_line
from store.documents import SCHOOL, document
from store.ids import new_id
from store.tellings import Refused, Report, Said
from store.writing import Hand

ASSUMED = "assumed"


def import_calendar(
    hand: Hand, calendar: SchoolCalendar, by: str, at: datetime, *, dry_run: bool, whole: bool = False
) -> Report:
    """A year's school days; counts days. ``whole``: every day, or nothing."""
    outside = [day for day in calendar.days if school_year(day) != calendar.year]
    days = tuple(sorted({*calendar.days} - {*outside}))
    fresh = msgspec.structs.replace(calendar, days=days, source=clean_line(calendar.source))
    before = next((c for c in hand.school.school.calendars if c.year == calendar.year), None)
    if fresh != before:
        hand.must_be_open(calendar.year)
    if fresh != before and not dry_run and not (whole and outside):
        draft = hand.draft(SCHOOL)
        doc_id = draft.find("calendars", calendar.year)
        if doc_id is None:
            draft.insert("calendars", [document(fresh, by, at)])
        else:
            fields = {**msgspec.to_builtins(fresh), "by": by, "at": msgspec.to_builtins(at)}
            draft.change("calendars", [doc_id], lambda doc: doc.update(fields))
        hand.commit()
    return _calendar_report(before, fresh, outside)


def import_timetable(
    hand: Hand, slots: Sequence[Slot], by: str, at: datetime, *, dry_run: bool, whole: bool = False
) -> Report:
    """The timetables of the classes named; counts lessons. A class's week follows its timetable.

    ``whole``: all of them, or nothing.
    """
    cleaned = list(dict.fromkeys(_cleaned(slot) for slot in slots))
    known = [slot for slot in cleaned if slot.school_class in hand.school.classes]
    unknown = sorted({slot.school_class for slot in cleaned} - {*hand.school.classes})
    classes = {slot.school_class for slot in known}
    before = {slot for slot in hand.school.school.timetable if slot.school_class in classes}
    if {*known} != before and not dry_run and not (whole and unknown):
        _write_timetable(hand, known, classes, by, at)
    return _timetable_report(before, known, unknown)


def assumed_calendar(year: str) -> SchoolCalendar:
    """What is taken for a year's school days until somebody says: weekdays from 15 August to 20 June but holidays."""
    import holidays

    start = int(year[:4])
    free = holidays.country_holidays("NO", years=(start, start + 1))
    first, last = date(start, 8, 15), date(start + 1, 6, 20)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    days = tuple(day for day in every if day.weekday() < 5 and day not in free)
    return SchoolCalendar(year, days, date(start + 1, 1, 1), ASSUMED)


def weekdays_of(slots: Sequence[Slot]) -> tuple[tuple[int, ...], ...]:
    """A class's lessons by weekday, Monday first, as its timetable has them."""
    return tuple(tuple(sorted({slot.lesson for slot in slots if slot.weekday == d})) for d in range(7))


def _write_timetable(hand: Hand, slots: Sequence[Slot], classes: set[str], by: str, at: datetime) -> None:
    draft = hand.draft(SCHOOL)
    draft.remove("slots", [doc_id for doc_id, doc in draft.all("slots").items() if doc["school_class"] in classes])
    draft.insert("slots", [{**document(slot, by, at), "id": new_id()} for slot in slots])
    weeks = {name: weekdays_of([slot for slot in slots if slot.school_class == name]) for name in classes}
    doc_ids = [found for name in classes if (found := draft.find("classes", name))]
    draft.change("classes", doc_ids, lambda doc: doc.update(weekdays=msgspec.to_builtins(weeks[doc["name"]])))
    hand.commit()


def _calendar_report(before: SchoolCalendar | None, after: SchoolCalendar, outside: Sequence[date]) -> Report:
    was, now = set(before.days if before else ()), set(after.days)
    notes = [Said.counted(NOT_SCHOOL_DAYS, len(was - now))] if was - now else []
    first, last = span(after.year)
    refused = (
        Refused(0, OUTSIDE, {"day": day.isoformat(), "first": first.isoformat(), "last": last.isoformat()})
        for day in outside
    )
    return Report(
        added=len(now - was),
        changed=int(before is not None and (before.second_half, before.source) != (after.second_half, after.source)),
        unchanged=len(now & was),
        refused=tuple(refused),
        notes=tuple(notes),
    )


def _timetable_report(before: set[Slot], after: Sequence[Slot], unknown: Sequence[str]) -> Report:
    places = {_place(slot) for slot in before}
    new = [slot for slot in after if slot not in before]
    changed = sum(_place(slot) in places for slot in new)
    gone = len(places - {_place(slot) for slot in after})
    return Report(
        added=len(new) - changed,
        changed=changed,
        unchanged=len(after) - len(new),
        refused=tuple(Refused(0, NO_CLASS, {"name": name}) for name in unknown),
        notes=(Said.counted(NOT_LESSONS, gone),) if gone else (),
    )


def _place(slot: Slot) -> tuple[str, int, int]:
    return slot.school_class, slot.weekday, slot.lesson


def _cleaned(slot: Slot) -> Slot:
    texts = ("school_class", "subject", "start", "end", "teacher")
    return msgspec.structs.replace(slot, **{field: clean_line(getattr(slot, field)) for field in texts})


OUTSIDE = N_("{day} ligger utenfor skoleåret ({first} til {last}).")
NOT_SCHOOL_DAYS = (
    N_("{count} dag som var skoledag, er det ikke lenger."),
    N_("{count} dager som var skoledager, er det ikke lenger."),
)
NO_CLASS = N_("Klassen {name} finnes ikke i skolen. Hent inn elevene først.")
NOT_LESSONS = (
    N_("{count} time som sto på timeplanen, gjør det ikke lenger."),
    N_("{count} timer som sto på timeplanen, gjør det ikke lenger."),
)
