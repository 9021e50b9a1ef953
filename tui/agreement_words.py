"""Parts of an agreement in words: each kind in a sentence, for the list, the history and the pane.

The rules of this file: a part in, a line out; a table of kinds; staff are named by their full names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rules.case.events import (
    Contingency,
    Deadline,
    Departure,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Part,
    Repeats,
    Responsibility,
    Step,
    WeekEntry,
)
from rules.case.signing import PARTY_WORDS
from rules.words import WEEKDAYS
from tui.agreement_reading import length_said, lessons_said, starts_said
from tui.day_words import day_month, weekday_day
from tui.language import N_, _
from tui.overview import Overview
from tui.people import name_of

REPEATS: dict[Repeats, str] = {
    Repeats.ONCE: N_("én gang"),
    Repeats.DAILY: N_("hver skoledag"),
    Repeats.WEEKDAYS: N_("faste ukedager"),
    Repeats.EVERY_OTHER_WEEK: N_("annenhver uke"),
    Repeats.MONTHLY: N_("hver måned"),
    Repeats.AFTER_HOLIDAY: N_("etter hver ferie"),
}


def part_said(seen: Overview, part: Part) -> str:
    """One part in a line."""
    return PARTS[type(part)](seen, part)


def _goal(_seen: Overview, part: Goal) -> str:
    return part.text


def _step(_seen: Overview, part: Step) -> str:
    said = _("Trinn {number}: {text}").format(number=part.number, text=part.text)
    more = [length_said(part.school_days), lessons_said(part.weekdays), starts_said(part.starts)]
    tail = " · ".join(each for each in more if each)
    return f"{said} ({tail})" if tail else said


def _responsibility(seen: Overview, part: Responsibility) -> str:
    owner = name_of(seen, part.owner) if part.owner else _upper(PARTY_WORDS[part.party])
    said = f"{owner}: {part.text} ({often_said(part)})"
    return said + " · " + _("stedfortreder {name}").format(name=name_of(seen, part.stand_in)) if part.stand_in else said


def often_said(part: Responsibility | Evaluation) -> str:
    """How often, on which weekdays, from when until when."""
    days = ", ".join(_(WEEKDAYS[n]) for n in part.weekdays)
    once = part.repeats is Repeats.ONCE
    said = [days if part.repeats is Repeats.WEEKDAYS and days else "" if once else _(REPEATS[part.repeats])]
    if days and part.repeats is Repeats.EVERY_OTHER_WEEK:
        said.append(days)
    if part.first is not None:
        said.append(day_month(part.first) if once else _("fra {day}").format(day=day_month(part.first)))
    if part.last is not None:
        said.append(_("til {day}").format(day=day_month(part.last)))
    return " ".join(each for each in said if each) or _(REPEATS[Repeats.ONCE])


def _measure(seen: Overview, part: Measure) -> str:
    return f"{part.text} ({name_of(seen, part.owner)})" if part.owner else part.text


def _contingency(seen: Overview, part: Contingency) -> str:
    said = _("{teller} sier fra til {told} ({channel}). {then}")
    teller, informed = name_of(seen, part.teller), name_of(seen, part.told)
    return said.format(teller=teller, told=informed, channel=part.channel or "–", then=part.then).strip()


def _evaluation(seen: Overview, part: Evaluation) -> str:
    return _("{how} ({often}) · {caller} kaller inn").format(
        how=part.how, often=often_said(part), caller=name_of(seen, part.caller) or "–"
    )


def _next_meeting(_seen: Overview, part: NextMeeting) -> str:
    return _("{day} kl. {time}").format(day=weekday_day(part.on), time=part.time)


def _deadline(_seen: Overview, part: Deadline) -> str:
    by = _(" innen {time}").format(time=part.by_time) if part.by_time else ""
    to = _(" til {to}").format(to=part.to) if part.to else ""
    channel = f" ({part.channel})" if part.channel else ""
    message = " · " + _("morgenens melding") if part.message else ""
    return f"{_upper(PARTY_WORDS[part.who])}: {part.what}{to}{channel}{by}{message}"


def _week_entry(seen: Overview, part: WeekEntry) -> str:
    labels: Sequence[tuple[str, str]] = (
        ("", part.place),
        (_("med"), name_of(seen, part.adult)),
        ("", part.task),
        (_("sammen med"), part.fellow_pupils),
        (_("lekser:"), part.homework),
        (_("kan gå ut:"), part.may_leave),
    )
    more = ", ".join(f"{label} {text}".strip() for label, text in labels if text)
    return f"{_(WEEKDAYS[part.weekday])} {part.time} {more}".strip()


def _departure(_seen: Overview, part: Departure) -> str:
    named = (
        (part.hours, N_("skoletid")),
        (part.subjects, N_("fag")),
        (part.goals, N_("mål")),
        (part.place, N_("sted")),
    )
    found = ", ".join(_(word) for there, word in named if there)
    return _("Avviker i {what}. {words}").format(what=found or "–", words=part.words).strip()


PARTS: dict[type[Part], Callable[[Overview, Any], str]] = {
    Goal: _goal,
    Step: _step,
    Responsibility: _responsibility,
    Measure: _measure,
    Contingency: _contingency,
    Evaluation: _evaluation,
    NextMeeting: _next_meeting,
    Deadline: _deadline,
    WeekEntry: _week_entry,
    Departure: _departure,
}


def _upper(party: str) -> str:
    """Who it is, first in a line; PPS stays PPS."""
    said = _(party)
    return said[:1].upper() + said[1:]
