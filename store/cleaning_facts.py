"""Cleaning whole facts: every text in a fact that somebody typed, and in the facts inside it.

The rules of this file: nothing is asked of the fact but its fields; a name of our own (an id, a reference) is never
masked, for it is looked up; the rest is text of several lines where the table says so, else of one.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from store.cleaning import clean_line, clean_name, clean_text

_S = TypeVar("_S", bound=msgspec.Struct)

SEVERAL_LINES = frozenset(
    {
        *("words", "reason", "text", "hint", "lines", "seen", "plan", "conclusion", "why", "how", "then", "what"),
        *("no_conversation", "no_next", "task", "homework", "may_leave"),
    }
)
"""Fields whose text may have several lines."""


def cleaned(fact: _S, names: frozenset[str] = frozenset({"id"})) -> _S:
    """The fact with its text cleaned; ``names``: fields that hold names of our own."""
    found = {field: getattr(fact, field) for field in fact.__struct_fields__}
    fresh = {field: _clean(value, field, names) for field, value in found.items()}
    changed = {field: value for field, value in fresh.items() if value is not found[field]}
    return msgspec.structs.replace(fact, **changed) if changed else fact


def _clean(value: Any, field: str, names: frozenset[str]) -> Any:
    if type(value) is str:  # and no StrEnum, which nobody typed
        if field in names:
            return clean_name(value)
        return clean_text(value) if field in SEVERAL_LINES else clean_line(value)
    if isinstance(value, tuple):
        return tuple(_clean(one, field, names) for one in value)
    return cleaned(value, names) if isinstance(value, msgspec.Struct) else value
