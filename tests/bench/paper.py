"""How long a document takes, after the first: facts are there, the paper is said anew and laid out each time."""

from __future__ import annotations

import statistics
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from store.door import Store
from tests.bench.rows import Row, seconds
from tui.command_line_duties import whole
from tui.paper.ink import pdf
from tui.paper.kinds import KINDS
from tui.paper.matter import Matter

ROUNDS = 10
LONGEST = ("agreement", "assessment", "handover")


def documents(school: Path, now: str) -> list[Row]:
    """The longest documents that are made in a meeting; the median of all, and the slowest kind."""
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Oslo"))
    seen = whole(Store(school), at)
    one = next(one for one in seen.school.students if one.given == "Tonje")
    matter = Matter(seen=seen, one=one)
    took = {kind: [1000 * seconds(lambda kind=kind: pdf(KINDS[kind].makes(matter), at)) for _ in range(ROUNDS + 1)][1:]
            for kind in LONGEST}  # fmt: skip
    medians = {kind: statistics.median(each) for kind, each in took.items()}
    slowest = max(medians, key=lambda kind: medians[kind])
    beside = ", ".join(f"{kind} {ms:.0f} ms" for kind, ms in medians.items())
    return [Row("a PDF after the first, the slowest kind", medians[slowest], 150, "ms", beside)]
