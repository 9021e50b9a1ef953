from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from rules.facts import Category, Reason
from store.tellings import MarkWanted
from tests.tui.journey import a_class_of, away, line_with, on_disk, program, seen, shown, until
from tests.tui.small_school import NOW, last_days, school
from tui.student import StudentView
from tui.students import StudentsView

SCHOOL = "school"


async def test_the_list_says_who_is_worrying_and_the_pane_says_why(tmp_path: Path) -> None:
    away(on_disk(tmp_path / SCHOOL), "jens", 8)
    async with program(tmp_path / SCHOOL) as (app, _pilot):
        assert line_with(app, "Jens Moe").startswith("▌!! STERKT   Jens Moe")
        assert "xxxxxxxx_" in line_with(app, "Jens Moe")
        screen = shown(app)
        assert "8 dager fravær på 20 skoledager (grensen er 7)" in screen
        assert "Teller: 15. 16. 17. 18. 21. 22. 23. 24. sep" in screen
        assert "«7 dager fravær i løpet av 3 – 4 uker», veilederen s. 4" in screen
        assert "hvis eleven er til stede hver dag fra nå av" in " ".join(screen.split())


async def test_a_name_is_found_as_one_types_with_aa_for_aring(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("slash", "a", "a", "s", "e")
        await until(lambda: app.query_one(StudentsView).chosen == "aase")
        await pilot.press("enter", "enter")
        await seen(app, "Åse Ødegård · 4B")


async def test_the_class_filter_goes_round_and_escape_shows_everybody(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("full_stop")
        await seen(app, "4B · 6 elever")
        await pilot.press("full_stop", "full_stop")
        await seen(app, "Ingen elever her.")
        await pilot.press("escape")
        await seen(app, "alle klasser · 8 elever")


async def test_i_stay_at_my_place_while_others_write(tmp_path: Path) -> None:
    store = on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("down", "down", "down")
        mine = app.query_one(StudentsView).chosen
        line = shown(app).split("\n").index(line_with(app, "▌"))
        away(store, "jens", 8)

        await until(lambda: "STERKT" in line_with(app, "Jens Moe"))
        assert app.query_one(StudentsView).chosen == mine
        assert shown(app).split("\n").index(line_with(app, "▌")) in {line, line + 1}


async def test_two_sessions_see_each_others_marks(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with (
        program(tmp_path / SCHOOL) as (mine, _pilot),
        program(tmp_path / SCHOOL, view="register") as (
            _theirs,
            pilot,
        ),
    ):
        await pilot.press("2", "X")
        await until(lambda: line_with(mine, "Ola Nordli").rstrip().endswith("x"))


async def test_enter_opens_the_student_and_f_the_class(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("enter")
        await seen(app, "Birk [/b] Berg · 4B")
        assert isinstance(app.view(), StudentView)
        await pilot.press("f")
        await seen(app, "4B · fre 25. sep · 3. time 10:15–11:00 norsk")


@pytest.mark.parametrize("view", ["today", "students", "register", "student", "cases", "team", "school", "import"])
async def test_an_empty_school_is_shown_in_every_view(tmp_path: Path, view: str) -> None:
    on_disk(tmp_path / SCHOOL, school(()))
    async with program(tmp_path / SCHOOL, view=view) as (app, pilot):
        await pilot.press("down", "enter", "v", "plus", "comma", "escape")
        await pilot.pause()

        assert app.is_running


async def test_a_thousand_students_scroll_to_the_last(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL, a_class_of(1000))
    async with program(tmp_path / SCHOOL) as (app, pilot):
        await pilot.press("end")
        await until(lambda: "Elev 1000" in line_with(app, "▌"))


async def test_a_correction_takes_the_flag_away(tmp_path: Path) -> None:
    store = on_disk(tmp_path / SCHOOL)
    away(store, "jens", 7)
    async with program(tmp_path / SCHOOL) as (app, _pilot):
        assert "!!" in line_with(app, "Jens Moe")
        store.note([MarkWanted("jens", last_days(1)[0], (3,), Category.PRESENT, Reason.NONE)], "per", NOW)
        await until(lambda: "!!" not in line_with(app, "Jens Moe"))


async def test_what_is_typed_right_after_the_search_key_is_searched_for(tmp_path: Path) -> None:
    on_disk(tmp_path / SCHOOL)
    async with program(tmp_path / SCHOOL) as (app, _pilot):
        for key, letter in (("slash", "/"), ("t", "t"), ("o", "o"), ("n", "n")):
            app.post_message(Key(key, letter))
        await seen(app, "søk: ton")
