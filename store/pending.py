"""Commands over several files: all of their new versions are written aside, and one rename commits them all.

The rules of this file: the rename of the manifest is the commit; before it nothing has happened, after it everything
has. Only a writer, under the lock, moves the files into place and takes the manifest away; a reader takes a listed
file from here as long as it is here, and knows of none that is to go. Moving is done over again by the next writer if
one dies or fails in it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from rules.words import N_
from store import seal
from store.errors import FileRefused, Uncertain, reason
from store.files import Disk, Signature
from store.storage import UNCERTAIN, Renamed, beside, make_folders, rename_or_say_so, write_durably

FOLDER = "pending"
MANIFEST = "manifest.json"
PREVIOUS: Mapping[str, str] = {"school.json": "school.previous.json"}
"""Files whose last version is kept, and its name."""


class Manifest(msgspec.Struct, frozen=True):
    """The files of one command: each one's name, and its name under ``pending/``."""

    revision: int
    files: dict[str, str]
    checksum: str = ""
    gone: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    """Files that are no more, with the command."""


class Pending:
    """The folder ``pending/`` of a school."""

    def __init__(self, disk: Disk, folder: Path, forget: Callable[[Iterable[str]], None] = lambda _names: None) -> None:
        """``forget`` is told of files that are no more."""
        self._disk = disk
        self._school = folder
        self._forget = forget
        self._folder = folder / FOLDER
        self._path = self._folder / MANIFEST
        self._settled = False
        self._read: tuple[Signature | None, Manifest | None] = (None, None)

    def signature(self) -> Signature | None:
        """Which manifest stands; None if none does."""
        return self._disk.sign(self._path)

    def manifest(self) -> Manifest | None:
        """The manifest that stands."""
        signature = self.signature()
        if signature is None:
            return None
        if signature != self._read[0]:
            try:
                found, data = self._disk.read(self._path)
            except FileNotFoundError:
                return None
            self._read = (found, _checked(data))
        return self._read[1]

    @contextlib.contextmanager
    def settled(self) -> Iterator[None]:
        """Under the lock, when everything is in place: there is nothing to look for aside."""
        self._settled = True
        try:
            yield
        finally:
            self._settled = False

    def place(self, name: str) -> Path | None:
        """Where a listed file's new version stands aside; None if it is not listed."""
        if self._settled:
            return None
        manifest = self.manifest()
        aside = manifest.files.get(name) if manifest else None
        return self._folder / aside if aside else None

    def removes(self, name: str) -> bool:
        """Whether a command that is committed takes this file away."""
        manifest = None if self._settled else self.manifest()
        return manifest is not None and name in (manifest.gone or ())

    def stage(self, revision: int, number: int, data: bytes) -> str:
        """Write one file aside; its name there, which it has only when it is whole."""
        name = f"{revision}-{number}.json"
        path = self._folder / name
        fresh = beside(path, "new")
        write_durably(self._disk, fresh, data)
        self._disk.rename(fresh, path)
        return name

    def clear(self) -> None:
        """Before staging: what stands aside without a manifest was never told to anybody."""
        make_folders(self._disk, self._folder)
        for name in self._disk.names(self._folder):
            self._disk.remove(self._folder / name)

    def commit(
        self,
        revision: int,
        files: Mapping[str, str],
        sure: Callable[[], None] = lambda: None,
        gone: Iterable[str] = (),
    ) -> None:
        """The rename. ``sure`` is asked just before, and may refuse."""
        self._disk.sync_folder(self._folder)
        fresh = beside(self._path, "new")
        manifest = Manifest(revision, dict(files), gone=tuple(gone) or msgspec.UNSET)
        write_durably(self._disk, fresh, _written(manifest))
        sure()
        try:
            rename_or_say_so(self._disk, fresh, self._path)
        except Renamed as failed:
            self._take_back(failed)
            raise
        try:
            self._disk.sync_folder(self._folder)
        except OSError as failed:
            self._take_back(failed)
            raise

    def finish(self, tell: Callable[[int, list[str]], None], *, own: bool = False) -> None:
        """Under the lock: move what is committed into place, tell the log, and take the manifest away.

        ``own``: this very command wrote it, so nothing needs to be looked at again.
        """
        manifest = self.manifest()
        if manifest is None:
            return
        for name, aside in manifest.files.items():
            keeps = PREVIOUS.get(name, "") not in manifest.files
            self._move(name, self._folder / aside, manifest.revision, own=own, keeps=keeps)
        gone = manifest.gone or ()
        for name in gone:
            with contextlib.suppress(FileNotFoundError):
                self._disk.remove(self._school / name)
        for folder in sorted({(self._school / name).parent for name in (*manifest.files, *gone)}):
            with contextlib.suppress(FileNotFoundError):
                self._disk.sync_folder(folder)
        tell(manifest.revision, [name for name in manifest.files if name not in PREVIOUS.values()])
        if gone:
            self._forget(gone)
        self._disk.remove(self._path)
        self._disk.sync_folder(self._folder)

    def _move(self, name: str, aside: Path, revision: int, *, own: bool, keeps: bool) -> None:
        """One file. A version in place that is as new or newer stays; ``keeps``: the one before may be remembered."""
        target = self._school / name
        if not own and not self._to_be_moved(name, aside, revision):
            return
        make_folders(self._disk, target.parent)
        if keeps:
            self._keep_previous(name, target)
        self._disk.rename(aside, target)

    def _to_be_moved(self, name: str, aside: Path, revision: int) -> bool:
        if self._revision(self._school / name, name) >= revision:
            return False
        try:
            seal.unseal(self._disk.read(aside)[1], f"{FOLDER}/{aside.name}", name)
        except FileNotFoundError:
            raise FileRefused(DAMAGED, file=f"{FOLDER}/{aside.name}") from None
        return True

    def _keep_previous(self, name: str, target: Path) -> None:
        if name not in PREVIOUS or self._disk.sign(target) is None:
            return
        kept = beside(target, "old")
        with contextlib.suppress(OSError):
            self._disk.remove(kept)
        with contextlib.suppress(OSError):
            self._disk.link(target, kept)
            self._disk.rename(kept, self._school / PREVIOUS[name])
            self._disk.remove(kept)  # two names of one file: it is still there

    def _revision(self, path: Path, name: str) -> int:
        """What stands in place; a damaged one is replaced by what was committed after it."""
        try:
            return seal.unseal(self._disk.read(path)[1], name).revision
        except (FileNotFoundError, FileRefused):
            return 0

    def _take_back(self, failed: OSError) -> None:
        try:
            self._disk.remove(self._path)
            self._disk.sync_folder(self._folder)
        except OSError:
            why = reason(failed)
            raise Uncertain(UNCERTAIN, file=f"{FOLDER}/{MANIFEST}", why=why) from failed


def _written(manifest: Manifest) -> bytes:
    bare = msgspec.structs.replace(manifest, checksum="")
    whole = msgspec.structs.replace(manifest, checksum=seal.checksum(msgspec.json.encode(bare)))
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _checked(data: bytes) -> Manifest:
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise FileRefused(DAMAGED, file=f"{FOLDER}/{MANIFEST}") from wrong
    if found.checksum != seal.checksum(msgspec.json.encode(msgspec.structs.replace(found, checksum=""))):
        raise FileRefused(DAMAGED, file=f"{FOLDER}/{MANIFEST}")
    return found


DAMAGED = N_("{file} er skadet, og en kommando står halvferdig. Hent skolen fra en sikkerhetskopi (tilstede restore).")
