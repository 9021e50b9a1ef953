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
``Column.leaves`` where the width is too small. ``empty`` is shown when there are no rows.
Cells are ``str`` or tuples of ``(text, Ink)``; nothing in them is ever markup.

The rules of this file: rows are data that came from above; keys move the cursor and post a message, nothing else;
no scroll, no change of rows makes Textual lay out the screen again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.lines import Cell, Column, Ink, Part, Piece, Place, Row, drawn, fitted, header, places

__all__ = ["Cell", "Column", "Ink", "LineList", "Part", "Row"]

TITLES = Row("\ntitles", ())
KEPT = 2000  # drawn lines; more than anybody scrolls past, little memory


class LineList(ScrollView, can_focus=True):
    """Rows of cells under a line of titles, with a cursor."""

    BINDINGS: ClassVar = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("left", "sideways(-1)", show=False),
        Binding("right", "sideways(1)", show=False),
        Binding("pageup,ctrl+u", "page(-1)", show=False),
        Binding("pagedown,ctrl+d", "page(1)", show=False),
        Binding("home,ctrl+t", "first", show=False),
        Binding("end,ctrl+e", "last", show=False),
        Binding("enter", "choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar = {f"line-list--{name}" for name in (*Ink, "header", "cursor", "resting", "cell")}
    DEFAULT_CSS = """
    LineList { background: $background; color: $foreground; scrollbar-size: 0 0; overflow: hidden auto; }
    LineList > .line-list--header { color: $ink-muted; text-style: none; }
    LineList > .line-list--cursor { background: $line-cursor; text-style: $line-cursor-style; }
    LineList > .line-list--resting { background: $line-resting; }
    LineList > .line-list--cell { background: $line-cell; color: $line-cell-text; text-style: $line-cell-style; }
    LineList > .line-list--strong, LineList > .line-list--title { text-style: bold; }
    """ + "\n".join(f"LineList > .line-list--{ink} {{ color: $ink-{ink}; }}" for ink in Ink if ink is not Ink.PLAIN)

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
        id: str | None = None,  # noqa: A002 - Textual's name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.grid = grid
        self.titles = titles
        self.empty = empty
        self._rows: tuple[Row, ...] = ()
        self._at: dict[str, int] = {}
        self._index = 0
        self._column = next((n for n, column in enumerate(self.columns) if column.reach), 0)
        self._places: tuple[int, tuple[Place, ...]] = (-1, ())
        self._told: tuple[str | None, str | None] = (None, None)
        self._inks: dict[str, Style] = {}
        self._drawn: dict[str, tuple[Row, Strip]] = {}
        self._take(rows)

    # What it shows, and where the cursor stands.

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows it holds."""
        return self._rows

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
            self._repaint_differences(before, index)
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

    # Painting. Styles and lines are kept until the theme, the width or the row itself changes.

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region; Textual's own way would add borders, padding and filters, which a list has not."""
        strips = [self.render_line(y) for y in crop.line_range]
        return strips if crop.column_span == (0, self.size.width) else [s.crop(*crop.column_span) for s in strips]

    def render_line(self, y: int) -> Strip:
        """One line of the screen, drawn from its row."""
        width = self.size.width
        if self.titles and y == 0:
            return self._title_strip()
        index = y - self.titles + self._top
        if index < len(self._rows):
            return self._row_strip(index)
        if not self._rows and index == 0 and self.empty:
            return self._strip([Piece(" ", Ink.PLAIN), *fitted(self.empty, width - 1, Ink.MUTED)], self._ground())
        return Strip.blank(width, self._ground())

    def notify_style_update(self) -> None:
        """Another theme, or the focus came or went."""
        super().notify_style_update()
        self._inks.clear()
        self._drawn.clear()

    def _title_strip(self) -> Strip:
        where, kept = self._where(), self._drawn.get(TITLES.key)
        if kept is None:
            strip = self._strip(header(self.columns, where, self.size.width), self._ground("header"))
            kept = self._drawn[TITLES.key] = (TITLES, strip)
        return kept[1]

    def _row_strip(self, index: int) -> Strip:
        row, where = self._rows[index], self._where()
        if index == self._index and not row.heading:
            resting = self.grid or not self.has_focus
            ground = self._ground("resting" if resting else "cursor")
            pieces = drawn(row, where, self.size.width, "▌")
            return self._strip(pieces, ground, self._column if self.grid and self.has_focus else -1)
        kept = self._drawn.get(row.key)
        if kept is not None and kept[0] is row:
            return kept[1]
        strip = self._strip(drawn(row, where, self.size.width), self._ground())
        self._drawn[row.key] = (row, strip)
        return strip

    def _strip(self, pieces: Sequence[Piece], ground: Style, cell: int = -1) -> Strip:
        styles = {ink: ground if ink is Ink.PLAIN else ground + self._ink(ink) for ink in {p.ink for p in pieces}}
        chosen = self._ink("cell")
        segments = [
            Segment(piece.text, styles[piece.ink] + chosen if piece.column == cell >= 0 else styles[piece.ink])
            for piece in pieces
        ]
        return Strip(segments, self.size.width)

    def _ink(self, name: str) -> Style:
        if name not in self._inks:
            self._inks[name] = self.get_component_rich_style(f"line-list--{name}", partial=True)
        return self._inks[name]

    def _ground(self, name: str = "") -> Style:
        key = f"ground-{name}"
        if key not in self._inks:
            self._inks[key] = self.rich_style + self._ink(name) if name else self.rich_style
        return self._inks[key]

    def _where(self) -> tuple[Place, ...]:
        width = self.size.width
        if self._places[0] != width:
            self._drawn.clear()
            self._places = (width, places(self.columns, width))
        return self._places[1]

    # Only what differs is painted again.

    def _repaint_differences(self, before: Sequence[Row], cursor: int) -> None:
        for index in range(self._top, min(self._top + self._height, max(len(before), len(self._rows)))):
            old = before[index] if index < len(before) else None
            new = self._rows[index] if index < len(self._rows) else None
            if old is new:
                continue
            self._repaint_cells(index, old, new)
        if cursor != self._index:
            self._repaint_row(cursor)
            self._repaint_row(self._index)

    def _repaint_cells(self, index: int, old: Row | None, new: Row | None) -> None:
        if old is None or new is None or old.ink != new.ink or old.heading or new.heading:
            self._repaint_row(index)
            return
        for place in self._where():
            if old.cells[place.column : place.column + 1] != new.cells[place.column : place.column + 1]:
                self.refresh(Region(place.x, index - self._top + self.titles, place.width, 1))

    def _repaint_row(self, index: int) -> None:
        if self._top <= index < self._top + self._height:
            self.refresh(Region(0, index - self._top + self.titles, self.size.width, 1))

    # Where the rows stand on the screen.

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    @property
    def _height(self) -> int:
        """The number of rows there is room for."""
        return max(0, self.size.height - self.titles)

    def _take(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)
        if len(self._drawn) > KEPT:
            self._drawn.clear()
        self._at = {row.key: index for index, row in enumerate(self._rows) if not row.heading}
        self.set_reactive(Widget.virtual_size, Size(self.size.width, len(self._rows) + self.titles))

    def _scroll_to_line(self, top: int) -> None:
        top = max(0, min(top, len(self._rows) - self._height))
        if top != self._top:
            self.set_scroll(None, top)
            self.refresh()

    def _keep_in_sight(self) -> None:
        if not self._height:
            return
        first = self._index - 1 if self._index and self._rows[self._index - 1].heading else self._index
        lowest = self._index - self._height + 1
        self._scroll_to_line(max(lowest, min(self._top, first)))

    def on_mount(self) -> None:
        """The first row is a place too."""
        self._index = self._landed(self._index)
        self._tell()

    def on_resize(self, _event: events.Resize) -> None:
        """The cursor stays in sight."""
        self.set_reactive(Widget.virtual_size, Size(self.size.width, len(self._rows) + self.titles))
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
