"""Files made elsewhere: students, absences, calendars, timetables.

The rules of this room: reading changes nothing and asks nobody; every row becomes a value for the store's door or is
refused with its line and why; what was found out about a file, and what is not read in it, is said. National identity
numbers go no further than this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from rules.facts import School, SchoolCalendar, Slot
from rules.words import N_
from store.intake.absences import read_absences
from store.intake.calendars import read_calendar
from store.intake.headings import HEADINGS
from store.intake.icalendars import is_icalendar, read_icalendar
from store.intake.identity import without_national_ids
from store.intake.oneroster import read_oneroster
from store.intake.rows import AbsenceRows
from store.intake.said import IntakeError, shown
from store.intake.source import Source
from store.intake.students import read_students
from store.intake.tables import Progress, Table, delimiter_name, open_table
from store.intake.timetables import read_timetable
from store.tellings import AbsenceRow, Refused, Said, StudentRow

__all__ = [
    "KINDS",
    "AbsenceRows",
    "Intake",
    "IntakeError",
    "Preview",
    "Source",
    "preview",
    "read",
]

KINDS = tuple(HEADINGS)

#: What a reading gives: a Sequence in every case, also where rows are made as they are asked for.
Rows = Sequence[StudentRow] | Sequence[AbsenceRow] | Sequence[SchoolCalendar] | Sequence[Slot]

#: How many rows a preview shows.
_SHOWN_ROWS = 8


@dataclass(frozen=True)
class Intake:
    """What a file holds: rows for the door, rows refused, and what must be said about the file."""

    kind: str
    rows: Rows
    refused: tuple[Refused, ...] = ()
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Preview:
    """How a file was understood, before anything is written: the same reading, and how it was done."""

    intake: Intake
    encoding: str = ""
    delimiter: str = ""
    date_form: str = ""
    columns: tuple[tuple[str, str], ...] = ()  # field, heading
    unread: tuple[str, ...] = ()  # headings not read
    header: tuple[str, ...] = ()
    first_rows: tuple[tuple[str, ...], ...] = field(default=())  # as they stand, national identity numbers hidden


def read(
    kind: str,
    source: Source,
    school: School,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Intake:
    """The rows of a file; ``IntakeError`` if it cannot be read at all. ``mapping``: field -> column."""
    return preview(kind, source, school, mapping, progress).intake


def preview(
    kind: str,
    source: Source,
    school: School,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Preview:
    """The rows of a file, and how it was read."""
    mapping = mapping or {}
    if kind not in HEADINGS:
        raise IntakeError(N_("«{kind}» kan ikke hentes inn; bare {kinds}."), kind=kind, kinds=", ".join(HEADINGS))
    if source.is_folder:
        return Preview(_from_folder(kind, source, school, mapping))
    if kind == "calendar" and is_icalendar(source):
        days, refused, notes = read_icalendar(source)
        return Preview(Intake(kind, days, refused, notes), "utf-8")
    table = open_table(source, kind, mapping)
    rows = _rows(kind, table, school, mapping, progress)
    if table.lines <= table.header_line:
        raise IntakeError(N_("{file} har overskrifter, men ingen rader under."), file=source.name)
    return _previewed(kind, table, rows)


def _rows(kind: str, table: Table, school: School, mapping: Mapping[str, str], progress: Progress | None) -> Rows:
    if kind == "students":
        return read_students(table, school, progress)
    if kind == "absences":
        return read_absences(table, school, mapping, progress)
    if kind == "calendar":
        return read_calendar(table, school, mapping)
    return read_timetable(table)


def _from_folder(kind: str, source: Source, school: School, mapping: Mapping[str, str]) -> Intake:
    """A folder or zip: OneRoster's students; of the other kinds, the one file that is in it."""
    members = source.members()
    if kind == "students" and "users.csv" in members:
        rows, refused, notes = read_oneroster(source.name, members, school, mapping)
        return Intake(kind, rows, refused, notes)
    if len(members) == 1:
        return read(kind, next(iter(members.values())), school, mapping)
    raise IntakeError(
        N_("{file} har ikke users.csv og er ingen OneRoster-eksport. Filene er: {files}."),
        file=source.name,
        files=", ".join(map(shown, islice(members, 20))) or "–",
    )


def _previewed(kind: str, table: Table, rows: Rows) -> Preview:
    columns, refused = table.columns, table.all_refused()
    read_places = set(columns.places.values())
    hidden = {place for place, heading in enumerate(columns.header) if heading in columns.national}
    first = tuple(
        tuple("" if place in hidden else without_national_ids(shown(cell)) for place, cell in enumerate(cells))
        for _line, cells in islice(table.rows(), _SHOWN_ROWS)
    )
    return Preview(
        Intake(kind, rows, refused, tuple(table.notes)),
        table.encoding.name,
        delimiter_name(table.delimiter),
        table.date_form,
        columns.chosen,
        tuple(heading for place, heading in enumerate(columns.header) if place not in read_places and heading),
        columns.header,
        first,
    )
