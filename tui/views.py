"""Views: what the shell may ask of each screen in its switcher.

The rules of this file: attributes go down (``show``), messages go up (``tui/messages.py``); a view holds an
overview and rows, never the store; every view works with an empty school.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from textual.widget import Widget

from tui import clock
from tui.last_year import LastYear
from tui.overview import Overview
from tui.tellings import FileSeen, Telling, Told

if TYPE_CHECKING:
    from tui.log_rows import Looks
    from tui.todo import Todo


class Where(NamedTuple):
    """A place in a view: a student, a class, a day, one thing of a case (a sheet, a meeting …), or none of them."""

    student: str = ""
    school_class: str = ""
    day: date | None = None
    item: str = ""


def take_keys(widget: Widget) -> None:
    """The widget takes the keys at once, so that what is typed right after lands in it (``focus`` does it later)."""
    widget.screen.set_focus(widget)


class View(Widget):
    """One screen of the switcher; its ``id`` is its name in the table of actions."""

    NAME = ""

    DEFAULT_CSS = """
    View { height: 1fr; width: 1fr; layout: vertical; }
    """

    def __init__(self) -> None:
        super().__init__(id=self.NAME)
        self.overview: Overview | None = None
        self.login = ""  # who is here, and their clock: given by the shell as the view is entered
        self.now: Callable[[], datetime] = clock.now
        self.todo: Todo | None = None

    async def complete(self) -> None:
        """What is not seen at first comes now."""

    def show(self, overview: Overview, changed: frozenset[str] | None = None) -> None:
        """The facts as they are now; ``changed`` are the students who differ from last time, None for everybody."""
        self.overview = overview
        self.draw(overview, changed)

    def draw(self, overview: Overview, changed: frozenset[str] | None) -> None:
        """Draw what differs."""

    def entered(self) -> None:
        """The view was switched to: it takes the keys."""
        take_keys(self)

    def go(self, where: Where) -> None:
        """To a student, a class or a day, as far as the view has such places."""

    @property
    def student_here(self) -> str:
        """The student under the cursor, "" where there is none: who another view opens on."""
        return ""

    @property
    def paper_which(self) -> str:
        """Which of several a document is made of: a version, a meeting's day, an informant; "" for the usual one."""
        return ""

    @property
    def paper_team(self) -> str:
        """Which team's agenda is printed."""
        return ""

    def action_print(self) -> None:
        """A document of what stands here, or an empty form."""
        from tui.printing import offer

        offer(self)

    def class_chosen(self, school_class: str) -> None:
        """Somebody said which class, where the view asked."""

    def file_seen(self, seen: FileSeen) -> None:
        """What a file would bring, where the view asked for it."""

    def moved_on(self, done: int, rows: int) -> None:
        """So many rows of an import are done, where the view asked for one."""

    @property
    def question_comes(self) -> bool:
        """Whether it asks something as soon as what there is to do is worked out; what is typed is for that."""
        return False

    def written(self, told: Told) -> None:
        """An import, or a new school, is on disk or is not."""

    def last_year_read(self, student: str, before: LastYear) -> None:
        """How last year ended for a student, where the view asked for it."""

    def looks_read(self, looks: Looks) -> None:
        """Who looked at whom, where the view asked for it."""

    def todo_reckoned(self, todo: Todo) -> None:
        """What there is to do was worked out anew."""
        self.todo = todo

    def leaving(self) -> tuple[Telling, ...]:
        """Another view is entered, or the program ends: what was typed and is not told yet."""
        return ()

    def minuted(self, telling: Telling) -> Telling:
        """A telling of this view, with what the minutes of a meeting that goes on say of it."""
        return telling

    def told(self, telling: Telling, _told: Told) -> None:
        """A telling of this view was written, or was not."""
