"""A whole staff at once on one class: nothing lost, doubled or out of order; and two who correct the same mark."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rules.facts import Category, Reason
from store.door import Store
from store.errors import Conflict
from store.tellings import MarkWanted
from tests.store.bommen import AT, MONDAY, YEAR, away, later

ROOT = Path(__file__).resolve().parents[2]
STAFF, TIMES, THINKING = (60, 20, 0.5) if "TILSTEDE_TORTURE" in os.environ else (8, 5, 0.02)


def test_a_staff_that_thinks_and_then_saves_all_at_once_loses_doubles_and_reorders_nothing(store: Store) -> None:
    command = [sys.executable, "-m", "tests.store.one_of_a_staff", str(store.folder)]
    staff = [
        subprocess.Popen(
            [*command, f"p{n}", str(TIMES), str(THINKING)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(STAFF)
    ]
    heard = [line for one in staff for line in iter(one.stdout.readline, "ready\n")]  # type: ignore[union-attr]
    for one in staff:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    heard += [line for one in staff for line in one.communicate()[0].splitlines()]

    assert [one.returncode for one in staff] == [0] * STAFF
    revisions = {int(line.split()[1]): line.split()[0] for line in heard}
    assert len(heard) == len(revisions) == STAFF * (TIMES + 1)
    history = [m.comment for m in Store(store.folder).attendance_of("tonje", YEAR).days[0].marks]
    assert history == [revisions[n] for n in sorted(revisions)]  # in the order they were acknowledged, each once
    assert store.revision() == max(revisions)
    assert store.troubles() == ()


def test_of_two_who_correct_the_same_mark_the_later_knows_of_the_earlier_and_both_stand(
    store: Store, again: Callable[[], Store]
) -> None:
    store.note([away("tonje", lessons=(3,))], "kari", AT)
    per, eva = again(), again()
    assert [len(s.attendance_of("tonje", YEAR).days[0].marks) for s in (per, eva)] == [1, 1]

    first = per.note([MarkWanted("tonje", MONDAY, (3,), Category.PRESENT)], "per", later(1))
    second = eva.note([MarkWanted("tonje", MONDAY, (3,), Category.EXCUSED, Reason.APPOINTMENT)], "eva", later(1))

    assert (first.days[0].before, second.days[0].before) == (1, 2)  # eva had seen one: there was one more
    assert [m.by for m in again().attendance_of("tonje", YEAR).days[0].marks] == ["kari", "per", "eva"]
    assert eva.changed_since(first.revision - 1).students == {"tonje"}
    with pytest.raises(Conflict, match="eva har skrevet"):
        per.undo(first, "per", later(2))
    assert [m.by for m in again().attendance_of("tonje", YEAR).days[0].marks] == ["kari", "per", "eva"]
