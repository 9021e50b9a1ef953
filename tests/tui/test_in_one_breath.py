"""Keys in one breath, as a fast hand or a slow line sends them: each does its work where the one before it led.

The rule of this file: the keys stand in the program's queue before the first of them is looked at.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from tests.tui.case_school import decided
from tests.tui.journey import program, seen, shown, until
from tui.app import TilstedeApp

CASE = ("slash", *"tonje", "enter", "s")


def rush(app: TilstedeApp, *keys: str) -> None:
    """All of them at once."""
    for key in keys:
        letter = key if len(key) == 1 else None
        app.post_message(events.Key(_character_to_key(key) if letter else key, letter))


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
        rush(app, *keys)
        await seen(app, there)


async def test_what_is_asked_in_one_breath_is_told(tmp_path: Path) -> None:
    store = decided(tmp_path)
    async with program(tmp_path) as (app, _pilot):
        await seen(app, "Tonje Aas")
        rush(app, *CASE, "k", "1", "1", *"gråt i dag", "ctrl+s", "a", "enter", *"Trives", "enter")
        await until(lambda: len(store.case_events("tonje")) >= 5, lambda: shown(app))
    assert [event.words for event in store.case_events("tonje") if hasattr(event, "words")][-1] == "gråt i dag"
    assert [event.part.text for event in store.case_events("tonje") if hasattr(event, "part")] == ["Trives"]
