"""Disks that fail, stop or are watched: put in place of ``store.files.Disk``."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

from store.files import Disk

WRITING = (
    *("create", "write", "sync", "close", "rename", "link", "remove"),
    *("make_folder", "sync_folder", "open_end", "open_lock", "try_lock", "inscribe"),
)
"""The calls that a telling cannot do without."""


class Stopped(BaseException):
    """The process is killed here: nothing that catches errors may catch it."""


class Watched(Disk):
    """Counts its calls; ``at`` is told the number and name of each before it is made."""

    def __init__(self, at: Callable[[int, str], None] = lambda _number, _name: None) -> None:
        self.calls: list[str] = []
        self.at = at

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in WRITING:
            return found

        def call(*arguments: Any) -> Any:
            self.calls.append(name)
            if name == "close":  # closes what it closes even when it fails, and when the process dies
                found(*arguments)
            self.at(len(self.calls), name)
            return None if name == "close" else found(*arguments)

        return call


def failing_at(number: int, code: int = errno.EIO, *, ever_after: bool = False) -> Watched:
    """The call with this number fails, and with ``ever_after`` all later ones."""

    def at(n: int, _name: str) -> None:
        if n == number or (ever_after and n > number):
            raise OSError(code, os.strerror(code))

    return Watched(at)


def stopping_at(number: int) -> Watched:
    """The process is killed before the call with this number, and makes no call after it."""

    def at(n: int, _name: str) -> None:
        if n >= number:
            raise Stopped

    return Watched(at)
