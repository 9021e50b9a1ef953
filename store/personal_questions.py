"""The door as one person asks: every question is asked of the table of rights first.

The rule of this file: what a person may not see is left out where a question is about many, and refused where it is
about one. Rights are those of the school as it stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from rules.case.events import CaseEvent, SchoolEvent
from rules.facts import Attendance, Message, Register, School, Student, User, school_year
from rules.follow_up import Form, Template
from rules.rights import Ground, Right, What
from store.access_log import Entry
from store.as_told import of_any_case
from store.documents import case_path
from store.door import Store
from store.errors import FileRefused, StoreError
from store.files import DISK, Disk
from store.personal_meetings import read_by
from store.personal_rights import PersonalRights
from store.stopped_clock import Stopped
from store.tellings import Changes

SEE = Right.SEE


class PersonalQuestions(Store):
    """What one user of a school's folder may ask of it; told through ``PersonalStore``."""

    def __init__(
        self,
        folder: Path,
        user: str,
        today: Callable[[], date],
        disk: Disk = DISK,
        *,
        stopped: Stopped | None = None,
    ) -> None:
        """Open the school for a user; ``NotAllowed`` if nobody of that name works here."""
        super().__init__(folder, disk, stopped=stopped)
        self.user = user
        self._rights = PersonalRights(self._questions, user, today)
        self._rights.me(super().school())

    def school(self) -> School:
        """The school, with guardians and dates of birth of those students one may see them of, and no keys.

        That a case is blocked is told to those who could see it otherwise.
        """
        whole = super().school()
        cases, keys = super().cases(), self._rights.may_at_all(SEE, What.USERS, whole)
        students = tuple(self._shown(student, whole, cases.get(student.id, ())) for student in whole.students)
        users = whole.users if keys else tuple(map(_without_keys, whole.users))
        by_id = {student.id: student for student in whole.students}
        told = [s for s in whole.blocked if self._rights.hears_of_block(by_id.get(s), whole)]
        return msgspec.structs.replace(whole, students=students, users=users, blocked=tuple(told))

    def attendance(self, year: str, students: Sequence[str] | None = None) -> dict[str, Attendance]:
        """Of those whose year one may see all, of those one only teaches today's; of the rest nothing."""
        school = super().school()
        if self._rights.is_set_aside(year, school):
            return {}
        asked, cases = _asked(school, students), super().cases(students)
        whole = {s.id for s in asked if self._rights.may(SEE, What.MARKS, s, school, cases.get(s.id, ()))}
        rest = [s for s in asked if s.id not in whole]
        today_only = {s.id for s in rest if self._rights.may(SEE, What.TODAY, s, school, cases.get(s.id, ()))}
        read = super().attendance(year, [s.id for s in asked if s.id in whole | today_only])
        return {s: a if s in whole else _of_day(a, self._rights.today()) for s, a in read.items()}

    def attendance_of(self, student: str, year: str) -> Attendance:
        """One student's year, or today's. Of a year that is closed the one before this, where one may see this one."""
        school = super().school()
        one = self._rights.student(student, school)
        if year != last_year(self._rights.today()):
            self._rights.must_be_open(year)
        if self._rights.may(SEE, What.MARKS, one, school):
            return super().attendance_of(student, year)
        self._rights.must(SEE, What.TODAY, one, school)
        return _of_day(super().attendance_of(student, year), self._rights.today())

    def messages(self, year: str, students: Sequence[str] | None = None) -> tuple[Message, ...]:
        """From the homes one may see; today's also of those one teaches."""
        school = super().school()
        if self._rights.is_set_aside(year, school):
            return ()
        asked, cases = _asked(school, students), super().cases(students)
        homes = [s.id for s in asked if self._rights.may(SEE, What.HOME, s, school, cases.get(s.id, ()))]
        return super().messages(year, homes)

    def register(self, school_class: str, day: date) -> Register | None:
        """Of a class one may see the day of."""
        self._rights.must_at_all(SEE, self._rights.on_day(day), school_class)
        self._rights.must_be_open(school_year(day))
        return super().register(school_class, day)

    def case_events(self, student: str) -> tuple[CaseEvent, ...]:
        """Of a case one may see."""
        school = super().school()
        one = self._rights.student(student, school)
        try:
            events = super().case_events(student)
        except FileRefused:
            self._rights.must(SEE, What.CASE, one, school, ())
            raise
        self._rights.must(SEE, What.CASE, one, school, events)
        return events

    def cases(self, students: Sequence[str] | None = None) -> dict[str, tuple[CaseEvent, ...]]:
        """Those one may see."""
        school = super().school()
        by_id = {student.id: student for student in school.students}
        found = super().cases(students)
        return {
            s: own for s, own in found.items() if s in by_id and self._rights.may(SEE, What.CASE, by_id[s], school, own)
        }

    def ground(self, student: str, what: What) -> Ground:
        """On what ground one may see something of a student, for the access log; ``NotAllowed`` if on none."""
        school = super().school()
        one = self._rights.student(student, school)
        return self._rights.must(SEE, what, one, school, super().cases([student]).get(student, ()))

    def school_events(self, year: str) -> tuple[SchoolEvent, ...]:
        """The school's own; what names children only to those whose class it is, who wrote it, and leaders."""
        school = super().school()
        self._rights.must_at_all(SEE, What.ROUTINES)
        if self._rights.is_set_aside(year, school):
            return ()
        return read_by(self._rights, super().school_events(year), school)

    def forms(self) -> tuple[Form, ...]:
        """Questionnaires are nobody's secret."""
        self._rights.me(super().school())
        return super().forms()

    def templates(self) -> tuple[Template, ...]:
        """Neither are the sections of agreements."""
        self._rights.me(super().school())
        return super().templates()

    def allow(self, right: Right, what: What, school_class: str = "") -> None:
        """As the table says."""
        self._rights.must_at_all(right, what, school_class)

    def seen_of(self, students: Iterable[Student], what: What) -> frozenset[str]:
        """As the table says."""
        asked, school = tuple(students), super().school()
        cases = super().cases([student.id for student in asked])
        return frozenset(s.id for s in asked if self._rights.may(SEE, what, s, school, cases.get(s.id, ())))

    def look(self, student: str, what: What, by: str, at: datetime, through: str = "") -> None:
        """With the ground on which one may; ``NotAllowed`` if on none, and nothing is kept."""
        ground = self.ground(student, what)
        role = self._rights.me(super().school()).role
        self._keep_look(student, what, ground, role, self._rights.teller(by), at, through)

    def see(self, what: What, school_class: str = "") -> None:
        """By the table of rights."""
        self._rights.must_at_all(SEE, what, school_class)

    def looks(self, student: str = "", user: str = "") -> tuple[Entry, ...]:
        """Leaders read the log; everybody reads what they looked at themselves."""
        if user != self.user:
            self._rights.must_at_all(SEE, What.LOG)
        return super().looks(student, user)

    def reasons(self, entries: Iterable[Entry]) -> dict[str, str]:
        """Of the visits one may read."""
        every = self._rights.may_at_all(SEE, What.LOG, super().school())
        return super().reasons(entry for entry in entries if every or entry.looked.user == self.user)

    def revision(self) -> int:
        """A number."""
        return super().revision()

    def changed_since(self, revision: int) -> Changes:
        """What changed, of what one may see anything of."""
        changes = super().changed_since(revision)
        school = super().school()
        by_id = {student.id: student for student in school.students}
        cases = super().cases(sorted(changes.cases & by_id.keys()))

        def sees(student: str) -> bool:
            one = by_id.get(student)
            kinds = (What.MARKS, What.TODAY, What.CASE)
            return one is not None and any(self._rights.may(SEE, w, one, school, cases.get(student, ())) for w in kinds)

        return msgspec.structs.replace(
            changes,
            students=frozenset(filter(sees, changes.students)),
            cases=frozenset(filter(sees, changes.cases)),
        )

    def held_of(self, student: str) -> Mapping[str, Any]:
        """For whoever reads who looked, of a case one may see."""
        self._rights.must_at_all(SEE, What.LOG)
        for what in (What.HOME, What.MARKS, What.CASE):
            self._rights.must_of(SEE, what, student)
        return super().held_of(student)

    def troubles(self) -> tuple[StoreError, ...]:
        """Whose case a damaged file is, only where one may see it."""
        found, school = super().troubles(), super().school()
        asked = school.students if found else ()
        seen = {case_path(s.id) for s in asked if self._rights.may(SEE, What.CASE, s, school, ())}
        return tuple(each if each.values.get("file") in seen else of_any_case(each) for each in found)

    def _shown(self, student: Student, school: School, events: tuple[CaseEvent, ...]) -> Student:
        if self._rights.may(SEE, What.HOME, student, school, events):
            return student
        return msgspec.structs.replace(student, guardians=(), born=None)


def last_year(today: date) -> str:
    """The school year before."""
    return school_year(today.replace(year=today.year - 1, day=1))


def _asked(school: School, students: Sequence[str] | None) -> list[Student]:
    wanted = None if students is None else {*students}
    return [student for student in school.students if wanted is None or student.id in wanted]


def _of_day(attendance: Attendance, day: date) -> Attendance:
    """What is noted of one day, and no other."""
    return msgspec.structs.replace(
        attendance,
        days=tuple(one for one in attendance.days if one.date == day),
        taken={on: lessons for on, lessons in attendance.taken.items() if on == day},
        registers={on: taken for on, taken in attendance.registers.items() if on == day},
        only=day,
    )


def _without_keys(user: User) -> User:
    return msgspec.structs.replace(user, keys=(), phone="") if user.keys or user.phone else user
