"""What somebody types about an agreement's step: how long it lasts, which lessons of which days, when the day starts.

How it is written: ``2 uker`` or ``5 dager``; ``man ons fre 2-3, ons 5`` (weekdays, then lessons; a day may come again;
a day without lessons has them all); ``09:10`` for every day of the step, or ``man 09:10, ons 10:00``.

The rules of this file: text in, typed values out, None where it is not understood; what is written back is read again
as the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rules.names import fold
from rules.words import WEEKDAYS
from tui.ask_reading import read_time
from tui.language import _, ngettext

Week = tuple[tuple[int, ...], ...]

SCHOOL_DAYS = 5
_LENGTH = re.compile(
    r"(?P<count>\d{1,3}|en|ei|et|to|tre|fire|fem|seks)?\s*(?P<unit>uker?|skoledag(?:er)?|dag(?:er)?)?$"
)
_COUNTS = {"en": 1, "ei": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6}
_NAMES = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag")
_ALL = frozenset({"alle", "hver", "daglig"})
_LESSONS = re.compile(r"(?P<first>\d{1,2})(?:[-–](?P<last>\d{1,2}))?\.?$")
_PIECES = re.compile(r"[\s,;.]+")
_MOST = 12


def read_length(text: str) -> int | None:
    """School days: ``2 uker`` is ten."""
    found = _LENGTH.fullmatch(fold(text.strip()))
    if found is None or not found["count"]:
        return None
    count = _COUNTS.get(found["count"]) or int(found["count"])
    return count * (SCHOOL_DAYS if (found["unit"] or "").startswith("uke") else 1) or None


def length_said(school_days: int | None) -> str:
    """``2 uker``, ``3 dager``."""
    if not school_days:
        return ""
    if school_days % SCHOOL_DAYS:
        return ngettext("{count} dag", "{count} dager", school_days).format(count=school_days)
    weeks = school_days // SCHOOL_DAYS
    return ngettext("{count} uke", "{count} uker", weeks).format(count=weeks)


def read_weekday(word: str) -> int | None:
    """``man``, ``Mandag``: 0."""
    typed = fold(word).rstrip(".")
    found = [n for n, name in enumerate(_NAMES) if len(typed) >= 2 and fold(name).startswith(typed)]
    return found[0] if len(found) == 1 else None


def read_weekdays(text: str) -> tuple[int, ...] | None:
    """``man ons`` or ``alle``; () for nothing."""
    found: set[int] = set()
    for word in _pieces(text):
        day = read_weekday(word)
        if word in _ALL:
            found |= set(range(SCHOOL_DAYS))
        elif day is None:
            return None
        else:
            found.add(day)
    return tuple(sorted(found))


def weekdays_typed(weekdays: Sequence[int]) -> str:
    """``man ons``."""
    return " ".join(WEEKDAYS[n] for n in weekdays)


def read_lessons(text: str, whole: Sequence[tuple[int, ...]] = ()) -> Week | None:
    """The lessons of each day, Monday first (seven days). ``whole``: all lessons of each weekday, for days without."""
    week: list[set[int]] = [set() for _ in range(7)]
    named: list[int] = []
    numbered = True
    for word in _pieces(text):
        days = list(range(SCHOOL_DAYS)) if word in _ALL else [day for day in (read_weekday(word),) if day is not None]
        numbers = _numbers(word)
        if days:
            named = [*days] if numbered else [*named, *days]
            numbered = False
        elif numbers and named:
            for day in named:
                week[day] |= set(numbers)
            numbered = True
        else:
            return None
    if not numbered and not _fill(week, named, whole):
        return None
    return tuple(tuple(sorted(day)) for day in week) if named else None


def _fill(week: list[set[int]], named: Sequence[int], whole: Sequence[tuple[int, ...]]) -> bool:
    """Days that were named last and without lessons have all of them."""
    for day in named:
        if day >= len(whole) or not whole[day]:
            return False
        week[day] |= set(whole[day])
    return True


def lessons_typed(weekdays: Week | None) -> str:
    """As it is typed: ``man ons fre 2-3, ons 5``; days with the same lessons together."""
    return ", ".join(
        f"{' '.join(WEEKDAYS[n] for n in days)} {' '.join(_runs(numbers))}"
        for numbers, days in _alike(weekdays or ()).items()
    )


def lessons_said(weekdays: Week | None) -> str:
    """As it is read: ``man, ons, fre 2.–3. time``."""
    return ", ".join(
        _("{days} {lessons}. time").format(
            days=" ".join(_(WEEKDAYS[n]) for n in days), lessons=", ".join(_runs(numbers))
        )
        for numbers, days in _alike(weekdays or ()).items()
    )


def _alike(week: Week) -> dict[tuple[int, ...], list[int]]:
    alike: dict[tuple[int, ...], list[int]] = {}
    for day, numbers in enumerate(week):
        if numbers:
            alike.setdefault(numbers, []).append(day)
    return alike


def _runs(numbers: tuple[int, ...]) -> Iterator[str]:
    """``2-3``, ``5``."""
    start = before = None
    for number in (*numbers, None):
        if before is not None and number != before + 1:
            yield str(start) if start == before else f"{start}-{before}"
            start = number
        elif start is None:
            start = number
        before = number


def read_starts(text: str, weekdays: Week | None) -> tuple[str, ...] | None:
    """When the day starts on each weekday, Monday first; one time is every day's. () for nothing."""
    if not text.strip():
        return ()
    days = [n for n in range(SCHOOL_DAYS) if weekdays is None or weekdays[n]]
    starts = [""] * 7
    named: list[int] = []
    timed = False
    for word in re.split(r"[\s,;]+", text.strip()):
        day, time = read_weekday(word), read_time(word)
        if day is not None:
            named = [day] if timed else [*named, day]
            timed = False
        elif time is not None:
            for each in named or days:
                starts[each] = time
            timed = True
        elif word:
            return None
    return tuple(starts) if timed else None


def starts_typed(starts: Sequence[str]) -> str:
    """As it is typed: ``09:10``, or ``man 09:10, ons 10:00``."""
    times = {time for time in starts if time}
    if len(times) <= 1:
        return next(iter(times), "")
    return ", ".join(f"{WEEKDAYS[n]} {time}" for n, time in enumerate(starts) if time)


def starts_said(starts: Sequence[str]) -> str:
    """As it is read."""
    return _("møter {times}").format(times=starts_typed(starts)) if any(starts) else ""


def _pieces(text: str) -> list[str]:
    return [word for word in _PIECES.split(fold(text)) if word and word not in {"og", "time", "timer"}]


def _numbers(word: str) -> tuple[int, ...]:
    found = _LESSONS.match(word)
    if found is None:
        return ()
    first = int(found["first"])
    last = int(found["last"] or first)
    return tuple(range(first, last + 1)) if 0 < first <= last <= _MOST else ()
