"""Adopting: a file that somebody edited by hand becomes the school's own again.

The rules of this file: nothing is taken in that we could not have written: it parses, its facts are ours, what they
refer to is there, and its text is cleaned as at the door; what changed is counted; it gets a new revision and seal,
and what it takes the place of is kept (``archive/replaced``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from rules.words import N_
from store import formats, lines, seal
from store.checking import Check
from store.cleaning import clean_text
from store.documents import ATTENDANCE, KEYS, SCHOOL
from store.drafts import Draft
from store.errors import FileRefused, NoSchool, StoreError, TooNew, reason
from store.files import DISK, Disk
from store.holdings import REPLACED, holdings, proper
from store.ids import new_id
from store.lock import PATIENCE
from store.pending import PREVIOUS
from store.reading import NO_SCHOOL, Reader
from store.storage import make_folders, write_durably
from store.tellings import Said
from store.writing import Hand, Writer, not_saved

Tables = dict[str, dict[str, Any]]


class TableChanged(msgspec.Struct, frozen=True):
    """How many documents of a table are new, other than before, gone, and the same."""

    table: str
    added: int
    changed: int
    removed: int
    unchanged: int


class Adopted(msgspec.Struct, frozen=True):
    """What happened, or would.

    ``revision`` 0: nothing was written. ``compared``: the tables are held against the version before; where that is
    gone every document counts as the same. ``wrong``: why it cannot be taken in. ``kept``: the version before.
    """

    file: str
    revision: int = 0
    tables: tuple[TableChanged, ...] = ()
    compared: bool = False
    wrong: tuple[Said, ...] = ()
    kept: Path | None = None


def adopt(
    folder: Path,
    source: Path,
    by: str,
    at: datetime,
    *,
    name: str = "",
    dry_run: bool = False,
    disk: Disk = DISK,
    patience: float = PATIENCE,
) -> Adopted:
    """Take in a file: one in the school's folder, or a copy from elsewhere of the file ``name``."""
    folder = folder.resolve()
    if disk.kind(folder) != "folder":
        raise NoSchool(NO_SCHOOL, folder=folder)
    source = _found(disk, folder, source)
    name = _name(disk, folder, source, name)
    try:
        data = disk.read(source)[1]
    except OSError as failed:
        raise StoreError(UNREADABLE, file=source, why=reason(failed)) from failed
    writer = Writer(disk, folder, Reader(disk, folder), patience)
    with writer.hand(by) as hand:
        before = _standing(writer, name)
        if before and source == folder / name:
            return Adopted(name, compared=True)
        tables = _tables(data, name)
        after = seal.Unsealed(_revision(writer, name, data), lines.encode(tables))
        wrong = _wrong(writer, name, after)
        was: Tables | None = msgspec.json.decode(before.body) if before else None
        told = Adopted(name, 0, _changes(was, tables), was is not None, wrong)
        if dry_run or wrong:
            return told
        with not_saved():
            kept = _keep(writer, name, at)
        return msgspec.structs.replace(told, revision=_write(hand, name, after), kept=kept)


def _found(disk: Disk, folder: Path, source: Path) -> Path:
    """The file meant: as it is written, or a name in the school's folder."""
    for path in (source, folder / source):
        if disk.kind(path.resolve()) == "file":
            return path.resolve()
    raise StoreError(NO_FILE, file=source, folder=folder)


def _name(disk: Disk, folder: Path, source: Path, name: str) -> str:
    """Which of the school's files it is."""
    if source.is_relative_to(folder):
        name = source.relative_to(folder).as_posix()
    if not name:
        known = [one for one in _known(disk, folder) if one.rpartition("/")[2] == source.name]
        if len(known) != 1:
            raise StoreError(WHICH, file=source.name, known=", ".join(known) or f"{SCHOOL}, {ATTENDANCE}/…")
        name = known[0]
    if not proper(name) or not name.endswith(".json") or name == PREVIOUS[SCHOOL]:
        raise StoreError(NOT_OURS, file=name)
    return name


def _known(disk: Disk, folder: Path) -> tuple[str, ...]:
    log = Reader(disk, folder).log
    log.refresh()
    return tuple(sorted({*holdings(disk, folder).files, *log.last}))


def _standing(writer: Writer, name: str) -> seal.Unsealed | None:
    """The version in place, if it is sound."""
    try:
        found = writer.reader.fetch(name)
    except (FileNotFoundError, FileRefused):
        return None
    return found[1] if found else None


