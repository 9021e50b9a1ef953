"""Rows of text as data, and how one row becomes exactly so many cells of a terminal.

The rules of this file: no widget and no colour, only text, widths and the names of inks; a cell's text is drawn
letter for letter (nothing in it is ever markup); every function returns pieces whose widths add up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

import msgspec
from rich.cells import cell_len

if TYPE_CHECKING:
    from textual.content import Content


class Ink(StrEnum):
    """What a piece of text means; the theme says how that looks. Never the only sign of anything."""

    PLAIN = "plain"
    STRONG = "strong"
    WORRYING = "worrying"
    WATCH = "watch"
    GOOD = "good"
    MUTED = "muted"
    TITLE = "title"
    KEY = "key"
    QUOTE = "quote"
    AWAY = "away"
    LEFT = "left"
    MISSED = "missed"
    LATE = "late"
    EXCUSED = "excused"
    ACTIVITY = "activity"
    UNKNOWN = "unknown"
    FAULT = "fault"
    SAVED = "saved"


Part = tuple[str, Ink]
Cell = str | tuple[Part, ...] | None
"""Plain text, or pieces of text each with its ink, or None where the grid has no cell (the cursor passes it)."""


class Column(msgspec.Struct, frozen=True):
    """One column. ``leaves``: 0 stays; where there is too little room the highest number leaves first.

    ``grow``: takes what is left of the width. ``reach``: the cell cursor of a grid may stand here.
    ``gap``: blank cells after it. ``unlit``: the cursor's light ends before it, so that its signs keep their ground.
    """

    key: str
    title: str
    width: int
    leaves: int = 0
    align: Literal["left", "right"] = "left"
    grow: bool = False
    reach: bool = False
    gap: int = 1
    unlit: bool = False


class Row:
    """One row: a cell for each column. ``heading``: its first cell stands across the row, and no cursor stops.

    ``cells`` may be a function: a list of a thousand rows makes the cells of those that are seen.
    """

    __slots__ = ("_cells", "heading", "ink", "key")

    def __init__(
        self,
        key: str,
        cells: tuple[Cell, ...] | Callable[[], tuple[Cell, ...]],
        ink: Ink = Ink.PLAIN,
        heading: bool = False,
    ) -> None:
        self.key = key
        self._cells = cells
        self.ink = ink
        self.heading = heading

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, made when they are first asked for."""
        if not isinstance(self._cells, tuple):
            self._cells = self._cells()
        return self._cells


class Place(msgspec.Struct, frozen=True):
    """Where one column stands at some width: its number among the columns, first cell and width."""

    column: int
    x: int
    width: int
    align: str
    gap: int


class Piece(msgspec.Struct, frozen=True):
    """Some text of a drawn row, its ink, and the number of its column (-1: no column)."""

    text: str
    ink: Ink
    column: int = -1


# Variation selectors and skin tones; the joiner U+200D is not printable and goes with the rest.
_JOINERS = dict.fromkeys([0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)])

GUTTER = 1
NARROWEST = 4


def places(columns: Sequence[Column], width: int) -> tuple[Place, ...]:
    """The columns that have room, from left to right."""
    staying = _staying(columns, width)
    spare = width - GUTTER - sum(columns[n].width + columns[n].gap for n in staying) + _last_gap(columns, staying)
    growing = next((n for n in staying if columns[n].grow), None)
    placed: list[Place] = []
    x = GUTTER
    for n in staying:
        column = columns[n]
        wide = max(column.width + spare, min(column.width, NARROWEST)) if n == growing else column.width
        placed.append(Place(n, x, wide, column.align, column.gap))
        x += wide + column.gap
    return tuple(placed)


def drawn(row: Row, where: Sequence[Place], width: int, mark: str = " ") -> list[Piece]:
    """One row as pieces that fill the width."""
    if row.heading:
        return [*fitted(row.cells[0] if row.cells else "", width, row.ink)]
    pieces = [Piece(mark, row.ink)]
    for place in where:
        cell = row.cells[place.column] if place.column < len(row.cells) else None
        pieces.extend(fitted(cell, place.width, row.ink, place.align, place.column))
        pieces.append(Piece(" " * place.gap, row.ink))
    return _cut(pieces, width)


