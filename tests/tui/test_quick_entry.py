from __future__ import annotations

from pathlib import Path

from textual.events import Key
from textual.widgets import Input

from rules.facts import Category, Reason
from store.door import Store
from tests.tui.journey import away, on_disk, program, seen, shown, until
from tests.tui.small_school import FRIDAY

SCHOOL = "school"


def marks(folder: Path, student: str) -> list[tuple[int, tuple[int, ...], Category | None, Reason]]:
    days = Store(folder).attendance_of(student, "2026-27").days
    return [(day.date.day, mark.lessons, mark.category, mark.reason) for day in days for mark in day.marks]


async def test_what_is_understood_is_said_before_enter_writes_it(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("i", *"aase 14-16.9 syk")
        screen = await seen(app, "Åse Ødegård: man 14. sep–ons 16. sep, hele dagen: syk")
        assert marks(tmp_path / SCHOOL, "aase") == [], screen
        await pilot.press("enter")
        await seen(app, "3 dager notert")

        assert app.query_one("#quick").has_class("open") is False
    ill = (Category.EXCUSED, Reason.ILLNESS)
    assert marks(tmp_path / SCHOOL, "aase") == [(day, (), *ill) for day in (14, 15, 16)]


async def test_the_flag_it_would_raise_is_said_before_it_is_written(tmp_path: Path) -> None:
    away(on_disk(tmp_path / SCHOOL), "kari", 6)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("i", *"kari i dag syk")
        await seen(app, "→ sterkt bekymringsfullt: 7 dager fravær på")
    assert len(marks(tmp_path / SCHOOL, "kari")) == 6


async def test_a_name_that_fits_several_is_chosen_with_arrows_and_enter(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("i", *"per skulk")
        await seen(app, "1  Per Håkon Hansen, 4B")
        await pilot.press("down", "enter")
        await until(lambda: "1  Per Håkon Hansen, 4B" not in shown(app))
        assert marks(tmp_path / SCHOOL, "per") == []
        await pilot.press("enter")
        await seen(app, "1 dag notert")
    assert marks(tmp_path / SCHOOL, "per") == [(FRIDAY.day, (), Category.UNEXCUSED, Reason.NONE)]


async def test_or_with_tab_and_its_digit(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("i", *"per skulk", "tab", "1", "enter")
        await seen(app, "1 dag notert")
    assert len(marks(tmp_path / SCHOOL, "per-h")) == 1


async def test_a_half_typed_line_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("i", *"aase 14", "escape", "down", "i")
        assert app.query_one("#quick-line", Input).value == "aase 14"
        await pilot.press(*".9 syk", "enter")
        await seen(app, "1 dag notert")


async def test_what_is_not_whole_is_not_written(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("i", *"aase sykt sjef", "enter")
        await seen(app, "Ikke skrevet: linja er ikke hel ennå.")
    assert marks(tmp_path / SCHOOL, "aase") == []


async def test_it_opens_from_the_register_too_and_u_takes_it_back(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL, view="register") as (app, pilot):
        for key in ("i", *"jens 2 skulk", "enter"):
            app.post_message(Key("space" if key == " " else key, key if len(key) == 1 else None))
        await seen(app, "1 dag notert")
        assert [each[1] for each in marks(tmp_path / SCHOOL, "jens")] == [(2,)]
        await pilot.press("u")
        await seen(app, "Angret")


async def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("i")
        app.query_one("#quick-line", Input).value = "[/b] [red]x[/] {0} %s \x1b[31m"
        await pilot.press("enter")
        await seen(app, "Ikke skrevet")
