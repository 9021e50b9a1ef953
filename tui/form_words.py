"""Where an answer is typed.

The rules of this file: it holds letters and tells nothing; leaving it in any way asks the form to.
"""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from textual.binding import Binding
from textual.widgets import TextArea


@runtime_checkable
class AnswersForm(Protocol):
    """The view that the words stand in."""

    def step(self, by: int) -> None:
        """On to another question."""

    def entered(self) -> None:
        """Back to the questions."""

    def action_next_open(self) -> None:
        """On to the next that is not answered."""


class Words(TextArea):
    """Where the answer is typed."""

    BINDINGS: ClassVar = [
        Binding("tab", "step(1)", show=False),
        Binding("shift+tab", "step(-1)", show=False),
        Binding("escape,ctrl+g", "leave", show=False),
        Binding("ctrl+n", "next_open", show=False),
        Binding("ctrl+q", "app.leave", show=False),
    ]

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__("", soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id=id, compact=True)
        self.cursor_blink = False

    @property
    def form(self) -> AnswersForm:
        """The view it stands in."""
        return next(node for node in self.ancestors if isinstance(node, AnswersForm))

    def action_step(self, by: int) -> None:
        """Told, and on to the next question, or the one before."""
        self.form.step(by)

    def action_leave(self) -> None:
        """Told, and back to the questions."""
        self.form.entered()

    def action_next_open(self) -> None:
        """Told, and on to the next that is not answered."""
        self.form.action_next_open()
