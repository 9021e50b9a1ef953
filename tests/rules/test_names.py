"""Names as a teacher types them, and as a Norwegian list stands."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from rules.names import find, fold, is_whole, match, sort_key


@dataclass(frozen=True)
class Pupil:
    name: str


@pytest.mark.parametrize("typed", ["Åse", "åse", "aase", "AASE", "ase", "A\u030ase"])
def test_a_name_is_the_same_however_it_is_typed(typed: str) -> None:
    assert fold(typed) == fold("Åse")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("aa", "Åse Ødegård"),
        ("oed", "Åse Ødegård"),
        ("od", "Åse Ødegård"),
        ("ase ode", "Åse Ødegård"),
        ("ode ase", "Åse Ødegård"),
        ("å", "Aase Berg"),
        ("vaer", "Vår Værnes"),
        ("haakon", "Håkon Lie"),
        ("hå", "Haakon Lie"),
        ("lise", "Anne-Lise Moe"),
        ("anne-l", "Anne-Lise Moe"),
        ("rene", "René Lie"),
        ("obr", "Liam O'Brien"),
        ("jurgen", "Jürgen Lie"),
        ("ødegård", "Åse Oedegaard"),
        ("", "Anyone At All"),
        ("a an", "Anne Aas"),
    ],
)
def test_the_start_of_a_name_finds_it(typed: str, name: str) -> None:
    assert match(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("se", "Åse Ødegård"),
        ("å", "Anne Berg"),
        ("ø", "Ola Nordli"),
        ("per per", "Per Hansen"),
        ("åse x", "Åse Ødegård"),
        ("åse å", "Åse Ødegård"),
    ],
)
def test_what_is_not_the_start_of_a_word_does_not(typed: str, name: str) -> None:
    assert not match(typed, name)


@pytest.mark.parametrize("name", ["Michael Joel Noer", "Isaac Aaberg", "Øystein Aae", "Ærlig Maeland", "Håkon Aas"])
def test_every_start_of_a_name_finds_it_while_it_is_typed(name: str) -> None:
    assert all(match(name[:end], name) for end in range(len(name) + 1))


def test_people_keep_the_order_they_came_in() -> None:
    people = (Pupil("Per Å"), Pupil("Kari A"), Pupil("Pernille B"), Pupil("Ape C"))

    assert [person.name for person in find("per", people)] == ["Per Å", "Pernille B"]


def test_a_whole_name_is_told_from_the_start_of_one() -> None:
    assert is_whole("per", "Per Hansen")
    assert is_whole("hansen per", "Per Hansen")
    assert not is_whole("per", "Pernille Hansen")
    assert not is_whole("per h", "Per Hansen")
    assert not is_whole("å", "Per Hansen")
    assert is_whole("aas", "Mai Aas")
    assert not is_whole("as", "Mai Aas")


def test_the_list_stands_in_norwegian_order() -> None:
    names = ["Åse", "Anne", "Ærlig", "Zara", "Øyvind", "Aase", "Örjan", "Édith", "Eva", "Emil", "bjørn", "Bo", "Čiril"]

    assert sorted(names, key=sort_key) == [
        *["Anne", "bjørn", "Bo", "Čiril", "Édith", "Emil", "Eva", "Zara", "Ærlig", "Örjan", "Øyvind", "Aase", "Åse"]
    ]
