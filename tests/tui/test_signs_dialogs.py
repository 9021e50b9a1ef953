"""What was seen and said beyond absence, with and without a case: on the student's page with who and when."""

from __future__ import annotations

from pathlib import Path

from rules.case.events import CertificateReceived, DifficultyTold, DistressSeen, Event, How, TalkHeld
from store.door import Store
from tests.tui.journey import program, seen, shown, typed, until
from tests.tui.small_school import FRIDAY
from tests.tui.staffed_school import HOSTILE, staffed

REMARK = "«Atferden sier lite om årsaken.»"


def told(store: Store, student: str) -> tuple[Event, ...]:
    return Store(store.folder).case_events(student)


async def test_the_homes_own_message_is_the_guides_signs_and_words(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path, user="per") as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "h")
        text = await seen(app, "Hjemmet forteller om vansker med å komme: Jens Moe")
        assert REMARK in text
        await pilot.press("1", "6", "enter", *"gråter", "enter", "2", "1")
        await seen(app, "Hjemmets melding om Jens Moe er notert.")
        await pilot.press("enter")
        text = await seen(app, "Olav Moe forteller om vansker med å komme: sinne, angst")
        assert "«gråter» · Per Åsen 25. sep 10:20" in " ".join(text.split())

    (event,) = told(store, "jens")
    assert isinstance(event, DifficultyTold)
    assert (event.whom, event.how, event.signs) == ("Olav Moe", How.PHONE, ("anger", "anxiety"))


async def test_distress_seen_at_school_is_to_be_told_to_the_guardians(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("slash", *"ola", "enter", "enter")
        await seen(app, "Ola Nordli · 4B")
        await pilot.press("t")
        assert REMARK in await seen(app, "Tegn på mistrivsel: Ola Nordli")
        await pilot.press("2", "5", "ctrl+s")
        await seen(app, "De foresatte skal få vite det i en samtale.")
        await seen(app, "Tegn på mistrivsel: deltar lite, mye alene i friminuttene")
        assert REMARK in shown(app)
        await pilot.press("1")
        await seen(app, "Fortell de foresatte")
        await pilot.press("home")
        assert "Ola Nordli" in shown(app)

    (event,) = told(store, "ola")
    assert isinstance(event, DistressSeen)


async def test_a_note_with_neither_signs_nor_words_is_no_note(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("t", "ctrl+s")
        await seen(app, "Sett minst ett kryss, eller skriv noen ord.")
        await pilot.press("escape")

    assert told(store, "birk") == ()


async def test_a_certificate_has_its_first_and_last_day(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("l")
        await seen(app, "Legeerklæring: Birk [/b] Berg")
        await typed(app, pilot, "24.9")
        await typed(app, pilot, "23.9.2026")
        await pilot.press("ctrl+s")
        await seen(app, "Siste dag er før den første.")
        await pilot.press("up")
        await typed(app, pilot, "25.9")
        await pilot.press("ctrl+s")
        await seen(app, "Legeerklæring for 24. sep–25. sep er notert.")

    (event,) = told(store, "birk")
    assert isinstance(event, CertificateReceived)
    assert (event.first.day, event.last.day) == (24, 25)


async def test_a_talk_with_absence_as_a_topic_is_noted_with_its_date(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("y", "enter")
        await typed(app, pilot, HOSTILE)
        await seen(app, "Samtalen 25. sep er notert.")
        await pilot.press("enter")
        await until(lambda: HOSTILE in shown(app), lambda: shown(app))

    (event,) = told(store, "birk")
    assert isinstance(event, TalkHeld)
    assert (event.on, event.words) == (FRIDAY, HOSTILE)
