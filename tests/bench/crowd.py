"""Sixty people who press Enter in the same instant, on the same class: beside SQLite doing the same.

The rule of this file: each writer is a process that has everything open and has saved before, as in the middle of a
morning; what counts is the slowest of them in the instant, the median of a few rounds.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from store.door import Store
from tests.bench.on_disk import AT, crowded, late
from tests.bench.rows import Row, seconds

WRITERS = 60
ROUNDS = 5
PATIENCE = 60.0

Make = Callable[[Path], Callable[[int], object]]


def writers(school: Path, _now: str) -> list[Row]:
    """The slowest of sixty."""
    with tempfile.TemporaryDirectory(dir=school.parent) as folder:
        place = Path(folder)
        crowded(place / "school", classes=1, years=1)
        sqlite_with_a_table(place / "peer.db")
        rounds = [
            (max(at_once(tilstede, place / "school", n)), max(at_once(sqlite, place / "peer.db", n)))
            for n in range(ROUNDS)
        ]
    ours, peer = (statistics.median(each) for each in zip(*rounds, strict=True))
    return [
        Row(
            f"{WRITERS} writers at once, the slowest, of SQLite",
            ours / peer,
            0.5,
            "×",
            f"{ours * 1000:.0f} ms beside SQLite (WAL, FULL) {peer * 1000:.0f} ms",
        )
    ]


def at_once(make: Make, place: Path, round_: int) -> list[float]:
    """Sixty processes that save once each as they please, and then in one instant: how long each waited then."""
    context = multiprocessing.get_context("fork")
    ready = context.Barrier(WRITERS)
    answers: Any = context.Queue()
    processes = [
        context.Process(target=one, args=(make, place, 2 * (round_ * WRITERS + n), ready, answers))
        for n in range(WRITERS)
    ]
    for process in processes:
        process.start()
    taken = [answers.get(timeout=PATIENCE) for _ in processes]
    for process in processes:
        process.join()
    return taken


def one(make: Make, place: Path, number: int, ready: Any, answers: Any) -> None:
    """A process: open, write, wait for the others, and write again."""
    write = make(place)
    write(number)
    ready.wait()
    answers.put(seconds(lambda: write(number + 1)))


def tilstede(place: Path) -> Callable[[int], object]:
    """A session that has read the class, and marks."""
    store = Store(place, patience=PATIENCE)
    store.attendance("2026-27")
    return lambda number: store.note([late(number)], "kari", AT)


def sqlite(place: Path) -> Callable[[int], object]:
    """A connection, and rows."""
    base = sqlite3.connect(place, timeout=PATIENCE, isolation_level=None)
    base.execute("pragma synchronous=full")
    return lambda number: base.execute("insert into marks values (?)", (f"{number}" * 50,))


def sqlite_with_a_table(place: Path) -> None:
    """The peer's file."""
    base = sqlite3.connect(place)
    base.execute("pragma journal_mode=wal")
    base.execute("create table marks (document text)")
    base.close()
