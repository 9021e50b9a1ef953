"""Which meeting a team holds: its kind and whose it is, the agenda it is opened with, and its end.

The rules of this file: who may hold a kind is offered it; everything is told as events of the meeting.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from rules.case.events import (
    Because,
    SchoolEvent,
    TeamClosed,
    TeamItem,
    TeamKind,
    TeamOpened,
)
from rules.rights import Right
from rules.team.agenda import Item
from rules.team.kinds import KINDS, TABLE, About, likely, may_meet
from rules.team.meeting import TeamMeeting, meetings
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.language import N_, _, ngettext
from tui.lines import Ink, Part
from tui.messages import NoticeWanted
from tui.overview import Overview
from tui.student_keys import ViewOfStudents
from tui.team_rows import Team, own_team, teams
from tui.tellings import TellSchool
from tui.views import View


def kinds_for(seen: Overview, user: str, team: Team, child: str) -> tuple[TeamKind, ...]:
    """The kinds that somebody may hold."""
    me = seen.school.user(user)
    return tuple(
        kind.sort
        for kind in TABLE
        if may_meet(me, Right.TELL, _opened(seen, kind.sort, team, child), seen.school, seen.today, seen.events)
    )


def likeliest(seen: Overview, user: str, own: tuple[str, ...]) -> tuple[TeamKind, str]:
    """The kind and team of a meeting that somebody opens today."""
    sort, team = likely(seen.school.user(user), tuple(m.opened for m in meetings(seen.school_events)), seen.today)
    return sort, team or (own_team(seen, own) if sort is TeamKind.GRADE else "")


def open_meeting(
    view: ViewOfStudents,
    first: tuple[TeamKind, Team],
    child: str,
    items: Callable[[TeamKind, Team, str], tuple[Item, ...]],
    then: Callable[[str], None],
) -> None:
    """Ask which kind and whose, and open it with its agenda; ``then`` is given its id."""
    seen = view.overview
    if seen is None:
        return
    offered = kinds_for(seen, view.login, first[1], child)
    if not offered:
        view.post_message(NoticeWanted(_("Du kan ikke åpne et møte her. Kontaktlærere og ledelsen kan."), "warning"))
        return
    sorts = tuple((str(sort), KINDS[sort].title) for sort in offered)
    mine = [team for team in teams(seen) if team.key == first[1].key or kinds_for(seen, view.login, team, "")]
    of_classes = tuple((team.key or "*", team.label) for team in mine)
    sort = first[0] if first[0] in offered else offered[0]
    fields = (
        Field("sort", N_("hva slags møte"), Takes.ONE, sorts, first=str(sort), stacked=True),
        Field("team", N_("hvem møtet gjelder"), Takes.ONE, of_classes, first=first[1].key or "*"),
    )
    name = seen.students[child].name if child in seen.students else _("ingen er valgt")
    about = _("Utvidet ressursteam gjelder én elev: {name}.").format(name=name)

    def check(answers: Answers) -> str:
        of_child = KINDS[TeamKind(str(answers["sort"]))].about is About.CHILD
        return _("Velg eleven møtet gjelder først.") if of_child and not child else ""

    meeting = uuid4().hex

    def tells(now: Overview, answers: Answers) -> TellSchool:
        chosen = TeamKind(str(answers["sort"]))
        team = next((each for each in teams(now) if (each.key or "*") == answers["team"]), first[1])
        put = items(chosen, team, child)
        said = _("Møtet er åpnet: Enter går til den første.") if put else _("Møtet er åpnet.")
        then(meeting)  # here, so that a question that came back has it too
        return TellSchool((_opened(now, chosen, team, child, meeting), *agenda_told(now, meeting, put)), said)

    said = ((about, Ink.MUTED),) if TeamKind.EXTENDED in offered else ()
    dialog = Ask(_("Åpne møte"), fields, seen.today, about=said, check=check)
    ask(view, dialog, tells)


def _opened(seen: Overview, sort: TeamKind, team: Team, child: str, meeting: str = "") -> TeamOpened:
    one = KINDS[sort].about is About.CHILD
    return TeamOpened(
        by="", at=seen.now, meeting=meeting, sort=sort, on=seen.today, team="" if one else team.key,
        classes=() if one else team.classes, students=(child,) if one and child else (),
    )  # fmt: skip


def agenda_told(seen: Overview, meeting: str, items: tuple[Item, ...]) -> tuple[SchoolEvent, ...]:
    """Those who come on the agenda, after those who stand there."""
    return tuple(
        TeamItem(by="", at=seen.now, meeting=meeting, students=(item.student,), because=item.because) for item in items
    )


def added(seen: Overview, meeting: str, student: str) -> TellSchool:
    """Somebody is put on the agenda by hand."""
    event = TeamItem(by="", at=seen.now, meeting=meeting, students=(student,), because=(Because.ADDED,))
    return TellSchool((event,), _("{name} står på saklista.").format(name=seen.students[student].name))


def close_meeting(view: View, meeting: TeamMeeting) -> None:
    """The meeting is over: who was there, and what it came to."""
    seen = view.overview
    if seen is None:
        return
    fields = (
        Field("present", N_("til stede")),
        Field("words", N_("oppsummert på en linje, uten navn på elever"), last=True),
    )
    left = len(meeting.not_reached)
    about: tuple[Part, ...] = ()
    if left:
        said = ngettext(
            "{count} er ikke drøftet, og kommer først neste gang.",
            "{count} er ikke drøftet, og kommer først neste gang.", left,
        )  # fmt: skip
        about = ((said.format(count=left), Ink.WORRYING),)

    def tells(now: Overview, answers: Answers) -> TellSchool:
        over = TeamClosed(
            by="", at=now.now, meeting=meeting.id,
            present=str(answers["present"] or ""), words=str(answers["words"] or ""),
        )  # fmt: skip
        return TellSchool((over,), _("Møtet er avsluttet; referatet står her."))

    ask(view, Ask(_("Avslutt møtet"), fields, seen.today, about=about), tells)
