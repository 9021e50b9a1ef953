"""Møte: a team's weekly meeting, pupil by pupil, with what is flagged, what is open, and what is late.

The rules of this file: every line typed is on disk before the next is typed: about a pupil in the pupil's case, about
the meeting in the meeting's minutes; a decision made here stands in the case; the meeting ends with who was discussed.
"""

from __future__ import annotations

from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from tui import school_lines, team_rows
from tui.actions import bindings
from tui.case_lines import note_told
from tui.dialogs import Pick, Prompt
from tui.language import N_, _, ngettext
from tui.line_list import Ink, LineList
from tui.messages import ClassWanted, DialogWanted, TellingWanted, ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane
from tui.student_keys import ViewOfStudents
from tui.team_rows import Team
from tui.tellings import TellCase, Telling, Told
from tui.todo import Todo
from tui.views import Where, take_keys

NOTHING = N_("Ingen er flagget, og ingen saker er åpne. d: møtet er holdt.")


class TeamView(ViewOfStudents):
    """The agenda, and the pane about the pupil under the cursor."""

    NAME = "team"
    BINDINGS = bindings("team")
    DEFAULT_CSS = """
    TeamView #team-body { layout: vertical; height: 1fr; }
    TeamView #team-list { height: 1fr; }
    TeamView #team-pane { height: 7; }
    TeamView.wide #team-body { layout: horizontal; }
    TeamView.wide #team-list { width: 1fr; height: 1fr; }
    TeamView.wide #team-pane { width: 44; height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.team: str | None = None  # until it is known whose meeting it is likeliest to be
        self.talked: set[str] = set()

    def compose(self) -> ComposeResult:
        """Whose meeting, the agenda and the pane."""
        yield Line(id="team-where")
        with Container(id="team-body"):
            yield LineList(team_rows.columns(), id="team-list", empty=_(NOTHING))
            yield Pane(id="team-pane")

    # What it shows.

    def draw(self, _overview: Overview, _changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if self.team is None and self.todo is not None and self.overview is not None:
            self.team = team_rows.own_team(self.overview, self.todo.classes)
        self._show()

    def todo_reckoned(self, todo: Todo) -> None:
        """What there is to do stands in the pane."""
        super().todo_reckoned(todo)
        if self.team is None and self.overview is not None:
            self.team = team_rows.own_team(self.overview, todo.classes)
            self._show()
        self._say()

    def entered(self) -> None:
        """The agenda takes the keys."""
        take_keys(self.listed)

    @property
    def listed(self) -> LineList:
        """The agenda."""
        return self.query_one("#team-list", LineList)

    @property
    def student_here(self) -> str:
        """The pupil under the cursor."""
        return self.listed.key or ""

    @property
    def paper_team(self) -> str:
        """The team that meets."""
        return self.meets.key

    @property
    def meets(self) -> Team:
        """Who meets."""
        offered = team_rows.teams(self.overview) if self.overview else ()
        return next((each for each in offered if each.key == self.team), offered[0] if offered else Team("", "", ()))

    def go(self, where: Where) -> None:
        """To a team, or to a pupil."""
        if where.school_class or where.item:
            self._choose(where.school_class or where.item)
        if where.student:
            self.listed.move_to(where.student)

    def told(self, telling: Telling, told: Told) -> None:
        """Whoever something was told about has been talked about."""
        if told.ok and isinstance(telling, TellCase):
            self.talked.add(telling.student)
            self._show()

    def _show(self) -> None:
        if self.overview is None:
            return
        seen = self.overview
        shown = team_rows.agenda(seen, self.meets.classes)
        self.listed.replace(list(team_rows.rows(seen, shown, self._talked())))
        count = len(shown.students)
        parts = [self.meets.label, ngettext("{count} på saklista", "{count} på saklista", count).format(count=count)]
        parts += [_("møtet er holdt i dag")] if team_rows.met_today(seen, self._called()) else []
        self.query_one("#team-where", Line).say_text(" · ".join(parts), Ink.MUTED)
        self._say()

    def _talked(self) -> frozenset[str]:
        assert self.overview is not None
        before = {each for event in team_rows.met_today(self.overview, self._called()) for each in event.students}
        return frozenset(self.talked | before)

    def _say(self) -> None:
        if self.overview is None:
            return
        seen, student = self.overview, self.student_here
        about = team_rows.said(seen, self.todo, student) if student else ()
        self.query_one("#team-pane", Pane).say((*team_rows.minutes(seen, self._called()), *about))

    def _called(self) -> str:
        """What the meeting is called in the minutes."""
        return self.meets.key or self.meets.label

    # What is pressed.

    def on_resize(self) -> None:
        """Beside the list where there is room, else under it."""
        self.set_class(self.size.width >= 130, "wide")

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another pupil."""
        self._say()

    @on(LineList.Chosen)
    def action_open(self) -> None:
        """The case where there is one, else the pupil's year."""
        student = self.student_here
        if student and self.overview is not None:
            name = "case" if student in self.overview.cases else "student"
            self.post_message(ViewWanted(name, student=student))

    def action_class(self, step: int) -> None:
        """The next team, or the one before."""
        if self.overview is None:
            return
        keys = [each.key for each in team_rows.teams(self.overview)]
        here = keys.index(self.meets.key) if self.meets.key in keys else 0
        self._choose(keys[(here + step) % len(keys)])

    def action_choose_class(self) -> None:
        """Only one class, by its name."""
        self.post_message(ClassWanted())

    def class_chosen(self, school_class: str) -> None:
        """Only this class."""
        self._choose(school_class)

    def _choose(self, team: str) -> None:
        self.team = team
        self.talked.clear()
        self._show()

    def action_line(self) -> None:
        """A line about the pupil, in the pupil's case."""
        student = self.whom()
        if student and self.overview is not None:
            name = self.overview.students[student].name
            asked = Prompt(_("Referatlinje om {name}: den står i elevens sak.").format(name=name))
            self.post_message(DialogWanted(asked, partial(self._line_said, student)))

    def _line_said(self, student: str, text: str | None) -> None:
        if text and self.overview is not None:
            said = _("Teammøte {team}: {text}").format(team=self._called(), text=text)
            self.post_message(TellingWanted(note_told(self.overview, student, said)))

    def action_common(self) -> None:
        """A line in the meeting's minutes that names nobody."""
        asked = Prompt(_("Linje i møtets referat. Nevn ingen elev her: det hører hjemme i saken (r)."))
        self.post_message(DialogWanted(asked, self._common_said))

    def _common_said(self, text: str | None) -> None:
        if text and self.overview is not None:
            talked = tuple(sorted(self._talked()))
            self.post_message(TellingWanted(school_lines.team_line(self.overview, self._called(), talked, text)))

    def action_held(self) -> None:
        """The meeting is over."""
        if self.overview is None:
            return
        students = team_rows.agenda(self.overview, self.meets.classes).students
        school_lines.team_met(self, self._called(), students, self._talked())

    def action_check(self) -> None:
        """The homeroom teacher's weekly check of the class."""
        own = [name for name in self.meets.classes if self.todo and name in self.todo.classes]
        among = own or list(self.meets.classes)
        if len(among) == 1:
            school_lines.week_checked(self, among[0])
        elif among:
            asked = Pick(_("Ukesjekk av hvilken klasse?"), [(name, name) for name in among])
            self.post_message(DialogWanted(asked, self._check_of))

    def _check_of(self, school_class: str | None) -> None:
        if school_class:
            school_lines.week_checked(self, school_class)

    def action_review(self) -> None:
        """The leaders' review of the whole school."""
        school_lines.reviewed(self)
