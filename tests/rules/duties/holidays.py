"""A holiday in the way of each duty: where it starts, and when it is then due and late.

The rules of this file: a row of ``HOLIDAYS`` for each row of the table, with a deadline that would fall in or run over
the autumn holiday (28 Sep - 2 Oct), Christmas or a single day off; ``due`` and ``overdue`` were worked out by hand from
the guide's numbers and the calendar, and the comment says how.
"""

from __future__ import annotations

import msgspec

from rules.case.events import CaseClosed, Decided, DistressSeen, MeetingKind, Step, TaskGiven, Verdict
from tests.rules.drawing import SIX, YEAR, register
from tests.rules.duties.a_case import agreed, filled_in, held, meeting, running
from tests.rules.duties.a_school import World, day, told
from tests.rules.duties.beginnings import DEPARTS, GATE, STEPS, kept

FRIDAY = "2026-09-25"  # the last school day before the autumn holiday; the next is Monday 5 October
AFTER = "2026-10-05"


def worrying(on: str) -> World:
    return World(events=(told(Decided, on, verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd"),))


def away(drawn: str) -> World:
    return World(away=register(drawn))


WEDNESDAY = worrying("2026-09-23")
SEVEN = away("week 38 . . U U U\nweek 39 . U U U U")
RUNS = World(events=running("2026-09-16"))  # 14 days: 30 Sep; 21 days: 7 Oct
CALLED = RUNS.with_(meeting("2026-10-06", "m2", MeetingKind.SECOND, "2026-09-17"))
MET = CALLED.with_(held("2026-10-06", "m2"))
TWO_LESSONS = running("2026-09-16", s1=Step(1, "to timer", None, ((1, 2),) * 5))
SINCE_SEPTEMBER = "\n".join(f"week {w} U U U U U" for w in (*range(41, 54), 1))
TASK = told(TaskGiven, FRIDAY, who="kari", words="ring helsesøster", due=day("2026-09-29"))
REGISTERED = {one: frozenset(SIX) for one in YEAR.days if one < day(FRIDAY)}


class Holiday(msgspec.Struct, frozen=True):
    """A world, when the duty stands in it, when it is due, and from when it is late."""

    world: World
    now: str
    due: str
    overdue: str
    key: str = ""  # which of several: a part of its key


HOLIDAYS: dict[str, Holiday] = {
    # The same day: a holiday after it moves nothing, and the days of the holiday are not asked for.
    "take-register": Holiday(kept(REGISTERED), f"{FRIDAY}T15:00", f"{FRIDAY}T16:00", "2026-09-26T00:00"),
    # The first school morning after the holiday is a morning like any other.
    "call-home-now": Holiday(away("week 41 U . . . ."), f"{AFTER}T08:40", f"{AFTER}T09:00", f"{AFTER}T09:00"),
    # Thursday, Friday, Monday after: three school days in a row.
    "contact-home": Holiday(
        away("week 39 . . . U U\nweek 41 U . . . ."), f"{AFTER}T12:00", f"{AFTER}T16:00", "2026-10-06T00:00"
    ),
    "contact-home-unexcused": Holiday(
        away("week 39 . . . . U"), f"{FRIDAY}T12:00", f"{FRIDAY}T08:30", "2026-09-26T00:00"
    ),
    # The weekly check of week 39 is due on the first school day of the next week, after the holiday.
    "answer-flag": Holiday(SEVEN, f"{FRIDAY}T15:00", f"{AFTER}T16:00", "2026-10-06T00:00"),
    # Two school days after Friday: Monday 5 and Tuesday 6 October.
    "tell-guardians": Holiday(
        World(events=(told(DistressSeen, FRIDAY),)), f"{FRIDAY}T15:00", "2026-10-06T16:00", "2026-10-07T00:00"
    ),
    # Friday 18, the five of week 39, Monday 5 - Thursday 8: the tenth school day.
    "ask-certificate": Holiday(
        away("week 38 . . . . I\nweek 39 I I I I I\nweek 41 I I I I ."),
        "2026-10-08T15:00", "2026-10-08T16:00", "2026-10-09T00:00",
    ),
    # "Same week", decided on the week's last school day.
    "weigh-child-welfare": Holiday(
        SEVEN.with_(*worrying(FRIDAY).events), f"{FRIDAY}T15:00", f"{FRIDAY}T16:00", "2026-09-26T00:00"
    ),
    # Three calendar months since Thursday 24 September: Christmas Eve; the first school day after it.
    "assess-deregistration": Holiday(
        away(f"week 39 . . . U U\n{SINCE_SEPTEMBER}"), "2027-01-05T12:00", "2027-01-05T16:00", "2027-01-06T00:00"
    ),
    # By the week's check: its Monday is the first school day after the holiday.
    "inform-principal": Holiday(WEDNESDAY, "2026-09-24T12:00", f"{FRIDAY}T16:00", "2026-10-06T00:00"),
    "inform-resource-team": Holiday(WEDNESDAY, "2026-09-24T12:00", f"{FRIDAY}T16:00", "2026-09-26T00:00"),
    "nurse-offer": Holiday(WEDNESDAY, "2026-09-24T12:00", f"{FRIDAY}T16:00", "2026-09-26T00:00"),
    # Seven days: 30 September, rolled to a school day.
    "open-inquiry": Holiday(WEDNESDAY, "2026-09-24T12:00", f"{AFTER}T16:00", "2026-10-06T00:00"),
    # Soft after seven days, rolled; hard after fourteen: 7 October.
    "mapping": Holiday(WEDNESDAY, "2026-09-24T12:00", f"{AFTER}T16:00", "2026-10-08T00:00"),
    "safe-environment": Holiday(
        WEDNESDAY.with_(*filled_in(f"{FRIDAY}T15:30", "student", yes=True)),
        f"{FRIDAY}T15:40", f"{FRIDAY}T16:00", "2026-09-26T00:00",
    ),
    # Fourteen days since 16 September: 30 September, rolled.
    "meeting-1": Holiday(worrying("2026-09-16"), "2026-09-24T12:00", f"{AFTER}T16:00", "2026-10-06T00:00"),
    # Seven days: 30 September, rolled.
    "weekly-leader-talk": Holiday(WEDNESDAY, f"{AFTER}T12:00", f"{AFTER}T16:00", "2026-10-06T00:00"),
    "follow-up": Holiday(
        WEDNESDAY.with_(told(CaseClosed, FRIDAY, reason="tilbake", follow_up_on=day("2026-09-30"))),
        f"{AFTER}T12:00", f"{AFTER}T16:00", "2026-10-06T00:00",
    ),
    # The day that was said, rolled.
    "task": Holiday(World(events=(TASK,)), f"{FRIDAY}T12:00", f"{AFTER}T16:00", "2026-10-06T00:00"),
    "team-task": Holiday(World(school_events=(TASK,)), f"{FRIDAY}T12:00", f"{AFTER}T16:00", "2026-10-06T00:00"),
    # At the meeting's end.
    "agreement": Holiday(
        WEDNESDAY.with_(meeting(FRIDAY, called="2026-09-24"), held(FRIDAY)),
        f"{FRIDAY}T15:00", f"{FRIDAY}T16:00", "2026-09-26T00:00",
    ),
    # The next school day.
    "start-measures": Holiday(
        WEDNESDAY.with_(*agreed(FRIDAY, STEPS)), f"{FRIDAY}T15:00", f"{AFTER}T16:00", "2026-10-06T00:00"
    ),
    # Before the measures may start, which is after the holiday.
    "formal-decision": Holiday(
        WEDNESDAY.with_(*(msgspec.structs.replace(e, at=e.at.replace(month=9, day=25)) for e in DEPARTS)),
        f"{FRIDAY}T15:00", f"{FRIDAY}T16:00", f"{AFTER}T00:00",
    ),
    # Three days before Tuesday 6 October is a Saturday: the school day before.
    "remind-meeting-2": Holiday(CALLED, f"{FRIDAY}T12:00", f"{FRIDAY}T16:00", "2026-09-26T00:00"),
    # Within 14-21 days: 30 September - 7 October, of which 5 - 7 October are school days.
    "meeting-2": Holiday(RUNS, f"{AFTER}T12:00", "2026-10-07T16:00", "2026-10-08T00:00"),
    "evaluate": Holiday(MET, "2026-10-06T15:00", "2026-10-06T16:00", "2026-10-07T00:00"),
    "way-on": Holiday(MET, "2026-10-06T15:00", "2026-10-06T16:00", "2026-10-07T00:00"),
    "meet-plan": Holiday(
        World(events=TWO_LESSONS, away=register("week 39 . . . . UU....")),
        f"{FRIDAY}T15:00", f"{FRIDAY}T16:00", "2026-09-26T00:00",
    ),
    # Daily is every school day: after Friday comes Monday 5 October.
    "recurring": Holiday(
        World(events=running("2026-09-24", gate=GATE)),
        f"{AFTER}T12:00", f"{AFTER}T16:00", "2026-10-06T00:00", AFTER,
    ),
    # The check of week 39 opens on Friday and is overdue after the first Monday of school.
    "weekly-check": Holiday(World(), f"{FRIDAY}T15:00", f"{AFTER}T16:00", "2026-10-06T00:00", "2026-09-21"),
    # The week's last school day; in week 45 Friday is off, so it is Thursday.
    "team-agenda": Holiday(World(), "2026-11-05T12:00", "2026-11-05T16:00", "2026-11-06T00:00", "2026-11-02"),
    "leader-review": Holiday(World(), "2026-11-06T15:00", "2026-11-17T16:00", "2026-11-18T00:00"),
    "inform-at-start": Holiday(World(), "2026-08-14T15:00", "2026-08-14T16:00", "2026-08-15T00:00"),
    # Before Christmas: the last school day of the year.
    "parents-meeting-topic": Holiday(World(), "2026-12-10T15:00", "2026-12-18T16:00", "2026-12-19T00:00"),
    # Before the summer: the last school day.
    "talk-topic": Holiday(World(), "2027-06-10T15:00", "2027-06-18T16:00", "2027-06-19T00:00"),
}  # fmt: skip
