"""What goes through the door: what people want told, and what they get back.

The rules of this file: values only, frozen, made of facts; nothing here knows TinyDB or the disk.
``student`` is our own id everywhere but in rows from other systems.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from rules.facts import Category, Guardian, Reason
from rules.words import fill, filled

if TYPE_CHECKING:
    from rules.case.events import CaseEvent, SchoolEvent
    from rules.words import Words


class MarkWanted(msgspec.Struct, frozen=True):
    """A mark to be noted: no lessons is the whole day, no category takes back what stands."""

    student: str
    date: date
    lessons: tuple[int, ...] = ()
    category: Category | None = None
    reason: Reason = Reason.NONE
    comment: str = ""


class StudentRow(msgspec.Struct, frozen=True):
    """One student as another system has them. None and "" say nothing, and change nothing that is known.

    ``number`` is the school's own number and names the student; without one, name and date of birth do.
    ``first`` and ``last`` are those of the membership in ``school_class`` and ``groups``.
    """

    number: str
    given: str
    family: str
    school_class: str = ""
    grade: int = 0
    groups: tuple[str, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    born: date | None = None
    protected_address: bool | None = None
    first: date | None = None
    last: date | None = None
    line: int = 0


class AbsenceRow(msgspec.Struct, frozen=True, gc=False):
    """One absence as another system has it.

    ``student`` is the school's number, or our id for one without. ``register``: the row is from a register, so the
    lessons were taken; a Present row in one is no mark but says just that. ``message_at``: when the home told.
    """

    student: str
    date: date
    lessons: tuple[int, ...] = ()
    category: Category = Category.UNEXCUSED
    reason: Reason = Reason.NONE
    comment: str = ""
    message_at: datetime | None = None
    register: bool = False
    line: int = 0


class Said(msgspec.Struct, frozen=True):
    """A sentence for people: the catalogue's msgid and its values; ``many`` where it is another for more than one."""

    sentence: str
    values: Mapping[str, object] = {}
    many: str = ""
    count: int = 1

    @classmethod
    def counted(cls, one_or_many: tuple[str, str], count: int, **values: object) -> Said:
        """A sentence about ``{count}`` of something."""
        return cls(one_or_many[0], {"count": count, **values}, one_or_many[1], count)

    def say(self, words: Words) -> str:
        """The sentence in the reader's language."""
        if not self.many:
            return filled(self.sentence, self.values, words)
        return fill(words.ngettext(self.sentence, self.many, self.count), self.values, words)


class Refused(msgspec.Struct, frozen=True):
    """A row that was not taken in, its line in the file (0: none), and why."""

    line: int
    reason: str
    values: Mapping[str, object] = {}

    def say(self, words: Words) -> str:
        """Why, in the reader's language."""
        return filled(self.reason, self.values, words)


class Report(msgspec.Struct, frozen=True):
    """What an import did, or with ``dry_run`` would do.

    ``taken``: how many rows were taken in, where that is all that whoever imports may know of them.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    notes: tuple[Said, ...] = ()
    taken: int | None = None


class DayTold(msgspec.Struct, frozen=True):
    """A day that a telling added marks to: how many it held before and after."""

    year: str
    student: str
    date: date
    before: int
    after: int


class RegisterTold(msgspec.Struct, frozen=True):
    """Lessons whose register a telling took, or (``taken`` False) took back."""

    school_class: str
    date: date
    lessons: tuple[int, ...]
    taken: bool = True


class MessageTold(msgspec.Struct, frozen=True):
    """A message that a telling kept, or (``kept`` False) took back."""

    year: str
    student: str
    id: str
    kept: bool = True


class CaseTold(msgspec.Struct, frozen=True):
    """Events of a child's case that a telling kept, or (``kept`` False) took back: their ids, in order."""

    student: str
    ids: tuple[str, ...]
    kept: bool = True


class SchoolTold(msgspec.Struct, frozen=True):
    """The same, of the school's own meetings of a year."""

    year: str
    ids: tuple[str, ...]
    kept: bool = True


class Receipt(msgspec.Struct, frozen=True):
    """What a telling did, for ``undo``. ``revision`` is the store's after it. Empty where nothing had to change.

    ``beside``: what held already where an answer, minutes or a part of an agreement was told, and whoever told it
    did not know. Both are kept; whoever tells again, knowing the later of them, settles it.
    """

    revision: int
    days: tuple[DayTold, ...] = ()
    registers: tuple[RegisterTold, ...] = ()
    messages: tuple[MessageTold, ...] = ()
    cases: tuple[CaseTold, ...] = ()
    school_events: tuple[SchoolTold, ...] = ()
    beside: tuple[CaseEvent | SchoolEvent, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to undo."""
        return not (self.days or self.registers or self.messages or self.cases or self.school_events)


class Changes(msgspec.Struct, frozen=True):
    """What changed since a revision: ``students`` may name too many, never too few.

    ``cases``: students whose case changed; they are among ``students`` too.
    """

    revision: int
    files: tuple[str, ...]
    students: frozenset[str]
    school: bool
    cases: frozenset[str] = frozenset()
    school_events: bool = False
    forms: bool = False
