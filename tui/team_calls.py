"""A team is called to a meeting: when and where, called anew, called off.

The rules of this file: asked over the team's screen and told as events; who comes is whoever the meeting is for, and a
meeting about one child is called to in the child's case.
"""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from rules.case.events import TeamCalled, TeamCalledOff, TeamKind
from rules.facts import Role, User
from rules.team.calls import TeamCall, called
from rules.team.kinds import KINDS, About
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.case_lines import day_of, text_of
from tui.day_words import weekday_day
from tui.language import N_, _
from tui.menu import Choice, Menu
from tui.messages import DialogWanted, NoticeWanted
from tui.overview import Overview
from tui.team_rows import Team, kind_said
from tui.tellings import TellSchool
from tui.views import View

ANEW, OFF = "anew", "off"


def said_call(seen: Overview, sort: TeamKind, team: Team) -> str:
    """``kalt inn tir 30. mars 14:00``, where the team is called to a meeting that comes."""
    call = called(seen.school_events, sort, team.key, seen.today)
    if call is None or not call.ahead(seen.today):
        return ""
    return _("kalt inn {day} {time}").format(day=weekday_day(call.held.on), time=call.held.time)


def for_whom(seen: Overview, call: TeamCall) -> tuple[User, ...]:
    """The staff the meeting is for: whose classes they are, those who help, and the leaders."""
    own, sort = {*call.held.classes}, call.held.sort
    here = (user for user in seen.school.users if user.removed is None)
    return tuple(user for user in here if user.role is Role.LEADER or _comes(user, sort, own))


def _comes(user: User, sort: TeamKind, classes: set[str]) -> bool:
    if sort is TeamKind.GRADE:
        return user.role is Role.HOMEROOM_TEACHER and bool(classes & {*user.classes})
    return sort is TeamKind.RESOURCE and user.role is Role.SUPPORT


def call_team(view: View, sort: TeamKind, team: Team) -> None:
    """Call to a meeting; where the team is called to one already, anew or off."""
    seen = view.overview
    if seen is None:
        return
    if KINDS[sort].about is About.CHILD:
        view.post_message(NoticeWanted(_("Kall inn til møtet i elevens sak: s, og så m."), "warning"))
        return
    held = called(seen.school_events, sort, team.key, seen.today)
    if held is None or not held.ahead(seen.today):
        _ask_when(view, sort, team, None)
        return
    ways = (
        Choice(ANEW, _("Kall inn på nytt: {when}").format(when=said_call(seen, sort, team))),
        Choice(OFF, _("Avlys")),
    )
    view.post_message(DialogWanted(Menu(kind_said(sort, team), ways), partial(_chosen, view, team, held)))


def _chosen(view: View, team: Team, held: TeamCall, way: str | None) -> None:
    if way == ANEW:
        _ask_when(view, held.held.sort, team, held)
    elif way == OFF:
        _ask_why(view, held)


def _ask_when(view: View, sort: TeamKind, team: Team, held: TeamCall | None) -> None:
    seen, old = view.overview, held.held if held else None
    assert seen is not None
    fields = (
        Field(
            "on",
            N_("hvilken dag"),
            Takes.DATE,
            required=True,
            hint=_("fre, 28.9, +14 …"),
            first=old.on if old else None,
        ),
        Field("time", N_("klokka"), Takes.TIME, required=True, first=old.time if old else None),
        Field("place", N_("sted"), first=old.place if old else None, last=True),
    )
    head = _("Kall inn til møte: {name}").format(name=kind_said(sort, team))
    name = held.id if held else uuid4().hex

    def tells(now: Overview, answers: Answers) -> TellSchool:
        event = TeamCalled(
            by="", at=now.now, call=name, sort=sort, on=day_of(answers["on"]) or now.today,
            time=text_of(answers["time"]), place=text_of(answers["place"]), team=team.key, classes=team.classes,
        )  # fmt: skip
        return TellSchool((event,), _("Kalt inn. p: innkallingen til kalenderen."))

    ask(view, Ask(head, fields, seen.today), tells)


def _ask_why(view: View, held: TeamCall) -> None:
    seen = view.overview
    assert seen is not None
    fields = (Field("reason", N_("hvorfor, uten navn på elever"), last=True),)

    def tells(now: Overview, answers: Answers) -> TellSchool:
        off = TeamCalledOff(by="", at=now.now, call=held.id, reason=text_of(answers["reason"]))
        return TellSchool((off,), _("Møtet er avlyst. p: avlysningen til kalenderen."))

    ask(view, Ask(_("Avlys møtet"), fields, seen.today), tells)
