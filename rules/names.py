"""Names: found as one types, and put in Norwegian order.

The rule of this file: a name is compared, never changed; what is shown is always what was told.
A person without Norwegian keys types "aa", "ae" and "oe" (or just "a" and "o") and finds å, æ and ø;
who does type å, æ or ø means just that letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar

#: Letters that are the same to somebody who types without Norwegian keys, where Unicode does not say so itself.
_PLAIN = str.maketrans({"å": "a", "æ": "a", "ø": "o", "ð": "d", "đ": "d", "þ": "t", "ł": "l", "ß": "s", "ı": "i"})

#: What is typed for one Norwegian letter. Each becomes its first letter, so that the start of a name stays a start.
_PAIRS = (("aa", "a"), ("ae", "a"), ("oe", "o"))

#: The same, for one who has the keys: which Norwegian letter stands there.
_NORWEGIAN_PAIRS = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))

#: Norwegian has æ, ø and å after z, in that order: they take the places of signs no name has.
_AFTER_Z = str.maketrans("æøå", "{|}")

#: Neighbours' letters, as Norwegian sorts and reads them.
_NEIGHBOURS = str.maketrans({"ä": "æ", "ö": "ø", "đ": "d", "ð": "d", "ü": "y", "ł": "l", "ß": "s"})

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’`´")


class Named(Protocol):
    """Anybody with a name."""

    @property
    def name(self) -> str:
        """The whole name, given name first."""


Person = TypeVar("Person", bound=Named)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The plain form two texts share when one is the other typed without case, accents or Norwegian keys.

    >>> fold("Åse Ødegård") == fold("aase oedegaard") == fold("ase odegard")
    True
    """
    plain = _without_accents(_clean(text).translate(_PLAIN))
    for pair, letter in _PAIRS:
        plain = plain.replace(pair, letter)
    return plain


def match(query: str, name: str) -> bool:
    """Whether each word of the query starts a word of the name, each its own ("sol han" finds Solveig Hansen)."""
    if not query.strip():
        return True
    if not _starts_words(_folded_words(query), _folded_words(name)):
        return False
    return not _has_norwegian(query) or _starts_words(_exact_words(query), _exact_words(name), only_norwegian=True)


def find(query: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """The people whose name the query finds, in the order they came."""
    return tuple(person for person in people if match(query, person.name))


def is_whole(query: str, name: str) -> bool:
    """Whether each word of the query is a whole word of the name: "per" is all of Per, but only a start of Pernille.

    Letters count as they are typed here ("aa" is å, "as" is not), so that no start is taken for a whole.
    """
    there = list(_exact_words(name))
    words = _exact_words(query)
    return bool(words) and all(_taken(word, there) for word in words)


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[str, str]:
    """The key that puts names in Norwegian order: … z æ ø å, and "Aa" as å."""
    letters = _clean(text).replace("aa", "å").translate(_NEIGHBOURS)
    if not letters.isascii():
        letters = "".join(letter if letter in "æøå" else _without_accents(letter) for letter in letters)
    return letters.translate(_AFTER_Z), text


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_APOSTROPHES)).lower()


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


@lru_cache(maxsize=65536)
def _folded_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=65536)
def _exact_words(text: str) -> tuple[str, ...]:
    """The words with Norwegian letters kept, and with "Aa" read as the å it is."""
    letters = _clean(text)
    for pair, letter in _NORWEGIAN_PAIRS:
        letters = letters.replace(pair, letter)
    return tuple(_WORD.findall(letters.translate(_NEIGHBOURS)))


def _has_norwegian(text: str) -> bool:
    return any(letter in "æøåäö" for letter in _clean(text))


def _starts_words(wanted: Iterable[str], there: tuple[str, ...], only_norwegian: bool = False) -> bool:
    """Whether each wanted word starts a word of its own (longest first, so that "a an" finds "Anne A")."""
    left = list(there)
    for word in sorted(wanted, key=len, reverse=True):
        if only_norwegian and not _has_norwegian(word):
            continue
        found = next((other for other in left if other.startswith(word)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _taken(word: str, there: list[str]) -> bool:
    if word not in there:
        return False
    there.remove(word)
    return True
