"""The shell: the lines around the views, which view is seen, and what holds in all of them.

The rules of this file: no view's work is done here (views have their own files, ``tui/desk.py`` does what they ask
for); nothing moves by itself; what is not needed for the first screen is imported when it is asked for.
"""

from __future__ import annotations

import gc
import os
from contextlib import suppress
from importlib import import_module
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import ContentSwitcher, Input
from textual.worker import WorkerCancelled, WorkerFailed

from tui import frame, themes
from tui.action import EVERYWHERE
from tui.actions import TABS, bindings
from tui.app_keys import Everywhere
from tui.in_turn import InTurn
from tui.language import _
from tui.lines import Ink
from tui.pane import Line
from tui.session import Session
from tui.thin_wire import ThinWire
from tui.views import View

LOCK_LOOKS = 10.0  # seconds between two looks whether somebody is still there

SIGNS = {"information": ("", Ink.PLAIN), "warning": ("! ", Ink.WORRYING), "error": ("!! ", Ink.STRONG)}

VIEWS = {
    "today": ("tui.today", "TodayView"),
    "students": ("tui.students", "StudentsView"),
    "register": ("tui.register", "RegisterView"),
    "student": ("tui.student", "StudentView"),
    "cases": ("tui.cases", "CasesView"),
    "case": ("tui.case", "CaseView"),
    "form": ("tui.form", "FormView"),
    "beside": ("tui.beside", "BesideView"),
    "meeting": ("tui.meeting", "MeetingView"),
    "agreement": ("tui.agreement", "AgreementView"),
    "team": ("tui.team", "TeamView"),
    "team_student": ("tui.team_student", "TeamStudentView"),
    "school": ("tui.school", "SchoolView"),
    "log": ("tui.log", "LogView"),
    "import": ("tui.import_view", "ImportView"),
    "first_start": ("tui.first_start", "FirstStartView"),
}

#: Made as soon as the first screen is seen; the others when somebody goes there.
AT_START = ("students", "register", "student")


