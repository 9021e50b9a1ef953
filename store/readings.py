"""What was read: one file's facts, as the questions want them.

The rules of this file: frozen facts only, and few of them: what is equal is the same object (names, dates, lessons,
and the days that did not change since the file was last read), so that a whole school's year is small and "is it the
same?" is quick.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import TypeVar

import msgspec

from rules.facts import Day, Expected, Message, Register, School, SchoolClass, Student
from store.documents import AttendanceFile, ClassYear, KeptMessage, SchoolTables, school_of
from store.files import Signature

_T = TypeVar("_T")

_told = attrgetter(*Message.__struct_fields__)
_RECEIVED = attrgetter("received_at", "id")
_set = msgspec.structs.force_setattr


class Sharing:
    """One object for each value that comes again and again."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._dates: dict[date, date] = {}
        self._lessons: dict[tuple[int, ...], tuple[int, ...]] = {}

    def days(self, days: Iterable[Day]) -> None:
        """Fresh days, before anybody has seen them."""
        names, dates, lessons = self._names.setdefault, self._dates.setdefault, self._lessons.setdefault
        for day in days:
            _set(day, "student", names(day.student, day.student))
            _set(day, "date", dates(day.date, day.date))
            for mark in day.marks:
                _set(mark, "by", names(mark.by, mark.by))
                _set(mark, "lessons", lessons(mark.lessons, mark.lessons))

    def registers(self, registers: Iterable[Register]) -> None:
        """Fresh registers."""
        names = self._names.setdefault
        for register in registers:
            _set(register, "school_class", names(register.school_class, register.school_class))
            _set(register, "date", self._dates.setdefault(register.date, register.date))
            for taken in register.taken:
                _set(taken, "by", names(taken.by, taken.by))


class SchoolRead:
    """``school.json``, with what is looked up in it."""

    def __init__(self, signature: Signature | None, revision: int, tables: SchoolTables) -> None:
        self.signature = signature
        self.revision = revision
        self.school: School = school_of(tables)
        self.files: tuple[AttendanceFile, ...] = tuple(tables.files.values())
        self.students: dict[str, Student] = {student.id: student for student in self.school.students}
        self.classes: dict[str, SchoolClass] = {c.name: c for c in self.school.classes}
        self.expected: dict[object, tuple[Expected, ...]] = {}
        """Worked out once for each set of memberships (``attendance.expected``)."""
        self._registers = {(f.year, f.school_class): f.path for f in reversed(self.files)}
        self._paths = {(f.year, f.name): f.path for f in self.files}

    def path(self, student: Student, year: str) -> str | None:
        """The file with a student's marks of a year."""
        name = student.files.get(year)
        return self._paths.get((year, name)) if name else None

    def in_file(self, path: str) -> set[str]:
        """Everybody whose facts may stand in a file: marks of their own, or registers of a class they are in."""
        own = next((f for f in self.files if f.path == path), None)
        if own is None:
            return set()
        marked = {s.id for s in self.school.students if s.files.get(own.year) == own.name}
        return marked | self.in_classes({own.school_class})

    def in_classes(self, names: set[str]) -> set[str]:
        """Everybody who is, was or will be in one of these classes or groups."""
        return {s.id for s in self.school.students if names and any(m.school_class in names for m in s.memberships)}

    def register_path(self, school_class: str, year: str) -> str | None:
        """The file with a class's registers of a year: the first made for it."""
        return self._registers.get((year, school_class))


class ClassYearRead:
    """One class's year, by student; and which students' facts changed at which revision."""

    def __init__(
        self,
        signature: Signature | None,
        revision: int,
        tables: ClassYear,
        sharing: Sharing,
        before: ClassYearRead | None = None,
    ) -> None:
        self.signature = signature
        self.revision = revision
        sharing.days(tables.days.values())
        sharing.registers(tables.registers.values())
        self.days: dict[str, tuple[Day, ...]] = _kept(_by_student(tables.days.values()), before.days if before else {})
        self.registers: tuple[Register, ...] = _same(
            tuple(tables.registers.values()), before.registers if before else ()
        )
        self.by_class = _by_class(self.registers, before)
        self._kept_messages = tables.messages
        self._messages: tuple[Message, ...] | None = None
        if before:
            self._messages = _same(_standing(tables.messages.values()), before.messages)
        self.since: int = before.since if before else revision
        self.changed: dict[str, int] = {**before.changed} if before else {}
        self.registers_changed: dict[str, int] = {**before.registers_changed} if before else {}
        if before:
            self._note_changes(before)

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages that nobody took back, made when somebody asks: a list of students does not."""
        if self._messages is None:
            self._messages = _standing(self._kept_messages.values())
            self._kept_messages = {}
        return self._messages

    def _note_changes(self, before: ClassYearRead) -> None:
        moved = {s for s in {*self.days, *before.days} if self.days.get(s) is not before.days.get(s)}
        if self.messages is not before.messages:
            moved |= {m.student for m in {*self.messages} ^ {*before.messages}}
        self.changed.update(dict.fromkeys(moved, self.revision))
        if self.registers is not before.registers:
            classes = {r.school_class for r in {*self.registers} ^ {*before.registers}}
            self.registers_changed.update(dict.fromkeys(classes, self.revision))


def _by_class(registers: tuple[Register, ...], before: ClassYearRead | None) -> dict[str, tuple[Register, ...]]:
    """The registers of each class or group in the file."""
    if before and registers is before.registers:
        return before.by_class
    found: dict[str, list[Register]] = {}
    for register in registers:
        found.setdefault(register.school_class, []).append(register)
    known = before.by_class if before else {}
    return {name: _same(tuple(own), known.get(name, ())) for name, own in found.items()}


def _by_student(days: Iterable[Day]) -> dict[str, tuple[Day, ...]]:
    found: dict[str, list[Day]] = {}
    for day in days:
        found.setdefault(day.student, []).append(day)
    return {student: tuple(sorted(own, key=_date)) for student, own in found.items()}


def _date(day: Day) -> date:
    return day.date


def _kept(fresh: dict[str, tuple[Day, ...]], before: dict[str, tuple[Day, ...]]) -> dict[str, tuple[Day, ...]]:
    """Fresh days, but the old ones wherever they are equal."""
    return {student: _same(days, before.get(student, ())) for student, days in fresh.items()} if before else fresh


def _same(fresh: tuple[_T, ...], before: tuple[_T, ...]) -> tuple[_T, ...]:
    return before if before and fresh == before else fresh


def _standing(messages: Iterable[KeptMessage]) -> tuple[Message, ...]:
    """Messages that nobody took back, in the order they came."""
    standing = [Message(*_told(m)) for m in messages if m.taken_back is None]
    return tuple(sorted(standing, key=_RECEIVED))
