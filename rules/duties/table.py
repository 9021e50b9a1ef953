"""The table of duties: every row of the design's section 3, and who finds it.

The rules of this file: a row says whose duty it is, which numbers and times of the guide's data it reads (no other
may stand there, none may be missing), and the function that finds it; ``duties`` only walks the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from rules.duties.duty import Duty, For, Known
from rules.follow_up import DutyText

Finder = Callable[[Known, "Row", DutyText], Iterable[Duty]]


class Row(msgspec.Struct, frozen=True):
    """One kind of duty."""

    id: str
    role: For
    find: Finder
    numbers: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
