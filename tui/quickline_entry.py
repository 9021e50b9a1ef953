"""An entry of the quick line: what was said of one student, and how it is said back.

The rule of this file: values and sentences only; how a line is read stands in ``tui/quickline.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from rules.facts import Category, Reason, Student
from rules.words import Words, lessons_said, weekday_date
from tui.quickline_body import Problem
from tui.quickline_words import REASONS, SHAPES

_SATURDAY = 5


class Noted(msgspec.Struct, frozen=True):
    """One mark an entry comes to: no lessons is the whole day."""

    day: date
    lessons: tuple[int, ...]


class Entry(msgspec.Struct, frozen=True):
    """What was said of one student: who, when, which lessons, what and why; or what is in the way.

    ``name`` is what was typed. ``student`` is None while ``candidates`` has several, or none. ``category`` None takes
    back what stands. ``notes`` are the marks it comes to; ``other_days`` are dates named that are no school days.
    """

    name: str
    student: Student | None
    candidates: tuple[Student, ...]
    days: tuple[date, ...]
    other_days: tuple[date, ...]
    lessons: tuple[int, ...]
    category: Category | None
    reason: Reason
    comment: str
    notes: tuple[Noted, ...]
    problems: tuple[Problem, ...]
    start: int
    end: int

    @property
    def whole(self) -> bool:
        """Whether it can be written as it stands."""
        return self.student is not None and bool(self.notes) and not self.problems


def described(entry: Entry, words: Words) -> str:
    """An entry said back: "Åse Ødegård: man 14. sep–ons 16. sep, hele dagen: syk"."""
    who = entry.student.name if entry.student else entry.name
    parts = [_days_said(entry.days, words)]
    lessons = {note.lessons for note in entry.notes}
    if len(lessons) == 1:
        parts.append(lessons_said(next(iter(lessons)), words) or words.gettext("hele dagen"))
    elif lessons:
        parts.append(words.gettext("ulike timer"))
    said = words.gettext("{who}: {when}: {what}").format(
        who=who, when=", ".join(part for part in parts if part), what=_what_said(entry, words)
    )
    if other := [day for day in entry.other_days if day.weekday() < _SATURDAY]:
        said += " " + words.gettext("(ikke skole {days})").format(days=_days_said(other, words))
    return said


def _days_said(days: Sequence[date], words: Words) -> str:
    """The dates, runs of more than two by their ends; a weekend does not break a run."""
    said: list[str] = []
    run: list[date] = []
    for day in [*days, None]:
        if run and (day is None or (day - run[-1]).days > (3 if run[-1].weekday() == 4 else 1)):
            whole = [weekday_date(each, words) for each in run]
            said.append(f"{whole[0]}–{whole[-1]}" if len(run) > 2 else ", ".join(whole))
            run = []
        if day is not None:
            run.append(day)
    return ", ".join(said)


def _what_said(entry: Entry, words: Words) -> str:
    if entry.category is None:
        return words.gettext("tas bort")
    said = words.gettext(SHAPES[entry.category])
    if entry.reason in REASONS:
        reason = words.gettext(REASONS[entry.reason])
        said = reason if entry.category is Category.EXCUSED else f"{said}, {reason}"
    return f"{said} – {entry.comment}" if entry.comment else said
