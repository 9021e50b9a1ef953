"""What the command line prints: lines, tables and documents.

The rules of this file: a terminal gets tables that fit it, a pipe gets plain aligned text, both from the same rows;
what somebody typed is text and never markup, and no control character of theirs reaches a terminal; an error is
one line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.language import _

if TYPE_CHECKING:
    from rich.progress import Progress

Row = Sequence[str]


def speak_utf8() -> None:
    """Whatever the locale says, what is printed is UTF-8; a letter that cannot be is shown as its code."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str = "") -> None:
    """One line."""
    print(one_line(text))


def warn(text: str) -> None:
    """One line to the side, where it is in nobody's way."""
    print(one_line(text), file=sys.stderr)


def refuse(text: str) -> None:
    """Why not, in one line on standard error."""
    print(f"tilstede: {one_line(text)}", file=sys.stderr)


def document(shape: object) -> None:
    """One JSON document in UTF-8."""
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(shape), indent=2).decode())


def table(headings: Row, rows: Iterable[Row]) -> None:
    """Rows under headings; nothing for no rows."""
    clean = [[one_line(cell) for cell in row] for row in rows]
    if not clean:
        return
    if on_terminal():
        _ruled(headings, clean)
    else:
        _aligned(headings, clean)


def on_terminal() -> bool:
    """Is somebody looking at what is printed?"""
    return sys.stdout is not None and sys.stdout.isatty()


def progress() -> Progress:
    """A bar on standard error, if that is a terminal; it moves only when something was done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True, markup=False, highlight=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, auto_refresh=False, transient=True, disable=not console.is_terminal)


def one_line(text: str) -> str:
    """Text without line breaks and other control characters."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else " " for letter in text).rstrip()


def count(number: int) -> str:
    """A number as Norwegians group it: 12 345."""
    return f"{number:,}".replace(",", " ")


def yes_or_no(answer: bool) -> str:
    """A truth in a table."""
    return _("ja") if answer else _("nei")


def _ruled(headings: Row, rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        shown.add_column(Text(heading), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    Console(markup=False, highlight=False).print(shown)


def _aligned(headings: Row, rows: list[list[str]]) -> None:
    from rich.cells import cell_len

    lines = [list(headings), *rows]
    widths = [max(cell_len(line[place]) for line in lines) for place in range(len(headings))]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        print("  ".join(padded).rstrip())
