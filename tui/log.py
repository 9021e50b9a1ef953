"""Innsynsloggen: who looked at whose pages, when and on what ground, the newest first.

The rules of this file: the log is read when the view is entered, and comes from above; leaders see all of it, others
what they looked at themselves; nothing is written. Without names it says roles, as a guardian who asks is given it.
"""

from __future__ import annotations

import msgspec
from textual import on
from textual.app import ComposeResult

from tui import log_rows
from tui.actions import bindings
from tui.dialogs import Prompt
from tui.language import _
from tui.line_list import LineList
from tui.list_and_pane import ListAndPane
from tui.log_rows import NOTHING_READ, Looks, Visit, Wish
from tui.messages import DialogWanted, LooksWanted, ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane
from tui.views import View, Where, take_keys


class LogView(View):
    """The visits, and the pane about the one under the cursor."""

    NAME = "log"
    BINDINGS = bindings("log")

    def __init__(self) -> None:
        super().__init__()
        self.looks: Looks = NOTHING_READ
        self.wish = Wish()
        self._shown: dict[str, Visit] = {}

    def compose(self) -> ComposeResult:
        """What is shown, the list and the pane."""
        yield Line(id="log-where")
        yield ListAndPane(LineList(log_rows.columns(), id="log-list"), Pane(id="log-pane"), rows=5, wide_from=150)

    # What it shows.

    def entered(self) -> None:
        """The list takes the keys; the log is read as it stands now."""
        take_keys(self.listed)
        self.post_message(LooksWanted())

    def go(self, where: Where) -> None:
        """One student's own, or everybody's."""
        self._wish(student=where.student, user="", text="")

    def looks_read(self, looks: Looks) -> None:
        """The visits, as they were kept."""
        self.looks = looks
        self._show()

    def draw(self, _overview: Overview, _changed: frozenset[str] | None) -> None:
        """The names as they are now."""
        self._show()

    @property
    def listed(self) -> LineList:
        """The list."""
        return self.query_one("#log-list", LineList)

    @property
    def visit(self) -> Visit | None:
        """The visit under the cursor."""
        return self._shown.get(self.listed.key or "")

    @property
    def student_here(self) -> str:
        """Whose visit is under the cursor."""
        return self.visit.student if self.visit and self.overview and self.overview.student(self.visit.student) else ""

    def _show(self) -> None:
        if self.overview is None:
            return
        found = log_rows.wanted(self.overview, self.looks, self.wish)
        self._shown = {str(visit.n): visit for visit in found}
        self.listed.empty = self.looks.trouble or _("Ingen oppslag.")
        self.listed.replace([log_rows.row(self.overview, visit, self.wish) for visit in found])
        said = log_rows.head(self.overview, self.looks, self.wish, len(found))
        self.query_one("#log-where", Line).say((said,))
        self._say()

    def _say(self) -> None:
        said = log_rows.said(self.overview, self.visit, self.wish) if self.overview and self.visit else ()
        self.query_one("#log-pane", Pane).say(tuple(said))

    # What is pressed.

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another visit."""
        self._say()

    def action_student(self) -> None:
        """Only the student under the cursor, or all of them again."""
        self._wish(student="" if self.wish.student or not self.visit else self.visit.student)

    def action_user(self) -> None:
        """Only who is under the cursor, or all of them again."""
        self._wish(user="" if self.wish.user or not self.visit else self.visit.user)

    def action_search(self) -> None:
        """Only visits where the student or the user has this in the name."""
        asked = Prompt(_("Hvilken elev, eller hvem så? Ingenting viser alle."), value=self.wish.text, empty=True)
        self.post_message(DialogWanted(asked, self._searched))

    def _searched(self, text: str | None) -> None:
        if text is not None:
            self._wish(text=text)

    def action_names(self) -> None:
        """With names, or with roles, as a guardian is given it."""
        self._wish(nameless=not self.wish.nameless)

    def action_everything(self) -> None:
        """All of it."""
        self._wish(student="", user="", text="")

    @on(LineList.Chosen)
    def action_open(self) -> None:
        """The student's year."""
        if self.student_here:
            self.post_message(ViewWanted("student", student=self.student_here))

    def _wish(self, **changes: str | bool) -> None:
        self.wish = msgspec.structs.replace(self.wish, **changes)
        self._show()
