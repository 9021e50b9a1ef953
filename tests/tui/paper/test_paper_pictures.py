"""The pictures of documents in the docs: each is of the document as it is made now.

A picture changes only when somebody meant it to: look at the document, then write the pictures anew with
TILSTEDE_PICTURES=write (it takes poppler's ``pdftoppm``).
"""

from __future__ import annotations

import os
import re
import subprocess
import zlib
from hashlib import sha256
from pathlib import Path
from struct import pack

import msgspec
import pytest

from tests.tui.paper.made_up import NOW, made
from tests.tui.paper.test_documents import FILLED
from tui.paper.ink import TEMPLATE
from tui.paper.kinds import KINDS
from tui.paper.making import Made

DOCS = Path(__file__).resolve().parents[3] / "docs" / "pictures" / "documents"
WRITING = os.environ.get("TILSTEDE_PICTURES") == "write"
DPI = "64"
SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_is_of_the_document_as_it_is_made_now(kind: str) -> None:
    document, picture = document_of(kind), DOCS / f"{kind}.png"
    if WRITING:
        picture.write_bytes(png(document.data, drawn_from(document)))

    assert said_in(picture) == drawn_from(document).decode(), "another document: TILSTEDE_PICTURES=write"


def document_of(kind: str) -> Made:
    if kind != "anonymous-pps":
        given, now, asked = FILLED[kind]
        return made(kind, given, now, **asked)
    shown = made(kind, "Jens", NOW).package
    assert shown is not None
    return made(kind, "Jens", NOW, approved=shown.code)


def drawn_from(document: Made) -> bytes:
    """What tells this document, inked by this template, from every other."""
    return sha256(msgspec.json.encode(document.paper) + TEMPLATE.read_bytes()).hexdigest().encode()


def said_in(picture: Path) -> str:
    """The same, as the picture has it beside it."""
    found = re.search(rb"Source\0([0-9a-f]{64})", picture.read_bytes())
    return found[1].decode() if found else ""


def png(data: bytes, drawn: bytes) -> bytes:
    """The first page in sixteen greys, small; beside it what it was drawn from."""
    drawing = ["pdftoppm", "-r", DPI, "-gray", "-f", "1", "-l", "1", "-"]
    grey = subprocess.run(drawing, input=data, capture_output=True, check=True, timeout=60).stdout
    width, height, pixels = _read(grey)
    rows = (b"\0" + _sixteen(pixels[n * width : (n + 1) * width]) for n in range(height))
    head = pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        (b"tEXt", b"Source\0" + drawn),
        (b"IDAT", zlib.compress(b"".join(rows), 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks)


def _read(pgm: bytes) -> tuple[int, int, bytes]:
    """``P5``, how wide and how high, the whitest, and a byte for each pixel."""
    _kind, size, _most, pixels = pgm.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, pixels


def _sixteen(row: bytes) -> bytes:
    """Two pixels in a byte."""
    levels = [(pixel * 15 + 127) // 255 for pixel in row] + [15] * (len(row) % 2)
    return bytes(levels[n] << 4 | levels[n + 1] for n in range(0, len(levels), 2))


def _chunk(name: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))
