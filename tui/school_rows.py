"""What the school's own view shows: routines with their dates, the staff, and the doors to what is seldom opened.

The rules of this file: facts and duties in, rows and paragraphs out; a row's key says what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from rules.calendar import school_clock
from rules.case.case import Sheet
from rules.case.sheets import answered_in, school_sheets
from rules.duties.duty import Deed, Duty
from rules.facts import Away, Role, User
from tui import deeds, staff, today_rows
from tui.day_words import day_month, weekday_day
from tui.language import N_, _
from tui.line_list import Cell, Column, Row
from tui.lines import Ink
from tui.overview import Overview
from tui.pane import Paragraph
from tui.todo import Todo

ROUTINES = frozenset({Deed.YEARLY, Deed.LEADER_REVIEW, Deed.WEEKLY_CHECK, Deed.TEAM})
RECENT = timedelta(days=7)
CHECKLIST = "school-itself"

ROLES: dict[Role, str] = {
    Role.HOMEROOM_TEACHER: N_("kontaktlærer"),
    Role.SUBJECT_TEACHER: N_("faglærer"),
    Role.LEADER: N_("ledelse"),
    Role.SUPPORT: N_("støtte"),
    Role.ADMIN: N_("administrator"),
}

DOORS = (
    ("import", N_("Hent inn"), N_("elever, fravær, skolerute og timeplan fra fil")),
    ("checklist", N_("Skolens sjekkliste"), N_("skolens egen forebygging")),
)


def routines(seen: Overview, todo: Todo | None) -> tuple[Duty, ...]:
    """The school's own duties: those that stand, and what was met in the last week; a year's tasks all year."""
    own = (duty for duty in (todo.all if todo else ()) if duty.deed in ROUTINES and _shown(seen, duty))
    return tuple(sorted(own, key=lambda duty: (duty.met_at is not None, duty.due, duty.school_class, duty.id)))


def _shown(seen: Overview, duty: Duty) -> bool:
    if duty.met_at is None:
        return duty.opens <= seen.now or duty.deed is Deed.LEADER_REVIEW
    return duty.deed in {Deed.YEARLY, Deed.LEADER_REVIEW} or seen.now - duty.met_at <= RECENT


def columns() -> list[Column]:
    """A sign and word, what or who, class or role, when, and who does or stands in."""
    return [
        Column("sign", "", 2),
        Column("state", "", 8),
        Column("what", "", 22, grow=True),
        Column("class", _("klasser"), 14),
        Column("by", _("når"), 11),
        Column("who", _("hvem"), 14),
    ]


def rows(seen: Overview, duties: Iterable[Duty]) -> Iterator[Row]:
    """Three parts, each under its heading."""
    own = tuple(duties)
    if own:
        yield _heading("routines", _("Rutiner"))
    yield from (Row(f"duty:{duty.key}", _duty_cells(seen, duty)) for duty in own)
    yield _heading("staff", _("Ansatte"))
    users = sorted(staff.here(seen), key=lambda user: (user.role, user.full_name))
    yield from (Row(f"user:{user.name}", _user_cells(seen, user)) for user in users)
    if not users:
        yield Row("nobody", ("", "", _("Ingen ansatte er lagt inn ennå."), "", "", ""), Ink.MUTED)
    yield _heading("doors", _("Annet"))
    yield from (Row(f"door:{key}", ("", "", _(name), "", "", _door_state(seen, key))) for key, name, _what in DOORS)


def _heading(key: str, text: str) -> Row:
    return Row(f"heading:{key}", (text,), Ink.TITLE, heading=True)


def _duty_cells(seen: Overview, duty: Duty) -> tuple[Cell, ...]:
    look = today_rows.look_of(seen, duty)
    done = duty.met_at is not None
    by = day_month(school_clock(duty.met_at).date()) if duty.met_at else today_rows.by_when(seen, duty)
    who = today_rows.person(seen, duty.met_by) if done else today_rows.whose(seen, duty)
    return (
        ((look.sign, look.ink),),
        ((_(look.word), look.ink),),
        deeds.word(duty),
        duty.school_class or duty.item,
        by,
        ((who, Ink.MUTED),),
    )


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
        ((_("ingen trer inn"), Ink.STRONG),) if nobody else today_rows.person(seen, stand_in),
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
    form, sheet = seen.form(CHECKLIST), checklist(seen)
    if form is None or sheet is None:
        return _("ikke begynt")
    return _("{done} av {all}").format(done=answered_in(form, sheet), all=len(form.questions))


def checklist(seen: Overview) -> Sheet | None:
    """The school's own checklist of this year, the one opened last."""
    own = [sheet for sheet in school_sheets(seen.school_events) if sheet.form == CHECKLIST]
    return own[-1] if own else None


def said(seen: Overview, key: str, duties: Iterable[Duty]) -> tuple[Paragraph, ...]:
    """What there is to know of a row."""
    sort, _colon, name = key.partition(":")
    if sort == "duty":
        return next((today_rows.said(seen, duty) for duty in duties if duty.key == name), ())
    if sort == "user" and (user := seen.school.user(name)):
        return tuple(_said_user(seen, user))
    return tuple(((_(name_), Ink.TITLE), (f" · {_(what)}", Ink.PLAIN)) for key_, name_, what in DOORS if key_ == name)


def _said_user(seen: Overview, user: User) -> Iterator[Paragraph]:
    role = ", ".join(part for part in (user.title, _(ROLES[user.role])) if part)
    yield (
        (user.full_name, Ink.TITLE),
        (f" · {user.name} · {role}", Ink.MUTED),
        (f" · {user.phone}" if user.phone else "", Ink.PLAIN),
    )
    usual = today_rows.person(seen, user.stand_in) or _("ingen")
    yield ((_("Trer vanligvis inn: {name}").format(name=usual), Ink.PLAIN),)
    for away in sorted(user.away, key=lambda each: each.first):
        if away.last >= seen.today:
            who = today_rows.person(seen, staff.stands_in(user, away)) or _("ingen")
            text = _("Borte {first} – {last}: {name} trer inn")
            yield ((text.format(first=weekday_day(away.first), last=weekday_day(away.last), name=who), Ink.WATCH),)
