"""A class or group that is named after a child who is erased: shown, called something else, and the same class."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import msgspec
import pytest

from rules.case.events import TeamKind, TeamOpened, WeeklyChecked
from rules.facts import Guardian, Membership, Role, Slot, Student, User
from store.class_names import NameTaken, is_class
from store.door import Store
from store.erasing import Erased
from store.traces import Trace, Unanswered
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen, later
from tests.store.test_erasing import Quick, everything, named_in

ID = "3f0a9c27d1e5b8"
WHOLE, BEGUN = "Åshild Vollan 1:1", "Åshildgruppa"
HOME = "Vollans base"
AUTUMN = MONDAY.replace(month=8)
CHILD = ("Åshild", "åshild", "Vollan", "vollan", unicodedata.normalize("NFD", "Åshild"))


@pytest.fixture(name="school")
def _school(tmp_path: Path) -> Path:
    """Åshild in a homeroom class and two groups that are called after her, with others in them."""
    own = (Membership(HOME, AUTUMN), Membership(WHOLE, AUTUMN, group=True), Membership(BEGUN, AUTUMN, group=True))
    child = Student(ID, "AV4711", "Åshild", "Vollan", own, (Guardian("Mor Vollan", "mor"),))
    mate = Student("ida", "1200", "Ida", "Moe", own, (Guardian("Eli Moe", "mor, tante til Åshild"),))
    whole = bommen()
    four_b = next(one for one in whole.classes if one.name == "4B")
    classes = [msgspec.structs.replace(four_b, name=name, group=name != HOME) for name in (HOME, WHOLE, BEGUN)]
    slots = (*whole.timetable, Slot(BEGUN, 0, 1, "norsk med Åshild", teacher="kari"))
    kari = User("kari", "Kari Lie", Role.HOMEROOM_TEACHER, (HOME, WHOLE, BEGUN), "Åshilds lærer")
    whole = msgspec.structs.replace(
        whole, students=(*whole.students, child, mate), classes=(*whole.classes, *classes), timetable=slots,
        users=(kari, User("rita", "Rita Rektor", Role.LEADER)),
    )  # fmt: skip
    store = Store.create(tmp_path / "skole", whole, "init", AT)
    store.note([away(ID), away("ida"), away(ID, date(2025, 10, 6)), away("ida", date(2025, 10, 6))], "kari", AT)
    for name in (HOME, WHOLE, BEGUN):
        store.take_register(name, MONDAY, (1, 2), "kari", AT)
    told = (
        WeeklyChecked(by="", at=AT, school_class=HOME, week_of=MONDAY),
        TeamOpened(by="", at=AT, meeting="t", sort=TeamKind.GRADE, on=MONDAY, team=BEGUN, classes=(BEGUN, "4B")),
    )
    store.tell_school(YEAR, told, "kari", AT)
    return store.folder


def erase(folder: Path, answers: list[Trace]) -> Erased:
    return Store(folder, Quick()).erase(ID, "adm", later(5), redact=answers)


def answered(folder: Path, begun: str = "Gruppe 7", home: str = "Bekk") -> list[Trace]:
    """Somebody has gone through them: the sure one stays as it was proposed."""
    by_hand = {BEGUN: begun, HOME: home}
    found = Store(folder).naming(ID)
    rest = [t for t in found if not is_class(t)]
    return [
        *(msgspec.structs.replace(t, becomes=by_hand.get(t.text, t.becomes)) for t in found if is_class(t)),
        *(msgspec.structs.replace(t, becomes="[slettet]") for t in rest),
    ]


def test_each_class_is_shown_once_and_so_is_what_was_written_in_the_schools_own_file(school: Path) -> None:
    found = Store(school).naming(ID)

    assert [(t.text, t.becomes, t.sure) for t in found if is_class(t)] == [
        (HOME, HOME, False), (WHOLE, "[slettet] 1:1", True), (BEGUN, BEGUN, False),
    ]  # fmt: skip
    assert {(t.table, t.text) for t in found if not is_class(t)} == {
        ("slots", "norsk med Åshild"), ("users", "Åshilds lærer"), ("students", "mor, tante til Åshild"),
    }  # fmt: skip


def test_afterwards_no_byte_and_no_file_name_has_the_child_and_the_class_is_the_same_one(school: Path) -> None:
    assert [each for each in named_in(school, CHILD) if "json" in each and "shild" in each.partition(":")[0]]

    erase(school, answered(school))

    assert named_in(school, CHILD) == []
    assert (verify(school).wrong, verify(school).notes) == ((), ())
    store = Store(school)
    whole = store.school()
    names = ("Bekk", "[slettet] 1:1", "Gruppe 7")
    assert {c.name for c in whole.classes} >= {*names}
    ida = next(one for one in whole.students if one.id == "ida")
    assert tuple(m.school_class for m in ida.memberships) == names
    assert whole.user("kari").classes == names  # type: ignore[union-attr]
    for name in names:
        assert store.register(name, MONDAY) is not None, name
    for year, days in ((YEAR, 1), ("2025-26", 1)):
        assert len(store.attendance_of("ida", year).days) == days
    checked, opened = store.school_events(YEAR)
    assert isinstance(checked, WeeklyChecked) and isinstance(opened, TeamOpened)  # noqa: PT018
    assert (checked.school_class, opened.team, opened.classes) == ("Bekk", "Gruppe 7", ("Gruppe 7", "4B"))
    store.note([away("ida", MONDAY.replace(day=MONDAY.day + 1))], "kari", later(9))
    assert verify(school).sound


@pytest.mark.parametrize(
    ("begun", "home"), [("4B", "Bekk"), ("Bekk", "Bekk"), (" ", "Bekk"), ("[slettet] 1:1", "Bekk")]
)
def test_a_name_that_another_class_has_or_none_is_refused_and_nothing_is_written(
    school: Path, begun: str, home: str
) -> None:
    before = everything(school)
    with pytest.raises(NameTaken):
        erase(school, answered(school, begun, home))
    assert everything(school) == before


def test_a_class_that_nobody_answered_for_stops_all_of_it(school: Path) -> None:
    before = everything(school)
    with pytest.raises(Unanswered):
        erase(school, [t for t in answered(school) if not is_class(t)])
    assert everything(school) == before
