"""All that is held on one student, for the guardians' right of access: as a text to read, or as a document.

The rules of this file: everything is there, also what was taken back and what a correction replaced, with who and when;
of those who looked it says the role and the ground, not the name; a protected address has no number; of a meeting where
several students were talked about only that this one was, since its words may be about the others.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rules.case.events import SchoolEvent, TeamMet
from rules.facts import Attendance, Message, Student
from rules.protection import shown
from rules.rights import What
from store.access_log import Entry
from store.door import Store
from tui.command_line_log import said_who
from tui.day_words import day_month
from tui.json_shapes import Shape, number
from tui.language import N_, _
from tui.log_rows import WHATS, WHYS
from tui.overview import Overview
from tui.paper import plain
from tui.paper.case_file import child_paper
from tui.paper.paper import Facts, Heading, Line, Log
from tui.student_prose import moment

GROUND = N_("Foresattes og elevens rett til innsyn")

ASKED = (What.HOME, What.MARKS, What.CASE)


class Held(msgspec.Struct, frozen=True):
    """What the school has of one student, as it was told."""

    student: Student
    years: tuple[tuple[str, Attendance, tuple[Message, ...]], ...]
    meetings: tuple[SchoolEvent, ...]
    looks: tuple[Entry, ...]


def held(store: Store, one: Student) -> Held:
    """Everything of one student, but the case, which ``Overview`` has; ``NotAllowed`` if one may not see some of it."""
    years = sorted(one.files)
    return Held(
        shown(one),  # the other parent may be who asks
        tuple((year, store.attendance_of(one.id, year), store.messages(year, [one.id])) for year in years),
        tuple(e for year in years for e in store.school_events(year) if one.id in getattr(e, "students", ())),
        store.looks(one.id),
    )


def text(seen: Overview, of: Held) -> Iterator[str]:
    """Line by line."""
    paper = child_paper(seen, of.student, of.years, (), _(GROUND))
    protected = (_("Skjermet adresse"), _("ja") if of.student.protected_address else _("nei"))
    facts, *rest = paper.blocks
    assert isinstance(facts, Facts)
    own = (
        (_("Møter der eleven var tema"), tuple(_meeting(event) for event in of.meetings)),
        (_("Hvem som har sett på opplysningene"), tuple(map(_look, of.looks))),
    )
    more = (block for heading, lines in own if lines for block in (Heading(heading), Log(lines)))
    blocks = (Facts((*facts.rows, protected)), *rest, *more)
    yield from plain.lines(msgspec.structs.replace(paper, blocks=blocks))


def document(seen: Overview, of: Held) -> Shape:
    """The same for machines, in the words of the files."""
    return {
        "student": number(of.student),
        "as_of": seen.now.isoformat(),
        "held": msgspec.to_builtins(of.student),
        "case": [msgspec.to_builtins(event) for event in seen.case_of(of.student.id).events],
        "years": {
            year: {
                "days": [msgspec.to_builtins(day) for day in attendance.days],
                "messages": [msgspec.to_builtins(message) for message in messages],
            }
            for year, attendance, messages in of.years
        },
        "meetings": [_meeting_shape(event) for event in of.meetings],
        "looks": [_look_shape(entry) for entry in of.looks],
    }


def _meeting(event: SchoolEvent) -> Line:
    words = str(getattr(event, "words", "")) if _alone(event) else _("Ordene gjelder flere elever; spør skolen.")
    return f"{day_month(getattr(event, 'on', event.at.date()))} · {event.by}", words


def _meeting_shape(event: SchoolEvent) -> Shape:
    kept = dict(msgspec.to_builtins(event))
    if not _alone(event):
        kept.pop("words", None)
    kept.pop("students", None)
    return kept


def _alone(event: SchoolEvent) -> bool:
    return not isinstance(event, TeamMet) or len(event.students) == 1


def _look(entry: Entry) -> Line:
    what, why = WHATS.get(entry.looked.what, entry.looked.what), WHYS.get(entry.looked.why, entry.looked.why)
    return f"{moment(entry.at)} · {said_who(entry, nameless=True)}", f"{_(what)} ({_(why)})"


def _look_shape(entry: Entry) -> Shape:
    looked = entry.looked
    return {"at": entry.at.isoformat(), "role": looked.role, "what": looked.what, "why": looked.why}
