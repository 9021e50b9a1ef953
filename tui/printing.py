"""Skriv ut: which document, who gets it, and where it goes, asked wherever ``p`` is pressed.

How it is used: ``offer(view)``; the table of documents says which kinds a view has.

The rules of this file: where somebody came in over SSH no path of the server is asked for, and the command that brings
the document to their own machine is shown instead; what leaves the school is asked for with its ground; an anonymous
text is seen and approved first. Nothing is made here.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import partial

import msgspec

from rules.case.consents import consent_for
from rules.follow_up import Partner
from rules.team.calls import TeamCall, called
from tui.approve import Approve
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.case_lines import text_of
from tui.dialogs import Prompt
from tui.identity import came_in
from tui.json_shapes import number
from tui.language import N_, _
from tui.menu import Choice, Menu
from tui.messages import DialogWanted, NoticeWanted, PrintWanted
from tui.overview import Overview
from tui.paper.anonymous import Package
from tui.paper.kinds import KINDS, About, Kind, Leaves
from tui.paper.names import NAMES
from tui.paper.request import CALENDAR, Request
from tui.paper.team import sort_of
from tui.people import OTHER
from tui.show_commands import ShowCommands
from tui.tellings import Told
from tui.views import View

BLANK = "blank:"
ICS, TEAM_ICS = "ics", "team-ics"
_NOT_IN_CMD = re.compile(r"[\"&|<>^%]")  # signs that mean something there, also between single quotes
HERE = "here"
PPS = "pps"
_GROUNDS = (
    ("consent", N_("samtykke")),
    ("law", N_("hjemmel i lov")),
)
ANONYMOUS = ("anonymous", N_("anonymt"))
NO_CONSENT = N_("Det er ikke noe samtykke i saken til det. Noter samtykket først (n i saken), eller skriv hjemmelen.")
NO_CONSENT_PPS = N_(
    "Det er ikke noe samtykke i saken til det. Noter samtykket først (n i saken), skriv hjemmelen, eller velg anonymt."
)


def offer(view: View) -> None:
    """Which document?"""
    if view.overview is None:
        return
    dialog = Menu(_("Skriv ut"), tuple(_choices(view)))
    view.post_message(DialogWanted(dialog, partial(_chosen, view)))


def _choices(view: View) -> Iterator[Choice]:
    kinds = {kind: row for kind, row in KINDS.items() if view.NAME in row.views}
    here = [kind for kind, row in kinds.items() if _is_here(view, row)]
    for kind in here:
        yield Choice(kind, word(kind), "", _(LEAVES[KINDS[kind].leaves]))
    if CALENDAR in here and view.overview and view.overview.case_of(view.student_here).meetings:
        yield Choice(ICS, _("Innkalling til kalenderen (.ics)"))
    if _team_call(view) is not None:
        yield Choice(TEAM_ICS, _("Innkalling til kalenderen (.ics)"))
    yield Choice("", _("Tomme skjemaer, til å fylle ut for hånd"))
    for kind in here or kinds:
        yield Choice(BLANK + kind, word(kind))


LEAVES = {Leaves.NEVER: "", Leaves.MAY: "", Leaves.ALWAYS: N_("går ut av skolen")}


def word(kind: str) -> str:
    """What a kind is called, with a capital letter."""
    said = _(NAMES[kind].word)
    return said[:1].upper() + said[1:]


def _is_here(view: View, row: Kind) -> bool:
    """Whether there is somebody, or a school, to make it of."""
    return (row.about is About.STUDENT) == bool(view.student_here) or row.about is About.TEAM


def _team_call(view: View) -> TeamCall | None:
    """What the team of the screen is called to."""
    seen = view.overview
    if seen is None or view.NAME != "team":
        return None
    return called(seen.school_events, sort_of(seen, view.paper_which), view.paper_team, seen.today)


def _chosen(view: View, key: str | None) -> None:
    if key is None or view.overview is None:
        return
    if key == TEAM_ICS:
        _where(view, Request(kind="team-agenda", who=view.paper_team, which=view.paper_which, ics=True))
        return
    if key == ICS:
        ways = (Choice(ICS, _("Uten elevens navn")), Choice("named", _("Med elevens navn")))
        view.post_message(DialogWanted(Menu(_("Innkalling til kalenderen"), ways), partial(_to_calendar, view)))
        return
    kind = key.removeprefix(BLANK)
    blank = key != kind
    row = KINDS[kind]
    who = "" if blank else view.paper_team if row.about is About.TEAM else view.student_here
    which = "" if blank or kind == "guardian-letter" else view.paper_which
    request = Request(kind=kind, blank=blank, who=who, which=which)
    if row.shown and not blank:
        see_first(view, request)
    elif blank or row.leaves is Leaves.NEVER:
        _where(view, request)
    else:
        _to_whom(view, request)


def _to_calendar(view: View, named: str | None) -> None:
    if named is not None and view.overview is not None:
        which = view.paper_which
        _where(view, Request(kind=CALENDAR, who=view.student_here, which=which, ics=True, named=named != ICS))


# To whom.


def _to_whom(view: View, request: Request) -> None:
    """Who gets it?"""
    seen = view.overview
    assert seen is not None
    here = Choice(HERE, _("Blir på skolen, eller går til hjemmet"))
    first = () if KINDS[request.kind].leaves is Leaves.ALWAYS else (here,)
    listed = [Choice(each.key, each.name, "", _("trenger samtykke") if each.consent else "") for each in _near(seen)]
    question = _("{document} ({name}): hvem får det?").format(document=word(request.kind), name=_name(seen, request))
    dialog = Menu(question, (*first, *listed, Choice(OTHER, _("Noen andre"))))
    view.post_message(DialogWanted(dialog, partial(_receiver_chosen, view, request)))


def _near(seen: Overview) -> list[Partner]:
    """PPS first, then in the guide's order."""
    return sorted(seen.follow_up.partners, key=lambda partner: partner.key != PPS)


