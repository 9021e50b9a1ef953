"""Møte: a team's meeting. Before it the agenda as it builds itself, in it as it stands, after it the minutes.

The rules of this file: every key that changes a meeting tells an event, so that another session sees the same and goes
on; what is about a pupil stands in the pupil's case; where no meeting is under way a line and a tick do as before.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from rules.case.events import TeamKind
from rules.team.agenda import Item
from rules.team.kinds import KINDS, About
from rules.team.meeting import TeamMeeting, meetings
from tui import team_calls, team_minutes, team_opening, team_rows
from tui.actions import bindings
from tui.dialogs import Pick
from tui.language import N_, _, ngettext
from tui.line_list import Column, Ink, LineList, Row
from tui.list_and_pane import ListAndPane
from tui.messages import ClassWanted, DialogWanted, TellingWanted, ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane
from tui.team_keys import MeetingKeys
from tui.team_rows import Team, team_of
from tui.tellings import TellCase, Telling, TellSchool, Told
from tui.todo import Todo
from tui.views import Where, take_keys

NOTHING = N_("Det er ingen på saklista. I et møte setter + en elev på den.")
MEET = "meet"  # a place in this view: the meeting itself, opened or gone on with


class TeamView(MeetingKeys):
    """The agenda, and the pane about the pupil under the cursor."""

    NAME = "team"
    BINDINGS = bindings("team")

    def __init__(self) -> None:
        super().__init__()
        self.filled = ""  # the meeting whose rows stand in the list
        self.fresh = ""  # a meeting that was just opened: the cursor goes to the first on its agenda
        self.opens: str | None = None  # a meeting is wanted, from this pupil ("" : any), once it is known what is to do

    def compose(self) -> ComposeResult:
        """Whose meeting, the agenda and the pane."""
        yield Line(id="team-where")
        yield ListAndPane(
            LineList(team_rows.columns(), id="team-list", empty=_(NOTHING)),
            Pane(id="team-pane"),
            rows=7,
            wide_from=150,
        )

    # What it shows.

    def draw(self, _overview: Overview, _changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        self._show()

    def todo_reckoned(self, todo: Todo) -> None:
        """What there is to do makes the agenda."""
        first, fresh = self.todo is None, self.todo is None or self.todo.all != todo.all
        on_top = self.listed.index == 0
        super().todo_reckoned(todo)
        if fresh:
            self._show()
        if first and on_top:
            self.listed.action_first()  # what is late puts others first
        if self.opens is not None and self.display:
            self.action_meet(self.opens)

    @property
    def question_comes(self) -> bool:
        """A meeting is wanted."""
        return self.opens is not None

    def leaving(self) -> tuple[Telling, ...]:
        """A meeting that was not waited for is not wanted any more."""
        self.opens = None
        return super().leaving()

    def entered(self) -> None:
        """The agenda takes the keys; a meeting that goes on is shown."""
        going = team_rows.under_way(self.overview) if self.overview else ()
        if going and self.meeting is None and not self.fresh:
            self.held = going[0].id
        self._show()
        take_keys(self.listed)

    @property
    def listed(self) -> LineList:
        """The agenda."""
        return self.query_one("#team-list", LineList)

    @property
    def student_here(self) -> str:
        """The pupil under the cursor."""
        key = (self.listed.key or "").rpartition(":")[2]
        return key if self.overview is not None and key in self.overview.students else ""

    @property
    def over(self) -> TeamMeeting | None:
        """The meeting of today that is over, where none goes on."""
        if self.overview is None or self.sort is None or self.meeting is not None:
            return None
        return team_rows.closed_today(self.overview, self.sort, self.team)

    @property
    def shown(self) -> TeamMeeting | None:
        """The meeting that goes on, or the one of today that is over."""
        return self.meeting or self.over

    @property
    def paper_which(self) -> str:
        """Before a meeting, the kind it is going to be."""
        return super().paper_which or str(self.sort or "")

    @property
    def paper_team(self) -> str:
        """The team whose agenda it is."""
        return self.meets.key

    def go(self, where: Where) -> None:
        """To a team, to a pupil, or into the meeting."""
        if where.item == MEET:
            if where.student:
                self.listed.move_to(where.student)
            self.action_meet(where.student)
            return
        if where.school_class or where.item:
            self._choose(where.school_class or where.item)
        if where.student:
            self.listed.move_to(where.student)

    def told(self, telling: Telling, told: Told) -> None:
        """Whoever something was told about has been talked about."""
        if told.ok and isinstance(telling, TellCase):
            self.talked.add(telling.student)
        if not told.ok:
            self.fresh = ""
        self._show()

    def _likely(self) -> None:
        if self.sort is None and self.overview is not None and self.todo is not None:
            self.sort, self.team = team_opening.likeliest(self.overview, self.login, self.todo.classes)

    def _join(self) -> None:
        """A meeting of the same kind and classes that goes on, whoever opened it."""
        if self.meeting is not None or self.overview is None or self.fresh:
            return
        for going in team_rows.under_way(self.overview):
            if going.opened.sort is self.sort and {*going.opened.classes} == {*self.meets.classes}:
                self.held = going.id

    def _show(self) -> None:
        self._likely()
        if self.overview is None:
            return
        self._join()
        seen, meeting, over = self.overview, self.meeting, self.over
        if meeting is not None:
            self.sort, self.team = meeting.opened.sort, meeting.opened.team
            self.items = tuple(Item(place.student, place.because) for place in meeting.places)
        else:
            sort = self.sort or TeamKind.GRADE
            self.items = team_rows.proposed(seen, self.todo.all if self.todo else (), sort, self.meets)
        self._fill(*self._table(seen, over))
        self.query_one("#team-where", Line).say_text(self._where(seen), Ink.MUTED)
        self._say()

    def _fill(self, columns: list[Column], rows: list[Row]) -> None:
        """Of another meeting than before the first row, unless the one the cursor is on stands there too."""
        shown = self.shown.id if self.shown else ""
        stays = shown == self.filled or self.listed.key in {row.key for row in rows}
        if tuple(columns) == self.listed.columns:
            self.listed.replace(rows)
        else:
            self.listed.show_columns(columns, rows)
        self.filled = shown
        if not stays or (shown and shown == self.fresh):
            self.fresh = ""
            self.listed.action_first()

    def _table(self, seen: Overview, over: TeamMeeting | None) -> tuple[list[Column], list[Row]]:
        if over is not None:
            return team_minutes.columns(), list(team_minutes.rows(seen, over))
        if self.sort is not None and not KINDS[self.sort].named:
            return team_rows.columns(), list(team_rows.numbers(seen, self.meets.classes))
        return team_rows.columns(), list(team_rows.rows(seen, self.todo, self.items, self._talked()))

    def _where(self, seen: Overview) -> str:
        meeting, over, count = self.meeting, self.over, len(self.items)
        if over is not None:
            return " · ".join((self.said_meeting(seen, over), _("avsluttet; m åpner et nytt")))
        listed = ngettext("{count} på saklista", "{count} på saklista", count).format(count=count)
        if meeting is None:
            parts = [*self._going_on(seen), team_rows.kind_said(self.sort or TeamKind.GRADE, self.meets), listed]
            coming = team_calls.said_call(seen, self.sort or TeamKind.GRADE, self.meets)
            parts += [coming] if coming else []
            closed = team_rows.closed_in(seen, self.meets) if seen.school.blocked else 0
            parts += [_("{count} med sperret sak").format(count=closed)] if closed else []
            parts += [_("møtet er holdt i dag")] if team_rows.met_today(seen, self._called()) else [_("m åpner møtet")]
            return " · ".join(parts)
        done = count - len(meeting.not_reached)
        parts = [self.said_meeting(seen, meeting), _("{done} av {count} drøftet").format(done=done, count=count)]
        parts += [_("{count} du ikke har innsyn i").format(count=meeting.hidden)] if meeting.hidden else []
        return " · ".join(parts)

    def _going_on(self, seen: Overview) -> tuple[str, ...]:
        """Another meeting that somebody opened while this page stood here."""
        going = next(iter(team_rows.under_way(seen)), None)
        if going is None:
            return ()
        what = team_rows.kind_said(going.opened.sort, team_rows.team_of(seen, going))
        return (_("{meeting} pågår: 5 viser det").format(meeting=what),)

    def _say(self) -> None:
        if self.overview is None:
            return
        seen, student, meeting = self.overview, self.student_here, self.shown
        place = meeting.place(student) if meeting else None
        told = frozenset(place.told if place else ())
        about = team_rows.said(seen, self.todo, student, told) if student else ()
        if meeting is not None and student:
            about = (*team_minutes.told_in(seen, meeting, student), *about)
        held = team_minutes.paragraphs(seen, meeting) if meeting else team_rows.minutes(seen, self._called())
        pane = self.query_one("#team-pane", Pane)
        pane.say((*about, *held) if meeting is not None and student and self.over is None else (*held, *about))

    # What is pressed.

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another pupil."""
        self._say()

    @on(LineList.Chosen)
    def action_open(self) -> None:
        """In a meeting the student's screen; else the case where there is one, or the student's year."""
        student = self.student_here
        if not student or self.overview is None:
            return
        if self.meeting is not None:
            self.post_message(ViewWanted("team_student", student=student, item=self.held))
            return
        name = "case" if student in self.overview.cases else "student"
        self.post_message(ViewWanted(name, student=student))

    def action_meet(self, child: str = "") -> None:
        """Open the meeting; one that goes on is gone on with, from the first who was not talked about."""
        if self.overview is None:
            return
        self.opens = child or self.student_here if self.todo is None else None
        if self.opens is not None:
            return
        if self.meeting is None:
            first = (self.sort or TeamKind.GRADE, self.meets)
            team_opening.open_meeting(self, first, child or self.student_here, self._built, self._opened)
            return
        self._bring()
        left = self.meeting.not_reached or self.meeting.students
        if left:
            self.post_message(ViewWanted("team_student", student=left[0], item=self.held))

    def _built(self, sort: TeamKind, team: Team, child: str = "") -> tuple[Item, ...]:
        assert self.overview is not None
        return team_rows.proposed(self.overview, self.todo.all if self.todo else (), sort, team, child)

    def _opened(self, meeting: str) -> None:
        """The one who opens it sees it, whatever is seen by then."""
        self.held = self.fresh = meeting
        if not self.display:
            self.post_message(ViewWanted(self.NAME))

    def _bring(self) -> None:
        """Whom one sees oneself and whoever opened the meeting did not, comes on the agenda too."""
        meeting = self.meeting
        if meeting is None or self.overview is None or KINDS[meeting.opened.sort].about is About.CHILD:
            return
        own = self._built(meeting.opened.sort, team_of(self.overview, meeting))
        known = {*meeting.students, *meeting.out}
        new = tuple(item for item in own if item.student not in known) if meeting.opened.by != self.login else ()
        if new:
            said = ngettext("{count} kom på saklista.", "{count} kom på saklista.", len(new)).format(count=len(new))
            told = team_opening.agenda_told(self.overview, meeting.id, new)
            self.post_message(TellingWanted(TellSchool(told, said)))

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

    def action_sort(self) -> None:
        """Another kind of meeting, or one of those that go on."""
        seen = self.overview
        if seen is None:
            return
        going = [(each.id, self.said_meeting(seen, each)) for each in team_rows.under_way(seen)]
        kinds = team_opening.kinds_for(seen, self.login, self.meets, self.student_here)
        plain = [(str(sort), _(KINDS[sort].title)) for sort in kinds if KINDS[sort].about is not About.CHILD]
        self.post_message(DialogWanted(Pick(_("Hvilket møte?"), [*going, *plain]), self._sorted))

    def _sorted(self, key: str | None) -> None:
        seen = self.overview
        if key is None or seen is None:
            return
        self.held = key if key in {each.id for each in meetings(seen.school_events)} else ""
        if not self.held:
            self.sort = TeamKind(key)
        self.talked.clear()
        self._show()

    def _choose(self, team: str) -> None:
        """A team: its own meeting where one goes on."""
        self._likely()
        self.team, self.held = team, ""
        self.talked.clear()
        self._show()
