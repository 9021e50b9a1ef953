"""A day or a time as somebody types it in a field.

The rules of this file: text in, a date or "HH:MM" out, None where it is not understood; a day to come is never read
as one that has been, nor the other way round, where the words leave a choice.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from rules.names import fold
from tui.quickline_days import read_dates

_TIME = re.compile(r"(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*$")
_AFTER = re.compile(r"\+(?P<days>\d{1,3})$")


def read_day(text: str, today: date, *, past: bool = False) -> date | None:
    """One day: ``fre``, ``28.9``, ``i morgen``, ``+14`` (days from today)."""
    typed = fold(text.strip())
    if after := _AFTER.match(typed):
        return today + timedelta(days=int(after["days"]))
    found = _one(typed, today)
    if found is None or past or found >= today:
        return found
    return _one(f"neste {typed}", today) or found


def read_time(text: str) -> str | None:
    """``14:30`` of ``14.30``, ``1430`` or ``14``."""
    typed = text.strip().lower()
    if re.fullmatch(r"\d{4}", typed):
        typed = f"{typed[:2]}:{typed[2:]}"
    found = _TIME.match(typed)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _one(text: str, today: date) -> date | None:
    found = read_dates(text, 0, today)
    return found.days[0] if found and len(found.days) == 1 and not text[found.end :].strip() else None
