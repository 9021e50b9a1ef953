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


class Pane(Widget):
    """Paragraphs, wrapped at words; a new line for each."""

    DEFAULT_CSS = """
    Pane { padding: 0 1; overflow: hidden; background: $background; color: $foreground; }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.paragraphs: tuple[Paragraph, ...] = ()
        self._wrapped: tuple[int, list[list[Part]]] = (-1, [])
        self._ground = Style()

    def say(self, paragraphs: Sequence[Paragraph]) -> None:
        """Say this instead; nothing is painted when it is the same."""
        if tuple(paragraphs) != self.paragraphs:
            self.paragraphs = tuple(paragraphs)
            self._wrapped = (-1, [])
            self.refresh()

    @property
    def text(self) -> str:
        """What it says, without inks."""
        return "\n".join("".join(text for text, _ink in paragraph) for paragraph in self.paragraphs)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines that are to be painted; their ground is worked out once."""
        self._ground = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of prose."""
        width = self.size.width
        if self._wrapped[0] != width:
            self._wrapped = (width, [line for each in self.paragraphs for line in wrapped(each, width)])
        lines = self._wrapped[1]
        ground = self._ground
        if y >= len(lines):
            return Strip.blank(width, ground)
        segments = [Segment(text, ground + self._ink(ink)) for text, ink in lines[y]]
        return Strip(segments).adjust_cell_length(width, ground)

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
