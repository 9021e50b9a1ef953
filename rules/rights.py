"""Rights: who may what, and on what ground (need to know).

The rules of this file: one table, roles × kinds of fact × rights, and what each needs to be true; ``may`` answers with
the ground or None, and the ground is what the access log keeps. Nobody has a right that is not in the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

import msgspec

from rules.case.events import CaseEvent, CaseGiven, CaseTakenBack, GlassBroken
from rules.facts import Role, School, Student, User
from rules.words import N_, NotAllowed, Phrase


class What(StrEnum):
    """The kinds of fact."""

    ROSTER = "roster"  # who goes here, in which class
    HOME = "home"  # guardians with their numbers, messages from home
    TODAY = "today"  # the marks and registers of the day
    MARKS = "marks"  # the marks of the year, flags and what they rest on
    CLOSED = "closed"  # the marks and meetings of school years that are closed
    CASE = "case"  # contacts, notes, decisions, answers, meetings, agreements
    BLOCKED = "blocked"  # a case that is closed to everybody until it goes
    ROUTINES = "routines"  # the school's own meetings and checks
    GRADE_TEAM = "grade_team"  # the kinds of meeting (``rules.team.kinds``): opened, written in, read
    LEADERS_TEAM = "leaders_team"
    RESOURCE_TEAM = "resource_team"
    EXTENDED_TEAM = "extended_team"  # about one child
    COUNCIL = "council"  # SU/FAU: numbers only
    USERS = "users"
    LEADERS = "leaders"  # who leads, and the keys of those who do
    IMPORT = "import"
    KEEPING = "keeping"  # backup, verify, doctor, the calendar and the settings
    HOLD = "hold"  # that nothing about a child is deleted
    ENDING = "ending"  # close a year, purge
    LOG = "log"  # who looked at whom


class Right(StrEnum):
    """What one may do with it."""

    SEE = "see"
    TELL = "tell"


class Why(StrEnum):
    """On what ground."""

    EVERYBODY = "everybody"  # all who work here
    OWN_CLASS = "own_class"  # homeroom teacher of the class
    STAND_IN = "stand_in"  # stands in for the homeroom teacher today
    TEACHES = "teaches"  # teaches the class or group
    GIVEN = "given"  # was given the case
    LEADER = "leader"
    GLASS = "glass"  # a leader with a written reason, today
    ADMIN = "admin"
    OWNER = "owner"  # has a shell as the account that owns the folder


class Ground(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why somebody may, and the event it rests on, if it is one."""

    why: Why
    event: str = ""


class Subject(msgspec.Struct, frozen=True, omit_defaults=True):
    """What it is about: a student, with the events of the case, or a class, or neither."""

    what: What
    student: Student | None = None
    school_class: str = ""
    events: tuple[CaseEvent, ...] = ()


Test = Callable[[User, Subject, School, date], Ground | None]


def own_class(user: User, subject: Subject, school: School, today: date) -> Ground | None:
    """The student is, today, in a class of one's own; or one stands in for whose class it is."""
    del school
    return Ground(Why.OWN_CLASS) if set(user.classes) & _classes(subject, today) else None


def stands_in(user: User, subject: Subject, school: School, today: date) -> Ground | None:
    """Stands in today for a homeroom teacher of the class."""
    for other in school.users:
        away = other.away_on(today)
        stood_in = away is not None and (away.stand_in or other.stand_in) == user.name
        if stood_in and other.role is Role.HOMEROOM_TEACHER and set(other.classes) & _classes(subject, today):
            return Ground(Why.STAND_IN)
    return None


def teaches(user: User, subject: Subject, school: School, today: date) -> Ground | None:
    """Teaches a class or group that the student is in, by the user's classes or the timetable."""
    own = {*user.classes, *(slot.school_class for slot in school.timetable if slot.teacher == user.name)}
    return Ground(Why.TEACHES) if own & _classes(subject, today) else None


def given(user: User, subject: Subject, school: School, today: date) -> Ground | None:
    """Was given the case, and the time is not over."""
    del school
    holding: CaseGiven | None = None
    for event in subject.events:
        if isinstance(event, CaseGiven) and event.to == user.name:
            holding = event
        elif isinstance(event, CaseTakenBack) and event.to == user.name:
            holding = None
    return Ground(Why.GIVEN, holding.id) if holding and today <= holding.until else None


def glass(user: User, subject: Subject, school: School, today: date) -> Ground | None:
    """Broke the glass today, with a reason that others see."""
    del school
    broken = (e for e in subject.events if isinstance(e, GlassBroken) and e.by == user.name and e.on == today)
    found = next(broken, None)
    return Ground(Why.GLASS, found.id) if found else None


def always(why: Why) -> Test:
    """A ground that needs nothing more than the role."""
    return lambda _user, _subject, _school, _today: Ground(why)


