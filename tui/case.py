"""Sak: one child's case: the guide's road with where we are, and under it everything there is.

The rules of this file: rows are drawn from the overview; Enter opens what stands in a row, ``n`` offers what the case
takes as it stands, and nothing else; every key opens a dialog or another view.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult

from rules.case.case import Case, State, Stop
from rules.case.road import next_stop
from rules.case.workflow import STATES
from rules.duties.duty import Duty
from tui import case_groups
from tui.actions import bindings
from tui.case_looks import CASES
from tui.case_road import next_said, road_lines
from tui.case_rows import road_of
from tui.language import N_, _
from tui.line_list import LineList
from tui.lines import Ink, Part
from tui.list_and_pane import ListAndPane
from tui.messages import ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane, Paragraph
from tui.student_keys import ViewOfStudents
from tui.todo import Todo
from tui.views import Where, take_keys

NOBODY = N_("Ingen elev er valgt. Velg en i elevlista (2), og trykk s.")
NOTHING = N_("Ingenting er fortalt ennå. v: vurder fraværet. n: noter noe.")

OPENS = {"sheet": "form", "meeting": "meeting", "agreement": "agreement"}


class CaseView(ViewOfStudents):
    """The road, the rows, and the pane."""

    NAME = "case"
    BINDINGS = bindings("case")
    DEFAULT_CSS = """
    CaseView #case-road { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.student = ""
        self.stops: tuple[Stop, ...] = ()
        self.duties: tuple[Duty, ...] = ()

    def compose(self) -> ComposeResult:
        """Who it is, the road, the rows and the pane."""
        yield Line(id="case-where")
        yield Pane(id="case-road")
        yield ListAndPane(
            LineList(case_groups.columns(), id="case-list", titles=False, empty=_(NOBODY)),
            Pane(id="case-pane", more=_("… mellomrom viser mer")),
            rows=5,
            wide_from=110,
        )

    # What it shows.

    def go(self, where: Where) -> None:
        """A student's case, at a row of it if one is named."""
        if where.student and where.student != self.student:
            self.student = where.student
            self.listed.replace(())
        self._show()
        if where.item:
            self.listed.move_to(where.item)

    def draw(self, _overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if not changed or self.student in changed:
            self._show()

    def todo_reckoned(self, todo: Todo) -> None:
        """What there is to do about this student."""
        super().todo_reckoned(todo)
        self._show()

    def entered(self) -> None:
        """The rows take the keys."""
        take_keys(self.listed)

    @property
    def listed(self) -> LineList:
        """The rows."""
        return self.query_one("#case-list", LineList)

    @property
    def student_here(self) -> str:
        """Whose case it is."""
        return self.student

    @property
    def case(self) -> Case | None:
        """The case as it is now."""
        known = self.overview is not None and self.overview.student(self.student) is not None
        return self.overview.case_of(self.student) if known and self.overview else None

    def _show(self) -> None:
        seen, case = self.overview, self.case
        if seen is None:
            return
        if case is None:
            self.listed.empty = _(NOBODY)
            self.listed.replace(())
            self.query_one("#case-where", Line).say_text(_("Ingen elev er valgt."), Ink.MUTED)
            self.query_one("#case-road", Pane).say(())
            self.query_one("#case-pane", Pane).say(())
            return
        self.stops = road_of(seen, case)
        todo = self.todo.of(self.student) if self.todo else ()
        self.duties = tuple(duty for duty in todo if duty.open(seen.now))
        self.listed.empty = _(NOTHING)
        self.listed.replace(list(case_groups.rows(case_groups.groups(seen, case, self.duties))))
        self._say_road()
        self._say()

    def _who(self, seen: Overview, state: State, word: str) -> Paragraph:
        line, look = seen.line(self.student), CASES[state]
        parts: list[Part] = [(seen.students[self.student].name, Ink.TITLE)]
        parts.append((f" · {line.school_class if line else ''} · ", Ink.MUTED))
        parts.append((f"{look.sign} {_(word)}".strip(), look.ink))
        following = next_said(self.stops)
        return (*parts, (" · ", Ink.MUTED), *following) if following else tuple(parts)

    @property
    def _room(self) -> int:
        """What is said before the view has its place is as wide as the screen, too."""
        return (self.size.width or self.app.size.width) - 2

    def _say_road(self) -> None:
        """Who it is, how the case stands (in a word where there is no room for more), and the road."""
        seen, case = self.overview, self.case
        if seen is not None and case is not None:
            whole = self._who(seen, case.state, STATES[case.state])
            fits = sum(cell_len(text) for text, _ink in whole) <= self._room
            said = whole if fits else self._who(seen, case.state, CASES[case.state].word)
            self.query_one("#case-where", Line).say((said,))
        lines = road_lines(self.stops, max(1, self._room))
        unopened = ((_("Veien begynner når noen vurderer fraværet som bekymringsfullt (v)."), Ink.MUTED),)
        self.query_one("#case-road", Pane).say(lines if self.stops else (unopened,))

    def _say(self) -> None:
        seen, case = self.overview, self.case
        if seen is not None and case is not None:
            said = case_groups.said(seen, case, self.stops, self.duties, self.listed.key or "")
            self.query_one("#case-pane", Pane).say(said)

    # What is pressed.

    def on_resize(self) -> None:
        """The road is as wide as the screen."""
        self._say_road()

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another row: another why."""
        self._say()

    @on(LineList.Chosen)
    def action_open(self) -> None:
        """What stands in the row."""
        from tui import deeds

        what, _colon, which = (self.listed.key or "").partition(":")
        duty = next((each for each in self.duties if each.key == which), None)
        if what == "duty" and duty is not None:
            deeds.do(self, duty)
        elif what == "consent" and self.overview and self.case and self._holds(which):
            from tui.case_asks_partners import withdrawn_row
            from tui.case_lines import ask_line

            ask_line(self, self.student, withdrawn_row(which))
        elif what == "lacking":
            from tui.case_asks_partners import CONSENT
            from tui.case_lines import ask_line

            ask_line(self, self.student, CONSENT)
        elif what in OPENS:
            self.post_message(ViewWanted(OPENS[what], student=self.student, item=which))

    def _holds(self, consent: str) -> bool:
        """Whether a consent can be withdrawn still."""
        from rules.case.consents import Stands, stands, told_consents

        case, seen = self.case, self.overview
        if case is None or seen is None:
            return False
        told = (each for each in told_consents(case) if each.id == consent)
        return any(stands(case, each, seen.today) is Stands.HOLDS for each in told)

    def action_tell(self) -> None:
        """Something new: what the case takes as it stands."""
        from tui.case_asks import choose

        if student := self.whom():
            stop = next_stop(self.stops)
            choose(self, student, stop.station if stop else None)

    def action_beside(self) -> None:
        """All answers to the same theme."""
        if student := self.whom():
            self.post_message(ViewWanted("beside", student=student))

    def action_meeting(self) -> None:
        """The meeting that comes, or the last one."""
        if student := self.whom():
            self.post_message(ViewWanted("meeting", student=student))

    def action_agreement(self) -> None:
        """The agreement."""
        if student := self.whom():
            self.post_message(ViewWanted("agreement", student=student))

    def action_read(self, pages: int) -> None:
        """The next page of what is said, or the one before."""
        self.query_one("#case-pane", Pane).read_on(pages)
