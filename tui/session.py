"""The session: the one place where a person at the screen meets the store.

The rules of this file: the store is asked and told in one writing thread of its own, never in the event loop, and
in the order things were wanted; a telling is acknowledged only when the store's door has returned; a failure says
*not saved* and what to do, and nothing is tried again in silence. The overview is frozen and replaced whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

import msgspec

from rules.calendar import day_over
from rules.facts import school_year
from rules.guide import load
from rules.words import SaidError
from store.door import Store
from store.errors import StoreError, reason
from store.tellings import Receipt
from tui import clock
from tui.identity import open_store, stopped_clock
from tui.language import _, say_in_words_of, words
from tui.last_year import UNREAD, LastYear, last_year
from tui.overview import Overview, by_student, changed, overview
from tui.tellings import FileSeen, Telling, Told

if TYPE_CHECKING:
    from tui.log_rows import Looks
    from tui.own_words import OwnWords
    from tui.paper.anonymous import Package
    from tui.paper.request import Request
    from tui.todo import Todo

Answer = TypeVar("Answer")

#: A page that is opened again within this time is the same visit.
VISIT = timedelta(minutes=30)

#: Something changed, but nobody's row: the school's own meetings, or a form.
NOBODY = frozenset({""})


class Session:
    """What one person sees of one school, and what they told it."""

    def __init__(self, folder: Path, user: str, now: Callable[[], datetime] = clock.now) -> None:
        self.folder = folder
        self.user = user
        self.now = now
        self._thread = ThreadPoolExecutor(1, "store")
        self._reckoning = ThreadPoolExecutor(1, "todo")  # of its own: a telling never waits for it
        self._store: Store | None = None
        self._overview: Overview | None = None
        self._revision = 0
        self._receipts: list[Receipt] = []
        self._own: OwnWords | None = None
        self._visits: dict[tuple[str, str], datetime] = {}
        self._made_up: TemporaryDirectory[str] | None = None

    @property
    def overview(self) -> Overview | None:
        """The facts as this session last saw them; None while there is no school."""
        return self._overview

    def open(self, *, all_of_it: bool = True) -> Overview:
        """Read the school. Blocks: called before the screen starts, or in the thread; raises StoreError.

        Without ``all_of_it`` only what the list shows; ``complete`` brings the rest.
        """
        self._store = open_store(self.folder)
        self._receipts.clear()
        self._overview = self._everything(self._store, all_of_it)
        return self._overview

    async def complete(self) -> None:
        """What the list does not show: messages from home. What cannot be read, ``look`` tells of."""
        with suppress(StoreError):
            await self._in_thread(self._completed)

    async def tell(self, telling: Telling) -> Told:
        """Write a telling; it is on disk when this returns ``ok``."""
        return await self._in_thread(partial(self._told, telling))

    async def look_at(self, student: str, what: str, through: str) -> str:
        """Keep in the access log that a student's page is opened; why it cannot be shown, "" if it can.

        One line a visit: a page that is left and opened again within half an hour is the same visit.
        """
        return await self._in_thread(partial(self._looked_at, student, what, through))

    async def todo(self) -> Todo:
        """What there is to do now, for the one who is here."""
        return await asyncio.get_running_loop().run_in_executor(self._reckoning, self._todo)

    async def undo(self) -> Told:
        """Take back this session's last telling, unless somebody changed it since."""
        return await self._in_thread(self._undone)

    async def file_seen(self, kind: str, path: str) -> FileSeen:
        """What a file would bring; nothing is written."""
        return await self._in_thread(partial(self._file_seen, kind, path))

    async def take_in(self, kind: str, path: str, moved: Callable[[int, int], None]) -> Told:
        """Take a file in, all its good rows in one command; ``moved`` is told in the thread how far it has come."""
        return await self._in_thread(partial(self._taken_in, kind, path, moved))

    async def set_up(self, answers: Sequence[str]) -> Told:
        """Make a school of the four answers, and open it."""
        return await self._in_thread(partial(self._set_up, answers))

    async def demo(self) -> Told:
        """Make a made-up school in a folder of its own, which goes when the session closes, and open it."""
        return await self._in_thread(self._demo)

    async def paper(self, request: Request, path: str) -> tuple[Told, Package | None]:
        """A document in a file; without a path only what it would say, where that is to be seen first."""
        return await self._in_thread(partial(self._papered, request, path))

    async def last_year(self, student: str) -> LastYear:
        """How last year ended for one student; nothing where it cannot be read (``look`` says why)."""
        return await self._in_thread(partial(self._last_year, student))

    async def looks(self) -> Looks:
        """Who looked at whom, the newest first: all of it, or where that is not one's to see, one's own."""
        return await self._in_thread(self._looks)

    async def look(self) -> Told:
        """What others changed since last time; ``text`` is what is in the way, if anything is."""
        return await self._in_thread(self._look)

    def close(self) -> None:
        """No more tellings; the one under way is finished."""
        self._thread.shutdown(wait=True)
        self._reckoning.shutdown(wait=True, cancel_futures=True)
        if self._made_up is not None:
            self._made_up.cleanup()

    async def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    # In the thread.

    def _told(self, telling: Telling) -> Told:
        from tui.own_words import OwnWords
        from tui.writing import write

        if self._store is None or self._overview is None:
            return Told(False, _("Ikke lagret: det er ingen skole åpen."))
        self._own = self._own or OwnWords()
        telling = self._own.known(telling)
        try:
            receipt = write(telling, self._store, self._overview, self.user, self.now())
        except SaidError as error:  # the store could not, or the case's rules would not
            return Told(False, not_saved(error))
        if not receipt.empty:
            self._receipts.append(receipt)
            self._own.told(telling, receipt)
        return msgspec.structs.replace(self._acknowledged(telling.said), beside=receipt.beside)

    def _looked_at(self, student: str, what: str, through: str) -> str:
        from rules.rights import What

        now = clock.real_now()
        last = self._visits.get((student, what))
        if self._store is None or (last is not None and now - last < VISIT):
            return ""
        try:
            self._store.look(student, What(what), self.user, now, through)
        except SaidError as error:
            return error.say(words())
        self._visits[student, what] = now
        return ""

    def _todo(self) -> Todo:
        from tui.todo import Todo, todo

        seen = self._overview
        return Todo() if seen is None else todo(msgspec.structs.replace(seen, now=self.now()), self.user)

    def _undone(self) -> Told:
        if self._store is None or not self._receipts:
            return Told(False, _("Du har ikke skrevet noe som kan angres."))
        try:
            self._store.undo(self._receipts[-1], self.user, self.now())
        except StoreError as error:
            return Told(False, _("Ikke angret: {reason}").format(reason=error.say(words())))
        undone = self._receipts.pop()
        if self._own is not None:
            self._own.undone(undone)
        return self._acknowledged(_("Angret."))

    def _papered(self, request: Request, path: str) -> tuple[Told, Package | None]:
        from tui.paper.making import make, save

        now, store, seen = self.now(), self._store, self._overview
        if store is None or seen is None:
            return Told(False, _("Ikke lagret: det er ingen skole åpen.")), None
        try:
            made = make(store, msgspec.structs.replace(seen, now=now), request, self.user, now)
            if made.package is None and path:
                save(made.data, Path(path).expanduser())
        except SaidError as error:
            return Told(False, error.say(words())), None
        if made.package is not None:
            return Told(True, ""), made.package
        return self._acknowledged(_("Skrevet til {file}.").format(file=path)), None

    def _last_year(self, student: str) -> LastYear:
        store, seen = self._store, self._overview
        one = seen.student(student) if seen else None
        if store is None or seen is None or one is None:
            return UNREAD
        try:
            return last_year(seen.school, one, seen.today, store.attendance_of)
        except StoreError:
            return UNREAD

    def _looks(self) -> Looks:
        from rules.words import NotAllowed
        from tui.log_rows import Looks, Visit

        if self._store is None:
            return Looks()
        own = False
        try:
            entries = self._store.looks()
        except NotAllowed:
            own, entries = True, self._store.looks(user=self.user)
        except (StoreError, OSError) as error:
            return Looks(trouble=error.say(words()) if isinstance(error, SaidError) else reason(error))
        looked, whys = ((entry, entry.looked) for entry in reversed(entries)), self._store.reasons(entries)
        kept = ((e, {name: getattr(one, name) for name in one.__struct_fields__}) for e, one in looked)
        return Looks(tuple(Visit(e.n, e.at, **one, reason=whys.get(one["event"], "")) for e, one in kept), own)

    def _file_seen(self, kind: str, path: str) -> FileSeen:
        from tui import session_intake

        try:
            return session_intake.file_seen(kind, path, self._store, self.user, self.now())
        except StoreError as error:
            return FileSeen(kind, path, False, (error.say(words()),))

    def _taken_in(self, kind: str, path: str, moved: Callable[[int, int], None]) -> Told:
        from tui import session_intake

        assert self._store is not None
        try:
            said = session_intake.taken_in(kind, path, self._store, self.user, self.now(), moved)
        except StoreError as error:
            return Told(False, not_saved(error))
        return self._acknowledged(said)

    def _set_up(self, answers: Sequence[str]) -> Told:
        from tui import session_intake

        try:
            session_intake.set_up(self.folder, answers, self.user, self.now(), stopped_clock())
            self.open()
        except StoreError as error:
            return Told(False, not_saved(error))
        return Told(True, _("{school} er satt opp.").format(school=answers[0]), frozenset())

    def _demo(self) -> Told:
        from store.demo import SEED, STUDENTS, build, plan

        made_up = plan(STUDENTS, SEED, self.now())
        self._made_up = TemporaryDirectory(prefix="tilstede-demo-")
        self.folder = Path(self._made_up.name) / "skole"
        self.now = lambda: made_up.now
        try:
            build(self.folder, made_up)
            self.open()
        except StoreError as error:
            return Told(False, not_saved(error))
        return Told(True, _("Dette er en oppdiktet skole. Den blir borte når du avslutter."), frozenset())

    def _acknowledged(self, said: str) -> Told:
        """It is on disk, also when what it changed cannot be read again just now."""
        look = self._look()
        return Told(True, said or look.text, look.changed)

    def _look(self) -> Told:
        try:
            changed_now = self._looked()
        except StoreError as error:
            return Told(False, error.say(words()))
        troubles = self._store.troubles() if self._store else ()
        return Told(not troubles, " ".join(trouble.say(words()) for trouble in troubles), changed_now)

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
        if students:
            whose = sorted(students)
            fresh, told = store.attendance(seen.year, whose), store.messages(seen.year, whose)
            seen = changed(seen, fresh, told, now, store.cases(whose))
        if changes.school_events:
            seen = msgspec.structs.replace(seen, school_events=store.school_events(seen.year))
        if changes.forms:
            seen = msgspec.structs.replace(seen, own_forms=store.forms())
        self._overview = seen
        return students or (NOBODY if changes.school_events or changes.forms else None)

    def _all_anew(self, store: Store) -> frozenset[str]:
        self._overview = self._everything(store)
        return frozenset()

    def _completed(self) -> None:
        if self._store is not None and self._overview is not None:
            store, seen = self._store, self._overview
            self._overview = msgspec.structs.replace(
                seen,
                messages=by_student(store.messages(seen.year)),
                school_events=store.school_events(seen.year),
                own_forms=store.forms(),
            )

    def _everything(self, store: Store, all_of_it: bool = True) -> Overview:
        now = self.now()
        year = school_year(now.date())
        self._revision = store.revision()
        school = store.school()
        guide = load(school.guide).on_basis(school.basis)
        say_in_words_of(guide.words)
        messages = store.messages(year) if all_of_it else ()
        seen = overview(school, guide, store.attendance(year), now, messages, store.cases())
        if not all_of_it:
            return seen
        return msgspec.structs.replace(seen, school_events=store.school_events(year), own_forms=store.forms())


def not_saved(error: SaidError) -> str:
    """What a person is told when a telling did not reach the disk."""
    return _("Ikke lagret: {reason}").format(reason=error.say(words()))


def _another_time(seen: Overview, now: datetime) -> bool:
    """Do the same facts mean something else now: another day, or the school day is over since?"""
    ends = seen.guide.day_over.at
    return seen.now.date() != now.date() or day_over(seen.now, ends) != day_over(now, ends)
