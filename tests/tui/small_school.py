"""A small school on a fixed Friday, for the screens' tests.

4B has six students with names that are hard to show and to find, 5A has two, 6A nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rules.facts import (
    Attendance,
    Category,
    Day,
    Expected,
    Guardian,
    Mark,
    Membership,
    Reason,
    School,
    SchoolCalendar,
    SchoolClass,
    Slot,
    Student,
)

OSLO = ZoneInfo("Europe/Oslo")
FRIDAY = date(2026, 9, 25)
NOW = datetime(2026, 9, 25, 10, 20, tzinfo=OSLO)
LESSONS = (1, 2, 3, 4, 5, 6)
WEEK = (*(LESSONS,) * 5, (), ())
FIRST, LAST = date(2026, 8, 17), date(2027, 6, 18)

NAMES = {
    "tonje": ("Tonje", "Aas", "4B"),
    "ola": ("Ola", "Nordli", "4B"),
    "aase": ("Åse", "Ødegård", "4B"),
    "birk": ("Birk [/b]", "Berg", "4B"),
    "per-h": ("Per Håkon", "Hansen", "4B"),
    "per": ("Per", "Ærlig-Kristoffersen von und zu Lengstenavn", "4B"),
    "kari": ("Kari", "Lie", "5A"),
    "jens": ("Jens", "Moe", "5A"),
}


def calendar() -> SchoolCalendar:
    span = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    days = tuple(day for day in span if day.weekday() < 5)
    return SchoolCalendar("2026-27", days, date(2027, 1, 4), "drawn")


def student(key: str, number: int) -> Student:
    given, family, school_class = NAMES[key]
    home = (Guardian("Mona " + family, "mor", "900 00 000"),)
    return Student(key, str(100 + number), given, family, (Membership(school_class, FIRST),), home)


def school(names: Sequence[str] = tuple(NAMES), exceptions_only: bool = True) -> School:
    """The school; with no names an empty one."""
    classes = tuple(SchoolClass(name, grade, WEEK) for name, grade in (("4B", 4), ("5A", 5), ("6A", 6)))
    starts = ("08:30", "09:20", "10:15", "11:30", "12:20", "13:10")
    slots = tuple(
        Slot("4B", day, n, "norsk", start, _end(start)) for day in range(5) for n, start in enumerate(starts, 1)
    )
    students = tuple(student(key, n) for n, key in enumerate(names))
    return School("Bommen skole", "aas", students, classes, (calendar(),), slots, exceptions_only, "school_days")


def _end(start: str) -> str:
    minutes = int(start[:2]) * 60 + int(start[3:]) + 45
    return f"{minutes // 60:02}:{minutes % 60:02}"


def days_away(student_id: str, days: Sequence[date], reason: Reason = Reason.ILLNESS) -> tuple[Day, ...]:
    at = datetime(2026, 9, 1, 8, 41, tzinfo=OSLO)
    return tuple(Day(student_id, day, (Mark((), Category.EXCUSED, "kari", at, reason),)) for day in sorted(days))


def attendance(away: Mapping[str, Sequence[date]], names: Sequence[str] = tuple(NAMES)) -> dict[str, Attendance]:
    whole = (Expected(FIRST, None, WEEK),)
    return {name: Attendance(name, days_away(name, away.get(name, ())), whole, {}, True) for name in names}


def last_days(n: int) -> tuple[date, ...]:
    """The last so many school days before the Friday."""
    return tuple(day for day in calendar().days if day < FRIDAY)[-n:]
