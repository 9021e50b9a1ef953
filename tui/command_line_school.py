"""The school a command is about: its folder, who asks, which year, and which student is meant.

The rules of this file: everything a family of commands has in common, and no command; a name is a student only
when it is nobody else's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from rules.calendar import SchoolDays, school_days
from rules.facts import School, SchoolCalendar, Student, school_year
from rules.guide import Guide, load
from rules.names import find, is_whole
from rules.words import N_, weekday_date
from store.door import Store
from tui import clock
from tui.command_line_output import warn
from tui.command_line_parser import UsageError, Wanted
from tui.identity import came_in, open_store
from tui.language import _, say_in_words_of, words

AT_MOST = 8  # candidates named in a refusal


def folder(wanted: Wanted) -> Path:
    """The data folder: the gate's, else said, or the environment's, or the user's own."""
    if identity := came_in():
        return identity.folder
    said = wanted.option("--data", os.environ.get("TILSTEDE_DATA", ""))
    if said:
        return Path(said).expanduser()
    from platformdirs import user_data_path

    return user_data_path("tilstede", appauthor=False)


def store_of(wanted: Wanted) -> Store:
    """The school's store, as whoever came in has it."""
    return open_store(folder(wanted))


def whether_all_was_read(store: Store) -> int:
    """The exit code of an answer: 4 where some file could not be trusted and is missing from it, said to the side."""
    troubles = store.troubles()
    for trouble in troubles:
        warn(trouble.say(words()))
    return 4 if troubles else 0


def person() -> str:
    """Who is at the keyboard: as they came in, or as the machine knows them."""
    if identity := came_in():
        return identity.name
    from getpass import getuser

    try:
        return getuser()
    except (OSError, KeyError):  # an account without a name
        return _("ukjent")


def calendar_of(school: School, day: date) -> SchoolDays:
    """The school days of the year a day lies in; none, and a word about it, where nobody has said which they are."""
    year = school_year(day)
    known = next((calendar for calendar in school.calendars if calendar.year == year), None)
    if known is None:
        warn(
            _("Skoleruta for {year} mangler, så ingenting telles. Hent den inn: import calendar FIL").format(year=year)
        )
    return school_days(known or SchoolCalendar(year, (), date(int(year[:4]) + 1, 1, 1), "missing"))


def day_asked(wanted: Wanted, option: str) -> date | None:
    """The date an option says; None where it was not given. A year no school of ours has is a slip of the hand."""
    asked = wanted.option(option)
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError:
        day = date.min
    if day is not None and not clock.FIRST_YEAR <= day.year <= clock.LAST_YEAR:
        raise UsageError(N_("{option}: «{asked}» er ikke en dato. Slik: 2026-10-22."), option=option, asked=asked)
    return day


def class_asked(wanted: Wanted, known: Sequence[str]) -> str:
    """The class of ``--class``, "" where none is asked for; one of those there are."""
    only = wanted.option("--class")
    if only and only not in known:
        said = ", ".join(known) or "–"
        raise UsageError(N_("Det er ingen klasse «{only}». Disse finnes: {known}."), only=only, known=said)
    return only


def guide_of(school: School) -> Guide:
    """The school's guide, its windows counted as the school counts them; its services are called what it calls them."""
    guide = load(school.guide).on_basis(school.basis)
    say_in_words_of(guide.words)
    return guide


def long_date(day: date) -> str:
    """A date with its year: "tir 22. sep 2026"."""
    return f"{weekday_date(day, words())} {day.year}"


def has_left(one: Student, on: date) -> bool:
    """Is the student no longer at the school?"""
    return bool(one.memberships) and all(m.last is not None and m.last < on for m in one.memberships)


def student_named(students: Iterable[Student], said: str) -> Student:
    """The student with this number, id, or name (or its start) that only one has."""
    everybody = tuple(students)
    called = [one for one in everybody if said in (one.number, one.id)]
    named = tuple(called) or find(said, everybody)
    whole = tuple(one for one in named if called or is_whole(said, one.name)) or named
    if len(whole) == 1:
        return whole[0]
    if not whole:
        raise UsageError(
            N_("Ingen elev har nummeret eller navnet «{said}». Skriv nummer, eller starten på navnet."), said=said
        )
    raise UsageError(
        N_("«{said}» kan være flere: {candidates}. Skriv mer av navnet, eller nummeret."),
        said=said,
        candidates=listed(whole),
    )


def listed(students: Iterable[Student]) -> str:
    """Students as they are told apart: names and numbers."""
    named = [f"{one.name} ({one.number or one.id})" for one in students]
    return ", ".join(named[:AT_MOST]) + (" …" if len(named) > AT_MOST else "")
