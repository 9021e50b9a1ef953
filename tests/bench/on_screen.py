"""What a person at a terminal waits for, what goes over the wire, and what a session holds: in a real pseudo-terminal.

The rule of this file: the clock runs from the key's first byte to the last byte that paints its answer, 120×33,
256 colours, a school of 1,000.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rules.facts import Category, Reason, school_year
from store.door import Store
from store.tellings import MarkWanted
from tests.bench.rows import Row, median_ms, p95_ms
from tests.bench.terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent.parent
POSTING = ROOT / ".build" / "peers" / "bin" / "posting"
DOWN = "\x1b[B"
PAGE_DOWN = "\x04"
FIRST_LIST = "STERKT"  # a flagged student's row
ROUNDS = 60
STARTS = 11


# As installed: a package's bytecode is written once, and Textual's is there already.
RUNNING = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}


def program(school: Path, now: str) -> Terminal:
    """Our program on a school, as its command starts it."""
    return Terminal([sys.executable, "-m", "tui.command_line", "--data", str(school), "--now", now], RUNNING)


def bare() -> Terminal:
    """The least a Textual program can be."""
    return Terminal([sys.executable, "-m", "tests.bench.bare"], RUNNING)


def posting(home: str) -> Terminal:
    """Another Textual program of this world."""
    return Terminal([str(POSTING), "--collection", home], {"HOME": home})


def start(school: Path, now: str) -> list[Row]:
    """From the command to the first list on the screen."""
    with tempfile.TemporaryDirectory() as home:
        peers: dict[str, tuple[Callable[[], Terminal], str]] = {
            "ours": (lambda: program(school, now), FIRST_LIST),
            "bare": (bare, "bare and ready"),
            "posting": (lambda: posting(home), "Enter a URL"),
        }
        if not POSTING.exists():
            del peers["posting"]
        for peer, text in peers.values():
            started(peer, text)  # the first start of all writes bytecode, and reads everything from the disk
        times: dict[str, list[float]] = {name: [] for name in peers}
        for _ in range(STARTS):
            for name, (peer, text) in peers.items():
                times[name].append(started(peer, text))
    ours = statistics.median(times["ours"])
    return [
        Row(
            f"start to first list, of {name}", ours / statistics.median(taken), promised, "×", beside(ours, name, taken)
        )
        for name, promised in (("bare", 1.5), ("posting", 0.5))
        if (taken := times.get(name))
    ]


def started(peer: Callable[[], Terminal], text: str) -> float:
    """How long one start takes."""
    with peer() as terminal:
        return terminal.shown(text) - terminal.began


def beside(ours: float, name: str, taken: list[float]) -> str:
    """The two figures."""
    return f"{ours * 1000:.0f} ms beside {name} {statistics.median(taken) * 1000:.0f} ms"


def keys(school: Path, now: str) -> list[Row]:
    """From a key to its last byte: moving in the list and in the register, and a mark that is on disk."""
    with program(school, now) as terminal:
        terminal.shown(FIRST_LIST)
        terminal.until_quiet(0.5)
        listed = [answered(terminal, DOWN)[1] for _ in range(ROUNDS)]
        terminal.send("3")
        terminal.until_quiet(0.5)
        moved = [answered(terminal, DOWN)[1] for _ in range(20)]
        marked = [answered(terminal, "x", quiet=0.2) for _ in range(20) if answered(terminal, DOWN)]
    return [
        *both("key to painted in the list", listed, 10, 25),
        *both("key to painted in the register", moved + [first for first, _ in marked], 10, 25),
        *both("a mark durable, flags anew, painted", [last for _, last in marked], 25, 60),
    ]


def both(what: str, times: list[float], median: float, p95: float) -> list[Row]:
    """The middle and the slow end."""
    found = f"{len(times)} keys"
    return [
        Row(f"{what}, median", median_ms(times), median, "ms", found),
        Row(f"{what}, p95", p95_ms(times), p95, "ms", found),
    ]


def answered(terminal: Terminal, key: str, quiet: float = 0.06) -> tuple[float, float]:
    """From the key to the first and to the last byte of its answer."""
    sent = terminal.send(key)
    if not terminal.read(2.0):
        raise AssertionError(f"no answer to {key!r}")
    first = terminal.last
    terminal.until_quiet(quiet)
    return first - sent, terminal.last - sent


def bytes_sent(school: Path, now: str) -> list[Row]:
    """What goes over the wire, and how soon another session's mark is seen."""
    with program(school, now) as terminal:
        terminal.shown(FIRST_LIST)
        terminal.until_quiet(0.6)
        begun = terminal.received
        cursor = statistics.median(sent(terminal, DOWN) for _ in range(8))
        changed, delay = elsewhere(terminal, school, now)
        page = max(sent(terminal, PAGE_DOWN) for _ in range(4))
        switch = max(sent(terminal, digit, 0.4) for digit in "21212")
        idle = resting(terminal, 3.0)
    return [
        Row("bytes: start", begun, 20_000, "B", ""),
        Row("bytes: cursor", cursor, 600, "B", "median of 8, the detail pane with it"),
        Row("bytes: a row another session changed", changed, 150, "B", "the student stands in the list"),
        Row("bytes: page", page, 8_000, "B", "the largest of 4"),
        Row("bytes: view switch", switch, 13_000, "B", "the largest of 5"),
        Row("bytes: idle", idle, 0, "B", "in 3 seconds"),
        Row("another session's mark on my screen", delay * 1000, 500, "ms", "from the other's acknowledgement"),
    ]


def sent(terminal: Terminal, key: str, quiet: float = 0.2) -> int:
    """How many bytes a key brings."""
    terminal.send(key)
    return terminal.until_quiet(quiet)


def elsewhere(terminal: Terminal, school: Path, now: str) -> tuple[int, float]:
    """Another session notes a lateness of a student who stands in view: bytes and seconds until it is painted."""
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Oslo"))
    store = Store(school)
    student = in_view(store, terminal, moment)
    before = terminal.received
    store.note([MarkWanted(student, moment.date(), (1,), Category.TARDY, Reason.NONE, "")], "per", moment)
    acknowledged = time.perf_counter()
    terminal.read(5.0)
    terminal.until_quiet(0.3)
    return terminal.received - before, terminal.last - acknowledged


def in_view(store: Store, terminal: Terminal, moment: datetime) -> str:
    """A student whose row is on the screen, not under the cursor, without marks today."""
    shown = "\n".join(terminal.screen.display[4:8])
    facts = store.attendance(school_year(moment.date()))
    return next(
        student.id
        for student in store.school().students
        if student.name in shown and not any(day.date == moment.date() for day in facts[student.id].days)
    )


def resting(terminal: Terminal, during: float) -> int:
    """How many bytes come while nobody does anything."""
    before, end = terminal.received, time.perf_counter() + during
    while (left := end - time.perf_counter()) > 0:
        terminal.read(left)
    return terminal.received - before


def memory(school: Path, now: str) -> list[Row]:
    """What a session holds for itself above a bare Textual program."""
    with bare() as terminal:
        terminal.shown("bare and ready")
        least = terminal.private_memory()
    with program(school, now) as terminal:
        terminal.shown(FIRST_LIST)
        terminal.until_quiet(0.5)
        ours = terminal.private_memory()
    return [Row("memory of a leader's session", ours - least, 40, "MB", f"{ours:.0f} MB beside bare {least:.0f} MB")]
