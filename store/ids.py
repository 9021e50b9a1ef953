"""Names the store makes: random ids, and file names.

The rules of this file: an id says nothing about whom it names and never comes back; a file name is built from
letters we allow, never taken from an import as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from secrets import token_bytes

_NOT_PLAIN = re.compile(r"[^0-9A-Za-zÆØÅæøå]+")
_LONGEST = 24
_BYTES = 7

NO_CLASS = "elever"
# Names that some machine keeps for itself; a school's folder may be copied to it.
_KEPT = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})


def new_id() -> str:
    """An id nobody has: 56 random bits, enough for every document all schools will ever write."""
    return token_bytes(_BYTES).hex()


def new_ids(n: int) -> list[str]:
    """Many ids at once."""
    drawn = token_bytes(_BYTES * n).hex()
    return [drawn[i : i + 2 * _BYTES] for i in range(0, len(drawn), 2 * _BYTES)]


def file_name(school_class: str, taken: Collection[str]) -> str:
    """A name for a class's file, like the class's own, that no file has yet; upper and lower case are one."""
    plain = _NOT_PLAIN.sub("-", school_class).strip("-")[:_LONGEST] or NO_CLASS
    used = {name.casefold() for name in taken} | _KEPT
    tries = (plain if n == 1 else f"{plain}-{n}" for n in range(1, len(used) + 2))
    return next(name for name in tries if name.casefold() not in used)
