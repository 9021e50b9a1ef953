"""Jens's story through the keys, as those at Lister skole press them: from the call home, past the step back, at 80×24.

The rule of this file: nothing is told to the store but by a key; what stands on disk is looked at when the story ends.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from rules.case.case import Agreement, Case, State
from rules.case.events import (
    AgreementSigned,
    Evaluated,
    Evaluation,
    Outcome,
    Part,
    PlanBFollowed,
    Referred,
    Repeats,
    Responsibility,
    SafeEnvironmentDecided,
    Step,
    StepChanged,
    Way,
    WayChosen,
)
from rules.case.replay import replay
from store.door import Store
from tests.tui.player import Player
from tests.tui.story_jens import CONTRACT, WHEN, as_typed, at, in_order, lister, writes

S = "school"
#: How many keys each station takes at most, words not counted.
KEYS = {
    "called": 11,
    "decided": 3,
    "told": 19,
    "meeting called": 11,
    "mapping opened": 4,
    "his words": 27,
    "safe environment": 6,
    "minutes": 6,
    "agreement": 221,  # 36 parts
    "signed": 10,  # six sign
    "meeting held": 6,
    "referred": 17,
    "first Friday": 9,
    "step up": 6,
    "evaluated": 27,
    "meeting held 2": 5,
    "way on": 3,
    "formal decision": 7,
    "new version": 71,
    "whole days": 6,
    "ill": 2,
    "plan B": 6,
    "step back": 2,
    "up again": 6,
    "log": 4,
}
#: What week 17 adds.
MONTHLY = (
    Evaluation("Samarbeidsmøte en gang i måneden.", "skolen", Repeats.MONTHLY, (), date(2027, 5, 26)),
    Evaluation("Et raskt møte etter ferien.", "skolen", Repeats.AFTER_HOLIDAY),
)


async def test_from_the_first_call_to_the_first_whole_week(tmp_path: Path) -> None:
    folder = tmp_path / S
    lister(folder)
    they = Player(folder)
    async with they.sits_down("mona", at(WHEN.call, "15:00")):
        await _called_and_decided(they)
    async with they.sits_down("mona", at(WHEN.team, "13:30")):
        await _told_and_called(they)
    async with they.sits_down("mona", at(WHEN.talk, "11:00")):
        await _asked_him(they)
    async with they.sits_down("astrid", at(WHEN.talk, "15:10")):
        await _safe(they)
    async with they.sits_down("mona", at(WHEN.meet, "13:00")):
        await _agreed(they)
    async with they.sits_down("astrid", at(WHEN.early, "12:45")):
        await _referred(they)
    async with they.sits_down("mona", at(WHEN.early, "13:00")):
        await _first_friday(they)
    async with they.sits_down("mona", at(WHEN.second, "12:30")):
        await _evaluated(they)
    async with they.sits_down("astrid", at(WHEN.week_17, "09:10")):
        await _week_17(they)
    async with they.sits_down("astrid", at(WHEN.step_3, "08:00")):
        await _whole_days(they)
    async with they.sits_down("torbjorn", at(WHEN.ill, "11:20")):
        await _step_back(they)
    async with they.sits_down("mona", at(WHEN.last, "13:30")):
        await _the_first_whole_week(they)
    _stands(Store(folder))
    assert they.keys <= Counter(KEYS)


async def _called_and_decided(mona: Player) -> None:
    mona.station("called")
    await mona.finds("jens", "k", sees="Kontakt med hjemmet: Jens Tangen")
    await mona.press("1", "1")
    await mona.types("Får ham ikke av gårde. Låser døra.", "enter")
    await mona.press("enter", "3", "enter", "2", "ctrl+s", sees="er notert")
    mona.station("decided")
    await mona.press("v", sees="Vurder: Jens Tangen")
    await mona.press("1")
    await mona.types("Mistanke om skolevegring", "enter", sees="Jens Tangen: bekymringsfullt.")


async def _told_and_called(mona: Player) -> None:
    mona.station("told")
    await mona.finds("jens", "s", sees="▶ undersøkelse")
    for key, asks, keys in (
        ("r", "Rektor er informert", ("enter",)),
        ("o", "Ressursteamet er orientert", ("enter",)),
        ("h", "Helsesøster har fått melding", ("2", "1", "enter")),
        ("u", "Undersøkelsessaken er startet", ("2", "1", "enter")),
    ):
        await mona.press("n", key, sees=asks)
        await mona.press(*keys)
        await mona.is_back()
    mona.station("meeting called")
    await mona.press("n", "1", sees="Kall inn til møte: Jens Tangen")
    await mona.types("31.3", "enter")
    await mona.types("13", "enter")
    await mona.types("møterommet", "enter")
    await mona.press("1", "enter", "1", "enter", sees="Hvem kalles inn?")
    await mona.press("enter", sees="Hva skal møtet handle om?")
    await mona.press("enter", sees="Samarbeidsmøte 1 · ons 31. mars 13:00")
    mona.station("mapping opened")
    await mona.press("s", "n", "s", sees="Kartleggingen er startet")
    await mona.press("ctrl+s", sees="0/13")


async def _asked_him(mona: Player) -> None:
    """He says that he is teased, and makes the list of what is hard."""
    mona.station("his words")
    await mona.finds("jens", "s", sees="0/13")
    await mona.down_to("0/13", "enter")
    await mona.stands_at("1 ")
    await mona.down_to("6 ", "enter")
    await mona.types("de ler av dialekten", "escape", "j", sees="1 av 13 besvart")
    await mona.press("escape")
    await mona.down_to("0/6", "enter")
    await mona.stands_at("1 ")
    await mona.down_to("6 ", "enter")
    await mona.types("Skolegården 8\nGrupperommet 3", "escape", sees="1 av 6 besvart")


async def _safe(astrid: Player) -> None:
    astrid.station("safe environment")
    await astrid.press("1", sees="Trygt skolemiljø")
    await astrid.down_to("Trygt skolemiljø", "enter", sees="planen *")
    await astrid.types("Snakke med dem det gjelder, tiltak etter antimobbeprogrammet", "enter")
    await astrid.is_back()


async def _agreed(mona: Player) -> None:
    """The multi-agency meeting: minutes, the contract section by section, who signs, and when it begins."""
    mona.station("minutes")
    await mona.finds("jens", "s", sees="Jens Tangen · 8B · »")
    await mona.press("m", sees="Samarbeidsmøte 1")
    await mona.press("enter")
    await mona.types("Uro og ubehag, mest sammen med andre", "escape")
    mona.station("agreement")
    await mona.press("a", sees="ingen samarbeidsavtale ennå")
    for heading, part in in_order():
        await writes(mona, heading, part)
    mona.station("signed")
    await mona.press("S", sees="merknad, om du vil")
    await mona.press(*"111111", "ctrl+s", sees="✓ Underskrevet")
    await mona.press("t", sees="tiltakene virker fra")
    await mona.types("5.4", "ctrl+s", sees="Tiltakene er i gang.")
    mona.station("meeting held")
    await mona.press("r", sees="Samarbeidsmøte 1")
    await mona.press("h", sees="er holdt: Jens Tangen")
    await mona.press("enter", "enter")
    await mona.types("9.4", "enter")
    await mona.types("12.30", "ctrl+s")
    await mona.is_back()
    await mona.press(sees="neste møte fre 9. apr")


async def _referred(astrid: Player) -> None:
    astrid.station("referred")
    await astrid.press("1", sees="I dag · 1")
    await astrid.down_to("i dag      Ansvar i avtalen", sees="Henviser til PPS")
    await astrid.finds("jens", "s", sees="Jens Tangen · 8B · »")
    await astrid.press("n", "H", "enter", sees="Henvisning til PPS")
    await astrid.press("enter", "1", "2", "ctrl+s", sees="Notert om Jens Tangen")


async def _first_friday(mona: Player) -> None:
    mona.station("first Friday")
    await mona.finds("jens", "s", sees="Jens Tangen · 8B · »")
    await mona.press("m", "h", sees="er holdt: Jens Tangen")
    await mona.press("enter", "enter")
    await mona.types("23.4", "enter")
    await mona.types("12.30", "ctrl+s")
    await mona.is_back()


async def _evaluated(mona: Player) -> None:
    """Step 2 has run for a week: each step and measure is looked at, beside the attendance; the plan goes on."""
    mona.station("step up")
    await mona.finds("jens", "s", sees="Jens Tangen · 8B · »")
    await mona.press("a", sees="nå trinn 1")
    await mona.press("o", sees="hvorfor *")
    await mona.types("Ti dager uten fravær", "enter", sees="nå trinn 2")
    mona.station("evaluated")
    await mona.press("r", sees="fre 23. apr 12:30")
    for part, worked in (("Trinn 1", "2"), ("Trinn 2", "2"), ("Undervisning", "2"), ("Band", "2"), ("Få slutt", "3")):
        await mona.down_to(part, "enter", sees="virket det")
        await mona.press(worked)
        await mona.types(f"{part}: sett hver dag", "enter")
        await mona.is_back()
    mona.station("meeting held 2")
    await mona.press("h", sees="er holdt: Jens Tangen")
    await mona.press("enter", "enter")
    await mona.types("28.4", "enter")
    await mona.types("9", "ctrl+s")
    await mona.is_back()
    mona.station("way on")
    await mona.press("v", sees="A: Saken håndteres av hjem og skole")
    await mona.press("2", "ctrl+s")
    await mona.is_back()


async def _week_17(astrid: Player) -> None:
    """The formal decision; a new version with a meeting a month; it goes on where the first stood."""
    astrid.station("formal decision")
    await astrid.finds("jens", "s", sees="Jens Tangen · 8B · »")
    await astrid.press("n", "E", sees="sakkyndig vurdering, dato")
    await astrid.types("i dag", "enter")
    await astrid.types("i dag", "ctrl+s")
    await astrid.is_back()
    astrid.station("new version")
    await astrid.press("a", "y", sees="utgave 2 av 2")
    await astrid.down_to("Møte annenhver", "x", sees="Ta ut:")
    await astrid.press("j")
    await astrid.is_back()
    for part in MONTHLY:
        await writes(astrid, "EVALUERING", part)
    await astrid.press("S", sees="merknad, om du vil")
    await astrid.press(*"111111", "ctrl+s", sees="✓ Underskrevet")
    await astrid.press("t", sees="tiltakene virker fra")
    await astrid.press("ctrl+s", sees="nå trinn 2")


async def _whole_days(astrid: Player) -> None:
    astrid.station("whole days")
    await astrid.finds("jens", "s", sees="Jens Tangen · 8B · »")
    await astrid.press("a", sees="nå trinn 2")
    await astrid.press("o", sees="hvorfor *")
    await astrid.types("Fire uker etter planen; alle er enige", "enter", sees="nå trinn 3")


async def _step_back(torbjorn: Player) -> None:
    """The resource teacher is ill and he has gone home: plan B, and a step back until she is there."""
    torbjorn.station("ill")
    await torbjorn.press("i")
    await torbjorn.types("jens 4-6 gikk hjem", "enter", sees="notert")
    torbjorn.station("plan B")
    await torbjorn.finds("jens", "s", sees="Jens Tangen · 8B · »")
    await torbjorn.press("a", "B", sees="Plan B er fulgt")
    await torbjorn.types("Gikk hjem i storefri", "enter", sees="Plan B er notert.")
    torbjorn.station("step back")
    await torbjorn.press("b", sees="hvorfor *")
    await torbjorn.types("Til ressurslærer er tilbake", "enter", sees="nå trinn 2")


async def _the_first_whole_week(mona: Player) -> None:
    mona.station("up again")
    await mona.finds("jens", "s", sees="Jens Tangen · 8B · »")
    await mona.press("a", sees="nå trinn 2")
    await mona.press("o", sees="hvorfor *")
    await mona.types("Ressurslærer er tilbake", "enter", sees="nå trinn 3")
    mona.station("log")
    await mona.press("s", sees="Jens Tangen · 8B · »")
    await mona.press("n", "l", sees="elevens egne ord")
    await mona.types("Hele uka!", "ctrl+s", sees="Elevens logg.")


def _stands(store: Store) -> None:
    events = store.case_events("jens")
    case = replay("jens", events)
    first, second = case.agreements
    assert sorted(_parts(first), key=repr) == sorted(map(as_typed, CONTRACT.values()), key=repr)
    assert [e.in_spite_of for e in events if isinstance(e, AgreementSigned)] == [
        ("stand-in", "period", "formal-decision"),
        ("stand-in", "period"),
    ]
    assert [part for part in _parts(second) if part not in _parts(first)] == [*MONTHLY]
    (safe,) = (e for e in events if isinstance(e, SafeEnvironmentDecided))
    assert (safe.by, safe.at.date()) == ("astrid", WHEN.talk)
    (sent,) = (e for e in events if isinstance(e, Referred))
    assert (sent.partner, sent.purpose, bool(sent.consent)) == ("pps", ("guidance", "examination"), True)
    assert [_text(first, done.item) for done in first.done] == [CONTRACT["henvise"].text]
    outcomes = [e.outcome for e in events if isinstance(e, Evaluated)]
    assert outcomes == [*[Outcome.WORKED] * 4, Outcome.PARTLY]
    assert [e.way for e in events if isinstance(e, WayChosen)] == [Way.A]
    changes = [(e.by, _number(case, e.step), e.back) for e in events if isinstance(e, StepChanged)]
    assert changes == [("mona", 2, False), ("astrid", 3, False), ("torbjorn", 2, True), ("mona", 3, False)]
    assert [(e.on, e.agreement) for e in events if isinstance(e, PlanBFollowed)] == [(WHEN.ill, second.id)]
    assert case.state is State.RUNNING  # a new version, and the measures go on


def _parts(agreement: Agreement) -> list[Part]:
    return [held.part for held in agreement.parts]


def _text(agreement: Agreement, item: str) -> str:
    return next(
        held.part.text for held in agreement.parts if held.item == item and isinstance(held.part, Responsibility)
    )


def _number(case: Case, item: str) -> int:
    parts = (held for agreement in case.agreements for held in agreement.parts if held.item == item)
    return next(held.part.number for held in parts if isinstance(held.part, Step))
