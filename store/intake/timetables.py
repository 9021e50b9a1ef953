"""Timetables made elsewhere: a row for each class, weekday and lesson.

The rules of this file: where lessons have no number, they are numbered by when they start; a row becomes a lesson or
is refused with why.
"""

from __future__ import annotations

import re

import msgspec

from rules.facts import Slot
from rules.names import fold
from rules.words import N_
from store.intake.identity import without_national_ids
from store.intake.lessons import lessons_in
from store.intake.matching import class_name
from store.intake.said import shown
from store.intake.tables import Table
from store.tellings import Said

#: The weekdays by name, Monday first; the first two letters are enough. A number counts from 1.
_WEEKDAYS = (
    *(("mandag", "monday"), ("tirsdag", "tysdag", "tuesday"), ("onsdag", "wednesday")),
    *(("torsdag", "thursday"), ("fredag", "friday"), ("lordag", "laurdag", "saturday"), ("sondag", "sundag", "sunday")),
)

_SHORTEST = 2

_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?")


def read_timetable(table: Table) -> tuple[Slot, ...]:
    """The lessons of a file; what was refused and what must be said is added to the table."""
    slots: dict[tuple[object, ...], Slot] = {}
    for line, cells in table.rows():
        for slot in _slots(table, cells):
            if isinstance(slot, Said):
                table.refuse(line, slot)
            else:
                slots[slot.school_class, slot.weekday, slot.lesson or slot.start, slot.subject, slot.teacher] = slot
    return _numbered(table, tuple(slots.values()))


def _slots(table: Table, cells: list[str]) -> list[Slot | Said]:
    """A row's lessons: a double lesson is two."""
    cell = table.columns.cell
    school_class = class_name(cell(cells, "class"))
    weekday, lessons = weekday_in(cell(cells, "weekday")), lessons_in(cell(cells, "lesson"))
    start, end = (_clock(cell(cells, name)) for name in ("start", "end"))
    if not school_class:
        return [Said(N_("Raden sier ikke hvilken klasse den gjelder."))]
    if weekday is None:
        return [Said(N_("«{text}» er ikke en ukedag."), {"text": shown(cell(cells, "weekday"))})]
    if isinstance(lessons, Said):
        return [lessons]
    if not lessons and not start:
        return [Said(N_("Raden har verken timenummer eller starttid."))]
    subject, teacher = (without_national_ids(cell(cells, name)) for name in ("subject", "teacher"))
    return [Slot(school_class, weekday, lesson, subject, start, end, teacher) for lesson in lessons or (0,)]


def weekday_in(cell: str) -> int | None:
    """The weekday a cell names, Monday 0: by name in Norwegian or English, or by number from 1."""
    text = fold(cell.strip().rstrip("."))
    if text.isdigit():
        return int(text) - 1 if 1 <= int(text) <= 7 else None
    if len(text) < _SHORTEST:
        return None
    return next(
        (number for number, names in enumerate(_WEEKDAYS) if any(name.startswith(text) for name in names)), None
    )


def _clock(cell: str) -> str:
    """A time as "HH:MM"; "" where there is none."""
    found = _CLOCK.match(cell.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return ""
    return f"{int(found[1]):02}:{found[2] or '00'}"


def _numbered(table: Table, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Lessons without a number get one by when they start, in their class and weekday."""
    if all(slot.lesson for slot in slots):
        return slots
    starts: dict[tuple[str, int], list[str]] = {}
    for slot in slots:
        starts.setdefault((slot.school_class, slot.weekday), []).append(slot.start)
    table.notes.append(Said(N_("Timene er nummerert etter når de begynner.")))
    return tuple(
        slot
        if slot.lesson
        else msgspec.structs.replace(
            slot, lesson=sorted(set(starts[slot.school_class, slot.weekday])).index(slot.start) + 1
        )
        for slot in slots
    )
