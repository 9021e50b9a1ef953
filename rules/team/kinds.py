"""The kinds of meeting: who may hold and read each, what its agenda takes, whose meeting it is.

The rules of this file: one table, and the questions asked of it; rights are those of ``rules.rights``, asked for each
kind. A meeting about one child is that child's, and whoever may see the case; SU and FAU hear numbers and no names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from rules.case.events import Because, CaseEvent, TeamKind, TeamOpened
from rules.facts import Role, School, Student, User
from rules.rights import Ground, Right, Subject, What, may
from rules.words import N_

_OF_A_CASE = frozenset(
    {
        *(Because.NOT_REACHED, Because.OVERDUE, Because.EVALUATE),
        *(Because.NEW_CASE, Because.CHANGED, Because.NO_NEWS),
    }
)
_ALL = _OF_A_CASE | {Because.UNANSWERED, Because.NEW_FLAG}


class About(StrEnum):
    """Whom a kind of meeting is about."""

    CLASSES = "classes"  # the students of some classes
    CASES = "cases"  # those of the school who have a case
    CHILD = "child"  # one child
    NOBODY = "nobody"  # numbers


class Kind(msgspec.Struct, frozen=True):
    """One kind of meeting."""

    sort: TeamKind
    title: str
    about: About
    what: What  # whose right it is
    takes: frozenset[Because]
    who: str  # who meets, in words

    @property
    def named(self) -> bool:
        """Whether a student may be named in it."""
        return self.about is not About.NOBODY


TABLE: tuple[Kind, ...] = (
    Kind(
        TeamKind.GRADE, N_("Trinnmøte"), About.CLASSES, What.GRADE_TEAM, _ALL,
        N_("kontaktlærerne på trinnet og ledelsen"),
    ),
    Kind(TeamKind.LEADERS, N_("Ledermøte"), About.CLASSES, What.LEADERS_TEAM, _ALL, N_("ledelsen")),
    Kind(
        TeamKind.RESOURCE, N_("Ressursteam"), About.CASES, What.RESOURCE_TEAM, _OF_A_CASE,
        N_("ledelsen og støttepersonalet, i de sakene de har fått"),
    ),
    Kind(
        TeamKind.EXTENDED, N_("Utvidet ressursteam"), About.CHILD, What.EXTENDED_TEAM, frozenset({Because.CALLED}),
        N_("om én elev, med foresatte, helsesøster, barnevern og PPS"),
    ),
    Kind(TeamKind.COUNCIL, N_("SU/FAU"), About.NOBODY, What.COUNCIL, frozenset(), N_("bare tall, ingen navn")),
)  # fmt: skip

KINDS: Mapping[TeamKind, Kind] = {kind.sort: kind for kind in TABLE}


def may_meet(
    user: User | None,
    right: Right,
    opened: TeamOpened,
    school: School,
    today: date,
    cases: Mapping[str, tuple[CaseEvent, ...]],
) -> Ground | None:
    """On what ground somebody may read a meeting, or write in it; None on none. ``cases``: the events of children."""
    kind = KINDS[opened.sort]
    if kind.about is About.CHILD:
        child = next((one for one in school.students if one.id in opened.students), None)
        return _of_child(user, right, child, school, today, cases)
    subjects = [Subject(kind.what, None, name) for name in opened.classes] or [Subject(kind.what)]
    return next((ground for each in subjects if (ground := may(user, right, each, school, today))), None)


def _of_child(
    user: User | None,
    right: Right,
    child: Student | None,
    school: School,
    today: date,
    cases: Mapping[str, tuple[CaseEvent, ...]],
) -> Ground | None:
    if child is None:
        return may(user, right, Subject(What.EXTENDED_TEAM), school, today)
    what = What.BLOCKED if child.id in school.blocked else What.EXTENDED_TEAM
    return may(user, right, Subject(what, child, "", cases.get(child.id, ())), school, today)


LIKELY: Mapping[Role, TeamKind] = {
    Role.HOMEROOM_TEACHER: TeamKind.GRADE,
    Role.SUBJECT_TEACHER: TeamKind.GRADE,
    Role.LEADER: TeamKind.LEADERS,
    Role.SUPPORT: TeamKind.RESOURCE,
}
"""Which kind somebody of a role most likely holds."""


def likely(user: User | None, opened: tuple[TeamOpened, ...], today: date) -> tuple[TeamKind, str]:
    """The kind and the team of a meeting that somebody opens today: what they held on this weekday last time, else
    what their role holds ("" : of their own classes)."""
    mine = (each for each in reversed(opened) if user is not None and each.by == user.name and not each.students)
    before = next((each for each in mine if each.on < today and each.on.weekday() == today.weekday()), None)
    if before is not None:
        return before.sort, before.team
    return (LIKELY.get(user.role, TeamKind.GRADE) if user else TeamKind.GRADE), ""
