"""What is told while the clock shows another time keeps the real moment too."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rules.facts import Reason
from store.door import Store
from store.stopped_clock import Stopped
from store.tellings import AbsenceRow, StudentRow
from tests.store.bommen import AT, MONDAY, OSLO, YEAR, away, bommen, later

REAL = datetime(2027, 1, 5, 12, 0, tzinfo=OSLO)
CLASS = "attendance/2026-27/4B.json"


@pytest.fixture(name="stopped")
def _stopped(store: Store) -> Store:
    """The same folder under a clock that shows AT."""
    return Store(store.folder, stopped=Stopped(AT, lambda: REAL))


def read(folder: Path, path: str = CLASS) -> dict[str, Any]:
    tables = json.loads((folder / path).read_text(encoding="utf-8"))
    return {name: list(table.values()) for name, table in tables.items()}


def reals(found: Any) -> list[str | None]:
    """The real moment of everything that says who and when, in order."""
    if isinstance(found, list):
        return [real for one in found for real in reals(one)]
    if not isinstance(found, dict):
        return []
    own = [found.get("at_real")] if {"at", "by"} <= found.keys() else []
    return own + [real for value in found.values() for real in reals(value)]


def test_a_mark_under_a_stopped_clock_keeps_both_moments(stopped: Store) -> None:
    stopped.note([away("tonje")], "kari", AT)

    (day,) = read(stopped.folder)["days"]
    assert (day["marks"][0]["at"], day["marks"][0]["at_real"]) == (AT.isoformat(), REAL.isoformat())
    assert Store(stopped.folder).attendance_of("tonje", YEAR).days[0].marks[0].at == AT


def test_what_was_told_by_the_real_clock_has_no_such_field_then_or_later(store: Store, stopped: Store) -> None:
    store.note([away("tonje", comment="før")], "kari", AT - timedelta(hours=1))
    stopped.note([away("tonje", comment="så")], "kari", AT)
    store.note([away("tonje", comment="etter")], "kari", later(1))

    assert reals(read(store.folder)["days"]) == [None, REAL.isoformat(), None]


def test_a_second_telling_of_the_same_moment_leaves_the_first_s_alone(store: Store, stopped: Store) -> None:
    stopped.note([away("tonje", comment="en")], "kari", AT)
    Store(store.folder, stopped=Stopped(AT, lambda: later(7))).note([away("tonje", comment="to")], "kari", AT)

    assert reals(read(store.folder)["days"]) == [REAL.isoformat(), later(7).isoformat()]


def test_registers_messages_imports_and_undoing_keep_it_too(stopped: Store) -> None:
    stopped.take_register("4B", MONDAY, (1,), "kari", AT)
    stopped.import_absences([AbsenceRow("1002", MONDAY, (2,))], "adm", AT)
    receipt = stopped.note_message("aase", MONDAY, MONDAY, "mor", "sms", AT, "syk", Reason.ILLNESS, "kari", AT)
    stopped.undo(receipt, "kari", AT)
    stopped.import_students([StudentRow("9", "Per", "Haug", "4B")], "adm", AT)

    tables = read(stopped.folder)
    assert reals(tables) == [REAL.isoformat()] * len(reals(tables))
    assert [len(reals(tables[name])) for name in ("days", "registers", "messages")] == [1, 1, 2]
    students = read(stopped.folder, "school.json")["students"]
    assert [s.get("at_real") for s in students if s["given"] == "Per"] == [REAL.isoformat()]


def test_a_comment_that_looks_like_a_moment_is_left_as_it_is(stopped: Store) -> None:
    said = f'"at":"{AT.isoformat()}","by":"kari"'
    stopped.note([away("tonje", comment=said)], "kari", AT)

    (day,) = read(stopped.folder)["days"]
    assert day["marks"][0]["comment"] == said


def test_a_stamped_file_is_sound_in_any_layout(stopped: Store) -> None:
    stopped.note([away("tonje")], "kari", AT)
    path = stopped.folder / CLASS
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")), indent=2), encoding="utf-8")

    assert Store(stopped.folder).attendance_of("tonje", YEAR).days


def test_a_new_school_keeps_it_too(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "ny", bommen(), "init", AT, stopped=Stopped(AT, lambda: REAL))

    assert {*reals(read(store.folder, "school.json"))} == {REAL.isoformat()}
