"""What the disk does to a command: told and kept, or not told and gone; never half."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rules.facts import Attendance
from store.door import Store
from store.errors import NotSaved, StoreError, Uncertain
from store.tellings import AbsenceRow, StudentRow
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen, later
from tests.store.faults import Stopped, Watched, failing_at, stopping_at

Command = Callable[[Store], object]


def one_file(store: Store) -> object:
    return store.note([away("tonje", lessons=(5,), comment="ny")], "per", later(1))


def several_files(store: Store) -> object:
    return store.import_absences([AbsenceRow("1001", MONDAY, (5,)), AbsenceRow("2001", MONDAY, (5,))], "adm", later(1))


def the_school(store: Store) -> object:
    return store.import_students([StudentRow("9001", "Ny", "Elev", "4B")], "adm", later(1))


COMMANDS = [one_file, several_files, the_school]


@pytest.fixture(name="before")
def _before(tmp_path: Path) -> Path:
    """A school where something stands in every file."""
    store = Store.create(tmp_path / "før", bommen(), "init", AT)
    store.note([away("tonje"), away("jens")], "kari", AT)
    return store.folder


def facts(folder: Path) -> tuple[dict[str, Attendance], int]:
    store = Store(folder)
    return store.attendance(YEAR, ["tonje", "aase", "jens"]), len(store.school().students)


def calls_of(command: Command, before: Path, tmp_path: Path) -> tuple[int, tuple[dict[str, Attendance], int]]:
    """How many calls a command makes when all is well, and what then stands."""
    folder = shutil.copytree(before, tmp_path / "hel")
    disk = Watched()
    command(Store(folder, disk))
    return len(disk.calls), facts(folder)


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_any_call_a_command_is_done_or_not_begun_and_the_next_goes_on(
    before: Path, tmp_path: Path, command: Command
) -> None:
    calls, done = calls_of(command, before, tmp_path)
    not_begun = facts(before)
    assert done != not_begun
    seen = set()

    for number in range(1, calls + 1):
        folder = shutil.copytree(before, tmp_path / f"stopp{number}")
        with pytest.raises(Stopped):
            command(Store(folder, stopping_at(number)))
        found = facts(folder)
        assert found in (done, not_begun), number
        seen.add(found == done)
        command(Store(folder))
        Store(folder).note([away("aase", comment="etterpå")], "kari", later(2))
        assert facts(folder)[0]["tonje"] == done[0]["tonje"], number
    assert seen == {True, False}


@pytest.mark.parametrize("ever_after", [False, True])
@pytest.mark.parametrize("command", COMMANDS)
def test_an_error_at_any_call_is_said_as_not_saved_or_has_no_effect(
    before: Path, tmp_path: Path, command: Command, ever_after: bool
) -> None:
    calls, done = calls_of(command, before, tmp_path)
    not_begun = facts(before)

    for number in range(1, calls + 1):
        folder = shutil.copytree(before, tmp_path / f"feil{number}")
        disk = failing_at(number, ever_after=ever_after)
        store = Store(folder, disk)
        try:
            command(store)
            expected = [done]
        except NotSaved:
            expected = [not_begun]
        except Uncertain:
            expected = [done, not_begun]
        disk.at = lambda _number, _name: None
        assert facts(folder) in expected, (number, disk.calls[number - 1])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EMFILE])
def test_when_there_is_room_again_the_same_store_goes_on(before: Path, code: int) -> None:
    disk = failing_at(3, code, ever_after=True)
    store = Store(before, disk)
    with pytest.raises(NotSaved, match="Ikke lagret"):
        one_file(store)
    disk.at = lambda _number, _name: None
    one_file(store)

    assert len(facts(before)[0]["tonje"].days[0].marks) == 2


def test_when_nobody_knows_what_is_on_the_disk_the_store_only_reads(before: Path) -> None:
    disk = Watched()
    store = Store(before, disk)

    def at(_number: int, name: str) -> None:
        if name == "sync_folder":
            raise OSError(errno.EIO, "Input/output error")

    disk.at = at
    with pytest.raises(Uncertain, match="uvisst"):
        one_file(store)
    disk.at = lambda _number, _name: None
    with pytest.raises(Uncertain):
        one_file(store)
    assert store.attendance(YEAR)
    assert any(isinstance(trouble, Uncertain) for trouble in store.troubles())


def test_a_disk_that_writes_a_little_at_a_time_writes_it_all(before: Path) -> None:
    class Slow(Watched):
        def write(self, fd: int, data: bytes) -> int:
            return super().write(fd, data[:7])

    one_file(Store(before, Slow()))

    assert len(facts(before)[0]["tonje"].days[0].marks) == 2


def test_a_file_system_without_links_is_written_to_all_the_same(before: Path) -> None:
    def at(_number: int, name: str) -> None:
        if name == "link":
            raise OSError(errno.EPERM, "Operation not permitted")

    store = Store(before, Watched(at))
    for command in COMMANDS:
        command(store)
    assert facts(before)[1] == 5


def test_nothing_is_left_lying_when_all_went_well(before: Path) -> None:
    store = Store(before)
    for command in COMMANDS:
        command(store)

    names = {path.relative_to(before).as_posix() for path in before.rglob("*") if path.is_file()}
    assert names == {
        *("school.json", "school.previous.json", "lock", "changes"),
        *("attendance/2026-27/4B.json", "attendance/2026-27/8B.json"),
    }
    assert store.holder() is None
    assert b"holder" not in (before / "lock").read_bytes()


def test_what_a_dead_writer_left_is_swept_by_the_next(before: Path, tmp_path: Path) -> None:
    calls, _done = calls_of(one_file, before, tmp_path)
    for number in range(1, calls + 1):
        folder = shutil.copytree(before, tmp_path / f"stopp{number}")
        with pytest.raises(Stopped):
            one_file(Store(folder, stopping_at(number)))
        Store(folder).note([away("jens", comment="neste")], "kari", later(2))
        assert [p.name for p in folder.rglob(".*")] == [], number


def test_only_the_owner_may_read_what_is_written(before: Path) -> None:
    several_files(Store(before))

    for path in [before, *before.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_failed_creation_leaves_a_folder_that_can_be_tried_again(tmp_path: Path) -> None:
    for number in range(1, 30):
        folder = tmp_path / f"ny{number}"
        try:
            Store.create(folder, bommen(), "init", AT, disk=failing_at(number))
        except StoreError:
            Store.create(folder, bommen(), "init", AT)
        assert len(Store(folder).school().students) == 4
