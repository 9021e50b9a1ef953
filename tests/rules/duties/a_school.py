"""A school on one day: a drawn register and what was told beside it, and which duties follow for whom.

The rules of this file: one student, Tonje in 8B, unless more are named; a telling is at 12:00 unless it says when.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

import msgspec

from rules.case.case import Case
from rules.case.events import About, CaseEvent, ContactMade, Event, How, SchoolEvent
from rules.case.plan import planned
from rules.case.replay import decisions_of, replay
from rules.duties.duty import Duty, Known
from rules.duties.reckoning import duties
from rules.facts import (
    Attendance,
    Guardian,
    Membership,
    Message,
    Reason,
    School,
    SchoolClass,
    Slot,
    Student,
    User,
)
from rules.follow_up import FollowUp, follow_up
from rules.guide import Guide, load
from rules.words import NORWEGIAN, filled
from rules.worry import flags, unanswered
from tests.rules.drawing import FULL_WEEK, YEAR, at, register

AAS, FOLLOW_UP = load("aas"), follow_up("aas")
ANETTE, ROLF = Guardian("Anette Aas", "mor", "00 11 22 33"), Guardian("Rolf Aas", "far", "00 22 33 44")
BESTEMOR = Guardian("Else Aas", "bestemor", "00 33 44 55", parental_responsibility=False)
IN_8B = (Membership("8B", date(2020, 8, 1)),)
TONJE = Student("tonje", "1", "Tonje", "Aas", IN_8B, (ANETTE, ROLF, BESTEMOR))
CLASS_8B = SchoolClass("8B", 8, FULL_WEEK)

E = TypeVar("E", bound=Event)


def day(said: str) -> date:
    return date.fromisoformat(said)


def moment(said: str):
    return at(said if "T" in said else f"{said}T12:00")


def told(kind: type[E], when: str, by: str = "kari", /, **said: object) -> E:
    return kind(by=by, at=moment(when), **said)  # type: ignore[arg-type]


def phoned(when: str, whom: str = "Anette Aas", **said: object) -> ContactMade:
    return told(ContactMade, when, **{"whom": whom, "how": How.PHONE, "about": About.HOME} | said)


def message(when: str, days: str = "", reason: Reason = Reason.NONE, channel: str = "sms") -> Message:
    first, last = (day(one) for one in (days.split("/") * 2)[:2]) if days else (moment(when).date(),) * 2
    return Message("m", "tonje", first, last, "Anette Aas", channel, moment(when), "kari", reason=reason)


class World(msgspec.Struct, frozen=True, kw_only=True):
    """What stands still while time goes."""

    away: Attendance = register("week 35 . . . . .")
    events: tuple[CaseEvent, ...] = ()
    school_events: tuple[SchoolEvent, ...] = ()
    messages: tuple[Message, ...] = ()
    student: Student = TONJE
    classes: tuple[SchoolClass, ...] = (CLASS_8B,)
    users: tuple[User, ...] = ()
    slots: tuple[Slot, ...] = ()
    guide: Guide = AAS
    follow_up: FollowUp = FOLLOW_UP

    def known(self, now: str) -> Known:
        """What is known at a moment: what was told later is left out, marks as drawn."""
        when, student = moment(now), self.student
        case: Case = replay(student.id, tuple(event for event in self.events if event.at <= when))
        away = msgspec.structs.replace(self.away, student=student.id)
        school = School(
            "Bommen skole",
            self.guide.id,
            (student,),
            self.classes,
            (YEAR.calendar,),
            self.slots,
            away.exceptions_only,
            "school_days",
            self.users,
        )
        asked = (planned(away, case), YEAR, self.guide, when.date(), when, decisions_of(case.events, student.id))
        return Known(
            school=school,
            guide=self.guide,
            follow_up=self.follow_up,
            calendar=YEAR,
            students=(student,),
            attendance={student.id: asked[0]},
            messages={student.id: tuple(m for m in self.messages if m.received_at <= when)},
            flags={student.id: (*flags(*asked), *unanswered(*asked))},
            cases={student.id: case} if case.events else {},
            school_events=tuple(event for event in self.school_events if event.at <= when),
            now=when,
        )

    def with_(self, *more: Event, **changed: object) -> World:
        """The same, and what was told then."""
        return msgspec.structs.replace(self, events=(*self.events, *more), **changed)

    def all_of(self, now: str) -> tuple[Duty, ...]:
        """Every duty at a moment."""
        return duties(self.known(now))

    def all(self, duty: str, now: str) -> list[Duty]:
        """All duties of a row, met ones too; each is told from the others by its key."""
        found = duties(self.known(now))
        assert len({one.key for one in found}) == len(found)
        return [one for one in found if one.id == duty]

    def one(self, duty: str, now: str) -> Duty:
        found = self.all(duty, now)
        assert len(found) == 1, [said(one) for one in found]
        return found[0]

    def standing(self, duty: str, now: str) -> list[Duty]:
        """What is to be done now."""
        return [one for one in self.all(duty, now) if one.open(moment(now))]

    def late(self, duty: str, now: str) -> bool:
        """Whether one of a row is late at a moment."""
        return any(one.late(moment(now)) for one in self.all(duty, now))


def said(duty: Duty) -> str:
    return filled(duty.sentence, duty.values, NORWEGIAN)


def notes(duty: Duty) -> list[str]:
    return [filled(note, values, NORWEGIAN) for note, values in duty.notes]


def ids(found: Iterable[Duty], now: str, of: Collection[str] = ()) -> set[str]:
    return {duty.id for duty in found if duty.open(moment(now)) and (not of or duty.id in of)}
