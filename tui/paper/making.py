"""Making a document: the right is asked, the log has it, the paper is made, and what leaves the school is told.

The rules of this file: the same way for the command line and for the key ``p``; nothing is said of anybody before the
door and the access log have answered; a document that leaves the school is told in the case before its bytes are
handed over, with a consent that holds, a rule of law, or anonymously.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from rules.case.consents import consent_for
from rules.case.events import Disclosed, TeamKind
from rules.facts import Student
from rules.rights import What
from rules.team.calls import called as team_called
from rules.words import N_, NotAllowed
from store.door import Store
from store.errors import NotSaved, reason
from tui import clock
from tui.overview import Overview
from tui.paper import anonymous, meetings, team
from tui.paper.anonymous import Package
from tui.paper.ink import pdf
from tui.paper.kinds import KINDS, About, Kind, Leaves
from tui.paper.matter import Matter, NothingToPrint
from tui.paper.meetings import called
from tui.paper.paper import Paper
from tui.paper.request import CALENDAR, CALENDARS, Request
from tui.paper.team import meeting_meant, sort_of, team_named
from tui.team_rows import kind_said
from tui.tellings import TellCase
from tui.writing import write

AGENDAS: Mapping[TeamKind, What] = {
    TeamKind.LEADERS: What.LEADERS_TEAM,
    TeamKind.RESOURCE: What.RESOURCE_TEAM,
    TeamKind.EXTENDED: What.ROUTINES,  # the meeting is found among those one may read
    TeamKind.COUNCIL: What.MARKS,  # of the whole school: numbers of a part of it would be wrong
}
"""What one must be allowed to see for the agenda of a meeting that is not a grade's."""


class Made(msgspec.Struct, frozen=True):
    """The document; without ``data`` it waits for somebody to approve what ``package`` shows."""

    paper: Paper
    data: bytes
    package: Package | None = None


def make(store: Store, seen: Overview, request: Request, by: str, now: datetime) -> Made:
    """The document that was asked for; ``NotAllowed`` or ``NothingToPrint`` where there is none."""
    kind = KINDS[request.kind]
    matter = _matter(store, seen, kind, request, by)
    if request.ics:
        return _invited(matter, request)
    request = _addressed(seen, kind, request)
    if kind.shown and not request.blank:
        package = anonymous.package(matter)
        if request.approved != package.code:
            return Made(package.paper, b"", package)
    paper = kind.makes(msgspec.structs.replace(matter, to=request.to, law=request.law))
    data = pdf(paper, now)
    if request.to:
        _tell(store, seen, kind, request, by, now)
    return Made(paper, data)


def _invited(matter: Matter, request: Request) -> Made:
    """The meeting for a calendar, in place of its notice or its agenda."""
    from tui.invitation import invitation, team_invitation

    if request.blank or request.to or request.kind not in CALENDARS:
        raise NothingToPrint(NO_CALENDAR)
    if request.kind == CALENDAR:
        meeting = called(matter)
        if meeting is None:
            raise NothingToPrint(NO_CALENDAR)
        data = invitation(matter.seen, matter.case, meeting, named=request.named)
        return Made(meetings.notice(matter), data)
    seen, sort = matter.seen, sort_of(matter.seen, matter.which)
    call = team_called(seen.school_events, sort, team_named(seen, matter.team).key, seen.today)
    if call is None:
        raise NothingToPrint(NOT_CALLED, team=kind_said(sort, team_named(seen, matter.team)))
    return Made(team.team_agenda(msgspec.structs.replace(matter, blank=True)), team_invitation(seen, call))