_CLASS: tuple[Test, ...] = (own_class, stands_in, given)
_GRADE: tuple[Test, ...] = (own_class, stands_in)
_TAUGHT: tuple[Test, ...] = (own_class, teaches, stands_in, given)
_TEACHES: tuple[Test, ...] = (teaches, stands_in, given)
_LEADER: tuple[Test, ...] = (always(Why.LEADER),)
_ADMIN: tuple[Test, ...] = (always(Why.ADMIN),)
_ALL: tuple[Test, ...] = (always(Why.EVERYBODY),)
_GIVEN: tuple[Test, ...] = (given,)

SEE, TELL = Right.SEE, Right.TELL

RIGHTS: Mapping[Role, Mapping[tuple[What, Right], tuple[Test, ...]]] = {
    Role.HOMEROOM_TEACHER: {
        (What.ROSTER, SEE): _ALL,
        (What.HOME, SEE): _CLASS,
        (What.HOME, TELL): _CLASS,
        (What.TODAY, SEE): _TAUGHT,
        (What.TODAY, TELL): _TAUGHT,
        (What.MARKS, SEE): _CLASS,
        (What.MARKS, TELL): _CLASS,
        (What.CASE, SEE): _CLASS,
        (What.CASE, TELL): _CLASS,
        (What.ROUTINES, SEE): _ALL,
        (What.ROUTINES, TELL): _ALL,
        (What.GRADE_TEAM, SEE): _GRADE,
        (What.GRADE_TEAM, TELL): _GRADE,
        (What.EXTENDED_TEAM, SEE): _CLASS,
        (What.EXTENDED_TEAM, TELL): _CLASS,
        (What.COUNCIL, SEE): _ALL,
    },
    Role.SUBJECT_TEACHER: {
        (What.ROSTER, SEE): _ALL,
        (What.HOME, SEE): (stands_in, given),
        (What.HOME, TELL): (stands_in, given),
        (What.TODAY, SEE): _TEACHES,
        (What.TODAY, TELL): _TEACHES,
        (What.MARKS, SEE): (stands_in, given),
        (What.MARKS, TELL): (stands_in, given),
        (What.CASE, SEE): (stands_in, given),
        (What.CASE, TELL): (stands_in, given),
        (What.ROUTINES, SEE): _ALL,
        (What.ROUTINES, TELL): (stands_in,),
        (What.GRADE_TEAM, SEE): (stands_in,),
        (What.GRADE_TEAM, TELL): (stands_in,),
        (What.EXTENDED_TEAM, SEE): (stands_in, given),
        (What.EXTENDED_TEAM, TELL): (stands_in, given),
        (What.COUNCIL, SEE): _ALL,
    },
    Role.SUPPORT: {
        (What.ROSTER, SEE): _ALL,
        (What.HOME, SEE): _GIVEN,
        (What.HOME, TELL): _GIVEN,
        (What.TODAY, SEE): _GIVEN,
        (What.MARKS, SEE): _GIVEN,
        (What.CASE, SEE): _GIVEN,
        (What.CASE, TELL): _GIVEN,
        (What.ROUTINES, SEE): _ALL,
        (What.RESOURCE_TEAM, SEE): _ALL,
        (What.RESOURCE_TEAM, TELL): _ALL,
        (What.EXTENDED_TEAM, SEE): _GIVEN,
        (What.EXTENDED_TEAM, TELL): _GIVEN,
        (What.COUNCIL, SEE): _ALL,
    },
    Role.LEADER: {
        (What.ROSTER, SEE): _LEADER,
        (What.HOME, SEE): _LEADER,
        (What.HOME, TELL): _LEADER,
        (What.TODAY, SEE): _LEADER,
        (What.TODAY, TELL): _LEADER,
        (What.MARKS, SEE): _LEADER,
        (What.MARKS, TELL): _LEADER,
        (What.CASE, SEE): _LEADER,
        (What.CASE, TELL): _LEADER,
        (What.CLOSED, SEE): _LEADER,
        (What.BLOCKED, SEE): (glass,),
        (What.ROUTINES, SEE): _LEADER,
        (What.ROUTINES, TELL): _LEADER,
        (What.USERS, SEE): _LEADER,
        (What.USERS, TELL): _LEADER,
        (What.LEADERS, TELL): _LEADER,
        (What.IMPORT, TELL): _LEADER,
        (What.KEEPING, SEE): _LEADER,
        (What.KEEPING, TELL): _LEADER,
        (What.HOLD, SEE): _LEADER,
        (What.HOLD, TELL): _LEADER,
        (What.LOG, SEE): _LEADER,
        (What.GRADE_TEAM, SEE): _LEADER,
        (What.GRADE_TEAM, TELL): _LEADER,
        (What.LEADERS_TEAM, SEE): _LEADER,
        (What.LEADERS_TEAM, TELL): _LEADER,
        (What.RESOURCE_TEAM, SEE): _LEADER,
        (What.RESOURCE_TEAM, TELL): _LEADER,
        (What.EXTENDED_TEAM, SEE): _LEADER,
        (What.EXTENDED_TEAM, TELL): _LEADER,
        (What.COUNCIL, SEE): _LEADER,
        (What.COUNCIL, TELL): _LEADER,
    },
    Role.ADMIN: {
        (What.ROSTER, SEE): _ADMIN,
        (What.ROUTINES, SEE): _ADMIN,
        (What.USERS, SEE): _ADMIN,
        (What.USERS, TELL): _ADMIN,
        (What.IMPORT, TELL): _ADMIN,
        (What.KEEPING, SEE): _ADMIN,
        (What.KEEPING, TELL): _ADMIN,
    },
}
"""Ending a year and purging need a shell on the machine (the owner), and no role has them."""

