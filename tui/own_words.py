"""Own words: what one session writes in one place, one after the other, stands as one.

Whoever goes on writing while their last words are on the way to the disk wrote what came before them, whatever the
screen had shown by then: the later knows of the earlier. What others wrote in between it still does not know, and the
two stand beside each other.

The rules of this file: a word is taken to know a word of the same session, in the same place, that knew the same, and
no other; what was undone is not gone on from.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from rules.case.events import CaseEvent, Event, SchoolEvent
from store.references import KNOWING, Place, place_of
from store.tellings import CaseTold, Receipt, SchoolTold
from tui.tellings import TellCase, Telling, TellSchool

E = TypeVar("E", CaseEvent, SchoolEvent)
_Words = tuple[str, Place, str]  # whose file, the place in it, the word that was known


class OwnWords:
    """What this session wrote where several may write."""

    def __init__(self) -> None:
        self._next: dict[_Words, str] = {}

    def known(self, telling: Telling) -> Telling:
        """The telling, knowing what this session told before it."""
        match telling:
            case TellCase(student, events):
                minutes = self._known("", telling.minutes)
                return msgspec.structs.replace(telling, events=self._known(student, events), minutes=minutes)
            case TellSchool(events):
                return msgspec.structs.replace(telling, events=self._known("", events))
        return telling

    def told(self, telling: Telling, receipt: Receipt) -> None:
        """It is on disk, under these ids."""
        if not isinstance(telling, TellCase | TellSchool):
            return
        whose, minutes = (telling.student, telling.minutes) if isinstance(telling, TellCase) else ("", ())
        kept = [one.ids for one in _parts(receipt)]
        for file, events, ids in zip((whose, ""), (telling.events, minutes), kept, strict=False):
            self._next.update(_gone_on(file, events, ids))

    def undone(self, receipt: Receipt) -> None:
        """It holds no more."""
        gone = {each for one in _parts(receipt) for each in one.ids}
        self._next = {words: name for words, name in self._next.items() if name not in gone}

    def _known(self, whose: str, events: tuple[E, ...]) -> tuple[E, ...]:
        return tuple(self._knowing(whose, event) for event in events)

    def _knowing(self, whose: str, event: E) -> E:
        if not isinstance(event, KNOWING):
            return event
        knew, place = event.knew, place_of(event) or ()
        while later := self._next.get((whose, place, knew)):
            knew = later
        return msgspec.structs.replace(event, knew=knew)


def _parts(receipt: Receipt) -> tuple[CaseTold | SchoolTold, ...]:
    return (*receipt.cases, *receipt.school_events)


def _gone_on(whose: str, events: Iterable[Event], ids: tuple[str, ...]) -> Iterable[tuple[_Words, str]]:
    for event, name in zip(events, ids, strict=False):
        if isinstance(event, KNOWING):
            yield (whose, place_of(event) or (), event.knew), name
