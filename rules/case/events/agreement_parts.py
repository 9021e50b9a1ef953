"""The parts of an agreement, each typed, with an id of its own in the agreement.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date
from enum import StrEnum

import msgspec


class Party(StrEnum):
    """Whose responsibility something is."""

    HOMEROOM_TEACHER = "homeroom_teacher"
    LEADERSHIP = "leadership"
    GUARDIANS = "guardians"
    MOTHER = "mother"
    FATHER = "father"
    STUDENT = "student"
    PPS = "pps"
    RESOURCE_TEACHER = "resource_teacher"
    OTHER = "other"


class Repeats(StrEnum):
    """How often a responsibility comes round."""

    ONCE = "once"
    DAILY = "daily"  # each school day
    WEEKDAYS = "weekdays"  # the weekdays named
    EVERY_OTHER_WEEK = "every_other_week"  # the weekdays named, in every other week from ``first``
    MONTHLY = "monthly"  # the day of ``first`` in each month, rolled to a school day
    AFTER_HOLIDAY = "after_holiday"  # the first school day after each holiday of a week or more


class Goal(msgspec.Struct, frozen=True, omit_defaults=True, tag="goal"):
    """The long-term goal (langsiktig mål)."""

    text: str


class Step(msgspec.Struct, frozen=True, omit_defaults=True, tag="step"):
    """A step or sub-goal (delmål/trinn): how long it lasts and which lessons the student is to attend.

    ``weekdays``: lesson numbers for each weekday, Monday first; None: all lessons as for everybody.
    ``starts``: when the student's day starts on each weekday ("09:10"), "" as for everybody.
    """

    number: int
    text: str
    school_days: int | None = None  # how long the step lasts
    weekdays: tuple[tuple[int, ...], ...] | None = None
    starts: tuple[str, ...] = ()


class Responsibility(msgspec.Struct, frozen=True, omit_defaults=True, tag="responsibility"):
    """Who does what, how often, and who stands in."""

    party: Party
    text: str
    owner: str = ""  # login or name; "" the party itself
    stand_in: str = ""
    repeats: Repeats = Repeats.ONCE
    weekdays: tuple[int, ...] = ()  # Monday is 0
    first: date | None = None
    last: date | None = None


class Measure(msgspec.Struct, frozen=True, omit_defaults=True, tag="measure"):
    """A measure of the guide's list, or another (tiltak)."""

    text: str
    key: str = ""  # of the guide's list
    owner: str = ""


class Contingency(msgspec.Struct, frozen=True, omit_defaults=True, tag="contingency"):
    """Plan B: who tells whom, by which channel, and who does what."""

    teller: str
    told: str
    channel: str
    then: str


class Evaluation(msgspec.Struct, frozen=True, omit_defaults=True, tag="evaluation"):
    """How and when the agreement is evaluated, and who calls the meeting."""

    how: str
    caller: str
    repeats: Repeats = Repeats.ONCE
    weekdays: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None


class NextMeeting(msgspec.Struct, frozen=True, omit_defaults=True, tag="next_meeting"):
    """Date and time of the next meeting."""

    on: date
    time: str


class Deadline(msgspec.Struct, frozen=True, omit_defaults=True, tag="deadline"):
    """A line of the day plan (appendix 6): who does what, to whom, by which channel, by when.

    ``message``: this is the home's or the student's message of the morning; it replaces 08:20 for this student.
    """

    who: Party
    what: str
    to: str = ""
    channel: str = ""
    by_time: str = ""  # "08:45"
    message: bool = False


class WeekEntry(msgspec.Struct, frozen=True, omit_defaults=True, tag="week_entry"):
    """A line of the week plan: weekday (Monday is 0), time, place, adult, task."""

    weekday: int
    time: str
    place: str = ""
    adult: str = ""
    task: str = ""
    fellow_pupils: str = ""
    homework: str = ""
    may_leave: str = ""  # leave to go out of class, and where to


class Departure(msgspec.Struct, frozen=True, omit_defaults=True, tag="departure"):
    """The agreement departs from normal hours, subjects, goals or place, so a formal decision is needed."""

    hours: bool = False
    subjects: bool = False
    goals: bool = False
    place: bool = False
    words: str = ""


Part = (
    Goal | Step | Responsibility | Measure | Contingency | Evaluation | NextMeeting | Deadline | WeekEntry | Departure
)
