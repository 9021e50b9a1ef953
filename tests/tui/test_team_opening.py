"""A team's meeting is opened while the program still finds out what there is to do: no key lands anywhere else."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from rules.case.events import TeamKind, TeamOpened
from tests.tui.journey import at_once, program, seen, shown, until
from tests.tui.small_school import FRIDAY, NOW
from tests.tui.test_team_meeting import YEAR, grade_team, held
from tui import in_turn
from tui.session import Session
from tui.todo import Todo


@pytest.fixture(name="slow")
def _slow(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """What there is to do is not worked out before this is set."""
    known, reckon = asyncio.Event(), Session.todo

    async def later(session: Session) -> Todo:
        found = await reckon(session)
        await known.wait()
        return found

    monkeypatch.setattr(Session, "todo", later)
    return known


async def test_what_is_pressed_while_the_meeting_opens_is_answered_in_its_question(
    tmp_path: Path, slow: asyncio.Event
) -> None:
    store = grade_team(tmp_path / "skole", 3)
    async with program(tmp_path / "skole", user="lise") as (app, _pilot):
        at_once(app, "m", "1", "ctrl+s", "enter", "h", "enter")
        await until(lambda: app.view().NAME == "team", lambda: shown(app))
        slow.set()
        await seen(app, " 2 av 3 · Trinnmøte")

    (meeting,) = held(store)
    assert meeting.opened.sort is TeamKind.GRADE
    assert [place.talked for place in meeting.places] == [True, False, False]


async def test_the_pupil_one_stood_at_is_the_one_an_extended_meeting_is_about(
    tmp_path: Path, slow: asyncio.Event
) -> None:
    store = grade_team(tmp_path / "skole", 4, there=("dag",))
    async with program(tmp_path / "skole", user="kari") as (app, _pilot):
        at_once(app, "slash", *"dag", "enter", "m")
        await until(lambda: app.view().NAME == "team", lambda: shown(app))
        slow.set()
        await seen(app, "Utvidet ressursteam gjelder én elev: Dag Berg.")
        at_once(app, "2", "ctrl+s")
        await seen(app, "Utvidet ressursteam: Dag Berg")

    assert [meeting.opened.students for meeting in held(store)] == [("dag",)]


async def test_a_meeting_that_was_not_waited_for_asks_nothing_later(
    tmp_path: Path, slow: asyncio.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_turn, "UNTIL_TOLD", 0.1)
    grade_team(tmp_path / "skole", 2)
    async with program(tmp_path / "skole", user="lise") as (app, pilot):
        at_once(app, "m", "2")
        await until(lambda: app.view().NAME == "team", lambda: shown(app))
        await until(lambda: app.view().NAME == "students", lambda: shown(app))
        slow.set()
        await until(lambda: app.todo is not None)
        await pilot.press("5")
        await seen(app, "m åpner møtet")
        assert "Åpne møte" not in shown(app)


async def test_a_question_that_came_back_opens_the_meeting_and_shows_it_wherever_one_is(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 2)
    async with program(tmp_path / "skole", user="lise") as (app, pilot):
        await pilot.press("m")
        await seen(app, "Åpne møte")
        app._looking.pause()  # it is opened between two looks
        opened = TeamOpened(by="", at=NOW, meeting="m", sort=TeamKind.GRADE, on=FRIDAY, team="8. trinn",
                            classes=("8A", "8B"))  # fmt: skip
        store.tell_school(YEAR, [opened], "kari", NOW)
        await pilot.press("1", "enter", "2", "ctrl+s")
        await seen(app, "kari har allerede åpnet møtet")
        app._looking.resume()
        app.enter("students")
        await pilot.press("up", "2", "ctrl+s")
        text = await seen(app, "Ledermøte · 8. trinn")

    assert "0 av 2 drøftet" in text
    assert "▌" in next(line for line in text.splitlines() if "Bo Berg" in line)
    assert [meeting.opened.sort for meeting in held(store)] == [TeamKind.GRADE, TeamKind.LEADERS]
