"""A draft: one file as a command is changing it.

The rules of this file: documents are changed through TinyDB's own tables, in memory, those and no others; a document
nobody touches stays the line it was in the file and is never parsed; nothing here reaches the disk. Whoever cannot
commit a draft throws it away.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from rules.facts import Day, Mark
from store import lines, seal
from store.documents import KEYS
from store.files import Signature
from store.stopped_clock import Stopped

Key = tuple[Hashable, ...]
Doc = dict[str, Any]


def _getter(fields: tuple[str, ...]) -> Callable[[Doc], Key]:
    if len(fields) == 1:
        return lambda document: (document[fields[0]],)
    return itemgetter(*fields)


_KEYS_OF = {table: msgspec.json.Decoder(dict[str, key]) for table, key in KEYS.items()}  # type: ignore[valid-type]
_KEY_OF: Mapping[str, Callable[[Doc], Key]] = {table: _getter(key.__struct_fields__) for table, key in KEYS.items()}
_DAYS = msgspec.json.Decoder(dict[str, Day])


class _Table(Table):
    """TinyDB's table, with ids that stay the text they are in the file."""

    document_id_class = str  # type: ignore[assignment]


class _Database(TinyDB):
    table_class = _Table


class _InHand(Storage):
    """The documents a change is about, and no others: TinyDB looks at all it is given."""

    def __init__(self, tables: lines.Tables) -> None:
        self.tables = tables

    def read(self) -> lines.Tables:
        return self.tables

    def write(self, data: lines.Tables) -> None:
        self.tables = data


class Draft:
    """One file's tables, but for the seal."""

    stopped: Stopped | None = None
    """The clock of the command at hand, if it does not show the real time."""

    def __init__(self, path: str, content: seal.Unsealed | None, signature: Signature | None = None) -> None:
        self.path = path
        self.revision = content.revision if content else 0
        self.signature = signature
        self.changed = False
        self._tables: lines.Tables = dict(lines.lines_of(content.body)) if content else {}
        self._keys: dict[str, dict[Key, str]] = {}
        self._last: dict[str, int] = {}

    def find(self, table: str, *key: Hashable) -> str | None:
        """The document with this key (``documents.KEYS``)."""
        return self.keys(table).get(key)

    def keys(self, table: str) -> Mapping[Key, str]:
        """Every document of a table by its key; not to be changed."""
        return self._keys_of(table)

    def get(self, table: str, doc_id: str) -> Doc:
        """A document, a fresh one each time."""
        return lines.document(self._tables[table][doc_id])

    def days(self) -> dict[tuple[str, date], tuple[Mark, ...]]:
        """The marks of every student and date, as facts."""
        held = self._tables.get("days")
        found = _DAYS.decode(b"{%s}" % b",".join(held.values())) if held else {}
        return {(day.student, day.date): day.marks for day in found.values()}

    def body(self, table: str) -> bytes:
        """One table as JSON, to be read as facts."""
        return b'{"%s":{%s}}' % (table.encode(), b",".join(self._tables.get(table, {}).values()))

    def all(self, table: str) -> dict[str, Doc]:
        """Every document of a table, fresh."""
        return {doc_id: lines.document(line) for doc_id, line in self._tables.get(table, {}).items()}

    def insert(self, table: str, documents: Sequence[Doc]) -> None:
        """New documents, after all others. The ids in the file are ours to give: TinyDB's come back."""
        if not documents:
            return
        first = self._last_id(table) + 1
        ids = list(map(str, range(first, first + len(documents))))
        self._keys_of(table).update(zip(map(_KEY_OF[table], documents), ids, strict=True))
        self._put(table, ids, documents)
        self._last[table] = first + len(documents) - 1

    def change(self, table: str, doc_ids: Iterable[str], change: Callable[[MutableMapping[str, Any]], None]) -> None:
        """Change documents; ``change`` is given each one in turn, and leaves its key alone."""
        ids = list(doc_ids)
        if not ids:
            return
        in_hand = _InHand({table: {doc_id: self.get(table, doc_id) for doc_id in ids}})
        _Database(storage=lambda: in_hand).table(table).update(change, doc_ids=ids)  # type: ignore[arg-type]
        self._put(table, ids, [in_hand.tables[table][doc_id] for doc_id in ids])

    def remove(self, table: str, doc_ids: Iterable[str]) -> None:
        """Documents that are no more."""
        for doc_id in doc_ids:
            del self._tables[table][doc_id]
            self.changed = True
        self._keys.pop(table, None)
        self._last.pop(table, None)

    def encoded(self, revision: int) -> bytes:
        """The file with its seal, as it is to be written."""
        return seal.sealed(self._tables, revision)

    def written(self, revision: int, signature: Signature | None) -> None:
        """It stands on disk now."""
        self.revision, self.signature, self.changed = revision, signature, False

    def _put(self, table: str, ids: Sequence[str], documents: Sequence[Doc]) -> None:
        written = lines.lines(ids, documents)
        if self.stopped:
            written = self.stopped.stamped(written)
        self._tables.setdefault(table, {}).update(zip(ids, written, strict=True))
        self.changed = True

    def _last_id(self, table: str) -> int:
        if table not in self._last:
            self._last[table] = max([seal.FIRST_ID - 1, *map(int, self._tables.get(table, ()))])
        return self._last[table]

    def _keys_of(self, table: str) -> dict[Key, str]:
        if table not in self._keys:
            self._keys[table] = {key: doc_id for doc_id, key in self._read_keys(table)}
        return self._keys[table]

    def _read_keys(self, table: str) -> Iterable[tuple[str, Key]]:
        held = self._tables.get(table)
        if not held:
            return ()
        whole = b"{%s}" % b",".join(held.values())
        return ((i, msgspec.structs.astuple(key)) for i, key in _KEYS_OF[table].decode(whole).items())
