"""A school that a child left long ago, whose papers are due; and what it takes to purge it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import msgspec

from rules.case.events import Decided, NoteWritten, TeamMet, Verdict
from rules.facts import Guardian, Membership, SchoolCalendar, Student
from rules.retention import Due, Kept, Sort, retention
from store.access_log import AccessLog, Looked
from store.archiving import for_archive
from store.door import Store
from store.files import Disk
from store.purging import Archived, Found, Purged, look, purge
from store.traces import Trace
from tests.store.bommen import AT, MONDAY, OSLO, YEAR, away, bommen, days, later
from tests.store.promises import stands

LEFT = date(2027, 6, 18)
LAST_DAY_BUT_ONE = date(2032, 6, 17)
DUE = date(2032, 6, 18)
NEXT = "2027-28"
AUGUST = date(2027, 8, 16)
YEARS_LATER = datetime(2032, 5, 3, 8, 0, tzinfo=OSLO)
HOME = (Guardian("Benedikte Guldahl-Aas", "mor", "900 11 222", "benedikte@guldahl.example"),)
NEVER_AGAIN = (
    *("tonje", "Tonje", "TONJE", "Guldahl", "guldahl", "Benedikte", "900 11 222", "skulker"),
    *("ring mor", "2017-03-01", "1001"),
)


class Quiet(Disk):
    """Keeps the system's journal out of it."""

    def journal(self, text: str) -> None:
        del text


def a_school(folder: Path, disk: Disk | None = None) -> Path:
    """Tonje left in June 2027 with a case; Jens goes on; both are named in each other's papers."""
    whole = bommen()
    tonje = Student(
        "tonje", "1001", "Tonje", "Guldahl Aas", (Membership("4B", date(2026, 8, 1), LEFT),), HOME, date(2017, 3, 1)
    )
    students = tuple(tonje if one.id == "tonje" else one for one in whole.students)
    store = Store.create(folder, msgspec.structs.replace(whole, students=students), "init", AT, disk or Quiet())
    store.import_calendar(SchoolCalendar(NEXT, days(AUGUST), date(2028, 1, 3), "laget for hånd"), "adm", AT)
    store.note([away("tonje", comment="skulker"), away("jens", comment="så Tonje i byen")], "kari", AT)
    store.note_message(
        "tonje", MONDAY, MONDAY, "Benedikte Guldahl-Aas", "sms", AT, "ring mor", away("tonje").reason, "kari", AT
    )
    store.tell_case("tonje", [worrying(), NoteWritten(by="", at=AT, words="skulker, sier mor")], "kari", AT)
    store.tell_case("jens", [NoteWritten(by="", at=AT, words="er sammen med Tonje Guldahl Aas")], "kari", AT)
    met = TeamMet(by="", at=AT, team="4B", on=MONDAY, students=("tonje", "jens"), words="Tonjes mor ringer")
    store.tell_school(YEAR, [met], "rita", AT)
    store.note([away("jens", AUGUST)], "kari", later(1))
    store.tell_school(NEXT, [TeamMet(by="", at=AT, team="8B", on=AUGUST, words="savner tonje")], "rita", AT)
    log = AccessLog(disk or Quiet(), store.folder)
    for student, at in (("tonje", AT), ("jens", YEARS_LATER)):
        log.append([Looked("kari", "homeroom_teacher", student, "case", "own_class")], at)
    return store.folder


def worrying() -> Decided:
    return Decided(by="", at=AT, verdict=Verdict.WORRYING, no_conversation="mor skal ikke vite det")


def found(school: Path, on: date = DUE) -> Found:
    return look(school, retention(), on, {}, Quiet())


def kinds(due: tuple[Due, ...]) -> list[tuple[Kept, str]]:
    return [(one.keep.kind, one.of) for one in due]


def archived(school: Path, on: date = DUE) -> Archived:
    wanted = [one for one in found(school, on).going if one.keep.sort is Sort.ARCHIVE]
    return {(one.keep.kind, one.of): for_archive(school, one, "adm", AT, Quiet()).revision for one in wanted}


def decided(traces: tuple[Trace, ...], *, also: Mapping[str, str] | None = None) -> dict[tuple[str, ...], Trace]:
    """What was proposed; ``also``: what becomes of the texts in which only a part of a name stands."""
    said = also or {}
    return {t.where: msgspec.structs.replace(t, becomes=said.get(t.text, t.becomes)) for t in traces}


ALSO = {
    "så Tonje i byen": "så en annen elev i byen",
    "savner tonje": "savner en elev som har sluttet",
    "Tonjes mor ringer": "en mor ringer",
}


def purged(school: Path, on: date = DUE, disk: Disk | None = None) -> Purged:
    answers = decided(found(school, on).traces, also=ALSO)
    return purge(school, retention(), on, "adm", archived(school, on), answers, disk or Quiet())  # type: ignore[arg-type]


def everything(school: Path) -> dict[str, bytes]:
    return {path.relative_to(school).as_posix(): path.read_bytes() for path in school.rglob("*") if path.is_file()}


def names_in(school: Path, names: tuple[str, ...] = NEVER_AGAIN) -> list[tuple[str, str]]:
    """Where in the folder, in which file's bytes or name, something is still to be read."""
    texts = {name: data + name.encode() for name, data in everything(school).items()}
    return [(name, said) for name, data in texts.items() for said in names if stands(said, data)]
