"""How a file is written: JSON that TinyDB and a person can read, one document a line.

The rules of this file: UTF-8 with nothing escaped that need not be; the keys of a document in order; tables and
documents in the order they are given. A document that nobody touched stays the bytes it was (``Line``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    return b"{\n%s\n}\n" % b",\n".join([encode_table(name, table) for name, table in tables.items()])


def encode_table(name: str, table: Mapping[str, Any]) -> bytes:
    """One table, a line for each document; what is no table is written as it is."""
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
    return {
        name: {doc_id: b'"%s":%s' % (doc_id.encode(), raw) for doc_id, raw in table.items()}
        for name, table in _RAW.decode(body).items()
    }


_RAW = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])
