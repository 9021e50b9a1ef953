"""A restored school is the one that was backed up; all of it stands or nothing, and what stood is never lost."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rules.words import NORWEGIAN
from store import backups, seal
from store.access_log import AccessLog, Looked
from store.backing_up import back_up
from store.door import Store
from store.errors import Busy, FileRefused, NotSaved, SchoolExists, StoreError, TooNew
from store.files import Disk
from store.lock import locked
from store.restoring import restore, verify_backup
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, away, later
from tests.store.faults import Stopped, Watched, failing_at, stopping_at

CLASS = "attendance/2026-27/4B.json"


@pytest.fixture(name="folder")
def _folder(store: Store) -> Path:
    store.note([away("tonje"), away("jens")], "kari", AT)
    return store.folder


@pytest.fixture(name="kept")
def _kept(folder: Path, tmp_path: Path) -> Path:
    """A backup of the school as it is."""
    back_up(folder, tmp_path / "kopi.tar.gz", "adm", AT)
    return tmp_path / "kopi.tar.gz"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}


def marks(folder: Path, who: str = "tonje") -> int:
    return sum(len(day.marks) for day in Store(folder).attendance_of(who, YEAR).days)


def test_in_a_new_place_it_is_the_same_file_for_file(kept: Path, folder: Path, tmp_path: Path) -> None:
    done = restore(kept, tmp_path / "et" / "sted", "adm", AT)

    assert bytes_of(tmp_path / "et" / "sted") == bytes_of(folder)
    assert (done.school, done.made, done.aside, done.verdict.sound) == ("Bommen skole", AT, None, True)
    assert verify(tmp_path / "et" / "sted").notes == ()
    assert Store(tmp_path / "et" / "sted").revision() == Store(folder).revision()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "et" / "sted").rglob("*"))


def test_an_empty_folder_is_filled(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()

    assert restore(kept, tmp_path / "tom", "adm", AT).aside is None
    assert marks(tmp_path / "tom") == 1


def test_a_school_that_stands_is_left_alone_unless_it_is_said_and_then_it_is_moved_aside(
    kept: Path, folder: Path
) -> None:
    Store(folder).note([away("tonje", MONDAY, (5,))], "per", later(1))
    before = bytes_of(folder)
    with pytest.raises(SchoolExists, match="--force"):
        restore(kept, folder, "adm", AT)
    assert bytes_of(folder) == before

    done = restore(kept, folder, "adm", AT, force=True)
    assert done.aside is not None
    assert done.aside.parent == folder.parent
    assert bytes_of(done.aside) == before
    assert (marks(folder), marks(done.aside)) == (1, 2)
    assert done.verdict.sound
    again = restore(kept, folder, "adm", AT, force=True)
    assert again.aside != done.aside


def test_a_folder_that_is_no_school_is_never_moved(kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "hjemme"
    other.mkdir()
    (other / "bilder").write_text("", encoding="utf-8")
    for force in (False, True):
        with pytest.raises(StoreError, match="er ingen skole"):
            restore(kept, other, "adm", AT, force=force)
        with pytest.raises(StoreError, match="er ingen skole"):
            restore(kept, other / "bilder", "adm", AT, force=force)
    assert [path.name for path in other.iterdir()] == ["bilder"]


def test_a_session_that_was_open_goes_on_in_the_restored_school(kept: Path, folder: Path) -> None:
    session = Store(folder)
    for n in range(5):
        session.note([away("tonje", comment=str(n))], "per", later(n))
    seen = session.revision()
    restore(kept, folder, "adm", AT, force=True)

    assert session.revision() > seen
    assert session.changed_since(seen).school
    assert len(session.attendance_of("tonje", YEAR).days[0].marks) == 1
    session.note([away("aase")], "per", later(9))
    assert session.troubles() == ()
    assert marks(folder, "aase") == 1


def test_a_damaged_school_is_replaced_whatever_is_wrong_with_it(kept: Path, folder: Path) -> None:
    (folder / "school.json").write_bytes(b"")
    (folder / CLASS).unlink()
    (folder / "changes").write_bytes(b"\xff\n12 tull")
    (folder / "pending").mkdir(exist_ok=True)
    (folder / "pending" / "manifest.json").write_bytes(b"{")

    assert restore(kept, folder, "adm", AT, force=True).verdict.sound
    assert marks(folder) == 1


def test_a_school_that_was_not_sound_is_restored_as_it_was_and_that_is_said(folder: Path, tmp_path: Path) -> None:
    (folder / CLASS).write_bytes(b"{ skadet")
    back_up(folder, tmp_path / "skadet.tar.gz", "adm", AT)
    done = restore(tmp_path / "skadet.tar.gz", tmp_path / "ny", "adm", AT)

    assert [one.values["file"] for one in done.verdict.wrong] == [CLASS]
    assert marks(tmp_path / "ny", "jens") == 1


def test_who_writes_is_waited_for(kept: Path, folder: Path) -> None:
    with locked(Disk(), folder, "kari"), pytest.raises(Busy, match="kari"):
        restore(kept, folder, "adm", AT, force=True, patience=0.05)
    assert marks(folder) == 1


def test_who_waits_for_the_lock_meanwhile_writes_in_the_restored_school(kept: Path, folder: Path) -> None:
    class Waits(Disk):
        """Opens the lock's file just before the folders change places."""

        def open_lock(self, path: Path) -> int:
            found = super().open_lock(path)
            if not done:
                done.append(restore(kept, folder, "adm", AT, force=True))
            return found

    done: list[Any] = []
    Store(folder, Waits()).note([away("aase")], "per", later(1))

    assert done
    assert (marks(folder, "aase"), marks(done[0].aside, "aase")) == (1, 0)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("ever_after", [False, True])
