"""National identity numbers: known by their shape, so that they can be left out.

The rules of this file: a number is known by shape alone (a date and five digits, with the offsets of D-numbers and
made-up numbers), never by its control digits, so that a mistyped one is hidden as well; no number leaves this file.
"""

from __future__ import annotations

import re

#: Six digits, then five, together or with one space, dot or hyphen between; no digit on either side.
_SHAPE = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{2})[ .\-\u00a0]?(\d{5})(?!\d)")

#: What is added to the day (D-numbers) and to the month (synthetic and help numbers).
_DAY_OFFSETS = (0, 40)
_MONTH_OFFSETS = (0, 40, 65, 80)

HIDDEN = "[…]"

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def is_national_id(cell: str) -> bool:
    """Whether a cell is a national identity number, also one whose leading zero a spreadsheet ate."""
    cell = cell.strip()
    if len(cell) < 10 or not cell[0].isdigit():
        return False
    found = _SHAPE.fullmatch(cell)
    if found:
        return _is_dated(found)
    return len(cell) == 10 and cell.isdigit() and _is_dated(_SHAPE.fullmatch("0" + cell)) and _is_checked("0" + cell)


def without_national_ids(text: str) -> str:
    """The text with every national identity number in it hidden."""
    if len(text) < 11:
        return HIDDEN if is_national_id(text) else text
    return _SHAPE.sub(lambda found: HIDDEN if _is_dated(found) else found[0], text)


def _is_dated(found: re.Match[str] | None) -> bool:
    if found is None:
        return False
    day, month = int(found[1]), int(found[2])
    return any(1 <= day - offset <= 31 for offset in _DAY_OFFSETS) and any(
        1 <= month - offset <= 12 for offset in _MONTH_OFFSETS
    )


def _is_checked(number: str) -> bool:
    """Whether the control digits fit: asked only where the shape alone would hide too much."""
    digits = [int(digit) for digit in number]
    return all(
        sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11 == 0
        for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS)
    )
