"""Reading a guide's files: JSON into typed fields, and refusals that say which file, where, and what is possible.

The rules of this file: it knows no guide's fields by name, what is possible at a place is asked of the type that is
read; a number stands in the words it is said to rest on, or is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TypeVar

import msgspec

from rules.words import N_, Phrase, SaidError

Read = TypeVar("Read")
WRONG = N_("Veilederen «{guide}», {where}: {problem}.")


class GuideError(SaidError):
    """A guide's file that cannot be used: which, where in it, and what is possible instead."""


def read(name: str, text: str | bytes, kind: type[Read]) -> Read:
    """The text of a file as its type; ``name`` is what the refusal calls it."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.ValidationError as error:
        raise _refusal(name, str(error), kind) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise GuideError(
            N_("Veilederen «{guide}» er ikke lesbar JSON: {problem}."), guide=name, problem=error
        ) from None


def refuse_unless(holds: bool, name: str, where: str, sentence: str, **values: object) -> None:
    """What a guide must also keep, beyond its types."""
    if not holds:
        raise GuideError(WRONG, guide=name, where=where, problem=SaidError(sentence, **values))


def refuse_unknown(value: str, possible: Iterable[str], name: str, where: str) -> None:
    """A word that is none of those possible, with the nearest of them offered."""
    words = tuple(possible)
    if value not in words:
        raise _unknown_word(name, value, where, words)


def refuse_twice(keys: Sequence[object], name: str, where: str) -> None:
    """Keys that something is found by stand once each."""
    for key in keys:
        refuse_unless(keys.count(key) == 1, name, where, N_("«{key}» står to ganger"), key=key)


def refuse_unsaid(numbers: Iterable[str], quotes: Sequence[str], reading: str, name: str, where: str) -> None:
    """Every number stands in its quotes or in our reading; a quote that gives room has a reading that chooses."""
    said = reading.strip()
    refuse_unless(bool(said or quotes), name, where, N_("et tall uten sitat trenger «reading»"))
    room = any(leaves_room(quote) for quote in quotes)
    refuse_unless(bool(said) or not room, name, where, N_("sitatet gir rom; «reading» må si hva vi velger"))
    words = re.findall(r"\d+(?:[.,:]\d+)?", " ".join((*quotes, said)))
    for number in numbers:
        sentence = N_("tallet {number} står verken i sitatet eller i «reading»")
        refuse_unless(number in words, name, where, sentence, number=number)


def leaves_room(quote: str) -> bool:
    """Whether the guide's words give a range ("2 – 3 ganger"), so that a reading must choose."""
    return re.search(r"\d\s*[-–—]\s*\d", quote) is not None


def _refusal(name: str, problem: str, kind: object) -> GuideError:
    """The decoder's complaint as a sentence that says which key, where, and what is possible."""
    unknown = re.match(r"Object contains unknown field `(?P<key>.+?)`(?: - at `(?P<where>.+)`)?$", problem)
    missing = re.match(r"Object missing required field `(?P<key>.+?)`(?: - at `(?P<where>.+)`)?$", problem)
    value = re.match(r"Invalid enum value '(?P<value>.*?)' - at `(?P<where>.+)`$", problem)
    found = unknown or missing
    if value is not None:
        return _unknown_word(name, value["value"], value["where"], _words_at(kind, value["where"]))
    if found is None:
        said, _at, place = problem.removesuffix("`").partition(" - at `")
        return GuideError(WRONG, guide=name, where=place or "$", problem=Phrase(said))
    where = found["where"] or "$"
    keys = _keys_at(kind, where)
    if missing:
        sentence = N_("Veilederen «{guide}»: «{key}» mangler i {where}. Der skal stå: {possible}.")
        return GuideError(sentence, guide=name, key=found["key"], where=where, possible=", ".join(keys))
    return unknown_key(name, found["key"], where, keys)


def unknown_key(name: str, key: str, where: str, keys: Sequence[str]) -> GuideError:
    """A key that is none of those possible there, with the nearest of them offered."""
    values = {"guide": name, "key": key, "where": where, "possible": ", ".join(keys)}
    near = get_close_matches(key, keys, n=1)
    if near:
        sentence = N_("Veilederen «{guide}»: ukjent nøkkel «{key}» i {where}. Mente du «{near}»? Mulige: {possible}.")
        return GuideError(sentence, near=near[0], **values)
    return GuideError(N_("Veilederen «{guide}»: ukjent nøkkel «{key}» i {where}. Mulige: {possible}."), **values)


def _unknown_word(name: str, value: str, where: str, possible: Sequence[str]) -> GuideError:
    sentence = N_("Veilederen «{guide}»: ukjent verdi «{value}» i {where}. Mulige: {possible}.")
    return GuideError(sentence, guide=name, value=value, where=where, possible=", ".join(possible))


def _keys_at(kind: object, where: str) -> tuple[str, ...]:
    """The keys that the type has at the end of a decoder's path ("$.rules[0].source")."""
    structs = (one for one in _types_at(kind, where) if isinstance(one, msgspec.inspect.StructType))
    return next((tuple(field.encode_name for field in struct.fields) for struct in structs), ())


def _words_at(kind: object, where: str) -> tuple[str, ...]:
    for one in _types_at(kind, where):
        if isinstance(one, msgspec.inspect.EnumType):
            return tuple(one.cls)
        if isinstance(one, msgspec.inspect.LiteralType):
            return tuple(str(value) for value in one.values)
    return ()


def _types_at(kind: object, where: str) -> list[msgspec.inspect.Type]:
    here = _each(msgspec.inspect.type_info(kind))
    for field in re.findall(r"\.(\w+)|\[.*?\]", where):
        here = [inner for one in here for inner in _inside(one, field)]
    return here


def _inside(one: msgspec.inspect.Type, field: str) -> list[msgspec.inspect.Type]:
    """The types of a field, or (with no field) of the items."""
    if field:
        fields = one.fields if isinstance(one, msgspec.inspect.StructType) else ()
        return [inner for known in fields if known.encode_name == field for inner in _each(known.type)]
    item = getattr(one, "value_type", None) or getattr(one, "item_type", None)
    return _each(item) if item is not None else []


def _each(one: msgspec.inspect.Type) -> list[msgspec.inspect.Type]:
    return list(one.types) if isinstance(one, msgspec.inspect.UnionType) else [one]
