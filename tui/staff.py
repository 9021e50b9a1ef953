"""The staff: who is away from when to when, and who stands in.

The rules of this file: a dialog answers and a telling is made of the answers; a colleague is named by login or by a
name only one has; an absence that is over stays in the list, as it is part of what was known.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import msgspec

from rules.facts import Away, User
from rules.names import match
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.day_words import weekday_day
from tui.language import N_, _
from tui.messages import NoticeWanted, TellingWanted
from tui.overview import Overview
from tui.tellings import ChangeUser, MarkAway
from tui.views import View

NOBODY = "-"


def here(seen: Overview) -> tuple[User, ...]:
    """Those who work at the school."""
    return tuple(user for user in seen.school.users if user.removed is None)


def called(seen: Overview, text: str) -> User | None:
    """The colleague somebody means: by login, or by a name (or its start) that only one has."""
    users = here(seen)
    by_login = next((user for user in users if user.name == text.strip().lower()), None)
    if by_login is not None:
        return by_login
    found = [user for user in users if match(text, user.full_name)]
    return found[0] if len(found) == 1 else None


def away_from(user: User, day: date) -> Away | None:
    """The absence that covers a day, or the next one to come."""
    coming = sorted((away for away in user.away if away.last >= day), key=lambda away: away.first)
    return coming[0] if coming else None


def stands_in(user: User, away: Away | None) -> str:
    """Who stands in: of the absence, else the usual one."""
    return (away.stand_in if away else "") or user.stand_in


def mark_away(view: View, user: User) -> None:
    """Ask from when to when and who stands in, and tell it."""
    seen = view.overview
    if seen is None:
        return
    usual = seen.school.user(user.stand_in)
    fields = (
        Field("first", N_("borte fra og med"), Takes.DATE, required=True, first=seen.today),
        Field("last", N_("til og med"), Takes.DATE, required=True, first=seen.today),
        Field("stand_in", _stand_in_label(usual), hint=_("navn eller brukernavn; tom: den vanlige"), last=True),
    )
    head = _("{name} er borte").format(name=user.full_name)
    dialog = Ask(head, fields, seen.today, check=partial(_wrong, seen, user))
    ask(view, dialog, lambda now, answers: _away_told(now, user, answers))


def not_away(view: View, user: User) -> None:
    """The one who is away (or would be) is here after all."""
    seen = view.overview
    away = away_from(user, seen.today) if seen else None
    if seen is None or away is None:
        view.post_message(NoticeWanted(_("{name} er ikke meldt borte.").format(name=user.full_name)))
        return
    yesterday = seen.today - timedelta(days=1)
    over = (msgspec.structs.replace(away, last=yesterday),) if away.first <= yesterday else ()
    kept = tuple(each for each in user.away if each is not away)
    said = _("{name} er ikke borte lenger.").format(name=user.full_name)
    view.post_message(TellingWanted(MarkAway(user.name, (*kept, *over), said)))


def change_stand_in(view: View, user: User) -> None:
    """Ask who usually stands in, and tell it."""
    seen = view.overview
    if seen is None:
        return
    usual = seen.school.user(user.stand_in)
    hint = _("navn eller brukernavn; - for ingen")
    fields = (Field("stand_in", _stand_in_label(usual), hint=hint, required=True, last=True),)
    head = _("Vanlig stedfortreder for {name}").format(name=user.full_name)
    dialog = Ask(head, fields, seen.today, check=partial(_wrong, seen, user))
    ask(view, dialog, lambda now, answers: _stand_in_told(now, user, answers))


def _stand_in_label(usual: User | None) -> str:
    if usual is None:
        return _("hvem trer inn")
    return _("hvem trer inn (vanligvis {name})").format(name=usual.full_name)


def _wrong(seen: Overview, user: User, answers: Answers) -> str:
    """What is wrong with the answers, in a sentence; "" for nothing."""
    first, last = answers.get("first"), answers.get("last")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        return _("Siste dag er før den første.")
    typed = str(answers["stand_in"] or "").removeprefix(NOBODY)
    found = called(seen, typed) if typed else None
    if typed and found is None:
        return _("«{text}» er ikke navnet på én ansatt. Skriv mer av navnet, eller brukernavnet.").format(text=typed)
    if found is not None and found.name == user.name:
        return _("Man trer ikke inn for seg selv.")
    return ""


def _login(seen: Overview, answers: Answers) -> str:
    typed = str(answers["stand_in"] or "").removeprefix(NOBODY)
    found = called(seen, typed) if typed else None
    return found.name if found else ""


def _away_told(seen: Overview, before: User, answers: Answers) -> MarkAway:
    """The absence told last holds where two overlap."""
    first, last = answers["first"], answers["last"]
    assert isinstance(first, date)
    assert isinstance(last, date)
    user = seen.school.user(before.name) or before
    away = Away(first, last, _login(seen, answers))
    return MarkAway(user.name, (away, *user.away), away_said(seen, user, away))


def away_said(seen: Overview, user: User, away: Away) -> str:
    """``Per Berg er borte til fre 25. sep. Kari Lie trer inn.``."""
    said = _("{name} er borte til {day}.").format(name=user.full_name, day=weekday_day(away.last))
    stand_in = seen.school.user(stands_in(user, away))
    if stand_in is None:
        return said + " " + _("Ingen trer inn: ledelsen får vite det.")
    return said + " " + _("{name} trer inn.").format(name=stand_in.full_name)


def _stand_in_told(seen: Overview, before: User, answers: Answers) -> ChangeUser:
    user = seen.school.user(before.name) or before
    changed = msgspec.structs.replace(user, stand_in=_login(seen, answers))
    return ChangeUser(changed, _("Stedfortrederen til {name} er endret.").format(name=user.full_name))
