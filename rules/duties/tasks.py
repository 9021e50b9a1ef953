"""Tasks: the parts of an agreement that somebody is to do, and whose they are.

The rules of this file: an owner named by login or full name is that person; where a party has it and names nobody it
is that party's, at school by its role, at home by the name the school has for it.
"""

from __future__ import annotations

import msgspec

from rules.case.case import PartHeld
from rules.case.events import Evaluation, Part, Party, Responsibility
from rules.duties.duty import For
from rules.facts import School, Student
from rules.words import N_, Phrase

# Whose duty it is where a party itself has the responsibility and nobody is named.
ROLES = {
    Party.HOMEROOM_TEACHER: For.HOMEROOM_TEACHER,
    Party.LEADERSHIP: For.LEADER,
    Party.RESOURCE_TEACHER: For.SCHOOL,
    Party.OTHER: For.SCHOOL,
}
# What the home's parties are called where nobody is named.
NAMES = {
    Party.GUARDIANS: N_("foresatte"),
    Party.MOTHER: N_("mor"),
    Party.FATHER: N_("far"),
    Party.STUDENT: N_("eleven"),
    Party.PPS: N_("PPS"),
}
RELATIONS = {Party.MOTHER: "mor", Party.FATHER: "far"}  # as guardians are kept


class Task(msgspec.Struct, frozen=True):
    """A part of an agreement that somebody is to do, and whose it is."""

    item: str
    told: Part  # as it stands in the agreement
    part: Responsibility
    role: For
    owner: str
    ours: bool  # somebody of the school
    evaluation: bool = False


def task_of(school: School, student: Student, held: PartHeld) -> Task | None:
    """What somebody is to do, where a part says so."""
    part = held.part
    if isinstance(part, Responsibility):
        role, owner, ours = _whose(school, student, part)
        return Task(held.item, part, part, role, owner, ours)
    if isinstance(part, Evaluation):
        login = _login(school, part.caller)
        as_responsibility = Responsibility(
            Party.OTHER, part.how, part.caller, "", part.repeats, part.weekdays, part.first, part.last
        )
        return Task(
            held.item, part, as_responsibility, For.OWNER if login else For.SCHOOL, login, True, evaluation=True
        )
    return None


def _whose(school: School, student: Student, part: Responsibility) -> tuple[For, str, bool]:
    """The role, the owner, and whether they are of the school."""
    login = _login(school, part.owner)
    if login:
        return For.OWNER, login, True
    if part.party in ROLES:
        return (For.OWNER, part.owner, True) if part.owner else (ROLES[part.party], "", True)
    return For.OWNER, part.owner or _called(student, part.party), False


def _called(student: Student, party: Party) -> str:
    """What a party of the home is called: by name where the school has one."""
    if party is Party.STUDENT:
        return student.name
    related = (
        g.name
        for g in student.guardians
        if g.parental_responsibility and g.relation and g.relation == RELATIONS.get(party)
    )
    return next(related, Phrase(NAMES[party]))


def _login(school: School, named: str) -> str:
    """The login of somebody of the school, named by login or by full name."""
    if not named:
        return ""
    return next((u.name for u in school.users if u.removed is None and named in (u.name, u.full_name)), "")
