"""A meeting as a calendar invitation (.ics): called, called anew, reminded of, or off.

The rules of this file: one event a meeting with one UID for ever, and a number that grows each time it is called anew;
times are Oslo's, with the zone's rule written out, so that old readers are right in summer too; no name of a child or
a home stands in it unless it is asked for; where no e-mail address is known nobody's is made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from rules.calendar import OSLO
from rules.case.case import Case, Meeting
from rules.case.events import MeetingCancelled, MeetingSet, Participant
from rules.duties.moments import clock
from rules.protection import email
from rules.team.calls import TeamCall
from rules.team.nameless import Roll, child_named
from rules.words import N_
from tui import home
from tui.event_words_meetings import MEETINGS
from tui.language import _, language
from tui.overview import Overview
from tui.paper.matter import NothingToPrint
from tui.paper.team import team_named
from tui.people import name_of, part_text
from tui.team_calls import for_whom
from tui.team_rows import kind_said

if TYPE_CHECKING:
    import icalendar

LASTS = timedelta(hours=1)  # nobody says how long a meeting is
BEFORE = timedelta(days=1)  # the calendar's own reminder


class NoTimeError(NothingToPrint):
    """A meeting whose time of day cannot be read."""


class _Zone(msgspec.Struct, frozen=True):
    """One half of Oslo's year: since when this rule holds, from which offset to which."""

    name: str
    first: str  # local time
    month: int
    before: int
    after: int


#: The European rule as Norway has followed it since 1996 (summer time since 1981).
ZONES = (
    _Zone("CEST", "1981-03-29T02:00", 3, 1, 2),
    _Zone("CET", "1996-10-27T03:00", 10, 2, 1),
)


def invitation(seen: Overview, case: Case, meeting: Meeting, *, named: bool = False) -> bytes:
    """The whole file: a request, or where the meeting is off a cancellation; ``named`` says whose meeting it is."""
    return _written(_event(seen, case, meeting, named=named), off=meeting.cancelled is not None)


def team_invitation(seen: Overview, call: TeamCall) -> bytes:
    """The same for a meeting a team is called to: it is about nobody by name."""
    import icalendar

    held, team = call.held, team_named(seen, call.held.team)
    event = icalendar.Event()
    start = _at(held.on, held.time)
    for name, value in (("UID", f"{_nobodys(call.id)}@tilstede"), ("SEQUENCE", call.anew), ("CLASS", "PRIVATE")):
        event.add(name, value)
    event.add("DTSTAMP", call.at.astimezone(UTC))
    event.add("DTSTART", start)
    event.add("DTEND", start + LASTS)
    event.add("SUMMARY", kind_said(held.sort, team), parameters={"LANGUAGE": language()})
    event.add("LOCATION", ", ".join(part for part in (held.place, seen.school.name) if part))
    event.add("STATUS", "CANCELLED" if call.off else "CONFIRMED")
    event.add("ORGANIZER", _address(name_of(seen, held.by), "", call.id))
    for user in for_whom(seen, call):
        event.add("ATTENDEE", _asked(user.full_name or user.name, "", f"{call.id}:{user.name}"))
    if not call.off:
        event.add_component(_alarm(str(event["SUMMARY"])))
    return _written(event, off=call.off is not None)


