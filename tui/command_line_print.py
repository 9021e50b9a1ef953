"""``print``: a document as PDF, to standard output and nothing else there, or to a file.

The rules of this file: bytes that nobody can read never reach a terminal; a file that is there is not written over;
what a document says and who may have it is decided elsewhere (``tui/paper/making.py``).
"""

from __future__ import annotations

import sys
from pathlib import Path

from rules.case.workflow import StepNotAllowed
from rules.facts import School
from rules.words import N_
from store.errors import NotSaved
from tui import clock
from tui.command_line_duties import whole
from tui.command_line_output import on_terminal, say, warn
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import person, store_of, student_named, whether_all_was_read
from tui.language import _
from tui.paper import plain
from tui.paper.anonymous import Package
from tui.paper.kinds import KINDS, About
from tui.paper.making import THERE_ALREADY, make, save
from tui.paper.matter import NothingToPrint
from tui.paper.request import Request

NOT_YET = 1


def print_paper(wanted: Wanted) -> int:
    """One document."""
    kind, out = wanted.arguments[0], wanted.option("-o", "-")
    ics = wanted.has("--ics")
    waits = KINDS[kind].shown and not wanted.has("--approved") and not wanted.has("--blank")
    if out == "-" and on_terminal() and not waits and not ics:
        raise UsageError(UNREADABLE, kind=kind)
    if out != "-" and Path(out).expanduser().exists():
        raise NotSaved(THERE_ALREADY, file=out)
    store = store_of(wanted)
    request = Request(
        kind=kind,
        blank=wanted.has("--blank"),
        who=_who(store.school(), kind, wanted),
        which=wanted.option("--which"),
        to=wanted.option("--to"),
        law=wanted.option("--law"),
        approved=wanted.option("--approved"),
        without=tuple(wanted.every("--without")),
        ics=ics,
        named=wanted.has("--named"),
    )
    now = clock.now()
    try:
        made = make(store, whole(store, now), request, person(), now)
    except (NothingToPrint, StepNotAllowed) as wrong:
        raise UsageError(wrong.sentence, **wrong.values) from None
    if made.package is not None:
        return _show(made.package, request)
    if out == "-":
        _out(made.data)
    else:
        save(made.data, Path(out).expanduser())
    return whether_all_was_read(store)


def _show(package: Package, request: Request) -> int:
    """What would be written, for somebody to read; it is not written yet."""
    for line in plain.lines(package.paper):
        say(line)
    say()
    for line in package.said:
        say(line)
    if request.approved:
        warn(_("Teksten er en annen enn den som ble godkjent."))
    say(_("Les alt. Står det noe igjen, ta det ut: --without ORD. Er det greit: --approved {code}").format(
        code=package.code))  # fmt: skip
    return NOT_YET


def _out(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _who(school: School, kind: str, wanted: Wanted) -> str:
    """Our id of the student, or the team; "" where nobody was named."""
    said = wanted.arguments[1] if len(wanted.arguments) > 1 else ""
    if wanted.has("--blank"):
        if said:
            raise UsageError(NOBODY, kind=kind)
        return ""
    if KINDS[kind].about is About.STUDENT:
        return student_named(school.students, said).id if said else ""
    if KINDS[kind].about is About.TEAM:
        return said
    if said:
        raise UsageError(THE_SCHOOL, kind=kind)
    return ""


UNREADABLE = N_(
    "En PDF kan ikke leses på skjermen. Send den til en fil: tilstede print {kind} … > dokument.pdf, eller -o FIL."
)
NOBODY = N_("Et tomt skjema handler ikke om noen. Slik: print {kind} --blank")
THE_SCHOOL = N_("{kind} handler om hele skolen. Slik: print {kind}")
