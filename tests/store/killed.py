"""Killed: a writer that dies before any of its calls, and what those who come after find.

The rules of this file: the same school is given to every try; what is seen after the death is either what stood
before or the whole command, it stays so whoever writes next, and it does not matter who opens the school.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from store.door import Store
from tests.store.bommen import away, later
from tests.store.cases import called
from tests.store.faults import Stopped, stopping_at
from tests.store.promises import Facts, facts, goes_on

Command = Callable[[Store], object]


def two_classes(store: Store) -> object:
    """One command over two files."""
    return store.note(
        [away("tonje", lessons=(5,), comment="ny"), away("jens", lessons=(5,), comment="ny")], "per", later(1)
    )


def a_case(store: Store) -> object:
    """The first event of a child's case: a file in a folder that is new too."""
    return store.tell_case("tonje", [called("ny")], "per", later(1))


def a_case_and_marks(store: Store) -> object:
    """An event and a mark that go together, in two files."""
    return store.tell_case("jens", [called("ny")], "per", later(1), marks=[away("jens", lessons=(5,))])


def check_killed_at_every_call(before: Path, tmp_path: Path, command: Command) -> int:
    """How many calls the command makes: killed before each of them in turn."""
    not_begun = facts(Store(before))
    after: list[Facts] = []
    for number in range(1, 100):
        folder = shutil.copytree(before, tmp_path / f"drept{number}")
        try:
            command(Store(folder, stopping_at(number)))
        except Stopped:
            seen = facts(Store(folder))
            after.append(seen)
            goes_on(folder, seen, number)
            continue
        done = facts(Store(folder))
        assert [seen in (not_begun, done) for seen in after] == [True] * len(after)
        assert not_begun in after
        assert done in after
        return number - 1
    raise AssertionError("the command never ended")
