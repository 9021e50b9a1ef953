"""I dag: what there is to do, most urgent first, and Enter does it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from rules.case.events import ContactMade, How
from rules.case.replay import replay
from rules.facts import Away
from store.door import Store
from tests.tui.journey import away, line_with, on_disk, program, seen, shown, until
from tests.tui.small_school import FRIDAY, NOW, school
from tests.tui.staffed_school import MORNING, gone, staffed
from tui.app import TilstedeApp
from tui.today import TodayView


def contacts(store: Store, student: str) -> tuple[ContactMade, ...]:
    return replay(student, Store(store.folder).case_events(student)).contacts


def here(app: TilstedeApp) -> TodayView:
    view = app.view()
    assert isinstance(view, TodayView)
    return view


async def test_the_morning_list_stands_first_with_those_who_have_parental_responsibility_and_their_numbers(
    tmp_path: Path,
) -> None:
    gone(staffed(tmp_path), "jens")
    async with program(tmp_path, user="per", now=MORNING, size=(120, 40)) as (app, pilot):
        await pilot.press("1")
        text = await seen(app, "Ring hjem før 09:00 · 1")

    assert "900 11 111 Nina Moe / 900 22 222 Olav Moe" in text
    assert "Onkel" not in text
    assert "«Det ringes hjem før kl 09:00" in text


async def test_where_the_address_is_protected_no_number_is_shown_and_a_leader_calls(tmp_path: Path) -> None:
    gone(staffed(tmp_path), "aase")
    async with program(tmp_path, user="lise", now=MORNING) as (app, pilot):
        await pilot.press("1")
        text = await seen(app, "skjermet: ledelsen ringer")
        assert "900" not in text
        await pilot.press("enter")
        assert "900" not in await seen(app, "Kontakt med hjemmet: Åse Ødegård")
    async with program(tmp_path, user="kari", now=MORNING) as (app, pilot):
        await pilot.press("1")
        await until(lambda: app.todo is not None)
        assert "Ring hjem" not in shown(app)


async def test_a_call_nobody_answers_leads_on_to_the_next_guardian_and_a_conversation_meets_the_duty(
    tmp_path: Path,
) -> None:
    store = staffed(tmp_path)
    gone(store, "jens")
    async with program(tmp_path, user="per", now=MORNING) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Ring hjem før 09:00 · 1")
        await pilot.press("enter", "enter", "2", "ctrl+s")
        text = await seen(app, "Nina Moe svarte ikke. Ring den neste.")
        assert "2 [Olav Moe, far · 900 22 222]" in text
        await pilot.press("enter", "1", *"syk", "ctrl+s")
        await seen(app, "Gjort i dag")
        assert "Ring hjem før" not in shown(app)

    assert [(c.whom, c.how, c.answered, c.words) for c in contacts(store, "jens")] == [
        ("Nina Moe", How.PHONE, False, ""),
        ("Olav Moe", How.PHONE, True, "syk"),
    ]


async def test_what_is_done_stands_last_and_the_cursor_at_the_next(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    gone(store, "ola")
    gone(store, "birk")
    async with program(tmp_path, now=MORNING) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Ring hjem før 09:00 · 2")
        first = here(app).student_here
        await pilot.press("enter", "enter", "1", "ctrl+s")
        await seen(app, "Ring hjem før 09:00 · 1")
        assert here(app).student_here not in {"", first}
        await pilot.press("end")
        await seen(app, "✓  gjort")
        assert here(app).duty is not None
        await pilot.press("enter")
        assert app.screen is app.default_screen  # what is done is not done again


async def test_the_stand_in_has_the_duties_of_who_is_away_and_sees_for_whom(tmp_path: Path) -> None:
    gone(staffed(tmp_path, (Away(FRIDAY, FRIDAY),)), "ola")
    async with program(tmp_path, user="per", now=MORNING, size=(120, 40)) as (app, pilot):
        await pilot.press("1")
        await seen(app, "(for Kari Lien)")
        await seen(app, "Du trer inn for Kari Lien, som er borte.")


async def test_where_nobody_stands_in_the_leader_is_told(tmp_path: Path) -> None:
    both = (Away(FRIDAY, FRIDAY, "per"),)
    store = staffed(tmp_path, both)
    store.set_away("per", (Away(FRIDAY, FRIDAY),), "lise", MORNING)
    gone(store, "ola")
    async with program(tmp_path, user="lise", now=MORNING, size=(120, 40)) as (app, pilot):
        await pilot.press("1")
        await seen(app, "ingen stedfortreder")
        assert "er borte, og ingen trer inn" in shown(app)


async def test_a_key_shows_everybodys_duties(tmp_path: Path) -> None:
    gone(staffed(tmp_path), "jens")
    async with program(tmp_path, now=MORNING) as (app, pilot):
        await pilot.press("1")
        await until(lambda: app.todo is not None)
        assert "Jens Moe" not in shown(app)
        await pilot.press("a")
        await seen(app, "alles gjøremål")
        assert "Jens Moe" in shown(app)


async def test_late_today_and_soon_are_a_sign_and_a_word(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    gone(store, "ola")
    away(store, "birk", 7)
    async with program(tmp_path, now=NOW, size=(80, 40)) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Ring hjem før 09:00")
        assert line_with(app, "900 00 000 Mona").startswith("▌!! for sent Ola Nordli")
        await seen(app, "~  snart    Birk [/b] Berg")


async def test_nothing_to_do_says_so(tmp_path: Path) -> None:
    on_disk(tmp_path, school(()))
    async with program(tmp_path) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Ingenting å gjøre nå.")
        await pilot.press("enter", "k", "v", "s", "f", "e", "h", "space", "down", "a")
        await pilot.pause()
        assert app.is_running


async def test_what_somebody_else_writes_comes_and_the_cursor_stays(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    gone(store, "per-h")
    async with program(tmp_path, now=MORNING) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Ring hjem før 09:00 · 1")
        gone(store, "birk", MORNING + timedelta(seconds=1))
        await seen(app, "Birk [/b] Berg")
        assert here(app).student_here == "per-h"


async def test_the_register_the_case_and_the_year_are_a_key_away(tmp_path: Path) -> None:
    gone(staffed(tmp_path), "ola")
    async with program(tmp_path, now=MORNING) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Ola Nordli")
        await pilot.press("f")
        await seen(app, "[3 Føring]")
        await pilot.press("escape", "e")
        await seen(app, "Ola Nordli · 4B")


async def test_a_list_that_is_empty_because_the_school_year_is_not_known_says_so(tmp_path: Path) -> None:
    on_disk(tmp_path, school())
    async with program(tmp_path, now=NOW.replace(year=2027, month=8, day=5)) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Skoleruta for 2027-28 mangler: ingenting regnes ut. Hent den inn: 6, så m.")
