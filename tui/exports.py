"""What leaves as tables: absences, students, duties and the events of a case, for spreadsheets and for machines.

The rules of this file: one row of ``TABLES`` a kind; facts in, rows out; the headings of absences and students are
those that ``import`` reads, so that what was taken out can be taken in; protected addresses show no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import msgspec

from rules.day import lessons_expected
from rules.duties.duty import For
from rules.facts import Attendance, Category, Day, Guardian, Mark, Reason, Student
from rules.protection import email
from tui import home
from tui.excel import Cell
from tui.json_shapes import Shape, class_of, number
from tui.language import _
from tui.overview import Overview
from tui.paper.case_file import event_line
from tui.people import name_of
from tui.today_rows import ROLES

Row = Sequence[Cell]

#: The words that ``import absences`` reads back.
KINDS: Mapping[Category, str] = {
    Category.EXCUSED: "gyldig",
    Category.UNEXCUSED: "ugyldig",
    Category.LEFT: "forlot skolen",
    Category.TARDY: "for sent",
    Category.PRESENT: "til stede",
    Category.ACTIVITY: "skoleaktivitet",
    Category.REDUCED: "avtalt redusert",
}
REASONS: Mapping[Reason, str] = {
    Reason.NONE: "",
    Reason.ILLNESS: "syk",
    Reason.ILLNESS_CERTIFIED: "legeerklæring",
    Reason.SENT_HOME_ILL: "sendt hjem",
    Reason.APPOINTMENT: "lege",
    Reason.GRANTED_LEAVE: "permisjon",
    Reason.RELIGIOUS_HOLIDAY: "religiøs",
    Reason.OTHER: "annet",
}

ABSENCES = ("Elevnr", "Etternavn", "Fornavn", "Klasse", "Dato", "Time", "Type", "Årsak", "Merknad", "Ført av", "Ført")
STUDENTS = ("Elevnr", "Etternavn", "Fornavn", "Klasse", "Grupper", "Født", "Startdato", "Sluttdato", "Sperret adresse")
GUARDIAN = ("navn", "relasjon", "telefon", "e-post", "foreldreansvar")
DUTIES = ("Frist", "For sent", "Elevnr", "Elev", "Klasse", "Gjøremål", "Rolle", "Ansvarlig", "Gjort", "Sitat", "Sted")


CASE = ("Når", "Hvem", "Hva")


class Noted(msgspec.Struct, frozen=True):
    """A mark that holds, with the lessons it still holds for; none: the whole day."""

    student: Student
    day: date
    lessons: tuple[int, ...]
    mark: Mark


def noted(one: Student, attendance: Attendance, first: date | None, last: date | None) -> Iterator[Noted]:
    """The marks that hold from ``first`` to ``last``, oldest day first; what was replaced or taken back is history."""
    for day in attendance.days:
        if (first is None or first <= day.date) and (last is None or day.date <= last):
            yield from _holding(one, attendance, day)


def _holding(one: Student, attendance: Attendance, day: Day) -> Iterator[Noted]:
    found: list[Noted] = []
    later: set[int] = set()
    for mark in reversed(day.marks):
        whole = mark.lessons or (lessons_expected(attendance.expected, day.date) if later else ())
        left = tuple(lesson for lesson in whole if lesson not in later)
        if mark.category is not None and (left or not whole):
            found.append(Noted(one, day.date, left, mark))
        if not mark.lessons:
            break
        later.update(mark.lessons)
    yield from reversed(found)


def absence_row(noted: Noted) -> Row:
    """One mark, as ``import absences`` reads it."""
    one, mark = noted.student, noted.mark
    lessons = ",".join(map(str, noted.lessons))
    kind = KINDS[mark.category] if mark.category else ""
    who = (number(one), one.family, one.given, class_of(one, noted.day))
    return (*who, noted.day, lessons, kind, REASONS[mark.reason], mark.comment, mark.by, mark.at)


def absence_shape(noted: Noted) -> Shape:
    """One mark, for machines."""
    one, mark = noted.student, noted.mark
    return {
        "student": number(one),
        "name": one.name,
        "class": class_of(one, noted.day),
        "date": noted.day.isoformat(),
        "lessons": list(noted.lessons),
        "category": mark.category.value if mark.category else None,
        "reason": mark.reason.value,
        "comment": mark.comment,
        "by": mark.by,
        "at": mark.at.isoformat(),
    }


def students_headings(students: Iterable[Student]) -> tuple[str, ...]:
    """As many guardians as somebody has."""
    most = max((len(one.guardians) for one in students), default=0)
    return (*STUDENTS, *(f"Foresatt {n} {part}" for n in range(1, most + 1) for part in GUARDIAN))


def student_row(one: Student, today: date) -> Row:
    """One student, as ``import students`` reads it."""
    own = next((m for m in one.memberships if not m.group and m.school_class == class_of(one, today)), None)
    groups = ", ".join(m.school_class for m in one.memberships if m.group and m.covers(today))
    dates = (one.born, own.first if own else None, own.last if own else None)
    who = (number(one), one.family, one.given, class_of(one, today), groups)
    return (*who, *dates, _yes_or_no(one.protected_address), *(c for g in one.guardians for c in _guardian(one, g)))


def _guardian(one: Student, guardian: Guardian) -> Row:
    responsible = _yes_or_no(guardian.parental_responsibility)
    return guardian.name, guardian.relation, home.number(one, guardian), email(one, guardian), responsible


def student_shape(one: Student, today: date) -> Shape:
    """One student, for machines."""
    return {
        "student": number(one),
        "given": one.given,
        "family": one.family,
        "class": class_of(one, today),
        "memberships": [msgspec.to_builtins(each) for each in one.memberships],
        "born": one.born.isoformat() if one.born else None,
        "protected_address": one.protected_address,
        "guardians": [_guardian_shape(one, guardian) for guardian in one.guardians],
    }


def _guardian_shape(one: Student, guardian: Guardian) -> Shape:
    name, relation, phone, mail, _responsible = _guardian(one, guardian)
    keys = {"name": name, "relation": relation, "phone": phone, "email": mail}
    return {**keys, "parental_responsibility": guardian.parental_responsibility}


def duty_row(seen: Overview, duty: Shape) -> Row:
    """One duty, of its shape, in words."""
    late = _yes_or_no(bool(duty["late"])) if duty["met_at"] is None else ""
    said = (str(duty[key]) for key in ("student", "name", "class", "sentence"))
    whose = (_(ROLES[For(str(duty["role"]))]), name_of(seen, str(duty["owner"])))
    return (_moment(duty["due"]), late, *said, *whose, _moment(duty["met_at"]), str(duty["quote"]), str(duty["place"]))


def _moment(said: object) -> datetime | None:
    return datetime.fromisoformat(str(said)) if said else None


def case_rows(seen: Overview, student: str) -> Iterator[Row]:
    """Every event of a case in a sentence, oldest first."""
    case = seen.case_of(student)
    for event in case.events:
        _who_and_when, said = event_line(seen, case, event)
        yield event.at, name_of(seen, event.by), said


def _yes_or_no(answer: bool) -> str:
    return "ja" if answer else "nei"
