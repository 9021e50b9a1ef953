"""The overview: everything the screens show, worked out from facts and kept as frozen values.

The rules of this file: facts go in, rows come out; no widget, no store, no clock (``now`` is an argument).
When some students' facts change, only their rows are worked out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from rules import worry
from rules.calendar import SchoolDays, school_days
from rules.facts import Attendance, Decision, Membership, Message, School, SchoolCalendar, Student, school_year
from rules.guide import Guide, Level
from rules.names import fold, sort_key
from rules.worry import Standing
from tui.signs import DAYS, State

if TYPE_CHECKING:  # what follows a flag is not needed for the first list
    from rules.case.case import Case
    from rules.case.events import CaseEvent, SchoolEvent
    from rules.case.sheets import Forms
    from rules.follow_up import FollowUp, Form

Held = TypeVar("Held")

_ORDER = {state: place for place, state in enumerate(State)}
_STATE_OF = {Level.STRONG: State.STRONG, Level.WORRYING: State.WORRYING, Level.WATCH: State.WATCH}


class StudentLine(msgspec.Struct, frozen=True):
    """One student in the list."""

    id: str
    name: str
    school_class: str
    state: State
    standing: Standing
    known: bool = True  # False: the year is not one's to see, or its file cannot be read

    @property
    def flagged(self) -> bool:
        """Does the guide call this student's absence worrying, answered or not?"""
        return self.state in {State.STRONG, State.WORRYING}

    @property
    def waits(self) -> bool:
        """Is there a flag, on or ended, that nobody has answered?"""
        return bool(self.standing.unanswered) or (self.flagged and not self.standing.answered)

    @property
    def strip(self) -> str:
        """A sign for each of the last school days, oldest first; worked out when somebody looks."""
        return "".join([DAYS[kind].sign for kind in self.standing.strip])


class Overview(msgspec.Struct, frozen=True):
    """The school as it is known now. ``lines`` are the students of today, most pressing first.

    ``attendance`` is against the full timetable; where an agreement's step says which lessons a student is to
    attend, ``attendance_of`` is measured against that. ``events`` are the cases' own, by student.
    """

    school: School
    guide: Guide
    calendar: SchoolDays
    now: datetime
    attendance: Mapping[str, Attendance]
    messages: Mapping[str, tuple[Message, ...]]
    events: Mapping[str, tuple[CaseEvent, ...]]
    lines: tuple[StudentLine, ...]
    by_id: Mapping[str, StudentLine]
    students: Mapping[str, Student]
    cases: Mapping[str, Case] = {}
    planned: Mapping[str, Attendance] = {}
    decisions: Mapping[str, tuple[Decision, ...]] = {}
    school_events: tuple[SchoolEvent, ...] = ()
    own_forms: tuple[Form, ...] = ()

    @property
    def today(self) -> date:
        """The date it is."""
        return self.now.date()

    @property
    def year(self) -> str:
        """The school year it is."""
        return school_year(self.today)

    def student(self, student_id: str) -> Student | None:
        """The student with an id."""
        return self.students.get(student_id)

    def line(self, student_id: str) -> StudentLine | None:
        """The student's row in the list."""
        return self.by_id.get(student_id)

    def decisions_on(self, student_id: str) -> tuple[Decision, ...]:
        """People's judgements on a student's flags."""
        return self.decisions.get(student_id, ())

    def messages_about(self, student_id: str) -> tuple[Message, ...]:
        """What home said about a student, oldest first."""
        return self.messages.get(student_id, ())

    def classes_of(self, student_id: str) -> frozenset[str]:
        """The class and groups a student is in today."""
        student = self.student(student_id)
        there = student.memberships if student else ()
        return frozenset(
            m.school_class for m in there if m.first <= self.today and (m.last is None or self.today <= m.last)
        )

    def attendance_of(self, student_id: str) -> Attendance:
        """What is noted about a student this year, by the plan where there is one; nothing, for one without marks."""
        return self.planned.get(student_id) or self.full_attendance_of(student_id)

    def full_attendance_of(self, student_id: str) -> Attendance:
        """The same against the full timetable."""
        return self.attendance.get(student_id) or Attendance(student_id, (), (), {}, self.school.exceptions_only)

    def case_of(self, student_id: str) -> Case:
        """Everything about a student beyond the marks; one in which nothing has happened where there is none."""
        found = self.cases.get(student_id)
        if found is None:
            from rules.case.replay import replay

            return replay(student_id, ())
        return found

    def has_open_case(self, student_id: str) -> bool:
        """Whether a case of a student's is open."""
        return student_id in self.cases and self.cases[student_id].open

    @property
    def follow_up(self) -> FollowUp:
        """What the guide asks for after a flag, read when somebody needs it."""
        from rules.follow_up import follow_up

        return follow_up(self.guide.id)

    @property
    def forms(self) -> Forms:
        """Every version of every form, the guide's and the school's own."""
        from rules.case.sheets import by_version

        return by_version((*self.follow_up.forms, *self.own_forms))

    def forms_of(self, informant: str) -> tuple[Form, ...]:
        """The newest version of each of the guide's forms for an informant."""
        ids = [form.id for form in self.follow_up.forms if form.informant == informant]
        return tuple(form for form_id in ids if (form := self.form(form_id)) is not None)

    def form(self, form_id: str, version: int = 0) -> Form | None:
        """A form in one version, or (0) in the newest; the school's own versions come after the guide's."""
        found = [form for form in (*self.own_forms, *self.follow_up.forms) if form.id == form_id]
        wanted = [form for form in found if form.version == version] if version else found
        return max(wanted, key=lambda form: form.version, default=None)


