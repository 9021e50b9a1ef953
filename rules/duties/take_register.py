"""``take-register``: lessons that nobody has registered, for each class, day and teacher.

The rules of this file: only where the school takes registers, and from the first it took; the day before is always
asked for, older gaps as far back as the guide's longest window. A lesson is asked for when it has begun. What a teacher
has registered of a whole day stands as met, that day and the school day after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from rules.day import NOTHING
from rules.duties.draft import Lessons, Met, On, When, draft, met_by
from rules.duties.duty import Deed, Duty, Known
from rules.duties.moments import clock, midnight_after, moment
from rules.duties.table import Row
from rules.facts import Attendance, SchoolClass, Slot
from rules.follow_up import DutyText
from rules.spans import longest
from rules.words import N_

TODAY = N_("Før fraværet i {school_class}: {lessons}")
EARLIER = N_("Fraværet i {school_class} {day} er ikke ført: {lessons}")
REGISTER = N_("at timene er ført")

Slots = Mapping[tuple[str, int, int], Slot]


class Gap(msgspec.Struct, frozen=True):
    """Lessons of one class on one day that one teacher has not registered, or all of theirs and when that was done."""

    day: date
    teacher: str
    lessons: tuple[int, ...]
    met: Met | None = None


def take_register(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Every lesson that is not registered."""
    if known.school.exceptions_only:
        return
    days = _days(known)
    slots = {(slot.school_class, slot.weekday, slot.lesson): slot for slot in known.school.timetable}
    taken = _taken(known)
    for school_class in known.school.classes:
        if school_class.name in taken:
            for gap in (
                *_gaps(known, school_class, days, slots, taken[school_class.name]),
                *_filled(school_class, days[-2:], slots, taken[school_class.name]),
            ):
                yield _asked(known, row, text, school_class, gap, slots)


def _days(known: Known) -> tuple[date, ...]:
    """The school days that are asked for."""
    index = known.calendar.index_on_or_before(known.today)
    if index is None:
        return ()
    days = known.calendar.days
    taken = {id(one.taken): one.taken for one in known.attendance.values()}.values()
    began = min((day for one in taken if one for day in one), default=known.today)
    first = max(days[longest(known.guide, known.calendar)[index]], began)
    before = days[index - 1] if index and days[index] == known.today else days[index]
    return known.calendar.between(min(first, before), known.today)


def _taken(known: Known) -> dict[str, list[Attendance]]:
    """For each class and group with students those of whom something else was registered."""
    found: dict[str, dict[int, Attendance]] = {}
    for student in known.students:
        attendance = known.attendance.get(student.id)
        for membership in student.memberships if attendance else ():
            if attendance and membership.covers(known.today):
                found.setdefault(membership.school_class, {})[id(attendance.taken)] = attendance
    return {name: list(differing.values()) for name, differing in found.items()}


def _gaps(
    known: Known, school_class: SchoolClass, days: tuple[date, ...], slots: Slots, taken: list[Attendance]
) -> Iterator[Gap]:
    for day in (day for day in days if all(one.only in {None, day} for one in taken)):
        done = _done(taken, day)
        missing: dict[str, list[int]] = {}
        for lesson in school_class.weekdays[day.weekday()]:
            slot = slots.get((school_class.name, day.weekday(), lesson))
            if lesson not in done and _begun(known, day, slot):
                missing.setdefault(slot.teacher if slot else "", []).append(lesson)
        yield from (Gap(day, teacher, tuple(sorted(lessons))) for teacher, lessons in missing.items())


def _filled(school_class: SchoolClass, days: tuple[date, ...], slots: Slots, taken: list[Attendance]) -> Iterator[Gap]:
    """Each teacher's lessons of a day, where all of them are registered."""
    for day in days:
        lessons: dict[str, list[int]] = {}
        for lesson in school_class.weekdays[day.weekday()]:
            slot = slots.get((school_class.name, day.weekday(), lesson))
            lessons.setdefault(slot.teacher if slot else "", []).append(lesson)
        done = _done(taken, day)
        for teacher, theirs in lessons.items():
            met = _last(taken, day, theirs) if done.issuperset(theirs) else None
            if met:
                yield Gap(day, teacher, tuple(sorted(theirs)), met)


def _done(taken: list[Attendance], day: date) -> frozenset[int]:
    return frozenset.intersection(*(one.taken.get(day, NOTHING) for one in taken))


def _last(taken: list[Attendance], day: date, lessons: list[int]) -> Met | None:
    """When the last of some lessons was registered, and by whom."""
    registers = (register for one in taken for register in one.registers.get(day, ()))
    told = ((each.at, each.by) for register in registers for each in register.taken if each.lesson in lessons)
    return max(told, default=None)


def _begun(known: Known, day: date, slot: Slot | None) -> bool:
    starts = clock(slot.start) if slot else None
    return day < known.today or starts is None or moment(day, starts) <= known.now


def _asked(known: Known, row: Row, text: DutyText, school_class: SchoolClass, gap: Gap, slots: Slots) -> Duty:
    slot = slots.get((school_class.name, gap.day.weekday(), gap.lessons[0]))
    starts = clock(slot.start) if slot else None
    values = {"school_class": school_class.name, "lessons": Lessons(gap.lessons), "day": On(gap.day)}
    return draft(
        row,
        text,
        f"{school_class.name}:{gap.day}:{gap.teacher}",
        Deed.REGISTER,
        When(
            moment(gap.day, starts) if starts else moment(gap.day),
            moment(gap.day, known.guide.day_over.at),
            midnight_after(gap.day),
        ),
        (TODAY if gap.day == known.today else EARLIER, values),
        REGISTER,
        {"school_class": school_class.name, "owner": gap.teacher, "days": (gap.day,), **met_by(gap.met)},
    )
