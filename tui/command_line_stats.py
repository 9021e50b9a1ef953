"""``stats``: the absence of each class and of the whole school in numbers, for the leaders' review.

The rules of this file: nobody's name; only students whose marks one may see are counted, and how many were left out
is said; numbers from the rules, a table or a document of them, nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from rules.facts import school_year
from rules.rights import Right, What
from rules.shares import share
from rules.statistics import FREQUENT, Statistics, statistics
from rules.words import N_, decimal
from tui import clock
from tui.command_line_duties import end_of, whole
from tui.command_line_output import document, say, table
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import day_asked, long_date, store_of, whether_all_was_read
from tui.json_shapes import Shape
from tui.language import _, words
from tui.overview import Overview, StudentLine, classes

HEADS = (
    N_("Klasse"), N_("Elever"), N_("Borte, snitt"), N_("10 % og mer"), N_("Flagg nå"), N_("Ubesvart"), N_("Åpne saker"),
)  # fmt: skip


class Row(msgspec.Struct, frozen=True):
    """A class ("" for the whole school): its numbers in the time, and what is open at the end of it."""

    school_class: str
    numbers: Statistics
    flagged: int
    unanswered: int
    cases: int


def stats(wanted: Wanted) -> int:
    """The numbers from one day to another."""
    first, last = _time(wanted)
    store = store_of(wanted)
    school = store.school()
    if school_year(last) in school.closed_years:
        store.allow(Right.SEE, What.CLOSED)
    seen = whole(store, end_of(last))
    may = store.seen_of(school.students, What.MARKS)
    lines = [line for line in seen.lines if line.id in may and line.known]
    if seen.lines and not lines:
        store.allow(Right.SEE, What.MARKS)  # no absence is not the same as none to be seen
    rows = [_row(seen, name, [one for one in lines if one.school_class == name], first) for name in classes(seen)]
    rows = [*(row for row in rows if row.numbers.students), _row(seen, "", lines, first)]
    left_out = len(seen.lines) - len(lines)
    if wanted.has("--json"):
        document(_document(seen, rows, first, last, left_out))
    else:
        _print(seen, rows, first, last, left_out)
    return whether_all_was_read(store)


def _time(wanted: Wanted) -> tuple[date, date]:
    today = clock.now().date()
    last = day_asked(wanted, "--to") or today
    start = date(int(school_year(last)[:4]), 8, 1)
    first = day_asked(wanted, "--from") or start
    if last > today:
        raise UsageError(N_("--to {day} er ikke kommet ennå."), day=f"{last:%Y-%m-%d}")
    if not start <= first <= last:
        raise UsageError(
            N_("--from {first} til --to {last} er ikke en tid i ett skoleår, som begynner 1. august."),
            first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}",
        )  # fmt: skip
    return first, last


def _row(seen: Overview, name: str, lines: Sequence[StudentLine], first: date) -> Row:
    shares = [
        share(seen.attendance_of(line.id), seen.calendar, seen.guide, seen.today, seen.now, first) for line in lines
    ]
    return Row(
        name,
        statistics(shares, seen.guide),
        sum(line.flagged for line in lines),
        sum(line.waits for line in lines),
        sum(line.id in seen.cases and seen.cases[line.id].open for line in lines),
    )


def _document(seen: Overview, rows: Sequence[Row], first: date, last: date, left_out: int) -> Shape:
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "guide": seen.guide.id,
        "classes": [{"class": row.school_class, **_shape(row)} for row in rows[:-1]],
        "school": _shape(rows[-1]),
        "left_out": left_out,
    }


def _shape(row: Row) -> Shape:
    found = row.numbers
    return {
        "students": found.students,
        "unknown": found.unknown,
        "days": found.days,
        "absent_days": found.absent_days,
        "percent": found.percent,
        "bands": [{"from": band.low, "below": band.high, "students": count} for band, count in found.bands],
        "lessons": found.lessons,
        "lost": found.lost,
        "flagged": row.flagged,
        "unanswered": row.unanswered,
        "open_cases": row.cases,
    }


def _print(seen: Overview, rows: Sequence[Row], first: date, last: date, left_out: int) -> None:
    say(_("{school} · {first} til {last} · veileder {guide}").format(
        school=seen.school.name, first=long_date(first), last=long_date(last), guide=seen.guide.id
    ))  # fmt: skip
    say()
    heads = (
        _("Klasse"),
        _("Elever"),
        _("Borte, snitt"),
        _("10 % og mer"),
        _("Flagg nå"),
        _("Ubesvart"),
        _("Åpne saker"),
    )
    table(heads, [_cells(row) for row in rows])
    if unknown := rows[-1].numbers.unknown:
        say(_("{count} av elevene er det ikke kjent noen skoledag for i denne tiden.").format(count=unknown))
    if left_out:
        say(_("{count} elever er ikke med: fraværet deres er ikke ditt å se.").format(count=left_out))


def _cells(row: Row) -> tuple[str, ...]:
    found = row.numbers
    return (
        row.school_class or _("Hele skolen"),
        str(found.students),
        f"{decimal(found.percent, words(), places=1)} %",
        str(found.from_percent(FREQUENT)),
        str(row.flagged),
        str(row.unanswered),
        str(row.cases),
    )
