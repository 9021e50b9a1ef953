"""The door: the only way to what people told us.

The rules of this file: questions take no lock, write nothing and return fresh frozen facts; tellings are on disk
before they return, with who and when, or raise a ``StoreError`` and have changed nothing. Person and time are
arguments. What a telling does stands in the file named after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from rules.facts import Attendance, Decision, Message, Reason, Register, School, SchoolCalendar, Slot
from store.errors import StoreError
from store.tellings import AbsenceRow, Changes, MarkWanted, Receipt, Report, StudentRow


class Store:
    """One school's folder."""

    def __init__(self, folder: Path) -> None:
        """Open the school in a folder; ``NoSchool``, ``TooNew``, ``FileRefused`` or ``NetworkDisk`` if it cannot."""
        self.folder = folder

    @classmethod
    def create(cls, folder: Path, school: School, by: str, at: datetime) -> Store:
        """A new school in a folder that has none (``SchoolExists``). Students in ``school`` keep their ids."""
        raise NotImplementedError

    # Questions

    def school(self) -> School:
        """The school as it stands."""
        raise NotImplementedError

    def attendance(self, year: str, students: Sequence[str] | None = None) -> dict[str, Attendance]:
        """What the rules read, by student; None is everybody. Only the files of those asked for are read.

        Students whose file is refused are left out, and ``troubles()`` says why.
        """
        raise NotImplementedError

    def attendance_of(self, student: str, year: str) -> Attendance:
        """What the rules read of one student; ``Unknown``, or ``FileRefused`` if the file is."""
        raise NotImplementedError

    def messages(self, year: str, students: Sequence[str] | None = None) -> tuple[Message, ...]:
        """Messages from home, oldest first."""
        raise NotImplementedError

    def register(self, school_class: str, day: date) -> Register | None:
        """Whose lessons were taken in a class that day; None if none."""
        raise NotImplementedError

    def decisions(self) -> tuple[Decision, ...]:
        """Judgements on flags."""
        raise NotImplementedError

    def revision(self) -> int:
        """The number of the last command; cheap enough to ask four times a second."""
        raise NotImplementedError

    def changed_since(self, revision: int) -> Changes:
        """What changed after a revision."""
        raise NotImplementedError

    def troubles(self) -> tuple[StoreError, ...]:
        """The files refused when last read, and whether the store only reads."""
        raise NotImplementedError

    # Tellings

    def note(self, wanted: Sequence[MarkWanted], by: str, at: datetime) -> Receipt:
        """Note marks; one command however many students."""
        raise NotImplementedError

    def take_register(self, school_class: str, day: date, lessons: Sequence[int], by: str, at: datetime) -> Receipt:
        """The rest are present: these lessons of a class or group are taken."""
        raise NotImplementedError

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
        raise NotImplementedError

    def undo(self, receipt: Receipt, by: str, at: datetime) -> Receipt:
        """Back to what held before the telling; ``Conflict`` if somebody changed it since. Can itself be undone."""
        raise NotImplementedError

    def import_students(self, rows: Sequence[StudentRow], by: str, at: datetime, *, dry_run: bool = False) -> Report:
        """Take in students, classes and groups."""
        raise NotImplementedError

    def import_absences(self, rows: Iterable[AbsenceRow], by: str, at: datetime, *, dry_run: bool = False) -> Report:
        """Take in absences; what already holds, or a person corrected since, is left alone."""
        raise NotImplementedError

    def import_calendar(self, calendar: SchoolCalendar, by: str, at: datetime, *, dry_run: bool = False) -> Report:
        """Take in the school days of a year; an earlier calendar of that year is replaced. Counts days."""
        raise NotImplementedError

    def import_timetable(self, slots: Sequence[Slot], by: str, at: datetime, *, dry_run: bool = False) -> Report:
        """Take in timetables: those of the classes named are replaced."""
        raise NotImplementedError
