"""Dates and times as spreadsheets and school systems write them.

The rules of this file: day or month first is decided over a whole column, never cell by cell; where nothing decides,
the day comes first and that is said; a date that does not exist is refused, never moved.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from rules.names import fold
from rules.words import N_
from store.intake.said import shown
from store.tellings import Said

OSLO = ZoneInfo("Europe/Oslo")

#: The first day of Excel's calendar (with the leap day 1900 that never was), and the numbers taken for dates.
_EXCEL_START = date(1899, 12, 30)
_EXCEL_NUMBERS = range(36526, 65745)

_YEARS = range(1900, 2101)

#: Different texts remembered of one column.
_REMEMBERED = 20_000

_DAY_SECONDS = 86_400

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(("jan", "januar", "january"), ("feb", "februar", "february"), ("mar", "mars", "march")),
            *(("apr", "april"), ("mai", "may"), ("jun", "juni", "june"), ("jul", "juli", "july")),
            *(("aug", "august"), ("sep", "sept", "september"), ("okt", "oct", "oktober", "october")),
            *(("nov", "november"), ("des", "dec", "desember", "december")),
        ),
        start=1,
    )
    for name in names
}

_TIME = r"(?:[T ,]+(?:kl\.?\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?P<half>[ap]m)?)?"
_ZONE = r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
_WEEKDAY = r"(?:[^\W\d_]{2,9}\.?,?\s+)?"

_ISO = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_TIME}{_ZONE}", re.IGNORECASE)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_NUMBERS = re.compile(
    rf"{_WEEKDAY}(?P<a>\d{{1,2}})(?P<sep>[./\- ])\s?(?P<b>\d{{1,2}})(?P=sep)\s?(?P<y>\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<d>\d{{1,2}})\.?[ .\-/]*(?P<name>[^\W\d_]{{3,9}})\.?[ .\-/]*(?P<y>\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:kl\.?\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2})?")


class DateColumn:
    """Reads the dates of one column, each different text once, and keeps what decides whether the day comes first."""

    def __init__(self, heading: str, month_first: bool = False) -> None:
        self.heading = heading
        self.month_first = month_first
        self.day_first_seen = self.month_first_seen = self.undecided_seen = self.numbers_seen = False
        self._read: dict[str, date | Said] = {}

    def __call__(self, text: str) -> date | Said:
        """The date in a cell, or why there is none."""
        found = self._read.get(text)
        if found is None:
            if len(self._read) > _REMEMBERED:
                self._read.clear()
            found = self._read[text] = self._date(text.strip())
        return found

    @property
    def wrong_way_round(self) -> bool:
        """Whether the column, read with the day first, turned out to have the month first."""
        return not self.month_first and self.month_first_seen and not self.day_first_seen

    def notes(self) -> tuple[Said, ...]:
        """What must be said about the column's dates."""
        notes = []
        if self.numbers_seen:
            notes.append(Said(N_("Tallene i kolonnen «{column}» er lest som Excels dagnummer."), self._named()))
        if self.day_first_seen and self.month_first_seen:
            notes.append(Said(N_("Kolonnen «{column}» blander dag først og måned først."), self._named()))
        elif self.month_first:
            notes.append(Said(N_("Datoene i kolonnen «{column}» er lest med måneden først."), self._named()))
        elif self.undecided_seen and not self.day_first_seen:
            notes.append(
                Said(
                    N_(
                        "Datoene i kolonnen «{column}» kan leses på to måter;"
                        " de er lest med dagen først. Skriv åååå-mm-dd om det er feil."
                    ),
                    self._named(),
                )
            )
        return tuple(notes)

    @property
    def form(self) -> str:
        """The form of the dates, in one word each."""
        if self.month_first:
            return "mm/dd/yyyy"
        return "dd.mm.yyyy" if self.day_first_seen or self.undecided_seen or self._dotted else "yyyy-mm-dd"

    @property
    def _dotted(self) -> bool:
        return any(_NUMBERS.fullmatch(text.strip()) for text in list(self._read)[:50])

    def _named(self) -> dict[str, object]:
        return {"column": shown(self.heading)}

    def _date(self, text: str) -> date | Said:
        if not text:
            return Said(N_("Datoen mangler i kolonnen «{column}»."), self._named())
        for form, read in self._forms():
            if found := form.fullmatch(text):
                return read(found) or Said(N_("Datoen «{text}» finnes ikke."), {"text": shown(text)})
        return Said(N_("«{text}» er ikke en dato. Skriv for eksempel 14.09.2026."), {"text": shown(text)})

    def _forms(self) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date | None]], ...]:
        return (
            (_ISO, _in_oslo),
            (_COMPACT, _in_oslo),
            (_NUMBERS, self._by_numbers),
            (_NAMED, _by_name),
            (_EXCEL, self._by_day_number),
        )

    def _by_numbers(self, found: re.Match[str]) -> date | None:
        first, second = int(found["a"]), int(found["b"])
        dotted = found["sep"] == "."  # nobody writes dots with the month first
        self.day_first_seen |= 12 < first <= 31 and second <= 12
        self.month_first_seen |= 12 < second <= 31 and first <= 12 and not dotted
        self.undecided_seen |= first <= 12 and second <= 12 and first != second and not dotted
        day, month = (second, first) if self.month_first else (first, second)
        return _dated(_year(found["y"]), month, day)

    def _by_day_number(self, found: re.Match[str]) -> date | None:
        if int(found[1]) not in _EXCEL_NUMBERS:
            return None
        self.numbers_seen = True
        return _EXCEL_START + timedelta(days=int(found[1]))


