"""The cases of the made-up school: Tonje's and Jens's, as far as they have been told by now.

The rule of this file: who has which part in a story is a table, and a story knows only its part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from rules.case.events import CaseEvent
from rules.facts import Student
from rules.follow_up import FollowUp, follow_up
from store.demo import jens, tonje
from store.demo.diary import People, until
from store.demo.names import Household
from store.demo.roster import JENS, JENS_CLASS, TONJE, TONJE_CLASS, teacher_of
from store.demo.staff import HEAD, INSPECTOR, NURSE, RESOURCE_TEACHER, SOCIAL_TEACHER

Story = Callable[[Sequence[date], People, FollowUp], tuple[CaseEvent, ...]]

TOLD: tuple[tuple[Household, str, Story], ...] = (
    (TONJE, TONJE_CLASS, tonje.story),
    (JENS, JENS_CLASS, jens.story),
)


def cases(students: Iterable[Student], days: Sequence[date], now: datetime) -> dict[str, tuple[CaseEvent, ...]]:
    """By student, what was told until now."""
    named = {student.name: student.id for student in students}
    found = {}
    for home, school_class, story in TOLD:
        student = next((id_ for name, id_ in named.items() if name.startswith(f"{home.given} {home.family}")), "")
        told = until(story(days, people(home, school_class), follow_up("aas")), now) if student else ()
        if told:
            found[student] = told
    return found


def people(home: Household, school_class: str) -> People:
    """Who has which part in a child's story."""
    return People(
        homeroom_teacher=teacher_of(school_class),
        social_teacher=SOCIAL_TEACHER,
        resource_teacher=RESOURCE_TEACHER,
        inspector=INSPECTOR,
        head=HEAD,
        nurse=NURSE,
        mother=home.mother,
        father=home.father,
    )
