"""The table of duties: complete, laid over any guide's data, and most urgent first."""

from __future__ import annotations

import msgspec
import pytest

from rules.calendar import SchoolDays
from rules.case.events import DistressSeen
from rules.duties.reckoning import TABLE, duties, laid_table
from rules.duties.table import Of
from rules.facts import SchoolCalendar
from rules.guide_files import GuideError
from tests.rules.drawing import register
from tests.rules.duties.a_school import FOLLOW_UP, World, moment, phoned, told
from tests.rules.vik import VIK, VIK_FOLLOW_UP

AWAY = World(away=register("week 42 . . . U U\nweek 43 U U U U U"), events=(told(DistressSeen, "2026-10-20", id="d"),))
FRIDAY = "2026-10-23T08:40"

# The design's table, a row for each, and three that follow from its words: what is decided after meeting 2, the plan
# that is not met, and the look back after the return.
DESIGN = {
    *("take-register", "call-home-now", "contact-home", "contact-home-unexcused", "answer-flag", "tell-guardians"),
    *("ask-certificate", "weekly-check", "inform-principal", "inform-resource-team", "nurse-offer", "open-inquiry"),
    *("mapping", "meeting-1", "agreement", "start-measures", "remind-meeting-2", "meeting-2", "evaluate", "recurring"),
    *("weekly-leader-talk", "weigh-child-welfare", "assess-deregistration", "safe-environment", "formal-decision"),
    *("meet-plan", "team-agenda", "leader-review", "inform-at-start", "parents-meeting-topic", "talk-topic"),
    *("way-on", "follow-up"),
}


OURS = {"task", "team-task"}  # what a meeting gave somebody to do


def test_every_row_of_the_design_is_in_the_table_once():
    ids = [row.id for row in TABLE]

    assert len(ids) == len(set(ids))
    assert set(ids) == DESIGN | OURS


def test_every_duty_says_what_why_and_where_it_stands():
    for duty in duties(AWAY.known(FRIDAY)):
        assert duty.sentence
        assert duty.meets
        assert duty.key.startswith(duty.id)
        assert duty.opens.tzinfo is not None
        assert (bool(duty.quote), bool(duty.place)) == (True, True)


def test_the_call_that_the_clock_runs_for_is_first_then_children_then_routines_and_what_is_met_last():
    met = AWAY.with_(phoned("2026-10-22T12:00"))

    found = duties(met.known(FRIDAY))
    now = moment(FRIDAY)
    assert found[0].id == "call-home-now"
    open_ones = [one for one in found if one.open(now)]
    assert list(found[: len(open_ones)]) == open_ones
    children = [one for one in open_ones[1:] if one.student]
    assert open_ones[1 : len(children) + 1] == children
    assert [one.due for one in children] == sorted(one.due for one in children)
    assert any(one.met_at for one in found)
    first_met = next(index for index, one in enumerate(found) if one.met_at)
    assert all(one.met_at for one in found[first_met:])


def test_some_students_can_be_asked_for_alone_and_the_answers_are_the_same():
    known = AWAY.known(FRIDAY)

    alone = duties(known, ["tonje"])
    of_the_school = {row.id for row in TABLE if row.of is Of.SCHOOL}
    assert alone == tuple(one for one in duties(known) if one.id not in of_the_school)
    assert duties(known, ["jens"]) == ()


def test_a_year_that_nobody_has_given_days_has_no_duties():
    known = msgspec.structs.replace(
        AWAY.known(FRIDAY), calendar=SchoolDays(SchoolCalendar("2026-27", (), moment(FRIDAY).date(), "x"))
    )

    assert duties(known) == ()


def changed(duty: str, **changes: object):
    texts = (msgspec.structs.replace(one, **changes) if one.id == duty else one for one in FOLLOW_UP.duties)
    return msgspec.structs.replace(FOLLOW_UP, duties=tuple(texts))


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (changed("contact-home", numbers={}), "«days» mangler"),
        (changed("contact-home", numbers={"day": 3}), "Mente du «days»"),
        (changed("weekly-check", numbers={"days": 3}), "«days» brukes ikke"),
        (changed("call-home-now", times={}), "«message_by» mangler"),
        (changed("contact-home", id="contact-hom"), "Mente du «contact-home»"),
        (msgspec.structs.replace(FOLLOW_UP, duties=FOLLOW_UP.duties[1:]), "«take-register»"),
    ],
)
def test_a_number_that_is_missing_misspelt_or_unused_is_refused_by_name(data, named: str):
    with pytest.raises(GuideError) as refused:
        laid_table(data, "vik")

    assert "vik" in str(refused.value)
    assert named in str(refused.value)


def test_another_municipality_needs_data_only():
    away = register("week 43 . . . I I")
    vik = World(away=away, guide=VIK, follow_up=VIK_FOLLOW_UP)

    assert vik.one("contact-home", "2026-10-23T12:00").quote == "Etter 2 dager ringer skolen."
    assert World(away=away).all("contact-home", "2026-10-23T12:00") == []
    assert len(vik.all("leader-review", "2026-10-23T12:00")) == 2
