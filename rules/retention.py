"""Retention: how long each kind of document is kept, what happens to it then, and what is due now.

The rules of this file: months, sort and ground are data (``retention.json``, or a school's own file of the same
form); what is due is worked out and nothing is done here; a legal hold keeps everything about a child, whatever the
months say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import msgspec

from rules.duties.moments import months_after
from rules.facts import School, Student, school_year
from rules.guide_files import read, refuse_unless
from rules.words import N_

HERE = Path(__file__).parent


class Kept(StrEnum):
    """The kinds of document."""

    CASE = "case"
    NOTES = "notes"  # a child's file in which there never was a case
    MARKS = "marks"
    MEETINGS = "meetings"
    LOG = "log"
    STUDENT = "student"
    BACKUP = "backup"  # in which everything that is deleted stands still


class Sort(StrEnum):
    """What happens at the end."""

    ARCHIVE = "archive"  # written for the municipality's archive first, then deleted here
    DELETE = "delete"
    BLOCK = "block"  # kept, and closed to everybody but a leader who breaks the glass


class After(StrEnum):
    """What the months are counted from."""

    YEAR_END = "year_end"
    LEFT_SCHOOL = "left_school"
    LAST_WRITTEN = "last_written"
    MONTH_END = "month_end"
    MADE = "made"


class Keep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long one kind is kept, on what ground."""

    kind: Kept
    sort: Sort
    months: int
    after: After
    ground: str
    reading: str


