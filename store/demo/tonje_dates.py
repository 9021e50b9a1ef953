"""When Tonje's story happens, week after week of school.

The rule of this file: the dates follow from the school year, as in ``store.demo.tonje``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from store.demo.diary import Weeks


class Dates(msgspec.Struct, frozen=True):
    """When it happens: the weeks of the story, by their first school day."""

    ill: tuple[date, ...]  # influenza
    refuses: tuple[date, ...]  # will not go
    back: tuple[date, ...]  # followed to school, step 1
    again: tuple[date, ...]  # the same once more
    alone: tuple[date, ...]  # goes by herself, step 2
    close: date
    look_again: date


def dates(days: Sequence[date]) -> Dates:
    """Three weeks into the autumn, and then week after week of school."""
    weeks = Weeks(days)
    first = weeks.whole(days[0] + timedelta(weeks=3))
    told = [first]
    for _ in range(4):
        told.append(weeks.monday(told[-1] + timedelta(weeks=1)))
    ill_week, refuses, back, again, alone = (weeks.week(monday) for monday in told)
    close = weeks.on(alone[-1] + timedelta(weeks=1))
    return Dates(ill_week, refuses, back, again, alone, close, weeks.on(close + timedelta(weeks=4)))
