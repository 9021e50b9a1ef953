"""School calendars made elsewhere: ranges of dates, sessions, one row a day, or iCalendar.

The rules of this file: a day is a school day because the file says so; weekends, and for ranges the public holidays,
are off besides; a row whose words are not understood is refused, never taken for a holiday or a school day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from rules.facts import School, SchoolCalendar, school_year
from rules.words import N_
from store.intake.codes import NO, YES
from store.intake.dates import DateColumn
from store.intake.headings import plain
from store.intake.said import IntakeError, shown
from store.intake.tables import Table
from store.tellings import Said

#: Words in the text of a range or a day that say what it is; the first row with a word in the text decides.
WORDS: tuple[tuple[str, str], ...] = (
    ("first", "første skoledag, skolestart, skolen starter, skolen begynner, first day of school, first school day"),
    ("last", "siste skoledag, skoleslutt, skolen slutter, last day of school, last school day"),
    ("off", "sommerferie, summer break, summer holiday"),
    ("off", "fri, ferie, planleggingsdag, plandag, kursdag, helligdag, høytid, skolefri, fridag, elevfri, studiedag"),
    ("off", "påske, jul, pinse, himmelfart, kristi, nyttår, 1. mai, 17. mai, grunnlovsdag, arbeidernes dag, romjul"),
    ("off", "holiday, break, vacation, no school, closed, planning day, inservice, in-service, professional day, off"),
    ("school", "skoleår, school year, skoledag, elevdag, undervisning, instructional day, school day, ordinær"),
    ("school", "semester, halvår, termin, session, term, kvartal, quarter, trimester"),
)

#: What tells of a school day beside a holiday, and is neither.
_ASIDE = re.compile(r"dag.*\b(?:før|etter)\b|day.*\b(?:before|after)\b")

#: Texts this short are only understood whole ("fri" is off, "frist" is not).
_SHORT = 3

#: The longest a school year's bounds may be apart.
_LONGEST = 400

#: As many school days as a school year has here and in the neighbouring countries.
_USUAL = range(170, 205)

_DAY = timedelta(days=1)


@dataclass
class Spans:
    """What a file says: ranges that school is on, and off; and the bounds of the year."""

    on: list[tuple[date, date]] = field(default_factory=list)
    off: list[tuple[date, date]] = field(default_factory=list)
    first: date | None = None
    last: date | None = None

    def hear(self, what: str, first: date, last: date) -> None:
        """Take in one range by what its text says it is."""
        if what == "first":
            self.first = first
        elif what == "last":
            self.last = last
        elif what == "school":
            self.on.append((first, last))
        elif what == "off":
            self.off.append((first, last))

    def bounds(self) -> tuple[date, date] | None:
        """The first and last day, if the file says them; a summer holiday on either side says them as well."""
        if self.on:
            return min(first for first, _last in self.on), max(last for _first, last in self.on)
        summers = [(first, last) for first, last in self.off if first.month in {6, 7} and (last - first).days > 30]
        start = self.first or next((last + _DAY for _first, last in summers if last.month >= 7), None)
        after = [first - _DAY for first, _last in summers if start and first > start]
        end = self.last or (min(after) if after else None)
        return (start, end) if start and end else None


def read_calendar(table: Table, school: School, mapping: Mapping[str, str]) -> tuple[SchoolCalendar, ...]:
    """The school days of a file, a calendar for each school year in it."""
    by_day = "date" in table.columns and "first" not in table.columns
    read = _days if by_day else _ranges
    before = len(table.refused), len(table.notes)
    days, column = read(table, school, mapping, month_first=False)
    if column.wrong_way_round:
        del table.refused[before[0] :], table.notes[before[1] :]
        days, column = read(table, school, mapping, month_first=True)
    table.date_form = column.form
    table.notes += column.notes()
    found = calendars(days, table.source.name)
    table.notes += unusual(found)
    return found


def calendars(days: Iterable[date], file: str) -> tuple[SchoolCalendar, ...]:
    """School days, put in a calendar for each school year."""
    years: dict[str, set[date]] = {}
    for day in days:
        years.setdefault(school_year(day), set()).add(day)
    if not years:
        raise IntakeError(N_("{file} har ingen skoledager."), file=file)
    return tuple(
        SchoolCalendar(year, tuple(sorted(found)), _second_half(sorted(found)), file)
        for year, found in sorted(years.items())
    )


def unusual(found: Iterable[SchoolCalendar]) -> list[Said]:
    """What is said of years with far from 190 school days: the file may be a part, or hold too much."""
    return [Said.counted(UNUSUAL, len(each.days), year=each.year) for each in found if len(each.days) not in _USUAL]


def school_days(first: date, last: date, off: Iterable[tuple[date, date]], holidays: bool) -> tuple[date, ...]:
    """The weekdays from first to last that are in no range off and are no public holiday."""
    free = {day for span in off for day in each_day(*span)}
    if holidays:
        free |= public_holidays(range(first.year, last.year + 1))
    return tuple(day for day in each_day(first, last) if day.weekday() < 5 and day not in free)


def each_day(first: date, last: date) -> Iterable[date]:
    """Every date of a range."""
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def public_holidays(years: Iterable[int]) -> set[date]:
    """The Norwegian public holidays."""
    import holidays

    return set(holidays.country_holidays("NO", years=list(years)))


def meaning_of(text: str) -> str:
    """What a text says a range or a day is: a word of the table, "aside" for one that only tells of a day between
    ("siste skoledag før jul"), "" where no word is known.
    """
    whole = plain(text)
    if _ASIDE.search(text.lower()) and ("skole" in whole or "school" in whole):
        return "aside"
    for what, words in WORDS:
        for word in map(plain, words.split(", ")):
            if word == whole or (len(word) > _SHORT and word in whole):
                return what
    parts = {plain(part) for part in text.replace("-", " ").replace("/", " ").split()}
    return "off" if parts & {"fri", "jul", "off"} else ""


def _ranges(
    table: Table, school: School, mapping: Mapping[str, str], month_first: bool
) -> tuple[tuple[date, ...], DateColumn]:
    """The school days of a file of ranges: a year with holidays off, or sessions."""
    column = DateColumn(table.columns.heading("first"), month_first)
    spans, counted = Spans(), {}
    schools: dict[str, set[tuple[date, date]]] = {}
    for line, cells in _rows_of_school(table, school, mapping.get("only", "")):
        span = _span(table, column, cells)
        if isinstance(span, Said):
            table.refuse(line, span)
            continue
        text = table.columns.cell(cells, "what")
        what = "school" if "count" in table.columns or "what" not in table.columns else meaning_of(text)
        if not what:
            table.refuse(line, _unknown_words(text))
            continue
        spans.hear(what, *span)
        schools.setdefault(table.columns.cell(cells, "school"), set()).add(span)
        if count := table.columns.cell(cells, "count"):
            counted[span] = count
    if len({frozenset(found) for found in schools.values()}) > 1:
        raise _several_schools(table, schools)
    return _from_spans(table, spans, counted), column


def _from_spans(table: Table, spans: Spans, counted: Mapping[tuple[date, date], str]) -> tuple[date, ...]:
    bounds = spans.bounds()
    if bounds is None or (bounds[1] - bounds[0]).days not in range(_LONGEST):
        raise no_bounds(table.source.name)
    if counted:
        return _sessions(table, spans, counted)
    if len(spans.on) > 1:
        spans.off += _between(spans.on)
    table.notes.append(Said(N_("Lørdager, søndager og norske helligdager er regnet som fri.")))
    return school_days(*bounds, spans.off, holidays=True)


def _sessions(table: Table, spans: Spans, counted: Mapping[tuple[date, date], str]) -> tuple[date, ...]:
    """The weekdays of sessions. Such a file counts its own days, so no holidays are put in; the difference is said."""
    days: list[date] = []
    for span in sorted(set(spans.on)):
        found = school_days(*span, spans.off, holidays=False)
        days += found
        if counted.get(span, "") not in {"", str(len(found))}:
            sentence = N_(
                "{first}–{last} har {found} ukedager, men filen sier {count} skoledager; fridagene er ikke i filen."
            )
            values = {"first": f"{span[0]}", "last": f"{span[1]}", "found": len(found), "count": shown(counted[span])}
            table.notes.append(Said(sentence, values))
    table.notes.append(Said(N_("Alle ukedager i periodene er skoledager; norske helligdager er ikke trukket fra.")))
    return tuple(days)


def _between(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """The gaps between ranges that school is on, unless one range holds them all."""
    ordered = sorted(set(spans))
    if any(first == ordered[0][0] and last == max(end for _start, end in ordered) for first, last in ordered):
        return []
    return [(last + _DAY, first - _DAY) for (_first, last), (first, _last) in pairwise(ordered) if first - last > _DAY]


def _span(table: Table, column: DateColumn, cells: list[str]) -> tuple[date, date] | Said:
    first = column(table.columns.cell(cells, "first") or table.columns.cell(cells, "date"))
    if isinstance(first, Said):
        return first
    text = table.columns.cell(cells, "last")
    last = column(text) if text else first
    if isinstance(last, Said):
        return last
    if last < first:
        return Said(N_("Til-datoen {last} er før fra-datoen {first}."), {"first": f"{first}", "last": f"{last}"})
    return first, last


def _days(
    table: Table, school: School, mapping: Mapping[str, str], month_first: bool
) -> tuple[tuple[date, ...], DateColumn]:
    """The school days of a file with one row a day."""
    column = DateColumn(table.columns.heading("date"), month_first)
    said: dict[date, bool] = {}
    empty = 0
    for line, cells in _rows_of_school(table, school, mapping.get("only", "")):
        day, on = column(table.columns.cell(cells, "date")), _is_on(table, cells)
        if isinstance(day, Said) or isinstance(on, Said):
            table.refuse(line, day if isinstance(day, Said) else on if isinstance(on, Said) else Said(""))
            continue
        empty += on is None
        if said.get(day, bool(on)) != bool(on):
            _differing(table, line, day)
            continue
        said[day] = bool(on)
    if empty:
        table.notes.append(Said.counted(EMPTY_CELLS, empty, column=shown(table.columns.heading("school_day"))))
    days = tuple(day for day, on in sorted(said.items()) if on)
    if weekends := sum(day.weekday() > 4 for day in days):
        table.notes.append(Said.counted(WEEKENDS, weekends))
    return days, column


def _is_on(table: Table, cells: list[str]) -> bool | Said | None:
    """Whether a row's day is a school day; None for an empty cell."""
    if "school_day" not in table.columns:
        text = table.columns.cell(cells, "what")
        what = meaning_of(text) if "what" in table.columns else "school"
        return what != "off" if what else _unknown_words(text)
    text = table.columns.cell(cells, "school_day")
    if not text:
        return None
    word = plain(text) or text
    if word in YES or word in NO:
        return word in YES
    what = meaning_of(text)
    return what != "off" if what else _unknown_words(text)


