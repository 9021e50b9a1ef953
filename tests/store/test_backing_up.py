"""A backup is the school between two commands, whoever writes meanwhile; what was there is never lost for it."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from store.backing_up import back_up
from store.backups import MANIFEST
from store.door import Store
from store.encryption import WrongKey
from store.errors import NoSchool, NotSaved, StoreError
from store.files import Disk
from store.restoring import restore, verify_backup
from store.verifying import verify
from tests.store.bommen import AT, YEAR, away, later
from tests.store.faults import WRITING, Stopped, Watched, failing_at, stopping_at

ROOT = Path(__file__).resolve().parents[2]
TORTURE = bool(os.environ.get("TILSTEDE_TORTURE"))
CLASS = "attendance/2026-27/4B.json"


@pytest.fixture(name="folder")
def _folder(store: Store) -> Path:
    store.note([away("tonje"), away("jens")], "kari", AT)
    return store.folder


@pytest.fixture(name="into")
def _into(tmp_path: Path) -> Path:
    return tmp_path / "kopi.tar.gz"


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The school's files; links of a backup that could not be removed are no part of it."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}
    return {name: data for name, data in found.items() if not name.startswith("backup/")}


def test_any_machine_can_open_it_and_the_manifest_comes_first(folder: Path, into: Path) -> None:
    back_up(folder, into, "adm", AT)

    with tarfile.open(into) as tar:
        names = tar.getnames()
        assert names == [MANIFEST, "school.json", CLASS, "attendance/2026-27/8B.json"]
        opened = tar.extractfile(CLASS)
        assert opened
        assert opened.read() == (folder / CLASS).read_bytes()
        listed = tar.extractfile(MANIFEST)
        assert listed
        manifest = json.load(listed)
    assert (manifest["format"], manifest["school"], manifest["revision"]) == (1, "Bommen skole", 2)
    assert into.stat().st_mode & 0o077 == 0


def test_the_same_school_at_the_same_moment_is_the_same_file(folder: Path, into: Path, tmp_path: Path) -> None:
    back_up(folder, into, "adm", AT)
    back_up(folder, tmp_path / "to.tar.gz", "adm", AT)

    assert into.read_bytes() == (tmp_path / "to.tar.gz").read_bytes()


def test_nothing_that_stands_is_written_over_and_nothing_is_put_in_the_school_s_own_folder(
    folder: Path, into: Path, tmp_path: Path
) -> None:
    into.write_text("noe annet", encoding="utf-8")
    for target, why in [
        (into, "finnes allerede"),
        (folder / "kopi.tar.gz", "egen mappe"),
        (tmp_path / "ingen" / "kopi.tar.gz", "finnes ikke"),
    ]:
        with pytest.raises(StoreError, match=why):
            back_up(folder, target, "adm", AT)
    with pytest.raises(NoSchool):
        back_up(tmp_path / "tom", tmp_path / "x.tar.gz", "adm", AT)

    assert into.read_text(encoding="utf-8") == "noe annet"
    assert not (folder / "kopi.tar.gz").exists()


def test_others_write_while_it_is_packed_and_the_backup_is_as_it_was(folder: Path, into: Path) -> None:
    before = bytes_of(folder)

    class Busy(Disk):
        """Somebody notes a mark whenever a file of the snapshot is read."""

        def read(self, path: Path, offset: int = 0):  # type: ignore[no-untyped-def]
            if "/backup/" in str(path) and not wrote.get(path):
                wrote[path] = True
                Store(folder).note([away("aase", comment=path.name), away("jens", comment=path.name)], "per", later(1))
            return super().read(path, offset)

    wrote: dict[Path, bool] = {}
    assert back_up(folder, into, "adm", AT, disk=Busy()).verdict.sound
    restored = restore(into, folder.parent / "ny", "adm", AT)

    assert len(wrote) == 3
    assert bytes_of(folder.parent / "ny") == before
    assert restored.verdict.sound
    assert Store(folder).attendance_of("aase", YEAR).days


def test_nothing_is_left_in_the_folder(folder: Path, into: Path) -> None:
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    back_up(folder, into, "adm", AT)

    assert {path.name for path in folder.rglob("*") if path.is_file()} == names
    assert [path.name for path in into.parent.iterdir() if path.name.startswith(".")] == []


def test_what_a_dead_backup_left_is_swept_by_the_next_and_a_living_one_is_left_alone(folder: Path, into: Path) -> None:
    watched = Watched()
    back_up(folder, into.with_name("hel.tar.gz"), "adm", AT, disk=watched)
    with pytest.raises(Stopped):
        back_up(folder, into, "adm", AT, disk=stopping_at(watched.calls.index("link") + 2))
    assert list((folder / "backup").iterdir())
    assert any("avbrutt" in one.sentence for one in verify(folder).notes)

    class Another(Disk):
        """Another backup is made while this one is packed."""

        def read(self, path: Path, offset: int = 0):  # type: ignore[no-untyped-def]
            if "/backup/" in str(path) and not other.exists():
                back_up(folder, other, "adm", AT)
            return super().read(path, offset)

    other = into.with_name("en-til.tar.gz")
    back_up(folder, into, "adm", AT, disk=Another())
    assert into.read_bytes() == other.read_bytes()
    assert list((folder / "backup").iterdir()) == []


def test_a_damaged_school_is_backed_up_as_it_is_and_that_is_said(folder: Path, into: Path) -> None:
    (folder / CLASS).write_bytes(b"{ skadet")
    made = back_up(folder, into, "adm", AT)

    assert [one.values["file"] for one in made.verdict.wrong] == [CLASS]
    with tarfile.open(into) as tar:
        opened = tar.extractfile(CLASS)
        assert opened
        assert opened.read() == b"{ skadet"


def test_a_file_that_is_gone_is_said(folder: Path, into: Path) -> None:
    (folder / CLASS).unlink()

    assert "borte" in back_up(folder, into, "adm", AT).verdict.wrong[0].sentence


def test_of_a_log_the_whole_lines_are_kept(folder: Path, into: Path) -> None:
    (folder / "log").mkdir()
    log = folder / "log" / "2026-11.jsonl"
    log.write_text('{"n":1}\n{"n":2}\n{"n"', encoding="utf-8")
    back_up(folder, into, "adm", AT)
    restore(into, folder.parent / "ny", "adm", AT)

    assert (folder.parent / "ny" / "log" / "2026-11.jsonl").read_text(encoding="utf-8") == '{"n":1}\n{"n":2}\n'


def test_what_was_committed_and_not_moved_is_in_it(folder: Path, into: Path) -> None:
    disk = Watched()

    def die_after_the_commit(number: int, name: str) -> None:
        if name == "rename" and (folder / "pending" / "manifest.json").exists():
            raise Stopped

    disk.at = die_after_the_commit
    with pytest.raises(Stopped):
        Store(folder, disk).note([away("tonje", lessons=(1,)), away("jens", lessons=(1,))], "per", later(1))
    back_up(folder, into, "adm", AT)
    restore(into, folder.parent / "ny", "adm", AT)

    restored = Store(folder.parent / "ny").attendance(YEAR, ["tonje", "jens"])
    assert [len(one.days[0].marks) for one in restored.values()] == [2, 2]


# The disk.


@pytest.mark.parametrize("ever_after", [False, True])
def test_an_error_at_any_call_leaves_a_whole_backup_or_none_and_the_school_as_it_was(
    folder: Path, into: Path, ever_after: bool
) -> None:
    before, watched = bytes_of(folder), Watched()
    back_up(folder, into.with_name("hel.tar.gz"), "adm", AT, disk=watched)

    for number in range(1, len(watched.calls) + 1):
        target = into.with_name(f"{number}.tar.gz")
        try:
            back_up(folder, target, "adm", AT, disk=failing_at(number, errno.ENOSPC, ever_after=ever_after))
        except NotSaved:
            pass
        else:
            assert target.exists()
        if target.exists():
            assert verify_backup(target).sound, number
        assert bytes_of(folder) == before, number
    back_up(folder, into, "adm", AT)
    assert list((folder / "backup").iterdir()) == []


def test_on_a_disk_that_can_only_be_read_a_backup_is_made_all_the_same(folder: Path, into: Path) -> None:
    class ReadOnly(Watched):
        """The data folder's disk; the backup goes to another."""

        def at_path(self, path: Path) -> None:
            if path.is_relative_to(folder):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

        def open_lock(self, path: Path) -> int:
            self.at_path(path)
            return super().open_lock(path)

        def make_folder(self, path: Path) -> None:
            self.at_path(path)
            super().make_folder(path)

    assert "open_lock" in WRITING
    made = back_up(folder, into, "adm", AT, disk=ReadOnly())

    assert made.verdict.sound
    assert verify_backup(into).sound


