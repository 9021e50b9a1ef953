"""One row of a case: what it is, which, and its cells.

The rules of this file: the type only; ``tui/case_groups.py`` makes rows of it.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tui.lines import Cell, Ink
from tui.signs import Look


class Shown(msgspec.Struct, frozen=True):
    """One row: what it is ("sheet", "meeting" …), which, and its cells."""

    what: str
    which: str
    look: Look
    day: str
    text: Cell | Callable[[], Cell]  # of a long history only those that are seen are put in words
    who: str = ""
    ink: Ink = Ink.PLAIN

    @property
    def key(self) -> str:
        """What and which."""
        return f"{self.what}:{self.which}"
