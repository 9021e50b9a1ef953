"""The end of a school year and of what is kept: said first, written to the archive, then gone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.store.promises import stands
from tests.tui.shell import Answer, Shell, shell_fixture
from tui import clock, identity
from tui.gate import grammar

STUDENTS = """Elevnr;Navn;Klasse;Foresatt 1;Telefon foresatt 1
7001;Ylva Torgersbråten;4B;Sigrun Torgersbråten;900 11 222
7002;Åse Ødegård;4B;Kåre Ødegård;900 33 444
"""
AFTER = "2032-09-01T08:00"
NEVER_AGAIN = ("Ylva", "Torgersbråten", "Sigrun", "900 11 222", "7001", "fant ikke veien")


@pytest.fixture(name="shell")
def _shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Ylva had a case and left in June 2027; Åse's papers name her."""
    shell = shell_fixture(tmp_path, monkeypatch).set_up(students=STUDENTS)
    for now, words in (
        ("2026-09-14T09:00", ("note", "ylva i dag skulk")),
        ("2026-09-15T09:00", ("note", "åse i dag syk")),
    ):
        shell.done(*words, "--now", now)
    _cases(shell)
    return shell


def _cases(shell: Shell) -> None:
    """What the screens tell."""
    from datetime import datetime

    import msgspec

    from rules.case.events import Decided, NoteWritten, TeamMet, Verdict
    from rules.facts import Membership
    from store.door import Store
    from store.files import DISK
    from store.reading import Reader
    from store.writing import Writer

    store = Store(shell.data)
    ylva, aase = (one.id for one in sorted(store.school().students, key=lambda one: one.number))
    at = datetime(2026, 9, 20, 8, 0, tzinfo=clock.OSLO)
    worrying = Decided(by="", at=at, verdict=Verdict.WORRYING, no_conversation="ingen svarte")
    store.tell_case(ylva, [worrying, NoteWritten(by="", at=at, words="fant ikke veien *hjem* #x 😀")], "kari", at)
    store.tell_school(
        "2031-32", [TeamMet(by="", at=at, team="4B", on=date(2031, 9, 1), words="som med Ylva")], "kari", at
    )
    store.tell_case(aase, [NoteWritten(by="", at=at, words="venninne av Ylva Torgersbråten")], "kari", at)
    writer = Writer(DISK, store.folder, Reader(DISK, store.folder))
    with writer.hand("init") as hand:
        left = msgspec.to_builtins((Membership("4B", date(2026, 8, 1), date(2027, 6, 18)),))
        draft = hand.draft("school.json")
        own = [key for key, doc in draft.all("students").items() if doc["id"] == ylva]
        draft.change("students", own, lambda doc: doc.update(memberships=left))
        hand.commit()


def at(shell: Shell, *words: str, now: str = AFTER) -> Answer:
    return shell.run(*words, "--now", now)


def texts(folder: Path) -> str:
    return "".join(
        path.name + path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    )


def test_without_do_what_is_due_is_said_with_its_ground_and_nothing_is_written(shell: Shell) -> None:
    before = texts(shell.data)
    said = at(shell, "purge")

    assert said.code == 0
    assert "Saken til Ylva Torgersbråten (7001): til arkivet, så slettes; tiden gikk ut 2032-06-18." in said.out
    assert "arkivlova" in said.out
    assert "Navn, foresatte og klasser for Ylva Torgersbråten (7001): slettes" in said.out
    assert "Nevnt i meetings/2031-32.json: «som med Ylva» (Ylva)" in said.out
    assert "ingenting er slettet" in said.out
    assert texts(shell.data) == before


def test_nothing_is_due_while_everybody_goes_here(shell: Shell) -> None:
    assert at(shell, "purge", now="2026-11-01").out == "Ingenting har gått ut på tid.\n"
    assert "7001" in at(shell, "purge", "--on", "2032-09-01", now="2026-11-01").out, "to see what comes"


