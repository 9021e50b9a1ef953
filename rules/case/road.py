"""The road: the guide's stations in their order, with where a case is, what is done, what is next and by when.

The rules of this file: the order is the cards' and is advised, never enforced; a station is done by what was told, by
whom and when it says so itself; a station that was passed over says why. Deadlines are the guide's numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

import msgspec

from rules.calendar import SchoolDays, school_clock
from rules.case.case import Case, Meeting, Passed, State, Station, Stop
from rules.case.events import (
    Event,
    InquiryOpened,
    StationSkipped,
    WayChosen,
)
from rules.case.sheets import Forms
from rules.duties.looks import Look, closing, looks
from rules.duties.looks import looked as looks_since
from rules.duties.moments import on_or_after
from rules.duties.opened import Present, present
from rules.duties.which import first_called, first_due, first_held, mapped, second_due, second_held
from rules.follow_up import FollowUp


class Looked(msgspec.Struct, frozen=True):
    """What a station looks at. ``run``: the present run of the case, and ``opened`` the day it was opened."""

    case: Case
    opened: date
    run: Present
    today: date
    follow_up: FollowUp
    forms: Forms
    calendar: SchoolDays


Done = tuple[str, date] | None
"""Who and when."""


def road(case: Case, follow_up: FollowUp, forms: Forms, calendar: SchoolDays, now: datetime) -> tuple[Stop, ...]:
    """Every station; none where there is no case."""
    if case.opened is None:
        return ()
    today = school_clock(now).date()
    looked = Looked(case, case.opened, present(case, case.opened), today, follow_up, forms, calendar)
    skipped = {skip.station: skip for skip in looked.run.since(StationSkipped)}
    stops: list[Stop] = []
    here = False
    for station in Station:
        done, due = FINDERS[station](looked), DUE[station](looked) if station in DUE else None
        skip = skipped.get(station)
        if done is not None:
            stops.append(Stop(station, Passed.DONE, done[0], done[1], due=due))
        elif skip is not None:
            stops.append(Stop(station, Passed.SKIPPED, skip.by, _day(skip), skip.reason, due))
        else:
            asked = case.open or (case.state is State.CLOSED and station is Station.FOLLOW_UP and due is not None)
            late = due is not None and today > due and asked
            passed = Passed.AHEAD if here or not asked else Passed.HERE
            stops.append(Stop(station, passed, due=due, late=late))
            here = here or passed is Passed.HERE
    return tuple(stops)


def next_stop(stops: tuple[Stop, ...]) -> Stop | None:
    """Where the case is; nowhere, where it is over or all is done."""
    return next((stop for stop in stops if stop.passed is Passed.HERE), None)


def _decision(looked: Looked) -> Done:
    """The decision, or that the case was opened again."""
    return _first(looked.run.opening)


def _inquiry(looked: Looked) -> Done:
    return _first(_event(looked, InquiryOpened))


def _mapping(looked: Looked) -> Done:
    """The three informants' forms done and sent, or declined."""
    met = mapped(looked.run, looked.forms)
    return (met.by, school_clock(met.at).date()) if met else None


def _meeting_1(looked: Looked) -> Done:
    return _when_held(first_held(looked.run))


def _agreement(looked: Looked) -> Done:
    return _first(next((a.signed for a in looked.run.agreements if a.signed), None))


def _measures(looked: Looked) -> Done:
    started = [a.measures for a in looked.run.agreements if a.measures]
    first = min(started, key=lambda measures: measures.on, default=None)
    return (first.by, first.on) if first else None


def _meeting_2(looked: Looked) -> Done:
    return _when_held(second_held(looked.run))


def _way_on(looked: Looked) -> Done:
    return _first(_event(looked, WayChosen))


def _follow_up(looked: Looked) -> Done:
    """Looked again after the case was closed, and not asked to look once more."""
    closed = closing(looked.case)
    found = looks_since(looked.case, closed) if closed and _look_due(looked) is None else []
    return (found[-1][0].by, school_clock(found[-1][0].at).date()) if found else None


FINDERS: Mapping[Station, Callable[[Looked], Done]] = {
    Station.DECISION: _decision,
    Station.INQUIRY: _inquiry,
    Station.MAPPING: _mapping,
    Station.MEETING_1: _meeting_1,
    Station.AGREEMENT: _agreement,
    Station.MEASURES: _measures,
    Station.MEETING_2: _meeting_2,
    Station.WAY_ON: _way_on,
    Station.FOLLOW_UP: _follow_up,
}


def _after_opening(duty: str, number: str) -> Callable[[Looked], date | None]:
    def due(looked: Looked) -> date | None:
        days = looked.follow_up.duty(duty).numbers[number]
        return on_or_after(looked.calendar, looked.opened + timedelta(days=days))

    return due


def _meeting_2_due(looked: Looked) -> date | None:
    asked = second_due(looked.calendar, looked.run, looked.follow_up.duty("meeting-2").numbers)
    return asked[0] if asked else None


def _meeting_1_due(looked: Looked) -> date | None:
    """The day it is called to, where that is in time and still to come; else the last day for it."""
    last = first_due(looked.calendar, looked.run, looked.follow_up.duty("meeting-1").numbers["days"])
    called = first_called(looked.run)
    on = called.called.on if called else last
    return on if looked.today <= on <= last else last


def _agreement_due(looked: Looked) -> date | None:
    held = _meeting_1(looked)
    return held[1] if held else _meeting_1_due(looked)


def _measures_due(looked: Looked) -> date | None:
    signed = _agreement(looked)
    return on_or_after(looked.calendar, signed[1] + timedelta(days=1)) if signed else None


def _way_on_due(looked: Looked) -> date | None:
    """Chosen in meeting 2."""
    held = _meeting_2(looked)
    return held[1] if held else None


def _follow_up_due(looked: Looked) -> date | None:
    """The day that was set when the case was closed or last looked at, or of the meeting that is called."""
    return _look_due(looked) or max((look.on for look in _looks(looked)), default=None)


def _look_due(looked: Looked) -> date | None:
    return min((look.on for look in _looks(looked) if look.met is None), default=None)


def _looks(looked: Looked) -> Iterator[Look]:
    closed = closing(looked.case)
    return looks(looked.case, closed, looked.calendar) if closed else iter(())


DUE: Mapping[Station, Callable[[Looked], date | None]] = {
    Station.INQUIRY: _after_opening("open-inquiry", "days"),
    Station.MAPPING: _after_opening("mapping", "hard_days"),
    Station.MEETING_1: _meeting_1_due,
    Station.AGREEMENT: _agreement_due,
    Station.MEASURES: _measures_due,
    Station.MEETING_2: _meeting_2_due,
    Station.WAY_ON: _way_on_due,
    Station.FOLLOW_UP: _follow_up_due,
}


def _event(looked: Looked, kind: type[Event]) -> Event | None:
    """The first of a kind in the present run of the case."""
    return next(looked.run.since(kind), None)


def _when_held(meeting: Meeting | None) -> Done:
    return (meeting.held.by, meeting.held.on) if meeting and meeting.held else None


def _first(event: Event | None) -> Done:
    return (event.by, _day(event)) if event is not None else None


def _day(event: Event) -> date:
    return school_clock(event.at).date()
