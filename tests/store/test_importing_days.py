"""Which days are school days, and which lessons they have."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from rules.facts import SchoolCalendar, Slot
from store.door import Store
from store.importing_days import assumed_calendar
from store.tellings import Report
from tests.store.bommen import AT, MONDAY, YEAR, bommen

CALENDAR = bommen().calendars[0]


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, len(report.refused)


def test_a_new_calendar_takes_the_place_of_the_year_s_old_one(store: Store) -> None:
    days = (*CALENDAR.days[1:], CALENDAR.days[-1] + timedelta(3))
    report = store.import_calendar(msgspec.structs.replace(CALENDAR, days=days), "adm", AT)

    assert counts(report) == (1, 0, 59, 0)
    assert [note.values for note in report.notes] == [{"count": 1}]
    assert [c.days for c in store.school().calendars] == [days]


def test_the_same_calendar_again_is_not_written(store: Store) -> None:
    revision = store.revision()

    assert counts(store.import_calendar(CALENDAR, "adm", AT)) == (0, 0, 60, 0)
    assert store.revision() == revision


def test_a_rehearsed_calendar_is_not_written(store: Store) -> None:
    store.import_calendar(msgspec.structs.replace(CALENDAR, days=()), "adm", AT, dry_run=True)

    assert store.school().calendars[0].days == CALENDAR.days


def test_years_stand_side_by_side(store: Store) -> None:
    store.import_calendar(SchoolCalendar("2027-28", (date(2027, 8, 18),), date(2028, 1, 3), "skoleruta"), "adm", AT)

    assert [c.year for c in store.school().calendars] == [YEAR, "2027-28"]


def test_a_day_of_another_year_is_refused(store: Store) -> None:
    days = (*CALENDAR.days, date(2028, 1, 3))
    report = store.import_calendar(msgspec.structs.replace(CALENDAR, days=days), "adm", AT)

    assert len(report.refused) == 1
    assert store.school().calendars[0].days == CALENDAR.days


def test_the_assumed_calendar_has_weekdays_but_no_public_holidays() -> None:
    calendar = assumed_calendar(YEAR)

    assert (calendar.days[0], calendar.days[-1]) == (date(2026, 8, 17), date(2027, 6, 18))
    assert date(2027, 5, 17) not in calendar.days
    assert date(2026, 12, 25) not in calendar.days
    assert MONDAY in calendar.days
    assert calendar.source == "assumed"


SLOTS = [
    Slot("4B", 0, 1, "Norsk", "08:30", "09:15"),
    Slot("4B", 0, 2, "Norsk", "09:15", "10:00"),
    Slot("Tysk", 2, 5, "Tysk"),
]


def test_a_timetable_gives_its_class_its_week(store: Store) -> None:
    assert counts(store.import_timetable(SLOTS, "adm", AT)) == (3, 0, 0, 0)

    weeks = {c.name: c.weekdays for c in store.school().classes}
    assert weeks["4B"] == ((1, 2), (), (), (), (), (), ())
    assert weeks["Tysk"] == ((), (), (5,), (), (), (), ())
    assert len(weeks["8B"][0]) == 6
    assert store.attendance_of("tonje", YEAR).expected[0].weekdays[0] == (1, 2)


def test_the_same_timetable_again_is_not_written(store: Store) -> None:
    store.import_timetable(SLOTS, "adm", AT)
    revision = store.revision()

    assert counts(store.import_timetable(SLOTS, "adm", AT)) == (0, 0, 3, 0)
    assert store.revision() == revision


def test_a_class_s_timetable_is_taken_whole_and_others_stay(store: Store) -> None:
    store.import_timetable(SLOTS, "adm", AT)
    report = store.import_timetable([Slot("4B", 0, 1, "Matte")], "adm", AT)

    assert counts(report) == (0, 1, 0, 0)
    assert [note.values for note in report.notes] == [{"count": 1}]
    assert {(s.school_class, s.subject) for s in store.school().timetable} == {("Tysk", "Tysk"), ("4B", "Matte")}


def test_a_timetable_for_no_class_is_refused(store: Store) -> None:
    report = store.import_timetable([Slot("9Z", 0, 1)], "adm", AT)

    assert counts(report) == (0, 0, 0, 1)
    assert store.school().timetable == ()
