"""A draft: one file as a command is changing it, as a TinyDB.

The rules of this file: documents are changed through TinyDB's own tables, in memory; a document nobody touches stays
the line it was in the file and is never parsed; nothing here reaches the disk. Whoever cannot commit a draft throws
it away.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, MutableMapping, Sequence
from datetime import date
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document

from rules.facts import Day, Mark
from store import lines, seal
from store.documents import KEYS
from store.files import Signature

Key = tuple[Hashable, ...]
Doc = dict[str, Any]


_KEYS_OF = {table: msgspec.json.Decoder(dict[str, key]) for table, key in KEYS.items()}  # type: ignore[valid-type]
_DAYS = msgspec.json.Decoder(dict[str, Day])


class Draft(Storage):
    """One file's tables, but for the seal."""

    def __init__(self, path: str, content: seal.Unsealed | None, signature: Signature | None = None) -> None:
        self.path = path
        self.revision = content.revision if content else 0
        self.signature = signature
        self.changed = False
        self._tables: lines.Tables = dict(lines.lines_of(content.body)) if content else {}
        self._keys: dict[str, dict[Key, int]] = {}
        self._db = TinyDB(storage=lambda: self)

    def read(self) -> lines.Tables:
        """TinyDB asks for the state."""
        return self._tables

    def write(self, data: lines.Tables) -> None:
        """TinyDB hands over the state."""
        self._tables = data
        self.changed = True

    def find(self, table: str, *key: Hashable) -> int | None:
        """The document with this key (``documents.KEYS``)."""
        return self._keys_of(table).get(key)

    def get(self, table: str, doc_id: int) -> Doc:
        """A document, a fresh one each time."""
        line: lines.Line = self._tables[table][str(doc_id)]
        return line.document()

    def days(self) -> dict[tuple[str, date], tuple[Mark, ...]]:
        """The marks of every student and date, as facts."""
        held = self._tables.get("days")
        found = _DAYS.decode(b"{%s}" % b",".join(held.values())) if held else {}
        return {(day.student, day.date): day.marks for day in found.values()}

    def all(self, table: str) -> dict[int, Doc]:
        """Every document of a table, fresh."""
        return {int(doc_id): line.document() for doc_id, line in self._tables.get(table, {}).items()}

    def insert(self, table: str, documents: Sequence[Doc]) -> None:
        """New documents, after all others."""
        if not documents:
            return
        new: list[Mapping[str, Any]] = list(documents)
        if not self._tables.get(table):
            new[0] = Document(new[0], int(seal.DOC_ID))
        keys = self._keys_of(table)
        ids = self._db.table(table).insert_multiple(new)
        for doc_id, made in zip(ids, documents, strict=True):
            keys[key_of(table, made)] = doc_id
        self._into_lines(table, ids)

    def change(self, table: str, doc_ids: Iterable[int], change: Callable[[MutableMapping[str, Any]], None]) -> None:
        """Change documents; ``change`` is given each one in turn, and leaves its key alone."""
        ids = list(doc_ids)
        if not ids:
            return
        for doc_id in ids:
            self._tables[table][str(doc_id)] = self.get(table, doc_id)
        self._db.table(table).update(change, doc_ids=ids)
        self._into_lines(table, ids)

    def remove(self, table: str, doc_ids: Iterable[int]) -> None:
        """Documents that are no more."""
        ids = list(doc_ids)
        if ids:
            self._db.table(table).remove(doc_ids=ids)
            self._keys.pop(table, None)

    def encoded(self, revision: int) -> lines.Tables:
        """The tables with their seal, to be written."""
        return seal.sealed(self._tables, revision)

    def written(self, revision: int, signature: Signature | None) -> None:
        """It stands on disk now."""
        self.revision, self.signature, self.changed = revision, signature, False

    def _into_lines(self, table: str, doc_ids: Iterable[int]) -> None:
        held = self._tables[table]
        names = list(map(str, doc_ids))
        held.update(zip(names, lines.lines(names, [held[name] for name in names]), strict=True))

    def _keys_of(self, table: str) -> dict[Key, int]:
        if table not in self._keys:
            self._keys[table] = {key: int(doc_id) for doc_id, key in self._read_keys(table)}
        return self._keys[table]

    def _read_keys(self, table: str) -> Iterable[tuple[str, Key]]:
        held = self._tables.get(table)
        if not held:
            return ()
        whole = b"{%s}" % b",".join(held.values())
        return ((i, msgspec.structs.astuple(key)) for i, key in _KEYS_OF[table].decode(whole).items())


def key_of(table: str, document: Doc) -> Key:
    """What names a document in its table."""
    return tuple(document[field] for field in KEYS[table].__struct_fields__)
