"""Whatever people typed about a child, every kind of document has it as letters, whole and on the page."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import TypeVar

import msgspec
import pytest

from rules.case.replay import replay
from store.door import Store
from store.references import FIELDS
from tests.tui.paper import made_up
from tests.tui.paper.pdf_reader import Read, poppler, text_of, tool
from tests.tui.paper.test_documents import FILLED
from tui.overview import Overview
from tui.paper.kinds import KINDS, About
from tui.paper.making import Made, make
from tui.paper.plain import lines
from tui.paper.request import Request

HOSTILE = (
    r"#panic() *fet* _kursiv_ $a^2$ `kode` \n \u{41} @kilde <b> // nei /* nei */ = tittel =cmd|' /C calc'!A0 שלום 😀"
)
LONG = "langtord" * 40 + " " + "ord " * 2_000
NAME = "*Ødegård* #let <b>\\"

#: Keys and names by which things find one another.
KEYS = FIELDS | {"team", "partner", "sender", "item"}
#: Kinds in which nothing stands that somebody wrote of a child or a meeting.
NOTHING_TYPED = {"guardian-letter", "guide-info", "absence-plan", "team-agenda", "leader-review"}

S = TypeVar("S", bound=msgspec.Struct)


@pytest.mark.parametrize("kind", FILLED)
def test_what_people_typed_is_letters_in_every_kind_of_document(kind: str) -> None:
    document = printed(kind, HOSTILE)
    read = Read(document.data)
    found, told = squeezed(text_of(document.data)), squeezed(" ".join(lines(document.paper)))

    for part in HOSTILE.split():  # a page may end between two of them
        assert found.count(part.replace("😀", "[U+1F600]")) >= told.count(part), part
    assert "#panic()" in told or kind in NOTHING_TYPED
    assert squeezed(NAME) in found or KINDS[kind].about is not About.STUDENT
    assert read.tagged
    assert read.fonts_embedded
    assert read.metadata.count("panic") == 0


@poppler
@pytest.mark.parametrize("kind", FILLED)
def test_ten_thousand_letters_in_every_place_stay_on_the_page(kind: str) -> None:
    data = printed(kind, LONG).data
    boxes = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">|xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.]+)" '
                       r'yMax="([\d.]+)"', tool("pdftotext", data, "-bbox"))  # fmt: skip
    width = height = 0.0
    for wide, high, *box in boxes:
        width, height = (float(wide), float(high)) if wide else (width, height)
        assert not box[0] or (float(box[0]) >= 0 and float(box[1]) >= 0), kind
        assert not box[0] or (float(box[2]) <= width + 1 and float(box[3]) <= height + 1), kind


def printed(kind: str, typed: str) -> Made:
    """A document of the made-up school, where everybody types such things, and one child has such a name."""
    given, now, asked = FILLED[kind]
    who = made_up.student(given, now) if given else str(asked.get("who", ""))
    wish = {**asked, "who": who, "law": typed if kind == "referral" else ""}
    return make(
        Store(made_up.for_making(now)), named(hostile(now, typed), who), Request(kind=kind, **wish), "kari", now
    )  # type: ignore[arg-type]


@cache
def hostile(now: datetime, typed: str) -> Overview:
    """The school as it is seen, with such words in every fact of a case and of a meeting."""
    seen = made_up.seen(now)
    events = {one: tuple(rewritten(event, typed) for event in told) for one, told in seen.events.items()}
    cases = {one: replay(one, told) for one, told in events.items()}
    school_events = tuple(rewritten(event, typed) for event in seen.school_events)
    return msgspec.structs.replace(seen, events=events, cases=cases, school_events=school_events)


def named(seen: Overview, who: str) -> Overview:
    """A child whose family name is markup."""
    students = tuple(
        msgspec.structs.replace(one, family=NAME) if one.id == who else one for one in seen.school.students
    )
    school = msgspec.structs.replace(seen.school, students=students)
    return msgspec.structs.replace(seen, school=school, students={one.id: one for one in students})


def rewritten(fact: S, typed: str) -> S:
    """A fact in which every text with a blank in it, as what a person typed has, says something else too."""
    fields = {name: _other(getattr(fact, name), typed) for name in fact.__struct_fields__ if name not in KEYS}
    return msgspec.structs.replace(fact, **fields)


def _other(value: object, typed: str) -> object:
    if type(value) is str and " " in value:
        return f"{value} {typed}"
    if isinstance(value, tuple):
        return tuple(_other(one, typed) for one in value)
    return rewritten(value, typed) if isinstance(value, msgspec.Struct) else value


def squeezed(text: str) -> str:
    """Without blanks, and without what stands between two pages."""
    return re.sub(r"\s", "", text)
