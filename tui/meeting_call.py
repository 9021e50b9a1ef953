"""Calling a meeting: which, when and where, who comes as the card lists them, and what about.

The rules of this file: three dialogs after each other, each with what is likeliest chosen already; a telling is made of
the answers; where it is refused the first one comes back with what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import uuid4

import msgspec

from rules.case.case import Case, Meeting, State
from rules.case.events import (
    MeetingHeld,
    MeetingKind,
    MeetingSet,
    Participant,
)
from rules.case.meetings import wanted_next
from rules.case.workflow import WORKFLOW
from rules.duties.opened import meetings_now
from rules.follow_up import Card
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.case_lines import day_of, text_of
from tui.day_words import weekday_day
from tui.event_words_meetings import MEETINGS
from tui.language import N_, _
from tui.lines import Ink, Part
from tui.menu import Choice, Ticks
from tui.messages import DialogWanted, TellingWanted
from tui.not_now import why_not
from tui.overview import Overview
from tui.people import choices, everybody, holders, name_of, participant, who_fields, who_said
from tui.tellings import TellCase
from tui.views import View


class Call(msgspec.Struct, frozen=True):
    """A meeting that is being called: a new one, or one called anew."""

    student: str
    sort: MeetingKind | None
    before: Meeting | None = None

    def card(self, seen: Overview, sort: MeetingKind) -> Card:
        """The guide's card, or list, for the kind."""
        return seen.follow_up.card(sort)


def likely_sort(case: Case) -> MeetingKind:
    """Which meeting comes next; when a case is closed, one that follows up."""
    if case.state is State.CLOSED:
        return MeetingKind.FOLLOW_UP
    sorts = {meeting.called.sort for meeting in meetings_now(case) if meeting.cancelled is None}
    if MeetingKind.FIRST not in sorts:
        return MeetingKind.FIRST
    return MeetingKind.FURTHER if MeetingKind.SECOND in sorts else MeetingKind.SECOND


def why_not_called(seen: Overview, student: str) -> str:
    """Why no meeting can be called as the case stands; "" where one can."""
    sort = likely_sort(seen.case_of(student))
    return why_not(seen, student, MeetingSet(by="", at=seen.now, meeting="", sort=sort, on=seen.today, time="08:00"))


def call(view: View, called: Call, then: Callable[[str], None]) -> None:
    """Ask when and where, who comes, what about; tell it; ``then`` is given the meeting's id."""
    seen = view.overview
    if seen is None or seen.student(called.student) is None:
        return
    _ask_when(view, called, when_dialog(seen, called), then)


def _ask_when(view: View, called: Call, dialog: Ask, then: Callable[[str], None]) -> None:
    def answered(answers: Answers | None) -> None:
        if answers is not None and view.overview is not None:
            _ask_who(view, called, answers, lambda why: _ask_when(view, called, dialog.again(answers, why), then), then)

    view.post_message(DialogWanted(dialog, answered))


def when_dialog(seen: Overview, called: Call) -> Ask:
    """Kind, day, time, place, who writes, who calls."""
    case, student = seen.case_of(called.student), called.student
    old = called.before.called if called.before else None
    wanted = None if old else wanted_next(meetings_now(case))
    sort = old.sort if old else called.sort or likely_sort(case)
    taken = [kind for kind in MeetingKind if f"meeting.{kind}" in WORKFLOW[case.state]]
    kinds = tuple((str(kind), MEETINGS[kind]) for kind in taken or MeetingKind)
    offered = choices(seen, student, (old.minutes_by, old.called_by) if old else ())
    hint = _("fre, 28.9, +14 …")
    fields = (
        Field("sort", N_("hva slags møte"), Takes.ONE, kinds, first=str(sort)),
        Field(
            "on", N_("hvilken dag"), Takes.DATE, required=True, hint=hint, first=old.on if old else _next_day(wanted)
        ),
        Field("time", N_("klokka"), Takes.TIME, required=True, first=old.time if old else _next_time(wanted)),
        Field("place", N_("sted"), first=old.place if old else None),
        *who_fields("minutes", N_("hvem skriver referat"), offered, old.minutes_by if old else ""),
        *who_fields("caller", N_("hvem kaller inn"), offered, old.called_by if old else ""),
    )
    head = _("Kall inn på nytt: {name}") if old else _("Kall inn til møte: {name}")
    name = seen.students[student].name
    agenda = seen.follow_up.card(MeetingKind.FIRST).agenda
    remember: tuple[Part, ...] = tuple((f"«{each.text}»", Ink.QUOTE) for each in agenda if each.key == "minutes")
    return Ask(head.format(name=name), fields, seen.today, about=remember, start="on")


def _next_day(held: MeetingHeld | None) -> date | None:
    return held.next_on if held else None


def _next_time(held: MeetingHeld | None) -> str | None:
    return held.next_time if held else None


