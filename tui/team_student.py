"""One student's screen in a team's meeting: what is known in one page, one key a decision, and on to the next.

The rules of this file: the meeting's state is the store's events and nothing is kept here, so that leaving at any time
loses nothing; the length of the meeting is shown as of the last key: nothing moves while nobody presses one.
"""

from __future__ import annotations

from textual.app import ComposeResult

from rules.case.events import TeamTalked
from rules.team.meeting import TeamMeeting
from tui import team_asks
from tui.actions import bindings, decisions_said
from tui.language import _
from tui.lines import Ink
from tui.messages import NoticeWanted, TellingWanted, ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane
from tui.team_meeting import ViewOfMeeting
from tui.team_page import page
from tui.tellings import Telling, TellSchool, Told
from tui.todo import Todo
from tui.views import Where


class TeamStudentView(ViewOfMeeting, can_focus=True):
    """A page, and the keys of what can be decided."""

    NAME = "team_student"
    BINDINGS = bindings("team_student")
    DEFAULT_CSS = """
    TeamStudentView #team-page { height: 1fr; }
    TeamStudentView #team-keys { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.student = ""

    def compose(self) -> ComposeResult:
        """Where in the meeting, the page, the decisions."""
        yield Line(id="team-place")
        yield Pane(id="team-page", more=_("… mellomrom viser mer"))
        yield Pane(id="team-keys")

    def draw(self, _overview: Overview, _changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        self._say()

    def todo_reckoned(self, todo: Todo) -> None:
        """What there is to do stands on the page."""
        fresh = self.todo is None or self.todo.all != todo.all
        super().todo_reckoned(todo)
        if fresh:
            self._say()

    @property
    def student_here(self) -> str:
        """Whose page it is."""
        return self.student

    @property
    def paper_team(self) -> str:
        """The team whose meeting it is."""
        return self.meeting.opened.team if self.meeting else ""

    def go(self, where: Where) -> None:
        """To a student of a meeting."""
        self.student, self.held = where.student or self.student, where.item or self.held
        self._say()

    def told(self, _telling: Telling, _told: Told) -> None:
        """It stands on the page."""
        self._say()

    def _say(self) -> None:
        seen, meeting = self.overview, self.meeting
        if seen is None or self.student not in seen.students:
            return
        self.query_one("#team-place", Line).say_text(self._place(seen, meeting), Ink.MUTED)
        self.query_one("#team-page", Pane).say(page(seen, self.todo, self.student, meeting))
        self.query_one("#team-keys", Pane).say((decisions_said(),))

    def _place(self, seen: Overview, meeting: TeamMeeting | None) -> str:
        if meeting is None:
            return _("Møtet er avsluttet. Det som skrives nå, står bare i elevens sak.")
        students = meeting.students
        at = students.index(self.student) + 1 if self.student in students else 0
        of = _("{at} av {count}").format(at=at, count=len(students))
        left = _("{count} igjen").format(count=len(meeting.not_reached))
        return " · ".join((of, self.said_meeting(seen, meeting), left))

    # On to the next.

    def action_next(self) -> None:
        """Talked about; on to the next who was not."""
        meeting, seen = self.meeting, self.overview
        if meeting is None or seen is None:
            self.action_agenda()
            return
        place = meeting.place(self.student)
        if place is not None and not place.talked:
            event = TeamTalked(by="", at=seen.now, meeting=meeting.id, students=(self.student,))
            self.post_message(TellingWanted(TellSchool((event,))))
        students = meeting.students
        at = students.index(self.student) if self.student in students else -1
        left = [one for one in (*students[at + 1 :], *students[: max(0, at)]) if one in meeting.not_reached]
        if left:
            self.post_message(ViewWanted(self.NAME, student=left[0], item=self.held))
            return
        self.action_agenda()
        self.post_message(NoticeWanted(_("Alle på saklista er drøftet. d avslutter møtet.")))

    def action_turn(self, step: int) -> None:
        """The next on the agenda, or the one before, with nothing told of this one."""
        students = self.meeting.students if self.meeting else ()
        if self.student in students:
            at = max(0, min(students.index(self.student) + step, len(students) - 1))
            if students[at] != self.student:
                self.post_message(ViewWanted(self.NAME, student=students[at], item=self.held))
        self._say()

    def action_agenda(self) -> None:
        """Back to the agenda."""
        self.post_message(ViewWanted("team", student=self.student))

    def action_read(self, pages: int) -> None:
        """The next page of what is said, or the one before."""
        self.query_one("#team-page", Pane).read_on(pages)

    # What is decided.

    def action_worrying(self) -> None:
        """Worrying."""
        team_asks.worrying(self, self.student)

    def action_not_worrying(self) -> None:
        """Not worrying, and why."""
        team_asks.not_worrying(self, self.student)

    def action_observe(self) -> None:
        """Watched until a day."""
        team_asks.observe(self, self.student)

    def action_call(self) -> None:
        """The home is to be contacted."""
        team_asks.contact_home(self, self.student)

    def action_open_case(self) -> None:
        """A case is opened."""
        team_asks.open_case(self, self.student)

    def action_book(self) -> None:
        """A meeting is called."""
        team_asks.book(self, self.student)

    def action_task(self) -> None:
        """Somebody is given a task."""
        team_asks.give_task(self, self.student)

    def action_line(self) -> None:
        """A line of the minutes."""
        team_asks.line(self, self.student)
