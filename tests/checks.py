"""All checks, one after another: what `make test` runs once the environment stands.

The rule of this file: a check is a row of CHECKS. Every check runs even when an earlier one failed, so that
one run tells all; the exit code says whether all passed. The tests come last: their last line closes the run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROOMS = ("rules", "store", "tui", "tests")

WISHES = {"NO_COLOR", "FORCE_COLOR", "LANG", "LC_ALL", "COLORTERM", "TILSTEDE_DATA", "TILSTEDE_NOW"}

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", (f"{BIN}/ruff", "format", "--check", "--quiet", *ROOMS)),
    ("lint", (f"{BIN}/ruff", "check", "--quiet", *ROOMS)),
    ("types", (f"{BIN}/mypy",)),
    ("walls", (f"{BIN}/lint-imports", "--no-cache")),
    ("texts", (sys.executable, "tests/catalogue.py", "--check")),
    ("tests", (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal")),
)


def main() -> int:
    """Run every check; 0 when all passed."""
    failed = [name for name, command in CHECKS if not passed(name, command)]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def passed(name: str, command: tuple[str, ...]) -> bool:
    """Run one check and say how long it took; its output is shown when it failed, the tests' always."""
    began = time.monotonic()
    quiet = name != "tests"
    # A terminal's own wishes must not colour what the tests compare.
    world = {key: value for key, value in os.environ.items() if key not in WISHES}
    done = subprocess.run(command, cwd=ROOT, env=world, capture_output=quiet, text=True, check=False)
    if quiet and done.returncode:
        print(done.stdout + done.stderr)
    print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - began:.0f} s)", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
