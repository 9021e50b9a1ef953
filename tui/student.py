"""Elev: one student's year, day by day, and what the guide says of it.

The rules of this file: the picture has a row a month and a square a school day; the pane under it has the flags with
all they rest on first when a student is opened, and the day under the cursor first as soon as one moves; ``v`` turns
them round; what does not fit is a page away.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from rules.case.case import State
from rules.day import DayKind
from rules.observations import looks_back
from tui.action import LIST
from tui.actions import bindings
from tui.case_looks import CASES
from tui.day_words import month, weekday
from tui.grid import school_day_beside
from tui.language import _
from tui.last_year import UNREAD, LastYear
from tui.line_list import Cell, Column, Ink, LineList, Row
from tui.lines import Part
from tui.messages import LastYearWanted, ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane, Paragraph
from tui.signs import DAYS, STATES
from tui.student_keys import ViewOfStudents
from tui.student_prose import findings, said_share, told_of
from tui.views import Where, take_keys
from tui.year import FRIDAY, WEEKS, Month, place, year

PAGES = frozenset({"page(-1)", "page(1)"})


class Picture(LineList, inherit_bindings=False):
    """The year's picture: it fits, so the keys that turn pages are the pane's."""

    BINDINGS: ClassVar = [each for each in bindings(LIST) if isinstance(each, Binding) and each.action not in PAGES]


class StudentView(ViewOfStudents):
    """The year's picture, and the pane under it."""

    NAME = "student"
    BINDINGS = bindings("student")

    DEFAULT_CSS = """
    StudentView { layout: vertical; }
    StudentView #student-body { layout: vertical; height: 1fr; }
    StudentView #student-year { height: 12; }
    StudentView #student-pane { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.student = ""
        self.months: dict[str, Month] = {}
        self.flags_first = True
        self._opened_at: date | None = None
        self._before = UNREAD
        self._findings: tuple[Paragraph, ...] = ()

    def compose(self) -> ComposeResult:
        """Who it is, the year, and the pane."""
        yield Line(id="student-where")
        with Container(id="student-body"):
            yield Picture(columns(), grid=True, id="student-year")
            yield Pane(id="student-pane", more=_("… Ctrl+D viser mer"))

    # What it shows.

    def draw(self, _overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if not changed or self.student in changed:
            self._show_year()

    def go(self, where: Where) -> None:
        """A student, at a day (today, or the last school day)."""
        chosen, day = where.student or self.student, where.day
        other, self.student = chosen != self.student, chosen
        if other:
            self._open()
        self._show_year()
        if self.overview and (other or day):
            self._opened_at = day or self.overview.calendar.last_on_or_before(self.overview.today)
            self._go(self._opened_at or self.overview.today)

    def _open(self) -> None:
        """Another student: the flags first, and last year's end where it may say something."""
        self.flags_first, self._before = True, UNREAD
        if self.overview and looks_back(self.overview.calendar, self.overview.guide, self.overview.today):
            self.post_message(LastYearWanted(self.student))

    def last_year_read(self, student: str, before: LastYear) -> None:
        """How last year ended for a student, if that is who is still shown."""
        if student == self.student:
            self._before = before
            self._show_year()

    def entered(self) -> None:
        """The picture takes the keys."""
        take_keys(self.picture)

    @property
    def picture(self) -> LineList:
        """The year."""
        return self.query_one("#student-year", LineList)

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        found = self.months.get(self.picture.key or "")
        return found.days.get(int(self.picture.column or -1)) if found else None

    @property
    def student_here(self) -> str:
        """The student who is shown."""
        return self.student if self.overview and self.overview.student(self.student) else ""

    def _go(self, day: date) -> None:
        self.picture.move_to(f"{day:%Y-%m}", str(place(day)))
        self._say_day()

    def _show_year(self) -> None:
        if self.overview is None:
            return
        if self.overview.student(self.student) is None:
            self._show_nobody()
            return
        self.months = {f"{each.first:%Y-%m}": each for each in year(self.overview, self.student)}
        self.picture.empty = _("Ingen skoledager ennå.")
        self.picture.replace([row(key, each) for key, each in self.months.items()])
        self.query_one("#student-where", Line).say((self._who(),))
        self._findings = (*findings(self.overview, self.student, self._before), *self._told_beyond())
        self._say_day()

    def _show_nobody(self) -> None:
        """No student is chosen: what to do instead."""
        self.months, self._findings, self.picture.empty = {}, (), _("Velg en elev i lista (2), og trykk Enter.")
        self.picture.replace(())
        self.query_one("#student-where", Line).say_text(_("Ingen elev er valgt."), Ink.MUTED)
        self.query_one("#student-pane", Pane).say(())

    def _told_beyond(self) -> tuple[Paragraph, ...]:
        """What was seen and said; one about whom nothing was, needs no words for it."""
        if self.overview is None or self.student not in self.overview.cases:
            return ()
        from tui.told_prose import noted

        return noted(self.overview, self.student)

    def _who(self) -> Paragraph:
        assert self.overview is not None
        student, line = self.overview.students[self.student], self.overview.line(self.student)
        parts: list[Part] = [(student.name, Ink.TITLE)]
        if line is not None:
            look = STATES[line.state]
            parts += [(f" · {line.school_class} · ", Ink.MUTED), (f"{look.sign} {_(look.word)}".strip(), look.ink)]
        if (case := self.overview.cases.get(self.student)) and case.state is not State.NONE:
            look = CASES[case.state]
            parts += [(" · ", Ink.MUTED), (_("sak: {state}").format(state=_(look.word)), look.ink)]
        return (*parts, (" · " + said_share(self.overview, self.student), Ink.PLAIN))

    def _say_day(self) -> None:
        pane, day = self.query_one("#student-pane", Pane), self.day
        told = told_of(self.overview, self.student, day) if self.overview and day else ()
        pane.say((*self._findings, (), *told) if self.flags_first else (*told, (), *self._findings))

    # What is pressed.

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another day: it is read first."""
        if self.day != self._opened_at:
            self.flags_first, self._opened_at = False, None
        self._say_day()

    def action_flip(self) -> None:
        """The flags first, or the day first."""
        self.flags_first = not self.flags_first
        self._say_day()

    def action_log(self) -> None:
        """Who looked at the student."""
        if student := self.whom():
            self.post_message(ViewWanted("log", student=student))

    def action_read(self, pages: int) -> None:
        """The next page of what is said, or the one before."""
        self.query_one("#student-pane", Pane).read_on(pages)

    def action_day(self, step: int) -> None:
        """The next school day, across months, or the one before."""
        if self.overview and self.day:
            self._go(school_day_beside(self.overview, self.day, step))

    def action_register(self) -> None:
        """The class's register of this day."""
        line = self.overview.line(self.student) if self.overview else None
        if line is not None and self.day is not None:
            self.post_message(
                ViewWanted("register", school_class=line.school_class, student=self.student, day=self.day)
            )


