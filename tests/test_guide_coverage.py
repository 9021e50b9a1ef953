"""docs/guide-coverage.md: every line of the guide belongs to one demand or to none; each demand has place and test."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from tests.guide_keys import KEY, exists
from tests.rules.published import PUBLISHED, at_hand

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "guide-coverage.md").read_text(encoding="utf-8")
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|")) for line in PAGE.splitlines() if re.match(r"\| \d", line)
]
DEMANDS = [row for row in ROWS if not row[1].startswith("no demand")]
PLACES = sorted({place for row in DEMANDS for place in row[2].split("<br>")})
TESTS = sorted({test for row in DEMANDS for test in row[3].split("<br>")})


def lines_of(cell: str) -> list[int]:
    spans = [tuple(map(int, part.split("-"))) for part in cell.split(", ")]
    return [line for span in spans for line in range(span[0], span[-1] + 1)]


@lru_cache
def defined(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_the_page_has_rows_of_four_cells() -> None:
    assert len(ROWS) > 150
    assert {len(row) for row in ROWS} == {4}


@pytest.mark.parametrize("row", [row for row in ROWS if row not in DEMANDS], ids=lambda row: row[0])
def test_no_demand_says_why(row: tuple[str, ...]) -> None:
    assert re.match(r"no demand, because \w+", row[1])
    assert row[2:] == ("–", "–")


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_there(place: str) -> None:
    key = KEY.fullmatch(place)

    assert exists(*key.groups()) if key else (ROOT / place.strip("`")).is_file()


@pytest.mark.parametrize("test", TESTS)
def test_every_test_is_defined(test: str) -> None:
    file, name = test.strip("`").split("::")

    assert name.startswith("test_")
    assert name in defined(file)


def test_no_line_stands_twice() -> None:
    counts = Counter(line for row in ROWS for line in lines_of(row[0]))

    assert [line for line, count in counts.items() if count > 1] == []


@at_hand
def test_every_line_that_is_not_blank_stands_here_and_no_other() -> None:
    published = PUBLISHED.read_text(encoding="utf-8").splitlines()
    written = {number for number, line in enumerate(published, 1) if line.strip()}
    assigned = {line for row in ROWS for line in lines_of(row[0])}

    assert sorted(written - assigned) == []
    assert max(assigned) <= len(published)


@at_hand
def test_the_guides_text_is_not_copied() -> None:
    told = " ".join(row[1] for row in ROWS)

    assert not [line for line in PUBLISHED.read_text(encoding="utf-8").splitlines() if len(line) > 40 and line in told]
