"""The minutes of a team's meeting on the screen: tasks by person, what was not reached, who was talked about.

The rules of this file: facts in, rows and paragraphs out; what was said of a child is read from the child's case.
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.team.meeting import TeamMeeting, began, lasted
from rules.team.minutes import Task, minutes_of
from rules.words import quoted
from tui.day_words import weekday_day
from tui.event_words import event_said, event_text
from tui.language import _, words
from tui.line_list import Column, Row
from tui.lines import Ink
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of


def columns() -> list[Column]:
    """Whom it is about, and what."""
    return [Column("name", _("navn"), 22), Column("class", _("kl."), 4), Column("what", _("hva"), 40, grow=True)]


def rows(seen: Overview, meeting: TeamMeeting) -> Iterator[Row]:
    """The minutes, a heading and a line for each thing."""
    minutes = minutes_of(meeting, seen.cases, seen.school_events)
    for who, own in minutes.tasks:
        yield _heading(f"task:{who}", _("Oppgaver: {who}").format(who=name_of(seen, who)), len(own))
        for task in own:
            yield _row(seen, f"task:{task.given.id}", task.student, _task(task), Ink.GOOD if task.done else Ink.PLAIN)
    if minutes.not_reached:
        yield _heading("left", _("Ikke rukket, kommer først neste gang"), len(minutes.not_reached))
        for student in minutes.not_reached:
            yield _row(seen, f"left:{student}", student, "", Ink.WORRYING)
    if minutes.said:
        yield _heading("said", _("Drøftet"), len(minutes.said))
        for said in minutes.said:
            what = "; ".join(event_text(seen, seen.case_of(said.student), event) for event in said.told)
            yield _row(seen, f"said:{said.student}", said.student, what, Ink.PLAIN)


def paragraphs(seen: Overview, meeting: TeamMeeting) -> tuple[Paragraph, ...]:
    """When, who was there, what it came to, and the lines that name nobody."""
    closed = meeting.closed
    length = _("{minutes} min").format(minutes=lasted(meeting, seen.now))
    out: list[Paragraph] = [((_("Referat {begin}, {length}").format(begin=began(meeting), length=length), Ink.TITLE),)]
    if closed is not None and closed.present:
        out.append(((_("Til stede: {who}").format(who=closed.present), Ink.PLAIN),))
    if closed is not None and closed.words:
        out.append(((quoted(closed.words, words()), Ink.PLAIN),))
    return (*out, *(((line.words, Ink.PLAIN),) for line in meeting.lines))


def told_in(seen: Overview, meeting: TeamMeeting, student: str) -> tuple[Paragraph, ...]:
    """What was told of one student in the meeting, from the case."""
    said = next((each for each in minutes_of(meeting, seen.cases).said if each.student == student), None)
    case = seen.case_of(student)
    events = said.told if said else ()
    return tuple((("✓ ", Ink.GOOD), *event_said(seen, case, event)) for event in events)


def _task(task: Task) -> str:
    done = "✓ " if task.done else ""
    return f"{done}{task.given.words} ({weekday_day(task.given.due)})"


def _heading(key: str, text: str, count: int) -> Row:
    return Row(f"heading:{key}", (f"{text} · {count}",), Ink.TITLE, heading=True)


def _row(seen: Overview, key: str, student: str, text: str, ink: Ink) -> Row:
    one, line = seen.student(student), seen.line(student)
    return Row(key, (one.name if one else "", line.school_class if line else "", text), ink)
