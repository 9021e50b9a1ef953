"""Purging: what the school holds that is due, and taking it out of every file.

The rules of this file: what is due is asked of ``rules.retention`` and of nobody else, under the lock once more; what
goes to the archive is written there first, as it stands now, or stays; all documents go in one command, with the
versions that others were put in the place of, so that it is done or not done; the months of the log go after it, and go
next time if that was interrupted. What a legal hold keeps stays whole.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec

from rules.retention import Due, Held, Kept, Retention, Sort, due_in_turn
from store.documents import ATTENDANCE
from store.files import DISK, Disk
from store.holdings import REPLACED, holdings, remove_tree
from store.lock import PATIENCE
from store.papers import Papers, path_of
from store.reading import Reader
from store.settling import make_certain
from store.traces import Decisions, Trace
from store.writing import Writer

Archived = Mapping[tuple[Kept, str], int]
"""What was written for the archive: the kind and whose, and the revision of its file then."""

_BESIDE = (Kept.LOG, Kept.BACKUP)


class Found(msgspec.Struct, frozen=True):
    """What is due on a day, what of it a hold keeps, and the texts elsewhere that name a child that goes."""

    held: Held
    due: tuple[Due, ...]
    traces: tuple[Trace, ...]
    replaced: int
    holds: Mapping[str, str]  # whom a hold keeps, and why

    @property
    def going(self) -> tuple[Due, ...]:
        """Without what a hold keeps."""
        return tuple(one for one in self.due if not one.held)


class Purged(msgspec.Struct, frozen=True):
    """What was taken out, what was blocked, and how many texts were changed; ``left``: what goes next time."""

    revision: int
    gone: tuple[Due, ...]
    blocked: tuple[Due, ...]
    texts: int
    replaced: int
    left: tuple[Due, ...] = ()


def look(
    folder: Path,
    rules: Retention,
    today: date,
    backups: Mapping[str, date],
    disk: Disk = DISK,
) -> Found:
    """What is due; nothing is written and nobody waits."""
    folder = folder.resolve()
    writer = Writer(disk, folder, Reader(disk, folder))
    with writer.rehearsal() as hand:
        found = Papers(writer, hand)
        held = found.held(backups)
        due = due_in_turn(rules, held, today)
        going = [one for one in due if not one.held]
        return Found(held, due, tuple(found.traces(going)), len(found.replaced(held)), found.holds)


def purge(
    folder: Path,
    rules: Retention,
    today: date,
    by: str,
    archived: Archived,
    decided: Decisions,
    disk: Disk = DISK,
    patience: float = PATIENCE,
) -> Purged:
    """Take out what is due; ``Unanswered`` where a text names a child and nobody has said what becomes of it."""
    folder = folder.resolve()
    writer = Writer(disk, folder, Reader(disk, folder), patience)
    with writer.hand(by) as hand:
        found = Papers(writer, hand)
        held = found.held({})

        def goes(one: Due) -> bool:
            if one.held or one.keep.sort is Sort.BLOCK:
                return False
            return one.keep.sort is Sort.DELETE or archived.get(_key(one)) == writer.revision_of(path_of(one) or "")

        gone = tuple(one for one in due_in_turn(rules, held, today, goes) if goes(one))
        written = tuple(one for one in gone if one.keep.kind not in _BESIDE)
        texts = found.take_out(written, decided) if written else 0
        blocked = found.block(one for one in due_in_turn(rules, held, today) if one.keep.sort is Sort.BLOCK)
        for path in (former := found.replaced(held) if gone else ()):
            hand.remove(path)
        _sweep(disk, folder)
        revision = hand.commit()
        months = found.months_away(gone)
        _tidy(disk, folder, {one.of for one in gone if one.keep.kind is Kept.MARKS}, former)
        with contextlib.suppress(OSError):  # it is done; no power cut brings a name back
            make_certain(writer)
    done = tuple(one for one in gone if one.keep.kind is not Kept.LOG or one.of in months)
    left = tuple(one for one in gone if one not in done)
    return Purged(revision, done, blocked, texts, len(former), left)


def _key(one: Due) -> tuple[Kept, str]:
    return one.keep.kind, one.of


def _sweep(disk: Disk, folder: Path) -> None:
    """What a writer left when it died; under the lock, so nothing here is on its way."""
    for name in holdings(disk, folder).leftovers:
        if not name.startswith("backup/"):
            with contextlib.suppress(FileNotFoundError):
                disk.remove(folder / name)


def _tidy(disk: Disk, folder: Path, years: Iterable[str], former: Collection[str]) -> None:
    """Folders in which nothing stands any more; the command is committed, whatever the disk says of these."""
    for year in years:
        with contextlib.suppress(OSError):  # something of somebody else's stands in it
            disk.remove_folder(folder / ATTENDANCE / year)
    with contextlib.suppress(OSError):
        if former:
            remove_tree(disk, folder / REPLACED)