def test_a_disk_without_links_copies(folder: Path, into: Path) -> None:
    def at(_number: int, name: str) -> None:
        if name == "link":
            raise OSError(errno.EPERM, "Operation not permitted")

    assert back_up(folder, into, "adm", AT, disk=Watched(at)).verdict.sound
    assert verify_backup(into).sound


def test_a_disk_that_keeps_something_else_than_it_was_given_is_found_out(folder: Path, into: Path) -> None:
    class Lying(Disk):
        def write(self, fd: int, data: bytes) -> int:
            return super().write(fd, bytes(data)[:-1] + b"?")

    with pytest.raises(NotSaved):
        back_up(folder, into, "adm", AT, disk=Lying())
    assert not into.exists()


# Keys.


def keys(tmp_path: Path) -> tuple[str, Path]:
    """A public key, and the file with its private one."""
    from pyrage.x25519 import Identity

    identity, path = Identity.generate(), tmp_path / "nøkkel.txt"
    path.write_text(f"# laget av age-keygen\n{identity}\n", encoding="utf-8")
    return str(identity.to_public()), path


def test_an_encrypted_backup_is_opened_by_its_private_key_alone(folder: Path, into: Path, tmp_path: Path) -> None:
    key, key_file = keys(tmp_path)
    (tmp_path / "annen").mkdir()
    _key, wrong = keys(tmp_path / "annen")
    made = back_up(folder, into, "adm", AT, (key,))

    assert made.keys == (key,)
    assert into.read_bytes().startswith(b"age-encryption.org/v1")
    assert b"Tonje" not in into.read_bytes()
    with pytest.raises(WrongKey, match="--identity"):
        verify_backup(into)
    with pytest.raises(WrongKey, match="annen nøkkel"):
        verify_backup(into, wrong)
    assert verify_backup(into, key_file).sound
    restore(into, tmp_path / "ny", "adm", AT, key_file=key_file)
    assert bytes_of(tmp_path / "ny") == bytes_of(folder)


