"""Verifying: whether a school's folder is sound, and what is not.

The rules of this file: nothing is written and nothing is put right; others may write meanwhile, and what seems wrong is
looked at again before it is said. What is wrong is said by file; what only ought to be known is a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from rules.words import N_
from store import changes, lock, pending
from store.access_log import AccessLog
from store.checking import Check, Verdict, some
from store.documents import ATTENDANCE, SCHOOL
from store.errors import FileRefused, NoSchool, reason
from store.files import DISK, Disk
from store.holdings import LOG, LOG_LOCK, Holdings, holdings
from store.lock import last_command, locked
from store.log_chain import Head
from store.pending import PREVIOUS
from store.reading import NO_SCHOOL, UNREADABLE, Reader
from store.tellings import Said

Moved = Callable[[int, int], None]
"""Told how many files are done, of how many."""

TRIES = 20


def nobody(_done: int, _all: int) -> None:
    """Nobody wants to be told."""


def verify(folder: Path, disk: Disk = DISK, moved: Moved = nobody, heads: Iterable[Head] = ()) -> Verdict:
    """Whether a school's folder is sound. Others may write meanwhile; what is wrong is looked at again.

    ``heads``: lines of the access log that are known from elsewhere, and must stand in it.
    """
    named, folder = folder, folder.resolve()
    if disk.kind(folder) != "folder":
        raise NoSchool(NO_SCHOOL, folder=named)
    for _ in range(TRIES):
        before = _moment(disk, folder)
        verdict = _look(disk, folder, moved, tuple(heads))
        if _moment(disk, folder) == before:
            return verdict
        if verdict.sound:  # and somebody writes: what is half done now is theirs
            return msgspec.structs.replace(verdict, notes=())
    with locked(disk, folder, "verify") as held:
        return _look(disk, folder, moved, tuple(heads), all_told=held.told)


def _moment(disk: Disk, folder: Path) -> tuple[object, ...]:
    return disk.sign(folder / changes.NAME), disk.sign(folder / pending.FOLDER / pending.MANIFEST)


def _look(disk: Disk, folder: Path, moved: Moved, heads: tuple[Head, ...], *, all_told: bool = False) -> Verdict:
    reader = Reader(disk, folder)
    with reader.nobody_else_writes(all_told=all_told):
        return _look_at_all(disk, folder, reader, moved, heads)


def _look_at_all(disk: Disk, folder: Path, reader: Reader, moved: Moved, heads: tuple[Head, ...]) -> Verdict:
    log = AccessLog(disk, folder)
    known = log.known()  # before the log itself, which grows
    growing = f"{LOG}/{max(log.months(), default='')}.jsonl"
    reader.look_at_the_log(last_command(disk, folder))
    check, held = Check((*heads, known), growing), holdings(disk, folder)
    try:
        manifest = reader.pending.manifest()
    except FileRefused as refused:  # and so is every file: nobody knows which of them are the newest
        check.refuse(refused)
        return check.verdict(held)
    names = dict.fromkeys([*held.files, *(manifest.files if manifest else ()), *reader.log.last])
    if SCHOOL not in names and not any(map(disk.kind, (folder / PREVIOUS[SCHOOL], folder / ATTENDANCE))):
        raise NoSchool(NO_SCHOOL, folder=folder)
    for name in (manifest.gone or ()) if manifest else ():
        names.pop(name, None)
    for done, name in enumerate(dict.fromkeys([SCHOOL, *names])):
        moved(done, len(names))
        check.look(name, disk, folder, reader)
    if mixed := reader.troubles.get(changes.NAME):
        check.refuse(mixed)
    for broken in _of_locks(disk, folder):
        check.refuse(broken)
    moved(len(names), len(names))
    untold = [name for name in check.newer if not manifest or name not in manifest.files]
    interrupted = (Said(INTERRUPTED, {"file": growing}),) if check.unfinished else ()
    return check.verdict(held, (*interrupted, *_notes(disk, folder, held, untold, half_way=manifest is not None)))


def _of_locks(disk: Disk, folder: Path) -> Iterator[FileRefused]:
    """What the files of the two locks do not say, or cannot."""
    asked: Mapping[str, tuple[Callable[[], bool], str]] = {
        lock.NAME: (lambda: lock.broken(disk, folder), LOCK),
        LOG_LOCK: (AccessLog(disk, folder).lock_broken, LOG_LOCKED),
    }
    for name, (broken, sentence) in asked.items():
        try:
            if disk.kind(folder / name) and broken():
                yield FileRefused(sentence, file=name)
        except FileNotFoundError:
            continue  # taken away just now: the next one makes it
        except OSError as failed:
            yield FileRefused(UNREADABLE, file=name, why=reason(failed))


def _notes(disk: Disk, folder: Path, held: Holdings, newer: list[str], *, half_way: bool) -> Iterator[Said]:
    if half_way:
        yield Said(HALF_WAY)
    elif disk.kind(folder / pending.FOLDER) == "folder":
        aside = [f"{pending.FOLDER}/{name}" for name in disk.names(folder / pending.FOLDER)]
        yield from some(LEFT, "", [*aside])
    yield from some(LEFT, "", [*held.leftovers])
    if disk.kind(folder / changes.NAME):
        yield from some(UNTOLD, "", [name for name in newer if not name.startswith(f"{LOG}/")])
    else:
        yield Said(NO_LOG)
    yield from some(STRANGER, "", [*held.strangers])


LOCK = N_(
    "{file} er skadet og sier ikke hvor langt det var kommet, så filer fra en eldre kopi oppdages kanskje ikke. "
    "Den neste som skriver, lager den på nytt. Er noe lagt tilbake for hånd, hent hele skolen fra sikkerhetskopien "
    "(tilstede restore)."
)
LOG_LOCKED = N_(
    "{file} er skadet, så det kan ikke sees om slutten av innsynsloggen er borte. Den neste som åpner en sak, "
    "lager den på nytt. Hold loggen opp mot den siste sikkerhetskopien."
)
INTERRUPTED = N_(
    "Den siste linja i {file} ble avbrutt før noen fikk se det de ba om. Den neste som åpner en sak, rydder den bort."
)
HALF_WAY = N_("En kommando over flere filer er lagret, men ikke flyttet på plass. Den neste som skriver, gjør det.")
NO_LOG = N_("Loggen over endringer er borte. Den neste som skriver, lager den på nytt.")
LEFT = (
    N_("En halvferdig fil er igjen etter noe som ble avbrutt, eller er i gang ({first}). Den ryddes av seg selv."),
    N_(
        "{count} halvferdige filer er igjen etter noe som ble avbrutt, eller er i gang (den første: {first}). "
        "De ryddes av seg selv."
    ),
)
UNTOLD = (
    N_("{first} er nyere enn loggen sier. Den neste som skriver, retter det."),
    N_("{count} filer er nyere enn loggen sier (den første: {first}). Den neste som skriver, retter det."),
)
STRANGER = (
    N_("{first} hører ikke til her. Den røres ikke, og er ikke med i sikkerhetskopien."),
    N_("{count} filer hører ikke til her (den første: {first}). De røres ikke, og er ikke med i sikkerhetskopien."),
)
