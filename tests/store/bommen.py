"""A small school to write in: two classes, a group, twelve school weeks; and short ways to say what is wanted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rules.facts import Category, Membership, Reason, School, SchoolCalendar, SchoolClass, Student
from store.tellings import MarkWanted

OSLO = ZoneInfo("Europe/Oslo")
YEAR = "2026-27"
MONDAY = date(2026, 9, 14)
AT = datetime(2026, 9, 14, 8, 41, 7, tzinfo=OSLO)

SIX = ((1, 2, 3, 4, 5, 6),) * 5 + ((), ())
NONE = ((),) * 7


def days(first: date = date(2026, 8, 17), weeks: int = 12) -> tuple[date, ...]:
    every = (first + timedelta(days=n) for n in range(weeks * 7))
    return tuple(day for day in every if day.weekday() < 5)


def student(id_: str, number: str, given: str, family: str, *classes: str) -> Student:
    return Student(id_, number, given, family, tuple(Membership(name, date(2026, 8, 1)) for name in classes))


def bommen() -> School:
    return School(
        name="Bommen skole",
        guide="aas",
        students=(
            student("tonje", "1001", "Tonje", "Aas", "4B"),
            student("ola", "1002", "Ola", "Nordli", "4B", "Tysk"),
            student("aase", "1003", "Åse", "Ødegård", "4B"),
            student("jens", "2001", "Jens", "Bakke", "8B", "Tysk"),
        ),
        classes=(
            SchoolClass("4B", 4, SIX),
            SchoolClass("8B", 8, SIX),
            SchoolClass("Tysk", 0, NONE, group=True),
        ),
        calendars=(SchoolCalendar(YEAR, days(), date(2027, 1, 4), "laget for hånd"),),
        timetable=(),
        exceptions_only=True,
        basis="school_days",
    )


def away(
    who: str,
    day: date = MONDAY,
    lessons: tuple[int, ...] = (),
    reason: Reason = Reason.ILLNESS,
    comment: str = "",
) -> MarkWanted:
    return MarkWanted(who, day, lessons, Category.EXCUSED, reason, comment)


def later(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)