def test_the_school_s_own_setting_decides_unless_something_is_said(folder: Path, tmp_path: Path) -> None:
    key, _key_file = keys(tmp_path)
    Store(folder).encrypt_backups_to([key], "adm", AT)

    assert back_up(folder, tmp_path / "1", "adm", AT).keys == (key,)
    assert back_up(folder, tmp_path / "2", "adm", AT, ()).keys == ()
    Store(folder).encrypt_backups_to([], "adm", AT)
    assert back_up(folder, tmp_path / "3", "adm", AT).keys == ()


def test_a_private_key_is_refused_and_never_said(folder: Path, into: Path, tmp_path: Path) -> None:
    _key, key_file = keys(tmp_path)
    secret = key_file.read_text(encoding="utf-8").splitlines()[1]
    for wrong in (secret, secret.lower(), "age1tull", "tull"):
        with pytest.raises(WrongKey) as refused:
            back_up(folder, into, "adm", AT, (wrong,))
        assert secret.casefold() not in str(refused.value).casefold()
        with pytest.raises(WrongKey):
            Store(folder).encrypt_backups_to([wrong], "adm", AT)
    assert not into.exists()


@pytest.mark.parametrize("text", ["", "# bare en kommentar\n", "AGE-SECRET-KEY-1TULL\n", "\udcff"])
def test_a_key_file_without_a_key_is_said_to_be_that(folder: Path, into: Path, tmp_path: Path, text: str) -> None:
    key, _key_file = keys(tmp_path)
    back_up(folder, into, "adm", AT, (key,))
    wrong = tmp_path / "feil.txt"
    wrong.write_text(text, encoding="utf-8", errors="surrogateescape")

    with pytest.raises(WrongKey, match="nøkkelfil"):
        verify_backup(into, wrong)
    with pytest.raises(WrongKey, match="kan ikke leses"):
        verify_backup(into, tmp_path / "ingen.txt")


