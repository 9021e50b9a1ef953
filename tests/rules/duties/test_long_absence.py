"""Absence that lasts: the certificate, and what a leader weighs where it is undocumented."""

from __future__ import annotations

import msgspec
import pytest

from rules.case.events import (
    CaseClosed,
    CaseReopened,
    CertificateReceived,
    ChildWelfareWeighed,
    Decided,
    DeregistrationAssessed,
    Ground,
    Verdict,
)
from rules.duties.duty import For
from rules.facts import Reason
from tests.rules.drawing import YEAR, register, then
from tests.rules.duties.a_school import CLASS_8B, World, day, message, moment, notes, phoned, said, told

ASK, WEIGH, ASSESS = "ask-certificate", "weigh-child-welfare", "assess-deregistration"
ILL = World(
    away=register("""
        week 45 I I I I -
        week 46 I I I I I
        week 47 I I I I I
    """)
)


def test_e33_the_tenth_day_ill_is_the_day_and_it_is_missing_from_the_eleventh():
    assert ILL.all(ASK, "2026-11-13T12:00") == []
    duty = ILL.one(ASK, "2026-11-16T12:00")
    assert (duty.due.date(), duty.overdue) == (day("2026-11-16"), moment("2026-11-17T00:00"))
    assert not ILL.late(ASK, "2026-11-16T20:00")
    assert ILL.late(ASK, "2026-11-17T08:00")
    assert said(duty).startswith("Be om legeerklæring for Tonje Aas: syk 10 skoledager på rad")


def test_e09_certified_illness_needs_no_more():
    certified = World(away=register("week 46 C C C C C\nweek 47 C C C C C\nweek 48 C C . . ."))

    assert certified.all(ASK, "2026-11-24T12:00") == []


def test_across_the_autumn_holiday_school_days_count():
    away = World(away=register("week 38 . . . . I\nweek 39 I I I I I\nweek 40 - - - - -\nweek 41 I I I I ."))

    assert away.all(ASK, "2026-10-07T12:00") == []
    assert away.one(ASK, "2026-10-08T12:00").due.date() == day("2026-10-08")


def test_a_certificate_for_the_days_meets_it():
    came = ILL.with_(
        told(CertificateReceived, "2026-11-18", first=day("2026-11-02"), last=day("2026-11-18"), words="fastlegen")
    )
    in_time = ILL.with_(told(CertificateReceived, "2026-11-09", first=day("2026-11-02"), last=day("2026-11-20")))
    other_days = ILL.with_(told(CertificateReceived, "2026-11-18", first=day("2026-10-01"), last=day("2026-10-30")))

    assert came.one(ASK, "2026-11-18T13:00").met_at == moment("2026-11-18T12:00")
    assert in_time.all(ASK, "2026-11-18T13:00") == []
    assert len(other_days.standing(ASK, "2026-11-18T13:00")) == 1


def test_a_mark_corrected_to_certified_meets_it():
    marks = "week 45 C C C C -\nweek 46 C C C C C\nweek 47 C . . . ."
    corrected = ILL.with_(away=then(ILL.away, "2026-11-17 09:00", marks))

    assert corrected.one(ASK, "2026-11-17T10:00").met_at == moment("2026-11-17T09:00")


def test_illness_that_only_the_home_told_of_counts():
    told_by_home = World(
        away=register("week 45 U U U U -\nweek 46 U U U U U\nweek 47 U . . . ."),
        messages=(message("2026-11-02T08:00", "2026-11-02/2026-11-20", Reason.ILLNESS),),
    )

    assert len(told_by_home.standing(ASK, "2026-11-16T12:00")) == 1


@pytest.mark.parametrize(("grade", "says"), [(7, False), (8, True), (10, True)])
def test_from_grade_eight_it_says_what_it_means_for_assessment(grade: int, says: bool):
    in_grade = ILL.with_(classes=(msgspec.structs.replace(CLASS_8B, grade=grade),))

    found = notes(in_grade.one(ASK, "2026-11-16T12:00"))
    assert any("vurdering" in note and "med legeerklæring" in note for note in found) == says
    assert any("samarbeid tett med hjemmet" in note and "skolehelsetjenesten" in note for note in found)


# Undocumented.


