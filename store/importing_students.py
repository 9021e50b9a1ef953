"""Importing students: the school's list, as another system has it, taken in row by row in one command.

The rules of this file: the school's number names a student, else name and date of birth; what a row does not say
changes nothing; nobody is taken out because a list leaves them out; a student who comes in another class leaves the
old one the day before. The same list once more changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec

from rules.facts import Guardian, Membership, SchoolClass, Student, school_year
from rules.protection import hidden
from rules.retention import left
from rules.words import N_
from store.attendance import span
from store.cleaning import MASK, clean_line, holds_identity_number
from store.documents import SCHOOL, document
from store.drafts import Draft
from store.ids import new_id
from store.placing import Placing
from store.readings import SchoolRead
from store.tellings import Refused, Report, Said, StudentRow
from store.writing import Hand

LESSONS = ((1, 2, 3, 4, 5, 6),) * 5 + ((), ())
"""A class's week until somebody says otherwise: six lessons on weekdays."""

NO_LESSONS: tuple[tuple[int, ...], ...] = ((),) * 7

_GRADE = re.compile(r"\d{1,2}")
_ONE_DAY = timedelta(days=1)


def import_students(
    hand: Hand, rows: Iterable[StudentRow], by: str, at: datetime, *, dry_run: bool, whole: bool = False
) -> Report:
    """All rows that can be, in one command; ``whole``: all of them or none."""
    roll = Roll(hand.school, at.date())
    for row in rows:
        roll.take(row)
    if not dry_run and not (whole and roll.refused):
        roll.write(hand.draft(SCHOOL), by, at)
        hand.commit()
    return roll.report()


