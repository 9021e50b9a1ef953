"""A school's list, taken in again and again as other systems write it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from rules.facts import Guardian, Membership, School, Student
from store.door import Store
from store.importing_students import grade_in
from store.tellings import Report, StudentRow
from tests.store.bommen import AT, OSLO, YEAR, away, bommen

Again = Callable[[], Store]


@pytest.fixture(name="empty")
def _empty(tmp_path: Path) -> Store:
    school = bommen()
    return Store.create(
        tmp_path / "tom", School("Lister skole", "aas", (), (), school.calendars, (), True, "school_days"), "init", AT
    )


def row(number: str, name: str, school_class: str = "4B", **more: object) -> StudentRow:
    given, _space, family = name.partition(" ")
    return StudentRow(number, given, family, school_class, **more)  # type: ignore[arg-type]


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, len(report.refused)


def named(store: Store, name: str) -> Student:
    return next(s for s in store.school().students if s.name == name)


LIST = [row("1", "Birk Berg", "4B"), row("2", "Åse Ødegård", "4B"), row("3", "Jens Bakke", "8B")]


def test_a_list_makes_students_and_classes_with_a_place_for_their_marks(empty: Store) -> None:
    assert counts(empty.import_students(LIST, "adm", AT)) == (3, 0, 0, 0)

    school = empty.school()
    assert [(c.name, c.grade, len(c.weekdays[0])) for c in school.classes] == [("4B", 4, 6), ("8B", 8, 6)]
    assert [s.files[YEAR] for s in school.students] == ["4B", "4B", "8B"]
    assert named(empty, "Birk Berg").memberships == (Membership("4B", date(2026, 8, 1)),)


def test_the_same_list_again_changes_nothing(empty: Store) -> None:
    empty.import_students(LIST, "adm", AT)
    revision, school = empty.revision(), empty.school()

    assert counts(empty.import_students(LIST, "adm", AT)) == (0, 0, 3, 0)
    assert (empty.revision(), empty.school()) == (revision, school)


def test_a_rehearsal_counts_and_writes_nothing(empty: Store) -> None:
    revision = empty.revision()

    assert counts(empty.import_students(LIST, "adm", AT, dry_run=True)) == (3, 0, 0, 0)
    assert empty.revision() == revision
    assert empty.school().students == ()


def test_a_number_names_the_student_whatever_the_name_is_now(empty: Store) -> None:
    empty.import_students(LIST, "adm", AT)
    birk = named(empty, "Birk Berg").id

    assert counts(empty.import_students([row("1", "Birk Bergli")], "adm", AT)) == (0, 1, 0, 0)
    assert named(empty, "Birk Bergli").id == birk


def test_without_numbers_name_and_birth_tell_students_apart(empty: Store) -> None:
    first, second = date(2016, 3, 1), date(2017, 4, 2)
    rows = [row("", "Ola Nordli", born=first), row("", "Ola Nordli", born=second)]
    empty.import_students(rows, "adm", AT)

    assert counts(empty.import_students(rows, "adm", AT)) == (0, 0, 2, 0)
    assert {s.born for s in empty.school().students} == {first, second}


def test_a_student_known_by_name_is_given_their_number(empty: Store) -> None:
    empty.import_students([row("", "Ola Nordli")], "adm", AT)
    ola = named(empty, "Ola Nordli").id
    empty.import_students([row("77", "Ola Nordli")], "adm", AT)

    assert (named(empty, "Ola Nordli").id, named(empty, "Ola Nordli").number) == (ola, "77")


def test_two_children_of_one_name_have_two_numbers(empty: Store) -> None:
    rows = [row("1", "Ola Nordli"), row("2", "Ola Nordli")]

    assert counts(empty.import_students(rows, "adm", AT)) == (2, 0, 0, 0)
    assert counts(empty.import_students(rows, "adm", AT)) == (0, 0, 2, 0)


def test_one_number_for_two_children_is_refused_with_its_line(empty: Store) -> None:
    report = empty.import_students([row("1", "Birk Berg", line=2), row("1", "Siri Moe", line=3)], "adm", AT)

    assert counts(report) == (1, 0, 0, 1)
    assert report.refused[0].line == 3


def test_a_row_without_a_name_is_refused_and_the_rest_goes_in(empty: Store) -> None:
    assert counts(empty.import_students([StudentRow("9", " ", "", line=4), *LIST], "adm", AT)) == (3, 0, 0, 1)


def test_who_changes_class_leaves_the_old_one_the_day_before(empty: Store) -> None:
    empty.import_students(LIST, "adm", AT)
    empty.import_students([row("1", "Birk Berg", "4A")], "adm", datetime(2026, 11, 2, 9, tzinfo=OSLO))

    assert named(empty, "Birk Berg").memberships == (
        Membership("4B", date(2026, 8, 1), date(2026, 11, 1)),
        Membership("4A", date(2026, 11, 2)),
    )


def test_a_new_school_year_begins_on_its_first_day(empty: Store) -> None:
    empty.import_students(LIST, "adm", AT)
    empty.import_students([row("1", "Birk Berg", "5B")], "adm", datetime(2027, 8, 20, 9, tzinfo=OSLO))

    birk = named(empty, "Birk Berg")
    assert birk.memberships[-1] == Membership("5B", date(2027, 8, 1))
    assert birk.class_on(date(2027, 7, 31)) == "4B"
    assert birk.files == {YEAR: "4B", "2027-28": "5B"}


def test_a_list_read_in_the_summer_is_next_year_s(empty: Store) -> None:
    empty.import_students(LIST, "adm", datetime(2026, 7, 20, 9, tzinfo=OSLO))

    assert named(empty, "Birk Berg").memberships == (Membership("4B", date(2026, 8, 1)),)


def test_dates_in_the_list_hold(empty: Store) -> None:
    first, last = date(2027, 1, 11), date(2027, 4, 9)
    empty.import_students([row("1", "Birk Berg", first=first)], "adm", AT)
    empty.import_students([row("1", "Birk Berg", first=first, last=last)], "adm", AT)

    assert named(empty, "Birk Berg").memberships == (Membership("4B", first, last),)


def test_groups_stand_beside_the_class(empty: Store) -> None:
    empty.import_students([row("1", "Birk Berg", groups=("Kor", "Tysk 1"))], "adm", AT)

    birk = named(empty, "Birk Berg")
    assert [m.school_class for m in birk.memberships] == ["4B", "Kor", "Tysk 1"]
    assert [c.name for c in empty.school().classes if c.group] == ["Kor", "Tysk 1"]
    assert birk.class_on(AT.date()) == "4B"


def test_what_a_row_leaves_out_stays(empty: Store) -> None:
    mother = Guardian("Kari Berg", "mor", "90000000")
    empty.import_students(
        [row("1", "Birk Berg", guardians=(mother,), born=date(2016, 5, 1), protected_address=True)], "adm", AT
    )
    before = named(empty, "Birk Berg")
    empty.import_students([row("1", "Birk Berg", "")], "adm", AT)

    assert named(empty, "Birk Berg") == before


def test_nobody_goes_because_a_list_leaves_them_out_but_it_is_said(empty: Store) -> None:
    empty.import_students(LIST, "adm", AT)
    report = empty.import_students(LIST[:1], "adm", AT)

    assert len(empty.school().students) == 3
    assert [note.values for note in report.notes] == [{"count": 2}]


def test_an_identity_number_is_no_number_for_a_student(empty: Store) -> None:
    number = "010115" + "1" * 5
    report = empty.import_students([row(number, "Birk Berg")], "adm", AT)

    assert named(empty, "Birk Berg").number == ""
    assert report.notes
    assert number not in (empty.folder / "school.json").read_text()


def test_a_class_may_be_called_anything_and_its_file_still_lies_in_its_folder(empty: Store) -> None:
    hostile = ["../../../etc/x", "CON", "4B", "4b", "4/B", "", ".", "x" * 300]
    empty.import_students([row(str(n), f"Elev {n}", name) for n, name in enumerate(hostile)], "adm", AT)
    empty.note([away(s.id) for s in empty.school().students], "kari", AT)

    files = [p.relative_to(empty.folder).parts for p in (empty.folder / "attendance").rglob("*") if p.is_file()]
    assert {parts[:2] for parts in files} == {("attendance", YEAR)}
    assert len({parts[2].casefold() for parts in files}) == len(files) == len(hostile)


def test_a_school_without_classes_does_not_get_one_huge_file(empty: Store) -> None:
    empty.import_students([row(str(n), f"Elev {n}", "") for n in range(130)], "adm", AT)

    assert len({s.files[YEAR] for s in empty.school().students}) == 3


@pytest.mark.parametrize(
    ("name", "grade"), [("8B", 8), ("10A", 10), ("Klasse 3a", 3), ("5. trinn", 5), ("Ugler", 0), ("2026", 0)]
)
def test_the_grade_is_read_from_the_class_s_name(name: str, grade: int) -> None:
    assert grade_in(name) == grade


def test_a_student_nobody_knew_is_found_by_absences_of_the_year_that_has_just_ended(empty: Store) -> None:
    """A school that is set up after the last school day, with last year's calendar, reads last year's absences."""
    empty.import_students(LIST, "adm", datetime(2027, 6, 30, 9, tzinfo=OSLO))

    assert named(empty, "Birk Berg").class_on(date(2026, 9, 14)) == "4B"
