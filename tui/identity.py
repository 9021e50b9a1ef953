"""Identity: who this process is for, where somebody came in through the gate.

The rules of this file: set once, by ``tui/gate.py`` from its own argument and by nobody else; where nothing is set,
whoever runs the program owns the folder (they have a shell as its account) and the machine says what they are called.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from store.door import Store
from store.stopped_clock import Stopped
from tui import clock


class Identity(NamedTuple):
    """A user of the school, and the folder they came to."""

    name: str
    folder: Path


_came_in: Identity | None = None


def become(identity: Identity) -> None:
    """Somebody came in; from here on the process is theirs."""
    global _came_in
    assert _came_in is None or _came_in == identity
    _came_in = identity


def came_in() -> Identity | None:
    """Who came in through the gate; None for the folder's owner."""
    return _came_in


def open_store(where: Path) -> Store:
    """The door: a person's own for whoever came in through the gate, the whole of it for the folder's owner."""
    identity = came_in()
    if identity is None:
        return Store(where, stopped=stopped_clock())
    from store.personal import PersonalStore

    return PersonalStore(where, identity.name, lambda: clock.now().date())


def stopped_clock() -> Stopped | None:
    """The clock for the store: what is told under ``--now`` keeps the real time too."""
    return Stopped(clock.now(), clock.real_now) if clock.stopped() else None