class Roll:
    """The students and classes of a school while rows are taken in."""

    def __init__(self, school: SchoolRead, today: date) -> None:
        self._school = school
        self._today = today
        self._students = dict(school.students)
        self._classes = dict(school.classes)
        self._placing = Placing(school.files, school.school.students)
        self._numbers = {s.number: s.id for s in school.school.students if s.number}
        self._names = {_name_key(s.given, s.family, s.born): s.id for s in school.school.students}
        self._seen: dict[str, StudentRow] = {}
        self._added: set[str] = set()
        self._changed: set[str] = set()
        self._unchanged: set[str] = set()
        self.refused: list[Refused] = []
        self._masked = 0

    def take(self, row: StudentRow) -> None:
        """One row."""
        row = self._cleaned(row)
        if not (row.given or row.family):
            self.refused.append(Refused(row.line, NAMELESS))
            return
        known = self._find(row)
        if known and self._another_child(known, row):
            self.refused.append(Refused(row.line, SAME_NUMBER, {"number": row.number}))
            return
        self._take_classes(row)
        self._put(known, row)

    def write(self, draft: Draft, by: str, at: datetime) -> None:
        """Everything that is new or other than before."""
        who = {"by": by, "at": msgspec.to_builtins(at)}
        moved = {id_: msgspec.to_builtins(self._students[id_]) | who for id_ in self._changed}
        doc_ids = [found for id_ in moved if (found := draft.find("students", id_))]
        draft.change("students", doc_ids, lambda doc: doc.update(moved[doc["id"]]))
        draft.insert("students", [document(s, by, at) for id_, s in self._students.items() if id_ in self._added])
        new = [c for name, c in self._classes.items() if name not in self._school.classes]
        draft.insert("classes", [document(c, by, at) for c in new])
        self._placing.write(draft, by, at)
        if back := self._back():
            staying = [each for each in self._school.school.blocked if each not in back]
            draft.change("school", [*draft.all("school")], lambda doc: doc.update(blocked=staying))

    def _back(self) -> set[str]:
        """Those who go here again, whose case was closed to everybody; whoever imports is not told that it was."""
        blocked = self._school.school.blocked
        return {id_ for id_ in self._changed if id_ in blocked and left(self._students[id_]) is None}

    def report(self) -> Report:
        """What happened, or would."""
        notes = []
        if self._masked:
            notes.append(Said.counted(MASKED, self._masked))
        missing = len(self._school.students) - len(self._seen.keys() & self._school.students.keys())
        if missing and self._seen:
            notes.append(Said.counted(LEFT_OUT, missing))
        return Report(
            added=len(self._added),
            changed=len(self._changed),
            unchanged=len(self._unchanged - self._changed - self._added),
            refused=tuple(self.refused),
            notes=tuple(notes),
        )

    def _cleaned(self, row: StudentRow) -> StudentRow:
        number = clean_line(row.number)
        if holds_identity_number(row.number) or MASK in number:
            number, self._masked = "", self._masked + 1
        return msgspec.structs.replace(
            row,
            number=number,
            given=clean_line(row.given),
            family=clean_line(row.family),
            school_class=clean_line(row.school_class),
            groups=tuple(g for group in row.groups if (g := clean_line(group))),
            guardians=tuple(_cleaned_guardian(g) for g in row.guardians),
        )

    def _find(self, row: StudentRow) -> Student | None:
        """By number; a student the school had without one is known by name, and given it."""
        found = self._numbers.get(row.number) if row.number else None
        if found is None:
            found = self._names.get(_name_key(row.given, row.family, row.born))
            if found and row.number and self._students[found].number:
                return None
        return self._students[found] if found else None

    def _another_child(self, known: Student, row: StudentRow) -> bool:
        """The same number twice in one list, for two names."""
        before = self._seen.get(known.id)
        return before is not None and (before.given, before.family) != (row.given, row.family)

    def _take_classes(self, row: StudentRow) -> None:
        if row.school_class and row.school_class not in self._classes:
            self._classes[row.school_class] = SchoolClass(
                row.school_class, row.grade or grade_in(row.school_class), LESSONS
            )
        for group in row.groups:
            if group not in self._classes:
                self._classes[group] = SchoolClass(group, 0, NO_LESSONS, group=True)

    def _put(self, known: Student | None, row: StudentRow) -> None:
        before = known or Student(new_id(), row.number, row.given, row.family)
        after = self._placed(self._told(before, row, new=known is None), row)
        self._students[after.id] = after
        self._seen[after.id] = row
        if after.number:
            self._numbers[after.number] = after.id
        self._names[_name_key(after.given, after.family, after.born)] = after.id
        if known is None:
            self._added.add(after.id)
        elif after == known:
            self._unchanged.add(after.id)
        elif after.id not in self._added:
            self._changed.add(after.id)

    def _told(self, before: Student, row: StudentRow, *, new: bool) -> Student:
        start = row.first or self._start(before, new=new)
        return msgspec.structs.replace(
            before,
            number=row.number or before.number,
            given=row.given or before.given,
            family=row.family or before.family,
            born=row.born or before.born,
            protected_address=before.protected_address if row.protected_address is None else row.protected_address,
            guardians=_with_known_numbers(row.guardians, before) or before.guardians,
            memberships=self._memberships(before, row, start),
        )

    def _memberships(self, before: Student, row: StudentRow, start: date) -> tuple[Membership, ...]:
        homes = [m for m in before.memberships if not self._is_group(m.school_class)]
        groups = [m for m in before.memberships if self._is_group(m.school_class)]
        if row.school_class:
            homes = _joined(homes, row.school_class, start, row, only=True)
        for group in row.groups:
            groups = _joined(groups, group, start, row, only=False)
        return (*homes, *groups)

    def _is_group(self, name: str) -> bool:
        found = self._classes.get(name)
        return found is not None and found.group

    def _start(self, student: Student, *, new: bool) -> date:
        """When a row does not say: from the start of the school year, or today if the year was begun elsewhere.

        Of a student nobody knew, nobody has said when they came: their class holds for every year the school has
        a calendar of, so that absences of a year gone by find it.
        """
        first = span(self._year())[0]
        if new:
            years = [calendar.year for calendar in self._school.school.calendars] or [school_year(self._today)]
            return min(first, *(span(year)[0] for year in years))
        begun = any(m.first >= first for m in student.memberships)
        return self._today if begun else first

    def _year(self) -> str:
        """The school year that a list without dates is of: the next one, once this one's last school day is past."""
        year = school_year(self._today)
        calendar = next((c for c in self._school.school.calendars if c.year == year), None)
        over = self._today.month == 7 or bool(calendar and calendar.days and self._today > calendar.days[-1])
        return school_year(span(year)[1] + _ONE_DAY) if over else year

    def _placed(self, student: Student, row: StudentRow) -> Student:
        """With a file for the year the row speaks of."""
        year = school_year(row.first) if row.first else self._year()
        if year in student.files:
            return student
        first, last = span(year)
        here = [m for m in student.memberships if m.first <= last and (m.last is None or m.last >= first)]
        school_class = here[0].school_class if here else ""
        return msgspec.structs.replace(student, files={**student.files, year: self._placing.place(year, school_class)})


