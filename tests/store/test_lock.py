"""Waiting for the lock: in the order of coming, and a place that was given up is in nobody's way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.errors import Busy
from store.files import DISK, Disk
from store.lock import holder, locked
from store.waiting import _MOST_PLACES

LOCKS = Path("/proc/locks")
needs_locks = pytest.mark.skipif(not LOCKS.exists(), reason="the machine does not say who waits for a lock")


def until(condition: Callable[[], bool]) -> None:
    for _ in range(2000):
        if condition():
            return
        time.sleep(0.005)
    raise AssertionError("it never came")


def waiting(folder: Path) -> int:
    """How many stand in the kernel's queue."""
    inode = f":{(folder / 'lock').stat().st_ino} "
    return sum("->" in line and inode in line for line in LOCKS.read_text(encoding="utf-8").splitlines())


def give_up(folder: Path, disk: Disk = DISK) -> None:
    with pytest.raises(Busy, match="kari holder låsen"), locked(disk, folder, "per", patience=0.001):
        pass


@needs_locks
def test_who_waits_is_served_in_the_order_of_coming(tmp_path: Path) -> None:
    served: list[int] = []

    def one(number: int) -> None:
        with locked(DISK, tmp_path, f"p{number}"):
            served.append(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    with locked(DISK, tmp_path, "kari"):
        for number, thread in enumerate(threads):
            thread.start()
            until(lambda n=number: waiting(tmp_path) > n)  # type: ignore[misc]
    for thread in threads:
        thread.join()

    assert served == [*range(8)]


@needs_locks
def test_a_place_that_was_given_up_is_let_go_of_when_its_turn_comes(tmp_path: Path) -> None:
    with locked(DISK, tmp_path, "kari"):
        give_up(tmp_path)
        until(lambda: waiting(tmp_path) == 1)
    until(lambda: waiting(tmp_path) == 0)

    assert holder(DISK, tmp_path) is None
    with locked(DISK, tmp_path, "per"):
        pass


@needs_locks
def test_however_often_it_is_given_up_the_places_in_the_queue_are_few(tmp_path: Path) -> None:
    with locked(DISK, tmp_path, "kari"):
        for _ in range(3 * _MOST_PLACES):
            give_up(tmp_path)
        until(lambda: waiting(tmp_path) == _MOST_PLACES)

    with locked(DISK, tmp_path, "per"):
        pass


@pytest.mark.parametrize("call", ["again", "wait_for_lock"])
def test_without_a_place_in_the_queue_the_holder_is_still_named(tmp_path: Path, call: str) -> None:
    class Out(Disk):
        pass

    def fails(_disk: Disk, _fd: int) -> int:
        raise OSError(24, "too many open files")

    setattr(Out, call, fails)
    with locked(DISK, tmp_path, "kari"):
        give_up(tmp_path, Out())
    with locked(Out(), tmp_path, "per"):
        pass
