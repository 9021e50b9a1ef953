"""All or nothing: with ``whole`` one refused row means that nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from rules.facts import SchoolCalendar, Slot
from store.door import Store
from store.tellings import AbsenceRow, Report, StudentRow
from tests.store.bommen import AT, MONDAY, YEAR

ABSENCES = [AbsenceRow("1001", MONDAY, line=2), AbsenceRow("99", MONDAY, line=3)]
STUDENTS = [StudentRow("8", "Ida", "Lie", "4B", line=2), StudentRow("9", "", "", "4B", line=3)]
CALENDAR = SchoolCalendar(YEAR, (MONDAY, date(2028, 1, 3)), date(2027, 1, 4), "ny")
SLOTS = [Slot("4B", 0, 1, "norsk"), Slot("9Z", 0, 1, "norsk")]


@dataclass(frozen=True)
class Import:
    tell: Callable[[Store, bool], Report]
    name: str


IMPORTS = [
    Import(lambda store, whole: store.import_absences(ABSENCES, "adm", AT, whole=whole), "absences"),
    Import(lambda store, whole: store.import_students(STUDENTS, "adm", AT, whole=whole), "students"),
    Import(lambda store, whole: store.import_calendar(CALENDAR, "adm", AT, whole=whole), "calendar"),
    Import(lambda store, whole: store.import_timetable(SLOTS, "adm", AT, whole=whole), "timetable"),
]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}


@pytest.mark.parametrize("kind", IMPORTS, ids=lambda kind: kind.name)
def test_one_refused_row_and_nothing_is_written(store: Store, kind: Import) -> None:
    before, revision = files(store.folder), store.revision()
    report = kind.tell(store, True)

    assert len(report.refused) == 1
    assert report.added == 1 or kind.name == "calendar"
    assert files(store.folder) == before
    assert store.revision() == revision


@pytest.mark.parametrize("kind", IMPORTS, ids=lambda kind: kind.name)
def test_unless_it_is_allowed_then_the_rest_is(store: Store, kind: Import) -> None:
    told = kind.tell(store, True)
    revision = store.revision()

    assert kind.tell(store, False) == told
    assert store.revision() == revision + 1


def test_with_no_refused_row_everything_is_written(store: Store) -> None:
    report = store.import_absences(ABSENCES[:1], "adm", AT, whole=True)

    assert (report.added, report.refused) == (1, ())
    assert store.attendance_of("tonje", YEAR).days
