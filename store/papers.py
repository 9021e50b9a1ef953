"""Papers: a school's folder under one hand that takes something out of it, for good.

The rules of this file: what goes is told by whoever asks; every file is gone through, and all of it is one command; a
text that names a child that goes becomes what somebody decided; what a hold keeps is said, and is the asker's to leave.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Mapping, MutableMapping
from datetime import date, datetime
from typing import Any

from rules.case.events import CaseEvent, Decided, Verdict
from rules.case.holds import holds
from rules.facts import Student
from rules.retention import Due, Held, Kept
from store.access_log import AccessLog, NotLogged
from store.case_files import case_in
from store.class_names import class_names, class_traces, is_class, new_names, rename
from store.documents import CASES, MEETINGS, SCHOOL, case_path, meetings_path, student_of
from store.drafts import Draft
from store.holdings import replaced
from store.traces import Decisions, Names, Trace, must_be_answered, only_about, redact, traces
from store.writing import Hand, Writer


def path_of(one: Due) -> str | None:
    """The one file that something due stands in, if it is one."""
    if one.keep.kind in {Kept.CASE, Kept.NOTES}:
        return case_path(one.of)
    return meetings_path(one.of) if one.keep.kind is Kept.MEETINGS else None


class Papers:
    """One school's folder under one hand."""

    def __init__(self, writer: Writer, hand: Hand) -> None:
        self._writer = writer
        self._hand = hand
        self._disk, self._root = writer.disk, writer.folder
        self.log = AccessLog(writer.disk, writer.folder)
        self.holds: dict[str, str] = {}

    def held(self, backups: Mapping[str, date]) -> Held:
        """What the school holds, as ``rules.retention`` asks it."""
        school = self._hand.school
        last: dict[str, date] = {}
        cases: set[str] = set()
        for path in self._paths():
            if student := student_of(path):
                draft = self._hand.draft(path)
                events = case_in(draft)
                last[student] = _last_day(draft)
                if any(isinstance(e, Decided) and e.verdict is Verdict.WORRYING for e in events):
                    cases.add(student)
                self._hold(student, events)
        return Held(
            school.school,
            tuple(sorted({file.year for file in school.files})),
            tuple(sorted(path.rpartition("/")[2][:-5] for path in self._paths() if _is_in(path, MEETINGS))),
            tuple(self.log.months()[:-1]),
            last,
            frozenset(cases),
            frozenset(self.holds),
            backups,
        )

    def traces(self, going: Collection[Due]) -> Iterable[Trace]:
        """The texts that name a student that goes, in the files that stay."""
        return self.naming(self._students(going), self._files(going))

    def naming(self, leaving: Mapping[str, Student], away: Collection[str]) -> Iterable[Trace]:
        """The texts that name any of these, in all files but those that go."""
        if not leaving:
            return
        names = Names(leaving.values(), self._hand.school.school)
        classes = class_names(self._hand.school)
        yield from class_traces(self._hand.school, names)
        for path in self._paths():
            if path not in away:
                yield from traces(self._hand.draft(path), names, frozenset(leaving), classes)

    def take_out(self, gone: Collection[Due], decided: Decisions) -> int:
        """All of it out of every file; how many texts were changed."""
        years = {one.of for one in gone if one.keep.kind is Kept.MARKS}
        return self.without(self._students(gone), self._files(gone), years, decided)

    def without(
        self, leaving: Mapping[str, Student], away: Collection[str], years: set[str], decided: Decisions
    ) -> int:
        """These students out of every file, these files and school years out of the folder; how many texts changed."""
        found = list(self.naming(leaving, away))
        must_be_answered(found, decided)
        renamed = new_names(found, decided, self._hand.school)
        written = [trace for trace in found if not is_class(trace)]
        for path in sorted({trace.file for trace in written}):
            redact(self._hand.draft(path), [trace for trace in written if trace.file == path], decided)
        staying = [path for path in self._paths() if path not in away and path != SCHOOL]
        for path in staying:
            self._without(self._hand.draft(path), frozenset(leaving))
        for path in sorted(away):
            self._hand.remove(path)
        self._from_school(leaving, years)
        rename(self._hand, staying, renamed)
        self._hand.forget_previous()
        return sum(decided[trace.where].becomes != trace.text for trace in found)

    def block(self, due: Iterable[Due]) -> tuple[Due, ...]:
        """Cases that are kept and closed to everybody; those that are new among them."""
        before = self._hand.school.school.blocked
        fresh = tuple(one for one in due if one.of not in before and not one.held)
        if fresh:
            draft = self._hand.draft(SCHOOL)
            wanted = sorted({*before, *(one.of for one in fresh)})
            draft.change("school", [*draft.all("school")], lambda doc: doc.update(blocked=wanted))
        return fresh

    def replaced(self, held: Held) -> tuple[str, ...]:
        """Versions that others were put in the place of; a hold on anybody keeps them all."""
        return () if held.on_hold else tuple(replaced(self._disk, self._root))

    def months_away(self, gone: Iterable[Due]) -> tuple[str, ...]:
        """Months of the log; those that will not go now are due next time, and what was committed stands."""
        with contextlib.suppress(OSError, NotLogged):
            return self.log.remove(one.of for one in gone if one.keep.kind is Kept.LOG)
        return ()

    def _paths(self) -> list[str]:
        """The files there are, but for those that a command which is committed takes away."""
        removes = self._writer.reader.pending.removes
        return [path for path in self._writer.paths() if not removes(path)]

    def _hold(self, student: str, events: Iterable[CaseEvent]) -> None:
        if standing := holds(events):
            self.holds[student] = standing[-1].reason

    def _students(self, going: Collection[Due]) -> dict[str, Student]:
        known = self._hand.school.students
        return {one.of: known[one.of] for one in going if one.keep.kind is Kept.STUDENT}

    def _files(self, going: Collection[Due]) -> set[str]:
        """The files that go whole."""
        years = {one.of for one in going if one.keep.kind is Kept.MARKS}
        marks = {file.path for file in self._hand.school.files if file.year in years}
        there = {path for path in marks if self._disk.sign(self._root / path) or self._writer.reader.log.last.get(path)}
        return there | {path for one in going if (path := path_of(one))}

    def _without(self, draft: Draft, leaving: frozenset[str]) -> None:
        """A file that stays, without what is about students that go."""
        sort = draft.path.partition("/")[0]
        if sort == MEETINGS:
            alone = only_about(draft, leaving)
            told = draft.all("events").items()
            draft.remove("events", [key for key, doc in told if doc["id"] in alone and doc["kind"] != "team"])
            ids = [key for key, doc in draft.all("events").items() if {*doc.get("students", ())} & leaving]
            draft.change("events", ids, _dropper(leaving, alone))
        elif sort != CASES:
            for table in ("days", "messages"):
                own = [key for key, doc in draft.all(table).items() if doc.get("student") in leaving]
                draft.remove(table, own)
        if draft.changed:
            self._hand.put(draft)

    def _from_school(self, leaving: Mapping[str, Student], years: set[str]) -> None:
        draft = self._hand.draft(SCHOOL)
        draft.remove("students", [key for key, doc in draft.all("students").items() if doc["id"] in leaving])
        draft.remove("files", [key for key, doc in draft.all("files").items() if doc["year"] in years])
        kept = draft.all("students").items()
        draft.change("students", [key for key, doc in kept if years & {*doc.get("files", {})}], _year_dropper(years))
        draft.change("school", [*draft.all("school")], _opener(years))
        draft.changed = True  # whoever has the school open reads it anew


