"""The school's own, not about one child's case (``meetings/<year>.json``).

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date
from enum import StrEnum

from rules.case.events.event import Event


class WeeklyChecked(Event, frozen=True, kw_only=True, omit_defaults=True, tag="weekly_check"):
    """The homeroom teacher went through the class's absence of a week, and what was found."""

    school_class: str
    week_of: date  # the Monday of that week
    words: str = ""


class TeamMet(Event, frozen=True, kw_only=True, omit_defaults=True, tag="team"):
    """A team meeting with absence on its agenda: which team or class, who was talked about, what was agreed."""

    team: str
    on: date
    students: tuple[str, ...] = ()  # ids
    words: str = ""


class LeaderReviewed(Event, frozen=True, kw_only=True, omit_defaults=True, tag="leader_review"):
    """The leaders went through the absence of the whole school (three times a year)."""

    on: date
    words: str = ""


class Yearly(StrEnum):
    """What is done once a year."""

    INFORM_AT_START = "inform_at_start"
    PARENTS_MEETING = "parents_meeting_topic"


class YearlyDone(Event, frozen=True, kw_only=True, omit_defaults=True, tag="yearly"):
    """One of the year's tasks was done."""

    what: Yearly
    on: date
    school_class: str = ""
    words: str = ""
