"""What an agreement has somebody do again and again: each occurrence is a duty of its owner.

The rules of this file: only what runs is asked for, from the day its measures started until another version's start;
an occurrence is met by what was told of that day, and late from the next day; what is more than two weeks old folds
into one line. What has no day of its own is asked for when the measures are evaluated. Whoever is not of the school
is asked on the day and never late here: the home, the student and others are not ours to remind. A duty of somebody
who is away names who was agreed to stand in (``rules.duties.people`` hands it over).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from rules.case.case import Agreement
from rules.case.events import Evaluation, Repeats, ResponsibilityDone
from rules.case.plan import occurrences
from rules.duties.draft import More, On, When, on_day
from rules.duties.duty import Deed, Duty, For, Known
from rules.duties.moments import midnight_after, moment, on_or_after
from rules.duties.opened import Met, Opened, first, opened, step
from rules.duties.table import Row
from rules.duties.tasks import Task, task_of
from rules.duties.which import day_of, running, second_called, window
from rules.follow_up import DutyText
from rules.words import N_

DO = N_("{student}: {what}")
DO_ONCE = N_("{student}: {what} (i løpet av tiltaksperioden)")
EVALUATE = N_("{student}: evaluering etter avtalen: {what}")
FOLDED_ONE = N_("{student}: {what}: 1 gang ikke ført, {days}")
FOLDED = N_("{student}: {what}: {times} ganger ikke ført, sist {days}")
DONE = N_("det er krysset av, med en linje om det trengs")
MET_OR_DONE = N_("det er krysset av, eller et møte er holdt den dagen")

FOLD = timedelta(weeks=2)


def recurring(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Each occurrence of each responsibility and evaluation."""
    for case in opened(known):
        for agreement in case.agreements:
            if agreement.measures is None:
                continue
            for held in agreement.parts:
                task = task_of(known.school, case.student, held)
                if task is not None:
                    yield from _occur(known, row, text, case, agreement, task)


def _occur(known: Known, row: Row, text: DutyText, case: Opened, agreement: Agreement, task: Task) -> Iterator[Duty]:
    if task.part.repeats is Repeats.ONCE and task.part.first is None:
        if not task.evaluation and running(case, known.today) is agreement:
            duty = _some_time(known, row, text, case, agreement, task)
            yield from (duty,) if task.ours or known.today <= duty.days[0] else ()
        return
    folded: list[date] = []
    for day in _days(known, case, agreement, task):
        met = _met(case, agreement, task, day)
        if met is None and day < known.today and not task.ours:
            continue  # the day has been
        if day >= known.today - FOLD:
            yield _one(known, row, text, case, agreement, task, day, met)
        elif met is None:
            folded.append(day)
    if folded:
        yield _folded(known, row, text, case, agreement, task, tuple(folded))


def _days(known: Known, case: Opened, agreement: Agreement, task: Task) -> tuple[date, ...]:
    """Its days until today, while this version ran; and the next one to come."""
    assert agreement.measures is not None
    start = agreement.measures.on
    ahead = known.calendar.days[-1] if task.part.repeats is not Repeats.ONCE else known.today + FOLD
    days = occurrences(task.part, known.calendar, start, max(ahead, known.today))
    mine = [day for day in (*_after_summer(known, task, start), *days) if running(case, day) is agreement]
    later = [day for day in mine if day > known.today]
    return (*(day for day in mine if day <= known.today), *later[:1])


def _after_summer(known: Known, task: Task, start: date) -> tuple[date, ...]:
    """The first day of a school year comes after a holiday too, though the calendar does not hold it."""
    first_day, last = known.calendar.days[0], task.part.last
    comes = task.part.repeats is Repeats.AFTER_HOLIDAY and max(start, task.part.first or start) < first_day
    return (first_day,) if comes and (last is None or first_day <= last) else ()


def _met(case: Opened, agreement: Agreement, task: Task, day: date) -> Met | None:
    once = task.part.repeats is Repeats.ONCE
    done = _done_once(case, task) if once else (e for e in agreement.done if e.item == task.item and e.on == day)
    held = (m.held for m in case.meetings if m.held and m.held.on == day) if task.evaluation else ()
    return first(*done, *held)


def _done_once(case: Opened, task: Task) -> Iterator[ResponsibilityDone]:
    """What is done once may be done whenever, and in an earlier version that says the same."""
    for agreement in case.agreements:
        if any(held.item == task.item and held.part == task.told for held in agreement.parts):
            yield from (event for event in agreement.done if event.item == task.item)


# Writing them down.


def _one(
    known: Known,
    row: Row,
    text: DutyText,
    case: Opened,
    agreement: Agreement,
    task: Task,
    day: date,
    met: Met | None,
) -> Duty:
    due = on_or_after(known.calendar, day)
    said, meets = (EVALUATE, MET_OR_DONE) if task.evaluation else (DO, DONE)
    duty = step(
        row, text, case, Deed.RESPONSIBILITY, on_day(known, due, due), said, meets, met,
        about=f"{agreement.id}:{task.item}:{day}", values={"what": task.part.text},
        more=_more(agreement, task, (day,)),
    )  # fmt: skip
    return _never_late(duty, task)


def _some_time(known: Known, row: Row, text: DutyText, case: Opened, agreement: Agreement, task: Task) -> Duty:
    """What has no day: from the start of the measures until they are evaluated; of the home it is asked then."""
    assert agreement.measures is not None
    started, meeting = agreement.measures.on, second_called(case)
    numbers = known.follow_up.duty("meeting-2").numbers
    by = window(known.calendar, started, numbers["first_day"], numbers["last_day"]).last
    due = day_of(meeting) if meeting and day_of(meeting) > started else by
    when = When(moment(started if task.ours else due), moment(due, known.guide.day_over.at), midnight_after(due))
    done = _done_once(case, task)
    duty = step(
        row, text, case, Deed.RESPONSIBILITY, when, DO_ONCE, DONE, first(*done),
        about=f"{agreement.id}:{task.item}", values={"what": task.part.text}, more=_more(agreement, task, (due,)),
    )  # fmt: skip
    return _never_late(duty, task)


def _folded(
    known: Known,
    row: Row,
    text: DutyText,
    case: Opened,
    agreement: Agreement,
    task: Task,
    days: tuple[date, ...],
) -> Duty:
    said = FOLDED if len(days) > 1 else FOLDED_ONE
    values = {"what": task.part.text, "times": len(days), "days": On(days[-1])}
    duty = step(
        row, text, case, Deed.RESPONSIBILITY, on_day(known, days[0], days[-1]), said, DONE,
        about=f"{agreement.id}:{task.item}:eldre", values=values, more=_more(agreement, task, days),
    )  # fmt: skip
    return _never_late(duty, task)


def _never_late(duty: Duty, task: Task) -> Duty:
    return duty if task.ours else msgspec.structs.replace(duty, overdue=None)


def _more(agreement: Agreement, task: Task, days: tuple[date, ...]) -> More:
    callers = (held.part.caller for held in agreement.parts if isinstance(held.part, Evaluation))
    caller = next((each for each in callers if each != task.owner), "")
    return {
        "role": task.role,
        "owner": task.owner,
        "stand_in": task.part.stand_in,
        "caller": caller,
        "item": task.item,
        "days": days,
    }


ROWS: tuple[Row, ...] = (Row("recurring", For.OWNER, recurring),)
