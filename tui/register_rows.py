"""The register's rows: how a line of the grid and the keys that mark are drawn.

The rule of this file: squares and widths in, rows and pieces out; no widget, no facts looked up.
"""

from __future__ import annotations

from rich.cells import cell_len

from tui.grid import Grid, GridLine
from tui.language import _
from tui.lines import Cell, Column, Ink, Part, Row
from tui.signs import MARK_KEYS, PENDING, STATES, State
from tui.why import counts


def mark_keys(width: int) -> tuple[Part, ...]:
    """The keys that mark, as many as there is room for."""
    parts: list[Part] = [(_("nr. + "), Ink.MUTED)]
    room = width - len(parts[0][0])
    for each in MARK_KEYS:
        word = f" {_(each.word)}  "
        room -= 1 + cell_len(word)
        if room < 0:
            break
        parts += [(each.key, Ink.KEY), (word, Ink.MUTED)]
    return tuple(parts)


def columns(drawn: Grid) -> list[Column]:
    """Number, name, a column a lesson, and what the guide calls it."""
    return [
        Column("number", "", 3, align="right"),
        Column("home", "", 1),
        Column("name", _("navn"), 22),
        *(Column(str(lesson), str(lesson), 3, reach=True, gap=0) for lesson in drawn.lessons),
        Column("gap", "", 0),
        Column("state", _("flagg"), 11, grow=True),
    ]


def row(line: GridLine, pending: frozenset[int]) -> Row:
    """A student's line; lessons that are being written show as such."""
    looks = [PENDING if square.lesson in pending else square.look for square in line.squares]
    squares: list[Cell] = [((f" {look.sign} ", look.ink),) for look in looks]
    home: Cell = (("m", Ink.GOOD),) if line.from_home else ""
    return Row(line.id, (str(line.number), home, line.name, *squares, "", flag(line)))


def flag(line: GridLine) -> Cell:
    """What the guide calls the student, and what that rests on."""
    if line.line is None or line.line.state is State.REST:
        return ""
    look = STATES[line.line.state]
    return ((f"{look.sign} {_(look.word)}", look.ink), ("  " + counts(line.line), Ink.MUTED))
