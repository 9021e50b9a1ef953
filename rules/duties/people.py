"""Whose a duty is today: the people of its role, and who stands in for those who are away.

The rules of this file: a person marked away has no duties that day, the stand-in has them: the one agreed for this
duty, else the one named for the absence, else the usual one. Where nobody is left the duty is nobody's, and leaders
and whoever called for it are told. Who is away tomorrow is here today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from rules.case.case import Case
from rules.case.events import CaseEvent
from rules.duties.duty import Duty, For, Known
from rules.facts import Role, User
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
        self._class_of = {student.id: student.class_on(known.today) for student in known.students}
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
        meant = self._meant(duty)
        logins: dict[str, str] = {}
        gone: list[User] = []
        for user in meant:
            here = self._here(user, duty.stand_in if duty.owner else "")
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
        """Those who help, in the cases that name them."""
        if student not in self._support:
            case = self.known.cases.get(student)
            named = names_in(case) if case else frozenset()
            mine = (user for user in self.users.values() if user.role is Role.SUPPORT)
            self._support[student] = tuple(u for u in mine if u.name in named or u.full_name in named)
        return self._support[student]

    def _here(self, user: User, agreed: str) -> User | None:
        """The user, or who stands in today, or nobody."""
        seen: set[str] = set()
        current: User | None = user
        while current is not None and current.name not in seen:
            away = current.away_on(self.known.today)
            if away is None:
                return current
            seen.add(current.name)
            current = self._stand_in((agreed, away.stand_in, current.stand_in), seen)
            agreed = ""
        return None

    def _stand_in(self, offered: Iterable[str], seen: set[str]) -> User | None:
        """The first of those offered who is here, else the first who has a stand-in of their own to ask."""
        there = [found for said in offered if said and (found := self.find(said)) and found.name not in seen]
        here = (found for found in there if found.away_on(self.known.today) is None)
        return next(here, there[0] if there else None)


def handed(duties: Iterable[Duty], people: People) -> Iterable[Duty]:
    """The duties as today's people have them: a stand-in named, or that it is nobody's."""
    return (duty if duty.met_at else _handed(duty, people) for duty in duties)


def _handed(duty: Duty, people: People) -> Duty:
    if duty.stood_in or duty.nobody or not people.users:
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
    """The homeroom teacher sees the gaps of the own class too."""
    own = {teacher.name for teacher in people.teachers(people.class_of(duty))}
    return _mine(user, duty, people) or (duty.role is For.TEACHER and user.name in own)


def _as_leader(user: User, duty: Duty, people: People) -> bool:
    """Leaders see what is nobody's, and flags that waited past the weekly check."""
    waited = duty.id == "answer-flag" and duty.late(people.known.now)
    return duty.nobody or waited or _mine(user, duty, people)


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
    Role.SUPPORT: _mine,
    Role.ADMIN: _none,
}


def names_in(case: Case) -> frozenset[str]:
    """Everybody who is named in a case, by login or name."""
    return frozenset(said for event in case.events for said in _names(event))


def _names(found: CaseEvent | object) -> Iterable[str]:
    for name in getattr(found, "__struct_fields__", ()):
        value = getattr(found, name)
        if isinstance(value, str):
            yield from (value,) if name in NAMING else ()
        else:
            for inner in value if isinstance(value, tuple) else (value,):
                yield from _names(inner)


NAMING = frozenset(
    {
        "by",
        "name",
        "owner",
        "stand_in",
        "informant",
        "minutes_by",
        "called_by",
        "caller",
        "teller",
        "told",
        "adult",
        "to",
    }
)
