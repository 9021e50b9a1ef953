"""Two sessions, call by call: what the one told stands whatever the other was doing.

The rules of this file: real stores on one folder in one process, and a schedule that is the same each time: the other
session writes before a given call of the first, as another process would.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from store.door import Store
from store.errors import Busy, NotSaved
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen, later
from tests.store.faults import Watched


def a_telling_at_every_call(tmp_path: Path) -> None:
    """Somebody else tells something before each call of a telling in turn; both stand, each once."""
    for number in range(1, 60):
        folder = Store.create(tmp_path / f"skole{number}", bommen(), "init", AT).folder
        other = Store(folder, patience=0)
        waited = []

        def at(n: int, _name: str, number: int = number, other: Store = other, waited: list[bool] = waited) -> None:
            if n == number:
                waited.append(_refused(other))

        disk = Watched(at)
        Store(folder, disk).note([away("tonje", lessons=(1,), comment="min")], "kari", later(1))
        if not waited:
            return
        if waited[0]:
            assert not _refused(other)
        assert sorted(said(folder)) == ["din", "min"], number
    raise AssertionError("a telling never ended")


def lock_taken_away_at_every_call(tmp_path: Path) -> None:
    """Somebody takes the lock's file away before each call of a telling in turn, and a third one then tells something:
    what is acknowledged stands, and what is not is said not to be saved."""
    for number in range(1, 60):
        folder = Store.create(tmp_path / f"skole{number}", bommen(), "init", AT).folder
        heard: list[str] = []

        def at(n: int, name: str, number: int = number, folder: Path = folder, heard: list[str] = heard) -> None:
            if n == number:
                (folder / "lock").unlink(missing_ok=True)
                Store(folder).note([away("tonje", lessons=(2,), comment="din")], "per", later(2))
                heard.append("din")

        disk = Watched(at)
        with contextlib.suppress(Busy, NotSaved):
            Store(folder, disk).note([away("tonje", lessons=(1,), comment="min")], "kari", later(1))
            heard.append("min")
        if "din" not in heard:
            return
        assert sorted(said(folder)) == sorted(heard), (number, disk.calls[number - 1])
    raise AssertionError("a telling never ended")


def taking_turns(tmp_path: Path) -> None:
    """Two sessions that both have written before tell one thing each in turn, of the same day; all of it stands."""
    folder = Store.create(tmp_path / "skole", bommen(), "init", AT).folder
    sessions = Store(folder), Store(folder)
    for n in range(6):
        sessions[n % 2].note([away("tonje", lessons=(n + 1,), comment=str(n))], f"lærer {n % 2}", later(n))
    assert said(folder) == [str(n) for n in range(6)]


def said(folder: Path) -> list[str]:
    """The comments of a day, in the order they were told."""
    found = (day for day in Store(folder).attendance_of("tonje", YEAR).days if day.date == MONDAY)
    return [mark.comment for day in found for mark in day.marks]


def _refused(other: Store) -> bool:
    try:
        other.note([away("tonje", lessons=(2,), comment="din")], "per", later(2))
    except Busy:
        return True
    return False
