"""The students one should notice: Tonje and Jens as the guide tells them, and others a school knows.

The rules of this file: a story is a function of the year, the student's lessons and the seed; some lie where the
guide puts them, some end where today is, so that there is something to see whenever the school is opened. Who has
which story, and how many, is the table STORIES. Most of a school has none: see ``everyday``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random

import msgspec

from rules.facts import Reason
from store.demo import jens, tonje
from store.demo.away import (
    Away,
    ill,
    late,
    on_leave,
    sent_home,
    skipped,
    stayed_away,
    went_home,
)
from store.demo.jens_dates import dates
from store.demo.year import MUSIC_DAY

WEEK, MONTH = 5, 20  # in school days


class Year(msgspec.Struct, frozen=True):
    """What a story is told from: the school days, which of them is today, and how many lessons a weekday has."""

    days: tuple[date, ...]
    today: int
    lessons: tuple[int, ...]

    def lessons_on(self, day: date) -> int:
        """How many lessons the student has on a day."""
        return self.lessons[day.weekday()]

    def back(self, distances: Sequence[int]) -> tuple[date, ...]:
        """The school days so many before today, oldest first, as far as the year has them."""
        return tuple(self.days[self.today - n] for n in sorted(distances, reverse=True) if n <= self.today)

    def after_breaks(self) -> tuple[int, ...]:
        """The first school days after a week or more of holiday."""
        later = zip(self.days, self.days[1:], strict=False)
        return tuple(i for i, (last, first) in enumerate(later, 1) if first - last > timedelta(days=8))


Story = Callable[[Year, Random], Iterator[Away]]


def tonjes(year: Year, draw: Random) -> Iterator[Away]:
    """Influenza for a week, three weeks into the autumn; the week after she will not go; then she is helped back."""
    yield from tonje.away(year.days, draw)


def jenss(year: Year, draw: Random) -> Iterator[Away]:
    """More and more single days and half days, never a Wednesday; after the winter holiday gone for a month."""
    gone = dates(year.days).gone
    for index, day in enumerate(year.days):
        if day < gone and day.weekday() != MUSIC_DAY:
            yield from _now_and_then(day, year, index / (3 * MONTH), draw)
    yield from jens.away(year.days, year.lessons, draw)


def wednesdays_kept(year: Year, draw: Random) -> Iterator[Away]:
    """Away more and more, but never on a Wednesday."""
    for index, day in enumerate(year.days):
        if day.weekday() != MUSIC_DAY:
            yield from _now_and_then(day, year, 0.8 * index / (3 * MONTH), draw)


def skipper(year: Year, draw: Random) -> Iterator[Away]:
    """Is at school, but not in every lesson; now and then a whole Friday."""
    for day in year.days[MONTH:]:
        if day.weekday() == 4 and draw.random() < 0.08:
            yield stayed_away(day)
        elif draw.random() < 0.25:
            first = draw.randint(2, year.lessons_on(day) - 2)
            yield skipped(day, (first, first + 1)[: draw.randint(1, 2)])


def leaver(year: Year, draw: Random) -> Iterator[Away]:
    """Comes in the morning, and goes home in the long break."""
    for day in year.days[2 * WEEK :]:
        if draw.random() < 0.16:
            yield went_home(day, year.lessons_on(day), draw.choice(("", "", "sa ikke fra")))


def late_sleeper(year: Year, draw: Random) -> Iterator[Away]:
    """Late every week, and nothing else."""
    yield from (late(day, draw.choice((5, 10, 20, 30))) for day in year.days if draw.random() < 0.2)


def long_illness(year: Year, draw: Random) -> Iterator[Away]:
    """Two weeks with a doctor's certificate, over by now."""
    yield from (ill(day, draw, "legeerklæring", Reason.ILLNESS_CERTIFIED) for day in year.back(range(2, 11)))


def refuser(year: Year, draw: Random) -> Iterator[Away]:
    """Away most of the last weeks, and today."""
    yield from (ill(day, draw, "vondt i magen") for day in year.back((9, 10, 11)))
    yield from (stayed_away(day) for day in year.back(range(5)))


def days_here_and_there(year: Year, draw: Random) -> Iterator[Away]:
    """Seven single days in a month."""
    one_of_each_two = (draw.choice(two) for two in ((1, 2), (4, 5), (6, 7), (8, 9), (12, 13), (15, 16), (17, 18)))
    yield from (ill(day, draw) for day in year.back(tuple(one_of_each_two)))


def went_home_twice(year: Year, draw: Random) -> Iterator[Away]:
    """Went home before the day was over, twice in a month."""
    first, second = draw.randint(9, 16), draw.randint(1, 7)
    yield from (sent_home(day, year.lessons_on(day), draw) for day in year.back((first,)))
    yield from (went_home(day, year.lessons_on(day), "hentet av far") for day in year.back((second,)))


def missed_twice(year: Year, draw: Random) -> Iterator[Away]:
    """Was not in a lesson, twice in a month."""
    for day in year.back((draw.randint(9, 16), draw.randint(1, 7))):
        yield skipped(day, (draw.randint(2, year.lessons_on(day) - 1),))


def a_few_days(year: Year, draw: Random) -> Iterator[Away]:
    """Five or six days in a month, as happens when something goes round."""
    start, length = draw.randint(6, 12), draw.randint(3, 5)
    spell = {start + n for n in range(length)} | {draw.randint(1, 4)}
    while len(spell) < 5:
        spell.add(draw.randint(13, 18))
    yield from (ill(day, draw) for day in year.back(tuple(spell)))


def long_holiday(year: Year, draw: Random) -> Iterator[Away]:
    """Did not come back when the holiday was over: two days' leave, and then no word."""
    breaks = [first for first in year.after_breaks() if first <= year.today] or [0]
    away = year.days[breaks[-1] : breaks[-1] + 9]
    yield from (on_leave(day, draw) for day in away[:2])
    yield from (stayed_away(day) for day in away[2:])


def over_now(year: Year, draw: Random) -> Iterator[Away]:
    """A bad month, and well since: the flag has gone, and nobody has said what it was."""
    last = draw.randint(24, 30)
    yield from (ill(day, draw) for day in year.back(range(last, last + 8)))


class Told(msgspec.Struct, frozen=True):
    """A story, how many of 300 students have it, and from which grade."""

    story: Story
    of_300: int
    from_grade: int = 1


STORIES: tuple[Told, ...] = (
    Told(skipper, 2, 8),
    Told(leaver, 1, 5),
    Told(wednesdays_kept, 1, 6),
    Told(refuser, 1, 3),
    Told(long_illness, 1),
    Told(days_here_and_there, 2),
    Told(went_home_twice, 2),
    Told(missed_twice, 2, 5),
    Told(a_few_days, 8),
    Told(long_holiday, 2),
    Told(over_now, 2),
    Told(late_sleeper, 5),
)


def _now_and_then(day: date, year: Year, growing: float, draw: Random) -> Iterator[Away]:
    """A day at home, or home in the long break: both more often as time goes."""
    often = min(growing, 1.0)
    dice = draw.random()
    if dice < 0.4 * often:
        yield ill(day, draw, draw.choice(("hodepine", "hodepine", "astma", "")))
    elif dice < 0.7 * often:
        yield went_home(day, year.lessons_on(day), draw.choice(("hodepine", "gikk hjem i storefri", "")))
