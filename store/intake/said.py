"""What is said about a file: refusals, and values quoted in them.

The rules of this file: every sentence says what, where and what is possible instead; a cell is never quoted
but through ``shown``, which hides national identity numbers and control characters and keeps it short.
"""

from __future__ import annotations

import unicodedata

from rules.words import NORWEGIAN, Words
from store.errors import StoreError
from store.intake.identity import without_national_ids
from store.tellings import Said

_LONGEST = 40


class IntakeError(StoreError):
    """A file that cannot be read at all, and what to do with it. A value may itself be something said."""

    def say(self, words: Words) -> str:
        """The sentence in the reader's language."""
        values = {name: value.say(words) if isinstance(value, Said) else value for name, value in self.values.items()}
        return words.gettext(self.sentence).format(**values)

    def __str__(self) -> str:
        return self.say(NORWEGIAN)


def shown(cell: str) -> str:
    """A cell as it may be quoted to people."""
    plain = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in cell[: 4 * _LONGEST])
    hidden = without_national_ids(" ".join(plain.split()))
    return hidden if len(hidden) <= _LONGEST else hidden[: _LONGEST - 1] + "…"


def columns_shown(headings: tuple[str, ...]) -> str:
    """The headings there are, in a row."""
    return ", ".join(f"«{shown(heading)}»" for heading in headings if heading.strip())


def size_said(count: int) -> str:
    """A number of bytes as people say it: "3 MB"."""
    return f"{count // 1_048_576} MB" if count >= 1_048_576 else f"{max(count // 1024, 1)} kB"
