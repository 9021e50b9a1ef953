"""The door as one person has it: every question and telling is asked of the table of rights first.

The rules of this file: every public method of the door is here (a test holds them against each other), so that nothing
can be asked or told past the table; what a person may not see is left out where a question is about many, and refused
where it is about one; who tells is who came in. Rights are those of the school as it stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rules.case.events import (
    AnswerGiven,
    CaseEvent,
    CaseGiven,
    CaseTakenBack,
    GlassBroken,
    InformantDeclined,
    LeaderReviewed,
    LegalHold,
    LegalHoldEnded,
    SchoolEvent,
    SheetOpened,
    TaskDone,
    TaskGiven,
    TeamEvent,
    TeamMet,
    TeamOpened,
    WeeklyChecked,
)
from rules.facts import (
    Attendance,
    Away,
    Message,
    Reason,
    Register,
    Role,
    School,
    SchoolCalendar,
    Slot,
    Student,
    User,
    school_year,
)
from rules.follow_up import Form, Template
from rules.rights import Ground, Right, Subject, What, may, must
from rules.team.kinds import KINDS, may_meet
from rules.team.meeting import meeting_of, meetings
from rules.words import N_, NotAllowed
from store.access_log import Entry
from store.as_told import counted_only, of_any_case
from store.documents import case_path
from store.door import Store
from store.errors import FileRefused, StoreError, Unknown
from store.files import DISK, Disk
from store.questions import NO_STUDENT
from store.stopped_clock import Stopped
from store.tellings import AbsenceRow, Changes, MarkWanted, Receipt, Report, StudentRow

if TYPE_CHECKING:
    from store.erasing import Erased
    from store.traces import Trace

SEE, TELL = Right.SEE, Right.TELL


class PersonalStore(Store):
    """One school's folder, for one user of it."""

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
        self._today = today
        self._me(super().school())

    # Questions

    def school(self) -> School:
        """The school, with guardians and dates of birth of those students one may see them of, and no keys."""
        whole = super().school()
        me, today, cases = self._me(whole), self._today(), super().cases()
        students = tuple(self._shown(student, whole, cases.get(student.id, ())) for student in whole.students)
        users = (
            whole.users if may(me, SEE, Subject(What.USERS), whole, today) else tuple(map(_without_keys, whole.users))
        )
        return msgspec.structs.replace(whole, students=students, users=users)

    def attendance(self, year: str, students: Sequence[str] | None = None) -> dict[str, Attendance]:
        """Of those whose year one may see all, of those one only teaches today's; of the rest nothing."""
        school = super().school()
        if self._is_set_aside(year, school):
            return {}
        wanted, cases = None if students is None else set(students), super().cases(students)
        asked = [s for s in school.students if wanted is None or s.id in wanted]
        whole = {s.id for s in asked if self._may(SEE, What.MARKS, s, school, cases.get(s.id, ()))}
        rest = [s for s in asked if s.id not in whole]
        today_only = {s.id for s in rest if self._may(SEE, What.TODAY, s, school, cases.get(s.id, ()))}
        read = super().attendance(year, [s.id for s in asked if s.id in whole | today_only])
        return {s: a if s in whole else _of_day(a, self._today()) for s, a in read.items()}

    def attendance_of(self, student: str, year: str) -> Attendance:
        """One student's year, or today's. Of a year that is closed the one before this, where one may see this one."""
        school = super().school()
        one = self._student(student, school)
        if year != last_year(self._today()):
            self._must_be_open(year, school)
        if self._may(SEE, What.MARKS, one, school):
            return super().attendance_of(student, year)
        self._must(SEE, What.TODAY, one, school)
        return _of_day(super().attendance_of(student, year), self._today())

    def messages(self, year: str, students: Sequence[str] | None = None) -> tuple[Message, ...]:
        """From the homes one may see; today's also of those one teaches."""
        school = super().school()
        if self._is_set_aside(year, school):
            return ()
        found = super().messages(year, students)
        by_id = {student.id: student for student in school.students}
        whose = sorted({message.student for message in found})
        cases = super().cases(whose)
        homes = {s for s in whose if self._may(SEE, What.HOME, by_id[s], school, cases.get(s, ()))}
        return tuple(message for message in found if message.student in homes)

    def register(self, school_class: str, day: date) -> Register | None:
        """Of a class one may see the day of."""
        self._must_class(SEE, What.TODAY if day == self._today() else What.MARKS, school_class)
        self._must_be_open(school_year(day), super().school())
        return super().register(school_class, day)

    def case_events(self, student: str) -> tuple[CaseEvent, ...]:
        """Of a case one may see."""
        school = super().school()
        one = self._student(student, school)
        try:
            events = super().case_events(student)
        except FileRefused:
            self._must(SEE, What.CASE, one, school, ())
            raise
        self._must(SEE, What.CASE, one, school, events)
        return events

    def cases(self, students: Sequence[str] | None = None) -> dict[str, tuple[CaseEvent, ...]]:
        """Those one may see."""
        school = super().school()
        by_id = {student.id: student for student in school.students}
        found = super().cases(students)
        return {s: own for s, own in found.items() if s in by_id and self._may(SEE, What.CASE, by_id[s], school, own)}

    def ground(self, student: str, what: What) -> Ground:
        """On what ground one may see something of a student, for the access log; ``NotAllowed`` if on none."""
        school = super().school()
        one = self._student(student, school)
        return self._must(SEE, what, one, school, super().cases([student]).get(student, ()))

    def school_events(self, year: str) -> tuple[SchoolEvent, ...]:
        """The school's own; what names children only to those whose class it is, who wrote it, and leaders."""
        school = super().school()
        me = self._me(school)
        self._must(SEE, What.ROUTINES, None, school)
        if self._is_set_aside(year, school):
            return ()
        whole = super().school_events(year)
        told = tuple(read for event in whole if (read := self._as_read(event, me, school)) is not None)
        return self._of_meetings(whole, told, school)

    def forms(self) -> tuple[Form, ...]:
        """Questionnaires are nobody's secret."""
        self._me(super().school())
        return super().forms()

    def templates(self) -> tuple[Template, ...]:
        """Neither are the sections of agreements."""
        self._me(super().school())
        return super().templates()

    def allow(self, right: Right, what: What, school_class: str = "") -> None:
        """As the table says."""
        self._must_class(right, what, school_class)

    def seen_of(self, students: Iterable[Student], what: What) -> frozenset[str]:
        """As the table says."""
        asked, school = tuple(students), super().school()
        cases = super().cases([student.id for student in asked])
        return frozenset(s.id for s in asked if self._may(SEE, what, s, school, cases.get(s.id, ())))

    def look(self, student: str, what: What, by: str, at: datetime, through: str = "") -> None:
        """With the ground on which one may; ``NotAllowed`` if on none, and nothing is kept."""
        ground = self.ground(student, what)
        role = self._me(super().school()).role
        self._keep_look(student, what, ground, role, self._mine(by), at, through)

    def see(self, what: What, school_class: str = "") -> None:
        """By the table of rights."""
        school = super().school()
        must(self._me(school), SEE, Subject(what, None, school_class), school, self._today())

    def looks(self, student: str = "", user: str = "") -> tuple[Entry, ...]:
        """Leaders read the log; everybody reads what they looked at themselves."""
        if user != self.user:
            self._must(SEE, What.LOG, None, super().school())
        return super().looks(student, user)

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
            return one is not None and any(self._may(SEE, w, one, school, cases.get(student, ())) for w in kinds)

        return msgspec.structs.replace(
            changes,
            students=frozenset(filter(sees, changes.students)),
            cases=frozenset(filter(sees, changes.cases)),
        )

    def troubles(self) -> tuple[StoreError, ...]:
        """Whose case a damaged file is, only where one may see it."""
        found = super().troubles()
        school = super().school() if found else None
        seen = {case_path(s.id) for s in school.students if self._may(SEE, What.CASE, s, school, ())} if school else ()
        return tuple(each if each.values.get("file") in seen else of_any_case(each) for each in found)

    # Tellings

    def note(self, wanted: Sequence[MarkWanted], by: str, at: datetime) -> Receipt:
        """Marks of today in classes one teaches; of other days where the year is one's own to write in."""
        self._must_mark(wanted)
        return super().note(wanted, self._mine(by), at)

    def take_register(self, school_class: str, day: date, lessons: Sequence[int], by: str, at: datetime) -> Receipt:
        """As ``note``."""
        self._must_class(TELL, What.TODAY if day == self._today() else What.MARKS, school_class)
        return super().take_register(school_class, day, lessons, self._mine(by), at)

    def note_message(
        self,
        student: str,
        first: date,
        last: date,
        sender: str,
        channel: str,
        received_at: datetime,
        words: str,
        reason: Reason,
        by: str,
        at: datetime,
    ) -> Receipt:
        """From a home that is one's own to hear from."""
        self._must_of(TELL, What.HOME, student)
        return super().note_message(
            student, first, last, sender, channel, received_at, words, reason, self._mine(by), at
        )

    def tell_case(
        self,
        student: str,
        events: Sequence[CaseEvent],
        by: str,
        at: datetime,
        *,
        check: Callable[[tuple[CaseEvent, ...]], None] | None = None,
        marks: Sequence[MarkWanted] = (),
        minutes: tuple[str, Sequence[SchoolEvent]] = ("", ()),
    ) -> Receipt:
        """In a case that is one's own to write in; only leaders give a case away, break the glass or hold it."""
        school = super().school()
        one = self._student(student, school)
        if any(isinstance(event, GlassBroken) for event in events):
            self._must(SEE, What.LOG, None, school)
        if not events or not all(isinstance(event, GlassBroken) for event in events):
            self._must(TELL, What.CASE, one, school, super().cases([student]).get(student, ()))
        self._must_lead(events)
        self._must_mark(marks)
        self._must_meet(*minutes, school)
        return super().tell_case(student, events, self._mine(by), at, check=check, marks=marks, minutes=minutes)

    def tell_school(self, year: str, events: Sequence[SchoolEvent], by: str, at: datetime) -> Receipt:
        """The school's own; a class's by those whose class it is, a meeting's by those who may hold it."""
        school = super().school()
        for event in events:
            if isinstance(event, TeamEvent | TaskGiven | TaskDone):
                continue
            name = event.school_class if isinstance(event, WeeklyChecked) else ""
            self._must(TELL, What.ROUTINES, None, school)
            if name:
                self._must_class(TELL, What.MARKS, name)
        self._must_meet(year, events, school)
        return super().tell_school(year, events, self._mine(by), at)

    def undo(self, receipt: Receipt, by: str, at: datetime) -> Receipt:
        """What one may write one may take back."""
        for day in receipt.days:
            self._must_of(TELL, What.TODAY if day.date == self._today() else What.MARKS, day.student)
        for message in receipt.messages:
            self._must_of(TELL, What.HOME, message.student)
        for register in receipt.registers:
            self._must_class(TELL, What.TODAY if register.date == self._today() else What.MARKS, register.school_class)
        for case in receipt.cases:
            self._must_of(TELL, What.CASE, case.student)
            self._must_lead(event for event in super().case_events(case.student) if event.id in case.ids)
        if receipt.school_events:
            self._must(TELL, What.ROUTINES, None, super().school())
        return super().undo(receipt, self._mine(by), at)

    def install_forms(self, forms: Sequence[Form], templates: Sequence[Template], by: str, at: datetime) -> Receipt:
        """The school's own words in its forms."""
        self._must(TELL, What.KEEPING, None, super().school())
        return super().install_forms(forms, templates, self._mine(by), at)

    def put_user(self, user: User, by: str, at: datetime, *, new: bool = False) -> Receipt:
        """Roles and classes are granted by leaders and administrators, never one's own; only leaders make leaders."""
        self._must_grant(user.name, user)
        return super().put_user(user, self._mine(by), at, new=new)

    def remove_user(self, name: str, by: str, at: datetime) -> Receipt:
        """As ``put_user``."""
        self._must_grant(name)
        return super().remove_user(name, self._mine(by), at)

    def set_away(self, name: str, away: tuple[Away, ...], by: str, at: datetime) -> Receipt:
        """One's own days, or as ``put_user``."""
        if name != self.user:
            self._must(TELL, What.USERS, None, super().school())
        return super().set_away(name, away, self._mine(by), at)

    def encrypt_backups_to(self, keys: Sequence[str], by: str, at: datetime) -> None:
        """A setting of the school."""
        self._must(TELL, What.KEEPING, None, super().school())
        super().encrypt_backups_to(keys, self._mine(by), at)

    def naming(self, student: str) -> tuple[Trace, ...]:
        """What others wrote of a child; a part of deleting, which needs a shell on the machine."""
        self._must(TELL, What.ENDING, None, super().school())
        return super().naming(student)

    def erase(
        self, student: str, by: str, at: datetime, *, redact: Sequence[Trace] = (), archived: int | None = None
    ) -> Erased:
        """As ``naming``."""
        self._must(TELL, What.ENDING, None, super().school())
        return super().erase(student, self._mine(by), at, redact=redact, archived=archived)

    def import_students(
        self, rows: Sequence[StudentRow], by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """Imports are leaders' and administrators'."""
        self._must(TELL, What.IMPORT, None, super().school())
        report = super().import_students(rows, self._mine(by), at, dry_run=dry_run, whole=whole)
        return self._as_told(report, len(rows) - len(report.refused))

    def import_absences(
        self, rows: Iterable[AbsenceRow], by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """As ``import_students``."""
        self._must(TELL, What.IMPORT, None, super().school())
        report = super().import_absences(rows, self._mine(by), at, dry_run=dry_run, whole=whole)
        return self._as_told(report, report.added + report.changed + report.unchanged)

    def import_calendar(
        self, calendar: SchoolCalendar, by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """As ``import_students``."""
        self._must(TELL, What.IMPORT, None, super().school())
        return super().import_calendar(calendar, self._mine(by), at, dry_run=dry_run, whole=whole)

    def import_timetable(
        self, slots: Sequence[Slot], by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """As ``import_students``."""
        self._must(TELL, What.IMPORT, None, super().school())
        return super().import_timetable(slots, self._mine(by), at, dry_run=dry_run, whole=whole)

    # What all of them ask.

    def _me(self, school: School) -> User:
        found = school.user(self.user)
        if found is None:
            raise NotAllowed(NOBODY, user=self.user)
        return found

    def _mine(self, by: str) -> str:
        """Nobody tells in another's name."""
        if by != self.user:
            raise NotAllowed(OTHER_NAME, user=self.user, by=by)
        return by

    def _student(self, student: str, school: School) -> Student:
        found = next((one for one in school.students if one.id == student), None)
        if found is None:
            raise Unknown(NO_STUDENT, id=student)
        return found

    def _may(
        self, right: Right, what: What, student: Student, school: School, events: tuple[CaseEvent, ...] | None = None
    ) -> Ground | None:
        """``events``: the case's, where they are at hand; else they are read where they could matter."""
        what = What.BLOCKED if what is What.CASE and student.id in school.blocked else what
        ground = may(self._me(school), right, Subject(what, student), school, self._today())
        if ground is None and events is None:
            events = super().cases([student.id]).get(student.id, ())
        if ground is None and events:
            ground = may(self._me(school), right, Subject(what, student, "", events), school, self._today())
        return ground

    def _must(
        self,
        right: Right,
        what: What,
        student: Student | None,
        school: School,
        events: tuple[CaseEvent, ...] | None = None,
    ) -> Ground:
        if student is not None and (ground := self._may(right, what, student, school, events)):
            return ground
        if student is not None and what is What.CASE and student.id in school.blocked:
            what = self._as_refused(right, student, school)
        return must(self._me(school), right, Subject(what, student), school, self._today())

    def _as_refused(self, right: Right, student: Student, school: School) -> What:
        """That a case is blocked is said to those who could else have it; to others it is a case like any other."""
        events = super().cases([student.id]).get(student.id, ())
        whole = Subject(What.CASE, student, "", events)
        return What.BLOCKED if may(self._me(school), right, whole, school, self._today()) else What.CASE

    def _must_of(self, right: Right, what: What, student: str) -> Ground:
        school = super().school()
        return self._must(right, what, self._student(student, school), school)

    def _must_class(self, right: Right, what: What, school_class: str) -> Ground:
        school = super().school()
        return must(self._me(school), right, Subject(what, None, school_class), school, self._today())

    def _must_mark(self, wanted: Sequence[MarkWanted]) -> None:
        school = super().school()
        for student, on in sorted({(mark.student, mark.date) for mark in wanted}):
            what = What.TODAY if on == self._today() else What.MARKS
            self._must(TELL, what, self._student(student, school), school)

    def _must_grant(self, name: str, after: User | None = None) -> None:
        """``after``: what somebody is from now on; None: nobody any more."""
        school = super().school()
        self._must(TELL, What.USERS, None, school)
        before = next((user for user in school.users if user.name == name), None)
        if any(user is not None and user.role is Role.LEADER for user in (before, after)):
            self._must(TELL, What.LEADERS, None, school)
        elif after and before and name == self.user and (after.role, after.classes) != (before.role, before.classes):
            raise NotAllowed(NOT_ONESELF)

    def _is_set_aside(self, year: str, school: School) -> bool:
        """Whether a year is closed, and not one's to look up."""
        closed = Subject(What.CLOSED)
        return year in school.closed_years and not may(self._me(school), SEE, closed, school, self._today())

    def _must_be_open(self, year: str, school: School) -> None:
        if year in school.closed_years:
            self._must(SEE, What.CLOSED, None, school)

    def _must_lead(self, events: Iterable[CaseEvent]) -> None:
        """Events that only leaders tell, and take back."""
        school = super().school()
        for event in events:
            if isinstance(event, CaseGiven | CaseTakenBack):
                self._must(TELL, What.USERS, None, school)
            elif isinstance(event, LegalHold | LegalHoldEnded):
                self._must(TELL, What.HOLD, None, school)

    def _as_told(self, report: Report, rows: int) -> Report:
        """Who may not see the year may not try guesses at it either."""
        school = super().school()
        sees = may(self._me(school), SEE, Subject(What.MARKS), school, self._today())
        return report if sees else counted_only(report, rows)

    def _must_meet(self, year: str, events: Sequence[SchoolEvent], school: School) -> None:
        """A meeting is held by those who may; a student is named in it by those who may write in the case; a task is
        ticked by whoever was given it, or who gave it."""
        standing = super().school_events(year) if events else ()
        for event in events:
            if isinstance(event, TaskDone):
                self._must_have_task(event, standing, school)
            elif isinstance(event, TeamEvent | TaskGiven):
                self._must_hold(event, (*standing, *events), school)
                for student in event.students if isinstance(event, TeamEvent) else ():
                    self._must_of(SEE, What.CASE, student)

    def _must_hold(self, event: TeamEvent | TaskGiven, told: Sequence[SchoolEvent], school: School) -> None:
        meeting = meeting_of(told, event.meeting)
        if meeting is None:
            self._must(TELL, What.ROUTINES, None, school)
        elif not self._meets(TELL, meeting.opened, school):
            what = KINDS[meeting.opened.sort].what
            must(self._me(school), TELL, Subject(what), school, self._today())

    def _must_have_task(self, event: TaskDone, standing: Sequence[SchoolEvent], school: School) -> None:
        given = next((e for e in standing if isinstance(e, TaskGiven) and e.id == event.task), None)
        if given is None or self.user not in {given.who, given.by}:
            self._must(TELL, What.LEADERS_TEAM, None, school)

    def _meets(self, right: Right, opened: TeamOpened, school: School) -> Ground | None:
        cases = super().cases(opened.students) if opened.students else {}
        return may_meet(self._me(school), right, opened, school, self._today(), cases)

    def _of_meetings(
        self, whole: tuple[SchoolEvent, ...], read: tuple[SchoolEvent, ...], school: School
    ) -> tuple[SchoolEvent, ...]:
        """The meetings one may read, with nobody in them whose case one may not see."""
        mine = {each.id for each in meetings(whole) if self._meets(SEE, each.opened, school)}
        named = {student for event in read if isinstance(event, TeamEvent) for student in event.students}
        by_id, cases = {one.id: one for one in school.students}, super().cases(sorted(named)) if named else {}
        sees = {s for s in named if s in by_id and self._may(SEE, What.CASE, by_id[s], school, cases.get(s, ()))}
        kept = (event for event in read if not isinstance(event, TeamEvent) or event.meeting in mine)
        return tuple(_of_those(event, sees) for event in kept)

    def _shown(self, student: Student, school: School, events: tuple[CaseEvent, ...]) -> Student:
        if self._may(SEE, What.HOME, student, school, events):
            return student
        return msgspec.structs.replace(student, guardians=(), born=None)

    def _as_read(self, event: SchoolEvent, me: User, school: School) -> SchoolEvent | None:
        """An event of the school's own as somebody reads it, None where it is not for them."""
        if event.by == me.name or may(me, SEE, Subject(What.LOG), school, self._today()):
            return event  # their own, or a leader
        if isinstance(event, SheetOpened | AnswerGiven | InformantDeclined):
            return None  # the school's own checklist is the leaders'
        if isinstance(event, WeeklyChecked | TeamMet):  # children are named: for whoever sees the year of the class
            name = event.school_class if isinstance(event, WeeklyChecked) else event.team
            return event if may(me, SEE, Subject(What.MARKS, None, name), school, self._today()) else None
        if isinstance(event, TaskGiven):
            return event if event.who == me.name else None
        if isinstance(event, LeaderReviewed):
            return msgspec.structs.replace(event, words="")  # that it was held, not what was said
        return event


def last_year(today: date) -> str:
    """The school year before."""
    return school_year(today.replace(year=today.year - 1, day=1))


def _of_day(attendance: Attendance, day: date) -> Attendance:
    """What is noted of one day, and no other."""
    return msgspec.structs.replace(
        attendance,
        days=tuple(one for one in attendance.days if one.date == day),
        taken={on: lessons for on, lessons in attendance.taken.items() if on == day},
    )


def _of_those(event: SchoolEvent, students: set[str]) -> SchoolEvent:
    if not isinstance(event, TeamEvent) or {*event.students} <= students:
        return event
    return msgspec.structs.replace(event, students=tuple(one for one in event.students if one in students))


def _without_keys(user: User) -> User:
    return msgspec.structs.replace(user, keys=(), phone="") if user.keys or user.phone else user


NOBODY = N_("Ingen heter {user} her, eller tilgangen er tatt bort. Spør ledelsen om å få tilgang.")
NOT_ONESELF = N_("Ingen gir seg selv en rolle eller en klasse. Be en annen om det.")
OTHER_NAME = N_("{user} kan ikke skrive som {by}.")
