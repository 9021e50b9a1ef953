"""The lock: one writer at a time, however many processes.

The rules of this file: whoever waits too long is told who holds the lock; a holder writes who it is into the file and
wipes that out when it is done, so that the next one finds out if it died half-way. What stays in the file is the number
of the last command, so that a log of changes that was put back from a copy is known as one, and which start of the
machine it was in: as long as that runs, no power cut can have come between a file and the log.
"""

from __future__ import annotations

import contextlib
import functools
import os
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import msgspec

from rules.words import N_
from store.errors import Busy, NotSaved, StoreError, Uncertain
from store.files import Disk, inside
from store.waiting import acquired

NAME = "lock"
PATIENCE = 10.0
"""Seconds to wait for another writer: a command takes a few thousandths, an import of a year less than a second."""


class Holder(msgspec.Struct, frozen=True):
    """Who has the lock, and since when."""

    who: str
    pid: int
    host: str
    since: datetime


class _Record(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What stands in the file: who has the lock, if anybody, and how far the commands have come."""

    holder: Holder | None = None
    revision: int = 0
    check: int = 0
    boot: str = ""


class Held:
    """The lock in hand: whether everything written before was told of, and how far the commands have come."""

    def __init__(self, record: _Record, boot: str, sure: Callable[[], None]) -> None:
        self.sure = sure
        self.revision = record.revision
        self.in_order = record.holder is None and record.boot == boot
        """No writer died, and no power cut came, since all that was written stood in the log of changes."""
        self._boot = boot

    def settled(self, revision: int) -> None:
        """What the last writer left is put right, and for certain."""
        self.in_order, self.revision = True, revision

    @property
    def told(self) -> bool:
        """Whether a file that is ahead of the log was put there by hand."""
        return self.in_order and bool(self._boot)

    def left(self) -> _Record:
        """What stands in the file when the lock is let go of."""
        return _Record(None, self.revision, boot=self._boot if self.in_order else "")


@contextlib.contextmanager
def locked(disk: Disk, folder: Path, who: str, patience: float = PATIENCE) -> Iterator[Held]:
    """Hold the lock. ``sure`` raises ``Busy`` where somebody took its file away, and others may hold a new one."""
    refuse_strangers(disk, folder)
    path = inside(folder, NAME)
    with acquired(disk, path, patience, lambda: _busy(disk, path)) as fd:
        held = Held(_read(disk.inscribed(fd)), _boot(disk), lambda: _make_sure(disk, fd, path))
        own = Holder(who, os.getpid(), socket.gethostname(), datetime.now().astimezone())
        disk.inscribe(fd, _written(_Record(own, held.revision)))
        with _wiped_unless_half_way(disk, fd, held):
            yield held


def refuse_strangers(disk: Disk, folder: Path) -> None:
    """Only the account that owns the folder writes in it: what root wrote there nobody else could read."""
    owner = disk.owner(folder)
    if owner != os.geteuid():
        raise NotSaved(STRANGER, folder=folder, owner=_account(owner))


def holder(disk: Disk, folder: Path) -> Holder | None:
    """Who has the lock, or died with it; None if nobody, or nobody knows."""
    return _record(disk, folder / NAME).holder


def in_order(disk: Disk, folder: Path) -> bool:
    """Whether nobody writes, and all that was written since the machine was started stands in the log of changes."""
    found = _record(disk, folder / NAME)
    return found.holder is None and bool(found.boot) and found.boot == _boot(disk)


def broken(disk: Disk, folder: Path) -> bool:
    """Whether the file holds what no writer left there; one may be at it, so it is looked at more than once."""
    tries = (_decoded(disk.read(folder / NAME)[1]) for _ in range(3))
    return all(found is None or not _right(found) for found in tries)


def last_command(disk: Disk, folder: Path) -> int:
    """The number that the last writer left; 0 where it is not known."""
    return _record(disk, folder / NAME).revision


@contextlib.contextmanager
def _wiped_unless_half_way(disk: Disk, fd: int, held: Held) -> Iterator[None]:
    """A command that was refused has written nothing; one that the disk or a signal stopped may have."""
    try:
        yield
    except StoreError as refused:
        if not isinstance(refused, Uncertain):
            _wipe(disk, fd, held)
        raise
    _wipe(disk, fd, held)


def _wipe(disk: Disk, fd: int, held: Held) -> None:
    with contextlib.suppress(OSError):
        disk.inscribe(fd, _written(held.left()))


def _account(number: int) -> str:
    from pwd import getpwuid

    try:
        return getpwuid(number).pw_name
    except KeyError:  # an account without a name
        return f"#{number}"


def _make_sure(disk: Disk, fd: int, path: Path) -> None:
    if not disk.same_file(fd, path):
        raise Busy(GONE)


def _busy(disk: Disk, path: Path) -> Busy:
    found = _record(disk, path).holder
    if found is None:
        return Busy(BUSY_UNKNOWN)
    return Busy(BUSY, who=found.who, pid=found.pid, host=found.host, since=f"{found.since:%H:%M:%S}")


def _record(disk: Disk, path: Path) -> _Record:
    try:
        return _read(disk.read(path)[1])
    except OSError:
        return _Record()


def _written(record: _Record) -> bytes:
    revision = record.revision
    return msgspec.json.encode(msgspec.structs.replace(record, check=_check(revision) if revision else 0)) + b"\n"


def _read(said: bytes) -> _Record:
    """Who wrote it; anything else than a record was torn by a writer that died. A number that was damaged is none."""
    if not said:
        return _Record()
    found = _decoded(said)
    if found is None:
        return _Record(Holder("?", 0, "?", datetime.fromtimestamp(0, UTC)))
    return found if _right(found) else _Record(found.holder)


def _decoded(said: bytes) -> _Record | None:
    """Behind the record's line may be the end of a longer one, of a writer that died before it had cut that off."""
    try:
        return msgspec.json.decode(said.partition(b"\n")[0], type=_Record)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _right(found: _Record) -> bool:
    return found.check == (_check(found.revision) if found.revision else 0)


def _check(revision: int) -> int:
    return crc32(b"%d" % revision)


@functools.lru_cache(maxsize=64)
def _boot(disk: Disk) -> str:
    return disk.boot()


STRANGER = N_(
    "Ikke lagret: {folder} er {owner} sin, og ingen annen skriver der. Gjør det som den: sudo -u {owner} tilstede …"
)
BUSY = N_(
    "Ikke lagret: {who} holder låsen siden {since} (prosess {pid} på {host}). "
    "Det går fortsatt an å lese. Prøv igjen, eller avslutt den prosessen."
)
GONE = N_("Ikke lagret: låsen ble tatt bort av noen, og andre kan ha skrevet i mellomtiden. Prøv igjen.")
BUSY_UNKNOWN = N_("Ikke lagret: en annen prosess holder låsen. Det går fortsatt an å lese. Prøv igjen.")
