"""What is told of a meeting that is called: reminded of, held and when the next one is, off, one item more.

The rules of this file: dialogs answer and tellings are made of the answers; the next meeting's day and time is asked
for, and without them why there is none; it is called in the same telling.
"""

from __future__ import annotations

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
)
from rules.case.meetings import ahead
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.case_lines import WORDS, day_of, text_of
from tui.day_words import weekday_day
from tui.event_words_meetings import MEETINGS
from tui.language import N_, _
from tui.lines import Ink, Part
from tui.meeting_call import unlikely
from tui.not_now import not_now
from tui.overview import Overview
from tui.people import participant
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


def held(view: View, student: str, meeting: Meeting) -> None:
    """Who was there, and when is the next one: cannot be forgotten."""
    seen = view.overview
    if seen is None:
        return
    on = min(meeting.called.on, seen.today)
    if not not_now(view, student, MeetingHeld(by="", at=seen.now, meeting=meeting.id, on=on, no_next="–")):
        dialog = held_dialog(seen, student, meeting)
        ask(view, dialog, lambda now, answers: held_told(now, student, meeting, answers), student=student)


def held_dialog(seen: Overview, student: str, meeting: Meeting) -> Ask:
    """The fields; the card's own words over them."""
    called = meeting.called
    there = tuple((str(n), participant(seen, each)) for n, each in enumerate(called.participants))
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
    said = f"{said} {unlikely(seen, event.next_on)}".strip() if event.next_on else said
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
    if seen is None or not_now(view, student, MeetingReminded(by="", at=seen.now, meeting=meeting.id)):
        return
    head = _("Påminning er sendt: {meeting}").format(meeting=_(MEETINGS[meeting.called.sort]))
    quotes = seen.follow_up.duty("remind-meeting-2").quotes()
    words: tuple[Part, ...] = tuple((f"«{each}»", Ink.QUOTE) for each in quotes)

    def told(now: Overview, answers: Answers) -> TellCase:
        event = MeetingReminded(by="", at=now.now, meeting=meeting.id, words=text_of(answers["words"]))
        return TellCase(student, (event,), said=_("Påminningen er notert."))

    ask(view, Ask(head, (WORDS,), seen.today, about=words), told, student=student)


def cancel(view: View, student: str, meeting: Meeting) -> None:
    """The meeting is off, and why."""
    seen = view.overview
    if seen is None or not_now(view, student, MeetingCancelled(by="", at=seen.now, meeting=meeting.id, reason="–")):
        return
    head = _("Avlys {meeting}").format(meeting=_(MEETINGS[meeting.called.sort]).lower())
    fields = (Field("words", N_("hvorfor"), required=True, last=True),)

    def told(now: Overview, answers: Answers) -> TellCase:
        event = MeetingCancelled(by="", at=now.now, meeting=meeting.id, reason=text_of(answers["words"]))
        return TellCase(student, (event,), said=_("Møtet er avlyst."))

    ask(view, Ask(head, fields, seen.today), told, student=student)


def add_item(view: View, student: str, meeting: Meeting) -> None:
    """One more item on the agenda, last."""
    seen = view.overview
    if seen is None or not_now(view, student, meeting.called):
        return
    fields = (Field("words", N_("hva"), required=True, last=True),)

    def told(now: Overview, answers: Answers) -> TellCase:
        current = next((each for each in now.case_of(student).meetings if each.id == meeting.id), meeting).called
        agenda = (*current.agenda, text_of(answers["words"]))
        event = msgspec.structs.replace(current, id="", by="", at=now.now, agenda=agenda)
        return TellCase(student, (event,))

    ask(view, Ask(_("Et punkt til på agendaen"), fields, seen.today), told, student=student)
