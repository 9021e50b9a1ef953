"""Panes: a few paragraphs of plain prose beside or under a list.

The rules of this file: what is said comes from above, letter for letter, never as markup; saying something else
never makes Textual lay out the screen again; the most important paragraph comes first, and where not all fits the
last line ends with a sign that there is more.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from tui.inks import looks
from tui.kept_lines import KeptLines
from tui.lines import Ink, Part, shown

Paragraph = tuple[Part, ...]

_NARROW = 4
MORE = "…"


class Pane(KeptLines):
    """Paragraphs, wrapped at words; a new line for each."""

    DEFAULT_CSS = """
    Pane { overflow: hidden; background: $background; color: $foreground; }
    """

    def __init__(self, id: str | None = None, more: str = MORE) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.paragraphs: tuple[Paragraph, ...] = ()
        self.more = more
        self._top = 0
        self._fitted: tuple[tuple[int, int], list[list[Part]]] = ((-1, -1), [])

    def say(self, paragraphs: Sequence[Paragraph]) -> None:
        """Say this instead; only the lines that differ are painted."""
        if tuple(paragraphs) == self.paragraphs:
            return
        self.paragraphs = tuple(paragraphs)
        self._top = 0
        self._show()

    def read_on(self, pages: int) -> None:
        """The next page of what is said (or with -1 the one before), as far as there is one; a line stays in sight."""
        (width, height), _lines = self._fitted
        last = max(0, len(self._wrapped(width)) - height)
        self._top = min(last, max(0, self._top + pages * max(1, height - 1)))
        self._show()

    def _show(self) -> None:
        size, before = self._fitted
        after = self._fit(size)
        for y in range(max(len(before), len(after))):
            if before[y : y + 1] != after[y : y + 1]:
                self.refresh(Region(0, y, self.outer_size.width, 1))

    def _fit(self, size: tuple[int, int]) -> list[list[Part]]:
        """The lines there is room for; the last one says so where there are more."""
        width, height = size
        lines = self._wrapped(width)
        fitting = lines[self._top : self._top + max(0, height)]
        if fitting and self._top + height < len(lines):
            fitting[-1] = with_more(fitting[-1], self.more, width)
        self._fitted = (size, fitting)
        return fitting

    def _wrapped(self, width: int) -> list[list[Part]]:
        return [line for each in self.paragraphs for line in wrapped(each, width)] if width > 0 else []

    @property
    def text(self) -> str:
        """What it says, without inks."""
        return "\n".join("".join(text for text, _ink in paragraph) for paragraph in self.paragraphs)

    def render_line(self, y: int) -> Strip:
        """One line of prose, with a blank on both sides where there is room."""
        whole, height = self.outer_size
        inset = 1 if whole > _NARROW else 0
        size = (whole - 2 * inset, height)
        lines = self._fitted[1] if self._fitted[0] == size else self._fit(size)
        ground = self.rich_style
        if y >= len(lines):
            return Strip.blank(whole, ground)
        segments = [Segment(" " * inset, ground)]
        segments += [Segment(text, ground + self._ink(ink)) for text, ink in lines[y]]
        return Strip(segments).adjust_cell_length(whole, ground)

    def _ink(self, ink: Ink) -> Style:
        return looks(self.app.theme).inks[ink]


class Line(Pane):
    """A pane of one line."""

    DEFAULT_CSS = "Line { height: 1; }"

    def say_text(self, text: str, ink: Ink = Ink.PLAIN) -> None:
        """Say one thing."""
        self.say((((text, ink),),))


def wrapped(paragraph: Paragraph, width: int) -> list[list[Part]]:
    """A paragraph in lines no wider than ``width``; a word that is wider is cut in pieces."""
    if not any(text for text, _ink in paragraph):
        return [[]]
    lines: list[list[Part]] = [[]]
    room = width
    for piece, ink in _words(paragraph, max(1, width)):
        overflows = cell_len(piece) > room and bool(lines[-1])
        word = piece.lstrip() if overflows else piece
        if overflows:
            lines.append([])
            room = width
        if word:
            lines[-1].append((word, ink))
            room -= cell_len(word)
    return lines


def with_more(line: Sequence[Part], more: str, width: int) -> list[Part]:
    """A line that ends with a sign that there is more; words go where there is no room for it."""
    room = width - cell_len(more) - 1
    kept = list(line)
    while kept and sum(cell_len(text) for text, _ink in kept) > room:
        kept.pop()
    return [*kept, (f" {more}" if kept else more, Ink.KEY)]


def _words(paragraph: Paragraph, width: int) -> list[Part]:
    """Words with the blanks before them, each with its ink; too wide ones in pieces."""
    out: list[Part] = []
    for text, ink in paragraph:
        start = 0
        clean = shown(text)
        for place in range(1, len(clean) + 1):
            ends = place == len(clean) or (clean[place] == " " and clean[place - 1] != " ")
            if ends or cell_len(clean[start:place]) >= width:
                out.append((clean[start:place], ink))
                start = place
    return out
