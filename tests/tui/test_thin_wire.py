"""Thin wire and Textual's own way show the same screen, whatever is done, typed, or done to the terminal."""

from __future__ import annotations

import random
from pathlib import Path

import pyte
import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

from tests.tui.journey import on_disk, program, until
from tests.tui.stage import Stage
from tui.dialogs import Confirm, Prompt
from tui.line_list import Column, Ink, LineList, Row
from tui.thin_wire import LARGEST, Shadow, ThinUpdate

WIDTH, HEIGHT = 50, 14
TYPED = [
    "Åse Ødegård",
    "[/b] Per",
    "日本語テキスト日本語テキスト",
    "e\u0301a\u0302 Noël",
    "👩\u200d👩 👍🏽",
    "אבג",
    "Kari",
    "",
]


class Terminal:
    """A terminal that shows what it is sent."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.screen.reset_mode(pyte.modes.DECAWM)  # as Textual sets it
        self.stream = pyte.Stream(self.screen)
        self.received = 0

    def send(self, text: str) -> None:
        self.received += len(text)
        # A real terminal's line feed leaves the column alone; Textual always moves after it.
        self.stream.feed(text)

    def cells(self) -> list[list[tuple[object, ...]]]:
        return [[_seen(self.screen.buffer[y][x]) for x in range(self.screen.columns)] for y in range(HEIGHT)]


def _seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    """What an eye sees: a blank has no letter's colour or weight."""
    if cell.data.strip() == "" and not cell.reverse and not cell.underscore:
        return ("", cell.bg)
    return (cell.data, cell.fg, cell.bg, cell.bold, cell.reverse, cell.underscore, cell.italics)


class Watched(Stage):
    """Sends every update both ways."""

    def __init__(self, *widgets: LineList) -> None:
        super().__init__(*widgets)
        self.wire = Console(color_system="256", force_terminal=True, legacy_windows=False)
        self.thick, self.thin = Terminal(), Terminal()
        self.shadow = Shadow(WIDTH, HEIGHT)
        self.updates = 0

    def _display(self, screen: Screen[object], renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate):
            self.updates += 1
            self.thick.send(renderable.render_segments(self.wire))
            assert isinstance(renderable, LayoutUpdate | ChopsUpdate)
            self.thin.send(ThinUpdate(renderable, self.shadow).render_segments(self.wire))
        super()._display(screen, renderable)  # type: ignore[arg-type]


def rows(chance: random.Random) -> list[Row]:
    inks = list(Ink)
    return [
        Row(
            str(n),
            (
                chance.choice(TYPED),
                ((chance.choice(TYPED), chance.choice(inks)), (" x", chance.choice(inks))),
                str(chance.randrange(100)),
            ),
        )
        for n in range(chance.randrange(30))
    ]


COLUMNS = (
    Column("name", "Navn", 12, grow=True),
    Column("more", "Mer", 11, reach=True),
    Column("n", "Tall", 4, align="right", reach=True),
)


@pytest.mark.parametrize("seed", range(4))
async def test_both_ways_show_the_same_screen_over_random_work(seed: int) -> None:
    chance = random.Random(seed)
    app = Watched(LineList(COLUMNS, grid=seed % 2 == 0))
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        for step in range(30):
            await _do_something(chance, app, pilot.press)
            await pilot.pause()
            assert app.thin.cells() == app.thick.cells(), f"seed {seed}, step {step}"
    assert app.updates > 15
    assert app.thin.received * 3 < app.thick.received


async def _do_something(chance: random.Random, app: Watched, press) -> None:  # type: ignore[no-untyped-def]
    a_list = app.screen_stack[0].query_one(LineList)
    match chance.randrange(8):
        case 0:
            a_list.replace(rows(chance))
        case 1 if a_list.rows:
            a_list.update_rows([_other(chance, a_list)])
        case 2 if len(app.screen_stack) == 1 and chance.random() < 0.5:
            await app.push_screen(Confirm("Slette 日本?"))
        case 2 if len(app.screen_stack) == 1:
            await app.push_screen(Prompt("Navn", value="日本"))
        case 3 if len(app.screen_stack) > 1:
            await press("escape")
        case 4:
            app.theme = chance.choice(["tilstede-dark", "tilstede-light", "tilstede-monochrome"])
        case _:
            await press(chance.choice(["up", "down", "left", "right", "pagedown", "pageup", "end", "x", "å", "日"]))


