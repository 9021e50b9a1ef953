"""The duties worked out: every row of the table walked, most urgent first, each in today's hands.

The rules of this file: the table is the whole list and nothing registers itself; what a student costs is a look-up,
unless there is absence, a flag or a case; of a student whose year may not be read there are none. A met duty stays in
the list, at its end, with who met it and when.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache, partial

import msgspec

from rules.duties import absence, agreement_steps, case_steps, given_tasks, plan_steps, recurring, routine
from rules.duties.considered import considered
from rules.duties.duty import Duty, Known
from rules.duties.people import SEES, People, handed
from rules.duties.table import Of, Row, lay
from rules.duties.trail import Trail, trails
from rules.facts import User
from rules.follow_up import DutyText, FollowUp

TABLE: tuple[Row, ...] = (
    *absence.ROWS,
    *case_steps.ROWS,
    *agreement_steps.ROWS,
    *plan_steps.ROWS,
    *recurring.ROWS,
    *routine.ROWS,
    *given_tasks.ROWS,
)

CALL = "call-home-now"  # what the clock runs for: before all else while it is open


def duties(known: Known, students: Collection[str] | None = None) -> tuple[Duty, ...]:
    """All duties, most urgent first; of some students only, without those of classes and school, if they are named."""
    if not known.calendar.days:
        return ()
    if students is not None:
        known = _only(known, frozenset(students))
    today = known.today
    class_of = {student.id: student.class_on(today) for student in known.students}
    known = msgspec.structs.replace(known, trails=_trails(known), class_of=class_of)
    asked = [each for each in laid_table(known.follow_up, known.guide.id) if students is None or _of_one(each[0])]
    whole = _only(known, frozenset(filter(partial(_is_read, known), class_of)))
    found = (duty for row, text in asked for duty in row.find(whole if _of_one(row) else known, row, text))
    beside = considered(found, known.follow_up)
    return tuple(sorted(handed(beside, People(known)), key=lambda duty: _urgency(duty, known.now)))


def for_role(
    found: Iterable[Duty], user: User | str | None, known: Known, now: datetime | None = None
) -> tuple[Duty, ...]:
    """A person's duties today; whoever is not among the school's users (a school without users) sees them all."""
    if now is not None:
        known = msgspec.structs.replace(known, now=now)
    who = _user(user, known)
    if who is None:
        return tuple(found)
    if who.removed is not None:
        return ()
    people, sees = People(known), SEES[who.role]
    return tuple(duty for duty in found if sees(who, duty, people))


@lru_cache(maxsize=16)
def laid_table(follow_up: FollowUp, name: str) -> tuple[tuple[Row, DutyText], ...]:
    """The table laid over a guide's data, or a refusal that names what does not fit."""
    return lay(TABLE, follow_up, name)


def _user(user: User | str | None, known: Known) -> User | None:
    if isinstance(user, User) or user is None:
        return user
    return next((one for one in known.school.users if one.name == user), None)


def _trails(known: Known) -> dict[str, Trail]:
    """The latest absence of those who have any."""
    attendance = (known.attendance.get(student.id) for student in known.students)
    return trails((one for one in attendance if one is not None), known.calendar, known.guide, known.now)


def _of_one(row: Row) -> bool:
    return row.of is Of.STUDENT


def _is_read(known: Known, student: str) -> bool:
    """Whether the year was to be read, and not one day of it: of another nobody can say what is left to do."""
    noted = known.attendance.get(student)
    return noted is not None and noted.only is None


def _only(known: Known, students: frozenset[str]) -> Known:
    return msgspec.structs.replace(
        known,
        students=tuple(student for student in known.students if student.id in students),
        flags={student: flags for student, flags in known.flags.items() if student in students},
        cases={student: case for student, case in known.cases.items() if student in students},
    )


def _urgency(duty: Duty, now: datetime) -> tuple[object, ...]:
    """Open before met; the call of this morning, then children, then routines; in each what is due first."""
    met, waiting = duty.met_at is not None, duty.opens > now
    return (met, waiting, duty.id != CALL, duty.id in _ROUTINES, duty.due, _PLACE[duty.id], duty.key)


_ROUTINES = frozenset(row.id for row in routine.ROWS)
_PLACE = {row.id: place for place, row in enumerate(TABLE)}
