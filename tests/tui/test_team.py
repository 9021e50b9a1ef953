"""Møte: the weekly team meeting, pupil by pupil; what is written is on disk at once."""

from __future__ import annotations

from pathlib import Path

from rules.case.events import LeaderReviewed, NoteWritten, TeamMet, WeeklyChecked
from store.door import Store
from tests.tui.journey import away, line_with, on_disk, program, seen, shown, typed, until
from tests.tui.small_school import FRIDAY, NOW, school
from tests.tui.staffed_school import HOSTILE, staffed
from tests.tui.test_cases import worrying
from tui.team import TeamView

YEAR = "2026-27"


async def test_the_agenda_is_the_flags_nobody_answered_then_the_cases_each_pupil_once(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    for student in ("ola", "birk"):
        away(store, student, 8)
    worrying(store, "aase")
    away(store, "jens", 8)  # in another team
    async with program(tmp_path) as (app, pilot):
        await pilot.press("5")
        text = await seen(app, "4B · 3 på saklista")
        assert text.index("Birk") < text.index("Ola Nordli") < text.index("Åse Ødegård")
        assert "ubesvart flagg" in line_with(app, "Ola Nordli")
        assert "ny sak" in line_with(app, "Åse Ødegård")
        assert "åpen" in line_with(app, "Åse Ødegård")
        assert "Jens" not in text


async def test_a_decision_in_the_meeting_stands_in_the_case_and_the_pupil_is_ticked(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    away(store, "ola", 8)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("5")
        await seen(app, "4B · 1 på saklista")
        await pilot.press("v", "1", *"ingen svarer", "enter", "enter")
        await seen(app, "ny sak")
        assert line_with(app, "Ola Nordli").startswith("▌✓")
        await pilot.press("d")
        await seen(app, "✓ Ola Nordli")
        await pilot.press(*"ring PPS", "enter")
        await seen(app, "Møtet er notert: 4B.")
        await seen(app, "Referat: ring PPS")

    (met,) = store.school_events(YEAR)
    assert isinstance(met, TeamMet)
    assert (met.team, met.on, met.students, met.words) == ("4B", FRIDAY, ("ola",), "ring PPS")


async def test_a_line_about_a_pupil_stands_in_the_pupils_case_and_one_about_the_meeting_in_its_minutes(
    tmp_path: Path,
) -> None:
    store = staffed(tmp_path)
    away(store, "ola", 8)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("5")
        await seen(app, "4B · 1 på saklista")
        await pilot.press("r")
        await seen(app, "Referatlinje om Ola Nordli")
        await typed(app, pilot, HOSTILE)
        await until(lambda: HOSTILE in shown(app), lambda: shown(app))
        await pilot.press("n", *"felles", "enter")
        await seen(app, "Referat: felles")

    (note,) = store.case_events("ola")
    assert isinstance(note, NoteWritten)
    assert note.words == f"Teammøte 4B: {HOSTILE}"
    assert [event.words for event in store.school_events(YEAR) if isinstance(event, TeamMet)] == ["felles"]


async def test_the_weekly_check_and_the_leaders_review_are_ticks_with_a_line(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("5")
        await seen(app, "4B · 0 på saklista")
        await pilot.press("U", *"to ga ikke beskjed", "enter")
        await seen(app, "Ukesjekken av 4B er notert.")
        await pilot.press("g", "enter", *"roligere", "enter")
        await seen(app, "Gjennomgangen er notert.")

    check, review = store.school_events(YEAR)
    assert isinstance(check, WeeklyChecked)
    assert (check.school_class, check.words, check.week_of.weekday()) == ("4B", "to ga ikke beskjed", 0)
    assert isinstance(review, LeaderReviewed)


async def test_another_team_is_a_key_away_and_a_class_can_be_typed(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    away(store, "jens", 8)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("5", "full_stop")
        await seen(app, "5A · 1 på saklista")
        await pilot.press("c", *"4b", "enter")
        await seen(app, "4B · 0 på saklista")
        await pilot.press("comma")
        await seen(app, "alle klasser · 1 på saklista")


async def test_a_meeting_of_an_empty_school_can_be_held(tmp_path: Path) -> None:
    store: Store = on_disk(tmp_path, school(()))
    async with program(tmp_path) as (app, pilot):
        await pilot.press("5")
        await seen(app, "Det er ingen på saklista.")
        await pilot.press("enter", "v", "k", "s", "r")
        assert isinstance(app.view(), TeamView)
        await pilot.press("d", "ctrl+s")
        await seen(app, "Møtet er notert")

    assert len(store.school_events(YEAR)) == 1
    assert NOW.date() == FRIDAY
