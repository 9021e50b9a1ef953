"""A disk that is full, and one that cannot be written: really so, where the machine lets us mount one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOUNTED = 'mount -t tmpfs -o size=256k tilstede "$1" && exec "$2" -m tests.store.small_disk "$3" "$1"'
"""In a namespace of its own, so that nothing stays mounted whatever happens."""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("how", ["full", "read_only"])
def test_on_a_small_disk_of_its_own(tmp_path: Path, how: str) -> None:
    if run("unshare", "--mount", "mount", "-t", "tmpfs", "tilstede", str(tmp_path)).returncode:
        pytest.skip("this machine does not let us mount a disk; a limit on files is tried instead")
    done = run("unshare", "--mount", "sh", "-c", MOUNTED, "sh", str(tmp_path), sys.executable, how)

    assert done.returncode == 0, done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def test_where_no_file_may_grow_any_more(tmp_path: Path) -> None:
    done = run(sys.executable, "-m", "tests.store.small_disk", "limited", str(tmp_path))

    assert done.returncode == 0, done.stdout + done.stderr
