"""The door: the only way to what people told us.

The rules of this file: questions take no lock, write nothing and return fresh frozen facts; tellings are on disk
before they return, with who and when, or raise a ``StoreError`` and have changed nothing. Person and time are
arguments. What a telling does stands in the file named after it, imported when somebody tells something: most who
open the door only look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rules.facts import Attendance, Message, Reason, Register, School, SchoolCalendar, Slot, school_year
from store.case_door import CaseDoor
from store.errors import StoreError
from store.files import DISK, Disk
from store.lock import PATIENCE, Holder, holder
from store.mounts import refuse_network
from store.questions import Questions
from store.reading import Reader
from store.stopped_clock import Stopped
from store.tellings import AbsenceRow, Changes, MarkWanted, Receipt, Report, StudentRow

if TYPE_CHECKING:
    from store.access_log import AccessLog
    from store.erasing import Erased
    from store.traces import Trace
    from store.writing import Hand, Writer


class Store(CaseDoor):
    """One school's folder. Threads may share it."""

    def __init__(
        self, folder: Path, disk: Disk = DISK, patience: float = PATIENCE, *, stopped: Stopped | None = None
    ) -> None:
        """Open the school in a folder; ``NoSchool``, ``TooNew``, ``FileRefused`` or ``NetworkDisk`` if it cannot.

        ``stopped``: the clock that tellings are told by, where it does not show the real time.
        """
        self.folder = folder.resolve()
        self._disk = disk
        refuse_network(disk, self.folder)
        self._reader = Reader(disk, self.folder)
        self._patience = patience
        self._stopped = stopped
        self._made: Writer | None = None
        self._log: AccessLog | None = None
        self._questions = Questions(self._reader)
        self._questions.school()

    @classmethod
    def create(
        cls,
        folder: Path,
        school: School,
        by: str,
        at: datetime,
        disk: Disk = DISK,
        *,
        stopped: Stopped | None = None,
    ) -> Store:
        """A new school in a folder that has none (``SchoolExists``). Students in ``school`` keep their ids."""
        from store.creating import create

        create(disk, folder.resolve(), school, by, at, stopped)
        return cls(folder, disk, stopped=stopped)

    # Questions

    def school(self) -> School:
        """The school as it stands."""
        return self._questions.school()

    def attendance(self, year: str, students: Sequence[str] | None = None) -> dict[str, Attendance]:
        """What the rules read, by student; None is everybody. Only the files of those asked for are read.

        Students whose file is refused are left out, and ``troubles()`` says why. What did not change since the last
        time is the same object.
        """
        return self._questions.attendance(year, students)

    def attendance_of(self, student: str, year: str) -> Attendance:
        """What the rules read of one student; ``Unknown``, or ``FileRefused`` if the file is."""
        return self._questions.attendance_of(student, year)

    def messages(self, year: str, students: Sequence[str] | None = None) -> tuple[Message, ...]:
        """Messages from home, oldest first."""
        return self._questions.messages(year, students)

    def register(self, school_class: str, day: date) -> Register | None:
        """Whose lessons were taken in a class that day; None if none."""
        return self._questions.register(school_class, day, school_year(day))

    def revision(self) -> int:
        """The number of the last command; cheap enough to ask four times a second."""
        return self._questions.revision()

    def changed_since(self, revision: int) -> Changes:
        """What changed after a revision. ``school`` True: read everything anew."""
        return self._questions.changed_since(revision)

    def troubles(self) -> tuple[StoreError, ...]:
        """The files refused when last read, and whether the store only reads."""
        refused = tuple(self._reader.troubles.values())
        uncertain = self._made.uncertain if self._made else None
        return (uncertain, *refused) if uncertain else refused

    def holder(self) -> Holder | None:
        """Who is writing now; to be shown while a telling waits."""
        return holder(self._disk, self.folder)

    # Tellings

    def note(self, wanted: Sequence[MarkWanted], by: str, at: datetime) -> Receipt:
        """Note marks; one command however many students."""
        from store import noting

        with self._writer.hand(by) as hand:
            return noting.note(hand, wanted, by, at)

    def take_register(self, school_class: str, day: date, lessons: Sequence[int], by: str, at: datetime) -> Receipt:
        """The rest are present: these lessons of a class or group are taken."""
        from store import noting

        with self._writer.hand(by) as hand:
            return noting.take_register(hand, school_class, day, lessons, by, at)

    def note_message(
        self,
        student: str,
        first: date,
        last: date,
        sender: str,
        channel: str,
        received_at: datetime,
        words: str,
        reason: Reason,
        by: str,
        at: datetime,
    ) -> Receipt:
        """A message from home, before or after any mark."""
        message = Message("", student, first, last, sender, channel, received_at, by, words, reason)
        from store import noting

        with self._writer.hand(by) as hand:
            return noting.note_message(hand, message, by, at)

    def undo(self, receipt: Receipt, by: str, at: datetime) -> Receipt:
        """Back to what held before the telling; ``Conflict`` if somebody changed it since. Can itself be undone."""
        from store import noting

        with self._writer.hand(by) as hand:
            return noting.undo(hand, receipt, by, at)

    def encrypt_backups_to(self, keys: Sequence[str], by: str, at: datetime) -> None:
        """From now on every backup is encrypted to these public keys; none: to nobody's."""
        from store.backing_up import encrypt_backups_to

        with self._writer.hand(by) as hand:
            encrypt_backups_to(hand, keys, by, at)

    # All that is held

    def held_of(self, student: str) -> Mapping[str, Any]:
        """Every document of one student as it stands, also what was taken back and what a correction replaced; and in
        which other files a text names the student.
        """
        from store.archiving import held_of, named_in

        with self._writer.rehearsal() as hand:
            held = held_of(self._writer, hand, student)
            return {**held, "named_in": named_in(self._writer, hand, student)}

    # Erasing

    def naming(self, student: str) -> tuple[Trace, ...]:
        """What others wrote that names a child: where, the text, and what it would become if the child were erased."""
        from store.erasing import naming

        with self._writer.rehearsal() as hand:
            return naming(self._writer, hand, student)

    def erase(
        self, student: str, by: str, at: datetime, *, redact: Sequence[Trace] = (), archived: int | None = None
    ) -> Erased:
        """Take a child out of every file, in one command; ``redact`` says what becomes of each of ``naming``.

        ``archived``: the revision of the case that was written for the archive; a later one is not erased.
        """
        from store.erasing import erase

        with self._writer.hand(by) as hand:
            return erase(self._writer, hand, student, by, at, redact, archived)

    # Imports. ``dry_run``: say what would happen. ``whole``: one refused row, and nothing is written.

    def import_students(
        self, rows: Sequence[StudentRow], by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """Take in students, classes and groups."""
        from store.importing_students import import_students

        with self._hand(by, dry_run=dry_run) as hand:
            return import_students(hand, rows, by, at, dry_run=dry_run, whole=whole)

    def import_absences(
        self, rows: Iterable[AbsenceRow], by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """Take in absences; what already holds, or a person corrected since, is left alone."""
        from store.importing_absences import import_absences

        with self._hand(by, dry_run=dry_run) as hand:
            return import_absences(hand, rows, by, at, dry_run=dry_run, whole=whole)

    def import_calendar(
        self, calendar: SchoolCalendar, by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """Take in the school days of a year; an earlier calendar of that year is replaced. Counts days."""
        from store.importing_days import import_calendar

        with self._hand(by, dry_run=dry_run) as hand:
            return import_calendar(hand, calendar, by, at, dry_run=dry_run, whole=whole)

    def import_timetable(
        self, slots: Sequence[Slot], by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """Take in timetables: those of the classes named are replaced."""
        from store.importing_days import import_timetable

        with self._hand(by, dry_run=dry_run) as hand:
            return import_timetable(hand, slots, by, at, dry_run=dry_run, whole=whole)

    @property
    def _access_log(self) -> AccessLog:
        from store.access_log import AccessLog

        with self._reader.own:
            if self._log is None:
                self._log = AccessLog(self._disk, self.folder)
            return self._log

    def _hand(self, by: str, *, dry_run: bool) -> AbstractContextManager[Hand]:
        """A rehearsal takes no lock and writes nothing."""
        return self._writer.rehearsal() if dry_run else self._writer.hand(by)

    @property
    def _writer(self) -> Writer:
        from store.writing import Writer

        with self._reader.own:
            if self._made is None:
                self._made = Writer(self._disk, self.folder, self._reader, self._patience, self._stopped)
            return self._made
