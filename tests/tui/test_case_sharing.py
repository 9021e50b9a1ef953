"""Consents by keys on the case's screen: recorded, seen as they stand, withdrawn; and what left, with its ground."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rules.case.events import ConsentGiven, ConsentWithdrawn, Disclosed, InquiryOpened
from tests.tui.case_school import NOW, decided, told
from tests.tui.journey import line_with, program, seen, shown, until

OPEN = ("slash", *"tonje", "enter", "s")


def consent(id_: str, whom: str, what: str, until: date | None = None) -> ConsentGiven:
    return ConsentGiven(id=id_, by="", at=NOW, whom=whom, what=what, until=until)


async def test_both_guardians_consent_in_one_go_and_it_stands_for_each(tmp_path: Path) -> None:
    store = decided(tmp_path)
    async with program(tmp_path, size=(80, 40)) as (app, pilot):
        await pilot.press(*OPEN, "n", "c")
        assert "Fødselsdatoen er ikke kjent" in await seen(app, "samtykket er gitt av")
        await pilot.press("1", "5", "enter", "enter", "enter")
        await until(lambda: sum(isinstance(e, ConsentGiven) for e in store.case_events("tonje")) == 2)
        await seen(app, "Anette Aas: PPS")
        assert "til det trekkes" in line_with(app, "Rolf Aas: PPS")
        assert "mangler fra" not in shown(app)


async def test_who_is_to_be_asked_still_is_said(tmp_path: Path) -> None:
    told(decided(tmp_path), consent("a", "Anette Aas", "pps"))
    async with program(tmp_path, size=(80, 40)) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "PPS: samtykke mangler fra Rolf Aas")
        assert line_with(app, "mangler fra Rolf Aas").lstrip(" ▌").startswith("!")


async def test_a_consent_that_has_run_out_or_was_withdrawn_is_shown_as_that(tmp_path: Path) -> None:
    store = decided(tmp_path)
    told(store, consent("a", "Anette Aas", "nurse", date(2026, 9, 24)), consent("b", "Rolf Aas", "nurse"))
    told(store, ConsentWithdrawn(by="", at=NOW, consent="b"))
    async with program(tmp_path, size=(80, 40)) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "Samtykker")
        assert "gått ut" in line_with(app, "Anette Aas: Skolehelse")
        assert "trukket" in line_with(app, "Rolf Aas: Skolehelse")


async def test_enter_on_a_consent_withdraws_it(tmp_path: Path) -> None:
    store = decided(tmp_path)
    told(store, consent("a", "Anette Aas", "nurse"))
    async with program(tmp_path, size=(80, 40)) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "Anette Aas: Skolehelsetjenesten, til det trekkes")
        listed = app.view().listed  # type: ignore[attr-defined]
        listed.move_to("consent:a")
        await seen(app, "Enter: samtykket er trukket.")
        await pilot.press("enter")
        await seen(app, "Samtykket er trukket: Tonje Aas")
        await pilot.press("enter")
        await until(lambda: isinstance(store.case_events("tonje")[-1], ConsentWithdrawn))
        await seen(app, "Anette Aas: Skolehelsetjenesten, trukket")


async def test_what_left_the_school_stands_with_its_ground(tmp_path: Path) -> None:
    store = decided(tmp_path)
    told(store, consent("a", "Anette Aas", "pps"), InquiryOpened(by="", at=NOW, pps_contacted=True))
    told(store, Disclosed(by="", at=NOW, to="nurse", what=("plan",), ground="helsepersonelloven § 10"))
    async with program(tmp_path, size=(80, 40)) as (app, pilot):
        await pilot.press(*OPEN)
        text = await seen(app, "Delt med andre")
        own = [line for line in text.splitlines() if "→" in line]
        assert "hjemmel: helsepersonelloven § 10 · Sendt til Sk" in own[0]
        assert "anonymt · " in own[1]


async def test_nobody_consents_and_nothing_has_left_the_school_by_ctrl_s_alone(tmp_path: Path) -> None:
    store = decided(tmp_path)
    before = len(store.case_events("tonje"))
    async with program(tmp_path, size=(80, 40)) as (app, pilot):
        await pilot.press(*OPEN, "n", "c", "ctrl+s")
        await seen(app, "«samtykket er gitt av» mangler")
        await pilot.press("2", "ctrl+s")
        await seen(app, "«til at opplysninger deles med» mangler")
        await pilot.press("escape", "n", "D", *"plan", "ctrl+s")
        await seen(app, "«til hvem» mangler")
        await pilot.press("down", "ctrl+s")
        await seen(app, "«på hvilket grunnlag» mangler")
        await pilot.press("escape")
    assert len(store.case_events("tonje")) == before


async def test_a_refusal_is_read_whole_over_three_lines(tmp_path: Path) -> None:
    decided(tmp_path)
    async with program(tmp_path, size=(80, 24)) as (app, pilot):
        await pilot.press(*OPEN, "n", "w", "5", "enter", "2", "ctrl+s")
        await seen(app, "anonymt eller med hjemmel.")  # its last words