OWNER = Ground(Why.OWNER)


def may(user: User | None, right: Right, subject: Subject, school: School, today: date) -> Ground | None:
    """The ground on which somebody may, or None. ``user`` None is the owner of the folder, on the machine itself."""
    if user is None:
        return OWNER
    if user.removed is not None:
        return None
    tests = RIGHTS[user.role].get((subject.what, right), ())
    return next((ground for test in tests if (ground := test(user, subject, school, today))), None)


def must(user: User | None, right: Right, subject: Subject, school: School, today: date) -> Ground:
    """The same, and ``NotAllowed`` where there is no ground."""
    ground = may(user, right, subject, school, today)
    if ground is None:
        raise NotAllowed(
            REFUSED[right], what=Phrase(WORDS[subject.what]), who=_named(subject), can=_who_may(subject, right)
        )
    return ground


def may_break_the_glass(user: User | None, student: str, school: School) -> bool:
    """Whether somebody may open a case that is closed to everybody, today and with a written reason."""
    if user is None or user.removed is not None or student not in school.blocked:
        return False
    return glass in RIGHTS[user.role].get((What.BLOCKED, Right.SEE), ())


def seen(user: User | None, what: What, students: Iterable[Student], school: School, today: date) -> frozenset[str]:
    """The ids of those of the students of whom somebody may see a kind of fact that needs no event."""
    return frozenset(s.id for s in students if may(user, Right.SEE, Subject(what, s), school, today))


WORDS: Mapping[What, str] = {
    What.ROSTER: N_("hvem som går her"),
    What.HOME: N_("foresatte og meldinger hjemmefra"),
    What.TODAY: N_("dagens fravær"),
    What.MARKS: N_("årets fravær"),
    What.CLOSED: N_("et avsluttet skoleår"),
    What.CASE: N_("saken"),
    What.BLOCKED: N_("en sperret sak"),
    What.ROUTINES: N_("skolens egne rutiner"),
    What.GRADE_TEAM: N_("trinnmøtet"),
    What.LEADERS_TEAM: N_("ledermøtet"),
    What.RESOURCE_TEAM: N_("ressursteamets møte"),
    What.EXTENDED_TEAM: N_("møtet i utvidet ressursteam"),
    What.COUNCIL: N_("møtet i SU eller FAU"),
    What.USERS: N_("brukerne"),
    What.LEADERS: N_("hvem som er ledelse, og nøklene deres"),
    What.IMPORT: N_("import"),
    What.KEEPING: N_("drift"),
    What.HOLD: N_("stans av sletting"),
    What.ENDING: N_("arkiv og sletting"),
    What.LOG: N_("innsynsloggen"),
}

ROLES: Mapping[Role, str] = {
    Role.HOMEROOM_TEACHER: N_("kontaktlærer"),
    Role.SUBJECT_TEACHER: N_("faglærer"),
    Role.LEADER: N_("ledelsen"),
    Role.SUPPORT: N_("støttepersonale som har fått saken"),
    Role.ADMIN: N_("administrator"),
}

REFUSED: Mapping[Right, str] = {
    Right.SEE: N_("Du har ikke tilgang til å se {what}{who}. Det kan: {can}."),
    Right.TELL: N_("Du har ikke tilgang til å skrive i {what}{who}. Det kan: {can}."),
}


class _Named(msgspec.Struct, frozen=True):
    """About whom, in a refusal."""

    name: str

    def say(self, _words: object) -> str:
        """``: 8B`` or nothing. A student's name is not said to somebody who may not see them."""
        return f" ({self.name})" if self.name else ""


class _Roles(msgspec.Struct, frozen=True):
    """The roles that may, as words."""

    roles: tuple[str, ...]

    def say(self, words: object) -> str:
        """Their names in a row."""
        gettext = getattr(words, "gettext")  # noqa: B009 - Words is a protocol
        return ", ".join(gettext(role) for role in self.roles)


def _named(subject: Subject) -> _Named:
    return _Named(subject.school_class)


def _who_may(subject: Subject, right: Right) -> _Roles:
    """The roles that may of themselves, not by standing in or being given it (support has no other way)."""
    own = {role: set(table.get((subject.what, right), ())) - {stands_in, given} for role, table in RIGHTS.items()}
    alone = {role for role, tests in own.items() if tests}
    helped = {Role.SUPPORT} if (subject.what, right) in RIGHTS[Role.SUPPORT] else set()
    return _Roles(tuple(word for role, word in ROLES.items() if role in alone | helped))


def _classes(subject: Subject, today: date) -> set[str]:
    """The classes and groups that count: the one named, or those the student is in today."""
    if subject.student is None:
        return {subject.school_class} if subject.school_class else set()
    return {m.school_class for m in subject.student.memberships if m.covers(today)}
