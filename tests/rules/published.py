"""The guide's own text, where it is at hand: what stands in it letter for letter, under which heading, on which page.

The rules of this file: runs of white space are one blank, signs of lists at the start of a line are left out; pages are
those of the text (a page begins with a blank at the start of a line; two such blanks are none, one is missing), the
foreword being page 3, as «Se tiltakskort 1 s. 7» needs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import pytest

PUBLISHED = Path(__file__).parents[3] / "shared" / "guide" / "veileder.txt"
at_hand = pytest.mark.skipif(not PUBLISHED.exists(), reason="the guide's text is not at hand")
# The line each page begins with, from page 3.
PAGES = (1, 44, 83, 125, 169, 225, 274, 352, 490, 560, 604, 660, 716, 755, 801, 844, 874, 977, 1042, 1105, 1168, 1227)
SIGN = re.compile(r"^\s*(?:[\ue000-\uf8ff]\s*|-\s+)")


@lru_cache(maxsize=1)
def lines() -> tuple[str, ...]:
    """Each line, by its number less one, without its signs and with single blanks."""
    return tuple(" ".join(SIGN.sub("", line).split()) for line in PUBLISHED.read_text("utf-8").splitlines())


def between(first: int, last: int) -> str:
    """The text of lines, both included."""
    return " ".join(line for line in lines()[first - 1 : last] if line)


def block(first: str, until: str = "") -> str:
    """The text from the line that reads so (the first of the last such page) up to the line that reads so."""
    start = max(number for number, line in enumerate(lines()) if line == first)
    end = next((n for n, line in enumerate(lines()) if n > start and until and line.startswith(until)), len(lines()))
    return " ".join(line for line in lines()[start:end] if line)


@lru_cache(maxsize=1)
def _joined() -> tuple[str, tuple[int, ...]]:
    """The whole text, and where in it each line begins."""
    said = [f"{line} " if line else "" for line in lines()]
    return "".join(said), tuple(accumulate((len(line) for line in said[:-1]), initial=0))


def _line_at(offset: int) -> int:
    return bisect_right(_joined()[1], offset)


def page_of(line: int) -> int:
    """The page a line is on."""
    return 2 + bisect_right(PAGES, line)


def found(text: str) -> list[int]:
    """The lines at which a text begins."""
    return [_line_at(match.start()) for match in re.finditer(re.escape(text), _joined()[0])]


def headings(place: str) -> list[int]:
    """The lines that are a heading of that name, whatever its letters and the sign after it."""
    starts = _joined()[1]
    text = _joined()[0].casefold()
    wanted = place.casefold()
    found_at = [match.start() for match in re.finditer(re.escape(wanted), text)]
    return [
        _line_at(start)
        for start in found_at
        if starts[_line_at(start) - 1] == start and _ends_as_heading(start + len(wanted))
    ]


def _ends_as_heading(offset: int) -> bool:
    """Whether a line ends there, but for its last sign."""
    rest = lines()[_line_at(offset - 1) - 1]
    tail = _joined()[0][offset : _joined()[1][_line_at(offset - 1) - 1] + len(rest)]
    return tail.strip(" .:") == "" or tail.startswith(" Hentet fra")
