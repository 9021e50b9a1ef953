"""Menu: one of many things to do, by its letter or with the cursor; and a list in which several are ticked.

The rules of this file: a dialog answers and does nothing itself; a letter answers at once, Enter the row one stands
at; of several, Space ticks and Enter answers; all text is letters, never markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from tui.dialogs import Dialog, keys_said
from tui.language import _
from tui.line_list import Column, LineList, Row
from tui.lines import Ink, content
from tui.pane import Line


class Choice(msgspec.Struct, frozen=True):
    """One row. Without a key it is a heading."""

    key: str
    label: str
    letter: str = ""
    about: str = ""


class Menu(Dialog[str | None]):
    """One of several; the answer is the row's key."""

    nothing = None
    DEFAULT_CSS = """
    Menu > Vertical { width: 76; }
    Menu LineList { max-height: 19; }
    Menu Line { background: $bar; }
    """

    def __init__(self, question: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.question = question
        self.choices = tuple(choices)

    def inside(self) -> ComposeResult:
        """The question, the choices, the keys."""
        yield Static(content([(self.question, Ink.TITLE)]))
        columns = [Column("letter", "", 1), Column("label", "", 20, grow=True), Column("about", "", 22, leaves=1)]
        yield LineList(columns, [_row(n, each) for n, each in enumerate(self.choices)], titles=False)
        yield Static(keys_said("list.choose", "dialog.cancel"), classes="keys")

    def on_key(self, event: events.Key) -> None:
        """A letter answers at once."""
        found = next((each for each in self.choices if each.letter and each.letter == event.character), None)
        if found is not None:
            event.stop()
            self.dismiss(found.key)

    @on(LineList.Chosen)
    def chosen(self, event: LineList.Chosen) -> None:
        """The answer."""
        self.dismiss(event.key)


def _row(number: int, choice: Choice) -> Row:
    if not choice.key:
        return Row(f"heading:{number}", (choice.label,), Ink.MUTED, heading=True)
    return Row(choice.key, (((choice.letter, Ink.KEY),), choice.label, ((choice.about, Ink.MUTED),)))


class TickList(LineList):
    """Rows that are ticked."""

    BINDINGS: ClassVar = [Binding("space", "screen.tick", show=False)]


class Ticks(Dialog[tuple[str, ...] | None]):
    """Any of several, in their order; the answer is the keys of those that are ticked."""

    nothing = None
    BINDINGS: ClassVar = [Binding("ctrl+s", "done", show=False)]
    DEFAULT_CSS = """
    Ticks > Vertical { width: 76; }
    Ticks LineList { max-height: 17; }
    Ticks Line { background: $bar; }
    """

    def __init__(self, question: str, choices: Sequence[Choice], ticked: Sequence[str]) -> None:
        super().__init__()
        self.question = question
        self.choices = tuple(choices)
        self.ticked = set(ticked)

    def inside(self) -> ComposeResult:
        """The question, the choices, the keys."""
        yield Static(content([(self.question, Ink.TITLE)]))
        columns = [Column("sign", "", 1), Column("label", "", 20, grow=True)]
        yield TickList(columns, self._rows(), titles=False)
        yield Line(id="ticks-keys")

    def on_mount(self) -> None:
        """Which keys."""
        said = ((_("mellomrom"), Ink.KEY), (" " + _("kryss av"), Ink.MUTED), ("   Enter", Ink.KEY),
                (" " + _("ferdig"), Ink.MUTED), ("   Esc", Ink.KEY), (" " + _("avbryt"), Ink.MUTED))  # fmt: skip
        self.query_one("#ticks-keys", Line).say((said,))

    def _rows(self) -> list[Row]:
        return [self._row(n, each) for n, each in enumerate(self.choices)]

    def _row(self, number: int, choice: Choice) -> Row:
        if not choice.key:
            return _row(number, choice)
        ticked = choice.key in self.ticked
        sign = ("✓", Ink.GOOD) if ticked else ("·", Ink.MUTED)
        return Row(choice.key, ((sign,), choice.label), Ink.PLAIN if ticked else Ink.MUTED)

    def action_tick(self) -> None:
        """Tick the row, or take the tick away, and go on to the next."""
        rows = self.query_one(TickList)
        if rows.key is not None:
            self.ticked ^= {rows.key}
            rows.replace(self._rows())
            rows.action_move(1)

    @on(LineList.Chosen)
    def action_done(self) -> None:
        """The answer."""
        self.dismiss(tuple(each.key for each in self.choices if each.key and each.key in self.ticked))
