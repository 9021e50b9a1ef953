"""What a row of the table is, and how figures are taken.

The rule of this file: a figure is a ratio to something measured in the same run, or a count of bytes; a row says
what was promised, what was seen, and by how much it falls short.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One promise and what was seen of it."""

    what: str
    seen: float
    promised: float
    unit: str  # "×" for a ratio, else bytes, ms, MB
    beside: str  # the figures behind it

    @property
    def met(self) -> bool:
        """Whether the promise is kept."""
        return self.seen <= self.promised

    def verdict(self) -> str:
        """Met, or by how much not."""
        if self.met:
            return "met"
        return f"NOT MET: {self.seen / self.promised:.2f} times too much" if self.promised else "NOT MET"


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def median_ms(times: list[float]) -> float:
    """The middle one, in milliseconds."""
    return statistics.median(times) * 1000


def p95_ms(times: list[float]) -> float:
    """The one that nineteen of twenty stay below, in milliseconds."""
    return sorted(times)[int(len(times) * 0.95)] * 1000
