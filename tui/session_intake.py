"""The session's intake: what a file would bring, taking it in, and making a new school.

The rules of this file: it runs in the session's thread and returns values; what would be written is found by asking
the store to rehearse; bad rows are named and left out, the rest is written in one command, and only when asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from rules.facts import School, SchoolCalendar, school_year
from rules.guide import guides
from rules.words import Quoted, quoted
from store.door import Store
from store.importing_days import assumed_calendar
from store.intake import AbsenceRows, Intake, Preview, Source, preview, read
from store.stopped_clock import Stopped
from store.tellings import Refused, Report
from tui.command_line_import import counts, summed
from tui.language import _, ngettext, words
from tui.tellings import FileSeen
from tui.writing import install_guide

Moved = Callable[[int, int], None]
Row = TypeVar("Row")

#: How often the bar may move, and how many refused rows are worth reading on a screen.
ROWS_A_STEP = 1000
REFUSED_SHOWN = 50


def file_seen(kind: str, path: str, store: Store | None, by: str, at: datetime) -> FileSeen:
    """What a file would bring; raises StoreError when it cannot be read. Without a store: into an empty school."""
    school = store.school() if store else new_school("", guides()[0], at)
    found = preview(kind, Source.from_path(Path(path).expanduser()), school)
    report = _told(store, found.intake, by, at, dry_run=True) if store else Report()
    refused = (*found.intake.refused, *report.refused)
    counted = [counts(report)] if store else [_rows(found.intake)]
    notes = [note.say(words()) for note in (*found.intake.notes, *report.notes)]
    facts = (*counted, *_how(found), *notes)
    return FileSeen(kind, path, True, facts, tuple(_refusals(refused)), len(found.intake.rows))


def taken_in(kind: str, path: str, store: Store, by: str, at: datetime, moved: Moved) -> str:
    """Take a file in; what was done, in a sentence. Raises StoreError when nothing was written."""
    intake = read(kind, Source.from_path(Path(path).expanduser()), store.school())
    if kind == "absences":
        _assume_calendars(store, intake, by, at)
    report = _told(store, _moving(intake, moved), by, at, dry_run=False)
    refused = len(intake.refused) + len(report.refused)
    return _("Skrevet: {counts}, {refused} avvist.").format(counts=counts(report), refused=refused)


def new_school(name: str, guide: str, at: datetime, calendars: tuple[SchoolCalendar, ...] = ()) -> School:
    """A school nobody has told anything about yet; its days are assumed until its calendar comes."""
    known = calendars or (assumed_calendar(school_year(at.date())),)
    return School(name, guide, (), (), known, (), True, "school_days")


def set_up(folder: Path, answers: Sequence[str], by: str, at: datetime, stopped: Stopped | None = None) -> None:
    """Make a school of the four answers: name, guide, calendar file, students' file. Raises StoreError."""
    name, guide, calendar, students = answers
    school = new_school(name, guide, at)
    if calendar:
        found = read("calendar", Source.from_path(Path(calendar).expanduser()), school)
        school = new_school(name, guide, at, tuple(row for row in found.rows if isinstance(row, SchoolCalendar)))
    rows = read("students", Source.from_path(Path(students).expanduser()), school) if students else None
    store = Store.create(folder, school, by, at, stopped=stopped)
    install_guide(store, guide, by, at)
    if rows is not None:
        _told(store, rows, by, at, dry_run=False)


def _told(store: Store, intake: Intake, by: str, at: datetime, *, dry_run: bool) -> Report:
    rows: Any = intake.rows
    if intake.kind == "students":
        return store.import_students(rows, by, at, dry_run=dry_run)
    if intake.kind == "absences":
        return store.import_absences(rows, by, at, dry_run=dry_run)
    if intake.kind == "timetable":
        return store.import_timetable(rows, by, at, dry_run=dry_run)
    return summed([store.import_calendar(calendar, by, at, dry_run=dry_run) for calendar in rows])


def _assume_calendars(store: Store, intake: Intake, by: str, at: datetime) -> None:
    """Absences of a year whose school days nobody has said: weekdays are taken for school days."""
    rows = intake.rows
    dates: Iterable[Any] = rows.dates if isinstance(rows, AbsenceRows) else (getattr(row, "date", None) for row in rows)
    known = {calendar.year for calendar in store.school().calendars}
    for year in sorted({school_year(day) for day in dates if day} - known):
        store.import_calendar(assumed_calendar(year), by, at)


def _moving(intake: Intake, moved: Moved) -> Intake:
    """The same rows, and a word each time a thousand of them were done."""
    if intake.kind != "absences":
        return intake
    return Intake(intake.kind, _Moving(intake.rows, moved), intake.refused, intake.notes)  # type: ignore[arg-type]


class _Moving(Sequence[Row]):
    """Rows that say how far one has come."""

    def __init__(self, rows: Sequence[Row], moved: Moved) -> None:
        self._rows = rows
        self._moved = moved

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __iter__(self) -> Iterator[Row]:
        for n, row in enumerate(self._rows, 1):
            yield row
            if n % ROWS_A_STEP == 0:
                self._moved(n, len(self._rows))


def _rows(intake: Intake) -> str:
    """What a file holds, where there is no school to hold it against yet."""
    if intake.kind == "calendar":
        days = sum(len(calendar.days) for calendar in intake.rows if isinstance(calendar, SchoolCalendar))
        return ngettext("{count} skoledag.", "{count} skoledager.", days).format(count=days)
    return ngettext("{count} rad.", "{count} rader.", len(intake.rows)).format(count=len(intake.rows))


def _how(found: Preview) -> Iterator[str]:
    """How the file was read: its columns, encoding, delimiter and form of dates."""
    if found.columns:
        columns = ", ".join(f"{field} = {quoted(heading, words())}" for field, heading in found.columns)
        yield _("Kolonner: {columns}").format(columns=columns)
    if found.unread:
        yield _("Ikke lest: {columns}").format(columns=Quoted(tuple(found.unread)).say(words()))
    form = ", ".join(filter(None, (found.encoding, _(found.delimiter), _(found.date_form))))
    if form:
        yield _("Lest som: {form}").format(form=form)


def _refusals(refused: Sequence[Refused]) -> Iterator[str]:
    for row in refused[:REFUSED_SHOWN]:
        where = _("linje {line}: ").format(line=row.line) if row.line else ""
        yield where + row.say(words())
    if len(refused) > REFUSED_SHOWN:
        yield _("… og {count} til.").format(count=len(refused) - REFUSED_SHOWN)
