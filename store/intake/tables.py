"""A file of rows and columns: its delimiter, its headings, and its rows one at a time.

The rules of this file: rows are streamed, never kept; a row keeps the line it began on; a row that cannot be read is
refused with that line; which columns are read and which are not is said.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from rules.words import N_
from store.intake.columns import Columns, columns_of, recognised
from store.intake.encodings import Encoding, encoding_of
from store.intake.said import IntakeError, shown
from store.intake.source import LIMITS, Source
from store.tellings import Refused, Said

#: What separates columns, the likeliest first, and its name.
DELIMITERS: Mapping[str, str] = {
    ";": N_("semikolon"),
    ",": N_("komma"),
    "\t": N_("tabulator"),
    "|": N_("loddrett strek"),
}

#: How far down the headings may stand: some systems write a title and a date above them.
_HEADINGS_WITHIN = 20
_SAMPLE_LINES = 200

#: A cell may have line breaks, but one over more lines than this is a quote that was never closed.
_CELL_LINES = 40

#: Told now and then how many bytes have been read.
Progress = Callable[[int], None]


class _Reader(Protocol):
    """What ``csv.reader`` gives."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass
class Table:
    """One file, opened: ``rows`` reads it from the top each time it is called."""

    source: Source
    encoding: Encoding
    delimiter: str
    header_line: int
    columns: Columns
    notes: list[Said] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    damaged: list[Refused] = field(default_factory=list)  # of the last reading: rows that are no rows
    lines: int = 0
    date_form: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        """The headings, as they stand."""
        return self.columns.header

    def refuse(self, line: int, why: Said) -> None:
        """Leave a row out, and say why."""
        self.refused.append(Refused(line, why.sentence, why.values))

    def rows(self, progress: Progress | None = None) -> Iterator[tuple[int, list[str]]]:
        """Each row below the headings with the line it began on, as wide as the headings; blank rows are left out."""
        self.damaged = []
        csv.field_size_limit(LIMITS["line_characters"])
        with (
            self.source.open() as raw,
            io.TextIOWrapper(raw, encoding=self.encoding.name, errors=self.encoding.errors, newline="") as text,
        ):
            reader = csv.reader(text, delimiter=self.delimiter)
            for line, cells in self._sound(reader):
                if progress and not line & 2047:
                    progress(raw.tell())
                yield line, cells

    def _sound(self, reader: _Reader) -> Iterator[tuple[int, list[str]]]:
        """The rows as csv reads them, but the damaged ones; after a damaged row reading goes on below it."""
        width, header_line, end, usual = len(self.header), self.header_line, 0, not self.encoding.nul
        while True:
            try:
                for cells in reader:
                    start = end + 1
                    end = reader.line_num
                    if start == end and usual and len(cells) == width and cells[0] and start > header_line:
                        yield start, cells
                    elif start > header_line and (mended := self._mended(start, end, cells)):
                        yield start, mended
                break
            except csv.Error:
                start, end = end + 1, reader.line_num
                self._refuse_open_quote(start, end)
        self.lines = end

    def _mended(self, start: int, end: int, cells: list[str]) -> list[str] | None:
        """A row that is not as wide as the headings, made so; None for a blank or refused one."""
        width = len(self.header)
        if not any(cell.strip() for cell in cells):
            return None
        if end - start >= _CELL_LINES:
            self._refuse_open_quote(start, end)
            return None
        if any("\0" in cell for cell in cells):
            self._damaged(start, Said(N_("Raden er skadet: den har nullbyte i seg.")))
            return None
        if any(cell.strip() for cell in cells[width:]):
            self._refuse_too_wide(start, len(cells))
            return None
        return cells[:width] + [""] * (width - len(cells))

    def _refuse_too_wide(self, line: int, count: int) -> None:
        sentence = N_(
            "Raden har {cells} felt, men det er {columns} overskrifter. Står det «{delimiter}» inne i en tekst?"
        )
        values = {"cells": count, "columns": len(self.header), "delimiter": self.delimiter}
        self._damaged(line, Said(sentence, values))

    def _refuse_open_quote(self, start: int, end: int) -> None:
        sentence = N_('Linje {first}–{last} er lest som ett felt: et anførselstegn (") er åpnet og ikke lukket.')
        self._damaged(start, Said(sentence, {"first": start, "last": end}))

    def _damaged(self, line: int, why: Said) -> None:
        self.damaged.append(Refused(line, why.sentence, why.values))

    def all_refused(self) -> tuple[Refused, ...]:
        """Every row left out, in the order of the file."""
        return tuple(sorted([*self.damaged, *self.refused], key=_line))


