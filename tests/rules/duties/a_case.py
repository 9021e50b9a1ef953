"""A child's case in a few lines: what was told, day by day, and which duties follow from it.

The rules of this file: a telling is "kl. 12:00" unless it says when; ids are given where a later event names them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

from rules.calendar import SchoolDays
from rules.case.case import Case
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    AnswerGiven,
    AnswerKind,
    CaseEvent,
    ConsentGiven,
    Decided,
    Event,
    Goal,
    MeasuresStarted,
    MeetingHeld,
    MeetingKind,
    MeetingSet,
    Part,
    PartSet,
    Party,
    SheetOpened,
    SheetsSent,
    Signature,
    Step,
    Verdict,
)
from rules.case.plan import planned
from rules.case.replay import replay
from rules.duties.agreement_steps import ROWS as AGREEMENT_STEPS
from rules.duties.case_steps import ROWS as CASE_STEPS
from rules.duties.duty import Duty, Known
from rules.duties.plan_steps import ROWS as PLAN_STEPS
from rules.duties.recurring import ROWS as RECURRING
from rules.facts import Attendance, Guardian, Message, School, Student, User
from rules.follow_up import follow_up
from rules.guide import load
from rules.words import NORWEGIAN, filled
from tests.rules.drawing import YEAR, at, register

AAS, FOLLOW_UP = load("aas"), follow_up("aas")
GUARDIANS = (Guardian("Anette Aas", "mor", "00 11 22 33"), Guardian("Rolf Aas", "far", "00 22 33 44"))
TONJE = Student("tonje", "1", "Tonje", "Aas", guardians=GUARDIANS)
ROWS = {row.id: row for row in (*CASE_STEPS, *AGREEMENT_STEPS, *RECURRING, *PLAN_STEPS)}

E = TypeVar("E", bound=Event)


def day(said: str) -> date:
    return date.fromisoformat(said)


def told(kind: type[E], when: str, by: str = "kari", /, **said: object) -> E:
    moment = at(when if "T" in when else f"{when}T12:00")
    return kind(by=by, at=moment, **said)  # type: ignore[arg-type]


def worrying(on: str) -> Decided:
    return told(Decided, on, verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd")


def meeting(on: str, name: str = "m1", sort: MeetingKind = MeetingKind.FIRST, called: str = "") -> MeetingSet:
    return told(MeetingSet, called or on, meeting=name, sort=sort, on=day(on[:10]), time="14:00")


def held(on: str, name: str = "m1", next_on: str = "", no_next: str = "nei") -> MeetingHeld:
    following = {"next_on": day(next_on), "next_time": "14:00"} if next_on else {"no_next": no_next}
    return told(MeetingHeld, f"{on}T15:00", meeting=name, on=day(on), **following)


def agreed(on: str, parts: dict[str, Part], name: str = "a1", from_version: str = "") -> tuple[CaseEvent, ...]:
    """An agreement begun and signed on a day."""
    return (*drafted(on, parts, name, from_version), signed(on, name))


def drafted(on: str, parts: dict[str, Part], name: str = "a1", from_version: str = "") -> tuple[CaseEvent, ...]:
    return (
        told(AgreementStarted, f"{on}T14:00", agreement=name, from_version=from_version),
        *(told(PartSet, f"{on}T14:10", agreement=name, item=item, part=part) for item, part in parts.items()),
    )


def signed(on: str, name: str = "a1") -> AgreementSigned:
    signatures = (Signature(Party.LEADERSHIP, "hege", day(on)),)
    return told(AgreementSigned, f"{on}T14:30", agreement=name, signatures=signatures, reason="likevel")


def started(on: str, told_on: str = "", name: str = "a1", step: str = "s1") -> MeasuresStarted:
    return told(MeasuresStarted, told_on or on, agreement=name, on=day(on), step=step)


def running(on: str, **parts: Part) -> tuple[CaseEvent, ...]:
    """Decided, agreed and started on a day: what runs from then on."""
    steps: dict[str, Part] = {"goal": Goal("på skolen"), "s1": Step(1, "kommer"), **parts}
    return (worrying(on), *agreed(on, steps), started(on, f"{on}T14:40"))


def consent(on: str, what: str, name: str = "c1", whom: str = "Anette Aas") -> ConsentGiven:
    return told(ConsentGiven, on, id=name, whom=whom, what=what)


def filled_in(on: str, form: str, *, left: int = 0, yes: bool | None = None, name: str = "") -> tuple[CaseEvent, ...]:
    """A form opened and answered on a day, all but the last ``left`` questions."""
    asked = FOLLOW_UP.form(form)
    sheet = name or f"{form}-sheet"
    opened = told(SheetOpened, on, id=sheet, form=form, version=asked.version, informant=form)
    questions = asked.questions[: len(asked.questions) - left]
    answers = (
        told(
            AnswerGiven,
            on,
            id=f"{sheet}-{question.id}",
            sheet=sheet,
            question=question.id,
            answer=AnswerKind.ANSWERED if question.id == "bullying" and yes is not None else AnswerKind.DONT_KNOW,
            yes=yes if question.id == "bullying" else None,
        )
        for question in questions
    )
    return (opened, *answers)


def sent(on: str, *sheets: str) -> SheetsSent:
    return told(SheetsSent, on, sheets=sheets)


def known(
    events: Iterable[CaseEvent],
    now: str,
    *,
    away: Attendance | None = None,
    users: tuple[User, ...] = (),
    messages: tuple[Message, ...] = (),
    calendar: SchoolDays = YEAR,
    student: Student = TONJE,
) -> Known:
    """What is known at a moment: what was told after it is left out."""
    moment = at(now if "T" in now else f"{now}T12:00")
    case: Case = replay(student.id, tuple(event for event in events if event.at <= moment))
    attendance = msgspec.structs.replace(away or register("week 35 . . . . ."), student=student.id)
    school = School("Bommen skole", "aas", (student,), (), (calendar.calendar,), (), True, "school_days", users)
    return Known(
        school=school,
        guide=AAS,
        follow_up=FOLLOW_UP,
        calendar=calendar,
        students=(student,),
        attendance={student.id: planned(attendance, case)},
        messages={student.id: messages},
        flags={},
        cases={student.id: case},
        school_events=(),
        now=moment,
    )


def found(row: str, of: Known) -> tuple[Duty, ...]:
    """The duties of one row, by when they are due; each is told from the others by its key."""
    duties = tuple(ROWS[row].find(of, ROWS[row], of.follow_up.duty(row)))
    assert len({duty.key for duty in duties}) == len(duties)
    for duty in duties:
        assert said(duty)
        assert duty.overdue is None or duty.opens <= duty.overdue
    return tuple(sorted(duties, key=lambda duty: duty.due))


def one(row: str, events: Iterable[CaseEvent], now: str, **how: object) -> Duty:
    """The only duty of a row."""
    duties = found(row, known(events, now, **how))  # type: ignore[arg-type]
    assert len(duties) == 1, [said(duty) for duty in duties]
    return duties[0]


def standing(row: str, events: Iterable[CaseEvent], now: str, **how: object) -> list[str]:
    """What is to be done now, as the list says it."""
    of = known(events, now, **how)  # type: ignore[arg-type]
    return [said(duty) for duty in found(row, of) if duty.open(of.now)]


def said(duty: Duty) -> str:
    return filled(duty.sentence, duty.values, NORWEGIAN)


def notes(duty: Duty) -> list[str]:
    return [filled(note, values, NORWEGIAN) for note, values in duty.notes]


def late(duty: Duty, now: str) -> bool:
    return duty.late(at(now if "T" in now else f"{now}T07:00"))
