"""What a teacher at home waits for: the start through a real sshd, and what a homeroom teacher's session holds.

The rule of this file: the clock is the machine's own (the gate takes no other); bare Textual goes through the same
server, by a key of its own.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path

from rules.facts import Role, User
from store.door import Store
from store.ssh_keys import line, public_key
from tests.bench.on_screen import ROOT, RUNNING, bare, beside, started
from tests.bench.rows import Row
from tests.bench.terminal import Terminal
from tests.ssh.server import SSHD, Server, make_key, serving
from tui import clock

STARTS = 11
LISTED = "[2 Elever]"
READY = "bare and ready"
KARI = User("kari", "Kari Lie", Role.HOMEROOM_TEACHER, ("8B",))
RITA = User("rita", "Rita Rektor", Role.LEADER)


def start(school: Path, _now: str) -> list[Row]:
    """From ``ssh`` to the leader's first list, beside a bare program through the same server."""
    if SSHD is None:
        return []
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "server", school) as server:
        _let_in(server, Store(school))
        peers = {"ours": ("rita", LISTED), "bare": ("bare", READY)}
        times: dict[str, list[float]] = {name: [] for name in peers}
        for turn in range(STARTS + 1):
            for name, (who, text) in peers.items():
                taken = started(partial(Terminal, server.command(who, "-tt")), text)
                times[name] += [taken] if turn else []  # the first of all writes bytecode
    ours = statistics.median(times["ours"])
    said = beside(ours, "bare, both through sshd,", times["bare"])
    return [Row("start through sshd, of bare", ours / statistics.median(times["bare"]), 1.6, "×", said)]


def memory(school: Path, _now: str) -> list[Row]:
    """What a homeroom teacher's session holds above a bare Textual program, let in as the gate lets them in."""
    Store(school).put_user(KARI, "init", clock.real_now())
    with bare() as terminal:
        terminal.shown(READY)
        least = terminal.private_memory()
    command = [sys.executable, "-m", "tui.gate", KARI.name]
    with Terminal(command, {**RUNNING, "TILSTEDE_DATA": str(school)}) as terminal:
        terminal.shown(LISTED)
        terminal.until_quiet(0.5)
        ours = terminal.private_memory()
    said = f"{ours:.0f} MB beside bare {least:.0f} MB"
    return [Row("memory of a homeroom teacher's session", ours - least, 16, "MB", said)]


def _let_in(server: Server, store: Store) -> None:
    """The leader by the gate, and a bare program by another."""
    script = server.folder / "bare-gate"
    script.write_text(f"#!/bin/sh\ncd {ROOT}\nexec {sys.executable} -m tests.bench.bare\n", encoding="utf-8")
    script.chmod(0o755)
    store.put_user(RITA, "init", clock.real_now())
    ways = ((RITA.name, server.gate), ("bare", script))
    lines = [line(str(gate), name, public_key(make_key(server.folder, name))) for name, gate in ways]
    server.keys.write_text("\n".join(lines) + "\n", encoding="utf-8")
