"""The list keeps its place, repaints only what differs, and says where the cursor went."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.geometry import Region

from tests.tui.stage import Stage, screen_text
from tui.line_list import Column, Ink, LineList, Row

NAMES = (Column("name", "Navn", 10, grow=True), Column("days", "Dager", 6, align="right"))


def students(*keys: int, days: int = 0) -> list[Row]:
    return [Row(str(key), (f"Elev {key}", str(days))) for key in keys]


def names(app: Stage) -> list[str]:
    return [line[1:8].strip() for line in screen_text(app)[1:]]


class Watching(Stage):
    """Keeps what the list says."""

    def __init__(self, *widgets: LineList) -> None:
        super().__init__(*widgets)
        self.heard: list[tuple[str, str | None, str | None]] = []

    @on(LineList.Moved)
    @on(LineList.Chosen)
    def _hear(self, event: LineList.Moved | LineList.Chosen) -> None:
        self.heard.append((type(event).__name__, event.key, event.column))


async def test_keys_move_the_cursor_and_enter_chooses() -> None:
    a_list = LineList(NAMES, students(1, 2, 3))
    app = Watching(a_list)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "down", "down", "up", "enter")
        await pilot.pause()
        assert app.heard[0] == ("Moved", "1", None)
        assert app.heard[1:] == [
            ("Moved", "2", None),
            ("Moved", "3", None),
            ("Moved", "2", None),
            ("Chosen", "2", None),
        ]


async def test_an_empty_list_says_so_and_no_key_harms_it() -> None:
    a_list = LineList(NAMES, empty="Ingen elever")
    app = Watching(a_list)
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press("down", "pagedown", "home", "end", "enter", "left")
        assert screen_text(app)[1].strip() == "Ingen elever"
        assert (a_list.key, a_list.row, app.heard) == (None, None, [])


async def test_what_an_empty_list_says_is_read_whole_in_a_narrow_window() -> None:
    said = "Ingen åpne saker. En sak åpnes når noen vurderer fraværet som bekymringsfullt."
    app = Stage(LineList(NAMES, empty=said))
    async with app.run_test(size=(30, 8)):
        assert " ".join(" ".join(line.split()) for line in screen_text(app)[1:5]).strip() == said


async def test_the_row_under_the_cursor_stays_on_its_line_while_others_come_and_go() -> None:
    a_list = LineList(NAMES, students(*range(100)))
    app = Stage(a_list)
    async with app.run_test(size=(40, 11)) as pilot:
        a_list.move_to("50")
        await pilot.press("up", "up")
        await pilot.pause()
        line = names(app).index("Elev 48")
        a_list.replace(students(*range(200, 207), *range(10, 100)))
        await pilot.pause()
        assert (a_list.key, names(app).index("Elev 48")) == ("48", line)


async def test_the_place_is_kept_when_the_row_under_the_cursor_goes() -> None:
    a_list = LineList(NAMES, students(1, 2, 3, 4))
    app = Watching(a_list)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down")
        a_list.replace(students(1, 3, 4))
        await pilot.pause()
        assert a_list.key == "3"
        assert app.heard[-1] == ("Moved", "3", None)
        a_list.replace([])
        a_list.replace(students(7))
        assert a_list.key == "7"


async def test_a_shrunken_list_is_not_left_scrolled_past_its_end() -> None:
    a_list = LineList(NAMES, students(*range(100)))
    app = Stage(a_list)
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.press("end")
        a_list.replace(students(*range(12)))
        await pilot.pause()
        assert names(app)[-1] == "Elev 11"
        a_list.replace(students(1, 2))
        await pilot.pause()
        assert names(app)[:3] == ["Elev 1", "Elev 2", ""]


async def test_only_the_cells_that_differ_are_painted_again() -> None:
    a_list = LineList(NAMES, students(1, 2, 3))
    async with Stage(a_list).run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        painted: list[Sequence[object]] = []
        a_list.refresh = lambda *regions, **_: painted.append(regions)  # type: ignore[method-assign,assignment]
        a_list.update_rows([*students(2, days=5), *students(99)])
        assert painted == [(Region(34, 2, 6, 1),)]


async def test_headings_are_passed_over() -> None:
    rows = [Row("h", ("Flagget",), heading=True), *students(1), Row("i", ("Andre",), heading=True), *students(2)]
    a_list = LineList(NAMES, rows)
    async with Stage(a_list).run_test(size=(40, 10)) as pilot:
        a_list.replace(rows)
        assert a_list.key == "1"
        await pilot.press("down")
        assert a_list.key == "2"
        await pilot.press("up", "up")
        assert a_list.key == "1"


def month(key: str, *days: str | None) -> Row:
    return Row(key, (key, *days))


async def test_a_grids_cursor_passes_cells_that_are_not_there() -> None:
    columns = (Column("month", "", 5), *(Column(str(n), str(n), 2, reach=True, gap=0) for n in (1, 2, 3)))
    grid = LineList(columns, [month("aug", "x", None, "x"), month("sep", None, "·", None)], grid=True)
    async with Stage(grid).run_test(size=(40, 10)) as pilot:
        assert (grid.key, grid.column) == ("aug", "1")
        await pilot.press("right")
        assert grid.column == "3"
        await pilot.press("right", "down")
        assert (grid.key, grid.column) == ("sep", "2")
        assert grid.move_to("aug", "1")
        assert (grid.key, grid.column) == ("aug", "1")
        assert not grid.move_to("jul")


async def test_the_cursor_stays_in_sight_when_the_terminal_shrinks() -> None:
    a_list = LineList(NAMES, students(*range(30)))
    app = Stage(a_list)
    async with app.run_test(size=(40, 25)) as pilot:
        a_list.move_to("20")
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert "Elev 20" in names(app)


async def test_typed_text_is_shown_letter_for_letter() -> None:
    hostile = "[@click=app.quit]x[/] [/b]"
    a_list = LineList(NAMES, [Row("1", (hostile, (("[/]", Ink.STRONG),)))])
    app = Stage(a_list)
    async with app.run_test(size=(60, 5)):
        assert hostile in screen_text(app)[1]
        assert "[/]" in screen_text(app)[1]
