"""Erasing: one child out of every file, now, whatever the time for it would have been.

The rules of this file: all of it in one command, so that it is done or not done; what others wrote that names the child
is shown first and becomes what somebody decided; former versions go with it, wherever they were kept. The access log
keeps the child's random id, which names nobody any more, until its months go. What a legal hold keeps stays whole.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime

import msgspec

from rules.facts import Student
from rules.words import N_
from store.documents import SCHOOL, case_path
from store.errors import StoreError, Unknown
from store.holdings import REPLACED, SNAPSHOTS, holdings, replaced
from store.noting import NO_STUDENT
from store.papers import Papers
from store.settling import make_certain
from store.snapshots import sweep_dead
from store.traces import Trace, must_be_answered
from store.writing import Hand, Writer


class OnHold(StoreError):  # noqa: N818 - an error is named as what happened
    """Somebody decided that it must be kept."""


class ToldSince(StoreError):  # noqa: N818 - an error is named as what happened
    """What was written for the archive is not all of it any more."""


class Erased(msgspec.Struct, frozen=True):
    """The command that did it, and how many texts of others were changed."""

    revision: int
    texts: int


def naming(writer: Writer, hand: Hand, student: str) -> tuple[Trace, ...]:
    """Each text that names the child in what is not about them, where it stands, and what it would become."""
    whole = _student(hand, student)
    return tuple(Papers(writer, hand).naming({student: whole}, _own_files(writer, student)))


def erase(
    writer: Writer,
    hand: Hand,
    student: str,
    by: str,
    at: datetime,
    redact: Iterable[Trace],
    archived: int | None = None,
) -> Erased:
    """Take a child out; ``Unanswered`` where a text names them and nobody has said what becomes of it.

    ``archived``: the revision of the case as it was written for the archive, where it was.
    """
    if archived is not None and writer.revision_of(case_path(student)) != archived:
        raise ToldSince(TOLD_SINCE)
    whole, papers = _student(hand, student), Papers(writer, hand)
    papers.held({})
    _refuse_held(papers, whole, former := [*replaced(writer.disk, writer.folder)])
    decided = {trace.where: trace for trace in redact}
    away = _own_files(writer, student)
    must_be_answered(papers.naming({student: whole}, away), decided)
    texts = papers.without({student: whole}, away, set(), decided)
    draft, said = hand.draft(SCHOOL), {"by": by, "at": msgspec.to_builtins(at)}
    draft.change("school", [*draft.all("school")], lambda doc: doc.update(said))
    for path in former:
        hand.remove(path)
    _sweep(writer)
    revision = hand.commit()
    with contextlib.suppress(OSError):  # it is done; the next to write sweeps
        _sweep(writer)
        make_certain(writer)  # no power cut brings a name back
    return Erased(revision, texts)


def _student(hand: Hand, student: str) -> Student:
    try:
        return hand.school.students[student]
    except KeyError:
        raise Unknown(NO_STUDENT, id=student) from None


def _own_files(writer: Writer, student: str) -> set[str]:
    path = case_path(student)
    return {path} if writer.disk.sign(writer.folder / path) or writer.reader.log.last.get(path) else set()


def _refuse_held(papers: Papers, student: Student, former: list[str]) -> None:
    if student.id in papers.holds:
        raise OnHold(HELD, name=student.name, reason=papers.holds[student.id])
    if papers.holds and former:
        raise OnHold(FORMER_HELD, folder=REPLACED)


def _sweep(writer: Writer) -> None:
    """What a writer or a backup left when it died; nothing here is anybody's last version."""
    disk, folder = writer.disk, writer.folder
    for name in holdings(disk, folder).leftovers:
        if name.startswith(f"{SNAPSHOTS}/"):
            sweep_dead(disk, folder / name)
        else:
            with contextlib.suppress(FileNotFoundError):
                disk.remove(folder / name)


HELD = N_("Ingenting er slettet: noen har bestemt at det som står om {name}, skal bevares ({reason}).")
TOLD_SINCE = N_("Ingenting er slettet: noen skrev i saken etter at den ble skrevet til arkivet. Prøv igjen.")
FORMER_HELD = N_(
    "Ingenting er slettet: {folder} har tidligere utgaver av filer, og noen har bestemt at noe av det skolen har, skal "
    "bevares. Flytt dem et sted de kan bevares, og prøv igjen."
)
