"""The worked examples that are about duties: rows of another system and what was told, to ``duties --json``.

The rules of this file: rows come as on the day they are about, what is told of a case passes the check that the
screen asks; every duty about the child is named, so that what is not to be raised is seen not to be.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rules.calendar import OSLO
from rules.case.check_told import check_told
from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    CaseEvent,
    Decided,
    MeasuresStarted,
    PartSet,
    Party,
    Signature,
    Step,
    Verdict,
)
from rules.case.replay import replay
from rules.follow_up import follow_up
from store.door import Store
from tests.tui.shell import Shell, shell_fixture
from tests.tui.test_command_line_examples import every, whole

TEACHER, LEADER, SCHOOL = "homeroom_teacher", "leader", "school"
WHO: dict[str, Any] = {"by": "", "at": datetime(2026, 10, 7, 12, 0, tzinfo=OSLO)}
WORRYING = Decided(verdict=Verdict.WORRYING, rule="absent-days", no_conversation="ingen svarte", **WHO)
#: What the decision asks for, whatever else there is.
DECIDED = {"inform-principal", "inform-resource-team", "nurse-offer", "open-inquiry", "mapping", "meeting-1"}
ONE_DAY_A_WEEK = (("2026-11-05", "2026-11-09"), ("2026-09-25", "2026-10-05"))


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return shell_fixture(tmp_path, monkeypatch).set_up()


def listed(school: Shell, now: str, *lists: str) -> list[dict[str, Any]]:
    """Tonje's duties at a time; those that stand, unless it says which list."""
    told = school.done("duties", "--json", "--now", now).json
    return [duty for name in lists or ("duties",) for duty in told[name] if duty["student"] == "1"]


def standing(school: Shell, now: str) -> dict[str, tuple[str, str]]:
    """Each duty about Tonje that is to be done: whose it is, and when it is due."""
    found = listed(school, now)
    assert len({duty["duty"] for duty in found}) == len(found)
    return {duty["duty"]: (duty["role"], duty["due"]) for duty in found}


def one(school: Shell, now: str, duty: str) -> dict[str, Any]:
    (found,) = [each for each in listed(school, now) if each["duty"] == duty]
    return found


def late_from(school: Shell, now: str, duty: str) -> str:
    return str(one(school, now, duty)["overdue"])


def away(school: Shell, days: Iterable[str], reason: str = "syk", at: str = "08:30") -> None:
    """Whole days, each as it was noted that morning."""
    for day in days:
        school.absent(whole(day, reason=reason), now=f"{day}T{at}")


def noted(school: Shell, days: Iterable[str], reason: str) -> None:
    """Whole days of a long time, told in one file on the last morning: what is asked about them is asked later."""
    told = list(days)
    school.absent(whole(*told, reason=reason), now=f"{told[-1]}T08:30")


def tell(school: Shell, now: str, *events: CaseEvent) -> None:
    """Told of Tonje's case, if the rules take it as it stands."""
    store, at = Store(school.data), datetime.fromisoformat(now).replace(tzinfo=OSLO)
    tonje = next(each for each in store.school().students if each.name == "Tonje Aas")
    told = [msgspec.structs.replace(event, at=at) for event in events]

    def check(before: tuple[CaseEvent, ...]) -> None:
        case = replay(tonje.id, before)
        check_told(case, told, today=at.date(), follow_up=follow_up("aas"), student=tonje)

    store.tell_case(tonje.id, told, "kari", at, check=check)


def measures(school: Shell, on: str, step: Step) -> None:
    """Decided, agreed and started on a day."""
    day = date.fromisoformat(on)
    signed = (Signature(Party.LEADERSHIP, "hege", day),)
    tell(
        school,
        f"{on}T08:00",
        WORRYING,
        AgreementStarted(agreement="a", **WHO),
        PartSet(agreement="a", item="s", part=step, **WHO),
        AgreementSigned(agreement="a", signatures=signed, reason="prøve", **WHO),
        MeasuresStarted(agreement="a", on=day, step="s", **WHO),
    )


# Absence that nobody has decided on.


def test_e01_the_home_is_talked_with_on_the_third_day_and_the_flag_is_the_teachers_to_answer(school: Shell) -> None:
    away(school, every("2026-08-24", "2026-08-25"))
    assert standing(school, "2026-08-25T12:00") == {}
    away(school, every("2026-08-26", "2026-09-01"))

    call = {"contact-home": (TEACHER, "2026-08-26T16:00:00+02:00")}
    assert standing(school, "2026-08-26T12:00") == call
    assert standing(school, "2026-08-31T12:00") == call  # five and six days are watched, and ask for no decision
    answer = {"answer-flag": (TEACHER, "2026-09-07T16:00:00+02:00")}
    assert standing(school, "2026-09-01T12:00") == {**call, **answer}


