"""What the list of cases shows: where each case is, what is next and by when, and the road in a line.

The rules of this file: cases in, rows and paragraphs out; late is a sign, a word and an ink; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from rules.case.case import Case, Passed, State, Station, Stop
from rules.case.events import Decided, Verdict
from rules.case.road import next_stop, road
from rules.words import filled
from tui.case_looks import CASES
from tui.day_words import weekday, weekday_day
from tui.language import N_, _, words
from tui.line_list import Cell, Column, Row
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.signs import Look
from tui.student_prose import moment
from tui.today_rows import LATE, look_of
from tui.todo import Todo
from tui.told_prose import VERDICTS

STATIONS: dict[Station, str] = {
    Station.DECISION: N_("Vurdering"),
    Station.INQUIRY: N_("Undersøkelse, PPS"),
    Station.MAPPING: N_("Kartlegging"),
    Station.MEETING_1: N_("Samarbeidsmøte 1"),
    Station.AGREEMENT: N_("Avtale"),
    Station.MEASURES: N_("Tiltak"),
    Station.MEETING_2: N_("Samarbeidsmøte 2"),
    Station.WAY_ON: N_("Veien videre"),
    Station.FOLLOW_UP: N_("Oppfølging"),
}

STOPS: dict[Passed, Look] = {
    Passed.DONE: Look("✓", N_("gjort"), Ink.GOOD),
    Passed.SKIPPED: Look("–", N_("hoppet over"), Ink.MUTED),
    Passed.HERE: Look("»", N_("her"), Ink.TITLE),
    Passed.AHEAD: Look("·", N_("kommer"), Ink.MUTED),
}

ENDED = frozenset({State.CLOSED, State.HANDED_OVER})


class CaseLine(msgspec.Struct, frozen=True):
    """A case in the list: what is next, by when, and whether that is late."""

    case: Case
    name: str
    school_class: str
    next: str = ""
    by: date | None = None
    late: bool = False


def lines(seen: Overview, *, ended: bool = False, school_class: str = "") -> dict[str, tuple[CaseLine, ...]]:
    """The cases, open ones first, then those that are watched, then (where wanted) those that ended."""
    all_of_them = [line_of(seen, case) for case in seen.cases.values() if case.state is not State.NONE]
    here = [line for line in all_of_them if school_class in {"", line.school_class}]
    return {
        "open": _in_order(line for line in here if line.case.open),
        "observed": _in_order(line for line in here if line.case.state is State.OBSERVED),
        "ended": _in_order(line for line in here if ended and line.case.state in ENDED),
    }


def line_of(seen: Overview, case: Case) -> CaseLine:
    """One case in the list."""
    student = seen.student(case.student)
    row = seen.line(case.student)
    name, school_class = student.name if student else case.student, row.school_class if row else ""
    if case.state is State.OBSERVED:
        until = observed_until(case)
        return CaseLine(
            case, name, school_class, _("Vurderes på nytt"), until, until is not None and seen.today > until
        )
    stop = next_stop(road_of(seen, case)) if case.state not in ENDED else None
    if stop is None:
        return CaseLine(case, name, school_class)
    return CaseLine(case, name, school_class, _(STATIONS[stop.station]), stop.due, stop.late)


def road_of(seen: Overview, case: Case) -> tuple[Stop, ...]:
    """The guide's road, and where the case is on it."""
    return road(case, seen.follow_up, seen.forms, seen.calendar, seen.now)


def observed_until(case: Case) -> date | None:
    """Until when somebody decided to watch, the last time."""
    watched = [each for each in case.decisions if each.verdict is Verdict.OBSERVE]
    return watched[-1].until if watched else None


def columns() -> list[Column]:
    """Sign and state, who, what is next and by when."""
    return [
        Column("sign", "", 2),
        Column("state", _("sak"), 9, leaves=1),
        Column("name", _("navn"), 18, grow=True),
        Column("class", _("kl."), 4),
        Column("next", _("neste"), 17),
        Column("by", _("frist"), 10),
        Column("late", "", 8, leaves=2),
    ]


def rows(groups: dict[str, tuple[CaseLine, ...]]) -> Iterator[Row]:
    """Each group under its heading."""
    headings = {"open": _("Åpne saker"), "observed": _("Følges med på"), "ended": _("Avsluttede saker")}
    for key, found in groups.items():
        if found:
            yield Row(f"heading:{key}", (f"{headings[key]} · {len(found)}",), Ink.TITLE, heading=True)
        for line in found:
            yield Row(line.case.student, cells(line), Ink.MUTED if key == "ended" else Ink.PLAIN)


def cells(line: CaseLine) -> tuple[Cell, ...]:
    """A case's row."""
    look = CASES[line.case.state]
    sign = LATE if line.late else look
    return (
        ((sign.sign, sign.ink),),
        ((_(look.word), look.ink),),
        line.name,
        line.school_class,
        line.next,
        said_by(line.by),
        ((_(LATE.word) if line.late else "", LATE.ink),),
    )


def said_by(day: date | None) -> str:
    """``man 28.9.``."""
    return f"{weekday(day)} {day.day}.{day.month}." if day else ""


def said(seen: Overview, todo: Todo | None, student: str) -> tuple[Paragraph, ...]:
    """The road in a line, then what is to be done now, most pressing first."""
    case = seen.cases.get(student)
    if case is None:
        return ()
    out: list[Paragraph] = [tuple(_road(road_of(seen, case)))] if case.opened else []
    last = case.decisions[-1] if case.decisions else None
    if last is not None:
        out.append(_decision(seen, last))
    for duty in todo.of(student) if todo else ():
        if duty.open(seen.now):
            look = look_of(seen, duty)
            out.append(((f"{look.sign} ", look.ink), (filled(duty.sentence, duty.values, words()), Ink.PLAIN)))
    return tuple(out)


def _road(stops: Iterable[Stop]) -> Iterator[Part]:
    for n, stop in enumerate(stops):
        look = STOPS[stop.passed]
        ink = Ink.STRONG if stop.late else look.ink
        yield ("  " if n else ""), Ink.PLAIN
        yield f"{look.sign} {_(STATIONS[stop.station])}", ink
        if stop.passed is Passed.HERE and stop.due:
            late = _(", for sent") if stop.late else ""
            yield " " + _("(innen {day}{late})").format(day=weekday_day(stop.due), late=late), ink


def _decision(seen: Overview, last: Decided) -> Paragraph:
    word, ink = VERDICTS[last.verdict]
    return (
        (_("Sist vurdert: {verdict}").format(verdict=_(word)), ink),
        (f" · {name_of(seen, last.by)} {moment(last.at)}", Ink.MUTED),
    )


def _in_order(found: Iterable[CaseLine]) -> tuple[CaseLine, ...]:
    return tuple(sorted(found, key=lambda line: (not line.late, line.by or date.max, line.school_class, line.name)))
