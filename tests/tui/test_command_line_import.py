"""Files made elsewhere, taken in from a shell: all or nothing, said aloud, and the same file once more is nothing."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tests.tui.shell import CALENDAR, STUDENTS, Shell, shell_fixture

ABSENCES = """Elevnr;Dato;Time;Type
1;12.10.2026;;dag
1;13.10.2026;;dag
99;13.10.2026;;dag
1;tull;;dag
"""
NOW = ("--now", "2026-10-26T12:00")


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return shell_fixture(tmp_path, monkeypatch).set_up()


def dates(school: Shell, student: str = "1") -> list[str]:
    return [day["date"] for day in school.done("student", student, "--json", *NOW).json["days"]]


def test_one_bad_row_and_nothing_is_written(school: Shell) -> None:
    answer = school.run("import", "absences", school.file("a.csv", ABSENCES), *NOW)

    lines = answer.out.splitlines()
    assert answer.code == 1
    assert lines[0] == "linje 4: Ingen elev har nummer «99»."
    assert lines[1].startswith("linje 5: ")
    assert lines[-2] == "2 nye, 0 endret, 0 uendret, 2 avvist"
    assert lines[-1] == "Ingenting er skrevet. Rett radene, eller hent inn resten med --skip-bad."
    assert dates(school) == []


def test_bad_rows_may_be_skipped_and_are_still_said(school: Shell) -> None:
    answer = school.run("import", "absences", school.file("a.csv", ABSENCES), "--skip-bad", *NOW)

    assert answer.code == 1
    assert answer.out.splitlines()[-1] == "2 nye, 0 endret, 0 uendret, 2 avvist"
    assert dates(school) == ["2026-10-12", "2026-10-13"]


@pytest.mark.parametrize("skip", [(), ("--skip-bad",)])
def test_a_rehearsal_says_what_would_happen_and_writes_nothing(school: Shell, skip: tuple[str, ...]) -> None:
    answer = school.run("import", "absences", school.file("a.csv", ABSENCES), "--dry-run", *skip, *NOW)

    assert answer.code == 1
    assert answer.out.splitlines()[-2:] == ["2 nye, 0 endret, 0 uendret, 2 avvist", "Bare prøvd: ingenting er skrevet."]
    assert dates(school) == []


def test_a_file_comes_through_standard_input_in_any_encoding(school: Shell) -> None:
    text = "Elev;Dato;Merknad\nÅse Ødegård;12.10.2026;på sjøen\n"
    answer = school.done("import", "absences", "-", *NOW, stdin=text.encode("cp1252"))

    assert answer.out.endswith("1 nye, 0 endret, 0 uendret, 0 avvist\n")
    assert dates(school, "åse") == ["2026-10-12"]


def test_a_pipe_that_can_be_read_once_is_read_once(school: Shell) -> None:
    pipe = school.folder / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("Elevnr;Dato\n1;12.10.2026\n",))
    writer.start()
    answer = school.done("import", "absences", str(pipe), *NOW)
    writer.join()

    assert answer.out.endswith("1 nye, 0 endret, 0 uendret, 0 avvist\n")


def test_a_column_with_a_name_of_its_own_is_pointed_out(school: Shell) -> None:
    path = school.file("a.csv", "Hvem;Naar\n1;12.10.2026\n")

    assert school.run("import", "absences", path, *NOW).code == 4
    school.done("import", "absences", path, "--map", "student=Hvem", "--map", "date=Naar", *NOW)
    assert dates(school) == ["2026-10-12"]


def test_the_same_students_once_more_change_nothing(school: Shell) -> None:
    answer = school.done("import", "students", school.file("s.csv", STUDENTS), "--now", "2026-08-14")

    assert answer.out.endswith("0 nye, 0 endret, 5 uendret, 0 avvist\n")


def test_students_are_all_or_nothing_too(school: Shell) -> None:
    path = school.file("s.csv", "Elevnr;Navn;Klasse\n8;Ida Lie;4B\n9;;4B\n")

    answer = school.run("import", "students", path, *NOW)
    assert (answer.code, answer.out.splitlines()[-1][:22]) == (1, "Ingenting er skrevet. ")
    assert school.run("student", "8").code == 2
    assert school.run("import", "students", path, "--skip-bad", *NOW).code == 1
    assert school.done("student", "8", "--json").json["name"] == "Ida Lie"


def test_a_calendar_replaces_the_one_before_and_counts_days(school: Shell) -> None:
    path = school.file("calendar.csv", CALENDAR)
    assert school.done("import", "calendar", path, *NOW).out.endswith("0 nye, 0 endret, 190 uendret, 0 avvist\n")

    path = school.file("calendar.csv", CALENDAR.replace("2026-11-06;2026-11-06;Fri\n", ""))
    assert "1 nye," in school.done("import", "calendar", path, *NOW).out


def test_a_timetable_says_the_lessons_of_a_day(school: Shell) -> None:
    rows = "".join(f"4B;{day};{lesson};norsk\n" for day in ("mandag", "tirsdag") for lesson in (1, 2, 3, 4))
    answer = school.done("import", "timetable", school.file("t.csv", f"Klasse;Dag;Time;Fag\n{rows}"), *NOW)
    school.absent(["1;2026-10-12;;dag;syk"])

    assert answer.out.endswith("8 nye, 0 endret, 0 uendret, 0 avvist\n")
    (day,) = school.done("student", "1", "--json", *NOW).json["days"]
    assert day["lessons"] == [1, 2, 3, 4]


def test_a_year_without_a_calendar_gets_one_that_is_assumed_aloud(school: Shell) -> None:
    path = school.file("a.csv", "Elevnr;Dato\n" + "".join(f"1;2025-09-{day:02}\n" for day in (1, 2, 3, 4, 5, 8, 9)))
    answer = school.done("import", "absences", path, *NOW)

    assert "Skoleruta for 2025-26 mangler: hverdager som ikke er helligdager er antatt å være skoledager." in answer.out
    assert school.done("import", "absences", path, *NOW).out.endswith("0 nye, 0 endret, 7 uendret, 0 avvist\n")


def test_a_large_file_has_a_bar_only_where_somebody_looks(school: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.command_line_import.WORTH_A_BAR", 1)
    answer = school.done("import", "absences", school.file("a.csv", "Elevnr;Dato\n1;12.10.2026\n"), *NOW)

    assert answer.err == ""
