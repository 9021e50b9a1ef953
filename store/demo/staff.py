"""Who works at the made-up school: the leaders, the teachers of classes and subjects, and those who help.

The rules of this file: one table of those every school has, the teachers by their classes and the timetable; a
stand-in is somebody who is there; telephone numbers begin with 00, which no telephone answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import msgspec

from rules.facts import Away, Role, SchoolClass, Slot, User
from store.demo.names import NORWEGIAN
from store.demo.roster import JENS_CLASS, TEACHERS, phone, teacher_of

HEAD, INSPECTOR, ADMIN = "astrid", "torbjorn", "ivar"
SOCIAL_TEACHER, NURSE, RESOURCE_TEACHER = "sunniva", "helene", "ragnhild"
AWAY_CLASS = "6A"  # whose teacher is away today

# Everybody but the teachers of classes and subjects: login, name, role, what people call the post, who stands in.
OTHERS: tuple[tuple[str, str, Role, str, str], ...] = (
    (HEAD, "Astrid Moen", Role.LEADER, "rektor", INSPECTOR),
    (INSPECTOR, "Torbjørn Haugen", Role.LEADER, "inspektør", HEAD),
    (SOCIAL_TEACHER, "Sunniva Brekke", Role.SUPPORT, "sosiallærer", INSPECTOR),
    (NURSE, "Helene Sæther", Role.SUPPORT, "helsesøster", ""),
    (RESOURCE_TEACHER, "Ragnhild Lunde", Role.SUBJECT_TEACHER, "ressurslærer", ""),
    (ADMIN, "Ivar Tveit", Role.ADMIN, "IKT-ansvarlig", ""),
)
_SPELT = {"oyvind": "Øyvind"}


def staff(classes: Sequence[SchoolClass], timetable: Sequence[Slot], today: date) -> tuple[User, ...]:
    """Everybody. One teacher is away today and the two days after."""
    teachers = tuple(_teacher(login, classes, timetable) for login in TEACHERS)
    away = teacher_of(AWAY_CLASS) if any(c.name == AWAY_CLASS for c in classes) else ""
    found = (*(_other(*row, classes) for row in OTHERS), *(one for one in teachers if one.classes))
    return tuple(_away(one, today) if one.name == away else one for one in found)


def _other(login: str, full_name: str, role: Role, title: str, stand_in: str, classes: Sequence[SchoolClass]) -> User:
    own = tuple(c.name for c in classes if c.name == JENS_CLASS) if role is Role.SUBJECT_TEACHER else ()
    return User(login, full_name, role, own, title, phone(Random(f"staff/{login}")), stand_in)


def _teacher(login: str, classes: Sequence[SchoolClass], timetable: Sequence[Slot]) -> User:
    """With a class of their own, or else the classes they have subjects in."""
    draw = Random(f"staff/{login}")
    name = f"{_SPELT.get(login, login.capitalize())} {draw.choice(NORWEGIAN.families)}"
    own = tuple(c.name for c in classes if teacher_of(c.name) == login)
    if own:
        beside = _beside(own[0], classes)
        return User(login, name, Role.HOMEROOM_TEACHER, own, "kontaktlærer", phone(draw), beside or INSPECTOR)
    taught = tuple(c.name for c in classes if any(s.school_class == c.name and s.teacher == login for s in timetable))
    return User(login, name, Role.SUBJECT_TEACHER, taught, "faglærer", phone(draw), INSPECTOR)


def _beside(school_class: str, classes: Sequence[SchoolClass]) -> str:
    """The teacher of the other class of the grade: A and B stand in for each other, C and D."""
    other = f"{school_class[:-1]}{chr((ord(school_class[-1]) - ord('A') ^ 1) + ord('A'))}"
    teacher = teacher_of(other) if any(c.name == other for c in classes) else ""
    return teacher if teacher != teacher_of(school_class) else ""


def _away(user: User, today: date) -> User:
    return msgspec.structs.replace(user, away=(Away(today, today + timedelta(days=2)),))
