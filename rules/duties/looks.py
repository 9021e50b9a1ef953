"""``follow-up``: a case that was closed is looked at again, so that the child does not slip back.

The rules of this file: the day that was set when the case was closed, and each day set since, asks for a look; a line
about how it goes is one, and so is a follow-up meeting that was held. A follow-up meeting that is called is the next
look, on its own day, whether a day was set or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from rules.calendar import SchoolDays, school_clock
from rules.case.case import Case, Meeting, State
from rules.case.events import CaseClosed, FollowedUp, MeetingKind
from rules.case.meetings import ahead
from rules.duties.draft import On, draft, on_day
from rules.duties.duty import Deed, Duty, Known
from rules.duties.moments import on_or_after
from rules.duties.opened import Met, answered, present
from rules.duties.table import Row
from rules.duties.which import caller_of, id_of, when_said
from rules.facts import Student
from rules.follow_up import DutyText
from rules.words import N_

LOOK_AGAIN = N_("Se hvordan det går med {student} etter at saken ble lukket {closed}, så det ikke glir tilbake")
HOLD = N_("Hold oppfølgingsmøtet om {student} {on} kl. {time}, og noter hvordan det går")
LOOKED = N_("det er notert hvordan det går, eller et oppfølgingsmøte er holdt")


class Look(NamedTuple):
    """One look at a closed case: on which day, in which meeting, and what met it."""

    on: date
    meeting: Meeting | None = None
    met: Met | None = None


def follow_up(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """The day that was set when the case was closed, and each day set since."""
    for student in known.students:
        case = known.cases.get(student.id)
        closed = closing(case) if case and case.state is State.CLOSED else None
        if case and closed:
            yield from _duties(known, row, text, student, case, closed)


def closing(case: Case) -> CaseClosed | None:
    """What closed a case that is over."""
    if case.open or case.opened is None:
        return None
    return next(iter(present(case, case.opened).since(CaseClosed)), None)


def looks(case: Case, closed: CaseClosed, calendar: SchoolDays) -> Iterator[Look]:
    """Those that were asked for, the oldest first."""
    again = closed.follow_up_on
    for met, following in looked(case, closed):
        if again is not None:
            yield Look(on_or_after(calendar, again), met=met)
        again = following
    meetings = [meeting for meeting in ahead(case) if meeting.called.sort is MeetingKind.FOLLOW_UP]
    yield from (Look(on_or_after(calendar, meeting.called.on), meeting) for meeting in meetings)
    if again is not None and not meetings:
        yield Look(on_or_after(calendar, again))


def looked(case: Case, closed: CaseClosed) -> list[tuple[Met, date | None]]:
    """The looks since, asked for or not, oldest first, and when to look again."""
    told = [(Met(e.at, e.by), e.again_on) for e in case.events if isinstance(e, FollowedUp)]
    meetings = (m for m in case.meetings if m.called.sort is MeetingKind.FOLLOW_UP)
    told += [(Met(m.held.at, m.held.by), m.held.next_on) for m in meetings if m.held]
    return sorted((look for look in told if look[0].at >= closed.at), key=lambda look: look[0])


def _duties(known: Known, row: Row, text: DutyText, student: Student, case: Case, closed: CaseClosed) -> Iterator[Duty]:
    asked = Counter[str]()  # two looks on one day are two
    for look in looks(case, closed, known.calendar):
        about = look.meeting.id if look.meeting else str(look.on)
        asked[about] += 1
        said = HOLD if look.meeting else LOOK_AGAIN
        values = {"student": student.name, "closed": On(school_clock(closed.at).date()), **when_said(look.meeting)}
        yield draft(
            row, text, f"{student.id}:{about}" + (f":{asked[about]}" if asked[about] > 1 else ""),
            Deed.MEETING if look.meeting else Deed.FOLLOW_UP, on_day(known, look.on, look.on), (said, values), LOOKED,
            {
                "student": student.id, "days": (look.on,), "item": id_of(look.meeting),
                "owner": caller_of(known.school, look.meeting), **answered(look.met),
            },
        )  # fmt: skip
