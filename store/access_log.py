"""The access log (innsynslogg): who looked at which student's what, when and on what ground.

The rules of this file: a line a visit, only ever added, each chained to the one before by a checksum, so that a line
changed or taken out breaks the chain; a month's file begins with the head of the month before, so that old months can
go; its own lock, taken after the store's and never before; on disk before anything is shown. The head goes to the
system's journal, and stands in the lock's file, so that a tail that was cut is seen: whoever comes next chains their
line to the head that was, and the gap stays. What a power cut tore was never acknowledged, and is cut off.
"""

# ruff: noqa: N818 - an error is named as what happened

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zlib import crc32

import msgspec

from rules.words import N_
from store.errors import StoreError, reason
from store.files import Disk
from store.holdings import LOG as FOLDER
from store.holdings import LOG_LOCK as LOCK
from store.lock import refuse_strangers
from store.log_chain import (
    EMPTY,
    Break,
    First,
    Head,
    broken,
    chained,
    finished,
    head_of,
    heads_in,
    joined,
    of_others,
    whole_lines,
)
from store.waiting import acquired

JOURNAL = "tilstede innsynslogg"
"""What a line of the system's journal begins with; then the folder, and the head."""

PATIENCE = 2.0
_MONTH = re.compile(r"\d{4}-\d{2}\.jsonl")


