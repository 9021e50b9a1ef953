"""The kinds of absence the made-up school is told with.

The rule of this file: one function for each thing a teacher writes down, and nothing about who or how often.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import msgspec

from rules.facts import Category, Reason
from store.demo.year import BEFORE_LONG_BREAK

OSLO = ZoneInfo("Europe/Oslo")


class Away(msgspec.Struct, frozen=True):
    """One absence of one student; no lessons is the whole day. ``told`` is when the home sent word."""

    day: date
    lessons: tuple[int, ...] = ()
    category: Category = Category.UNEXCUSED
    reason: Reason = Reason.NONE
    comment: str = ""
    told: datetime | None = None


def ill(day: date, draw: Random, comment: str = "", reason: Reason = Reason.ILLNESS) -> Away:
    """Ill at home; nearly always the home has sent word in the morning, and always about a certificate."""
    if draw.random() < 0.08 and reason is Reason.ILLNESS:
        return Away(day, comment=comment)
    return Away(day, (), Category.EXCUSED, reason, comment, _morning(day, draw))


def reported_ill(day: date, draw: Random, comment: str) -> Away:
    """Ill at home, and the home has sent word in the morning."""
    return Away(day, (), Category.EXCUSED, Reason.ILLNESS, comment, _morning(day, draw))


def stayed_away(day: date, comment: str = "") -> Away:
    """Not at school, and no ground the school accepts."""
    return Away(day, comment=comment)


def skipped(day: date, lessons: tuple[int, ...]) -> Away:
    """At school, but not in these lessons."""
    return Away(day, lessons)


def went_home(day: date, lessons: int, comment: str = "", after: int = BEFORE_LONG_BREAK) -> Away:
    """Left in the break after a lesson, and did not come back."""
    return Away(day, tuple(range(after + 1, lessons + 1)), Category.LEFT, comment=comment)


def sent_home(day: date, lessons: int, draw: Random) -> Away:
    """Fell ill at school and was sent home."""
    rest = tuple(range(draw.randint(3, lessons), lessons + 1))
    return Away(day, rest, Category.LEFT, Reason.SENT_HOME_ILL, draw.choice(("vondt i magen", "feber", "hodepine")))


def late(day: date, minutes: int = 0) -> Away:
    """Came after the first lesson had begun."""
    return Away(day, (1,), Category.TARDY, comment=f"{minutes} min" if minutes else "")


def dentist(day: date, draw: Random) -> Away:
    """An appointment the school knew of."""
    first = draw.randint(1, 4)
    what = draw.choice(("tannlege", "lege", "BUP", "tannregulering"))
    return Away(day, (first, first + 1), Category.EXCUSED, Reason.APPOINTMENT, what, _morning(day, draw))


def on_leave(day: date, draw: Random) -> Away:
    """Leave that was asked for and given."""
    what = draw.choice(("begravelse", "bryllup", "familiebesøk", "cup"))
    return Away(day, (), Category.EXCUSED, Reason.GRANTED_LEAVE, what, _morning(day, draw))


def agreed_away(day: date, lessons: tuple[int, ...]) -> Away:
    """Not expected: the agreement's step says so."""
    return Away(day, lessons, Category.REDUCED, comment="etter avtalen")


def _morning(day: date, draw: Random) -> datetime:
    return datetime.combine(day, time(7, 5), OSLO) + timedelta(minutes=draw.randrange(80))
