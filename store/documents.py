"""What stands in each file: its tables, and the documents in them.

The rules of this file: a document is a fact with our own id, who and when beside it; facts are read straight from the
JSON, and fields we do not know are passed over here and kept by whoever writes. One word per thing: tables and fields
are named as in the design.
"""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from rules.facts import (
    Day,
    Message,
    Register,
    School,
    SchoolCalendar,
    SchoolClass,
    Slot,
    Student,
    User,
)
from store.ids import new_id

SCHOOL = "school.json"
FORMS = "forms.json"
ATTENDANCE = "attendance"
CASES = "cases"
MEETINGS = "meetings"


class TakenBack(msgspec.Struct, frozen=True):
    """Who took a telling back, and when; it stays in the file."""

    by: str
    at: datetime


class KeptMessage(Message, frozen=True, omit_defaults=True):
    """A message, and whether it was taken back."""

    taken_back: TakenBack | None = None


class ClassYear(msgspec.Struct, frozen=True):
    """``attendance/<year>/<file>.json``: the days of the students whose file it is, and the class's registers."""

    days: dict[str, Day] = {}
    registers: dict[str, Register] = {}
    messages: dict[str, KeptMessage] = {}


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """The one document of the table ``school``. ``backup_to``: public keys that backups are encrypted to.

    ``closed_years``: school years that are only read; ``blocked``: students whose case is closed to everybody.
    """

    name: str
    guide: str
    exceptions_only: bool
    basis: str
    backup_to: tuple[str, ...] = ()
    closed_years: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


class AttendanceFile(msgspec.Struct, frozen=True):
    """A file of marks, and the class it was made for."""

    year: str
    name: str
    school_class: str

    @property
    def path(self) -> str:
        """Its name in the folder."""
        return class_year_path(self.year, self.name)


class SchoolTables(msgspec.Struct, frozen=True):
    """``school.json``."""

    school: dict[str, Settings]
    students: dict[str, Student] = {}
    classes: dict[str, SchoolClass] = {}
    calendars: dict[str, SchoolCalendar] = {}
    slots: dict[str, Slot] = {}
    files: dict[str, AttendanceFile] = {}
    users: dict[str, User] = {}


class _DayKey(msgspec.Struct, frozen=True):
    student: str
    date: str


class _RegisterKey(msgspec.Struct, frozen=True):
    school_class: str
    date: str


class _IdKey(msgspec.Struct, frozen=True):
    id: str


class _NameKey(msgspec.Struct, frozen=True):
    name: str


class _YearKey(msgspec.Struct, frozen=True):
    year: str


class _FileKey(msgspec.Struct, frozen=True):
    year: str
    name: str


class _FormKey(msgspec.Struct, frozen=True):
    form: str
    version: int


class _TemplateKey(msgspec.Struct, frozen=True):
    template: str
    version: int


KEYS: Mapping[str, type[msgspec.Struct]] = {
    "days": _DayKey,
    "registers": _RegisterKey,
    "messages": _IdKey,
    "school": _NameKey,
    "students": _IdKey,
    "classes": _NameKey,
    "calendars": _YearKey,
    "slots": _IdKey,
    "files": _FileKey,
    "users": _NameKey,
    "events": _IdKey,
    "forms": _FormKey,
    "templates": _TemplateKey,
}
"""What names a document in its table."""


def class_year_path(year: str, name: str) -> str:
    """The name of a class's file in the folder."""
    return f"{ATTENDANCE}/{year}/{name}.json"


def case_path(student: str) -> str:
    """The name of a child's case file in the folder."""
    return f"{CASES}/{student}.json"


def student_of(path: str) -> str:
    """Whose case file it is; "" where it is none."""
    folder, _slash, name = path.rpartition("/")
    return name.removesuffix(".json") if folder == CASES else ""


def shown_path(path: str) -> str:
    """A file's name as anybody may be told it: of a case not whose."""
    return f"{CASES}/….json" if path.startswith(f"{CASES}/") else path


def meetings_path(year: str) -> str:
    """The name of the file with the school's own meetings of a year."""
    return f"{MEETINGS}/{year}.json"


def year_of(path: str) -> str:
    """The school year that a file is of; "" where it is of none."""
    folder, _slash, rest = path.partition("/")
    if folder == ATTENDANCE:
        return rest.partition("/")[0]
    return rest.removesuffix(".json") if folder == MEETINGS else ""


def school_of(tables: SchoolTables) -> School:
    """The school as the rules know it."""
    settings = next(iter(tables.school.values()))
    return School(
        name=settings.name,
        guide=settings.guide,
        students=tuple(tables.students.values()),
        classes=tuple(tables.classes.values()),
        calendars=tuple(tables.calendars.values()),
        timetable=tuple(tables.slots.values()),
        exceptions_only=settings.exceptions_only,
        basis=settings.basis,
        users=tuple(tables.users.values()),
        closed_years=settings.closed_years,
        blocked=settings.blocked,
    )


def document(fact: object, by: str, at: datetime) -> dict[str, object]:
    """A new document for a fact: with an id of our own if it has none, with who and when."""
    fields: Mapping[str, object] = msgspec.to_builtins(fact)
    return {"id": new_id(), **fields, "by": by, "at": msgspec.to_builtins(at)}
