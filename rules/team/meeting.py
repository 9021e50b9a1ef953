"""A team's meeting as it stands: the replay of its events.

The rules of this file: whatever order two sessions wrote in, both read the same; a student stands once on an agenda,
in the order of the events that put and moved it; one whom the reader may not see stands as a number only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from rules.calendar import school_clock
from rules.case.events import (
    Because,
    Event,
    SchoolEvent,
    TaskGiven,
    TeamClosed,
    TeamItem,
    TeamItemOut,
    TeamKind,
    TeamLine,
    TeamMet,
    TeamMoved,
    TeamOpened,
    TeamTalked,
)


class Place(msgspec.Struct, frozen=True):
    """One student's place on the agenda; ``told``: ids of what was told of them in their case."""

    student: str
    because: tuple[Because, ...]
    talked: bool = False
    told: tuple[str, ...] = ()


class TeamMeeting(msgspec.Struct, frozen=True):
    """One meeting. ``out``: who was taken off; ``hidden``: places of students whom the reader may not see."""

    opened: TeamOpened
    places: tuple[Place, ...] = ()
    out: tuple[str, ...] = ()
    hidden: int = 0
    lines: tuple[TeamLine, ...] = ()
    tasks: tuple[TaskGiven, ...] = ()  # about nobody
    closed: TeamClosed | None = None

    @property
    def id(self) -> str:
        """Its own id."""
        return self.opened.meeting

    @property
    def students(self) -> tuple[str, ...]:
        """Everybody on the agenda, in order."""
        return tuple(place.student for place in self.places)

    @property
    def not_reached(self) -> tuple[str, ...]:
        """Those who were not talked about."""
        return tuple(place.student for place in self.places if not place.talked)

    def place(self, student: str) -> Place | None:
        """A student's place."""
        return next((place for place in self.places if place.student == student), None)

    def under_way(self, today: date) -> bool:
        """Whether it is going on: a meeting that nobody closed ends with its day."""
        return self.closed is None and self.opened.on == today


class Held(msgspec.Struct, frozen=True):
    """A meeting that was: when, by whom it was told, and whom it did not reach."""

    on: date
    at: datetime
    by: str
    not_reached: tuple[str, ...] = ()


def meetings(events: Iterable[SchoolEvent]) -> tuple[TeamMeeting, ...]:
    """Every meeting of a school year, in the order they were opened."""
    found: dict[str, list[Event]] = {}
    for event in events:
        if isinstance(event, TeamOpened) and event.meeting not in found:
            found[event.meeting] = [event]
        elif (name := getattr(event, "meeting", "")) in found:
            found[name].append(event)
    return tuple(_replayed(told) for told in found.values())


def meeting_of(events: Iterable[SchoolEvent], meeting: str) -> TeamMeeting | None:
    """One meeting."""
    return next((each for each in meetings(events) if each.id == meeting), None)


def last_held(
    events: Iterable[SchoolEvent], sort: TeamKind, team: str, before: TeamMeeting | None = None
) -> Held | None:
    """The last meeting of a kind and team that is over, or that came before another."""
    events = tuple(events)
    until = before.opened.at if before else None
    over = [
        Held(each.opened.on, each.closed.at if each.closed else each.opened.at, each.opened.by, each.not_reached)
        for each in meetings(events)
        if each.opened.sort is sort and same_team(each.opened.team, team) and (before is None or each.id != before.id)
    ]
    if sort is TeamKind.GRADE:
        over += [Held(e.on, e.at, e.by) for e in events if isinstance(e, TeamMet) and same_team(e.team, team)]
    earlier = [held for held in over if until is None or held.at < until]
    return max(earlier, key=lambda held: held.at, default=None)


def held_by_teams(events: Iterable[SchoolEvent], today: date) -> tuple[tuple[str, Held], ...]:
    """The grade teams' meetings that are told of, however they were told: the team, and when.

    One that nobody closed was held where somebody was talked about, when its day is over.
    """
    events = tuple(events)
    old = [(e.team, Held(e.on, e.at, e.by)) for e in events if isinstance(e, TeamMet)]
    over = (each for each in meetings(events) if each.opened.sort is TeamKind.GRADE and _was_held(each, today))
    ends = ((each, each.closed or each.opened) for each in over)
    return (*old, *((each.opened.team, Held(each.opened.on, end.at, end.by)) for each, end in ends))


def _was_held(meeting: TeamMeeting, today: date) -> bool:
    talked = any(place.talked for place in meeting.places)
    return meeting.closed is not None or (talked and meeting.opened.on < today)


def same_team(one: str, other: str) -> bool:
    """``8.trinn`` is ``8. trinn``."""
    return one.replace(" ", "").casefold() == other.replace(" ", "").casefold()


def lasted(meeting: TeamMeeting, now: datetime) -> int:
    """How many minutes it has lasted, or did."""
    end = meeting.closed.at if meeting.closed else now
    return max(0, int((end - meeting.opened.at).total_seconds()) // 60)


def began(meeting: TeamMeeting) -> str:
    """When it was opened, on the school's clock."""
    return f"{school_clock(meeting.opened.at):%H:%M}"


def _replayed(told: list[Event]) -> TeamMeeting:
    opened = told[0]
    assert isinstance(opened, TeamOpened)
    meeting = TeamMeeting(opened)
    for event in told[1:]:
        meeting = _after(meeting, event)
    return meeting


def _after(meeting: TeamMeeting, event: Event) -> TeamMeeting:
    match event:
        case TeamItem(students=(student,), because=because):
            return _put(meeting, student, because)
        case TeamItem():
            return msgspec.structs.replace(meeting, hidden=meeting.hidden + 1)
        case TeamMoved(students=(student,), step=step):
            return msgspec.structs.replace(meeting, places=moved(meeting.places, student, step))
        case TeamItemOut(students=(student,)):
            left = tuple(place for place in meeting.places if place.student != student)
            return msgspec.structs.replace(meeting, places=left, out=(*meeting.out, student))
        case TeamTalked(students=(student,), told=told):
            return msgspec.structs.replace(meeting, places=_talked(meeting.places, student, told))
        case TeamLine():
            return msgspec.structs.replace(meeting, lines=(*meeting.lines, event))
        case TaskGiven():
            return msgspec.structs.replace(meeting, tasks=(*meeting.tasks, event))
        case TeamClosed():
            return msgspec.structs.replace(meeting, closed=event)
    return meeting


def _put(meeting: TeamMeeting, student: str, because: tuple[Because, ...]) -> TeamMeeting:
    if student in meeting.students:
        return meeting
    out = tuple(one for one in meeting.out if one != student)
    return msgspec.structs.replace(meeting, places=(*meeting.places, Place(student, because)), out=out)


def moved(places: tuple[Place, ...], student: str, step: int) -> tuple[Place, ...]:
    """The places with one of them so many further down, as far as there are."""
    at = next((n for n, place in enumerate(places) if place.student == student), None)
    if at is None:
        return places
    rest = [*places[:at], *places[at + 1 :]]
    rest.insert(max(0, at + step), places[at])
    return tuple(rest)


def _talked(places: tuple[Place, ...], student: str, told: tuple[str, ...]) -> tuple[Place, ...]:
    return tuple(
        msgspec.structs.replace(place, talked=True, told=(*place.told, *told)) if place.student == student else place
        for place in places
    )