def _last_day(draft: Draft) -> date:
    """Of everything that was ever told, taken back or not."""
    told = [datetime.fromisoformat(str(doc["at"])).date() for doc in draft.all("events").values()]
    return max(told, default=date.min)


def _is_in(path: str, folder: str) -> bool:
    return path.startswith(f"{folder}/")


def _dropper(leaving: frozenset[str], alone: frozenset[str]) -> Callable[[MutableMapping[str, Any]], None]:
    """That the team met stays; what was said of nobody else does not."""

    def change(doc: MutableMapping[str, Any]) -> None:
        if doc["id"] in alone and "words" in doc:
            doc["words"] = ""
        doc["students"] = [student for student in doc["students"] if student not in leaving]

    return change


def _year_dropper(years: set[str]) -> Callable[[MutableMapping[str, Any]], None]:
    def change(doc: MutableMapping[str, Any]) -> None:
        doc["files"] = {year: name for year, name in doc["files"].items() if year not in years}

    return change


def _opener(years: set[str]) -> Callable[[MutableMapping[str, Any]], None]:
    """A year of which nothing is left is not closed either."""

    def change(doc: MutableMapping[str, Any]) -> None:
        if closed := doc.get("closed_years"):
            doc["closed_years"] = [year for year in closed if year not in years]

    return change
