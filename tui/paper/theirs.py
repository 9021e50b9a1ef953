"""Which texts of a document are the guide's own words, for who hears it read: they are in the guide's language.

The rules of this file: a text is known by its letters, line by line, wherever it stands; a number before it and a colon
after it are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from tui.language import language
from tui.overview import Overview
from tui.paper.paper import Block

_NUMBER = re.compile(r"^\d+\. ")
_SAYS = frozenset({
    *("text", "heading", "hint", "title", "quote", "section", "lines", "remark_on_signs", "remark_on_measures"),
    *("name", "channel"),  # a partner's
})  # fmt: skip


def theirs(seen: Overview, title: str, blocks: Iterable[Block]) -> tuple[str, ...]:
    """Those texts, as they stand in the document; none where it is in the guide's language."""
    if language() == seen.guide.lang:
        return ()
    words = frozenset(map(_plain, guide_texts(seen)))
    texts = dict.fromkeys((title, *(text for block in blocks for text in _texts(block))))
    return tuple(text for text in texts if _is(text, words))


def guide_texts(seen: Overview) -> Iterator[str]:
    """Every text in the guide's files, and in the forms the school changed."""
    yield from _words((seen.follow_up, seen.guide.rules, seen.own_forms))


def _is(text: str, words: frozenset[str]) -> bool:
    plain = _plain(text)
    return plain in words or (", " in plain and all(part in words for part in plain.split(", ")))


def _plain(text: str) -> str:
    return _NUMBER.sub("", text).rstrip(":!")


def _words(value: object, name: str = "") -> Iterator[str]:
    if isinstance(value, str):
        if name in _SAYS and value:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one, name)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _words(getattr(value, field), field)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _texts(getattr(value, field))
