"""Help: every key that works here, and the page of the docs with all of them; both drawn from the table of actions.

The rules of this file: not a key is written here by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from tui import actions
from tui.action import EVERYWHERE, LIST, Action
from tui.actions import GROUPS
from tui.dialogs import Dialog
from tui.language import _
from tui.line_list import Column, Ink, LineList, Row
from tui.lines import content

_KEYS_WIDE = 18


class Help(Dialog[None]):
    """The keys of a view, of lists, and those that work everywhere."""

    BINDINGS: ClassVar = [Binding("question_mark,f1,q", "cancel", show=False)]
    DEFAULT_CSS = "Help > Vertical { width: 72; height: 100%; } Help LineList { height: 1fr; max-height: 100%; }"
    nothing = None

    def __init__(self, view: str) -> None:
        super().__init__()
        self.view = view

    def inside(self) -> ComposeResult:
        """The list of keys."""
        yield Static(content([(_("Taster"), Ink.TITLE), (f"   {_('Esc lukker')}", Ink.MUTED)]))
        columns = [Column("keys", "", _KEYS_WIDE), Column("does", "", 20, grow=True)]
        yield LineList(columns, list(rows(self.view)), titles=False)


def rows(view: str) -> Iterator[Row]:
    """A heading for each group, a line for each thing one can do."""
    for group in dict.fromkeys((view, EVERYWHERE, LIST)):
        told = list(_told(actions.of(group)))
        if told:
            yield Row(f"heading-{group}", (((_(GROUPS.get(group, group)), Ink.TITLE),),), heading=True)
        for number, (keys, does) in enumerate(told):
            yield Row(f"{group}-{number}", (((keys, Ink.KEY),), does))


def markdown() -> str:
    """The page of the docs; ``python -m tui.help > docs/keys.md`` writes it anew."""
    lines = [f"| {_('taster')} | {_('gjør')} |", "|---|---|"]
    parts = []
    for group, name in GROUPS.items():
        told = [f"| `{keys}` | {does} |" for keys, does in _told(actions.of(group))]
        if told:
            parts.append("\n".join([f"## {_(name)}", "", *lines, *told]))
    return "\n\n".join([f"# {_('Taster')}", *parts]) + "\n"


def _told(held: tuple[Action, ...]) -> Iterator[tuple[str, str]]:
    """Keys and what they do; the ten digits are one line, and so are a mark and its capital."""
    for action in held:
        if action.id.startswith("register.digit-"):
            if action.keys == ("0",):
                yield "0-9", _(action.label)
        elif action.id.startswith("register.day-"):
            continue
        elif action.id.startswith("register.mark-"):
            key = action.keys[0]
            yield f"{key}  {key.upper()}", _("{mark} (stor bokstav: hele dagen)").format(mark=_(action.label))
        else:
            yield "  ".join(actions.shown(key) for key in action.keys), _(action.does or action.label)


if __name__ == "__main__":
    sys.stdout.write(markdown())
