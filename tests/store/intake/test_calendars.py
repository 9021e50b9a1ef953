"""Calendars: ranges with holidays off, sessions, one row a day, iCalendar."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rules.facts import SchoolCalendar
from store.intake import Intake, IntakeError, Source, read
from store.intake.calendars import meaning_of
from tests.store.intake.drawn import bommen, said, taken

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"

RANGES = """
    Fra;Til;Hva
    13.08.2026;18.06.2027;Skoleår
    28.09.2026;02.10.2026;Høstferie
    06.11.2026;;Fri
    19.12.2026;04.01.2027;Juleferie
    22.02.2027;26.02.2027;Vinterferie
    22.03.2027;30.03.2027;Påskeferie
    06.05.2027;07.05.2027;Elevfri
"""


def the_year(intake: Intake) -> SchoolCalendar:
    (calendar,) = intake.rows
    assert isinstance(calendar, SchoolCalendar)
    return calendar


def test_a_year_of_ranges_has_its_holidays_and_the_countrys_off() -> None:
    calendar = the_year(taken("calendar", RANGES))

    by_month = Counter(day.month for day in calendar.days)
    assert len(calendar.days) == 190
    assert [by_month[month] for month in (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)] == [
        13,
        19,
        20,
        20,
        14,
        19,
        15,
        16,
        22,
        18,
        14,
    ]
    assert (calendar.year, calendar.second_half, calendar.source) == ("2026-27", date(2027, 1, 5), "calendar.csv")


def test_public_holidays_put_in_are_said() -> None:
    assert "norske helligdager er regnet som fri" in said(taken("calendar", RANGES).notes)


def test_ranges_that_end_before_they_start_or_are_not_understood_are_refused() -> None:
    intake = taken("calendar", RANGES + "10.10.2026;09.10.2026;Fri\n10.12.2026;;Foreldremøte\n")

    assert [refused.line for refused in intake.refused] == [9, 10]
    assert "Foreldremøte" in said(intake.refused)


def test_a_file_that_does_not_say_when_the_year_starts_is_refused_with_what_to_add() -> None:
    with pytest.raises(IntakeError, match="skoleår"):
        taken("calendar", "Fra;Til;Hva\n28.09.2026;02.10.2026;Høstferie")


def test_first_and_last_day_of_school_are_bounds_as_well() -> None:
    content = (
        "Dato;Til;Hva\n13.08.2026;;Første skoledag\n18.06.2027;;Siste skoledag\n18.12.2026;;Siste skoledag før jul"
    )

    calendar = the_year(taken("calendar", content, first="Dato", date="-"))
    assert (calendar.days[0], calendar.days[-1]) == (date(2026, 8, 13), date(2027, 6, 18))


def test_two_terms_have_the_gap_between_them_off() -> None:
    calendar = the_year(
        taken("calendar", "Fra;Til;Periode\n17.08.2026;18.12.2026;1. termin\n05.01.2027;18.06.2027;2. termin")
    )

    assert date(2026, 12, 21) not in calendar.days
    assert date(2027, 5, 17) not in calendar.days


SESSIONS = """
    school_id,session,begin,end,instructional_days
    1,Fall,2021-08-23,2021-12-17,81
    1,Spring,2022-01-04,2022-05-27,88
    2,Fall,2021-08-23,2021-12-17,81
    2,Spring,2022-01-04,2022-05-27,88
