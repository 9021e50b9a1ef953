"""Everything of one child's case, or of one year's own meetings: to read, to hand over, for the archive.

The rules of this file: no text of an event is left out, whatever its sentence says; where the address is protected no
telephone and no address of the home is said, but in the municipality's own archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial

import msgspec

from rules.case.case import Case
from rules.case.events import (
    AnswerGiven,
    Event,
    InformantDeclined,
    LeaderReviewed,
    MeetingHeld,
    MeetingSet,
    Participant,
    SchoolEvent,
    SheetOpened,
    TaskDone,
    TaskGiven,
    TeamCalled,
    TeamCalledOff,
    TeamClosed,
    TeamEvent,
    TeamItem,
    TeamItemOut,
    TeamLine,
    TeamMet,
    TeamMoved,
    TeamOpened,
    TeamTalked,
    WeeklyChecked,
    YearlyDone,
)
from rules.facts import Attendance, Mark, Message, Student
from rules.protection import shown
from rules.words import quoted
from store.access_log import Entry
from tui.command_line_log import said_who
from tui.event_words import event_said
from tui.language import N_, _, words
from tui.log_rows import WHATS, WHYS
from tui.overview import Overview
from tui.paper.matter import Matter, date_said, moment, paper
from tui.paper.names import NAMES
from tui.paper.paper import Block, Facts, Heading, Line, Log, Paper, Table
from tui.people import name_of, part_text
from tui.quickline_words import REASONS, SHAPES
from tui.student_prose import CHANNELS

_OUR_OWN = frozenset(
    {
        *(
            "id",
            "by",
            "at",
            "knew",
            "sheet",
            "sheets",
            "meeting",
            "agreement",
            "from_version",
            "item",
            "step",
            "consent",
        ),
        *("conversation", "hold", "students", "question", "form", "key", "rule", "station", "signs", "factor", "party"),
        *("told", "because", "task", "sort", "met_by", "in_spite_of", "call"),
    }
)
"""Fields that hold names of our own; what they name has its own line or its own words."""

SCHOOL_EVENTS: Mapping[type[Event], str] = {
    WeeklyChecked: N_("Ukas gjennomgang av fraværet"),
    TeamMet: N_("Teammøte"),
    LeaderReviewed: N_("Ledelsens gjennomgang"),
    YearlyDone: N_("Årlig oppgave gjort"),
    SheetOpened: N_("Skolens egen sjekkliste"),
    AnswerGiven: N_("Svar i skolens egen sjekkliste"),
    InformantDeclined: N_("Ville ikke fylle ut"),
    TeamOpened: N_("Møte åpnet"),
    TeamItem: N_("På saklista"),
    TeamMoved: N_("Flyttet på saklista"),
    TeamItemOut: N_("Tatt av saklista"),
    TeamTalked: N_("Drøftet i møtet"),
    TeamLine: N_("Referatlinje"),
    TeamClosed: N_("Møtet avsluttet"),
    TeamCalled: N_("Kalt inn til møte"),
    TeamCalledOff: N_("Møtet avlyst"),
    TaskGiven: N_("Oppgave gitt"),
    TaskDone: N_("Oppgave gjort"),
}

Sections = list[tuple[str, tuple[Line, ...]]]
"""Headings, each with its lines."""


def case_file(matter: Matter) -> Paper:
    """One child's case file, or an empty one to keep on paper."""
    if matter.blank:
        rows = ((_("Elev"), ""), (_("Klasse"), ""), (_("Født"), ""), (_("Foresatt"), ""), (_("Kontaktlærer"), ""))
        heads = (_("Når"), _("Hvem"), _("Hva"))
        blocks = (Facts(rows), Table(heads, (), (1, 1, 4), empty=18))
        return paper(matter, "elevmappe", _("Elevmappe"), blocks)
    return child_paper(matter.seen, shown(matter.student), matter.years, matter.looks)


def child_paper(
    seen: Overview,
    one: Student,
    years: Iterable[tuple[str, Attendance, tuple[Message, ...]]],
    looks: Iterable[Entry],
    ground: str = "",
) -> Paper:
    """Everything of one child; ``ground``: on what ground it is kept or given, where that is to be said."""
    case = seen.case_of(one.id)
    sections: Sections = [
        (_("Saken"), tuple(event_line(seen, case, event) for event in case.events)),
        *(
            (_("Fravær {year}").format(year=year), (*_days(seen, a), *(message_line(seen, each) for each in m)))
            for year, a, m in years
        ),
        (_("Hvem som har sett på saken"), tuple(_look(entry) for entry in looks)),
    ]
    facts = (*_about(one), *(((_("Grunnlag"), ground),) if ground else ()))
    return paper(Matter(seen=seen, one=one), "elevmappe", _("Elevmappe"), _blocks(facts, sections))


def meetings_paper(seen: Overview, year: str, events: Iterable[SchoolEvent], ground: str) -> Paper:
    """The school's own meetings of a year."""
    lines = tuple(school_line(seen, event) for event in events)
    title = _("Skolens egne møter {year}").format(year=year)
    blocks = _blocks(((_("Grunnlag"), ground),), [(_("Møter og gjennomganger"), lines)])
    return paper(Matter(seen=seen), "skolens-moter", title, blocks, about="")


def _blocks(facts: tuple[Line, ...], sections: Sections) -> Iterator[Block]:
    yield Facts(tuple((name, said or "–") for name, said in facts))
    for heading, lines in sections:
        if lines:
            yield from (Heading(heading), Log(lines))


