"""Choices in a dialog: a row of words, or a line for each, of which one or several are chosen.

The rules of this file: it holds what is chosen and writes nothing; every choice is reached by arrows (up and down
too where they stand under each other), and by a digit or its first letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol, runtime_checkable

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Static

from rules.names import fold
from tui.ask_fields import Answer, Field, Takes
from tui.language import _
from tui.lines import Ink, Part, content

WIDE = 76
INSIDE = WIDE - 4  # without the border and its blanks
_BETWEEN = "   "  # between two choices of a row
DIGITS = 9  # choices that have a digit
LONGEST = 140  # letters of a choice that are shown, two lines: known by its beginning, and the next must be seen too


@runtime_checkable
class Asking(Protocol):
    """The dialog that choices stand in."""

    def chosen(self) -> None:
        """A choice was made."""

    def action_go_on(self) -> None:
        """On to the next field."""


class Choices(Widget, can_focus=True):
    """Choices in a row: arrows or a digit choose; of several, Space and the digit tick.

    Where one choice is that nothing is said, it stands there until something is. Of more than nine the first letters of
    one choose too: where a choice begins with a digit, digits are letters.
    """

    BINDINGS: ClassVar = [
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        Binding("space", "tick", show=False),
        Binding("enter", "screen.go_on", show=False),
        *(Binding(str(n), f"pick({n})", show=False) for n in range(1, 10)),
    ]
    DEFAULT_CSS = """
    Choices { height: auto; }
    Choices Pane { height: auto; background: $bar; }
    """

    def __init__(self, field: Field) -> None:
        super().__init__(id=f"ask-{field.key}")
        self.field = field
        ticked = field.first if isinstance(field.first, tuple) else (field.first,) if field.first else ()
        self.ticked = {key for key in ticked if isinstance(key, str)}
        keys = [key for key, label in field.choices]
        unsaid = keys.index("") if "" in keys else 0
        self.at = next((n for n, key in enumerate(keys) if key in self.ticked), unsaid)
        self.typed = ""
        self._lines = -1  # that were broken; none yet

    def compose(self) -> ComposeResult:
        """The choices as text."""
        yield Static(classes="choices")

    def on_mount(self) -> None:
        """Say them."""
        self._say()

    def on_resize(self) -> None:
        """A row is broken between two choices, never within one."""
        self._say()

    def on_focus(self) -> None:
        """The place one stands at is marked."""
        self._say()

    def on_blur(self) -> None:
        """No longer."""
        self._say()

    @property
    def answer(self) -> Answer:
        """The key chosen, or all the ticked ones in their order."""
        keys = [key for key, label in self.field.choices]
        if self.field.takes is Takes.ONE:
            return keys[self.at] if keys else ""
        return tuple(key for key in keys if key in self.ticked)

    def action_step(self, by: int) -> None:
        """The next choice, or the one before."""
        self.at, self.typed = max(0, min(self.at + by, len(self.field.choices) - 1)), ""
        self._chosen()

    def steps(self, by: int) -> bool:
        """Whether the choice below, or above, stands on a line of its own; then it is chosen."""
        there = stacked(self.field) and 0 <= self.at + by < len(self.field.choices)
        if there:
            self.action_step(by)
        return there

    def action_pick(self, number: int) -> None:
        """The choice with this number."""
        if number <= len(self.field.choices):
            self.at = number - 1
            self.action_tick() if self.field.takes is Takes.SOME else self._chosen()
            if self.field.quick and isinstance(self.screen, Asking):
                self.screen.action_go_on()

    def on_key(self, event: events.Key) -> None:
        """The first letters of a choice, where there are too many for digits."""
        if len(self.field.choices) > DIGITS and event.character and event.is_printable and event.character != " ":
            if self._numbered and event.character.isdigit():
                return
            self._find(event.character)
            event.stop()
            event.prevent_default()

    @property
    def _numbered(self) -> bool:
        few = len(self.field.choices) <= DIGITS
        return few or not any(_(label)[:1].isdigit() for _key, label in self.field.choices)

    def _find(self, letter: str) -> None:
        """Go to the first choice that begins with what was typed, or else with this letter alone."""
        said = [fold(_(label)).replace(" ", "") for _key, label in self.field.choices]
        for typed in (self.typed + fold(letter), fold(letter)):
            found = next((n for n, label in enumerate(said) if label.startswith(typed)), None)
            if found is not None:
                self.at, self.typed = found, typed
                self._chosen()
                return

    def action_tick(self) -> None:
        """Tick one of several, or take the tick away."""
        if self.field.takes is Takes.SOME and self.field.choices:
            self.ticked ^= {self.field.choices[self.at][0]}
        self._chosen()

    def _chosen(self) -> None:
        self._say()
        screen = self.screen
        if isinstance(screen, Asking):
            screen.chosen()

    def _say(self) -> None:
        said = content(list(self._parts()))
        lines, self._lines = self._lines, len(said.wrap(self.size.width or INSIDE))
        self.query_one(Static).update(said, layout=lines != self._lines)

    def _parts(self) -> Iterator[Part]:
        by_line = stacked(self.field)
        width, taken = self.size.width or INSIDE, 0
        for n, (key, label) in enumerate(self.field.choices):
            number = f"{n + 1} " if n < DIGITS and self._numbered else ""
            said, ink = self._choice(n, key, label)
            long = len(_BETWEEN) + cell_len(number + said)
            if n:
                down = by_line or taken + long > width
                taken = 0 if down else taken
                yield ("\n" if down else _BETWEEN, Ink.PLAIN)
            taken += long
            yield (number, Ink.KEY if self.has_focus else Ink.MUTED)
            yield (said, ink)

    def _choice(self, n: int, key: str, label: str) -> tuple[str, Ink]:
        here, said = n == self.at, _begun(_(label))
        if self.field.takes is not Takes.SOME:
            return (f"[{said}]", Ink.TITLE) if here else (said, Ink.MUTED)
        text = f"{'✓' if key in self.ticked else '·'} {said}"
        return (f"[{text}]" if here and self.has_focus else text, Ink.TITLE if key in self.ticked else Ink.PLAIN)


def _begun(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def stacked(field: Field) -> bool:
    """A line for each choice."""
    return field.stacked or (field.takes is Takes.SOME and len(field.choices) > 4)
