"""All that is held on one student, for the guardians' right of access: as a text to read, or as a document.

The rules of this file: everything is there, also what was taken back and what a correction replaced, with who and when;
of those who looked it says the role and the ground, not the name; a protected address has no number; of a meeting where
several students were talked about, and of another text that names this one, only that: the words may be about others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from rules.case.events import CaseEvent, Event, SchoolEvent, TeamItem, TeamMet
from rules.facts import Attendance, Message, Student
from rules.protection import shown
from rules.rights import What
from store.access_log import Entry
from store.documents import ATTENDANCE, CASES, FORMS, MEETINGS, year_of
from store.door import Store
from tui.command_line_log import said_who
from tui.json_shapes import Shape, number
from tui.language import N_, _, ngettext
from tui.log_rows import WHATS, WHYS
from tui.overview import Overview
from tui.paper import plain
from tui.paper.case_file import child_paper, event_line, message_line, school_line
from tui.paper.matter import moment
from tui.paper.paper import Facts, Heading, Line, Log
from tui.people import name_of
from tui.team_rows import BECAUSE

#: What a file holds, where a text in it names somebody it is not about.
PLACES = {
    MEETINGS: N_("skolens møter og rutiner"),
    CASES: N_("en annen elevs sak"),
    ATTENDANCE: N_("merknader i fraværet"),
    FORMS: N_("skolens skjemaer"),
}
OF_THE_SCHOOL = N_("opplysninger om skolen")

GROUND = N_("Foresattes og elevens rett til innsyn")

ASKED = (What.HOME, What.MARKS, What.CASE)

Doc = Mapping[str, Any]


class Held(msgspec.Struct, frozen=True):
    """What the school has of one student: as it was told, and each document as it stands."""

    student: Student
    years: tuple[tuple[str, Attendance, tuple[Message, ...]], ...]
    documents: Doc
    looks: tuple[Entry, ...]


def held(store: Store, one: Student) -> Held:
    """Everything of one student; ``NotAllowed`` if one may not see some of it."""
    return Held(
        shown(one),  # the other parent may be who asks
        tuple((year, store.attendance_of(one.id, year), store.messages(year, [one.id])) for year in sorted(one.files)),
        store.held_of(one.id),
        store.looks(one.id),
    )


def text(seen: Overview, of: Held) -> Iterator[str]:
    """Line by line."""
    paper = child_paper(seen, of.student, of.years, (), _(GROUND))
    protected = (_("Skjermet adresse"), _("ja") if of.student.protected_address else _("nei"))
    facts, *rest = paper.blocks
    assert isinstance(facts, Facts)
    own = (
        (_("Det som er tatt tilbake"), tuple(_taken_back(seen, of))),
        (_("Møter der eleven var tema"), tuple(_meeting(seen, doc) for doc in of.documents["meetings"])),
        (_("Andre tekster der navnet står"), tuple(map(_named, of.documents["named_in"]))),
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
        "held": of.documents["student"],
        "case": of.documents["case"],
        "years": of.documents["years"],
        "meetings": [_of_this_one(doc) for doc in of.documents["meetings"]],
        "named_in": [*of.documents["named_in"]],
        "looks": [_look_shape(entry) for entry in of.looks],
    }


def _taken_back(seen: Overview, of: Held) -> Iterator[Line]:
    """What was told and then taken back, with who did and when."""
    case = seen.case_of(of.student.id)
    for doc in of.documents["case"]:
        if "taken_back" in doc:
            yield _marked(seen, doc, event_line(seen, case, msgspec.convert(doc, CaseEvent)))
    for year in of.documents["years"].values():
        for doc in year["messages"]:
            if "taken_back" in doc:
                yield _marked(seen, doc, message_line(seen, msgspec.convert(doc, Message)))


def _meeting(seen: Overview, doc: Doc) -> Line:
    event: Event = msgspec.convert(_of_this_one(doc), SchoolEvent)
    when, said = school_line(seen, event)
    if isinstance(event, TeamItem):
        said += f" ({', '.join(_(BECAUSE[each]) for each in event.because)})" if event.because else ""
    if not _alone(doc):
        said += "\n" + _("Ordene gjelder flere elever; spør skolen.")
    return _marked(seen, doc, (when, said)) if "taken_back" in doc else (when, said)


def _marked(seen: Overview, doc: Doc, line: Line) -> Line:
    back = doc["taken_back"]
    who, at = name_of(seen, back["by"]), moment(datetime.fromisoformat(back["at"]))
    return line[0], line[1] + "\n" + _("Tatt tilbake av {who} {at}.").format(who=who, at=at)


def _of_this_one(doc: Doc) -> dict[str, Any]:
    """Without the others who were talked about, and the words, which may be about them."""
    return {key: doc[key] for key in doc if key != "students" and (key != "words" or _alone(doc))}


def _alone(doc: Doc) -> bool:
    return doc["kind"] != TeamMet.__struct_config__.tag or len(doc.get("students", ())) == 1


def _named(doc: Doc) -> Line:
    """Where, and how often; the words may be about others."""
    sort, year = doc["file"].partition("/")[0], year_of(doc["file"])
    count = ngettext("{count} tekst", "{count} tekster", doc["texts"]).format(count=doc["texts"])
    said = _("{count}. De kan handle om andre også; spør skolen.").format(count=count)
    return " ".join(part for part in (_(PLACES.get(sort, OF_THE_SCHOOL)), year) if part), said


def _look(entry: Entry) -> Line:
    what, why = WHATS.get(entry.looked.what, entry.looked.what), WHYS.get(entry.looked.why, entry.looked.why)
    return f"{moment(entry.at)} · {said_who(entry, nameless=True)}", f"{_(what)} ({_(why)})"


def _look_shape(entry: Entry) -> Shape:
    looked = entry.looked
    return {"at": entry.at.isoformat(), "role": looked.role, "what": looked.what, "why": looked.why}
