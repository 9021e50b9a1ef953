"""Snapshots: every file of a school as it stood between two commands, while others go on writing.

The rules of this file: under the lock each file is given a second name in a folder of the snapshot's own, which costs
no reading; a file is replaced whole and never changed, so its second name keeps what stood. Logs grow, so their
length is noted instead. A snapshot that its process left when it died is swept by the next one.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

import msgspec

from store.errors import NotSaved
from store.files import Disk
from store.holdings import LOG, SNAPSHOTS, Holdings, holdings, remove_tree
from store.ids import new_id
from store.lock import NAME as LOCK
from store.lock import PATIENCE
from store.reading import Reader
from store.storage import make_folders, write_durably
from store.writing import Writer

_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})


class Snapshot(msgspec.Struct, frozen=True):
    """Where each file's second name is, and what the log knew of them."""

    folder: Path
    held: Holdings
    last: dict[str, int]
    lengths: dict[str, int]

    def read(self, disk: Disk, name: str) -> bytes:
        """A file as it stood; of a log its whole lines."""
        data = disk.read(self.folder / name)[1]
        if name not in self.lengths:
            return data
        return data[: data.rfind(b"\n", 0, self.lengths[name]) + 1]


@contextlib.contextmanager
def snapshot(disk: Disk, folder: Path, by: str, patience: float = PATIENCE) -> Iterator[Snapshot]:
    """A school as it stands."""
    with contextlib.ExitStack() as held:
        yield _taken(Writer(disk, folder, Reader(disk, folder), patience), by, held)


def _taken(writer: Writer, by: str, held: contextlib.ExitStack) -> Snapshot:
    """On a disk that can only be read nobody writes, and the folder itself is a snapshot."""
    disk, folder = writer.disk, writer.folder
    own = folder / SNAPSHOTS / new_id()
    try:
        with writer.hand(by):
            _sweep(disk, folder / SNAPSHOTS)
            make_folders(disk, own)
            held.callback(_gone, disk, own)
            held.enter_context(_in_use(disk, own))
            return _linked(disk, folder, own, dict(writer.reader.log.last))
    except NotSaved as refused:
        if not (isinstance(refused.__cause__, OSError) and refused.__cause__.errno == errno.EROFS):
            raise
    return Snapshot(folder, holdings(disk, folder), {}, {})


def _linked(disk: Disk, folder: Path, own: Path, last: dict[str, int]) -> Snapshot:
    held = holdings(disk, folder)
    lengths: dict[str, int] = {}
    for name in held.files:
        make_folders(disk, (own / name).parent)
        _second_name(disk, folder / name, own / name)
        if name.startswith(f"{LOG}/"):
            lengths[name] = (disk.sign(own / name) or (0, 0, 0))[2]
    return Snapshot(own, held, last, lengths)


def _second_name(disk: Disk, path: Path, other: Path) -> None:
    try:
        disk.link(path, other)
    except OSError as failed:
        if failed.errno not in _NO_LINKS:
            raise
        write_durably(disk, other, disk.read(path)[1])


@contextlib.contextmanager
def _in_use(disk: Disk, own: Path) -> Iterator[None]:
    """While this process lives, nobody sweeps its folder."""
    fd = disk.open_lock(own / LOCK)
    try:
        disk.try_lock(fd)
        yield
    finally:
        with contextlib.suppress(OSError):  # it is closed either way
            disk.close(fd)


def sweep_dead(disk: Disk, folder: Path) -> None:
    """Remove a folder unless its process lives."""
    fd = disk.open_lock(folder / LOCK)
    try:
        if disk.try_lock(fd):
            remove_tree(disk, folder)
    finally:
        disk.close(fd)


def _sweep(disk: Disk, snapshots: Path) -> None:
    if disk.kind(snapshots) != "folder":
        return
    for name in disk.names(snapshots):
        if disk.kind(snapshots / name) == "folder":
            sweep_dead(disk, snapshots / name)


def _gone(disk: Disk, own: Path) -> None:
    with contextlib.suppress(OSError):  # the next one sweeps it
        remove_tree(disk, own)
