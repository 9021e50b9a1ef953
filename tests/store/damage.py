"""Damage: every cut and every flipped bit of a file, read by a store that was just opened.

The rules of this file: what a damaged file may do is be refused aloud, or do no harm: the store then says exactly
what it said before, and goes on. The bytes are served by the disk in place of the file's own, so that thousands can
be tried.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from rules.case.events import TeamMet
from rules.facts import School, SchoolCalendar, SchoolClass
from rules.follow_up import Form, Question
from store.access_log import AccessLog, Looked
from store.door import Store
from store.errors import StoreError
from store.files import Disk, Signature
from store.tellings import AbsenceRow, StudentRow
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, NONE, YEAR, away, later, student
from tests.store.cases import WHO, called
from tests.store.faults import Stopped, Watched
from tests.store.promises import Facts, Quick, facts, facts_in

CLASS = "attendance/2026-27/4B.json"
PREVIOUS = "school.previous.json"
MANIFEST = "pending/manifest.json"
LOG = f"log/{AT:%Y-%m}.jsonl"
CASE, MEETINGS, FORMS = "cases/tonje.json", f"meetings/{YEAR}.json", "forms.json"


class Served(Quick):
    """Gives other bytes for one file than those that stand in it."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path, self._data = path, data

    def sign(self, path: Path) -> Signature | None:
        return (1, 1, len(self._data)) if path == self._path else super().sign(path)

    def read(self, path: Path, offset: int = 0) -> tuple[Signature, bytes]:
        return ((1, 1, len(self._data)), self._data[offset:]) if path == self._path else super().read(path, offset)


class Silent(Quick):
    """Tells the system's journal nothing."""

    def journal(self, text: str) -> None:
        pass


def tiny_school(tmp_path: Path) -> Path:
    """Two students and a mark: no file is longer than 2 KB."""
    school = School(
        name="Å",
        guide="aas",
        students=(student("tonje", "1", "Tonje", "Å", "4B"), student("jens", "2", "Jens", "B", "8B")),
        classes=(SchoolClass("4B", 4, NONE), SchoolClass("8B", 8, NONE)),
        calendars=(SchoolCalendar(YEAR, (MONDAY,), MONDAY, "x"),),
        timetable=(),
        exceptions_only=True,
        basis="school_days",
    )
    store = Store.create(tmp_path / "liten", school, "init", AT)
    store.note([away("tonje", lessons=(1,), comment="ringte, «å»")], "kari", AT)
    return store.folder


def half_way(tmp_path: Path) -> Path:
    """A tiny school whose last writer died with a command over two files committed, and nothing moved yet."""
    folder = tiny_school(tmp_path)

    def at(_number: int, name: str) -> None:
        if name == "rename" and (folder / MANIFEST).exists():
            raise Stopped

    try:
        rows = [AbsenceRow(number, MONDAY, (2,)) for number in ("1", "2")]
        Store(folder, Watched(at)).import_absences(rows, "adm", later(1))
    except Stopped:
        return folder
    raise AssertionError("nothing was left half-way")


def with_a_case(tmp_path: Path) -> Path:
    """A tiny school with a call noted in a case, a team's meeting and a form of one question."""
    store = Store(tiny_school(tmp_path))
    put_more_in(store)
    return store.folder


def put_more_in(store: Store) -> None:
    """Something in a case, a meeting and a form."""
    receipt = store.tell_case("tonje", [called("gråter, «å»")], "kari", later(1))
    store.tell_case("tonje", [called("feil elev")], "kari", later(2))
    store.undo(receipt, "kari", later(3))
    store.tell_school(YEAR, [TeamMet(team="4", on=MONDAY, students=("tonje",), **WHO)], "kari", AT)
    store.install_forms([another_form("Å")], (), "init", AT)


def another_form(title: str = "Ø") -> Form:
    """A form of one question."""
    return Form("school", 1, title, "Å", "Appendiks 2", "school", (Question("q", "Når?", "Da?"),))


