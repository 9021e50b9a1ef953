"""``export``: what was taken out can be taken in again, and nobody takes out what they may not see."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from rules.calendar import OSLO
from rules.case.events import NoteWritten, TeamMet
from store.door import Store
from tests.tui.shell import Shell, shell_fixture

AT = datetime(2026, 9, 18, 12, 0, tzinfo=OSLO)

STUDENTS = """Elevnr;Navn;Klasse;Grupper;Født;Sperret adresse;Foresatt 1 navn;Foresatt 1 telefon;Foresatt 1 e-post
0042;Tonje Aas;4B;Tysk;2016-03-01;nei;Anette Aas;+47 900 00 000;anette@aas.example
2;=cmd|'/c calc'!A0 Ødegård;4B;;;ja;Rolf Ødegård;900 00 001;rolf@odegard.example
3;Per Hansen;5A;;;;;;
"""


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    school = shell_fixture(tmp_path, monkeypatch).set_up(students=STUDENTS)
    rows = [
        "0042;2026-09-01;;dag;syk",
        "0042;2026-09-02;1-3;borte;",
        "2;2026-09-02;;dag;permisjon",
        "3;14.9.26;2;sent;",
    ]
    school.absent(rows, now="2026-09-20")
    return school


def rows(out: str) -> list[Mapping[str, str]]:
    """What another reader has of it."""
    return list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline=""), delimiter=";"))


def export(school: Shell, *words: str) -> list[Mapping[str, str]]:
    return rows(school.done("export", *words, "--now", "2026-09-20").out)


def test_absences_are_a_row_a_mark_with_who_noted_it(school: Shell) -> None:
    found = export(school, "absences")

    assert [(r["Elevnr"].strip(), r["Dato"], r["Time"].strip(), r["Type"], r["Årsak"]) for r in found] == [
        ("2", "02.09.2026", "", "gyldig", "permisjon"),
        ("0042", "01.09.2026", "", "gyldig", "syk"),
        ("0042", "02.09.2026", "1,2,3", "ugyldig", ""),
        ("3", "14.09.2026", "2", "for sent", ""),
    ]


def test_what_was_corrected_or_taken_back_is_not_there(school: Shell) -> None:
    school.done("note", "tonje 1.9 time 3 til stede", "--now", "2026-09-20")

    first = next(r for r in export(school, "absences") if r["Dato"] == "01.09.2026")
    assert first["Time"].strip() == "1,2,4,5,6"


def test_days_and_a_class_can_be_chosen(school: Shell) -> None:
    assert len(export(school, "absences", "--from", "2026-09-02", "--to", "2026-09-10")) == 2
    assert [r["Elevnr"] for r in export(school, "absences", "--class", "5A")] == ["3"]
    assert export(school, "absences", "--from", "2025-09-02", "--to", "2025-09-10") == []


def test_everything_taken_out_can_be_taken_in(school: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = tmp_path / "ny"
    new.mkdir()
    other = shell_fixture(new, monkeypatch).set_up(students="Elevnr;Navn;Klasse\n9;Nils Nes;9A\n")
    for kind in ("students", "absences"):
        out = school.done("export", kind, "--now", "2026-09-20").out
        other.done("import", kind, other.file(f"{kind}.csv", out), "--now", "2026-09-20")

    def of(shell: Shell, kind: str) -> object:
        return shell.done("export", kind, "--json", "--now", "2026-09-20").json[kind]

    assert [r["date"] for r in of(other, "absences")] == [r["date"] for r in of(school, "absences")]  # type: ignore[attr-defined]
    assert [(r["lessons"], r["category"], r["reason"]) for r in of(other, "absences")] == [  # type: ignore[attr-defined]
        (r["lessons"], r["category"], r["reason"])
        for r in of(school, "absences")  # type: ignore[attr-defined]
    ]
    tonje = next(r for r in of(other, "students") if r["given"] == "Tonje")  # type: ignore[attr-defined]
    assert (tonje["student"], tonje["born"], tonje["class"]) == ("0042", "2016-03-01", "4B")


def test_a_protected_address_shows_no_number_and_no_address(school: Shell) -> None:
    protected = next(r for r in export(school, "students") if r["Elevnr"] == "2")
    assert (protected["Sperret adresse"], protected["Foresatt 1 navn"]) == ("ja", "Rolf Ødegård")
    assert (protected["Foresatt 1 telefon"], protected["Foresatt 1 e-post"]) == ("", "")
    whole = "".join(school.done("export", "students", *form, "--now", "2026-09-20").out for form in ((), ("--json",)))
    assert "900 00 001" not in whole
    assert "rolf@" not in whole
    assert "+47 900 00 000" in whole


def test_no_name_is_run_as_a_formula(school: Shell) -> None:
    names = [r["Fornavn"] for r in export(school, "students")]

    assert [name for name in names if "cmd" in name] == ["'=cmd|'/c calc'!A0"]


def test_duties_have_their_deadline_and_the_guides_words(school: Shell) -> None:
    days = range(7, 12)
    school.absent([f"3;2026-09-{day:02};;dag;syk" for day in days], now="2026-09-20")
    due = next(r for r in export(school, "duties") if r["Gjøremål"].startswith("Snakk med hjemmet om Per"))

    assert due["Frist"].startswith("09.09.2026")
    assert due["For sent"] == "ja"
    assert due["Rolle"] == "kontaktlærer"
    assert due["Sitat"]


def told(school: Shell) -> str:
    """A case with a note, and two meetings, one about her alone."""
    store = Store(school.data)
    tonje, other, _per = (one.id for one in store.school().students)
    store.tell_case(tonje, [NoteWritten(by="", at=AT, words="[/b] =1+1 æøå")], "kari", AT)
    met = [TeamMet(by="", at=AT, team="4B", on=AT.date(), students=(tonje, other), words="Rolf vil ikke")]
    met.append(TeamMet(by="", at=AT, team="4B", on=AT.date(), students=(tonje,), words="hun gleder seg"))
    store.tell_school("2026-27", met, "kari", AT)
    return tonje


def test_a_case_is_a_row_an_event(school: Shell) -> None:
    told(school)
    (row,) = export(school, "case", "tonje")

    assert (row["Når"], row["Hvem"]) == ("18.09.2026 12:00", "kari")
    assert "[/b] =1+1 æøå" in row["Hva"]
    assert school.done("export", "case", "tonje", "--json").json["student"] == "0042"


def test_insight_has_everything_and_nothing_of_others(school: Shell) -> None:
    told(school)
    school.done("note", "tonje 1.9 time 3 til stede", "--now", "2026-09-20")
    for form in ((), ("--json",)):
        out = school.done("export", "insight", "tonje", *form, "--now", "2026-09-21").out
        for there in ("Anette Aas", "anette@aas.example", "[/b] =1+1 æøå", "hun gleder seg", "+47 900 00 000", "0042"):
            assert there in out, (form, there)
        assert "Rolf" not in out, form
        assert "Ødegård" not in out, form
    text = school.done("export", "insight", "tonje", "--now", "2026-09-21").out
    assert "1.9.2026" in text
    assert "time 3: til stede" in text, "what corrected it"
    assert "hele dagen: borte, syk" in text, "what was corrected"
    document = school.done("export", "insight", "tonje", "--json").json
    assert {look["role"] for look in document["looks"]} == {"owner"}
    assert all(set(look) == {"at", "role", "what", "why"} for look in document["looks"])


def test_insight_shows_no_number_of_a_protected_address(school: Shell) -> None:
    for form in ((), ("--json",)):
        out = school.done("export", "insight", "2", *form, "--now", "2026-09-21").out
        assert "Rolf Ødegård" in out
        assert "900 00 001" not in out
        assert "rolf@" not in out


def test_whose_facts_left_stands_in_the_log(school: Shell) -> None:
    before = len(Store(school.data).looks())
    export(school, "students", "--class", "4B")

    looks = Store(school.data).looks()[before:]
    assert {(entry.looked.what, entry.looked.through) for entry in looks} == {("home", "export")}
    assert len(looks) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("everything",), "absences, students, duties, case, insight"),
        (("case",), "export case ELEV"),
        (("duties", "tonje"), "tar ingen elev"),
        (("absences", "--from", "i går"), "--from: «i går»"),
        (("absences", "--from", "2026-10-01", "--to", "2026-09-01"), "er etter"),
        (("students", "--class", "7Z"), "Det er ingen klasse «7Z»"),
    ],
)
def test_what_cannot_be_taken_out_is_refused_in_a_line(school: Shell, words: tuple[str, ...], said: str) -> None:
    answer = school.run("export", *words)

    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""
    assert len(answer.err.splitlines()) == 1
