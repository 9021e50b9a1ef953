"""A class in numbers: its absence in a time, and what is open at the end of it; for ``stats`` and the leaders' review.

The rules of this file: facts in, a row out; nobody's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from rules.shares import share
from rules.statistics import FREQUENT, Statistics, statistics
from rules.words import decimal
from tui.language import N_, _, words
from tui.overview import Overview, StudentLine, classes

HEADS = (
    N_("Klasse"), N_("Elever"), N_("Borte, snitt"), N_("10 % og mer"), N_("Flagg nå"), N_("Ubesvart"), N_("Åpne saker"),
)  # fmt: skip


class ClassNumbers(msgspec.Struct, frozen=True):
    """A class ("" for the whole school): its numbers in the time, and what is open at the end of it."""

    school_class: str
    numbers: Statistics
    flagged: int
    unanswered: int
    cases: int


def by_class(seen: Overview, lines: Sequence[StudentLine], first: date | None = None) -> tuple[ClassNumbers, ...]:
    """Each class, and last all of them; from the start of the school year or ``first`` in it to the overview's day."""
    each = [(name, [one for one in lines if one.school_class == name]) for name in classes(seen)]
    return tuple(_numbers(seen, name, own, first) for name, own in (*each, ("", lines)))


def _numbers(seen: Overview, school_class: str, lines: Sequence[StudentLine], first: date | None) -> ClassNumbers:
    shares = (
        share(seen.attendance_of(line.id), seen.calendar, seen.guide, seen.today, seen.now, first) for line in lines
    )
    return ClassNumbers(
        school_class,
        statistics(shares, seen.guide),
        sum(line.flagged for line in lines),
        sum(line.waits for line in lines),
        sum(seen.has_open_case(line.id) for line in lines),
    )


def cells(of: ClassNumbers) -> tuple[str, ...]:
    """A row under ``HEADS``."""
    return (
        of.school_class or _("Hele skolen"),
        str(of.numbers.students),
        f"{decimal(of.numbers.percent, words(), places=1)} %",
        str(of.numbers.from_percent(FREQUENT)),
        str(of.flagged),
        str(of.unanswered),
        str(of.cases),
    )
