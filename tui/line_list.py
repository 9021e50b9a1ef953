"""The one widget that shows rows: lists, grids, strips, the year's picture.

How it is used::

    students = LineList([Column("name", _("Navn"), 24, grow=True), Column("strip", "", 20, leaves=2)], id="students")
    students.replace([Row(student.id, (student.name, "··xx·")) …])      # any number of rows, any time
    students.update_rows([Row(student.id, …)])                          # the rows that changed, by key
    students.move_to(key)                                               # or move_to(key, column_key) in a grid
    students.key, students.column, students.row                         # where the cursor stands (None when empty)

    def on_line_list_moved(self, event: LineList.Moved): event.key, event.column, event.list
    def on_line_list_chosen(self, event: LineList.Chosen): …            # Enter

``LineList(columns, grid=True)`` gives a cursor that moves by cell over the columns with ``reach=True`` and passes
cells that are None. ``replace`` and ``update_rows`` repaint only the cells that differ; the cursor stays on its
row (by key) and that row stays on its line of the screen while others come, go or move. Columns leave by
``Column.leaves`` where the width is too small. ``empty`` is shown when there are no rows; ``lit`` keeps the
cursor's line lit while the keys are elsewhere.
Cells are ``str`` or tuples of ``(text, Ink)``; nothing in them is ever markup.

The rules of this file: rows are data that came from above; keys (rows of the table of actions) move the cursor
and post a message, nothing else; how rows are drawn is ``tui/line_sheet.py``'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.message import Message

from tui.action import LIST
from tui.actions import bindings
from tui.line_sheet import LineSheet
from tui.lines import Cell, Column, Ink, Part, Row

__all__ = ["Cell", "Column", "Ink", "LineList", "Part", "Row"]


class LineList(LineSheet, can_focus=True):
    """Rows of cells under a line of titles, with a cursor."""

    BINDINGS: ClassVar = bindings(LIST)

    class _Place(Message):
        def __init__(self, line_list: LineList) -> None:
            super().__init__()
            self.list = line_list
            self.key = line_list.key
            self.column = line_list.column

        @property
        def control(self) -> LineList:
            """The list it happened in."""
            return self.list

    class Moved(_Place):
        """The cursor stands on another row or cell."""

    class Chosen(_Place):
        """Enter was pressed on a row or cell."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row] = (),
        *,
        grid: bool = False,
        titles: bool = True,
        empty: str = "",
        lit: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, rows, grid=grid, titles=titles, empty=empty, lit=lit, id=id, classes=classes)
        self._told: tuple[str | None, str | None] = (None, None)

    # What it shows, and where the cursor stands.

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._index] if self._rows and not self._rows[self._index].heading else None

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self.row.key if self.row else None

    @property
    def index(self) -> int:
        """The number of the row under the cursor, from 0."""
        return self._index

    @property
    def column(self) -> str | None:
        """The key of the column under the cursor of a grid."""
        return self.columns[self._column].key if self.grid and self.columns else None

    def replace(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its row, and that row on its line, as far as there is one."""
        before, top, index = self._rows, self._top, self._index
        on_line = index - top
        key = self.key
        self._take(rows)
        self._index = self._landed(self._at.get(key or "", index))
        if index != self._index or len(before) != len(self._rows):
            self._scroll_to_line(self._index - on_line)
        self._stay_on_a_cell()
        self._keep_in_sight()
        if self._top != top or not before or not self._rows:
            self.refresh()
        else:
            self._repaint_differences(before)
            for row in {index, self._index} if index != self._index else ():
                self._repaint_row(row)
        self._tell()

    def update_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows in the places where their keys stand; unknown keys are passed over."""
        changed = list(self._rows)
        for row in rows:
            if row.key in self._at:
                changed[self._at[row.key]] = row
        self.replace(changed)

    def show_columns(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """Other columns, and the rows that go with them."""
        reached = self.column
        self.columns = tuple(columns)
        numbers = {column.key: n for n, column in enumerate(self.columns) if column.reach}
        self._column = numbers.get(reached or "", next(iter(numbers.values()), 0))
        self._places = (-1, ())
        self._drawn.clear()
        self.replace(rows)
        self.refresh()

    def move_to(self, key: str, column: str | None = None) -> bool:
        """Put the cursor on a row (and in a grid on a column); False if there is no such row."""
        if key not in self._at:
            return False
        numbers = [n for n, each in enumerate(self.columns) if each.key == column and each.reach]
        self._go(self._at[key], numbers[0] if numbers else self._column)
        return True

    # The world around it.

    def on_mount(self) -> None:
        """The first row is a place too."""
        self._index = self._landed(self._index)
        self._tell()
        self.watch(self.app, "theme", self.notify_style_update, init=False)

    def on_resize(self, _event: events.Resize) -> None:
        """The cursor stays in sight."""
        self._measure()
        self._keep_in_sight()
        if self.columns and self.grid:
            self._stay_on_a_cell()

    def on_focus(self) -> None:
        """The cursor shows where keys go."""
        self._repaint_row(self._index)

    def on_blur(self) -> None:
        """The cursor rests."""
        self._repaint_row(self._index)

    # Moving the cursor.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right are the view's in a list that is no grid."""
        del parameters
        return action != "sideways" or self.grid

    def _landed(self, index: int, step: int = 1) -> int:
        """The nearest row a cursor may stand on: first that way, then the other."""
        last = len(self._rows) - 1
        index = max(0, min(index, last))
        ways = (range(index, last + 1), range(index, -1, -1))
        for way in ways if step > 0 else ways[::-1]:
            for n in way:
                if 0 <= n <= last and not self._rows[n].heading:
                    return n
        return 0

    def _go(self, index: int, column: int, step: int = 1) -> None:
        was = self._index
        self._index, self._column = self._landed(index, step), column
        self._stay_on_a_cell()
        top = self._top
        self._keep_in_sight()
        if top == self._top:
            for row in {was, self._index}:
                self._repaint_row(row)
        self._tell()

    def _cells(self) -> list[int]:
        """The columns of the cursor's row that the cell cursor may stand on."""
        row = self.row
        if not self.grid or row is None:
            return []
        seen = [place.column for place in self._where()] or range(len(self.columns))
        return [n for n in seen if self.columns[n].reach and n < len(row.cells) and row.cells[n] is not None]

    def _stay_on_a_cell(self) -> None:
        cells = self._cells()
        if cells and self._column not in cells:
            self._column = min(cells, key=lambda n: abs(n - self._column))

    def _tell(self) -> None:
        place = (self.key, self.column)
        if place != self._told:
            self._told = place
            self.post_message(self.Moved(self))

    def action_move(self, rows: int) -> None:
        """Up or down."""
        self._go(self._index + rows, self._column, rows)

    def action_page(self, pages: int) -> None:
        """A screenful up or down."""
        rows = max(1, self._height - 1) * pages
        self._scroll_to_line(self._top + rows)
        self._go(self._index + rows, self._column, pages)

    def action_first(self) -> None:
        """To the first row."""
        self._go(0, self._column)

    def action_last(self) -> None:
        """To the last row."""
        self._go(len(self._rows) - 1, self._column, -1)

    def action_sideways(self, cells: int) -> None:
        """To the next cell of a grid."""
        row = self._cells()
        if self._column in row:
            self._go(self._index, row[max(0, min(row.index(self._column) + cells, len(row) - 1))])

    def action_choose(self) -> None:
        """Says which row or cell was chosen."""
        if self.row is not None:
            self.post_message(self.Chosen(self))
