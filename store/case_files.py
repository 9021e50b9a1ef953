"""Files of events: a child's case, and the school's own meetings of a year, as the questions want them.

The rules of this file: events stand in the order they were told, whatever the clock said; those taken back are left
out and stay in the file; what is read again and is equal is the same object. Imported when somebody asks for a case:
most who open the door only want a list.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from rules.case.events import CaseEvent, Event, SchoolEvent
from store import seal
from store.documents import TakenBack
from store.drafts import Draft
from store.errors import FileRefused
from store.files import Signature
from store.reading import STRANGE, decoded

TABLE = "events"

_E = TypeVar("_E", bound=Event)


class CaseTables(msgspec.Struct, frozen=True):
    """``cases/<student id>.json``."""

    events: dict[str, CaseEvent] = {}


class MeetingTables(msgspec.Struct, frozen=True):
    """``meetings/<year>.json``."""

    events: dict[str, SchoolEvent] = {}


class _Mark(msgspec.Struct, frozen=True):
    """What may stand beside an event."""

    taken_back: TakenBack | None = None


class _Marks(msgspec.Struct, frozen=True):
    events: dict[str, _Mark] = {}


_case_tables = msgspec.json.Decoder(CaseTables)
_meeting_tables = msgspec.json.Decoder(MeetingTables)
_marks = msgspec.json.Decoder(_Marks)


class EventsRead(Generic[_E]):
    """One file's events that stand, oldest first."""

    def __init__(self, signature: Signature | None, revision: int, events: tuple[_E, ...]) -> None:
        self.signature = signature
        self.revision = revision
        self.events = events


CaseRead = EventsRead[CaseEvent]
MeetingsRead = EventsRead[SchoolEvent]


def case_events(body: bytes, path: str) -> tuple[CaseEvent, ...]:
    """The events of a case file that stand; ``FileRefused`` where they are none of ours."""
    return _standing(decoded(_case_tables, body, path).events, body, path)


def meeting_events(body: bytes, path: str) -> tuple[SchoolEvent, ...]:
    """The same of a year's meetings."""
    return _standing(decoded(_meeting_tables, body, path).events, body, path)


def read_case(signature: Signature | None, content: seal.Unsealed, path: str, before: CaseRead | None) -> CaseRead:
    """A case file as it stands."""
    events = case_events(content.body, path)
    return CaseRead(signature, content.revision, before.events if before and before.events == events else events)


def read_meetings(
    signature: Signature | None, content: seal.Unsealed, path: str, before: MeetingsRead | None
) -> MeetingsRead:
    """A year's meetings as they stand."""
    events = meeting_events(content.body, path)
    return MeetingsRead(signature, content.revision, before.events if before and before.events == events else events)


def case_in(draft: Draft) -> tuple[CaseEvent, ...]:
    """The events of a draft that stand."""
    return case_events(draft.body(TABLE), draft.path)


def meetings_in(draft: Draft) -> tuple[SchoolEvent, ...]:
    """The same of a year's meetings."""
    return meeting_events(draft.body(TABLE), draft.path)


def taken_back_in(draft: Draft) -> frozenset[str]:
    """The ids of a draft's events that were taken back."""
    return frozenset(str(doc["id"]) for doc in draft.all(TABLE).values() if doc.get("taken_back"))


def _standing(events: dict[str, _E], body: bytes, path: str) -> tuple[_E, ...]:
    """Those that nobody took back; a moment without its zone is none of ours."""
    back: dict[str, _Mark] = decoded(_marks, body, path).events if b'"taken_back"' in body else {}
    if naive := next((event for event in events.values() if event.at.tzinfo is None), None):
        raise FileRefused(STRANGE, file=path, why=f"at: {naive.at}")
    return tuple(e for i, e in events.items() if i not in back or back[i].taken_back is None)
