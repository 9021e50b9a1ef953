"""Importing absences: what the school's own system has noted, taken in class by class in one command.

The rules of this file: a row that says what holds changes nothing, nor does one that says again what it said last
time and a person has corrected since; of rows that say two things of a lesson the last holds; one class's file is in
hand at a time, so that a year's import takes little more memory than its rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby

import msgspec

from rules.facts import Category, Mark, Message, Student, school_year
from rules.words import N_
from store import marks as of_marks
from store.cleaning import clean_text
from store.collecting import few_stops
from store.documents import document
from store.drafts import Draft
from store.ids import new_id
from store.importing_students import students_by_number
from store.intake.rows import AbsenceRows, ListedRows
from store.noting import add_marks, take_lessons
from store.placing import Places
from store.tellings import AbsenceRow, Refused, Report, Said
from store.writing import Hand

DayKey = tuple[str, date]
Lessons = dict[tuple[str, date], set[int]]
Counts = tuple[int, int, int, int]

CHANNEL = "imported"

#: Different days remembered; a file with more has mostly different ones, and nothing is gained.
_REMEMBERED = 5_000


def import_absences(
    hand: Hand, rows: Iterable[AbsenceRow], by: str, at: datetime, *, dry_run: bool, whole: bool = False
) -> Report:
    """All rows that can be, in one command; ``whole``: all of them or none."""
    with few_stops():
        intake = Intake(hand, rows, by, at)
        intake.sort()
        return _imported(hand, intake, dry_run=dry_run or (whole and intake.any_refused))


def _imported(hand: Hand, intake: Intake, *, dry_run: bool) -> Report:
    if not dry_run:
        hand.plan(intake.paths())
    for path in intake.paths():
        draft = hand.draft(path)
        intake.take(draft)
        hand.put_by(draft, dry_run=dry_run)
    if not dry_run:
        hand.commit()
    return intake.report()


class Intake:
    """Rows on their way into their files."""

    def __init__(self, hand: Hand, rows: Iterable[AbsenceRow], by: str, at: datetime) -> None:
        self._school = hand.school
        self._all = rows if isinstance(rows, AbsenceRows) else ListedRows(rows)
        self._by = by
        self._at = at
        self._places = Places(hand, by, at)
        self._students = students_by_number(self._school.students)
        self._years = {c.year for c in self._school.school.calendars}
        self._rows: dict[str, dict[str, array[int]]] = {}  # numbers of rows, by file and student
        self._own: dict[tuple[str, str], array[int]] = {}
        self._year_of: dict[date, str] = {}
        self._written: dict[date, str] = {}
        self._marks: dict[object, Mark] = {}
        self._compared: dict[object, tuple[tuple[Mark, ...], Counts]] = {}
        self._registers: dict[str, Lessons] = {}
        self._newly: Lessons = {}
        self._added = self._changed = self._unchanged = self._corrected = 0
        self._refused: list[Refused] = []
        self._no_calendar: set[str] = set()

    def sort(self) -> None:
        """Each row to its student, by file; a register's lessons to the class's file."""
        number = 0
        for (student, day), run in groupby(self._all.who_and_when()):
            numbers = range(number, number + len(list(run)))
            number = numbers.stop
            year = self._year_of.get(day) or self._year(day)
            own = self._own.get((student, year))
            if own is None and (own := self._first(student, year)) is None:
                self._refused += [Refused(self._all.row(n).line, UNKNOWN, {"number": student}) for n in numbers]
                continue
            own.extend(numbers)
            if self._all.register:
                self._sort_register(self._students[student], day, numbers, year)

    def _first(self, number: str, year: str) -> array[int] | None:
        """The list for a student's rows of a year; None if nobody has this number."""
        student = self._students.get(number)
        if student is None:
            return None
        file = self._rows.setdefault(self._places.path(student, year), {})
        own = self._own[number, year] = file.setdefault(student.id, array("I"))
        return own

    def _sort_register(self, student: Student, day: date, numbers: Iterable[int], year: str) -> None:
        school_class = student.class_on(day)
        if school_class not in self._school.classes:
            return
        lessons = [self._lessons_of(row, school_class) for row in map(self._all.row, numbers) if row.register]
        if lessons:
            own = self._registers.setdefault(self._places.register(school_class, year), {})
            own.setdefault((school_class, day), set()).update(*lessons)

    def _year(self, day: date) -> str:
        """The school year of a date, and whether it has a calendar."""
        year = self._year_of.get(day)
        if year is None:
            year = self._year_of[day] = school_year(day)
            if year not in self._years:
                self._no_calendar.add(year)
        return year

    @property
    def any_refused(self) -> bool:
        """Whether some row cannot be taken in."""
        return bool(self._refused)

    def paths(self) -> list[str]:
        """Every file with something to take in."""
        return sorted({*self._rows, *self._registers})

    def take(self, draft: Draft) -> None:
        """What one file is to hold: registers first, so that rows know what they add."""
        for (school_class, day), lessons in self._registers.get(draft.path, {}).items():
            taken = take_lessons(draft, school_class, day, sorted(lessons), self._by, self._at)
            self._newly[school_class, day] = {*taken}
        known = draft.days()
        new: dict[tuple[str, str], tuple[Mark, ...]] = {}
        for student, numbers in self._rows.pop(draft.path, {}).items():
            for day, own in self._all.by_date(numbers).items():
                if fresh := self._fresh(known.get((student, day), ()), (student, day), own):
                    new[student, self._written.get(day) or self._iso(day)] = fresh
            self._take_messages(draft, student, self._all.messaged(numbers))
        add_marks(draft, new)

    def _iso(self, day: date) -> str:
        return self._written.setdefault(day, day.isoformat())

    def report(self) -> Report:
        """What happened, or would."""
        notes = [Said(NO_CALENDAR, {"year": year}) for year in sorted(self._no_calendar)]
        if self._corrected:
            notes.append(Said.counted(CORRECTED, self._corrected))
        return Report(self._added, self._changed, self._unchanged, tuple(self._refused), tuple(notes))

    def _fresh(self, held: tuple[Mark, ...], key: DayKey, numbers: Sequence[int]) -> tuple[Mark, ...]:
        """The marks a day's rows add to it; days that hold the same and are told the same are compared once."""
        asked = held, self._all.what(numbers), key if self._all.register else None
        found = self._compared.get(asked)
        if found is None:
            if len(self._compared) >= _REMEMBERED:
                self._compared.clear()
            found = self._compared[asked] = self._compare(held, key, [*map(self._all.row, numbers)])
        fresh, (added, changed, unchanged, corrected) = found
        self._added += added
        self._changed += changed
        self._unchanged += unchanged
        self._corrected += corrected
        return fresh

    def _compare(
        self, held: tuple[Mark, ...], key: DayKey, rows: Sequence[AbsenceRow]
    ) -> tuple[tuple[Mark, ...], Counts]:
        """The marks that a day's rows add, and how many rows were added, changed, unchanged, and of those corrected."""
        added = changed = unchanged = corrected = 0
        told = [mark for mark in held if mark.imported]
        the_whole_day_again = cache(
            lambda: _content(of_marks.in_force([*map(self._mark, rows)])) == _content(of_marks.in_force(told))
        )
        fresh: list[Mark] = []
        for row in rows:
            mark = self._mark(row)
            now = (*held, *fresh)
            if self._only_register(row, mark, now):
                new = self._adds_register(row, key)
                added, unchanged = added + new, unchanged + (not new)
            elif of_marks.holds(of_marks.said(mark), now, mark.lessons):
                unchanged += 1
            elif told and (of_marks.holds(of_marks.said(mark), told, mark.lessons) or the_whole_day_again()):
                unchanged, corrected = unchanged + 1, corrected + 1
            else:
                new = not of_marks.anything(now, mark.lessons)
                added, changed = added + new, changed + (not new)
                fresh.append(mark)
        return _merged(fresh), (added, changed, unchanged, corrected)

    def _mark(self, row: AbsenceRow) -> Mark:
        """What a row says; rows that say the same share it."""
        said = row.lessons, row.category, row.reason, row.comment
        known = self._marks.get(said)
        if known is None:
            lessons, comment = tuple(sorted(set(row.lessons))), clean_text(row.comment)
            mark = Mark(lessons, row.category, self._by, self._at, row.reason, comment, imported=True)
            known = self._marks[said] = mark
        return known

    def _only_register(self, row: AbsenceRow, mark: Mark, now: Sequence[Mark]) -> bool:
        """Present, in a register, where nobody has said anything else: that is what a taken register means."""
        return row.register and row.category is Category.PRESENT and not of_marks.anything(now, mark.lessons)

    def _adds_register(self, row: AbsenceRow, key: DayKey) -> bool:
        school_class = self._school.students[key[0]].class_on(row.date)
        return bool(self._newly.get((school_class, row.date), set()) & self._lessons_of(row, school_class))

    def _lessons_of(self, row: AbsenceRow, school_class: str) -> set[int]:
        if row.lessons:
            return {*row.lessons}
        known = self._school.classes.get(school_class)
        return {*known.weekdays[row.date.weekday()]} if known else set()

    def _take_messages(self, draft: Draft, student: str, rows: Sequence[AbsenceRow]) -> None:
        """One message for each time the home told something, over the days it was told of."""
        if not rows:
            return
        known = {m["received_at"] for m in draft.all("messages").values() if m["student"] == student}
        told: dict[datetime, list[AbsenceRow]] = {}
        for row in rows:
            if row.message_at and msgspec.to_builtins(row.message_at) not in known:
                told.setdefault(row.message_at, []).append(row)
        new = [self._message(student, received, own) for received, own in told.items()]
        draft.insert("messages", [document(message, self._by, self._at) for message in new])

    def _message(self, student: str, received: datetime, rows: Sequence[AbsenceRow]) -> Message:
        days = [row.date for row in rows]
        return Message(
            id=new_id(),
            student=student,
            first=min(days),
            last=max(days),
            sender="",
            channel=CHANNEL,
            received_at=received,
            by=self._by,
            reason=rows[-1].reason,
        )


