"""What a team is called to: the replay of the calls, of which the last one holds.

The rules of this file: one call has one name for ever, however often it is called anew; a call names nobody, and the
meeting itself is opened as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from rules.case.events import SchoolEvent, TeamCalled, TeamCalledOff, TeamKind, TeamOpened
from rules.team.meeting import same_team


class TeamCall(msgspec.Struct, frozen=True):
    """What a team is called to. ``anew``: how often it was told again, off included."""

    held: TeamCalled
    anew: int = 0
    off: TeamCalledOff | None = None

    @property
    def id(self) -> str:
        """Its name."""
        return self.held.call

    @property
    def at(self) -> datetime:
        """When it was last told of."""
        return self.off.at if self.off else self.held.at

    def ahead(self, today: date) -> bool:
        """Whether it is still to come."""
        return self.off is None and self.held.on >= today


def calls(events: Iterable[SchoolEvent]) -> tuple[TeamCall, ...]:
    """All of a school year, in the order they were first told."""
    found: dict[str, TeamCall] = {}
    for event in events:
        if isinstance(event, TeamCalled):
            before = found.get(event.call)
            found[event.call] = TeamCall(event, before.anew + 1 if before else 0)
        elif isinstance(event, TeamCalledOff) and event.call in found:
            before = found[event.call]
            found[event.call] = msgspec.structs.replace(before, off=event, anew=before.anew + 1)
    return tuple(found.values())


def call_of(events: Iterable[SchoolEvent], call: str) -> TeamCall | None:
    """One of them."""
    return next((each for each in calls(events) if each.id == call), None)


def called(events: Iterable[SchoolEvent], sort: TeamKind, team: str, today: date) -> TeamCall | None:
    """The next meeting a team is called to; else the last one it was called to, though it is off or over."""
    own = [each for each in calls(events) if each.held.sort is sort and same_team(each.held.team, team)]
    coming = sorted((each for each in own if each.ahead(today)), key=lambda each: (each.held.on, each.held.time))
    return coming[0] if coming else max(own, key=lambda each: each.at, default=None)


def as_opened(event: TeamCalled) -> TeamOpened:
    """The meeting as it will be opened: whose right it is, is the same."""
    opened = TeamOpened(by=event.by, at=event.at, meeting=event.call, sort=event.sort, on=event.on)
    return msgspec.structs.replace(opened, team=event.team, classes=event.classes)
