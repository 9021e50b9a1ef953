"""What the doctor says: one thing that was looked at, and how it stands.

The rules of this file: three marks and no more; a sentence says what is wrong, where, and what to do.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from rules.facts import School
from store.door import Store

OTHERS = stat.S_IRWXG | stat.S_IRWXO
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Mark(StrEnum):
    """How a thing stands."""

    GOOD = "ok"
    LOOK = "se på"
    BAD = "utrygt"


class Finding(NamedTuple):
    """One thing looked at."""

    mark: Mark
    sentence: str
    values: dict[str, object]


class Machine(NamedTuple):
    """What is looked at, and where."""

    data: Path
    gate: Path
    keys: Path
    account: str
    backups: Path
    store: Store
    school: School


def good(sentence: str, **values: object) -> Finding:
    """In order."""
    return Finding(Mark.GOOD, sentence, values)


def look(sentence: str, **values: object) -> Finding:
    """To be looked at by a person."""
    return Finding(Mark.LOOK, sentence, values)


def bad(sentence: str, **values: object) -> Finding:
    """Unsafe."""
    return Finding(Mark.BAD, sentence, values)


def asked(*words: str) -> str | None:
    """What the system's own program says, in English; None where it is not there, or says nothing."""
    program = shutil.which(words[0])
    if program is None:
        return None
    world = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run([program, *words[1:]], env=world, capture_output=True, text=True, check=False)  # noqa: S603 - as said
    return done.stdout.strip() or None


def not_roots(path: Path) -> Path | None:
    """The first of a path and the folders above it that another than root may change."""
    whole = path.resolve()
    return next((one for one in (whole, *whole.parents) if _anothers(one)), None)


def not_roots_within(folder: Path) -> Path | None:
    """The first file below a folder that another than root may change."""
    return next((one for one in sorted(folder.rglob("*")) if not one.is_symlink() and _anothers(one)), None)


def _anothers(one: Path) -> bool:
    found = one.stat()
    return found.st_uid != 0 or bool(found.st_mode & OTHERS_WRITE and not found.st_mode & stat.S_ISVTX)