"""


def test_sessions_are_their_weekdays_and_a_count_that_differs_is_said() -> None:
    intake = taken("calendar", SESSIONS)

    assert len(the_year(intake).days) == 85 + 104
    assert "85 ukedager, men filen sier 81" in said(intake.notes)
    assert "ikke trukket fra" in said(intake.notes)


def test_schools_with_different_sessions_must_be_chosen_among() -> None:
    content = SESSIONS.replace("2,Spring,2022-01-04", "2,Spring,2022-01-10")

    with pytest.raises(IntakeError, match="--map only="):
        taken("calendar", content)
    assert date(2022, 1, 4) not in the_year(taken("calendar", content, only="2")).days


@pytest.mark.parametrize(
    ("heading", "on", "off"),
    [
        ("elevdag", "1", "0"),
        ("Elevdag", "ja", "nei"),
        ("skoledag", "J", "N"),
        ("Skoledag", "x", ""),
        ("elevdag", "Skoledag", "Fri"),
        ("elevdag", "Skoledag", "Planleggingsdag"),
        ("elevdag", "True", "False"),
    ],
)
def test_a_row_a_day_is_read_as_municipalities_write_it(heading: str, on: str, off: str) -> None:
    days = "\n".join(f"{day:02}.08.2026;{on if day in {17, 18, 20} else off}" for day in range(15, 23))

    calendar = the_year(taken("calendar", f"dato;{heading}\n{days}"))
    assert [day.day for day in calendar.days] == [17, 18, 20]


def test_a_row_a_day_with_only_words_is_read_by_them() -> None:
    calendar = the_year(
        taken(
            "calendar", "Dato;Beskrivelse\n17.08.2026;Første skoledag\n18.08.2026;Skoledag\n19.08.2026;Planleggingsdag"
        )
    )

    assert [day.day for day in calendar.days] == [17, 18]


def test_a_day_nobody_understands_is_refused() -> None:
    intake = taken("calendar", "Dato;Elevdag\n17.08.2026;ja\n18.08.2026;kanskje\ntull;ja\n17.08.2026;nei")

    assert [refused.line for refused in intake.refused] == [3, 4, 5]


def test_of_many_schools_in_one_file_ours_is_read() -> None:
    first = "2026-08-17,Bommen skole,Ja\n2026-08-17,Lister skole,Nei"
    content = f"dato,skole,elevdag\n{first}\n2026-08-18,Bommen skole,Nei\n2026-08-18,Lister skole,Ja"

    assert [day.day for day in the_year(taken("calendar", content)).days] == [17]
    assert [day.day for day in the_year(taken("calendar", content, only="lister skole")).days] == [18]
    with pytest.raises(IntakeError, match="Bommen skole, Lister skole"):
        taken("calendar", content, only="Vanse skole")


def test_two_school_years_are_two_calendars() -> None:
    intake = taken("calendar", "Dato;Elevdag\n18.06.2027;1\n19.08.2027;1")

    assert [calendar.year for calendar in intake.rows] == ["2026-27", "2027-28"]  # type: ignore[union-attr]


def test_a_year_with_few_days_is_said() -> None:
    assert "får 1 skoledag;" in said(taken("calendar", "Dato;Elevdag\n17.08.2026;1").notes)


def test_a_file_with_no_school_day_is_refused() -> None:
    with pytest.raises(IntakeError, match="ingen skoledager"):
        taken("calendar", "Dato;Elevdag\n17.08.2026;0")


def ics(*events: tuple[str, str, str]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//NO"]
    for name, start, end in events:
        lines += ["BEGIN:VEVENT", f"UID:{name}{start}", f"SUMMARY:{name}", start]
        lines += [*([end] if end else []), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def days(first: str, after: str = "") -> tuple[str, str]:
    return f"DTSTART;VALUE=DATE:{first}", f"DTEND;VALUE=DATE:{after}" if after else ""


YEAR = ("Skoleåret 2026/27", *days("20260813", "20270619"))


def test_icalendar_is_read_by_the_names_of_its_all_day_events() -> None:
    content = ics(YEAR, ("Høstferie", *days("20260928", "20261003")), ("Planleggingsdag", *days("20261106")))

    found = the_year(taken("calendar", content))
    assert date(2026, 9, 30) not in found.days
    assert date(2026, 11, 6) not in found.days
    assert date(2026, 10, 5) in found.days
    assert found.days[-1] == date(2027, 6, 18)


def test_icalendar_may_say_the_bounds_by_first_and_last_day_or_by_the_summers() -> None:
    by_days = ics(("Første skoledag", *days("20260813")), ("Siste skoledag", *days("20270618")))
    summers = ics(("Sommerferie", *days("20260620", "20260813")), ("Sommerferie", *days("20270619", "20270816")))

    for content in (by_days, summers):
        found = the_year(taken("calendar", content))
        assert (found.days[0], found.days[-1]) == (date(2026, 8, 13), date(2027, 6, 18))


def test_icalendar_without_bounds_is_refused_with_what_to_add() -> None:
    with pytest.raises(IntakeError, match="skoleår"):
        taken("calendar", ics(("Høstferie", *days("20260928", "20261003"))))


def test_what_is_not_understood_in_icalendar_is_named() -> None:
    timed = ("Møte", "DTSTART:20260901T120000Z", "DTEND:20260901T130000Z")

    intake = taken("calendar", ics(YEAR, ("Foreldremøte", *days("20260901")), timed))
    assert "Foreldremøte" in said(intake.refused)
    assert "1 hendelse med klokkeslett" in said(intake.notes)


def test_a_damaged_icalendar_is_refused() -> None:
    with pytest.raises(IntakeError):
        taken("calendar", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:tull\r\n")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        *[
            ("Høstferie", "off"),
            ("Fri", "off"),
            ("Planleggingsdag (elevfri)", "off"),
            ("1. mai", "off"),
            ("Jul", "off"),
        ],
        *[("Skoleår", "school"), ("school year", "school"), ("Første skoledag", "first"), ("Skoleslutt", "last")],
        *[("Siste skoledag før jul", "aside"), ("Første skoledag etter påske", "aside"), ("Frist for karakterer", "")],
        *[("Winter break", "off"), ("Fredag", ""), ("Foreldremøte", "")],
    ],
)
def test_texts_say_what_they_say(text: str, what: str) -> None:
    assert meaning_of(text) == what


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("calendars/froland-2026-27.csv", 190),
        ("grand-bend/derived_sessions.csv", 189),
        ("grand-bend/derived_calendar_dates.csv", 2),
    ],
)
def test_published_calendars_are_read(file: str, count: int) -> None:
    if not SHARED.exists():
        pytest.skip("the published files are not at hand")

    assert len(the_year(read("calendar", Source.from_path(SHARED / file), bommen())).days) == count
