"""What is said about a file: refusals, and values quoted in them.

The rules of this file: every sentence says what, where and what is possible instead; a cell is never quoted
but through ``shown``, which hides national identity numbers and control characters and keeps it short.
"""

from __future__ import annotations

import unicodedata

from rules.words import Quoted
from store.errors import StoreError
from store.intake.identity import without_national_ids

_LONGEST = 40


class IntakeError(StoreError):
    """A file that cannot be read at all, and what to do with it."""


def shown(cell: str) -> str:
    """A cell as it may be quoted to people."""
    plain = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in cell[: 4 * _LONGEST])
    hidden = without_national_ids(" ".join(plain.split()))
    return hidden if len(hidden) <= _LONGEST else hidden[: _LONGEST - 1] + "…"


def columns_shown(headings: tuple[str, ...]) -> Quoted | str:
    """The headings there are, in a row; a dash for none."""
    named = tuple(shown(heading) for heading in headings if heading.strip())
    return Quoted(named) if named else "–"


def size_said(count: int) -> str:
    """A number of bytes as people say it: "3 MB"."""
    return f"{count // 1_048_576} MB" if count >= 1_048_576 else f"{max(count // 1024, 1)} kB"
