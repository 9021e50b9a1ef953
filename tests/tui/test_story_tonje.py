"""Tonje's story through the keys, as her teacher presses them: from the call home to the closing, at 80×24.

The rule of this file: nothing is told to the store but by a key; what stands on disk is looked at when the story ends.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from textual.pilot import Pilot

from rules.case.case import State
from rules.case.events import (
    AgreementSigned,
    CaseClosed,
    Decided,
    Evaluated,
    MeasuresStarted,
    MeetingHeld,
    MeetingKind,
    Outcome,
    StepChanged,
    Verdict,
    Way,
    WayChosen,
)
from rules.case.replay import replay
from rules.follow_up import follow_up
from store.door import Store
from tests.tui import small_school
from tests.tui.case_school import school
from tests.tui.journey import away, down_to, on_disk, program, seen, shown, typed, until
from tui.app import TilstedeApp

S = "school"
QUESTIONS = follow_up("aas").form("student").questions
CASE = ("slash", *"tonje", "enter", "s")


def day(month: int, of_month: int, hour: int = 10) -> datetime:
    return datetime(2026, month, of_month, hour, 20, tzinfo=small_school.OSLO)


async def test_from_the_first_call_to_the_closing(tmp_path: Path) -> None:
    folder = tmp_path / S
    away(on_disk(folder, school()), "tonje", 8)
    async with program(folder) as (app, pilot):
        await _called_and_decided(app, pilot)
        await _told_what_the_guide_asks(app, pilot)
        await _asked_her(app, pilot)
        await _meeting_1_called(app, pilot)
    async with program(folder, now=day(9, 28, 14)) as (app, pilot):
        await _agreed(app, pilot)
        await _held(app, pilot, "man 12.10")
    async with program(folder, now=day(10, 7)) as (app, pilot):
        await _step(app, pilot, "o", "klarer mer", "nå trinn 2")
        await _step(app, pilot, "b", "kontaktlærer er syk", "nå trinn 1")
    async with program(folder, now=day(10, 12, 14)) as (app, pilot):
        await _evaluated(app, pilot)
    async with program(folder, now=day(10, 26)) as (app, pilot):
        await _closed(app, pilot)
    _stands(folder)


async def _called_and_decided(app: TilstedeApp, pilot: Pilot[None]) -> None:
    await pilot.press("slash", *"tonje", "enter", "k")
    await seen(app, "Kontakt med hjemmet: Tonje Aas")
    await pilot.press("1", "1")
    await typed(app, pilot, "kvalm, gråter, vil ikke ut")
    await pilot.press("ctrl+s")
    await seen(app, "er notert")
    await pilot.press("v")
    await seen(app, "Vurder: Tonje Aas")
    await pilot.press("1", *"frisk, men kommer ikke", "enter")
    await seen(app, "Tonje Aas: bekymringsfullt.")
    await pilot.press("s")
    await seen(app, "▶ undersøkelse")


async def _told_what_the_guide_asks(app: TilstedeApp, pilot: Pilot[None]) -> None:
    for key, asks, keys in (
        ("r", "Rektor er informert", ("enter",)),
        ("o", "Ressursteamet er orientert", ("enter",)),
        ("u", "Undersøkelsessaken er startet", ("1", "enter")),
    ):
        await pilot.press("n")
        await seen(app, "Nytt i saken")
        await pilot.press(key)
        await seen(app, asks)
        await pilot.press(*keys)
        await until(lambda: app.screen is app.default_screen, lambda: shown(app))
    await seen(app, "✓ undersøkelse")


async def _asked_her(app: TilstedeApp, pilot: Pilot[None]) -> None:
    """The three forms are opened, and hers is filled in, question by question."""
    await pilot.press("n", "s")
    await seen(app, "Kartleggingen er startet")
    await pilot.press("ctrl+s")
    await seen(app, "0/13")
    await down_to(app, pilot, "0/13")
    await pilot.press("enter")
    await seen(app, "0 av 13 besvart")
    for n, question in enumerate(QUESTIONS, 1):
        if question.kind == "yes_no":
            await pilot.press("n")
            await seen(app, f"{n} av 13 besvart")
            await pilot.press("down")
        elif n % 5 == 0:
            await pilot.press("v")
            await seen(app, f"{n} av 13 besvart")
            await pilot.press("down")
        else:
            await pilot.press("enter", *f"ord {n}", "escape")
            await seen(app, f"{n} av 13 besvart")
            await pilot.press("down")
    await pilot.press("escape")
    await seen(app, "13/13")


async def _meeting_1_called(app: TilstedeApp, pilot: Pilot[None]) -> None:
    await pilot.press("n", "1")
    await seen(app, "Kall inn til møte: Tonje Aas")
    await typed(app, pilot, "man 28.9")
    await typed(app, pilot, "14")
    await typed(app, pilot, "møterommet")
    await pilot.press("1", "enter", "1", "enter")
    await seen(app, "Hvem kalles inn?")
    await pilot.press("enter")
    await seen(app, "Hva skal møtet handle om?")
    await pilot.press("enter")
    await seen(app, "Samarbeidsmøte 1 · man 28. sep 14:00")


async def _agreed(app: TilstedeApp, pilot: Pilot[None]) -> None:
    """Minutes, the agreement section by section, and who signs."""
    await pilot.press(*CASE)
    await seen(app, "Tonje Aas · 4B · »")
    await pilot.press("m")
    await seen(app, "Samarbeidsmøte 1")
    await pilot.press("enter", *"gruer seg", "escape", "a")
    await seen(app, "ingen samarbeidsavtale ennå")
    await down_to(app, pilot, "Langsiktige mål")
    await pilot.press("enter")
    await seen(app, "langsiktig mål *")
    await typed(app, pilot, "På skolen hele dagen")
    for n, text in enumerate(("Følges i porten", "Går selv"), 1):
        await down_to(app, pilot, "Delmål/opptrapp" if n == 1 else "Trinn 1: Følges")
        await pilot.press("plus")
        await seen(app, "hva trinnet er")
        await pilot.press("enter")
        await typed(app, pilot, text)
        await pilot.press("ctrl+s")
        await seen(app, f"Trinn {n}: {text}")
    await pilot.press("S")
    await seen(app, "hvorfor den skrives under likevel *")
    await pilot.press(*"resten i morgen", "ctrl+s")
    await seen(app, "✓ Underskrevet")
    await pilot.press("t")
    await seen(app, "tiltakene virker fra")
    await pilot.press("ctrl+s")
    await seen(app, "nå trinn 1" if "nå trinn 1" in shown(app) else "Tiltakene er i gang")


async def _held(app: TilstedeApp, pilot: Pilot[None], next_on: str) -> None:
    await pilot.press("r")
    await seen(app, "Samarbeidsmøte 1")
    await pilot.press("h")
    await seen(app, "er holdt: Tonje Aas")
    await pilot.press("enter", "enter")
    await typed(app, pilot, next_on)
    await typed(app, pilot, "14")
    await pilot.press("ctrl+s")
    await until(lambda: app.screen is app.default_screen, lambda: shown(app))
    await seen(app, "Neste møte" if "Neste møte" in shown(app) else "neste møte")


async def _step(app: TilstedeApp, pilot: Pilot[None], key: str, why: str, then: str) -> None:
    if app.view().NAME != "agreement":
        await pilot.press(*CASE)
        await seen(app, "Tonje Aas · 4B · »")
        await pilot.press("a")
        await seen(app, "nå trinn 1")
    await pilot.press(key)
    await seen(app, "hvorfor *")
    await typed(app, pilot, why)
    await seen(app, then)


async def _evaluated(app: TilstedeApp, pilot: Pilot[None]) -> None:
    """Meeting 2: did the step work, beside the attendance; then the way on."""
    await pilot.press(*CASE)
    await seen(app, "Tonje Aas · 4B · »")
    await pilot.press("m")
    await seen(app, "Samarbeidsmøte 2")
    await down_to(app, pilot, "Trinn 1")
    assert "Før tiltakene" in shown(app)
    await pilot.press("enter")
    await seen(app, "virket det")
    await pilot.press("2")
    await typed(app, pilot, "der hver dag")
    await until(lambda: app.screen is app.default_screen, lambda: shown(app))
    await pilot.press("h")
    await seen(app, "er holdt: Tonje Aas")
    await pilot.press("enter", "enter", "enter", "enter")
    await typed(app, pilot, "ses i korridoren")
    await pilot.press("ctrl+s")
    await until(lambda: app.screen is app.default_screen, lambda: shown(app))
    await pilot.press("v")
    await seen(app, "A: Saken håndteres av hjem og skole")
    await pilot.press("2", "ctrl+s")
    await until(lambda: app.screen is app.default_screen, lambda: shown(app))


async def _closed(app: TilstedeApp, pilot: Pilot[None]) -> None:
    await pilot.press(*CASE)
    await seen(app, "Tonje Aas · 4B · »")
    await pilot.press("n")
    await seen(app, "Nytt i saken")
    await down_to(app, pilot, "Avslutt saken")
    await pilot.press("enter")
    await seen(app, "hvorfor saken avsluttes")
    await typed(app, pilot, "Går til skolen selv")
    await typed(app, pilot, "+28")
    await seen(app, "avsluttet")


def _stands(folder: Path) -> None:
    events = Store(folder).case_events("tonje")
    case = replay("tonje", events)
    kinds = {type(event): event for event in events}
    decided, closed = kinds[Decided], kinds[CaseClosed]
    assert isinstance(decided, Decided)
    assert isinstance(closed, CaseClosed)
    assert (decided.verdict, decided.conversation != "") == (Verdict.WORRYING, True)
    sheet = next(sheet for sheet in case.sheets if sheet.form == "student")
    assert len(sheet.answers) == len(QUESTIONS)
    assert [(m.called.sort, m.held is not None) for m in case.meetings] == [
        (MeetingKind.FIRST, True),
        (MeetingKind.SECOND, True),
    ]
    assert [event.next_on for event in events if isinstance(event, MeetingHeld)] == [date(2026, 10, 12), None]
    assert [e.in_spite_of != () for e in events if isinstance(e, AgreementSigned)] == [True]
    assert [e.on for e in events if isinstance(e, MeasuresStarted)] == [date(2026, 9, 29)]
    assert [(e.back, e.reason) for e in events if isinstance(e, StepChanged)] == [
        (False, "klarer mer"),
        (True, "kontaktlærer er syk"),
    ]
    assert [(e.outcome, e.seen) for e in events if isinstance(e, Evaluated)] == [(Outcome.WORKED, "der hver dag")]
    assert [e.way for e in events if isinstance(e, WayChosen)] == [Way.A]
    assert (case.state, closed.follow_up_on) == (State.CLOSED, date(2026, 11, 23))
