"""Traces: where what stays in the school's files still names a child that is to be deleted.

The rules of this file: nothing is taken out without a person having seen it: each text that names the child is shown
with what it would become, and whoever deletes answers for every one, by its place and its words as they stood; a text
that has changed since is shown anew. A whole name, a guardian's telephone or e-mail is taken out unless somebody says
otherwise; one part of a name, also one that begins a word, or the child's number, may be something else, and stays
unless somebody says so. What a class is called is one text, however often it stands (``store.class_names``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from rules.facts import Guardian, School, Student
from rules.words import N_
from store.documents import ATTENDANCE, CASES, FORMS, MEETINGS, SCHOOL
from store.drafts import Draft
from store.errors import StoreError

TABLES: Mapping[str, tuple[str, ...]] = {
    ATTENDANCE: ("days", "messages", "registers"),
    CASES: ("events",),
    MEETINGS: ("events",),
    FORMS: ("forms", "templates"),
}
"""The tables of each sort of file."""

IN_THE_SCHOOL: Mapping[str, str] = {"slots": "subject", "users": "title", "calendars": "source"}
"""What is free text in ``school.json``, beside what a guardian is to a child; people's names there are theirs."""

REDACTED = "[slettet]"
_LONG_NUMBER = 4  # digits; a shorter one is said of anything
_LONG_NAME = 4  # letters; a shorter one begins too many words
_SEPARATORS = re.compile(r"[\s-]+")
_GROUPED = r"[\s.-]*"  # what may stand between two digits
_NOTHING = re.compile(r"(?!)")
_CLASSES = ("team", "classes")  # where an event may say what a class is called
_NO_TEXT = frozenset({"id", "by", "at", "kind", "student", "students", "date", "school_class", "received_at"})


class Trace(msgspec.Struct, frozen=True):
    """A text that names somebody who is to go, and what it becomes. ``sure``: by what can be nobody else's."""

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


Decisions = Mapping[tuple[str, str, str, str], Trace]
"""What somebody has said becomes of each text, by where it stands."""


class Unanswered(StoreError):  # noqa: N818 - an error is named as what happened
    """Texts that name the child, and nobody has said what becomes of them."""


class Names:
    """What some students and their homes are known and reached by, and nobody who stays."""

    def __init__(self, going: Iterable[Student], school: School) -> None:
        gone = {student.id: student for student in going}
        staying = [s for s in school.students if s.id not in gone]
        theirs = [g for s in staying for g in s.guardians]
        home = [g for s in gone.values() for g in s.guardians if g.name not in {other.name for other in theirs}]
        self._whole = _any_of({*(s.name for s in gone.values()), *(g.name for g in home)})
        reached = {_digits(g.phone) for g in theirs} | {g.email.casefold() for g in theirs}
        self._reached = _reached_at((g for s in gone.values() for g in s.guardians), reached)
        known = {part for name in _names_of(staying, school) for part in _parts(name.casefold())}
        parts = {part for s in gone.values() for name in (s.given, s.family) for part in _parts(name)}
        parts |= {part for g in home for part in _parts(g.name) if part.casefold() not in known}
        self._alone = _any_of(parts | {s.number for s in gone.values() if len(s.number) >= _LONG_NUMBER})
        self._begun = _beginning(part for part in parts if len(part) >= _LONG_NAME)
        self._known = known

    def found(self, text: str) -> tuple[tuple[str, ...], bool, str]:
        """What stands in a text, whether some of it can be nobody else's, and the text without that."""
        text = unicodedata.normalize("NFC", text)
        sure = [match[0] for pattern in (self._whole, self._reached) for match in pattern.finditer(text)]
        left = self._reached.sub(REDACTED, self._whole.sub(REDACTED, text))
        parts = [match[0] for match in self._alone.finditer(left)]
        parts += [word for match in self._begun.finditer(left) if (word := match[0]).casefold() not in self._known]
        return tuple(dict.fromkeys((*sure, *parts))), bool(sure), left