def test_e09_certified_illness_is_worrying_and_no_certificate_is_asked_for(school: Shell) -> None:
    away(school, every("2026-11-09", "2026-11-18"), reason="legeerklæring")

    flag = school.flags("2026-11-17", now="2026-11-17T17:00")["absent-days"]
    assert (flag["level"], flag["since"]) == ("strong", "2026-11-17")
    told = school.done("student", "1", "--json", "--now", "2026-11-17T17:00").json
    assert told["observations"] == ["7 av 7 dokumentert sykdom"]
    for now in ("2026-11-17T17:00", "2026-11-20T17:00"):
        assert standing(school, now) == {
            "contact-home": (TEACHER, "2026-11-11T16:00:00+01:00"),
            "answer-flag": (TEACHER, "2026-11-23T16:00:00+01:00"),
        }


def test_e09_ten_certified_days_ask_for_no_certificate_either(school: Shell) -> None:
    away(school, every("2026-11-09", "2026-11-23"), reason="dokumentert sykdom")

    assert set(standing(school, "2026-11-23T12:00")) == {"contact-home", "answer-flag"}
    assert listed(school, "2026-11-23T12:00", "met", "to_come") == []


def test_e10_granted_leave_asks_for_nothing(school: Shell) -> None:
    away(school, every("2026-10-12", "2026-10-23"), reason="permisjon")

    for now in ("2026-10-14T12:00", "2026-10-23T15:00"):
        assert listed(school, now, "duties", "to_come", "met") == []


def test_e12_a_case_that_was_opened_stays_open_when_a_correction_takes_the_flag_back(school: Shell) -> None:
    away(school, (*every("2026-10-12", "2026-10-14"), *every("2026-10-19", "2026-10-22")))
    runs = [duty["days"] for duty in listed(school, "2026-10-22T12:00") if duty["duty"] == "contact-home"]
    assert [(days[0], days[-1]) for days in runs] == [("2026-10-12", "2026-10-14"), ("2026-10-19", "2026-10-22")]
    assert one(school, "2026-10-22T12:00", "answer-flag")["role"] == TEACHER
    tell(school, "2026-10-22T14:00", WORRYING)
    corrected = school.file("corrected.csv", "Elevnr;Dato;Time;Kode\n1;2026-10-20;3;Present\n")
    school.done("import", "absences", corrected, "--now", "2026-10-26T10:00")

    told = school.done("case", "1", "--json", "--now", "2026-10-26T12:00").json
    assert (told["state"], told["opened"]) == ("open", "2026-10-22")
    found = standing(school, "2026-10-26T12:00")
    assert set(found) == {*DECIDED, "contact-home", "weigh-child-welfare"}
    assert found["contact-home"] == (TEACHER, "2026-10-14T16:00:00+02:00")  # of the first three days, as before


def test_e28_a_weekend_is_no_pause_and_the_third_day_is_the_day_to_talk(school: Shell) -> None:
    away(school, ("2026-09-10", "2026-09-11"))
    assert standing(school, "2026-09-11T12:00") == {}
    away(school, ("2026-09-14",))

    assert standing(school, "2026-09-14T12:00") == {"contact-home": (TEACHER, "2026-09-14T16:00:00+02:00")}
    assert late_from(school, "2026-09-14T12:00", "contact-home") == "2026-09-15T00:00:00+02:00"


def test_e31_nine_o_clock_is_local_time_on_both_sides_of_summer_time(school: Shell) -> None:
    for day, due, utc in (
        ("2026-10-23", "2026-10-23T09:00:00+02:00", "2026-10-23T07:00:00+00:00"),
        ("2026-10-26", "2026-10-26T09:00:00+01:00", "2026-10-26T08:00:00+00:00"),
    ):
        school.absent([f"1;{day};1;borte;"], now=f"{day}T08:25")
        call = one(school, f"{day}T08:30", "call-home-now")

        assert (call["role"], call["due"], call["overdue"]) == (TEACHER, due, due)
        assert datetime.fromisoformat(due) == datetime.fromisoformat(utc)
        assert [one(school, f"{day}T{clock}", "call-home-now")["late"] for clock in ("08:59", "09:00")] == [False, True]
        kinds = {duty["duty"] for duty in listed(school, f"{day}T08:30")}
        assert kinds == {"call-home-now", "contact-home-unexcused"}
    assert "call-home-now" not in {duty["duty"] for duty in listed(school, "2026-10-27T09:30")}


