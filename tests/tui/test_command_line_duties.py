"""The worked examples that say what is to be done, from rows of another system to the duties of ``--json``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from rules.calendar import OSLO
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    Decided,
    MeasuresStarted,
    PartSet,
    Party,
    Signature,
    Step,
    Verdict,
)
from store.door import Store
from tests.tui.shell import Shell, shell_fixture
from tests.tui.test_command_line_examples import every, whole

Found = dict[str, Any]
STEP = ((1, 2), (), (1, 2), (), (1, 2), (), ())  # Monday, Wednesday and Friday, the first two lessons
LATE_START = ("09:10", "", "09:10", "", "09:10")


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return shell_fixture(tmp_path, monkeypatch).set_up()


def of_tonje(school: Shell, now: str) -> list[Found]:
    return [one for one in school.done("duties", "--json", "--now", now).json["duties"] if one["student"] == "1"]


def duties(school: Shell, now: str) -> dict[str, Found]:
    """What there is to do for Tonje, where there is one of each kind."""
    own = of_tonje(school, now)
    assert len({duty["duty"] for duty in own}) == len(own), own
    return {duty["duty"]: duty for duty in own}


def tell(school: Shell, day: str, *told: tuple[type, dict[str, Any]]) -> None:
    at = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=OSLO)
    store = Store(school.data)
    tonje = next(one.id for one in store.school().students if one.name == "Tonje Aas")
    store.tell_case(tonje, [kind(by="", at=at, **facts) for kind, facts in told], "kari", at)


def decided(school: Shell, day: str) -> None:
    tell(school, day, (Decided, {"verdict": Verdict.WORRYING, "reason": "mistanke", "no_conversation": "prøvd"}))


def under_way(school: Shell, day: str, step: Step) -> None:
    on = date.fromisoformat(day)
    tell(
        school,
        day,
        (Decided, {"verdict": Verdict.WORRYING, "reason": "mistanke", "no_conversation": "prøvd"}),
        (AgreementStarted, {"agreement": "a"}),
        (PartSet, {"agreement": "a", "item": "s", "part": step}),
        (AgreementSigned, {"agreement": "a", "signatures": (Signature(Party.MOTHER, "A", on),), "reason": "likevel"}),
        (MeasuresStarted, {"agreement": "a", "on": on, "step": "s"}),
    )


def whens(duty: Found) -> tuple[str, str]:
    return duty["due"][:10], duty["overdue"][:10]


def test_e09_documented_illness_asks_for_no_certificate(school: Shell) -> None:
    days = [*every("2026-11-09", "2026-11-18")]
    school.absent([f"1;{day};;dag;legeerklæring" for day in days], now="2026-11-18T09:00")

    flag = school.flags("2026-11-17", now="2026-11-18T09:00")["absent-days"]
    assert (flag["level"], flag["since"]) == ("strong", "2026-11-17")
    seen = school.done("student", "1", "--json", "--now", "2026-11-17T15:00").json["observations"]
    assert "7 av 7 dokumentert sykdom" in seen
    assert "ask-certificate" not in duties(school, "2026-11-18T15:00")


def test_e10_granted_leave_asks_nobody_to_call(school: Shell) -> None:
    school.absent(whole(*every("2026-10-12", "2026-10-23"), reason="permisjon"), now="2026-10-23T14:00")

    assert duties(school, "2026-10-16T15:00") == {}
    assert duties(school, "2026-10-23T15:00") == {}


def test_e28_three_days_across_a_weekend(school: Shell) -> None:
    school.absent(whole("2026-09-10", "2026-09-11"), now="2026-09-11T14:00")
    assert "contact-home" not in duties(school, "2026-09-13T15:00")
    school.absent(whole("2026-09-14"), now="2026-09-14T14:00")

    contact = duties(school, "2026-09-14T15:00")["contact-home"]
    assert contact["due"][:10] == "2026-09-14"
    assert contact["days"] == ["2026-09-10", "2026-09-11", "2026-09-14"]


def test_e31_the_call_home_is_due_at_nine_by_the_clock_on_the_wall(school: Shell) -> None:
    for day, moment in (("2026-10-23", "2026-10-23T09:00:00+02:00"), ("2026-10-26", "2026-10-26T09:00:00+01:00")):
        school.absent([f"1;{day};1;borte;"], now=f"{day}T08:25")

        (call,) = [one for one in of_tonje(school, f"{day}T08:40") if one["duty"] == "call-home-now"]
        assert (call["due"], call["late"]) == (moment, False)


def test_e33_a_certificate_is_asked_for_on_the_tenth_day_and_missing_after_it(school: Shell) -> None:
    ill = [day for day in every("2026-11-02", "2026-11-17") if day != "2026-11-06"]
    school.absent(whole(*ill, reason="egenmelding"), now="2026-11-17T14:00")

    assert "ask-certificate" not in duties(school, "2026-11-13T15:00")
    asked = duties(school, "2026-11-16T15:00")["ask-certificate"]
    assert (asked["due"][:10], asked["overdue"][:10], asked["late"]) == ("2026-11-16", "2026-11-17", False)
    assert duties(school, "2026-11-17T15:00")["ask-certificate"]["late"]


@pytest.mark.parametrize("reason", ["", "egenmelding"], ids=["e35", "e50"])
def test_three_months_undocumented_are_to_be_assessed(school: Shell, reason: str) -> None:
    school.absent(whole(*school_days("2026-11-30", "2027-03-05"), reason=reason), now="2027-03-05T14:00")

    assert "assess-deregistration" not in duties(school, "2027-02-28T15:00")
    assert "assess-deregistration" in duties(school, "2027-03-01T15:00")


def test_e50_one_day_at_school_between_begins_the_count_anew(school: Shell) -> None:
    away = [day for day in school_days("2026-11-30", "2027-03-05") if day != "2027-01-13"]
    school.absent(whole(*away, reason="egenmelding"), now="2027-03-05T14:00")

    assert "assess-deregistration" not in duties(school, "2027-03-05T15:00")


@pytest.mark.parametrize(
    ("opens", "still_good", "late"),
    [("2026-11-05", "2026-11-09", "2026-11-10"), ("2026-09-25", "2026-10-05", "2026-10-06")],
    ids=["e37", "e38"],
)
def test_the_weekly_check_opens_on_the_week_s_last_school_day(
    school: Shell, opens: str, still_good: str, late: str
) -> None:
    before = date.fromisoformat(opens).toordinal() - 1

    def this_week(now: str) -> list[Found]:
        return [one for one in weekly(school, now) if one["opens"][:10] == opens]

    assert not this_week(f"{date.fromordinal(before)}T23:00")
    (check,) = this_week(f"{opens}T15:00")
    assert not check["late"]
    assert [one["late"] for one in this_week(f"{still_good}T23:59")] == [False]
    assert [one["late"] for one in this_week(f"{late}T00:01")] == [True]


def test_e39_and_e52_what_a_decision_asks_for(school: Shell) -> None:
    decided(school, "2026-10-07")
    asked = duties(school, "2026-10-07T13:00")

    assert {name: asked[name]["due"][:10] for name in asked} == {
        "inform-principal": "2026-10-09",
        "inform-resource-team": "2026-10-09",
        "nurse-offer": "2026-10-09",
        "open-inquiry": "2026-10-14",
        "mapping": "2026-10-14",
        "meeting-1": "2026-10-21",
    }
    assert {name: asked[name]["overdue"][:10] for name in ("inform-principal", "mapping", "meeting-1")} == {
        "inform-principal": "2026-10-13",
        "mapping": "2026-10-22",
        "meeting-1": "2026-10-22",
    }
    assert asked["inform-principal"]["role"] == "homeroom_teacher"
    assert "weekly-leader-talk" not in duties(school, "2026-10-13T13:00")
    talk = duties(school, "2026-10-14T13:00")["weekly-leader-talk"]
    assert talk["due"][:10] == "2026-10-14"


@pytest.mark.parametrize(
    ("start", "due", "overdue", "warned"),
    [("2027-02-09", "2027-03-02", "2027-03-03", ""), ("2026-12-09", "2027-01-05", "2027-01-06", "27 dager")],
    ids=["e41", "e42"],
)
def test_the_second_meeting_is_after_two_to_three_weeks(
    school: Shell, start: str, due: str, overdue: str, warned: str
) -> None:
    under_way(school, start, Step(1, "kommer"))
    meeting = duties(school, f"{start}T13:00")["meeting-2"]

    assert whens(meeting) == (due, overdue)
    assert warned in meeting["warning"] if warned else not meeting["warning"]


def test_e44_who_follows_the_step_has_nothing_to_answer_for(school: Shell) -> None:
    under_way(school, "2026-09-14", Step(1, "to timer", weekdays=STEP, starts=LATE_START))
    on_plan = [*every("2026-09-14", "2026-09-25")]
    lessons = {0: "3-6", 1: "1-6", 2: "3-6", 3: "1-6", 4: "3-6"}
    rows = [f"1;{day};{lessons[date.fromisoformat(day).weekday()]};borte;" for day in on_plan]
    school.absent(rows, now="2026-09-25T14:30")

    assert school.flags("2026-09-25", now="2026-09-25T15:00") == {}
    assert {*duties(school, "2026-09-25T15:00")} & {
        "call-home-now",
        "contact-home",
        "meet-plan",
        "answer-flag",
    } == set()
    told = school.done("student", "1", "--now", "2026-09-25T15:00").out
    assert "0 av 27 dager borte (0 %), 0 av 142 timer tapt, i alt 48 av 190 timer uten undervisning" in told


def test_e51_the_plan_s_own_first_lesson_moves_the_call(school: Shell) -> None:
    under_way(school, "2026-09-14", Step(1, "to timer", weekdays=STEP, starts=LATE_START))
    school.absent(["1;2026-09-21;1;borte;"], now="2026-09-21T09:15")

    assert "call-home-now" not in duties(school, "2026-09-21T08:59")
    assert duties(school, "2026-09-21T09:20")["call-home-now"]["due"][11:16] == "09:50"


def school_days(first: str, last: str) -> list[str]:
    """Without the holidays of the calendar."""
    off = {*every("2026-12-19", "2027-01-04"), *every("2027-02-22", "2027-02-26")}
    return [day for day in every(first, last) if day not in off]


def weekly(school: Shell, now: str) -> list[Found]:
    found = school.done("duties", "--json", "--now", now).json["duties"]
    return [one for one in found if one["duty"] == "weekly-check" and one["class"] == "4B"]
