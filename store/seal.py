"""The seal: the last table of every file says which form it has, which command wrote it, and what it must hold.

It also says which file it is the seal of, so that one file in the place of another is found out.

The rules of this file: the checksum is SHA-256 over the canonical JSON of all other tables: compact, UTF-8, the keys
of every object in order of code point. A file whose form we do not know, or that is not what its seal says, is
refused by name with what to do. Layout does not count: what TinyDB or an editor only wrote out anew is the same file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from rules.words import N_
from store import formats, lines
from store.errors import FileRefused, TooNew

TABLE = "_file"
FIRST_ID = 100001  # ids of one width: their order as text is their order as numbers

_T = TypeVar("_T")

_END = b"\n}\n"
_EMPTY = len(lines.open_text({}))
_TAIL = b',\n"_file":{'


class Seal(msgspec.Struct, frozen=True):
    """What the last table says; ``file`` is "" where it was written before files had their names in them."""

    format: int
    revision: int
    checksum: str
    file: str = ""


class Unsealed(msgspec.Struct, frozen=True):
    """A sound file: the command that wrote it, and its other tables as JSON."""

    revision: int
    body: bytes


class _OnlySeal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: dict[str, Seal] = msgspec.field(name="_file")


class _AnySeal(msgspec.Struct, frozen=True):
    file: dict[str, Seal] = msgspec.field(name="_file")


class _AnyFormat(msgspec.Struct, frozen=True):
    format: int


class _Unread(msgspec.Struct, frozen=True):
    file: dict[str, _AnyFormat] = msgspec.field(name="_file")


_only = msgspec.json.Decoder(_OnlySeal)
_any = msgspec.json.Decoder(_AnySeal)
_unread = msgspec.json.Decoder(_Unread)
_canonical = msgspec.json.Encoder(order="sorted")


def sealed(tables: Mapping[str, Mapping[str, Any] | lines.Text], revision: int, file: str = "") -> bytes:
    """A file of this name: the tables in canonical order, and the seal behind them."""
    text = lines.open_text({name: _in_order(tables[name]) for name in sorted(tables) if name != TABLE})
    own = {"file": file} if file else {}
    seal = {**own, "format": formats.TODAY, "revision": revision, "checksum": checksum(without_breaks(text + b"}"))}
    last = lines.encode_table(TABLE, {str(FIRST_ID): seal})
    return b"".join((text, b",\n" if len(text) > _EMPTY else b"", last, _END))


def unseal(data: bytes, name: str, file: str = "") -> Unsealed:
    """What a file holds, if it is sound; ``name`` is how the refusal names it, ``file`` which one it is to be."""
    end = data.rfind(_TAIL)
    if end >= 0:
        body = data[:end] + _END
        seal = _quick_seal(data[end + len(_TAIL) :])
        if seal and seal.format == formats.TODAY and seal.checksum == checksum(without_breaks(body)):
            _refuse_another(seal, name, file)
            return Unsealed(seal.revision, body)
    return _unseal_any(data, name, file)


def checksum(canonical: bytes) -> str:
    """The checksum of canonical JSON."""
    return hashlib.sha256(canonical).hexdigest()


def without_breaks(data: bytes) -> bytes:
    """Our own layout has line breaks between tokens and no other blanks, and JSON text has none inside strings."""
    return data.replace(b"\n", b"")


def _in_order(table: Mapping[str, Any] | lines.Text) -> Mapping[str, Any] | lines.Text:
    if isinstance(table, lines.Text):
        return table
    ordered = sorted(table)
    return table if ordered == list(table) else {doc_id: table[doc_id] for doc_id in ordered}


def _quick_seal(tail: bytes) -> Seal | None:
    try:
        return _one(_only.decode(b'{"_file":{' + tail).file)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _unseal_any(data: bytes, name: str, file: str) -> Unsealed:
    """The slow way: whatever the layout, the canonical JSON is worked out anew."""
    try:
        tables: dict[str, Any] = msgspec.json.decode(data, type=dict[str, dict[str, Any]])
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise FileRefused(DAMAGED, file=name) from wrong
    seal = _known_seal(data, name)
    tables.pop(TABLE)
    body = _canonical.encode(tables)
    if seal.checksum != checksum(body):
        raise FileRefused(CHANGED, file=name)
    _refuse_another(seal, name, file)
    if seal.format != formats.TODAY:
        body = _canonical.encode(formats.raised(tables, seal.format, name))
    return Unsealed(seal.revision, body)


def _refuse_another(seal: Seal, name: str, file: str) -> None:
    """A former version (``school.previous.json``) has the seal of the file it was."""
    if seal.file not in ("", (file or name).replace(".previous.", ".")):
        raise FileRefused(ANOTHER, file=name, other=seal.file)


def _known_seal(data: bytes, name: str) -> Seal:
    """The seal, once it is certain that it is of a form we know."""
    try:
        form = _one(_unread.decode(data).file)
        if form and form.format > formats.TODAY:
            raise TooNew(TOO_NEW, file=name, format=form.format, known=formats.TODAY)
        seal = _one(_any.decode(data).file)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise FileRefused(UNSEALED, file=name) from wrong
    if seal is None or not formats.known(seal.format):
        raise FileRefused(UNSEALED, file=name)
    return seal


def _one(seals: dict[str, _T]) -> _T | None:
    return next(iter(seals.values())) if len(seals) == 1 else None


DAMAGED = N_("{file} er skadet og leses ikke. Hent den fra en sikkerhetskopi (tilstede restore). Resten virker.")
CHANGED = N_(
    "{file} er endret utenfor Tilstede eller skadet, og leses ikke. Hent den fra en sikkerhetskopi "
    "(tilstede restore), eller ta inn endringen (tilstede adopt). Resten virker."
)
ANOTHER = N_(
    "{file} er {other} under et annet navn, og leses ikke. Hent den fra en sikkerhetskopi (tilstede restore), "
    "eller ta den inn (tilstede adopt). Resten virker."
)
UNSEALED = N_(
    "{file} mangler seglet sitt (_file) og leses ikke. Hent den fra en sikkerhetskopi (tilstede restore), "
    "eller ta den inn (tilstede adopt). Resten virker."
)
TOO_NEW = N_(
    "{file} er skrevet av en nyere Tilstede (format {format}, denne kjenner {known}). Oppgrader programmet; "
    "ingenting er endret."
)
