"""Tonje's story through the keys, as her teacher presses them: from the call home to the closing, at 80×24.

The rule of this file: nothing is told to the store but by a key; what stands on disk is looked at when the story ends.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path

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
from tests.tui.journey import away, on_disk
from tests.tui.player import Player

S = "school"
QUESTIONS = follow_up("aas").form("student").questions
#: How many keys each station takes at most, words not counted.
KEYS = {
    "called": 7,
    "decided": 4,
    "told": 10,
    "mapping opened": 7,
    "her form": 24,
    "meeting called": 11,
    "minutes": 6,
    "agreement": 10,
    "signed": 9,
    "meeting held": 7,
    "step up": 6,
    "step back": 2,
    "meeting 2": 17,
    "way on": 3,
    "closed": 7,
}


def day(month: int, of_month: int, hour: int = 10) -> datetime:
    return datetime(2026, month, of_month, hour, 20, tzinfo=small_school.OSLO)


async def test_from_the_first_call_to_the_closing(tmp_path: Path) -> None:
    folder = tmp_path / S
    away(on_disk(folder, school()), "tonje", 8)
    kari = Player(folder)
    async with kari.sits_down("kari", small_school.NOW):
        await _called_and_decided(kari)
        await _told_what_the_guide_asks(kari)
        await _asked_her(kari)
        await _meeting_1_called(kari)
    async with kari.sits_down("kari", day(9, 28, 14)):
        await _agreed(kari)
        await _held(kari, "man 12.10")
    async with kari.sits_down("kari", day(10, 7)):
        await _stepped(kari)
    async with kari.sits_down("kari", day(10, 12, 14)):
        await _evaluated(kari)
    async with kari.sits_down("kari", day(10, 26)):
        await _closed(kari)
    _stands(folder)
    assert kari.keys <= Counter(KEYS)


async def _called_and_decided(kari: Player) -> None:
    kari.station("called")
    await kari.finds("tonje", "k", sees="Kontakt med hjemmet: Tonje Aas")
    await kari.press("1", "1")
    await kari.types("kvalm, gråter, vil ikke ut", "enter", "ctrl+s", sees="er notert")
    kari.station("decided")
    await kari.press("v", sees="Vurder: Tonje Aas")
    await kari.press("1")
    await kari.types("frisk, men kommer ikke", "enter", sees="Tonje Aas: bekymringsfullt.")
    await kari.press("s", sees="▶ undersøkelse")


async def _told_what_the_guide_asks(kari: Player) -> None:
    kari.station("told")
    for key, asks, keys in (
        ("r", "Rektor er informert", ("enter",)),
        ("o", "Ressursteamet er orientert", ("enter",)),
        ("u", "Undersøkelsessaken er startet", ("1", "enter")),
    ):
        await kari.press("n", key, sees=asks)
        await kari.press(*keys)
        await kari.is_back()
    await kari.press(sees="✓ undersøkelse")


async def _asked_her(kari: Player) -> None:
    """The three forms are opened, and hers is filled in, question by question."""
    kari.station("mapping opened")
    await kari.press("n", "s", sees="Kartleggingen er startet")
    await kari.press("ctrl+s", sees="0/13")
    await kari.down_to("0/13", "enter", sees="0 av 13 besvart")
    kari.station("her form")
    await kari.press("enter")
    for n, question in enumerate(QUESTIONS, 1):
        yes_no = question.kind == "yes_no"
        if yes_no or n % 5 == 0:
            await kari.press("escape", "n" if yes_no else "v", "down", "enter", sees=f"{n} av 13 besvart")
        else:
            await kari.types(f"ord {n}", "tab", sees=f"{n} av 13 besvart")
    await kari.press("escape", sees="13/13")


async def _meeting_1_called(kari: Player) -> None:
    kari.station("meeting called")
    await kari.press("n", "1", sees="Kall inn til møte: Tonje Aas")
    await kari.types("man 28.9", "enter")
    await kari.types("14", "enter")
    await kari.types("møterommet", "enter")
    await kari.press("1", "enter", "1", "enter", sees="Hvem kalles inn?")
    await kari.press("enter", sees="Hva skal møtet handle om?")
    await kari.press("enter", sees="Samarbeidsmøte 1 · man 28. sep 14:00")


async def _agreed(kari: Player) -> None:
    """Minutes, the agreement section by section, and who signs."""
    kari.station("minutes")
    await kari.finds("tonje", "s", sees="Tonje Aas · 4B · »")
    await kari.press("m", sees="Samarbeidsmøte 1")
    await kari.press("enter")
    await kari.types("gruer seg", "escape")
    kari.station("agreement")
    await kari.press("a", sees="ingen samarbeidsavtale ennå")
    await kari.down_to("Langsiktige mål", "enter", sees="langsiktig mål *")
    await kari.types("På skolen hele dagen", "enter")
    await kari.stands_at("På skolen hele dagen")
    for n, text in enumerate(("Følges i porten", "Går selv"), 1):
        await kari.down_to("Delmål/opptrapp" if n == 1 else "Trinn 1: Følges", "plus", sees="hva trinnet er")
        await kari.types(text, "ctrl+s")
        await kari.stands_at(f"Trinn {n}: {text}")
    kari.station("signed")
    await kari.press("S", sees="hvorfor den skrives under likevel *")
    await kari.press(*"11111")  # Kari, who leads, her mother, her father, and Tonje herself
    await kari.types("resten i morgen", "ctrl+s", sees="✓ Underskrevet")
    await kari.press("t", sees="tiltakene virker fra")
    await kari.press("ctrl+s", sees="Tiltakene er i gang.")


async def _held(kari: Player, next_on: str) -> None:
    kari.station("meeting held")
    await kari.press("r", sees="Samarbeidsmøte 1")
    await kari.press("h", sees="er holdt: Tonje Aas")
    await kari.press("enter", "enter")
    await kari.types(next_on, "enter")
    await kari.types("14", "enter", "ctrl+s")
    await kari.is_back()
    await kari.press(sees="neste møte man 12. okt")


async def _stepped(kari: Player) -> None:
    kari.station("step up")
    await kari.finds("tonje", "s", sees="Tonje Aas · 4B · »")
    await kari.press("a", sees="nå trinn 1")
    await kari.press("o", sees="hvorfor *")
    await kari.types("klarer mer", "enter", sees="nå trinn 2")
    kari.station("step back")
    await kari.press("b", sees="hvorfor *")
    await kari.types("kontaktlærer er syk", "enter", sees="nå trinn 1")


async def _evaluated(kari: Player) -> None:
    """Meeting 2: did the step work, beside the attendance; then the way on."""
    kari.station("meeting 2")
    await kari.finds("tonje", "s", sees="Tonje Aas · 4B · »")
    await kari.press("m", sees="Samarbeidsmøte 2")
    await kari.down_to("Trinn 1", sees="Før tiltakene")
    await kari.press("enter", sees="virket det")
    await kari.press("2")
    await kari.types("der hver dag", "enter")
    await kari.is_back()
    await kari.press("h", sees="er holdt: Tonje Aas")
    await kari.press("enter", "enter", "enter", "enter")
    await kari.types("ses i korridoren", "enter", "ctrl+s")
    await kari.is_back()
    kari.station("way on")
    await kari.press("v", sees="A: Saken håndteres av hjem og skole")
    await kari.press("2", "ctrl+s")
    await kari.is_back()


async def _closed(kari: Player) -> None:
    kari.station("closed")
    await kari.finds("tonje", "s", sees="Tonje Aas · 4B · »")
    await kari.press("n", "A", sees="hvorfor saken avsluttes")
    await kari.types("Går til skolen selv", "enter")
    await kari.types("+28", "enter", sees="avsluttet")


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
