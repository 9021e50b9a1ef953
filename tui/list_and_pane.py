"""A list and a pane: rows, and what there is to say of the row under the cursor.

The rule of this file: the pane stands under the list, and beside it where there is room for both.
"""

from __future__ import annotations

from textual.containers import Container

from tui.line_list import LineList
from tui.pane import Pane


class ListAndPane(Container):
    """The two, in a view."""

    DEFAULT_CSS = """
    ListAndPane { layout: vertical; height: 1fr; }
    ListAndPane LineList { height: 1fr; }
    ListAndPane Pane { max-height: 50%; }
    ListAndPane.wide { layout: horizontal; }
    ListAndPane.wide LineList { width: 1fr; }
    ListAndPane.wide Pane { width: 44; height: 1fr; max-height: 100%; }
    """

    def __init__(self, listed: LineList, pane: Pane, *, rows: int, wide_from: int = 130) -> None:
        """``rows``: of the pane under the list; ``wide_from``: so many columns are room for both."""
        super().__init__(listed, pane)
        self._pane, self._rows, self._wide_from = pane, rows, wide_from
        pane.styles.height = rows

    def on_resize(self) -> None:
        """Beside or under."""
        wide = self.size.width >= self._wide_from
        self.set_class(wide, "wide")
        self._pane.styles.height = None if wide else self._rows
