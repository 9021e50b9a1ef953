"""A school year that is closed is read and no more: nobody tells into it, and only leaders look it up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from rules.case.events import LeaderReviewed, NoteWritten
from rules.facts import Category, Role, SchoolCalendar, User
from rules.words import NotAllowed
from store.adopting import adopt
from store.backing_up import back_up
from store.closing import NotEnded, close_year, reopen_year
from store.door import Store
from store.errors import Unknown, YearClosed
from store.personal import PersonalStore
from store.restoring import restore
from store.tellings import AbsenceRow
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, away, days, later

NEXT = "2027-28"
AUGUST = date(2027, 8, 16)
LATER = date(2028, 8, 16)


@pytest.fixture(name="school")
def _school(store: Store) -> Store:
    store.note([away("tonje"), away("jens")], "kari", AT)
    store.take_register("4B", MONDAY, [1, 2], "kari", AT)
    store.tell_school(YEAR, [LeaderReviewed(by="", at=AT, on=MONDAY, words="gjennomgått")], "rita", AT)
    store.import_calendar(SchoolCalendar(NEXT, days(AUGUST), date(2028, 1, 3), "laget for hånd"), "adm", AT)
    for user in (
        User("kari", "Kari Lie", Role.HOMEROOM_TEACHER, ("4B",)),
        User("rita", "Rita Rektor", Role.LEADER),
        User("adam", "Adam Drift", Role.ADMIN),
    ):
        store.put_user(user, "init", AT)
    return store


def closed(store: Store) -> Store:
    close_year(store.folder, YEAR, "adm", AT, AUGUST)
    return store


def as_(store: Store, who: str, today: date) -> PersonalStore:
    return PersonalStore(store.folder, who, lambda: today)


def test_a_year_is_closed_after_its_last_day_and_not_before(school: Store) -> None:
    with pytest.raises(NotEnded, match="varer til 2027-07-31"):
        close_year(school.folder, YEAR, "adm", AT, date(2027, 7, 31))

    assert close_year(school.folder, YEAR, "adm", AT, date(2027, 8, 1)).changed
    assert school.school().closed_years == (YEAR,)
    assert not close_year(school.folder, YEAR, "adm", AT, AUGUST).changed, "it is closed already"


def test_a_year_the_school_has_nothing_of_is_refused_with_those_it_has(school: Store) -> None:
    with pytest.raises(Unknown, match="Disse finnes: 2026-27, 2027-28"):
        close_year(school.folder, "2019-20", "adm", AT, AUGUST)


TELLINGS: list[Callable[[Store], object]] = [
    lambda s: s.note([away("ola")], "kari", AT),
    lambda s: s.take_register("4B", MONDAY, [3], "kari", AT),
    lambda s: s.note_message("ola", MONDAY, MONDAY, "Mor", "sms", AT, "syk", away("ola").reason, "kari", AT),
    lambda s: s.tell_school(YEAR, [LeaderReviewed(by="", at=AT, on=MONDAY)], "rita", AT),
    lambda s: s.import_absences([AbsenceRow("1002", MONDAY, (), Category.UNEXCUSED)], "adm", AT),
    lambda s: s.import_absences([AbsenceRow("1002", MONDAY, (), Category.UNEXCUSED)], "adm", AT, dry_run=True),
    lambda s: s.import_calendar(SchoolCalendar(YEAR, days()[:5], date(2027, 1, 4), "ny"), "adm", AT),
    lambda s: s.tell_case("ola", [NoteWritten(by="", at=AT, words="x")], "kari", AT, marks=[away("ola")]),
]


@pytest.mark.parametrize("tell", TELLINGS)
def test_nothing_is_told_into_a_closed_year(school: Store, tell: Callable[[Store], object]) -> None:
    before = {path: path.read_bytes() for path in closed(school).folder.rglob("*.json")}

    with pytest.raises(YearClosed, match="skoleåret 2026-27 er avsluttet"):
        tell(school)
    assert {path: path.read_bytes() for path in school.folder.rglob("*.json")} == before


def test_what_was_told_before_is_not_taken_back_after(school: Store) -> None:
    told = school.note([away("ola")], "kari", AT)

    with pytest.raises(YearClosed):
        closed(school).undo(told, "kari", AT)


def test_the_next_year_and_the_cases_go_on(school: Store) -> None:
    store = closed(school)
    store.note([away("tonje", AUGUST)], "kari", AT)
    store.tell_case("tonje", [NoteWritten(by="", at=AT, words="ringt hjem")], "kari", AT)
    store.import_absences([AbsenceRow("1001", MONDAY, (), Category.EXCUSED, away("tonje").reason)], "adm", AT)

    assert [day.date for day in store.attendance_of("tonje", NEXT).days] == [AUGUST]


def test_the_owner_reads_a_closed_year_as_before(school: Store) -> None:
    before = school.attendance(YEAR)

    assert Store(closed(school).folder).attendance(YEAR) == before
    assert len(school.school_events(YEAR)) == 1


def test_leaders_look_a_closed_year_up_and_nobody_else_does(school: Store) -> None:
    closed(school)
    rita = as_(school, "rita", LATER)
    assert set(rita.attendance(YEAR)) == {"tonje", "ola", "aase", "jens"}
    assert rita.attendance_of("tonje", YEAR).days
    assert rita.register("4B", MONDAY)
    assert rita.school_events(YEAR)

    kari = as_(school, "kari", LATER)
    assert kari.attendance(YEAR) == {}
    assert kari.messages(YEAR) == ()
    assert kari.school_events(YEAR) == ()
    for refused in (lambda: kari.attendance_of("tonje", YEAR), lambda: kari.register("4B", MONDAY)):
        with pytest.raises(NotAllowed, match="et avsluttet skoleår"):
            refused()


def test_how_last_year_ended_is_still_seen_by_whose_class_the_student_is_in(school: Store) -> None:
    closed(school)
    kari = as_(school, "kari", AUGUST)

    assert [day.date for day in kari.attendance_of("tonje", YEAR).days] == [MONDAY]
    with pytest.raises(NotAllowed):
        kari.attendance_of("jens", YEAR)
    assert kari.attendance(YEAR) == {}, "one student at a time, not a list"


def test_a_year_that_was_opened_again_is_written_in(school: Store) -> None:
    closed(school)

    assert reopen_year(school.folder, YEAR, "adm", AT).changed
    school.note([away("ola", MONDAY + timedelta(days=1))], "kari", later(5))
    assert not reopen_year(school.folder, YEAR, "adm", AT).changed


def test_a_closed_year_is_sound_backed_up_and_restored_closed(school: Store, tmp_path: Path) -> None:
    closed(school)
    assert verify(school.folder).sound
    back_up(school.folder, tmp_path / "kopi.tar.gz", "adm", AT)
    restore(tmp_path / "kopi.tar.gz", tmp_path / "igjen", "adm", AT)

    again = Store(tmp_path / "igjen")
    assert again.school().closed_years == (YEAR,)
    assert again.attendance(YEAR).keys() == school.attendance(YEAR).keys()


def test_a_damaged_file_of_a_closed_year_can_be_taken_in_again(school: Store, tmp_path: Path) -> None:
    path = closed(school).folder / "attendance" / YEAR / "4B.json"
    (tmp_path / "4B.json").write_bytes(path.read_bytes())
    path.write_bytes(b"{")

    adopt(school.folder, tmp_path / "4B.json", "adm", AT, name=f"attendance/{YEAR}/4B.json")
    assert verify(school.folder).sound
