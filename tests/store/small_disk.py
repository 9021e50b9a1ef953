"""A disk that is really full, and one that is really read-only; run in a process of its own, on a small disk.

The rules of this file: the folder given is a disk of its own, of 256 KB, or one where no file may grow beyond a limit;
everything is done through the door; what is wrong is an AssertionError, and so the exit code.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from store.door import Store
from store.errors import NotSaved
from store.tellings import AbsenceRow
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen

BALLAST = "ballast"


def full(folder: Path) -> None:
    """Write until there is no room; all that was acknowledged stands; with room again the same store goes on."""
    (folder / BALLAST).write_bytes(os.urandom(64 * 1024))
    store = Store.create(folder / "skole", bommen(), "init", AT)
    _until_full(store)
    (folder / BALLAST).unlink()
    _goes_on(store)


def limited(folder: Path) -> None:
    """The same where no file may be longer than 12 KB."""
    store = Store.create(folder / "skole", bommen(), "init", AT)
    resource.setrlimit(resource.RLIMIT_FSIZE, (12 * 1024, resource.RLIM_INFINITY))
    _until_full(store)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    _goes_on(store)


def read_only(folder: Path) -> None:
    """What was written before can be read; nothing can be written, and that is said."""
    _note(Store.create(folder / "skole", bommen(), "init", AT), 1)
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    store = Store(folder / "skole")
    assert _said(store) == ["1"]
    with pytest.raises(NotSaved, match="Ikke lagret"):
        _note(store, 2)
    assert store.holder() is None
    assert _said(Store(folder / "skole")) == ["1"]


def _until_full(store: Store) -> None:
    heard: list[str] = []
    with pytest.raises(NotSaved, match="Ikke lagret"):
        _note_on_and_on(store, heard)
    assert len(heard) > 20
    for _ in range(3):  # again and again: it is said each time, and nothing is lost by trying
        with pytest.raises(NotSaved, match="Ikke lagret"):
            _import(store, len(heard))
        assert _said(Store(store.folder)) == _said(store) == heard


def _note_on_and_on(store: Store, heard: list[str]) -> None:
    for n in range(5_000):
        _note(store, n)
        heard.append(str(n))


def _goes_on(store: Store) -> None:
    before = _said(store)
    _note(store, len(before))
    _import(store, len(before) + 1)
    assert _said(Store(store.folder)) == _said(store) == [*before, str(len(before)), str(len(before) + 1)]
    assert Store(store.folder).troubles() == ()


def _note(store: Store, n: int) -> None:
    store.note([away("tonje", MONDAY, (1 + n % 6,), comment=str(n))], "kari", AT + timedelta(seconds=n))


def _import(store: Store, n: int) -> None:
    """One command over two files; both are long enough to need room."""
    at = AT + timedelta(seconds=n)
    more = [AbsenceRow("2001", MONDAY + timedelta(days=d), (), comment=f"lang {d} " + "å" * 60) for d in range(60)]
    store.import_absences([AbsenceRow("1001", MONDAY, (1 + n % 6,), comment=str(n)), *more], "adm", at)


def _said(store: Store) -> list[str]:
    return [m.comment for day in store.attendance_of("tonje", YEAR).days for m in day.marks]


if __name__ == "__main__":
    {"full": full, "limited": limited, "read_only": read_only}[sys.argv[1]](Path(sys.argv[2]))
