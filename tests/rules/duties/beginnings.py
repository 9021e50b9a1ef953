"""Where each duty starts, and what meets it: an example of every row of the table.

The rules of this file: a row of ``BEGINNINGS`` for each row of the table; ``now`` is a moment when the duty stands,
and ``met`` the same world after what meets it was told.
"""

from __future__ import annotations

import msgspec

from rules.case.events import (
    CaseClosed,
    CertificateReceived,
    ChildWelfareWeighed,
    Decided,
    Departure,
    DeregistrationAssessed,
    DistressSeen,
    Evaluated,
    FollowedUp,
    FormalDecisionNoted,
    Ground,
    Informed,
    InquiryOpened,
    LeaderReviewed,
    LeaderTalked,
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
    Step,
    TalkHeld,
    TaskDone,
    TaskGiven,
    TeamMet,
    Verdict,
    Way,
    WayChosen,
    WeeklyChecked,
    Whom,
    Yearly,
    YearlyDone,
)
from tests.rules.drawing import SIX, YEAR, register
from tests.rules.duties.a_case import agreed, filled_in, held, meeting, running, sent, started
from tests.rules.duties.a_school import World, day, phoned, told

WEDNESDAY = "2026-10-21"
DECIDED = told(Decided, "2026-10-14", verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd")
ANY = World(events=(DECIDED,))
RUNS = World(events=running("2026-10-05"))
MET_AGAIN = RUNS.with_(meeting("2026-10-20", "m2", MeetingKind.SECOND, "2026-10-05"), held("2026-10-20", "m2"))
CALLED = RUNS.with_(meeting("2026-10-23", "m2", MeetingKind.SECOND, "2026-10-05"))
SILENT = World(away=register("week 43 . . U . ."))
DEPARTS = agreed("2026-10-16", {"s1": Step(1, "kommer"), "d": Departure(hours=True)})
GATE = Responsibility(Party.HOMEROOM_TEACHER, "tar imot i porten", repeats=Repeats.DAILY)
NOT_COME = msgspec.structs.replace(
    RUNS.with_(),
    events=running("2026-10-05", s1=Step(1, "to timer", None, ((1, 2),) * 5)),
    away=register("week 43 . . UU...."),
)
STEPS = {"s1": Step(1, "kommer")}
TASK = msgspec.structs.replace(told(TaskGiven, "2026-10-20", who="kari", words="ring", due=day("2026-10-22")), id="t")
MAPPED = (*filled_in(WEDNESDAY, "school"), *filled_in(WEDNESDAY, "student"), *filled_in(WEDNESDAY, "guardians"))
ILL = World(away=register("week 41 . . I I I\nweek 42 I I I I I\nweek 43 I I I . ."))
SEVEN = World(away=register("week 42 U U U U U\nweek 43 U U U . ."))
LONG_GONE = World(
    away=register("\n".join(f"week {week} U U U U U" for week in (*range(35, 40), *range(41, 54), *range(1, 4))))
)
REGISTERED = {one: frozenset(SIX) for one in YEAR.days if one < day(WEDNESDAY)}


def kept(taken: dict) -> World:
    return World(away=register("week 35 . . . . .", exceptions_only=False, taken=taken))


def said_at_school(world: World, *events: object) -> World:
    return msgspec.structs.replace(world, school_events=(*world.school_events, *events))


class Beginning(msgspec.Struct, frozen=True):
    """A world in which the duty stands, when, and the world in which it is met."""

    world: World
    met: World
    now: str = f"{WEDNESDAY}T15:00"


def by(world: World, *events: object, now: str = f"{WEDNESDAY}T15:00") -> Beginning:
    return Beginning(world, world.with_(*events), now)  # type: ignore[arg-type]


def by_school(event: object, now: str) -> Beginning:
    return Beginning(World(), said_at_school(World(), event), now)


BEGINNINGS: dict[str, Beginning] = {
    "take-register": Beginning(kept(REGISTERED), kept(REGISTERED | {day(WEDNESDAY): frozenset(SIX)})),
    "call-home-now": by(SILENT, phoned(WEDNESDAY)),
    "contact-home": by(ILL, phoned(WEDNESDAY)),
    "contact-home-unexcused": by(SILENT, phoned(WEDNESDAY, ground=Ground.NOT_VALID, leader_informed=True)),
    "answer-flag": by(SEVEN, msgspec.structs.replace(DECIDED, at=DECIDED.at.replace(day=21))),
    "tell-guardians": by(World(events=(told(DistressSeen, "2026-10-20"),)), phoned(WEDNESDAY)),
    "ask-certificate": by(ILL, told(CertificateReceived, WEDNESDAY, first=day("2026-10-07"), last=day("2026-10-23"))),
    "weigh-child-welfare": by(
        SEVEN.with_(msgspec.structs.replace(DECIDED, at=DECIDED.at.replace(day=20))),
        told(ChildWelfareWeighed, WEDNESDAY, "hege", reported=False, reason="hjemmet følger opp"),
    ),
    "assess-deregistration": by(
        LONG_GONE,
        told(DeregistrationAssessed, "2026-12-01", "hege", conclusion="skolen beholder plassen"),
        now="2026-12-01T13:00",
    ),
    "inform-principal": by(ANY, told(Informed, WEDNESDAY, whom=Whom.PRINCIPAL)),
    "inform-resource-team": by(ANY, told(Informed, WEDNESDAY, whom=Whom.RESOURCE_TEAM)),
    "nurse-offer": by(ANY, told(NurseOffered, WEDNESDAY, accepted=False)),
    "open-inquiry": by(ANY, told(InquiryOpened, WEDNESDAY, pps_contacted=True)),
    "mapping": by(ANY, *MAPPED, sent(f"{WEDNESDAY}T13:00", "school-sheet", "student-sheet", "guardians-sheet")),
    "safe-environment": by(
        ANY.with_(*filled_in("2026-10-20", "student", yes=True)),
        told(SafeEnvironmentDecided, WEDNESDAY, "hege", plan="samtaler"),
    ),
    "meeting-1": by(ANY, meeting(WEDNESDAY, called="2026-10-19"), held(WEDNESDAY), now=f"{WEDNESDAY}T16:00"),
    "agreement": by(ANY.with_(meeting("2026-10-20"), held("2026-10-20")), *agreed(WEDNESDAY, STEPS)),
    "start-measures": by(ANY.with_(*agreed("2026-10-20", STEPS)), started(WEDNESDAY, f"{WEDNESDAY}T14:45")),
    "formal-decision": by(
        ANY.with_(*DEPARTS),
        told(FormalDecisionNoted, WEDNESDAY, expert_assessment=day(WEDNESDAY), formal_decision=day(WEDNESDAY)),
    ),
    "remind-meeting-2": by(CALLED, told(MeetingReminded, WEDNESDAY, meeting="m2")),
    "meeting-2": by(
        RUNS, meeting(WEDNESDAY, "m2", MeetingKind.SECOND), held(WEDNESDAY, "m2"), now=f"{WEDNESDAY}T16:00"
    ),
    "evaluate": by(MET_AGAIN, told(Evaluated, WEDNESDAY, agreement="a1", item="s1", outcome=Outcome.WORKED)),
    "way-on": by(MET_AGAIN, told(WayChosen, WEDNESDAY, way=Way.A)),
    "meet-plan": by(NOT_COME, told(PlanBFollowed, WEDNESDAY, agreement="a1", on=day(WEDNESDAY))),
    "recurring": by(
        World(events=running("2026-10-20", gate=GATE)),
        told(ResponsibilityDone, WEDNESDAY, agreement="a1", item="gate", on=day(WEDNESDAY)),
        told(ResponsibilityDone, WEDNESDAY, agreement="a1", item="gate", on=day("2026-10-20")),
    ),
    "weekly-leader-talk": by(ANY, told(LeaderTalked, WEDNESDAY)),
    "follow-up": by(
        ANY.with_(told(CaseClosed, "2026-10-15", reason="tilbake", follow_up_on=day("2026-10-20"))),
        told(FollowedUp, WEDNESDAY, words="går bra"),
    ),
    "weekly-check": by_school(
        told(WeeklyChecked, "2026-10-23", school_class="8B", week_of=day("2026-10-19")), "2026-10-23T15:00"
    ),
    "team-agenda": by_school(told(TeamMet, WEDNESDAY, team="8", on=day(WEDNESDAY)), f"{WEDNESDAY}T15:00"),
    "leader-review": by_school(told(LeaderReviewed, "2026-11-06", "hege", on=day("2026-11-06")), "2026-11-06T15:00"),
    "inform-at-start": by_school(
        told(YearlyDone, "2026-08-14", what=Yearly.INFORM_AT_START, on=day("2026-08-14")), "2026-08-14T15:00"
    ),
    "parents-meeting-topic": by_school(
        told(YearlyDone, "2026-09-10", what=Yearly.PARENTS_MEETING, on=day("2026-09-10")), "2026-09-10T15:00"
    ),
    "task": by(World(events=(TASK,)), told(TaskDone, WEDNESDAY, task="t")),
    "team-task": Beginning(
        World(school_events=(TASK,)),
        World(school_events=(TASK, told(TaskDone, WEDNESDAY, task="t"))),
        f"{WEDNESDAY}T15:00",
    ),
    "talk-topic": by(World(), told(TalkHeld, "2027-05-10", on=day("2027-05-10")), now="2027-05-10T15:00"),
}
