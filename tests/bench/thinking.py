"""How long the rules take over a school of 1,000, beside the time it takes merely to parse the same files."""

from __future__ import annotations

import statistics
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson

from rules.calendar import SchoolDays
from rules.facts import school_year
from rules.guide import load
from rules.worry import flags as flags_of
from rules.worry import standing
from store.door import Store
from tests.bench.rows import Row, seconds


def flags(school: Path, now: str) -> list[Row]:
    """All current flags from parsed facts; one student after a mark."""
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Oslo"))
    on = moment.date()
    year = school_year(on)
    store = Store(school)
    guide = load(store.school().guide)
    calendar = SchoolDays(next(c for c in store.school().calendars if c.year == year))
    everybody = list(store.attendance(year).values())
    texts = [path.read_bytes() for path in sorted((school / "attendance" / year).glob("*.json"))]
    parsing = min(seconds(lambda: [orjson.loads(text) for text in texts]) for _ in range(7))
    judging = min(seconds(lambda: [standing(a, calendar, guide, on, moment) for a in everybody]) for _ in range(7))
    busiest = max(everybody, key=lambda attendance: len(attendance.days))
    one = statistics.median(seconds(lambda: flags_of(busiest, calendar, guide, on, moment)) for _ in range(50))
    size = sum(map(len, texts))
    days = sum(len(attendance.days) for attendance in everybody)
    return [
        Row(
            "all current flags of 1,000 students",
            judging / parsing,
            3,
            "×",
            f"{judging * 1000:.0f} ms beside orjson.loads {parsing * 1000:.0f} ms: {size / 1e6:.1f} MB, {days:,} days",
        ),
        Row("one student with evidence, after a mark", one * 1000, 2, "ms", f"{len(busiest.days)} days with marks"),
    ]
