"""What the view of the access log shows: a row a visit, and what it rested on.

The rules of this file: visits in, rows and paragraphs out; a name that is left out stands nowhere in what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from rules.case.events import CaseGiven
from rules.facts import Role
from rules.names import fold
from tui import clock
from tui.day_words import weekday_day
from tui.language import N_, _, ngettext
from tui.line_list import Column, Row
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.school_rows import ROLES

WHYS = {
    "everybody": N_("alle som arbeider her"),
    "own_class": N_("egen klasse"),
    "stand_in": N_("stedfortreder"),
    "teaches": N_("underviser"),
    "given": N_("har fått saken"),
    "leader": N_("ledelsen"),
    "glass": N_("åpnet en sperret sak"),
    "admin": N_("administrator"),
    "owner": N_("konto på maskinen"),
}

WHATS = {
    "case": N_("saken"),
    "marks": N_("årets fravær"),
    "home": N_("foresatte"),
    "today": N_("dagens fravær"),
}

THROUGHS = {
    "student": N_("elevens side"),
    "case": N_("sakens side"),
    "form": N_("skjemaet"),
    "beside": N_("skjemaene side om side"),
    "agreement": N_("avtalen"),
    "meeting": N_("møtet"),
    "team_student": N_("teamets møte"),
    "print": N_("utskrift"),
    "export": N_("eksport"),
    "insight": N_("innsyn for hjemmet"),
}
"""The screens and commands through which somebody's pages are opened."""


class Visit(msgspec.Struct, frozen=True):
    """One line of the log, as it was kept, and what else is known of its ground."""

    n: int
    at: datetime
    user: str
    role: str
    student: str
    what: str
    why: str
    event: str = ""
    through: str = ""
    reason: str = ""  # why a case that is closed to everybody was opened


class Looks(msgspec.Struct, frozen=True):
    """What was read of the log, the newest first; ``own``: no more than one's own, which is all one may see."""

    visits: tuple[Visit, ...] = ()
    own: bool = False
    trouble: str = ""


class Wish(msgspec.Struct, frozen=True):
    """What of it is to be seen."""

    student: str = ""
    user: str = ""
    text: str = ""
    nameless: bool = False


NOTHING_READ = Looks()


def wanted(seen: Overview, looks: Looks, wish: Wish) -> tuple[Visit, ...]:
    """The visits that are to be seen."""
    sought = fold(wish.text)
    return tuple(
        visit
        for visit in looks.visits
        if wish.student in {"", visit.student}
        and wish.user in {"", visit.user}
        and (not sought or sought in fold(_student(seen, visit)) or sought in fold(_sought(seen, visit, wish)))
    )


def columns() -> list[Column]:
    """When, who, whom, what and why."""
    return [
        Column("at", _("når"), 14),
        Column("who", _("hvem"), 16),
        Column("student", _("elev"), 15, grow=True),
        Column("what", _("hva"), 13),
        Column("why", _("grunn"), 17, leaves=1),
    ]


def row(seen: Overview, visit: Visit, wish: Wish) -> Row:
    """One visit."""
    cells = (moment(visit), _who(seen, visit, wish), _student(seen, visit), _word(WHATS, visit.what))
    return Row(str(visit.n), (*cells, _word(WHYS, visit.why)))


def head(seen: Overview, looks: Looks, wish: Wish, count: int) -> Paragraph:
    """Whose it is, what of it is seen, and how many."""
    parts: list[Part] = [(_("Innsynslogg"), Ink.TITLE)]
    told = [ngettext("{count} oppslag", "{count} oppslag", count).format(count=count)]
    told += [_("bare dine egne oppslag; resten ser ledelsen")] if looks.own else []
    told += [_("elev: {name}").format(name=_name(seen, wish.student))] if wish.student else []
    told += [_("bruker: {name}").format(name=name_of(seen, wish.user))] if wish.user and not wish.nameless else []
    told += [_("søk: {text}").format(text=wish.text)] if wish.text else []
    told += [_("uten navn")] if wish.nameless else []
    return (*parts, (" · " + " · ".join(told), Ink.MUTED))


def said(seen: Overview, visit: Visit, wish: Wish) -> Iterator[Paragraph]:
    """A visit in full, and the event it rested on."""
    at = visit.at.astimezone(clock.OSLO)
    yield (
        (f"{_student(seen, visit)} · {_word(WHATS, visit.what)}", Ink.TITLE),
        (f" · {weekday_day(at.date())} {at.year}, {at:%H:%M:%S}", Ink.MUTED),
    )
    who = _role(visit) if wish.nameless else f"{name_of(seen, visit.user)} ({visit.user}), {_role(visit)}"
    yield ((_("Så på: {who}. Grunn: {why}.").format(who=who, why=_word(WHYS, visit.why)), Ink.PLAIN),)
    if visit.through:
        through = _word(THROUGHS, visit.through)
        yield ((_("Linje {n} i loggen, gjennom {through}.").format(n=visit.n, through=through), Ink.MUTED),)
    event = next((e for e in seen.case_of(visit.student).events if visit.event and e.id == visit.event), None)
    reason = visit.reason or str(getattr(event, "reason", ""))
    if reason and not wish.nameless:
        until = f" ({_('til {day}').format(day=weekday_day(event.until))})" if isinstance(event, CaseGiven) else ""
        yield ((_("Begrunnelse: {reason}").format(reason=reason) + until, Ink.PLAIN),)


def moment(visit: Visit) -> str:
    """``23.10.26 08:31``."""
    return f"{visit.at.astimezone(clock.OSLO):%d.%m.%y %H:%M}"


def _who(seen: Overview, visit: Visit, wish: Wish) -> str:
    return _role(visit) if wish.nameless else name_of(seen, visit.user)


def _sought(seen: Overview, visit: Visit, wish: Wish) -> str:
    return _role(visit) if wish.nameless else f"{visit.user} {name_of(seen, visit.user)}"


def _role(visit: Visit) -> str:
    return _(ROLES[Role(visit.role)]) if visit.role in set(Role) else _word(WHYS, visit.role)


def _student(seen: Overview, visit: Visit) -> str:
    return _name(seen, visit.student)


def _name(seen: Overview, student: str) -> str:
    """One who is here; of others only what the log has."""
    found = seen.student(student)
    return found.name if found else student


def _word(words: dict[str, str], key: str) -> str:
    return _(words[key]) if key in words else key
