"""A plugin for pytest: TinyDB's own tests, with another Storage wherever they say JSONStorage.

The rules of this file: TinyDB's tests are run as they are, from its source distribution, by a pytest of their own that
loads this plugin first; which Storage it is stands in STORAGES, and the environment says which one to take.
"""

from __future__ import annotations

import os
from typing import Any

import tinydb
import tinydb.database
import tinydb.storages
from tinydb.storages import Storage

from store.storage import AtomicStorage

CHOICE = "TILSTEDE_STORAGE"


class Forgetful(AtomicStorage):
    """Broken: what is written over something else is forgotten."""

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        if self.read() is None:
            super().write(data)


class Remembering(AtomicStorage):
    """Broken: hands out the very state it was given last, so that a caller's change to it is a change."""

    _last: dict[str, dict[str, Any]] | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        return self._last or super().read()

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        self._last = data


STORAGES: dict[str, type[Storage]] = {
    "ours": AtomicStorage,
    "forgetful": Forgetful,
    "remembering": Remembering,
}


def pytest_configure() -> None:
    """Before any of TinyDB's tests is imported."""
    chosen = STORAGES[os.environ[CHOICE]]
    for module in (tinydb, tinydb.storages, tinydb.database):
        setattr(module, "JSONStorage", chosen)  # noqa: B010 - mypy knows the name as a class of its own
    tinydb.TinyDB.default_storage_class = chosen
