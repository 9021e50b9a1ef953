"""Terms: what our own sentences call services, posts and papers, where a guide may call them something else.

The guide of Ås says PPS and helsesøster; another says PPT and helsesykepleier. A guide's file has ``words`` for those
it calls otherwise, each form of a word by itself, and our sentences say them instead.

The rules of this file: every form that stands in a sentence of ours is in the table; with a capital letter it is the
same word; what a person or the guide wrote is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

WORDS = frozenset({
    *("PPS", "SU", "FAU"),
    *("helsesøster", "helsesøsters", "rektor", "sosiallærer", "ressurslærer", "inspektør"),
    *("ressursteam", "ressursteamet", "ressursteamets", "kartleggingsteam"),
    *("barnevern", "barnevernet", "barneverntjenesten"),
    *("samarbeidsavtale", "samarbeidsavtalen", "samarbeidsmøte", "samarbeidsmøtet"),
    *("undersøkelsessak", "undersøkelsessaken"),
})  # fmt: skip
"""The words, as they stand inside a sentence."""


def called(sentence: str, words: Mapping[str, str]) -> str:
    """A sentence of ours, before it is filled in, with the guide's words."""
    return _pattern(frozenset(words)).sub(lambda found: _other(found[0], words), sentence)


def _other(word: str, words: Mapping[str, str]) -> str:
    if word in words:
        return words[word]
    other = words[word[0].lower() + word[1:]]
    return other[0].upper() + other[1:]


@lru_cache(maxsize=4)
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Any of them, whole, also with a capital letter; what is between braces is filled in and no word."""
    forms = {form for word in words for form in (word, word[0].upper() + word[1:])}
    return re.compile(rf"(?<![\w{{])(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})(?![\w}}])")
