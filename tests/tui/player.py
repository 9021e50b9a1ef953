"""One who plays a story at the keys, with a stopwatch: what is pressed is counted, station by station.

The rules of this file: keys come as a hand sends them, the next before the last has done its work, and a player looks
at the screen after each bundle; a word that is typed is no key, however long it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from textual import events

from tests.tui.journey import at_once, program, seen, shown, until
from tests.tui.stage import screen_text
from tui.app import TilstedeApp
from tui.ask_choices import Choices


class Player:
    """Who sits there. ``keys``: how many were pressed in each station."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys: Counter[str] = Counter()
        self._station = ""
        self._app: TilstedeApp | None = None

    @property
    def app(self) -> TilstedeApp:
        """The program that is open."""
        assert self._app is not None
        return self._app

    @asynccontextmanager
    async def sits_down(self, user: str, now: datetime) -> AsyncIterator[None]:
        """Somebody opens the program at a time, and quits it."""
        async with program(self.folder, user=user, now=now) as (app, _):
            self._app = app
            yield
            at_once(app, "q")
            await until(lambda: app.return_code is not None, lambda: shown(app))

    def station(self, name: str) -> None:
        """The next keys are this station's."""
        self._station = name

    async def press(self, *keys: str, sees: str = "") -> str:
        """Keys, and what is to be seen after them."""
        self.keys[self._station] += len(keys)
        at_once(self.app, *keys)
        return await seen(self.app, sees) if sees else ""

    async def types(self, words: str, *keys: str, sees: str = "") -> str:
        """Words into the field one stands in, and the keys after them."""
        self.app.post_message(events.Paste(words))
        return await self.press(*keys, sees=sees)

    async def finds(self, name: str, *keys: str, sees: str = "") -> str:
        """A pupil is searched for, and opened by the keys."""
        await self.press("slash")
        return await self.types(name, "enter", *keys, sees=sees)

    async def down_to(self, word: str, *keys: str, sees: str = "") -> str:
        """The cursor to the row with a word in it, and the keys there."""
        await until(self._all_in, lambda: shown(self.app))
        for _ in range(60):
            if self._at(word):
                return await self.press(*keys, sees=sees)
            await self._down()
        raise AssertionError(f"no row with {word!r} in\n{shown(self.app)}")

    async def goes_to(self, field: str) -> None:
        """In a dialog, on to a field."""
        for _ in range(20):
            await until(self._all_in, lambda: shown(self.app))
            if self._field() == field:
                return
            await self.press("enter")
        raise AssertionError(f"no field {field!r} in\n{shown(self.app)}")

    async def picks(self, field: str, word: str, *keys: str) -> None:
        """In a dialog, the choice with a word in it by the digit before it; another name is typed."""
        await self.goes_to(field)
        choices = self.app.focused
        assert isinstance(choices, Choices), shown(self.app)
        labels = [label for _key, label in choices.field.choices]
        found = next((n for n, label in enumerate(labels, 1) if word in label), 0)
        await self.press(str(found or len(labels)))
        if not found:
            await self.goes_to(f"{field}-other")
            await self.types(word)
        await self.press(*keys)

    def _all_in(self) -> bool:
        """Every key has done what it does."""
        app = self.app
        return not (app.message_queue_size or app._in_line or app._settling or app.keys_wait)

    def _field(self) -> str:
        return str(self.app.focused.id).removeprefix("ask-") if self.app.focused else ""

    async def stands_at(self, word: str) -> None:
        """The cursor has come to a row with a word in it."""
        await until(lambda: self._at(word), lambda: f"not at {word!r} in\n{shown(self.app)}")

    def _at(self, word: str) -> bool:
        return any(word in line for _, line in self._cursor())

    def _cursor(self) -> list[tuple[int, str]]:
        return [(n, line) for n, line in enumerate(screen_text(self.app)) if "▌" in line]

    async def _down(self) -> None:
        before = self._cursor()
        await self.press("down")
        moved = lambda: self._all_in() and self._cursor() != before  # noqa: E731 - waited for at once
        await until(moved, lambda: f"the last row:\n{shown(self.app)}")

    async def is_back(self) -> None:
        """No question stands open any more."""
        await until(lambda: self.app.screen is self.app.default_screen, lambda: shown(self.app))
