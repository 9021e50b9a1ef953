"""Writing: what one command has in hand, from the lock to the acknowledgement.

The rules of this file: a command works on the files as they are now, under the lock, and nothing is told before
``commit``; one changed file is replaced whole, several go through ``pending/``; what the disk refuses is said as not
saved, and nothing is tried again in silence. After ``Uncertain`` this process only reads. What the last writer did not
finish is finished first (``store.settling``).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rules.words import N_
from store import changes
from store.documents import ATTENDANCE, CASES, FORMS, MEETINGS, SCHOOL, shown_path, year_of
from store.drafts import Draft
from store.errors import FileRefused, NotSaved, Uncertain, YearClosed, reason
from store.files import Disk, inside
from store.lock import PATIENCE, Held, locked
from store.pending import PREVIOUS
from store.reading import MISSING, Reader, in_words
from store.readings import SchoolRead
from store.settling import settle
from store.stopped_clock import Stopped
from store.storage import AtomicStorage, make_folders

_REVISION = re.compile(rb'"revision":\s*(\d{1,15})\D[^{]*$')
_TAIL_BYTES = 256
_REMEMBERED = 2


class Writer:
    """What one process needs to write in a school's folder."""

    def __init__(
        self,
        disk: Disk,
        folder: Path,
        reader: Reader,
        patience: float = PATIENCE,
        stopped: Stopped | None = None,
    ) -> None:
        self.stopped = stopped
        self.disk = disk
        self.folder = folder
        self.reader = reader
        self.uncertain: Uncertain | None = None
        self._patience = patience
        self._drafts: dict[str, Draft] = {}

    @contextlib.contextmanager
    def hand(self, by: str) -> Iterator[Hand]:
        """The lock, everything committed in place, and a fresh hand."""
        if self.uncertain:
            raise self.uncertain
        try:
            with not_saved(), locked(self.disk, self.folder, by, self._patience) as held, self.reader.own:
                settle(self, held)
                with self.reader.pending.settled(), self.reader.nobody_else_writes(all_told=held.told):
                    yield Hand(self, held)
        except Uncertain as refused:
            self.uncertain = refused
            raise

    @contextlib.contextmanager
    def rehearsal(self) -> Iterator[Hand]:
        """A hand that must not commit: no lock, and files as they happen to be."""
        with in_words(), self.reader.own:
            self.reader.log.refresh()
            yield Hand(self)

    def draft(self, path: str) -> Draft:
        """The file as it is now; one that this process wrote last is not parsed again."""
        known = self._drafts.pop(path, None)
        try:
            found = self.reader.fetch(path, known)
        except FileNotFoundError:
            if self.reader.log.last.get(path) and not self.reader.pending.removes(path):
                raise FileRefused(MISSING, file=path) from None
            return Draft(path, None)
        if found is None and known:
            return known
        assert found is not None
        return Draft(path, found[1], found[0])

    def remember(self, draft: Draft) -> None:
        """Written last: likely to be written next."""
        self._drafts[draft.path] = draft
        while len(self._drafts) > _REMEMBERED:
            self._drafts.pop(next(iter(self._drafts)))

    def let_go(self, path: str) -> None:
        """Nothing of this file is remembered."""
        self._drafts.pop(path, None)

    def paths(self) -> list[str]:
        """Every file of documents in the folder."""
        found = [name for name in (SCHOOL, FORMS) if self.disk.sign(self.folder / name)]
        for folder in self.folders()[1:]:
            below = folder.relative_to(self.folder).as_posix()
            found += [f"{below}/{name}" for name in self.names(folder)]
        return [path for path in found if path.endswith(".json") and not path.rpartition("/")[2].startswith(".")]

    def revision_of(self, path: str) -> int:
        """What a file's seal says, unchecked; 0 where there is none."""
        signature = self.disk.sign(self.folder / path)
        if signature is None:
            return 0
        tail = self.disk.read(self.folder / path, max(0, signature[2] - _TAIL_BYTES))[1]
        found = _REVISION.search(tail)
        return int(found[1]) if found else 0

    def sure_revision_of(self, path: str) -> int:
        """The same of a file that stands beside files of its own time."""
        revision = self.revision_of(path)
        if revision > self.reader.highest():
            raise FileRefused(changes.AHEAD, file=shown_path(path))
        return revision

    def folders(self) -> list[Path]:
        """Where files of documents stand."""
        years = (self.folder / ATTENDANCE / year for year in self.names(self.folder / ATTENDANCE))
        return [self.folder, *years, self.folder / CASES, self.folder / MEETINGS]

    def names(self, folder: Path) -> list[str]:
        """What stands in a folder, if there is one."""
        try:
            return self.disk.names(folder)
        except (FileNotFoundError, NotADirectoryError):
            return []


@contextlib.contextmanager
def not_saved() -> Iterator[None]:
    """What the disk refuses in here is said as not saved."""
    try:
        yield
    except OSError as failed:
        raise NotSaved(NOT_SAVED, why=reason(failed)) from failed


