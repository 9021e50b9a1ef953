"""A worrying flag waits for a person's decision, and then for a leader."""

from __future__ import annotations

from rules.case.events import Concern, Decided, Verdict
from rules.duties.duty import For
from tests.rules.drawing import SIX, register
from tests.rules.duties.a_school import World, day, moment, phoned, said, told

ANSWER = "answer-flag"
AWAY = World(away=register("week 42 X X X . .\nweek 43 X X X X ."))  # strong since Thursday 22 October
KNEW = tuple((day(f"2026-10-{n}"), SIX) for n in (12, 13, 14, 19, 20, 21, 22))


def decided(verdict: Verdict, when: str, **said: object) -> Decided:
    told_so = {"rule": "absent-days", "knew": KNEW, "reason": "sett", "no_conversation": "hjemmet svarer ikke"}
    return told(Decided, when, **{"verdict": verdict} | told_so | said)


def test_it_is_due_at_the_next_weekly_check():
    duty = AWAY.one(ANSWER, "2026-10-22T13:00")

    assert (duty.opens.date(), duty.due.date()) == (day("2026-10-22"), day("2026-10-26"))
    assert duty.role is For.HOMEROOM_TEACHER
    assert said(duty).startswith("Vurder flagget på Tonje Aas: 7 dager fravær på 20 skoledager")
    assert not AWAY.late(ANSWER, "2026-10-26T23:00")


def test_after_the_weekly_check_it_stands_on_the_leaders_list():
    assert AWAY.late(ANSWER, "2026-10-27T00:00")
    assert AWAY.one(ANSWER, "2026-10-27T08:00").role is For.LEADER


def test_before_the_holiday_the_check_is_after_it():
    before = World(away=register("week 37 . X X X X\nweek 38 X . . . .\nweek 39 . . . X X"))

    assert before.one(ANSWER, "2026-09-25T12:00").due.date() == day("2026-10-05")
    assert not before.late(ANSWER, "2026-10-05T12:00")
    assert before.late(ANSWER, "2026-10-06T00:00")


def test_a_watch_is_no_question():
    assert World(away=register("week 42 X X X . .\nweek 43 X X . . .")).all(ANSWER, "2026-10-21") == []


def test_a_decision_that_speaks_of_the_home_meets_it():
    talked = phoned("2026-10-22T12:30", id="k")
    for answer in (
        decided(Verdict.WORRYING, "2026-10-22T14:00"),
        decided(Verdict.WORRYING, "2026-10-22T14:00", conversation="k", no_conversation=""),
        decided(Verdict.NOT_WORRYING, "2026-10-22T14:00"),
        decided(Verdict.OBSERVE, "2026-10-22T14:00", until=day("2026-11-10")),
    ):
        duty = AWAY.with_(talked, answer).one(ANSWER, "2026-10-22T15:00")
        assert (duty.met_at, duty.met_by) == (moment("2026-10-22T14:00"), "kari")


def test_one_that_says_nothing_of_the_home_does_not():
    silent = AWAY.with_(decided(Verdict.WORRYING, "2026-10-22T14:00", no_conversation=""))

    duty = silent.one(ANSWER, "2026-10-22T15:00")
    assert duty.met_at is None
    assert "mangler samtalen med hjemmet" in said(duty)


def test_observed_until_a_day_it_is_asked_again_after_it():
    observed = AWAY.with_(decided(Verdict.OBSERVE, "2026-10-22T14:00", until=day("2026-10-27")))

    assert observed.one(ANSWER, "2026-10-27T12:00").met_at is not None
    again = observed.one(ANSWER, "2026-10-28T12:00")
    assert (again.met_at, again.due.date()) == (None, day("2026-11-02"))
    assert said(again).startswith("Vurder fraværet til Tonje Aas på nytt: fulgt med på til tir 27. okt")


def test_a_concern_without_a_flag_is_asked_again_too():
    observed = World().with_(
        decided(Verdict.OBSERVE, "2026-10-22", concern=Concern.DISTRESS, rule="", knew=(), until=day("2026-10-27"))
    )
    settled = observed.with_(decided(Verdict.NOT_WORRYING, "2026-10-28", concern=Concern.DISTRESS, rule="", knew=()))

    assert observed.all(ANSWER, "2026-10-27") == []
    assert (
        said(observed.one(ANSWER, "2026-10-28T13:00"))
        == "Vurder fraværet til Tonje Aas på nytt: fulgt med på til tir 27. okt"
    )
    assert settled.all(ANSWER, "2026-10-28T13:00") == []


def test_a_flag_that_ended_unanswered_waits_still():
    assert [duty.role for duty in AWAY.standing(ANSWER, "2026-12-10")] == [For.LEADER]
