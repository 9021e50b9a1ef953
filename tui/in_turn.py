"""In turn: a key is let in when the one before it has done what it does.

Textual hands keys out as they come, so those that arrive in one packet (a slow line, a fast hand) reach the widget
that had the keys when the packet came: after Enter on a question, the "v" of a word would be the answer "vet ikke".
A key has done what it does when nothing waits any more where it went (its widget, the parents, the app) and where the
keys go now, and when it answered a question, what the answer tells is on the disk and shown, and when it asked for a
question, that is asked and stands: the next key is for what stands then, not for what stood before. Until then,
the next ones wait.

The rules of this file: no key is lost or changes its place; nothing that stays busy holds the keys up for long.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

CALM = 3  # turns of the event loop in which nothing waits: what a message leads to is posted within one
QUICKLY, PAUSE = 100, 0.002  # so many looks at every turn, then one in so many seconds
AT_MOST = 0.5  # seconds
UNTIL_TOLD = 2.0  # seconds at most, where another session holds the lock, or there is much to reckon first


class InTurn(App[None]):
    """The keys, one at a time, and none while ``keys_wait``."""

    keys_wait = False

    def __init__(self) -> None:
        super().__init__()
        self._in_line: deque[events.Key | events.Paste] = deque()
        self._settling: asyncio.Task[None] | None = None

    async def on_event(self, event: events.Event) -> None:
        """A key or a paste takes its place in the line; all else is not held up."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._in_line.append(event)
            await self.next_key()
        else:
            await super().on_event(event)

    async def next_key(self) -> None:
        """The first in the line is let in, if it may be."""
        if self._in_line and self._settling is None and not self.keys_wait and self.screen_stack:
            way, asked = self._way(), len(self.screen_stack)
            self._settling = asyncio.current_task()  # until there is one of its own
            if not self._comes_up():
                await super().on_event(self._in_line.popleft())
            self._settling = asyncio.create_task(self._settle(way, asked))

    async def _settle(self, way: list[MessagePump], asked: int) -> None:
        calm, looks, began = 0, 0, monotonic()
        while calm < CALM:
            await asyncio.sleep(0 if looks < QUICKLY else PAUSE)
            looks += 1
            tells = len(self.screen_stack) < asked and self._tells()
            comes = tells or self.keys_wait or self.question_comes() or self._comes_up()
            if monotonic() > began + (UNTIL_TOLD if comes else AT_MOST):
                break
            calm = 0 if comes or any(each.message_queue_size for each in {*way, *self._way()}) else calm + 1
        self.call_later(self._settled)

    def question_comes(self) -> bool:
        """Is a question asked for that has to wait for what it asks about?"""
        return False

    def _comes_up(self) -> bool:
        """Is what takes the keys now still being put up?"""
        return bool(self.screen_stack) and not self.screen.is_mounted

    def _tells(self) -> bool:
        """Is something being written?"""
        return any(worker.group == "tell" and not worker.is_finished for worker in self.workers)

    async def _settled(self) -> None:
        self._settling = None
        await self.next_key()

    def _way(self) -> list[MessagePump]:
        """Where a key goes."""
        if not self.screen_stack:  # on the way out
            return [self]
        if self.focused is None:
            return [self.screen, self]
        return [each for each in self.focused.ancestors_with_self if isinstance(each, MessagePump)]