class Hand:
    """One command's files."""

    def __init__(self, writer: Writer, held: Held | None = None) -> None:
        self._writer = writer
        self._held = held
        self._drafts: dict[str, Draft] = {}
        self._staged: dict[str, str] = {}
        self._gone: list[str] = []
        self._put: set[str] = set()
        self._forgetful = False
        self._revision = 0

    @property
    def school(self) -> SchoolRead:
        """The school as it is now; one that is refused stops the command."""
        read = self._writer.reader.school()
        if refused := self._writer.reader.troubles.get(SCHOOL):
            raise refused
        return read

    def draft(self, path: str) -> Draft:
        """A file, to be changed."""
        if path not in self._drafts:
            self._drafts[path] = self._writer.draft(path)
            self._drafts[path].stopped = self._writer.stopped
        return self._drafts[path]

    def put(self, draft: Draft) -> None:
        """A whole file, to be written in the place of what stands, also in a year that is closed."""
        draft.changed = True
        self._put.add(draft.path)
        self._drafts[draft.path] = draft

    def remove(self, path: str) -> None:
        """A file that is no more once the command is committed."""
        self._drafts.pop(path, None)
        self._writer.let_go(path)
        self._gone.append(path)

    def forget_previous(self) -> None:
        """The former versions that are kept (``PREVIOUS``) must not remember what this command takes out."""
        self._forgetful = True

    def plan(self, paths: Iterable[str]) -> None:
        """Before ``stage``: every file this command may write, so that its number is above all of theirs."""
        self._revision = self._above(*map(self._writer.sure_revision_of, paths))
        self._writer.reader.pending.clear()

    def stage(self, draft: Draft) -> None:
        """Write a changed file aside and let go of it, so that a command over many files holds one at a time."""
        self._refuse_closed(draft)
        self._drafts.pop(draft.path, None)
        if draft.changed:
            data = draft.encoded(self._revision)
            for path in (draft.path, PREVIOUS.get(draft.path) if self._forgetful else None):
                if path:
                    aside = self._writer.reader.pending.stage(self._revision, len(self._staged), data)
                    self._staged[path] = aside

    def put_by(self, draft: Draft, *, dry_run: bool) -> None:
        """Done with a draft: written aside, or thrown away."""
        if dry_run:
            self._refuse_closed(draft)
            self._drafts.pop(draft.path, None)
        else:
            self.stage(draft)

    def must_be_open(self, year: str) -> None:
        """``YearClosed`` if nothing more is told of a school year."""
        if year and year in self.school.school.closed_years:
            raise YearClosed(CLOSED, year=year)

    def commit(self) -> int:
        """Everything at once, or nothing; the revision then."""
        self._writer.reader.refuse_a_mix()
        changed = [draft for draft in self._drafts.values() if draft.changed]
        for draft in changed:
            self._refuse_closed(draft)
        if not changed and not self._staged and not self._gone:
            for draft in self._drafts.values():
                self._writer.remember(draft)
            return self._writer.reader.log.revision
        if len(changed) == 1 and not self._staged and not self._gone and not self._forgetful:
            return self._commit_one(changed[0])
        return self._commit_all(changed)

    def _refuse_closed(self, draft: Draft) -> None:
        year = year_of(draft.path)
        if year and draft.changed and draft.path not in self._put:
            self.must_be_open(year)

    def _commit_one(self, draft: Draft) -> int:
        writer = self._writer
        log, path = writer.reader.log, inside(writer.folder, draft.path)
        revision = self._above(draft.revision)
        previous = PREVIOUS.get(draft.path)
        self._under_way()
        if draft.signature is None:
            make_folders(writer.disk, path.parent)
        AtomicStorage(
            path,
            disk=writer.disk,
            touch=False,
            keep_as=writer.folder / previous if previous else None,
            tell=lambda: log.append(revision, [draft.path]),
            sure=self._sure,
        ).replace(draft.encoded(revision))
        self._came_to(revision)
        with contextlib.suppress(OSError):  # it is saved: a draft that cannot be signed is not remembered
            draft.written(revision, writer.disk.sign(path))
            writer.remember(draft)
        return revision

    def _commit_all(self, changed: list[Draft]) -> int:
        pending = self._writer.reader.pending
        if not self._staged:
            self.plan(draft.path for draft in changed)
        for draft in changed:
            self.stage(draft)
        self._under_way()
        pending.commit(self._revision, self._staged, self._sure, self._gone)
        with contextlib.suppress(OSError):  # it is committed: the next writer moves what this one could not
            pending.finish(self._writer.reader.log.append, own=True)
            self._came_to(self._revision)
        return self._revision

    def _above(self, *revisions: int) -> int:
        """The number of this command: one above the log's, which is told first of a file that has a higher one."""
        log, highest = self._writer.reader.log, max(revisions, default=0)
        if highest > log.revision:
            log.reach(highest)
        return log.revision + 1

    def _under_way(self) -> None:
        """Until it has come to its end, whoever comes next has to look."""
        if self._held:
            self._held.in_order = False

    def _came_to(self, revision: int) -> None:
        """All of it stands, and the log says so whatever happens to the machine."""
        if self._held and self._writer.reader.log.certain:
            self._held.settled(revision)

    def _sure(self) -> None:
        if self._held:
            self._held.sure()


CLOSED = N_(
    "Ikke lagret: skoleåret {year} er avsluttet, og kan bare leses. Må noe rettes, kan den som drifter maskinen åpne "
    "det igjen (tilstede close-year {year} --reopen)."
)
NOT_SAVED = N_(
    "Ikke lagret: disken svarte «{why}». Det som sto fra før, står. Rydd plass eller rett feilen, og prøv igjen."
)
