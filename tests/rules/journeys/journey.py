"""A story of the guide played day by day: what was told and marked until a moment, and who has what to do then.

The rules of this file: the stories are the made-up school's (``store.demo``), placed in the published school year;
nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from random import Random

import msgspec

from rules.case.case import Case
from rules.case.events import CaseEvent
from rules.duties.duty import Duty, Known
from rules.duties.reckoning import duties, for_role
from rules.facts import Attendance, Away, Day, Expected, Guardian, Mark, Membership, Student, User
from rules.flag import Flag
from rules.worry import flags
from store.demo.away import OSLO
from store.demo.away import Away as Absence
from store.demo.names import Household
from store.demo.roster import classes, homes
from store.demo.staff import staff
from tests.rules.drawing import FULL_WEEK, YEAR, at
from tests.rules.duties.a_case import AAS, ROWS, found, known

LESSONS = 6


class Journey(msgspec.Struct, frozen=True):
    """One child's year: the events, the absence, and the people."""

    student: Student
    events: tuple[CaseEvent, ...]
    away: tuple[Absence, ...]
    users: tuple[User, ...]

    def known(self, now: str, **how: object) -> Known:
        """Everything that is known at a moment."""
        return known(self.events, now, away=self.register(now), users=self.users, student=self.student, **how)  # type: ignore[arg-type]

    def case(self, now: str) -> Case:
        """The case as it stands."""
        return self.known(now).cases[self.student.id]

    def register(self, now: str) -> Attendance:
        """The marks noted by then, each at 08:40 of its day."""
        told: dict[date, list[Mark]] = {}
        for away in self.away:
            moment = datetime.combine(away.day, time(8, 40), OSLO)
            if moment <= at(now):
                told.setdefault(away.day, []).append(Mark(away.lessons, away.category, "kari", moment, away.reason))
        days = tuple(Day(self.student.id, day, tuple(marks)) for day, marks in sorted(told.items()))
        expected = (Expected(date(2026, 8, 1), None, FULL_WEEK),)
        return Attendance(self.student.id, days, expected, {}, exceptions_only=True)

    def flags(self, now: str) -> tuple[Flag, ...]:
        """The flags of the day, measured by the plan."""
        of = self.known(now)
        return tuple(flags(of.attendance[self.student.id], YEAR, AAS, of.today, of.now))

    def duties(self, now: str) -> tuple[Duty, ...]:
        """What is to be done now, by anybody."""
        of = self.known(now)
        return tuple(duty for row in ROWS for duty in found(row, of) if duty.open(of.now))

    def asked(self, now: str) -> list[str]:
        """The kinds of duty that stand, but for what comes round."""
        return [duty.id for duty in self.duties(now) if duty.id != "recurring"]

    def on_the_list(self, user: str, now: str) -> list[Duty]:
        """What somebody sees as theirs now."""
        of = self.known(now)
        return [duty for duty in for_role(duties(of), user, of) if duty.open(of.now)]

    def late(self, first: date, last: date) -> list[tuple[str, str]]:
        """What was late on some morning or afternoon between two days, of all the table's rows."""
        found_late: dict[str, tuple[str, str]] = {}
        for day in YEAR.between(first, last):
            for clock in ("07:30", "15:30"):
                of = self.known(f"{day}T{clock}")
                for duty in duties(of, (self.student.id,)):
                    if duty.late(of.now):
                        found_late.setdefault(duty.key, (duty.id, str(duty.due.date())))
        return list(found_late.values())

    def with_away(self, user: str, *away: Away) -> Journey:
        """The same story, with somebody marked away."""
        users = (msgspec.structs.replace(each, away=away) if each.name == user else each for each in self.users)
        return msgspec.structs.replace(self, users=tuple(users))

    def today(self, now: str) -> dict[str, list[str]]:
        """What comes round today, by whom: the items of the agreement."""
        of = self.known(now)
        mine: dict[str, list[str]] = {}
        for duty in self.duties(now):
            if duty.id == "recurring" and duty.days == (of.today,):
                mine.setdefault(duty.owner or duty.role, []).append(duty.item)
        return mine


def journey(
    home: Household,
    school_class: str,
    events: tuple[CaseEvent, ...],
    away: Callable[[Sequence[date], Random], Iterable[Absence]],
) -> Journey:
    """A story in the published school year, with the staff of the made-up school."""
    given = home.given.lower()
    guardians = (Guardian(home.mother, "mor", "00 11"), Guardian(home.father, "far", "00 22"))
    school_classes = classes(homes(300, "1", YEAR.days[0]))
    return Journey(
        Student(given, "1", home.given, home.family, (Membership(school_class, date(2026, 8, 1)),), guardians),
        events,
        tuple(away(YEAR.days, Random("1"))),
        staff(school_classes, (), date(2020, 1, 1)),
    )
