"""Text at the door."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.cleaning import MASK, clean_line, clean_text, holds_identity_number

TAIL = "4" * 5


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Åse", "Åse"),
        ("A\u030ase", "Åse"),
        ("a\x00b\x1b[2Jc\x7fd\x9be", "ab[2Jcde"),
        ("ab\u202egf\u202c", "abgf"),
        ("\u2066skjult\u2069", "skjult"),
        ("\ufeffNavn", "Navn"),
        ("[/b] <i> {x} %s", "[/b] <i> {x} %s"),
        ("to\r\nlinjer\rher", "to\nlinjer\nher"),
        ("en\u2028to\x85tre\x0bfire", "en\nto\ntre\nfire"),
        ("  luft  ", "luft"),
        ("Zoë 👩‍👧 Çelik", "Zoë 👩‍👧 Çelik"),
        ("løs \ud800 del", "løs \ufffd del"),
    ],
)
def test_what_is_seen_stays_and_what_is_not_goes(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_name_is_one_line() -> None:
    assert clean_line(" Åse \n\t Marie\u2028Ødegård ") == "Åse Marie Ødegård"


@pytest.mark.parametrize("first_six", ["010115", "311299", "290200", "410115", "014115", "418115", "016615"])
def test_what_looks_like_an_identity_number_is_masked(first_six: str) -> None:
    for written in (first_six + TAIL, f"{first_six} {TAIL}", f"fnr:{first_six}{TAIL}.", f"{first_six}-{TAIL}"):
        assert MASK in clean_text(written)
        assert TAIL not in clean_text(written)
        assert holds_identity_number(written)


@pytest.mark.parametrize("other", ["99" * 5 + "9", "0101151234", "010115123456", "000115" + TAIL, "322315" + TAIL])
def test_other_numbers_stay(other: str) -> None:
    assert clean_text(other) == other


def test_an_id_of_our_own_is_no_number_of_anybody_whatever_its_digits() -> None:
    for own in (f"a010115{TAIL}bc", f"0b010115{TAIL}c0ffee0"):
        assert clean_text(own) == own
        assert MASK in clean_text(f"fnr {own}")


def test_digits_of_other_scripts_hide_nothing() -> None:
    assert clean_text("".join(chr(0xFF10 + int(d)) for d in "010115" + TAIL)) == MASK


@given(st.text())
def test_clean_text_is_clean_and_stays_so(text: str) -> None:
    once = clean_text(text)

    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in once)
    once.encode()