def grade_in(name: str) -> int:
    """The grade that a class's name begins with or holds: "8B", "10. trinn", "Klasse 3a"; 0 if none."""
    found = _GRADE.search(name)
    grade = int(found[0]) if found else 0
    return grade if 1 <= grade <= 10 else 0


def _joined(held: Sequence[Membership], name: str, start: date, row: StudentRow, *, only: bool) -> list[Membership]:
    """Memberships once a row has put the student in a class; ``only``: one at a time."""
    same = [m for m in held if m.school_class == name and (m.last is None or m.last >= start or m.first == start)]
    if same:
        fresh = msgspec.structs.replace(same[-1], first=row.first or same[-1].first, last=row.last or same[-1].last)
        return [fresh if m is same[-1] else m for m in held]
    left = [_ended(m, start) for m in held if m.first < start] if only else list(held)
    return [*left, Membership(name, start, row.last)]


def _ended(membership: Membership, start: date) -> Membership:
    day_before = start - _ONE_DAY
    if membership.last is not None and membership.last <= day_before:
        return membership
    return msgspec.structs.replace(membership, last=day_before)


def _with_known_numbers(told: tuple[Guardian, ...], before: Student) -> tuple[Guardian, ...]:
    """A number that no export shows is not forgotten when that export is taken in again."""
    known = {each.name: each for each in before.guardians}
    kept: list[Guardian] = []
    for each in told:
        old = known.get(each.name)
        if old is not None and hidden(before, old):
            kept.append(msgspec.structs.replace(each, phone=each.phone or old.phone, email=each.email or old.email))
        else:
            kept.append(each)
    return tuple(kept)


def _cleaned_guardian(guardian: Guardian) -> Guardian:
    return msgspec.structs.replace(
        guardian,
        name=clean_line(guardian.name),
        relation=clean_line(guardian.relation),
        phone=clean_line(guardian.phone),
        email=clean_line(guardian.email),
    )


def _name_key(given: str, family: str, born: date | None) -> tuple[str, str, date | None]:
    return given.casefold(), family.casefold(), born


def students_by_number(students: Mapping[str, Student]) -> dict[str, Student]:
    """Students by the school's number, and by our id."""
    return {**students, **{s.number: s for s in students.values() if s.number}}


NAMELESS = N_("Raden har ikke noe navn.")
SAME_NUMBER = N_("Elevnummer {number} står allerede på en annen elev i lista.")
MASKED = (
    N_("{count} elevnummer så ut som fødselsnummer og er ikke lagret."),
    N_("{count} elevnumre så ut som fødselsnummer og er ikke lagret."),
)
LEFT_OUT = (
    N_("{count} elev i skolen står ikke i lista. Eleven er ikke endret."),
    N_("{count} elever i skolen står ikke i lista. De er ikke endret."),
)
