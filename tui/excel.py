"""A table as the CSV that Excel in Norway opens right, and that other programs read as well.

The rules of this file: UTF-8 with its mark, semicolons, CRLF, dates as ``14.09.2026``; nothing somebody typed is ever
run as a formula: a text that begins like one has ``'`` first, and what a spreadsheet would make something else of (a
number with zeros first, a telephone, lessons like ``1-3``, ``1. mai``, ``5 %``) has a tab first, which Excel shows as
nothing.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from rules.calendar import school_clock

Cell = str | int | float | date | datetime | None

#: What a spreadsheet takes for the start of a formula; wide and small signs are folded to these, as some do.
FORMULA = tuple("=+-@\t\r\n|%")

_AMOUNT = re.compile(r"0|[1-9][0-9]{0,10}")
_FIGURES = re.compile(r"[+0-9(][0-9 .,:;/+()eE-]*")
_MONTH = r"(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)[a-z]*"
_OTHERWISE = re.compile(
    rf"(?=.*\d)[\d .,/-]*{_MONTH}[\d .,/-]*"  # a day
    r"|(?=.*\d)(?:kr|nok|[$€£])?[ .]*[\d .,-]+(?:%|kr|nok|[$€£])?"  # money, a share
    r"|[\d:]+(?: [ap]m?|[ap]m)|sann|usann|true|false",  # a time of day, a truth
    re.IGNORECASE,
)


def csv_for_excel(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The whole file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(heading) for heading in headings])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{school_clock(cell):%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return _text(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _text(text: str) -> str:
    """A text that stays one."""
    if _AMOUNT.fullmatch(text):
        return text
    plain = unicodedata.normalize("NFKC", text).strip()  # wide figures and blanks that do not break are figures too
    if _FIGURES.fullmatch(plain) or (plain and _OTHERWISE.fullmatch(plain)):
        return f"\t{text}"
    return f"'{text}" if plain.startswith(FORMULA) or text.startswith(FORMULA) else text
