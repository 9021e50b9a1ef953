"""An open case as the duties after a decision read it, and how such a duty is written down.

The rules of this file: nothing is judged here; what was told before an earlier case was closed belongs to that one;
who was told, asked and talked with counts from the day of the decision, forms, meetings and agreements also where
they were begun before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeVar

import msgspec

from rules.calendar import school_clock
from rules.case.case import Agreement, Case, Meeting, Sheet, State, Station
from rules.case.events import CaseClosed, CaseReopened, Decided, Event, HandedOver, StationSkipped, Verdict
from rules.duties.draft import More, When, draft
from rules.duties.duty import Deed, Duty, Known
from rules.duties.moments import moment
from rules.duties.table import Row
from rules.facts import Student
from rules.follow_up import DutyText
from rules.words import N_, Phrase

SKIPPED = N_("Hoppet over av {by}: {reason}")

Notes = tuple[tuple[Phrase, Mapping[str, object]], ...]

_E = TypeVar("_E", bound=Event)


class Met(NamedTuple):
    """When something was met, and by whom."""

    at: datetime
    by: str


class Present(msgspec.Struct, frozen=True):
    """The present run of a case, open or closed again: from the moment somebody decided that it is worrying."""

    case: Case
    decided: datetime
    floor: datetime | None  # when the case before this one ended

    @property
    def day(self) -> date:
        """The day of the decision."""
        return school_clock(self.decided).date()

    def since(self, kind: type[_E]) -> Iterator[_E]:
        """What was told of a kind since the day of the decision, oldest first."""
        told = (e for e in self.case.events if isinstance(e, kind) and school_clock(e.at).date() >= self.day)
        return (e for e in told if self._ours(e.at))

    @property
    def opening(self) -> Event | None:
        """What opened it: a decision, or that it was opened again."""
        return next((e for e in self.case.events if e.at == self.decided and _opens(e)), None)

    def skipped(self, station: Station) -> StationSkipped | None:
        """Who passed over a station."""
        return next((skip for skip in self.since(StationSkipped) if skip.station == station), None)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The forms of this case."""
        return tuple(sheet for sheet in self.case.sheets if self._ours(sheet.opened))

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings of this case, by the day they are called to; one called anew is of the case it is called in."""
        ours = (meeting for meeting in self.case.meetings if self._ours(meeting.called.at))
        return tuple(sorted(ours, key=lambda meeting: (meeting.called.on, meeting.called.time)))

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """The agreements of this case, every version."""
        return tuple(agreement for agreement in self.case.agreements if self._ours(agreement.started))

    def _ours(self, at: datetime) -> bool:
        return self.floor is None or at > self.floor


class Opened(Present, frozen=True):
    """One case, and whose it is."""

    student: Student


def opened(known: Known) -> Iterator[Opened]:
    """The open cases of the students who are here."""
    return (one for one in _all(known) if one.case.open)


def closed(known: Known) -> Iterator[Opened]:
    """Those that were closed: they have nothing but their follow-up ahead."""
    return (one for one in _all(known) if one.case.state is State.CLOSED)


def _all(known: Known) -> Iterator[Opened]:
    for student in known.students:
        case = known.cases.get(student.id)
        if case is not None and case.opened is not None:
            one = present(case, case.opened)
            yield Opened(one.case, one.decided, one.floor, student)


def present(case: Case, day: date) -> Present:
    """The run of a case that was opened on a day."""
    decided = _decided(case, day)
    return Present(case, decided, ended_before(case, decided))


def sheets_now(case: Case) -> tuple[Sheet, ...]:
    """The forms of the present run of a case; every one where nobody has opened a case yet."""
    return present(case, case.opened).sheets if case.opened else case.sheets


def agreements_now(case: Case) -> tuple[Agreement, ...]:
    """The agreements of the present run of a case."""
    return present(case, case.opened).agreements if case.opened else ()


def meetings_now(case: Case) -> tuple[Meeting, ...]:
    """The meetings of the present run of a case."""
    return present(case, case.opened).meetings if case.opened else ()


def ended_before(case: Case, at: datetime) -> datetime | None:
    """When the case before the one at a moment ended."""
    return max((event.at for event in case.events if event.at < at and _ends(event)), default=None)


def first(*met: Met | Event | None) -> Met | None:
    """The first of those that are there."""
    return min((Met(each.at, each.by) for each in met if each is not None), default=None)


def step(
    row: Row,
    text: DutyText,
    case: Opened,
    deed: Deed,
    when: When,
    said: str,
    meets: str,
    met: Met | None = None,
    *,
    about: str = "",
    values: Mapping[str, object] = {},
    notes: Notes = (),
    more: More | None = None,
) -> Duty:
    """A duty of an open case; one that it has once is told from others by the day of the decision."""
    named = {"student": case.student.name, **values}
    rest: More = {"student": case.student.id, "notes": notes, **answered(met), **(more or {})}
    return draft(row, text, f"{case.student.id}:{about or case.day}", deed, when, (said, named), meets, rest)


def answered(met: Met | None) -> More:
    """When it was met, and by whom."""
    return {"met_at": met.at, "met_by": met.by} if met else {}


def why_skipped(skipped: StationSkipped | None) -> Notes:
    """Who passed over a station, and why."""
    return ((Phrase(SKIPPED), {"by": skipped.by, "reason": skipped.reason}),) if skipped else ()


def _ends(event: Event) -> bool:
    return isinstance(event, CaseClosed) or (isinstance(event, HandedOver) and event.school)


def _decided(case: Case, day: date) -> datetime:
    """The moment it was opened that day, by a decision or anew: the last, where it was closed in between."""
    at, over = moment(day), True
    for event in case.events:
        if over and _opens(event) and school_clock(event.at).date() == day:
            at, over = event.at, False
        over = over or _ends(event)
    return at


def _opens(event: Event) -> bool:
    return isinstance(event, CaseReopened) or (isinstance(event, Decided) and event.verdict is Verdict.WORRYING)