class Looked(msgspec.Struct, frozen=True, omit_defaults=True):
    """One visit. ``why`` and ``event`` are the ground; ``role`` is the user's at the time."""

    user: str
    role: str
    student: str
    what: str
    why: str
    event: str = ""
    through: str = ""  # the screen or the command


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line: the visit with its number and time."""

    n: int
    at: datetime
    looked: Looked


class NotLogged(StoreError):
    """The log cannot be written: so nothing of a case is shown."""


class AccessLog:
    """The log of one school's folder."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk = disk
        self._folder = folder
        self._known: tuple[Path, int, Head] | None = None  # a file, how long it was, and its head then

    def append(self, looked: Iterable[Looked], at: datetime) -> Head:
        """Add visits; on disk when this returns, or ``NotLogged``. ``at`` is the real time."""
        try:
            with self._locked() as fd:
                head = self._append(tuple(looked), at)
                with contextlib.suppress(OSError):  # the visit is kept; only a cut tail would be harder to see
                    self._disk.inscribe(fd, _inscription(head))
                return head
        except OSError as failed:
            raise NotLogged(NOT_LOGGED, why=reason(failed)) from failed

    def entries(self) -> Iterator[Entry]:
        """Every visit, oldest first; lines that cannot be read are passed over (``check`` says where)."""
        for month in self.months():
            for line in self._lines(month):
                with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
                    found = msgspec.json.decode(line)
                    if isinstance(found, dict) and "looked" in found:
                        yield msgspec.convert(found, Entry)

    def head(self) -> Head:
        """The last line; a month that was begun and has none says nothing."""
        heads = (self._head_of(month) for month in reversed(self.months()))
        return next((head for head in heads if head.month), EMPTY)

    def heads_in_journal(self) -> tuple[Head, ...] | None:
        """The heads that the system's journal has of the logs of this folder; None where it cannot be read.

        All of them, however old: when a log began stands only in the log itself, and that may be forged.
        """
        told = self._disk.journaled()
        if told is None:
            return None
        own = f"{JOURNAL} {self._folder} "
        return heads_in("\n".join(line for line in told.splitlines() if own in line))

    def known(self) -> Head:
        """The head that the last one to write left in the lock's file; ``EMPTY`` where it says nothing."""
        try:
            said = self._disk.read(self._folder / LOCK)[1]
        except OSError:
            return EMPTY
        return _inscribed(said)

    def lock_broken(self) -> bool:
        """Whether the lock's file says what nobody left there; one may be at it, so it is looked at more than once."""
        tries = (self._disk.read(self._folder / LOCK)[1] for _ in range(3))
        return all(said and _inscribed(said) is EMPTY for said in tries)

    def months(self) -> list[str]:
        """The months there are, oldest first."""
        folder = self._folder / FOLDER
        if self._disk.kind(folder) != "folder":
            return []
        return [name.removesuffix(".jsonl") for name in self._disk.names(folder) if _MONTH.fullmatch(name)]

    def remove(self, months: Iterable[str]) -> tuple[str, ...]:
        """Take away whole months, the oldest first, never one with an older before it nor the newest of all."""
        wanted, gone = {*months}, []
        with self._locked():
            for month in self.months()[:-1]:
                if month not in wanted:
                    break
                self._disk.remove(self._folder / FOLDER / f"{month}.jsonl")
                gone.append(month)
            if gone:
                self._disk.sync_folder(self._folder / FOLDER)
        return tuple(gone)

    def check(self, heads: Iterable[Head] = ()) -> tuple[Break, ...]:
        """What is wrong with it; ``heads`` are known elsewhere. See ``store/log_chain.py``."""
        return broken(((month, self._data(month)) for month in self.months()), heads)

    def of_others(self, heads: Iterable[Head]) -> tuple[Head, ...]:
        """Heads of months before this log was begun."""
        return of_others(((month, self._data(month)) for month in self.months()), heads)

    def _append(self, looked: tuple[Looked, ...], at: datetime) -> Head:
        month = f"{at:%Y-%m}"
        path = self._folder / FOLDER / f"{month}.jsonl"
        head = self._newest(path, month)
        lines: list[bytes] = []
        if head.month != month:
            body = msgspec.json.encode(First(head.n, head.month, head.chain))
            head = Head(month, head.n, chained(head.chain, body))
            lines.append(joined(body, head.chain))
        for one in looked:
            body = msgspec.json.encode(Entry(head.n + 1, at, one))
            head = Head(month, head.n + 1, chained(head.chain, body))
            lines.append(joined(body, head.chain))
        new = self._disk.sign(path) is None
        self._disk.append_safely(path, b"".join(lines))
        if new:
            self._disk.sync_folder(path.parent)
        signature = self._disk.sign(path)
        self._known = (path, signature[2], head) if signature else None
        self._disk.journal(f"{JOURNAL} {self._folder} {head.said()}")
        return head

    def _newest(self, path: Path, month: str) -> Head:
        """The head now; what a power cut tore off the last line is cut away first."""
        signature = self._disk.sign(path)
        if self._known and signature and (self._known[0], self._known[1]) == (path, signature[2]):
            return self._known[2]
        newest = max(self.months(), default="")
        if newest > month:  # the clock went back: the chain goes on where it was
            raise NotLogged(CLOCK, month=newest)
        if newest:
            self._mend(self._folder / FOLDER / f"{newest}.jsonl")
        return max(self.head(), self.known(), key=lambda head: head.n)

    def _mend(self, path: Path) -> None:
        data = self._disk.read(path)[1]
        whole = finished(data)
        if whole != data:
            self._disk.shorten(path, len(whole))

    def _head_of(self, month: str) -> Head:
        return head_of(month, self._data(month))

    def _lines(self, month: str) -> list[bytes]:
        return whole_lines(self._data(month))

    def _data(self, month: str) -> bytes:
        try:
            return self._disk.read(self._folder / FOLDER / f"{month}.jsonl")[1]
        except FileNotFoundError:
            return b""

    @contextlib.contextmanager
    def held_still(self) -> Iterator[dict[str, bytes]]:
        """Every month's whole lines, while nobody adds any; of a log that is not there none."""
        if self._disk.kind(self._folder / FOLDER) != "folder":
            yield {}
            return
        with self._locked():
            yield {month: b"".join(line + b"\n" for line in self._lines(month)) for month in self.months()}

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        refuse_strangers(self._disk, self._folder)
        folder = self._folder / FOLDER
        if self._disk.kind(folder) != "folder":
            with contextlib.suppress(FileExistsError):
                self._disk.make_folder(folder)
            self._disk.sync_folder(self._folder)
        with acquired(self._disk, self._folder / LOCK, PATIENCE, lambda: NotLogged(BUSY)) as fd:
            yield fd


def _inscription(head: Head) -> bytes:
    said = head.said().encode()
    return b"%s %d\n" % (said, crc32(said))


def _inscribed(said: bytes) -> Head:
    """Behind it may be the end of a longer one, of a writer that died before it had cut that off."""
    head = next(iter(heads_in(said.decode("utf-8", "replace"))), EMPTY)
    return head if said.startswith(_inscription(head)) else EMPTY


NOT_LOGGED = N_("Innsynsloggen kan ikke skrives ({why}), så innholdet i saken vises ikke. Rett feilen, og prøv igjen.")
BUSY = N_("Innsynsloggen er opptatt, så innholdet i saken vises ikke. Prøv igjen.")
CLOCK = N_("Innsynsloggen har allerede linjer fra {month}; klokka på maskinen går feil. Rett den, og prøv igjen.")

__all__ = ["EMPTY", "AccessLog", "Break", "Entry", "Head", "Looked", "NotLogged", "heads_in"]