def _rows_of_school(table: Table, school: School, only: str) -> Iterable[tuple[int, list[str]]]:
    """The rows of our school: those that name it, where some do; else all, and that they agree is checked."""
    if "school" not in table.columns:
        return table.rows()
    wanted = plain(only or school.name)
    names = {
        plain(table.columns.cell(cells, "school")): table.columns.cell(cells, "school") for _l, cells in table.rows()
    }
    if wanted not in names and only:
        raise IntakeError(
            N_("{file} har ingen skole «{name}». Skolene er: {schools}."),
            file=table.source.name,
            name=shown(only),
            schools=", ".join(sorted(map(shown, names.values()))[:20]),
        )
    if wanted not in names:
        return table.rows()
    return ((line, cells) for line, cells in table.rows() if plain(table.columns.cell(cells, "school")) == wanted)


def _differing(table: Table, line: int, day: date) -> None:
    """A day told twice, not the same: two schools in one file, or a slip."""
    if "school" in table.columns:
        raise _several_schools(table, {table.columns.cell(cells, "school") for _line, cells in table.rows()})
    sentence = N_("{day} er skoledag i en rad og fri i en annen; den første gjelder.")
    table.refuse(line, Said(sentence, {"day": f"{day}"}))


def _several_schools(table: Table, names: Iterable[str]) -> IntakeError:
    return IntakeError(
        N_("{file} har flere skoler med ulik skolerute. Skriv --map only=SKOLEN med en av: {schools}."),
        file=table.source.name,
        schools=", ".join(sorted(map(shown, names))[:20]),
    )