def test_nothing_is_deleted_before_its_time(shell: Shell) -> None:
    refused = at(shell, "purge", "--do", "--on", "2032-09-01", now="2026-11-01")

    assert refused.code == 2
    assert "--do sletter ikke før tiden" in refused.err


def test_what_goes_to_the_archive_needs_to_be_told_where(shell: Shell) -> None:
    redact = str(shell.folder / "tekster.json")
    at(shell, "purge", "--redact", redact)
    refused = at(shell, "purge", "--do", "--redact", redact)

    assert refused.code == 2
    assert "--archive MAPPE" in refused.err
    inside = at(shell, "purge", "--do", "--redact", redact, "--archive", str(shell.data / "arkiv"))
    assert inside.code == 2
    assert "skolens egen mappe" in inside.err


def test_texts_that_name_the_child_are_answered_for_first(shell: Shell) -> None:
    archive = shell.folder / "arkiv"
    archive.mkdir()
    refused = at(shell, "purge", "--do", "--archive", str(archive))

    assert refused.code == 4
    assert "Ingenting er slettet: 1 tekster nevner noen" in refused.err
    assert [*archive.iterdir()] == []


def deleted(shell: Shell, *more: str) -> Answer:
    """All of it, as the page on operations says."""
    archive = shell.folder / "arkiv"
    archive.mkdir(exist_ok=True)
    path = shell.folder / "tekster.json"
    at(shell, "purge", "--redact", str(path))
    found = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([{**one, "becomes": "som med en annen elev"} for one in found]), encoding="utf-8")
    return at(shell, "purge", "--do", "--archive", str(archive), "--redact", str(path), *more)


def test_the_child_is_in_the_archive_and_nowhere_else(shell: Shell) -> None:
    said = deleted(shell)

    assert said.code == 0, said
    assert "Slettet: navn, foresatte og klasser for Ylva Torgersbråten (7001)." in said.out
    assert [name for name in NEVER_AGAIN if stands(name, texts(shell.data).encode())] == []
    assert at(shell, "verify").code == 0
    assert at(shell, "student", "åse").code == 0
    (document,) = (shell.folder / "arkiv").glob("elevmappe-7001-*.json")
    assert document.name == "elevmappe-7001-2032-09-01.json"
    held = json.loads(document.read_text(encoding="utf-8"))
    assert held["student"]["guardians"][0]["name"] == "Sigrun Torgersbråten"
    assert [event["kind"] for event in held["case"]] == ["decision", "note"]
    assert at(shell, "purge").out == "Ingenting har gått ut på tid.\n"


def test_the_paper_is_pdf_a_with_what_was_typed_letter_for_letter(shell: Shell) -> None:
    from pypdf import PdfReader

    deleted(shell)
    (path,) = (shell.folder / "arkiv").glob("elevmappe-7001-*.pdf")
    paper = PdfReader(path)
    claim = paper.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    text = " ".join(" ".join(page.extract_text().split()) for page in paper.pages)

    assert "<pdfaid:part>2</pdfaid:part>" in claim
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in claim
    assert "<pdfuaid:part>1</pdfuaid:part>" in claim
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert "Elevmappe Ylva Torgersbråten, 4B" in text
    assert "Sigrun Torgersbråten" in text
    assert "fant ikke veien *hjem* #x [U+1F600]" in text
    assert "ingen svarte" in text


def test_a_file_of_texts_that_stands_is_not_written_over(shell: Shell) -> None:
    path = shell.file("tekster.json", "halvferdig")
    refused = at(shell, "purge", "--redact", path)

    assert refused.code == 4
    assert "skrives ikke over" in refused.err
    assert Path(path).read_text(encoding="utf-8") == "halvferdig"
    assert at(shell, "purge", "--do", "--redact", path).code == 4


