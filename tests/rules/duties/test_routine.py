"""The routines of the week and of the year."""

from __future__ import annotations

import pytest

from rules.case.events import LeaderReviewed, TalkHeld, TeamMet, WeeklyChecked, Yearly, YearlyDone
from rules.duties.duty import For
from rules.facts import SchoolClass
from tests.rules.drawing import FULL_WEEK
from tests.rules.duties.a_school import CLASS_8B, World, day, moment, said, told

SCHOOL = World()


def weeks(world: World, row: str, now: str) -> list[tuple[str, str]]:
    return [(f"{one.days[0]:%V}", f"{one.due:%d.%m}") for one in world.standing(row, now)]


def test_e37_the_check_of_week_45_opens_on_the_thursday_as_the_friday_is_off():
    assert weeks(SCHOOL, "weekly-check", "2026-11-04T12:00") == [("44", "02.11")]
    duty = next(one for one in SCHOOL.all("weekly-check", "2026-11-05T08:00") if f"{one.days[0]:%V}" == "45")
    assert (duty.opens, duty.due.date()) == (moment("2026-11-05T00:00"), day("2026-11-09"))
    assert duty.overdue == moment("2026-11-10T00:00")
    assert said(duty) == "Gå gjennom fraværet i 8B for uka som begynte man 2. nov"


def test_e38_before_the_autumn_holiday_it_may_wait_until_the_first_day_after():
    duty = next(one for one in SCHOOL.all("weekly-check", "2026-09-25T08:00") if f"{one.days[0]:%V}" == "39")
    assert (duty.opens, duty.due.date()) == (moment("2026-09-25T00:00"), day("2026-10-05"))
    assert not duty.late(moment("2026-10-05T23:00"))
    assert duty.late(moment("2026-10-06T00:00"))


def test_in_the_holiday_itself_there_is_no_new_check():
    assert weeks(SCHOOL, "weekly-check", "2026-09-30T12:00") == [("39", "05.10")]


def test_the_tick_of_that_week_and_class_meets_it():
    ticked = told(WeeklyChecked, "2026-11-06", school_class="8B", week_of=day("2026-11-02"), words="ingen")
    other = told(WeeklyChecked, "2026-11-06", school_class="8A", week_of=day("2026-11-02"))
    earlier = told(WeeklyChecked, "2026-10-30", school_class="8B", week_of=day("2026-10-26"))

    done = World(school_events=(earlier, ticked))
    assert weeks(done, "weekly-check", "2026-11-09T12:00") == []
    assert "45" in {f"{one.days[0]:%V}" for one in World(school_events=(other,)).standing("weekly-check", "2026-11-09")}


def test_the_team_has_absence_on_its_agenda_every_week():
    assert weeks(SCHOOL, "team-agenda", "2026-11-03T12:00") == [("44", "30.10"), ("45", "05.11")]
    duty = SCHOOL.standing("team-agenda", "2026-11-03T12:00")[-1]
    assert said(duty) == "Ta opp fravær i møtet på 8. trinn denne uka"
    assert SCHOOL.late("team-agenda", "2026-11-06T00:00")


@pytest.mark.parametrize("team", ["8", "8. trinn", "8B", " 8. TRINN "])
def test_the_minutes_of_the_teams_meeting_meet_it_by_whatever_name(team: str):
    met = told(TeamMet, "2026-11-03T14:00", team=team, on=day("2026-11-03"))

    assert weeks(World(school_events=(met,)), "team-agenda", "2026-11-03T15:00") == [("44", "30.10")]


def test_after_the_holiday_the_team_meets_again():
    assert weeks(SCHOOL, "team-agenda", "2026-10-05T12:00") == [("39", "25.09"), ("41", "09.10")]


def test_leaders_review_three_times_a_year_at_the_end_of_each_part():
    duties = SCHOOL.all("leader-review", "2026-10-22")
    assert len(duties) == 3
    assert {one.role for one in duties} == {For.LEADER}
    assert [one.due.date() for one in duties][-1] == day("2027-06-18")
    first = min(duties, key=lambda one: one.due)
    assert SCHOOL.late("leader-review", (first.overdue or first.due).isoformat()[:16])
    assert not SCHOOL.late("leader-review", first.due.isoformat()[:16])


def test_each_review_meets_one():
    held = tuple(told(LeaderReviewed, on, "hege", on=day(on)) for on in ("2026-11-02", "2027-03-08"))
    world = World(school_events=held)

    assert len([one for one in world.all("leader-review", "2027-03-10") if one.met_at]) == 2
    assert len(SCHOOL.standing("leader-review", "2027-06-10")) == 3


def test_every_class_is_told_in_the_first_week():
    duty = SCHOOL.one("inform-at-start", "2026-08-13T08:00")
    assert duty.due.date() == day("2026-08-14")
    assert SCHOOL.late("inform-at-start", "2026-08-15T00:00")
    for done in ("8B", ""):
        event = told(YearlyDone, "2026-08-14", what=Yearly.INFORM_AT_START, on=day("2026-08-14"), school_class=done)
        assert World(school_events=(event,)).one("inform-at-start", "2026-08-14T13:00").met_by == "kari"


def test_the_parents_meeting_has_it_as_a_topic_before_the_half_year_is_over():
    duty = SCHOOL.one("parents-meeting-topic", "2026-09-10T08:00")
    assert duty.due.date() == day("2026-12-18")
    assert SCHOOL.late("parents-meeting-topic", "2027-01-05")
    last_year = told(YearlyDone, "2026-06-01", what=Yearly.PARENTS_MEETING, on=day("2026-06-01"), school_class="8B")
    this = told(YearlyDone, "2026-09-10", what=Yearly.PARENTS_MEETING, on=day("2026-09-10"), school_class="8B")
    assert World(school_events=(last_year,)).standing("parents-meeting-topic", "2026-09-10") != []
    assert World(school_events=(this,)).standing("parents-meeting-topic", "2026-09-10") == []


def test_each_students_talk_has_it_as_a_topic_before_the_year_is_over():
    assert SCHOOL.all("talk-topic", "2027-04-30") == []
    assert SCHOOL.one("talk-topic", "2027-05-03").due.date() == day("2027-06-18")
    held = World(events=(told(TalkHeld, "2026-11-12", on=day("2026-11-12")),))
    assert held.one("talk-topic", "2027-05-03").met_at == moment("2026-11-12")


def test_groups_and_classes_without_students_have_no_routines():
    classes = (CLASS_8B, SchoolClass("8A", 8, FULL_WEEK), SchoolClass("Spansk 8", 8, FULL_WEEK, group=True))
    world = World(classes=classes)

    assert {one.school_class for one in world.all("weekly-check", "2026-11-05")} == {"8B"}
