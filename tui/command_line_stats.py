"""``stats``: the absence of each class and of the whole school in numbers, for the leaders' review.

The rules of this file: nobody's name; only students whose marks one may see are counted, and how many were left out
is said; numbers from the rules, a table or a document of them, nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rules.facts import school_year
from rules.rights import Right, What
from rules.words import N_
from store.attendance import span
from tui import clock
from tui.class_numbers import HEADS, ClassNumbers, by_class, cells
from tui.command_line_duties import end_of, whole
from tui.command_line_output import document, say, table
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import day_asked, long_date, store_of, whether_all_was_read
from tui.json_shapes import Shape
from tui.language import _
from tui.overview import Overview


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
    *each, everybody = by_class(seen, lines, first)
    rows = [*(row for row in each if row.numbers.students), everybody]
    left_out = len(seen.lines) - len(lines)
    if wanted.has("--json"):
        document(_document(seen, rows, first, last, left_out))
    else:
        _print(seen, rows, first, last, left_out)
    return whether_all_was_read(store)


def _time(wanted: Wanted) -> tuple[date, date]:
    today = clock.now().date()
    last = day_asked(wanted, "--to") or today
    start, _end = span(school_year(last))
    first = day_asked(wanted, "--from") or start
    if last > today:
        raise UsageError(N_("--to {day} er ikke kommet ennå."), day=f"{last:%Y-%m-%d}")
    if not start <= first <= last:
        raise UsageError(
            N_("--from {first} til --to {last} er ikke en tid i ett skoleår, som begynner 1. august."),
            first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}",
        )  # fmt: skip
    return first, last


def _document(seen: Overview, rows: Sequence[ClassNumbers], first: date, last: date, left_out: int) -> Shape:
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "guide": seen.guide.id,
        "classes": [{"class": row.school_class, **_shape(row)} for row in rows[:-1]],
        "school": _shape(rows[-1]),
        "left_out": left_out,
    }


def _shape(row: ClassNumbers) -> Shape:
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


def _print(seen: Overview, rows: Sequence[ClassNumbers], first: date, last: date, left_out: int) -> None:
    say(_("{school} · {first} til {last} · veileder {guide}").format(
        school=seen.school.name, first=long_date(first), last=long_date(last), guide=seen.guide.id
    ))  # fmt: skip
    say()
    table(tuple(map(_, HEADS)), [cells(row) for row in rows])
    if unknown := rows[-1].numbers.unknown:
        say(_("{count} av elevene er det ikke kjent noen skoledag for i denne tiden.").format(count=unknown))
    if left_out:
        say(_("{count} elever er ikke med: fraværet deres er ikke ditt å se.").format(count=left_out))
