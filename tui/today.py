"""I dag: what there is to do now for the one who is here, most urgent first; Enter does it.

The rules of this file: duties come from above and nothing is worked out here; the place one stands at is kept while
others write; every key opens a dialog or another view.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from rules.duties.duty import Duty
from tui import deeds, today_rows
from tui.actions import bindings
from tui.language import N_, _
from tui.line_list import Ink, LineList
from tui.list_and_pane import ListAndPane
from tui.messages import ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane
from tui.student_keys import ViewOfStudents
from tui.todo import Todo
from tui.views import Where, take_keys

NOTHING = N_("Ingenting å gjøre nå.")
NO_CALENDAR = N_("Skoleruta for {year} mangler: ingenting regnes ut. Hent den inn: 6, så m.")
RECKONS = N_("Regner ut hva som er å gjøre …")


class TodayView(ViewOfStudents):
    """The duties, and the pane that says why and what meets them."""

    NAME = "today"
    BINDINGS = bindings("today")

    def __init__(self) -> None:
        super().__init__()
        self.everybody = False
        self.duties: dict[str, Duty] = {}

    def compose(self) -> ComposeResult:
        """Whose it is, the list and the pane."""
        yield Line(id="today-where")
        yield ListAndPane(
            LineList(today_rows.columns(), id="today-list", empty=_(RECKONS)),
            Pane(id="today-pane", more=_("… mellomrom viser mer")),
            rows=7,
        )

    # What it shows.

    def draw(self, _overview: Overview, _changed: frozenset[str] | None) -> None:
        """The facts as they are now; the duties follow as soon as they are worked out."""
        self._show()

    def todo_reckoned(self, todo: Todo) -> None:
        """What there is to do now."""
        super().todo_reckoned(todo)
        self._show()

    def entered(self) -> None:
        """The list takes the keys."""
        take_keys(self.listed)

    @property
    def listed(self) -> LineList:
        """The list."""
        return self.query_one("#today-list", LineList)

    @property
    def duty(self) -> Duty | None:
        """The duty under the cursor."""
        return self.duties.get(self.listed.key or "")

    @property
    def student_here(self) -> str:
        """Whom the duty under the cursor is about."""
        return self.duty.student if self.duty else ""

    def go(self, where: Where) -> None:
        """To a duty, or to the first about a student."""
        about = (key for key, duty in self.duties.items() if where.student and duty.student == where.student)
        key = where.item if where.item in self.duties else next(about, "")
        if key:
            self.listed.move_to(key)

    def _show(self) -> None:
        if self.overview is None or self.todo is None:
            return
        seen, todo = self.overview, self.todo
        wanted = tuple(duty for duty in todo.all if duty.open(seen.now)) if self.everybody else todo.mine
        done = today_rows.done_today(todo.all, seen.now) if self.everybody else todo.done
        shown = tuple(today_rows.groups(seen, wanted, done))
        self.duties = {today_rows.key(duty): duty for group in shown for duty in group.duties}
        self.listed.empty = _(NOTHING) if seen.calendar.days else _(NO_CALENDAR).format(year=seen.year)
        self.listed.replace(list(today_rows.rows(seen, shown)))
        late = sum(duty.late(seen.now) for duty in wanted)
        self.query_one("#today-where", Line).say_text(self._where(len(wanted), late, len(done)), Ink.MUTED)
        self._say()

    def _where(self, count: int, late: int, done: int) -> str:
        parts = [_("alles gjøremål") if self.everybody else _("mine gjøremål"), _("{count} nå").format(count=count)]
        parts += [_("{count} for sent").format(count=late)] if late else []
        return " · ".join([*parts, _("{count} gjort i dag").format(count=done)])

    def _say(self) -> None:
        pane = self.query_one("#today-pane", Pane)
        pane.say(today_rows.said(self.overview, self.duty) if self.overview and self.duty else ())

    # What is pressed.

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another duty: another why."""
        self._say()

    @on(LineList.Chosen)
    def action_do(self) -> None:
        """What does the duty."""
        if self.duty is not None and self.duty.met_at is None:
            deeds.do(self, self.duty)

    def action_everybody(self) -> None:
        """Everybody's duties, or only mine."""
        self.everybody = not self.everybody
        self._show()

    def action_read(self, pages: int) -> None:
        """The next page of what is said, or the one before."""
        self.query_one("#today-pane", Pane).read_on(pages)

    def action_register(self) -> None:
        """The register of the class."""
        if self.overview is None or self.duty is None:
            return
        own = self.duty.school_class or today_rows.class_of(self.overview, self.duty.student)
        self.post_message(ViewWanted("register", school_class=own, student=self.duty.student))
