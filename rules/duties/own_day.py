"""The student's own day where an agreement's step has set one: when it starts, and by when the home tells.

The rules of this file: only an agreement whose measures have started changes the day; where it says nothing, the day
is as for everybody.
"""

from __future__ import annotations

from datetime import date, time

from rules.case.case import Case
from rules.case.events import Deadline, Step
from rules.duties.moments import clock


def first_start(case: Case | None, day: date) -> time | None:
    """When the student's day starts by the step of that day."""
    running = case.running_on(day) if case else None
    step = running.step_on(day) if running else None
    if step is None or not isinstance(step.part, Step) or len(step.part.starts) <= day.weekday():
        return None
    return clock(step.part.starts[day.weekday()])


def message_by(case: Case | None, day: date) -> time | None:
    """By when a message about that day is to come, by the day plan: the latest of its deadlines for one."""
    running = case.running_on(day) if case else None
    parts = (held.part for held in running.parts) if running else ()
    times = [clock(part.by_time) for part in parts if isinstance(part, Deadline) and part.message]
    return max((time for time in times if time), default=None)
