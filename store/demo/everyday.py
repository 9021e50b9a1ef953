"""Everyday absence: what most students of a school have in a year.

The rule of this file: an ordinary student is ill now and then, more often when something goes round, and is never
so much away that anybody would worry: a spell of a few days at most, and a month between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from store.demo.away import Away, dentist, ill, late, on_leave, sent_home

MONTH = 20  # school days between spells, so that no window holds two
SPELLS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4)
WAVES = {43: 3.0, 44: 5.0, 45: 4.0, 46: 2.0, 5: 3.0, 6: 5.0, 7: 4.0}  # calendar week: how much more goes round
CHANCE_OF_ILLNESS = 0.013


def everyday(days: tuple[date, ...], lessons: tuple[int, ...], draw: Random) -> Iterator[Away]:
    """An ordinary student's year. ``lessons``: how many each weekday has."""
    frailty = draw.choice((0.3, 0.7, 1.0, 1.0, 1.5, 2.0))
    home_again, last_small = -MONTH, -MONTH
    for index, day in enumerate(days):
        if index < home_again:
            yield ill(day, draw)
        elif index > home_again + MONTH and draw.random() < frailty * _chance(day):
            home_again = index + draw.choice(SPELLS)
            yield ill(day, draw)
        elif index > last_small + MONTH and (small := _small_thing(day, lessons[day.weekday()], draw)):
            last_small = index
            yield small


def _chance(day: date) -> float:
    return CHANCE_OF_ILLNESS * WAVES.get(day.isocalendar().week, 1.0)


def _small_thing(day: date, lessons: int, draw: Random) -> Away | None:
    """What also happens, in the share of all days that it has."""
    dice = draw.random()
    if dice < 0.004:
        return late(day, draw.choice((5, 10, 15, 20)))
    if dice < 0.006:
        return dentist(day, draw)
    if dice < 0.0072:
        return on_leave(day, draw)
    return sent_home(day, lessons, draw) if dice < 0.0087 else None
