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
    first = date(2026, 8, 17)
    days = tuple(first + timedelta(days=n) for n in range(300) if (first + timedelta(days=n)).weekday() < 5)
    students = tuple(
        Student(f"s{n:02d}", str(1000 + n), f"Elev{n}", "Nordli", (Membership("8B", first),)) for n in range(28)
    )
    made = School(
        "Bommen skole",
        "aas",
        students,
        (SchoolClass("8B", 8, WEEK),),
        (SchoolCalendar("2026-27", days, date(2027, 1, 1), "made up"),),
        (),
        exceptions_only=True,
        basis="school_days",
    )
    store = Store.create(folder, made, "kari", AT)
    wanted = [
        MarkWanted(students[n % 28].id, days[n // 28], (), Category.UNEXCUSED, Reason.ILLNESS, "")
        for n in range(CLASS_DAYS)
    ]
    store.note(wanted, "kari", AT)
    later = days[CLASS_DAYS // 28 + 1 :]
    return [
        seconds(
            lambda n=n: store.note(  # type: ignore[misc]
                [MarkWanted(students[n % 28].id, later[n // 28], (1,), Category.TARDY, Reason.NONE, "")], "kari", AT
            )
        )
        for n in range(ROUNDS)
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
