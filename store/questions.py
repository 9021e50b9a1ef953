"""Questions: what the door answers, from what was read.

The rules of this file: no lock, nothing written; an answer is of one moment between two commands; a file that is
refused leaves out those whose facts stand in it, and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rules.facts import Attendance, Message, Register, School, Student
from rules.protection import shown_school
from rules.words import N_
from store.attendance import Built, memberships
from store.documents import ATTENDANCE, CASES, FORMS, MEETINGS, SCHOOL, case_path, meetings_path, student_of
from store.errors import FileRefused, Unknown
from store.reading import Reader, in_words
from store.readings import ClassYearRead, SchoolRead
from store.tellings import Changes

if TYPE_CHECKING:
    from rules.case.events import CaseEvent, SchoolEvent
    from rules.follow_up import Form, Template


class Questions:
    """One process's way of asking."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._built = Built()
        self._shown: tuple[School, School] | None = None

    def school(self) -> School:
        """The school, without the numbers that nobody may see (``rules/protection.py``); the same object if it is."""
        school = self._reader.consistently(self._reader.school).school
        known = self._shown
        if known is None or known[0] is not school:
            self._shown = known = (school, shown_school(school))
        return known[1]

    def attendance(self, year: str, students: Sequence[str] | None) -> dict[str, Attendance]:
        """Attendance of those whose files are sound."""
        return self._reader.consistently(lambda: self._attendance(year, students))

    def attendance_of(self, student: str, year: str) -> Attendance:
        """One student's, or why not."""
        return self._reader.consistently(lambda: self._attendance_of(student, year))

    def messages(self, year: str, students: Sequence[str] | None) -> tuple[Message, ...]:
        """Messages, oldest first."""
        return self._reader.consistently(lambda: self._messages(year, students))

    def register(self, school_class: str, day: date, year: str) -> Register | None:
        """One class's register of one day."""
        return self._reader.consistently(lambda: self._register(school_class, day, year))

    def case_events(self, student: str) -> tuple[CaseEvent, ...]:
        """One child's case, or why not."""
        return self._reader.consistently(lambda: self._case_events(student))

    def cases(self, students: Sequence[str] | None) -> dict[str, tuple[CaseEvent, ...]]:
        """The cases whose files are sound."""
        return self._reader.consistently(lambda: self._cases(students))

    def school_events(self, year: str) -> tuple[SchoolEvent, ...]:
        """The school's own meetings of one year."""
        return self._reader.consistently(lambda: self._reader.meetings(meetings_path(year)).events)

    def forms(self) -> tuple[Form, ...]:
        """Every version of every questionnaire."""
        return self._reader.consistently(lambda: self._reader.forms().forms)

    def templates(self) -> tuple[Template, ...]:
        """Every version of the agreement's and the day plan's sections."""
        return self._reader.consistently(lambda: self._reader.forms().templates)

    def revision(self) -> int:
        """The last command, also while its files are on their way from aside."""
        with in_words(), self._reader.own:
            logged = self._reader.log.refresh()
            manifest = self._reader.pending.manifest()
        return max(logged, manifest.revision) if manifest else logged

    def changed_since(self, revision: int) -> Changes:
        """Files and students."""
        return self._reader.consistently(lambda: self._changed_since(revision))

    def _attendance(self, year: str, students: Sequence[str] | None) -> dict[str, Attendance]:
        school = self._reader.school()
        chosen = school.school.students if students is None else [_student(school, s) for s in students]
        return {student.id: a for student in chosen if (a := self._or_left_out(student, year, school))}

    def _or_left_out(self, student: Student, year: str, school: SchoolRead) -> Attendance | None:
        try:
            return self._build(student, year, school)
        except FileRefused:
            return None

    def _attendance_of(self, student: str, year: str) -> Attendance:
        school = self._reader.school()
        return self._build(_student(school, student), year, school)

    def _build(self, student: Student, year: str, school: SchoolRead) -> Attendance:
        path = school.path(student, year)
        days = self._reader.class_year(path).days.get(student.id, ()) if path else ()
        return self._built.attendance(student, year, days, school, self._registers(student, year, school))

    def _registers(self, student: Student, year: str, school: SchoolRead) -> Mapping[str, tuple[Register, ...]]:
        names = {m.school_class for m in memberships(student, year)}
        paths = {name: path for name in names if (path := school.register_path(name, year))}
        return {name: self._reader.class_year(path).by_class.get(name, ()) for name, path in paths.items()}

    def _messages(self, year: str, students: Sequence[str] | None) -> tuple[Message, ...]:
        school = self._reader.school()
        chosen = None if students is None else {*students}
        whose = school.school.students if students is None else [_student(school, s) for s in students]
        paths = {path for student in whose if (path := school.path(student, year))}
        found = [m for read in self._sound(paths) for m in read.messages if chosen is None or m.student in chosen]
        return tuple(sorted(found, key=lambda m: (m.received_at, m.id)))

    def _sound(self, paths: Iterable[str]) -> Iterable[ClassYearRead]:
        for path in sorted(paths):
            try:
                yield self._reader.class_year(path)
            except FileRefused:
                continue

    def _register(self, school_class: str, day: date, year: str) -> Register | None:
        path = self._reader.school().register_path(school_class, year)
        own = self._reader.class_year(path).by_class.get(school_class, ()) if path else ()
        return next((r for r in own if r.date == day and r.taken), None)

    def _case_events(self, student: str) -> tuple[CaseEvent, ...]:
        return self._reader.case(case_path(_student(self._reader.school(), student).id)).events

    def _cases(self, students: Sequence[str] | None) -> dict[str, tuple[CaseEvent, ...]]:
        school = self._reader.school()
        chosen = school.students if students is None else [_student(school, s).id for s in students]
        there = {*self._reader.paths(CASES)}
        found = {student: self._case_or_none(path) for student in chosen if (path := case_path(student)) in there}
        return {student: events for student, events in found.items() if events}

    def _case_or_none(self, path: str) -> tuple[CaseEvent, ...]:
        try:
            return self._reader.case(path).events
        except FileRefused:
            return ()

    def _changed_since(self, revision: int) -> Changes:
        manifest = self._reader.pending.manifest()
        last = dict(self._reader.log.last)
        if manifest:
            last |= {name: manifest.revision for name in manifest.files if manifest.revision > last.get(name, 0)}
        files = tuple(sorted(name for name, written in last.items() if written > revision))
        students = {s for name in files if name.startswith(ATTENDANCE) for s in self._students_in(name, revision)}
        cases = frozenset(student for name in files if (student := student_of(name)))
        return Changes(
            revision=max([0, *last.values()]),
            files=files,
            students=cases | students,
            school=SCHOOL in files,
            cases=cases,
            school_events=any(name.startswith(f"{MEETINGS}/") for name in files),
            forms=FORMS in files,
        )

    def _students_in(self, path: str, revision: int) -> set[str]:
        """Whose facts in a file changed; everybody's, where this process has not read the file before."""
        school = self._reader.school()
        if self._reader.known(path) is None:
            return school.in_file(path)
        try:
            read = self._reader.class_year(path)
        except FileRefused:
            return school.in_file(path)
        if read.since > revision:
            return school.in_file(path)
        classes = {name for name, written in read.registers_changed.items() if written > revision}
        return {s for s, written in read.changed.items() if written > revision} | school.in_classes(classes)


def _student(school: SchoolRead, student: str) -> Student:
    try:
        return school.students[student]
    except KeyError:
        raise Unknown(NO_STUDENT, id=student) from None


NO_STUDENT = N_("Ingen elev har id {id}.")
