"""The shell: views by digit and back again, help, palette, notices, and always a way out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.tui.journey import on_disk, program, seen, shown, until
from tests.tui.stage import screen_text
from tui.app import TilstedeApp
from tui.session import Session


async def test_digits_go_to_views_and_escape_goes_back(tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await seen(app, "[2 Elever]")
        await pilot.press("3")
        await seen(app, "[3 Føring]")
        await pilot.press("escape")
        await seen(app, "[2 Elever]")


async def test_digits_are_numbers_in_the_register(tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path, view="register") as (app, pilot):
        await pilot.press("1")
        assert app.view().NAME == "register"


async def test_slash_finds_from_anywhere(tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path, view="register") as (app, pilot):
        await pilot.press("slash", "t", "o", "n")
        await pilot.pause()
        assert app.view().NAME == "students"
        assert "Ola Nordli" not in shown(app)


async def test_the_palette_does_what_it_finds(tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("colon", *"til", "space", "f", "enter")
        await seen(app, "[3 Føring]")


async def test_ctrl_c_stops_nothing_and_says_what_does(tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("ctrl+c")
        await seen(app, "q (eller Ctrl+Q) avslutter")
        assert app.is_running


async def test_quitting_works_from_a_list_a_line_and_a_dialog(tmp_path: Path) -> None:
    on_disk(tmp_path)
    for keys in (["q"], ["slash", "ctrl+q"], ["question_mark", "ctrl+q"], ["colon", "ctrl+q"], ["i", "ctrl+q"]):
        async with program(tmp_path) as (app, pilot):
            await pilot.press(*keys)
            await pilot.pause()
            assert app._exit, keys


async def test_a_notice_is_letters_and_goes_with_the_view(tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path) as (app, pilot):
        app.say("[@click=app.quit]Ikke lagret[/]", "error")
        await pilot.pause()
        assert "!! [@click=app.quit]Ikke lagret[/]" in screen_text(app)[-2]
        await pilot.press("3")
        await seen(app, "[3 Føring]")
        assert "Ikke lagret" not in shown(app)


async def test_a_folder_that_cannot_be_read_is_said_as_long_as_it_lasts_and_ends_nothing(tmp_path: Path) -> None:
    school = on_disk(tmp_path / "skole").folder
    async with program(school) as (app, _pilot):
        school.rename(tmp_path / "flyttet")
        school.write_text("ingen mappe", encoding="utf-8")
        await seen(app, "!! Skolen kan ikke leses (")
        school.unlink()
        (tmp_path / "flyttet").rename(school)
        await seen(app, "I orden igjen.")
        assert app.is_running


async def test_the_terminals_focus_changes_nothing(tmp_path: Path) -> None:
    from textual import events

    on_disk(tmp_path)
    async with program(tmp_path) as (app, pilot):
        focused = app.focused
        app.post_message(events.AppBlur())
        await pilot.pause()
        assert app.focused is focused is not None


async def test_the_title_reaches_both_ends_after_a_resize(tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path) as (app, pilot):
        for width in (110, 80):
            await pilot.resize_terminal(width, 30)
            await until(partial(reaches, app, width), lambda: screen_text(app)[0])


def reaches(app: TilstedeApp, width: int) -> bool:
    """Does the user's name stand at the right end of the title?"""
    return screen_text(app)[0].rstrip().rfind("kari") == width - len("kari") - 1


async def test_the_theme_changes_and_says_its_name(tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("ctrl+w")
        await seen(app, "Farger: lys")


async def test_no_school_yet_is_a_first_start_without_empty_rooms(tmp_path: Path) -> None:
    app = TilstedeApp(Session(tmp_path, "kari"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("2")
        assert app.view().NAME == "first_start"
        assert "Føring" not in screen_text(app)[1]
