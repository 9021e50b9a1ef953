"""A line that names no child passes, one that does is stopped, however the name is written."""

from __future__ import annotations

import pytest

from rules.team.nameless import Roll, child_named

CHILDREN = (
    ("Tonje", "Aas"),
    ("Åse", "Ødegård"),
    ("Dag", "Berg"),
    ("Jens", "Tangen"),
    ("Anne-Lise Marie", "Vik"),
    ("Vår", "Lund"),
    ("O", "Li"),
)
ROLL = Roll(CHILDREN, ("Jens Moen", "Tonje Vik-Aas"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tonje er borte", "Tonje"),
        ("det gjelder tonje", "tonje"),
        ("TONJES mor ringer", "TONJES"),
        ("Tonje's mor", "Tonje"),
        ("tonje-saken", "tonje"),
        ("tonje aas", "Tonje Aas"),
        ("aase oedegaard", "Åse Ødegård"),
        ("snakk med åse", "åse"),
        ("Lise og Marie", "Lise"),
        ("Dag er borte", "Dag"),
        ("Jens sier det går bra", "Jens"),
        ("familien Tangen", "Tangen"),
        ("Tangens far", "Tangens"),
        ("Vår følger opp", "Vår"),
        ("Jens Moen følger opp Tonje", "Tonje"),
        ("Tonjé er her", "Tonjé"),
        ("en dag i uka, og det var bedre", ""),
        ("fraværet går ned på 8. trinn", ""),
        ("ta bussen over tangen og langs berg", ""),
        ("Jens Moen følger opp", ""),
        ("Tonje Vik-Aas ringer PPS", ""),
        ("O! For en uke", ""),
        ("", ""),
        ("*[/b] $ \\ # 😀", ""),
    ],
)
def test_a_child_s_name_is_found_as_it_is_written_and_words_are_words(text: str, named: str) -> None:
    assert child_named(text, ROLL, strictly=True) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [("Jens tar kaffe", ""), ("Åse ringer", "Åse"), ("møtet på Berg skole", ""), ("tonje aas kommer", "Tonje Aas")],
)
def test_among_teachers_a_colleague_s_first_name_is_the_colleague_s_and_a_family_name_may_be_a_place(
    text: str, named: str
) -> None:
    assert child_named(text, ROLL, strictly=False) == named
