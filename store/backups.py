"""Backups: the form of a backup file, packed and opened.

The rules of this file: a plain tar.gz that any machine can open, the manifest first and then the school's files in
the manifest's order; the same school at the same moment gives the same bytes. Opened, nothing is believed: every
name, kind, size and checksum is the manifest's, or the file is refused, and nothing is read beyond what it declares.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from rules.words import N_, Phrase
from store import seal
from store.documents import SCHOOL
from store.encryption import decrypted, is_encrypted
from store.errors import FileRefused, StoreError, TooNew, reason
from store.files import Disk
from store.holdings import proper, school_first

FORMAT = 1
MANIFEST = "manifest.json"

MOST_FILES = 50_000
LARGEST_FILE = 512 * 1024 * 1024
LARGEST = 4 * 1024 * 1024 * 1024
RATIO = 200
"""How many times its packed size a backup may declare: our files are written at about a tenth."""

_FREE = 16 * 1024 * 1024  # before the manifest is known, and for a small backup whatever its ratio
_BLOCK = 512
_RECORD = 20 * _BLOCK
_EACH = 8 * _BLOCK  # a member's headers and padding


class Entry(msgspec.Struct, frozen=True):
    """One file: its size, SHA-256, and the revision in its seal (0: it has none)."""

    size: int
    sha256: str
    revision: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds. ``checksum`` is of the manifest itself without it.

    ``log`` is the head of the access log, as ``store/log_chain.py`` says it; "" where there was none.
    """

    format: int
    school: str
    made: datetime
    by: str
    revision: int
    files: dict[str, Entry]
    checksum: str = ""
    log: str = ""

    @property
    def size(self) -> int:
        """Of all files together."""
        return sum(entry.size for entry in self.files.values())


class _AnyFormat(msgspec.Struct, frozen=True):
    format: int


class BackupRefused(FileRefused):
    """A file that is no backup, is damaged, or means harm."""


def entry(data: bytes, revision: int) -> Entry:
    """What the manifest says of a file."""
    return Entry(len(data), hashlib.sha256(data).hexdigest(), revision)


def packed(manifest: Manifest, read: Callable[[str], bytes]) -> Iterator[bytes]:
    """The backup's bytes, a part at a time; ``read`` gives a file of the manifest."""
    press = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)  # gzip, with no name and no time in it
    length = 0
    for part in _tarred(manifest, read):
        length += len(part)
        yield press.compress(part)
    end = 2 * _BLOCK
    yield press.compress(b"\0" * (end + -(length + end) % _RECORD))
    yield press.flush()


def sealed(manifest: Manifest) -> Manifest:
    """With its files in order and its checksum."""
    ordered = {name: manifest.files[name] for name in school_first([*manifest.files])}
    bare = msgspec.structs.replace(manifest, files=ordered, checksum="")
    return msgspec.structs.replace(bare, checksum=seal.checksum(msgspec.json.encode(_told(bare))))


def _told(manifest: Manifest) -> dict[str, object]:
    """As it is written: one without a log says nothing of it, like those of before there was one."""
    fields: dict[str, object] = msgspec.to_builtins(manifest)
    if not manifest.log:
        del fields["log"]
    return fields


class Backup:
    """A backup that was opened: its manifest, and its files one after another."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        with self._refusing(), self._opened() as (tar, bound):
            self.manifest = self._manifest(tar, bound)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file, as the manifest has it; ``BackupRefused`` at the first that is not."""
        with self._refusing(), self._opened() as (tar, bound):
            self._manifest(tar, bound)
            for name, told in self.manifest.files.items():
                data = self._member(tar, name, told.size)
                if hashlib.sha256(data).hexdigest() != told.sha256:
                    raise BackupRefused(DAMAGED, file=self.name, why=Phrase(N_("sjekksummen stemmer ikke")))
                yield name, data
            if tar.next() is not None:
                raise BackupRefused(NOT_OURS, file=self.name)
            bound.drain()

    def _manifest(self, tar: tarfile.TarFile, bound: _Bound) -> Manifest:
        data = self._member(tar, MANIFEST, None)
        form = msgspec.json.decode(data, type=_AnyFormat).format
        if form > FORMAT:
            raise TooNew(TOO_NEW, file=self.name, format=form, known=FORMAT)
        found = msgspec.json.decode(data, type=Manifest)
        if form != FORMAT or found != sealed(found):
            raise BackupRefused(DAMAGED, file=self.name, why=Phrase(N_("innholdslista er endret")))
        self._refuse_harm(found)
        bound.left += found.size + _EACH * len(found.files) + _RECORD
        return found

    def _refuse_harm(self, manifest: Manifest) -> None:
        names = manifest.files
        if SCHOOL not in names or not all(map(proper, names)) or len(names) > MOST_FILES:
            raise BackupRefused(NOT_OURS, file=self.name)
        sizes = [told.size for told in names.values()]
        if min(sizes) < 0 or max(sizes) > LARGEST_FILE or sum(sizes) > min(LARGEST, _FREE + RATIO * len(self._data)):
            raise BackupRefused(TOO_LARGE, file=self.name)

    def _member(self, tar: tarfile.TarFile, name: str, size: int | None) -> bytes:
        """The next member, which must be this one: a plain file of that size."""
        member = tar.next()
        plain = member is not None and member.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not member.linkname
        if member is None or not plain or member.name != name or (size is not None and member.size != size):
            raise BackupRefused(NOT_OURS, file=self.name)
        if member.size > (_FREE if size is None else size):
            raise BackupRefused(TOO_LARGE, file=self.name)
        opened = tar.extractfile(member)
        data = opened.read() if opened else b""
        if len(data) != member.size:
            raise BackupRefused(DAMAGED, file=self.name, why=Phrase(N_("den er ikke hel")))
        return data

    def _opened(self) -> _Opened:
        return _Opened(self._data, self.name)

    def _refusing(self) -> _Refusing:
        return _Refusing(self.name)


