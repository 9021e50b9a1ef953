"""The door as one person has it: every question and telling is asked of the table of rights first.

The rules of this file: every public method of the door is here or, if it asks, in ``store.personal_questions`` (a test
holds them against the door), so that nothing can be asked or told past the table; who tells is who came in. Rights are
those of the school as it stands now (``store.personal_rights``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from rules.case.events import CaseEvent, GlassBroken, SchoolEvent
from rules.facts import Away, Reason, SchoolCalendar, Slot, User
from rules.follow_up import Form, Template
from rules.rights import Right, What
from store.as_told import counted_only
from store.personal_meetings import must_meet, must_tell
from store.personal_questions import PersonalQuestions
from store.tellings import AbsenceRow, MarkWanted, Receipt, Report, StudentRow

if TYPE_CHECKING:
    from store.erasing import Erased
    from store.traces import Trace

SEE, TELL = Right.SEE, Right.TELL


class PersonalStore(PersonalQuestions):
    """One school's folder, for one user of it."""

    def note(self, wanted: Sequence[MarkWanted], by: str, at: datetime) -> Receipt:
        """Marks of today in classes one teaches; of other days where the year is one's own to write in."""
        self._rights.must_mark(wanted)
        return super().note(wanted, self._rights.teller(by), at)

    def take_register(self, school_class: str, day: date, lessons: Sequence[int], by: str, at: datetime) -> Receipt:
        """As ``note``."""
        self._rights.must_at_all(TELL, self._rights.on_day(day), school_class)
        return super().take_register(school_class, day, lessons, self._rights.teller(by), at)

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
        """From a home that is one's own to hear from."""
        self._rights.must_of(TELL, What.HOME, student)
        return super().note_message(
            student, first, last, sender, channel, received_at, words, reason, self._rights.teller(by), at
        )

    def tell_case(
        self,
        student: str,
        events: Sequence[CaseEvent],
        by: str,
        at: datetime,
        *,
        check: Callable[[tuple[CaseEvent, ...]], None] | None = None,
        marks: Sequence[MarkWanted] = (),
        minutes: tuple[str, Sequence[SchoolEvent]] = ("", ()),
    ) -> Receipt:
        """In a case that is one's own to write in; only leaders give a case away, break the glass or hold it."""
        self._rights.must_be_known(student)
        if any(isinstance(event, GlassBroken) for event in events):
            self._rights.must_at_all(SEE, What.LOG)
        if not events or not all(isinstance(event, GlassBroken) for event in events):
            self._rights.must_of(TELL, What.CASE, student)
        self._rights.must_lead(events)
        self._rights.must_mark(marks)
        must_meet(self._rights, *minutes)
        return super().tell_case(
            student, events, self._rights.teller(by), at, check=check, marks=marks, minutes=minutes
        )

    def tell_school(self, year: str, events: Sequence[SchoolEvent], by: str, at: datetime) -> Receipt:
        """The school's own; a class's by those whose class it is, a meeting's by those who may hold it."""
        must_tell(self._rights, year, events)
        return super().tell_school(year, events, self._rights.teller(by), at)

    def undo(self, receipt: Receipt, by: str, at: datetime) -> Receipt:
        """What one may write one may take back."""
        for day in receipt.days:
            self._rights.must_of(TELL, self._rights.on_day(day.date), day.student)
        for message in receipt.messages:
            self._rights.must_of(TELL, What.HOME, message.student)
        for register in receipt.registers:
            self._rights.must_at_all(TELL, self._rights.on_day(register.date), register.school_class)
        for case in receipt.cases:
            self._rights.must_of(TELL, What.CASE, case.student)
            told = self._rights.whole.case_events(case.student)
            self._rights.must_lead(event for event in told if event.id in case.ids)
        if receipt.school_events:
            self._rights.must_at_all(TELL, What.ROUTINES)
        return super().undo(receipt, self._rights.teller(by), at)

    def install_forms(self, forms: Sequence[Form], templates: Sequence[Template], by: str, at: datetime) -> Receipt:
        """The school's own words in its forms."""
        self._rights.must_at_all(TELL, What.KEEPING)
        return super().install_forms(forms, templates, self._rights.teller(by), at)

    def put_user(self, user: User, by: str, at: datetime, *, new: bool = False) -> Receipt:
        """Roles and classes are granted by leaders and administrators, never one's own; only leaders make leaders."""
        self._rights.must_grant(user.name, user)
        return super().put_user(user, self._rights.teller(by), at, new=new)

    def remove_user(self, name: str, by: str, at: datetime) -> Receipt:
        """As ``put_user``."""
        self._rights.must_grant(name)
        return super().remove_user(name, self._rights.teller(by), at)

    def set_away(self, name: str, away: tuple[Away, ...], by: str, at: datetime) -> Receipt:
        """One's own days, or as ``put_user``."""
        if name != self.user:
            self._rights.must_at_all(TELL, What.USERS)
        return super().set_away(name, away, self._rights.teller(by), at)

    def encrypt_backups_to(self, keys: Sequence[str], by: str, at: datetime) -> None:
        """A setting of the school."""
        self._rights.must_at_all(TELL, What.KEEPING)
        super().encrypt_backups_to(keys, self._rights.teller(by), at)

    def naming(self, student: str) -> tuple[Trace, ...]:
        """What others wrote of a child; a part of deleting, which needs a shell on the machine."""
        self._rights.must_at_all(TELL, What.ENDING)
        return super().naming(student)

    def erase(
        self, student: str, by: str, at: datetime, *, redact: Sequence[Trace] = (), archived: int | None = None
    ) -> Erased:
        """As ``naming``."""
        self._rights.must_at_all(TELL, What.ENDING)
        return super().erase(student, self._rights.teller(by), at, redact=redact, archived=archived)

    def import_students(
        self, rows: Sequence[StudentRow], by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """Imports are leaders' and administrators'."""
        self._rights.must_at_all(TELL, What.IMPORT)
        report = super().import_students(rows, self._rights.teller(by), at, dry_run=dry_run, whole=whole)
        return self._as_told(report, len(rows) - len(report.refused))

    def import_absences(
        self, rows: Iterable[AbsenceRow], by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """As ``import_students``."""
        self._rights.must_at_all(TELL, What.IMPORT)
        report = super().import_absences(rows, self._rights.teller(by), at, dry_run=dry_run, whole=whole)
        return self._as_told(report, report.added + report.changed + report.unchanged)

    def import_calendar(
        self, calendar: SchoolCalendar, by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """As ``import_students``."""
        self._rights.must_at_all(TELL, What.IMPORT)
        return super().import_calendar(calendar, self._rights.teller(by), at, dry_run=dry_run, whole=whole)

    def import_timetable(
        self, slots: Sequence[Slot], by: str, at: datetime, *, dry_run: bool = False, whole: bool = False
    ) -> Report:
        """As ``import_students``."""
        self._rights.must_at_all(TELL, What.IMPORT)
        return super().import_timetable(slots, self._rights.teller(by), at, dry_run=dry_run, whole=whole)

    def _as_told(self, report: Report, rows: int) -> Report:
        """Who may not see the year may not try guesses at it either."""
        sees = self._rights.may_at_all(SEE, What.MARKS, self._rights.whole.school())
        return report if sees else counted_only(report, rows)
