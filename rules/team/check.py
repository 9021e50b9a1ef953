"""What a telling of a team's meeting must pass: asked by the store's door, of the events as they stand.

The rules of this file: a meeting that is over takes nothing more; a meeting about one child carries nothing of another
child, one of SU or FAU nothing of any; a line of a meeting's own names no child; a refusal says what is possible
instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from rules.case.events import (
    SchoolEvent,
    TaskGiven,
    TeamCalled,
    TeamCalledOff,
    TeamClosed,
    TeamEvent,
    TeamItem,
    TeamLine,
    TeamOpened,
)
from rules.case.workflow import StepNotAllowed
from rules.duties.moments import clock
from rules.team.calls import TeamCall, call_of
from rules.team.kinds import KINDS, About
from rules.team.meeting import TeamMeeting, meeting_of, meetings, same_team
from rules.team.nameless import Roll, child_named
from rules.words import N_


def check_team(standing: tuple[SchoolEvent, ...], told: Iterable[SchoolEvent], roll: Roll) -> None:
    """Nothing, or ``StepNotAllowed``."""
    for event in told:
        if isinstance(event, TeamOpened):
            _opened(standing, event)
        elif isinstance(event, TeamCalled | TeamCalledOff):
            _called(call_of(standing, event.call), event, roll)
        elif isinstance(event, TeamEvent) or (isinstance(event, TaskGiven) and event.meeting):
            _in_a_meeting(meeting_of(standing, event.meeting), event, roll)
        standing = (*standing, event)


def _opened(standing: tuple[SchoolEvent, ...], event: TeamOpened) -> None:
    if meeting_of(standing, event.meeting) is not None or not event.meeting:
        raise StepNotAllowed(N_("Møtet er allerede åpnet. Fortsett i det."))
    same = (each for each in meetings(standing) if each.closed is None and _same(each.opened, event))
    if going := next(same, None):
        raise StepNotAllowed(N_("{who} har allerede åpnet møtet. Fortsett i det."), who=going.opened.by)
    about = KINDS[event.sort].about
    if (about is About.CHILD) is not (len(event.students) == 1) or len(event.students) > 1:
        raise StepNotAllowed(N_("Et møte i utvidet ressursteam gjelder én elev, og ingen andre møter gjør det."))


def _same(one: TeamOpened, other: TeamOpened) -> bool:
    alike = (one.sort, one.on, one.students) == (other.sort, other.on, other.students)
    return alike and same_team(one.team, other.team)


def _called(before: TeamCall | None, event: TeamCalled | TeamCalledOff, roll: Roll) -> None:
    if before is None and isinstance(event, TeamCalledOff):
        raise StepNotAllowed(N_("Det er ikke kalt inn til noe slikt møte. Kall inn først."))
    if before is not None and before.off is not None:
        raise StepNotAllowed(N_("Møtet er avlyst. Kall inn til et nytt."))
    told = event if isinstance(event, TeamCalled) else before.held if before else None
    about = KINDS[told.sort].about if told else About.NOBODY
    if about is About.CHILD:
        raise StepNotAllowed(N_("Utvidet ressursteam gjelder én elev: kall inn til det i elevens sak."))
    if isinstance(event, TeamCalled) and clock(event.time) is None:
        raise StepNotAllowed(N_("Møtet trenger et klokkeslett, som 14:30."))
    text = event.place if isinstance(event, TeamCalled) else event.reason
    if named := child_named(text, roll, strictly=about is About.NOBODY):
        raise StepNotAllowed(N_("En innkalling nevner ingen elev: «{name}». Skriv den uten navn."), name=named)


def _in_a_meeting(meeting: TeamMeeting | None, event: TeamEvent | TaskGiven, roll: Roll) -> None:
    if meeting is None:
        raise StepNotAllowed(N_("Møtet finnes ikke. Åpne det først."))
    if meeting.closed is not None:
        said = N_("Møtet er avsluttet av {who}. Åpne et nytt, eller skriv i elevens sak.")
        raise StepNotAllowed(said, who=meeting.closed.by)
    about = KINDS[meeting.opened.sort].about
    students = event.students if isinstance(event, TeamEvent) else ()
    if about is About.CHILD and not {*students} <= {*meeting.opened.students}:
        raise StepNotAllowed(N_("Møtet gjelder én elev: ingenting om andre hører hjemme i det."))
    if about is About.CHILD and isinstance(event, TeamLine | TaskGiven):
        raise StepNotAllowed(N_("Møtet gjelder én elev: linja hører hjemme i elevens sak."))
    _nameless(event, about, students, roll)
    if isinstance(event, TeamItem) and len(students) != 1:
        raise StepNotAllowed(N_("Et punkt på saklista er om én elev."))


def _nameless(event: TeamEvent | TaskGiven, about: About, students: tuple[str, ...], roll: Roll) -> None:
    """A meeting's own lines are read by whoever reads its minutes, also those who may not see the case."""
    if about is About.NOBODY and students:
        raise StepNotAllowed(N_("I SU og FAU nevnes ingen elev. Skriv linja uten navn."))
    if about is About.CHILD or not isinstance(event, TeamLine | TaskGiven | TeamClosed):
        return
    if named := child_named(event.words, roll, strictly=about is About.NOBODY):
        said = N_("Linja nevner en elev: «{name}». Skriv den uten navn, eller i elevens sak (r).")
        none = N_(
            "I SU og FAU nevnes ingen elev, og «{name}» er en elevs navn. Skriv linja uten, voksne med hele navnet."
        )
        raise StepNotAllowed(none if about is About.NOBODY else said, name=named)
