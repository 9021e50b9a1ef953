"""The road: where a case is, what is done by whom and when, what was passed over and why, what is next and by when."""

from __future__ import annotations

from datetime import UTC, date, datetime

from rules.case.case import Passed, Station, Stop
from rules.case.events import (
    CaseClosed,
    CaseReopened,
    FollowedUp,
    InformantDeclined,
    InquiryOpened,
    MeetingKind,
    MeetingSet,
    SheetOpened,
    SheetsSent,
    StationSkipped,
    Step,
    Way,
    WayChosen,
)
from rules.case.road import next_stop, road
from rules.case.sheets import by_version
from rules.follow_up import follow_up
from tests.rules.case.telling import DAY, Story
from tests.rules.case.test_plan import weekdays

AAS = follow_up("aas")
AUTUMN = (date(2026, 10, 14),)
YEAR = weekdays(date(2026, 8, 17), date(2027, 6, 18), *AUTUMN)


def stops(story: Story, on: date = DAY) -> dict[Station, Stop]:
    now = datetime(on.year, on.month, on.day, 9, 0, tzinfo=UTC)
    return {stop.station: stop for stop in road(story.case, AAS, by_version(AAS.forms), YEAR, now)}


def test_where_there_is_no_case_there_is_no_road() -> None:
    assert stops(Story()) == {}


def test_after_the_decision_the_inquiry_is_next_within_seven_days_rolled_to_a_school_day() -> None:
    found = stops(Story().decided())

    assert (found[Station.DECISION].passed, found[Station.DECISION].by, found[Station.DECISION].on) == (
        Passed.DONE, "kari", DAY,
    )  # fmt: skip
    assert (found[Station.INQUIRY].passed, found[Station.INQUIRY].due) == (Passed.HERE, date(2026, 10, 15))
    assert found[Station.MAPPING].due == date(2026, 10, 21)
    assert found[Station.MEETING_1].due == date(2026, 10, 21)
    assert {found[s].passed for s in list(Station)[2:]} == {Passed.AHEAD}


def test_what_is_past_its_day_is_late_and_done_things_are_not() -> None:
    story = Story().decided()
    assert not stops(story, date(2026, 10, 15))[Station.INQUIRY].late
    assert stops(story, date(2026, 10, 16))[Station.INQUIRY].late
    story.tell(InquiryOpened, pps_contacted=True)
    assert not stops(story, date(2026, 10, 16))[Station.INQUIRY].late


def test_a_station_passed_over_says_who_and_why_and_the_next_one_is_here() -> None:
    story = Story().decided()
    story.tell(StationSkipped, station=Station.INQUIRY, reason="PPS var i møtet", by="rita")

    found = stops(story)
    assert (found[Station.INQUIRY].passed, found[Station.INQUIRY].by) == (Passed.SKIPPED, "rita")
    assert found[Station.INQUIRY].reason == "PPS var i møtet"
    assert found[Station.MAPPING].passed is Passed.HERE


def test_the_mapping_is_done_when_all_three_are_done_or_declined_and_sent() -> None:
    story = Story().decided()
    sheets = [story.tell(SheetOpened, form=form, version=1, informant=form).id for form in ("school", "student")]
    for sheet in sheets:
        story.tell(InformantDeclined, sheet=sheet, on=DAY, why="nei")
    story.tell(SheetsSent, sheets=tuple(sheets))
    assert stops(story)[Station.MAPPING].passed is not Passed.DONE, "the guardians' form is missing"
    home = story.tell(SheetOpened, form="guardians", version=1, informant="Mona").id
    story.tell(InformantDeclined, sheet=home, on=DAY, why="nei")

    assert stops(story)[Station.MAPPING].passed is Passed.DONE


def test_the_order_is_advised_not_enforced_an_agreement_may_come_first() -> None:
    """Tonje gets her agreement before any form."""
    story = Story().decided().agreed(Step(1, "hele dagen"), started=date(2026, 10, 12), step="a1-1")

    found = stops(story)
    assert found[Station.AGREEMENT].passed is found[Station.MEASURES].passed is Passed.DONE
    assert found[Station.INQUIRY].passed is Passed.HERE
    assert found[Station.MEETING_2].due == date(2026, 11, 2)


def test_a_meeting_that_is_called_has_its_own_day() -> None:
    story = Story().decided()
    story.tell(MeetingSet, meeting="m", sort=MeetingKind.FIRST, on=date(2026, 10, 20), time="14:00")

    assert stops(story)[Station.MEETING_1].due == date(2026, 10, 20)


