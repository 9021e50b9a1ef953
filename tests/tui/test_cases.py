"""Saker: where each case is, what is next, by when, and what is late."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from rules.case.events import CaseClosed, ContactMade, Decided, How, InquiryOpened, Verdict
from store.door import Store
from tests.tui.journey import line_with, on_disk, program, seen, shown
from tests.tui.small_school import NOW, school
from tests.tui.staffed_school import staffed


def worrying(store: Store, student: str, at: datetime = NOW) -> None:
    """Somebody decided that a student's absence is worrying."""
    talk = ContactMade(id=f"talk-{student}", by="", at=at, whom="Nina Moe", how=How.PHONE)
    decision = Decided(by="", at=at, verdict=Verdict.WORRYING, conversation=talk.id)
    store.tell_case(student, [talk, decision], "per", at)


async def test_open_cases_come_first_the_late_ones_at_the_top_and_then_what_is_watched(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    worrying(store, "ola", NOW - timedelta(days=10))
    worrying(store, "birk")
    until = (NOW + timedelta(days=7)).date()
    store.tell_case("jens", [Decided(by="", at=NOW, verdict=Verdict.OBSERVE, until=until)], "per", NOW)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("4")
        text = await seen(app, "Åpne saker · 2")
        order = [text.index(name) for name in ("Ola Nordli", "Birk [/b] Berg", "Jens Moe")]
        assert order == sorted(order)
        assert "!!" in line_with(app, "Ola Nordli")
        assert "for sent" in line_with(app, "Ola Nordli")
        assert "Undersøkelse, PPS" in line_with(app, "Birk [/b]")
        assert "Følges med på · 1" in text
        assert "fre 2.10." in line_with(app, "Jens Moe")
        assert "✓ Vurdering" in text


async def test_the_next_station_is_the_one_that_is_not_done(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    worrying(store, "ola")
    store.tell_case("ola", [InquiryOpened(by="", at=NOW, pps_contacted=True)], "per", NOW)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("4")
        await seen(app, "Åpne saker")
        assert "Kartlegging" in line_with(app, "Ola Nordli ")


async def test_what_has_ended_stays_behind_a_key(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    worrying(store, "ola")
    store.tell_case("ola", [CaseClosed(by="", at=NOW, reason="det går bra")], "per", NOW)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("4")
        await seen(app, "0 åpne saker")
        assert "Ola" not in shown(app)
        await pilot.press("a")
        await seen(app, "Avsluttede saker · 1")
        assert "avsluttet" in line_with(app, "Ola Nordli")


async def test_a_case_opens_with_enter_and_a_contact_is_a_key_away(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    worrying(store, "ola")
    async with program(tmp_path) as (app, pilot):
        await pilot.press("4", "k")
        await seen(app, "Kontakt med hjemmet: Ola Nordli")
        await pilot.press("escape", "e")
        await seen(app, "sak: åpen")


async def test_a_school_without_cases_says_how_one_is_opened(tmp_path: Path) -> None:
    on_disk(tmp_path, school(()))
    async with program(tmp_path) as (app, pilot):
        await pilot.press("4")
        await seen(app, "Ingen åpne saker.")
        await pilot.press("enter", "k", "v", "e", "a", "down")
        await pilot.pause()
        assert app.is_running
