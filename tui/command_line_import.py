"""``import``: students, absences, calendars and timetables from files made elsewhere.

The rules of this file: all rows or none, unless bad rows are to be skipped; what happened is said in four numbers,
and each refused row with its line and why; what is assumed because nobody has said it is said first.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from rules.facts import School, school_year
from rules.rights import Right, What
from rules.words import N_
from store.door import Store
from store.importing_days import assumed_calendar
from store.intake import AbsenceRows, Intake, Source, read
from store.intake.source import LIMITS, MEBIBYTE
from store.tellings import Refused, Report
from tui import clock
from tui.command_line_output import count, progress, say
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import person, store_of
from tui.language import _, ngettext, words

DONE, NO = 0, 1
WORTH_A_BAR = MEBIBYTE  # smaller files are read before a bar is seen


def take_in(wanted: Wanted) -> int:
    """Take in one file; 1 if rows were refused."""
    kind, name = wanted.arguments
    store = store_of(wanted)
    store.allow(Right.TELL, What.IMPORT)  # before a byte of the file is read
    rehearse, skip_bad = wanted.has("--dry-run"), wanted.has("--skip-bad")
    intake = read_with_bar(kind, source_named(name), store.school(), _mapping(wanted))
    for note in intake.notes:
        say(note.say(words()))
    if rehearse or (intake.refused and not skip_bad):
        report = _tell(store, intake, dry_run=True)
    else:
        report = _written(store, intake, whole=not skip_bad)
    stopped = not skip_bad and bool(intake.refused or report.refused)
    return _said(intake, report, rehearse=rehearse, stopped=stopped)


def source_named(name: str) -> Source:
    """A file, folder or zip by its path; ``-`` is standard input. What can be read only once is read here."""
    if name == "-":
        return Source.from_bytes(_("standard inn"), _standard_input())
    path = Path(name).expanduser()
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("rb") as pipe:
            return Source.from_bytes(path.name, pipe.read(LIMITS["file_bytes"] + 1))
    return Source.from_path(path)


def read_with_bar(kind: str, source: Source, school: School, mapping: dict[str, str]) -> Intake:
    """Read a file; a large one with a bar, if somebody looks."""
    size = source.path.stat().st_size if source.path is not None and source.path.is_file() else 0
    if size < WORTH_A_BAR:
        return read(kind, source, school, mapping)
    with progress() as bar:
        task = bar.add_task(source.name, total=size)

        def moved(so_far: int) -> None:
            bar.update(task, completed=so_far)
            bar.refresh()

        return read(kind, source, school, mapping, moved)


def counts(report: Report) -> str:
    """What became of the rows that were taken in, as far as whoever imports may know."""
    if report.taken is not None:
        return ngettext("{count} rad lest", "{count} rader lest", report.taken).format(count=count(report.taken))
    return _("{added} nye, {changed} endret, {unchanged} uendret").format(
        added=count(report.added), changed=count(report.changed), unchanged=count(report.unchanged)
    )


def summed(reports: Sequence[Report]) -> Report:
    """One report of several: a calendar file may hold more than one school year."""
    if len(reports) == 1:
        return reports[0]
    return Report(
        added=sum(each.added for each in reports),
        changed=sum(each.changed for each in reports),
        unchanged=sum(each.unchanged for each in reports),
        refused=tuple(row for each in reports for row in each.refused),
        notes=tuple(note for each in reports for note in each.notes),
    )


def say_refused(refused: Iterable[Refused]) -> None:
    """Each refused row: its line and why."""
    for row in sorted(refused, key=lambda each: each.line):
        where = _("linje {line}: ").format(line=row.line) if row.line else ""
        say(where + row.say(words()))


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError(N_("Standard inn er lukket; send filen inn med < eller |, eller skriv navnet på den."))
    return sys.stdin.buffer.read(LIMITS["file_bytes"] + 1)


def _mapping(wanted: Wanted) -> dict[str, str]:
    pairs = [said.partition("=") for said in wanted.every("--map")]
    for field, equals, column in pairs:
        if not (field and equals and column):
            raise UsageError(
                N_("--map: «{said}» er ikke felt=kolonne. Slik: --map student=Elevnummer"), said=field + equals + column
            )
    return {field: column for field, _equals, column in pairs}


def _written(store: Store, intake: Intake, *, whole: bool) -> Report:
    """``whole``: one refused row, and nothing is. The reading has found every absence that is refused."""
    if intake.kind == "absences":
        _assume_calendars(store, intake.rows)
    if whole and intake.kind == "calendar" and len(intake.rows) > 1:  # each year is a command of its own
        rehearsed = _tell(store, intake, dry_run=True)
        if rehearsed.refused:
            return rehearsed
    return _tell(store, intake, dry_run=False, whole=whole)


def _assume_calendars(store: Store, rows: Sequence[Any]) -> None:
    """Absences in a year whose school days nobody has said: weekdays are taken for school days, aloud."""
    dates = rows.dates if isinstance(rows, AbsenceRows) else [row.date for row in rows]
    known = {calendar.year for calendar in store.school().calendars}
    for year in sorted({school_year(day) for day in dates} - known):
        store.import_calendar(assumed_calendar(year), person(), clock.now())
        say(
            _(
                "Skoleruta for {year} mangler: hverdager som ikke er helligdager er antatt å være skoledager. "
                "Hent den inn med: tilstede import calendar FIL"
            ).format(year=year)
        )


def _tell(store: Store, intake: Intake, *, dry_run: bool, whole: bool = False) -> Report:
    tell: dict[str, Callable[..., Report]] = {
        "students": store.import_students,
        "absences": store.import_absences,
        "calendar": store.import_calendar,
        "timetable": store.import_timetable,
    }
    # A calendar file may hold more than one school year, and each is told by itself.
    told: Sequence[Any] = intake.rows if intake.kind == "calendar" else [intake.rows]
    return summed([tell[intake.kind](rows, person(), clock.now(), dry_run=dry_run, whole=whole) for rows in told])


def _said(intake: Intake, report: Report, *, rehearse: bool, stopped: bool) -> int:
    refused = (*intake.refused, *report.refused)
    say_refused(refused)
    for note in report.notes:
        say(note.say(words()))
    say(_("{counts}, {refused} avvist").format(counts=counts(report), refused=count(len(refused))))
    if rehearse:
        say(_("Bare prøvd: ingenting er skrevet."))
    elif stopped:
        say(_("Ingenting er skrevet. Rett radene, eller hent inn resten med --skip-bad."))
    return NO if refused else DONE