def _written(event: icalendar.Event, *, off: bool) -> bytes:
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//Tilstede//NO")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "CANCEL" if off else "REQUEST")
    calendar.add_component(_zone())
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(seen: Overview, case: Case, meeting: Meeting, *, named: bool) -> icalendar.Event:
    import icalendar

    start = _start(meeting)
    told = [e for e in case.events if isinstance(e, MeetingSet | MeetingCancelled) and e.meeting == meeting.id]
    event = icalendar.Event()
    event.add("UID", f"{_nobodys(meeting.id)}@tilstede")
    event.add("SEQUENCE", max(len(told) - 1, 0))
    event.add("DTSTAMP", max((e.at for e in told), default=meeting.first_called).astimezone(UTC))
    event.add("DTSTART", start)
    event.add("DTEND", start + LASTS)
    event.add("SUMMARY", _summary(seen, case, meeting, named=named), parameters={"LANGUAGE": language()})
    event.add("LOCATION", ", ".join(part for part in (_place(seen, case, meeting, named), seen.school.name) if part))
    event.add("CLASS", "PRIVATE")
    event.add("STATUS", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("ORGANIZER", _address(name_of(seen, meeting.called.called_by) or seen.school.name, "", meeting.id))
    for attendee in _attendees(seen, case, meeting, named=named):
        event.add("ATTENDEE", attendee)
    if not meeting.cancelled:
        event.add_component(_alarm(str(event["SUMMARY"])))
    return event


def _start(meeting: Meeting) -> datetime:
    return _at(meeting.called.on, meeting.called.time)


def _at(on: date, time: str) -> datetime:
    at = clock(time)
    if at is None:
        raise NoTimeError(N_("Møtet {day} har ikke noe klokkeslett. Kall inn på nytt, med klokka."), day=on)
    return datetime.combine(on, at, OSLO)


def _place(seen: Overview, case: Case, meeting: Meeting, named: bool) -> str:
    """Where; "hjemme hos Tonje" says whose meeting it is, and stays out with the name."""
    one, place = seen.student(case.student), meeting.called.place
    if named or one is None:
        return place
    home_too = tuple((guardian.name, "") for guardian in one.guardians)
    return "" if child_named(place, Roll(((one.given, one.family), *home_too)), strictly=True) else place


def _summary(seen: Overview, case: Case, meeting: Meeting, *, named: bool) -> str:
    what = _(MEETINGS[meeting.called.sort])
    one = seen.student(case.student)
    return f"{what}: {one.name}" if named and one else what


def _attendees(seen: Overview, case: Case, meeting: Meeting, *, named: bool) -> Iterator[icalendar.vCalAddress]:
    """Those who are called; of the child and the home, without names, only that they are."""
    called = meeting.called.participants
    for place, who in enumerate(called):
        staff = seen.school.user(who.name) is not None
        name = name_of(seen, who.name) if who.name and (named or staff) else part_text(seen, who.part)
        yield _asked(name, _email(seen, case, who) if named else "", f"{meeting.id}:{place}")
    if not called:
        yield _address(seen.school.name, "", meeting.id)


def _email(seen: Overview, case: Case, who: Participant) -> str:
    one = seen.student(case.student)
    if one is None:
        return ""
    return next((email(one, each) for each in home.guardians(one) if each.name == who.name), "")


def _asked(name: str, email: str, key: str) -> icalendar.vCalAddress:
    """Somebody who is asked to come, and to say whether."""
    address = _address(name, email, key)
    for param, value in (("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "TRUE")):
        address.params[param] = value
    return address


def _address(name: str, email: str, key: str) -> icalendar.vCalAddress:
    """A calendar user: by e-mail, or where none is known by a number that is nobody's address."""
    import icalendar

    address = icalendar.vCalAddress(f"mailto:{email}" if email else f"urn:uuid:{_nobodys(key)}")
    address.params["CN"] = name
    return address


def _nobodys(key: str) -> UUID:
    """The same number for the same key, which says nothing of what it is made from."""
    return uuid5(NAMESPACE_URL, key)


def _alarm(summary: str) -> icalendar.Alarm:
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _("I morgen: {what}").format(what=summary))
    alarm.add("TRIGGER", -BEFORE)
    return alarm


def _zone() -> icalendar.Timezone:
    """Europe/Oslo by its rule; a list of dates is read an hour late in summer by some."""
    import icalendar

    zone = icalendar.Timezone()
    zone.add("TZID", "Europe/Oslo")
    for half in ZONES:
        part = icalendar.TimezoneDaylight() if half.after > half.before else icalendar.TimezoneStandard()
        part.add("TZNAME", half.name)
        part.add("DTSTART", datetime.fromisoformat(half.first))
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": half.month, "BYDAY": "-1SU"})
        part.add("TZOFFSETFROM", timedelta(hours=half.before))
        part.add("TZOFFSETTO", timedelta(hours=half.after))
        zone.add_component(part)
    return zone
