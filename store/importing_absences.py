"""Importing absences: what the school's own system has noted, taken in class by class in one command.

The rules of this file: a row that says what holds changes nothing, nor does one that says again what it said last
time and a person has corrected since; of rows that say two things of a lesson the last holds; one class's file is in
hand at a time, so that a year's import takes little more memory than its rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter

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
from store.intake.rows import AbsenceRows
from store.noting import add_marks, take_lessons
from store.placing import Places
from store.tellings import AbsenceRow, Refused, Report, Said
from store.writing import Hand

DayKey = tuple[str, date]
Lessons = dict[tuple[str, date], set[int]]

CHANNEL = "imported"

_WHO_AND_WHEN = attrgetter("student", "date")


def import_absences(
    hand: Hand, rows: Iterable[AbsenceRow], by: str, at: datetime, *, dry_run: bool, whole: bool = False
) -> Report:
    """All rows that can be, in one command; ``whole``: all of them or none."""
    with few_stops():
        intake = Intake(hand, by, at)
        intake.sort(rows)
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

    def __init__(self, hand: Hand, by: str, at: datetime) -> None:
        self._hand = hand
        self._by = by
        self._at = at
        self._places = Places(hand, by, at)
        self._students = students_by_number(hand.school.students)
        self._years = {c.year for c in hand.school.school.calendars}
        self._row: Callable[[int], AbsenceRow] = [].__getitem__
        self._rows: dict[str, dict[str, array[int]]] = {}  # numbers of rows, by file and student
        self._own: dict[tuple[str, str], array[int]] = {}
        self._year_of: dict[date, str] = {}
        self._written: dict[date, str] = {}
        self._marks: dict[object, Mark] = {}
        self._days: dict[object, tuple[Mark, ...] | None] = {}
        self._registers: dict[str, Lessons] = {}
        self._newly: Lessons = {}
        self._counts = {"added": 0, "changed": 0, "unchanged": 0}
        self._refused: list[Refused] = []
        self._no_calendar: set[str] = set()
        self._corrected = 0

    def sort(self, rows: Iterable[AbsenceRow]) -> None:
        """Each to its student, by file; a register's lessons to the class's file. Rows are made when they are taken."""
        whole = rows if isinstance(rows, AbsenceRows) else None
        each = [] if whole else list(rows)
        self._row = whole.row if whole else each.__getitem__
        for number, (student, day) in enumerate(whole.who_and_when() if whole else map(_WHO_AND_WHEN, each)):
            year = self._year_of.get(day) or self._year(day)
            own = self._own.get((student, year))
            if own is None and (own := self._first(self._row(number), year)) is None:
                continue
            own.append(number)
            if whole.register if whole else each[number].register:
                self._sort_register(self._students[student], self._row(number), year)

    def _first(self, row: AbsenceRow, year: str) -> array[int] | None:
        """The list for a student's rows of a year, once it is known whose they are."""
        student = self._students.get(row.student)
        if student is None:
            self._refused.append(Refused(row.line, UNKNOWN, {"number": row.student}))
            return None
        file = self._rows.setdefault(self._places.path(student, year), {})
        own = self._own[row.student, year] = file.setdefault(student.id, array("I"))
        return own

    def _sort_register(self, student: Student, row: AbsenceRow, year: str) -> None:
        school_class = student.class_on(row.date)
        if school_class in self._hand.school.classes:
            own = self._registers.setdefault(self._places.register(school_class, year), {})
            own.setdefault((school_class, row.date), set()).update(self._lessons_of(row, school_class))

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
            rows = [*map(self._row, numbers)]
            for day, own in _by_date(rows).items():
                key = student, day
                if fresh := self._fresh(known.get(key, ()), key, own):
                    new[student, self._written.get(day) or self._iso(day)] = fresh
            self._take_messages(draft, student, [row for row in rows if row.message_at])
        add_marks(draft, new)

    def _iso(self, day: date) -> str:
        return self._written.setdefault(day, day.isoformat())

    def report(self) -> Report:
        """What happened, or would."""
        notes = [Said(NO_CALENDAR, {"year": year}) for year in sorted(self._no_calendar)]
        if self._corrected:
            notes.append(Said.counted(CORRECTED, self._corrected))
        return Report(**self._counts, refused=tuple(self._refused), notes=tuple(notes))

    def _fresh(self, held: tuple[Mark, ...], key: DayKey, rows: Sequence[AbsenceRow]) -> tuple[Mark, ...]:
        """The marks a day's rows add to it."""
        if not held and (alike := self._alike(rows)) is not None:
            self._counts["added"] += len(rows)
            return alike
        fresh: list[Mark] = []
        for row in rows:
            mark = self._mark(row)
            now = (*held, *fresh) if fresh else held
            if self._only_register(row, mark, now):
                self._counts["added" if self._adds_register(row, key) else "unchanged"] += 1
            elif of_marks.holds(of_marks.said(mark), now, mark.lessons):
                self._counts["unchanged"] += 1
            elif held and self._said_before(held, mark, rows):
                self._counts["unchanged"] += 1
                self._corrected += 1
            else:
                self._counts["changed" if of_marks.anything(now, mark.lessons) else "added"] += 1
                fresh.append(mark)
        return _merged(fresh)

    def _alike(self, rows: Sequence[AbsenceRow]) -> tuple[Mark, ...] | None:
        """The marks of a day that had none, from rows each of other lessons; days told alike share them."""
        told = tuple([(row.lessons, row.category, row.reason, row.comment, row.register) for row in rows])
        if told not in self._days:
            self._days[told] = None if any(row.register for row in rows) else self._apart(rows)
        return self._days[told]

    def _apart(self, rows: Sequence[AbsenceRow]) -> tuple[Mark, ...] | None:
        marks = [self._mark(row) for row in rows]
        lessons = [lesson for mark in marks for lesson in mark.lessons]
        apart = len(set(lessons)) == len(lessons) and all(mark.lessons for mark in marks)
        return _merged(marks) if apart or len(marks) == 1 else None

    def _said_before(self, held: tuple[Mark, ...], mark: Mark, rows: Sequence[AbsenceRow]) -> bool:
        """Whether the other system said this last time too, so that what holds now is a person's correction."""
        told = [m for m in held if m.imported]
        if not told:
            return False
        if of_marks.holds(of_marks.said(mark), told, mark.lessons):
            return True
        return _content(of_marks.in_force([self._mark(row) for row in rows])) == _content(of_marks.in_force(told))

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
        school_class = self._hand.school.students[key[0]].class_on(row.date)
        return bool(self._newly.get((school_class, row.date), set()) & self._lessons_of(row, school_class))

    def _lessons_of(self, row: AbsenceRow, school_class: str) -> set[int]:
        if row.lessons:
            return {*row.lessons}
        known = self._hand.school.classes.get(school_class)
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


def _by_date(rows: Iterable[AbsenceRow]) -> dict[date, list[AbsenceRow]]:
    found: dict[date, list[AbsenceRow]] = {}
    for row in rows:
        if row.date in found:
            found[row.date].append(row)
        else:
            found[row.date] = [row]
    return found


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
