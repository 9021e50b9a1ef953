"""The Storage: TinyDB's own seam, with the file replaced whole.

The rules of this file: a bare drop-in for ``tinydb.storages.JSONStorage`` that knows no seal, no lock and no school;
``write`` returns when the new file would survive a power cut, or raises and the old file stands; the old file is
never touched, it is kept under another name until the folder's fsync has succeeded, and put back if it fails.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from rules.words import N_
from store import lines
from store.errors import StoreError, Uncertain, reason
from store.files import DISK, Disk, Signature

_MODES = ("r", "rb", "r+", "rb+")
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


class AtomicStorage(Storage):
    """``TinyDB(path, storage=AtomicStorage)``. Keywords beyond JSONStorage's own go to ``json.dumps``, as there."""

    def __init__(
        self,
        path: str | Path,
        create_dirs: bool = False,  # noqa: FBT001, FBT002, RUF100 - JSONStorage's own arguments
        encoding: str | None = None,
        access_mode: str = "r+",
        disk: Disk = DISK,
        keep_as: Path | None = None,
        tell: Callable[[], None] = lambda: None,
        sure: Callable[[], None] = lambda: None,
        touch: bool = True,
        **kwargs: Any,
    ) -> None:
        """Open a file, made if need be (``touch``). ``keep_as``, ``tell`` and ``sure`` as for ``replace_whole``."""
        self._path = path if isinstance(path, Path) and path.is_absolute() else Path(path).absolute()
        self._disk = disk
        self._encoding = encoding or "utf-8"
        self._writes = any(letter in access_mode for letter in "+wa")
        if access_mode not in _MODES:
            warnings.warn("Using an `access_mode` other than 'r', 'rb', 'r+' or 'rb+' changes nothing", stacklevel=2)
        self._keep_as = keep_as
        self._tell = tell
        self._sure = sure
        self._kwargs = kwargs
        self._open = True
        if create_dirs:
            make_folders(disk, self._path.parent)
        if touch and disk.sign(self._path) is None:
            self._touch()

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The whole state; None where the file is empty."""
        self._refuse_closed()
        _signature, data = self._disk.read(self._path)
        if not data:
            return None
        if self._kwargs or self._encoding != "utf-8":
            found: dict[str, dict[str, Any]] = json.loads(data.decode(self._encoding))
            return found
        state: dict[str, dict[str, Any]] = msgspec.json.decode(data)
        return state

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the whole file."""
        self._refuse_closed()
        if not self._writes:
            raise OSError(errno.EBADF, "the file was opened for reading", str(self._path))
        self.replace(self._encoded(data))

    def replace(self, data: bytes) -> None:
        """Replace the whole file with what is written out already."""
        replace_whole(self._disk, self._path, data, self._keep_as, self._tell, self._sure)

    def close(self) -> None:
        """Nothing is held open between calls; afterwards every call is refused."""
        self._open = False

    def _encoded(self, data: dict[str, dict[str, Any]]) -> bytes:
        if self._kwargs or self._encoding != "utf-8":
            return json.dumps(data, **self._kwargs).encode(self._encoding)
        return lines.encode(data)

    def _touch(self) -> None:
        if not self._writes:
            raise FileNotFoundError(errno.ENOENT, "no such file", str(self._path))
        self._disk.close(self._disk.create(self._path))
        self._disk.sync_folder(self._path.parent)

    def _refuse_closed(self) -> None:
        if not self._open:
            raise ValueError("I/O operation on closed file.")


def replace_whole(
    disk: Disk,
    path: Path,
    data: bytes,
    keep_as: Path | None = None,
    tell: Callable[[], None] = lambda: None,
    sure: Callable[[], None] = lambda: None,
) -> None:
    """A new file in the old one's place.

    ``tell`` is called when the new file is safe; if it fails, the old one is put back. ``sure`` is asked
    just before the new one takes the old one's place, and may refuse. ``keep_as``: the name under which the old file
    then stays, if any.
    """
    fresh, kept = beside(path, "new"), beside(path, "old")
    write_durably(disk, fresh, data)
    had_old = _keep(disk, path, kept, fresh)
    try:
        sure()
        rename_or_say_so(disk, fresh, path)
    except Renamed as failed:
        _put_back(disk, path, kept, had_old, failed)
        raise
    except (OSError, StoreError):
        _sweep(disk, fresh, kept)
        raise
    try:
        disk.sync_folder(path.parent)
        tell()
    except OSError as failed:
        _put_back(disk, path, kept, had_old, failed)
        raise
    if had_old:
        _let_go(disk, kept, keep_as)


