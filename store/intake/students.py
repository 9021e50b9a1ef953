"""Students from any file of rows: who they are, their class, and whom to call.

The rules of this file: a row becomes a student or is refused with why; rows about the same student are put together;
only the columns in the table of headings are kept, never a password or a national identity number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from rules.facts import Guardian, School
from rules.words import N_
from store.intake.codes import yes
from store.intake.columns import Columns
from store.intake.dates import DateColumn
from store.intake.headings import GUARDIANS, plain
from store.intake.identity import is_national_id, without_national_ids
from store.intake.matching import Pupils, class_name, number_in, turned, words_of
from store.intake.said import shown
from store.intake.tables import Progress, Table
from store.tellings import Said, StudentRow

#: The class of students whose class nobody has said.
NO_CLASS = "–"

#: Words for students who are no longer here.
_GONE = frozenset(
    plain(word)
    for word in (
        "sluttet",
        "inaktiv",
        "ikke aktiv",
        "utmeldt",
        "slettet",
        "inactive",
        "withdrawn",
        "tobedeleted",
        "false",
    )
)

#: Words that say an address is protected, and those that say a guardian has no parental responsibility.
_PROTECTED = frozenset(
    plain(word)
    for word in (
        "kode 6",
        "kode 7",
        "6",
        "7",
        "kode6",
        "kode7",
        "fortrolig",
        "strengt fortrolig",
        "sperret",
        "skjermet",
    )
)

#: A grade stands first ("8B", "8. trinn"), or after a word for it; "ps1" and "2021" are none.
#: A grade stands first ("8B", "8. trinn"), or after a word for it; "ps1" and "2021" are none.
_GRADE = re.compile(r"\s*(?:trinn|klasse|grade)?\s*0?(\d{1,2})(?!\d)", re.IGNORECASE)


def read_students(table: Table, school: School, progress: Progress | None = None) -> tuple[StudentRow, ...]:
    """The students of a file; what was refused and what must be said is added to the table."""
    reading = _Reading(table, school)
    reading.all(progress)
    if any(column.wrong_way_round for column in reading.dates.values()):
        reading = _Reading(table, school, month_first=True)
        del table.refused[:]
        reading.all(progress)
    table.notes += reading.notes()
    table.date_form = next((column.form for name, column in reading.dates.items() if name in table.columns), "")
    return tuple(reading.found.values())


class _Reading:
    """One reading of a file from its top."""

    def __init__(self, table: Table, school: School, month_first: bool = False) -> None:
        self.table = table
        self.columns: Columns = table.columns
        self.pupils = Pupils(school.students)
        self.classes = {each.number: each.memberships[-1].school_class for each in school.students if each.memberships}
        self.dates = {name: DateColumn(self.columns.heading(name), month_first) for name in ("born", "first", "last")}
        self.found: dict[object, StudentRow] = {}
        self.gone = self.nationals = self.classless = 0

    def all(self, progress: Progress | None) -> None:
        """Every row of the file."""
        for line, cells in self.table.rows(progress):
            row = self._student(line, cells)
            if isinstance(row, Said):
                self.table.refuse(line, row)
            elif row is not None:
                self._keep(row)

    def notes(self) -> list[Said]:
        """What must be said about the rows read."""
        notes = [note for column in self.dates.values() for note in column.notes()]
        if self.gone:
            notes.append(Said.counted(LEFT, self.gone))
        if self.nationals:
            notes.append(Said.counted(NATIONAL, self.nationals))
        if self.classless:
            notes.append(Said.counted(CLASSLESS, self.classless, name=NO_CLASS))
        return notes

    def _student(self, line: int, cells: list[str]) -> StudentRow | Said | None:
        cell = self.columns.cell
        if plain(cell(cells, "active")) in _GONE:
            self.gone += 1
            return None
        given, family = _names(self.columns, cells)
        if not given and not family:
            return Said(N_("Eleven har ikke navn."))
        days = {name: self._date(cells, name) for name in self.dates}
        if wrong := next((day for day in days.values() if isinstance(day, Said)), None):
            return wrong
        number = self._number(number_in(cell(cells, "student")))
        school_class, grade = _class_and_grade(cell(cells, "class"), cell(cells, "grade"))
        return StudentRow(
            number,
            without_national_ids(given),
            without_national_ids(family),
            school_class or self._class_until_now(number),
            grade,
            tuple(class_name(group) for group in re.split(r"[,;/]", cell(cells, "groups")) if group.strip()),
            tuple(self._guardians(cells)),
            _as_date(days["born"]),
            _protected(cell(cells, "protected_address")),
            _as_date(days["first"]),
            _as_date(days["last"]),
            line,
        )

    def _number(self, number: str) -> str:
        """The student's number as the school already has it; a national identity number is none."""
        if is_national_id(number):
            self.nationals += 1
            return ""
        known = self.pupils.numbered(number) if number else None
        return known.number if known and known.number else number

    def _class_until_now(self, number: str) -> str:
        """A file without the class moves nobody."""
        self.classless += 1
        return self.classes.get(number, NO_CLASS) if number else NO_CLASS

    def _date(self, cells: list[str], name: str) -> date | Said | None:
        text = self.columns.cell(cells, name)
        if name == "born" and is_national_id(text):
            return None
        return self.dates[name](text) if text else None

    def _guardians(self, cells: list[str]) -> Iterator[Guardian]:
        for number in range(1, GUARDIANS + 1):
            parts = {
                part: without_national_ids(self.columns.cell(cells, f"guardian{number}_{part}"))
                for part in ("name", "given", "family", "relation", "phone", "email", "responsibility")
            }
            name = turned(parts["name"]) or f"{parts['given']} {parts['family']}".strip()
            if name or parts["phone"] or parts["email"]:
                yield Guardian(
                    name or parts["email"] or parts["phone"],
                    parts["relation"],
                    parts["phone"],
                    parts["email"],
                    not parts["responsibility"] or yes(parts["responsibility"]) is not False,
                )

    def _keep(self, row: StudentRow) -> None:
        """Keep a student; a second row of the same one adds guardians and groups, and may not rename."""
        key = row.number.casefold() or (words_of(f"{row.given} {row.family}"), row.school_class, row.born)
        first = self.found.get(key)
        if first is None:
            self.found[key] = row
        elif words_of(f"{first.given} {first.family}") != words_of(f"{row.given} {row.family}"):
            sentence = N_("Nummer {number} er allerede brukt på linje {line}, for en elev med et annet navn.")
            self.table.refuse(row.line, Said(sentence, {"number": shown(row.number), "line": first.line}))
        else:
            self.found[key] = _together(first, row)


