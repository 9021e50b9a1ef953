"""Files as they come: encodings, delimiters, headings, and what is no CSV file at all."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path
from typing import ClassVar

import pytest

from rules.words import NORWEGIAN
from store.intake import IntakeError, Source, preview, read
from store.intake.source import LIMITS
from tests.store.intake.drawn import bommen, excel, looked_at, said, taken

PUPILS = """
    Elevnr;Fornavn;Etternavn;Klasse
    11;Åse;Ødegård;8B
    12;Bjørn;Værnes;8B
"""


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp865"]
)
def test_norwegian_letters_are_read_whatever_wrote_them(encoding: str) -> None:
    content = excel(PUPILS, encoding)

    assert [row.family for row in taken("students", content).rows] == ["Ødegård", "Værnes"]


@pytest.mark.parametrize("encoding", ["mac_roman", "cp865"])
def test_an_unusual_encoding_is_said_aloud(encoding: str) -> None:
    assert "Se at æ, ø og å" in said(taken("students", excel(PUPILS, encoding)).notes)


def test_bytes_no_windows_knows_are_read_as_latin_1_and_that_is_said() -> None:
    content = excel(PUPILS, "cp1252") + b"13;\x81\x8d;Lie;8B\r\n"

    assert "Latin-1" in said(taken("students", content).notes)


def test_damaged_utf_8_is_read_with_a_warning() -> None:
    content = excel(PUPILS, "utf-8") + "13;Øyvind;Bråthen;8B".encode() + b"\xff\r\n"

    intake = taken("students", content)
    assert intake.rows[0].family == "Ødegård"
    assert "skadet" in said(intake.notes)


@pytest.mark.parametrize(
    ("delimiter", "name"), [(";", "semikolon"), (",", "komma"), ("\t", "tabulator"), ("|", "loddrett strek")]
)
def test_the_delimiter_is_found(delimiter: str, name: str) -> None:
    seen = looked_at("students", PUPILS.replace(";", delimiter))

    assert (seen.delimiter, len(seen.intake.rows)) == (name, 2)


def test_excels_line_about_the_separator_is_no_heading() -> None:
    seen = looked_at("students", "sep=|\nElevnr|Fornavn|Etternavn\n11|Åse|Ødegård")

    assert [row.number for row in seen.intake.rows] == ["11"]


def test_a_title_above_the_headings_is_passed_over_and_said() -> None:
    intake = taken("students", "Elevliste;;\nSkrevet ut 14.9.2026;;\n\nElevnr;Fornavn;Etternavn\n11;Åse;Ødegård")

    assert [row.line for row in intake.rows] == [5]
    assert "linje 4" in said(intake.notes)


def test_quotes_blank_lines_and_trailing_columns_are_as_excel_leaves_them() -> None:
    text = 'Elevnr;Navn;Klasse;;\n"11";"Ødegård, Åse";8b;;\n;;;;\n\n12;"Lie; Jens";8 B;;\n'

    intake = taken("students", text.encode("utf-8-sig"))
    assert {(row.given, row.family, row.school_class) for row in intake.rows} > {("Åse", "Ødegård", "8B")}
    assert [row.line for row in intake.rows] == [2, 5]
    assert intake.refused == ()


def test_a_cell_may_have_a_line_break_and_lines_are_counted_as_in_the_file() -> None:
    text = 'Elevnr;Dato;Kode;Merknad\n0456;14.09.2026;X;"ringt\nhjem"\n0456;tull;X;\n'

    intake = taken("absences", text.encode())
    assert intake.rows[0].comment == "ringt\nhjem"
    assert [refused.line for refused in intake.refused] == [4]


def test_old_mac_line_ends_are_line_ends() -> None:
    assert len(taken("students", excel(PUPILS).replace(b"\r\n", b"\r")).rows) == 2


def test_a_row_with_more_in_it_than_there_are_headings_is_refused_by_line() -> None:
    intake = taken("absences", "Elevnr;Dato;Kode\n0456;14.09.2026;X\n0456;15.09.2026;X;feber")

    assert [(refused.line, refused.values["cells"]) for refused in intake.refused] == [(3, 4)]


def test_a_quote_that_is_never_closed_refuses_its_lines_and_no_others() -> None:
    many = "\n".join("0456;14.09.2026;X" for _ in range(60))
    text = f'Elevnr;Dato;Kode\n0456;14.09.2026;X\n"0456;15.09.2026;X\n{many}\n'

    intake = taken("absences", text.encode())
    assert len(intake.rows) == 1
    assert "ikke lukket" in said(intake.refused)


def test_a_row_with_null_bytes_is_refused_and_the_rest_is_read() -> None:
    content = excel("Elevnr;Dato;Kode\n0456;14.09.2026;X\n0456;15.09.2026;X").replace(b"15.09", b"\0\0.09")

    intake = taken("absences", content)
    assert (len(intake.rows), [refused.line for refused in intake.refused]) == (1, [3])


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b";;;\r\n", b"\0\0\0\0"])
def test_an_empty_file_says_that_it_is(content: bytes) -> None:
    with pytest.raises(IntakeError, match="er tom"):
        taken("students", content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"<html><table>", "HTML"),
        (b"\x89PNG\r\n", "PNG"),
    ],
)
def test_what_is_no_csv_is_named_with_what_to_do(content: bytes, kind: str) -> None:
    with pytest.raises(IntakeError, match=kind) as refused:
        taken("students", content)

    assert "Lagre som" in str(refused.value)


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_workbook_is_told_from_a_zip_of_csv_files() -> None:
    with pytest.raises(IntakeError, match="CSV UTF-8"):
        taken("students", packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}))


def test_a_zip_with_one_csv_file_is_that_file() -> None:
    assert len(taken("students", packed({"ut/elever.csv": excel(PUPILS)})).rows) == 2


def test_a_zip_that_is_no_roster_says_which_files_are_in_it() -> None:
    with pytest.raises(IntakeError, match=r"a\.csv, b\.csv"):
        taken("students", packed({"a.csv": b"x", "b.csv": b"y"}))


def test_a_zip_bomb_is_not_unpacked() -> None:
    with pytest.raises(IntakeError, match="pakker ut til"):
        taken("students", packed({"users.csv": b"0" * 30_000_000}))


def test_a_zip_that_lies_of_its_size_is_refused_before_it_fills_the_memory() -> None:
    honest = packed({"students.csv": b"0" * 40_000_000})
    at = honest.rfind(b"PK\x01\x02")
    lie = (100).to_bytes(4, "little")
    lying = honest[:22] + lie + honest[26 : at + 24] + lie + honest[at + 28 :]

    tracemalloc.start()
    try:
        with pytest.raises(IntakeError, match="skadet"):
            taken("students", lying)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_zip_with_too_many_files_is_not_unpacked() -> None:
    with pytest.raises(IntakeError, match="pakker ut til"):
        taken("students", packed({f"{number}.csv": b"x" for number in range(LIMITS["zip_entries"] + 1)}))


def test_a_damaged_zip_is_refused() -> None:
    with pytest.raises(IntakeError, match="skadet"):
        taken("students", packed({"users.csv": excel(PUPILS)})[:-30])


def test_one_enormous_line_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(IntakeError, match="uten linjeskift"):
        taken("students", b"Elevnr;Navn;" + b"x" * 2_000_000)


def test_a_file_with_headings_and_nothing_below_says_so() -> None:
    with pytest.raises(IntakeError, match="ingen rader"):
        taken("students", "Elevnr;Navn")


def test_a_missing_file_and_a_folder_without_csv_are_refused_with_the_name(tmp_path: Path) -> None:
    for source in (Source.from_path(tmp_path / "borte.csv"), Source.from_path(tmp_path)):
        with pytest.raises(IntakeError, match=source.name):
            read("students", source, bommen())


def test_a_missing_heading_says_what_is_missing_what_there_is_and_what_to_write() -> None:
    with pytest.raises(IntakeError) as refused:
        taken("absences", "Elevnr;Når;Kode\n0456;14.09.2026;X")

    text = str(refused.value)
    assert "dato" in text
    assert "«Når»" in text
    assert "--map date=" in text


def test_a_mapping_finds_the_column_that_has_another_name() -> None:
    seen = looked_at("absences", "Elevnr;Når;Kode\n0456;14.09.2026;X", date="Når")

    assert ("date", "Når") in seen.columns
    assert len(seen.intake.rows) == 1


def test_a_mapping_may_use_the_norwegian_name_of_a_field() -> None:
    assert len(taken("absences", "Elevnr;Når;Kode\n0456;14.09.2026;X", dato="Når").rows) == 1


def test_a_mapping_to_a_column_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(IntakeError, match=r"«Dag».*«Elevnr», «Dato»"):
        taken("absences", "Elevnr;Dato\n0456;14.09.2026", date="Dag")


def test_a_mapping_of_an_unknown_field_names_the_fields() -> None:
    with pytest.raises(IntakeError, match=r"«weather».*student"):
        taken("absences", "Elevnr;Dato\n0456;14.09.2026", weather="Dato")


def test_a_heading_that_stands_twice_is_read_once_and_said() -> None:
    assert "«Dato» står flere ganger" in said(taken("absences", "Elevnr;Dato;Dato;Kode\n0456;14.09.2026;;X").notes)


def test_columns_that_are_not_read_are_named() -> None:
    seen = looked_at("students", "Elevnr;Navn;Passord;Skostørrelse\n11;Åse Ødegård;hemmelig;39")

    assert "«Passord», «Skostørrelse»" in said(seen.intake.notes)
    assert seen.unread == ("Passord", "Skostørrelse")


def test_a_preview_shows_how_the_file_was_read() -> None:
    seen = looked_at("absences", "Elevnr;Dato;Kode\n0456;14.09.2026;X")

    assert (seen.encoding, seen.delimiter, seen.date_form) == ("utf-8-sig", "semikolon", "dd.mm.yyyy")
    assert seen.header == ("Elevnr", "Dato", "Kode")
    assert seen.first_rows == (("0456", "14.09.2026", "X"),)


def test_an_unknown_kind_of_file_is_refused_with_those_there_are() -> None:
    with pytest.raises(IntakeError, match="students"):
        preview("weather", Source.from_bytes("f", b"x"), bommen())


def test_a_refusal_is_said_in_the_readers_words_down_to_its_values() -> None:
    class English:
        said: ClassVar = {"navn (eller fornavn og etternavn)": "a name"}

        def gettext(self, message: str) -> str:
            return self.said.get(message, message)

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return msgid1 if n == 1 else msgid2

    with pytest.raises(IntakeError) as refused:
        taken("students", "a;b\n1;2")

    assert "kolonne for a name" in refused.value.say(English())
    assert refused.value.say(NORWEGIAN) == str(refused.value)