class Retention(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """All kinds."""

    checked: date
    reading: str
    kinds: tuple[Keep, ...]

    def keep(self, kind: Kept) -> Keep:
        """How long a kind is kept."""
        return next(keep for keep in self.kinds if keep.kind is kind)


class Held(msgspec.Struct, frozen=True):
    """What the school holds that may be due. ``last_written`` is the day of a child's last event."""

    school: School
    years: tuple[str, ...]  # school years with marks
    meetings: tuple[str, ...]  # school years with meetings
    months: tuple[str, ...]  # of the log, "2026-11"
    last_written: Mapping[str, date]  # students with a file of their own
    had_case: frozenset[str]  # students of whom there ever was a case
    on_hold: frozenset[str]  # students under a legal hold
    backups: Mapping[str, date] = {}  # backups by name, and the day each was made


class Due(msgspec.Struct, frozen=True):
    """Something whose time is over: what, about whom or of when, since when, and what is to happen."""

    keep: Keep
    of: str  # a student's id, a school year, or a month
    since: date
    held: bool = False  # a legal hold keeps it


@lru_cache(maxsize=4)
def retention(text: str | bytes | None = None, name: str = "retention.json") -> Retention:
    """The rules that come with the program, or those of a school's own file; ``GuideError`` says what is wrong."""
    found = read(name, text if text is not None else (HERE / name).read_text("utf-8"), Retention)
    for kind in Kept:
        number = sum(keep.kind is kind for keep in found.kinds)
        refuse_unless(number == 1, name, kind, N_("hver slags dokument står nøyaktig én gang"))
    for keep in found.kinds:
        fits = keep.sort is not Sort.BLOCK or keep.kind in _OF_A_CHILD
        refuse_unless(fits, name, keep.kind, N_("bare saken og notatene om et barn kan sperres"))
        gone = keep.sort is not Sort.BLOCK or keep.after is not After.LAST_WRITTEN
        refuse_unless(gone, name, keep.kind, N_("det som sperres, er om en elev som ikke går her lenger"))
        refuse_unless(keep.months > 0, name, keep.kind, N_("«months» er minst 1"))
        refuse_unless(bool(keep.ground.strip()), name, keep.kind, N_("«ground» mangler"))
        refuse_unless(str(keep.months) in keep.reading, name, keep.kind, N_("«reading» nevner ikke «months»"))
    return found


def due(rules: Retention, held: Held, today: date) -> tuple[Due, ...]:
    """What is due on a day, in the order of the rules."""
    found = (one for keep in rules.kinds for one in _FINDERS[keep.kind](keep, held))
    return tuple(one for one in found if one.since <= today)


def goes(one: Due) -> bool:
    """Whether what is due is deleted."""
    return not one.held and one.keep.sort is not Sort.BLOCK


def due_in_turn(rules: Retention, held: Held, today: date, really: Callable[[Due], bool] = goes) -> tuple[Due, ...]:
    """What is due, and what becomes due as soon as that is gone: a student with the last that was kept of them."""
    found: tuple[Due, ...] = ()
    while more := tuple(one for one in due(rules, held, today) if one not in found):
        found = (*found, *more)
        gone = {one.of for one in more if one.keep.kind in _OF_A_CHILD and really(one)}
        held = msgspec.structs.replace(held, last_written={s: d for s, d in held.last_written.items() if s not in gone})
    return found


def year_end(year: str) -> date:
    """The last day of a school year."""
    return date(int(year[:4]) + 1, 7, 31)


def left(student: Student) -> date | None:
    """The last day at the school; None while the student goes here."""
    lasts = [m.last for m in student.memberships if not m.group]
    known = [last for last in lasts if last is not None]
    return max(known) if known and len(known) == len(lasts) else None


def _cases(keep: Keep, held: Held) -> Iterator[Due]:
    return _of_students(keep, held, held.had_case & held.last_written.keys())


def _notes(keep: Keep, held: Held) -> Iterator[Due]:
    return _of_students(keep, held, held.last_written.keys() - held.had_case)


def _students(keep: Keep, held: Held) -> Iterator[Due]:
    """A student goes last, when nothing else about them is kept."""
    kept = {*held.last_written}
    return _of_students(keep, held, {s.id for s in held.school.students if s.id not in kept})


def _of_students(keep: Keep, held: Held, whose: Iterable[str]) -> Iterator[Due]:
    students = {student.id: student for student in held.school.students}
    for student in sorted(whose):
        start = _start(keep.after, students.get(student), held.last_written.get(student))
        if start is not None:
            yield Due(keep, student, months_after(start, keep.months), student in held.on_hold)


def _start(after: After, student: Student | None, last_written: date | None) -> date | None:
    if after is After.LAST_WRITTEN:
        return last_written
    went = left(student) if student else last_written
    return year_end(school_year(went)) if went and after is After.YEAR_END else went


def _years(years: Iterable[str], keep: Keep, held: Held) -> Iterator[Due]:
    """A year's files go as one, so a hold on one child of it keeps them."""
    for year in sorted(years):
        on_hold = any(s.id in held.on_hold and year in s.files for s in held.school.students)
        yield Due(keep, year, months_after(year_end(year), keep.months), on_hold)


def _marks(keep: Keep, held: Held) -> Iterator[Due]:
    return _years(held.years, keep, held)


def _meetings(keep: Keep, held: Held) -> Iterator[Due]:
    return _years(held.meetings, keep, held)


def _log(keep: Keep, held: Held) -> Iterator[Due]:
    for month in sorted(held.months):
        last = months_after(date(int(month[:4]), int(month[5:]), 1), 1)
        yield Due(keep, month, months_after(last, keep.months), bool(held.on_hold))


def _backups(keep: Keep, held: Held) -> Iterator[Due]:
    """A hold keeps what stands in the school; the newest backup is nobody's to delete."""
    for name, made in sorted(held.backups.items()):
        if made < max(held.backups.values()):
            yield Due(keep, name, months_after(made, keep.months))


_OF_A_CHILD = frozenset({Kept.CASE, Kept.NOTES})

_FINDERS = {
    Kept.CASE: _cases,
    Kept.NOTES: _notes,
    Kept.MARKS: _marks,
    Kept.MEETINGS: _meetings,
    Kept.LOG: _log,
    Kept.STUDENT: _students,
    Kept.BACKUP: _backups,
}
