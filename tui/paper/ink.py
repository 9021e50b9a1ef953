"""Ink: a paper as PDF/A-2a that can be read aloud too (PDF/UA-1), with its fonts in it.

The rules of this file: what somebody typed reaches the template as data and is never markup; a letter that the
compiler's own fonts do not have, or that an archive does not take, is written as its number, for an archive that cannot
show it is no archive; what nobody sees and what turns the letters around is left out, so that paper and screen say the
same; the machine's fonts are not looked at, so that the same paper is the same everywhere.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec

from tui.paper.paper import Paper

TEMPLATE = Path(__file__).with_name("paper.typ")
_MOST_TRIES = 100
# Bidirectional marks, embeddings, overrides and isolates; soft hyphens and other breaks that have no width.
_NOT_INK = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]")
_UNSEEN = re.compile(r'(?:the text|codepoint) `"(.+?)"`', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf(paper: Paper, at: datetime) -> bytes:
    """The file."""
    import typst

    given = _NOT_INK.sub("", msgspec.json.encode(paper).decode())
    for _try in range(_MOST_TRIES):
        try:
            made: bytes = typst.compile(
                _template(),
                sys_inputs={"given": given},
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                timestamp=int(at.timestamp()),
                ignore_system_fonts=True,
            )
        except typst.TypstError as refused:
            unseen = _unseen(str(getattr(refused, "diagnostic", refused)))
            if not unseen:
                raise
            given = json.dumps(_numbered(json.loads(given), unseen), ensure_ascii=False)
        else:
            return made
    raise AssertionError("each try takes out letters, and there are not so many")  # pragma: no cover


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _unseen(diagnostic: str) -> set[str]:
    """The letters that no font has, out of what the compiler says of them."""
    found = {_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) for text in _UNSEEN.findall(diagnostic)}
    return {letter for text in found for letter in text}


def _numbered(value: object, unseen: set[str]) -> object:
    if isinstance(value, str):
        return "".join(f"[U+{ord(letter):04X}]" if letter in unseen else letter for letter in value)
    if isinstance(value, list):
        return [_numbered(one, unseen) for one in value]
    return {key: _numbered(one, unseen) for key, one in value.items()} if isinstance(value, dict) else value
