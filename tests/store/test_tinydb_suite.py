"""TinyDB's own tests hold for our Storage.

They are fetched by `make test` (hash-pinned, tests/store/tinydb.lock) and not copied in. Where they cannot be had they
are skipped, and say so; where a machine decides (CI) they must be there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.tinydb_suite import CHOICE

ROOT = Path(__file__).resolve().parents[2]
SUITE = ROOT / ".build" / "tinydb" / "suite"

ALL = 219

LEFT_OUT = {
    "test_middlewares.py::test_caching_json_write": "asks for the open file inside JSONStorage; ours holds none open",
    "test_tables.py::test_table_repr[json]": "wants the class to be called JSONStorage",
    "test_storages.py::test_yaml": "of a storage of its own, in YAML; skips itself without PyYAML",
}
"""Tests of TinyDB that are not run, and why: at most six."""


def run_suite(storage: str, *more: str) -> tuple[dict[str, int], str]:
    """TinyDB's tests on a Storage: how many passed, failed …, and what was printed."""
    if not SUITE.is_dir():
        missing = "TinyDB's source distribution is not at hand: make .build/tinydb/.ready fetches it"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    left_out = [f"--deselect=suite/{name}" for name in LEFT_OUT]
    without = [f"-pno:{plugin}" for plugin in ("cacheprovider", "xdist", "asyncio")]
    own = ("-q", "-p", "tests.store.tinydb_suite", *without, "-c", os.devnull)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *own, f"--rootdir={SUITE.parent}", *left_out, *more, str(SUITE)],
        cwd=ROOT,
        env={**os.environ, CHOICE: storage, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
    return {word: int(n) for n, word in re.findall(r"(\d+) (\w+)", last)}, done.stdout + done.stderr


def test_tinydb_s_own_tests_hold_for_our_storage() -> None:
    told, printed = run_suite("ours")

    assert told.get("deselected") == len(LEFT_OUT) <= 6, printed
    assert told.get("passed") == ALL - len(LEFT_OUT), printed
    assert {"failed", "error", "errors", "skipped"}.isdisjoint(told), printed


@pytest.mark.parametrize("broken", ["forgetful", "remembering"])
def test_tinydb_s_own_tests_find_a_broken_storage_out(broken: str) -> None:
    told, printed = run_suite(broken, "-x")

    assert told.get("failed", 0) > 0, printed
