"""The made-up school's year: which days are school days, and what is taught when.

The rule of this file: everything follows from the date and the seed. Breaks lie in the weeks most of Norway has
them in (40, Christmas, 8, Easter); public holidays are looked up, not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from rules.facts import SchoolCalendar, Slot, school_year

SCHOOL_DAYS = 190  # what the law asks for

LESSON_TIMES = (
    ("08:20", "09:05"),
    ("09:10", "09:55"),
    ("10:10", "10:55"),
    ("11:35", "12:20"),  # after the long break
    ("12:25", "13:10"),
    ("13:20", "14:05"),
)
BEFORE_LONG_BREAK = 3

# The subjects of a week by the first grade that has them so; what is left of the week is Norwegian.
SUBJECTS: dict[int, tuple[tuple[str, int], ...]] = {
    1: (("matematikk", 5), ("uteskole", 3), ("kroppsøving", 2), ("kunst og håndverk", 2), ("musikk", 1), ("KRLE", 2),
        ("engelsk", 1), ("naturfag", 1), ("samfunnsfag", 1)),
    5: (("matematikk", 5), ("engelsk", 3), ("kroppsøving", 3), ("naturfag", 3), ("samfunnsfag", 2), ("KRLE", 2),
        ("kunst og håndverk", 2), ("mat og helse", 2), ("musikk", 1)),
    8: (("matematikk", 4), ("engelsk", 3), ("naturfag", 3), ("samfunnsfag", 3), ("kroppsøving", 3), ("tysk", 3),
        ("KRLE", 2), ("kunst og håndverk", 2), ("mat og helse", 1), ("musikk", 1), ("utdanningsvalg", 1)),
}  # fmt: skip
MUSIC_DAY, MUSIC_LESSON = 2, 4  # in every class: "han kommer alltid på skolen på onsdager, da klassen har musikk"


def current_year(today: date) -> str:
    """The school year to tell of: in the summer, the one that is over."""
    year = school_year(today)
    return school_year(date(today.year - 1, 8, 1)) if today < _first_day(int(year[:4])) and today.month == 8 else year


def calendar(year: str) -> SchoolCalendar:
    """The school days of a year."""
    from holidays import country_holidays

    autumn = int(year[:4])
    public = country_holidays("NO", years=(autumn, autumn + 1), language="no")
    easter = max(public.get_named("Første påskedag"))
    off = {*public, *_breaks(autumn, easter)}
    days = tuple(
        day for day in _span(_first_day(autumn), date(autumn + 1, 6, 30)) if day.weekday() < 5 and day not in off
    )
    second_half = next(day for day in days if day >= date.fromisocalendar(autumn + 1, 3, 1))
    return SchoolCalendar(year, days[:SCHOOL_DAYS], second_half, "made up")


def weekdays(grade: int) -> tuple[tuple[int, ...], ...]:
    """The lessons of each weekday: the small ones have five a day, Wednesdays are short in the middle."""
    full, short = (tuple(range(1, n + 1)) for n in (6, 5))
    if grade <= 4:
        return (short,) * 5 + ((),) * 2
    return (full, full, short if grade <= 7 else full, full, full, (), ())


def timetable(school_class: str, grade: int, teachers: tuple[str, ...], seed: str) -> tuple[Slot, ...]:
    """One class's week: the homeroom teacher has most of it, the others their subjects."""
    draw = Random(f"{seed}/timetable/{school_class}")
    pool = _pool(grade, draw)
    has = {subject: draw.choice(teachers) for subject in sorted({*pool, "musikk"})} | {"norsk": teachers[0]}
    slots = []
    for weekday, lessons in enumerate(weekdays(grade)):
        for lesson in lessons:
            subject = "musikk" if (weekday, lesson) == (MUSIC_DAY, MUSIC_LESSON) else pool.pop()
            start, end = LESSON_TIMES[lesson - 1]
            slots.append(Slot(school_class, weekday, lesson, subject, start, end, has[subject]))
    return tuple(slots)


def _pool(grade: int, draw: Random) -> list[str]:
    rows = SUBJECTS[max(first for first in SUBJECTS if first <= grade)]
    pool = [subject for subject, times in rows for _ in range(times) if subject != "musikk"]
    pool += ["norsk"] * (sum(map(len, weekdays(grade))) - 1 - len(pool))
    draw.shuffle(pool)
    return pool


def _first_day(autumn: int) -> date:
    return date.fromisocalendar(autumn, 34, 1)


def _breaks(autumn: int, easter: date) -> Iterator[date]:
    yield from _span(date.fromisocalendar(autumn, 40, 1), date.fromisocalendar(autumn, 40, 5))
    yield from _span(date(autumn, 12, 21), date(autumn + 1, 1, 2))
    yield from _span(date.fromisocalendar(autumn + 1, 8, 1), date.fromisocalendar(autumn + 1, 8, 5))
    yield from _span(easter - timedelta(days=8), easter)


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
