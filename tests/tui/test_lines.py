"""A row is always exactly as wide as its place, whatever somebody typed."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.lines import Column, Ink, Piece, Row, content, drawn, fitted, header, places, plain, shown

HOSTILE = (
    "[/b]",
    "[@click=app.quit]x[/]",
    "[red",
    "\x1b[2J\x1b]0;title\x07",
    "a\nb\tc",
    "\u202eevil\u202c",
    "אבג دلع",
    "e\u0301a\u0300\u0302",
    "👩\u200d👩\u200d👧 👍🏽 ❤\ufe0f 🇳🇴",
    "日本語テキスト",
    "Åse Ødegård",
    "",
)

COLUMNS = (
    Column("name", "Navn", 20, grow=True),
    Column("level", "Nivå", 12),
    Column("strip", "Siste 20", 20, leaves=1),
    Column("class", "Klasse", 6, leaves=2),
)


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("width", [0, 1, 2, 3, 7, 40])
@pytest.mark.parametrize("align", ["left", "right"])
def test_hostile_text_fills_its_width_exactly(typed: str, width: int, align: str) -> None:
    assert cell_len(text(fitted(typed, width, align=align))) == width


@given(st.lists(st.text(max_size=12), max_size=6), st.integers(0, 80))
def test_any_row_fills_the_line(cells: list[str], width: int) -> None:
    row = Row("k", tuple(cells))
    assert cell_len(text(drawn(row, places(COLUMNS, width), width))) == width


@given(st.text())
def test_a_shown_letter_is_as_wide_alone_as_in_its_word(typed: str) -> None:
    assert sum(cell_len(letter) for letter in shown(typed)) >= cell_len(shown(typed))
    assert shown(typed).isprintable()


def test_markup_is_letters() -> None:
    assert text(fitted("[b]Per[/b]", 12)) == "[b]Per[/b]  "
    assert content(["[b]Per[/b] ", ("8 dager", Ink.STRONG)]).plain == "[b]Per[/b] 8 dager"


def test_a_long_text_is_cut_with_an_ellipsis_and_half_a_wide_letter_is_a_blank() -> None:
    assert text(fitted("Tonje Aas", 6)) == "Tonje…"
    assert text(fitted("日本語", 5)) == "日本…"
    assert text(fitted("日本語", 4)) == "日… "


def test_a_pasted_page_of_wide_letters_is_cut_without_being_measured_over_and_over() -> None:
    started = perf_counter()
    assert text(fitted("x[/b]日 " * 4_000, 12)) == "x[/b]日 x[/…"
    assert perf_counter() - started < 5  # measured anew for each letter that is left out: minutes


def test_columns_leave_by_priority_and_the_growing_one_takes_the_rest() -> None:
    assert [p.column for p in places(COLUMNS, 70)] == [0, 1, 2, 3]
    assert [p.column for p in places(COLUMNS, 60)] == [0, 1, 2]
    assert [p.column for p in places(COLUMNS, 40)] == [0, 1]
    assert places(COLUMNS, 70)[0].width == 70 - 1 - 13 - 21 - 7


def test_the_growing_column_shrinks_when_no_other_may_leave() -> None:
    assert [(p.column, p.width) for p in places(COLUMNS, 30)] == [(0, 16), (1, 12)]


def test_titles_stand_over_their_columns() -> None:
    line = text(header(COLUMNS, places(COLUMNS, 40), 40))
    assert line == " Navn                       Nivå        "


def test_a_heading_stands_across_the_row() -> None:
    row = Row("h", ("Ingen grunn til bekymring", "x"), heading=True)
    assert text(drawn(row, places(COLUMNS, 40), 40)) == "Ingen grunn til bekymring               "


def test_a_cell_of_pieces_keeps_each_ink() -> None:
    pieces = fitted((("!!", Ink.STRONG), (" STERKT", Ink.PLAIN)), 10)
    assert [(piece.text, piece.ink) for piece in pieces][:2] == [("!!", Ink.STRONG), (" STERKT", Ink.PLAIN)]
    assert plain((("a", Ink.KEY), ("b", Ink.PLAIN))) == "ab"
