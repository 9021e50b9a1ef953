"""Archiving: everything of one child, or of one year's own meetings, as one document for the municipality's archive.

The rules of this file: what stands in the files is handed over as it stands, also what was taken back and what a
correction replaced, with who and when; nothing is worked out, nothing left out, nothing written here. The revision of
the file it was read from goes with it, so that what was told since is not deleted unarchived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from rules.retention import Due, Kept
from store.access_log import AccessLog
from store.documents import SCHOOL, case_path, meetings_path, shown_path
from store.erasing import naming
from store.files import DISK, Disk
from store.reading import Reader
from store.writing import Hand, Writer

FORMAT = 1

Document = Mapping[str, Any]


class ForArchive(msgspec.Struct, frozen=True):
    """What is to be archived, as a document, and the revision of the file it stands in."""

    due: Due
    document: Document
    revision: int


def for_archive(folder: Path, due: Due, by: str, at: datetime, disk: Disk = DISK) -> ForArchive:
    """A child's case with all that is held of the child, or a year's meetings."""
    folder = folder.resolve()
    writer = Writer(disk, folder, Reader(disk, folder))
    path = meetings_path(due.of) if due.keep.kind is Kept.MEETINGS else case_path(due.of)
    with writer.rehearsal() as hand:
        revision = writer.revision_of(path)
        what = _meetings(hand, due.of) if due.keep.kind is Kept.MEETINGS else _child(writer, hand, due.of)
        about = {
            "format": FORMAT,
            "kind": due.keep.kind.value,
            "school": hand.school.school.name,
            "made": at.isoformat(),
            "by": by,
            "ground": due.keep.ground,
            "months": due.keep.months,
            "due": due.since.isoformat(),
        }
    return ForArchive(due, {**about, **what}, revision)


def _meetings(hand: Hand, year: str) -> Document:
    return {"year": year, "events": _all(hand, meetings_path(year), "events")}


def held_of(writer: Writer, hand: Hand, student: str) -> Document:
    """All that stands of one child, but who looked."""
    own = [doc for doc in _all(hand, SCHOOL, "students") if doc["id"] == student]
    return {
        "student": _shown(own[0]) if own else {"id": student},
        "case": _all(hand, case_path(student), "events"),
        "years": dict(_years(hand, student)),
        "meetings": [doc for path in _meetings_paths(writer) for doc in _naming(hand, path, student)],
    }


def named_in(writer: Writer, hand: Hand, student: str) -> list[Document]:
    """In which other files a text surely names the child, and in how many; not whose case it is."""
    if student not in hand.school.students:
        return []
    found = Counter(shown_path(trace.file) for trace in naming(writer, hand, student) if trace.sure)
    return [{"file": file, "texts": found[file]} for file in sorted(found)]


def _child(writer: Writer, hand: Hand, student: str) -> Document:
    log = AccessLog(writer.disk, writer.folder)
    looks = [msgspec.to_builtins(entry) for entry in log.entries() if entry.looked.student == student]
    return {**held_of(writer, hand, student), "access_log": looks}


def _shown(document: Document) -> Document:
    """As in ``rules/protection.py``: what is archived leaves the school too."""
    hidden = document.get("protected_address", False)
    guardians = [
        {k: v for k, v in each.items() if k not in {"phone", "email"}}
        if hidden or not each.get("parental_responsibility", True)
        else each
        for each in document.get("guardians", ())
    ]
    return {**document, "guardians": guardians}


def _years(hand: Hand, student: str) -> Iterator[tuple[str, Document]]:
    """Marks and messages of every year that is still held."""
    one = hand.school.students.get(student)
    for year in sorted(one.files if one else ()):
        path = hand.school.path(one, year) if one else None
        if path:
            tables = ("days", "messages")
            yield year, {t: [doc for doc in _all(hand, path, t) if doc.get("student") == student] for t in tables}


def _meetings_paths(writer: Writer) -> list[str]:
    return [path for path in writer.paths() if path.startswith("meetings/")]


def _naming(hand: Hand, path: str, student: str) -> list[Document]:
    """What names the child, and all of the meetings that were about this child alone."""
    told = _all(hand, path, "events")
    own = {doc["meeting"] for doc in told if doc["kind"] == "team_opened" and doc.get("students") == [student]}
    return [doc for doc in told if student in doc.get("students", ()) or doc.get("meeting") in own]


def _all(hand: Hand, path: str, table: str) -> list[dict[str, Any]]:
    return [*hand.draft(path).all(table).values()]
