"""Which encoding a file is written in, found out by reading it once in pieces.

The rules of this file: bytes that are sound UTF-8 are UTF-8; otherwise the old encoding in which the most bytes
are Nordic letters is taken, and said aloud when it is not the usual one; what is no text is refused.
"""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass

from rules.words import N_
from store.intake.said import IntakeError, size_said
from store.intake.source import LIMITS, Source
from store.tellings import Said

_PIECE = 256 * 1024

#: The old encodings, best first, each with the bytes of "æøåÆØÅéöäÖÄ" and what wrote it.
_OLD: tuple[tuple[str, str], ...] = (
    ("cp1252", "Windows"),
    ("mac_roman", "Mac"),
    ("cp865", "DOS"),
)

_LETTERS = "æøåÆØÅéèöäÖÄ"

#: How "æøåÆØÅ" in UTF-8 begin and end: several of these mean damaged UTF-8 rather than an old encoding.
_UTF8_LETTERS = (b"\xc3\xa6", b"\xc3\xb8", b"\xc3\xa5", b"\xc3\x86", b"\xc3\x98", b"\xc3\x85")

_ASCII = bytes(range(128))

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Encoding:
    """How a file is written: Python's name, what to do with bad bytes, and what is said about it."""

    name: str
    errors: str = "strict"
    notes: tuple[Said, ...] = ()
    nul: bool = False


def encoding_of(source: Source) -> Encoding:
    """The encoding of a file; an empty file and one that is no text are refused with what to do."""
    with source.open() as stream:
        start = stream.read(4096)
    if not start.strip(b"\xef\xbb\xbf\xff\xfe\x00\r\n\t ;,"):
        raise IntakeError(N_("{file} er tom."), file=source.name)
    source.refuse_no_text(start)
    wide = _with_bom(start) or _utf16_without_bom(start)
    return Encoding(wide, "replace") if wide else _narrow(source)


def _with_bom(start: bytes) -> str:
    name = next((name for bom, name in _BOMS if start.startswith(bom)), "")
    return "" if name == "utf-8-sig" else name


def _utf16_without_bom(start: bytes) -> str:
    """Text in UTF-16 has a zero in nearly every other byte; where tells which way round."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) * 0.3 and even < len(start) * 0.05:
        return "utf-16-le"
    if even > len(start) * 0.3 and odd < len(start) * 0.05:
        return "utf-16-be"
    return ""


@dataclass
class _Seen:
    """What one reading of all bytes found."""

    sound: bool = True
    bom: bool = False
    nul: bool = False
    utf8_letters: int = 0
    high: Counter[int] | None = None


def _narrow(source: Source) -> Encoding:
    seen = _look_through(source)
    name = "utf-8-sig" if seen.bom else "utf-8"
    if seen.sound:
        return Encoding(name, nul=seen.nul)
    high = seen.high or Counter()
    if 2 * seen.utf8_letters > sum(high.values()) - 2 * seen.utf8_letters:
        note = Said(N_("Filen er UTF-8, men skadet: noen tegn kan ikke leses og vises som \ufffd."))
        return Encoding(name, "replace", (note,), seen.nul)
    return _old(high, seen.nul)


def _look_through(source: Source) -> _Seen:
    """Read all bytes once: are they sound UTF-8, which bytes above 127 are there, is every line a line."""
    seen = _Seen(high=Counter())
    decoder = codecs.getincrementaldecoder("utf-8")()
    run = size = 0
    with source.open() as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > LIMITS["file_bytes"]:
                raise IntakeError(N_("{file} er større enn {limit}."), file=source.name, limit=size_said(size))
            run = _longest_open_line(source, piece, run)
            _note_piece(seen, piece, decoder)
    seen.sound = seen.sound and _is_sound(decoder, b"", final=True)
    return seen


def _note_piece(seen: _Seen, piece: bytes, decoder: codecs.IncrementalDecoder) -> None:
    assert seen.high is not None
    seen.nul = seen.nul or b"\0" in piece
    if not seen.bom and piece.startswith(codecs.BOM_UTF8):
        seen.bom = True
    if seen.sound and not piece.isascii():
        seen.sound = _is_sound(decoder, piece)
    elif seen.sound:
        seen.sound = _is_sound(decoder, piece[:1])
    if not piece.isascii():
        seen.high.update(piece.translate(None, _ASCII))
        seen.utf8_letters += sum(piece.count(letter) for letter in _UTF8_LETTERS)


def _is_sound(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _longest_open_line(source: Source, piece: bytes, run: int) -> int:
    """Characters since the last line break; a line that never ends is refused before it fills the memory."""
    breaks = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
    run = len(piece) - breaks - 1 if breaks >= 0 else run + len(piece)
    if run > LIMITS["line_characters"]:
        raise IntakeError(
            N_("{file} har en linje på over {limit} uten linjeskift. Det er ikke en CSV-fil med én rad per linje."),
            file=source.name,
            limit=size_said(LIMITS["line_characters"]),
        )
    return run


def _old(high: Counter[int], nul: bool) -> Encoding:
    """The old encoding in which the most of the bytes above 127 are letters a Norwegian name has."""
    best, made_by = max(_OLD, key=lambda old: sum(high[byte] for byte in _LETTERS.encode(old[0])))
    if best == "cp1252" and any(high[byte] for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)):
        best, made_by = "latin-1", "Latin-1"
    if best == "cp1252":
        return Encoding(best, nul=nul)
    note = Said(
        N_("Filen er lest som {encoding} ({made_by}). Se at æ, ø og å står riktig i navnene."),
        {"encoding": best, "made_by": made_by},
    )
    return Encoding(best, notes=(note,), nul=nul)
