"""Skolen: routines with their dates, who is away and who stands in, and the doors to the rest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rules.case.events import SheetOpened, Yearly, YearlyDone
from rules.facts import Away
from store.door import Store
from tests.tui.journey import line_with, on_disk, program, seen, shown, typed, until
from tests.tui.small_school import FRIDAY, NOW, school
from tests.tui.staffed_school import MORNING, gone, staffed
from tui.app import TilstedeApp
from tui.school import SchoolView

YEAR = "2026-27"
TALL = (80, 40)


def here(app: TilstedeApp) -> SchoolView:
    view = app.view()
    assert isinstance(view, SchoolView)
    return view


async def test_a_colleague_is_marked_away_and_the_stand_in_has_todays_duties(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    gone(store, "ola")
    async with program(tmp_path, user="lise", now=MORNING, size=TALL) as (app, pilot):
        await pilot.press("6")
        await seen(app, "Lise [/b] Dahl, ledelse")
        here(app).listed.move_to("user:kari")
        await pilot.press("b")
        await seen(app, "hvem trer inn (vanligvis Per Åsen)")
        await pilot.press("enter")
        await typed(app, pilot, "28.9")
        await pilot.press("enter")
        await seen(app, "Kari Lien er borte til man 28. sep. Per Åsen trer inn.")
        await seen(app, "til 28. sep")
    async with program(tmp_path, user="per", now=MORNING) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Ring hjem før 09:00")
        assert "Ola Nordli" in shown(app)

    assert Store(store.folder).school().user("kari") is not None
    assert away_of(store, "kari") == (Away(FRIDAY, date(2026, 9, 28)),)


def away_of(store: Store, login: str) -> tuple[Away, ...]:
    user = Store(store.folder).school().user(login)
    assert user is not None
    return user.away


async def test_somebody_else_can_stand_in_and_the_colleague_can_be_here_after_all(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path, user="lise", size=TALL) as (app, pilot):
        await pilot.press("6")
        await seen(app, "Kari Lien")
        here(app).listed.move_to("user:kari")
        await pilot.press("enter", "enter", "enter")
        await typed(app, pilot, "nobody")
        await seen(app, "er ikke navnet på én ansatt")
        await typed(app, pilot, "kari")
        await seen(app, "Man trer ikke inn for seg selv.")
        await typed(app, pilot, "lise")
        await seen(app, "Lise [/b] Dahl trer inn.")
        await pilot.press("t")
        await seen(app, "Kari Lien er ikke borte lenger.")

    assert away_of(store, "kari") == ()


async def test_the_usual_stand_in_is_changed(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path, user="lise", size=TALL) as (app, pilot):
        await pilot.press("6")
        await seen(app, "Per Åsen, inspektør")
        here(app).listed.move_to("user:per")
        await pilot.press("v", *"kari", "enter")
        await seen(app, "Stedfortrederen til Per Åsen er endret.")
        assert "Kari Lien" in line_with(app, "Per Åsen, ")

    user = Store(store.folder).school().user("per")
    assert user is not None
    assert user.stand_in == "kari"


async def test_a_routine_of_many_classes_is_one_row_and_is_done_class_by_class(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path, user="lise", size=TALL) as (app, pilot):
        await pilot.press("6")
        await seen(app, "Informer ved skolestart")
        assert "0 av 2 gjort" in line_with(app, "Informer ved skolestart")
        await pilot.press("home", "enter")
        await seen(app, "i hvilken klasse?")
        await pilot.press("enter")
        await seen(app, "Informasjon ved skolestart · 4B")
        await pilot.press("enter", "enter")
        await until(lambda: "1 av 2 gjort" in line_with(app, "Informer ved skolestart"), lambda: shown(app))

    (done,) = store.school_events(YEAR)
    assert isinstance(done, YearlyDone)
    assert (done.what, done.school_class, done.on) == (Yearly.INFORM_AT_START, "4B", FRIDAY)


async def test_the_schools_own_checklist_is_begun_once_and_then_gone_on_with(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path, user="lise", size=TALL) as (app, pilot):
        for _time in range(2):
            await pilot.press("6")
            await seen(app, "Skolens sjekkliste")
            here(app).listed.move_to("door:checklist")
            await pilot.press("enter")
            await until(lambda: app.view().NAME == "form")
            await seen(app, "0 av 23 besvart")

    assert [type(event) for event in store.school_events(YEAR)] == [SheetOpened]


async def test_import_is_behind_a_door_and_a_key(tmp_path: Path) -> None:
    staffed(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("6")
        await seen(app, "Hent inn")
        await pilot.press("m")
        await until(lambda: app.view().NAME == "import")


async def test_a_school_without_staff_or_students_has_all_its_doors(tmp_path: Path) -> None:
    on_disk(tmp_path, school(()))
    async with program(tmp_path) as (app, pilot):
        await pilot.press("6")
        await seen(app, "Ingen ansatte er lagt inn ennå.")
        await pilot.press("enter", "b", "t", "v", "down", "up")
        await pilot.pause()
        assert app.is_running
        assert NOW.date() == FRIDAY
