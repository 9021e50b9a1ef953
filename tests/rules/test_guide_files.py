"""Reading a guide's files: what is possible at a place is asked of the type, and every number stands in its words."""

from __future__ import annotations

from typing import Literal

import msgspec
import pytest

from rules.guide_files import GuideError, leaves_room, read, refuse_twice, refuse_unknown, refuse_unsaid


class Leaf(msgspec.Struct, forbid_unknown_fields=True):
    colour: Literal["red", "green"]
    leaves: int = 0


class Tree(msgspec.Struct, forbid_unknown_fields=True):
    leaf: Leaf | None
    branches: tuple[Leaf, ...] = ()
    numbers: dict[str, int] = {}


def refusal(text: str) -> str:
    with pytest.raises(GuideError) as refused:
        read("tre.json", text, Tree)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"leef": null}', ("«leef» i $", "Mente du «leaf»?", "leaf, branches, numbers")),
        ('{"weather": 1, "leaf": null}', ("«weather» i $. Mulige: leaf, branches, numbers",)),
        ('{"leaf": {"colour": "red", "leafs": 1}}', ("«leafs» i $.leaf.", "Mente du «leaves»?", "colour, leaves")),
        ('{"leaf": {"leaves": 1}}', ("«colour» mangler i $.leaf", "Der skal stå: colour, leaves")),
        ('{"leaf": null, "branches": [{"colour": "blue"}]}', ("«blue» i $.branches[0].colour", "green, red")),
        ('{"leaf": null, "numbers": {"a": "b"}}', ("tre.json", "$.numbers")),
        ('{"branches": []}', ("«leaf» mangler i $",)),
        ("{", ("tre.json", "ikke lesbar JSON")),
    ],
)
def test_what_is_possible_at_a_place_is_said_from_its_type(text, words):
    said = refusal(text)

    assert all(word in said for word in words), said


def test_what_is_as_it_should_be_is_read():
    assert read("tre.json", '{"leaf": {"colour": "red"}}', Tree) == Tree(Leaf("red"))


@pytest.mark.parametrize(
    ("numbers", "quotes", "reading"),
    [
        (["3"], ["etter 3 dager"], ""),
        (["3"], ["etter tre dager"], "3 dager."),
        (["08:20"], ["innen kl 08:20"], ""),
        (["2"], ["2 – 3 ganger"], "2 ganger."),
        (["12.5"], [], "12.5 prosent."),
        ([], ["snarest"], ""),
    ],
)
def test_a_number_may_stand_in_its_quote_or_in_the_reading(numbers, quotes, reading):
    refuse_unsaid(numbers, quotes, reading, "aas", "her")


@pytest.mark.parametrize(
    ("numbers", "quotes", "reading", "problem"),
    [
        (["3"], ["etter 30 dager"], "", "tallet 3 står verken"),
        (["8"], ["innen kl 08:20"], "", "tallet 8 står verken"),
        (["2"], ["2 – 3 ganger"], " ", "sitatet gir rom"),
        (["2"], ["to", "2-3 uker"], "", "sitatet gir rom"),
        (["2"], [], "", "uten sitat"),
    ],
)
def test_a_number_that_stands_in_neither_is_refused(numbers, quotes, reading, problem):
    with pytest.raises(GuideError, match=problem):
        refuse_unsaid(numbers, quotes, reading, "aas", "her")


def test_a_word_that_is_none_of_those_possible_is_refused_with_all_of_them():
    refuse_unknown("red", ["red", "green"], "aas", "her")

    with pytest.raises(GuideError, match=r"«blue» i her\. Mulige: red, green"):
        refuse_unknown("blue", ["red", "green"], "aas", "her")


def test_a_key_that_stands_twice_is_named():
    refuse_twice(["a", "b"], "aas", "her")

    with pytest.raises(GuideError, match="her: «a» står to ganger"):
        refuse_twice(["b", "a", "a"], "aas", "her")


@pytest.mark.parametrize(
    ("quote", "room"),
    [("2 -3 ganger", True), ("3 – 4 uker", True), ("1-2 uker", True), ("mer enn 3 på 4 uker", False), ("", False)],
)
def test_a_range_leaves_room(quote, room):
    assert leaves_room(quote) is room
