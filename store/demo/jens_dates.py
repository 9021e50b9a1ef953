"""When Jens's story happens: from the winter holiday on, across Easter, to the eighth week at school.

The rule of this file: dates follow from the school days alone, so that the story can be told in any school year.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from store.demo.diary import Weeks

TEN = 10  # school days: «Hvert trinn i planen gjelder for to uker»


class Dates(msgspec.Struct, frozen=True):
    """When it happens."""

    gone: date  # the first day after the winter holiday
    call: date  # the teacher rings, and decides
    team: date  # the resource team
    talk: date  # the resource teacher's talk at home
    meet: date  # the multi-agency meeting, two weeks on, or the first school day after
    start: date  # step 1
    early: date  # the first Friday meeting
    second: date  # two weeks on: meeting 2
    step_2: date
    week_17: date
    step_3: date
    ill: date  # the resource teacher has influenza
    back: date  # a step back
    step_3_again: date
    last: date  # the eighth week's Friday


def dates(days: Sequence[date]) -> Dates:
    """From the winter holiday on."""
    weeks = Weeks(days)
    gone = _after_winter(days)
    call = weeks.on(gone + timedelta(days=8))
    meet = weeks.on(call + timedelta(weeks=2))
    start = weeks.monday(meet + timedelta(days=1))
    step_2 = weeks.monday(weeks.further(start, TEN))
    step_3 = weeks.monday(weeks.further(step_2, TEN))
    week_17 = weeks.on(date.fromisocalendar(days[-1].year, 17, 3))
    back = weeks.on(step_3 + timedelta(weeks=1))
    return Dates(
        gone=gone, call=call, team=weeks.on(call + timedelta(days=2)), talk=weeks.on(call + timedelta(weeks=1)),
        meet=meet, start=start, early=weeks.on(start + timedelta(days=4)),
        second=min(weeks.on(start + timedelta(days=18)), weeks.before(week_17)),
        step_2=step_2, week_17=week_17, step_3=step_3,
        ill=weeks.on(step_3 + timedelta(days=2)), back=back,
        step_3_again=weeks.monday(back + timedelta(weeks=2)), last=weeks.on(start + timedelta(days=7 * 7 + 4)),
    )  # fmt: skip


def _after_winter(days: Sequence[date]) -> date:
    """The first school day after a week or more without school in February or March."""
    breaks = (b for a, b in pairwise(days) if b - a > timedelta(days=8))
    return next(day for day in breaks if day.month in (2, 3))
