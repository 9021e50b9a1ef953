"""The minutes of a team's meeting: what was told of each student, tasks by person, what was not reached.

The rules of this file: nothing is kept of it; the meeting refers, the cases hold the words; the same for the screen,
the paper and whoever asks later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from rules.case.case import Case
from rules.case.events import CaseEvent, SchoolEvent, TaskDone, TaskGiven, TeamLine
from rules.team.meeting import TeamMeeting


class Said(msgspec.Struct, frozen=True):
    """One student who was talked about, and what was told of them in the case, oldest first."""

    student: str
    told: tuple[CaseEvent, ...]


class Task(msgspec.Struct, frozen=True):
    """Something somebody was given to do; ``student`` "" where it is about none; ``done`` is the tick."""

    given: TaskGiven
    student: str = ""
    done: TaskDone | None = None


class TeamMinutes(msgspec.Struct, frozen=True):
    """What a meeting came to. ``tasks`` by who has them (as in ``TaskGiven.who``), the soonest first."""

    meeting: TeamMeeting
    said: tuple[Said, ...]
    lines: tuple[TeamLine, ...]
    tasks: tuple[tuple[str, tuple[Task, ...]], ...]
    not_reached: tuple[str, ...]


def minutes_of(meeting: TeamMeeting, cases: Mapping[str, Case], events: Iterable[SchoolEvent] = ()) -> TeamMinutes:
    """The minutes, of a meeting that is over or goes on; ``events``: the school's own, for what was done since."""
    talked = [place for place in meeting.places if place.talked]
    said = tuple(Said(place.student, _told(cases.get(place.student), place.told)) for place in talked)
    return TeamMinutes(meeting, said, meeting.lines, _by_person(meeting, cases, tuple(events)), meeting.not_reached)


def tasks_of(case: Case | None) -> tuple[Task, ...]:
    """The tasks of a child's case, each with its tick if it has one."""
    events = case.events if case else ()
    done = {event.task: event for event in events if isinstance(event, TaskDone)}
    student = case.student if case else ""
    return tuple(Task(event, student, done.get(event.id)) for event in events if isinstance(event, TaskGiven))


def tasks_of_school(events: Iterable[SchoolEvent]) -> tuple[Task, ...]:
    """The tasks that are about no child."""
    events = tuple(events)
    done = {event.task: event for event in events if isinstance(event, TaskDone)}
    return tuple(Task(event, "", done.get(event.id)) for event in events if isinstance(event, TaskGiven))


def _told(case: Case | None, ids: tuple[str, ...]) -> tuple[CaseEvent, ...]:
    wanted = {*ids}
    return tuple(event for event in (case.events if case else ()) if event.id in wanted)


def _by_person(
    meeting: TeamMeeting, cases: Mapping[str, Case], events: tuple[SchoolEvent, ...]
) -> tuple[tuple[str, tuple[Task, ...]], ...]:
    students = meeting.students if not meeting.opened.students else meeting.opened.students
    mine = [task for student in students for task in tasks_of(cases.get(student))]
    all_of_them = [*mine, *tasks_of_school(events or meeting.tasks)]
    found: dict[str, list[Task]] = {}
    for task in all_of_them:
        if task.given.meeting == meeting.id:
            found.setdefault(task.given.who, []).append(task)
    return tuple((who, tuple(sorted(own, key=lambda task: task.given.due))) for who, own in found.items())
