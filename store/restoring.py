"""Restoring: a school's folder from a backup, all of it or nothing.

The rules of this file: the school is put together in a folder beside, checked there, and given its name in one rename;
what stood there before is moved aside first, under its own lock, and never removed. A school that replaces another
goes on from the higher revision, so that a session that was open sees it as one great change.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from rules.words import N_
from store import changes, lines, seal
from store.access_log import AccessLog
from store.backups import Backup, opened
from store.changes import ChangesLog
from store.checking import Check, Verdict
from store.documents import ATTENDANCE, SCHOOL
from store.errors import FileRefused, NotSaved, SchoolExists, StoreError, TooNew, Uncertain, reason
from store.files import DISK, Disk
from store.holdings import LOG, remove_tree
from store.ids import new_id
from store.lock import PATIENCE, locked
from store.log_chain import CUT, heads_in
from store.mounts import refuse_network
from store.pending import PREVIOUS
from store.reading import Reader
from store.snapshots import sweep_dead
from store.storage import make_folders, write_durably
from store.tellings import Said
from store.verifying import Moved, nobody, verify
from store.writing import Writer


class Restored(msgspec.Struct, frozen=True):
    """The school that stands now, when its backup was made, whether it is sound, and where the former one is."""

    school: str
    made: datetime
    verdict: Verdict
    aside: Path | None


def verify_backup(
    path: Path, key_file: Path | None = None, disk: Disk = DISK, moved: Moved = nobody, *, school: Path | None = None
) -> Verdict:
    """Whether a backup is whole, and the school in it sound.

    ``school``: the folder it was taken of, whose access log must still have what it had then.
    """
    check = Check()
    try:
        backup = opened(disk, path, key_file)
        check = Check(heads_in(backup.manifest.log))
        for done, (name, data) in enumerate(backup.files()):
            moved(done, len(backup.manifest.files))
            check.take_bytes(name, data)
    except FileRefused as refused:
        check.refuse(refused)
        return check.verdict()
    verdict = check.verdict()
    if school is None or _name(disk, school.resolve()) != backup.manifest.school:
        return verdict
    gone = AccessLog(disk, school.resolve()).check(heads_in(backup.manifest.log))
    lost = [Said(LOG_CUT, {"file": path.name, "line": b.line, "folder": school}) for b in gone if b.sentence == CUT]
    return msgspec.structs.replace(verdict, wrong=(*verdict.wrong, *lost))


def _name(disk: Disk, folder: Path) -> str:
    """What the school of a folder is called; "" where there is none, or none that can be read."""
    try:
        return Reader(disk, folder).school().school.name
    except (StoreError, OSError):
        return ""


def restore(
    path: Path,
    folder: Path,
    by: str,
    at: datetime,
    *,
    force: bool = False,
    key_file: Path | None = None,
    disk: Disk = DISK,
    moved: Moved = nobody,
    patience: float = PATIENCE,
) -> Restored:
    """The school of a backup in a folder. ``force``: what stands there is moved aside."""
    folder = folder.resolve()
    refuse_network(disk, folder)
    backup = opened(disk, path, key_file)
    stands = _what_stands(disk, folder, force=force)
    with _not_restored(), contextlib.ExitStack() as held:
        make_folders(disk, folder.parent)
        _sweep(disk, folder)
        if stands:
            held.enter_context(locked(disk, folder, by, patience))
        fresh = folder.with_name(f".{folder.name}.restoring-{new_id()}")
        disk.make_folder(fresh)
        held.callback(_gone, disk, fresh)
        held.enter_context(locked(disk, fresh, by))
        _unpack(disk, backup, fresh, _revision(disk, folder) + 1 if stands else 0, moved)
        if stands:
            _keep_log(disk, folder, fresh, backup.manifest.log, held)
        verdict = _checked(disk, fresh)
        aside = _change_places(disk, fresh, folder, at if stands else None)
    return Restored(backup.manifest.school, backup.manifest.made, verdict, aside)


def _what_stands(disk: Disk, folder: Path, *, force: bool) -> bool:
    """Whether there is a school to be moved aside; anything else that is there is left alone."""
    kind = disk.kind(folder)
    names = disk.names(folder) if kind == "folder" else []
    if not names and kind in ("", "folder"):
        return False
    if not {SCHOOL, PREVIOUS[SCHOOL], ATTENDANCE, changes.NAME} & {*names}:
        raise StoreError(NOT_A_SCHOOL, folder=folder)
    if not force:
        raise SchoolExists(STANDS, folder=folder)
    return True


@contextlib.contextmanager
def _not_restored() -> Iterator[None]:
    try:
        yield
    except OSError as failed:
        raise NotSaved(NOT_RESTORED, why=reason(failed)) from failed
    except Uncertain as failed:  # of the folder beside, which goes
        raise NotSaved(NOT_RESTORED, why=failed.values["why"]) from failed


def _revision(disk: Disk, folder: Path) -> int:
    """The highest that any session may have seen."""
    writer = Writer(disk, folder, Reader(disk, folder))
    log, manifest = writer.reader.log, None
    with contextlib.suppress(FileRefused):
        manifest = writer.reader.pending.manifest()
    seen = [writer.revision_of(path) for path in writer.paths()]
    return max([log.refresh(), manifest.revision if manifest else 0, *seen])


def _unpack(disk: Disk, backup: Backup, fresh: Path, at_least: int, moved: Moved) -> None:
    """Every file, as it was; with a new revision if it has to be above another school's."""
    revisions: dict[str, int] = {}
    folders = {fresh}
    for done, (name, data) in enumerate(backup.files()):
        moved(done, len(backup.manifest.files))
        own, revision = _sealed_anew(name, data, at_least)
        make_folders(disk, (fresh / name).parent)
        write_durably(disk, fresh / name, own)
        folders.add((fresh / name).parent)
        if revision and name != PREVIOUS[SCHOOL]:
            revisions[name] = revision
    ChangesLog(disk, fresh).rewrite(revisions)
    for folder in folders:
        disk.sync_folder(folder)