class TilstedeApp(ThinWire, InTurn, Everywhere, inherit_bindings=False, inherit_css=False):
    """The program on a screen."""

    TITLE = "Tilstede"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar = [
        *bindings(EVERYWHERE),
        *(Binding(tab.key, f"go('{tab.view}')", tab.label, show=False, id=f"go.{tab.view}") for tab in TABS),
        Binding("ctrl+c", "how_to_quit", show=False),
    ]
    CSS = """
    TilstedeApp { background: $background; color: $foreground; }
    ContentSwitcher { height: 1fr; }
    #title, #tabs, #keys { background: $bar; }
    Input:focus { background-tint: $foreground 0%; }
    Input > .input--placeholder { color: $ink-muted; }
    """

    def __init__(self, session: Session, start_view: str = "students") -> None:
        super().__init__()
        for theme in themes.themes():
            self.register_theme(theme)
        # Set without Textual's watcher, which would parse every style sheet twice before the first screen.
        self.set_reactive(App.theme, themes.preferred(os.environ))
        self.stylesheet.set_variables(self.get_css_variables())
        self.session = session
        self._stale = set()
        self._quick = None
        self._path = []
        self.keys_wait = True
        self._last_key = monotonic()
        self._lock_after = _minutes(os.environ.get("TILSTEDE_LOCK_MINUTES", ""))
        self.locked = False
        self._ends = False
        self._first = start_view if session.overview is not None else "first_start"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own names for colours, also before a theme is chosen."""
        return themes.variables()

    @property
    def colours(self) -> bool:
        """The theme without colours sends none."""
        return self.theme != themes.MONOCHROME

    def compose(self) -> ComposeResult:
        """Title, tabs, the views, the notice, the keys."""
        yield Line(id="title")
        yield Line(id="tabs")
        with ContentSwitcher(initial=self._first, id="views"):
            yield _made(self._first)
        yield Line(id="notice")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Show the facts."""
        self.start_looking()
        if self._lock_after:
            self.set_interval(LOCK_LOOKS, self._lock_if_idle)
        self.view().login, self.view().now = self.session.user, self.session.now
        self.view().entered()
        self._say_frame()
        self.call_after_refresh(self.call_next, self._bring_the_others)

    async def _bring_the_others(self) -> None:
        """All else comes when the first view is on the screen; what is pressed meanwhile waits for it."""
        from tui.quick_entry import QuickEntry

        await self.session.complete()
        self._quick = QuickEntry()
        await self.default_screen.mount(self._quick, before="#notice")  # also when a question stands over it
        others = [_made(name) for name in AT_START if name != self._first]
        for view in others:
            view.display = False
        await self.query_one(ContentSwitcher).mount_all(others)
        self._stale |= {view.NAME for view in others}
        for view in self.views().values():
            await view.complete()
        self._all_there()
        self.ready_to_reckon = True
        self.reckon()
        gc.freeze()  # the school and the program are no garbage: not looked through again
        gc.enable()

    async def bring(self, name: str) -> None:
        """Make a view that has not been seen yet; keys pressed meanwhile wait for it."""
        if name in self.views() or self.keys_wait:
            return
        self.keys_wait = True
        view = _made(name)
        view.display = False
        await self.query_one(ContentSwitcher).mount(view)
        self._stale.add(name)
        await view.complete()
        self._all_there()

    def _all_there(self) -> None:
        """What was pressed while something was made is done now, after what it was made for."""
        self.keys_wait = False
        self.call_later(self.next_key)

    def question_comes(self) -> bool:
        """Only until what there is to do was first worked out."""
        return self.todo is None and self._stands() and self.view().question_comes

    def _lock_if_idle(self) -> None:
        """Nobody has pressed a key for too long: what stands typed is told, and one has to sign in again."""
        if monotonic() - self._last_key >= 60 * self._lock_after:
            self.locked = True
            self.end(0)

    def _handle_exception(self, error: Exception) -> None:
        """A mistake in the program ends it with one line: Textual's own account has the values of variables in it."""
        from rich.text import Text

        from tui import crash

        self._return_code = crash.CODE
        if not self._exit_renderables:
            thrown = error.error if isinstance(error, WorkerFailed) else error
            self._exit_renderables.append(Text(crash.line(thrown)))
        if self._exception is None:
            self._exception = error
            self._close_messages_no_wait()
        self._exception_event.set()

    async def on_event(self, event: events.Event) -> None:
        """Somebody is there."""
        if isinstance(event, events.Key):
            self._last_key = monotonic()
        await super().on_event(event)

    def on_resize(self) -> None:
        """The lines around the view are as wide as the screen, once it has its new width."""
        self.call_after_refresh(self._say_frame)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Nothing blinks."""
        if isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    def on_app_blur(self, event: events.AppBlur) -> None:
        """A terminal that says it is not looked at still gets every key: nothing changes."""
        event.prevent_default()

    def on_app_focus(self, event: events.AppFocus) -> None:
        """See ``on_app_blur``."""
        event.prevent_default()

    # What the desk asks of the shell.

    def view(self) -> View:
        """The view that is seen."""
        return self.views()[self.query_one(ContentSwitcher).current or ""]

    def views(self) -> dict[str, View]:
        """All views by name."""
        return {view.NAME: view for view in self.query_one(ContentSwitcher).query_children(View)}

    def switch_view(self, name: str) -> None:
        """Show another view, and remember the way back."""
        switcher = self.query_one(ContentSwitcher)
        if switcher.current == name:
            return
        self._path = [*(seen for seen in self._path if seen not in {name, switcher.current}), switcher.current or ""]
        switcher.current = name
        self.say("")
        self._say_frame()

    def say(self, text: str, severity: str = "information") -> None:
        """A notice, in the line above the keys, until the next one or another view."""
        sign, ink = SIGNS[severity]
        self.query_one("#notice", Line).say((((f"{sign}{text}", ink),),))

    def facts_changed(self, changed: frozenset[str]) -> None:
        """The title and tabs too."""
        if not self._stands():
            return
        super().facts_changed(changed)
        if self.session.overview is not None and self._quick is not None:
            self._quick.show(self.session.overview)
        self._say_frame()

    def _stands(self) -> bool:
        """Whether the frame is there: not while the screen is being put up or taken down, as somebody leaves."""
        return bool(self.query("#keys"))

    def _say_frame(self) -> None:
        if not self._stands():
            return
        width, seen = self.size.width - 2, self.session.overview
        name = self.query_one(ContentSwitcher).current or ""
        today = _today(self.session) if seen else ""
        self.query_one("#title", Line).say(
            (frame.title(seen.school.name if seen else "", today, self.session.user, width),)
        )
        count = str(len(self.todo.mine)) if self.todo and self.todo.mine else ""
        self.query_one("#tabs", Line).say((frame.tabs(name, {"today": count}, width),) if seen else ())
        self.query_one("#keys", Line).say((frame.keys(name, width),))

    def todo_shown(self) -> None:
        """The tabs too."""
        if self._stands():
            super().todo_shown()
            self._say_frame()

    def action_redraw(self) -> None:
        """Draw the screen anew, whatever the terminal shows."""
        self.forget_screen()
        self.screen.refresh(layout=True)

    def action_leave(self) -> None:
        """Quit: everything is on disk already, but what stands half typed in a field."""
        self.end(0)

    def end(self, code: int) -> None:
        """Tell what stands half typed, wait for what is being written, and go; a dead line says so more than once."""
        if not self._ends:
            self._ends = True
            self.tell_what_stands_typed()
            self.tell_what_is_asked()
            self.run_worker(self._end(code), group="end")

    async def _end(self, code: int) -> None:
        for worker in [worker for worker in self.workers if worker.group == "tell"]:
            with suppress(WorkerFailed, WorkerCancelled):
                await worker.wait()
        self.exit(return_code=code)


def _made(name: str) -> View:
    """A view, imported when it is made."""
    module, view = VIEWS[name]
    made: View = getattr(import_module(module), view)()
    return made


def _minutes(said: str) -> int:
    """After how many minutes without a key the session ends; 0 is never."""
    return int(said) if said.isdecimal() else 0


def _today(session: Session) -> str:
    from tui.day_words import weekday_day

    today = session.now().date()
    return _("uke {week} · {day}").format(week=today.isocalendar().week, day=weekday_day(today))