def _other(chance: random.Random, a_list: LineList) -> Row:
    row = chance.choice(a_list.rows)
    return Row(row.key, (chance.choice(TYPED), *row.cells[1:]))


# By hand: one line, one update at a time.

CONSOLE = Console(color_system="256", force_terminal=True, legacy_windows=False)
RED = Style.parse("#ff5f5f on #121212")


def sent(shadow: Shadow, text: str, style: Style = RED, y: int = 0) -> str:
    update = LayoutUpdate([[Strip([Segment(text, style)])]], Region(0, y, len(text), 1))
    return ThinUpdate(update, shadow).render_segments(CONSOLE)


def test_what_is_shown_already_is_not_sent() -> None:
    shadow = Shadow(10, 2)
    assert sent(shadow, "abc") == "\x1b[1;1H\x1b[0;38;5;203;48;5;233mabc\x1b[0m"
    assert sent(shadow, "abc") == ""
    assert sent(shadow, "abd") == "\x1b[1;3H\x1b[0;38;5;203;48;5;233md\x1b[0m"


def test_half_a_wide_letter_is_never_left() -> None:
    shadow, terminal = Shadow(6, 1), Terminal()
    for text in ("日本", "a日b", "ab日", "日 x"):
        terminal.send(sent(shadow, text))
        assert terminal.screen.display[0].rstrip() == text


def test_a_wide_letter_that_was_half_covered_is_drawn_again() -> None:
    shadow = Shadow(4, 1)
    assert "日" in sent(shadow, "日x")
    covered = ChopsUpdate([{0: None, 1: Strip([Segment("b", RED)])}], [(0, 1, 2)], [[1, 2]])
    ThinUpdate(covered, shadow).render_segments(CONSOLE)
    assert "日" in sent(shadow, "日x")


def test_after_a_wide_letter_the_cursor_is_put_where_it_should_be() -> None:
    assert sent(Shadow(6, 1), "日x").endswith("日\x1b[1;3Hx\x1b[0m")
    assert sent(Shadow(6, 1), "e\u0301x").endswith("e\u0301\x1b[1;2Hx\x1b[0m")


def test_a_piece_of_one_cell_at_the_edge_of_a_span_is_sent_and_its_neighbours_are_not() -> None:
    chops = [{0: Strip([Segment("ab", RED)]), 2: Strip([Segment("c", RED)]), 3: Strip([Segment("de", RED)])}]
    update = ChopsUpdate(chops, [(0, 2, 3)], [[2, 3, 5]])
    assert ThinUpdate(update, Shadow(5, 1)).render_segments(CONSOLE) == "\x1b[1;3H\x1b[0;38;5;203;48;5;233mc\x1b[0m"


def test_a_wide_letter_that_does_not_fit_is_not_sent() -> None:
    assert "日" not in sent(Shadow(3, 1), "ab日")


@pytest.mark.parametrize("typed", ["\x1b[2Jab", "a\x9b2Jb", "a\tb", "\u202eab"])
def test_nothing_typed_steers_the_terminal(typed: str) -> None:
    assert not set(sent(Shadow(20, 1), typed).replace("\x1b[", "")) & {"\x1b", "\x9b", "\t", "\u202e"}


def test_without_colours_only_weight_and_reverse_are_sent() -> None:
    update = LayoutUpdate([[Strip([Segment("abc", RED + Style(bold=True, reverse=True))])]], Region(0, 0, 3, 1))
    sent_bytes = ThinUpdate(update, Shadow(10, 1), colours=False).render_segments(CONSOLE)
    assert sent_bytes == "\x1b[1;1H\x1b[0;1;7mabc\x1b[0m"


def test_lines_below_the_shadow_are_left_alone() -> None:
    assert sent(Shadow(10, 1), "abc", y=5) == ""


async def test_a_terminal_that_says_it_is_huge_is_drawn_within_reason(tmp_path: Path) -> None:
    """Else anybody with a key could fill the machine's memory."""
    on_disk(tmp_path)
    async with program(tmp_path, size=(65535, 65535)) as (app, pilot):
        assert app.size == app.screen.size == LARGEST
        await pilot.resize_terminal(60000, 24)
        await until(lambda: app.screen.size == (LARGEST.width, 24))
