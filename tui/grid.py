"""The register's grid: a class and a day, a line for each student, a square for each lesson.

The rules of this file: facts go in, squares come out; what a day's marks amount to is worked out in ``rules``;
students are numbered in the order they are shown, and a number holds as long as the class does.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from rules.day import day_of, lessons_expected, presumed_present
from rules.facts import Day, Mark, Slot, Student
from rules.names import sort_key
from tui.overview import Overview, StudentLine, covers
from tui.signs import NOT_EXPECTED, PRESENT, UNREGISTERED, Look, mark_look


class Square(msgspec.Struct, frozen=True):
    """One lesson of one student; ``mark`` is the one that holds, if any."""

    lesson: int
    look: Look
    expected: bool
    mark: Mark | None = None


class GridLine(msgspec.Struct, frozen=True):
    """One student of the class; ``line`` is the row in the list (None for one who is not here today)."""

    number: int
    id: str
    name: str
    squares: tuple[Square, ...]
    line: StudentLine | None
    from_home: bool

    def square(self, lesson: int) -> Square | None:
        """The square of a lesson."""
        return next((square for square in self.squares if square.lesson == lesson), None)

    @property
    def expected(self) -> tuple[int, ...]:
        """The lessons this student is expected at."""
        return tuple(square.lesson for square in self.squares if square.expected)


class Grid(msgspec.Struct, frozen=True):
    """A class and a day. ``taken`` are the lessons whose register was taken."""

    school_class: str
    day: date
    school_day: bool
    lessons: tuple[int, ...]
    taken: frozenset[int]
    lines: tuple[GridLine, ...]

    def line(self, student_id: str) -> GridLine | None:
        """A student's line."""
        return next((line for line in self.lines if line.id == student_id), None)


def grid(seen: Overview, school_class: str, day: date) -> Grid:
    """A class's register of a day."""
    students = members(seen, school_class, day)
    lessons = _lessons(seen, school_class, students, day)
    lines = tuple(grid_line(seen, student, number, lessons, day) for number, student in enumerate(students, 1))
    taken = [seen.attendance_of(student.id).taken.get(day, frozenset()) for student in students]
    school_day = seen.calendar.index(day) is not None
    return Grid(school_class, day, school_day, lessons, frozenset.intersection(*taken) if taken else frozenset(), lines)


def grid_line(seen: Overview, student: Student, number: int, lessons: tuple[int, ...], day: date) -> GridLine:
    """One student's line."""
    attendance = seen.attendance_of(student.id)
    expected = lessons_expected(attendance.expected, day)
    marks = held(day_of(attendance, day), expected)
    presumed = presumed_present(attendance, day, seen.today)
    squares = tuple(
        _square(n, n in expected, marks.get(n), PRESENT if presumed is None or n in presumed else UNREGISTERED)
        for n in lessons
    )
    return GridLine(number, student.id, student.name, squares, seen.line(student.id), _from_home(seen, student.id, day))


def members(seen: Overview, school_class: str, day: date) -> list[Student]:
    """Who is in a class or group on a day, in the order they are numbered."""
    found = [student for student in seen.school.students if _is_in(student, school_class, day)]
    return sorted(found, key=lambda student: sort_key(student.name))


def held(day: Day | None, expected: tuple[int, ...]) -> dict[int, Mark]:
    """The mark that holds for each lesson: the last that names it, unless it took the earlier ones back."""
    last: dict[int, Mark] = {}
    for mark in day.marks if day else ():
        for lesson in mark.lessons or expected:
            last[lesson] = mark
    return {lesson: mark for lesson, mark in last.items() if mark.category is not None}


def lesson_now(seen: Overview, drawn: Grid, now: datetime) -> int | None:
    """The lesson to begin with: the one that is on by the timetable, else the first whose register is not taken."""
    if not drawn.lessons:
        return None
    if drawn.day == now.date():
        on = _on_by_timetable(seen.school.timetable, drawn, now)
        if on is not None:
            return on
    return next((lesson for lesson in drawn.lessons if lesson not in drawn.taken), drawn.lessons[0])


def slot(seen: Overview, school_class: str, day: date, lesson: int) -> Slot | None:
    """A lesson's line in the timetable."""
    wanted = (school_class, day.weekday(), lesson)
    return next((s for s in seen.school.timetable if (s.school_class, s.weekday, s.lesson) == wanted), None)


def school_day_beside(seen: Overview, day: date, step: int) -> date:
    """The next school day (or the one before); the next weekday where no calendar says."""
    days = seen.calendar.days
    if step > 0:
        found = next((each for each in days if each > day), None)
    else:
        found = next((each for each in reversed(days) if each < day), None)
    return found or (_weekday_beside(day, step) if not days else day)


def _weekday_beside(day: date, step: int) -> date:
    beside = day + timedelta(days=step)
    while beside.weekday() > 4:
        beside += timedelta(days=step)
    return beside


def _square(lesson: int, expected: bool, mark: Mark | None, unmarked: Look) -> Square:
    if mark is not None:
        return Square(lesson, mark_look(mark), expected, mark)
    return Square(lesson, unmarked if expected else NOT_EXPECTED, expected)


def _lessons(seen: Overview, school_class: str, students: list[Student], day: date) -> tuple[int, ...]:
    """The class's lessons that weekday, and any a student is expected at or marked in besides."""
    of_class = next((entry for entry in seen.school.classes if entry.name == school_class), None)
    lessons = set(of_class.weekdays[day.weekday()] if of_class and len(of_class.weekdays) > day.weekday() else ())
    for student in students:
        attendance = seen.attendance_of(student.id)
        expected = lessons_expected(attendance.expected, day)
        lessons.update(expected, held(day_of(attendance, day), expected))
    return tuple(sorted(lessons))


def _is_in(student: Student, school_class: str, day: date) -> bool:
    return any(each.school_class == school_class and covers(each, day) for each in student.memberships)


def _from_home(seen: Overview, student: str, day: date) -> bool:
    return any(message.first <= day <= message.last for message in seen.messages_about(student))


def _on_by_timetable(timetable: tuple[Slot, ...], drawn: Grid, now: datetime) -> int | None:
    """The lesson that is on, or between lessons the next one; none after the last."""
    clock = f"{now:%H:%M}"
    today = sorted(
        (s for s in timetable if s.school_class == drawn.school_class and s.weekday == now.weekday() and s.end),
        key=lambda s: s.start,
    )
    return next((s.lesson for s in today if clock <= s.end and s.lesson in drawn.lessons), None)
