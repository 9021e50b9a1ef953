"""Kept lines: a widget's lines, drawn once and kept until one of them is refreshed.

Textual asks every widget in sight for all its lines whenever any cell of the screen changes.

The rules of this file: a line is kept for one size and one theme; whoever changes what a line shows calls
``refresh``, with the line's region or for all of them; no borders, padding or filters, which our lines have not.
"""

from __future__ import annotations

from typing import Any, Self

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class KeptLines(Widget):
    """A widget of lines (``render_line``), as many as it is high."""

    def __init__(self, *children: Widget, **named: Any) -> None:
        self._kept: dict[int, Strip] = {}
        self._kept_for: tuple[Size, str] = (Size(0, 0), "")
        super().__init__(*children, **named)

    def refresh(self, *regions: Region, **how: Any) -> Self:
        """Forget the lines of these regions, or all."""
        if regions and not how:
            for region in regions:
                for y in region.line_range:
                    self._kept.pop(y, None)
        else:
            self._kept = {}
        return super().refresh(*regions, **how)

    def notify_style_update(self) -> None:
        """The lines may look otherwise now."""
        super().notify_style_update()
        self._kept = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region."""
        now = (self.outer_size, self.app.theme)
        if now != self._kept_for:
            self._kept_for, self._kept = now, {}
        kept = self._kept
        for y in crop.line_range:
            if y not in kept:
                kept[y] = self.render_line(y)
        strips = [kept[y] for y in crop.line_range]
        whole = crop.column_span == (0, self.outer_size.width)
        return strips if whole else [strip.crop(*crop.column_span) for strip in strips]
