"""Absence made elsewhere: one row a day, a lesson or a range of dates, or a whole register.

The rules of this file: a row becomes marks or is refused with why; what a row leaves open is filled in one way only
and said; each different student, date and set of words is worked out once, however many rows repeat it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, TypeVar

from rules.facts import Category, School, Student
from rules.words import N_
from store.intake.absence_words import RowWords, What
from store.intake.codes import Span, yes
from store.intake.columns import Columns, typed
from store.intake.dates import DateColumn, Moments, moment, two_dates
from store.intake.days import LessonDays
from store.intake.identity import is_national_id, without_national_ids
from store.intake.matching import Pupils, Who, class_name, number_in, turned
from store.intake.rows import AbsenceRows, Told
from store.intake.tables import Progress, Table
from store.tellings import Said

_WHO = ("student", "name", "given", "middle", "family", "class")
_WHAT = ("lesson", "kind", "code", "reason", "documented")

#: Different texts remembered; a file with more has mostly different ones, and nothing is gained.
_REMEMBERED = 50_000

_SHORTEST_ID = 10
_LONGEST_NO = 12

#: What a row says of one thing, as it stands in its cells (one cell: itself).
Key = str | tuple[str, ...]

T = TypeVar("T")


def read_absences(
    table: Table, school: School, mapping: Mapping[str, str], progress: Progress | None = None
) -> AbsenceRows:
    """The rows of a file of absences; what was refused and what must be said is added to the table."""
    before = len(table.refused)
    reading = _Reading(table, school, mapping, month_first=False)
    reading.all(progress)
    if reading.date_of.wrong_way_round:
        del table.refused[before:]
        reading = _Reading(table, school, mapping, month_first=True)
        reading.all(progress)
    table.notes += reading.notes()
    table.date_form = reading.date_of.form
    return reading.rows


class _Reading:
    """One reading of a file from its top, and what has been worked out so far."""

    def __init__(self, table: Table, school: School, mapping: Mapping[str, str], month_first: bool) -> None:
        self.table = table
        self.rows = AbsenceRows()
        self.lesson_days = LessonDays(school)
        self.pupils = Pupils(school.students)
        self.words = RowWords(table.source.name, table.columns, mapping)
        self.first = "date" if "date" in table.columns else "first"
        self.date_of = DateColumn(table.columns.heading(self.first), month_first)
        self.filled_in: Counter[Span] = Counter()
        self.hidden = False
        self._who, self._words = _picker(table.columns, _WHO), _picker(table.columns, _WHAT)
        self._students: dict[Key, tuple[int, Student] | Said] = {}
        self._whats: dict[tuple[Key, bool], tuple[int, What] | Said] = {}
        self._places: dict[date | Told, int] = {}
        # What a row looks like -> the place of what it means; only where nothing more need be asked.
        self._seen_students: dict[Key, int] = {}
        self._seen_dates: dict[str, int] = {}
        self._seen_told: tuple[dict[Key, int], dict[Key, int]] = ({}, {})  # by whether the home has told

    def all(self, progress: Progress | None) -> None:
        """Every row of the file.

        A row of which everything has been seen before, and that leaves nothing open, takes three look-ups; ``_add``
        works out the others. (A hundred thousand rows pass here: no call is made that need not be.)
        """
        places, rows = self.table.columns.places, self.rows
        who_in, words_in, date_at = self._who, self._words, places[self.first]
        last_at, message_at, comment_at = (places.get(name, -1) for name in ("last", "message_at", "comment"))
        students, dates, (untold, told) = self._seen_students, self._seen_dates, self._seen_told
        lines, student_column, date_column, told_column = rows.columns
        moments = Moments(self.date_of)
        for line, cells in self.table.rows(progress):
            student, day = students.get(who_in(cells)), dates.get(cells[date_at])
            message = cells[message_at] if message_at >= 0 else ""
            what = (told if message else untold).get(words_in(cells))
            at = moments.seconds(message) if message else 0
            if student is None or day is None or what is None or at is None or (last_at >= 0 and cells[last_at]):
                self._add(line, cells)
                continue
            if message:
                rows.message_next(at)
            if comment_at >= 0 and (comment := cells[comment_at]):
                rows.comment_next(self._comment(typed(comment.strip())))
            lines.append(line)
            student_column.append(student)
            date_column.append(day)
            told_column.append(what)
        self.rows.register = any(told.category is Category.PRESENT for told in self.rows.told)

    def notes(self) -> list[Said]:
        """What must be said about the rows read."""
        notes = [*self.date_of.notes(), *_filled_in(self.filled_in)]
        if texts := sorted(self.words.unknown_reasons):
            sentence = N_("Årsaker som ikke er kjent, er ført som «annet» med teksten i merknaden: {reasons}.")
            notes.append(Said(sentence, {"reasons": ", ".join(texts)}))
        if count := self.rows.count_on(self.lesson_days.other_than_school_days(self.rows.dates)):
            notes.append(Said.counted(OFF_DAYS, count))
        if self.hidden:
            notes.append(Said(N_("Fødselsnummer i merknader er skjult.")))
        if self.rows.register:
            notes.append(Said(N_("Filen er en føring: timene i den regnes som ført.")))
        return notes

    def _add(self, line: int, cells: list[str]) -> None:
        """A row with something in it that has not been seen, or with a range, a message, a comment, an open end."""
        student = self._student(self._who(cells))
        if isinstance(student, Said):
            return self.table.refuse(line, student)
        cell = self.table.columns.cell
        message = cell(cells, "message_at")
        known = self._what(self._words(cells), bool(message) and _tells(message))
        if isinstance(known, Said):
            return self.table.refuse(line, known)
        told, what = known
        days = self._days_in(cell(cells, self.first), cell(cells, "last"))
        if isinstance(days, Said):
            return self.table.refuse(line, days)
        for day in days:
            if what.open:
                told = self._told_place(self._closed(what, student[1], day))
            at = moment(message, self.date_of, day) if message else None
            words = message if message and at is None and yes(message) is None else ""
            comment = self._comment(what.comment, cell(cells, "comment"), words)
            self.rows.add(line, student[0], self._date_place(day), told, comment, at)
        return None

    def _days_in(self, first: str, last: str) -> Sequence[date] | Said:
        """The date of a row, or the school days of its range."""
        start = self.date_of(first)
        if isinstance(start, Said):
            both = two_dates(first, self.date_of)
            return self.lesson_days.between(*both) if both else start
        if not last:
            if len(self._seen_dates) < _REMEMBERED:
                self._seen_dates[first] = self._date_place(start)
            return (start,)
        end = self.date_of(last)
        if isinstance(end, Said):
            return end
        return (start,) if start == end else self.lesson_days.between(start, end)

    def _closed(self, what: What, student: Student, day: date) -> Told:
        """What was told, now that the student's lessons that day are known."""
        lessons = self.lesson_days.lessons(student, day)
        if what.span is Span.LATE or not what.lessons:
            assert what.span is not None
            self.filled_in[what.span] += 1
            lessons = lessons[:1] if what.span is Span.LATE else lessons[-1:]
        else:
            left_at = what.lessons[0]
            lessons = tuple(lesson for lesson in lessons if lesson >= left_at) or what.lessons
        return Told(lessons, what.category, what.reason)

    def _student(self, who: Key) -> tuple[int, Student] | Said:
        """The place of the student a row is about, and the student."""
        known = self._students.get(who)
        if known is None:
            found = self.pupils.find(_who_says(self.table.columns, who))
            known = found if isinstance(found, Said) else (len(self.rows.students), found)
            if isinstance(found, Student):
                self.rows.students.append(found.number or found.id)
                self._seen_students[who] = len(self.rows.students) - 1
            if len(self._students) < _REMEMBERED:
                self._students[who] = known
        return known

    def _what(self, words: Key, told_by_home: bool) -> tuple[int, What] | Said:
        """What the words of a row amount to, and its place (-1 where the day's lessons decide)."""
        known = self._whats.get((words, told_by_home))
        if known is None:
            what = self.words.what(_by_field(self.table.columns, _WHAT, words), told_by_home)
            known = what if isinstance(what, Said) else (-1 if what.open else self._told_place(_as_told(what)), what)
            if len(self._whats) < _REMEMBERED:
                self._whats[words, told_by_home] = known
                if isinstance(what, What) and not (what.open or what.comment):
                    self._seen_told[told_by_home][words] = self._told_place(_as_told(what))
        return known

    def _date_place(self, day: date) -> int:
        return _placed(day, self.rows.dates, self._places)

    def _told_place(self, told: Told) -> int:
        return _placed(told, self.rows.told, self._places)

    def _comment(self, *parts: str) -> str:
        text = "; ".join([part for part in parts if part])
        if len(text) < _SHORTEST_ID:
            return text
        kept = without_national_ids(text)
        self.hidden |= kept != text
        return kept


