"""Panes: a few paragraphs of plain prose beside or under a list.

The rules of this file: what is said comes from above, letter for letter, never as markup; saying something else
never makes Textual lay out the screen again; what does not fit is cut off at the bottom, so the most important
paragraph comes first.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.inks import looks
from tui.lines import Ink, Part, shown

Paragraph = tuple[Part, ...]

_NARROW = 4


class Pane(Widget):
    """Paragraphs, wrapped at words; a new line for each."""

    DEFAULT_CSS = """
    Pane { overflow: hidden; background: $background; color: $foreground; }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.paragraphs: tuple[Paragraph, ...] = ()
        self._wrapped: tuple[int, list[list[Part]]] = (-1, [])
        self._ground = Style()

    def say(self, paragraphs: Sequence[Paragraph]) -> None:
        """Say this instead; only the lines that differ are painted."""
        if tuple(paragraphs) == self.paragraphs:
            return
        self.paragraphs = tuple(paragraphs)
        width, before = self._wrapped
        self._wrap(width)
        for y in range(max(len(before), len(self._wrapped[1]))):
            if before[y : y + 1] != self._wrapped[1][y : y + 1]:
                self.refresh(Region(0, y, self.outer_size.width, 1))

    def _wrap(self, width: int) -> None:
        lines = [line for each in self.paragraphs for line in wrapped(each, width)] if width > 0 else []
        self._wrapped = (width, lines)

    @property
    def text(self) -> str:
        """What it says, without inks."""
        return "\n".join("".join(text for text, _ink in paragraph) for paragraph in self.paragraphs)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region; Textual's own way would add borders and filters, which a pane has not."""
        self._ground = self.rich_style
        strips = [self.render_line(y) for y in crop.line_range]
        return strips if crop.column_span == (0, self.size.width) else [s.crop(*crop.column_span) for s in strips]

    def render_line(self, y: int) -> Strip:
        """One line of prose, with a blank on both sides where there is room."""
        inset = 1 if self.size.width > _NARROW else 0
        width = self.size.width - 2 * inset
        if self._wrapped[0] != width:
            self._wrap(width)
        lines = self._wrapped[1]
        ground = self._ground
        if y >= len(lines):
            return Strip.blank(self.size.width, ground)
        segments = [Segment(" " * inset, ground)]
        segments += [Segment(text, ground + self._ink(ink)) for text, ink in lines[y]]
        return Strip(segments).adjust_cell_length(self.size.width, ground)

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
