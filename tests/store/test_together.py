"""Many writers and readers at once: nothing acknowledged is lost, and nobody sees half a command."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from rules.facts import Attendance, Mark
from store.door import Store
from store.errors import Busy
from store.files import Disk, Signature
from store.lock import locked
from store.tellings import AbsenceRow, StudentRow
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen, later
from tests.store.cases import called
from tests.store.faults import Stopped, Watched, stopping_at

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, TIMES = 8, 10


def both_classes(store: Store, comment: str = "begge", minutes: int = 1) -> None:
    """One command over two files."""
    rows = [AbsenceRow(number, MONDAY, (6,), comment=comment) for number in ("1001", "2001")]
    store.import_absences(rows, "adm", later(minutes))


def seen_by(attendance: dict[str, Attendance]) -> tuple[bool, bool]:
    """Whether the command over two files is seen in the one, and in the other."""
    first, second = (any(m.comment == "begge" for d in attendance[s].days for m in d.marks) for s in ("tonje", "jens"))
    return first, second


def test_eight_processes_at_once_lose_nothing(store: Store) -> None:
    names = [f"p{n}" for n in range(PROCESSES)]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.one_of_many", str(store.folder), name, str(TIMES)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in names
    ]
    acknowledged = [line for process in running for line in process.communicate()[0].split()]

    assert all(process.returncode == 0 for process in running)
    assert len(acknowledged) == PROCESSES * TIMES
    marks: list[Mark] = [m for a in store.attendance(YEAR).values() for d in a.days for m in d.marks]
    kept = Counter(mark.comment for mark in marks)
    assert kept == {said: 2 if int(said.partition("-")[2]) % 5 == 4 else 1 for said in acknowledged}
    assert store.revision() == 1 + len(acknowledged)
    assert store.troubles() == ()


def test_a_reader_at_any_moment_of_a_command_sees_all_of_it_or_nothing(store: Store) -> None:
    reader, seen = Store(store.folder), []

    def look(_number: int, _name: str) -> None:
        seen.append(seen_by(reader.attendance(YEAR)))
        assert seen_by(Store(store.folder).attendance(YEAR)) == seen[-1]

    both_classes(Store(store.folder, Watched(look)))
    seen.append(seen_by(reader.attendance(YEAR)))

    assert set(seen) == {(False, False), (True, True)}
    assert seen == sorted(seen)


def test_stock_tinydb_opens_every_file_at_any_moment_of_a_command(store: Store) -> None:
    opened: Counter[str] = Counter()
    aside: set[str] = set()

    def open_all(_number: int, _name: str) -> None:
        for path in store.folder.rglob("[!.]*.json"):
            with TinyDB(path) as database:
                assert database.tables(), path
                assert path.parent.name == "pending" or "_file" in database.tables()
            opened[path.name] += 1
            aside.update([path.name] if path.parent.name == "pending" else [])

    watched = Store(store.folder, Watched(open_all))
    watched.note([away("tonje")], "kari", AT)
    both_classes(watched)
    assert len(aside) == 3  # both files and the manifest were seen there
    watched.import_students([StudentRow("1001", "Tonje Marie", "Aas")], "adm", later(2))
    watched.tell_case("jens", [called("ny")], "per", later(3), marks=[away("jens", lessons=(5,))])
    watched.import_students([StudentRow("1001", "Tonje Marie", "Aas-Berg")], "adm", later(4))

    assert {"school.json", "school.previous.json", "4B.json", "8B.json", "jens.json", "manifest.json"} <= opened.keys()


class Interrupted(Disk):
    """Lets something else happen before the call with this number, while it reads."""

    def __init__(self) -> None:
        self.left = 0
        self.happens: Callable[[], None] = lambda: None

    def interrupt(self, number: int, happens: Callable[[], None]) -> None:
        self.left, self.happens = number, happens

    def sign(self, path: Path) -> Signature | None:
        self._call()
        return super().sign(path)

    def read(self, path: Path, offset: int = 0) -> tuple[Signature, bytes]:
        self._call()
        return super().read(path, offset)

    def _call(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.happens()


def test_a_command_at_any_moment_of_a_reading_is_seen_whole_or_not(tmp_path: Path) -> None:
    for number in range(1, 200):
        folder = Store.create(tmp_path / str(number), bommen(), "init", AT).folder
        both_classes(Store(folder), "før")
        disk = Interrupted()
        reader = Store(folder, disk)
        disk.interrupt(number, partial(both_classes, Store(folder)))
        seen = seen_by(reader.attendance(YEAR))

        assert seen in {(False, False), (True, True)}, number
        if disk.left > 0:
            return
    pytest.fail("a reading never ended")


def test_what_a_writer_committed_before_it_died_is_seen_at_once_and_finished_by_the_next(store: Store) -> None:
    store.note([away("tonje"), away("jens")], "kari", AT)
    reader = Store(store.folder)
    reader.attendance(YEAR)
    revision = reader.revision()
    disk = Watched()

    def die_after_the_commit(number: int, name: str) -> None:
        if name == "rename" and (store.folder / "pending" / "manifest.json").exists():
            raise Stopped

    disk.at = die_after_the_commit
    with pytest.raises(Stopped):
        both_classes(Store(store.folder, disk))

    assert (store.folder / "pending" / "manifest.json").exists()
    assert seen_by(reader.attendance(YEAR)) == (True, True)
    assert reader.revision() == revision + 1
    assert reader.changed_since(revision).students >= {"tonje", "jens"}
    reader.note([away("aase")], "per", later(2))
    assert not (store.folder / "pending" / "manifest.json").exists()
    assert seen_by(Store(store.folder).attendance(YEAR)) == (True, True)


def test_a_holder_that_does_not_let_go_is_named_and_reading_goes_on(store: Store) -> None:
    other = Store(store.folder, patience=0.05)
    with locked(Disk(), store.folder, "kari"):
        holder = other.holder()
        assert holder is not None
        assert holder.who == "kari"
        with pytest.raises(Busy, match="kari holder låsen"):
            other.note([away("tonje")], "per", AT)
        assert len(other.attendance(YEAR)) == 4
    assert other.holder() is None
    other.note([away("tonje")], "per", AT)


def test_a_lock_file_taken_away_is_made_again_and_locks_the_same(store: Store) -> None:
    other = Store(store.folder, patience=0.05)
    (store.folder / "lock").unlink()
    with locked(Disk(), store.folder, "kari"), pytest.raises(Busy):
        other.note([away("tonje")], "per", AT)


def test_who_waited_for_a_lock_file_that_was_taken_away_waits_for_the_new_one(store: Store) -> None:
    class Slow(Disk):
        """Finds its lock file taken away, and the new one held, just as it gets the old one's lock."""

        def try_lock(self, fd: int) -> bool:
            if not held:
                (store.folder / "lock").unlink()
                held.enter_context(locked(Disk(), store.folder, "kari"))
            return super().try_lock(fd)

    held = Held()
    other = Store(store.folder, Slow(), patience=0.05)
    with held, pytest.raises(Busy, match="kari"):
        other.note([away("tonje")], "per", AT)
    assert store.attendance_of("tonje", YEAR).days == ()


