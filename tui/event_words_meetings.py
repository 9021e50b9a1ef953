"""Sentences about the meetings of a case.

The rules of this file: one row of ``OF_MEETINGS`` for each kind of event of a meeting; what a meeting is called
stands here once.
"""

from __future__ import annotations

from datetime import date

from rules.case import events as told
from rules.case.case import Case
from tui.day_words import day_month, weekday_day
from tui.event_sentence import Says, with_words
from tui.language import N_, _
from tui.overview import Overview

MEETINGS: dict[told.MeetingKind, str] = {
    told.MeetingKind.FIRST: N_("Samarbeidsmøte 1"),
    told.MeetingKind.SECOND: N_("Samarbeidsmøte 2"),
    told.MeetingKind.FURTHER: N_("Samarbeidsmøte"),
    told.MeetingKind.RESOURCE_TEAM: N_("Utvidet ressursteam"),
    told.MeetingKind.MULTI_AGENCY: N_("Tverrfaglig møte"),
    told.MeetingKind.FOLLOW_UP: N_("Oppfølgingsmøte"),
}


def _meeting_of(case: Case, meeting: str, on: date | None = None) -> str:
    found = next((each for each in case.meetings if each.id == meeting), None)
    return f"{_(MEETINGS[found.called.sort])} {day_month(on or found.called.on)}" if found else _("et møte")


def _meeting(_seen: Overview, case: Case, event: told.MeetingSet) -> str:
    found = next((each for each in case.meetings if each.id == event.meeting), None)
    first = found is None or found.first_called == event.at
    said = _("Kalt inn til {meeting} {day} kl. {time}.") if first else _("Ny innkalling: {meeting} {day} kl. {time}.")
    return said.format(meeting=_(MEETINGS[event.sort]).lower(), day=weekday_day(event.on), time=event.time)


def _reminded(_seen: Overview, case: Case, event: told.MeetingReminded) -> str:
    return with_words(_("Påminning sendt: {meeting}.").format(meeting=_meeting_of(case, event.meeting)), event.words)


def _minutes(_seen: Overview, case: Case, event: told.MinutesWritten) -> str:
    found = next((each for each in case.meetings if each.id == event.meeting), None)
    agenda = found.called.agenda if found else ()
    item = agenda[event.item] if 0 <= event.item < len(agenda) else ""
    said = _("Referat, {meeting}, {item}").format(meeting=_meeting_of(case, event.meeting), item=item)
    return with_words(said, event.text)


def _held(_seen: Overview, case: Case, event: told.MeetingHeld) -> str:
    said = _("Holdt: {meeting}.").format(meeting=_meeting_of(case, event.meeting, event.on))
    if event.next_on is not None:
        following = _("Neste møte {day} kl. {time}.").format(day=weekday_day(event.next_on), time=event.next_time)
        return f"{said} {following}"
    return with_words(said + " " + _("Ikke noe neste møte:"), event.no_next)


def _cancelled(_seen: Overview, case: Case, event: told.MeetingCancelled) -> str:
    return with_words(_("Avlyst: {meeting}.").format(meeting=_meeting_of(case, event.meeting)), event.reason)


OF_MEETINGS: dict[type[told.Event], Says] = {
    told.MeetingSet: _meeting,
    told.MeetingReminded: _reminded,
    told.MinutesWritten: _minutes,
    told.MeetingHeld: _held,
    told.MeetingCancelled: _cancelled,
}