def test_e33_on_the_tenth_day_ill_a_certificate_is_asked_for_and_is_missing_from_the_eleventh(school: Shell) -> None:
    noted(school, (day for day in every("2026-11-02", "2026-11-16") if day != "2026-11-06"), "egenmelding")

    assert "ask-certificate" not in standing(school, "2026-11-13T15:00")
    assert standing(school, "2026-11-16T12:00") == {
        "contact-home": (TEACHER, "2026-11-04T16:00:00+01:00"),
        "answer-flag": (TEACHER, "2026-11-16T16:00:00+01:00"),
        "ask-certificate": (TEACHER, "2026-11-16T16:00:00+01:00"),
    }
    missing = [one(school, now, "ask-certificate")["late"] for now in ("2026-11-16T23:59", "2026-11-17T07:00")]
    assert missing == [False, True]


def test_e35_three_months_without_a_word_are_a_leaders_to_assess(school: Shell) -> None:
    noted(school, every("2026-11-30", "2027-03-01"), "")

    before = {duty["duty"] for duty in listed(school, "2027-02-26T15:00")}
    assert before == {"contact-home", "answer-flag"}
    duty = one(school, "2027-03-01T12:00", "assess-deregistration")
    assert (duty["role"], duty["due"], duty["overdue"]) == (
        LEADER,
        "2027-03-01T16:00:00+01:00",
        "2027-03-02T00:00:00+01:00",
    )
    assert set(standing(school, "2027-03-01T12:00")) == {
        *("call-home-now", "contact-home", "contact-home-unexcused", "answer-flag", "assess-deregistration"),
    }


def test_e50_illness_that_nobody_documents_is_undocumented_and_a_day_at_school_starts_the_count_anew(
    school: Shell,
) -> None:
    noted(school, every("2026-11-30", "2027-03-01"), "syk")

    assert set(standing(school, "2027-02-28T15:00")) == {"contact-home", "answer-flag", "ask-certificate"}
    duty = one(school, "2027-03-01T12:00", "assess-deregistration")
    assert (duty["role"], duty["due"]) == (LEADER, "2027-03-01T16:00:00+01:00")

    here = school.file("here.csv", "Elevnr;Dato;Time;Kode\n1;2027-01-18;;Present\n")
    school.done("import", "absences", here, "--now", "2027-03-01T13:00")
    kinds = {duty["duty"] for duty in listed(school, "2027-03-01T14:00")}
    assert "assess-deregistration" not in kinds
    noted(school, every("2027-03-02", "2027-04-20"), "syk")
    duties = {duty["duty"] for duty in listed(school, "2027-04-19T12:00")}
    assert "assess-deregistration" not in duties
    assert one(school, "2027-04-20T12:00", "assess-deregistration")["due"] == "2027-04-20T16:00:00+02:00"


# The school's own week.


@pytest.mark.parametrize(("opens", "by"), ONE_DAY_A_WEEK, ids=["e37", "e38"])
def test_the_weekly_check_opens_on_the_weeks_last_school_day_and_is_late_after_the_next_weeks_first(
    school: Shell, opens: str, by: str
) -> None:
    before, after = (date.fromisoformat(opens).toordinal() - 1, date.fromisoformat(by).toordinal() + 1)
    moments = (date.fromordinal(before), date.fromisoformat(opens), date.fromisoformat(by), date.fromordinal(after))
    seen = []
    for moment in moments:
        told = school.done("duties", "--json", "--now", f"{moment}T20:00").json
        checks = [duty for duty in told["duties"] if duty["duty"] == "weekly-check" and opens in duty["days"]]
        seen.append({(duty["class"], duty["role"], duty["due"][:16], duty["late"]) for duty in checks})

    due = f"{by}T16:00"
    here = [{(name, TEACHER, due, late) for name in ("4B", "5A")} for late in (False, False, True)]
    assert seen == [set(), *here]


# Decided.


