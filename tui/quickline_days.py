"""Dates as people say them: "i dag", "man-ons", "14-16.9", "uke 37", "fra mandag".

The rules of this file: a weekday or a bare day ("14.") is the latest that is not in the future, unless one says
"neste"; a date with a month is that date of today's school year; the end of a range follows its start. Names of days
and months are arrow's, in both forms of Norwegian and in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from rules.names import fold

if TYPE_CHECKING:
    from arrow.locales import Locale

#: Days by name, counted from today; spelt as they are typed without Norwegian keys.
_NEAR: Mapping[str, int] = {
    "i dag": 0,
    "idag": 0,
    "today": 0,
    "i gar": -1,
    "igar": -1,
    "yesterday": -1,
    "i forgars": -2,
    "forgars": -2,
    "i morgen": 1,
    "imorgen": 1,
    "tomorrow": 1,
    "i overmorgen": 2,
    "overmorgen": 2,
}
_NEXT = frozenset({"neste", "next", "kommende"})
_BEFORE = frozenset({"forrige", "sist", "siste", "last", "previous"})

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?\.?(?!\d)")
_NAMED = re.compile(r"(?P<day>\d{1,2})\.?\s*(?P<name>[^\W\d_]{3,9})\b\.?(?:\s+(?P<year>\d{4})\b)?")
_DAY = re.compile(r"(?P<day>\d{1,2})\.(?!\d)")
_BARE = re.compile(r"(?P<day>\d{1,2})(?=\s*[-–—])")
_WEEK = re.compile(r"\s*(?:i\s+)?(?:uke|veke|week)\s*(\d{1,2})\b")
_SINCE = re.compile(r"(?:fra|siden|from|since)\s+")
_WORDS = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+)?")
_WORD = re.compile(r"[^\W\d_]+")
_DASH = re.compile(r"\s*(?:-|–|—|\btil\b|\btom\b|\bto\b|\buntil\b)\s*(?:og\s+med\s+)?")
_AND = re.compile(r"\s*(?:,|\bog\b|\band\b|&|\+)\s*")

_SHORTEST_NAME = 3
_LONGEST_RANGE = 366

#: "28-2.10" turns a month; "16-14.9" is a slip.
_TURNS_MONTH = 10


class Dates(msgspec.Struct, frozen=True):
    """Dates read, in order, and where they end in the text. ``named``: each was said by itself, none is of a range."""

    days: tuple[date, ...]
    end: int
    named: bool = True


class _Said(msgspec.Struct, frozen=True):
    """One date as it was said: what of it was said, and where it ends."""

    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    near: int | None = None
    ahead: int = 0  # 1: "neste", -1: "forrige"


def read_dates(text: str, at: int, today: date) -> Dates | None:
    """The dates that stand at a place in a text in small letters; None where none do."""
    if week := _WEEK.match(text, at):
        return _in_week(text, week, today)
    if since := _SINCE.match(text, at):
        return _since(text, since.end(), today)
    parts, end = _parts(text, at)
    if not parts:
        return None
    week = _WEEK.match(text, end)
    monday = _week(int(week[1]), today)[:1] if week else ()
    days = _settled(parts, today, monday[0] if monday else None)
    if not days:
        return None
    return Dates(days, week.end() if week else end, all(last is None for _first, last in parts))


def _in_week(text: str, week: re.Match[str], today: date) -> Dates | None:
    """ "uke 37": its five days, or those of them named after it ("uke 37 man-ons")."""
    days = _week(int(week[1]), today)
    if not days:
        return None
    parts, end = _parts(text, week.end() + 1) if text[week.end() : week.end() + 1] == " " else ([], 0)
    if parts and all(said is None or said.weekday is not None for part in parts for said in part):
        return Dates(_settled(parts, today, days[0]), end, all(last is None for _first, last in parts))
    return Dates(days, week.end(), named=False)


def _since(text: str, at: int, today: date) -> Dates | None:
    """ "fra mandag": from that day until today; "fra 14.9 til 16.9" is a range like any other."""
    found = read_dates(text, at, today)
    if found is None or not found.named or len(found.days) > 1 or found.days[0] > today:
        return found
    return Dates(_each(found.days[0], today), found.end, named=False)


def _parts(text: str, at: int) -> tuple[list[tuple[_Said, _Said | None]], int]:
    """The dates and ranges in a row, as they were said."""
    parts: list[tuple[_Said, _Said | None]] = []
    end = place = at
    while found := _range(text, place):
        parts.append(found)
        end = (found[1] or found[0]).end
        more = _AND.match(text, end)
        if more is None:
            break
        place = more.end()
    return parts, end


def _range(text: str, at: int) -> tuple[_Said, _Said | None] | None:
    """A date, or two with a dash between; the first may then be a bare number ("14-16.9")."""
    first = _one(text, at)
    if first is None and (bare := _BARE.match(text, at)):
        first = _Said(bare.end(), int(bare["day"]))
        must = True
    else:
        must = False
    if first is None:
        return None
    dash = _DASH.match(text, first.end)
    last = _one(text, dash.end()) if dash else None
    return None if must and last is None else (first, last)


def _one(text: str, at: int) -> _Said | None:
    """One date as it stands."""
    for form in (_ISO, _NUMBERS):
        if found := form.match(text, at):
            year = found["year"]
            full = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
            return _Said(found.end(), int(found["day"]), int(found["month"]), full)
    if (found := _NAMED.match(text, at)) and (month := _months().get(fold(found["name"]))):
        return _Said(found.end(), int(found["day"]), month, int(found["year"]) if found["year"] else None)
    if found := _DAY.match(text, at):
        return _Said(found.end(), int(found["day"]))
    return _worded(text, at)


def _worded(text: str, at: int) -> _Said | None:
    """A day by name: "i går", "man", "neste tirsdag", and "mandag 14.9", where the number says which."""
    if (two := _WORDS.match(text, at)) and (near := _NEAR.get(" ".join(fold(two[0]).split()))) is not None:
        return _Said(two.end(), near=near)
    word = _WORD.match(text, at)
    if word is None:
        return None
    name = fold(word[0])
    if name in _NEAR:
        return _Said(word.end(), near=_NEAR[name])
    if name in _NEXT | _BEFORE:
        after = _worded(text, word.end() + 1)
        return (
            msgspec.structs.replace(after, ahead=1 if name in _NEXT else -1)
            if after and after.weekday is not None
            else None
        )
    weekday = _weekday(name)
    if weekday is None:
        return None
    end = word.end() + (text[word.end() : word.end() + 1] == ".")
    number = _one(text, end + 1) if text[end : end + 1] == " " else None
    return number if number and number.day is not None else _Said(end, weekday=weekday)


def _settled(parts: list[tuple[_Said, _Said | None]], today: date, monday: date | None) -> tuple[date, ...]:
    """The dates meant; () if one of them does not exist. A bare day takes the month of the next that has one."""
    days: set[date] = set()
    month: _Said | None = None
    for first, last in reversed(parts):
        month = next((said for said in (last, first) if said and said.month), month)
        found = _span(_in_month(first, last or month), _in_month(last, month) if last else None, today, monday)
        if not found:
            return ()
        days |= set(found)
    return tuple(sorted(days))


def _in_month(said: _Said, other: _Said | None) -> _Said:
    """A bare day in the month of another, or in the month before where it is a few days before it ("28-2.10")."""
    if said.month or said.day is None or other is None or other.month is None or other.day is None:
        return said
    if 0 < said.day - other.day < _TURNS_MONTH:
        return msgspec.structs.replace(
            said, month=other.month, year=other.year
        )  # runs backwards, and is refused as such
    before = said.day > other.day
    month = other.month - before or 12
    year = other.year if other.year is None or not (before and month == 12) else other.year - 1
    return msgspec.structs.replace(said, month=month, year=year)


def _span(first: _Said, last: _Said | None, today: date, monday: date | None) -> tuple[date, ...]:
    if last and last.month and first.weekday is not None:
        end = _day(last, today)
        start = end and _weekday_before(first.weekday, end)
    else:
        start = _day(first, today, monday)
        end = _day(last, today, monday, after=start) if last else start
    if start is None or end is None or not 0 <= (end - start).days <= _LONGEST_RANGE:
        return ()
    return _each(start, end)


def _day(said: _Said, today: date, monday: date | None = None, after: date | None = None) -> date | None:
    """The date that was said; ``monday``: of the week named beside it, ``after``: the start of its range."""
    if said.near is not None:
        return today + timedelta(days=said.near)
    if said.weekday is not None:
        return _by_weekday(said, today, monday, after)
    assert said.day is not None
    if said.month:
        return _in_school_year(said.day, said.month, said.year, today)
    if after:
        return next((day for day in _each(after, after + timedelta(days=61)) if day.day == said.day), None)
    return next((day for day in reversed(_each(today - timedelta(days=61), today)) if day.day == said.day), None)


def _by_weekday(said: _Said, today: date, monday: date | None, after: date | None) -> date:
    assert said.weekday is not None
    if monday:
        return monday + timedelta(days=said.weekday)
    if after:
        return after + timedelta(days=(said.weekday - after.weekday()) % 7)
    if said.ahead > 0:
        return today + timedelta(days=(said.weekday - today.weekday() - 1) % 7 + 1)
    return _weekday_before(said.weekday, today - timedelta(days=1 if said.ahead else 0))


def _weekday_before(weekday: int, day: date) -> date:
    """The last such weekday not after a day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _in_school_year(day: int, month: int, year: int | None, today: date) -> date | None:
    start = today.year if today.month >= 8 else today.year - 1
    try:
        return date(year or (start if month >= 8 else start + 1), month, day)
    except ValueError:
        return None


