"""Keys that come in one packet do what they would have done one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.case.events import AnswerKind, Goal, Part
from rules.case.replay import replay
from store.door import Store
from tests.tui.case_school import decided
from tests.tui.journey import at_once, down_to, on_disk, program, seen, shown, until
from tests.tui.test_form import QUESTIONS, answers, mapped, opened
from tui.line_list import LineList
from tui.messages import ViewWanted

CASE = ("slash", *"tonje", "enter", "s")


async def test_what_is_typed_right_after_enter_is_the_answer_and_no_key_of_the_list(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await opened(app, pilot)
        at_once(app, "enter", *"halvt", "space", *"sv", "tab", *"venner", "escape", "2")
        await until(lambda: len(answers(store)) == 2, lambda: shown(app))

    assert [answers(store)[each].text for each in QUESTIONS[:2]] == ["halvt sv", "venner"]
    assert {each.answer for each in answers(store).values()} == {AnswerKind.ANSWERED}


async def test_what_is_typed_while_the_form_is_opened_is_the_answer_too(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        app.view().post_message(ViewWanted("case", student="tonje"))
        await seen(app, "Elevens skjema")
        await down_to(app, pilot, "Elevens skjema")
        at_once(app, "enter", "enter", *"halvt", "space", *"sv", "escape")
        await until(lambda: bool(answers(store)), lambda: shown(app))

    assert [(each.text, each.answer) for each in answers(store).values()] == [("halvt sv", AnswerKind.ANSWERED)]


async def test_a_pupil_is_found_and_absence_written_in_one_go(tmp_path: Path) -> None:
    store = on_disk(tmp_path)
    async with program(tmp_path) as (app, _pilot):
        at_once(app, "slash", *"tonje", "enter", "enter")
        await seen(app, "Tonje Aas · 4B")
        at_once(app, "i", *"tonje", "space", *"syk", "enter")
        await until(lambda: bool(noted(store)), lambda: shown(app))

    assert noted(store) == [("kari", "illness")]


async def test_the_answers_of_a_dialog_come_in_the_order_they_were_typed(tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path) as (app, _pilot):
        at_once(app, "3", "k", *"5a", "enter")
        text = await seen(app, "5A")

    assert "Ingen klasse" not in text


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        ((*CASE, "n", "n", *"ringer i morgen"), "ringer i morgen"),
        ((*CASE, "a", "s", "e", "s", "b", "escape", "m", "s", "h"), "Hjemmet forteller om vansker"),
    ],
)
async def test_each_key_lands_where_the_one_before_it_led(keys: tuple[str, ...], there: str, tmp_path: Path) -> None:
    decided(tmp_path)
    async with program(tmp_path) as (app, _pilot):
        await seen(app, "Tonje Aas")
        at_once(app, *keys)
        await seen(app, there)


async def test_what_is_asked_in_one_breath_is_told(tmp_path: Path) -> None:
    store = decided(tmp_path)
    async with program(tmp_path) as (app, _pilot):
        await seen(app, "Tonje Aas")
        at_once(app, *CASE, "k", "1", "1", *"gråt i dag", "ctrl+s", "a", "enter", *"Trives", "enter")
        await until(lambda: len(store.case_events("tonje")) >= 5, lambda: shown(app))
    assert [event.words for event in store.case_events("tonje") if hasattr(event, "words")][-1] == "gråt i dag"
    assert [event.part.text for event in store.case_events("tonje") if hasattr(event, "part")] == ["Trives"]


async def test_what_stays_busy_holds_nobody_up_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk(tmp_path)
    monkeypatch.setattr(LineList, "message_queue_size", property(lambda _list: 1))
    async with program(tmp_path) as (app, _pilot):
        at_once(app, "question_mark", "escape", "3")
        await until(lambda: app.view().NAME == "register", lambda: shown(app))


def noted(store: Store) -> list[tuple[str, str]]:
    attendance = Store(store.folder).attendance_of("tonje", "2026-27")
    return [(mark.by, mark.reason.value) for day in attendance.days for mark in day.marks]


def parts_of(store: Store) -> list[Part]:
    """Those of the newest agreement."""
    agreements = replay("tonje", store.case_events("tonje")).agreements
    return [held.part for held in agreements[-1].parts] if agreements else []


async def test_two_parts_written_in_one_breath_begin_one_agreement(tmp_path: Path) -> None:
    store = decided(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press(*CASE)
        await seen(app, "Tonje Aas · 4B · »")
        await pilot.press("a")
        await seen(app, "ingen samarbeidsavtale ennå")
        at_once(app, "enter", *"trives", "enter", "plus", *"hele", "space", *"dagen", "enter")
        await until(lambda: len(parts_of(store)) == 2, lambda: shown(app))

    assert parts_of(store) == [Goal("trives"), Goal("hele dagen")]


async def test_a_part_that_is_changed_twice_in_one_breath_knows_its_own_change(tmp_path: Path) -> None:
    store = decided(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press(*CASE)
        await seen(app, "Tonje Aas · 4B · »")
        await pilot.press("a")
        await seen(app, "ingen samarbeidsavtale ennå")
        at_once(app, "enter", *"mål", "enter", "enter", *" en", "enter", "enter", *" to", "enter")
        await until(lambda: parts_of(store) == [Goal("mål en to")], lambda: shown(app))

    (agreement,) = replay("tonje", store.case_events("tonje")).agreements
    assert [held.beside for held in agreement.parts] == [()]
