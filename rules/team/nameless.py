"""Whether a line that is to name no child does, by whole name or by part of it.

The rules of this file: a first name counts with or without its capital letter; one that is a word too (Dag, Per, Liv)
and a family name count with it; a grown-up of the school is meant where the whole name stands, and, but for SU and FAU,
where the first name does. No list finds everybody: it says what it found, and the line is written another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from rules.names import fold

_WORD = re.compile(r"[^\W\d_]+")
_FOLDS = 5  # letters: shorter ones without their å would be words ("Vår" and "var")

#: First names that are words too, in Norwegian or English.
ALSO_WORDS = frozenset(
    word
    for words in (
        "alle angel anna april are art ask aske bill bjørk bjørn bo bror dag dawn dina elle else even faith falk fred",
        "frid glad grace gro hans hope inga iris ivy jack jo joy june juni kai lilje lill lin liv lykke mai mark max",
        "may min mina mine my odd orm per ray rein ro rob rose siv sol stein storm sue sunn tale tea tom tone tor",
        "troll ulv una unn vide vilje vår will yr ørn",
    )
    for word in words.split()
)


class Roll(msgspec.Struct, frozen=True):
    """Who a name may be: the children's first and family names, and the grown-ups of the school, whole."""

    children: tuple[tuple[str, str], ...] = ()
    adults: tuple[str, ...] = ()


def child_named(text: str, roll: Roll, *, strictly: bool) -> str:
    """The name of a child that stands in a text, as it stands there; "" where none does.

    ``strictly``: a family name is a name too, and a grown-up is meant by the whole name alone.
    """
    if not text.strip():
        return ""
    whole = next((name for name in _whole(roll.children) if fold(name) in fold(text)), "")
    if whole:
        return whole
    left = _without(text, roll.adults)
    adults = frozenset() if strictly else frozenset(word for name in roll.adults for word in _WORD.findall(name))
    given, family = _parts(roll.children)
    found = (word for word in _WORD.findall(left) if word not in adults)
    return next((word for word in found if _is_given(word, given) or (strictly and _is_family(word, family))), "")


def _whole(children: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f"{given} {family}" for given, family in children if given and family)


def _without(text: str, adults: Iterable[str]) -> str:
    for name in sorted(adults, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}", " ", text) if " " in name else text
    return text


@lru_cache(maxsize=4)
def _parts(children: tuple[tuple[str, str], ...]) -> tuple[frozenset[str], frozenset[str]]:
    given = frozenset(word.casefold() for name, _family in children for word in _WORD.findall(name) if len(word) > 1)
    return given, frozenset(word for _given, name in children for word in _WORD.findall(name) if len(word) > 1)


def _is_given(word: str, given: frozenset[str]) -> bool:
    """«Tonje», «tonjes», «TONJE», «aase»; of those that are words too only «Dag»."""
    plain = word.casefold()
    if plain in ALSO_WORDS or plain.removesuffix("s") in ALSO_WORDS:
        return word[0].isupper() and _theirs(plain, given)
    return _theirs(plain, given) or (len(plain) >= _FOLDS and _theirs(fold(word), _folded(given)))


def _is_family(word: str, family: frozenset[str]) -> bool:
    return word in family or word.removesuffix("s") in family


def _theirs(word: str, names: frozenset[str]) -> bool:
    return word in names or word.removesuffix("s") in names


@lru_cache(maxsize=4)
def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, names))
