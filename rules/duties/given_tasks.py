"""``task`` and ``team-task``: what somebody was given to do in a meeting stands with them until it is ticked.

The rules of this file: the task is the owner's from the moment it is given, due the day that was said (rolled to a
school day), late from the next; one that asks for a conversation with the home is met by one. It is ours: the guide
has no quote for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rules.calendar import school_clock
from rules.case.case import Case
from rules.case.events import TaskFor
from rules.duties.draft import Met, More, draft, met_by, on_day
from rules.duties.duty import Deed, Duty, For, Known
from rules.duties.moments import on_or_after
from rules.duties.table import Of, Row
from rules.follow_up import DutyText
from rules.team.minutes import Task, tasks_of, tasks_of_school
from rules.words import N_

DO = N_("{student}: {what}")
DO_FOR_ALL = N_("{what}")
TICKED = N_("det er krysset av, med en linje om det trengs")
TALKED = N_("en samtale med hjemmet")


def task(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """What is to be done about a child."""
    for student in known.students:
        case = known.cases.get(student.id)
        for each in tasks_of(case):
            meets = TALKED if each.given.met_by is TaskFor.CONTACT else TICKED
            said = (DO, {"student": student.name, "what": each.given.words})
            yield _written(known, row, text, each, said, meets, _met(each, case))


def team_task(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """What is about no child."""
    for each in tasks_of_school(known.school_events):
        yield _written(known, row, text, each, (DO_FOR_ALL, {"what": each.given.words}), TICKED, _met(each, None))


def _written(
    known: Known,
    row: Row,
    text: DutyText,
    each: Task,
    said: tuple[str, Mapping[str, object]],
    meets: str,
    met: Met | None,
) -> Duty:
    given = each.given
    more: More = {"student": each.student, "owner": given.who, "caller": given.by, "item": given.id, **met_by(met)}
    opens = min(school_clock(given.at).date(), given.due)
    when = on_day(known, opens, on_or_after(known.calendar, given.due))
    deed = Deed.CALL if given.met_by is TaskFor.CONTACT else Deed.TASK
    return draft(row, text, given.id, deed, when, said, meets, more)


def _met(each: Task, case: Case | None) -> Met | None:
    ticked = [(each.done.at, each.done.by)] if each.done else []
    wanted = each.given.met_by is TaskFor.CONTACT and case is not None
    talks = case.contacts if wanted and case else ()
    talked = [(talk.at, talk.by) for talk in talks if talk.conversation and talk.at > each.given.at]
    return min((*ticked, *talked), default=None)


ROWS: tuple[Row, ...] = (
    Row("task", For.OWNER, task),
    Row("team-task", For.OWNER, team_task, of=Of.SCHOOL),
)