def save(data: bytes, path: Path) -> None:
    """In a file that only its owner reads; one that is there is not written over."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except FileExistsError:
        raise NotSaved(THERE_ALREADY, file=path) from None
    except OSError as failed:
        raise NotSaved(NOT_WRITTEN, file=path, why=reason(failed)) from failed


def _matter(store: Store, seen: Overview, kind: Kind, request: Request, by: str) -> Matter:
    if request.blank:
        store.school()  # whoever is asked for nothing of anybody still has to work here
        return Matter(seen=seen, blank=True, which=request.which, to=request.to)
    if kind.about is not About.STUDENT:
        _may(store, seen, kind, request)
        for child in _named_in(seen, request):
            store.look(child, What.CASE, by, clock.real_now(), "print")
        return Matter(seen=seen, team=request.who, which=request.which)
    one = _student(seen, request)
    for what in kind.rights:
        store.look(one.id, what, by, clock.real_now(), "print")
    matter = Matter(seen=seen, one=one, which=request.which, without=request.without)
    return _whole(store, matter) if request.kind == "case-file" else matter


def _may(store: Store, seen: Overview, kind: Kind, request: Request) -> None:
    """Whether one may see that of the classes it is about, or of the whole school; an agenda is its meeting's."""
    whose = team_named(seen, request.who).classes if kind.about is About.TEAM and request.who else ("",)
    other = AGENDAS.get(sort_of(seen, request.which)) if request.kind == "team-agenda" else None
    if other is not None:
        whose = ("",)
    for what in (other,) if other else kind.rights:
        for school_class in whose:
            store.see(what, school_class)


def _named_in(seen: Overview, request: Request) -> tuple[str, ...]:
    """Those of whose case the minutes of a meeting tell."""
    if request.kind != "team-minutes":
        return ()
    meeting = meeting_meant(seen, request.who, request.which)
    return tuple(place.student for place in meeting.places if place.told)


def _whole(store: Store, matter: Matter) -> Matter:
    """With all years one may see of the student."""
    one, years = matter.student, []
    for year in sorted(one.files):
        with suppress(NotAllowed):
            years.append((year, store.attendance_of(one.id, year), store.messages(year, [one.id])))
    return msgspec.structs.replace(matter, years=tuple(years))


def _student(seen: Overview, request: Request) -> Student:
    one = seen.student(request.who)
    if one is None:
        raise NothingToPrint(WHOSE, kind=request.kind)
    return one


def _addressed(seen: Overview, kind: Kind, request: Request) -> Request:
    """With the partner's key in place of the name; refused where a document that leaves has no receiver."""
    if request.blank:
        return msgspec.structs.replace(request, to="")
    if kind.shown:
        return msgspec.structs.replace(request, to=anonymous.PPS)
    if kind.leaves is Leaves.ALWAYS and not request.to:
        known = ", ".join(partner.key for partner in seen.follow_up.partners)
        raise NothingToPrint(TO_WHOM, kind=request.kind, known=known)
    if kind.leaves is Leaves.NEVER and request.to:
        raise NothingToPrint(STAYS, kind=request.kind)
    named = (p.key for p in seen.follow_up.partners if request.to.casefold() in {p.key, p.name.casefold()})
    return msgspec.structs.replace(request, to=next(named, request.to))


def _tell(store: Store, seen: Overview, kind: Kind, request: Request, by: str, now: datetime) -> None:
    """What left the school, to whom, on what ground; refused by the case's rules where there is none."""
    one, case = seen.students[request.who], seen.case_of(request.who)
    consent = None if kind.shown else consent_for(case, one, seen.follow_up.partners, request.to, seen.today)
    sent = Disclosed(
        by=by,
        at=now,
        to=request.to,
        what=(request.kind,),
        ground=request.law,
        consent=consent.id if consent and not request.law else "",
        anonymous=kind.shown,
    )
    write(TellCase(request.who, (sent,)), store, seen, by, now)


THERE_ALREADY = N_("{file} finnes allerede, og skrives ikke over. Velg et annet navn.")
NOT_WRITTEN = N_("{file} ble ikke skrevet ({why}). Velg et annet sted.")
WHOSE = N_("{kind} handler om en elev. Slik: print {kind} ELEV, eller --blank for et tomt skjema.")
TO_WHOM = N_("{kind} går ut av skolen: si hvem som får dokumentet, med --to. Samarbeidspartnerne er {known}.")
STAYS = N_("{kind} går ikke ut av skolen; uten --to skrives det ut.")
NO_CALENDAR = N_(
    "Til kalenderen går bare innkallingen til et møte, uten --to: print notice ELEV --ics, eller "
    "print team-agenda TRINN --ics"
)
NOT_CALLED = N_("Det er ikke kalt inn til {team}. Kall inn først (l på møtets skjerm).")