def twice_written(tmp_path: Path) -> Path:
    """A tiny school whose ``school.json`` has a former version."""
    folder = tiny_school(tmp_path)
    Store(folder).import_students([StudentRow("1", "Tonje", "Ås")], "adm", later(1))
    return folder


def only_the_previous(tmp_path: Path) -> Path:
    """A tiny school whose ``school.json`` is damaged, so that the former version is read."""
    folder = twice_written(tmp_path)
    (folder / "school.json").write_bytes(b"{}")
    return folder


def school_in(folder: Path, disk: Disk | None = None) -> School | StoreError:
    """What a newly opened store says of the school, damaged or not."""
    try:
        return Store(folder, disk or Quick()).school()
    except StoreError as refused:
        return refused


KINDS: dict[str, Callable[[Path], Path]] = {
    "school.json": tiny_school,
    CLASS: tiny_school,
    CASE: with_a_case,
    MEETINGS: with_a_case,
    FORMS: with_a_case,
    PREVIOUS: only_the_previous,
    "changes": tiny_school,
    "lock": half_way,
    MANIFEST: half_way,
    "pending/3-0.json": half_way,
}
"""A file of each kind, and a school in which it is read."""


def check_flips(folder: Path, name: str, every: int = 1) -> int:
    """Each bit of a file in turn; how many of them were refused."""
    sound = (folder / name).read_bytes()

    def flipped(n: int) -> bytes:
        broken = bytearray(sound)
        broken[n // 8] ^= 1 << n % 8
        return bytes(broken)

    return _refused(folder, name, flipped, range(0, len(sound) * 8, every))


def check_cuts(folder: Path, name: str, every: int = 1) -> int:
    """Each length a file may be cut to; how many were refused."""
    sound = (folder / name).read_bytes()
    return _refused(folder, name, lambda n: sound[:n], range(0, len(sound), every))


def with_looks(tmp_path: Path) -> Path:
    """A tiny school in which somebody looked at a student twice."""
    folder = tiny_school(tmp_path)
    looked = Looked("kari", "owner", "tonje", "case", "owner")
    AccessLog(Silent(), folder).append([looked, looked], AT)
    return folder


def check_holes(folder: Path, name: str) -> None:
    """A stretch of a file is nothing but zeros, or ones, as a disk may leave it: said, or harmless, and no crash."""
    sound = (folder / name).read_bytes()
    right = facts_in(folder)
    for n in range(0, len(sound), 29):
        for filling, length in ((b"\0", 7), (b"\0", 64), (b"\xff", 31)):
            hole = filling * len(sound[n : n + length])
            (folder / name).write_bytes(sound[:n] + hole + sound[n + length :])
            try:
                fine = verify(folder, Silent()).sound
            except StoreError:
                fine = False
            found = facts_in(folder)
            assert found == right or (isinstance(found, StoreError) and not fine), (name, n)


def _refused(folder: Path, name: str, broken: Callable[[int], bytes], places: range) -> int:
    ask = school_in if name == PREVIOUS else facts_in
    right = ask(folder)
    assert isinstance(right, (Facts, School)), right
    refused = 0
    for n in places:
        found = ask(folder, Served(folder / name, broken(n)))
        assert found == right or isinstance(found, StoreError), (name, n)
        refused += found != right
    return refused


def check_older_copies(tmp_path: Path) -> None:
    """Each file of a school in turn is put back from a copy: refused, or as new as it was."""
    folder = with_a_case(tmp_path)
    copy = shutil.copytree(folder, tmp_path / "kopi")
    store = Store(folder)
    store.note([away("tonje", lessons=(2,)), away("jens")], "per", later(2))
    store.tell_case("tonje", [called("ringte igjen")], "per", later(4))
    right = facts(Store(folder))
    names = sorted(path.relative_to(copy) for path in copy.rglob("*.json"))
    assert len(names) == 5
    for name in names:
        mixed = shutil.copytree(folder, tmp_path / f"blandet-{name.stem}")
        if (copy / name).read_bytes() != (mixed / name).read_bytes():
            shutil.copy(copy / name, mixed / name)
            assert isinstance(facts_in(mixed), StoreError), name
        else:
            assert facts_in(mixed) == right, name
