"""In turn: a key is let in when the one before it has done what it does.

Textual hands keys out as they come, so those that arrive in one packet (a slow line, a fast hand) reach the widget
that had the keys when the packet came: after Enter on a question, the "v" of a word would be the answer "vet ikke".
Behind each key something is sent the same way (widget, its parents, the app), a few times over, so that what the key
posted is done too; until it is back, the next ones wait.

The rules of this file: no key is lost or changes its place; what is sent behind a key never comes back where a
widget went away with it, and that holds nobody up for long.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import partial

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

ROUNDS = 4  # the key; what its widget posts; what the view posts upon that; the dialog that is asked for
AT_MOST = 0.5  # seconds


class InTurn(App[None]):
    """The keys, one at a time, and none while ``keys_wait``."""

    keys_wait = False

    def __init__(self) -> None:
        super().__init__()
        self._in_line: deque[events.Key | events.Paste] = deque()
        self._let_in = 0
        self._on_its_way = False
        self._patient_with = 0

    async def on_event(self, event: events.Event) -> None:
        """A key or a paste takes its place in the line; all else is not held up."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._in_line.append(event)
            await self.next_key()
        else:
            await super().on_event(event)

    async def next_key(self) -> None:
        """The first in the line is let in, if it may be."""
        if self._in_line and not self._on_its_way and not self.keys_wait and self.screen_stack:
            self._on_its_way = True
            self._let_in += 1
            await super().on_event(self._in_line.popleft())
            self._send_behind(self._let_in, ROUNDS)
        if self._in_line and self._on_its_way and self._patient_with != self._let_in:
            self._patient_with = self._let_in
            self.set_timer(AT_MOST, partial(self.call_later, self._done, self._let_in))

    def _send_behind(self, turn: int, rounds: int) -> None:
        if not self.screen_stack:  # on the way out
            return
        way: list[MessagePump] = [self.screen, self]
        if self.focused is not None:
            way = [each for each in self.focused.ancestors_with_self if isinstance(each, MessagePump)]
        self._hop(turn, rounds, iter(way))

    def _hop(self, turn: int, rounds: int, way: Iterator[MessagePump]) -> None:
        """On to the next on the way that still takes messages; from the last of them the next round begins."""
        if any(each.call_later(self._hop, turn, rounds, way) for each in way):
            return
        if rounds > 1:
            self._send_behind(turn, rounds - 1)
        else:
            self.call_later(self._done, turn)

    async def _done(self, turn: int) -> None:
        if turn == self._let_in and self._on_its_way:
            self._on_its_way = False
            await self.next_key()
