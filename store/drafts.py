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
from store.errors import FileRefused
from store.files import Signature
from store.reading import STRANGE
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
_DOCUMENTS = msgspec.json.Decoder(dict[str, dict[str, Any]])


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
        self._tables = _texts(content, path) if content else {}
        self._keys: dict[str, dict[Key, str]] = {}
        self._last: dict[str, int] = {}
        self._asked: dict[str, tuple[Key, str | None]] = {}  # the only question so far, and its answer

    def find(self, table: str, *key: Hashable) -> str | None:
        """The document with this key (``documents.KEYS``). One question is not worth a list of all keys."""
        asked = self._asked.get(table)
        if asked and asked[0] == key and table not in self._keys:
            return asked[1]
        if asked or table in self._keys:
            return self.keys(table).get(key)
        self._asked[table] = key, self._searched(table, key)
        return self._asked[table][1]

    def keys(self, table: str) -> Mapping[Key, str]:
        """Every document of a table by its key; not to be changed."""
        return self._keys_of(table)

    def get(self, table: str, doc_id: str) -> Doc:
        """A document, a fresh one each time."""
        return lines.document(self._tables[table].line(doc_id))

    def days(self) -> dict[tuple[str, date], tuple[Mark, ...]]:
        """The marks of every student and date, as facts."""
        held = self._tables.get("days")
        found = _DAYS.decode(held.object()) if held else {}
        return {(day.student, day.date): day.marks for day in found.values()}

    def body(self, table: str) -> bytes:
        """One table as JSON, to be read as facts."""
        return b'{"%s":%s}' % (table.encode(), self._tables.get(table, lines.Text()).object())

    def all(self, table: str) -> dict[str, Doc]:
        """Every document of a table, fresh."""
        held = self._tables.get(table)
        return _DOCUMENTS.decode(held.object()) if held else {}

    def insert(self, table: str, documents: Sequence[Doc]) -> None:
        """New documents, after all others. The ids in the file are ours to give: TinyDB's come back."""
        if not documents:
            return
        first = self._last_id(table) + 1
        ids = list(map(str, range(first, first + len(documents))))
        self._named(table, dict(zip(map(_KEY_OF[table], documents), ids, strict=True)))
        self._tables.setdefault(table, lines.Text()).add(ids, self._written(ids, documents))
        self._last[table] = first + len(documents) - 1

    def change(self, table: str, doc_ids: Iterable[str], change: Callable[[MutableMapping[str, Any]], None]) -> None:
        """Change documents; ``change`` is given each one in turn, and leaves its key alone."""
        ids = list(doc_ids)
        if not ids:
            return
        in_hand = _InHand({table: {doc_id: self.get(table, doc_id) for doc_id in ids}})
        _Database(storage=lambda: in_hand).table(table).update(change, doc_ids=ids)  # type: ignore[arg-type]
        self._tables[table].put(ids, self._written(ids, [in_hand.tables[table][doc_id] for doc_id in ids]))

    def remove(self, table: str, doc_ids: Iterable[str]) -> None:
        """Documents that are no more."""
        for doc_id in doc_ids:
            del self._tables[table].lines()[doc_id]
            self.changed = True
        self._keys.pop(table, None)
        self._asked.pop(table, None)
        self._last.pop(table, None)

    def encoded(self, revision: int) -> bytes:
        """The file with its seal, as it is to be written."""
        return seal.sealed(self._tables, revision, self.path)

    def written(self, revision: int, signature: Signature | None) -> None:
        """It stands on disk now."""
        self.revision, self.signature, self.changed = revision, signature, False

    def _written(self, ids: Sequence[str], documents: Sequence[Doc]) -> list[lines.Line]:
        self.changed = True
        written = lines.lines(ids, documents)
        return self.stopped.stamped(written) if self.stopped else written

    def _last_id(self, table: str) -> int:
        if table not in self._last:
            held = self._tables.get(table)
            self._last[table] = held.last_id(seal.FIRST_ID - 1) if held else seal.FIRST_ID - 1
        return self._last[table]

    def _searched(self, table: str, key: Key) -> str | None:
        """The document with a key, among those that have its words somewhere in their lines."""
        fields = KEYS[table].__struct_fields__
        words = [b'"%s":%s' % (f.encode(), msgspec.json.encode(k)) for f, k in zip(fields, key, strict=True)]
        held = self._tables.get(table)
        alike = held.alike(words[-1], words[0]) if held else ()
        return next((doc_id for doc_id in alike if _KEY_OF[table](self.get(table, doc_id)) == key), None)

    def _named(self, table: str, fresh: Mapping[Key, str]) -> None:
        """Documents that were put in."""
        if table in self._keys:
            self._keys[table].update(fresh)
        elif table in self._asked:
            key, found = self._asked[table]
            self._asked[table] = key, fresh.get(key, found)

    def _keys_of(self, table: str) -> dict[Key, str]:
        if table not in self._keys:
            self._keys[table] = {key: doc_id for doc_id, key in self._read_keys(table)}
        return self._keys[table]

    def _read_keys(self, table: str) -> Iterable[tuple[str, Key]]:
        held = self._tables.get(table)
        if not held:
            return ()
        return ((i, msgspec.structs.astuple(key)) for i, key in _KEYS_OF[table].decode(held.object()).items())


def _texts(content: seal.Unsealed, path: str) -> dict[str, lines.Text]:
    """The tables; the seal does not see where line breaks stand, and one inside a word or a number is no JSON."""
    try:
        return lines.texts_of(content.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise FileRefused(STRANGE, file=path, why=wrong) from wrong
