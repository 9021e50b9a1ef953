"""Class names: a class or group that is named after a child who goes is called something else, wherever it stands.

The rules of this file: what it is to be called is answered for as any other text that names the child; the class is the
same one afterwards, in every file and by one name; its files get new names too, since theirs were made of the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from rules.facts import School
from rules.words import N_
from store.documents import SCHOOL, AttendanceFile, class_year_path
from store.drafts import Draft
from store.errors import StoreError
from store.ids import file_name
from store.readings import SchoolRead
from store.traces import REDACTED, TABLES, Decisions, Names, Trace
from store.writing import Hand

CLASSES, NAME = "classes", "name"

_SAID = frozenset({"school_class", "team", CLASSES})
_OF_THE_SCHOOL = ("students", CLASSES, "slots", "files", "users")

Renamed = Mapping[str, str]
"""The new name of each class that gets one."""


class NameTaken(StoreError):  # noqa: N818 - an error is named as what happened
    """A class is to be called what another is, or nothing."""


def class_traces(school: SchoolRead, names: Names) -> Iterator[Trace]:
    """The classes and groups whose name names somebody who goes, each as one text."""
    taken = {*class_names(school)}
    for name in sorted(taken):
        found, sure, becomes = names.found(name)
        if found:
            becomes = _free(becomes, taken) if sure else name
            taken.add(becomes)
            yield Trace(SCHOOL, CLASSES, name, NAME, found, sure, name, becomes)


def class_names(school: SchoolRead) -> frozenset[str]:
    """Every name that a class has or had, also one that nobody is in."""
    return frozenset({*_named_in(school.school), *(file.school_class for file in school.files)} - {""})


def new_names(found: Iterable[Trace], decided: Decisions, school: SchoolRead) -> Renamed:
    """What each class is called from now on; ``NameTaken`` where that is another's name, or none."""
    own = [decided[trace.where] for trace in found if is_class(trace)]
    renamed = {trace.text: " ".join(trace.becomes.split()) for trace in own if trace.becomes != trace.text}
    kept = class_names(school) - renamed.keys()
    for name, becomes in renamed.items():
        if not becomes or becomes in kept or [*renamed.values()].count(becomes) > 1:
            raise NameTaken(TAKEN, name=name, becomes=becomes)
    return renamed


def is_class(trace: Trace) -> bool:
    """Whether it is what a class is called, and not what somebody wrote."""
    return (trace.file, trace.table, trace.place) == (SCHOOL, CLASSES, NAME)


def rename(hand: Hand, paths: Iterable[str], renamed: Renamed) -> None:
    """The new names in all files that stay, and on those that were called after the class."""
    if not renamed:
        return
    _in_the_school(hand.draft(SCHOOL), renamed)
    for path in paths:
        draft = hand.draft(path)
        _in_each(draft, TABLES[path.partition("/")[0]], renamed)
        if draft.changed:
            hand.put(draft)
    _files(hand, {*paths}, renamed)


def _named_in(school: School) -> Iterator[str]:
    yield from (one.name for one in school.classes)
    yield from (m.school_class for student in school.students for m in student.memberships)
    yield from (slot.school_class for slot in school.timetable)
    yield from (name for user in school.users for name in user.classes)


def _free(wanted: str, taken: Iterable[str]) -> str:
    """A name that no class has."""
    used, plain = {*taken}, wanted.strip() or REDACTED
    tries = (plain if n == 1 else f"{plain} {n}" for n in range(1, len(used) + 2))
    return next(name for name in tries if name not in used)


def _in_the_school(draft: Draft, renamed: Renamed) -> None:
    own = [key for key, doc in draft.all(CLASSES).items() if doc[NAME] in renamed]
    draft.change(CLASSES, own, lambda doc: doc.update({NAME: renamed[doc[NAME]]}))
    _in_each(draft, _OF_THE_SCHOOL, renamed)


def _in_each(draft: Draft, tables: Iterable[str], renamed: Renamed) -> None:
    for table in tables:
        named = [key for key, doc in draft.all(table).items() if _put(doc, renamed)]
        draft.change(table, named, _putter(renamed))


def _putter(renamed: Renamed) -> Callable[[MutableMapping[str, Any]], None]:
    def change(document: MutableMapping[str, Any]) -> None:
        _put(document, renamed)

    return change


def _put(document: Any, renamed: Renamed) -> bool:
    """The new names in a document, in place; whether there were any."""
    if isinstance(document, list):
        return sum(_put(each, renamed) for each in document) > 0
    if not isinstance(document, MutableMapping):
        return False
    found = sum(_put(each, renamed) for each in document.values()) > 0
    for key in _SAID & document.keys():
        said = document[key]
        new = [renamed.get(each, each) for each in said] if isinstance(said, list) else renamed.get(said, said)
        found, document[key] = found or new != said, new
    return found


def _files(hand: Hand, paths: set[str], renamed: Renamed) -> None:
    """A class's years, under names made of the new one."""
    draft = hand.draft(SCHOOL)
    rows = {key: msgspec.convert(doc, AttendanceFile) for key, doc in draft.all("files").items()}
    taken = {(file.year, file.name) for file in rows.values()}
    for key, file in rows.items():
        if file.school_class not in renamed.values():
            continue
        new = file_name(file.school_class, [name for year, name in taken if year == file.year])
        taken.add((file.year, new))
        draft.change("files", [key], lambda doc, new=new: doc.update(name=new))  # type: ignore[misc]
        own = [i for i, doc in draft.all("students").items() if doc.get("files", {}).get(file.year) == file.name]
        draft.change("students", own, lambda doc, y=file.year, n=new: doc["files"].update({y: n}))  # type: ignore[misc]
        if file.path in paths:
            moved = hand.draft(file.path)
            hand.remove(file.path)
            moved.path = class_year_path(file.year, new)
            hand.put(moved)


TAKEN = N_(
    "Ingenting er slettet: klassen {name} kan ikke hete «{becomes}», for det heter en annen, eller ingenting. Skriv et "
    "annet navn i «becomes»."
)
