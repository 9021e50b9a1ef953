"""The facts: what somebody saw, said or decided.

The rules of this file: facts are frozen and hold nothing that can be worked out from other facts;
names follow the Ed-Fi attendance model and the design's table of words; every list inside a fact is a tuple.
Dates are school dates in Europe/Oslo; every ``at`` is an aware moment. Lessons are numbered from 1.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import msgspec


class Category(StrEnum):
    """Ed-Fi's attendance event categories, and two for teaching that happens elsewhere or is agreed away."""

    PRESENT = "Present"
    TARDY = "Tardy"
    EXCUSED = "ExcusedAbsence"
    UNEXCUSED = "UnexcusedAbsence"
    LEFT = "EarlyDeparture"
    ACTIVITY = "SchoolActivity"
    REDUCED = "PlannedReduced"


class Reason(StrEnum):
    """Why a student is away, as far as anybody has said."""

    ILLNESS = "illness"
    ILLNESS_CERTIFIED = "illness_certified"
    SENT_HOME_ILL = "sent_home_ill"
    APPOINTMENT = "appointment"
    GRANTED_LEAVE = "granted_leave"
    RELIGIOUS_HOLIDAY = "religious_holiday"
    NONE = "none"
    OTHER = "other"


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """One telling about some lessons of one student on one date (fraværsmerke).

    ``lessons`` empty means the whole day, however many lessons it has. ``category`` None means that the
    earlier mark is taken back and the lessons stand unmarked again. Of several marks that name a lesson the
    last in ``Day.marks`` holds; the earlier ones are its history.
    """

    lessons: tuple[int, ...]
    category: Category | None
    by: str
    at: datetime
    reason: Reason = Reason.NONE
    comment: str = ""
    imported: bool = False  # read from the school's own system, not noted here


class Day(msgspec.Struct, frozen=True):
    """All that was told about one student on one date, oldest first."""

    student: str
    date: date
    marks: tuple[Mark, ...]


class Taken(msgspec.Struct, frozen=True):
    """Somebody took the register of one lesson: who was not marked was present."""

    lesson: int
    by: str
    at: datetime


class Register(msgspec.Struct, frozen=True):
    """The lessons of one class on one date whose register was taken (ført time)."""

    school_class: str
    date: date
    taken: tuple[Taken, ...]


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message from home (melding): it may come before any mark, and is not one."""

    id: str
    student: str
    first: date
    last: date
    sender: str
    channel: str  # "phone", "sms", "email", "app", "in_person", "imported"
    received_at: datetime
    by: str
    words: str = ""
    reason: Reason = Reason.NONE


class SchoolCalendar(msgspec.Struct, frozen=True):
    """Which days are school days in one school year (skolerute).

    ``year`` is "2026-27"; ``days`` are in order. ``second_half`` is the first day of the second half-year.
    ``source`` says where the days come from; "assumed" means nobody has said, weekdays but public holidays.
    """

    year: str
    days: tuple[date, ...]
    second_half: date
    source: str


class Expected(msgspec.Struct, frozen=True):
    """The lessons one student is expected at, from ``first`` to ``last`` (None: still), by weekday.

    ``weekdays`` has seven tuples of lesson numbers, Monday first. A later ``Expected`` of the same student
    holds where two overlap.
    """

    first: date
    last: date | None
    weekdays: tuple[tuple[int, ...], ...]


class Decision(msgspec.Struct, frozen=True):
    """A person's judgement on a flag (vurdering), with the occasions it knew."""

    student: str
    rule: str
    verdict: str  # "worrying", "not_worrying", "observe"
    by: str
    at: datetime
    knew: tuple[tuple[date, tuple[int, ...]], ...]  # counted occasions: the date and its lessons
    reason: str = ""
    until: date | None = None  # "observe" answers until then


class Attendance(msgspec.Struct, frozen=True):
    """What the rules read of one student in one school year.

    ``days`` in order of date, one for each date; ``taken`` has for each date the lessons whose register was
    taken in the student's class or groups, and ``registers`` who took them. ``exceptions_only``: in this school an
    unmarked lesson of a past date counts as present without a register. ``only``: no other day was to be read, so
    nothing can be said of the year, nor of what home said.
    """

    student: str
    days: tuple[Day, ...]
    expected: tuple[Expected, ...]
    taken: Mapping[date, frozenset[int]]
    exceptions_only: bool
    registers: Mapping[date, tuple[Register, ...]] = {}
    only: date | None = None


