"""Consents: who must agree before facts about a child are shared with a partner, and who has.

The rules of this file: a consent counts from whoever may give it, for the partner it names, until its day or until it
is withdrawn. From an age the guide's data names, the student agrees for themselves; under it the guardians with
parental responsibility do, and all of them where the partner's data says that the matter needs it. Worked out anew each
time: who has lost the responsibility, or turned that age, is asked from that day on.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from rules.case.case import Case
from rules.case.events import ConsentGiven, ConsentWithdrawn
from rules.facts import Student
from rules.follow_up import Partner


class Stands(StrEnum):
    """How a consent stands on a day."""

    HOLDS = "holds"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Consenting(msgspec.Struct, frozen=True):
    """Who is asked for one partner, which consents count, and who is still to be asked.

    ``own``: the student agrees for themselves, and no one for them.
    """

    own: bool
    every: bool
    asked: tuple[str, ...]
    given: tuple[ConsentGiven, ...]
    lacking: tuple[str, ...]

    @property
    def enough(self) -> bool:
        """Whether what needs consent may be done."""
        return bool(self.given) and not (self.every and self.lacking)


def consenting(case: Case, student: Student, partner: Partner, on: date) -> Consenting:
    """How it stands with the consents for a partner."""
    own = agrees_alone(student, partner, on)
    guardians = tuple(g.name for g in student.guardians if g.parental_responsibility and g.name)
    asked = (student.name,) if own else guardians
    holding = tuple(c for c in case.consents if c.what == partner.key and stands(case, c, on) is Stands.HOLDS)
    if asked:
        given = tuple(c for c in holding if c.whom in asked)
    else:  # nobody with parental responsibility is on record: the school knows who it was
        given = tuple(c for c in holding if c.whom != student.name)
    lacking = tuple(name for name in asked if name not in {c.whom for c in given})
    return Consenting(own, own or partner.every_guardian, asked, given, lacking)


def agrees_alone(student: Student, partner: Partner, on: date) -> bool:
    """Whether the student has the age to agree for themselves. One whose date of birth is not known has not."""
    age = age_on(student, on)
    return (
        partner.student_consents_from_age is not None and age is not None and age >= partner.student_consents_from_age
    )


def age_on(student: Student, on: date) -> int | None:
    """Whole years; None where the date of birth is not known."""
    born = student.born
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def stands(case: Case, consent: ConsentGiven, on: date) -> Stands:
    """How a consent stands. It holds on its last day."""
    if any(isinstance(event, ConsentWithdrawn) and event.consent == consent.id for event in case.events):
        return Stands.WITHDRAWN
    return Stands.EXPIRED if consent.until is not None and consent.until < on else Stands.HOLDS


def told_consents(case: Case) -> tuple[ConsentGiven, ...]:
    """All that were ever given, the latest first."""
    return tuple(event for event in reversed(case.events) if isinstance(event, ConsentGiven))
