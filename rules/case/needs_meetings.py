"""What is told of meetings: called, reminded of, minuted, held, called off.

The rules of this file: a meeting that was held is not called or called off any more; one that is off is called anew
first; «Avtale DATO + TID for neste møte!»: whoever holds one says when the next is, or why there is none. A case does
not end while people are called to a meeting of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from rules.case.case import Meeting
from rules.case.events import Event, MeetingCancelled, MeetingHeld, MeetingReminded, MeetingSet, MinutesWritten
from rules.case.meetings import left_over
from rules.case.needs import Need, Told, wants, wants_time
from rules.case.workflow import StepNotAllowed
from rules.duties.draft import On
from rules.words import N_

CLOSE_FIRST = N_("Møtet {day} kl. {time} er kalt inn. Avlys det, eller noter at det er holdt, før saken avsluttes.")
OVER_FIRST = N_("Møtet {day} kl. {time} er kalt inn. Avlys det, eller noter at det er holdt, før saken overføres.")


def _meeting(told: Told, event: MeetingSet) -> None:
    if any(meeting.id == event.meeting and meeting.held for meeting in told.case.meetings):
        raise StepNotAllowed(N_("Møtet er allerede holdt. Kall inn til et nytt."))
    wants(event.time, N_("Et møte har dato og klokkeslett."))
    wants_time(event.time)


def nothing_called(told: Told, *, handed_over: bool) -> None:
    """No meeting stands that nobody would hold."""
    for meeting in left_over(told.case, handed_over=handed_over):
        said = OVER_FIRST if handed_over else CLOSE_FIRST
        raise StepNotAllowed(said, day=On(meeting.called.on), time=meeting.called.time)


def _known(told: Told, event: MinutesWritten | MeetingReminded | MeetingCancelled | MeetingHeld) -> Meeting:
    found = next((meeting for meeting in told.case.meetings if meeting.id == event.meeting), None)
    if found is None:
        raise StepNotAllowed(N_("Møtet finnes ikke. Kall inn til det først."))
    return found


def _minutes(told: Told, event: MinutesWritten) -> None:
    _known(told, event)


def _reminded(told: Told, event: MeetingReminded) -> None:
    """A reminder may be noted after the meeting, too."""
    _standing(_known(told, event))


def _cancelled(told: Told, event: MeetingCancelled) -> None:
    meeting = _known(told, event)
    if meeting.held is not None:
        raise StepNotAllowed(N_("Møtet er allerede holdt. Kall inn til et nytt."))
    _standing(meeting)
    wants(event.reason, N_("Skriv hvorfor møtet er avlyst."))


def _standing(meeting: Meeting) -> None:
    if meeting.cancelled is not None:
        raise StepNotAllowed(N_("Møtet er avlyst. Kall inn til det på nytt først."))


def _held(told: Told, event: MeetingHeld) -> None:
    _standing(_known(told, event))
    if event.on > told.today:
        raise StepNotAllowed(N_("Møtet er ikke holdt ennå: {day} er ikke kommet."), day=On(event.on))
    if (event.next_on is None or not event.next_time.strip()) and not event.no_next.strip():
        raise StepNotAllowed(N_("Avtal dato og tid for neste møte, eller skriv hvorfor det ikke blir noe."))
    if event.next_on is not None and event.next_on < event.on:
        raise StepNotAllowed(N_("Neste møte kan ikke være før dette."))
    wants_time(event.next_time)


MEETINGS: Mapping[type[Event], Need] = {
    MeetingSet: _meeting,
    MeetingReminded: _reminded,
    MinutesWritten: _minutes,
    MeetingHeld: _held,
    MeetingCancelled: _cancelled,
}
