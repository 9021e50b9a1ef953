"""The files for the municipality's archive: JSON of all that is held, and the same as PDF/A for people.

The rules of this file: each file is written aside, safe, read back, and only then has its name; the same child's file
of an interrupted run is written anew; a name says kind, number and day, and never who it is about.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import msgspec

from rules.facts import School
from rules.retention import Due, Kept
from rules.words import N_
from store.archiving import for_archive
from store.door import Store
from store.errors import NotSaved, StoreError, reason
from store.files import DISK
from store.storage import replace_whole
from tui.command_line_duties import whole
from tui.paper.case_file import child_paper, meetings_paper
from tui.paper.ink import pdf
from tui.paper.paper import Paper

NAMES = {Kept.CASE: "elevmappe", Kept.NOTES: "notater", Kept.MEETINGS: "moter"}


def write(where: Path, into: Path, due: Due, by: str, at: datetime) -> tuple[tuple[Path, ...], int]:
    """The two files, safe on disk, and the revision of what was read for them."""
    if not into.is_dir():
        raise StoreError(N_("Mappen {folder} finnes ikke. Lag den først."), folder=into)
    store = Store(where)
    held = for_archive(where, due, by, at)
    document = msgspec.json.format(msgspec.json.encode(held.document), indent=1) + b"\n"
    name = f"{NAMES[due.keep.kind]}-{_whose(store.school(), due)}-{at:%Y-%m-%d}"
    files = (into / f"{name}.json", into / f"{name}.pdf")
    for path, data in zip(files, (document, pdf(_paper(store, due, at), at)), strict=True):
        _write(path, data)
    return files, held.revision


def _paper(store: Store, due: Due, at: datetime) -> Paper:
    seen = whole(store, at)
    if due.keep.kind is Kept.MEETINGS:
        return meetings_paper(seen, due.of, store.school_events(due.of), due.keep.ground)
    one = seen.students[due.of]
    years = ((y, store.attendance_of(one.id, y), store.messages(y, [one.id])) for y in sorted(one.files))
    return child_paper(seen, one, years, store.looks(one.id), due.keep.ground)


def _whose(school: School, due: Due) -> str:
    """A number that makes a file name, or our own id."""
    number = next((one.number for one in school.students if one.id == due.of), "")
    return number if number.isalnum() and number.isascii() else due.of


def _write(path: Path, data: bytes) -> None:
    try:
        replace_whole(DISK, path, data)
        read = DISK.read(path)[1]
    except OSError as failed:
        raise NotSaved(NOT_WRITTEN, file=path, why=reason(failed)) from failed
    if hashlib.sha256(read).digest() != hashlib.sha256(data).digest():
        raise NotSaved(NOT_WRITTEN, file=path, why=N_("det som ble lest tilbake, er noe annet"))


NOT_WRITTEN = N_("{file} ble ikke skrevet til arkivet ({why}), så ingenting er slettet.")
