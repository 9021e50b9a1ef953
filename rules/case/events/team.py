"""A team's meeting as it goes: what is said of a child stands in the child's case, and is only referred to here.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date
from enum import StrEnum

from rules.case.events.event import Event


class TeamKind(StrEnum):
    """The kinds of meeting that take absence up (``rules.team.kinds`` has what each may and takes)."""

    GRADE = "grade"  # the teachers of a grade, or of a class
    LEADERS = "leaders"
    RESOURCE = "resource"  # the school's resource team
    EXTENDED = "extended"  # about one child, with guardians, nurse, child welfare, PPS
    COUNCIL = "council"  # SU/FAU: numbers only


class Because(StrEnum):
    """Why a student stands on a team's agenda, the most pressing first."""

    NOT_REACHED = "not_reached"  # the last meeting did not get so far
    UNANSWERED = "unanswered"  # a flag that nobody has decided about
    NEW_FLAG = "new_flag"  # since the last meeting
    OVERDUE = "overdue"  # something that should have been done
    EVALUATE = "evaluate"  # a measure or step is to be evaluated
    NEW_CASE = "new_case"  # an open case that no meeting has had yet
    CHANGED = "changed"  # better or worse, or the case went on, since the last meeting
    NO_NEWS = "no_news"  # an open case of which nothing was told since
    CALLED = "called"  # the meeting is about this child
    ADDED = "added"  # by hand


class TeamEvent(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Something of a team's meeting. ``students`` has the one it is about, where it is about one."""

    meeting: str
    students: tuple[str, ...] = ()  # ids


class TeamOpened(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_opened"):
    """A meeting is under way: of which kind, of which team and classes; ``students``: the child it is about alone."""

    sort: TeamKind
    on: date
    team: str = ""  # as in ``TeamMet``
    classes: tuple[str, ...] = ()


class TeamItem(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_item"):
    """A student came on the agenda, after those who stand there, and why."""

    because: tuple[Because, ...] = ()


class TeamMoved(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_moved"):
    """A student was moved so many places down the agenda (up: below zero)."""

    step: int


class TeamItemOut(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_item_out"):
    """A student was taken off the agenda."""


class TeamTalked(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_talked"):
    """A student was talked about; ``told``: ids of what was told of it in the case."""

    told: tuple[str, ...] = ()


class TeamLine(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_line"):
    """A line of the minutes that is about nobody."""

    words: str


class TeamClosed(TeamEvent, frozen=True, kw_only=True, omit_defaults=True, tag="team_closed"):
    """The meeting is over: who was there, and what it came to, naming nobody."""

    present: str = ""
    words: str = ""


class TeamCalled(Event, frozen=True, kw_only=True, omit_defaults=True, tag="team_called"):
    """A team is called to a meeting, or called anew to the same one: when and where, naming nobody."""

    call: str
    sort: TeamKind
    on: date
    time: str  # "14:00"
    place: str = ""
    team: str = ""  # as in ``TeamMet``
    classes: tuple[str, ...] = ()


class TeamCalledOff(Event, frozen=True, kw_only=True, omit_defaults=True, tag="team_called_off"):
    """The meeting a team was called to is off, and why, naming nobody."""

    call: str
    reason: str = ""
