"""The blank screen: nothing of anybody is seen until Enter, for when somebody comes by.

The rules of this file: not a name stands here, and nothing behind it is painted.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.language import _
from tui.lines import Ink
from tui.pane import Line


class Blank(Screen[None]):
    """An empty screen, and how to leave it."""

    BINDINGS: ClassVar = [
        Binding("enter", "back", show=False),
        Binding("ctrl+q", "app.leave", show=False),
    ]
    DEFAULT_CSS = """
    Blank { background: $background; }
    """

    def compose(self) -> ComposeResult:
        """One line."""
        yield Line(id="blank")

    def on_mount(self) -> None:
        """How it is left."""
        self.query_one("#blank", Line).say_text(_("Tilstede · Enter viser skjermen igjen"), Ink.MUTED)

    def action_back(self) -> None:
        """The program again."""
        self.dismiss(None)
