"""A new school: its folder and its first file.

The rules of this file: a folder that holds a school is never written over; a folder on a network disk is refused
before anything is made.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from rules.facts import Guardian, School, Student, User
from rules.words import N_
from store.cleaning import clean_line
from store.documents import SCHOOL, Settings, document
from store.drafts import Draft
from store.errors import SchoolExists
from store.files import Disk
from store.ids import new_id
from store.mounts import refuse_network
from store.placing import Placing, class_in
from store.reading import Reader
from store.stopped_clock import Stopped
from store.storage import make_folders
from store.writing import Writer, not_saved


def create(disk: Disk, folder: Path, school: School, by: str, at: datetime, stopped: Stopped | None = None) -> None:
    """``school.json`` in a folder that has none."""
    refuse_network(disk, folder)
    with not_saved():
        make_folders(disk, folder)
    writer = Writer(disk, folder, Reader(disk, folder), stopped=stopped)
    with writer.hand(by) as hand:
        if disk.sign(folder / SCHOOL) is not None or writer.reader.log.last:
            raise SchoolExists(EXISTS, folder=folder)
        fill(hand.draft(SCHOOL), school, by, at)
        hand.commit()


def fill(draft: Draft, school: School, by: str, at: datetime) -> None:
    """A school's facts, as documents."""
    students = [_named(student) for student in school.students]
    placing = Placing((), students)
    years = [calendar.year for calendar in school.calendars]
    placed = [_placed(student, years, placing) for student in students]
    settings = Settings(clean_line(school.name), school.guide, school.exceptions_only, school.basis)
    draft.insert("school", [document(settings, by, at)])
    draft.insert("students", [document(student, by, at) for student in placed])
    draft.insert("classes", [document(c, by, at) for c in school.classes])
    draft.insert("calendars", [document(c, by, at) for c in school.calendars])
    draft.insert("slots", [document(slot, by, at) for slot in school.timetable])
    draft.insert("users", [document(user, by, at) for user in _users(school)])
    placing.write(draft, by, at)


def _users(school: School) -> list[User]:
    if not school.users:
        return []
    from store.people import fit

    classes, known = {c.name for c in school.classes}, {user.name: user for user in school.users}
    return [fit(user, classes, known) for user in known.values()]


def _named(student: Student) -> Student:
    return msgspec.structs.replace(
        student,
        id=student.id or new_id(),
        given=clean_line(student.given),
        family=clean_line(student.family),
        guardians=tuple(_cleaned(guardian) for guardian in student.guardians),
        files={},
    )


def _placed(student: Student, years: list[str], placing: Placing) -> Student:
    return msgspec.structs.replace(
        student, files={year: placing.place(year, class_in(student, year)) for year in years}
    )


def _cleaned(guardian: Guardian) -> Guardian:
    fields = {field: clean_line(getattr(guardian, field)) for field in ("name", "relation", "phone", "email")}
    return msgspec.structs.replace(guardian, **fields)


EXISTS = N_("Det er allerede en skole i {folder}. Velg en annen mappe, eller åpne den som er der.")
