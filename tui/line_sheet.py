"""Rows on a screen: which are seen, how they are drawn, and what of them must be painted again.

The rules of this file: the widget draws what ``tui/line_list.py`` tells it to hold and knows of its cursor only
where it stands; nothing is laid out again because rows came, went or were scrolled; a line is drawn once and kept
until its row, the width or the theme is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.inks import Looks, looks
from tui.kept_lines import KeptLines
from tui.lines import Column, Ink, Piece, Place, Row, drawn, fitted, header, places
from tui.pane import wrapped

TITLES = Row("\ntitles", ())
KEPT = 2000  # drawn lines; more than anybody scrolls past, little memory


class LineSheet(ScrollView, KeptLines):
    """A line of titles, rows under it, and one row that is marked."""

    DEFAULT_CSS = """
    LineSheet { background: $background; color: $foreground; scrollbar-size: 0 0; overflow: hidden auto; }
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        grid: bool,
        titles: bool,
        empty: str,
        lit: bool,
        id: str | None,  # noqa: A002 - Textual's name for it
        classes: str | None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.grid = grid
        self.titles = titles
        self.empty = empty
        self.lit = lit
        self._rows: tuple[Row, ...] = ()
        self._at: dict[str, int] = {}
        self._index = 0
        self._column = next((n for n, column in enumerate(self.columns) if column.reach), 0)
        self._places: tuple[int, tuple[Place, ...]] = (-1, ())
        self._looks: Looks | None = None
        self._ground = Style()
        self._drawn: dict[str, tuple[Row, Strip]] = {}
        self._take(rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows it holds."""
        return self._rows

    def _take(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)
        if len(self._drawn) > KEPT:
            self._drawn.clear()
        self._at = {row.key: index for index, row in enumerate(self._rows) if not row.heading}
        self._measure()

    def _measure(self) -> None:
        """Say how long the sheet is, without Textual's laying out the screen for it."""
        self.set_reactive(Widget.virtual_size, Size(self.size.width, len(self._rows) + self.titles))

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """One line of the screen, drawn from its row."""
        look = self._look()
        if self.titles and y == 0:
            return self._title_strip(look)
        index = y - self.titles + self._top
        if index < len(self._rows):
            return self._row_strip(index, look)
        if not self._rows:
            return self._empty_strip(index, look)
        return Strip.blank(self.outer_size.width, self._ground)

    def notify_style_update(self) -> None:
        """Another theme, or the focus came or went."""
        super().notify_style_update()
        self._looks = None

    def _look(self) -> Looks:
        if self._looks is None:
            self._drawn.clear()
            self._looks, self._ground = looks(self.app.theme), self.rich_style
        return self._looks

    def _empty_strip(self, index: int, look: Looks) -> Strip:
        room = self.outer_size.width - 1
        lines = wrapped(((self.empty, Ink.MUTED),), room)
        said = "".join(text for text, _ink in lines[index]) if index < len(lines) else ""
        return self._strip([Piece(" ", Ink.PLAIN), *fitted(said, room, Ink.MUTED)], self._ground, look)

    def _title_strip(self, look: Looks) -> Strip:
        where = self._where()
        if TITLES.key not in self._drawn:
            strip = self._strip(header(self.columns, where, self.outer_size.width), self._ground + look.header, look)
            self._drawn[TITLES.key] = (TITLES, strip)
        return self._drawn[TITLES.key][1]

    def _row_strip(self, index: int, look: Looks) -> Strip:
        row, where, width = self._rows[index], self._where(), self.outer_size.width
        if index == self._index and not row.heading:
            lit = (self.has_focus and not self.grid) or self.lit
            ground = self._ground + (look.cursor if lit else look.resting)
            cell = self._column if self.grid and self.has_focus else -1
            pieces = drawn(row, where, width, "▌")
            dark = next((n for n, piece in enumerate(pieces) if self._unlit(piece)), len(pieces))
            lighted = self._segments(pieces[:dark], ground, look, cell)
            return Strip([*lighted, *self._segments(pieces[dark:], self._ground, look)], width)
        kept = self._drawn.get(row.key)
        if kept is not None and kept[0] is row:
            return kept[1]
        strip = self._strip(drawn(row, where, width), self._ground, look)
        self._drawn[row.key] = (row, strip)
        return strip

    def _unlit(self, piece: Piece) -> bool:
        return piece.column >= 0 and self.columns[piece.column].unlit

    def _strip(self, pieces: Sequence[Piece], ground: Style, look: Looks) -> Strip:
        return Strip(self._segments(pieces, ground, look), self.outer_size.width)

    def _segments(self, pieces: Sequence[Piece], ground: Style, look: Looks, cell: int = -1) -> list[Segment]:
        marked = [(piece.ink, piece.column == cell >= 0) for piece in pieces]
        styles = {(ink, here): ground + look.inks[ink] + (look.cell if here else None) for ink, here in set(marked)}
        segments: list[Segment] = []
        for style, alike in groupby(zip(marked, pieces, strict=True), key=lambda both: styles[both[0]]):
            segments.append(Segment("".join([piece.text for _mark, piece in alike]), style))
        return segments

    def _where(self) -> tuple[Place, ...]:
        width = self.outer_size.width
        if self._places[0] != width:
            self._drawn.clear()
            self._places = (width, places(self.columns, width))
        return self._places[1]

    # Only what differs is painted again.

    def _repaint_differences(self, before: Sequence[Row]) -> None:
        for index in range(self._top, min(self._top + self._height, max(len(before), len(self._rows)))):
            old = before[index] if index < len(before) else None
            new = self._rows[index] if index < len(self._rows) else None
            if old is not new:
                self._repaint_cells(index, old, new)

    def _repaint_cells(self, index: int, old: Row | None, new: Row | None) -> None:
        if old is None or new is None or old.ink != new.ink or old.heading or new.heading:
            self._repaint_row(index)
            return
        for place in self._where():
            if old.cells[place.column : place.column + 1] != new.cells[place.column : place.column + 1]:
                self.refresh(Region(place.x, index - self._top + self.titles, place.width, 1))

    def _repaint_row(self, index: int) -> None:
        if self._top <= index < self._top + self._height:
            self.refresh(Region(0, index - self._top + self.titles, self.outer_size.width, 1))

    # Where the rows stand on the screen.

    @property
    def _top(self) -> int:
        return self.scroll_offset.y

    @property
    def _height(self) -> int:
        """The number of rows there is room for."""
        return max(0, self.outer_size.height - self.titles)

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
