"""Events told in a test: short words for who, when and what, so that a history reads as a story."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from rules.case.case import Case
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    CaseEvent,
    ContactMade,
    Decided,
    Event,
    How,
    MeasuresStarted,
    MeetingHeld,
    MeetingKind,
    MeetingSet,
    PartSet,
    Party,
    Signature,
    Verdict,
)
from rules.case.replay import replay
from rules.facts import Student

DAY = date(2026, 10, 7)
TONJE = Student("tonje", "1", "Tonje", "Aas", born=date(2017, 3, 1))


class Story:
    """Events in the order they were told, an hour apart on the day that is said last."""

    def __init__(self) -> None:
        self.events: list[CaseEvent] = []
        self._at = datetime(2026, 10, 7, 6, 0, tzinfo=UTC)

    def on(self, day: date) -> Story:
        """The next are told on this day."""
        self._at = datetime(day.year, day.month, day.day, 6, 0, tzinfo=UTC)
        return self

    def tell(self, kind: type[Event], **facts: Any) -> Any:
        """One event; its id is its number."""
        self._at += timedelta(minutes=10)
        event = kind(id=facts.pop("id", f"e{len(self.events) + 1}"), by=facts.pop("by", "kari"), at=self._at, **facts)
        self.events.append(event)  # type: ignore[arg-type]
        return event

    @property
    def case(self) -> Case:
        """The case now."""
        return replay("tonje", self.events)

    # What most stories begin with.

    def decided(self, verdict: Verdict = Verdict.WORRYING, **facts: Any) -> Story:
        talk = self.tell(ContactMade, whom="Mona Aas", how=How.PHONE)
        self.tell(Decided, verdict=verdict, conversation=talk.id, rule="absent-days", **facts)
        return self

    def met(self, meeting: str, sort: MeetingKind, on: date, next_on: date | None = None) -> Story:
        self.tell(MeetingSet, meeting=meeting, sort=sort, on=on, time="14:00")
        self.tell(
            MeetingHeld, meeting=meeting, on=on, next_on=next_on, next_time="14:00", no_next="" if next_on else "x"
        )
        return self

    def agreed(self, *parts: Any, agreement: str = "a1", started: date | None = None, step: str = "") -> Story:
        self.tell(AgreementStarted, agreement=agreement)
        for n, part in enumerate(parts, 1):
            self.tell(PartSet, agreement=agreement, item=f"{agreement}-{n}", part=part)
        signed = (Signature(Party.STUDENT, "Tonje", DAY),)
        self.tell(AgreementSigned, agreement=agreement, signatures=signed, reason="prøve")
        if started:
            self.tell(MeasuresStarted, agreement=agreement, on=started, step=step)
        return self
