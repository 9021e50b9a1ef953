"""The lock: one writer at a time, however many processes.

The rules of this file: flock on one file, and the file locked must still be the one at its path; whoever waits stands
in the kernel's queue, where the first to come is the next; waiting is bounded and, when it is over, says who holds
the lock; a holder writes who it is into the file and wipes that out when it is done, so that the next one finds out
if it died half-way. What stays in the file is the number of the last command, so that a log of changes that was put
back from a copy is known as one.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import msgspec

from rules.words import N_
from store.errors import Busy, NotSaved, StoreError, Uncertain
from store.files import Disk, inside

NAME = "lock"
PATIENCE = 10.0
"""Seconds to wait for another writer: a command takes a few thousandths, an import of a year less than a second."""

_PAUSE = 0.01
_MOST_PLACES = 16
_PLACES = threading.BoundedSemaphore(_MOST_PLACES)
"""Of this process in the queue: one that was given up is there until its turn. Whoever has none asks now and then."""


class Holder(msgspec.Struct, frozen=True):
    """Who has the lock, and since when."""

    who: str
    pid: int
    host: str
    since: datetime


class _Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands in the file: who has the lock, if anybody, and how far the commands have come."""

    holder: Holder | None = None
    revision: int = 0
    check: int = 0


class Held:
    """The lock in hand: who died with it in theirs, if the last one did, and how far the commands have come."""

    def __init__(self, record: _Record, sure: Callable[[], None]) -> None:
        self.died = record.holder
        self.sure = sure
        self.revision = record.revision


@contextlib.contextmanager
def locked(disk: Disk, folder: Path, who: str, patience: float = PATIENCE) -> Iterator[Held]:
    """Hold the lock. ``sure`` raises ``Busy`` where somebody took its file away, and others may hold a new one."""
    refuse_strangers(disk, folder)
    path = inside(folder, NAME)
    fd = _acquire(disk, path, patience)
    try:
        held = Held(_read(disk.inscribed(fd)), lambda: _make_sure(disk, fd, path))
        own = Holder(who, os.getpid(), socket.gethostname(), datetime.now().astimezone())
        disk.inscribe(fd, _written(own, held.revision))
        with _wiped_unless_half_way(disk, fd, held):
            yield held
    finally:
        with contextlib.suppress(OSError):  # what was written is safe, and the lock is gone either way
            disk.close(fd)


def refuse_strangers(disk: Disk, folder: Path) -> None:
    """Only the account that owns the folder writes in it: what root wrote there nobody else could read."""
    owner = disk.owner(folder)
    if owner != os.geteuid():
        raise NotSaved(STRANGER, folder=folder, owner=_account(owner))


def holder(disk: Disk, folder: Path) -> Holder | None:
    """Who has the lock, or died with it; None if nobody, or nobody knows."""
    return _record(disk, folder / NAME).holder


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
        disk.inscribe(fd, _written(None, held.revision))


def _acquire(disk: Disk, path: Path, patience: float) -> int:
    until = time.monotonic() + patience
    while True:
        fd = disk.open_lock(path)
        try:
            while not disk.try_lock(fd):
                if (left := until - time.monotonic()) <= 0:
                    raise _busy(disk, path)
                _wait(disk, fd, left)
            if disk.same_file(fd, path):
                return fd
        except BaseException:
            disk.close(fd)
            raise
        disk.close(fd)


def _wait(disk: Disk, fd: int, seconds: float) -> None:
    """Until it may be our turn, or the time is over.

    Only a signal ends a flock that waits, so a thread does, on a second number of the same open file: where the first
    is closed by then, the lock is let go of as soon as it is had.
    """
    came = threading.Event()
    if not _PLACES.acquire(blocking=False):
        time.sleep(_PAUSE)
    elif _in_line(disk, fd, came):
        came.wait(seconds)
    else:
        _PLACES.release()
        time.sleep(_PAUSE)


def _in_line(disk: Disk, fd: int, came: threading.Event) -> bool:
    """Whether a thread stands in the queue now: the machine may be out of threads, or of open files."""
    try:
        second = disk.again(fd)
    except OSError:
        return False
    try:
        threading.Thread(target=_stand, args=(disk, second, came), daemon=True).start()
    except RuntimeError:
        disk.close(second)
        return False
    return True


def _stand(disk: Disk, fd: int, came: threading.Event) -> None:
    with contextlib.suppress(OSError):  # whoever waits asks again when the time is over, and is told
        disk.wait_for_lock(fd)
        came.set()
    disk.close(fd)
    _PLACES.release()


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


def _written(own: Holder | None, revision: int) -> bytes:
    return msgspec.json.encode(_Record(own, revision, crc32(b"%d" % revision) if revision else 0)) + b"\n"


def _read(record: bytes) -> _Record:
    """Who wrote it; anything else than a record was torn by a writer that died. A number that was damaged is none."""
    if not record:
        return _Record()
    try:
        found = msgspec.json.decode(record, type=_Record)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _Record(Holder("?", 0, "?", datetime.fromtimestamp(0, UTC)))
    right = found.check == crc32(b"%d" % found.revision)
    return found if right else _Record(found.holder)


STRANGER = N_(
    "Ikke lagret: {folder} er {owner} sin, og ingen annen skriver der. Gjør det som den: sudo -u {owner} tilstede …"
)
BUSY = N_(
    "Ikke lagret: {who} holder låsen siden {since} (prosess {pid} på {host}). "
    "Det går fortsatt an å lese. Prøv igjen, eller avslutt den prosessen."
)
GONE = N_("Ikke lagret: låsen ble tatt bort av noen, og andre kan ha skrevet i mellomtiden. Prøv igjen.")
BUSY_UNKNOWN = N_("Ikke lagret: en annen prosess holder låsen. Det går fortsatt an å lese. Prøv igjen.")
