"""What the school's own view shows: routines with their dates, the staff, and the doors to what is seldom opened.

The rules of this file: facts and duties in, rows and paragraphs out; a row's key says what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from rules.calendar import school_clock
from rules.case.case import Sheet
from rules.case.sheets import answered_in, school_sheets
from rules.duties.duty import Deed, Duty
from rules.facts import Away, Role, User
from rules.follow_up import Form
from tui import deeds, staff, today_rows
from tui.day_words import day_month, weekday_day
from tui.language import N_, _
from tui.line_list import Cell, Column, Row
from tui.lines import Ink
from tui.overview import Overview, classes
from tui.pane import Paragraph
from tui.people import name_of
from tui.todo import Todo

ROUTINES = frozenset({Deed.YEARLY, Deed.LEADER_REVIEW, Deed.WEEKLY_CHECK, Deed.TEAM})

ROLES: dict[Role, str] = {
    Role.HOMEROOM_TEACHER: N_("kontaktlærer"),
    Role.SUBJECT_TEACHER: N_("faglærer"),
    Role.LEADER: N_("ledelse"),
    Role.SUPPORT: N_("støtte"),
    Role.ADMIN: N_("administrator"),
}

ORDER = (Role.LEADER, Role.HOMEROOM_TEACHER, Role.SUBJECT_TEACHER, Role.SUPPORT, Role.ADMIN)

DOORS = (
    ("import", N_("Hent inn"), N_("elever, fravær, skolerute og timeplan fra fil")),
    ("checklist", N_("Skolens sjekkliste"), N_("skolens egen forebygging")),
    ("log", N_("Innsynslogg"), N_("hvem som har sett på hvem, når og med hvilken grunn")),
)


class Routine(msgspec.Struct, frozen=True):
    """One routine, in all the classes it is to be done in."""

    key: str
    word: str
    duties: tuple[Duty, ...]

    @property
    def left(self) -> tuple[Duty, ...]:
        """Where it is not done, what is due first first."""
        return tuple(sorted((duty for duty in self.duties if duty.met_at is None), key=lambda duty: duty.due))


def routines(seen: Overview, todo: Todo | None) -> tuple[Routine, ...]:
    """The school's own duties, those of the same kind (and week) together; what is late first."""
    kinds: dict[str, list[Duty]] = {}
    place = {name: n for n, name in enumerate(classes(seen))}
    for duty in sorted(todo.all if todo else (), key=lambda duty: place.get(duty.school_class, -1)):
        if duty.deed in ROUTINES and (duty.opens <= seen.now or duty.met_at is not None or _of_the_year(duty)):
            week = duty.days[0].isoformat() if duty.days else ""
            kinds.setdefault(f"{duty.id}:{week}", []).append(duty)
    found = (Routine(key, _word(own[0]), tuple(own)) for key, own in kinds.items())
    return tuple(sorted(found, key=lambda each: (not each.left, _first_due(each), each.key)))


def _of_the_year(duty: Duty) -> bool:
    return duty.deed is Deed.LEADER_REVIEW


def _word(duty: Duty) -> str:
    if not duty.days:
        return deeds.word(duty)
    return _("{what} uke {week}").format(what=deeds.word(duty), week=duty.days[0].isocalendar().week)


def _first_due(routine: Routine) -> datetime:
    return min(duty.due for duty in routine.left or routine.duties)


def columns() -> list[Column]:
    """A sign and word, what or who, class or role, when, and who does or stands in."""
    return [
        Column("sign", "", 2),
        Column("state", "", 8, leaves=2),
        Column("what", "", 22, grow=True),
        Column("class", _("klasser"), 14),
        Column("by", _("når"), 11),
        Column("who", _("hvem"), 14, leaves=1),
    ]


def rows(seen: Overview, shown: Iterable[Routine]) -> Iterator[Row]:
    """Three parts, each under its heading."""
    own = tuple(shown)
    if own:
        yield _heading("routines", _("Rutiner"))
    yield from (Row(f"routine:{each.key}", _routine_cells(seen, each)) for each in own)
    yield _heading("doors", _("Annet"))
    yield from (Row(f"door:{key}", ("", "", _(name), "", "", _door_state(seen, key))) for key, name, _what in DOORS)
    yield _heading("staff", _("Ansatte"))
    users = sorted(staff.here(seen), key=lambda user: (ORDER.index(user.role), user.full_name))
    yield from (Row(f"user:{user.name}", _user_cells(seen, user)) for user in users)
    if not users:
        yield Row("nobody", (_("Ingen ansatte er lagt inn ennå."),), Ink.MUTED, heading=True)


def _heading(key: str, text: str) -> Row:
    return Row(f"heading:{key}", (text,), Ink.TITLE, heading=True)


