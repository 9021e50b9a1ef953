from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from store.door import Store
from tests.tui.journey import seen, shown, typed, until
from tests.tui.small_school import NOW
from tests.tui.test_import_view import STUDENTS, written
from tui.app import TilstedeApp
from tui.session import Session


@asynccontextmanager
async def first_start(folder: Path) -> AsyncIterator[tuple[TilstedeApp, Pilot[None]]]:
    session = Session(folder, "kari", now=lambda: NOW)
    app = TilstedeApp(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield app, pilot
    session.close()


async def test_four_questions_make_a_school_with_its_students(tmp_path: Path) -> None:
    path = written(tmp_path, STUDENTS)
    async with first_start(tmp_path / "school") as (app, pilot):
        await seen(app, "Velkommen til Tilstede")
        await pilot.press("down", "enter", *"Bommen skole", "enter", "enter", "enter")
        await typed(app, pilot, path)
        await seen(app, "Åse Øvrebø")

    school = Store(tmp_path / "school").school()
    assert (school.name, school.guide, len(school.students)) == ("Bommen skole", "aas", 2)
    assert school.calendars[0].year == "2026-27"


async def test_each_answer_is_checked_as_it_is_left(tmp_path: Path) -> None:
    async with first_start(tmp_path / "school") as (app, pilot):
        await pilot.press("down", "enter", "tab")
        await seen(app, "Skolen må ha et navn")
        await pilot.press("end", "x", "tab")
        await seen(app, "Den veilederen finnes ikke her. Disse finnes: aas")
        await pilot.press(*"/finnes/ikke.csv", "tab")
        await until(lambda: shown(app).count("ikke.csv") > 1)


async def test_nothing_is_made_while_an_answer_is_wrong(tmp_path: Path) -> None:
    async with first_start(tmp_path / "school") as (app, pilot):
        await pilot.press("down", "enter", "enter", "enter", "enter", "enter")
        await until(lambda: app.focused is not None and app.focused.id == "answer-name")
    assert not (tmp_path / "school" / "school.json").exists()


async def test_a_file_that_cannot_be_read_keeps_one_at_its_question_and_makes_no_school(tmp_path: Path) -> None:
    async with first_start(tmp_path / "school") as (app, pilot):
        await pilot.press("down", "enter", *"Bommen", "enter", "enter", *"/finnes/ikke.csv", "enter")
        await seen(app, "ikke.csv kan ikke leses: den finnes ikke")
        assert app.focused is not None
        assert app.focused.id == "answer-calendar"

        await pilot.press("down", "enter")  # past it all the same
        await until(lambda: app.focused is not None and app.focused.id == "answer-calendar")
    assert not (tmp_path / "school" / "school.json").exists()


async def test_the_demo_is_one_key_away_and_touches_nothing(tmp_path: Path) -> None:
    async with first_start(tmp_path / "school") as (app, pilot):
        await pilot.press("enter")
        await seen(app, "flagget")
        made_up = app.session.folder
        assert made_up.exists()
    assert not (tmp_path / "school").exists()
    assert not made_up.exists()
