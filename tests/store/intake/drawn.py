"""Small files as other programs write them, and a small school to read them for."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from rules.facts import Membership, School, SchoolCalendar, SchoolClass, Student
from rules.words import NORWEGIAN
from store.intake import Intake, Preview, Source, preview
from store.tellings import Refused, Said

AUTUMN = date(2026, 8, 17)


def weekdays(first: date, count: int) -> tuple[date, ...]:
    """So many weekdays from a date on."""
    days = (first + timedelta(days=number) for number in range(count * 2))
    return tuple(day for day in days if day.weekday() < 5)[:count]


def pupil(number: str, given: str, family: str, school_class: str = "8B") -> Student:
    return Student(f"id-{given}-{family}", number, given, family, (Membership(school_class, AUTUMN),))


def bommen(*students: Student) -> School:
    """A school with six lessons a day, five on Fridays, and the autumn's weekdays as school days."""
    people = students or (
        pupil("0123", "Tonje", "Aas", "4B"),
        pupil("0456", "Jens", "Lie"),
        pupil("0789", "Åse", "Ødegård"),
        pupil("1001", "Kari", "Nordmann"),
        pupil("1002", "Kari", "Nordmann", "9A"),
    )
    six, five = (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5)
    week = (six, six, six, six, five, (), ())
    classes = tuple(SchoolClass(name, int(name[0]), week) for name in ("4B", "8B", "9A"))
    calendar = SchoolCalendar("2026-27", weekdays(AUTUMN, 190), date(2027, 1, 4), "drawn")
    return School("Bommen skole", "aas", people, classes, (calendar,), (), True, "school_days")


def excel(text: str, encoding: str = "utf-8-sig") -> bytes:
    """Text as Norwegian Excel saves it: Windows line ends, in an encoding."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return "\r\n".join([*lines, ""]).encode(encoding)


def looked_at(kind: str, content: bytes | str, school: School | None = None, **mapping: str) -> Preview:
    """A preview of a file with this in it."""
    written = content if isinstance(content, bytes) else excel(content)
    named = {key.replace("__", ":"): value for key, value in mapping.items()}
    return preview(kind, Source.from_bytes(f"{kind}.csv", written), school or bommen(), named)


def taken(kind: str, content: bytes | str, school: School | None = None, **mapping: str) -> Intake:
    """What is read of a file with this in it."""
    return looked_at(kind, content, school, **mapping).intake


def said(things: tuple[Refused, ...] | tuple[Said, ...]) -> str:
    """All that is said, in one text."""
    return "\n".join(thing.say(NORWEGIAN) for thing in things)


def written(rows: list[list[str]], delimiter: str = ";") -> str:
    """Rows as csv writes them, quoted where needed."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()
