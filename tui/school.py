"""Skolen: the school's own routines, who works here and who stands in, and the doors to what is seldom opened.

The rules of this file: routines are duties that come from above; every key opens a dialog or another view.
"""

from __future__ import annotations

from uuid import uuid4

from textual import on
from textual.app import ComposeResult

from rules.case.events import SheetOpened
from rules.duties.duty import Deed
from rules.facts import User
from tui import deeds, school_rows, staff
from tui.actions import bindings
from tui.dialogs import Pick
from tui.language import _
from tui.line_list import Ink, LineList
from tui.list_and_pane import ListAndPane
from tui.messages import DialogWanted, NoticeWanted, TellingWanted, ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane
from tui.school_rows import Routine
from tui.tellings import Telling, TellSchool, Told
from tui.todo import Todo
from tui.views import View, take_keys


class SchoolView(View):
    """The list of three parts, and the pane about the row under the cursor."""

    NAME = "school"
    BINDINGS = bindings("school")

    def __init__(self) -> None:
        super().__init__()
        self.routines: tuple[Routine, ...] = ()

    def compose(self) -> ComposeResult:
        """The school, the list and the pane."""
        yield Line(id="school-where")
        yield ListAndPane(LineList(school_rows.columns(), id="school-list"), Pane(id="school-pane"), rows=6)

    # What it shows.

    def draw(self, _overview: Overview, _changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        self._show()

    def todo_reckoned(self, todo: Todo) -> None:
        """The routines are among the duties."""
        super().todo_reckoned(todo)
        self._show()

    def entered(self) -> None:
        """The list takes the keys."""
        take_keys(self.listed)

    @property
    def listed(self) -> LineList:
        """The list."""
        return self.query_one("#school-list", LineList)

    @property
    def routine(self) -> Routine | None:
        """The routine under the cursor."""
        return next((each for each in self.routines if f"routine:{each.key}" == self.listed.key), None)

    @property
    def user(self) -> User | None:
        """The colleague under the cursor."""
        sort, _colon, name = (self.listed.key or "").partition(":")
        return self.overview.school.user(name) if self.overview and sort == "user" else None

    def _show(self) -> None:
        if self.overview is None:
            return
        seen = self.overview
        self.routines = school_rows.routines(seen, self.todo)
        self.listed.replace(list(school_rows.rows(seen, self.routines)))
        away = [user for user in staff.here(seen) if user.away_on(seen.today)]
        parts = [seen.school.name, _("{count} ansatte").format(count=len(staff.here(seen)))]
        parts += [_("{count} borte i dag").format(count=len(away))] if away else []
        self.query_one("#school-where", Line).say_text(" · ".join(parts), Ink.MUTED)
        self._say()

    def _say(self) -> None:
        if self.overview is not None:
            said = school_rows.said(self.overview, self.listed.key or "", self.routines)
            self.query_one("#school-pane", Pane).say(said)

    # What is pressed.

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another row."""
        self._say()

    @on(LineList.Chosen)
    def action_do(self) -> None:
        """The routine, the colleague's absence, or the door."""
        key = self.listed.key or ""
        if self.routine is not None:
            self._do_routine(self.routine)
        elif self.user is not None:
            staff.mark_away(self, self.user)
        elif key == "door:import":
            self.action_import()
        elif key == "door:log":
            self.action_log()
        elif key == "door:checklist":
            self._open_checklist()

    def _do_routine(self, routine: Routine) -> None:
        """Done in the one class that is left; of several, in which?"""
        left = routine.left
        if len(left) == 1 or (left and left[0].deed is Deed.LEADER_REVIEW):
            deeds.do(self, left[0])
        elif left and self.overview is not None:
            asked = Pick(
                _("{what}: i hvilken klasse?").format(what=routine.word), school_rows.choices(self.overview, routine)
            )
            self.post_message(DialogWanted(asked, self._do_one))

    def _do_one(self, key: str | None) -> None:
        found = (duty for routine in self.routines for duty in routine.duties if duty.key == key)
        if (duty := next(found, None)) is not None:
            deeds.do(self, duty)

    def action_away(self) -> None:
        """The colleague is away."""
        if user := self._colleague():
            staff.mark_away(self, user)

    def action_here(self) -> None:
        """The colleague is here after all."""
        if user := self._colleague():
            staff.not_away(self, user)

    def action_stand_in(self) -> None:
        """Who usually stands in."""
        if user := self._colleague():
            staff.change_stand_in(self, user)

    def action_import(self) -> None:
        """Take in a file."""
        self.post_message(ViewWanted("import"))

    def action_log(self) -> None:
        """Who looked at whom."""
        self.post_message(ViewWanted("log"))

    def _colleague(self) -> User | None:
        if self.user is None:
            self.post_message(NoticeWanted(_("Velg en ansatt først."), "warning"))
        return self.user

    def _open_checklist(self) -> None:
        """The school's own sheet; the first time in a year it is begun."""
        seen = self.overview
        form = school_rows.checklist_form(seen) if seen else None
        if seen is None or form is None:
            self.post_message(NoticeWanted(_("Veilederen har ingen sjekkliste for skolen selv."), "warning"))
            return
        sheet = school_rows.checklist(seen)
        if sheet is not None:
            self.post_message(ViewWanted("form", item=sheet.id))
            return
        begun = SheetOpened(id=uuid4().hex, by="", at=seen.now, form=form.id, version=form.version, informant="")
        self.post_message(TellingWanted(TellSchool((begun,))))

    def told(self, telling: Telling, told: Told) -> None:
        """A checklist that is begun is opened."""
        if told.ok and isinstance(telling, TellSchool):
            for event in telling.events:
                if isinstance(event, SheetOpened):
                    self.post_message(ViewWanted("form", item=event.id))
