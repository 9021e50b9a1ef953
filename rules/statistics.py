"""The absence of many in numbers, as the leaders go through it: how much, how it is spread, what is open.

The rules of this file: sums of what ``shares`` says of each student, nobody's name; a student of whom nothing is known
in the time is counted apart and pulls no mean.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from rules.guide import Guide
from rules.shares import Band, Share

FREQUENT = 10  # per cent of the days; one of the guide's bands


class Statistics(msgspec.Struct, frozen=True):
    """Students, their days and lessons in a time. ``percent``: the mean of the students' own, one decimal."""

    students: int
    unknown: int  # of those, the students of whom no day is known
    days: int  # school days of all of them that are known
    absent_days: int
    percent: float
    bands: tuple[tuple[Band, int], ...]  # every band of the guide, and how many students lie in it
    lessons: int  # lessons that count and are known
    lost: int  # of those

    def from_percent(self, low: int) -> int:
        """How many students were away so many per cent of their days, or more."""
        return sum(count for band, count in self.bands if band.low >= low)


def statistics(shares: Iterable[Share], guide: Guide) -> Statistics:
    """The sums and the spread (the guide's bands, p. 4: attendance is to be gone through three times a year)."""
    every = tuple(shares)
    known = [one for one in every if one.days]
    bounds = (0, *guide.bands.percent)
    bands = [Band(low, high) for low, high in zip(bounds, (*bounds[1:], None), strict=True)]
    return Statistics(
        students=len(every),
        unknown=len(every) - len(known),
        days=sum(one.days for one in known),
        absent_days=sum(one.absent_days for one in known),
        percent=round(sum(one.percent for one in known) / len(known), 1) if known else 0.0,
        bands=tuple((band, sum(one.band == band for one in known)) for band in bands),
        lessons=sum(one.lessons for one in known),
        lost=sum(one.lost for one in known),
    )