def test_an_error_at_any_call_and_what_stood_stands(
    kept: Path, folder: Path, tmp_path: Path, force: bool, ever_after: bool
) -> None:
    target = folder if force else tmp_path / "ny"
    calls = calls_of(kept, folder, tmp_path, force=force)
    before = bytes_of(target)
    for number in range(1, calls + 1):
        disk = failing_at(number, errno.EIO, ever_after=ever_after)
        try:
            restore(kept, target, "adm", AT, force=force, disk=disk)
        except NotSaved as refused:
            if aside := refused.values.get("aside"):  # the disk refused twice, and it is said where the school is
                assert isinstance(aside, Path)
                assert not target.exists()
                aside.rename(target)
            assert bytes_of(target) == before, number
        else:
            assert verify(target).sound, number
            if not force:
                target.rename(tmp_path / f"ny{number}")
            before = bytes_of(target)
    restore(kept, target, "adm", AT, force=force)
    assert not [path.name for path in tmp_path.iterdir() if "restoring" in path.name]


def calls_of(kept: Path, folder: Path, tmp_path: Path, *, force: bool) -> int:
    disk = Watched()
    aside = restore(kept, folder if force else tmp_path / "prøve", "adm", AT, force=force, disk=disk).aside
    assert (aside is not None) is force
    return len(disk.calls)


def test_killed_at_any_call_the_old_school_or_the_new_one_is_whole_and_restoring_again_works(
    kept: Path, folder: Path, tmp_path: Path
) -> None:
    for number in range(1, calls_of(kept, folder, tmp_path, force=True) + 1):
        with pytest.raises(Stopped):
            restore(kept, folder, "adm", AT, force=True, disk=stopping_at(number))
        asides = [path for path in tmp_path.iterdir() if path.name.startswith("skole-")]
        assert verify(folder).sound if folder.exists() else any(verify(path).sound for path in asides), number
        restore(kept, folder, "adm", AT, force=True)
        assert verify(folder).sound
        assert not [path.name for path in tmp_path.iterdir() if "restoring" in path.name]


# Backups that mean harm.


def member(name: str, data: bytes = b"", **more: Any) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for field, value in more.items():
        setattr(info, field, value)
    return info, data


def made_up(path: Path, members: list[tuple[tarfile.TarInfo, bytes]], manifest: bytes | None = None) -> Path:
    """A backup with these members, and a manifest that says so."""
    if manifest is None:
        told = {info.name: backups.entry(data, 1) for info, data in members}
        bare = backups.Manifest(format=1, school="X", made=AT, by="x", revision=1, files=told)
        manifest = msgspec.json.encode(backups.sealed(bare))
    with tarfile.open(path, "w:gz") as tar:
        for info, data in [member(backups.MANIFEST, manifest), *members]:
            tar.addfile(info, io.BytesIO(data))
    return path


SCHOOL = member("school.json", b"{}")

