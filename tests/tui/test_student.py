from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from rules.facts import Category, Reason
from store.tellings import MarkWanted
from tests.tui.journey import away, line_with, on_disk, program, seen, shown, until
from tests.tui.small_school import NOW, last_days

SCHOOL = "school"


async def test_the_year_is_a_picture_with_a_column_for_each_weekday(tmp_path: Path) -> None:
    away(on_disk(tmp_path / SCHOOL), "jens", 8)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("enter")
        await seen(app, "Jens Moe · 5A · !! STERKT")

        assert "x x x x  x x x x _" in line_with(app, "sep  ")
        assert "borte 8 av 29 dager" in line_with(app, "Jens Moe")


async def test_a_days_marks_say_who_when_and_what_it_was(tmp_path: Path) -> None:
    store = on_disk(tmp_path / SCHOOL)
    away(store, "jens", 1)
    yesterday = last_days(1)[0]
    store.note([MarkWanted("jens", yesterday, (1, 2), Category.TARDY, Reason.NONE)], "per", NOW + timedelta(minutes=5))
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "enter", "minus")

        await seen(app, "1. og 2. time: for sent · per 25. sep 10:25")
        assert "hele dagen: syk · kari 25. sep 10:20" in shown(app)


async def test_flags_that_a_correction_took_back_are_in_the_history(tmp_path: Path) -> None:
    store = on_disk(tmp_path / SCHOOL)
    away(store, "jens", 7)
    later = NOW + timedelta(minutes=5)
    store.note([MarkWanted("jens", last_days(1)[0], (), Category.PRESENT, Reason.NONE)], "per", later)
    async with program(tmp_path / SCHOOL, size=(100, 40)) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "enter")

        await seen(app, "trukket ved retting")


async def test_somebody_elses_mark_comes_on_the_picture(tmp_path: Path) -> None:
    store = on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "enter")
        await seen(app, "Jens Moe · 5A")
        away(store, "jens", 2)
        await until(lambda: "x x _" in line_with(app, "sep  "))
