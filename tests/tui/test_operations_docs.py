"""docs/operations.md: every command on the page is run, in a real shell, and prints what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.test_command_line_docs import fits

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# Who has to wait for a lock waits ten seconds; here a tenth of one.
PROGRAM = f"""#!{sys.executable}
import sys
sys.path.insert(0, {str(ROOT)!r})
from store import lock
acquire = lock._acquire
lock._acquire = lambda disk, path, patience: acquire(disk, path, min(patience, 0.1))
from tui.command_line import main
sys.exit(main())
"""

AGE_KEYGEN = f"""#!{sys.executable}
import sys
from pyrage.x25519 import Identity
if sys.argv[1] == "-o":
    open(sys.argv[2], "w").write(f"# made by a test\\n{{Identity.generate()}}\\n")
else:
    print(Identity.from_str(open(sys.argv[2]).read().splitlines()[1]).to_public())
"""


JOURNAL = "#!/bin/sh\necho another program said something\n"


def commands() -> Iterator[tuple[str, list[str]]]:
    """The commands of the page, and what they print."""
    for block in _BLOCK.findall(DOCS):
        for command in block.removeprefix("$ ").split("\n$ "):
            line, *printed = command.rstrip("\n").split("\n")
            yield line, printed


@pytest.fixture(name="environment")
def _environment(tmp_path: Path) -> dict[str, str]:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in [("tilstede", PROGRAM), ("age-keygen", AGE_KEYGEN), ("journalctl", JOURNAL)]:
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    return {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "TILSTEDE_DATA": "data",
        "TILSTEDE_NOW": "2026-10-23T08:00",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def test_every_command_on_the_page_does_what_the_page_says(tmp_path: Path, environment: dict[str, str]) -> None:
    work = tmp_path / "maskinen"
    work.mkdir()
    ran = 0
    for line, printed in commands():
        done = subprocess.run(
            ["bash", "-c", line], cwd=work, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
        got = [*done.stdout.splitlines(), *([f"[{done.returncode}]"] if done.returncode else [])]
        assert fits(printed, got), f"$ {line}\n" + "\n".join(got)
        ran += line.startswith("tilstede")
    assert ran > 30


@pytest.mark.parametrize(
    "fault",
    [
        "damaged",
        "full",
        "edited by hand",
        "deleted",
        "folder is gone",
        "newer",
        "interrupted",
        "lock",
        "only reads",
        "mixed",
        "log of changes",
    ],
)
def test_every_fault_has_its_section(fault: str) -> None:
    assert any(fault in line for line in DOCS.splitlines() if line.startswith("## "))
