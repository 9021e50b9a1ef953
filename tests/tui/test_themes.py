"""Colours are xterm's own, readable on every ground they stand on, and never the only sign."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color, ColorSystem

from tests.tui.journey import on_disk, program
from tui import themes
from tui.inks import looks
from tui.lines import Ink

COLOURED = (themes.DARK, themes.LIGHT)


def exact(colour: str) -> bool:
    """Does a terminal of 256 colours show just this colour?"""
    asked = Color.parse(colour)
    shown = asked.downgrade(ColorSystem.EIGHT_BIT)
    return shown.number is not None and shown.number >= 16 and shown.get_truecolor() == asked.get_truecolor()


def luminance(colour: str) -> float:
    """How light a colour is, as WCAG counts it."""
    parts = [part / 255 for part in Color.parse(colour).get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", themes.NAMES)
def test_every_colour_is_exactly_one_of_xterms(name: str) -> None:
    colours = {key: value for key, value in themes.variables(name).items() if value.startswith("#")}
    assert [key for key, colour in colours.items() if not exact(colour)] == []


@pytest.mark.parametrize("name", COLOURED)
@pytest.mark.parametrize("ground", ["background", "bar", "line-cursor", "line-resting"])
@pytest.mark.parametrize("ink", Ink)
def test_every_ink_can_be_read_on_every_ground(name: str, ground: str, ink: Ink) -> None:
    own = themes.variables(name)
    theme = next(each for each in themes.themes() if each.name == name)
    under = theme.background or "" if ground == "background" else own[ground]
    light, dark = sorted((luminance(under), luminance(own[f"ink-{ink}"])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3.5


def test_monochrome_marks_by_reverse_and_weight_alone() -> None:
    look = looks(themes.MONOCHROME)
    assert {style.color for style in look.inks.values()} == {None}
    assert (look.cursor.reverse, look.cell.reverse, look.inks[Ink.STRONG].bold) == (True, True, True)


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"TERM": "xterm-256color"}, themes.DARK),
        ({"NO_COLOR": "1", "TERM": "xterm-256color"}, themes.MONOCHROME),
        ({"NO_COLOR": "", "TERM": "xterm-256color"}, themes.DARK),
        ({"TERM": "vt220"}, themes.MONOCHROME),
        ({"COLORFGBG": "0;15"}, themes.LIGHT),
    ],
)
def test_the_environment_says_which_theme(environ: dict[str, str], wanted: str) -> None:
    assert themes.preferred(environ) == wanted


@pytest.mark.parametrize("name", themes.NAMES)
async def test_nothing_on_the_screen_is_a_mixed_colour(name: str, tmp_path: Path) -> None:
    on_disk(tmp_path)
    async with program(tmp_path) as (app, pilot):
        app.theme = name
        for keys in (["colon"], ["x"], ["escape", "question_mark"], ["escape", "i", "t"], ["escape", "slash"], ["4"]):
            await pilot.press(*keys)
            await pilot.pause()
            styles = {segment.style for strip in app.screen._compositor.render_strips() for segment in strip}
            colours = {part for style in styles if style for part in (style.color, style.bgcolor) if part}
            assert [str(colour) for colour in colours if not exact(colour.name)] == [], keys
