"""The access log's chain: each line holds the checksum of the one before, so that a change is seen.

The rules of this file: bytes in, what is wrong out; nothing is read here and nothing put right. A month's first line is
the head of the month before. Whoever can write the files can make a new chain: a head that is kept elsewhere (the
system's journal, each backup) is what shows it.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator

import msgspec

from rules.words import N_

_NOTHING = "0" * 64
_CHAIN = re.compile(rb',"chain":"([0-9a-f]{64})"\}$')


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
    """Something is wrong with the log: where, and what (a sentence)."""

    month: str
    line: int
    sentence: str


def broken(months: Iterable[tuple[str, bytes]], heads: Iterable[Head] = ()) -> tuple[Break, ...]:
    """What is wrong: broken chains, lines that say nothing, and heads known elsewhere that no longer stand.

    ``months``: each month with its file's bytes, oldest first. Of months that were taken away only the last line is
    known still, by the month after them.
    """
    found: list[Break] = []
    stands: set[tuple[int, str]] = set()
    chain, n = "", 0
    kept = [*months]
    for month, data in kept:
        chain, n = _check_month(month, data, chain, n, stands, found)
    found.extend(_emptied(kept))
    before = _before(kept)
    if before:
        stands.add((before.n, before.head))
    held = [head for head in heads if head.n and not (before and head.month <= before.before and head.n < before.n)]
    gone = [head for head in held if (head.n, head.chain) not in stands and not _of_another(head, kept)]
    return (*found, *(Break(head.month, head.n, CUT) for head in gone))


def _emptied(months: list[tuple[str, bytes]]) -> Iterator[Break]:
    """The oldest months that stand there without a line, though a later one goes on from their last."""
    gone_on_from = {first.before for month in months if (first := _before([month]))}
    for month, _ in itertools.takewhile(lambda month: not whole_lines(month[1]), months):
        if month in gone_on_from:
            yield Break(month, 1, CUT)


def of_others(months: Iterable[tuple[str, bytes]], heads: Iterable[Head]) -> tuple[Head, ...]:
    """Heads of a month before this log was begun: another log stood here then, or this one was begun anew."""
    kept = [*months]
    return tuple(head for head in heads if _of_another(head, kept))


def _of_another(head: Head, months: list[tuple[str, bytes]]) -> bool:
    """A log that was begun (its first line is number 1) says nothing of earlier months."""
    return bool(months) and head.month < months[0][0] and _before(months) is None


def _before(months: list[tuple[str, bytes]]) -> First | None:
    """What the log's first line says of the month before, which was taken away; None where nothing was."""
    lines = whole_lines(months[0][1]) if months else []
    told = _first(_decoded(_parted(lines[0])[0])) if lines else None
    return told if told and told.n else None


def _check_month(
    month: str, data: bytes, chain: str, n: int, stands: set[tuple[int, str]], found: list[Break]
) -> tuple[str, int]:
    for number, line in enumerate(whole_lines(data), 1):
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
        if said != chained(chain, body):
            found.append(Break(month, number, BROKEN))
        chain = said
        stands.add((n, said))
    return chain, n


def head_of(month: str, data: bytes) -> Head:
    """The last line of a month."""
    lines = whole_lines(data)
    if not lines:
        return EMPTY
    body, chain = _parted(lines[-1])
    return Head(month, _number(_decoded(body)), chain)


def finished(data: bytes) -> bytes:
    """Without what a power cut tore, which was never acknowledged: a last line that has no end, or zeros in it."""
    data = data[: data.rfind(b"\n") + 1]
    while data and b"\0" in (last := data[data[:-1].rfind(b"\n") + 1 :]):
        data = data[: -len(last)]
    return data


def whole_lines(data: bytes) -> list[bytes]:
    """The lines that were finished."""
    return finished(data).splitlines()


def heads_in(text: str) -> tuple[Head, ...]:
    """The heads that stand in a text: a journal's lines, or a backup's own."""
    found = re.findall(r"(\d{4}-\d{2}) (\d+) ([0-9a-f]{64})", text)
    return tuple(Head(month, int(n), chain) for month, n, chain in found)


def chained(before: str, body: bytes) -> str:
    """The checksum of a line, which holds that of the one before."""
    return hashlib.sha256(before.encode() + body).hexdigest()


def joined(body: bytes, chain: str) -> bytes:
    """A line as it is written."""
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


BROKEN = N_("linja stemmer ikke med den før: noe er endret")
MISSING = N_("en eller flere linjer mangler")
OTHER_MONTH = N_("måneden begynner ikke der den forrige sluttet")
CUT = N_("en linje som ble skrevet, står der ikke lenger")
