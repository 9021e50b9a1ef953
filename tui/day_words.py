"""Dates and lessons as they are said on the screen, in the language chosen.

The rule of this file: dates and numbers in, a few words out; what ``rules.words`` says already is said by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from rules import words as said
from rules.shares import Share
from tui.language import _, words


def day_month(day: date) -> str:
    """``22. sep``."""
    return said.short_date(day, words())


def short(day: date) -> str:
    """``22.9.``."""
    return _("{day}.{month}.").format(day=day.day, month=day.month)


def weekday_day(day: date) -> str:
    """``tir 22. sep``."""
    return said.weekday_date(day, words())


def untaught(of: Share) -> str:
    """Lessons without teaching that nobody was expected in, a plan's or a leave's; "" where there are none.

    "0 av 142 timer tapt" alone would hide that somebody who keeps an agreement of two lessons a day misses the rest.
    """
    if of.untaught <= of.lost:
        return ""
    return _(", i alt {untaught} av {timetable} timer uten undervisning").format(
        untaught=of.untaught, timetable=of.timetable
    )


def dates(days: Iterable[date]) -> str:
    """``3. 7. 8. sep, 1. okt``: the month once for each run of days in it."""
    months = (list(run) for _month, run in groupby(sorted(days), key=lambda day: (day.year, day.month)))
    return ", ".join(_in_one_month(run) for run in months)


def _in_one_month(days: Sequence[date]) -> str:
    text = day_month(days[-1])
    for day in reversed(days[:-1]):
        text = _("{day}. {rest}").format(day=day.day, rest=text)
    return text


def lessons(numbers: Sequence[int]) -> str:
    """``3. time``, ``1.–3. time``; the whole day for none."""
    return said.lessons_said(tuple(numbers), words()) or _("hele dagen")


def month(day: date) -> str:
    """``sep``."""
    return _(said.MONTHS[day.month - 1])


def weekday(day: date) -> str:
    """``tir``."""
    return _(said.WEEKDAYS[day.weekday()])