def _unknown_words(text: str) -> Said:
    sentence = N_(
        "«{text}» sier ikke om det er skole eller fri. Skriv for eksempel skoledag, ferie, fri eller planleggingsdag."
    )
    return Said(sentence, {"text": shown(text)})


def no_bounds(file: str) -> IntakeError:
    """The refusal of a file that does not say when the school year starts and ends."""
    return IntakeError(
        N_(
            "{file} sier ikke når skoleåret begynner og slutter."
            " Legg til en rad eller hendelse «skoleår» med første og siste skoledag."
        ),
        file=file,
    )


def _second_half(days: list[date]) -> date:
    """The first school day after New Year; where there is none, the first of all."""
    return next((day for day in days if day.year > days[0].year), days[0])


EMPTY_CELLS = (
    N_("{count} dag med tom rute i «{column}» er regnet som fri."),
    N_("{count} dager med tom rute i «{column}» er regnet som fri."),
)
WEEKENDS = (
    N_("{count} skoledag er en lørdag eller søndag."),
    N_("{count} skoledager er en lørdag eller søndag."),
)
UNUSUAL = (
    N_("Skoleåret {year} får {count} skoledag; det vanlige er 190. Se at filen er hel."),
    N_("Skoleåret {year} får {count} skoledager; det vanlige er 190. Se at filen er hel."),
)