_DAMAGE = (
    *(tarfile.TarError, zlib.error, msgspec.DecodeError),
    *(EOFError, OSError, ValueError, OverflowError, RecursionError),
)


class _Refusing:
    """What a damaged file makes the readers of its form say, said as that."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, failed: BaseException | None, _trace: object) -> None:
        if isinstance(failed, _DAMAGE):
            why = N_("den er ikke hel") if isinstance(failed, EOFError) else N_("den lar seg ikke pakke ut")
            raise BackupRefused(DAMAGED, file=self._name, why=Phrase(why)) from failed


class _Opened:
    """The tar inside, and the bound on how much is read of it."""

    def __init__(self, data: bytes, name: str) -> None:
        self._gzip = gzip.GzipFile(fileobj=io.BytesIO(data))
        self._bound = _Bound(self._gzip, name)

    def __enter__(self) -> tuple[tarfile.TarFile, _Bound]:
        self._tar = tarfile.open(fileobj=self._bound, mode="r|")  # type: ignore[call-overload]
        return self._tar, self._bound

    def __exit__(self, *_failed: object) -> None:
        self._tar.close()
        self._gzip.close()


class _Bound:
    """Reads no more than it was promised."""

    def __init__(self, inner: gzip.GzipFile, name: str) -> None:
        self._inner = inner
        self._name = name
        self.left = _FREE + _RECORD

    def read(self, size: int) -> bytes:
        data = self._inner.read(min(size, self.left + 1))
        self.left -= len(data)
        if self.left < 0:
            raise BackupRefused(TOO_LARGE, file=self._name)
        return data

    def drain(self) -> None:
        """To the end, where the checksum of the whole stands; only zeros may follow."""
        while data := self.read(_RECORD):
            if data.strip(b"\0"):
                raise BackupRefused(NOT_OURS, file=self._name)


def opened(disk: Disk, path: Path, key_file: Path | None = None) -> Backup:
    """A backup in a file; an encrypted one needs ``key_file``."""
    try:
        data = disk.read(path.resolve())[1]
    except OSError as failed:
        raise StoreError(UNREADABLE, file=path, why=reason(failed)) from failed
    if is_encrypted(data):
        data = decrypted(data, key_file, path.name)
    return Backup(data, path.name)


def _tarred(manifest: Manifest, read: Callable[[str], bytes]) -> Iterator[bytes]:
    listed = msgspec.json.format(msgspec.json.encode(_told(manifest)), indent=1) + b"\n"
    yield from _tarred_file(MANIFEST, listed, manifest.made)
    for name in manifest.files:
        yield from _tarred_file(name, read(name), manifest.made)


def _tarred_file(name: str, data: bytes, made: datetime) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(data), 0o600, int(made.timestamp())
    yield info.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict")
    yield data
    yield b"\0" * (-len(data) % _BLOCK)


UNREADABLE = N_("{file} kan ikke leses: {why}.")
DAMAGED = N_("{file} er ingen hel sikkerhetskopi: {why}. Ingenting er hentet fra den; bruk en annen kopi.")
NOT_OURS = N_("{file} er ingen sikkerhetskopi fra Tilstede: den holder noe annet enn en skole. Bruk en annen kopi.")
TOO_LARGE = N_("{file} ville blitt mye større enn en skole når den pakkes ut. Ingenting er hentet; bruk en annen kopi.")
TOO_NEW = N_(
    "{file} er laget av en nyere Tilstede (format {format}, denne kjenner {known}). Oppgrader programmet først."
)
