"""Approving an anonymous text: all of it is shown, and somebody says yes, or takes out more.

The rules of this file: the whole text stands there to be read, as letters and never markup; Enter never says yes.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.dialogs import Dialog
from tui.language import _
from tui.lines import Ink, content
from tui.pane import Line
from tui.paper import plain
from tui.paper.anonymous import Package


class Approve(Dialog[str | None]):
    """The text; the answer is ``YES``, ``TAKE_OUT`` or None."""

    YES, TAKE_OUT = "yes", "take_out"
    nothing = None
    BINDINGS: ClassVar = [
        Binding("t", "take_out", show=False),
        Binding("space", "page(1)", show=False),
        Binding("backspace", "page(-1)", show=False),
    ]
    DEFAULT_CSS = """
    Approve > Vertical { width: 96%; height: 96%; }
    Approve VerticalScroll { height: 1fr; background: $bar; }
    Approve Line { background: $bar; height: 1; }
    """

    def __init__(self, package: Package) -> None:
        super().__init__()
        self.package = package

    def inside(self) -> ComposeResult:
        """What to look for, the text, what was taken out, the keys."""
        yield Static(content([(_("Les alt: kan noen kjennes igjen på dette?"), Ink.TITLE)]))
        with VerticalScroll():
            yield Static(content(["\n".join(plain.lines(self.package.paper))]))
            for line in self.package.said:
                yield Static(content([("\n" + line, Ink.TITLE)]))
        yield Line(id="approve-keys")

    def on_mount(self) -> None:
        """The text takes the keys."""
        self.query_one(VerticalScroll).focus()
        said = (("j", Ink.KEY), (" " + _("godkjent"), Ink.MUTED), ("   t", Ink.KEY), (" " + _("ta ut mer"), Ink.MUTED),
                ("   n", Ink.KEY), (" " + _("ikke nå"), Ink.MUTED), ("   " + _("mellomrom"), Ink.KEY),
                (" " + _("les mer"), Ink.MUTED))  # fmt: skip
        self.query_one("#approve-keys", Line).say((said,))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Yes and no are answers here too."""
        del action, parameters
        return True

    def action_answer(self, yes: bool) -> None:
        """Approved, or not."""
        self.dismiss(self.YES if yes else None)

    def action_take_out(self) -> None:
        """Something is left that says who it is."""
        self.dismiss(self.TAKE_OUT)

    def action_page(self, pages: int) -> None:
        """A page on, or back; nothing glides."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_to(y=scroll.scroll_y + pages * max(1, scroll.size.height - 2), animate=False)
