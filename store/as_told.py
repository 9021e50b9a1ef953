"""As told: an answer of the store's without what whoever asks may not know.

The rules of this file: that a file is damaged is everybody's to know, whose case it is only theirs who may see the
case; an import that may be tried again and again answers the same whatever the school held before.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from rules.words import Phrase
from store.documents import CASES, shown_path
from store.errors import StoreError
from store.tellings import Report, Said


def of_any_case(refused: StoreError) -> StoreError:
    """What is wrong with a file; of a case not whose, nor what stands in it."""
    return type(refused)(refused.sentence, **_of_any_case(refused.values))


def said_of_any_case(said: Said) -> Said:
    """The same, where it is said of a file that was looked at."""
    return msgspec.structs.replace(said, values=_of_any_case(said.values))


def counted_only(report: Report, rows: int) -> Report:
    """How many rows were taken in and why the others were not: not which of them were known."""
    from store.importing_absences import NO_CALENDAR
    from store.importing_students import MASKED

    of_the_file = {NO_CALENDAR, MASKED[0]}
    notes = tuple(note for note in report.notes if note.sentence in of_the_file)
    return Report(refused=report.refused, notes=notes, taken=rows)


def _of_any_case(values: Mapping[str, object]) -> dict[str, object]:
    if not any(map(_is_a_case, values.values())):
        return dict(values)
    return {
        name: shown_path(str(value)) if _is_a_case(value) else _known(name, value) for name, value in values.items()
    }


def _is_a_case(value: object) -> bool:
    return isinstance(value, str) and value.startswith(f"{CASES}/")


def _known(name: str, value: object) -> object:
    """Why the disk would not, in our own words; what a decoder says quotes the file."""
    return "…" if name == "why" and not isinstance(value, Phrase) else value
