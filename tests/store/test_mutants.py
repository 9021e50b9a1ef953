"""The checks are worth something: each sabotaged store is caught, by a check that the store itself passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.errors import StoreError
from tests.store.mutants import MUTANTS, THE_STORE_PASSES, Check

CAUGHT = (AssertionError, StoreError, OSError, pytest.fail.Exception)


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_sabotaged_store_is_caught(mutant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sabotage, check = MUTANTS[mutant]
    sabotage(monkeypatch)

    with pytest.raises(CAUGHT):
        check(tmp_path)


@pytest.mark.parametrize("check", THE_STORE_PASSES, ids=lambda check: check.__name__)
def test_the_store_itself_passes(check: Check, tmp_path: Path) -> None:
    check(tmp_path)