def columns() -> list[Column]:
    """The month, five weeks of five days, and the month's counts."""
    names = [weekday(date(2026, 6, 1 + n))[0] for n in range(5)]
    squares = [
        Column(str(n), " " + names[n % 5], 2, reach=True, gap=1 if n % 5 == FRIDAY else 0) for n in range(WEEKS * 5)
    ]
    counts = [Column(key, title, 5, align="right") for key, title in (("d", _("dager")), ("l", _("gått")))]
    return [Column("month", "", 4), *squares, *counts, Column("m", _("timer"), 5, align="right")]


def row(key: str, shown: Month) -> Row:
    """A month's row."""
    cells: list[Cell] = []
    for n in range(WEEKS * 5):
        day = shown.days.get(n)
        cells.append(None if day is None else _square(shown, day))
    counts = (shown.count(kind) for kind in (DayKind.ABSENT, DayKind.LEFT, DayKind.MISSED))
    return Row(key, (month(shown.first), *cells, *(str(n) if n else "" for n in counts)))


def _square(shown: Month, day: date) -> Cell:
    """A day to come is a low dot."""
    kind = shown.kinds.get(day)
    if kind is None:
        return ((" .", Ink.MUTED),)
    look = DAYS[kind]
    return ((f" {look.sign}", look.ink),)
