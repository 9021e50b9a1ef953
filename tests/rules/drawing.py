"""Absence drawn as a register: a line a week, a word a day, so that a test shows what the teacher saw.

The rules of this file: a drawing is read into facts and nothing is judged here; what cannot be read fails aloud.

    week 37   X X . xx.... -

A day of one sign is the whole day, a day of several signs has one for each lesson from the first. ``-`` is a day
without school, and the calendar has to agree. Signs::

    .  nothing noted        X  absent            C  certified illness   I  illness
    P  granted leave        A  appointment       H  religious holiday   U  unexcused
    S  sent home ill        L  late              T  teaching elsewhere  R  reduced by agreement
    G  gone (Ed-Fi's early departure)            o  noted present       0  taken back
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import msgspec

from rules.calendar import SchoolDays
from rules.facts import Attendance, Category, Day, Expected, Mark, Reason, Register, SchoolCalendar, Taken

OSLO = ZoneInfo("Europe/Oslo")
SIX = (1, 2, 3, 4, 5, 6)
FULL_WEEK = (SIX,) * 5 + ((), ())

# A published school year: the first and last day, and what is off besides weekends and public holidays.
FROLAND = ("2026-08-13", "2027-06-18")
FROLAND_OFF = (
    ("2026-09-28", "2026-10-02"),
    ("2026-11-06", "2026-11-06"),
    ("2026-12-19", "2027-01-04"),
    ("2027-02-22", "2027-02-26"),
    ("2027-03-22", "2027-03-30"),
    ("2027-05-06", "2027-05-07"),
    ("2027-05-17", "2027-05-17"),
)

SIGNS: Mapping[str, tuple[Category | None, Reason]] = {
    "X": (Category.EXCUSED, Reason.NONE),
    "U": (Category.UNEXCUSED, Reason.NONE),
    "I": (Category.EXCUSED, Reason.ILLNESS),
    "C": (Category.EXCUSED, Reason.ILLNESS_CERTIFIED),
    "P": (Category.EXCUSED, Reason.GRANTED_LEAVE),
    "A": (Category.EXCUSED, Reason.APPOINTMENT),
    "H": (Category.EXCUSED, Reason.RELIGIOUS_HOLIDAY),
    "S": (Category.LEFT, Reason.SENT_HOME_ILL),
    "G": (Category.LEFT, Reason.NONE),
    "L": (Category.TARDY, Reason.NONE),
    "T": (Category.ACTIVITY, Reason.NONE),
    "R": (Category.REDUCED, Reason.NONE),
    "o": (Category.PRESENT, Reason.NONE),
    "0": (None, Reason.NONE),
}


def dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def calendar_of(first: str, last: str, off: tuple[tuple[str, str], ...], year: str, second_half: str) -> SchoolCalendar:
    free = {day for a, b in off for day in dates(date.fromisoformat(a), date.fromisoformat(b))}
    red = holidays.Norway(years=range(int(year[:4]), int(year[:4]) + 2))
    every = dates(date.fromisoformat(first), date.fromisoformat(last))
    days = tuple(day for day in every if day.weekday() < 5 and day not in free and day not in red)
    return SchoolCalendar(year, days, date.fromisoformat(second_half), "drawn")


YEAR = SchoolDays(calendar_of(*FROLAND, FROLAND_OFF, "2026-27", "2027-01-05"))
NEXT_YEAR = SchoolDays(calendar_of("2027-08-12", "2028-06-16", (), "2027-28", "2028-01-03"))


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=OSLO)


AFTERWARDS = at("2028-07-01T12:00")  # every day is past


def register(
    drawn: str,
    *,
    start: int = 2026,
    told: str | None = None,
    exceptions_only: bool = True,
    expected: tuple[Expected, ...] = (Expected(date(2026, 8, 1), None, FULL_WEEK),),
    taken: Mapping[date, frozenset[int]] = {},
) -> Attendance:
    """The facts of a drawn register; every mark is told at 08:30 of its day unless ``told`` says when."""
    days = [day for line in drawn.strip().splitlines() for day in _week(line, start, told)]
    took = {when: (Register("8B", when, _taken(when, lessons)),) for when, lessons in taken.items()}
    in_order = tuple(sorted(days, key=lambda day: day.date))
    return Attendance("tonje", in_order, expected, taken, exceptions_only, took)


def _taken(when: date, lessons: frozenset[int]) -> tuple[Taken, ...]:
    """Registered by Kari at 14:00."""
    return tuple(Taken(lesson, "kari", datetime.combine(when, time(14), OSLO)) for lesson in sorted(lessons))


def then(away: Attendance, told: str, drawn: str, *, start: int = 2026) -> Attendance:
    """The same facts after more was told at that moment."""
    days = {day.date: day for day in away.days}
    for more in register(drawn, start=start, told=told).days:
        before = days[more.date].marks if more.date in days else ()
        days[more.date] = Day(more.student, more.date, before + more.marks)
    return msgspec.structs.replace(away, days=tuple(days[day] for day in sorted(days)))


def _week(line: str, start: int, told: str | None) -> list[Day]:
    word, number, *drawn = line.split()
    assert word == "week", line
    week = int(number)
    monday = date.fromisocalendar(start if week > 30 else start + 1, week, 1)
    days = [(monday + timedelta(days=n), signs) for n, signs in enumerate(drawn)]
    return [day for when, signs in days if (day := _day(when, signs, told)).marks]


def _day(when: date, signs: str, told: str | None) -> Day:
    if signs == "-":
        assert when not in YEAR.indexes, f"{when} is a school day"
        return Day("tonje", when, ())
    moment = at(told) if told else datetime.combine(when, time(8, 30), OSLO)
    whole = len(signs) == 1
    lessons = [((), signs)] if whole else [((n,), sign) for n, sign in enumerate(signs, start=1)]
    marks = [_mark(named, sign, moment) for named, sign in lessons if sign != "."]
    return Day("tonje", when, tuple(marks))


def _mark(lessons: tuple[int, ...], sign: str, moment: datetime) -> Mark:
    category, reason = SIGNS[sign]
    return Mark(lessons, category, "kari", moment, reason)