def header(columns: Sequence[Column], where: Sequence[Place], width: int) -> list[Piece]:
    """The line of titles."""
    return drawn(Row("", tuple(column.title for column in columns)), where, width)


def fitted(cell: Cell, width: int, ink: Ink = Ink.PLAIN, align: str = "left", column: int = -1) -> list[Piece]:
    """A cell's text in exactly so many cells: cut with an ellipsis, or filled with blanks."""
    parts = [(shown(text), own) for text, own in _parts(cell, ink)]
    long = sum(cell_len(text) for text, _own in parts)
    if long > width:
        return [Piece(text, own, column) for text, own in _shortened(parts, width)]
    pieces = [Piece(text, own, column) for text, own in parts if text]
    blank = [Piece(" " * (width - long), ink, column)] if long < width else []
    return blank + pieces if align == "right" else pieces + blank


def shown(text: str) -> str:
    """Text as a line may hold it: nothing that moves a terminal's cursor, turns its direction, or joins letters into
    one whose width terminals disagree about. (The store's door cleans text too; a screen must not depend on it.)"""
    if text.isascii() and text.isprintable():
        return text
    letters = text.translate(_JOINERS)
    return "".join(letter if letter.isprintable() else " " if letter.isspace() else "" for letter in letters)


def content(parts: Iterable[Part | str]) -> Content:
    """The same pieces as prose, for a ``Static``: letter for letter, the inks as the theme's colours."""
    from textual.content import Content

    pieces = [(part, Ink.PLAIN) if isinstance(part, str) else part for part in parts]
    return Content.assemble(
        *((_kept(text), f"$ink-{ink}") if ink is not Ink.PLAIN else _kept(text) for text, ink in pieces)
    )


def plain(cell: Cell) -> str:
    """A cell's text alone."""
    return "".join(text for text, _ink in _parts(cell, Ink.PLAIN))


def _staying(columns: Sequence[Column], width: int) -> list[int]:
    staying = list(range(len(columns)))
    while GUTTER + sum(columns[n].width + columns[n].gap for n in staying) - _last_gap(columns, staying) > width:
        leaving = max(staying, key=lambda n: (columns[n].leaves, n), default=None)
        if leaving is None or columns[leaving].leaves == 0:
            return staying
        staying.remove(leaving)
    return staying


def _last_gap(columns: Sequence[Column], staying: Sequence[int]) -> int:
    return columns[staying[-1]].gap if staying else 0


def _parts(cell: Cell, ink: Ink) -> tuple[Part, ...]:
    if cell is None:
        return ()
    return ((cell, ink),) if isinstance(cell, str) else cell


def _shortened(parts: Sequence[Part], width: int) -> list[Part]:
    """The first cells of some text and an ellipsis; half a wide letter becomes a blank."""
    out: list[Part] = []
    room = width - 1
    for text, ink in parts:
        kept, room = _prefix(text, room)
        out.append((kept, ink))
        if len(kept) < len(text):
            break
    ending = "…" if width > 0 else ""
    return [*out, (ending + " " * max(0, room), out[-1][1])]


def _prefix(text: str, room: int) -> tuple[str, int]:
    if text.isascii():
        return text[:room] if room > 0 else "", max(0, room - len(text))
    end = 0
    while end < len(text) and (wide := cell_len(text[end])) <= room:
        end += 1
        room -= wide
    return text[:end], room


def _cut(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """Pieces that fill the width: what is beyond falls away, what is missing is blank."""
    out: list[Piece] = []
    room = width
    for piece in pieces:
        wide = cell_len(piece.text)
        if wide > room:
            kept, room = _prefix(piece.text, room)
            out.append(Piece(kept, piece.ink, piece.column))
            break
        out.append(piece)
        room -= wide
    return [*out, Piece(" " * room, Ink.PLAIN)] if room > 0 else out


def _kept(text: str) -> str:
    """Prose keeps its line breaks."""
    return "\n".join(shown(line) for line in text.split("\n"))
