"""National identity numbers: never read, never shown, never the way in. (All here are made up as the test runs.)"""

from __future__ import annotations

import pytest

from rules.words import NORWEGIAN
from store.intake import Preview
from store.intake.identity import is_national_id, without_national_ids
from store.intake.said import shown
from tests.store.intake.drawn import looked_at, said, taken


def made_up(day: int = 1, month: int = 2, tail: str = "99999", between: str = "") -> str:
    """A number in the shape of one; the control digits are wrong."""
    return f"{day:02}{month:02}14{between}{tail}"


def everything(seen: Preview) -> str:
    """All text a preview could show."""
    intake = seen.intake
    values = [value for refused in intake.refused for value in refused.values.values()]
    parts = [said(intake.refused), said(intake.notes), seen.first_rows, seen.header, list(intake.rows), values]
    return " ".join(map(str, parts))


@pytest.mark.parametrize(
    "number",
    [
        *[made_up(), made_up(31, 12), made_up(41), made_up(71, 12), made_up(1, 42), made_up(1, 81), made_up(1, 92)],
        *[made_up(between=" "), made_up(between="-"), made_up(between="."), f" {made_up()} "],
    ],
)
def test_the_shape_is_known_with_offsets_and_a_space(number: str) -> None:
    assert is_national_id(number)


@pytest.mark.parametrize(
    "number", ["0123", "604822", "99999999999", made_up(0), made_up(32), made_up(1, 13), made_up() + "1", "", "abc"]
)
def test_other_numbers_are_left_alone(number: str) -> None:
    assert not is_national_id(number)


def test_one_whose_leading_zero_was_eaten_is_known_by_its_control_digits() -> None:
    weights = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    right = [
        number
        for tail in range(90000, 92000)
        if all(
            sum(weight * int(digit) for weight, digit in zip(each, number, strict=False)) % 11 == 0
            for number in [made_up(tail=str(tail))]
            for each in weights
        )
        for number in [made_up(tail=str(tail))]
    ]

    assert right
    assert all(is_national_id(number[1:]) for number in right)
    assert not is_national_id("1021499999")


def test_in_text_it_is_hidden_and_the_rest_stands() -> None:
    assert without_national_ids(f"ringte om {made_up()} i dag") == "ringte om […] i dag"
    assert without_national_ids("ringte 90 12 34 56") == "ringte 90 12 34 56"
    assert made_up() not in shown(f"x\n{made_up()}")


@pytest.mark.parametrize("heading", ["Fødselsnummer", "Fnr", "fødselsnr.", "Personnummer", "F.nr", "National ID"])
def test_its_column_is_not_read_and_is_named(heading: str) -> None:
    seen = looked_at("students", f"{heading};Navn;Klasse\n{made_up()};Åse Ødegård;8B")

    assert f"«{heading}» er ikke lest" in said(seen.intake.notes)
    assert [row.number for row in seen.intake.rows] == [""]  # type: ignore[union-attr]
    assert made_up() not in everything(seen)


def test_a_column_that_holds_them_under_another_name_is_not_read_either() -> None:
    content = (
        f"ElevID;Navn;Klasse;Dato;Kode\n{made_up()};Jens Lie;8B;14.09.2026;X\n{made_up(2)};Åse Ødegård;8B;14.09.2026;X"
    )

    seen = looked_at("absences", content)
    assert [row.student for row in seen.intake.rows] == ["0456", "0789"]  # type: ignore[union-attr]
    assert "«ElevID» er ikke lest" in said(seen.intake.notes)
    assert made_up() not in everything(seen)


def test_one_among_numbers_is_matched_by_name_instead() -> None:
    two = "0456;Jens Lie;14.09.2026;X\n0789;Åse Ødegård;14.09.2026;X"
    content = f"ElevID;Navn;Dato;Kode\n{two}\n{made_up()};Tonje Aas;14.09.2026;X"

    seen = looked_at("absences", content)
    assert [row.student for row in seen.intake.rows] == ["0456", "0789", "0123"]  # type: ignore[union-attr]
    assert made_up() not in everything(seen)


@pytest.mark.parametrize("between", ["", " "])
def test_where_it_is_the_only_way_in_rows_are_refused_with_what_to_do(between: str) -> None:
    seen = looked_at("absences", f"Fødselsnummer;Dato;Kode\n{made_up(between=between)};14.09.2026;X")

    assert [refused.line for refused in seen.intake.refused] == [2]
    assert "elevnummer, eller med navn og klasse" in said(seen.intake.refused)
    assert made_up(between=between) not in everything(seen)


@pytest.mark.parametrize(
    "column", ["Kode", "Time", "Dato", "Årsak", "Merknad", "Dokumentert", "Navn", "Klasse", "Meldt"]
)
def test_in_a_wrong_cell_it_is_shown_nowhere(column: str) -> None:
    cells = {
        "Elevnr": "0456",
        "Dato": "14.09.2026",
        "Kode": "X",
        "Time": "",
        "Årsak": "",
        "Merknad": "",
        "Dokumentert": "",
    }
    cells |= {"Navn": "", "Klasse": "", "Meldt": ""} | {column: made_up()}
    rest = {name: "0789" if name == "Elevnr" else "" for name in cells} | {"Dato": "15.09.2026", "Kode": "X"}
    rows = [list(cells), list(cells.values()), *[list(rest.values())] * 3]

    seen = looked_at("absences", "\n".join(";".join(row) for row in rows))
    assert made_up() not in everything(seen)


@pytest.mark.parametrize(
    "column", ["Navn", "Klasse", "Foresatt 1 navn", "Foresatt 1 telefon", "Født", "Grupper", "Trinn"]
)
def test_of_students_it_is_kept_nowhere(column: str) -> None:
    cells = {
        "Elevnr": "11",
        "Navn": "Åse Ødegård",
        "Klasse": "8B",
        "Foresatt 1 navn": "Per",
        "Foresatt 1 telefon": "",
        "Født": "",
    }
    cells |= {"Grupper": "", "Trinn": ""} | {column: made_up()}
    rows = [list(cells), list(cells.values()), *[["12", "Ola Lie", "8B", "", "", "", "", ""]] * 3]

    seen = looked_at("students", "\n".join(";".join(row) for row in rows))
    assert made_up() not in everything(seen)


def test_the_error_of_a_whole_file_does_not_show_it_either() -> None:
    from store.intake import IntakeError

    with pytest.raises(IntakeError) as refused:
        taken("students", f"{made_up()};x\n{made_up(2)};y")

    assert made_up() not in refused.value.say(NORWEGIAN)
