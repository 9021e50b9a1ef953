"""Worked examples, from a published calendar and rows of another system to the documents of ``--json``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.tui.shell import Shell, shell_fixture


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return shell_fixture(tmp_path, monkeypatch).set_up()


def whole(*days: str, reason: str = "syk") -> list[str]:
    return [f"1;{day};;dag;{reason}" for day in days]


def every(first: str, last: str) -> Iterator[str]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        if day.weekday() < 5:
            yield day.isoformat()
        day += timedelta(days=1)


def test_e01_seven_days_in_a_row(school: Shell) -> None:
    school.absent(whole(*every("2026-08-24", "2026-09-01")))

    assert school.flags("2026-08-27") == {}
    assert school.flags("2026-08-28")["absent-days"]["level"] == "watch"
    flag = school.flags("2026-09-01")["absent-days"]
    assert (flag["level"], flag["since"], flag["status"]) == ("strong", "2026-09-01", "confirmed")
    assert (flag["student"], flag["name"], flag["class"]) == ("1", "Tonje Aas", "4B")
    assert [one["date"] for one in flag["counted"]] == list(every("2026-08-24", "2026-09-01"))


def test_e03_the_first_is_exactly_the_twentieth_school_day_back(school: Shell) -> None:
    school.absent(
        whole("2026-08-25", "2026-08-28", "2026-09-01", "2026-09-04", "2026-09-09", "2026-09-15", "2026-09-21")
    )

    flag = school.flags("2026-09-21")["absent-days"]
    assert (flag["level"], flag["since"], flag["count"]) == ("worrying", "2026-09-21", 7)
    assert flag["window"] == {"from": "2026-08-25", "to": "2026-09-21", "school_days": 20}
    assert school.flags("2026-09-22")["absent-days"]["level"] == "watch"
    unanswered = school.done("flags", "--on", "2026-09-22", "--json", "--now", "2027-07-01").json["unanswered"]
    assert [(each["rule"], each["since"], each["until"]) for each in unanswered] == [
        ("absent-days", "2026-09-21", "2026-09-21")
    ]


def test_e05_across_the_autumn_holiday(school: Shell) -> None:
    school.absent(
        whole("2026-09-16", "2026-09-18", "2026-09-22", "2026-09-24", "2026-10-06", "2026-10-08", "2026-10-15")
    )

    flag = school.flags("2026-10-15")["absent-days"]
    assert (flag["level"], flag["since"]) == ("worrying", "2026-10-15")


def test_e08_a_mark_on_a_day_off_is_shown_and_not_counted(school: Shell) -> None:
    days = ("2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06", "2026-11-09", "2026-11-10")
    school.absent(whole(*days))

    flag = school.flags("2026-11-10")["absent-days"]
    assert flag["level"] == "watch"
    assert {"date": "2026-11-06", "why": "not_school_day"} in flag["not_counted"]
    shown = school.done("student", "1", "--json", "--now", "2026-11-30").json["days"]
    assert [(day["kind"], day["why"]) for day in shown if day["date"] == "2026-11-06"] == [
        ("data_error", "not_school_day")
    ]


def test_e10_granted_leave_raises_nothing(school: Shell) -> None:
    school.absent(whole(*every("2026-10-12", "2026-10-23"), reason="permisjon"))

    assert school.flags("2026-10-23") == {}
    assert school.done("student", "1", "--json", "--now", "2026-10-24").json["observations"] == [
        "10 permisjonsdager ikke talt"
    ]


def test_e12_a_correction_takes_the_flag_back_and_keeps_the_run(school: Shell) -> None:
    days = ("2026-10-12", "2026-10-13", "2026-10-14", "2026-10-19", "2026-10-20", "2026-10-21", "2026-10-22")
    school.absent(whole(*days), now="2026-10-22T14:00")
    assert school.flags("2026-10-22", now="2026-10-22T15:00")["absent-days"]["level"] == "strong"

    corrected = school.file("corrected.csv", "Elevnr;Dato;Time;Kode\n1;2026-10-20;3;Present\n")
    school.done("import", "absences", corrected, "--now", "2026-10-26T10:00")

    told = school.done("student", "1", "--json", "--now", "2026-10-26T16:00").json
    assert [flag["level"] for flag in told["flags"] if flag["rule"] == "absent-days"] == ["watch"]
    assert told["unanswered"] == []
    assert [
        (run["since"], run["retracted_at"])
        for run in told["flag_runs"]
        if (run["rule"], run["level"]) == ("absent-days", "worrying")
    ] == [("2026-10-22", "2026-10-26T10:00:00+01:00")]
    assert [(day["kind"], day["lessons"]) for day in told["days"] if day["date"] == "2026-10-20"] == [
        ("missed_lesson", [1, 2]),
        ("left_early", [4, 5, 6]),
    ]


def test_e14_imported_twice_is_once(school: Shell) -> None:
    rows = whole("2026-10-12", "2026-10-13", "2026-10-14", "2026-10-19", "2026-10-21", "2026-10-22")

    assert school.absent(rows).out.endswith("6 nye, 0 endret, 0 uendret, 0 avvist\n")
    assert school.absent(rows).out.endswith("0 nye, 0 endret, 6 uendret, 0 avvist\n")
    assert school.flags("2026-10-22")["absent-days"]["level"] == "watch"


def test_e21_leaving_twice_is_worrying_and_three_times_strong(school: Shell) -> None:
    school.absent([f"1;{day};4-6;forlot;" for day in ("2026-10-07", "2026-10-16", "2026-10-28")])

    flag = school.flags("2026-10-16")["left-early"]
    assert (flag["level"], flag["since"], flag["count"]) == ("worrying", "2026-10-16", 2)
    flag = school.flags("2026-10-28")["left-early"]
    assert (flag["level"], flag["since"], flag["count"]) == ("strong", "2026-10-16", 3)
    assert flag["counted"][0] == {"date": "2026-10-07", "lessons": [4, 5, 6], "reason": "none"}
    runs = school.done("student", "1", "--json", "--now", "2026-10-29").json["flag_runs"]
    assert {"rule": "left-early", "level": "strong", "since": "2026-10-28", "until": None, "retracted_at": None} in runs
