"""Telling cases: events of one child's case, or of the school's own year; and taking them back.

The rules of this file: an event is added after all others and never changed; what is taken back stays in the file and
says so; the rules are asked under the lock, of the events as they stand then, and what they refuse is not written.
Of two that answer the same without knowing of each other both are kept, and whoever came last is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from rules.case.events import CaseEvent, Event, SchoolEvent, TeamEvent, TeamMet, WeeklyChecked, YearlyDone
from rules.team.check import check_team
from rules.team.nameless import Roll
from rules.words import N_
from store.case_files import TABLE, case_in, meetings_in, taken_back_in
from store.cleaning_facts import cleaned
from store.documents import case_path, document, meetings_path
from store.drafts import Draft
from store.errors import Conflict, Unknown
from store.holdings import proper
from store.ids import new_id
from store.noting import NO_CLASS, NO_STUDENT, add_wanted
from store.references import FIELDS, follower, references, unknown_to
from store.tellings import CaseTold, MarkWanted, Receipt, SchoolTold
from store.writing import Hand

_E = TypeVar("_E", bound=Event)

Check = Callable[[tuple[CaseEvent, ...]], None]
"""Asked under the lock with the events as they stand; what it raises stops the command."""

_YEAR = re.compile(r"(\d{4})-(\d{2})")
_LONGEST_ID = 64


def tell_case(
    hand: Hand,
    student: str,
    events: Sequence[CaseEvent],
    by: str,
    at: datetime,
    check: Check | None = None,
    marks: Sequence[MarkWanted] = (),
    minutes: tuple[str, Sequence[SchoolEvent]] = ("", ()),
) -> Receipt:
    """Events of one child's case, and marks and the lines of a meeting's minutes that go with them."""
    draft = hand.draft(_case_path(hand, student))
    standing = case_in(draft)
    if check is not None:
        check(standing)
    told, beside = _add(draft, standing, events, CaseEvent, by, at)
    days = add_wanted(hand, marks, by, at)
    cases = (CaseTold(student, told),) if told else ()
    year, lines = minutes
    referring, _beside = _add_school(hand, year, lines, by, at) if lines else ((), ())
    return Receipt(hand.commit(), days, cases=cases, school_events=referring, beside=beside)


def tell_school(hand: Hand, year: str, events: Sequence[SchoolEvent], by: str, at: datetime) -> Receipt:
    """Events of the school's own year."""
    told, beside = _add_school(hand, year, events, by, at)
    return Receipt(hand.commit(), school_events=told, beside=beside)


def _add_school(
    hand: Hand, year: str, events: Sequence[SchoolEvent], by: str, at: datetime
) -> tuple[tuple[SchoolTold, ...], tuple[SchoolEvent, ...]]:
    for event in events:
        _make_sure(hand, event)
    draft = hand.draft(_meetings_path(year))
    standing = meetings_in(draft)
    check_team(standing, events, _roll(hand))
    told, beside = _add(draft, standing, events, SchoolEvent, by, at)
    return ((SchoolTold(year, told),) if told else ()), beside


def _roll(hand: Hand) -> Roll:
    """Who a name may be, as the school stands."""
    school = hand.school.school
    children = tuple((student.given, student.family) for student in school.students)
    return Roll(children, tuple(user.full_name for user in school.users if user.full_name))


def undo_case(hand: Hand, told: CaseTold, by: str, at: datetime) -> CaseTold:
    """Taken back, or put back."""
    draft = hand.draft(_case_path(hand, told.student))
    _turn(draft, case_in, told, by, at)
    return CaseTold(told.student, told.ids, not told.kept)


def undo_school(hand: Hand, told: SchoolTold, by: str, at: datetime) -> SchoolTold:
    """Taken back, or put back."""
    _turn(hand.draft(_meetings_path(told.year)), meetings_in, told, by, at)
    return SchoolTold(told.year, told.ids, not told.kept)


def _case_path(hand: Hand, student: str) -> str:
    path = case_path(student)
    if student not in hand.school.students or not proper(path):
        raise Unknown(NO_STUDENT, id=student)
    return path