class Held(ExitStack):
    """A lock that is held once it is entered."""

    entered = False

    def __bool__(self) -> bool:
        return self.entered

    def enter_context(self, cm: AbstractContextManager[Any]) -> Any:
        self.entered = True
        return super().enter_context(cm)


def test_a_change_whose_writer_died_before_telling_is_told_by_the_next(store: Store) -> None:
    reader, disk = Store(store.folder), Watched()
    reader.attendance(YEAR)
    revision = reader.revision()

    def die_before_telling(_number: int, name: str) -> None:
        if name == "open_end":
            raise Stopped

    disk.at = die_before_telling
    with pytest.raises(Stopped):
        Store(store.folder, disk).note([away("tonje")], "kari", AT)
    Store(store.folder).note([away("jens")], "per", later(1))

    assert reader.changed_since(revision).students == {"tonje", "jens"}


def test_a_log_taken_away_is_written_again_and_no_session_misses_a_change(store: Store) -> None:
    for n in range(5):
        store.note([away("tonje", comment=str(n))], "kari", later(n))
    revision = store.revision()
    (store.folder / "changes").unlink()
    Store(store.folder).note([away("jens")], "per", later(9))

    assert store.revision() == revision + 1
    assert store.changed_since(revision).files == ("attendance/2026-27/8B.json",)


def test_a_torn_line_in_the_log_says_nothing(store: Store) -> None:
    with (store.folder / "changes").open("ab") as log:
        log.write(b"999 attendance/2026-27/4B.json")
    Store(store.folder).note([away("tonje")], "kari", AT)

    assert store.revision() == 2
    assert store.attendance_of("tonje", YEAR).days


def test_a_long_log_is_shortened_and_forgets_nothing_that_matters(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.changes.LONGEST", 200)
    late = Store(store.folder)
    late.attendance(YEAR)
    store.note([away("jens")], "kari", AT)
    for n in range(20):
        store.note([away("tonje", comment=str(n))], "kari", later(n))

    assert (store.folder / "changes").stat().st_size < 300
    assert late.changed_since(1).students == {"tonje", "jens"}
    assert Store(store.folder).revision() == late.revision() == 22


def test_a_clock_set_back_changes_no_order(store: Store) -> None:
    store.note([away("tonje", comment="først")], "kari", later(60 * 24 * 365))
    store.note([away("tonje", comment="sist")], "kari", AT)

    assert [m.comment for m in store.attendance_of("tonje", YEAR).days[0].marks] == ["først", "sist"]


def test_two_names_for_one_folder_are_one_school(store: Store, tmp_path: Path) -> None:
    (tmp_path / "lenke").symlink_to(store.folder)
    other = Store(tmp_path / "lenke")
    other.note([away("tonje")], "kari", AT)

    assert other.folder == store.folder
    assert store.attendance_of("tonje", YEAR).days


def test_a_writer_killed_while_others_wait_does_not_stop_them(store: Store) -> None:
    dies = Store(store.folder, stopping_at(8))
    with pytest.raises(Stopped):
        dies.note([away("tonje")], "kari", AT)
    Store(store.folder).note([away("ola")], "per", later(1))

    assert store.attendance_of("ola", YEAR).days
