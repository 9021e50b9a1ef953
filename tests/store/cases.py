"""Events of a case in short, as somebody at Bommen skole would tell them."""

from __future__ import annotations

from datetime import date
from typing import Any

from rules.case.events import (
    AgreementStarted,
    AnswerGiven,
    ContactMade,
    Decided,
    Goal,
    How,
    MeetingKind,
    MeetingSet,
    MinutesWritten,
    PartSet,
    SheetOpened,
    Verdict,
)
from tests.store.bommen import AT, MONDAY

WHO: dict[str, Any] = {"by": "", "at": AT}
"""Who and when: the store's to say."""


def decided(reason: str = "", **more: Any) -> Decided:
    return Decided(verdict=Verdict.WORRYING, rule="absent-days", reason=reason, **more, **WHO)


def called(words: str = "", **more: Any) -> ContactMade:
    return ContactMade(whom="Anette Aas", how=How.PHONE, words=words, **more, **WHO)


def sheet(id_: str = "", informant: str = "kari") -> SheetOpened:
    return SheetOpened(id=id_, form="school", version=1, informant=informant, **WHO)


def answer(of: str, text: str, question: str = "q1", knew: str = "", **more: Any) -> AnswerGiven:
    return AnswerGiven(sheet=of, question=question, text=text, knew=knew, **more, **WHO)


def meeting(name: str = "m1", on: date = MONDAY, time: str = "14:00", **more: Any) -> MeetingSet:
    return MeetingSet(meeting=name, sort=MeetingKind.FIRST, on=on, time=time, **more, **WHO)


def minutes(text: str, of: str = "m1", item: int = 0, knew: str = "", **more: Any) -> MinutesWritten:
    return MinutesWritten(meeting=of, item=item, text=text, knew=knew, **more, **WHO)


def agreement(name: str = "a1", **more: Any) -> AgreementStarted:
    return AgreementStarted(agreement=name, **more, **WHO)


def goal(text: str, of: str = "a1", item: str = "i1", knew: str = "", **more: Any) -> PartSet:
    return PartSet(agreement=of, item=item, part=Goal(text), knew=knew, **more, **WHO)
