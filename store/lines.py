"""How a file is written: JSON that TinyDB and a person can read, one document a line.

The rules of this file: UTF-8 with nothing escaped that need not be; the keys of a document in order; tables and
documents in the order they are given. A document that nobody touched stays the bytes it was (``Line``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

Tables = dict[str, dict[str, Any]]
"""What TinyDB calls the state of a database: tables by name, documents by doc_id."""

_SORTED = msgspec.json.Encoder(order="sorted")
_PLAIN = msgspec.json.Encoder()


Line = bytes
"""One document as it stands in the file, with its doc_id before it: ``"100001":{…}``."""


def document(line: Line) -> dict[str, Any]:
    """The document in a line, a fresh one each time."""
    found: dict[str, Any] = msgspec.json.decode(line[line.index(b":") + 1 :])
    return found


def lines(doc_ids: Sequence[str], documents: Sequence[object]) -> list[Line]:
    """Documents as lines, all at once."""
    texts = _SORTED.encode_lines(documents).split(b"\n")
    return [b'"%s":%s' % (doc_id.encode(), text) for doc_id, text in zip(doc_ids, texts, strict=False)]


def encode(tables: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The whole file."""
    return open_text(tables) + b"\n}\n"


def open_text(tables: Mapping[str, Mapping[str, Any] | Text]) -> bytes:
    """The file without its end, so that another table can follow."""
    return b"{\n" + b",\n".join([encode_table(name, table) for name, table in tables.items()])


def encode_table(name: str, table: Mapping[str, Any] | Text) -> bytes:
    """One table, a line for each document; what is no table is written as it is."""
    if isinstance(table, Text):
        documents = table.joined()
        return b"%s:{\n%s\n}" % (_PLAIN.encode(name), documents) if documents else b"%s:{}" % _PLAIN.encode(name)
    if not isinstance(table, dict):
        return b"%s:%s" % (_PLAIN.encode(name), _PLAIN.encode(table))
    try:
        documents = b",\n".join(table.values())
    except TypeError:  # some are no lines yet
        made = (b"%s:%s" % (_PLAIN.encode(i), _SORTED.encode(d)) for i, d in table.items() if not isinstance(d, bytes))
        documents = b",\n".join([d if isinstance(d, bytes) else next(made) for d in table.values()])
    return b"%s:{\n%s\n}" % (_PLAIN.encode(name), documents) if documents else b"%s:{}" % _PLAIN.encode(name)


def lines_of(body: bytes) -> dict[str, dict[str, Line]]:
    """The lines of a file, untouched; of any JSON that TinyDB could have written."""
    return {name: _split(table) for name, table in _RAW.decode(body).items()}


def texts_of(body: bytes) -> dict[str, Text]:
    """The tables of a file; one in our own layout is not parsed."""
    if body.startswith(_START) and body.endswith(_STOP):
        parts = [text.partition(b":{\n") for text in body[len(_START) : -len(_STOP)].split(b"\n},\n")]
        if all(_laid_out(name, text) for name, _brace, text in parts):
            return {msgspec.json.decode(name, type=str): Text(text) for name, _brace, text in parts}
    return {name: Text(own=_without_breaks(own)) for name, own in lines_of(body).items()}


class Text:
    """A table as it stands in a file, one line a document; split into its lines only when many are changed."""

    def __init__(self, text: bytes = b"", own: dict[str, Line] | None = None) -> None:
        self._text = text
        self._lines = own

    def __bool__(self) -> bool:
        """Whether it holds any document."""
        return bool(self._text if self._lines is None else self._lines)

    def joined(self) -> bytes:
        """Its lines, in the order of their doc_ids, with commas between them."""
        if self._lines is None:
            return self._text
        in_order = sorted(self._lines)
        return b",\n".join(self._lines.values() if in_order == list(self._lines) else map(self._lines.get, in_order))  # type: ignore[arg-type]

    def object(self) -> bytes:
        """The same as a JSON object."""
        return b"{%s}" % self.joined()

    def line(self, doc_id: str) -> Line:
        """One line."""
        if self._lines is not None:
            return self._lines[doc_id]
        start, end = self._where(doc_id)
        return self._text[start:end]

    def alike(self, first: bytes, second: bytes) -> list[str]:
        """The doc_ids of lines that hold two texts."""
        if self._lines is not None:
            return [doc_id for doc_id, line in self._lines.items() if first in line and second in line]
        return list(self._search(first, second))

    def add(self, doc_ids: Sequence[str], fresh: Sequence[Line]) -> None:
        """Lines behind all others."""
        if self._lines is None:
            self._text = b",\n".join([self._text, *fresh] if self._text else fresh)
        else:
            self._lines.update(zip(doc_ids, fresh, strict=True))

    def put(self, doc_ids: Sequence[str], fresh: Sequence[Line]) -> None:
        """Lines in the place of those with the same doc_ids."""
        if len(fresh) > _FEW or self._lines is not None:
            self.lines().update(zip(doc_ids, fresh, strict=True))
            return
        for doc_id, line in zip(doc_ids, fresh, strict=True):
            start, end = self._where(doc_id)
            self._text = b"".join((self._text[:start], line, self._text[end:]))

    def lines(self) -> dict[str, Line]:
        """Every line by its doc_id; to be changed at will."""
        if self._lines is None:
            self._lines = _split(_RAW_TABLE.decode(self.object()))
            self._text = b""
        return self._lines

    def last_id(self, least: int) -> int:
        """The highest doc_id; ``least`` where there is none as high."""
        last = self._text[self._text.rfind(b"\n") + 1 :].partition(b":")[0].strip(b'"') if self._lines is None else b""
        if len(last) == len(str(least)) and last.isdigit() and not last.startswith(b"99"):
            return max(least, int(last))  # ids of one width are in order
        return max([least, *map(int, self.lines())])

    def _where(self, doc_id: str) -> tuple[int, int]:
        """Where a line begins and ends."""
        begin = b'"%s":' % doc_id.encode()
        start = 0 if self._text.startswith(begin) else self._text.index(b"\n" + begin) + 1
        end = self._text.find(b",\n", start)
        return start, len(self._text) if end < 0 else end

    def _search(self, first: bytes, second: bytes) -> Iterator[str]:
        at = self._text.find(first)
        while at >= 0:
            start = self._text.rfind(b"\n", 0, at) + 1
            end = self._text.find(b",\n", at)
            end = len(self._text) if end < 0 else end
            if self._text.find(second, start, end) >= 0:
                yield self._text[start + 1 : self._text.index(b'"', start + 1)].decode()
            at = self._text.find(first, end)


def _laid_out(name: bytes, text: bytes) -> bool:
    """Whether a table has a document on each line and nothing else, also where somebody has moved line breaks about:
    doc_ids begin with a 1, and nothing inside a document does that follows an object.
    """
    whole = text.startswith(b'"1') and text.endswith(b"}") and b"\n" not in name
    breaks = len(text) - len(text.replace(b"\n", b""))  # quicker than to count them
    return whole and breaks == text.count(b'},\n"1')


def _without_breaks(own: dict[str, Line]) -> dict[str, Line]:
    """Documents with nothing between their words, as we look for them, also where somebody put line breaks there."""
    return {doc_id: line.replace(b"\n", b"") for doc_id, line in own.items()}


def _split(table: Mapping[str, msgspec.Raw]) -> dict[str, Line]:
    return {doc_id: b'"%s":%s' % (doc_id.encode(), raw) for doc_id, raw in table.items()}


_RAW = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
_RAW_TABLE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_START, _STOP = b"{\n", b"\n}\n}\n"
_FEW = 8
