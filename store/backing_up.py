"""Backing up: a school in one file, while others write.

The rules of this file: what is packed is a snapshot between two commands; it is checked before it is packed and read
back before it is said to be there; no file that stands is written over; a damaged school is backed up as it is, and
that is said.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from rules.words import N_
from store.backups import FORMAT, Backup, Entry, Manifest, entry, packed, sealed
from store.checking import Check, Verdict
from store.documents import SCHOOL
from store.encryption import encrypted, recipients
from store.errors import NoSchool, NotSaved, StoreError, reason
from store.files import DISK, Disk
from store.ids import new_id
from store.lock import PATIENCE
from store.reading import NO_SCHOOL
from store.snapshots import Snapshot, snapshot
from store.storage import write_durably
from store.verifying import Moved, nobody
from store.writing import Hand

_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


class BackedUp(msgspec.Struct, frozen=True):
    """The backup that was made: of what, how large, for whose keys, and whether the school is sound."""

    school: str
    size: int
    keys: tuple[str, ...]
    verdict: Verdict


def back_up(
    folder: Path,
    into: Path,
    by: str,
    at: datetime,
    keys: Sequence[str] | None = None,
    disk: Disk = DISK,
    moved: Moved = nobody,
    patience: float = PATIENCE,
) -> BackedUp:
    """The school of a folder in a new file. ``keys``: encrypted to these; None: to those of the school's setting."""
    recipients(keys or ())
    _refuse_target(disk, folder.resolve(), into)
    made, whole = in_hand(folder, into.name, by, at, keys, disk, moved, patience)
    _write(disk, into, whole)
    return made


def in_hand(
    folder: Path,
    name: str,
    by: str,
    at: datetime,
    keys: Sequence[str] | None = None,
    disk: Disk = DISK,
    moved: Moved = nobody,
    patience: float = PATIENCE,
) -> tuple[BackedUp, bytes]:
    """The same and its bytes, for whoever puts them elsewhere; opened once more, so that it can be restored."""
    named, folder = folder, folder.resolve()
    if disk.kind(folder) != "folder":
        raise NoSchool(NO_SCHOOL, folder=named)
    with snapshot(disk, folder, by, patience) as taken:
        if SCHOOL not in taken.held.files:
            raise NoSchool(NO_SCHOOL, folder=named)
        check, manifest = _looked(disk, taken, by, at, moved)
        data = b"".join(packed(manifest, lambda file: taken.read(disk, file)))
    for _file in Backup(data, name).files():
        pass  # it can be restored
    asked = tuple(check.keys if keys is None else keys)
    whole = encrypted(data, asked) if asked else data
    return BackedUp(manifest.school, len(whole), asked, check.verdict(taken.held)), whole


def encrypt_backups_to(hand: Hand, keys: Sequence[str], by: str, at: datetime) -> None:
    """From now on every backup is encrypted to these keys; none: to nobody's."""
    recipients(keys)
    draft = hand.draft(SCHOOL)
    fields = {"backup_to": [key.strip() for key in keys], "by": by, "at": msgspec.to_builtins(at)}
    draft.change("school", [*draft.all("school")], lambda doc: doc.update(fields))
    hand.commit()


def _looked(disk: Disk, taken: Snapshot, by: str, at: datetime, moved: Moved) -> tuple[Check, Manifest]:
    """Every file read once, and checked."""
    check, files = Check(), dict[str, Entry]()
    names = taken.held.files
    for done, name in enumerate(names):
        moved(done, len(names))
        data = taken.read(disk, name)
        revision = check.take_bytes(name, data, taken.last.get(name, 0))
        files[name] = entry(data, revision)
    check.miss(name for name in taken.last if name not in files)
    moved(len(names), len(names))
    top = max([0, *taken.last.values(), *(told.revision for told in files.values())])
    bare = Manifest(format=FORMAT, school=check.name, made=at, by=by, revision=top, files=files, log=check.log_head)
    return check, sealed(bare)


def _refuse_target(disk: Disk, folder: Path, into: Path) -> None:
    if disk.kind(into):
        raise StoreError(EXISTS, file=into)
    if into.parent.resolve().is_relative_to(folder):
        raise StoreError(INSIDE, file=into, folder=folder)
    if disk.kind(into.parent.resolve()) != "folder":
        raise StoreError(NO_FOLDER, folder=into.parent)


def _write(disk: Disk, into: Path, data: bytes) -> None:
    """Under another name, safe, read back, and only then under its own."""
    fresh = into.with_name(f".{into.name}.{new_id()}.new")
    try:
        write_durably(disk, fresh, data)
        try:
            if hashlib.sha256(disk.read(fresh)[1]).digest() != hashlib.sha256(data).digest():
                raise OSError(errno.EIO, "what was written is not what is read")
            _give_name(disk, fresh, into)
        finally:
            with contextlib.suppress(OSError):
                disk.remove(fresh)
        disk.sync_folder(into.parent)
    except FileExistsError:
        raise StoreError(EXISTS, file=into) from None
    except OSError as failed:
        raise NotSaved(NOT_MADE, file=into, why=reason(failed)) from failed


def _give_name(disk: Disk, fresh: Path, into: Path) -> None:
    """A link never takes a name that somebody else's file has; where there are no links, we look first."""
    try:
        disk.link(fresh, into)
    except OSError as failed:
        if failed.errno not in _NO_LINKS:
            raise
        if disk.kind(into):
            raise FileExistsError(errno.EEXIST, "it is there", str(into)) from None
        disk.rename(fresh, into)


EXISTS = N_("{file} finnes allerede, og skrives ikke over. Velg et annet navn, for eksempel med dato.")
INSIDE = N_(
    "{file} ligger i skolens egen mappe ({folder}). Legg sikkerhetskopien et annet sted, helst på en annen disk."
)
NO_FOLDER = N_("Mappen {folder} finnes ikke. Lag den først, eller velg en annen.")
NOT_MADE = N_("Sikkerhetskopien {file} ble ikke laget: {why}. Rydd plass eller velg et annet sted, og prøv igjen.")