def _name(seen: Overview, request: Request) -> str:
    one = seen.student(request.who)
    return one.name if one else request.who


def _receiver_chosen(view: View, request: Request, to: str | None) -> None:
    seen = view.overview
    if to is None or seen is None:
        return
    if to == HERE:
        _where(view, request)
        return
    name = next((each.name for each in seen.follow_up.partners if each.key == to), "")
    head = _("{document} ut av skolen: {to}").format(document=word(request.kind), to=name or _("noen andre"))
    dialog = Ask(head, tuple(_fields(to)), seen.today, check=partial(_check, seen, request, to))
    view.post_message(DialogWanted(dialog, partial(_answered, view, request, to)))


def _fields(to: str) -> Iterator[Field]:
    if to == OTHER:
        yield Field("other", N_("hvem"), required=True)
    grounds = (*_GROUNDS, ANONYMOUS) if to == PPS else _GROUNDS
    yield Field("ground", N_("på hvilket grunnlag"), Takes.ONE, grounds, quick=True)
    yield Field("law", N_("hvilken hjemmel"), required=True, only=("ground", "law"))


def _check(seen: Overview, request: Request, to: str, answers: Answers) -> str:
    if answers["ground"] != "consent":
        return ""
    whom = text_of(answers["other"]) if to == OTHER else to
    one, case = seen.students[request.who], seen.case_of(request.who)
    held = consent_for(case, one, seen.follow_up.partners, whom, seen.today)
    return "" if held else _(NO_CONSENT_PPS if to == PPS else NO_CONSENT)


def _answered(view: View, request: Request, to: str, answers: Answers | None) -> None:
    if answers is None:
        return
    if answers["ground"] == "anonymous":
        see_first(view, Request(kind="anonymous-pps", who=request.who))
        return
    whom = text_of(answers["other"]) if to == OTHER else to
    law = text_of(answers["law"]) if answers["ground"] == "law" else ""
    _where(view, msgspec.structs.replace(request, to=whom, law=law))


# An anonymous text is seen first.


def see_first(view: View, request: Request) -> None:
    """Show what would be written."""
    view.post_message(PrintWanted(request, "", partial(_seen, view, request)))


def _seen(view: View, request: Request, _told: Told, package: Package | None) -> None:
    if package is not None:
        view.post_message(DialogWanted(Approve(package), partial(_judged, view, request, package.code)))


def _judged(view: View, request: Request, code: str, answer: str | None) -> None:
    if answer == Approve.YES:
        _where(view, msgspec.structs.replace(request, approved=code))
    elif answer == Approve.TAKE_OUT:
        asked = Prompt(_("Hvilket ord eller hvilke ord skal også tas ut?"))
        view.post_message(DialogWanted(asked, partial(_take_out, view, request)))


def _take_out(view: View, request: Request, word: str | None) -> None:
    more = (word,) if word else ()
    see_first(view, msgspec.structs.replace(request, without=(*request.without, *more)))


# Where to.


def _where(view: View, request: Request) -> None:
    seen = view.overview
    assert seen is not None
    if came_in() is not None:
        view.post_message(DialogWanted(ShowCommands(commands(seen, request)), lambda _answer: None))
        return
    path = f"~/{NAMES[request.kind].file}-{seen.today.isoformat()}.{_ending(request)}"
    asked = Prompt(_("Skriv til hvilken fil?"), value=path)
    view.post_message(DialogWanted(asked, partial(_save, view, request)))


def _save(view: View, request: Request, path: str | None) -> None:
    if path:
        view.post_message(PrintWanted(request, path, partial(_again, view, request)))


def _again(view: View, request: Request, told: Told, _package: Package | None) -> None:
    """Where the text is another by now, it is seen anew."""
    if _package is not None:
        view.post_message(NoticeWanted(_("Teksten er en annen enn den som ble godkjent."), "warning"))
        _seen(view, msgspec.structs.replace(request, approved=""), told, _package)


def commands(seen: Overview, request: Request) -> tuple[str, str]:
    """What brings the document to one's own machine: in a Unix shell, and on Windows (PowerShell's > spoils bytes)."""
    asked = list(_words(seen, request))
    inner = " ".join(map(_quoted, asked))
    file = f"{NAMES[request.kind].file}.{_ending(request)}"
    unix = inner if inner == " ".join(asked) else shlex.quote(inner)
    for_cmd = " ".join(_quoted(_NOT_IN_CMD.sub(" ", each)) for each in asked)
    return f"ssh … {unix} > {file}", f'cmd /c "ssh … {for_cmd} > {file}"'


def _ending(request: Request) -> str:
    return "ics" if request.ics else "pdf"


def _quoted(asked: str) -> str:
    """As the gate reads it, without the double quotes that Windows needs around all of it."""
    return asked if shlex.quote(asked) == asked else "'" + asked.replace("'", "'\\''") + "'"


def _words(seen: Overview, request: Request) -> Iterator[str]:
    one = seen.student(request.who)
    yield from ("print", request.kind)
    if request.who:
        yield number(one) if one else request.who
    options = {"--which": request.which, "--to": request.to, "--law": request.law, "--approved": request.approved}
    flags = {"--blank": request.blank, "--ics": request.ics, "--named": request.named}
    yield from (flag for flag, said in flags.items() if said)
    for option, value in options.items():
        yield from (option, value) if value else ()
    for word in request.without:
        yield from ("--without", word)
