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
import hashlib
import re
import time
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

PATIENCE = 2.0
_PAUSE = 0.002
_MONTH = re.compile(r"\d{4}-\d{2}\.jsonl")
_NOTHING = "0" * 64


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


class First(msgspec.Struct, frozen=True):
    """The first line of a month: the head of the month before."""

    n: int
    before: str
    head: str


class Head(msgspec.Struct, frozen=True):
    """The last line of the log: its month, number and checksum."""

    month: str
    n: int
    chain: str

    def said(self) -> str:
        """As it stands in the journal and in a backup."""
        return f"{self.month} {self.n} {self.chain}"


EMPTY = Head("", 0, _NOTHING)


class Break(msgspec.Struct, frozen=True):
    """Something is wrong with the log: where, and what (a sentence and its values)."""

    month: str
    line: int
    sentence: str


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
        """The last line."""
        months = self.months()
        return self._head_of(months[-1]) if months else EMPTY

    def known(self) -> Head:
        """The head that the last one to write left in the lock's file; ``EMPTY`` where it says nothing."""
        try:
            said = self._disk.read(self._folder / LOCK)[1]
        except OSError:
            return EMPTY
        heads = heads_in(said.decode("utf-8", "replace"))
        return heads[0] if heads and said == _inscription(heads[0]) else EMPTY

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
        """What is wrong: broken chains, lines that say nothing, and heads known elsewhere that no longer stand.

        Of months that were taken away only the last line is known still; what they held cannot be held against it.
        """
        found: list[Break] = []
        stands: set[tuple[int, str]] = set()
        chain, n = "", 0
        months = self.months()
        for month in months:
            chain, n = self._check_month(month, chain, n, stands, found)
        kept = [head for head in heads if head.n and not (months and head.month < months[0])]
        gone = [head for head in kept if (head.n, head.chain) not in stands]
        return (*found, *(Break(head.month, head.n, CUT) for head in gone))

    def _check_month(
        self, month: str, chain: str, n: int, stands: set[tuple[int, str]], found: list[Break]
    ) -> tuple[str, int]:
        for number, line in enumerate(self._lines(month), 1):
            body, said = _parted(line)
            fields = _decoded(body)
            if number == 1 and (first := _first(fields)) is not None:
                if chain and (first.head != chain or first.n != n):
                    found.append(Break(month, 1, OTHER_MONTH))
                chain, n = first.head, first.n
            elif _number(fields) != n + 1:
                found.append(Break(month, number, MISSING))
                n = _number(fields) or n
            else:
                n += 1
            if said != _chained(chain, body):
                found.append(Break(month, number, BROKEN))
            chain = said
            stands.add((n, said))
        return chain, n

    def _append(self, looked: tuple[Looked, ...], at: datetime) -> Head:
        month = f"{at:%Y-%m}"
        path = self._folder / FOLDER / f"{month}.jsonl"
        head = self._newest(path, month)
        lines: list[bytes] = []
        if head.month != month:
            body = msgspec.json.encode(First(head.n, head.month, head.chain))
            head = Head(month, head.n, _chained(head.chain, body))
            lines.append(_joined(body, head.chain))
        for one in looked:
            body = msgspec.json.encode(Entry(head.n + 1, at, one))
            head = Head(month, head.n + 1, _chained(head.chain, body))
            lines.append(_joined(body, head.chain))
        new = self._disk.sign(path) is None
        self._disk.append_safely(path, b"".join(lines))
        if new:
            self._disk.sync_folder(path.parent)
        signature = self._disk.sign(path)
        self._known = (path, signature[2], head) if signature else None
        self._disk.journal(f"tilstede innsynslogg {head.said()}")
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
        return max(self._head_of(newest) if newest else EMPTY, self.known(), key=lambda head: head.n)

    def _mend(self, path: Path) -> None:
        data = self._disk.read(path)[1]
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            self._disk.shorten(path, whole)

    def _head_of(self, month: str) -> Head:
        lines = self._lines(month)
        if not lines:
            return EMPTY
        body, chain = _parted(lines[-1])
        return Head(month, _number(_decoded(body)), chain)

    def _lines(self, month: str) -> list[bytes]:
        try:
            data = self._disk.read(self._folder / FOLDER / f"{month}.jsonl")[1]
        except FileNotFoundError:
            return []
        return data[: data.rfind(b"\n") + 1].splitlines()

    @contextlib.contextmanager
    def _locked(self) -> Iterator[int]:
        folder = self._folder / FOLDER
        if self._disk.kind(folder) != "folder":
            with contextlib.suppress(FileExistsError):
                self._disk.make_folder(folder)
            self._disk.sync_folder(self._folder)
        fd = self._disk.open_lock(self._folder / LOCK)
        until = time.monotonic() + PATIENCE
        try:
            while not self._disk.try_lock(fd):
                if time.monotonic() > until:
                    raise NotLogged(BUSY)
                time.sleep(_PAUSE)
            yield fd
        finally:
            self._disk.close(fd)


_CHAIN = re.compile(rb',"chain":"([0-9a-f]{64})"\}$')


def heads_in(text: str) -> tuple[Head, ...]:
    """The heads that stand in a text: a journal's lines, or a backup's own."""
    found = re.findall(r"(\d{4}-\d{2}) (\d+) ([0-9a-f]{64})", text)
    return tuple(Head(month, int(n), chain) for month, n, chain in found)


def _inscription(head: Head) -> bytes:
    said = head.said().encode()
    return b"%s %d\n" % (said, crc32(said))


def _chained(before: str, body: bytes) -> str:
    return hashlib.sha256(before.encode() + body).hexdigest()


def _joined(body: bytes, chain: str) -> bytes:
    return body[:-1] + b',"chain":"' + chain.encode() + b'"}\n'


def _parted(line: bytes) -> tuple[bytes, str]:
    found = _CHAIN.search(line)
    return (line[: found.start()] + b"}", found[1].decode()) if found else (line, "")


def _decoded(body: bytes) -> dict[str, object] | None:
    try:
        fields = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return fields if isinstance(fields, dict) else None


def _number(fields: dict[str, object] | None) -> int:
    n = fields.get("n") if fields else None
    return n if isinstance(n, int) else 0


def _first(fields: dict[str, object] | None) -> First | None:
    try:
        return msgspec.convert(fields, First)
    except msgspec.ValidationError:
        return None


NOT_LOGGED = N_("Innsynsloggen kan ikke skrives ({why}), så innholdet i saken vises ikke. Rett feilen, og prøv igjen.")
BUSY = N_("Innsynsloggen er opptatt, så innholdet i saken vises ikke. Prøv igjen.")
CLOCK = N_("Innsynsloggen har alt linjer fra {month}; klokka på maskinen går feil. Rett den, og prøv igjen.")
BROKEN = N_("linja stemmer ikke med den før: noe er endret")
MISSING = N_("en eller flere linjer mangler")
OTHER_MONTH = N_("måneden begynner ikke der den forrige sluttet")
CUT = N_("en linje som ble skrevet, står der ikke lenger")
