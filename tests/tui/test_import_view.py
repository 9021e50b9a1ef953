from __future__ import annotations

from pathlib import Path

from store.door import Store
from tests.tui.journey import on_disk, program, seen, shown, typed, until
from tui.import_view import ImportView, bar

SCHOOL = "school"
STUDENTS = "﻿Elevnr;Fornavn;Etternavn;Klasse;Trinn\r\n201;Åse;Øvrebø;6A;6\r\n202;;;6A;6\r\n203;Per;Bø;6A;6\r\n"


def written(folder: Path, text: str, name: str = "elever.csv") -> str:
    path = folder / name
    path.write_bytes(text.encode())
    return str(path)


async def test_a_file_is_seen_before_anything_is_written_and_enter_writes(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    path = written(tmp_path, STUDENTS)
    async with program(tmp_path / SCHOOL, view="import", size=(100, 30)) as (app, pilot):
        await pilot.press("enter")
        await typed(app, pilot, path)
        screen = await seen(app, "2 nye, 0 endret")
        assert "student = «Elevnr»" in screen or "number = «Elevnr»" in screen
        assert "linje 3" in screen
        assert "Ingenting er skrevet ennå" in screen
        assert len(Store(tmp_path / SCHOOL).school().students) == 8

        await pilot.press("enter")
        await seen(app, "Skrevet: 2 nye")
    assert {"Åse Øvrebø", "Per Bø"} <= {student.name for student in Store(tmp_path / SCHOOL).school().students}


async def test_another_file_or_kind_must_be_seen_anew(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    path = written(tmp_path, STUDENTS)
    async with program(tmp_path / SCHOOL, view="import", size=(100, 30)) as (app, pilot):
        await pilot.press("enter")
        await typed(app, pilot, path)
        await seen(app, "2 nye")
        await pilot.press("x")
        await until(lambda: "2 nye" not in shown(app))
        await pilot.press("enter")
        await until(lambda: app.query_one(ImportView).seen is not None)
        assert not app.query_one(ImportView).seen.ok


async def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL, view="import") as (app, pilot):
        await pilot.press("enter", *"/finnes/ikke.csv", "enter")
        await until(lambda: app.query_one(ImportView).seen is not None)
        assert "ikke.csv" in shown(app)
        await pilot.press("escape", "escape")
        await seen(app, "alle klasser · 8 elever")


async def test_absences_come_with_a_bar_that_counts_what_was_done(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    rows = "".join(f"10{n % 8};{day}.09.2026;;syk\n" for n in range(8) for day in (1, 2, 3))
    path = written(tmp_path, "Elevnr;Dato;Time;Type\n" + rows, "fravær.csv")
    async with program(tmp_path / SCHOOL, view="import", size=(100, 30)) as (app, pilot):
        await pilot.press("down", "enter")
        await typed(app, pilot, path)
        await seen(app, "24 nye")
        await pilot.press("enter")
        await seen(app, "Skrevet: 24 nye")
    assert sum(len(one.days) for one in Store(tmp_path / SCHOOL).attendance("2026-27").values()) == 24


def test_the_bar_is_full_when_everything_is_done() -> None:
    assert bar(0, 10).startswith("░")
    assert bar(5, 10).count("█") == bar(5, 10).count("░")
    assert "░" not in bar(10, 10)
    assert bar(0, 0) != ""