def worrying(when: str) -> Decided:
    return told(Decided, when, verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd")


SEVEN = "week 42 {0} {0} {0} . .\nweek 43 {0} {0} {0} {0} ."


def test_a_worrying_decision_with_undocumented_absence_is_weighed_by_a_leader_the_same_week():
    decided = World(away=register(SEVEN.format("I"))).with_(worrying("2026-10-21"))

    duty = decided.one(WEIGH, "2026-10-21T13:00")
    assert (duty.role, duty.due.date()) == (For.LEADER, day("2026-10-23"))
    assert said(duty).startswith("Vurder om barneverntjenesten skal ha melding om Tonje Aas")
    assert not decided.late(WEIGH, "2026-10-23T23:00")
    assert decided.late(WEIGH, "2026-10-24T00:00")


def test_what_nobody_weighed_stands_also_when_the_absence_is_long_ago():
    decided = World(away=register(SEVEN.format("I"))).with_(worrying("2026-10-21"))

    for later in ("2026-11-20T13:00", "2026-12-18T13:00"):
        assert decided.late(WEIGH, later)
        assert decided.one(WEIGH, later).days == decided.one(WEIGH, "2026-10-23T13:00").days


def test_decided_before_the_holiday_it_is_the_same_week_too():
    away = register("week 38 I I I I I\nweek 39 I I . . .")

    assert World(away=away).with_(worrying("2026-09-25")).one(WEIGH, "2026-09-25T13:00").due.date() == day("2026-09-25")


def test_opened_again_a_case_with_undocumented_absence_is_weighed_anew():
    gone = World(away=register("week 46 U U U U U")).with_(
        told(Decided, "2026-10-14", verdict=Verdict.WORRYING, no_conversation="prøvd"),
        told(ChildWelfareWeighed, "2026-10-15", "hege", reported=False, reason="hjemmet følger opp"),
        told(CaseClosed, "2026-10-30", reason="tilbake"),
        told(CaseReopened, "2026-11-16", reason="borte igjen"),
    )

    assert gone.all(WEIGH, "2026-11-13T12:00") == []
    duty = gone.one(WEIGH, "2026-11-16T13:00")
    assert (duty.role, duty.due.date(), duty.met_at) == (For.LEADER, day("2026-11-20"), None)
    weighed = gone.with_(told(ChildWelfareWeighed, "2026-11-17", "hege", reported=False, reason="igjen"))
    assert weighed.one(WEIGH, "2026-11-17T13:00").met_by == "hege"


def test_documented_absence_or_no_decision_raises_nothing():
    assert World(away=register(SEVEN.format("I"))).all(WEIGH, "2026-10-23") == []
    assert World(away=register(SEVEN.format("C"))).with_(worrying("2026-10-21")).all(WEIGH, "2026-10-23") == []
    certified = told(CertificateReceived, "2026-10-20", first=day("2026-10-01"), last=day("2026-10-31"))
    assert (
        World(away=register(SEVEN.format("I"))).with_(certified, worrying("2026-10-21")).all(WEIGH, "2026-10-23") == []
    )


def test_a_ground_the_school_accepts_documents_and_the_homes_word_alone_does_not():
    away, when = register("week 43 U U . . ."), "2026-10-21"
    accepted = phoned("2026-10-20T15:00", ground=Ground.VALID, leader_informed=True)
    told_by_home = (message("2026-10-19T08:00", "2026-10-19/2026-10-20"),)

    assert World(away=away).with_(accepted, worrying(when)).all(WEIGH, f"{when}T13:00") == []
    assert len(World(away=away, messages=told_by_home).with_(worrying(when)).all(WEIGH, f"{when}T13:00")) == 1


def test_a_persons_reasoned_assessment_meets_it():
    weighed = World(away=register(SEVEN.format("I"))).with_(
        worrying("2026-10-21"),
        told(ChildWelfareWeighed, "2026-10-22", "hege", reported=False, reason="hjemmet følger opp"),
    )

    assert weighed.one(WEIGH, "2026-10-22T13:00").met_by == "hege"


# Three months.


def every_day_from(first: str, sign: str, but: dict[str, str] | None = None) -> World:
    """Away every school day from a day to the end of March, but on some."""
    days = [one for one in YEAR.days if day(first) <= one <= day("2027-03-19")]
    signs = [(but or {}).get(one.isoformat(), sign) for one in days]
    lines = [f"week {on.isocalendar().week} {'. ' * on.weekday()}{said}" for on, said in zip(days, signs, strict=True)]
    drawn = [register(line, start=2026).days for line in lines]
    return World(away=msgspec.structs.replace(register("week 35 ."), days=tuple(d for some in drawn for d in some)))


@pytest.mark.parametrize("sign", ["U", "I"])
def test_e35_e50_three_months_undocumented_are_assessed_on_the_first_school_day_after(sign: str):
    away = every_day_from("2026-11-30", sign)

    assert away.all(ASSESS, "2027-02-28T23:00") == []
    duty = away.one(ASSESS, "2027-03-01T08:00")
    assert (duty.role, duty.due.date()) == (For.LEADER, day("2027-03-01"))
    assert said(duty) == "Vurder om Tonje Aas skal meldes ut: udokumentert fravær siden man 30. nov, mer enn 3 måneder"
    assert not away.late(ASSESS, "2027-03-01T23:00")
    assert away.late(ASSESS, "2027-03-02T00:00")


@pytest.mark.parametrize("came", ["o", "ooIIII", "C", "P"])
def test_e50_one_day_at_school_or_documented_starts_the_count_anew(came: str):
    away = every_day_from("2026-11-30", "I", {"2026-12-15": came})

    assert away.all(ASSESS, "2027-03-15T08:00") == []
    assert away.one(ASSESS, "2027-03-17T08:00").due.date() == day("2027-03-17")


def test_a_certificate_starts_the_count_anew_and_an_assessment_meets_it():
    away = every_day_from("2026-11-30", "I")
    certified = told(CertificateReceived, "2026-12-16", first=day("2026-12-01"), last=day("2026-12-15"))
    assessed = told(DeregistrationAssessed, "2027-03-01T10:00", "hege", conclusion="skolen beholder plassen")

    assert away.with_(certified).all(ASSESS, "2027-03-15T08:00") == []
    assert away.with_(assessed).one(ASSESS, "2027-03-01T12:00").met_by == "hege"


def test_nothing_is_said_of_who_is_back():
    away = every_day_from("2026-11-30", "I", {"2027-03-02": "o"})

    assert len(away.standing(ASSESS, "2027-03-01T12:00")) == 1
    assert away.all(ASSESS, "2027-03-03T12:00") == []