HARM: list[Callable[[], list[tuple[tarfile.TarInfo, bytes]]]] = [
    lambda: [SCHOOL, member("../ut.json", b"{}")],
    lambda: [SCHOOL, member("attendance/../../ut.json", b"{}")],
    lambda: [SCHOOL, member("/tmp/ut.json", b"{}")],
    lambda: [SCHOOL, member("attendance//ut.json", b"{}")],
    lambda: [SCHOOL, member("attendance/./ut.json", b"{}")],
    lambda: [SCHOOL, member("a\\..\\ut.json", b"{}")],
    lambda: [SCHOOL, member("ut\n.json", b"{}")],
    lambda: [SCHOOL, member(".skjult.json", b"{}")],
    lambda: [SCHOOL, member("lock", b"{}")],
    lambda: [SCHOOL, member("changes", b"1 x.json\n")],
    lambda: [SCHOOL, member("pending/manifest.json", b"{}")],
    lambda: [SCHOOL, member("backup/x/school.json", b"{}")],
    lambda: [SCHOOL, member("program.py", b"1")],
    lambda: [SCHOOL, member("a/b/c/d/e.json", b"{}")],
    lambda: [SCHOOL, member("attendance/x.json", type=tarfile.SYMTYPE, linkname="/etc/passwd")],
    lambda: [SCHOOL, member("attendance/x.json", type=tarfile.LNKTYPE, linkname="school.json")],
    lambda: [SCHOOL, member("attendance/x.json", type=tarfile.DIRTYPE)],
    lambda: [SCHOOL, member("attendance/x.json", type=tarfile.CHRTYPE, devmajor=1, devminor=5)],
    lambda: [SCHOOL, member("attendance/x.json", type=tarfile.FIFOTYPE)],
    lambda: [SCHOOL, member("attendance/x.json", type=tarfile.GNUTYPE_SPARSE)],
    lambda: [member("attendance/x.json", b"{}")],
    list,
]


@pytest.mark.parametrize("harm", HARM)
def test_a_backup_with_anything_else_than_a_school_s_plain_files_is_refused(
    harm: Callable[[], list[tuple[tarfile.TarInfo, bytes]]], tmp_path: Path
) -> None:
    path = made_up(tmp_path / "ond.tar.gz", harm())

    with pytest.raises(FileRefused, match=r"Ingenting|annen kopi"):
        restore(path, tmp_path / "inne" / "ny", "adm", AT)
    assert not verify_backup(path).sound
    assert not list(tmp_path.rglob("ut*"))
    assert not (tmp_path / "inne" / "ny").exists()
    assert not list(tmp_path.rglob(".ny*"))


def test_what_is_not_on_the_list_is_refused_also_when_it_comes_after_it(tmp_path: Path) -> None:
    told = {"school.json": backups.entry(b"{}", 1)}
    bare = backups.Manifest(format=1, school="X", made=AT, by="x", revision=1, files=told)
    manifest = msgspec.json.encode(backups.sealed(bare))
    for members in ([SCHOOL, member("attendance/x.json")], [member("attendance/x.json", b"{}")], [SCHOOL, SCHOOL]):
        path = made_up(tmp_path / "ond.tar.gz", members, manifest)
        with pytest.raises(FileRefused):
            restore(path, tmp_path / "ny", "adm", AT)
    assert not (tmp_path / "ny").exists()


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    zeros = bytes(40_000_000)
    path = made_up(tmp_path / "bombe.tar.gz", [SCHOOL, member("attendance/2026-27/x.json", zeros)])
    assert path.stat().st_size < 100_000

    with pytest.raises(FileRefused, match="mye større"):
        restore(path, tmp_path / "ny", "adm", AT)


@pytest.mark.parametrize("size", [2**33, 2**62, -1])
def test_a_size_that_lies_is_refused(tmp_path: Path, size: int) -> None:
    told = {"school.json": backups.Entry(size, hashlib.sha256(b"{}").hexdigest(), 1)}
    bare = backups.Manifest(format=1, school="X", made=AT, by="x", revision=1, files=told)
    path = made_up(tmp_path / "ond.tar.gz", [SCHOOL], msgspec.json.encode(backups.sealed(bare)))

    with pytest.raises(FileRefused):
        restore(path, tmp_path / "ny", "adm", AT)


def test_a_manifest_without_end_is_refused(tmp_path: Path) -> None:
    path = made_up(tmp_path / "ond.tar.gz", [], b'{"format":1,"x":"' + bytes(40_000_000))

    with pytest.raises(FileRefused, match="mye større"):
        restore(path, tmp_path / "ny", "adm", AT)


def test_headers_within_headers_are_refused(tmp_path: Path) -> None:
    block = tarfile.TarInfo("x")
    block.type, block.size = tarfile.GNUTYPE_LONGNAME, 1
    one = block.tobuf(tarfile.GNU_FORMAT) + b"x".ljust(512, b"\0")
    (tmp_path / "ond.tar.gz").write_bytes(gzip.compress(one * 5000))

    with pytest.raises(FileRefused):
        restore(tmp_path / "ond.tar.gz", tmp_path / "ny", "adm", AT)


