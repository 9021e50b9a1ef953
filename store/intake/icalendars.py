"""School calendars as iCalendar: all-day events named as holidays, and when the year starts and ends.

The rules of this file: only all-day events count; one whose name is not understood is refused by name; repeated
events are refused, since nobody publishes a holiday as one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from rules.facts import SchoolCalendar
from rules.words import N_
from store.intake.calendars import Spans, calendars, meaning_of, no_bounds, school_days, unusual
from store.intake.said import IntakeError, shown
from store.intake.source import Source
from store.tellings import Refused, Said


def is_icalendar(source: Source) -> bool:
    """Whether a file is iCalendar, whatever it is called."""
    with source.open() as stream:
        return b"BEGIN:VCALENDAR" in stream.read(256).upper()


def read_icalendar(source: Source) -> tuple[tuple[SchoolCalendar, ...], tuple[Refused, ...], tuple[Said, ...]]:
    """The school days, the events refused (line 0), and what must be said."""
    spans, refused, timed = Spans(), list[Refused](), 0
    for event in _events(source):
        name, span = str(event.get("SUMMARY", "")), _span(event)
        if span is None:
            timed += 1
        elif event.get("RRULE"):
            refused.append(
                Refused(0, N_("Hendelsen «{name}» gjentas; skriv hver gang for seg."), {"name": shown(name)})
            )
        elif what := meaning_of(name):
            spans.hear(what, *span)
        else:
            sentence = N_("Hendelsen «{name}» sier ikke om det er skole eller fri.")
            refused.append(Refused(0, sentence, {"name": shown(name)}))
    bounds = spans.bounds()
    if bounds is None:
        raise no_bounds(source.name)
    notes = [Said(N_("Lørdager, søndager og norske helligdager er regnet som fri."))]
    if timed:
        notes.append(Said.counted(TIMED, timed))
    days = school_days(*bounds, spans.off, holidays=True)
    found = calendars(days, source.name)
    return found, tuple(refused), (*notes, *unusual(found))


def _events(source: Source) -> list[Any]:
    import icalendar

    try:
        with source.open() as stream:
            return list(icalendar.Calendar.from_ical(stream.read()).walk("VEVENT"))
    except ValueError as error:
        raise IntakeError(N_("{file} er en skadet iCalendar-fil."), file=source.name) from error


def _span(event: Any) -> tuple[date, date] | None:
    """First and last day of an all-day event; its end is the day after, and may be left out."""
    start, end = event.get("DTSTART"), event.get("DTEND")
    if start is None or isinstance(start.dt, datetime) or not isinstance(start.dt, date):
        return None
    first = start.dt
    if end is None or isinstance(end.dt, datetime):
        return first, first
    return first, max(first, end.dt - timedelta(days=1))


TIMED = (
    N_("{count} hendelse med klokkeslett er ikke lest."),
    N_("{count} hendelser med klokkeslett er ikke lest."),
)
