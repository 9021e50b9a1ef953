"""A meeting's questions: calling it, who comes, its agenda, that it was held and when the next one is, that it is off.

The rules of this file: dialogs answer and tellings are made of the answers; what the card lists is chosen already; the
next meeting's day and time is asked for, and without them why there is none; it is called in the same telling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import uuid4

import msgspec

from rules.case.case import Case, Meeting
from rules.case.events import (
    CaseEvent,
    MeetingCancelled,
    MeetingHeld,
    MeetingKind,
    MeetingReminded,
    MeetingSet,
    Participant,
)
from rules.case.meetings import ahead, wanted_next
from rules.follow_up import Card
from tui.ask import Answers, Ask, Field, Takes
from tui.asking import ask
from tui.case_lines import WORDS, day_of, text_of
from tui.day_words import weekday_day
from tui.event_words import MEETINGS
from tui.language import N_, _
from tui.lines import Ink, Part
from tui.menu import Choice, Ticks
from tui.messages import DialogWanted, TellingWanted
from tui.overview import Overview
from tui.people import choices, everybody, holders, name_of, who_fields, who_said
from tui.tellings import TellCase
from tui.views import View

#: What comes after a meeting of each kind.
AFTER: dict[MeetingKind, MeetingKind] = {
    MeetingKind.FIRST: MeetingKind.SECOND,
    MeetingKind.SECOND: MeetingKind.FURTHER,
    MeetingKind.FURTHER: MeetingKind.FURTHER,
    MeetingKind.RESOURCE_TEAM: MeetingKind.FURTHER,
    MeetingKind.MULTI_AGENCY: MeetingKind.FURTHER,
    MeetingKind.FOLLOW_UP: MeetingKind.FOLLOW_UP,
}


class Call(msgspec.Struct, frozen=True):
    """A meeting that is being called: a new one, or one called anew."""

    student: str
    sort: MeetingKind | None
    before: Meeting | None = None

    def card(self, seen: Overview, sort: MeetingKind) -> Card:
        """The guide's card, or list, for the kind."""
        return seen.follow_up.card(sort)


def likely_sort(case: Case) -> MeetingKind:
    """Which meeting comes next."""
    sorts = {meeting.called.sort for meeting in case.meetings if meeting.cancelled is None}
    if MeetingKind.FIRST not in sorts:
        return MeetingKind.FIRST
    return MeetingKind.FURTHER if MeetingKind.SECOND in sorts else MeetingKind.SECOND


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
    wanted = None if old else wanted_next(case)
    sort = old.sort if old else called.sort or likely_sort(case)
    kinds = tuple((str(kind), MEETINGS[kind]) for kind in MeetingKind)
    offered = choices(seen, student, (old.minutes_by, old.called_by) if old else ())
    hint = _("fre, 28.9, +14 …")
    fields = (
        Field("sort", N_("hva slags møte"), Takes.ONE, kinds, first=str(sort)),
        Field("on", N_("dag"), Takes.DATE, required=True, hint=hint, first=old.on if old else _next_day(wanted)),
        Field("time", N_("klokka"), Takes.TIME, required=True, first=old.time if old else _next_time(wanted)),
        Field("place", N_("sted"), first=old.place if old else None),
        *who_fields("minutes", N_("hvem skriver referat"), offered, old.minutes_by if old else ""),
        *who_fields("caller", N_("hvem kaller inn"), offered, old.called_by if old else ""),
    )
    head = _("Kall inn på nytt: {name}") if old else _("Kall inn til møte: {name}")
    name = seen.students[student].name
    remember: tuple[Part, ...] = (("«Husk å bli enige om hvem som skal skrive referat»", Ink.QUOTE),)
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
            rows.append((one, name_of(seen, one.name) or one.part, True))
    there = {_same(one) for one in invited}
    return tuple((str(n), part, label, ticked or _same(part) in there) for n, (part, label, ticked) in enumerate(rows))


def _stands(rows: Sequence[tuple[Participant, str, bool]], one: Participant) -> bool:
    """By name; a partner nobody is named for, by what they are."""
    if one.name:
        return any(row.name == one.name for row, _label, _ticked in rows)
    return any(row.part == one.part for row, _label, _ticked in rows)


def _same(one: Participant) -> str:
    return one.name or one.part


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
    view.post_message(TellingWanted(TellCase(called.student, (event,), said=said), again))
    then(meeting)


# Afterwards.


def held(view: View, student: str, meeting: Meeting) -> None:
    """Who was there, and when is the next one: cannot be forgotten."""
    seen = view.overview
    if seen is not None:
        ask(view, held_dialog(seen, student, meeting), lambda now, answers: held_told(now, student, meeting, answers))


