"""What somebody is asked to do, of one child or of the school's own.

The rule of this file: as in ``rules.case.events``.
"""

from datetime import date
from enum import StrEnum

from rules.case.events.event import Event


class TaskFor(StrEnum):
    """What a task is met by, beside a tick."""

    ANYTHING = ""
    CONTACT = "contact"  # a conversation with the home


class TaskGiven(Event, frozen=True, kw_only=True, omit_defaults=True, tag="task"):
    """Somebody was given something to do by a day, in a team's meeting or outside one."""

    who: str  # login, or a name
    words: str
    due: date
    meeting: str = ""  # the team's meeting it was given in
    met_by: TaskFor = TaskFor.ANYTHING


class TaskDone(Event, frozen=True, kw_only=True, omit_defaults=True, tag="task_done"):
    """It was done, and how it went."""

    task: str
    words: str = ""