def _line(refused: Refused) -> int:
    return refused.line


def open_table(source: Source, kind: str, mapping: Mapping[str, str]) -> Table:
    """Find out how a file is written and which columns it has; a file that lacks a needed column is refused."""
    encoding = encoding_of(source)
    sample = _sample(source, encoding)
    told, skip = _told_delimiter(sample)
    found = [_headings_by(sample, delimiter, kind, mapping) for delimiter in ([told] if told else DELIMITERS)]
    best = max(found, key=lambda guess: (guess.known, len(guess.header)))
    columns = columns_of(source.name, kind, best.header, mapping, best.below)
    table = Table(source, encoding, best.delimiter, best.line, columns, [*encoding.notes, *columns.notes])
    if best.before > skip:
        table.notes.insert(
            0,
            Said(N_("Overskriftene står på linje {line}; det som står over, er ikke lest."), {"line": best.line}),
        )
    return table


def open_plain(source: Source) -> Table:
    """A file whose headings are known and stand first (OneRoster): all its columns, none chosen."""
    encoding = encoding_of(source)
    sample = _sample(source, encoding)
    guesses = [_headings_by(sample[:1], delimiter, "students", {}) for delimiter in DELIMITERS]
    best = max(guesses, key=lambda guess: len(guess.header))
    return Table(source, encoding, best.delimiter, best.line, Columns(best.header, {}))


@dataclass(frozen=True)
class _Headings:
    """Where the headings stand if the file has this delimiter."""

    delimiter: str
    line: int
    before: int
    header: tuple[str, ...]
    known: int
    below: list[list[str]]


def _sample(source: Source, encoding: Encoding) -> list[str]:
    with source.open() as raw, io.TextIOWrapper(raw, encoding.name, encoding.errors, newline="") as text:
        return list(islice(text, _SAMPLE_LINES))


def _told_delimiter(sample: Sequence[str]) -> tuple[str, int]:
    """What a "sep=;" line tells (Excel writes one), and the number of lines that takes."""
    first = sample[0].strip('\ufeff \r\n"') if sample else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return ("\t", 1) if first.lower() == "sep=" else ("", 0)


def _headings_by(sample: Sequence[str], delimiter: str, kind: str, mapping: Mapping[str, str]) -> _Headings:
    """The first row with the most known headings; where none is known, the first row with anything in it."""
    rows = list(_numbered(sample, delimiter))
    if not rows:
        return _Headings(delimiter, 1, 0, (), 0, [])
    known = [recognised(cells, kind, mapping) for _start, _end, cells in rows[:_HEADINGS_WITHIN]]
    place = known.index(max(known))
    _start, end, cells = rows[place]
    header = _without_trailing(cells)
    return _Headings(delimiter, end, place, header, known[place], [below for _s, _e, below in rows[place + 1 :]])


def _numbered(sample: Sequence[str], delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    reader = csv.reader(sample, delimiter=delimiter)
    end = 0
    try:
        for cells in reader:
            start, end = end + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                yield start, end, cells
    except csv.Error:
        return


def _without_trailing(cells: list[str]) -> tuple[str, ...]:
    """The headings without the empty ones at the end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return tuple(cell.strip() for cell in cells)


def delimiter_name(delimiter: str) -> str:
    """What a delimiter is called (a msgid), or the sign itself."""
    return DELIMITERS.get(delimiter, shown(delimiter))


def refuse_empty(table: Table) -> IntakeError:
    """The refusal of a file with headings and nothing below."""
    return IntakeError(N_("{file} har overskrifter, men ingen rader under."), file=table.source.name)
