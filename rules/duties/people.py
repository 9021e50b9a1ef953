"""Whose a duty is today: the people of its role, and who stands in for those who are away.

The rules of this file: a person marked away has no duties that day, the stand-in has them: the one agreed for this
duty, else the one named for the absence or the usual one. Where nobody is left the duty is nobody's, and leaders
and whoever called for it are told. Who is away tomorrow is here today, and who is away today may be here on the day of
a duty to come. What somebody outside the school is to do stays theirs, whoever of the school is away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import msgspec

from rules.calendar import school_clock
from rules.duties.duty import Duty, For, Known
from rules.facts import Role, User
from rules.rights import Subject, What, given
from rules.words import N_, Phrase

AWAY = N_("{owner} er borte i dag, og ingen er satt til å tre inn")
NO_TEACHER = N_("Ingen står som kontaktlærer for {school_class}")


class Hands(msgspec.Struct, frozen=True):
    """Whose it is: logins, each with whom they stand in for (""); ``away``: who should, and is not here."""

    logins: Mapping[str, str]
    away: tuple[User, ...] = ()
    known: bool = True  # somebody of the school is meant at all


class People:
    """The school's users as one day has them."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.users = {user.name: user for user in known.school.users if user.removed is None}
        self._by_full_name = {user.full_name: user for user in self.users.values()}
        today = known.today
        self._class_of = known.class_of or {student.id: student.class_on(today) for student in known.students}
        self._teachers: dict[str, tuple[User, ...]] = {}
        self._support: dict[str, tuple[User, ...]] = {}
        self._leaders = tuple(user for user in self.users.values() if user.role is Role.LEADER)

    def find(self, said: str) -> User | None:
        """The user with a login or a full name."""
        return self.users.get(said) or self._by_full_name.get(said)

    def class_of(self, duty: Duty) -> str:
        """The class it is about."""
        return duty.school_class or self._class_of.get(duty.student, "")

    def teachers(self, school_class: str) -> tuple[User, ...]:
        """The homeroom teachers of a class, or a group's teachers."""
        if school_class not in self._teachers:
            named = next((c.teachers for c in self.known.school.classes if c.name == school_class), ())
            group = any(c.group for c in self.known.school.classes if c.name == school_class)
            roles = {Role.HOMEROOM_TEACHER, Role.SUBJECT_TEACHER} if group else {Role.HOMEROOM_TEACHER}
            own = (user for user in self.users.values() if school_class in user.classes and user.role in roles)
            found = {user.name: user for user in own} | {n: self.users[n] for n in named if n in self.users}
            self._teachers[school_class] = tuple(found.values())
        return self._teachers[school_class]

    def hands(self, duty: Duty) -> Hands:
        """Whose the duty is today."""
        meant, day = self._meant(duty), max(self.known.today, school_clock(duty.opens).date())
        logins: dict[str, str] = {}
        gone: list[User] = []
        for user in meant:
            here = self._here(user, duty.stand_in if duty.owner else "", day)
            if here is None:
                gone.append(user)
            elif logins.get(here.name, user.name) != "":
                logins[here.name] = "" if here.name == user.name else user.name
        return Hands(logins, tuple(gone), bool(meant))

    def _meant(self, duty: Duty) -> tuple[User, ...]:
        owner = self.find(duty.owner) if duty.owner else None
        if owner is not None:
            return (owner,)
        if duty.role is For.LEADER:
            return self._leaders
        if duty.role is For.SUPPORT:
            return self.support(duty.student) or self._leaders
        return self.teachers(self.class_of(duty))

    def support(self, student: str) -> tuple[User, ...]:
        """Those who help, in the cases they were given."""
        if student not in self._support:
            case, school, today = self.known.cases.get(student), self.known.school, self.known.today
            subject = Subject(What.CASE, events=case.events if case else ())
            mine = (user for user in self.users.values() if user.role is Role.SUPPORT)
            self._support[student] = tuple(user for user in mine if given(user, subject, school, today))
        return self._support[student]

    def _here(self, user: User, agreed: str, day: date) -> User | None:
        """The user, or who stands in that day, or nobody: one step, as far as a stand-in's rights reach."""
        away = user.away_on(day)
        if away is None:
            return user
        offered = (self.find(said) for said in (agreed, away.stand_in or user.stand_in) if said)
        here = (one for one in offered if one and one.away_on(day) is None)
        return next(here, None)


def handed(duties: Iterable[Duty], people: People) -> Iterable[Duty]:
    """The duties as today's people have them: a stand-in named, or that it is nobody's."""
    return (duty if duty.met_at else _handed(duty, people) for duty in duties)


def _handed(duty: Duty, people: People) -> Duty:
    if duty.stood_in or duty.nobody or not people.users or (duty.owner and people.find(duty.owner) is None):
        return duty
    hands = people.hands(duty)
    if not hands.logins:
        return _nobodys(duty, hands, people)
    if len(hands.logins) > 1:
        return duty
    ((login, stood_in),) = hands.logins.items()
    if login == duty.owner or (not stood_in and duty.owner):
        return duty
    return msgspec.structs.replace(duty, owner=login, stood_in=stood_in)


def _nobodys(duty: Duty, hands: Hands, people: People) -> Duty:
    """Nobody can do it today: it says so, and why."""
    said: list[tuple[Phrase, Mapping[str, object]]] = [
        (Phrase(AWAY), {"owner": user.full_name or user.name}) for user in hands.away
    ]
    if not hands.known and people.class_of(duty):
        said.append((Phrase(NO_TEACHER), {"school_class": people.class_of(duty)}))
    owner = duty.owner or (hands.away[0].name if len(hands.away) == 1 else "")
    return msgspec.structs.replace(duty, nobody=True, owner=owner, notes=(*said, *duty.notes))


# Who sees what.


def _as_homeroom_teacher(user: User, duty: Duty, people: People) -> bool:
    """The homeroom teacher sees the gaps of the own class too, and its flags that wait on the leader's list."""
    own = user in people.teachers(people.class_of(duty))
    return _mine(user, duty, people) or (own and (duty.role is For.TEACHER or duty.id == "answer-flag"))


def _as_leader(user: User, duty: Duty, people: People) -> bool:
    """Leaders see what is nobody's too, and the talk that is theirs and the homeroom teacher's."""
    return duty.nobody or duty.id == "weekly-leader-talk" or _mine(user, duty, people)


def _as_support(user: User, duty: Duty, people: People) -> bool:
    """Whoever was given the case handles it with the homeroom teacher."""
    return _mine(user, duty, people) or (duty.role is For.SCHOOL and user in people.support(duty.student))


def _mine(user: User, duty: Duty, people: People) -> bool:
    called = duty.nobody and duty.caller in {user.name, user.full_name}
    return called or user.name in people.hands(duty).logins or duty.owner == user.name


def _none(user: User, duty: Duty, people: People) -> bool:
    del user, duty, people
    return False


SEES: Mapping[Role, Callable[[User, Duty, People], bool]] = {
    Role.HOMEROOM_TEACHER: _as_homeroom_teacher,
    Role.SUBJECT_TEACHER: _mine,
    Role.LEADER: _as_leader,
    Role.SUPPORT: _as_support,
    Role.ADMIN: _none,
}
