"""Places: where several people may write the same thing, one after the other or at once.

The rules of this file: each writing says which one it knew (``knew``); the last one holds, those it knew of are its
history, and those it did not know stand beside it until somebody writes who knew the one that holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

import msgspec


class Writing(Protocol):
    """An answer, minutes to an item, a part of an agreement."""

    @property
    def id(self) -> str:
        """Its own."""

    @property
    def knew(self) -> str:
        """The id of the one it was written in the place of; "" for the first."""


W = TypeVar("W", bound=Writing)


class Place(msgspec.Struct, Generic[W], frozen=True):
    """What stands in one place: what holds, what was before (oldest first), and what nobody has chosen between."""

    holds: W
    before: tuple[W, ...] = ()
    beside: tuple[W, ...] = ()


def written(place: Place[W] | None, writing: W) -> Place[W]:
    """The place after one more writing."""
    if place is None:
        return Place(writing)
    if writing.knew == place.holds.id:
        return Place(writing, (*place.before, *place.beside, place.holds))
    return Place(writing, place.before, (*place.beside, place.holds))


def standing(writings: Iterable[W]) -> Place[W] | None:
    """What stands after all of them."""
    place: Place[W] | None = None
    for writing in writings:
        place = written(place, writing)
    return place