def _merged(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks that say the same of different lessons are one, where no lesson is spoken of twice."""
    if len(marks) < 2:
        return tuple(marks)
    lessons = [lesson for mark in marks for lesson in mark.lessons]
    if len(set(lessons)) < len(lessons) or not all(mark.lessons for mark in marks):
        return tuple(marks)
    alike: dict[of_marks.Said, list[Mark]] = {}
    for mark in marks:
        alike.setdefault(of_marks.said(mark), []).append(mark)
    return tuple(_one(same) for same in alike.values())


def _one(marks: Sequence[Mark]) -> Mark:
    return msgspec.structs.replace(marks[0], lessons=tuple(sorted(lesson for m in marks for lesson in m.lessons)))


def _content(marks: Sequence[Mark]) -> set[tuple[tuple[int, ...], of_marks.Said]]:
    return {(mark.lessons, of_marks.said(mark)) for mark in _merged(marks)}


UNKNOWN = N_("Ingen elev i skolen har elevnummer {number}.")
NO_CALENDAR = N_(
    "Skoleåret {year} har ingen skolerute ennå. Fraværet er tatt vare på, men telles først når skoleruta er hentet inn."
)
CORRECTED = (
    N_("{count} rad er rettet for hånd siden sist, og rettelsen står."),
    N_("{count} rader er rettet for hånd siden sist, og rettelsene står."),
)