def _routine_cells(seen: Overview, routine: Routine) -> tuple[Cell, ...]:
    left = routine.left
    look = today_rows.look_of(seen, left[0]) if left else today_rows.DONE
    done = len(routine.duties) - len(left)
    count = _("{done} av {all} gjort").format(done=done, all=len(routine.duties))
    whose = {today_rows.whose(seen, duty) for duty in left}
    return (
        ((look.sign, look.ink),),
        ((_(look.word), look.ink),),
        routine.word,
        count if len(routine.duties) > 1 else routine.duties[0].school_class,
        today_rows.by_when(seen, left[0]) if left else "",
        ((whose.pop() if len(whose) == 1 else "", Ink.MUTED),),
    )


def choices(seen: Overview, routine: Routine) -> list[tuple[str, str]]:
    """In which class it is done now: each by its homeroom teacher and date."""
    return [
        (duty.key, f"{duty.school_class}  {today_rows.whose(seen, duty)}, {today_rows.by_when(seen, duty)}")
        for duty in routine.left
    ]


def _user_cells(seen: Overview, user: User) -> tuple[Cell, ...]:
    away = staff.away_from(user, seen.today)
    now = away is not None and away.first <= seen.today
    word, ink = (_("borte"), Ink.WORRYING) if now else (_("ventet"), Ink.WATCH) if away else ("", Ink.PLAIN)
    stand_in = staff.stands_in(user, away)
    nobody = now and not stand_in
    return (
        (("!" if now else "~" if away else "", ink),),
        ((word, ink),),
        f"{user.full_name}, {user.title or _(ROLES[user.role])}",
        ", ".join(user.classes),
        _when(seen, away),
        ((_("ingen trer inn"), Ink.STRONG),) if nobody else name_of(seen, stand_in),
    )


def _when(seen: Overview, away: Away | None) -> str:
    """Until when, or from when."""
    if away is None:
        return ""
    if away.first <= seen.today:
        return _("til {day}").format(day=day_month(away.last))
    return _("fra {day}").format(day=day_month(away.first))


def _door_state(seen: Overview, key: str) -> str:
    if key != "checklist":
        return ""
    form, sheet = checklist_form(seen), checklist(seen)
    if form is None:
        return _("ikke i veilederen")
    if sheet is None:
        return _("ikke begynt")
    return _("{done} av {all}").format(done=answered_in(form, sheet), all=len(form.questions))


def checklist(seen: Overview) -> Sheet | None:
    """The school's own checklist of this year, the one opened last."""
    form = checklist_form(seen)
    own = [sheet for sheet in school_sheets(seen.school_events) if form and sheet.form == form.id]
    return own[-1] if own else None


def checklist_form(seen: Overview) -> Form | None:
    """The form that the school itself fills in, where the guide has one."""
    return next(iter(seen.forms_of("school_itself")), None)


def said(seen: Overview, key: str, shown: Iterable[Routine]) -> tuple[Paragraph, ...]:
    """What there is to know of a row."""
    sort, _colon, name = key.partition(":")
    if sort == "routine":
        return next((_said_routine(seen, each) for each in shown if each.key == name), ())
    if sort == "user" and (user := seen.school.user(name)):
        return tuple(_said_user(seen, user))
    return tuple(((_(name_), Ink.TITLE), (f" · {_(what)}", Ink.PLAIN)) for key_, name_, what in DOORS if key_ == name)


def _said_routine(seen: Overview, routine: Routine) -> tuple[Paragraph, ...]:
    left, done = routine.left, [duty for duty in routine.duties if duty.met_at is not None]
    about = today_rows.said(seen, (left or routine.duties)[0])
    if len(routine.duties) == 1:
        return about
    where = [((_("Gjenstår: {classes}").format(classes=_where(left)), Ink.PLAIN),)] if left else []
    met = [((_("Gjort: {classes}").format(classes=_where(done)), Ink.SAVED),)] if done else []
    return (*where, *met, *about[-1:])


def _where(duties: Iterable[Duty]) -> str:
    return ", ".join(duty.school_class or _day_of(duty) for duty in duties)


def _day_of(duty: Duty) -> str:
    """The day it was done, or is due."""
    return day_month(school_clock(duty.met_at or duty.due).date())


def _said_user(seen: Overview, user: User) -> Iterator[Paragraph]:
    role = ", ".join(part for part in (user.title, _(ROLES[user.role])) if part)
    yield (
        (user.full_name, Ink.TITLE),
        (f" · {user.name} · {role}", Ink.MUTED),
        (f" · {user.phone}" if user.phone else "", Ink.PLAIN),
    )
    usual = name_of(seen, user.stand_in) or _("ingen")
    yield ((_("Trer vanligvis inn: {name}").format(name=usual), Ink.PLAIN),)
    for away in sorted(user.away, key=lambda each: each.first):
        if away.last >= seen.today:
            who = name_of(seen, staff.stands_in(user, away)) or _("ingen")
            text = _("Borte {first} – {last}: {name} trer inn")
            yield ((text.format(first=weekday_day(away.first), last=weekday_day(away.last), name=who), Ink.WATCH),)
