"""Absences as other systems export them: kinds, codes, lessons, reasons, dates, who."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest

from rules.facts import Category, Reason
from store.intake import IntakeError
from store.intake.codes import CODES, ENGLISH_CODES, KINDS, REASONS, meaning, reason
from store.intake.headings import HEADINGS, fields_by_heading, plain
from store.tellings import AbsenceRow
from tests.store.intake.drawn import bommen, excel, looked_at, pupil, said, taken

OSLO = ZoneInfo("Europe/Oslo")
MONDAY = date(2026, 9, 14)

EXCUSED, UNEXCUSED, LEFT, TARDY = Category.EXCUSED, Category.UNEXCUSED, Category.LEFT, Category.TARDY


def only(content: str, **mapping: str) -> AbsenceRow:
    """The one row of a file that has but one, with nothing refused."""
    intake = taken("absences", content, **mapping)
    assert intake.refused == (), said(intake.refused)
    (row,) = intake.rows
    return row


def refusal(content: str, **mapping: str) -> str:
    intake = taken("absences", content, **mapping)
    assert len(intake.rows) == 0
    return said(intake.refused)


@pytest.mark.parametrize(
    ("row", "lessons", "category", "because"),
    [
        (";dag;;;", (), UNEXCUSED, Reason.NONE),
        (";Heldag;;syk;", (), EXCUSED, Reason.ILLNESS),
        (";hel dag;;syk;ja", (), EXCUSED, Reason.ILLNESS_CERTIFIED),
        ("3;time;;;", (3,), UNEXCUSED, Reason.NONE),
        ("1-3;time;;tannlege;", (1, 2, 3), EXCUSED, Reason.APPOINTMENT),
        ("1,2,5;Enkelttime;;skulk;", (1, 2, 5), UNEXCUSED, Reason.NONE),
        ("3.;;X;;", (3,), UNEXCUSED, Reason.NONE),
        ("3. time;;X;;", (3,), UNEXCUSED, Reason.NONE),
        ("4;forlot;;;", (4, 5, 6), LEFT, Reason.NONE),
        ("4;Forlot skolen;;sendt hjem;", (4, 5, 6), LEFT, Reason.SENT_HOME_ILL),
        ("4;EarlyDeparture;;;", (4, 5, 6), LEFT, Reason.NONE),
        (";gikk;;;", (6,), LEFT, Reason.NONE),
        ("2;sent;;;", (2,), TARDY, Reason.NONE),
        (";for sent;;;", (1,), TARDY, Reason.NONE),
        (";permisjon;;;", (), EXCUSED, Reason.GRANTED_LEAVE),
        (";;X;;", (), UNEXCUSED, Reason.NONE),
        (";;F;;", (), UNEXCUSED, Reason.NONE),
        (";;X;sykdom;", (), EXCUSED, Reason.ILLNESS),
        (";;M;;", (), EXCUSED, Reason.NONE),
        (";;D;;", (), EXCUSED, Reason.OTHER),
        (";;D;syk;", (), EXCUSED, Reason.ILLNESS_CERTIFIED),
        (";;P;;", (), EXCUSED, Reason.GRANTED_LEAVE),
        ("1;;S;;", (1,), TARDY, Reason.NONE),
        ("5;;G;;", (5, 6), LEFT, Reason.NONE),
        (";;U;;", (), UNEXCUSED, Reason.NONE),
        (";dag;X;helligdag;", (), EXCUSED, Reason.RELIGIOUS_HOLIDAY),
        (";;Excused Absence;;", (), EXCUSED, Reason.NONE),
        (";;UnexcusedAbsence;;", (), UNEXCUSED, Reason.NONE),
        (";;unexcused absence;syk;", (), UNEXCUSED, Reason.ILLNESS),
        ("2;;Tardy;;", (2,), TARDY, Reason.NONE),
        (";;School Activity;;", (), Category.ACTIVITY, Reason.NONE),
        (";;;legeerklæring;", (), EXCUSED, Reason.ILLNESS_CERTIFIED),
        ("2-3;delvis;;syk;", (2, 3), EXCUSED, Reason.ILLNESS),
        (";;borte;ukjent;", (), UNEXCUSED, Reason.NONE),
        ("1+2;;x;;", (1, 2), UNEXCUSED, Reason.NONE),
        ("3,0;;x;;", (3,), UNEXCUSED, Reason.NONE),
        ("hele dagen;;x;;", (), UNEXCUSED, Reason.NONE),
    ],
)
def test_a_row_says_what_its_words_say(row: str, lessons: tuple[int, ...], category: Category, because: Reason) -> None:
    found = only(f"Elevnr;Dato;Time;Type;Kode;Årsak;Dokumentert\n0456;14.09.2026;{row}")

    assert (found.lessons, found.category, found.reason) == (lessons, category, because)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (";time;;;", "sier ikke hvilken"),
        ("3;dag;;;", "både hel dag"),
        (";Partial;;;", "--map code:Partial=dag"),
        (";;;;", "tom"),
        (";;Q;;", "X F M D P S G"),
        ("17.9.;;X;;", "Gjør kolonnen til tekst"),
        ("17.9;;X;;", "er ikke et timenummer"),
        ("1. mars;;X;;", "Gjør kolonnen til tekst"),
        ("01.mar;;X;;", "Gjør kolonnen til tekst"),
        ("08:30;;X;;", "klokkeslett"),
        ("0;;X;;", "er ikke et timenummer"),
        ("99;;X;;", "er ikke et timenummer"),
        (";;X;;kanskje", "verken ja eller nei"),
    ],
)
def test_a_row_that_is_not_understood_says_why_and_what_is_possible(row: str, why: str) -> None:
    assert why in refusal(f"Elevnr;Dato;Time;Type;Kode;Årsak;Dokumentert\n0456;14.09.2026;{row}")


def test_a_code_the_person_explains_is_read_as_they_say() -> None:
    content = "Elevnr;Dato;Kode\n0456;14.09.2026;Partial"

    assert only(content, code__Partial="dag").lessons == ()
    with pytest.raises(IntakeError, match="tøys"):
        taken("absences", content, code__Partial="tøys")


@pytest.mark.parametrize(
    ("said", "category", "because"),
    [
        ("syk med legeerklæring", EXCUSED, Reason.ILLNESS_CERTIFIED),
        ("Syk (mor ringte)", EXCUSED, Reason.ILLNESS),
        ("lege kl. 10", EXCUSED, Reason.APPOINTMENT),
        ("permisjon: bryllup", EXCUSED, Reason.GRANTED_LEAVE),
        ("syk uten legeerklæring", UNEXCUSED, Reason.OTHER),
        ("permisjon, ikke innvilget", UNEXCUSED, Reason.OTHER),
        ("mor syk", UNEXCUSED, Reason.OTHER),
        ("sykling", UNEXCUSED, Reason.OTHER),
    ],
)
def test_a_reason_that_says_more_is_what_it_begins_with_and_its_text_is_kept(
    said: str, category: Category, because: Reason
) -> None:
    found = only(f"Elevnr;Dato;Kode;Årsak\n0456;14.09.2026;X;{said}")

    assert (found.category, found.reason, found.comment) == (category, because, said)


def test_what_keeps_a_remark_from_being_run_in_a_spreadsheet_is_no_part_of_it() -> None:
    row = only("Elevnr;Dato;Kode;Merknad\n0456;14.09.2026;X;'- ringte")

    assert row.comment == "- ringte"


def test_a_reason_nobody_knows_is_other_with_its_text_kept_and_said() -> None:
    content = "Elevnr;Dato;Kode;Årsak;Merknad\n0456;14.09.2026;X;bortreist med familien;tilbake tirsdag"

    row = only(content)
    assert (row.reason, row.comment) == (Reason.OTHER, "bortreist med familien; tilbake tirsdag")
    assert "bortreist med familien" in said(taken("absences", content).notes)


def test_a_school_without_reason_or_code_columns_is_read_as_absent() -> None:
    assert only("Elevnr;Dato;Time\n0456;14.09.2026;2").category is UNEXCUSED


def test_english_files_have_english_letters() -> None:
    rows = taken(
        "absences", "student_id,date,period,code\n0456,2026-09-14,1,P\n0456,2026-09-14,2,T\n0456,2026-09-14,3,A"
    ).rows

    assert [row.category for row in rows] == [Category.PRESENT, TARDY, UNEXCUSED]


def test_what_was_filled_in_is_said_with_how_often() -> None:
    notes = said(
        taken("absences", "Elevnr;Dato;Type\n0456;14.09.2026;gikk\n0456;15.09.2026;sent\n0789;15.09.2026;sent").notes
    )

    assert "1 rad sier at eleven gikk" in notes
    assert "2 rader sier at eleven kom for sent" in notes


def test_who_left_on_a_friday_is_gone_from_fridays_last_lesson() -> None:
    assert only("Elevnr;Dato;Type\n0456;18.09.2026;gikk").lessons == (5,)


# When.


@pytest.mark.parametrize(
    "text",
    [
        *["14.09.2026", "14.9.26", "14.9.2026", "14/9/2026", "2026-09-14", "2026-09-14T08:30:00", "14.09.2026 08:30"],
        *["14. september 2026", "14 sep 2026", "14-Sep-26", "14.sep.26", "man 14.09.2026", "20260914", "46279"],
        *["2026-09-13T22:00:00Z", "2026/09/14", "14-09-2026", "14.09.2026 00:00:00"],
    ],
)
def test_dates_are_read_in_the_forms_spreadsheets_write(text: str) -> None:
    assert only(f"Elevnr;Dato;Kode\n0456;{text};X").date == MONDAY


@pytest.mark.parametrize("text", ["31.02.2026", "14.13.2026", "i går", "14.09", "1.1.1066", "0"])
def test_a_date_that_is_none_is_refused_with_itself(text: str) -> None:
    assert text in refusal(f"Elevnr;Dato;Kode\n0456;{text};X")


def test_day_or_month_first_is_decided_by_the_whole_column() -> None:
    day_first = "Elevnr;Dato;Kode\n0456;9/10/2026;X\n0456;14/9/2026;X"
    month_first = "Elevnr;Dato;Kode\n0456;9/10/2026;X\n0456;9/14/2026;X"

    assert [row.date for row in taken("absences", day_first).rows] == [date(2026, 10, 9), MONDAY]
    assert [row.date for row in taken("absences", month_first).rows] == [date(2026, 9, 10), MONDAY]
    assert looked_at("absences", month_first).date_form == "mm/dd/yyyy"


def test_dates_that_can_be_read_both_ways_are_read_day_first_and_that_is_said() -> None:
    intake = taken("absences", "Elevnr;Dato;Kode\n0456;9/10/2026;X")

    assert intake.rows[0].date == date(2026, 10, 9)  # type: ignore[union-attr]
    assert "kan leses på to måter" in said(intake.notes)


def test_a_column_that_mixes_both_refuses_what_does_not_exist_and_says_so() -> None:
    intake = taken("absences", "Elevnr;Dato;Kode\n0456;14/9/2026;X\n0456;9/15/2026;X")

    assert len(intake.rows) == 1
    assert "blander" in said(intake.notes)


def test_a_range_of_dates_becomes_its_school_days() -> None:
    intake = taken("absences", "Elevnr;Fra dato;Til dato;Type;Årsak\n0456;17.09.2026;22.09.2026;dag;syk")

    assert [row.date.day for row in intake.rows] == [17, 18, 21, 22]
    assert {row.line for row in intake.rows} == {2}


def test_two_dates_in_one_cell_are_a_range() -> None:
    assert len(taken("absences", "Elevnr;Dato;Kode\n0456;14.09.2026 - 16.09.2026;X").rows) == 3


def test_a_range_without_an_end_is_its_first_day() -> None:
    assert only("Elevnr;Fra;Til;Kode\n0456;14.09.2026;;X").date == MONDAY


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ("16.09.2026;14.09.2026", "er før"),
        ("19.09.2026;20.09.2026", "ingen skoledager"),
        ("14.09.2026;14.09.2036", "lengre enn et år"),
        ("14.09.2026;tull", "tull"),
    ],
)
def test_a_range_that_cannot_be_is_refused(span: str, why: str) -> None:
    assert why in refusal(f"Elevnr;Fra;Til;Kode\n0456;{span};X")


def test_a_mark_on_a_day_without_school_is_kept_and_counted() -> None:
    intake = taken("absences", "Elevnr;Dato;Kode\n0456;19.09.2026;X")

    assert len(intake.rows) == 1
    assert "1 rad er på en dag som ikke er skoledag" in said(intake.notes)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("14.09.2026 08:05", datetime(2026, 9, 14, 8, 5, tzinfo=OSLO)),
        ("08:05", datetime(2026, 9, 14, 8, 5, tzinfo=OSLO)),
        ("2026-09-13T20:05:00", datetime(2026, 9, 13, 20, 5, tzinfo=OSLO)),
        ("2026-09-14T06:05:00Z", datetime(2026, 9, 14, 8, 5, tzinfo=OSLO)),
        ("14.09.2026", datetime(2026, 9, 14, tzinfo=OSLO)),
    ],
)
def test_when_the_home_told_is_kept_and_excuses(cell: str, at: datetime) -> None:
    row = only(f"Elevnr;Dato;Kode;Meldt\n0456;14.09.2026;X;{cell}")

    assert (row.message_at, row.category) == (at, EXCUSED)


def test_told_without_a_time_excuses_too_and_words_are_kept() -> None:
    rows = taken(
        "absences", "Elevnr;Dato;Kode;Meldt\n0456;14.09.2026;X;ja\n0456;15.09.2026;X;nei\n0456;16.09.2026;X;mor ringte"
    ).rows

    assert [(row.category, row.message_at, row.comment) for row in rows] == [
        *[(EXCUSED, None, ""), (UNEXCUSED, None, ""), (EXCUSED, None, "mor ringte")]
    ]


# Who.


@pytest.mark.parametrize("number", ["0456", "456", "456,0", "456.0", '="0456"', " 0456 ", "'0456", "id-Jens-Lie"])
def test_a_number_is_found_though_a_spreadsheet_had_it(number: str) -> None:
    cell = '"' + number.replace('"', '""') + '"'

    assert only(f"Elevnr;Dato;Kode\n{cell};14.09.2026;X").student == "0456"


def test_a_number_two_could_have_without_zeros_finds_nobody() -> None:
    school = bommen(pupil("0456", "Jens", "Lie"), pupil("00456", "Ola", "Moe"))

    intake = taken("absences", "Elevnr;Dato;Kode\n456;14.09.2026;X\n0456;14.09.2026;X", school)
    assert [row.student for row in intake.rows] == ["0456"]
    assert "456" in said(intake.refused)


@pytest.mark.parametrize("name", ["Åse Ødegård", "Ødegård, Åse", "åse ødegård", "ØDEGÅRD ÅSE", "Aase Oedegaard"])
def test_a_student_is_found_by_name(name: str) -> None:
    assert only(f'Navn;Dato;Kode\n"{name}";14.09.2026;X').student == "0789"


def test_a_name_two_have_is_told_apart_by_class_or_refused() -> None:
    assert only("Navn;Klasse;Dato;Kode\nKari Nordmann;9 a;14.09.2026;X").student == "1002"
    assert "2 elever heter" in refusal("Navn;Dato;Kode\nKari Nordmann;14.09.2026;X")


def test_a_number_that_is_somebody_elses_name_is_refused() -> None:
    assert "Jens Lie" in refusal("Elevnr;Navn;Dato;Kode\n0456;Tonje Aas;14.09.2026;X")


def test_an_unknown_student_is_refused_with_what_was_written_and_where() -> None:
    intake = taken("absences", "Elevnr;Dato;Kode\n\n999;14.09.2026;X")

    assert [(refused.line, "999" in said((refused,))) for refused in intake.refused] == [(3, True)]
    assert "Ola Ukjent" in refusal("Navn;Dato;Kode\nOla Ukjent;14.09.2026;X")


def test_a_number_of_another_system_may_be_left_out_so_that_names_decide() -> None:
    content = "ElevID;Navn;Dato;Kode\nA-77;Jens Lie;14.09.2026;X"

    assert "--map student=-" in refusal(content)
    assert only(content, student="-").student == "0456"


def test_a_student_without_number_is_named_by_our_own_id() -> None:
    school = bommen(msgspec.structs.replace(pupil("", "Jens", "Lie")))

    assert taken("absences", "Navn;Dato;Kode\nJens Lie;14.09.2026;X", school).rows[0].student == "id-Jens-Lie"  # type: ignore[union-attr]


# Registers.


REGISTER = """
    Elevnr;Dato;Time;Status
    0456;14.09.2026;1;Til stede
    0456;14.09.2026;2;Fravær
    0789;14.09.2026;1;Til stede
    0789;14.09.2026;2;Forsent
