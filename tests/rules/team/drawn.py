"""A team of a few students with drawn absence, for agendas: who was away when, what was told, and when one met."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from rules.case.events import Because, CaseEvent, SchoolEvent, TeamKind
from rules.case.plan import planned
from rules.case.replay import decisions_of, replay
from rules.duties.duty import Known
from rules.duties.reckoning import duties
from rules.facts import Attendance, Membership, School, SchoolClass, Student
from rules.follow_up import follow_up
from rules.guide import load
from rules.team.agenda import Item, agenda
from rules.team.meeting import last_held
from rules.worry import flags, unanswered
from tests.rules.drawing import YEAR, register
from tests.rules.duties.a_school import moment

AAS = load("aas")
WEEK = tuple((1, 2, 3, 4, 5, 6) if day < 5 else () for day in range(7))
CLASSES = (SchoolClass("8A", 8, WEEK), SchoolClass("8B", 8, WEEK))
NAMES = {"aase": "Åse", "birk": "Birk", "jens": "Jens", "tonje": "Tonje"}


class Team(msgspec.Struct, frozen=True):
    """What is known of some students, by id."""

    away: dict[str, str] = {}
    told: dict[str, tuple[CaseEvent, ...]] = {}
    school: tuple[SchoolEvent, ...] = ()
    classes: dict[str, str] = {}
    blocked: tuple[str, ...] = ()

    def known(self, now: str) -> Known:
        when = moment(now)
        here = tuple(_student(one, name, self.classes.get(one, "8A")) for one, name in NAMES.items())
        cases = {
            one: replay(one, own)
            for one, events in self.told.items()
            if (own := tuple(event for event in events if event.at <= when))
        }
        noted = {one.id: _noted(one.id, self.away.get(one.id, "week 35 . . . . .")) for one in here}
        plans = {one: planned(own, cases[one]) if one in cases else own for one, own in noted.items()}
        asked = {
            one: (own, YEAR, AAS, when.date(), when, decisions_of(cases[one].events, one) if one in cases else ())
            for one, own in plans.items()
        }
        return Known(
            school=School(
                *("Bommen skole", "aas", here, CLASSES, (YEAR.calendar,), (), True, "school_days"), blocked=self.blocked
            ),
            guide=AAS,
            follow_up=follow_up("aas"),
            calendar=YEAR,
            students=here,
            attendance=plans,
            messages={},
            flags={one: (*flags(*each), *unanswered(*each)) for one, each in asked.items()},
            cases=cases,
            school_events=tuple(event for event in self.school if event.at <= when),
            now=when,
        )

    def agenda(
        self, now: str, sort: TeamKind = TeamKind.GRADE, classes: tuple[str, ...] = ("8A", "8B"), child: str = ""
    ) -> tuple[Item, ...]:
        known = self.known(now)
        last = last_held(known.school_events, sort, "8. trinn")
        return agenda(known, duties(known), sort, classes, last, child)

    def why(self, now: str, **said: Any) -> dict[str, list[Because]]:
        return {item.student: list(item.because) for item in self.agenda(now, **said)}


def day(text: str) -> date:
    return date.fromisoformat(text)


def _student(one: str, name: str, own: str) -> Student:
    return Student(one, one, name, "Berg", (Membership(own, date(2026, 8, 17)),))


def _noted(one: str, drawn: str) -> Attendance:
    return msgspec.structs.replace(register(drawn), student=one)