_EXCEL = re.compile(r"(\d{5})(?:[.,]\d+)?")


def moment(text: str, column: DateColumn, on: date) -> datetime | None:
    """When something happened: a date and time, or a time on ``on``; None where the cell says neither."""
    text = text.strip()
    first, _space, rest = text.partition(" ")
    if (clock := _clock(rest or first)) and (rest or ":" in first):
        day = column(first) if rest else on
        if isinstance(day, date):
            return datetime(day.year, day.month, day.day, *clock, tzinfo=OSLO)
    day = column(text)
    if isinstance(day, Said):
        return None
    found = next((match for form in (_ISO, _NUMBERS, _NAMED) if (match := form.fullmatch(text))), None)
    if found is None or not found["hour"]:
        return datetime(day.year, day.month, day.day, tzinfo=OSLO)
    return _zoned(found) or _at(day, found)


class Moments:
    """Reads "14.09.2026 08:05" a hundred thousand times: each date and each time of day once, as seconds."""

    def __init__(self, column: DateColumn) -> None:
        self._column = column
        self._midnights: dict[str, int] = {}
        self._clocks: dict[str, int] = {}

    def seconds(self, text: str) -> int | None:
        """The moment a cell says; None for one that must be looked at closer."""
        first, _space, rest = text.partition(" ")
        midnight, clock = self._midnights.get(first), self._clocks.get(rest)
        if midnight is None or clock is None:
            return self._new(first, rest)
        return midnight + clock

    def _new(self, first: str, rest: str) -> int | None:
        day, clock = self._column(first), _clock(rest)
        if clock is None or isinstance(day, Said) or len(self._midnights) > _REMEMBERED:
            return None
        midnight, next_one = (
            int(datetime(each.year, each.month, each.day, tzinfo=OSLO).timestamp())
            for each in (day, day + timedelta(days=1))
        )
        if next_one - midnight != _DAY_SECONDS:
            return None  # the clock is turned that day
        self._midnights[first] = midnight
        self._clocks[rest] = clock[0] * 3600 + clock[1] * 60
        return midnight + self._clocks[rest]


def two_dates(text: str, column: DateColumn) -> tuple[date, date] | None:
    """The first and last date where a cell has both: "14.09.2026 - 16.09.2026"."""
    for between in (" - ", "–", " til ", "-", " to "):
        first, found, last = text.partition(between)
        if found:
            days = column(first), column(last)
            if isinstance(days[0], date) and isinstance(days[1], date):
                return days[0], days[1]
    return None


@lru_cache(maxsize=2048)
def _clock(text: str) -> tuple[int, int] | None:
    """Hour and minute of "08:05" or "kl. 8.05"."""
    found = _CLOCK.fullmatch(text)
    if not found or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return None
    return int(found["hour"]), int(found["minute"])


def _at(day: date, found: re.Match[str]) -> datetime | None:
    hour = int(found["hour"])
    if "half" in found.groupdict() and found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "pm" else 0)
    try:
        return datetime(day.year, day.month, day.day, hour, int(found["minute"]), tzinfo=OSLO)
    except ValueError:
        return None


def _in_oslo(found: re.Match[str]) -> date | None:
    """A date in the order of ISO 8601; with a zone, the date it was in Oslo then."""
    zoned = _zoned(found)
    return zoned.date() if zoned else _dated(int(found["y"]), int(found["m"]), int(found["d"]))


def _zoned(found: re.Match[str]) -> datetime | None:
    """The moment in Oslo, where the text has a time and a zone."""
    parts = found.groupdict()
    if not parts.get("zone") or not parts.get("hour"):
        return None
    zone = parts["zone"].upper().replace("Z", "+00:00")
    day = f"{parts['y']}-{int(parts['m']):02}-{int(parts['d']):02}"
    try:
        return datetime.fromisoformat(f"{day}T{int(parts['hour']):02}:{parts['minute']}{zone}").astimezone(OSLO)
    except ValueError:
        return None


def _by_name(found: re.Match[str]) -> date | None:
    month = _MONTHS.get(fold(found["name"]))
    return _dated(_year(found["y"]), month, int(found["d"])) if month else None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < 80 else 1900)


def _dated(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
