"""Reading: facts from files, without a lock, and never half a command.

The rules of this file: nothing is written; a file is parsed again only when it is another one (its signature, and the
log's word that there is a newer one); a question that several files answer is asked again if a command over several
files came in between. Files that cannot be trusted are refused one by one and remembered in ``troubles``.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from rules.words import N_
from store import changes, seal
from store.changes import ChangesLog
from store.documents import FORMS, SCHOOL, ClassYear, SchoolTables, shown_path
from store.errors import FileRefused, NoSchool, StoreError, TooNew, reason
from store.files import Disk, Signature, inside
from store.lock import in_order, last_command
from store.pending import PREVIOUS, Pending
from store.readings import ClassYearRead, SchoolRead, Sharing

if TYPE_CHECKING:
    from store.case_files import CaseRead, MeetingsRead
    from store.form_files import FormsRead

_T = TypeVar("_T")

TRIES = 200
_UNWRITTEN = seal.Unsealed(0, b"{}")

_class_years = msgspec.json.Decoder(ClassYear)
_schools = msgspec.json.Decoder(SchoolTables)


class Cached(Protocol):
    """Something made of a file: it still holds if the file is still the same."""

    @property
    def signature(self) -> Signature | None:
        """Of the file it was made of."""

    @property
    def revision(self) -> int:
        """Of the command that wrote the file."""


_R = TypeVar("_R", bound=Cached)

Make = Callable[[Signature | None, seal.Unsealed, str, _R | None], _R]
"""What a file says: its signature, what stands in it, its name, and what was made of it before."""


class Reader:
    """What one process has read of a school's folder. Threads may share it."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk = disk
        self._folder = folder
        self.own = threading.RLock()
        """Held while anything below changes."""
        self._sharing = Sharing()
        self._school: SchoolRead | None = None
        self._class_years: dict[str, ClassYearRead] = {}
        self._cases: dict[str, CaseRead] = {}
        self._meetings: dict[str, MeetingsRead] = {}
        self._forms: dict[str, FormsRead] = {}
        self._looked: set[str] | None = None  # files already looked at for the question at hand
        self._begun = False
        self._all_told = False
        self.log = ChangesLog(disk, folder)
        self.pending = Pending(disk, folder, self.log.forget)
        self.troubles: dict[str, StoreError] = {}

    def consistently(self, read: Callable[[], _T]) -> _T:
        """The answer to a question, as of one moment between two commands."""
        with in_words(), self.own:
            if not self._begun:
                self._begun = True
                self.look_at_the_log(last_command(self._disk, self._folder))
            for _ in range(TRIES):
                before = self._moment()
                self._looked = set()
                try:
                    answer = read()
                except FileRefused:
                    if self._moment() == before:
                        raise
                    continue
                finally:
                    self._looked = None
                if self._moment() == before:
                    return answer
            raise StoreError(RESTLESS)

    def school(self) -> SchoolRead:
        """The school; where its file is refused the previous one, from which one can only read."""
        try:
            self._school = self._fetched_school()
            self.troubles.pop(SCHOOL, None)
        except TooNew:
            raise
        except FileRefused as refused:
            self._school = self._previous_school(refused)
        return self._school

    def class_year(self, path: str) -> ClassYearRead:
        """One class's year; empty where nothing was written yet."""
        return self._file(path, self._class_years, self._class_year)

    def case(self, path: str) -> CaseRead:
        """One child's case; empty where nothing was written yet."""
        from store.case_files import read_case

        return self._file(path, self._cases, read_case)

    def meetings(self, path: str) -> MeetingsRead:
        """The school's own meetings of one year; empty where nothing was written yet."""
        from store.case_files import read_meetings

        return self._file(path, self._meetings, read_meetings)

    def forms(self) -> FormsRead:
        """Every version of every form; empty where none was installed."""
        from store.form_files import read_forms

        return self._file(FORMS, self._forms, read_forms)

    def paths(self, folder: str) -> list[str]:
        """The files of documents in a folder: those that are there, on their way there, or known to have been."""
        try:
            there = [f"{folder}/{name}" for name in self._disk.names(self._folder / folder)]
        except FileNotFoundError:
            there = []
        except OSError as failed:
            raise FileRefused(UNREADABLE, file=folder, why=reason(failed)) from failed
        manifest = self.pending.manifest()
        named = [*there, *self.log.last, *(manifest.files if manifest else ())]
        return [path for path in dict.fromkeys(named) if _in_folder(path, folder)]

    def known(self, path: str) -> ClassYearRead | None:
        """A class's year if this process has read it before."""
        return self._class_years.get(path)

    def fetch(self, path: str, cached: Cached | None = None) -> tuple[Signature, seal.Unsealed] | None:
        """A file as it stands, if it is sound; None where it is still the cached one."""
        try:
            found = self._bytes(path, cached)
        except FileNotFoundError:
            raise
        except OSError as failed:
            raise FileRefused(UNREADABLE, file=path, why=reason(failed)) from failed
        if found is None:
            return None
        content = seal.unseal(found[1], path)
        if content.revision < self.log.last.get(path, 0):
            raise FileRefused(OLDER, file=path)
        if content.revision > self.log.revision:
            self._look_for_a_mix(path, content.revision)
        return found[0], content

    def refuse_a_mix(self) -> None:
        """Before writing: files of several ages stand here, and nobody knows which are the right ones."""
        if self.log.missing:
            self.troubles.pop(changes.NAME, None)
        if mixed := self.troubles.get(changes.NAME):
            raise mixed

    def look_at_the_log(self, revision: int) -> None:
        """The last writer left this number, so a log that does not know of it is an older one."""
        if revision > self.log.refresh() and not self.log.missing:
            self.troubles[changes.NAME] = FileRefused(changes.OLD_LOG)

    @contextlib.contextmanager
    def nobody_else_writes(self, *, all_told: bool) -> Iterator[None]:
        """Under the lock; ``all_told``: the log knows of all that was written."""
        self._all_told = all_told
        try:
            yield
        finally:
            self._all_told = False

    def highest(self) -> int:
        """The highest number that a file can have: a writer may be between its file and the log, one command ahead,
        or the machine may have stopped there; but not where the lock says that neither is so. The lock is asked first.
        """
        told = self._all_told or in_order(self._disk, self._folder)
        return self.log.refresh() + (0 if told else 1)

    def _look_for_a_mix(self, path: str, revision: int) -> None:
        if revision > self.highest() and not self.log.missing:
            self.troubles[changes.NAME] = FileRefused(changes.AHEAD, file=shown_path(path))

    def _bytes(self, path: str, cached: Cached | None) -> tuple[Signature, bytes] | None:
        """From aside or in place, whichever is there: it may move while we look."""
        if self.pending.removes(path):
            raise FileNotFoundError(path)
        for place in (self.pending.place(path), inside(self._folder, path)):
            signature = self._disk.sign(place) if place else None
            if place is None or signature is None:
                continue
            if cached and signature == cached.signature and cached.revision >= self.log.last.get(path, 0):
                return None
            with contextlib.suppress(FileNotFoundError):
                return self._disk.read(place)
        raise FileNotFoundError(path)

    def _moment(self) -> tuple[Signature | None, int]:
        self.log.refresh()
        return self.pending.signature(), self.log.joint

    def _fetched_school(self) -> SchoolRead:
        cached = self._school
        try:
            found = self.fetch(SCHOOL, cached)
        except FileNotFoundError:
            raise self._no_school() from None
        if found is None and cached is not None:
            return cached
        assert found is not None
        return SchoolRead(found[0], found[1].revision, decoded(_schools, found[1].body, SCHOOL))

    def _file(self, path: str, kept: dict[str, _R], make: Make[_R]) -> _R:
        """A file as it stands, made anew only if it is another one; why it is refused is remembered."""
        if self._looked is not None and path in self._looked:
            return kept[path]
        try:
            read = self._fetched(path, kept.get(path), make)
        except StoreError as refused:
            self.troubles[path] = refused
            raise
        self.troubles.pop(path, None)
        kept[path] = read
        if self._looked is not None:
            self._looked.add(path)
        return read

    def _fetched(self, path: str, cached: _R | None, make: Make[_R]) -> _R:
        try:
            found = self.fetch(path, cached)
        except FileNotFoundError:
            if self.log.last.get(path) and not self.pending.removes(path):
                raise FileRefused(MISSING, file=path) from None
            return cached if cached and cached.signature is None else make(None, _UNWRITTEN, path, None)
        if found is None and cached is not None:
            return cached
        assert found is not None
        return make(*found, path, cached)

    def _class_year(
        self, signature: Signature | None, content: seal.Unsealed, path: str, before: ClassYearRead | None
    ) -> ClassYearRead:
        tables = decoded(_class_years, content.body, path)
        return ClassYearRead(signature, content.revision, tables, self._sharing, before)

    def _previous_school(self, refused: FileRefused) -> SchoolRead:
        previous = PREVIOUS[SCHOOL]
        try:
            data = self._disk.read(self._folder / previous)[1]
        except OSError:
            raise refused from None
        self.troubles[SCHOOL] = refused
        content = seal.unseal(data, previous)
        return SchoolRead(None, content.revision, decoded(_schools, content.body, previous))

    def _no_school(self) -> StoreError:
        if self.log.last or self._disk.sign(self._folder / PREVIOUS[SCHOOL]) is not None:
            return FileRefused(MISSING, file=SCHOOL)
        return NoSchool(NO_SCHOOL, folder=self._folder)


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """What the disk refuses of the school as a whole, and not of one file, is said as that."""
    try:
        yield
    except OSError as failed:
        raise StoreError(NOT_READ, file=Path(failed.filename or "").name, why=reason(failed)) from failed


