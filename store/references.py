"""References: which events say the same thing anew, and which speak of one another.

The rules of this file: three tables and what follows from them; nothing is judged. An event's place is what it is a
word about: a later word at the same place holds instead of it. Some events say which word they knew (``knew``);
of two that knew the same, both stand until somebody tells again knowing the later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from rules.case import events
from rules.case.events import Event

_E = TypeVar("_E", bound=Event)

Place = tuple[object, ...]

PLACES: Mapping[type[Event], tuple[str, tuple[str, ...]]] = {
    events.AnswerGiven: ("answer", ("sheet", "question")),
    events.MinutesWritten: ("minutes", ("meeting", "item")),
    events.PartSet: ("part", ("agreement", "item")),
    events.PartRemoved: ("part", ("agreement", "item")),
    events.MeetingSet: ("meeting", ("meeting",)),
    events.MeetingCancelled: ("meeting", ("meeting",)),
    events.MeetingHeld: ("meeting", ("meeting",)),
    events.Evaluated: ("evaluated", ("agreement", "item", "meeting")),
    events.MeasuresStarted: ("step", ("agreement",)),
    events.StepChanged: ("step", ("agreement",)),
    events.FactorTicked: ("factor", ("factor",)),
    events.Decided: ("decided", ("concern", "rule")),
    events.WayChosen: ("road", ()),
    events.CaseClosed: ("road", ()),
    events.CaseReopened: ("road", ()),
    events.HandedOver: ("road", ()),
    events.TeamClosed: ("team_closed", ("meeting",)),
    events.TaskDone: ("task_done", ("task",)),
}
"""What makes the place of an event: a word, and fields. Others say something once."""

KNOWING = (events.AnswerGiven, events.MinutesWritten, events.PartSet)
"""Those that say which word they knew."""

NAMES: Mapping[type[Event], tuple[str, ...]] = {
    events.MeetingSet: ("id", "meeting"),
    events.AgreementStarted: ("id", "agreement"),
    events.PartSet: ("id", "item"),
    events.TeamOpened: ("id", "meeting"),
}
"""The names that an event gives, by which later ones speak of it; all others give their id."""

FIELDS = frozenset(
    {
        *("id", "knew", "sheet", "sheets", "meeting", "agreement", "from_version", "item", "step", "consent"),
        *("conversation", "hold", "task"),
    }
)
"""Fields that hold such names."""

BINDING: Mapping[type[Event], str] = {
    events.AgreementSigned: "agreement",
    events.AgreementStarted: "from_version",
    events.SheetsSent: "sheets",
}
"""Events that rest on everything told before of what this field names."""


def holding(told: Iterable[_E], place: Place) -> list[_E]:
    """What holds at a place: one, or several where some did not know the others, the last one last."""
    found: list[_E] = []
    for event in told:
        if place_of(event) != place:
            continue
        settled = not found or not isinstance(event, KNOWING) or event.knew == found[-1].id
        found = [event] if settled else [*found, event]
    return found


def unknown_to(event: Event, told: Sequence[_E]) -> tuple[_E, ...]:
    """What holds at the place of an event that says what it knew, and what it did not."""
    if not isinstance(event, KNOWING):
        return ()
    found = holding(told, place_of(event) or ())
    if not found or event.knew == found[-1].id:
        return ()
    return tuple(held for held in found if held.id != event.knew)


def follower(taken: Sequence[Event], later: Iterable[Event]) -> Event | None:
    """The first of the later events that rests on one of these, or holds instead of it."""
    names = {name for event in taken for name in names_of(event)}
    places = {place for event in taken if not isinstance(event, KNOWING) and (place := place_of(event))}
    about = {name for event in taken for name in references(event)}
    return next(
        (e for e in later if place_of(e) in places or references(e) & names or bound_by(e) & about),
        None,
    )


def place_of(event: Event) -> Place | None:
    """What an event is a word about."""
    word, fields = PLACES.get(type(event), ("", ()))
    return (word, *(getattr(event, field) for field in fields)) if word else None


def names_of(event: Event) -> set[str]:
    """The names it gives."""
    return {name for field in NAMES.get(type(event), ("id",)) if (name := str(getattr(event, field)))}


def references(event: Event) -> set[str]:
    """The names it speaks of; a number (``MinutesWritten.item``) is none."""
    found: set[str] = set()
    for field in FIELDS.intersection(event.__struct_fields__) - {"id"}:
        value = getattr(event, field)
        found |= {value} if isinstance(value, str) else {*value} if isinstance(value, tuple) else set()
    return found - {""}


def bound_by(event: Event) -> set[str]:
    """What a binding event rests on all of."""
    field = BINDING.get(type(event))
    value = getattr(event, field) if field else ()
    return {value} if isinstance(value, str) else {*value}
