"""The commands that bring a document to one's own machine, shown where somebody came in over SSH.

The rules of this file: a command stands on a line of its own, so that it can be marked and copied; ``…`` is whatever
one writes to come in.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from tui.dialogs import Dialog, keys_said
from tui.language import _
from tui.lines import Ink, content


class ShowCommands(Dialog[None]):
    """The two commands."""

    nothing = None
    BINDINGS: ClassVar = [Binding("enter", "cancel", show=False)]
    DEFAULT_CSS = """
    ShowCommands > Vertical { width: 96%; }
    """

    def __init__(self, commands: tuple[str, str]) -> None:
        super().__init__()
        self.commands = commands

    def inside(self) -> ComposeResult:
        """What to do, and the commands."""
        unix, windows = self.commands
        yield Static(content([(_("Hent dokumentet til din egen maskin"), Ink.TITLE)]))
        yield Static(content([_("Avslutt eller åpne et nytt vindu, og skriv dette. Der det står …, skriver du det du "
                                "ellers skriver for å komme inn.")]))  # fmt: skip
        yield Static(content([("\n" + _("Mac og Linux:") + "\n", Ink.MUTED), (unix, Ink.PLAIN)]))
        yield Static(content([("\n" + _("Windows:") + "\n", Ink.MUTED), (windows, Ink.PLAIN)]))
        yield Static(keys_said("dialog.cancel"), classes="keys")