def held_dialog(seen: Overview, student: str, meeting: Meeting) -> Ask:
    """The fields; the card's own words over them."""
    called = meeting.called
    there = tuple((str(n), name_of(seen, each.name) or each.part) for n, each in enumerate(called.participants))
    calls = (("yes", N_("ja")), ("no", N_("nei, det gjøres senere")))
    fields = (
        Field("present", N_("til stede"), Takes.SOME, there, first=tuple(key for key, _label in there)),
        Field("on", N_("holdt"), Takes.DATE, required=True, past=True, first=min(called.on, seen.today)),
        Field("next_on", N_("NESTE MØTE: dag"), Takes.DATE, hint=_("+14, fre 9.10 …")),
        Field("next_time", N_("NESTE MØTE: klokka"), Takes.TIME, hint="14:00"),
        Field("no_next", N_("eller hvorfor det ikke blir noe neste møte")),
        Field("call", N_("kall inn til det nå, de samme deltakerne"), Takes.ONE, calls, last=True),
    )
    head = _("{meeting} er holdt: {name}").format(meeting=_(MEETINGS[called.sort]), name=seen.students[student].name)
    card = seen.follow_up.card(MeetingKind.FIRST)
    words = next((item.text for item in card.agenda if item.key == "next-meeting"), "")
    about: tuple[Part, ...] = ((f"«{words}»", Ink.QUOTE),) if words else ()
    return Ask(head, fields, seen.today, about=about, check=_next_is_said)


def _next_is_said(answers: Answers) -> str:
    if answers["no_next"] or (answers["next_on"] and answers["next_time"]):
        return ""
    return _("Avtal dato og tid for neste møte, eller skriv hvorfor det ikke blir noe.")


def held_told(seen: Overview, student: str, meeting: Meeting, answers: Answers) -> TellCase:
    """The meeting was held; the next one is called with it."""
    called, ticked = meeting.called, answers["present"]
    keys = ticked if isinstance(ticked, tuple) else ()
    next_on, next_time = day_of(answers["next_on"]), text_of(answers["next_time"])
    event = MeetingHeld(
        by="",
        at=seen.now,
        meeting=meeting.id,
        on=day_of(answers["on"]) or seen.today,
        present=tuple(each for n, each in enumerate(called.participants) if str(n) in keys),
        next_on=next_on if next_time else None,
        next_time=next_time if next_on else "",
        no_next=text_of(answers["no_next"]),
    )
    called_now = answers["call"] == "yes" and event.next_on is not None
    following = (_next_call(seen, student, meeting, event),) if called_now and event.next_on else ()
    more = following if not _called_already(seen.case_of(student), event) else ()
    said = _("Møtet er holdt. Neste møte {day} kl. {time}.") if event.next_on else _("Møtet er holdt.")
    day = weekday_day(event.next_on) if event.next_on else ""
    events: tuple[CaseEvent, ...] = (event, *more)
    return TellCase(student, events, said=said.format(day=day, time=event.next_time))


def _called_already(case: Case, event: MeetingHeld) -> bool:
    return any(each.called.on == event.next_on for each in ahead(case))


def _next_call(seen: Overview, student: str, meeting: Meeting, event: MeetingHeld) -> MeetingSet:
    """The same people, the next card's agenda."""
    del student
    sort = AFTER[meeting.called.sort]
    agenda = tuple(item.text for item in seen.follow_up.card(sort).agenda)
    return msgspec.structs.replace(
        meeting.called,
        id="",
        by="",
        at=seen.now,
        meeting=uuid4().hex,
        sort=sort,
        on=event.next_on or event.on,
        time=event.next_time,
        agenda=agenda,
    )


def remind(view: View, student: str, meeting: Meeting) -> None:
    """The reminder went out: to whom, how."""
    seen = view.overview
    if seen is None:
        return
    head = _("Påminning er sendt: {meeting}").format(meeting=_(MEETINGS[meeting.called.sort]))
    words: tuple[Part, ...] = (("«Skolen sender ut en påminning ang møtet avtalt i samarbeidsmøte 1.»", Ink.QUOTE),)

    def told(now: Overview, answers: Answers) -> TellCase:
        event = MeetingReminded(by="", at=now.now, meeting=meeting.id, words=text_of(answers["words"]))
        return TellCase(student, (event,), said=_("Påminningen er notert."))

    ask(view, Ask(head, (WORDS,), seen.today, about=words), told)


def cancel(view: View, student: str, meeting: Meeting) -> None:
    """The meeting is off, and why."""
    seen = view.overview
    if seen is None:
        return
    head = _("Avlys {meeting}").format(meeting=_(MEETINGS[meeting.called.sort]).lower())
    fields = (Field("words", N_("hvorfor"), required=True, last=True),)

    def told(now: Overview, answers: Answers) -> TellCase:
        event = MeetingCancelled(by="", at=now.now, meeting=meeting.id, reason=text_of(answers["words"]))
        return TellCase(student, (event,), said=_("Møtet er avlyst."))

    ask(view, Ask(head, fields, seen.today), told)


def add_item(view: View, student: str, meeting: Meeting) -> None:
    """One more item on the agenda, last."""
    seen = view.overview
    if seen is None:
        return
    fields = (Field("words", N_("hva"), required=True, last=True),)

    def told(now: Overview, answers: Answers) -> TellCase:
        current = next((each for each in now.case_of(student).meetings if each.id == meeting.id), meeting).called
        agenda = (*current.agenda, text_of(answers["words"]))
        event = msgspec.structs.replace(current, id="", by="", at=now.now, agenda=agenda)
        return TellCase(student, (event,))

    ask(view, Ask(_("Et punkt til på agendaen"), fields, seen.today), told)