def overview(
    school: School,
    guide: Guide,
    attendance: Mapping[str, Attendance],
    now: datetime,
    messages: tuple[Message, ...] = (),
    events: Mapping[str, tuple[CaseEvent, ...]] | None = None,
) -> Overview:
    """The whole school, worked out."""
    calendar = _calendar(school, school_year(now.date()))
    students = {student.id: student for student in school.students}
    seen = Overview(school, guide, calendar, now, attendance, by_student(messages), {}, (), {}, students)
    seen = _with_cases(seen, events or {}, (events or {}).keys())
    return _with(seen, _in_order(_lines(seen, school.students)))


def changed(
    seen: Overview,
    attendance: Mapping[str, Attendance],
    messages: tuple[Message, ...],
    now: datetime,
    events: Mapping[str, tuple[CaseEvent, ...]] | None = None,
) -> Overview:
    """The overview with some students' facts replaced (those in ``attendance``), and only their rows worked out."""
    kept = {student: told for student, told in seen.messages.items() if student not in attendance}
    after = msgspec.structs.replace(
        seen, attendance={**seen.attendance, **attendance}, messages={**kept, **by_student(messages)}, now=now
    )
    after = _with_cases(after, events or {}, attendance.keys())
    students = [student for student in seen.school.students if student.id in attendance]
    fresh = {line.id: line for line in _lines(after, students)}
    if all(_same_place(line, fresh.get(line.id)) for line in seen.lines):
        return _with(after, tuple(fresh.get(line.id, line) for line in seen.lines))
    return _with(after, _in_order(fresh.get(line.id, line) for line in seen.lines))


def _with_cases(seen: Overview, events: Mapping[str, tuple[CaseEvent, ...]], whose: Iterable[str]) -> Overview:
    """The same with some students' cases anew: their events replayed, their decisions, and their plans laid over."""
    again = frozenset(whose)
    told = {student: own for student, own in events.items() if own}
    if not told and not (again & seen.events.keys()):
        return seen
    from rules.case.plan import planned
    from rules.case.replay import decisions_of, replay

    cases = {student: replay(student, own) for student, own in told.items()}
    plans = {
        student: planned(seen.full_attendance_of(student), case) for student, case in cases.items() if case.agreements
    }
    decisions = {student: decisions_of(own, student) for student, own in told.items()}
    return msgspec.structs.replace(
        seen,
        events={**_without(seen.events, again), **told},
        cases={**_without(seen.cases, again), **cases},
        planned={**_without(seen.planned, again), **plans},
        decisions={**_without(seen.decisions, again), **decisions},
    )


def _without(held: Mapping[str, Held], whose: frozenset[str]) -> dict[str, Held]:
    return {student: own for student, own in held.items() if student not in whose}


def registers(seen: Overview) -> tuple[str, ...]:
    """Whatever has a register: the classes, then the teaching groups."""
    groups = sorted((entry.name for entry in seen.school.classes if entry.group), key=sort_key)
    return (*classes(seen), *groups)


def class_called(seen: Overview, text: str) -> str | None:
    """The class or group somebody means who types ``8b`` for 8B; None for nobody's."""
    wanted = fold(text).replace(" ", "")
    return next((name for name in registers(seen) if fold(name).replace(" ", "") == wanted), None)


def by_student(messages: Iterable[Message]) -> dict[str, tuple[Message, ...]]:
    """Messages by whom they are about."""
    about: dict[str, tuple[Message, ...]] = {}
    for message in messages:
        about[message.student] = (*about.get(message.student, ()), message)
    return about


def classes(seen: Overview) -> tuple[str, ...]:
    """The homeroom classes that have somebody in them today or stand in the school's list, in order."""
    named = {entry.name: entry.grade for entry in seen.school.classes if not entry.group}
    for line in seen.lines:
        if line.school_class:
            named.setdefault(line.school_class, 0)
    return tuple(sorted(named, key=lambda name: (named[name] or _number(name), sort_key(name))))


def _with(seen: Overview, lines: tuple[StudentLine, ...]) -> Overview:
    return msgspec.structs.replace(seen, lines=lines, by_id={line.id: line for line in lines})


def _calendar(school: School, year: str) -> SchoolDays:
    known = next((calendar for calendar in school.calendars if calendar.year == year), None)
    return school_days(known or SchoolCalendar(year, (), date(int(year[:4]) + 1, 1, 1), "missing"))


def _lines(seen: Overview, students: Iterable[Student]) -> list[StudentLine]:
    here = [(student, student.class_on(seen.today)) for student in students]
    return [_line(seen, student, school_class) for student, school_class in here if school_class]


def _line(seen: Overview, student: Student, school_class: str) -> StudentLine:
    noted = seen.attendance_of(student.id)
    found = worry.standing(noted, seen.calendar, seen.guide, seen.today, seen.now, seen.decisions_on(student.id))
    return StudentLine(student.id, student.name, school_class, state_of(found), found, student.id in seen.attendance)


def covers(membership: Membership, day: date) -> bool:
    """Is one in the class or group on that day?"""
    return membership.first <= day and (membership.last is None or day <= membership.last)


def state_of(found: Standing) -> State:
    """Where a standing puts a student in the list."""
    if found.level is not None:
        return _STATE_OF[found.level]
    return State.UNANSWERED if found.unanswered else State.REST


def _in_order(lines: Iterable[StudentLine]) -> tuple[StudentLine, ...]:
    return tuple(sorted(lines, key=_place))


def _place(line: StudentLine) -> tuple[object, ...]:
    return _ORDER[line.state], _number(line.school_class), line.school_class, sort_key(line.name)


def _same_place(line: StudentLine, fresh: StudentLine | None) -> bool:
    return fresh is None or fresh.state is line.state


@lru_cache(maxsize=1024)
def _number(name: str) -> int:
    digits = "".join(letter for letter in name if letter.isdigit())
    return int(digits) if digits else 99
