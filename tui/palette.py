"""The command palette: find an action by its words and do it.

The rules of this file: only our own actions, those that hold in the view one came from (Textual's own commands
could write what is on the screen to a file); the palette answers with an action, the app does it.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from tui import actions
from tui.action import Action
from tui.dialogs import Dialog
from tui.language import N_, _
from tui.line_list import Column, Ink, LineList, Row

WITHOUT_DIGIT = (("student", N_("eleven under markøren")), ("import", N_("Hent inn fra fil")))


class Palette(Dialog[Action | None]):
    """Type some words, choose with the arrows, do it with Enter."""

    BINDINGS: ClassVar = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]
    DEFAULT_CSS = "Palette > Vertical { height: 20; } Palette LineList { height: 1fr; } Palette Input { margin: 0; }"
    nothing = None

    def __init__(self, view: str) -> None:
        super().__init__()
        self.choices = {action.id: action for action in (*actions.held(view), *going(view)) if action.palette}

    def inside(self) -> ComposeResult:
        """The line to type on and what it finds."""
        yield Input(placeholder=_("hva vil du gjøre?"), compact=True)
        columns = [Column("does", "", 20, grow=True), Column("keys", "", 16, align="right")]
        yield LineList(columns, self.found(""), titles=False, lit=True, empty=_("Ingen slik kommando."))

    def found(self, typed: str) -> list[Row]:
        """The actions that have all the words."""
        words = typed.casefold().split()
        fitting = (each for each in self.choices.values() if all(word in said(each).casefold() for word in words))
        return [
            Row(action.id, (said(action), (("  ".join(actions.shown(key) for key in action.keys), Ink.KEY),)))
            for action in fitting
        ]

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Fewer rows, or more."""
        rows = self.query_one(LineList)
        rows.replace(self.found(event.value))
        rows.action_first()

    @on(Input.Submitted)
    @on(LineList.Chosen)
    def chosen(self) -> None:
        """The answer."""
        key = self.query_one(LineList).key
        if key is not None:
            self.dismiss(self.choices[key])

    def action_move(self, rows: int) -> None:
        """The arrows move in the list while the line is typed on."""
        self.query_one(LineList).action_move(rows)


def going(view: str) -> list[Action]:
    """The other views, as actions: those with a digit, and those without."""
    digits = [(tab.view, (tab.key,), tab.label) for tab in actions.TABS]
    return [
        Action(f"go.{name}", keys, label, f"app.go('{name}')", view)
        for name, keys, label in (*digits, *((name, (), label) for name, label in WITHOUT_DIGIT))
        if name != view
    ]


def said(action: Action) -> str:
    """An action's sentence, with what marks reach."""
    if action.id.startswith("register.day-"):
        return _("{mark}, hele dagen").format(mark=_(action.label))
    if action.id.startswith("go."):
        return _("Gå til {view}").format(view=_(action.label))
    return _(action.does or action.label)
