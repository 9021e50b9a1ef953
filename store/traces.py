"""Traces: where what stays in the school's files still names a child that is to be deleted.

The rules of this file: nothing is taken out without a person having seen it: each text that names the child is shown
with what it would become, and whoever deletes answers for every one, by its place and its words as they stood; a text
that has changed since is shown anew. A whole name is taken out unless somebody says otherwise; a given or family name
alone may be another's, and stays unless somebody says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from rules.facts import School, Student
from rules.words import N_
from store.documents import ATTENDANCE, CASES, FORMS, MEETINGS
from store.drafts import Draft
from store.errors import StoreError

TABLES: Mapping[str, tuple[str, ...]] = {
    ATTENDANCE: ("days", "messages", "registers"),
    CASES: ("events",),
    MEETINGS: ("events",),
    FORMS: ("forms", "templates"),
}
"""The tables of each sort of file."""

REDACTED = "[slettet]"
_NO_TEXT = frozenset({"id", "by", "at", "kind", "student", "students", "date", "school_class", "received_at"})


class Trace(msgspec.Struct, frozen=True):
    """A text that names somebody who is to go, and what it becomes. ``sure``: by the whole name."""

    file: str
    table: str
    document: str
    place: str
    found: tuple[str, ...]
    sure: bool
    text: str
    becomes: str

    @property
    def where(self) -> tuple[str, str, str, str]:
        """What makes it this one: its place, and the text as it stood."""
        return self.file, self.document, self.place, self.text


class Unanswered(StoreError):  # noqa: N818 - an error is named as what happened
    """Texts that name the child, and nobody has said what becomes of them."""


class Names:
    """The names by which some students are known, and nobody who stays."""

    def __init__(self, going: Iterable[Student], school: School) -> None:
        gone = {student.id: student for student in going}
        home = {g.name for s in school.students if s.id not in gone for g in s.guardians}
        whole = {s.name for s in gone.values()}
        whole |= {g.name for s in gone.values() for g in s.guardians} - home
        self._whole = _any_of(whole, re.IGNORECASE)
        self._given = _any_of({part for s in gone.values() for part in _parts(s.given)}, re.IGNORECASE)
        self._family = _any_of({part for s in gone.values() for part in _parts(s.family)}, 0)

    def found(self, text: str) -> tuple[tuple[str, ...], bool, str]:
        """The names in a text, whether one of them is whole, and the text without the whole ones."""
        whole = [match[0] for match in self._whole.finditer(text)]
        left = self._whole.sub(REDACTED, text)
        parts = [match[0] for pattern in (self._given, self._family) for match in pattern.finditer(left)]
        return tuple(dict.fromkeys((*whole, *parts))), bool(whole), left


def traces(draft: Draft, names: Names, leaving: frozenset[str]) -> Iterator[Trace]:
    """The texts of one file that name somebody; what is about those who leave goes anyway."""
    for table, document in documents(draft):
        if document.get("student") in leaving:
            continue
        for place, text in _texts(document, ""):
            found, sure, becomes = names.found(text)
            if found:
                yield Trace(draft.path, table, str(document["id"]), place, found, sure, text, becomes)


def redact(draft: Draft, found: Iterable[Trace], decided: Mapping[tuple[str, str, str, str], Trace]) -> None:
    """Make each text what was decided; ``Unanswered`` where somebody has not."""
    wanted = {trace.where: trace for trace in found}
    must_be_answered(wanted.values(), decided)
    for table in {trace.table for trace in wanted.values()}:
        own = [decided[where] for where, trace in wanted.items() if trace.table == table]
        ids = {doc["id"]: key for key, doc in draft.all(table).items()}
        for trace in own:
            draft.change(table, [ids[trace.document]], _putter(trace))


def must_be_answered(found: Iterable[Trace], decided: Mapping[tuple[str, str, str, str], Trace]) -> None:
    """``Unanswered`` where nobody has said what becomes of a text."""
    missing = [trace for trace in found if trace.where not in decided]
    if missing:
        raise Unanswered(UNANSWERED, count=len(missing), file=missing[0].file)


def documents(draft: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every document of a file, with its table."""
    sort = draft.path.partition("/")[0]
    for table in TABLES.get(sort, ()):
        for document in draft.all(table).values():
            yield table, document


def _any_of(names: Iterable[str], flags: int) -> re.Pattern[str]:
    """Any of the names as a whole word, with or without the s of whose it is; the longest first."""
    known = sorted({name for name in names if name}, key=len, reverse=True)
    if not known:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})s?(?!\w)", flags)


def _parts(name: str) -> Iterator[str]:
    return (part for part in re.split(r"[\s-]+", name) if len(part) > 1)


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, own in value.items():
            if key not in _NO_TEXT:
                yield from _texts(own, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for number, own in enumerate(value):
            yield from _texts(own, f"{place}.{number}")


def _putter(trace: Trace) -> Callable[[MutableMapping[str, Any]], None]:
    def change(document: MutableMapping[str, Any]) -> None:
        *above, last = trace.place.split(".")
        holder: Any = document
        for step in above:
            holder = holder[int(step) if isinstance(holder, list) else step]
        holder[int(last) if isinstance(holder, list) else last] = trace.becomes

    return change


UNANSWERED = N_(
    "Ingenting er slettet: {count} tekster nevner noen som skal slettes (den første i {file}), og ingen har sagt hva "
    "som skal stå. Skriv dem ut med tilstede purge --redact FIL, gå gjennom dem, og gi filen sammen med --do."
)
