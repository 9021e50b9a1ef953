"""What is pressed anywhere: to another view and back, find, undo, the quick line, help, the palette, colours.

The rules of this file: a key does it in whatever view one stands; what a view does itself is the view's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import themes
from tui.action import EVERYWHERE, Action
from tui.desk_errands import Errands
from tui.language import _
from tui.views import Where

if TYPE_CHECKING:
    from tui.quick_entry import QuickEntry


#: These open on the student one stood at.
OF_A_STUDENT = frozenset({"student", "case"})


class Everywhere(Errands):
    """The keys that hold everywhere."""

    _quick: QuickEntry | None
    _path: list[str]  # the views one came through

    async def action_go(self, name: str) -> None:
        """To another view."""
        if self.session.overview is None:
            return
        here = self.view().student_here
        await self.bring(name)
        if name in OF_A_STUDENT and not await self.may_open(name, here):
            return
        view = self.enter(name)
        if here and name in OF_A_STUDENT:
            view.go(Where(here))

    async def action_back(self) -> None:
        """To the view before."""
        if self._path:
            way = self._path[:-1]
            self.enter(self._path[-1])
            self._path = way

    async def action_find(self) -> None:
        """Find a student by name."""
        await self.action_go("students")
        self.call_next(self.run_action, "search", self.view())

    def action_undo(self) -> None:
        """Take back what I last wrote."""
        self.run_worker(self._undo(), group="tell")

    def action_quick(self) -> None:
        """Write absence on a line, from anywhere."""
        if self.session.overview is not None:
            assert self._quick is not None
            self._quick.open(self.session.overview)

    def action_help(self) -> None:
        """All keys that work here."""
        from tui.help import Help

        self.push_screen(Help(self.view().NAME))

    def action_palette(self) -> None:
        """Find a command and do it."""
        from tui.palette import Palette

        self.push_screen(Palette(self.view().NAME), self._do)

    def _do(self, action: Action | None) -> None:
        if action is not None:
            self.call_next(self.run_action, action.run, self if action.view == EVERYWHERE else self.view())

    def action_theme(self) -> None:
        """Dark, light, without colours."""
        order = list(themes.NAMES)
        self.theme = order[(order.index(self.theme) + 1) % len(order)] if self.theme in order else order[0]
        self.say(_("Farger: {name}").format(name=_(themes.NAMES[self.theme])))

    def action_blank(self) -> None:
        """Nothing of anybody is seen until Enter."""
        from tui.blank import Blank

        self.push_screen(Blank())

    def action_how_to_quit(self) -> None:
        """Ctrl+C stops nothing here; say what does."""
        self.say(_("q (eller Ctrl+Q) avslutter. Alt er lagret."))
