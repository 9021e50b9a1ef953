"""The small school in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from store.door import Store
from tests.store.bommen import AT, bommen


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "skole", bommen(), "init", AT)


@pytest.fixture(name="again")
def _again(store: Store) -> Callable[[], Store]:
    """The same folder, as another process would open it."""
    return lambda: Store(store.folder)
