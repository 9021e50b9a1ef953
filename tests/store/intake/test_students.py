"""Students from any CSV: names, classes, guardians, protected addresses."""

from __future__ import annotations

from datetime import date

import pytest

from rules.facts import Guardian
from store.intake.students import grade_in
from store.tellings import StudentRow
from tests.store.intake.drawn import bommen, excel, pupil, said, taken


def rows(content: str) -> list[StudentRow]:
    intake = taken("students", content)
    assert intake.refused == (), said(intake.refused)
    return list(intake.rows)  # type: ignore[arg-type]


def test_a_class_list_from_excel_is_read() -> None:
    content = excel("Elevnr;Etternavn;Fornavn;Klasse;Trinn;Født\n11;Ødegård;Åse;8b;8;14.9.2013", "cp1252")

    (row,) = taken("students", content).rows
    assert row == StudentRow("11", "Åse", "Ødegård", "8B", 8, born=date(2013, 9, 14), line=2)


def test_what_keeps_a_text_from_being_run_in_a_spreadsheet_is_no_part_of_it() -> None:
    (row,) = rows("Elevnr;Etternavn;Fornavn;Klasse\n\t0007;'=cmd;'@Åse;8B\n")
    assert (row.number, row.given, row.family) == ("0007", "@Åse", "=cmd")

    (row,) = rows("Elevnr;Etternavn;Fornavn;Klasse\n7;'t Hooft;'Åse;8B\n")
    assert (row.given, row.family) == ("'Åse", "'t Hooft")


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Ødegård, Åse", "Åse", "Ødegård"),
        ("Åse Ødegård", "Åse", "Ødegård"),
        ("Anne Lise van Berg", "Anne Lise van", "Berg"),
        ("van Berg, Anne Lise", "Anne Lise", "van Berg"),
        ("Cher", "Cher", ""),
    ],
)
def test_one_column_with_the_whole_name_is_taken_apart(name: str, given: str, family: str) -> None:
    (row,) = rows(f'Elevnr;Navn\n11;"{name}"')

    assert (row.given, row.family) == (given, family)


@pytest.mark.parametrize(
    ("cells", "school_class", "grade"),
    [
        ("8B;8", "8B", 8),
        ("8 b;", "8B", 8),
        ("B;8", "8B", 8),
        ("10A;10. trinn", "10A", 10),
        ("8B Bommen;", "8B Bommen", 8),
        ("Turkis;3", "Turkis", 3),
        ("Turkis;", "Turkis", 0),
        ("08A;", "8A", 8),
    ],
)
def test_class_and_grade_are_read_as_they_are_written_here(cells: str, school_class: str, grade: int) -> None:
    (row,) = rows(f"Elevnr;Navn;Klasse;Trinn\n11;Åse Ødegård;{cells}")

    assert (row.school_class, row.grade) == (school_class, grade)


@pytest.mark.parametrize(
    ("text", "grade"), [("8", 8), ("08", 8), ("Trinn 8", 8), ("10B", 10), ("ps1", 0), ("2021", 0), ("11", 0), ("", 0)]
)
def test_a_grade_is_from_one_to_ten_or_not_said(text: str, grade: int) -> None:
    assert grade_in(text) == grade


def test_guardians_are_read_under_norwegian_headings() -> None:
    first = "Foresatt 1 navn;Foresatt 1 telefon;Foresatt 1 e-post"
    second = "Foresatt 2 fornavn;Foresatt 2 etternavn;Foresatt 2 mobil;Foresatt 2 foreldreansvar"
    content = f"""Elevnr;Navn;{first};{second}
        11;Åse Ødegård;Ødegård, Kari;90 00 00 01;kari@eksempel.no;Per;Lie;90000002;nei"""

    (row,) = rows(content)
    assert row.guardians == (
        Guardian("Kari Ødegård", "", "90 00 00 01", "kari@eksempel.no"),
        Guardian("Per Lie", "", "90000002", "", parental_responsibility=False),
    )


def test_one_row_for_each_guardian_is_one_student() -> None:
    content = "Elevnr;Navn;Foresatt;Telefon foresatt\n11;Åse Ødegård;Kari;1\n11;Åse Ødegård;Per;2\n11;Åse Ødegård;Per;2"

    (row,) = rows(content)
    assert [guardian.name for guardian in row.guardians] == ["Kari", "Per"]


def test_a_number_used_for_two_names_is_refused_and_names_the_first_line() -> None:
    intake = taken("students", "Elevnr;Navn\n11;Åse Ødegård\n11;Ola Lie")

    assert [(refused.line, refused.values["line"]) for refused in intake.refused] == [(3, 2)]


@pytest.mark.parametrize(
    ("heading", "cell", "protected"),
    [
        ("Sperret adresse", "ja", True),
        ("Sperret adresse", "nei", False),
        ("Sperret adresse", "", None),
        ("Adressesperre", "X", True),
        ("Kode 6/7", "6", True),
        ("Kode 6", "Kode 6", True),
        ("Gradering", "Strengt fortrolig", True),
    ],
)
def test_a_protected_address_is_read_and_an_empty_cell_unprotects_nobody(
    heading: str, cell: str, protected: bool | None
) -> None:
    (row,) = rows(f"Elevnr;Navn;{heading}\n11;Åse Ødegård;{cell}")

    assert row.protected_address is protected


def test_those_who_have_left_are_counted_and_not_taken() -> None:
    intake = taken("students", "Elevnr;Navn;Status\n11;Åse Ødegård;Aktiv\n12;Ola Lie;Sluttet")

    assert len(intake.rows) == 1
    assert "1 elev er merket som sluttet" in said(intake.notes)


def test_start_and_end_are_those_of_the_membership() -> None:
    (row,) = rows("Elevnr;Navn;Klasse;Startdato;Sluttdato\n11;Åse Ødegård;8B;11.1.2027;18.6.2027")

    assert (row.first, row.last) == (date(2027, 1, 11), date(2027, 6, 18))


def test_a_wrong_date_and_a_missing_name_are_refused_by_line() -> None:
    intake = taken("students", "Elevnr;Navn;Født\n11;Åse Ødegård;31.2.2013\n12;;\n13;Ola Lie;1.2.2013")

    assert [refused.line for refused in intake.refused] == [2, 3]


def test_a_file_without_classes_puts_the_new_in_one_and_moves_nobody() -> None:
    intake = taken("students", "Elevnr;Navn\n0456;Jens Lie\n99;Ola Ny", bommen(pupil("0456", "Jens", "Lie", "8B")))

    assert [row.school_class for row in intake.rows] == ["8B", "–"]  # type: ignore[union-attr]
    assert "«–»" in said(intake.notes)


def test_a_number_that_lost_its_zeros_is_the_one_the_school_has() -> None:
    assert [row.number for row in rows("Elevnr;Navn;Klasse\n456;Jens Lie;8B\n77;Ola Ny;8B")] == ["0456", "77"]


def test_groups_are_read_beside_the_class() -> None:
    (row,) = rows("Elevnr;Navn;Klasse;Grupper\n11;Åse Ødegård;8B;8 spansk, 8B-mat")

    assert row.groups == ("8 spansk", "8B-mat")


def test_american_dates_are_read_with_the_month_first_when_one_decides_it() -> None:
    assert [row.born for row in rows("id,first,last,dob\n1,A,B,9/14/2013\n2,C,D,2/3/2013")] == [
        date(2013, 9, 14),
        date(2013, 2, 3),
    ]
