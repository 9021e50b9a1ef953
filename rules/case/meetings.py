"""Meetings: each as it is called now, its minutes, and what became of it.

The rules of this file: the last call of a meeting holds; minutes are places (``rules.case.places``); one that was
called anew after it was called off stands again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rules.case.case import Case, Meeting, Written
from rules.case.events import (
    CaseEvent,
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
    for event in events:
        if type(event) not in _ABOUT:
            continue
        match event:
            case MeetingSet():
                first.setdefault(event.meeting, event)
                called[event.meeting] = event
                cancelled.pop(event.meeting, None)
                reminded.pop(event.meeting, None)  # another day: to be reminded of anew
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
        )
        for meeting in first
    )


_ABOUT = frozenset({MeetingSet, MeetingReminded, MeetingHeld, MeetingCancelled, MinutesWritten})


def ahead(case: Case) -> tuple[Meeting, ...]:
    """The meetings that are called and neither held nor called off, the next first."""
    waiting = (m for m in case.meetings if m.held is None and m.cancelled is None)
    return tuple(sorted(waiting, key=lambda m: (m.called.on, m.called.time)))


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
