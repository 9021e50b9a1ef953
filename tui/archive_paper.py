"""The paper for the municipality's archive: one child's case, or one year's own meetings, as PDF/A.

The rules of this file: facts become lines here, ``archive.typ`` says where the ink goes; what somebody typed reaches
the template as data and is never markup; no text of an event is left out, whatever its sentence says; a letter that
the compiler's own fonts do not have is written as its number, for an archive that cannot show it is no archive.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from functools import partial
from pathlib import Path

import msgspec

from rules.case.case import Case
from rules.case.events import (
    AnswerGiven,
    Event,
    InformantDeclined,
    LeaderReviewed,
    SchoolEvent,
    SheetOpened,
    TeamMet,
    WeeklyChecked,
    YearlyDone,
)
from rules.facts import Attendance, Mark, Message, Student
from rules.words import quoted
from store.access_log import Entry
from tui.command_line_log import said_who
from tui.event_words import event_said
from tui.language import N_, _, language, words
from tui.log_rows import WHATS, WHYS
from tui.meeting_rows import part_text
from tui.overview import Overview
from tui.people import name_of
from tui.quickline_words import REASONS, SHAPES

TEMPLATE = Path(__file__).with_name("archive.typ")
_MOST_TRIES = 100
_UNSEEN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
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
    }
)
"""Fields that hold names of our own; what they name has its own line or its own words."""

SCHOOL_EVENTS: Mapping[type[Event], str] = {
    WeeklyChecked: N_("Ukens gjennomgang av fraværet"),
    TeamMet: N_("Teammøte"),
    LeaderReviewed: N_("Ledelsens gjennomgang"),
    YearlyDone: N_("Årlig oppgave gjort"),
    SheetOpened: N_("Skolens egen sjekkliste"),
    AnswerGiven: N_("Svar i skolens egen sjekkliste"),
    InformantDeclined: N_("Ville ikke fylle ut"),
}

Line = tuple[str, str]
"""When and who, and what."""


class Section(msgspec.Struct, frozen=True):
    """A heading and its lines."""

    heading: str
    lines: tuple[Line, ...]


class Paper(msgspec.Struct, frozen=True):
    """What is said, in order."""

    title: str
    school: str
    made: str
    lang: str
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]


def child_paper(
    seen: Overview,
    one: Student,
    years: Iterable[tuple[str, Attendance, tuple[Message, ...]]],
    looks: Iterable[Entry],
    ground: str,
) -> Paper:
    """Everything of one child."""
    case = seen.case_of(one.id)
    sections = [
        Section(_("Saken"), tuple(event_line(seen, case, event) for event in case.events)),
        *(Section(_("Fravær {year}").format(year=year), (*_days(seen, a), *_messages(m))) for year, a, m in years),
        Section(_("Hvem som har sett på saken"), tuple(_look(entry) for entry in looks)),
    ]
    return _paper(seen, _("Elevmappe: {name}").format(name=one.name), (*_about(one), (_("Grunnlag"), ground)), sections)


def meetings_paper(seen: Overview, year: str, events: Iterable[SchoolEvent], ground: str) -> Paper:
    """The school's own meetings of a year."""
    lines = tuple(_event(seen, event, partial(_school_event, seen)) for event in events)
    title = _("Skolens egne møter {year}").format(year=year)
    return _paper(seen, title, ((_("Grunnlag"), ground),), [Section(_("Møter og gjennomganger"), lines)])


def pdf(paper: Paper, at: datetime) -> bytes:
    """PDF/A-2a of it, which is also one that can be read aloud (PDF/UA-1)."""
    import typst

    given = msgspec.json.encode(paper).decode()
    for _try in range(_MOST_TRIES):
        try:
            made: bytes = typst.compile(
                TEMPLATE.read_bytes(),
                sys_inputs={"given": given},
                format="pdf",
                pdf_standards=["a-2a", "ua-1"],
                timestamp=int(at.timestamp()),
                ignore_system_fonts=True,
            )
        except typst.TypstError as refused:
            unseen = _unseen(str(getattr(refused, "diagnostic", refused)))
            if not unseen:
                raise
            given = json.dumps(_numbered(json.loads(given), unseen), ensure_ascii=False)
        else:
            return made
    raise AssertionError("each try takes out letters, and there are not so many")  # pragma: no cover