class Guardian(msgspec.Struct, frozen=True, omit_defaults=True):
    """A guardian (foresatt). Only one with parental responsibility is called about the child."""

    name: str
    relation: str = ""
    phone: str = ""
    email: str = ""
    parental_responsibility: bool = True


class Membership(msgspec.Struct, frozen=True, omit_defaults=True):
    """A student in a class or group, from ``first`` to ``last`` (None: still)."""

    school_class: str  # the class's name
    first: date
    last: date | None = None
    group: bool = False  # a teaching group beside the homeroom class

    def covers(self, day: date) -> bool:
        """Whether the student belongs there on this day."""
        return self.first <= day and (self.last is None or day <= self.last)


class Student(msgspec.Struct, frozen=True, omit_defaults=True):
    """A student (elev). ``id`` is our own and random; ``number`` is what the school's systems call them."""

    id: str
    number: str
    given: str
    family: str
    memberships: tuple[Membership, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    born: date | None = None
    protected_address: bool = False
    files: Mapping[str, str] = {}  # school year -> the attendance file that holds this student's marks

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}".strip()

    def class_on(self, day: date) -> str:
        """The homeroom class on a day, or "" (the first membership that covers it)."""
        return next((m.school_class for m in self.memberships if not m.group and m.covers(day)), "")


class Role(StrEnum):
    """What somebody is at the school."""

    HOMEROOM_TEACHER = "homeroom_teacher"
    SUBJECT_TEACHER = "subject_teacher"
    LEADER = "leader"
    SUPPORT = "support"  # social teacher, nurse, PPS: only the cases given to them
    ADMIN = "admin"  # users, import, backup; no case content


class Away(msgspec.Struct, frozen=True, omit_defaults=True):
    """A staff member is away, both days included, and who stands in ("" : the usual stand-in)."""

    first: date
    last: date
    stand_in: str = ""


class User(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who works at the school and uses the program. ``name`` is the login, ``[a-z][a-z0-9-]{0,31}``.

    ``classes``: a homeroom teacher's own classes, a subject teacher's classes and groups. ``title`` is what people
    call the post ("sosiallærer", "inspektør", "helsesøster"). ``stand_in`` is the usual stand-in's login.
    """

    name: str
    full_name: str
    role: Role
    classes: tuple[str, ...] = ()
    title: str = ""
    phone: str = ""
    stand_in: str = ""
    away: tuple[Away, ...] = ()
    keys: tuple[str, ...] = ()  # public SSH keys, type and base64
    removed: date | None = None

    def away_on(self, day: date) -> Away | None:
        """The absence that covers a day, if there is one."""
        return next((away for away in self.away if away.first <= day <= away.last), None)


class SchoolClass(msgspec.Struct, frozen=True, omit_defaults=True):
    """A homeroom class (klasse) or teaching group. ``weekdays``: its lessons by weekday, Monday first.

    Whose class it is stands with the users (``User.classes``).
    """

    name: str
    grade: int  # 1-10; 0 where a group has none
    weekdays: tuple[tuple[int, ...], ...]
    teachers: tuple[str, ...] = ()  # homeroom teachers, by user name
    group: bool = False


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """One lesson of a class's timetable (time). ``weekday`` 0 is Monday; times are "HH:MM" or ""."""

    school_class: str
    weekday: int
    lesson: int
    subject: str = ""
    start: str = ""
    end: str = ""
    teacher: str = ""


class School(msgspec.Struct, frozen=True):
    """The school as it stands (school.json): who is here, which days are school days, how it notes absence."""

    name: str
    guide: str
    students: tuple[Student, ...]
    classes: tuple[SchoolClass, ...]
    calendars: tuple[SchoolCalendar, ...]
    timetable: tuple[Slot, ...]
    exceptions_only: bool
    basis: str  # "school_days" or "calendar_days": what a window counts
    users: tuple[User, ...] = ()
    blocked: tuple[str, ...] = ()  # students whose case is closed to everybody, but for a leader with a reason
    closed_years: tuple[str, ...] = ()  # nothing more is told of these; leaders look them up

    def user(self, name: str) -> User | None:
        """The user with a login, unless removed."""
        return next((user for user in self.users if user.name == name and user.removed is None), None)


def school_year(day: date) -> str:
    """The school year a date lies in, "2026-27": it runs from 1 August to 31 July."""
    start = day.year if day.month >= 8 else day.year - 1
    return f"{start}-{(start + 1) % 100:02d}"