@functools.lru_cache(maxsize=256)
def beside(path: Path, ending: str) -> Path:
    """The name a file's next or last version has in the same folder while it is being replaced."""
    return path.with_name(f".{path.name}.{ending}")


def write_durably(disk: Disk, path: Path, data: bytes) -> None:
    """A new file, whole and safe, or none. What stands there is a writer's that died, and goes."""
    try:
        fd = disk.create(path)
    except FileExistsError:
        disk.remove(path)
        fd = disk.create(path)
    try:
        try:
            write_all(disk, fd, data)
            disk.sync(fd)
        finally:
            disk.close(fd)
    except OSError:
        _sweep(disk, path)
        raise


def write_all(disk: Disk, fd: int, data: bytes) -> None:
    """All of it, however many calls that takes."""
    left = memoryview(data)
    while left:
        written = disk.write(fd, left)  # type: ignore[arg-type]
        if written == 0:
            raise OSError(errno.ENOSPC, "nothing was written")
        left = left[written:]


class Renamed(OSError):  # noqa: N818 - an error is named as what happened
    """The disk said that it could not, and yet it did."""


def rename_or_say_so(disk: Disk, source: Path, target: Path) -> None:
    """Rename; ``Renamed`` where it failed and the file has its new name all the same."""
    own = disk.sign(source)
    try:
        disk.rename(source, target)
    except OSError as failed:
        if own is not None and _is(disk, target, own):
            raise Renamed(failed.errno, failed.strerror) from failed
        raise


def _is(disk: Disk, path: Path, signature: Signature) -> bool:
    """Whether this very file stands there; a disk that does not answer says no."""
    try:
        return disk.sign(path) == signature
    except OSError:
        return False


def make_folders(disk: Disk, folder: Path) -> None:
    """A folder and those above it, as far as they are missing, safe against a power cut."""
    if disk.sign(folder) is not None:
        return
    make_folders(disk, folder.parent)
    with contextlib.suppress(FileExistsError):
        disk.make_folder(folder)
    disk.sync_folder(folder.parent)


def _keep(disk: Disk, path: Path, kept: Path, fresh: Path) -> bool:
    """A second name for the old file; False where there is no old file, or the file system has no links."""
    try:
        try:
            disk.link(path, kept)
        except FileExistsError:
            disk.remove(kept)
            disk.link(path, kept)
    except FileNotFoundError:
        return False
    except OSError as failed:
        if failed.errno in _NO_LINKS:
            return False
        _sweep(disk, fresh)
        raise
    return True


def _put_back(disk: Disk, path: Path, kept: Path, had_old: bool, failed: OSError) -> None:
    """The folder's fsync failed: what stood before stands again, or nobody can say what stands."""
    try:
        if had_old:
            disk.rename(kept, path)
        else:
            disk.remove(path)
        disk.sync_folder(path.parent)
    except OSError:
        raise Uncertain(UNCERTAIN, file=path.name, why=reason(failed)) from failed


def _let_go(disk: Disk, kept: Path, keep_as: Path | None) -> None:
    """The new file is safe, so what becomes of the old one is no reason to fail: a name left over is swept later."""
    with contextlib.suppress(OSError):
        if keep_as is None:
            disk.remove(kept)
        else:
            disk.rename(kept, keep_as)


def _sweep(disk: Disk, *paths: Path) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            disk.remove(path)


UNCERTAIN = N_(
    "{file}: disken svarte med feil ({why}), og det er uvisst hvilken utgave som står på den. "
    "Fra nå av kan det bare leses. Start på nytt når disken er i orden."
)
