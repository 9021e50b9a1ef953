"""Every duty of a decided case can be met from where it starts: one table, a line a row."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from rules.case.check_told import check_told
from rules.case.events import (
    CaseClosed,
    CaseEvent,
    ContactMade,
    Departure,
    Evaluated,
    FollowedUp,
    FormalDecisionNoted,
    How,
    Informed,
    InquiryOpened,
    LeaderTalked,
    Measure,
    MeetingKind,
    MeetingReminded,
    NurseOffered,
    Outcome,
    Party,
    PlanBFollowed,
    Repeats,
    Responsibility,
    ResponsibilityDone,
    SafeEnvironmentDecided,
    Way,
    WayChosen,
    Whom,
)
from rules.case.replay import replay
from rules.words import NORWEGIAN
from tests.rules.drawing import at, register
from tests.rules.duties.a_case import (
    FOLLOW_UP,
    ROWS,
    TONJE,
    agreed,
    day,
    filled_in,
    found,
    held,
    known,
    meeting,
    running,
    sent,
    started,
    told,
    worrying,
)

MONDAY, SECOND = "2026-10-12", MeetingKind.SECOND
DECIDED = (worrying("2026-10-07"),)
FORMS = tuple(event for form in ("school", "student", "guardians") for event in filled_in("2026-10-08", form))
SHEETS = ("school-sheet", "student-sheet", "guardians-sheet")
RUNS = running(MONDAY, lunch=Measure("lunsj"), mail=Responsibility(Party.OTHER, "skriver", "", "", Repeats.DAILY))
CALLED = (*RUNS, meeting("2026-10-28", "m2", SECOND, MONDAY))
HELD = (*CALLED, held("2026-10-28", "m2"))
PARTS = {"goal": Responsibility(Party.STUDENT, "øver")}

# The row, what stands before, what meets it, and when we look.
EXAMPLES: tuple[tuple[str, tuple[CaseEvent, ...], tuple[CaseEvent, ...], str], ...] = (
    ("inform-principal", DECIDED, (told(Informed, "2026-10-08", whom=Whom.PRINCIPAL),), "2026-10-08"),
    ("inform-resource-team", DECIDED, (told(Informed, "2026-10-08", whom=Whom.RESOURCE_TEAM),), "2026-10-08"),
    ("nurse-offer", DECIDED, (told(NurseOffered, "2026-10-08", accepted=False),), "2026-10-08"),
    ("open-inquiry", DECIDED, (told(InquiryOpened, "2026-10-08", pps_contacted=True),), "2026-10-08"),
    ("mapping", (*DECIDED, *FORMS), (sent("2026-10-09", *SHEETS),), "2026-10-09"),
    (
        "safe-environment",
        (*DECIDED, *filled_in("2026-10-08", "student", yes=True)),
        (told(SafeEnvironmentDecided, "2026-10-08T13:00", plan="samtaler"),),
        "2026-10-08T13:30",
    ),
    ("meeting-1", (*DECIDED, meeting("2026-10-16", called="2026-10-08")), (held("2026-10-16"),), "2026-10-16T16:00"),
    ("weekly-leader-talk", DECIDED, (told(LeaderTalked, "2026-10-14"),), "2026-10-14"),
    (
        "follow-up",
        (*DECIDED, told(CaseClosed, "2026-10-20", reason="bra", follow_up_on=day("2026-11-17"))),
        (told(FollowedUp, "2026-11-17", words="bra"),),
        "2026-11-17",
    ),
    (
        "agreement",
        (*DECIDED, meeting("2026-10-16", called="2026-10-08"), held("2026-10-16")),
        agreed("2026-10-16", PARTS),
        "2026-10-16T16:00",
    ),
    (
        "formal-decision",
        (*DECIDED, *agreed("2026-10-16", {"d": Departure(hours=True)})),
        (
            told(
                FormalDecisionNoted,
                "2026-10-16T15:00",
                expert_assessment=day("2026-10-15"),
                formal_decision=day("2026-10-16"),
            ),
        ),
        "2026-10-16T16:00",
    ),
    (
        "start-measures",
        (*DECIDED, *agreed("2026-10-16", PARTS)),
        (started("2026-10-19", "2026-10-16T15:00", step=""),),
        "2026-10-16T16:00",
    ),
    ("remind-meeting-2", CALLED, (told(MeetingReminded, "2026-10-23", meeting="m2"),), "2026-10-23"),
    ("meeting-2", CALLED, (held("2026-10-28", "m2"),), "2026-10-28T16:00"),
    (
        "evaluate",
        CALLED,
        tuple(
            told(Evaluated, "2026-10-28T14:00", agreement="a1", item=item, outcome=Outcome.WORKED)
            for item in ("lunch", "s1")
        ),
        "2026-10-28T16:00",
    ),
    ("way-on", HELD, (told(WayChosen, "2026-10-28T15:30", way=Way.A),), "2026-10-28T16:00"),
    (
        "recurring",
        RUNS,
        (told(ResponsibilityDone, "2026-10-12T15:00", agreement="a1", item="mail", on=day(MONDAY)),),
        "2026-10-12T16:00",
    ),
    ("meet-plan", RUNS, (told(PlanBFollowed, "2026-10-12T15:00", agreement="a1", on=day(MONDAY)),), "2026-10-12T16:00"),
)
AWAY = register("week 42   X . . . .")


def test_every_row_has_its_example():
    assert {row for row, *_ in EXAMPLES} == {*ROWS}


@pytest.mark.parametrize(("row", "before", "meets", "now"), EXAMPLES, ids=[row for row, *_ in EXAMPLES])
def test_it_stands_until_what_meets_it_is_told_and_then_says_who_and_when(row, before, meets, now):
    stood = found(row, known(before, now, away=AWAY))
    after = {duty.key: duty for duty in found(row, known((*before, *meets), now, away=AWAY))}
    met = [duty for duty in stood if duty.met_at is None and after[duty.key].met_at is not None]

    assert len(met) == 1
    assert after[met[0].key].met_by == "kari"
    assert after[met[0].key].met_at == meets[-1].at
    assert NORWEGIAN.gettext(met[0].meets)
    assert met[0].quote
    assert met[0].place


@pytest.mark.parametrize(("row", "before", "meets", "now"), EXAMPLES, ids=[row for row, *_ in EXAMPLES])
def test_what_meets_it_is_something_the_case_takes_there(row, before, meets, now):
    del row
    case = replay("tonje", tuple(event for event in before if event.at <= at(now if "T" in now else f"{now}T23:00")))

    check_told(case, meets, today=date.fromisoformat(now[:10]), follow_up=FOLLOW_UP, student=TONJE)


def test_a_conversation_alone_meets_none_of_them():
    rang = told(ContactMade, "2026-10-08", whom="Anette Aas", how=How.PHONE)

    for row, before, _meets, now in EXAMPLES:
        with_it = tuple(sorted((*before, msgspec.structs.replace(rang, at=before[-1].at)), key=lambda e: e.at))
        stood = [duty.met_at for duty in found(row, known(before, now, away=AWAY))]
        assert [duty.met_at for duty in found(row, known(with_it, now, away=AWAY))] == stood
