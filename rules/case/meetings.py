"""Meetings: each as it is called now, its minutes, and what became of it.

The rules of this file: the last call of a meeting holds; minutes are places (``rules.case.places``); one that was
called anew after it was called off stands again. What was called in a case that ended is not held any more, but for
the follow-up after a case was closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from rules.calendar import school_clock
from rules.case.case import Case, Meeting, Written
from rules.case.events import (
    CaseClosed,
    CaseEvent,
    HandedOver,
    MeetingCancelled,
    MeetingHeld,
    MeetingKind,
    MeetingReminded,
    MeetingSet,
    MinutesWritten,
)
from rules.case.places import Place, written


def meetings_of(events: Iterable[CaseEvent]) -> tuple[Meeting, ...]:
    """Every meeting, in the order they were first called."""
    first: dict[str, MeetingSet] = {}
    called: dict[str, MeetingSet] = {}
    reminded: dict[str, MeetingReminded] = {}
    held: dict[str, MeetingHeld] = {}
    cancelled: dict[str, MeetingCancelled] = {}
    minutes: dict[str, dict[int, Place[MinutesWritten]]] = {}
    ended: dict[str, date] = {}
    for event in events:
        if type(event) not in _ABOUT:
            continue
        match event:
            case CaseClosed():
                waiting = (m for m in called if called[m].sort is not MeetingKind.FOLLOW_UP)
                ended.update(dict.fromkeys(waiting, school_clock(event.at).date()) | ended)
            case HandedOver(school=True):
                ended.update(dict.fromkeys(called, school_clock(event.at).date()) | ended)
            case MeetingSet():
                first.setdefault(event.meeting, event)
                called[event.meeting] = event
                cancelled.pop(event.meeting, None)
                reminded.pop(event.meeting, None)  # another day: to be reminded of anew
                ended.pop(event.meeting, None)
            case MeetingReminded():
                reminded[event.meeting] = event
            case MeetingHeld():
                held[event.meeting] = event
            case MeetingCancelled():
                cancelled[event.meeting] = event
            case MinutesWritten():
                own = minutes.setdefault(event.meeting, {})
                own[event.item] = written(own.get(event.item), event)
            case _:
                pass
    return tuple(
        Meeting(
            id=meeting,
            called=called[meeting],
            first_called=first[meeting].at,
            minutes={n: Written(p.holds, p.before, p.beside) for n, p in minutes.get(meeting, {}).items()},
            reminded=reminded.get(meeting),
            held=held.get(meeting),
            cancelled=cancelled.get(meeting),
            ended=ended.get(meeting) if not (meeting in held or meeting in cancelled) else None,
        )
        for meeting in first
    )


_ABOUT = frozenset({MeetingSet, MeetingReminded, MeetingHeld, MeetingCancelled, MinutesWritten, CaseClosed, HandedOver})


def ahead(case: Case) -> tuple[Meeting, ...]:
    """The meetings that are called and still to be held, the next first."""
    return tuple(sorted((m for m in case.meetings if m.ahead), key=lambda m: (m.called.on, m.called.time)))


def left_over(case: Case, *, handed_over: bool) -> tuple[Meeting, ...]:
    """The meetings ahead that nobody would hold, were the case closed or handed over to another school now."""
    return tuple(m for m in ahead(case) if handed_over or m.called.sort is not MeetingKind.FOLLOW_UP)


def held_of(case: Case, *sorts: MeetingKind) -> tuple[Meeting, ...]:
    """The meetings of some kinds that were held, oldest first."""
    found = [m for m in case.meetings if m.held is not None and m.called.sort in sorts]
    return tuple(sorted(found, key=lambda m: (m.called.on, m.called.time)))


def wanted_next(meetings: Collection[Meeting]) -> MeetingHeld | None:
    """The last meeting held that named a next one nobody has called yet; None if there is none."""
    held = [m for m in meetings if m.held is not None and m.held.next_on is not None]
    last = max(held, key=lambda m: m.held.at if m.held else m.first_called, default=None)
    if last is None or last.held is None:
        return None
    later = any(m.first_called > last.held.at or m.called.on == last.held.next_on for m in meetings if m is not last)
    return None if later else last.held
