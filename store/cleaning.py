"""Cleaning at the door: what a person or another system wrote, made safe to keep and to show.

The rules of this file: nothing is lost that a reader would see; control characters, bidirectional overrides and what
no terminal shows go out; text is Unicode NFC; what looks like a national identity number is masked.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

MASK = "***********"

# Bidirectional marks, embeddings, overrides and isolates; line and paragraph separators; the byte order mark.
_UNSEEN = dict.fromkeys(
    [
        *(c for c in range(0x20) if chr(c) not in "\t\n"),
        *range(0x7F, 0xA0),
        *(0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080),  # tags
    ]
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ELEVEN = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)[ .\u00a0-]?(\d{5})(?!\d)")
_OWN_ID = re.compile(r"[0-9a-f]{14,32}")  # as ``ids.new_id`` makes: some of its digits may look like one of these
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# A D-number adds 40 to the day; made-up numbers of the tax and welfare offices add 40, 65 or 80 to the month.
_DAY_OFFSETS = (0, 40)
_MONTH_OFFSETS = (0, 40, 65, 80)


def clean_text(text: str) -> str:
    """Text that may have several lines."""
    if text.isascii() and text.isprintable() and not _could_hide_a_number(text):
        return text.strip()
    whole = _SURROGATE.sub("\ufffd", _BREAKS.sub("\n", text))
    return mask_identity_numbers(unicodedata.normalize("NFC", whole.translate(_UNSEEN))).strip()


def clean_line(text: str) -> str:
    """Text of one line, such as a name: any run of blanks is one space."""
    return " ".join(clean_text(text).split())


def clean_name(text: str) -> str:
    """A name of our own, such as an id: what no screen shows goes out, and nothing is masked."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text).translate(_UNSEEN))


def mask_identity_numbers(text: str) -> str:
    """Eleven digits whose first six make a date are not shown to anybody, and so not kept. An id of our own is none."""
    if _OWN_ID.fullmatch(text):
        return text
    return _ELEVEN.sub(lambda m: MASK if _is_date(m[1], m[2], m[3]) else m[0], text)


def holds_identity_number(text: str) -> bool:
    """Whether there is anything to mask."""
    return any(_is_date(m[1], m[2], m[3]) for m in _ELEVEN.finditer(text))


def _could_hide_a_number(text: str) -> bool:
    return len(text) >= 11 and _ELEVEN.search(text) is not None


def _is_date(day: str, month: str, year: str) -> bool:
    return any(_exists(int(day) - d, int(month) - m, int(year)) for d in _DAY_OFFSETS for m in _MONTH_OFFSETS)


def _exists(day: int, month: int, year: int) -> bool:
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
