"""When what somebody is typing is told though they have not left it: after a rest, and never much later than its keys.

The rules of this file: whoever types without a rest is told ``LATEST`` seconds after the first key that is not told,
so that a machine that stops takes no more than that.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

PAUSE = 1.5  # seconds without a key
LATEST = 3.0  # seconds from the first key that is not told


class Rest:
    """The clock of one place where words are typed."""

    def __init__(self, owner: Widget, tell: Callable[[], None]) -> None:
        self._owner = owner
        self._tell = tell
        self._pause: Timer | None = None
        self._latest: Timer | None = None

    def key(self, *, untold: bool) -> None:
        """A key changed the words; ``untold``: whether they differ from what was told."""
        _stop(self._pause)
        if not untold:
            self._told()
            return
        self._pause = self._owner.set_timer(PAUSE, self._now)
        self._latest = self._latest or self._owner.set_timer(LATEST, self._now)

    def _told(self) -> None:
        _stop(self._pause)
        _stop(self._latest)
        self._pause = self._latest = None

    def _now(self) -> None:
        self._told()
        self._tell()


def _stop(timer: Timer | None) -> None:
    if timer is not None:
        timer.stop()
