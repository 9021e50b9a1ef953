"""What the register of a class and a day shows: where one is, the grid, and the flags of the class beside it.

The rules of this file: facts in, a screen out; no key and nothing told.
"""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from tui.day_words import lessons, weekday_day
from tui.grid import Grid, GridLine, grid, slot
from tui.language import _
from tui.line_list import Ink, LineList, Row
from tui.overview import Overview, classes
from tui.pane import Line, Pane
from tui.register_rows import columns, mark_keys, row
from tui.signs import MarkKey
from tui.tellings import NoteMarks
from tui.views import View
from tui.why import class_flags, why_now


class RegisterPage(View):
    """The page; its keys are in ``tui/register.py``."""

    def __init__(self) -> None:
        super().__init__()
        self.school_class = ""
        self.day: date | None = None
        self.typed = ""
        self.last_mark: tuple[MarkKey, bool] | None = None
        self._grid: Grid | None = None
        self._placed = False
        self._before_typing: tuple[str, str] | None = None
        self._typed_at: str | None = None
        self._pending: list[tuple[NoteMarks, frozenset[int]]] = []  # on their way to the disk, and their lessons

    def compose(self) -> ComposeResult:
        """Where one is, the grid and the flags."""
        yield Line(id="register-where")
        with Container(id="register-body"):
            yield LineList([], grid=True, id="register-grid", empty=_("Ingen elever i klassen denne dagen."))
            yield Pane(id="register-flags")
        yield Line(id="register-keys")

    # What it shows.

    def draw(self, overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now: the same squares again where only students changed."""
        if not changed or self._grid is None or self.day is None:
            self._show_day()
            return
        self._grid = grid(overview, self.school_class, self.day)
        self.grid.replace([self._row(line) for line in self._grid.lines])
        self._say_where()
        self._say_flags()

    @property
    def grid(self) -> LineList:
        """The grid."""
        return self.query_one("#register-grid", LineList)

    @property
    def lesson(self) -> int | None:
        """The lesson under the cursor."""
        column = self.grid.column
        return int(column) if column and column.isdigit() else None

    @property
    def line(self) -> GridLine | None:
        """The student under the cursor."""
        return self._grid.line(self.grid.key) if self._grid and self.grid.key else None

    @property
    def student_here(self) -> str:
        """The student under the cursor."""
        return self.line.id if self.line else ""

    def _first_day(self) -> date | None:
        return self.overview.today if self.overview else None

    def _show_day(self) -> None:
        seen = self.overview
        if seen is None:
            return
        self.day = self.day or seen.today
        if not self.school_class:
            self.school_class = next(iter(classes(seen)), "")
        self._grid = grid(seen, self.school_class, self.day)
        self.grid.show_columns(columns(self._grid), [self._row(line) for line in self._grid.lines])
        self._say_where()
        self._say_flags()

    def _row(self, line: GridLine) -> Row:
        return row(line, self._pending_lessons(line.id))

    def _say_where(self) -> None:
        self.query_one("#register-where", Line).say((self._where(),))

    def _where(self) -> tuple[tuple[str, Ink], ...]:
        drawn, lesson = self._grid, self.lesson
        if drawn is None:
            return ((_("Ingen klasse ennå."), Ink.MUTED),)
        if self.typed:
            return ((self._typed_words(), Ink.KEY),)
        parts = [(f"{drawn.school_class} · {weekday_day(drawn.day)}", Ink.TITLE)]
        if not drawn.school_day:
            return (*parts, (" · " + _("ikke skoledag etter skoleruta"), Ink.WORRYING))
        if lesson is not None:
            parts.append((f" · {self._lesson_words(drawn, lesson)}", Ink.PLAIN))
            taken = lesson in drawn.taken
            parts.append((" · " + (_("ført") if taken else _("ikke ført")), Ink.GOOD if taken else Ink.MUTED))
        return tuple(parts)

    def _lesson_words(self, drawn: Grid, lesson: int) -> str:
        assert self.overview is not None
        found = slot(self.overview, drawn.school_class, drawn.day, lesson)
        times = f"{found.start}–{found.end}" if found and found.start else ""
        return " ".join(filter(None, (lessons((lesson,)), times, found.subject if found else "")))

    def _typed_words(self) -> str:
        line = self._numbered(self.typed)
        name = line.name if line else _("ingen elev har dette nummeret")
        return _("nr. {number}: {name}").format(number=self.typed, name=name)

    def _say_flags(self) -> None:
        pane = self.query_one("#register-flags", Pane)
        seen, drawn = self.overview, self._grid
        if seen is None or drawn is None:
            pane.say(())
            return
        own = why_now(seen, self.line.id) if self.line else ()
        others = class_flags(seen, [line.id for line in drawn.lines if line is not self.line])
        pane.say((*own, (), *others) if self.has_class("wide") else (*own, *others))

    def _numbered(self, typed: str) -> GridLine | None:
        if not typed or self._grid is None:
            return None
        return next((line for line in self._grid.lines if line.number == int(typed)), None)

    def _pending_lessons(self, student: str) -> frozenset[int]:
        """The lessons of a student, on the day that is shown, whose marks are on their way to the disk."""
        own = (
            lessons
            for telling, lessons in self._pending
            for wish in telling.wishes
            if (wish.student, wish.day) == (student, self.day)
        )
        return frozenset().union(*own)

    def on_resize(self) -> None:
        """The flags stand beside the grid where there is room, else under it."""
        self.set_class(self.size.width >= 100, "wide")
        self.query_one("#register-keys", Line).say((mark_keys(self.size.width - 2),))

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another square: another place, another why."""
        if self.grid.key != self._typed_at:
            self.typed = ""
        self._say_where()
        self._say_flags()