# A damaged backup.


def broken(data: bytes, into: Path, change: Callable[[bytes], bytes]) -> Path:
    path = into.with_name("skadet.tar.gz")
    path.write_bytes(change(data))
    return path


def test_no_cut_and_no_flipped_bit_is_silently_wrong(folder: Path, into: Path) -> None:
    back_up(folder, into, "adm", AT)
    sound, right = into.read_bytes(), bytes_of(folder)
    cuts = range(0, len(sound), 1 if TORTURE else 41)
    flips = range(0, len(sound) * 8, 1 if TORTURE else 67)

    for cut in cuts:
        assert not verify_backup(broken(sound, into, lambda data, n=cut: data[:n])).sound, cut  # type: ignore[misc]
    for n, flip in enumerate(flips):
        changed = bytearray(sound)
        changed[flip // 8] ^= 1 << flip % 8
        path = broken(sound, into, lambda _data, c=changed: bytes(c))  # type: ignore[misc]
        if verify_backup(path).sound:  # harmless: a flag, a time or an operating system in gzip's own header
            new = into.parent / f"ny{n}"
            restore(path, new, "adm", AT)
            assert bytes_of(new) == right


def test_what_is_no_backup_at_all_is_said_to_be_none(into: Path, tmp_path: Path) -> None:
    for data in (b"", b"hei", gzip.compress(b"hei"), gzip.compress(b""), os.urandom(3000)):
        into.write_bytes(data)
        assert not verify_backup(into).sound
        with pytest.raises(StoreError, match="sikkerhetskopi"):
            restore(into, tmp_path / "ny", "adm", AT)
    with pytest.raises(StoreError, match="kan ikke leses"):
        verify_backup(tmp_path / "finnes-ikke")
    assert not (tmp_path / "ny").exists()


def test_bytes_after_the_end_are_found_out(folder: Path, into: Path) -> None:
    back_up(folder, into, "adm", AT)
    whole = into.read_bytes()
    inner = gzip.decompress(whole)
    added = io.BytesIO()
    with tarfile.open(fileobj=added, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("mer.json"), io.BytesIO())

    for data in (whole + b"mer", gzip.compress(inner + b"mer"), gzip.compress(inner + added.getvalue())):
        into.write_bytes(data)
        assert not verify_backup(into).sound


# Under load.


def test_backups_while_two_processes_write_are_whole_and_hold_all_that_was_acknowledged_before(
    store: Store, tmp_path: Path
) -> None:
    backups = 100 if TORTURE else 10
    command = [sys.executable, "-m", "tests.store.one_of_many", str(store.folder)]
    said = [tmp_path / "p0.txt", tmp_path / "p1.txt"]
    running = []
    for n, path in enumerate(said):
        with path.open("wb") as out:
            running.append(subprocess.Popen([*command, f"p{n}", UNTIL_KILLED], cwd=ROOT, stdout=out))
    try:
        wait_for_writers(said)
        for n in range(backups):
            before = {word for path in said for word in path.read_text(encoding="utf-8").split("\n")[:-1]}
            made = back_up(store.folder, tmp_path / f"{n}.tar.gz", "adm", later(n), patience=600)
            assert made.verdict.sound
            restored = restore(tmp_path / f"{n}.tar.gz", tmp_path / f"ny{n}", "adm", later(n))
            assert restored.verdict.sound
            attendance = Store(tmp_path / f"ny{n}").attendance(YEAR)
            kept = Counter(m.comment for one in attendance.values() for d in one.days for m in d.marks)
            assert before <= kept.keys()
            assert all(times == (2 if int(word.partition("-")[2]) % 5 == 4 else 1) for word, times in kept.items())
        assert all(process.poll() is None for process in running)
    finally:
        for process in running:
            process.kill()
            process.wait()


UNTIL_KILLED = "1000000"


def wait_for_writers(said: list[Path]) -> None:
    while not all(path.stat().st_size for path in said):
        pass
