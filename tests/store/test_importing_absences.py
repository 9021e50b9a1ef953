"""Absences from the school's own system, day after day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from rules.facts import Category, Mark, Reason
from store.door import Store
from store.tellings import AbsenceRow, MarkWanted, Report
from tests.store.bommen import AT, MONDAY, YEAR, bommen, later
from tests.store.intake.drawn import taken

Again = Callable[[], Store]


def row(number: str, day: date = MONDAY, *lessons: int, **more: object) -> AbsenceRow:
    said: dict[str, object] = {"category": Category.EXCUSED, "reason": Reason.ILLNESS} | more
    return AbsenceRow(number, day, lessons, **said)  # type: ignore[arg-type]


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, len(report.refused)


def marks(store: Store, who: str, day: date = MONDAY) -> tuple[Mark, ...]:
    return next((d.marks for d in store.attendance_of(who, YEAR).days if d.date == day), ())


WEEK = [row("1001", MONDAY + timedelta(n)) for n in range(5)] + [row("2001", MONDAY, 3, 4), row("1003")]


def test_rows_become_marks_of_their_students(store: Store, again: Again) -> None:
    assert counts(store.import_absences(WEEK, "adm", AT)) == (7, 0, 0, 0)

    assert len(again().attendance_of("tonje", YEAR).days) == 5
    (mark,) = marks(again(), "jens")
    assert mark == Mark((3, 4), Category.EXCUSED, "adm", AT, Reason.ILLNESS, "", imported=True)


def test_the_same_rows_again_change_nothing(store: Store) -> None:
    store.import_absences(WEEK, "adm", AT)
    revision, before = store.revision(), store.attendance(YEAR)

    assert counts(store.import_absences(WEEK, "adm", later(60))) == (0, 0, 7, 0)
    assert (store.revision(), store.attendance(YEAR)) == (revision, before)


def test_the_same_row_twice_in_a_list_counts_once(store: Store) -> None:
    assert counts(store.import_absences([row("1001"), row("1001")], "adm", AT)) == (1, 0, 1, 0)
    assert len(marks(store, "tonje")) == 1


def test_a_rehearsal_counts_and_writes_nothing(store: Store) -> None:
    revision = store.revision()

    assert counts(store.import_absences(WEEK, "adm", AT, dry_run=True)) == (7, 0, 0, 0)
    assert store.revision() == revision
    assert marks(store, "tonje") == ()


def test_an_unknown_number_is_refused_with_its_line_and_the_rest_goes_in(store: Store) -> None:
    report = store.import_absences([row("9999", line=7), row("1001", line=8)], "adm", AT)

    assert counts(report) == (1, 0, 0, 1)
    assert (report.refused[0].line, report.refused[0].values) == (7, {"number": "9999"})


def test_our_own_id_names_a_student_without_a_number(store: Store) -> None:
    store.import_absences([row("tonje")], "adm", AT)

    assert marks(store, "tonje")


def test_a_changed_row_is_added_and_what_it_changed_stays_as_history(store: Store) -> None:
    store.import_absences([row("1001")], "adm", AT)
    report = store.import_absences([row("1001", reason=Reason.ILLNESS_CERTIFIED)], "adm", later(1))

    assert counts(report) == (0, 1, 0, 0)
    assert [m.reason for m in marks(store, "tonje")] == [Reason.ILLNESS, Reason.ILLNESS_CERTIFIED]


def test_a_person_s_correction_stands_against_the_same_rows_again(store: Store) -> None:
    store.import_absences(WEEK, "adm", AT)
    store.note([MarkWanted("tonje", MONDAY, (3,), Category.PRESENT)], "kari", later(1))
    report = store.import_absences(WEEK, "adm", later(2))

    assert counts(report) == (0, 0, 7, 0)
    assert marks(store, "tonje")[-1].by == "kari"
    assert [note.values for note in report.notes] == [{"count": 1}]


def test_the_other_system_may_change_its_mind_after_a_correction(store: Store) -> None:
    store.import_absences([row("1001")], "adm", AT)
    store.note([MarkWanted("tonje", MONDAY, (), Category.PRESENT)], "kari", later(1))
    report = store.import_absences([row("1001", category=Category.UNEXCUSED, reason=Reason.NONE)], "adm", later(2))

    assert counts(report) == (0, 1, 0, 0)
    assert marks(store, "tonje")[-1].category is Category.UNEXCUSED


def test_what_a_person_noted_already_is_not_noted_again(store: Store) -> None:
    store.note([MarkWanted("tonje", MONDAY, (), Category.EXCUSED, Reason.ILLNESS)], "kari", AT)

    assert counts(store.import_absences([row("1001")], "adm", later(1))) == (0, 0, 1, 0)


def test_a_row_a_lesson_becomes_one_mark_and_stays_so(store: Store) -> None:
    rows = [row("1001", MONDAY, n) for n in (1, 2, 3)] + [row("1001", MONDAY, 4, category=Category.TARDY)]
    store.import_absences(rows, "adm", AT)

    assert [(m.lessons, m.category) for m in marks(store, "tonje")] == [
        ((1, 2, 3), Category.EXCUSED),
        ((4,), Category.TARDY),
    ]
    assert counts(store.import_absences(rows, "adm", later(1))) == (0, 0, 4, 0)


@pytest.mark.parametrize(
    "rows",
    [
        [row("1001"), row("1001", MONDAY, 3, category=Category.PRESENT)],
        [row("1001", MONDAY, 3, category=Category.PRESENT), row("1001")],
        [row("1001", MONDAY, 1), row("1001", MONDAY, 1, category=Category.TARDY), row("1001", MONDAY, 1)],
        [row("1001", MONDAY, 1, 2), row("1001", MONDAY, 2, 3, category=Category.TARDY)],
    ],
)
def test_rows_that_disagree_are_taken_in_once_and_for_all(store: Store, rows: list[AbsenceRow]) -> None:
    store.import_absences(rows, "adm", AT)
    before = marks(store, "tonje")
    report = store.import_absences(rows, "adm", later(1))

    assert (report.added, report.changed) == (0, 0)
    assert marks(store, "tonje") == before


def test_a_year_without_a_calendar_keeps_its_marks_and_says_so(store: Store) -> None:
    report = store.import_absences([row("1001", date(2025, 10, 1))], "adm", AT)

    assert [note.values for note in report.notes] == [{"year": "2025-26"}]
    assert len(store.attendance_of("tonje", "2025-26").days) == 1


# A register: one row for each lesson of each student


def register(day: date, absent: dict[str, set[int]]) -> list[AbsenceRow]:
    return [
        row(
            number,
            day,
            lesson,
            register=True,
            category=Category.UNEXCUSED if lesson in absent.get(number, ()) else Category.PRESENT,
            reason=Reason.NONE,
        )
        for number in ("1001", "1002", "1003")
        for lesson in (1, 2, 3)
    ]


def test_a_register_takes_its_lessons_and_marks_only_who_was_missing(store: Store, again: Again) -> None:
    report = store.import_absences(register(MONDAY, {"1001": {2, 3}}), "adm", AT)

    assert counts(report) == (9, 0, 0, 0)
    assert again().attendance_of("ola", YEAR).taken == {MONDAY: frozenset({1, 2, 3})}
    assert marks(again(), "ola") == ()
    assert [m.lessons for m in marks(again(), "tonje")] == [(2, 3)]


def test_the_same_register_again_changes_nothing(store: Store) -> None:
    rows = register(MONDAY, {"1001": {2}})
    store.import_absences(rows, "adm", AT)
    revision = store.revision()

    assert counts(store.import_absences(rows, "adm", later(1))) == (0, 0, 9, 0)
    assert store.revision() == revision


def test_a_register_that_now_says_present_corrects_the_absence(store: Store) -> None:
    store.import_absences(register(MONDAY, {"1001": {2}}), "adm", AT)
    report = store.import_absences(register(MONDAY, {}), "adm", later(1))

    assert counts(report) == (0, 1, 8, 0)
    assert marks(store, "tonje")[-1].category is Category.PRESENT


# When the home told


def test_a_message_s_time_becomes_one_message_over_its_days(store: Store, again: Again) -> None:
    rows = [row("1001", MONDAY + timedelta(n), message_at=later(-20)) for n in range(3)]
    store.import_absences(rows, "adm", AT)
    store.import_absences(rows, "adm", later(1))

    (message,) = again().messages(YEAR)
    assert (message.student, message.first, message.last) == ("tonje", MONDAY, MONDAY + timedelta(2))
    assert (message.channel, message.received_at) == ("imported", later(-20))


BY_LESSON = """Elevnr;Dato;Time;Type;Merknad;Meldt
1001;14.09.2026;1;syk;;
2001;14.09.2026;1;syk;;
1003;15.09.2026;;syk;ringte;15.09.2026 07:40
1001;14.09.2026;2;syk;;
2001;14.09.2026;2;syk;;
1001;15.09.2026;1;syk;;
1001;14.09.2026;1;kom for sent;buss;
2001;14.09.2026;3;syk;hentet;
1002;14.09.2026;1;til stede;;
"""


@pytest.mark.parametrize("text", [BY_LESSON, BY_LESSON.replace("1002;14.09.2026;1;til stede;;\n", "")])
def test_rows_of_a_file_in_any_order_say_the_same_as_the_rows_one_by_one(tmp_path: Path, text: str) -> None:
    rows = taken("absences", text, bommen()).rows
    stores = [Store.create(tmp_path / name, bommen(), "rektor", AT) for name in ("file", "list")]
    for store, given in zip(stores, (rows, list(rows)), strict=True):
        store.note([MarkWanted("tonje", MONDAY, (2,), Category.PRESENT)], "kari", AT)
        first = store.import_absences(given, "adm", later(1))
        store.note([MarkWanted("jens", MONDAY, (), Category.PRESENT)], "kari", later(2))
        again = store.import_absences(given, "adm", later(3))
        assert (counts(first)[2:], counts(again)[:2], len(rows)) == ((0, 0), (0, 0), sum(counts(again)))

    one, other = ([(a.days, a.taken) for a in store.attendance(YEAR).values()] for store in stores)
    assert one == other
    assert [m.lessons for m in marks(stores[0], "jens")][:2] == [(1, 2), (3,)]
    assert [m.received_at for m in stores[0].messages(YEAR)] == [m.received_at for m in stores[1].messages(YEAR)] != []


def test_days_told_alike_are_each_counted_and_a_correction_is_only_its_own(store: Store) -> None:
    rows = [row(number, MONDAY, n) for number in ("1001", "1002", "1003") for n in (1, 2)]
    store.import_absences(rows, "adm", AT)
    store.note([MarkWanted("ola", MONDAY, (2,), Category.PRESENT)], "kari", later(1))
    report = store.import_absences(rows, "adm", later(2))

    assert counts(report) == (0, 0, 6, 0)
    assert [note.values for note in report.notes] == [{"count": 1}]
    assert [len(marks(store, who)) for who in ("tonje", "ola", "aase")] == [1, 2, 1]
