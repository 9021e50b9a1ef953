"""Placing: which file of a school year a student's marks and a class's registers stand in.

The rules of this file: a student keeps the file of a year, whatever class they move to; a file is made for one class
and holds at most ``FULL`` students, so that a mark in a school without classes is as quick as in any other; nothing
is written here but the lines in ``school.json`` that say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping
from datetime import datetime
from typing import Any

from rules.facts import Student
from store.attendance import span
from store.documents import SCHOOL, AttendanceFile, class_year_path, document
from store.drafts import Draft
from store.ids import file_name
from store.writing import Hand

FULL = 60


class Placing:
    """The files of a school, and those a command adds."""

    def __init__(self, files: Iterable[AttendanceFile], students: Iterable[Student]) -> None:
        self._files = list(files)
        self._held = Counter((year, name) for student in students for year, name in student.files.items())
        self.added: list[AttendanceFile] = []

    def place(self, year: str, school_class: str) -> str:
        """The file for one more student of a class."""
        own = (f for f in self._files if (f.year, f.school_class) == (year, school_class))
        found = next((f for f in own if self._held[year, f.name] < FULL), None) or self._another(year, school_class)
        self._held[year, found.name] += 1
        return found.name

    def register(self, year: str, school_class: str) -> AttendanceFile:
        """The file for a class's registers: the first made for it."""
        own = (f for f in self._files if (f.year, f.school_class) == (year, school_class))
        return next(own, None) or self._another(year, school_class)

    def write(self, draft: Draft, by: str, at: datetime) -> None:
        """The added files' lines in ``school.json``."""
        draft.insert("files", [document(f, by, at) for f in self.added])
        self.added.clear()

    def _another(self, year: str, school_class: str) -> AttendanceFile:
        taken = {f.name for f in self._files if f.year == year}
        made = AttendanceFile(year, file_name(school_class, taken), school_class)
        self._files.append(made)
        self.added.append(made)
        return made


class Places:
    """Where one command finds and puts what it writes."""

    def __init__(self, hand: Hand, by: str, at: datetime) -> None:
        self._hand = hand
        self._who = (by, at)
        self._new: Placing | None = None
        self._names: dict[tuple[str, str], str] = {}

    def path(self, student: Student, year: str) -> str:
        """A student's file of a year. Where there is none yet, the whole class is given theirs."""
        name = student.files.get(year) or self._names.get((student.id, year))
        if name is None:
            self._place_class(year, class_in(student, year))
            name = self._names[student.id, year]
        return class_year_path(year, name)

    def register(self, school_class: str, year: str) -> str:
        """The file with a class's registers of a year."""
        if path := self._hand.school.register_path(school_class, year):
            return path
        made = self._placing().register(year, school_class)
        self._write()
        return made.path

    def _placing(self) -> Placing:
        """Seldom wanted, and costs a look at every student."""
        if self._new is None:
            self._new = Placing(self._hand.school.files, self._hand.school.school.students)
        return self._new

    def _place_class(self, year: str, school_class: str) -> None:
        everybody = self._hand.school.school.students
        own = [s for s in everybody if year not in s.files and class_in(s, year) == school_class]
        self._names |= {(s.id, year): self._placing().place(year, school_class) for s in own}
        draft = self._hand.draft(SCHOOL)
        doc_ids = [found for s in own if (found := draft.find("students", s.id))]
        draft.change("students", doc_ids, lambda doc: _put_file(doc, year, self._names))
        self._write()

    def _write(self) -> None:
        if self._placing().added:
            self._placing().write(self._hand.draft(SCHOOL), *self._who)


def _put_file(doc: MutableMapping[str, Any], year: str, names: Mapping[tuple[str, str], str]) -> None:
    doc["files"] = {**doc.get("files", {}), year: names[doc["id"], year]}


def class_in(student: Student, year: str) -> str:
    """The homeroom class at the start of a year, else the first of that year."""
    first, last = span(year)
    return student.class_on(first) or next((m.school_class for m in student.memberships if m.first <= last), "")
