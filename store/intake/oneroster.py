"""Students from OneRoster 1.1 and 1.2, and from the dialect of Microsoft's School Data Sync 2.1.

The rules of this file: only the columns named here are looked at (never a password); who is deleted or not active is
left out and counted; the class is the homeroom class, and where a file has none, that is said.

What differs: 1.1 has the role in users.csv, 1.2 and SDS in roles.csv; guardians are users named by ``agentSourcedIds``
in OneRoster, by relationships.csv in SDS; SDS knows no homeroom classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rules.facts import Guardian, School
from rules.words import N_
from store.intake.dates import DateColumn
from store.intake.headings import plain
from store.intake.identity import is_national_id, without_national_ids
from store.intake.matching import Pupils, class_name
from store.intake.said import IntakeError, columns_shown, shown
from store.intake.source import Source
from store.intake.students import NO_CLASS, grade_in
from store.intake.tables import Table, open_plain
from store.tellings import Refused, Said, StudentRow

#: Every column that is read, by file. The first is what a file cannot be without.
COLUMNS: Mapping[str, str] = {
    "users.csv": (
        "sourcedId status role orgSourcedIds primaryOrgSourcedId givenName middleName familyName grades agentSourcedIds"
        " email phone sms"
    ),
    "roles.csv": "userSourcedId status role orgSourcedId grade",
    "enrollments.csv": "userSourcedId status classSourcedId role primary beginDate endDate",
    "classes.csv": "sourcedId status title classType grades termSourcedIds sessionSourcedIds",
    "orgs.csv": "sourcedId status name type",
    "academicsessions.csv": "sourcedId status startDate endDate",
    "demographics.csv": "birthDate status sourcedId userSourcedId",
    "relationships.csv": "userSourcedId status relationshipUserSourcedId relationshipRole",
}

#: Statuses of rows that no longer hold.
_GONE = frozenset({"tobedeleted", "inactive", "deleted"})

#: Roles of those who have parental responsibility; others ("relative") are told of, not called.
_PARENTS = frozenset({"parent", "guardian", "mother", "father", "foresatt"})

Row = Mapping[str, str]


@dataclass(frozen=True)
class Roster:
    """The files, read: by file, the rows by the column they are looked up by; and the lines refused."""

    users: Mapping[str, Row]
    roles: Mapping[str, list[Row]]
    enrollments: Mapping[str, list[Row]]
    classes: Mapping[str, Row]
    orgs: Mapping[str, Row]
    sessions: Mapping[str, Row]
    born: Mapping[str, str]
    guardians: Mapping[str, list[tuple[str, str]]]  # student -> guardian's id and relation
    gone: int
    refused: tuple[Refused, ...]


def read_oneroster(
    name: str, members: Mapping[str, Source], school: School, mapping: Mapping[str, str]
) -> tuple[tuple[StudentRow, ...], tuple[Refused, ...], tuple[Said, ...]]:
    """The students of a folder or zip, those refused (by their line in users.csv), and what must be said."""
    return _Reading(name, roster_of(members), school, mapping.get("only", "")).students()


def roster_of(members: Mapping[str, Source]) -> Roster:
    """All files, each read once; rows that are deleted or not active are left out."""
    refused: list[Refused] = []
    rows = {file: list(_rows(members[file], columns, refused)) for file, columns in COLUMNS.items() if file in members}
    active = {file: [row for row in found if plain(row["status"]) not in _GONE] for file, found in rows.items()}
    users = {row["sourcedId"]: row for row in active["users.csv"]}
    students = [row for row in rows["users.csv"] if plain(row["role"]) in {"student", ""}]
    return Roster(
        users,
        _grouped(active.get("roles.csv", ()), "userSourcedId"),
        _grouped(active.get("enrollments.csv", ()), "userSourcedId"),
        {row["sourcedId"]: row for row in active.get("classes.csv", ())},
        {row["sourcedId"]: row for row in active.get("orgs.csv", ())},
        {row["sourcedId"]: row for row in active.get("academicsessions.csv", ())},
        {row["userSourcedId"] or row["sourcedId"]: row["birthDate"] for row in active.get("demographics.csv", ())},
        _guardians(users, active.get("relationships.csv", ())),
        sum(plain(row["status"]) in _GONE for row in students),
        tuple(refused),
    )


class _Reading:
    """Students worked out of a roster."""

    def __init__(self, name: str, roster: Roster, school: School, only: str) -> None:
        self.name = name
        self.roster = roster
        self.school = school
        self.pupils = Pupils(school.students)
        self.has_homerooms = any(plain(row["classType"]) == "homeroom" for row in roster.classes.values())
        self.date_of = DateColumn("birthDate")
        self.notes: list[Said] = []
        self.only_org = self._our_school(only)

    def students(self) -> tuple[tuple[StudentRow, ...], tuple[Refused, ...], tuple[Said, ...]]:
        """The students of our school, those refused, and what must be said."""
        rows, refused = [], list(self.roster.refused)
        elsewhere = 0
        for user in self.roster.users.values():
            if not self._is_student(user):
                continue
            if self.only_org and self.only_org not in self._orgs(user):
                elsewhere += 1
                continue
            row = self._student(user)
            if isinstance(row, Said):
                refused.append(Refused(int(user["line"]), row.sentence, row.values))
            else:
                rows.append(row)
        return tuple(rows), tuple(refused), tuple(self._notes(rows, elsewhere))

    def _is_student(self, user: Row) -> bool:
        roles = [user["role"], *(role["role"] for role in self.roster.roles.get(user["sourcedId"], ()))]
        return any(plain(role) == "student" for role in roles)

    def _orgs(self, user: Row) -> set[str]:
        roles = (role["orgSourcedId"] for role in self.roster.roles.get(user["sourcedId"], ()) if role["role"])
        return {*_listed(user["orgSourcedIds"]), user["primaryOrgSourcedId"], *roles} - {""}

    def _our_school(self, only: str) -> str:
        """The school to take students of: the one named as ours; "" for all, where there is but one."""
        attended = {org for user in self.roster.users.values() if self._is_student(user) for org in self._orgs(user)}
        names = {org: row["name"] for org, row in self.roster.orgs.items() if org in attended}
        ours = [org for org, name in names.items() if plain(name) == plain(only or self.school.name)]
        schools = [org for org in names if plain(self.roster.orgs[org]["type"]) == "school"]
        if ours:
            return ours[0]
        if len(schools) > 1 or only:
            raise IntakeError(
                N_("{file} har elever fra flere skoler. Skriv --map only=SKOLEN med en av: {schools}."),
                file=self.name,
                schools=", ".join(sorted(shown(name) for name in names.values())[:20]),
            )
        return ""

    def _student(self, user: Row) -> StudentRow | Said:
        given = without_national_ids(f"{user['givenName']} {user['middleName']}".strip())
        family = without_national_ids(user["familyName"])
        if not given and not family:
            return Said(N_("Eleven har ikke navn."))
        grade = self._grade(user)
        placed = self._class(user, grade)
        if placed is None:
            values = {"name": shown(f"{given} {family}")}
            return Said(N_("{name} går ikke i noen kontaktklasse (homeroom) i filen."), values)
        school_class, first, last = placed
        born = self.roster.born.get(user["sourcedId"], "")
        return StudentRow(
            self._number(user["sourcedId"]),
            given,
            family,
            school_class,
            grade or grade_in(school_class),
            guardians=tuple(self._guardians_of(user["sourcedId"])),
            born=self._date(born),
            first=first,
            last=last,
            line=int(user["line"]),
        )

    def _number(self, sourced_id: str) -> str:
        if is_national_id(sourced_id):
            return ""
        known = self.pupils.numbered(sourced_id)
        return known.number if known and known.number else sourced_id

    def _grade(self, user: Row) -> int:
        roles = (role["grade"] for role in self.roster.roles.get(user["sourcedId"], ()))
        return next((grade for text in (user["grades"], *roles) if (grade := grade_in(text))), 0)

    def _class(self, user: Row, grade: int) -> tuple[str, date | None, date | None] | None:
        """The homeroom class and from when to when; of several the primary, else the one begun last."""
        if not self.has_homerooms:
            return (str(grade) if grade else NO_CLASS), None, None
        found = [
            (plain(each["primary"]) == "true", self._date(each["beginDate"]) or date.min, each)
            for each in self.roster.enrollments.get(user["sourcedId"], ())
            if plain(each["role"]) in {"student", ""} and self._is_homeroom(each["classSourcedId"])
        ]
        if not found:
            return None
        _primary, _begin, enrollment = max(found, key=lambda each: each[:2])
        row = self.roster.classes[enrollment["classSourcedId"]]
        first, last = self._terms(row)
        name = class_name(row["title"]) or NO_CLASS
        return name, self._date(enrollment["beginDate"]) or first, self._date(enrollment["endDate"]) or last

    def _is_homeroom(self, class_id: str) -> bool:
        row = self.roster.classes.get(class_id)
        return row is not None and plain(row["classType"]) == "homeroom"

    def _terms(self, row: Row) -> tuple[date | None, date | None]:
        """The first day of a class's terms. (Their last is not the membership's: nobody leaves in June.)"""
        names = _listed(row["termSourcedIds"]) + _listed(row["sessionSourcedIds"])
        starts = [self._date(self.roster.sessions[name]["startDate"]) for name in names if name in self.roster.sessions]
        return min((start for start in starts if start), default=None), None

    def _guardians_of(self, student: str) -> Iterator[Guardian]:
        for guardian, relation in dict(self.roster.guardians.get(student, ())).items():
            user = self.roster.users.get(guardian)
            if user is not None:
                role = relation or user["role"] or self._role(guardian)
                yield Guardian(
                    without_national_ids(f"{user['givenName']} {user['familyName']}".strip()),
                    role,
                    user["phone"] or user["sms"],
                    user["email"],
                    plain(role) in _PARENTS,
                )

    def _role(self, user: str) -> str:
        return next((role["role"] for role in self.roster.roles.get(user, ())), "")

    def _date(self, text: str) -> date | None:
        day = self.date_of(text) if text else None
        return None if isinstance(day, Said) else day

    def _notes(self, rows: Iterable[StudentRow], elsewhere: int) -> Iterator[Said]:
        yield from self.notes
        if self.roster.gone:
            yield Said.counted(DELETED, self.roster.gone)
        if elsewhere:
            yield Said.counted(ELSEWHERE, elsewhere)
        if not self.has_homerooms:
            yield Said(
                N_("Filen har ingen kontaktklasser (homeroom); klassen er trinnet, eller «{name}»."),
                {"name": NO_CLASS},
            )
        if any(not row.number for row in rows):
            yield Said(N_("Noen elever har fødselsnummer som id; det er ikke lest, og de kjennes på navn."))


def _rows(source: Source, columns: str, refused: list[Refused]) -> Iterator[Row]:
    """The rows of one file, only the columns asked for, "" for one that is not there."""
    table: Table = open_plain(source)
    headings = [plain(heading) for heading in table.header]
    names = columns.split()
    if plain(names[0]) not in headings:
        raise IntakeError(
            N_("{file} mangler kolonnen {column}. Kolonnene er: {columns}."),
            file=source.name,
            column=names[0],
            columns=columns_shown(table.header),
        )
    places = {name: headings.index(plain(name)) for name in names if plain(name) in headings}
    for line, cells in table.rows():
        row = {name: cells[places[name]].strip() if name in places else "" for name in names}
        yield row | {"line": str(line)}
    refused += table.damaged


def _grouped(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def _guardians(users: Mapping[str, Row], relationships: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    """Who is whose guardian: told by either of them, or by relationships.csv."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in relationships:
        found.setdefault(row["userSourcedId"], []).append((row["relationshipUserSourcedId"], row["relationshipRole"]))
    for user_id, user in users.items():
        for other in _listed(user["agentSourcedIds"]):
            student, guardian = (other, user_id) if plain(user["role"]) in {*_PARENTS, "relative"} else (user_id, other)
            found.setdefault(student, []).append((guardian, ""))
    return found


DELETED = (
    N_("{count} bruker er merket slettet eller inaktiv og er ikke tatt med."),
    N_("{count} brukere er merket slettet eller inaktive og er ikke tatt med."),
)
ELSEWHERE = (
    N_("{count} elev går på en annen skole og er ikke tatt med."),
    N_("{count} elever går på en annen skole og er ikke tatt med."),
)