def _tells(message: str) -> bool:
    """Whether a cell says that the home has told the school: anything but a no."""
    return len(message) > _LONGEST_NO or yes(message) is not False


def _as_told(what: What) -> Told:
    return Told(what.lessons, what.category, what.reason)


def _placed(value: T, listed: list[T], places: dict[Any, int]) -> int:
    """The place of a value in a list that has each once."""
    place = places.setdefault(value, len(listed))
    if place == len(listed):
        listed.append(value)
    return place


def _picker(columns: Columns, fields: Sequence[str]) -> Callable[[list[str]], Key]:
    """What takes these fields, as far as the file has them, out of a row."""
    places = [columns.places[name] for name in fields if name in columns]
    return itemgetter(*places) if places else lambda _cells: ""


def _by_field(columns: Columns, fields: Sequence[str], key: Key) -> dict[str, str]:
    """The cells that a picker took, by field."""
    present = [name for name in fields if name in columns]
    return dict(zip(present, (key,) if isinstance(key, str) else key, strict=False))


def _who_says(columns: Columns, who: Key) -> Who:
    """What a row says of its student; a national identity number is only known to have been there."""
    cells = _by_field(columns, _WHO, who)
    number = number_in(cells.get("student", ""))
    parts = (cells.get("given", ""), cells.get("middle", ""), cells.get("family", ""))
    name = turned(cells.get("name", "")) or " ".join(" ".join(parts).split())
    national = is_national_id(number)
    school_class = class_name(cells.get("class", ""))
    return Who("" if national else number, name, school_class, national or bool(columns.national))


def _filled_in(counts: Mapping[Span, int]) -> list[Said]:
    notes = []
    if count := counts.get(Span.LEFT):
        notes.append(Said.counted(LEFT_SOMETIME, count))
    if count := counts.get(Span.LATE):
        notes.append(Said.counted(LATE_SOMETIME, count))
    return notes


OFF_DAYS = (
    N_("{count} rad er på en dag som ikke er skoledag; den lagres, men teller ikke."),
    N_("{count} rader er på dager som ikke er skoledager; de lagres, men teller ikke."),
)
LEFT_SOMETIME = (
    N_("{count} rad sier at eleven gikk, men ikke når; den er ført på dagens siste time."),
    N_("{count} rader sier at eleven gikk, men ikke når; de er ført på dagens siste time."),
)
LATE_SOMETIME = (
    N_("{count} rad sier at eleven kom for sent, men ikke når; den er ført på dagens første time."),
    N_("{count} rader sier at eleven kom for sent, men ikke når; de er ført på dagens første time."),
)
