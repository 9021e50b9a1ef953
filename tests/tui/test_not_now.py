"""What a case does not take is said before anything is asked, with what is possible instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.case.case import State
from rules.case.events import (
    AgreementSigned,
    CaseClosed,
    CaseEvent,
    Decided,
    Goal,
    HandedOver,
    MeasuresStarted,
    MeetingKind,
    MeetingSet,
    Participant,
    Party,
    SheetOpened,
    Signature,
    Verdict,
)
from rules.case.replay import replay
from rules.case.workflow import allowed
from store.door import Store
from tests.tui.case_school import NOW, decided, school, told
from tests.tui.journey import on_disk, program, seen, shown, until
from tests.tui.test_agreement import TODAY, an_agreement, whole
from tui.messages import ViewWanted
from tui.not_now import INSTEAD

S = "school"
ENDS: dict[State, CaseEvent] = {
    State.CLOSED: CaseClosed(by="", at=NOW, reason="det går bra"),
    State.HANDED_OVER: HandedOver(by="", at=NOW, to="Lister skole", school=True),
}
STARTED: dict[State, CaseEvent | None] = {
    State.NONE: None,
    State.OBSERVED: Decided(by="", at=NOW, verdict=Verdict.OBSERVE, until=TODAY, reason="se an"),
}
SIGNED = AgreementSigned(
    by="", at=NOW, agreement="a1", signatures=(Signature(Party.STUDENT, "Tonje Aas", TODAY),), reason="x"
)


def ended(folder: Path, state: State) -> Store:
    """A case with everything in it, and then closed or handed over."""
    store = decided(folder)
    told(store, SheetOpened(id="ark", by="", at=NOW, form="student", version=1, informant="Tonje Aas"))
    who = (Participant("student", "Tonje Aas"),)
    called = MeetingSet(
        by="",
        at=NOW,
        meeting="m1",
        sort=MeetingKind.SECOND,
        on=TODAY,
        time="10:00",
        participants=who,
        agenda=("Avtalen",),
    )
    told(store, called)
    an_agreement(store, *whole())
    told(store, SIGNED, MeasuresStarted(by="", at=NOW, agreement="a1", on=TODAY, step="p1"))
    told(store, ENDS[state])
    return store


def test_every_state_that_does_not_take_what_an_open_case_takes_has_its_words() -> None:
    open_takes = allowed(State.OPEN) - {"reopened"}

    assert {state for state in State if open_takes - allowed(state)} == set(INSTEAD)


@pytest.mark.parametrize("state", STARTED)
async def test_where_there_is_no_case_agreement_and_meeting_say_so_and_ask_nothing(
    state: State, tmp_path: Path
) -> None:
    store = on_disk(tmp_path / S, school())
    if (event := STARTED[state]) is not None:
        told(store, event)
    async with program(tmp_path / S) as (app, pilot):
        for view, keys in (("agreement", "enter + S t f o B y"), ("meeting", "n v h e"), ("beside", "r down space")):
            app.view().post_message(ViewWanted(view, student="tonje"))
            await until(lambda: view == app.view().NAME)  # noqa: B023 - waited for at once
            for key in keys.split():
                await pilot.press(key if len(key) > 1 or key.isalnum() else "plus")
                await pilot.pause()
                assert len(app.screen_stack) == 1, key
            assert INSTEAD[state] in shown(app), view
            if view == "meeting":
                assert "n: kall inn" not in shown(app)
            if view == "agreement":
                assert "begynner på" not in shown(app)
    assert len(store.case_events("tonje")) == (0 if event is None else 1)


@pytest.mark.parametrize("state", ENDS)
@pytest.mark.parametrize(
    ("view", "item", "keys"),
    [
        ("agreement", "", "enter plus S t o b B y"),
        ("agreement", "part:p3", "g x enter"),
        ("agreement", "part:p1", "v f"),
        ("meeting", "", "v"),
        ("form", "ark", "enter v o d"),
    ],
)
async def test_in_a_case_that_is_closed_or_elsewhere_nothing_is_asked_that_would_be_refused(
    state: State, view: str, item: str, keys: str, tmp_path: Path
) -> None:
    store = ended(tmp_path / S, state)
    before = len(store.case_events("tonje"))
    async with program(tmp_path / S) as (app, pilot):
        app.view().post_message(ViewWanted(view, student="tonje", item="" if ":" in item else item))
        await until(lambda: view == app.view().NAME)
        await pilot.pause()
        if ":" in item:
            app.view().listed.move_to(item)  # type: ignore[attr-defined]
        for key in keys.split():
            app.say("")
            await pilot.press(key)
            await seen(app, INSTEAD[state])
            assert len(app.screen_stack) == 1, key
    assert len(store.case_events("tonje")) == before


async def test_a_closed_case_is_met_about_to_follow_it_up_and_for_nothing_else(tmp_path: Path) -> None:
    ended(tmp_path / S, State.CLOSED)
    async with program(tmp_path / S) as (app, pilot):
        app.view().post_message(ViewWanted("meeting", student="tonje"))
        await seen(app, "10:00")
        await pilot.press("n")
        screen = await seen(app, "Kall inn til møte: Tonje Aas")
        kinds = screen.partition("hva slags møte")[2].partition("dag *")[0]
        assert "1 [Oppfølgingsmøte]" in kinds
        assert "2 " not in kinds


async def test_what_an_agreement_must_be_first_is_said_before_it_is_asked(tmp_path: Path) -> None:
    an_agreement(decided(tmp_path / S), Goal("Trives"))
    async with program(tmp_path / S) as (app, pilot):
        app.view().post_message(ViewWanted("agreement", student="tonje"))
        await seen(app, "Trives")
        await pilot.press("t")
        await seen(app, "Avtalen er ikke underskrevet. Skriv under først.")
        await pilot.press("o")
        await seen(app, "Tiltakene er ikke satt i gang. Gjør det først.")
        assert len(app.screen_stack) == 1


async def test_where_the_case_is_closed_while_the_way_is_asked_for_nothing_follows_but_why(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press("slash", *"tonje", "enter", "s")
        await seen(app, "åpen, kartlegges")
        await pilot.press("n", "w")
        await seen(app, "B2:")
        told(store, ENDS[State.CLOSED])
        await pilot.press("4", "ctrl+s")
        await seen(app, "Det går ikke nå: veien videre. Saken står som «avsluttet».")
        assert "Henvisning til PPS: Tonje Aas" not in shown(app)
        assert len(app.screen_stack) == 2
        assert replay("tonje", store.case_events("tonje")).state is State.CLOSED
