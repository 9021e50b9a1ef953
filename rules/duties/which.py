"""Which mapping, meeting and agreement of an open case a duty is about.

The rules of this file: questions only, asked by the duties and by the road alike, so that the two agree. The mapping
is done when each form begun with each of the three informants is answered and sent, or declined. The first
meeting and the first multi-agency meeting are one thing under two names, as in the guide's second example; days of a
window count from the day the measures started.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from rules.calendar import SchoolDays
from rules.case.case import Agreement, Meeting, PartHeld
from rules.case.events import InformantDeclined, Measure, MeetingKind, NextMeeting, SheetsSent
from rules.case.sheets import Forms, package
from rules.duties.draft import On
from rules.duties.moments import on_or_after
from rules.duties.opened import Met, Present
from rules.facts import School


class Window(NamedTuple):
    """The school days that meeting 2 may lie on; ``outside``: there was none, and it is the first after."""

    first: date
    last: date
    outside: bool = False


def window(calendar: SchoolDays, started: date, first_day: int, last_day: int) -> Window:
    """The window, counted in calendar days from the day the measures started."""
    days = calendar.between(started + timedelta(days=first_day), started + timedelta(days=last_day))
    if days:
        return Window(days[0], days[-1])
    after = on_or_after(calendar, started + timedelta(days=first_day))
    return Window(after, after, after > started + timedelta(days=last_day))


# The mapping.


def mapped(case: Present, forms: Forms) -> Met | None:
    """When the mapping was complete, and by whom: the last that was sent or declined. None while something lacks."""
    parts = package(case.sheets, forms)
    if not all(part.done and part.sent for part in parts):
        return None
    ids = {sheet.id for part in parts for sheet in part.sheets}
    told = [
        Met(event.at, event.by)
        for event in case.case.events
        if (isinstance(event, SheetsSent) and ids.intersection(event.sheets))
        or (isinstance(event, InformantDeclined) and event.sheet in ids)
    ]
    return max(told, default=None)


# Meetings.


def first_held(case: Present) -> Meeting | None:
    """Meeting 1, when it was held."""
    return next((meeting for meeting in case.meetings if meeting.held and is_first(case, meeting)), None)


def first_called(case: Present) -> Meeting | None:
    """The meeting that was, or is to be, meeting 1."""
    return first_held(case) or next((m for m in ahead(case) if is_first(case, m)), None)


def is_first(case: Present, meeting: Meeting) -> bool:
    """Meeting 1, or a multi-agency meeting before any measures run."""
    started = measures_started(case)
    early = started is None or day_of(meeting) <= started
    return meeting.called.sort is MeetingKind.FIRST or (meeting.called.sort is MeetingKind.MULTI_AGENCY and early)


def first_due(calendar: SchoolDays, case: Present, days: int) -> date:
    """By when meeting 1 is to be held."""
    return on_or_after(calendar, case.day + timedelta(days=days))


def second_due(calendar: SchoolDays, case: Present, numbers: Mapping[str, int]) -> tuple[date, Window] | None:
    """By when meeting 2 is to be held, and its window; None before any measures run.

    It is the day it was held on or is called to, else the day that was agreed, else the window's last.
    """
    started = measures_started(case)
    if started is None:
        return None
    span = window(calendar, started, numbers["first_day"], numbers["last_day"])
    meeting = second_called(case)
    return (day_of(meeting) if meeting else agreed(case, span) or span.last), span


def second_held(case: Present) -> Meeting | None:
    """Meeting 2, when it was held."""
    second = (meeting for meeting in case.meetings if meeting.called.sort is MeetingKind.SECOND)
    return next((meeting for meeting in second if meeting.held), None)


def second_called(case: Present) -> Meeting | None:
    """The meeting that was, or is to be, meeting 2."""
    waiting = (meeting for meeting in ahead(case) if meeting.called.sort is MeetingKind.SECOND)
    return second_held(case) or next(waiting, None)


def ahead(case: Present) -> tuple[Meeting, ...]:
    """The meetings that are called and still to be held, the next first."""
    return tuple(meeting for meeting in case.meetings if meeting.ahead)


def agreed(case: Present, span: Window) -> date | None:
    """The date that was agreed for meeting 2, in a meeting or in the agreement, where it lies late enough."""
    said = [meeting.held.next_on for meeting in case.meetings if meeting.held and meeting.held.next_on]
    parts = [held.part for agreement in case.agreements if agreement.signed for held in agreement.parts]
    said += [part.on for part in parts if isinstance(part, NextMeeting)]
    return min((on for on in said if on >= span.first), default=None)


def caller_of(school: School, meeting: Meeting | None) -> str:
    """Who called it, where that is somebody of the school: they see to it."""
    named = meeting.called.called_by if meeting else ""
    return next((u.name for u in school.users if u.removed is None and named in (u.name, u.full_name)), "")


def day_of(meeting: Meeting) -> date:
    """The day it was held, or is to be."""
    return meeting.held.on if meeting.held else meeting.called.on


def id_of(meeting: Meeting | None) -> str:
    """Its id."""
    return meeting.id if meeting else ""


def when_said(meeting: Meeting | None) -> dict[str, object]:
    """Its day and time as a sentence's values."""
    return {"on": On(meeting.called.on), "time": meeting.called.time} if meeting else {}


# Agreements.


def measures_started(case: Present) -> date | None:
    """The day the first of its measures started."""
    return min((agreement.measures.on for agreement in case.agreements if agreement.measures), default=None)


def running(case: Present, day: date) -> Agreement | None:
    """The agreement whose measures run on a day: the one that started last."""
    ran = [(agreement.measures.on, agreement) for agreement in case.agreements if agreement.measures]
    started = [(on, agreement) for on, agreement in ran if on <= day]
    return max(started, key=lambda pair: (pair[0], pair[1].version))[1] if started else None


def to_evaluate(agreement: Agreement, before: date) -> tuple[PartHeld, ...]:
    """The measures, and the steps that were in force before a day."""
    days = [change.on for change in agreement.steps if change.on < before]
    days += [agreement.measures.on] if agreement.measures else []
    steps = {held.item for day in days if (held := agreement.step_on(day))}
    return tuple(held for held in agreement.parts if isinstance(held.part, Measure) or held.item in steps)
