"""``init``: a new school in its data folder.

The rule of this file: everything that is wanted is checked before anything is written.
"""

from __future__ import annotations

from rules.facts import School, SchoolCalendar, school_year
from rules.guide import guides
from rules.words import N_
from store.door import Store
from store.importing_days import ASSUMED, assumed_calendar
from tui import clock
from tui.command_line_output import say
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import folder, person
from tui.identity import stopped_clock
from tui.language import _, words
from tui.writing import install_guide

DONE, NO = 0, 1


def init(wanted: Wanted) -> int:
    """A new school: its name, guide and calendar; the students come with ``import``."""
    where, name = folder(wanted), wanted.option("--school")
    guide = wanted.option("--guide", guides()[0])
    if guide not in guides():
        raise UsageError(
            N_("Det er ingen veileder «{guide}». Disse finnes: {known}."), guide=guide, known=", ".join(guides())
        )
    school = School(name, guide, (), (), (), (), not wanted.has("--registers"), "school_days")
    calendars = _calendars(wanted, school)
    if not calendars:
        return NO
    store = Store.create(where, _with(school, calendars), person(), clock.now(), stopped=stopped_clock())
    install_guide(store, guide, person(), clock.now())
    say(_("{school} er satt opp i {where}, veileder {guide}.").format(school=name, where=where, guide=guide))
    for calendar in calendars:
        say(_("{year}: {days} skoledager").format(year=calendar.year, days=len(calendar.days)) + _assumed(calendar))
    return DONE


def _calendars(wanted: Wanted, school: School) -> tuple[SchoolCalendar, ...]:
    """The calendars of the file; this year's weekdays where there is none; nothing if rows of it are refused."""
    if not wanted.has("--calendar"):
        return (assumed_calendar(school_year(clock.now().date())),)
    from tui.command_line_import import read_with_bar, say_refused, source_named

    intake = read_with_bar("calendar", source_named(wanted.option("--calendar")), school, {})
    for note in intake.notes:
        say(note.say(words()))
    if intake.refused:
        say_refused(intake.refused)
        say(_("Ingenting er skrevet. Rett radene i skoleruta."))
        return ()
    return tuple(row for row in intake.rows if isinstance(row, SchoolCalendar))


def _with(school: School, calendars: tuple[SchoolCalendar, ...]) -> School:
    from msgspec.structs import replace

    return replace(school, calendars=calendars)


def _assumed(calendar: SchoolCalendar) -> str:
    if calendar.source != ASSUMED:
        return ""
    return _(" (antatt: hverdager som ikke er helligdager; hent inn skoleruta med import calendar FIL)")
