"""A stopped clock: somebody asked for another time than the machine's, and what they tell keeps both.

The rule of this file: what is told under a stopped clock has ``at_real`` beside ``at``, and nothing else has; the
field stands right behind ``at`` in the order of keys, so that a line is stamped without being parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from store.lines import Line


class Stopped(msgspec.Struct, frozen=True):
    """The moment the clock shows, and what asks the machine."""

    at: datetime
    real: Callable[[], datetime]

    def stamped(self, lines: Iterable[Line]) -> list[Line]:
        """Lines as they are kept: each telling of the shown moment with the real one."""
        shown = b'"at":%s,' % msgspec.json.encode(self.at)
        unstamped = re.compile(re.escape(shown) + rb'(?!"at_real")')
        stamp = shown + b'"at_real":%s,' % msgspec.json.encode(self.real())
        return [unstamped.sub(stamp, line) for line in lines]
