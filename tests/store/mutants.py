"""Sabotaged stores: each one lacks something the store must have, and each has the check that must catch it.

The rules of this file: a mutant changes the store in memory, for one test; the check that must catch it is one that
the store itself passes, and its schedule is the same each time; nothing is caught by luck.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store import lock, reading, seal, settling, storage
from store.door import Store
from store.drafts import Draft
from store.files import DISK, Disk
from store.pending import Pending
from store.reading import Reader
from store.writing import Hand, Writer
from tests.store import damage, killed, test_faults, test_power_loss, test_together
from tests.store.bommen import AT, away, bommen
from tests.store.interleaved import a_telling_at_every_call, lock_taken_away_at_every_call, taking_turns

Sabotage = Callable[[pytest.MonkeyPatch], None]
Check = Callable[[Path], object]


class Sabotaged(Disk):
    """A disk with one call that does not do what it says; all others go to the disk it is put before."""

    def __init__(self, disk: Disk, broken: str, instead: Callable[..., Any]) -> None:
        self._disk, self._broken, self._instead = disk, broken, instead

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_"):
            return super().__getattribute__(name)
        return self._instead if name == self._broken else getattr(self._disk, name)


def on_a_disk_where(call: str, instead: Callable[..., Any]) -> Sabotage:
    """Every store opened is on such a disk."""

    def sabotage(patch: pytest.MonkeyPatch) -> None:
        opened = Store.__init__

        def broken(self: Store, folder: Path, disk: Disk = DISK, *more: Any, **named: Any) -> None:
            opened(self, folder, Sabotaged(disk, call, instead), *more, **named)

        patch.setattr(Store, "__init__", broken)

    return sabotage


def rename_before_fsync(patch: pytest.MonkeyPatch) -> None:
    def replace_whole(
        disk: Disk, path: Path, data: bytes, _keep: object = None, tell: Any = lambda: None, *_: Any
    ) -> None:
        fd = disk.create(storage.beside(path, "new"))
        disk.write(fd, data)
        disk.rename(storage.beside(path, "new"), path)
        disk.sync(fd)
        disk.close(fd)
        disk.sync_folder(path.parent)
        tell()

    patch.setattr(storage, "replace_whole", replace_whole)


def told_before_safe(patch: pytest.MonkeyPatch) -> None:
    replace = storage.replace_whole

    def told_first(
        disk: Disk, path: Path, data: bytes, keep: Path | None = None, tell: Any = lambda: None, *_: Any
    ) -> None:
        tell()
        replace(disk, path, data, keep)

    patch.setattr(storage, "replace_whole", told_first)


def old_file_not_put_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(storage, "_put_back", lambda *_arguments: None)


def errors_kept_quiet(patch: pytest.MonkeyPatch) -> None:
    replace = storage.replace_whole

    def quiet(*arguments: Any) -> None:
        with contextlib.suppress(OSError):
            replace(*arguments)

    patch.setattr(storage, "replace_whole", quiet)


def no_redo(patch: pytest.MonkeyPatch) -> None:
    finish = Pending.finish

    def only_own(self: Pending, tell: Any, *, own: bool = False) -> None:
        if own:
            finish(self, tell, own=True)

    patch.setattr(Pending, "finish", only_own)


def manifest_first(patch: pytest.MonkeyPatch) -> None:
    def commit_all(self: Hand, changed: list[Draft]) -> int:
        aside = self._writer.reader.pending
        self.plan(draft.path for draft in changed)
        aside.commit(self._revision, {d.path: f"{self._revision}-{n}.json" for n, d in enumerate(changed)})
        for draft in changed:
            self.stage(draft)
        aside.finish(self._writer.reader.log.append, own=True)
        return self._revision

    patch.setattr(Hand, "_commit_all", commit_all)


def one_file_at_a_time(patch: pytest.MonkeyPatch) -> None:
    def commit_all(self: Hand, changed: list[Draft]) -> int:
        return [self._commit_one(draft) for draft in changed][-1]

    patch.setattr(Hand, "_commit_all", commit_all)


def stale_read_under_the_lock(patch: pytest.MonkeyPatch) -> None:
    fresh = Writer.draft

    def stale(self: Writer, path: str) -> Draft:
        return self._drafts.pop(path, None) or fresh(self, path)

    patch.setattr(Writer, "draft", stale)


def lock_not_looked_at_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(lock, "_make_sure", lambda *_arguments: None)


def half_commands_read(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Pending, "place", lambda _self, _name: None)


def no_second_look(patch: pytest.MonkeyPatch) -> None:
    def refresh_only(self: Reader) -> tuple[None, int]:
        self.log.refresh()
        return None, 0

    patch.setattr(Reader, "_moment", refresh_only)


def no_seal_check(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(seal, "checksum", lambda _canonical: "0" * 64)


def dead_writers_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(settling, "make_certain", lambda _writer: None)


def older_files_taken(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reading, "OLDER", "never", raising=True)

    def unchecked(self: Reader, path: str, cached: Any = None) -> Any:
        found = self._bytes(path, cached)
        return None if found is None else (found[0], seal.unseal(found[1], path))

    patch.setattr(Reader, "fetch", unchecked)


def power_cut(tmp_path: Path) -> None:
    wired = test_power_loss.Wired(tmp_path / "skole")
    wired.create()
    wired.run(*test_power_loss.COMMANDS[:3])
    test_power_loss.check(wired.disk.cuts, wired.between, tmp_path)


def power_cut_after_a_kill(tmp_path: Path) -> None:
    test_power_loss.check_killed_then_cut(tmp_path, "several folders", first=17, tried=100)


def killed_at_every_call(tmp_path: Path) -> None:
    killed.check_killed_at_every_call(_before(tmp_path), tmp_path, killed.two_classes)


def error_at_every_call(tmp_path: Path) -> None:
    test_faults.test_an_error_at_any_call_is_said_as_not_saved_or_has_no_effect(
        _before(tmp_path), tmp_path, test_faults.one_file, ever_after=False
    )


def read_at_every_call_of_a_command(tmp_path: Path) -> None:
    test_together.test_a_reader_at_any_moment_of_a_command_sees_all_of_it_or_nothing(_school(tmp_path))


def written_at_every_call_of_a_reading(tmp_path: Path) -> None:
    test_together.test_a_command_at_any_moment_of_a_reading_is_seen_whole_or_not(tmp_path)


def lock_file_taken_away(tmp_path: Path) -> None:
    test_together.test_who_waited_for_a_lock_file_that_was_taken_away_waits_for_the_new_one(_school(tmp_path))


def every_bit(tmp_path: Path) -> None:
    damage.check_flips(damage.tiny_school(tmp_path), damage.CLASS, every=7)


def older_copies(tmp_path: Path) -> None:
    damage.check_older_copies(tmp_path)


def _school(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "skole", bommen(), "init", AT)


def _before(tmp_path: Path) -> Path:
    store = Store.create(tmp_path / "før", bommen(), "init", AT)
    store.note([away("tonje"), away("jens")], "kari", AT)
    return store.folder


MUTANTS: dict[str, tuple[Sabotage, Check]] = {
    "no fsync": (on_a_disk_where("sync", lambda _fd: None), power_cut),
    "no folder fsync": (on_a_disk_where("sync_folder", lambda _folder: None), power_cut),
    "rename before fsync": (rename_before_fsync, power_cut),
    "manifest first": (manifest_first, power_cut),
    "dead writers forgotten": (dead_writers_forgotten, power_cut_after_a_kill),
    "no redo": (no_redo, killed_at_every_call),
    "one file at a time": (one_file_at_a_time, killed_at_every_call),
    "told before safe": (told_before_safe, error_at_every_call),
    "old file not put back": (old_file_not_put_back, error_at_every_call),
    "errors kept quiet": (errors_kept_quiet, error_at_every_call),
    "no lock": (on_a_disk_where("try_lock", lambda _fd: True), a_telling_at_every_call),
    "lock on a file that is gone": (on_a_disk_where("same_file", lambda _fd, _path: True), lock_file_taken_away),
    "lock not looked at again": (lock_not_looked_at_again, lock_taken_away_at_every_call),
    "stale read under the lock": (stale_read_under_the_lock, taking_turns),
    "half commands read": (half_commands_read, read_at_every_call_of_a_command),
    "no second look": (no_second_look, written_at_every_call_of_a_reading),
    "no seal check": (no_seal_check, every_bit),
    "older files taken": (older_files_taken, older_copies),
}
"""What is missing, how it is taken out, and what must notice."""


THE_STORE_PASSES: tuple[Check, ...] = (
    killed_at_every_call,
    a_telling_at_every_call,
    lock_taken_away_at_every_call,
    taking_turns,
    every_bit,
    older_copies,
)
"""Those of the checks that are no tests of their own already."""