def test_e39_and_e52_what_a_decision_asks_for_by_when_and_of_whom(school: Shell) -> None:
    tell(school, "2026-10-07T12:00", WORRYING)

    week = "2026-10-09T16:00:00+02:00"
    first, second = "2026-10-14T16:00:00+02:00", "2026-10-21T16:00:00+02:00"
    asked = {
        "inform-principal": (TEACHER, week),
        "inform-resource-team": (SCHOOL, week),
        "nurse-offer": (SCHOOL, week),
        "open-inquiry": (SCHOOL, first),
        "mapping": (SCHOOL, first),
        "meeting-1": (SCHOOL, second),
    }
    assert standing(school, "2026-10-07T13:00") == asked
    assert standing(school, "2026-10-13T13:00") == asked
    assert standing(school, "2026-10-14T08:00") == {**asked, "weekly-leader-talk": (SCHOOL, first)}
    late = {duty["duty"]: duty["overdue"][:10] for duty in listed(school, "2026-10-14T08:00")}
    assert late == {
        "inform-principal": "2026-10-13",  # Friday or Monday
        "inform-resource-team": "2026-10-10",
        "nurse-offer": "2026-10-10",
        "open-inquiry": "2026-10-15",
        "mapping": "2026-10-22",  # soft 14 Oct, hard 21 Oct
        "meeting-1": "2026-10-22",
        "weekly-leader-talk": "2026-10-15",
    }


def test_e41_two_school_days_are_left_of_the_window_of_meeting_2(school: Shell) -> None:
    measures(school, "2027-02-09", Step(1, "kommer"))

    duty = one(school, "2027-02-09T13:00", "meeting-2")
    assert (duty["role"], duty["due"], duty["warning"]) == (SCHOOL, "2027-03-02T16:00:00+01:00", "")
    assert duty["sentence"].endswith("hold det man 1. mars–tir 2. mars")
    assert set(standing(school, "2027-02-09T13:00")) == {*DECIDED, "meeting-2"}


def test_e42_no_school_day_in_the_window_is_the_first_after_it_and_said(school: Shell) -> None:
    measures(school, "2026-12-09", Step(1, "kommer"))

    duty = one(school, "2026-12-09T13:00", "meeting-2")
    assert (duty["role"], duty["due"]) == (SCHOOL, "2027-01-05T16:00:00+01:00")
    assert duty["warning"].startswith("27 dager")
    assert set(standing(school, "2026-12-09T13:00")) == {*DECIDED, "meeting-2"}


# The agreement's step.

JENS = Step(1, "to timer", None, ((1, 2), (), (1, 2), (), (1, 2)), ("09:10", "", "09:10", "", "09:10"))
STEPPED = {*DECIDED, "formal-decision", "meeting-2"}


def test_e44_who_follows_the_step_has_no_flag_and_is_not_called_about(school: Shell) -> None:
    measures(school, "2026-10-05", JENS)
    came = [f"1;2026-10-{day:02};1-2;Present;" for day in (5, 7, 9, 12, 14, 16)]
    elsewhere = [f"1;2026-10-{day:02};3-6;borte;" for day in (5, 7, 9)]  # lessons that the step does not expect
    school.absent([*came, *elsewhere, "1;2026-10-06;;dag;"], now="2026-10-16T14:00")

    assert school.flags("2026-10-16", now="2026-10-16T17:00") == {}
    assert set(standing(school, "2026-10-08T12:00")) == STEPPED
    assert set(standing(school, "2026-10-16T14:30")) == {*STEPPED, "weekly-leader-talk"}
    share = school.done("student", "1", "--json", "--now", "2026-10-16T17:00").json["share"]
    assert (share["absent_days"], share["lost_lessons"], share["percent"]) == (0, 0, 0.0)
    weeks = 2 * 5 * 6
    assert share["untaught_lessons"] == weeks - 2 * 6
    told = school.done("student", "1", "--now", "2026-10-16T17:00").out
    assert f"0 av {share['lessons']} timer tapt, i alt 48 av {share['timetable_lessons']} timer uten under" in told


def test_e51_who_is_expected_at_ten_past_nine_is_called_about_by_ten_to_ten(school: Shell) -> None:
    measures(school, "2026-10-05", JENS)
    assert set(standing(school, "2026-10-12T09:00")) == {*STEPPED, "weekly-leader-talk"}
    school.absent(["1;2026-10-12;1;borte;"], now="2026-10-12T09:12")

    found = standing(school, "2026-10-12T09:15")
    assert found["call-home-now"] == (TEACHER, "2026-10-12T09:50:00+02:00")
    assert set(found) == {
        *(*STEPPED, "weekly-leader-talk", "call-home-now", "contact-home-unexcused", "meet-plan"),
        "weigh-child-welfare",
    }
