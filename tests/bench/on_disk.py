"""What a durable mark costs, beside a raw append to the same disk and beside plain TinyDB with the same school."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tinydb import TinyDB

from rules.facts import Category, Membership, Reason, School, SchoolCalendar, SchoolClass, Student
from store.door import Store
from store.tellings import MarkWanted
from tests.bench.rows import Row, median_ms, p95_ms, seconds

AT = datetime(2027, 5, 20, 9, 40, tzinfo=ZoneInfo("Europe/Oslo"))
CLASS_DAYS = 500  # day-documents in the class's year
ROUNDS = 100
WEEK = ((1, 2, 3, 4, 5, 6),) * 5 + ((), ())


def mark(school: Path, _now: str) -> list[Row]:
    """A mark in a class of 28 whose year holds 500 day-documents."""
    with tempfile.TemporaryDirectory(dir=school.parent) as folder:
        place = Path(folder)
        ours = one_class(place / "school")
        raw = appended(place / "raw")
        plain, documents = plain_tinydb(school, place / "plain.json")
    beside = f"{median_ms(ours):.2f} ms (p95 {p95_ms(ours):.2f})"
    return [
        Row(
            "a durable mark, 500 day-documents",
            median_ms(ours) / median_ms(raw),
            10,
            "×",
            f"{beside} beside append + fdatasync {median_ms(raw):.2f} ms",
        ),
        Row(
            "the same, of plain TinyDB with the whole school",
            median_ms(ours) / median_ms(plain),
            0.01,
            "×",
            f"{beside} beside {median_ms(plain):.0f} ms at {documents:,} documents",
        ),
    ]


def one_class(folder: Path) -> list[float]:
    """How long each of a hundred marks takes, after the 500 days are there."""
    return marks_in(crowded(folder, classes=1, years=1))


def crowded(folder: Path, *, classes: int, years: int) -> Store:
    """A school of classes of 28, whose first class has 500 day-documents this year, and a tenth of that elsewhere."""
    names = [f"{1 + n // 6}{'ABCDEF'[n % 6]}" for n in range(classes)]
    calendars = tuple(calendar(2026 - n) for n in range(years))
    made = School(
        "Bommen skole",
        "aas",
        tuple(pupil(name, n) for name in names for n in range(28)),
        tuple(SchoolClass(name, int(name[0]), WEEK) for name in names),
        calendars,
        (),
        exceptions_only=True,
        basis="school_days",
    )
    store = Store.create(folder, made, "kari", AT)
    for name in names:
        for year in calendars:
            here = CLASS_DAYS if (name, year) == (names[0], calendars[0]) else CLASS_DAYS // 10
            store.note([away(name, n % 28, year.days[n // 28]) for n in range(here)], "kari", AT)
    return store


def calendar(start: int) -> SchoolCalendar:
    """A school year of weekdays."""
    first = date(start, 8, 17)
    days = tuple(first + timedelta(days=n) for n in range(300) if (first + timedelta(days=n)).weekday() < 5)
    return SchoolCalendar(f"{start}-{(start + 1) % 100:02d}", days, date(start + 1, 1, 1), "made up")


def pupil(school_class: str, n: int) -> Student:
    """One of 28."""
    number = f"{school_class}{n:02d}"
    return Student(number, number, f"Elev{n}", "Nordli", (Membership(school_class, date(2015, 8, 1)),))


def away(school_class: str, n: int, day: date) -> MarkWanted:
    """A whole day."""
    return MarkWanted(f"{school_class}{n:02d}", day, (), Category.UNEXCUSED, Reason.ILLNESS, "")


def late(n: int) -> MarkWanted:
    """A mark in the first class, on a day that has none yet."""
    day = calendar(2026).days[CLASS_DAYS // 28 + 1 + n // 28]
    return MarkWanted(f"1A{n % 28:02d}", day, (1,), Category.TARDY, Reason.NONE, "")


def marks_in(store: Store) -> list[float]:
    """How long each of a hundred marks takes."""
    wanted = [late(n) for n in range(ROUNDS)]
    return [seconds(lambda mark=mark: store.note([mark], "kari", AT)) for mark in wanted]  # type: ignore[misc]


def growth(school: Path, _now: str) -> list[Row]:
    """The same mark in a young school and in one that has grown."""
    with tempfile.TemporaryDirectory(dir=school.parent) as folder:
        young = marks_in(crowded(Path(folder) / "young", classes=10, years=1))
        grown = marks_in(crowded(Path(folder) / "grown", classes=60, years=10))
    return [
        Row(
            "a mark, from 10 classes and 1 year to 60 and 10",
            median_ms(grown) / median_ms(young),
            1.25,
            "×",
            f"{median_ms(grown):.2f} ms beside {median_ms(young):.2f} ms",
        )
    ]


def appended(path: Path) -> list[float]:
    """A line of 150 bytes, and fdatasync."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        return [seconds(lambda: (os.write(file, b"x" * 150 + b"\n"), os.fdatasync(file))) for _ in range(ROUNDS)]
    finally:
        os.close(file)


def plain_tinydb(school: Path, path: Path) -> tuple[list[float], int]:
    """TinyDB as it comes, one file with every document of the school's year: how long a mark takes, of how many."""
    documents = [
        dict(document)
        for file in sorted(school.glob("attendance/*/*.json"))
        for table in ("days", "registers", "messages")
        for document in json.loads(file.read_text(encoding="utf-8")).get(table, {}).values()
    ]
    with TinyDB(path) as plain:
        plain.table("days").insert_multiple(documents)
        return [seconds(lambda: plain.table("days").insert(dict(documents[0]))) for _ in range(10)], len(documents)