def traces(draft: Draft, names: Names, leaving: frozenset[str], classes: frozenset[str]) -> Iterator[Trace]:
    """The texts of one file that name somebody, but for what ``classes`` are called; what is about those who leave goes
    anyway.
    """
    gone = only_about(draft, leaving)
    for table, document in documents(draft):
        if document.get("student") in leaving or document["id"] in gone | leaving:
            continue
        for place, text in _texts(document, ""):
            found, sure, becomes = names.found(text)
            if found and not (text in classes and place.partition(".")[0] in _CLASSES):
                yield Trace(draft.path, table, str(document["id"]), place, found, sure, text, becomes)


def only_about(draft: Draft, leaving: frozenset[str]) -> frozenset[str]:
    """Ids of the events of the school's meetings that are about nobody but those who leave."""
    if draft.path.partition("/")[0] != MEETINGS:
        return frozenset()
    told = draft.all("events").values()
    alone = [doc for doc in told if doc.get("students") and {*doc["students"]} <= leaving]
    theirs = {doc["meeting"] for doc in alone if doc["kind"] == "team_opened"}
    return frozenset(doc["id"] for doc in told if doc in alone or doc.get("meeting", "") in theirs)


def redact(draft: Draft, found: Iterable[Trace], decided: Decisions) -> None:
    """Make each text what was decided; ``Unanswered`` where somebody has not."""
    wanted = {trace.where: trace for trace in found}
    must_be_answered(wanted.values(), decided)
    for table in {trace.table for trace in wanted.values()}:
        own = [decided[where] for where, trace in wanted.items() if trace.table == table]
        ids = {doc["id"]: key for key, doc in draft.all(table).items()}
        for trace in own:
            draft.change(table, [ids[trace.document]], _putter(trace))


def must_be_answered(found: Iterable[Trace], decided: Decisions) -> None:
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
    if draft.path == SCHOOL:
        for table, field in IN_THE_SCHOOL.items():
            for document in draft.all(table).values():
                yield table, {"id": document["id"], field: document.get(field)}
        for document in draft.all("students").values():
            relations = [{"relation": each.get("relation")} for each in document.get("guardians", ())]
            yield "students", {"id": document["id"], "guardians": relations}


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as a whole word, with or without the s of whose it is; the longest first."""
    known = sorted({name for name in names if name}, key=len, reverse=True)
    if not known:
        return _NOTHING
    written = (r"[\s-]+".join(map(re.escape, _SEPARATORS.split(name))) for name in known)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})s?(?!\w)", re.IGNORECASE)


def _beginning(names: Iterable[str]) -> re.Pattern[str]:
    """Any word that begins with one of the names, as in what a group is called after."""
    known = sorted(set(names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})\w*", re.IGNORECASE) if known else _NOTHING


def _reached_at(guardians: Iterable[Guardian], theirs: Collection[str]) -> re.Pattern[str]:
    """Their telephones, however the digits are grouped, and e-mail addresses, but for those of somebody who stays."""
    ways = set()
    for one in guardians:
        if len(digits := _digits(one.phone)) >= _LONG_NUMBER and digits not in theirs:
            ways.add(rf"(?<!\d)(?:(?:\+|00)47[\s.-]*)?{_GROUPED.join(digits)}(?!\d)")
        if one.email and one.email.casefold() not in theirs:
            ways.add(rf"(?<![\w.]){re.escape(one.email)}(?!\w)")
    return re.compile("|".join(sorted(ways)), re.IGNORECASE) if ways else _NOTHING


def _digits(phone: str) -> str:
    """A telephone as it is dialled at home."""
    return re.sub(r"\D", "", re.sub(r"^\s*(?:\+|00)47", "", phone))


def _names_of(staying: Iterable[Student], school: School) -> Iterator[str]:
    """Everybody who stays."""
    for one in staying:
        yield one.name
        yield from (guardian.name for guardian in one.guardians)
    yield from (user.full_name for user in school.users)


def _parts(name: str) -> Iterator[str]:
    return (part for part in _SEPARATORS.split(name) if len(part) > 1)


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
