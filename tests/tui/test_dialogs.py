"""Questions answer and do nothing; Esc is no answer; what somebody typed is letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui.stage import Stage, screen_text
from tui.dialogs import Confirm, Dialog, Pick, Prompt
from tui.help import Help, markdown, rows
from tui.line_list import Column, LineList, Row
from tui.palette import Palette

NOT_ANSWERED = object()
HOSTILE = "[@click=app.quit]x[/] [/b] 日本"


async def answer(dialog: Dialog[Any], *keys: str) -> object:
    app = Stage(LineList([Column("a", "", 9)], [Row("1", ("bak",))]))
    answers: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(dialog, answers.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    return answers[0] if answers else NOT_ANSWERED


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [(["j"], True), (["y"], True), (["n"], False), (["escape"], False), (["ctrl+g"], False), (["enter"], NOT_ANSWERED)],
)
async def test_yes_is_a_letter_and_never_enter(keys: list[str], wanted: object) -> None:
    assert await answer(Confirm("Slette?"), *keys) is wanted


async def test_one_of_several_is_picked_with_the_arrows() -> None:
    choices = [("a", "Per Hansen, 4B"), ("b", "Per Berg, 5A")]
    assert await answer(Pick("Hvilken Per?", choices), "down", "enter") == "b"
    assert await answer(Pick("Hvilken Per?", choices), "escape") is None


async def test_a_line_is_answered_with_enter_and_an_empty_one_is_no_answer() -> None:
    assert await answer(Prompt("Navn"), "K", "a", "r", "i", "enter") == "Kari"
    assert await answer(Prompt("Navn"), "enter") is None
    assert await answer(Prompt("Navn", empty=True), "enter") == ""
    assert await answer(Prompt("Navn", value="Kari"), "ctrl+g") is None


@pytest.mark.parametrize(
    "dialog", [Confirm(HOSTILE, because=HOSTILE), Pick(HOSTILE, [("a", HOSTILE)]), Prompt(HOSTILE)]
)
async def test_hostile_text_is_shown_and_the_view_behind_stays(dialog: Dialog[Any]) -> None:
    app = Stage(LineList([Column("a", "", 9)], [Row("1", ("bak",))]))
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(dialog)
        await pilot.pause()
        screen = screen_text(app)
        assert any(HOSTILE in line for line in screen)
        assert "bak" in screen[1]


async def test_the_palette_finds_by_words_and_answers_with_an_action() -> None:
    found = await answer(Palette("students"), *"angre", "escape")
    assert found is None
    assert [row.key for row in Palette("register").found("dagen SENDT")] == ["register.day-h"]
    chosen = await answer(Palette("register"), *"sendt", "space", *"dagen", "enter")
    assert getattr(chosen, "id", None) == "register.day-h"


async def test_the_palette_has_only_our_commands() -> None:
    words = " ".join(str(row.cells[0]) for row in Palette("students").found("")).casefold()
    assert "screenshot" not in words
    assert "maximize" not in words
    assert Palette("students").found("finnes ikke") == []


async def test_help_closes_with_the_keys_that_opened_it() -> None:
    for key in ("question_mark", "escape", "ctrl+g", "q"):
        assert await answer(Help("register"), key) is None


def test_help_has_a_line_for_every_action_that_holds() -> None:
    told = [row for row in rows("register") if not row.heading]
    assert len({row.key for row in told}) == len(told)
    assert any("syk" in str(row.cells[1]) for row in told)


def test_the_page_of_keys_has_every_group_once() -> None:
    page = markdown()
    assert page.count("## Overalt") == 1
    assert "| `?  F1` |" in page


def test_the_docs_have_the_keys_of_the_table() -> None:
    """If this fails: ``python -m tui.help > docs/keys.md``."""
    assert (Path(__file__).parents[2] / "docs" / "keys.md").read_text("utf-8") == markdown()