def _ask_who(
    view: View, called: Call, answers: Answers, again: Callable[[str], None], then: Callable[[str], None]
) -> None:
    seen = view.overview
    assert seen is not None
    sort = MeetingKind(text_of(answers["sort"]))
    old = called.before.called if called.before else None
    people = offered_people(seen, called.student, sort, old.participants if old else ())
    ticked = [key for key, _part, _label, invited in people if invited]
    dialog = Ticks(_("Hvem kalles inn?"), [Choice(key, label) for key, _part, label, _i in people], ticked)

    def answered(keys: tuple[str, ...] | None) -> None:
        if keys is None or view.overview is None:
            return
        chosen = tuple(part for key, part, _label, _i in people if key in keys)
        if called.before is not None and called.before.minutes:
            assert old is not None  # minutes name an item by its number: the agenda stays
            _tell(view, called, answers, chosen, old.agenda, again, then)
        else:
            _ask_what(view, called, answers, chosen, again, then)

    view.post_message(DialogWanted(dialog, answered))


People = tuple[tuple[str, Participant, str, bool], ...]


def offered_people(seen: Overview, student: str, sort: MeetingKind, invited: Sequence[Participant]) -> People:
    """Everybody who may come: those the card lists first, ticked; each with a key, and what they are called."""
    rows: list[tuple[Participant, str, bool]] = []
    for item in seen.follow_up.card(sort).participants:
        names = holders(seen, student, item.key) or ("",)
        rows += [(Participant(item.key, name), _labelled(seen, item.text, name), not invited) for name in names]
    for part, name, label in everybody(seen, student):
        if not _stands(rows, Participant(part, name)):
            rows.append((Participant(part, name), label, False))
    for one in invited:
        if not _stands(rows, one):
            rows.append((one, participant(seen, one), True))
    there = {_same(one) for one in invited}
    return tuple((str(n), part, label, ticked or _same(part) in there) for n, (part, label, ticked) in enumerate(rows))


def _stands(rows: Sequence[tuple[Participant, str, bool]], one: Participant) -> bool:
    """By name; a partner nobody is named for, by what they are."""
    if one.name:
        return any(row.name == one.name for row, _label, _ticked in rows)
    return any(row.part == one.part for row, _label, _ticked in rows)


def _same(one: Participant) -> str:
    return one.name or one.part


def unlikely(seen: Overview, on: date) -> str:
    """What is said of a day on which few would meet; "" of others."""
    if on < seen.today:
        return _("Den dagen har vært.")
    known = on <= seen.calendar.days[-1] if seen.calendar.days else False
    return _("Det er ingen skoledag.") if known and seen.calendar.index(on) is None else ""


def _labelled(seen: Overview, part: str, name: str) -> str:
    return f"{part}: {name_of(seen, name)}" if name else part


def _ask_what(
    view: View,
    called: Call,
    answers: Answers,
    chosen: tuple[Participant, ...],
    again: Callable[[str], None],
    then: Callable[[str], None],
) -> None:
    seen = view.overview
    assert seen is not None
    card = called.card(seen, MeetingKind(text_of(answers["sort"])))
    old = called.before.called.agenda if called.before else ()
    items = list(dict.fromkeys((*old, *(item.text for item in card.agenda))))
    offered = [Choice(str(n), text) for n, text in enumerate(items)]
    ticked = [str(n) for n, text in enumerate(items) if not old or text in old]
    where = f" ({card.place})" if card.place else ""

    def answered(keys: tuple[str, ...] | None) -> None:
        if keys is not None:
            _tell(view, called, answers, chosen, tuple(items[int(key)] for key in keys), again, then)

    view.post_message(DialogWanted(Ticks(_("Hva skal møtet handle om?") + where, offered, ticked), answered))


def _tell(
    view: View,
    called: Call,
    answers: Answers,
    chosen: tuple[Participant, ...],
    agenda: tuple[str, ...],
    again: Callable[[str], None],
    then: Callable[[str], None],
) -> None:
    seen = view.overview
    if seen is None:
        return
    meeting = called.before.id if called.before else uuid4().hex
    event = MeetingSet(
        by="",
        at=seen.now,
        meeting=meeting,
        sort=MeetingKind(text_of(answers["sort"])),
        on=day_of(answers["on"]) or seen.today,
        time=text_of(answers["time"]),
        place=text_of(answers["place"]),
        participants=chosen,
        agenda=agenda,
        minutes_by=who_said(seen, answers, "minutes"),
        called_by=who_said(seen, answers, "caller"),
    )
    said = _("Kalt inn: {day} kl. {time}.").format(day=weekday_day(event.on), time=event.time)
    said = f"{said} {unlikely(seen, event.on)}".strip()
    view.post_message(TellingWanted(TellCase(called.student, (event,), said=said), again))
    then(meeting)
