"""A holder of the lock that is stopped, or killed: who it is is said, reading goes on, and nothing is torn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.door import Store
from store.errors import Busy
from tests.store.bommen import AT, YEAR, away, later
from tests.store.promises import facts, goes_on

ROOT = Path(__file__).resolve().parents[2]
BEFORE = ["create", "rename", "open_end", "remove"]


class Holder:
    """A process stopped in the middle of a command over two files."""

    def __init__(self, folder: Path, before: str) -> None:
        command = [sys.executable, "-m", "tests.store.lock_holder", str(folder), before]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.pid = self._process.pid
        _pid, status = os.waitpid(self.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)

    def go_on(self) -> str:
        """Let it finish; what it said."""
        os.kill(self.pid, signal.SIGCONT)
        return self._process.communicate()[0].strip()

    def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
            self._process.communicate()


@pytest.fixture(name="holder", params=BEFORE)
def _holder(store: Store, request: pytest.FixtureRequest) -> Iterator[Holder]:
    store.note([away("tonje", lessons=(1,)), away("jens", lessons=(1,))], "per", AT)
    holder = Holder(store.folder, request.param)
    yield holder
    holder.kill()


def test_others_say_who_holds_the_lock_and_go_on_reading(store: Store, holder: Holder) -> None:
    other = Store(store.folder, patience=0.05)
    before = facts(other)

    with pytest.raises(Busy, match="kari holder låsen") as refused:
        other.note([away("ola")], "per", later(2))
    assert refused.value.values["pid"] == holder.pid
    found = other.holder()
    assert found is not None
    assert (found.who, found.pid) == ("kari", holder.pid)
    assert facts(other) == facts(Store(store.folder)) == before


def test_when_it_goes_on_its_command_is_whole_and_so_is_the_next(store: Store, holder: Holder) -> None:
    assert holder.go_on() == "saved"

    goes_on(store.folder, facts(store))
    assert _stopped_marks(store) == ["stanset", "stanset"]
    assert store.holder() is None


def test_when_it_is_killed_the_next_goes_on_and_its_command_is_whole_or_not_begun(store: Store, holder: Holder) -> None:
    holder.kill()

    goes_on(store.folder, facts(store))
    assert _stopped_marks(store) in ([], ["stanset", "stanset"])


def _stopped_marks(store: Store) -> list[str]:
    marks = [m for a in Store(store.folder).attendance(YEAR).values() for d in a.days for m in d.marks]
    return [m.comment for m in marks if m.comment == "stanset"]
