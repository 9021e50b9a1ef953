"""Words that stand half typed in a question when the line is cut: they are found again, and stand for nothing more.

The rule of this file: what counts is what another reader of the folder finds.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from rules.case.events import AgreementStarted, CaseEvent, MeetingKind, MeetingSet, NoteWritten
from rules.follow_up import Section
from store.door import Store
from tests.ssh.terminal import Seat
from tests.tui.case_school import NOW, decided, told
from tests.tui.journey import program, seen, shown, until
from tui import agreement_deeds, case_asks_partners, contact, decide, meeting_asks, signs_dialogs, team_asks
from tui.agreement_asked import Asked
from tui.agreement_parts import Hand, set_part
from tui.case_lines import ask_line
from tui.dialogs import Dialog
from tui.messages import HomeMessageWanted, ViewWanted
from tui.views import View

Opens = Callable[[View], object]


def at_the_meeting(ask: Callable[..., None]) -> Opens:
    """A question about Tonje's meeting."""
    return lambda view: ask(view, "tonje", view.overview.case_of("tonje").meetings[0])  # type: ignore[union-attr]


def plan_b(view: View) -> None:
    """A question about Tonje's agreement."""
    assert view.overview is not None
    agreement_deeds.plan_b(Hand(view, "tonje", view.overview.case_of("tonje").agreements[0]))


QUESTIONS: dict[str, tuple[Opens, str]] = {
    "contact": (lambda view: contact.log_contact(view, "tonje"), "words"),
    "decision": (lambda view: decide.decide(view, "tonje"), "reason"),
    "home's message": (lambda view: view.post_message(HomeMessageWanted("tonje", NOW.date())), "message-words"),
    "difficulty": (lambda view: signs_dialogs.note(view, "tonje", "difficulty"), "words"),
    "meeting held": (at_the_meeting(meeting_asks.held), "no_next"),
    "meeting off": (at_the_meeting(meeting_asks.cancel), "words"),
    "agenda": (at_the_meeting(meeting_asks.add_item), "words"),
    "consent": (lambda view: ask_line(view, "tonje", case_asks_partners.CONSENT), "words"),
    "team's verdict": (lambda view: team_asks.not_worrying(view, "tonje"), "reason"),
    "task": (lambda view: team_asks.give_task(view, "tonje"), "words"),
    "plan b": (plan_b, "words"),
}


@pytest.mark.parametrize(("opens", "field"), QUESTIONS.values(), ids=tuple(QUESTIONS))
async def test_words_in_any_question_about_a_student_are_a_note_when_the_session_ends(
    tmp_path: Path, opens: Opens, field: str
) -> None:
    store = with_a_meeting(tmp_path)
    before = store.case_events("tonje")
    async with program(tmp_path) as (app, pilot):
        app.view().post_message(ViewWanted("case", student="tonje"))
        await seen(app, "Tonje Aas")
        opens(app.view())
        await until(lambda: isinstance(app.screen, Dialog), lambda: shown(app))
        await pilot.pause()
        app.screen.query(Input).filter(f"#ask-{field}, #{field}").first(Input).value = "Mor sier at [b] hun"
        app.end(0)
        await until(lambda: not app.is_running, lambda: shown(app))

    (note,) = after(store, before)
    assert isinstance(note, NoteWritten)
    assert note.words.startswith("Skrevet halvt da økten ble brutt (")
    assert note.words.endswith("): Mor sier at [b] hun")


async def test_a_question_that_nobody_typed_in_leaves_nothing_nor_does_one_that_was_put_away(tmp_path: Path) -> None:
    store = with_a_meeting(tmp_path)
    before = store.case_events("tonje")
    async with program(tmp_path) as (app, pilot):
        app.view().post_message(ViewWanted("case", student="tonje"))
        await seen(app, "Tonje Aas")
        contact.log_contact(app.view(), "tonje")
        await until(lambda: isinstance(app.screen, Dialog), lambda: shown(app))
        await pilot.pause()
        app.screen.query_one("#ask-words", Input).value = "angret"
        await pilot.press("escape")
        await until(lambda: not isinstance(app.screen, Dialog), lambda: shown(app))
        decide.decide(app.view(), "tonje")
        await until(lambda: isinstance(app.screen, Dialog), lambda: shown(app))
        await pilot.pause()
        app.end(0)
        await until(lambda: not app.is_running, lambda: shown(app))

    assert after(store, before) == ()


async def test_a_choice_alone_is_no_part_of_an_agreement_when_the_session_ends(tmp_path: Path) -> None:
    store = with_a_meeting(tmp_path)
    before = store.case_events("tonje")
    async with program(tmp_path) as (app, pilot):
        app.view().post_message(ViewWanted("case", student="tonje"))
        await seen(app, "Tonje Aas")
        seen_now = app.view().overview
        assert seen_now is not None
        hand = Hand(app.view(), "tonje", seen_now.case_of("tonje").agreements[0])
        set_part(hand, Asked(seen_now, "tonje", hand.agreement, Section(id="own", heading="", part="measure")), None)
        await until(lambda: isinstance(app.screen, Dialog), lambda: shown(app))
        await pilot.pause()
        await pilot.press("down", "down")
        app.end(0)
        await until(lambda: not app.is_running, lambda: shown(app))

    assert after(store, before) == ()


def test_a_real_terminal_that_is_hung_up_while_the_home_tells_keeps_what_was_typed(tmp_path: Path) -> None:
    store = with_a_meeting(tmp_path)
    before = store.case_events("tonje")
    now = (NOW + timedelta(minutes=1)).isoformat()
    seat = Seat([sys.executable, "-m", "tui.command_line", "--data", str(tmp_path), "--now", now, "--lang", "nb"])
    try:
        seat.sees("[2 Elever]", "Tonje Aas", "q avslutt")
        seat.press("/", "tonje", "\r", "k")
        seat.sees("Kontakt med hjemmet")
        seat.press("\r", "\r", "vil ikke ut av senga")
        seat.sees("vil ikke ut av senga")
        os.kill(seat.process.pid, signal.SIGHUP)
        seat.left()
    finally:
        seat.close()

    assert [event.words for event in after(store, before) if isinstance(event, NoteWritten)] == [
        "Skrevet halvt da økten ble brutt (Kontakt med hjemmet: Tonje Aas): vil ikke ut av senga"
    ]


def with_a_meeting(folder: Path) -> Store:
    """Her absence is worrying, a meeting is called, an agreement is begun."""
    store = decided(folder)
    on = NOW.date() + timedelta(days=1)
    call = MeetingSet(by="", at=NOW, meeting="m1", sort=MeetingKind.FIRST, on=on, time="14:00", agenda=("Informasjon",))
    told(store, call, AgreementStarted(by="", at=NOW, agreement="a1"))
    return store


def after(store: Store, before: tuple[CaseEvent, ...]) -> tuple[CaseEvent, ...]:
    """What another reader finds more than before."""
    return Store(store.folder).case_events("tonje")[len(before) :]
