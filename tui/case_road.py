"""The road: the guide's stations of one case as a line, a sign and a word each.

The rules of this file: stops in, paragraphs as wide as the screen out; a station is never broken over two lines; late
is a sign and a word, not a colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from rules.case.case import Passed, Station, Stop
from tui.case_rows import STATIONS, STOPS
from tui.day_words import day_month, short, weekday_day
from tui.language import N_, _
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.today_rows import LATE

#: Short enough for all nine in two lines of eighty columns.
SHORT: dict[Station, str] = {
    Station.DECISION: N_("vurdert"),
    Station.INQUIRY: N_("undersøkelse"),
    Station.MAPPING: N_("kartlegging"),
    Station.MEETING_1: N_("møte 1"),
    Station.AGREEMENT: N_("avtalen"),
    Station.MEASURES: N_("tiltak"),
    Station.MEETING_2: N_("møte 2"),
    Station.WAY_ON: N_("veien videre"),
    Station.FOLLOW_UP: N_("oppfølging"),
}

GAP = "  "


def road_lines(stops: Sequence[Stop], width: int) -> tuple[Paragraph, ...]:
    """The stations in their order, as many on a line as there is room for."""
    lines: list[list[Part]] = [[]]
    room = width
    for stop in stops:
        parts = _stop(stop)
        wide = sum(cell_len(text) for text, _ink in parts) + len(GAP)
        if wide - len(GAP) > room and lines[-1]:
            lines.append([])
            room = width
        if lines[-1]:
            lines[-1].append((GAP, Ink.PLAIN))
        lines[-1] += parts
        room -= wide
    return tuple(tuple(line) for line in lines)


def _stop(stop: Stop) -> list[Part]:
    look = STOPS[stop.passed]
    here = stop.passed is Passed.HERE
    sign, ink = (LATE.sign, LATE.ink) if stop.late else ("▶", Ink.TITLE) if here else (look.sign, look.ink)
    due = f" {stop.due.day}.{stop.due.month}." if stop.due and (here or stop.late) else ""
    return [(f"{sign} ", ink), (_(SHORT[stop.station]) + due, ink)]


def next_said(stops: Sequence[Stop]) -> Paragraph:
    """What is next, and by when."""
    stop = next((each for each in stops if each.passed in {Passed.HERE, Passed.AHEAD}), None)
    if stop is None:
        return ()
    ink = LATE.ink if stop.late else Ink.TITLE
    parts: list[Part] = [(_("Neste: {station}").format(station=_(SHORT[stop.station])), ink)]
    if stop.late:
        parts.append((f" {LATE.sign} {_(LATE.word)}", ink))
    if stop.due is not None:
        by = short(stop.due) if stop.late else _("innen {day}").format(day=short(stop.due))
        parts.append((f" {by}", ink if stop.late else Ink.PLAIN))
    return tuple(parts)


def stop_said(seen: Overview, stop: Stop) -> Paragraph:
    """One station: how it stands, who and when, why it was passed over, by when it should be."""
    look = STOPS[stop.passed]
    parts: list[Part] = [(f"{look.sign} {_(STATIONS[stop.station])}: {_(look.word)}", look.ink)]
    if stop.by:
        on = f" {day_month(stop.on)}" if stop.on else ""
        parts.append((f" · {name_of(seen, stop.by)}{on}", Ink.MUTED))
    if stop.reason:
        parts.append((f" «{stop.reason}»", Ink.PLAIN))
    if stop.due is not None and stop.passed in {Passed.HERE, Passed.AHEAD}:
        word = f", {_(LATE.word)}" if stop.late else ""
        said = " " + _("innen {day}").format(day=weekday_day(stop.due))
        parts.append((said + word, LATE.ink if stop.late else Ink.PLAIN))
    return tuple(parts)
