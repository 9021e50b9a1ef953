"""docs/reading-the-guide.md: every key it names exists, and every quote it gives stands in the guide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rules.follow_up import follow_up
from tests.guide_keys import KEY, exists
from tests.rules.published import at_hand, found

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "reading-the-guide.md").read_text(encoding="utf-8")
KEYS = sorted(set(KEY.findall(PAGE)))
QUOTES = sorted(set(re.findall(r"«([^»]+)»", PAGE)))


def test_the_page_names_keys_and_gives_quotes() -> None:
    assert len(KEYS) > 50
    assert len(QUOTES) > 50


@pytest.mark.parametrize(("file", "path"), KEYS)
def test_every_key_the_page_names_exists(file: str, path: str) -> None:
    assert exists(file, path)


def test_a_key_that_is_not_there_would_be_seen() -> None:
    assert not exists("duties.json", "duties/mapping/numbers/days")
    assert not exists("duties.json", "duties/maping")
    assert not exists("school", "basics")


@at_hand
@pytest.mark.parametrize("quote", QUOTES)
def test_every_quote_the_page_gives_stands_in_the_guide(quote: str) -> None:
    assert found(quote), quote


@pytest.mark.parametrize("duty", [duty.id for duty in follow_up("aas").duties if duty.numbers or duty.times])
def test_every_duty_with_a_number_has_its_reading_on_the_page(duty: str) -> None:
    assert f"duties/{duty}/" in PAGE


@pytest.mark.parametrize("row", [line for line in PAGE.splitlines() if line.startswith("| ") and line.count("|") == 5])
def test_every_reading_says_where_it_is_changed_or_that_no_key_does(row: str) -> None:
    last = row.split("|")[4].strip()

    assert last == "changed in" or last.startswith(("`", "no key: "))
