"""Attendance: what the rules read of each student, put together from the school and the class's year.

The rules of this file: nothing is read from disk here; what many students share (the lessons of a class, its taken
registers) is worked out once and is one object; the same facts give the same ``Attendance`` object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from rules.facts import Attendance, Day, Expected, Membership, Register, Student
from store.readings import SchoolRead

_Registers = tuple[tuple[Register, ...], ...]
_Taken = tuple[Mapping[date, frozenset[int]], Mapping[date, tuple[Register, ...]]]
_NOTHING: _Taken = (MappingProxyType({}), MappingProxyType({}))
_ONE_DAY = timedelta(days=1)


class Built:
    """The attendance this process has put together."""

    def __init__(self) -> None:
        self._attendance: dict[tuple[str, str], Attendance] = {}
        self._taken: dict[object, tuple[_Registers, _Taken]] = {}

    def attendance(
        self,
        student: Student,
        year: str,
        days: tuple[Day, ...],
        school: SchoolRead,
        registers: Mapping[str, tuple[Register, ...]],
    ) -> Attendance:
        """One student's year. ``registers`` has those of each class the student is in."""
        own = memberships(student, year)
        expected = expected_lessons(own, school)
        taken, took = self._taken_lessons(own, registers)
        fresh = Attendance(student.id, days, expected, taken, school.school.exceptions_only, took)
        before = self._attendance.get((student.id, year))
        if before and _same(before, fresh):
            return before
        self._attendance[student.id, year] = fresh
        return fresh

    def _taken_lessons(self, own: tuple[Membership, ...], registers: Mapping[str, tuple[Register, ...]]) -> _Taken:
        used = tuple(registers.get(m.school_class, ()) for m in own)
        if not any(used):
            return _NOTHING
        known = self._taken.get(own)
        if known and all(a is b for a, b in zip(known[0], used, strict=True)):
            return known[1]
        found = taken_lessons(zip(own, used, strict=True))
        self._taken[own] = used, found
        return found


def memberships(student: Student, year: str) -> tuple[Membership, ...]:
    """The classes and groups a student is in at some time of a school year."""
    first, last = span(year)
    return tuple(m for m in student.memberships if m.first <= last and (m.last is None or m.last >= first))


def span(year: str) -> tuple[date, date]:
    """The first and last date of a school year."""
    start = int(year[:4])
    return date(start, 8, 1), date(start + 1, 7, 31)


def expected_lessons(own: tuple[Membership, ...], school: SchoolRead) -> tuple[Expected, ...]:
    """The lessons expected in each stretch of time between two changes of class or group."""
    known = school.expected.get(own)
    if known is None:
        starts = sorted({m.first for m in own} | {m.last + _ONE_DAY for m in own if m.last})
        ends = [*(start - _ONE_DAY for start in starts[1:]), None]
        stretches = zip(starts, ends, strict=False)
        known = tuple(e for first, last in stretches if (e := _stretch(first, last, own, school)))
        school.expected[own] = known
    return known


def taken_lessons(held: Iterable[tuple[Membership, tuple[Register, ...]]]) -> _Taken:
    """For each date the lessons taken in the classes and groups a student was in that day, and who took them."""
    lessons: dict[date, frozenset[int]] = {}
    took: dict[date, tuple[Register, ...]] = {}
    for membership, registers in held:
        for register in registers:
            here = membership.first <= register.date and (membership.last is None or register.date <= membership.last)
            if here and register.taken:
                of_this = frozenset(taken.lesson for taken in register.taken)
                lessons[register.date] = lessons.get(register.date, frozenset()) | of_this
                took[register.date] = (*took.get(register.date, ()), register)
    return MappingProxyType(lessons), MappingProxyType(took)


def _same(a: Attendance, b: Attendance) -> bool:
    alike = a.days is b.days and a.expected is b.expected and a.taken is b.taken
    return alike and a.exceptions_only == b.exceptions_only


def _stretch(first: date, last: date | None, own: tuple[Membership, ...], school: SchoolRead) -> Expected | None:
    here = [m for m in own if m.first <= first and (m.last is None or first <= m.last)]
    weeks = [school.classes[m.school_class].weekdays for m in here if m.school_class in school.classes]
    if not weeks:
        return None
    weekdays = tuple(tuple(sorted({lesson for week in weeks for lesson in week[d]})) for d in range(7))
    return Expected(first, last, weekdays)