def _keep_log(disk: Disk, folder: Path, fresh: Path, head: str, held: contextlib.ExitStack) -> None:
    """The access log goes on: where the one that stands has all that the backup's has, it is the one to keep."""
    log = AccessLog(disk, folder)
    months = held.enter_context(log.held_still())
    if not months or log.check(heads_in(head)):
        return
    remove_tree(disk, fresh / LOG)
    make_folders(disk, fresh / LOG)
    for month, data in months.items():
        write_durably(disk, fresh / LOG / f"{month}.jsonl", data)
    disk.sync_folder(fresh / LOG)


def _sealed_anew(name: str, data: bytes, at_least: int) -> tuple[bytes, int]:
    """A file and its revision; one that is not sound stays as it is."""
    if not name.endswith(".json"):
        return data, 0
    try:
        content = seal.unseal(data, name)
    except TooNew:
        raise
    except FileRefused:
        return data, 0
    if content.revision >= at_least or name == PREVIOUS[SCHOOL]:
        return data, content.revision
    return seal.sealed(lines.lines_of(content.body), at_least, name), at_least


def _checked(disk: Disk, fresh: Path) -> Verdict:
    """Looked at where it lies, by the same eyes as ``verify``."""
    return verify(fresh, disk)


def _change_places(disk: Disk, fresh: Path, folder: Path, at: datetime | None) -> Path | None:
    """The new folder gets the name; ``at``: what has it now is moved aside. Both or neither."""
    aside = _free_name(disk, folder, at) if at else None
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in [*([(folder, aside)] if aside else []), (fresh, folder)]:
            disk.rename(source, target)
            done.append((source, target))
            disk.sync_folder(folder.parent)
    except OSError as failed:
        try:
            for source, target in reversed(done):
                disk.rename(target, source)
        except OSError:
            raise NotSaved(MOVED_ONLY, why=reason(failed), folder=folder, aside=aside) from failed
        raise
    return aside


def _free_name(disk: Disk, folder: Path, at: datetime) -> Path:
    plain = f"{folder.name}-{at:%Y%m%d-%H%M%S}"
    n = 1
    while disk.kind(folder.with_name(name := plain if n == 1 else f"{plain}-{n}")):
        n += 1
    return folder.with_name(name)


def _sweep(disk: Disk, folder: Path) -> None:
    """Folders that a restore left when it died."""
    for name in disk.names(folder.parent):
        if name.startswith(f".{folder.name}.restoring-") and disk.kind(folder.parent / name) == "folder":
            sweep_dead(disk, folder.parent / name)


def _gone(disk: Disk, fresh: Path) -> None:
    with contextlib.suppress(OSError):  # the next restore sweeps it
        remove_tree(disk, fresh)


LOG_CUT = N_(
    "Innsynsloggen i {folder} har ikke linje {line}, som sto der da {file} ble tatt. Den er kuttet eller endret siden, "
    "eller skolen er hentet tilbake fra en eldre kopi."
)
STANDS = N_(
    "Det ligger allerede en skole i {folder}. Med --force flyttes den til side først; "
    "eller hent kopien til en annen mappe med --data."
)
NOT_A_SCHOOL = N_("{folder} er ingen skole og ikke tom, så den røres ikke. Velg en annen mappe med --data.")
MOVED_ONLY = N_(
    "Ikke gjenopprettet: {why}. Det som sto i {folder}, ligger nå i {aside}. "
    "Når disken er i orden: gi det navnet tilbake, eller prøv igjen."
)
NOT_RESTORED = N_("Ikke gjenopprettet: {why}. Det som sto fra før, står. Rett feilen, og prøv igjen.")
