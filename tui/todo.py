"""What there is to do: the duties of one person, worked out from the overview.

The rules of this file: facts in, duties out, in the session's thread; no widget. Whoever stands in the school's list
of users sees their own; whoever does not (a school without users) sees everybody's.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from rules.calendar import school_clock
from rules.duties.duty import Duty, Known
from rules.duties.reckoning import duties, for_role
from rules.facts import Student
from rules.flag import Flag
from tui import why
from tui.overview import Overview


class Todo(msgspec.Struct, frozen=True):
    """``mine``: open now and mine (or whom I stand in for), most urgent first; ``all``: everybody's, met ones too.

    ``done``: of mine, what was met today. ``classes``: the classes that are mine.
    """

    mine: tuple[Duty, ...] = ()
    all: tuple[Duty, ...] = ()
    done: tuple[Duty, ...] = ()
    classes: tuple[str, ...] = ()

    def of(self, student: str) -> tuple[Duty, ...]:
        """Everything about one student."""
        return tuple(duty for duty in self.all if duty.student == student)


def todo(seen: Overview, user: str) -> Todo:
    """What there is to do now."""
    known = known_of(seen)
    found = duties(known)
    own = for_role(found, user, known)
    done = tuple(duty for duty in own if duty.met_at is not None and school_clock(duty.met_at).date() == seen.today)
    here = seen.school.user(user)
    return Todo(tuple(duty for duty in own if duty.open(seen.now)), found, done, here.classes if here else ())


def known_of(seen: Overview) -> Known:
    """What the duties are worked out from: the students who are here today."""
    here = tuple(student for student in seen.school.students if student.id in seen.by_id)
    return Known(
        school=seen.school,
        guide=seen.guide,
        follow_up=seen.follow_up,
        calendar=seen.calendar,
        students=here,
        attendance={s.id: seen.attendance_of(s.id) for s in here if s.id in seen.attendance or s.id in seen.cases},
        messages=seen.messages,
        flags={student.id: flags for student in _flagged(seen, here) if (flags := _flags(seen, student.id))},
        cases=seen.cases,
        school_events=seen.school_events,
        own_forms=seen.own_forms,
        now=seen.now,
    )


def _flags(seen: Overview, student: str) -> tuple[Flag, ...]:
    """Those that are on, and those that ended and nobody answered."""
    return (*why.flags(seen, student), *why.unanswered(seen, student))


def _flagged(seen: Overview, students: Iterable[Student]) -> Iterable[Student]:
    """Only of these is anything to be answered; the evidence of the rest is not worked out."""
    lines = ((student, seen.line(student.id)) for student in students)
    return (student for student, line in lines if line is not None and (line.flagged or line.standing.unanswered))