def _week(number: int, today: date) -> tuple[date, ...]:
    """Monday to Friday of a week of today's school year, which turns in week 31."""
    start = today.year if today.month >= 8 else today.year - 1
    try:
        monday = date.fromisocalendar(start if number > 30 else start + 1, number, 1)
    except ValueError:
        return ()
    return _each(monday, monday + timedelta(days=4))


def _each(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=count) for count in range((last - first).days + 1))


def _weekday(name: str) -> int | None:
    """The weekday a word names, or starts to name with three letters or more."""
    if len(name) < _SHORTEST_NAME:
        return None
    return next((number for day, number in _weekdays().items() if day.startswith(name)), None)


@lru_cache(maxsize=1)
def _weekdays() -> Mapping[str, int]:
    """The weekdays by name, Monday 0."""
    return {fold(name): number for each in _locales() for number, name in enumerate(each.day_names[1:])}


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    """The months by name and by abbreviation."""
    return {
        fold(name): number
        for each in _locales()
        for names in (each.month_names, each.month_abbreviations, ["", *[name[:3] for name in each.month_names[1:]]])
        for number, name in enumerate(names)
        if name
    } | {"sept": 9}


@lru_cache(maxsize=1)
def _locales() -> tuple[Locale, ...]:
    from arrow.locales import get_locale

    return get_locale("nb"), get_locale("nn"), get_locale("en")
