"""The clock: what time it is, for the screens and the command line.

The rule of this file: nobody else in the program asks the machine for the time. A school is in Norway, so
every moment is aware and in Europe/Oslo. ``--now`` (or ``TILSTEDE_NOW``) stops the clock at a moment of one's
choice; ``real_now`` is always the machine's.
"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Outside of these a date that somebody typed is a slip of the hand."""

_FORM = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?")

_stopped_at: datetime | None = None


def now() -> datetime:
    """The moment it is: the one the clock was stopped at, else the real one."""
    return _stopped_at or real_now()


def real_now() -> datetime:
    """The moment the machine says it is."""
    return datetime.now(OSLO)


def stop_at(moment: datetime | None) -> None:
    """Stop the clock at a moment; None lets it run again."""
    global _stopped_at
    _stopped_at = moment


def stopped() -> bool:
    """Does the clock stand still because somebody asked for it?"""
    return _stopped_at is not None


def moment(text: str) -> datetime:
    """What ``2026-10-22T08:31`` or ``2026-10-22`` (as the day begins) says, in Oslo; ValueError when it is neither."""
    if not _FORM.fullmatch(text):
        raise ValueError(text)
    read = datetime.fromisoformat(text)
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise ValueError(text)
    return (read if read.tzinfo else read.replace(tzinfo=OSLO)).astimezone(OSLO)
