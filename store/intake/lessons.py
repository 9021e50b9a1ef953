"""Which lessons a cell names: "3", "3. time", "1-3", "1,2,5".

The rules of this file: empty, or a word for it, is the whole day; what is no lesson number is refused with an example.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rules.names import fold
from rules.words import N_
from store.intake.said import shown
from store.tellings import Said

#: No school day has more lessons than this.
LAST_LESSON = 20

WHOLE_DAY = frozenset(
    {"", "heldag", "hele dagen", "hel dag", "dag", "alle", "alle timer", "all day", "all", "day", "-", "–"}
)

_NUMBER = re.compile(r"\d{1,2}")
_RANGE = re.compile(r"(\d{1,2})\s*(?:-|–|til|to)\s*(\d{1,2})")
_AND = re.compile(r"\s*(?:[,;+&/]|\bog\b|\band\b|\s)\s*")
_NAMED = re.compile(r"\b(?:time|timer|okt|lesson|lessons|period|periode|nr|skoletime)\b\.?|(?<=\d)(?:st|nd|rd|th)\b")
_DOT = re.compile(r"\.(?!\d)")
_ZERO_DECIMALS = re.compile(r"(\d{1,2})[.,]0+")
_MONTH = r"(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)[a-z]*"
_DATE = re.compile(rf"\d{{1,2}}[./-]\s?(?:\d{{1,2}}[./-](?:\d{{2,4}})?|{_MONTH})|\d{{4}}-\d{{2}}-\d{{2}}.*|\d{{5}}")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}.*")


@lru_cache(maxsize=4096)
def lessons_in(cell: str) -> tuple[int, ...] | Said:
    """The lessons a cell names in order, each once; () is the whole day."""
    text = fold(cell.strip())
    if text in WHOLE_DAY:
        return ()
    if whole := _ZERO_DECIMALS.fullmatch(text):
        text = whole[1]
    if refusal := _spoilt(text, cell):
        return refusal
    bare = _DOT.sub(" ", _NAMED.sub(" ", text)).strip()
    found = [_part(part) for part in _AND.split(_RANGE.sub(r"\1-\2", bare)) if part]
    lessons = tuple(sorted({lesson for part in found for lesson in part}))
    if not lessons or not all(found) or not 1 <= lessons[0] <= lessons[-1] <= LAST_LESSON:
        return Said(N_("«{text}» er ikke et timenummer. Skriv for eksempel 3, 1-3 eller 1,2,5."), {"text": shown(cell)})
    return lessons


def _part(part: str) -> tuple[int, ...]:
    """The lessons of "3" or "1-3"; () where it is neither."""
    if _NUMBER.fullmatch(part):
        return (int(part),)
    if ends := _RANGE.fullmatch(part):
        return tuple(range(int(ends[1]), int(ends[2]) + 1))
    return ()


def _spoilt(text: str, cell: str) -> Said | None:
    """What a spreadsheet made of it, and a clock time: both are refused with what to do."""
    if _DATE.fullmatch(text):
        return Said(
            N_("«{text}» er en dato, ikke en time. Gjør kolonnen til tekst i Excel, og skriv timene på nytt."),
            {"text": shown(cell)},
        )
    if _CLOCK.fullmatch(text):
        return Said(
            N_("«{text}» er et klokkeslett. Skriv timenummeret i stedet, for eksempel 3."), {"text": shown(cell)}
        )
    return None
