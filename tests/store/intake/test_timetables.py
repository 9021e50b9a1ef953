"""Timetables: a row for each class, weekday and lesson."""

from __future__ import annotations

import pytest

from rules.facts import Slot
from store.intake.timetables import weekday_in
from tests.store.intake.drawn import said, taken


def test_a_norwegian_timetable_is_read() -> None:
    intake = taken(
        "timetable",
        "Klasse;Ukedag;Time;Fag;Fra;Til;Lærer\n8b;Mandag;1;Norsk;8.30;9:15;kari\n8B;fre;2;Matte;09:20:00;10:05;per",
    )

    assert intake.rows == (
        Slot("8B", 0, 1, "Norsk", "08:30", "09:15", "kari"),
        Slot("8B", 4, 2, "Matte", "09:20", "10:05", "per"),
    )


def test_an_english_timetable_is_read() -> None:
    intake = taken("timetable", "class,weekday,lesson,subject,start,end,teacher\n8B,Wednesday,3,PE,10:30,11:15,ola")

    assert intake.rows == (Slot("8B", 2, 3, "PE", "10:30", "11:15", "ola"),)


def test_a_double_lesson_is_two() -> None:
    assert [slot.lesson for slot in taken("timetable", "Klasse;Dag;Time;Fag\n8B;ti;3-4;Gym").rows] == [3, 4]  # type: ignore[union-attr]


def test_lessons_without_a_number_are_numbered_by_when_they_start() -> None:
    intake = taken("timetable", "Klasse;Dag;Start;Fag\n8B;man;10:00;Matte\n8B;man;08:30;Norsk\n8B;tir;09:00;Gym")

    assert [slot.lesson for slot in intake.rows] == [2, 1, 1]  # type: ignore[union-attr]
    assert "nummerert" in said(intake.notes)


@pytest.mark.parametrize(
    ("row", "why"),
    [(";man;1", "klasse"), ("8B;tull;1", "tull"), ("8B;man;tull", "timenummer"), ("8B;man;", "verken")],
)
def test_a_row_that_is_no_lesson_is_refused_with_why(row: str, why: str) -> None:
    assert why in said(taken("timetable", f"Klasse;Dag;Time\n8B;man;1\n{row}").refused)


@pytest.mark.parametrize(
    ("cell", "weekday"),
    [
        *[
            ("Mandag", 0),
            ("tirsdag", 1),
            ("ONS", 2),
            ("to", 3),
            ("Friday", 4),
            ("lørdag", 5),
            ("måndag", 0),
            ("tysdag", 1),
        ],
        ("1", 0),
        ("8", None),
        ("x", None),
    ],
)
def test_weekdays_are_known_by_name_and_number(cell: str, weekday: int | None) -> None:
    assert weekday_in(cell) == weekday
