"""The three questions the program asks over a view: yes or no, one of several, a line of text.

How they are used: ``if await app.push_screen_wait(Confirm(_("…")))`` in a worker, or ``push_screen(…, callback)``.

The rules of this file: a dialog answers and does nothing itself; Esc and Ctrl+G answer "nothing" (no, None), and
Ctrl+Q still quits; Enter never says yes to what cannot be taken back; all text is letters, never markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.action import DIALOG, EVERYWHERE, LIST
from tui.actions import bindings, of, shown
from tui.language import _
from tui.line_list import Column, LineList, Row
from tui.lines import Ink, Part, content
from tui.tellings import Telling

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """A box over the view; the view behind it is not painted again."""

    BINDINGS: ClassVar = [*bindings(DIALOG), Binding("ctrl+q", "app.leave", show=False)]
    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 0%; }
    Dialog > Vertical {
        width: 64; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
        background: $bar; border: round $border;
    }
    Dialog Static { width: 1fr; height: auto; background: $bar; color: $foreground; }
    Dialog Static.keys { margin-top: 1; }
    Dialog LineList { background: $bar; height: auto; max-height: 18; }
    Dialog Input { background: $bar; margin-top: 1; }
    """
    nothing: Answer

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical():
            yield from self.inside()

    def inside(self) -> ComposeResult:
        """What stands in the box."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Yes and no are answers to one kind of question only."""
        del parameters
        return action != "answer" or isinstance(self, Confirm)

    def action_cancel(self) -> None:
        """No answer."""
        self.dismiss(self.nothing)

    def leaving(self) -> Telling | None:
        """What stands half typed, where it is somebody's words: told when the session ends under it."""
        return None


class Confirm(Dialog[bool]):
    """Yes or no."""

    nothing = False

    def __init__(self, question: str, *, because: str = "") -> None:
        super().__init__()
        self.question = question
        self.because = because

    def inside(self) -> ComposeResult:
        """The question, what follows, and the keys."""
        yield Static(content([(self.question, Ink.TITLE)]))
        if self.because:
            yield Static(content([self.because]))
        yield Static(keys_said("dialog.yes", "dialog.no", "dialog.cancel"), classes="keys")

    def action_answer(self, yes: bool) -> None:
        """The answer."""
        self.dismiss(yes)


class Pick(Dialog[str | None]):
    """One of several; the answer is the row's key."""

    nothing = None

    def __init__(self, question: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.question = question
        self.choices = tuple(choices)

    def inside(self) -> ComposeResult:
        """The question and the choices."""
        yield Static(content([(self.question, Ink.TITLE)]))
        rows = [Row(key, (label,)) for key, label in self.choices]
        yield LineList([Column("label", "", 20, grow=True)], rows, titles=False)
        yield Static(keys_said("list.choose", "dialog.cancel"), classes="keys")

    @on(LineList.Chosen)
    def chosen(self, event: LineList.Chosen) -> None:
        """The answer."""
        self.dismiss(event.key)


class Prompt(Dialog[str | None]):
    """A line of text; an empty one is no answer unless ``empty`` says so.

    ``tells``: what the line tells also where it stands half typed.
    """

    nothing = None

    def __init__(
        self,
        question: str,
        *,
        value: str = "",
        empty: bool = False,
        tells: Callable[[str], Telling | None] | None = None,
    ) -> None:
        super().__init__()
        self._tells = tells
        self.question = question
        self.value = value
        self.empty = empty

    def inside(self) -> ComposeResult:
        """The question and the line."""
        yield Static(content([(self.question, Ink.TITLE)]))
        line = Input(self.value, compact=True, select_on_focus=False)
        line.cursor_blink = False
        yield line
        done = content([("Enter", Ink.KEY), (f" {_('ferdig')}   ", Ink.MUTED)])
        yield Static(done + keys_said("dialog.cancel"), classes="keys")

    def leaving(self) -> Telling | None:
        """The line as it stands."""
        text = self.query_one(Input).value.strip()
        return self._tells(text) if self._tells and text else None

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """The answer."""
        text = event.value.strip()
        self.dismiss(text if text or self.empty else None)


def keys_said(*ids: str) -> Content:
    """Keys and what they do, by the rows' names in the table."""
    parts: list[Part] = []
    for action in (action for name in ids for action in (*of(DIALOG), *of(LIST), *of(EVERYWHERE)) if action.id == name):
        parts += [(shown(action.keys[0]), Ink.KEY), (f" {_(action.label)}   ", Ink.MUTED)]
    return content(parts)
