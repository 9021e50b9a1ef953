"""Waiting for a lock: in the kernel's queue, where the first to come is the next, and not for ever.

The rules of this file: flock on one file, and the file locked must still be the one at its path; nothing here knows
what the lock is for, or what is written in its file.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from store.errors import StoreError
from store.files import Disk

_PAUSE = 0.01
_MOST_PLACES = 16
_PLACES = threading.BoundedSemaphore(_MOST_PLACES)
"""Of this process in the queue: one that was given up is there until its turn. Whoever has none asks now and then."""


@contextlib.contextmanager
def acquired(disk: Disk, path: Path, patience: float, busy: Callable[[], StoreError]) -> Iterator[int]:
    """Hold the lock; what ``busy`` gives is raised where somebody else has it for longer than that (seconds)."""
    fd = _acquire(disk, path, patience, busy)
    try:
        yield fd
    finally:
        with contextlib.suppress(OSError):  # what was written is safe, and the lock is gone either way
            disk.close(fd)


def _acquire(disk: Disk, path: Path, patience: float, busy: Callable[[], StoreError]) -> int:
    until = time.monotonic() + patience
    while True:
        fd = disk.open_lock(path)
        try:
            while not disk.try_lock(fd):
                if (left := until - time.monotonic()) <= 0:
                    raise busy()
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
