"""What a row of the table of duties is, and the check that a guide's data fits it.

The rules of this file: a row says whose duty it is, whom it is about, which numbers and times of the guide's data it
reads (no other may stand there, none may be missing), and the function that finds it. The rows stand in
``rules.duties.reckoning.TABLE``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

import msgspec

from rules.duties.duty import Duty, For, Known
from rules.follow_up import DutyText, FollowUp
from rules.guide_files import refuse_unless, unknown_key
from rules.words import N_

Finder = Callable[[Known, "Row", DutyText], Iterable[Duty]]


class Of(StrEnum):
    """Whom a kind of duty is about; the rows of students can be asked for a few students only."""

    STUDENT = "student"
    SCHOOL = "school"  # a class, a team, or the whole school


class Row(msgspec.Struct, frozen=True):
    """One kind of duty."""

    id: str
    role: For
    find: Finder
    numbers: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    of: Of = Of.STUDENT


def lay(rows: tuple[Row, ...], follow_up: FollowUp, name: str) -> tuple[tuple[Row, DutyText], ...]:
    """Every row with its words and numbers in a guide; what is missing or superfluous there is refused by name."""
    texts = {text.id: text for text in follow_up.duties}
    for known in texts:
        _possible(known, tuple(row.id for row in rows), name, "duties")
    for row in rows:
        sentence = N_("gjøremålet «{key}» mangler")
        refuse_unless(row.id in texts, name, "duties", sentence, key=row.id)
        _fits(texts[row.id], row, name)
    return tuple((row, texts[row.id]) for row in rows)


def _fits(text: DutyText, row: Row, name: str) -> None:
    where = f"duties/{row.id}"
    for field, wanted, there in (("numbers", row.numbers, text.numbers), ("times", row.times, text.times)):
        for key in there:
            _possible(key, wanted, name, f"{where}.{field}")
        for key in wanted:
            refuse_unless(key in there, name, f"{where}.{field}", N_("«{key}» mangler"), key=key)


def _possible(key: str, wanted: tuple[str, ...], name: str, where: str) -> None:
    refuse_unless(bool(wanted), name, where, N_("«{key}» brukes ikke; her skal ingenting stå"), key=key)
    if key not in wanted:
        raise unknown_key(name, key, where, wanted)