def _in_folder(path: str, folder: str) -> bool:
    above, _slash, name = path.rpartition("/")
    return above == folder and name.endswith(".json") and not name.startswith(".")


def decoded(decoder: msgspec.json.Decoder[_T], body: bytes, path: str) -> _T:
    """The facts in a sound file; one whose seal somebody made to fit is refused here."""
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as wrong:
        raise FileRefused(STRANGE, file=path, why=wrong) from wrong


NO_SCHOOL = N_("Det er ingen skole i {folder}. Lag en med tilstede init, eller prøv tilstede demo.")
MISSING = N_("{file} er borte. Hent den fra en sikkerhetskopi (tilstede restore). Resten virker.")
OLDER = N_(
    "{file} er eldre enn det som sist ble lagret, som om den kom fra en kopi. Hent hele skolen fra "
    "sikkerhetskopien (tilstede restore), eller ta inn denne (tilstede adopt). Resten virker."
)
UNREADABLE = N_("{file} kan ikke leses: {why}. Resten virker.")
NOT_READ = N_("Skolen kan ikke leses ({file}: {why}). Det som er lagret, er lagret. Rett feilen, og prøv igjen.")
STRANGE = N_(
    "{file} har noe i seg som Tilstede ikke kan ha skrevet ({why}). Hent den fra en sikkerhetskopi "
    "(tilstede restore). Resten virker."
)
RESTLESS = N_("Det skrives så mye nå at det ikke går an å lese. Prøv igjen.")