"""


def test_a_file_with_those_present_in_it_is_a_register() -> None:
    intake = taken("absences", REGISTER)

    assert all(row.register for row in intake.rows)
    assert [row.category for row in intake.rows] == [Category.PRESENT, UNEXCUSED, Category.PRESENT, TARDY]
    assert "føring" in said(intake.notes)


def test_a_file_of_exceptions_is_none() -> None:
    assert not only("Elevnr;Dato;Kode\n0456;14.09.2026;X").register


# The whole.


def test_the_same_file_gives_the_same_rows_in_every_form() -> None:
    dotted = taken("absences", "Elevnr;Dato;Time;Kode\n0456;14.09.2026;2;X\n0789;15.09.2026;;M").rows
    other = taken(
        "absences", excel("date\tperiod\tstudent_id\tcode\n2026-09-14\t2\t456\tX\n2026-09-15\t\t789\tEA", "utf-16")
    ).rows

    assert [(row.student, row.date, row.lessons, row.category) for row in dotted] == [
        (row.student, row.date, row.lessons, row.category) for row in other
    ]


def test_rows_may_be_asked_for_one_at_a_time_and_again() -> None:
    rows = taken(
        "absences", "Elevnr;Dato;Kode;Merknad\n0456;14.09.2026;X;a\n0456;15.09.2026;X;\n0456;16.09.2026;X;ccc"
    ).rows

    assert [row.comment for row in rows] == ["a", "", "ccc"]
    assert list(rows) == [rows[0], rows[1], rows[2]] == rows[:3]
    assert rows[-1].comment == "ccc"  # type: ignore[union-attr]


def test_a_hundred_thousand_rows_share_what_they_have_in_common() -> None:
    body = "".join(f"0456;{day:02}.09.2026;{lesson};X\r\n" for day in (14, 15, 16, 17) for lesson in range(1, 6)) * 5000

    rows = taken("absences", f"Elevnr;Dato;Time;Kode\r\n{body}".encode()).rows
    assert len(rows) == 100_000
    assert len(rows.told) * len(rows.dates) == 20  # type: ignore[union-attr]


def test_progress_is_told_in_bytes() -> None:
    from store.intake import Source, read

    told: list[int] = []
    content = ("Elevnr;Dato;Kode\n" + "0456;14.09.2026;X\n" * 9000).encode()
    read("absences", Source.from_bytes("f.csv", content), bommen(), progress=told.append)

    assert told == sorted(told)
    assert 0 < told[-1] <= len(content)


# The tables.


def test_no_word_means_two_things_and_each_is_found() -> None:
    for meant, words in KINDS.items():
        for word in words.split(", "):
            assert meaning(word) == meant, word
    for because, words in REASONS.items():
        for word in words.split(", "):
            if plain(word):
                found = reason(word)
                assert found is not None, word
                assert found.reason is because, word


def test_every_letter_is_a_code_and_codes_hide_no_word() -> None:
    assert all(meaning(letter) == meant for letter, meant in CODES.items())
    assert all(meaning(letter, english=True) == meant for letter, meant in ENGLISH_CODES.items())


@pytest.mark.parametrize("kind", HEADINGS)
def test_the_likeliest_heading_of_every_field_finds_it(kind: str) -> None:
    known = fields_by_heading(kind)
    for name, headings in HEADINGS[kind].items():
        first = headings.split(", ")[0]
        assert known[plain(first)][0] == name, (name, first)
