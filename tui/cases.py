"""Saker: the cases that somebody follows, where each is, what is next and by when.

The rules of this file: rows are drawn from the overview; what has ended stays behind a key; every key opens a dialog or
another view.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from tui import case_rows
from tui.actions import bindings
from tui.language import N_, _, ngettext
from tui.line_list import Ink, LineList
from tui.list_and_pane import ListAndPane
from tui.messages import ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane
from tui.student_keys import ViewOfStudents
from tui.todo import Todo
from tui.views import Where, take_keys

NOTHING = N_("Ingen åpne saker. En sak åpnes når noen vurderer fraværet som bekymringsfullt: v i elevlista.")


class CasesView(ViewOfStudents):
    """The cases, and the pane with the road of the one under the cursor."""

    NAME = "cases"
    BINDINGS = bindings("cases")

    def __init__(self) -> None:
        super().__init__()
        self.ended = False

    def compose(self) -> ComposeResult:
        """How many, the list and the pane."""
        yield Line(id="cases-where")
        yield ListAndPane(
            LineList(case_rows.columns(), id="cases-list", empty=_(NOTHING)), Pane(id="cases-pane"), rows=7
        )

    # What it shows.

    def draw(self, _overview: Overview, _changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        self._show()

    def todo_reckoned(self, todo: Todo) -> None:
        """What there is to do stands in the pane."""
        super().todo_reckoned(todo)
        self._say()

    def entered(self) -> None:
        """The list takes the keys."""
        take_keys(self.listed)

    @property
    def listed(self) -> LineList:
        """The list."""
        return self.query_one("#cases-list", LineList)

    @property
    def student_here(self) -> str:
        """The student whose case is under the cursor."""
        return self.listed.key or ""

    def go(self, where: Where) -> None:
        """To a student's case."""
        if where.student:
            self.listed.move_to(where.student)

    def _show(self) -> None:
        if self.overview is None:
            return
        found = case_rows.lines(self.overview, ended=self.ended)
        self.listed.replace(list(case_rows.rows(found)))
        late = sum(line.late for line in found["open"])
        count = len(found["open"])
        parts = [ngettext("{count} åpen sak", "{count} åpne saker", count).format(count=count)]
        parts += [_("{count} for sent").format(count=late)] if late else []
        parts += [_("{count} følges").format(count=len(found["observed"]))] if found["observed"] else []
        self.query_one("#cases-where", Line).say_text(" · ".join(parts), Ink.MUTED)
        self._say()

    def _say(self) -> None:
        pane = self.query_one("#cases-pane", Pane)
        pane.say(case_rows.said(self.overview, self.todo, self.student_here) if self.overview else ())

    # What is pressed.

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another case: another road."""
        self._say()

    @on(LineList.Chosen)
    def action_open(self) -> None:
        """The case."""
        if self.student_here:
            self.post_message(ViewWanted("case", student=self.student_here))

    def action_closed(self) -> None:
        """What has ended too, or not."""
        self.ended = not self.ended
        self._show()
