"""Killed: real processes at random instants, and one command before each of its calls; nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from store.door import Store
from store.tellings import StudentRow
from tests.store.bommen import AT, MONDAY, YEAR, away, later
from tests.store.killed import Command, a_case, a_case_and_marks, check_killed_at_every_call, two_classes
from tests.store.promises import facts, goes_on

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 6
KILLS = 120 if "TILSTEDE_TORTURE" in os.environ else 12


class Writer:
    """A process that writes until it is killed."""

    def __init__(self, folder: Path, who: str, all_end: ExitStack) -> None:
        self.who = who
        self.heard: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.one_of_many", str(folder), who, "100000"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        all_end.callback(self._end)

    def hear(self, n: int) -> None:
        """Wait until it was told of so many more that they are saved."""
        assert self._process.stdout
        self.heard += [self._process.stdout.readline().strip() for _ in range(n)]

    def kill(self) -> None:
        """Now; what it had been told by then counts."""
        self._process.send_signal(signal.SIGKILL)
        rest, _ = self._process.communicate()
        self.heard += rest.split()
        assert self._process.returncode == -signal.SIGKILL
        assert all(self.heard)

    def _end(self) -> None:
        """Also where the test failed, so that it disturbs no other."""
        if self._process.returncode is None:
            self._process.kill()
            self._process.communicate()


def test_six_writers_killed_at_random_instants_lose_nothing_and_leave_nothing_half(store: Store) -> None:
    dead: list[Writer] = []
    with ExitStack() as all_end:
        _write_and_die(store.folder, dead, all_end)

    kept = _kept(store)
    assert store.troubles() == ()
    for writer in dead:
        _is_whole(writer, kept)
    goes_on(store.folder, facts(Store(store.folder)))


def _write_and_die(folder: Path, dead: list[Writer], all_end: ExitStack) -> None:
    draw = random.Random(3)
    writers = [Writer(folder, f"p{n}", all_end) for n in range(WRITERS)]
    for n in range(KILLS):
        doomed = draw.randrange(WRITERS)
        writers[doomed].hear(draw.randint(1, 8))
        writers[doomed].kill()
        dead.append(writers[doomed])
        writers[doomed] = Writer(folder, f"q{n}", all_end)
    for writer in writers:
        writer.hear(1)
        writer.kill()
        dead.append(writer)


def _kept(store: Store) -> Counter[str]:
    return Counter(m.comment for a in Store(store.folder).attendance(YEAR).values() for d in a.days for m in d.marks)


def _is_whole(writer: Writer, kept: Counter[str]) -> None:
    """All that it heard of stands, once in each file it was for, and at most one more; in the order it was told."""
    own = sorted((name for name in kept if name.startswith(f"{writer.who}-")), key=_number)
    assert own[: len(writer.heard)] == writer.heard
    assert len(own) <= len(writer.heard) + 1
    assert [kept[name] for name in own] == [2 if _number(name) % 5 == 4 else 1 for name in own]


def _number(name: str) -> int:
    return int(name.partition("-")[2])


def _one_class(store: Store) -> object:
    return store.note([away("tonje", lessons=(3,), comment="ny")], "per", later(1))


def _the_school(store: Store) -> object:
    return store.import_students([StudentRow("1001", "Tonje Marie", "Aas")], "adm", later(1))


def _another_year(store: Store) -> object:
    return store.note([away("jens", MONDAY.replace(year=2025))], "per", later(1))


@pytest.mark.parametrize("command", [_one_class, two_classes, _the_school, _another_year, a_case, a_case_and_marks])
def test_whoever_comes_after_a_writer_that_died_finds_a_whole_school_and_goes_on(
    store: Store, tmp_path: Path, command: Command
) -> None:
    store.note([away("tonje"), away("jens")], "kari", AT)

    assert check_killed_at_every_call(store.folder, tmp_path, command) > 10
