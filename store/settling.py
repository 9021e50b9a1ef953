"""Settling: what the next writer finishes of what the last one did not.

The rules of this file: under the lock and before anything else, each step such that it can be done over again; a folder
whose files are of different ages is refused before anything is touched; a writer that came to its end left nothing to
look for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store import changes
from store.documents import ATTENDANCE
from store.holdings import REPLACED, SNAPSHOTS
from store.lock import Held
from store.pending import FOLDER as PENDING

if TYPE_CHECKING:
    from store.writing import Writer

_LEFT = tuple(f"{name}.{ending}" for name in (".json", changes.NAME) for ending in ("new", "old"))


def settle(writer: Writer, held: Held) -> None:
    """Finish what the last writer did not."""
    log, pending = writer.reader.log, writer.reader.pending
    half_way = not held.in_order
    writer.reader.look_at_the_log(held.revision)
    writer.reader.refuse_a_mix()
    if half_way:
        make_certain(writer)  # what a writer that died had not
    if log.missing:
        log.rewrite({path: writer.revision_of(path) for path in writer.paths()})
        held.revision = log.refresh()
    elif half_way:
        log.make_certain()
        _tell_untold(writer)
    if half_way:
        _sweep(writer)
    if pending.manifest():
        pending.finish(log.append)
        log.refresh()
    if half_way:
        held.settled(log.revision)
    log.shorten()


def make_certain(writer: Writer) -> None:
    """Names stand, or are gone, as they are now, whatever happens to the machine."""
    below = (ATTENDANCE, PENDING, SNAPSHOTS, str(Path(REPLACED).parent))
    for folder in (*writer.folders(), *(writer.folder / name for name in below)):
        if writer.disk.sign(folder) is not None:
            writer.disk.sync_folder(folder)


def _tell_untold(writer: Writer) -> None:
    """A writer that died between its file and the log."""
    log = writer.reader.log
    for path in writer.paths():
        revision = writer.sure_revision_of(path)
        if revision > log.last.get(path, 0):
            log.append(revision, [path])
            log.refresh()


def _sweep(writer: Writer) -> None:
    """Versions that a writer left beside their files when it died."""
    for folder in writer.folders():
        for name in writer.names(folder):
            if name.startswith(".") and name.endswith(_LEFT):
                writer.disk.remove(folder / name)
