"""The session: the one place where a person at the screen meets the store.

The rules of this file: the store is asked and told in one writing thread of its own, never in the event loop, and
in the order things were wanted; a telling is acknowledged only when the store's door has returned; a failure says
*not saved* and what to do, and nothing is tried again in silence. The overview is frozen and replaced whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from rules.calendar import day_over
from rules.facts import school_year
from rules.guide import load
from store.door import Store
from store.errors import StoreError
from store.tellings import MarkWanted, Receipt
from tui import clock
from tui.language import _, words
from tui.overview import Overview, changed, overview
from tui.tellings import NoteMarks, NoteMessage, TakeRegister, Telling, Told

Answer = TypeVar("Answer")


class Session:
    """What one person sees of one school, and what they told it."""

    def __init__(self, folder: Path, user: str, now: Callable[[], datetime] = clock.now) -> None:
        self.folder = folder
        self.user = user
        self.now = now
        self._thread = ThreadPoolExecutor(1, "store")
        self._store: Store | None = None
        self._overview: Overview | None = None
        self._revision = 0
        self._receipts: list[Receipt] = []

    @property
    def overview(self) -> Overview | None:
        """The facts as this session last saw them; None while there is no school."""
        return self._overview

    def open(self) -> Overview:
        """Read the school. Blocks: called before the screen starts, or in the thread; raises StoreError."""
        self._store = Store(self.folder)
        self._receipts.clear()
        self._overview = self._everything(self._store)
        return self._overview

    async def reopen(self, folder: Path) -> Overview:
        """Read another school's folder, in the thread."""
        self.folder = folder
        return await self._in_thread(self.open)

    async def tell(self, telling: Telling) -> Told:
        """Write a telling; it is on disk when this returns ``ok``."""
        return await self._in_thread(partial(self._told, telling.said, partial(_write, telling)))

    async def undo(self) -> Told:
        """Take back this session's last telling, unless somebody changed it since."""
        if not self._receipts:
            return Told(False, _("Du har ikke skrevet noe som kan angres."))
        return await self._in_thread(self._undone)

    async def look(self) -> Told:
        """What others changed since last time; ``text`` is what is in the way, if anything is."""
        return await self._in_thread(self._look)

    def close(self) -> None:
        """No more tellings; the one under way is finished."""
        self._thread.shutdown(wait=True)

    async def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    # In the thread.

    def _told(self, said: str, write: Callable[[Store, str, datetime], Receipt]) -> Told:
        if self._store is None:
            return Told(False, _("Ikke lagret: det er ingen skole åpen."))
        try:
            self._receipts.append(write(self._store, self.user, self.now()))
        except StoreError as error:
            return Told(False, not_saved(error))
        return Told(True, said, self._looked())

    def _undone(self) -> Told:
        receipt = self._receipts[-1]
        assert self._store is not None
        try:
            self._store.undo(receipt, self.user, self.now())
        except StoreError as error:
            return Told(False, _("Ikke angret: {reason}").format(reason=error.say(words())))
        self._receipts.pop()
        return Told(True, _("Angret."), self._looked())

    def _look(self) -> Told:
        try:
            return Told(True, "", self._looked())
        except StoreError as error:
            return Told(False, error.say(words()))

    def _looked(self) -> frozenset[str] | None:
        store, seen, now = self._store, self._overview, self.now()
        if store is None or seen is None:
            return None
        if _another_time(seen, now):
            return self._all_anew(store)
        if store.revision() == self._revision:
            return None
        changes = store.changed_since(self._revision)
        if changes.school:
            return self._all_anew(store)
        self._revision = changes.revision
        students = frozenset(changes.students)
        fresh = store.attendance(seen.year, sorted(students)) if students else {}
        self._overview = changed(seen, fresh, store.messages(seen.year), now)
        return students

    def _all_anew(self, store: Store) -> frozenset[str]:
        self._overview = self._everything(store)
        return frozenset()

    def _everything(self, store: Store) -> Overview:
        now = self.now()
        year = school_year(now.date())
        self._revision = store.revision()
        school = store.school()
        guide = load(school.guide).on_basis(school.basis)
        return overview(school, guide, store.attendance(year), now, store.messages(year), store.decisions())


def not_saved(error: StoreError) -> str:
    """What a person is told when a telling did not reach the disk."""
    return _("Ikke lagret: {reason}").format(reason=error.say(words()))


def _write(telling: Telling, store: Store, by: str, at: datetime) -> Receipt:
    match telling:
        case NoteMarks():
            wanted = [MarkWanted(w.student, w.day, w.lessons, w.category, w.reason, w.comment) for w in telling.wishes]
            return store.note(wanted, by, at)
        case TakeRegister():
            return store.take_register(telling.school_class, telling.day, telling.lessons, by, at)
        case NoteMessage():
            return _note_message(telling, store, by, at)


def _note_message(telling: NoteMessage, store: Store, by: str, at: datetime) -> Receipt:
    return store.note_message(
        telling.student,
        telling.first,
        telling.last,
        telling.sender,
        telling.channel,
        received_at=at,
        words=telling.text,
        reason=telling.reason,
        by=by,
        at=at,
    )


def _another_time(seen: Overview, now: datetime) -> bool:
    """Do the same facts mean something else now: another day, or the school day is over since?"""
    ends = seen.guide.day_over.at
    return seen.now.date() != now.date() or day_over(seen.now, ends) != day_over(now, ends)
