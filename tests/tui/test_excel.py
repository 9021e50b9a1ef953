"""A table for Excel in Norway: its encoding and separators, and no text that becomes a formula, a date or an amount."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tui.excel import Cell, csv_for_excel


def read(*cells: Cell) -> list[str]:
    """The cells as another reader has them."""
    text = csv_for_excel(("a",) * len(cells), [cells]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1]


def test_the_file_is_one_that_excel_in_norway_opens() -> None:
    data = csv_for_excel(("Elevnr", "Navn"), [("1", "Åse; Ødegård")])

    assert data == '\ufeffElevnr;Navn\r\n1;"Åse; Ødegård"\r\n'.encode()


def test_dates_and_amounts_are_norwegian() -> None:
    utc = datetime(2026, 10, 23, 6, 30, tzinfo=ZoneInfo("UTC"))

    assert read(date(2026, 9, 4), utc, 11.5, 7, None) == ["04.09.2026", "23.10.2026 08:30", "11,5", "7", ""]


@pytest.mark.parametrize(
    "text", ["=cmd|'/c calc'!A0", "+SUM(A1)", "-1+cmd", "@x", "\t=1", " =1", "＝1", "\r=1", "%x", "\u00a0=1", "﹫x"]
)
def test_no_text_is_run_as_a_formula(text: str) -> None:
    assert read(text) == ["'" + text]


@pytest.mark.parametrize(
    "text",
    ["0042", "1-3", "1,2,5", "+47 900 11 222", "123456789012345", "1E5", "3.4", "00", "1\u00a0000", "１２３", "﹣1"],
)
def test_figures_that_are_no_amount_stay_as_they_are(text: str) -> None:
    assert read(text) == ["\t" + text]


@pytest.mark.parametrize(
    "text",
    [
        *("1. mai", "mai 1", "17 mai 2027", "2-mars", "5 %", "kr 5", "$5", "5 kr", "(5)", " 12 ", "12 ", "12:30"),
        *("10 A", "10:15 pm", "SANN", "usann", "TRUE", "1.5.2027", "10:00-11:00"),
    ],
)
def test_what_looks_like_a_day_money_or_a_truth_stays_what_was_typed(text: str) -> None:
    assert read(text) == ["\t" + text]


@pytest.mark.parametrize("text", ["mai", "Mai Berg", "borte 1. mai", "5 % av dagene", "8B", "10A", "Sann Berg", "kr"])
def test_a_sentence_or_a_name_is_no_day(text: str) -> None:
    assert read(text) == [text]


@pytest.mark.parametrize("text", ["Åse", "8B", "1001", "0", "-", "", 'si "hei"; og\nmer', "[/b]", "#N/A"])
def test_other_text_is_left_alone(text: str) -> None:
    assert read(text) == [text if text != "-" else "'-"]