def _meetings_path(year: str) -> str:
    found = _YEAR.fullmatch(year)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise Unknown(NO_YEAR, year=year)
    return meetings_path(year)


def _make_sure(hand: Hand, event: SchoolEvent) -> None:
    """Whom and what an event of the school names is there."""
    if isinstance(event, WeeklyChecked | YearlyDone) and event.school_class:
        if event.school_class not in hand.school.classes:
            raise Unknown(NO_CLASS, name=event.school_class)
    elif isinstance(event, TeamMet | TeamEvent):
        for student in event.students:
            if student not in hand.school.students:
                raise Unknown(NO_STUDENT, id=student)


def _add(
    draft: Draft, standing: tuple[_E, ...], events: Iterable[_E], kinds: Any, by: str, at: datetime
) -> tuple[tuple[str, ...], tuple[_E, ...]]:
    """Events after all others: their ids, and what held at their places and they did not know."""
    known: list[_E] = [*standing]
    beside: dict[str, _E] = {}
    for event in _named(draft, events, by, at):
        beside |= {held.id: held for held in unknown_to(event, known)}
        known.append(event)
    new = known[len(standing) :]
    documents = [document(event, by, at) for event in new]
    for written in documents:
        msgspec.convert(written, kinds)  # what could not be read again is not written
    draft.insert(TABLE, documents)
    own = {event.id for event in new}
    return tuple(event.id for event in new), tuple(held for held in beside.values() if held.id not in own)


def _named(draft: Draft, events: Iterable[_E], by: str, at: datetime) -> Iterable[_E]:
    """Events as they are kept: cleaned, stamped, each with an id that no other has."""
    used = {key[0] for key in draft.keys(TABLE)}
    for event in map(_cleaned, events):
        if event.id in used or len(event.id) > _LONGEST_ID:
            raise Conflict(ID_USED, id=event.id[:_LONGEST_ID])
        named = msgspec.structs.replace(event, id=event.id or new_id(), by=by, at=at)
        used.add(named.id)
        yield named


def _cleaned(event: _E) -> _E:
    return cleaned(event, FIELDS)


def _turn(
    draft: Draft, read: Callable[[Draft], tuple[_E, ...]], told: CaseTold | SchoolTold, by: str, at: datetime
) -> None:
    """Take events back, or put them back; ``Conflict`` if somebody built on them."""
    docs = [draft.find(TABLE, one) for one in told.ids]
    back = taken_back_in(draft)
    if not all(docs) or any((one in back) is told.kept for one in told.ids):
        raise Conflict(GONE)
    found: list[str] = [doc for doc in docs if doc]
    if told.kept:
        _refuse_if_built_on(read(draft), {*told.ids})
        draft.change(TABLE, found, _taker(by, at))
        return
    draft.change(TABLE, found, _giver)
    if any(references(event) & (back - {*told.ids}) for event in read(draft) if event.id in {*told.ids}):
        raise Conflict(GONE)


def _refuse_if_built_on(standing: Sequence[Event], own: set[str]) -> None:
    first = next(n for n, event in enumerate(standing) if event.id in own)
    taken = [event for event in standing if event.id in own]
    if later := follower(taken, (event for event in standing[first:] if event.id not in own)):
        raise Conflict(BUILT_ON, who=later.by)


def _taker(by: str, at: datetime) -> Callable[[MutableMapping[str, Any]], None]:
    def change(doc: MutableMapping[str, Any]) -> None:
        doc["taken_back"] = {"by": by, "at": msgspec.to_builtins(at)}

    return change


def _giver(doc: MutableMapping[str, Any]) -> None:
    doc.pop("taken_back", None)


NO_YEAR = N_("Ikke lagret: «{year}» er ikke et skoleår; skriv det som 2026-27.")
ID_USED = N_("Ikke lagret: id-en {id} er brukt allerede. Last saken på nytt og prøv igjen.")
BUILT_ON = N_("Ikke angret: {who} har bygd videre på dette i mellomtiden. Rett det som står der nå.")
GONE = N_("Ikke angret: det er allerede endret av noen andre. Rett det som står der nå.")