def test_a_changed_list_is_refused(kept: Path, tmp_path: Path) -> None:
    with tarfile.open(kept) as tar:
        members = [(info, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr]
    manifest = members[0][1].replace(b"Bommen skole", b"Lister skole")
    path = made_up(tmp_path / "endret.tar.gz", members[1:], manifest)

    with pytest.raises(FileRefused, match="innholdslista er endret"):
        restore(path, tmp_path / "ny", "adm", AT)


# Forms.


def test_a_backup_of_a_newer_form_is_refused_by_its_number(tmp_path: Path) -> None:
    path = made_up(tmp_path / "ny.tar.gz", [SCHOOL], json.dumps({"format": 3, "noe": "nytt"}).encode())

    with pytest.raises(TooNew, match="format 3, denne kjenner 1"):
        restore(path, tmp_path / "ny", "adm", AT)


def test_a_backup_with_a_newer_file_is_refused(folder: Path, tmp_path: Path) -> None:
    path = folder / CLASS
    tables = json.loads(path.read_text(encoding="utf-8"))
    tables.pop("_file")
    path.write_bytes(seal.sealed(tables, 9).replace(b'"format":2', b'"format":9'))
    back_up(folder, tmp_path / "kopi.tar.gz", "adm", AT)

    with pytest.raises(TooNew):
        restore(tmp_path / "kopi.tar.gz", tmp_path / "ny", "adm", AT)


def test_the_golden_backup_is_restored(tmp_path: Path) -> None:
    golden = Path(__file__).parent / "golden"
    done = restore(golden / "1" / "backup.tar.gz", tmp_path / "ny", "adm", AT)

    assert (done.school, done.verdict.sound) == ("Bommen skole", True)
    assert marks(tmp_path / "ny") == 2


class Silent(Disk):
    """Tells the system's journal nothing."""

    def journal(self, text: str) -> None:
        del text


def looked(folder: Path, user: str = "kari") -> None:
    AccessLog(Silent(), folder).append([Looked(user, "leader", "tonje", "case", "leader")], AT)


def users(folder: Path) -> list[str]:
    return [entry.looked.user for entry in AccessLog(Silent(), folder).entries()]


@pytest.fixture(name="logged")
def _logged(folder: Path, tmp_path: Path) -> Path:
    """A backup of the school after two visits."""
    looked(folder)
    looked(folder, "rita")
    back_up(folder, tmp_path / "logget.tar.gz", "adm", AT)
    return tmp_path / "logget.tar.gz"


def test_the_head_of_the_access_log_is_in_the_backup(logged: Path, folder: Path) -> None:
    with tarfile.open(logged) as tar:
        member = tar.extractfile("manifest.json")
        assert member is not None
        manifest = json.loads(member.read())

    assert manifest["log"] == AccessLog(Silent(), folder).head().said()
    assert verify_backup(logged).sound


def test_a_backup_of_before_there_was_a_log_has_none_and_is_whole(kept: Path) -> None:
    with tarfile.open(kept) as tar:
        member = tar.extractfile("manifest.json")
        assert member is not None
        assert "log" not in json.loads(member.read())
    assert verify_backup(kept).sound


def test_a_tail_cut_since_the_backup_is_found_by_the_backup(logged: Path, folder: Path, tmp_path: Path) -> None:
    looked(folder, "per")
    assert verify_backup(logged, school=folder).sound
    path = folder / "log" / "2026-09.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))
    (folder / "log" / ".lock").unlink()

    verdict = verify_backup(logged, school=folder)
    assert verify_backup(logged).sound
    assert verify(folder).sound, "the folder alone cannot know"
    assert [one.say(NORWEGIAN)[:40] for one in verdict.wrong] == [f"Innsynsloggen i {folder} har ikke linje 2"[:40]]
    assert verify_backup(logged, school=tmp_path).sound, "there is no school to compare with"


def test_a_restored_school_goes_on_with_the_log_that_stands(logged: Path, folder: Path) -> None:
    """Who looked after the backup was made is not forgotten because the marks went back."""
    looked(folder, "per")
    restore(logged, folder, "adm", AT, force=True)

    assert users(folder) == ["kari", "rita", "per"]
    assert verify(folder).sound
    looked(folder, "anna")
    assert users(folder) == ["kari", "rita", "per", "anna"]
    assert AccessLog(Silent(), folder).check() == ()


def test_a_log_that_lost_what_the_backup_has_is_brought_back(logged: Path, folder: Path) -> None:
    path = folder / "log" / "2026-09.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    restore(logged, folder, "adm", AT, force=True)

    assert users(folder) == ["kari", "rita"]
    assert verify_backup(logged, school=folder).sound


def test_a_log_in_a_backup_that_was_tampered_with_is_found(folder: Path, tmp_path: Path) -> None:
    looked(folder)
    looked(folder)
    path = folder / "log" / "2026-09.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"kari"', b'"rita"', 1))
    made = back_up(folder, tmp_path / "endret.tar.gz", "adm", AT)

    assert not made.verdict.sound
    assert "noe er endret" in verify_backup(tmp_path / "endret.tar.gz").wrong[0].say(NORWEGIAN)
