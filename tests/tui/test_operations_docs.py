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
from store import waiting
acquire = waiting._acquire
waiting._acquire = lambda disk, path, patience, busy: acquire(disk, path, min(patience, 0.1), busy)
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


FAULTS = {
    "a writer killed": "The program was killed, or the current went",
    "a power cut": "The program was killed, or the current went",
    "a file cut or with flipped bits": "A file is damaged",
    "the school's own file damaged": "school.json is damaged",
    "the log of changes damaged": "The log of changes is older than the files",
    "pending damaged": "A command over several files is damaged half-way",
    "the access log damaged": "The access log is damaged or cut",
    "a backup damaged": "A backup is damaged",
    "an I/O error": "The disk is full, or only reads",
    "a full disk": "The disk is full, or only reads",
    "read-only media": "The disk is full, or only reads",
    "the lock's holder stopped": "Somebody holds the lock",
    "the clock back a year": "The clock is wrong",
    "a file deleted": "A file was deleted",
    "the folder deleted": "Everything is damaged, or the folder is gone",
    "a hand edit": "A file was edited by hand",
    "stock TinyDB writing into a file": "A file was edited by hand",
    "a newer format": "A file of a newer version",
    "old and new files mixed": "Old and new files are mixed",
    "two names for one folder": "A link, or two names for one folder",
    "a symbolic link": "A link, or two names for one folder",
    "a restore interrupted": "A restore was interrupted",
    "a network file system": "Other things",
}
"""What can happen to the store, and the section that says what to do."""


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_has_its_section_with_commands_that_are_run(fault: str) -> None:
    heading = f"## {FAULTS[fault]}\n"
    assert DOCS.count(heading) == 1
    section = DOCS.partition(heading)[2].partition("\n## ")[0]
    assert "$ tilstede " in section or (fault, "NFS" in section) == ("a network file system", True)
