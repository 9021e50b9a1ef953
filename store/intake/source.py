"""Where the bytes come from: a file, bytes from standard input, a folder or a zip.

The rules of this file: a file is read in pieces, never whole; nothing is unpacked onto the disk;
what is too big, or packed too tightly to be honest, is refused before it is read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rules.words import N_
from store.errors import reason
from store.intake.said import IntakeError, size_said

MEBIBYTE = 1024 * 1024

#: How much is read, and no more. A municipality's largest school gives a tenth of it.
LIMITS: Mapping[str, int] = {
    "file_bytes": 256 * MEBIBYTE,  # one file
    "rows": 2_000_000,  # rows of one file
    "line_characters": 1 * MEBIBYTE,  # one line
    "zip_entries": 500,  # files in a zip
    "zip_bytes": 128 * MEBIBYTE,  # all files in a zip, unpacked
    "zip_ratio": 200,  # unpacked to packed: text packs 5-20 times, a bomb 1000
}

#: How files begin that are no text, and what they are. A zip is told from a workbook by what is in it.
_NO_TEXT: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Excel (xls)"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
)


@dataclass(frozen=True)
class Source:
    """One file made elsewhere, or a folder or zip of them."""

    name: str
    path: Path | None = None
    content: bytes | None = None

    @classmethod
    def from_path(cls, path: Path) -> Source:
        """A file, a folder, or a zip file on this machine."""
        return cls(path.name, path=path)

    @classmethod
    def from_bytes(cls, name: str, content: bytes) -> Source:
        """What came on standard input, or was made in a test; the name is for the sentences."""
        return cls(name, content=content)

    def open(self) -> IO[bytes]:
        """The bytes, from the start; each call opens anew."""
        if self.content is not None:
            return io.BytesIO(self.content)
        assert self.path is not None
        try:
            self._refuse_too_big(self.path.stat().st_size)
            return self.path.open("rb")
        except OSError as error:
            raise self._unreadable(error) from None

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder or a zip: several files in one."""
        if self.content is None:
            assert self.path is not None
            if self.path.is_dir():
                return True
        return self.starts_with(b"PK\x03\x04")

    def starts_with(self, magic: bytes) -> bool:
        """Whether the first bytes are these."""
        with self.open() as stream:
            return stream.read(len(magic)) == magic

    def members(self) -> Mapping[str, Source]:
        """The CSV files of a folder or zip, by lower-case name without its folders."""
        if self.path is not None and self.path.is_dir():
            return {path.name.lower(): Source.from_path(path) for path in sorted(self.path.iterdir()) if _is_csv(path)}
        return self._zipped()

    def _zipped(self) -> Mapping[str, Source]:
        try:
            with self.open() as stream, zipfile.ZipFile(stream) as packed:
                wanted = self._honest(packed.infolist())
                return {name: Source.from_bytes(name, _unpacked(packed, entry)) for name, entry in wanted.items()}
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
            raise IntakeError(
                N_("{file} er en skadet eller låst zip-fil. Pakk den ut, og hent inn mappen."), file=self.name
            ) from error

    def _honest(self, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        """The CSV files in a zip that keeps the limits; a workbook is a zip too, and is named."""
        if any(entry.filename in {"[Content_Types].xml", "mimetype"} for entry in entries):
            raise not_text(self.name, "Excel (xlsx/ods)")
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if (
            len(entries) > LIMITS["zip_entries"]
            or unpacked > LIMITS["zip_bytes"]
            or unpacked > max(packed, 1) * LIMITS["zip_ratio"] + MEBIBYTE
        ):
            raise IntakeError(
                N_("{file} pakker ut til {count} filer og {size}, mer enn det leses. Hent inn filene hver for seg."),
                file=self.name,
                count=len(entries),
                size=size_said(unpacked),
            )
        names = {Path(entry.filename).name.lower(): entry for entry in entries if not entry.is_dir()}
        return {name: entry for name, entry in names.items() if name.endswith(".csv") and not name.startswith(".")}

    def refuse_no_text(self, start: bytes) -> None:
        """Say what a file is that is no text, and what to do."""
        kind = next((kind for magic, kind in _NO_TEXT if start.startswith(magic)), None)
        if kind is not None:
            raise not_text(self.name, kind)
        if start.lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml")):
            raise not_text(self.name, "HTML/XML")

    def _refuse_too_big(self, size: int) -> None:
        if size > LIMITS["file_bytes"]:
            raise IntakeError(
                N_("{file} er på {size}; mer enn {limit} leses ikke. Del filen, for eksempel etter klasse."),
                file=self.name,
                size=size_said(size),
                limit=size_said(LIMITS["file_bytes"]),
            )

    def _unreadable(self, error: OSError) -> IntakeError:
        return IntakeError(N_("{file} kan ikke leses: {why}"), file=self.name, why=reason(error))


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """As many bytes as the entry says it holds; one that lies, asked for all, fills the memory before it is caught."""
    with packed.open(entry) as file:
        return file.read(entry.file_size)


def not_text(name: str, kind: str) -> IntakeError:
    """The refusal of a file of another kind."""
    return IntakeError(
        N_(
            "{file} er en fil av typen {kind}, ikke CSV. Åpne den i Excel, velg «Lagre som» og «CSV UTF-8»,"
            " og hent inn den filen."
        ),
        file=name,
        kind=kind,
    )


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv" and not path.name.startswith(".") and path.is_file()