def _about(one: Student) -> Iterator[Line]:
    yield _("Navn"), one.name
    yield _("Nummer"), one.number or one.id
    if one.born:
        yield _("Født"), date_said(one.born)
    for guardian in one.guardians:
        no_say = "" if guardian.parental_responsibility else _("uten foreldreansvar")
        reached = ", ".join(part for part in (guardian.relation, guardian.phone, guardian.email, no_say) if part)
        yield _("Foresatt"), f"{guardian.name} ({reached})" if reached else guardian.name
    for membership in one.memberships:
        last = date_said(membership.last) if membership.last else ""
        yield _("Klasse"), f"{membership.school_class}: {date_said(membership.first)} – {last}"


def event_line(seen: Overview, case: Case, event: Event) -> Line:
    """One event of a case: when and who, and what."""
    return _event(seen, event, partial(event_said, seen, case))


def school_line(seen: Overview, event: Event) -> Line:
    """The same of one of the school's own."""
    return _event(seen, event, partial(_school_event, seen))


def _event(seen: Overview, event: Event, says: Callable[[Event], Iterable[tuple[str, object]]]) -> Line:
    """Its sentence with its lists, and whatever was typed that they leave out."""
    sentence = "".join(text for text, _ink in says(event)).rstrip()
    said = " ".join(part for part in (sentence, *_lists(seen, event)) if part)
    if days := getattr(event, "days", ()):
        said += f" ({', '.join(map(date_said, days))})"
    typed = [name_of(seen, part_text(seen, text)) for text in _typed(event) if text not in said and text not in NAMES]
    rest = ", ".join(quoted(text, words()) for text in dict.fromkeys(typed) if text not in said)
    return f"{moment(event.at)} · {name_of(seen, event.by)}", f"{said}\n{rest}" if rest else said


def _lists(seen: Overview, event: Event) -> Iterator[str]:
    """What a sentence is too short for: whom a meeting was for and about what, how hard each situation is."""
    match event:
        case AnswerGiven():
            yield ", ".join(f"{quoted(each.situation, words())} {each.grade}" for each in event.graded)
            yield _("(diktert)") if event.dictated else ""
        case MeetingSet():
            yield _("Sted: {place}.").format(place=quoted(event.place, words())) if event.place else ""
            yield _("Innkalt: {names}.").format(names=_people(seen, event.participants)) if event.participants else ""
            agenda = ", ".join(quoted(item, words()) for item in event.agenda)
            yield _("Sakliste: {items}.").format(items=agenda) if agenda else ""
            yield _("Innkalt av {name}.").format(name=name_of(seen, event.called_by)) if event.called_by else ""
            yield _("Referent: {name}.").format(name=name_of(seen, event.minutes_by)) if event.minutes_by else ""
        case MeetingHeld() if event.present:
            yield _("Til stede: {names}.").format(names=_people(seen, event.present))


def _people(seen: Overview, called: Iterable[Participant]) -> str:
    named = ((name_of(seen, each.name), part_text(seen, each.part)) for each in called)
    return ", ".join(f"{name} ({part})" if name else part for name, part in named)


def _school_event(seen: Overview, event: Event) -> Iterator[tuple[str, object]]:
    yield f"{_(SCHOOL_EVENTS[type(event)])}.", None
    if isinstance(event, TeamMet | TeamEvent) and event.students:
        whose = (seen.student(one) for one in event.students)
        yield " " + _("Om: {names}.").format(names=", ".join(one.name for one in whose if one)), None


def _typed(value: object) -> Iterator[str]:
    """Every text that somebody typed into an event."""
    if isinstance(value, str) and not isinstance(value, Enum):
        if value:
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _typed(one)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            if field not in _OUR_OWN:
                yield from _typed(getattr(value, field))


def _days(seen: Overview, attendance: Attendance) -> Iterator[Line]:
    for day in attendance.days:
        for mark in day.marks:
            yield f"{date_said(day.date)} · {name_of(seen, mark.by)} {moment(mark.at)}", _mark(mark)


def _mark(mark: Mark) -> str:
    when = _("hele dagen")
    if mark.lessons:
        when = _("time {lessons}").format(lessons=", ".join(map(str, mark.lessons)))
    what = _(SHAPES[mark.category]) if mark.category else _("tatt tilbake")
    why = f", {_(REASONS[mark.reason])}" if mark.reason in REASONS else ""
    return f"{when}: {what}{why}" + (f" {quoted(mark.comment, words())}" if mark.comment else "")


def message_line(seen: Overview, told: Message) -> Line:
    """A message from home: when and from whom, and what, with who noted it."""
    days = date_said(told.first) if told.first == told.last else f"{date_said(told.first)} – {date_said(told.last)}"
    why = f" ({_(REASONS[told.reason])})" if told.reason in REASONS else ""
    said = f" {quoted(told.words, words())}" if told.words else ""
    how = f", {_(CHANNELS[told.channel])}" if told.channel in CHANNELS else ""
    noted = name_of(seen, told.by)
    by = "" if told.by == told.sender or not told.sender else f" ({noted})"
    return f"{moment(told.received_at)} · {told.sender or noted}{how}{by}", _("Melding om {days}.").format(
        days=days + why
    ) + said


def _look(entry: Entry) -> Line:
    what, why = WHATS.get(entry.looked.what, entry.looked.what), WHYS.get(entry.looked.why, entry.looked.why)
    return f"{moment(entry.at)} · {said_who(entry)}", f"{_(what)} ({_(why)})"
