"""A small school with its staff, and a child whose absence is decided to be worrying, for the screens of a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from rules.case.events import CaseEvent, ContactMade, Decided, How, Verdict
from rules.facts import Guardian, Role, School, User
from store.door import Store
from tests.tui import small_school
from tests.tui.journey import on_disk

NOW = small_school.NOW
CALL = "samtale-1"

STAFF = (
    User("kari", "Kari Moen", Role.HOMEROOM_TEACHER, ("4B",), "kontaktlærer", "", "per"),
    User("per", "Per Berg", Role.HOMEROOM_TEACHER, ("5A",), "kontaktlærer"),
    User("astrid", "Astrid Moen", Role.LEADER, (), "rektor"),
    User("sunniva", "Sunniva Brekke", Role.SUPPORT, (), "sosiallærer"),
    User("helene", "Helene Sæther", Role.SUPPORT, (), "helsesøster"),
)
HOME = (Guardian("Anette Aas", "mor", "900 00 000"), Guardian("Rolf Aas", "far", "900 00 001"))


def school() -> School:
    """Tonje has two guardians; the school has its staff."""
    small = small_school.school()
    students = tuple(
        msgspec.structs.replace(each, guardians=HOME) if each.id == "tonje" else each for each in small.students
    )
    return msgspec.structs.replace(small, students=students, users=STAFF)


def told(store: Store, *events: CaseEvent, at: datetime = NOW, by: str = "kari", student: str = "tonje") -> None:
    """Something was told of her."""
    store.tell_case(student, [msgspec.structs.replace(each, by=by, at=at) for each in events], by, at)


def decided(folder: Path, at: datetime = NOW - timedelta(days=2)) -> Store:
    """The school on disk, with Tonje's absence decided to be worrying after a talk with her mother."""
    store = on_disk(folder, school())
    call = ContactMade(id=CALL, by="", at=at, whom="Anette Aas", how=How.PHONE, words="Vil ikke gå.")
    told(store, call, Decided(by="", at=at, verdict=Verdict.WORRYING, rule="absent-days", conversation=CALL), at=at)
    return store