def test_the_whole_road_and_the_look_back_after_it() -> None:
    story = Story().decided()
    story.tell(InquiryOpened, pps_contacted=True)
    story.tell(StationSkipped, station=Station.MAPPING, reason="kort sak")
    story.met("m1", MeetingKind.FIRST, DAY, date(2026, 10, 28))
    story.agreed(Step(1, "hele dagen"), started=date(2026, 10, 8), step="a1-1")
    story.met("m2", MeetingKind.SECOND, date(2026, 10, 28))
    story.tell(WayChosen, way=Way.A)
    story.tell(CaseClosed, reason="tilbake", follow_up_on=date(2026, 11, 30))
    assert next_stop(tuple(stops(story).values())) == stops(story)[Station.FOLLOW_UP]
    story.tell(FollowedUp, words="går bra")

    assert next_stop(tuple(stops(story).values())) is None
    assert sum(stop.passed is Passed.DONE for stop in stops(story).values()) == 8


def test_meeting_2_is_due_on_the_last_school_day_of_its_window_or_the_first_after_it() -> None:
    def due(started: date) -> date | None:
        story = Story().decided().agreed(Step(1, "hele dagen"), started=started, step="a1-1")
        return stops(story)[Station.MEETING_2].due

    assert due(date(2026, 11, 10)) == date(2026, 12, 1)
    assert due(date(2026, 11, 14)) == date(2026, 12, 4)  # the 21st day is a Saturday: the window ends before it
    assert due(date(2026, 9, 23)) == date(2026, 10, 13)  # the 21st day is a holiday


def test_the_guide_s_second_example_meets_first_with_other_agencies() -> None:
    story = Story().decided().met("m1", MeetingKind.MULTI_AGENCY, DAY, date(2026, 10, 28))

    assert stops(story)[Station.MEETING_1].passed is Passed.DONE


def test_other_agencies_met_before_the_decision_or_called_to_late_count_as_for_the_duty() -> None:
    """One function says which meeting is the first, for the road and for the duty."""
    late = Story().decided()
    late.tell(MeetingSet, meeting="m", sort=MeetingKind.MULTI_AGENCY, on=date(2026, 10, 26), time="14:00")
    assert stops(late, date(2026, 10, 22))[Station.MEETING_1].late, "called to a day after the last for it"
    missed = Story().decided()
    missed.tell(MeetingSet, meeting="m", sort=MeetingKind.FIRST, on=date(2026, 10, 16), time="14:00")
    stop = stops(missed, date(2026, 10, 19))[Station.MEETING_1]
    assert (stop.due, stop.late) == (date(2026, 10, 21), False), "not held on its day, and still in time"

    after = Story().decided().agreed(Step(1, "hele dagen"), started=date(2026, 10, 8), step="a1-1")
    after.met("m1", MeetingKind.MULTI_AGENCY, date(2026, 10, 12))
    assert stops(after)[Station.MEETING_1].passed is not Passed.DONE, "the measures ran already"


def test_a_further_meeting_is_not_meeting_2() -> None:
    story = Story().decided().agreed(Step(1, "hele dagen"), started=date(2026, 10, 8), step="a1-1")
    story.met("m", MeetingKind.FURTHER, date(2026, 10, 14))

    assert stops(story)[Station.MEETING_2].passed is not Passed.DONE


def test_the_way_on_is_chosen_the_day_of_meeting_2_and_is_late_the_day_after() -> None:
    story = Story().decided().met("m2", MeetingKind.SECOND, DAY)

    assert (stops(story)[Station.WAY_ON].due, stops(story)[Station.WAY_ON].late) == (DAY, False)
    assert stops(story, date(2026, 10, 8))[Station.WAY_ON].late


def test_a_closed_case_stands_at_its_look_back_which_may_be_late() -> None:
    story = Story().decided()
    story.tell(CaseClosed, reason="tilbake", follow_up_on=date(2026, 11, 30))
    assert (stops(story)[Station.FOLLOW_UP].passed, stops(story)[Station.FOLLOW_UP].late) == (Passed.HERE, False)
    assert next_stop(tuple(stops(story).values())) == stops(story)[Station.FOLLOW_UP]
    assert stops(story, date(2026, 12, 1))[Station.FOLLOW_UP].late

    assert [stop.station for stop in stops(story, date(2026, 12, 1)).values() if stop.late] == [Station.FOLLOW_UP]


def test_a_case_opened_again_begins_its_road_anew() -> None:
    story = Story().decided()
    story.tell(InquiryOpened, pps_contacted=True)
    story.tell(CaseClosed, reason="tilbake")
    story.on(date(2026, 11, 2)).tell(CaseReopened, reason="borte igjen")

    assert stops(story, date(2026, 11, 2))[Station.INQUIRY].passed is not Passed.DONE