def _tables(data: bytes, name: str) -> Tables:
    """What somebody wrote, as we would have: in today's form, cleaned, with an id for every document."""
    try:
        found = msgspec.json.decode(data, type=dict[str, dict[str, dict[str, Any]]])
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise FileRefused(NO_JSON, file=name, why=wrong) from wrong
    form = _form(found.pop(seal.TABLE, {}))
    if form > formats.TODAY:
        raise TooNew(seal.TOO_NEW, file=name, format=form, known=formats.TODAY)
    if not formats.known(form):
        raise FileRefused(seal.UNSEALED, file=name)
    raised: Tables = _clean(formats.raised(found, form, name))
    for table, documents in raised.items():
        for document in documents.values():
            if table in KEYS:
                document.setdefault("id", new_id())
    return raised


def _form(sealed: Mapping[str, Any]) -> int:
    """The form it says it has; today's where it says nothing."""
    said = next((one.get("format") for one in sealed.values()), None)
    return said if isinstance(said, int) else formats.TODAY


def _clean(found: Any) -> Any:
    if isinstance(found, str):
        return clean_text(found)
    if isinstance(found, list):
        return [_clean(one) for one in found]
    if isinstance(found, dict):
        return {name: _clean(one) for name, one in found.items()}
    return found


def _revision(writer: Writer, name: str, data: bytes) -> int:
    """The highest revision that anything by this name has had."""
    said = [n for one in _seals(data) if isinstance(n := one.get("revision"), int) and 0 <= n < 10**15]
    return max([writer.revision_of(name), writer.reader.log.last.get(name, 0), *said])


def _seals(data: bytes) -> list[dict[str, Any]]:
    return [one for one in msgspec.json.decode(data).get(seal.TABLE, {}).values() if isinstance(one, dict)]


def _wrong(writer: Writer, name: str, after: seal.Unsealed) -> tuple[Said, ...]:
    """What does not fit; with another school, also what then would not in the files of classes."""
    check = Check()
    try:
        if name != SCHOOL:
            found = writer.reader.fetch(SCHOOL)
            assert found is not None
            check.take(SCHOOL, found[1])
            own = check.verdict().wrong
            _fit(check, name, after)
            return tuple(said for said in check.verdict().wrong if said not in own)
        _fit(check, SCHOOL, after)
    except FileNotFoundError:
        raise NoSchool(NO_SCHOOL, folder=writer.folder) from None
    for path in writer.paths():
        if path != SCHOOL and (known := _standing(writer, path)):
            check.take(path, known)
    return check.verdict().wrong


def _fit(check: Check, name: str, after: seal.Unsealed) -> None:
    try:
        check.take(name, after)
    except FileRefused as refused:
        check.refuse(FileRefused(UNFIT, **{"file": name, **refused.values}))


def _changes(before: Tables | None, after: Tables) -> tuple[TableChanged, ...]:
    tables = sorted({*(before or {}), *after} - {seal.TABLE})
    return tuple(
        _change(name, after.get(name, {}) if before is None else before.get(name, {}), after.get(name, {}))
        for name in tables
    )


def _change(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> TableChanged:
    both = before.keys() & after.keys()
    same = sum(before[doc_id] == after[doc_id] for doc_id in both)
    return TableChanged(
        name,
        added=len(after.keys() - before.keys()),
        changed=len(both) - same,
        removed=len(before.keys() - after.keys()),
        unchanged=same,
    )


def _keep(writer: Writer, name: str, at: datetime) -> Path | None:
    """What stands in place now, under a name of its own."""
    disk, place = writer.disk, writer.folder / name
    if disk.kind(place) != "file":
        return None
    kept = writer.folder / REPLACED / f"{at:%Y%m%d-%H%M%S}-{new_id()[:4]}" / name
    make_folders(disk, kept.parent)
    write_durably(disk, kept, disk.read(place)[1])
    disk.sync_folder(kept.parent)
    return kept


def _write(hand: Hand, name: str, after: seal.Unsealed) -> int:
    hand.put(Draft(name, after))
    return hand.commit()


NO_FILE = N_("{file} finnes ikke, verken her eller i {folder}.")
WHICH = N_("Hvilken av skolens filer {file} skal bli, går ikke fram. Si det med --for. Disse finnes: {known}.")
NOT_OURS = N_("{file} er ingen fil i en skole. Slik: school.json eller attendance/2026-27/8B.json")
NO_JSON = N_("{file} er ikke tatt inn: den er ikke hel JSON med tabeller av dokumenter ({why}).")
UNFIT = N_("{file}: noe i den er ikke slik Tilstede skriver det ({why}).")
UNREADABLE = N_("{file} kan ikke leses: {why}.")
