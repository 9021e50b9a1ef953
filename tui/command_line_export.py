"""``export``: tables as CSV that Excel in Norway opens right, one student's case and all that is held, or JSON.

The rules of this file: facts from the store, rows from ``tui/exports.py``, bytes on standard output and nothing else;
whose facts leave is in the access log before anything is said; a person gets what the same person may see.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from rules.facts import Attendance, Student, school_year
from rules.names import sort_key
from rules.rights import Right, What
from rules.words import NotAllowed
from store.door import Store
from tui import clock, exports, insight
from tui.command_line_case import case_of
from tui.command_line_duties import duties_document, reckoned_for, whole
from tui.command_line_output import document, say
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import class_asked, day_asked, person, store_of, student_named, whether_all_was_read
from tui.excel import csv_for_excel
from tui.json_shapes import Shape, class_of
from tui.language import N_

Headings = tuple[str, ...]
Rows = Iterable[exports.Row]


def export(wanted: Wanted) -> int:
    """What was asked for, as it stands."""
    about_one = wanted.arguments[0] in ABOUT_ONE
    if about_one and len(wanted.arguments) == 1:
        raise UsageError(N_("export {what} mangler eleven. Slik: export {what} ELEV"), what=wanted.arguments[0])
    if not about_one and len(wanted.arguments) > 1:
        raise UsageError(N_("export {what} tar ingen elev; velg med --class."), what=wanted.arguments[0])
    for option in ("--class", "--from", "--to"):
        if wanted.has(option) and option not in CHOSEN_BY[wanted.arguments[0]]:
            raise UsageError(N_("export {what} tar ikke {option}."), what=wanted.arguments[0], option=option)
    store = store_of(wanted)
    TABLES[wanted.arguments[0]](store, wanted)
    return whether_all_was_read(store)


def _absences(store: Store, wanted: Wanted) -> None:
    first, last = day_asked(wanted, "--from"), day_asked(wanted, "--to")
    asked = _seen(store, wanted, What.MARKS)
    years = _years(first, last)
    found = [
        noted
        for year in years
        for one, attendance in _of_each(asked, store.attendance(year, [one.id for one in asked]))
        for noted in exports.noted(one, attendance, first, last)
    ]
    if wanted.has("--json"):
        document({"absences": [exports.absence_shape(noted) for noted in found]})
    else:
        _write(exports.ABSENCES, map(exports.absence_row, found))


def _students(store: Store, wanted: Wanted) -> None:
    asked, today = _seen(store, wanted, What.HOME), clock.now().date()
    if wanted.has("--json"):
        document({"students": [exports.student_shape(one, today) for one in asked]})
    else:
        _write(exports.students_headings(asked), (exports.student_row(one, today) for one in asked))


def _duties(store: Store, wanted: Wanted) -> None:
    now, only = clock.now(), class_asked(wanted, _classes(store))
    if only:
        store.allow(Right.SEE, What.TODAY, only)  # none is not the same as none to be seen
    seen = whole(store, now)
    shape = duties_document(seen, reckoned_for(store, seen), now)
    for key in ("duties", "to_come", "met"):
        shape[key] = [duty for duty in _listed(shape, key) if not only or duty["class"] == only]
    if wanted.has("--json"):
        document(shape)
    else:
        found = (duty for key in ("duties", "met") for duty in _listed(shape, key))
        _write(exports.DUTIES, (exports.duty_row(seen, duty) for duty in found))


def _case(store: Store, wanted: Wanted) -> None:
    one = student_named(store.school().students, wanted.arguments[1])
    store.look(one.id, What.CASE, person(), clock.real_now(), "export")
    now = clock.now()
    seen = whole(store, now)
    if wanted.has("--json"):
        document(case_of(seen, one, now))
    else:
        _write(exports.CASE, exports.case_rows(seen, one.id))


def _insight(store: Store, wanted: Wanted) -> None:
    one = student_named(store.school().students, wanted.arguments[1])
    for what in insight.ASKED:
        store.look(one.id, what, person(), clock.real_now(), "insight")
    seen, held = whole(store, clock.now()), insight.held(store, one)
    if wanted.has("--json"):
        document(insight.document(seen, held))
    else:
        for line in insight.text(seen, held):
            say(line)


ABOUT_ONE = ("case", "insight")

CHOSEN_BY: Mapping[str, tuple[str, ...]] = {
    "absences": ("--class", "--from", "--to"),
    "students": ("--class",),
    "duties": ("--class",),
    "case": (),
    "insight": (),
}
"""The options that choose what is in each."""

TABLES: Mapping[str, Callable[[Store, Wanted], None]] = {
    "absences": _absences,
    "students": _students,
    "duties": _duties,
    "case": _case,
    "insight": _insight,
}


def _seen(store: Store, wanted: Wanted, what: What) -> list[Student]:
    """The students asked about of whom one may see that, by class and name; the log has each."""
    today, only = clock.now().date(), class_asked(wanted, _classes(store))
    asked = [one for one in store.school().students if not only or class_of(one, today) == only]
    may = [one for one in asked if _looked(store, one, what)]
    if asked and not may:
        store.allow(Right.SEE, what, only)  # nothing to be seen is not the same as nothing
    return sorted(may, key=lambda one: (class_of(one, today), sort_key(one.name), one.id))


def _classes(store: Store) -> list[str]:
    return [each.name for each in store.school().classes]


def _looked(store: Store, one: Student, what: What) -> bool:
    """Whether one may; the log has it then."""
    try:
        store.look(one.id, what, person(), clock.real_now(), "export")
    except NotAllowed:
        return False
    return True


def _of_each(students: Iterable[Student], attendance: Mapping[str, Attendance]) -> Iterator[tuple[Student, Attendance]]:
    return ((one, attendance[one.id]) for one in students if one.id in attendance)


def _years(first: date | None, last: date | None) -> list[str]:
    """The school years between two days; today's where nobody said."""
    today = clock.now().date()
    start, end = int(school_year(first or last or today)[:4]), int(school_year(last or today)[:4])
    if first and last and first > last:
        raise UsageError(N_("--from {first} er etter --to {last}."), first=first, last=last)
    return [school_year(date(year, 8, 1)) for year in range(start, end + 1)]


def _listed(shape: Shape, key: str) -> list[Shape]:
    found = shape[key]
    assert isinstance(found, list)
    return found


def _write(headings: Headings, rows: Rows) -> None:
    """Bytes, so that a shell's own encoding has no say."""
    data = csv_for_excel(headings, rows)
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
