"""Paper: what a document says, in plain typed blocks.

The rules of this file: types only; a block holds words and no ink (``paper.typ`` says where that goes); the title is
in the file's metadata and names nobody: whom it is about stands in ``about``, which is only on the page.
"""

from __future__ import annotations

import msgspec

Row = tuple[str, ...]
Line = tuple[str, str]
"""A name and what it is; or when and who, and what."""


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """Over what follows it."""

    text: str
    level: int = 1


class Words(msgspec.Struct, frozen=True, tag="words"):
    """A paragraph. ``quiet``: an explanation, in smaller letters."""

    text: str
    quiet: bool = False


class Quote(msgspec.Struct, frozen=True, tag="quote"):
    """The guide's own words, and where they stand."""

    text: str
    place: str = ""


class Facts(msgspec.Struct, frozen=True, tag="facts"):
    """Names and what they are; one that is empty has a line to write on."""

    rows: tuple[Line, ...]


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows under heads. ``shares``: how wide each column is to the others; ``empty``: rows to fill in by hand."""

    heads: Row
    rows: tuple[Row, ...] = ()
    shares: tuple[int, ...] = ()
    empty: int = 0
    tall: bool = False  # cells to fill in take more than a few words


class Items(msgspec.Struct, frozen=True, tag="items"):
    """A list."""

    items: tuple[str, ...]
    numbered: bool = False


class Asked(msgspec.Struct, frozen=True, tag="asked"):
    """A question, and what was answered: who (where it has to be said) and what. ``room``: lines to write on."""

    text: str
    hint: str = ""
    answers: tuple[Line, ...] = ()
    room: int = 0
    ticks: tuple[tuple[str, bool], ...] = ()


class Room(msgspec.Struct, frozen=True, tag="room"):
    """Lines to write on."""

    lines: int


class Ticks(msgspec.Struct, frozen=True, tag="ticks"):
    """Boxes, ticked or not."""

    choices: tuple[tuple[str, bool], ...]


class Signatures(msgspec.Struct, frozen=True, tag="signatures"):
    """Lines to sign on: the part, the name, and when it was signed already."""

    lines: tuple[tuple[str, str, str], ...]


class Log(msgspec.Struct, frozen=True, tag="log"):
    """What happened, one after the other: when and who, and what."""

    lines: tuple[Line, ...]


class Aside(msgspec.Struct, frozen=True, tag="aside"):
    """Something that must be seen, in a frame."""

    text: str


class NewPage(msgspec.Struct, frozen=True, tag="new_page"):
    """What follows begins a page."""


Block = Heading | Words | Quote | Facts | Table | Items | Asked | Room | Ticks | Signatures | Log | Aside | NewPage


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One document. ``name`` is what a file of it is called; ``source``: the form's place and version in the guide.

    ``theirs``: the texts in it that are in another language, ``their_lang``.
    """

    name: str
    title: str
    about: str = ""
    school: str
    source: str = ""
    made: str = ""
    lang: str
    theirs: tuple[str, ...] = ()
    their_lang: str = ""
    blocks: tuple[Block, ...]
    sideways: bool = False
