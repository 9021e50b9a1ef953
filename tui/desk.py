"""The desk: what the program does when a view says that somebody wants something.

The rules of this file: one handler a message, a few lines each; what waits for the disk runs in the session's
thread and is awaited in a worker; a view learns of changed facts when it is seen, and at once if it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tui.language import _
from tui.messages import (
    DialogWanted,
    KeysGivenBack,
    NoticeWanted,
    TellingWanted,
    UndoWanted,
    ViewWanted,
)
from tui.session import Session
from tui.tellings import Telling, Told
from tui.views import View

if TYPE_CHECKING:
    from tui.todo import Todo

LOOK_EVERY = 0.25
RECKON_AFTER = 1.0  # seconds without a change
#: Which kind of fact (``rules.rights.What``) each page of a student shows.
PAGES_OF_A_STUDENT = {
    "student": "marks",
    "case": "case",
    "form": "case",
    "beside": "case",
    "meeting": "case",
    "agreement": "case",
    "team_student": "case",
}

LINE_TURNS = 400  # at most: a line that refuses keeps the keys
TURNS = 8  # of the loop: by then a list's "moved" has come to its view, and both are painted in one go


class Desk(App[None]):
    """The handlers of ``tui/messages.py``, for the app."""

    session: Session
    _stale: set[str]
    _looking: Timer | None = None
    _trouble = ""
    todo: Todo | None = None
    ready_to_reckon = False
    _soon: Timer | None = None
    _reckoned_at: datetime | None = None

    # What the shell brings.

    def view(self) -> View:
        """The view that is seen."""
        raise NotImplementedError

    def views(self) -> dict[str, View]:
        """All views by name."""
        raise NotImplementedError

    def switch_view(self, name: str) -> None:
        """Show another view."""
        raise NotImplementedError

    def say(self, text: str, severity: str = "information") -> None:
        """A notice; what stands in it is never markup."""
        raise NotImplementedError

    async def bring(self, name: str) -> None:
        """Make a view that has not been seen yet."""
        raise NotImplementedError

    # Facts go down.

    def start_looking(self) -> None:
        """Show the facts, and look four times a second whether others changed something."""
        self.facts_changed(frozenset())
        self._looking = self.set_interval(LOOK_EVERY, self._look)

    def facts_changed(self, changed: frozenset[str]) -> None:
        """The view that is seen shows them now, the others when they are entered. Empty: everything is new."""
        overview = self.session.overview
        if overview is None:
            return
        self.view().show(overview, changed or None)
        self._stale = set(self.views()) - {self.view().NAME}
        self.reckon()

    def reckon(self) -> None:
        """Work out what there is to do, when nothing has changed for a moment: not once for each of many marks."""
        if not self.ready_to_reckon:
            return
        if self._soon is not None:
            self._soon.stop()
        if self.todo is None:
            self._reckon_now()
        else:
            self._soon = self.set_timer(RECKON_AFTER, self._reckon_now)

    def _reckon_now(self) -> None:
        self._soon = None
        self.run_worker(self._reckoned(), group="todo", exclusive=True)

    async def _reckoned(self) -> None:
        self.todo = await self.session.todo()
        self._reckoned_at = self.session.now().replace(second=0, microsecond=0)
        self.todo_shown()

    def todo_shown(self) -> None:
        """The view that is seen learns what there is to do, the others when they are entered."""
        if self.todo is not None:
            self.view().todo_reckoned(self.todo)

    def tell_what_stands_typed(self) -> None:
        """What stands half typed in the view that is left, is told."""
        self._tell_all(self.view().leaving())

    def tell_what_is_asked(self) -> None:
        """What stands half typed in a question over the view is told too: nobody will answer it."""
        from tui.dialogs import Dialog

        asked = (each.leaving() for each in self.screen_stack if isinstance(each, Dialog) and each.is_mounted)
        self._tell_all(telling for telling in asked if telling is not None)

    def _tell_all(self, tellings: Iterable[Telling]) -> None:
        view = self.view()
        for telling in tellings:
            self.run_worker(self._tell(view.minuted(telling), view), group="tell")

    def enter(self, name: str) -> View:
        """Switch to a view; it has the facts before it is seen."""
        view = self.views()[name]
        view.login, view.now = self.session.user, self.session.now
        if name != self.view().NAME:
            self.tell_what_stands_typed()
        if self.todo is not None:
            view.todo_reckoned(self.todo)
        if self.session.overview is not None and name in self._stale:
            view.show(self.session.overview, None)
            self._stale.discard(name)
        self.switch_view(name)
        view.entered()
        return view

    def _look(self) -> None:
        """Ask only when the last answer has come."""
        if not any(worker.group == "look" and not worker.is_finished for worker in self.workers):
            self.run_worker(self._looked(), group="look")
        if self._reckoned_at and self._reckoned_at != self.session.now().replace(second=0, microsecond=0):
            self._reckoned_at = None  # another minute: what was early may be late
            self.reckon()

    async def _looked(self) -> None:
        told = await self.session.look()
        if told.text != self._trouble:
            self.say(told.text or _("I orden igjen."), "error" if told.text else "information")
        self._trouble = told.text
        if told.changed is not None:
            self.facts_changed(told.changed)

    # Keys.

    async def on_event(self, event: events.Event) -> None:
        """A bound key does its work at once, so that what is typed right after it lands where it leads.

        Textual would hand every key to the widget that has the keys now, and only find its binding when it has
        bubbled up again: of ``/tonje`` typed in one breath, or over a slow line, the name would be lost, and of a
        date, Enter and a time the time would stand in the date.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and not self._typed(event):
            was = self.focused
            await self._landed(was)
            with self.batch_update():
                done = await self._check_bindings(event.key, priority=True) or await self._check_bindings(event.key)
                for _turn in range(TURNS if done else 0):
                    await asyncio.sleep(0)
            for screen in self.screen_stack:
                screen.check_idle()  # a batch's end wakes nobody
            if done:
                await self._led_on(was, event.key)
                return
        await super().on_event(event)

    def _typed(self, event: events.Key) -> bool:
        """Does somebody type this on a line, or (Enter too) in a text? Then it stands in its queue."""
        line = self.focused
        if line is None:
            return False
        in_a_text = not isinstance(line, Input) and line.check_consume_key("a", "a")
        return line.check_consume_key(event.key, event.character) or (in_a_text and event.key == "enter")

    async def _landed(self, line: Widget | None) -> None:
        """What was typed before has been taken in: Enter must come after the letters."""
        for _turn in range(LINE_TURNS):
            if line is None or not line.check_consume_key("a", "a"):
                return
            await asyncio.sleep(0)
            if not line.message_queue_size:
                break
        await asyncio.sleep(0)

    async def _led_on(self, was: Widget | None, key: str) -> None:
        """Enter on a line leads on to another field: what is typed right after it lands there."""
        for _turn in range(LINE_TURNS if isinstance(was, Input) and key == "enter" else 0):
            if self.focused is not was:
                return
            await asyncio.sleep(0)

    # Messages go up.

    def on_telling_wanted(self, message: TellingWanted) -> None:
        """Write it; the view shows it as pending meanwhile."""
        telling = self.view().minuted(message.telling)
        self.run_worker(self._tell(telling, self.view(), message), group="tell")

    async def _tell(self, telling: Telling, whose: View, wanted: TellingWanted | None = None) -> None:
        """The view that wanted it learns of it, also when another is seen by then; not when all are taken down."""
        told = await self.session.tell(telling)
        if not self.is_running:
            return
        self._shown(told)
        whose.told(telling, told)
        if wanted is None:
            return
        if told.ok and wanted.written is not None:
            wanted.written()
        elif not told.ok and wanted.refused is not None:
            wanted.refused(told.text)

    def on_undo_wanted(self, _message: UndoWanted) -> None:
        """Take back my last telling."""
        self.run_worker(self._undo(), group="tell")

    async def _undo(self) -> None:
        told = await self.session.undo()
        if self.is_running:
            self._shown(told)

    def _shown(self, told: Told) -> None:
        if told.text:
            self.say(told.text, "information" if told.ok else "error")
        if told.changed is not None:
            self.facts_changed(told.changed)

    async def on_view_wanted(self, message: ViewWanted) -> None:
        """Go there, to that student, class, day or thing."""
        await self.bring(message.name)
        if await self.may_open(message.name, message.where.student):
            self.enter(message.name).go(message.where)

    async def may_open(self, name: str, student: str) -> bool:
        """Whether a student's page may be shown: it is, once the access log has it."""
        what = PAGES_OF_A_STUDENT.get(name)
        if what is None or not student:
            return True
        why_not = await self.session.look_at(student, what, name)
        if why_not:
            self.say(why_not, "error")
        return not why_not

    def on_dialog_wanted(self, message: DialogWanted) -> None:
        """Ask, and hand the answer over."""
        self.push_screen(message.dialog, message.answered)

    def on_keys_given_back(self, _message: KeysGivenBack) -> None:
        """The view that is seen takes the keys."""
        self.view().entered()

    def on_notice_wanted(self, message: NoticeWanted) -> None:
        """Say it."""
        self.say(message.text, message.severity)
