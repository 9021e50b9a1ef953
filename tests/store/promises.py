"""What must hold whatever happened to the folder: the whole of what the store says, and that it goes on.

The rules of this file: everything is asked of a store that was just opened; nothing here knows how it is kept.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import msgspec

from rules.case.events import CaseEvent, SchoolEvent
from rules.facts import Attendance, Message, Register, School
from rules.follow_up import Form
from store.door import Store
from store.errors import StoreError
from store.files import Disk
from tests.store.bommen import AT, MONDAY, YEAR, away

YEARS = ("2025-26", YEAR)
FRIDAY = MONDAY + timedelta(days=4)


class Facts(msgspec.Struct, frozen=True):
    """Everything a school holds, but for one day that ``goes_on`` writes on, and the ids that events are given."""

    school: School
    attendance: dict[str, dict[str, Attendance]]
    messages: tuple[Message, ...]
    register: Register | None
    cases: dict[str, tuple[CaseEvent, ...]]
    school_events: tuple[SchoolEvent, ...]
    forms: tuple[Form, ...]


class Quick(Disk):
    """A disk that nobody will cut the current of, on no network."""

    def sync(self, fd: int) -> None:
        pass

    def sync_folder(self, folder: Path) -> None:
        pass

    def mounts(self) -> str:
        return ""


def facts(store: Store) -> Facts:
    """What a store says; raises what it refuses."""
    found = Facts(
        store.school(),
        {year: {who: _without_friday(a) for who, a in store.attendance(year).items()} for year in YEARS},
        store.messages(YEAR),
        store.register("4B", MONDAY),
        {who: tuple(msgspec.structs.replace(e, id="") for e in told) for who, told in store.cases().items()},
        store.school_events(YEAR),
        store.forms(),
    )
    if troubles := store.troubles():
        raise troubles[0]
    return found


def facts_in(folder: Path, disk: Disk | None = None) -> Facts | StoreError:
    """What a newly opened store says, or what it refuses with."""
    try:
        return facts(Store(folder, disk or Quick()))
    except StoreError as refused:
        return refused


def goes_on(folder: Path, before: Facts, at: object = None) -> None:
    """Somebody notes a mark, and then two in different files; they stand, and so does everything else."""
    store = Store(folder, Quick())
    for n, whose in enumerate((["aase"], ["aase", "jens"])):
        store.note([away(who, FRIDAY, (2,), comment=f"etterpå {n}") for who in whose], "eva", AT)
    after = Store(folder, Quick())

    assert facts(after) == before, at
    assert [_last_on_friday(after, who) for who in ("aase", "jens")] == ["etterpå 1"] * 2, at


def stands(said: str, data: bytes) -> bool:
    """Whether something is still to be read; a number as a word of its own, for the digits of a seal, of an id or of a
    time of day may hold it by chance."""
    if said.isdigit():
        return re.search(rb"(?<![0-9A-Za-z.])" + said.encode() + rb"(?![0-9A-Za-z])", data) is not None
    return said.encode() in data


def _last_on_friday(store: Store, who: str) -> str:
    return next(d for d in store.attendance_of(who, YEAR).days if d.date == FRIDAY).marks[-1].comment


def _without_friday(attendance: Attendance) -> Attendance:
    days = tuple(day for day in attendance.days if day.date != FRIDAY)
    return msgspec.structs.replace(attendance, days=days)
