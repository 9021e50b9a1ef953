"""What a view sends for: a class by its name, last year, the log, a file, a document, a school to try.

The rules of this file: each errand is a message that goes up; the session runs it in a worker, and what came of it is
said or goes down to the view that asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from tui.desk import Desk
from tui.language import _
from tui.messages import (
    AnswersWanted,
    ClassWanted,
    DemoWanted,
    FileSeenWanted,
    HomeMessageWanted,
    ImportWanted,
    LastYearWanted,
    LooksWanted,
    PrintWanted,
    TellingWanted,
)
from tui.overview import class_called, registers
from tui.tellings import NoteMessage, Told


class Errands(Desk):
    """The desk, and what it is sent for."""

    def on_class_wanted(self, _message: ClassWanted) -> None:
        """Which class? Typed, so that one of forty is four keys away."""
        from tui.dialogs import Prompt

        self.push_screen(Prompt(_("Hvilken klasse? Skriv for eksempel 8b.")), self._class_said)

    def _class_said(self, text: str | None) -> None:
        seen = self.session.overview
        if text is None or seen is None:
            return
        found = class_called(seen, text)
        if found is not None:
            self.view().class_chosen(found)
            return
        names = ", ".join(registers(seen))
        self.say(_("Ingen klasse heter {text}. Klassene er {names}.").format(text=text, names=names), "warning")

    def on_last_year_wanted(self, message: LastYearWanted) -> None:
        """How did last year end for a student?"""
        self.run_worker(self._last_year(message.student), group="read")

    async def _last_year(self, student: str) -> None:
        view = self.view()
        before = await self.session.last_year(student)
        if self.is_running:
            view.last_year_read(student, before)

    def on_looks_wanted(self, _message: LooksWanted) -> None:
        """Who looked at whom?"""
        self.run_worker(self._read_looks(), group="read")

    async def _read_looks(self) -> None:
        view = self.view()
        view.looks_read(await self.session.looks())

    def on_home_message_wanted(self, message: HomeMessageWanted) -> None:
        """Who, how and what? Then write it."""
        from tui.asking import half_typed
        from tui.home_message import HomeMessage

        seen = self.session.overview
        student = seen.student(message.student) if seen else None
        if student is not None and seen is not None:
            dialog = HomeMessage(student, message.day, seen.today)
            dialog.keeps = lambda typed: half_typed(self.session.overview, student.id, dialog.head, typed)
            self.push_screen(dialog, self._home_said)

    def _home_said(self, telling: NoteMessage | None) -> None:
        if telling is not None:
            self.view().post_message(TellingWanted(telling))

    def on_file_seen_wanted(self, message: FileSeenWanted) -> None:
        """What would a file bring?"""
        self.run_worker(self._see_file(message.kind, message.path), group="files")

    async def _see_file(self, kind: str, path: str) -> None:
        seen = await self.session.file_seen(kind, path)
        self.view().file_seen(seen)

    def on_import_wanted(self, message: ImportWanted) -> None:
        """Take it in."""
        self.run_worker(self._take_in(message.kind, message.path), group="tell")

    async def _take_in(self, kind: str, path: str) -> None:
        view = self.view()
        told = await self.session.take_in(
            kind, path, lambda done, rows: self.call_from_thread(view.moved_on, done, rows)
        )
        view.written(told)
        self._shown(told)

    def on_print_wanted(self, message: PrintWanted) -> None:
        """Make the document, or show what it would say."""
        self.run_worker(self._make_paper(message), group="tell")

    async def _make_paper(self, message: PrintWanted) -> None:
        told, package = await self.session.paper(message.request, message.path)
        self._shown(told)
        message.done(told, package)

    def on_answers_wanted(self, message: AnswersWanted) -> None:
        """Make the school, and go in."""
        answers = (message.name, message.guide, message.calendar, message.students)
        self.run_worker(self._begin(partial(self.session.set_up, answers)), group="tell")

    def on_demo_wanted(self, _message: DemoWanted) -> None:
        """Make the made-up school, and go in."""
        self.say(_("Dikter opp en skole …"))
        self.run_worker(self._begin(self.session.demo), group="tell")

    async def _begin(self, make: Callable[[], Awaitable[Told]]) -> None:
        told = await make()
        self.view().written(told)
        if told.ok:
            self._stale = set(self.views())
            self.enter("students")
            self.facts_changed(frozenset())
        self.say(told.text, "information" if told.ok else "error")