def test_backups_go_with_their_time_and_the_newest_stays(shell: Shell) -> None:
    copies = shell.folder / "kopier"
    copies.mkdir()
    for day in ("2032-05-01", "2032-05-31", "2032-08-31"):
        at(shell, "backup", str(copies / f"{day}.tar.gz"), "--plain", now=f"{day}T02:00")
    (copies / "notat.txt").write_text("ingen kopi", encoding="utf-8")

    said = deleted(shell, "--backups", str(copies))
    assert said.code == 0, said
    assert sorted(path.name for path in copies.iterdir()) == ["2032-08-31.tar.gz", "notat.txt"]


def test_a_legal_hold_is_listed_and_keeps_the_case(shell: Shell) -> None:
    from datetime import datetime

    from rules.case.events import LegalHold
    from store.door import Store

    store = Store(shell.data)
    ylva = next(one.id for one in store.school().students if one.number == "7001")
    when = datetime(2031, 1, 1, tzinfo=clock.OSLO)
    store.tell_case(ylva, [LegalHold(by="", at=when, reason="klagesak", wanted_by="Statsforvalteren")], "rita", when)

    assert at(shell, "purge", "--hold-list").out == "Ylva Torgersbråten: ingenting slettes: klagesak\n"
    assert "Står: saken til Ylva Torgersbråten (7001) (sletting er stanset)." in at(shell, "purge").out
    deleted(shell)
    assert "fant ikke veien" in texts(shell.data)


def test_a_schools_own_months_are_used_and_what_is_wrong_in_them_is_said(shell: Shell) -> None:
    from rules.retention import HERE

    own = (HERE / "retention.json").read_text(encoding="utf-8").replace('"months": 60', '"months": 120')
    longer = shell.file("frister.json", own.replace("60", "120"))

    assert "7001" not in at(shell, "purge", "--rules", longer).out
    assert at(shell, "purge", "--rules", shell.file("feil.json", "{}")).code == 4
    latin = shell.file("latin.json", "")
    Path(latin).write_bytes(b'{"reading":"\xe5"}')
    assert f"Veilederen «{latin}» er ikke lesbar JSON" in at(shell, "purge", "--rules", latin).err


def test_a_year_is_closed_once_it_is_over_and_opened_again(shell: Shell) -> None:
    early = at(shell, "close-year", "2026-27", now="2027-07-31")
    assert early.code == 4
    assert "er ikke over" in early.err

    said = at(shell, "close-year", "2026-27", now="2027-08-02")
    assert said.out == "Skoleåret 2026-27 er avsluttet: 1 fil kan bare leses, og bare av ledelsen.\n"
    row = shell.file("fravær.csv", "Elevnr;Dato;Time;Type;Årsak\n7002;16.09.2026;;Ugyldig;\n")
    refused = at(shell, "import", "absences", row, now="2027-08-02")
    assert refused.code == 4
    assert "skoleåret 2026-27 er avsluttet" in refused.err
    assert at(shell, "student", "ylva", now="2027-06-01").code == 0, "it is read as before"
    assert at(shell, "close-year", "2026-27", now="2027-08-02").out == "2026-27 er avsluttet alt.\n"
    assert "åpnet igjen" in at(shell, "close-year", "2026-27", "--reopen", now="2027-08-02").out
    assert at(shell, "import", "absences", row, now="2027-08-02").code == 0


def test_a_year_nobody_knows_is_refused_with_those_there_are(shell: Shell) -> None:
    refused = at(shell, "close-year", "2019", now="2027-08-02")

    assert refused.code == 4
    assert "Disse finnes: 2026-27" in refused.err


def test_neither_can_be_said_through_the_gate(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"purge", "close-year"} & {command.name for command in grammar().commands} == set()
    monkeypatch.setattr(identity, "_came_in", identity.Identity("rita", shell.data))

    for words in (("purge",), ("purge", "--do"), ("close-year", "2026-27")):
        refused = at(shell, *words)
        assert refused.code == 3
        assert "konto på maskinen" in refused.err