def _paper(seen: Overview, title: str, facts: tuple[Line, ...], sections: Iterable[Section]) -> Paper:
    made = _("Skrevet ut {when}").format(when=_moment(seen.now))
    return Paper(title, seen.school.name, made, language(), facts, tuple(s for s in sections if s.lines))


def _about(one: Student) -> Iterator[Line]:
    yield _("Navn"), one.name
    yield _("Nummer"), one.number or one.id
    if one.born:
        yield _("Født"), _date(one.born)
    for guardian in one.guardians:
        reached = ", ".join(part for part in (guardian.relation, guardian.phone, guardian.email) if part)
        yield _("Foresatt"), f"{guardian.name} ({reached})" if reached else guardian.name
    for membership in one.memberships:
        last = _date(membership.last) if membership.last else ""
        yield _("Klasse"), f"{membership.school_class}: {_date(membership.first)} – {last}"


def event_line(seen: Overview, case: Case, event: Event) -> Line:
    """One event of a case: when and who, and what."""
    return _event(seen, event, partial(event_said, seen, case))


def _event(seen: Overview, event: Event, says: Callable[[Event], Iterable[tuple[str, object]]]) -> Line:
    """Its sentence, and whatever was typed that the sentence leaves out."""
    said = "".join(text for text, _ink in says(event))
    if days := getattr(event, "days", ()):
        said += f" ({', '.join(map(_date, days))})"
    left = [text for text in _typed(event) if text not in said]
    rest = "".join(f"\n{quoted(name_of(seen, part_text(seen, text)), words())}" for text in dict.fromkeys(left))
    return f"{_moment(event.at)} · {name_of(seen, event.by)}", said + rest


def _school_event(seen: Overview, event: Event) -> Iterator[tuple[str, object]]:
    yield f"{_(SCHOOL_EVENTS[type(event)])}.", None
    if isinstance(event, TeamMet) and event.students:
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
            yield f"{_date(day.date)} · {name_of(seen, mark.by)} {_moment(mark.at)}", _mark(mark)


def _mark(mark: Mark) -> str:
    when = _("hele dagen")
    if mark.lessons:
        when = _("time {lessons}").format(lessons=", ".join(map(str, mark.lessons)))
    what = _(SHAPES[mark.category]) if mark.category else _("tatt tilbake")
    why = f", {_(REASONS[mark.reason])}" if mark.reason in REASONS else ""
    return f"{when}: {what}{why}" + (f" {quoted(mark.comment, words())}" if mark.comment else "")


def _messages(messages: Iterable[Message]) -> Iterator[Line]:
    for told in messages:
        days = _date(told.first) if told.first == told.last else f"{_date(told.first)} – {_date(told.last)}"
        said = f" {quoted(told.words, words())}" if told.words else ""
        yield f"{_moment(told.received_at)} · {told.sender}", _("Melding om {days}.").format(days=days) + said


def _look(entry: Entry) -> Line:
    what, why = WHATS.get(entry.looked.what, entry.looked.what), WHYS.get(entry.looked.why, entry.looked.why)
    return f"{_moment(entry.at)} · {said_who(entry)}", f"{_(what)} ({_(why)})"


def _date(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _moment(at: datetime) -> str:
    from rules.calendar import school_clock

    here = school_clock(at)
    return f"{_date(here.date())} {here:%H:%M}"


def _unseen(diagnostic: str) -> set[str]:
    """The letters that no font has, out of what the compiler says of them."""
    found = {_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) for text in _UNSEEN.findall(diagnostic)}
    return {letter for text in found for letter in text}


def _numbered(value: object, unseen: set[str]) -> object:
    if isinstance(value, str):
        return "".join(f"[U+{ord(letter):04X}]" if letter in unseen else letter for letter in value)
    if isinstance(value, list):
        return [_numbered(one, unseen) for one in value]
    return {key: _numbered(one, unseen) for key, one in value.items()} if isinstance(value, dict) else value