def _together(first: StudentRow, second: StudentRow) -> StudentRow:
    """Two rows of one student: the first, with the guardians and groups of both."""
    guardians = first.guardians + tuple(each for each in second.guardians if each not in first.guardians)
    names = (
        *first.groups,
        *second.groups,
        *([second.school_class] if second.school_class != first.school_class else []),
    )
    groups = tuple(dict.fromkeys(name for name in names if name and name != first.school_class))
    return msgspec.structs.replace(first, guardians=guardians, groups=groups)


def _names(columns: Columns, cells: list[str]) -> tuple[str, str]:
    """Given and family name; one column with both is split at its comma, else before its last word."""
    given = " ".join(f"{columns.cell(cells, 'given')} {columns.cell(cells, 'middle')}".split())
    family = " ".join(columns.cell(cells, "family").split())
    if given or family:
        return given, family
    name = columns.cell(cells, "name")
    if "," in name:
        last, _comma, first = name.partition(",")
        return " ".join(first.split()), " ".join(last.split())
    first, _space, last = " ".join(name.split()).rpartition(" ")
    return (first, last) if first else (last, "")


def _class_and_grade(class_cell: str, grade_cell: str) -> tuple[str, int]:
    """The class as it is written here, and its grade: "8" and "b" are 8B."""
    grade, name = grade_in(grade_cell), class_name(class_cell)
    if len(name) == 1 and name.isalpha() and grade:
        name = f"{grade}{name.upper()}"
    return name, grade or grade_in(name)


def grade_in(cell: str) -> int:
    """The grade a cell names: "8", "08", "8. trinn", "8B"; 0 where it names none from 1 to 10."""
    found = _GRADE.match(cell)
    return int(found[1]) if found and 1 <= int(found[1]) <= 10 else 0


def _protected(cell: str) -> bool | None:
    """Whether the address is protected; an empty cell says nothing, so that it unprotects nobody."""
    if not cell:
        return None
    return True if plain(cell) in _PROTECTED else yes(cell) is not False


def _as_date(day: date | Said | None) -> date | None:
    return None if isinstance(day, Said) else day


LEFT = (
    N_("{count} elev er merket som sluttet og er ikke tatt med."),
    N_("{count} elever er merket som sluttet og er ikke tatt med."),
)
NATIONAL = (
    N_("{count} elev har fødselsnummer som elevnummer; det er ikke lest, og eleven kjennes på navn."),
    N_("{count} elever har fødselsnummer som elevnummer; det er ikke lest, og de kjennes på navn."),
)
CLASSLESS = (
    N_("{count} elev har ingen klasse i filen; er eleven ny, blir klassen «{name}»."),
    N_("{count} elever har ingen klasse i filen; de som er nye, får klassen «{name}»."),
)
