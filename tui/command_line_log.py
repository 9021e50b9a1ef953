"""``log``: who looked at whom, when, and on what ground; one student's with or without names.

The rules of this file: the lines as they were kept; a student's own log for the guardians says roles instead of names
where it is asked so; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules.facts import Role, Student
from rules.rights import ROLES
from store.access_log import Entry
from tui import clock
from tui.command_line_output import document, say, table
from tui.command_line_parser import Wanted
from tui.command_line_school import store_of, student_named
from tui.json_shapes import Shape, number
from tui.language import _
from tui.log_rows import WHATS, WHYS


def log(wanted: Wanted) -> int:
    """The visits, the newest last."""
    store = store_of(wanted)
    students = {one.id: one for one in store.school().students}
    whose = student_named(students.values(), wanted.option("--student")) if wanted.has("--student") else None
    entries = store.looks(whose.id if whose else "", wanted.option("--user"))
    nameless = wanted.has("--without-names")
    reasons = {} if nameless else store.reasons(entries)
    if wanted.has("--json"):
        document({"looks": [_shape(entry, students, reasons, nameless=nameless) for entry in entries]})
        return 0
    if not entries:
        say(_("Ingen oppslag."))
    heads = (_("Når"), _("Hvem"), _("Elev"), _("Hva"), _("Grunn"))
    table(heads, list(_rows(entries, students, reasons, nameless=nameless)))
    return 0


def said_who(entry: Entry, *, nameless: bool = False) -> str:
    """The user, or only the role."""
    role = _(ROLES[Role(entry.looked.role)]) if entry.looked.role in set(Role) else _word(entry.looked.role)
    return role if nameless else f"{entry.looked.user} ({role})"


def _word(role: str) -> str:
    """Of an account on the machine, which has no role in the school."""
    return _(WHYS.get(role, role))


def _rows(
    entries: Iterable[Entry], students: Mapping[str, Student], reasons: Mapping[str, str], *, nameless: bool
) -> Iterable[tuple[str, ...]]:
    for entry in entries:
        one, why = students.get(entry.looked.student), reasons.get(entry.looked.event, "")
        yield (
            f"{entry.at.astimezone(clock.OSLO):%Y-%m-%d %H:%M}",
            said_who(entry, nameless=nameless),
            one.name if one else entry.looked.student,
            _(WHATS.get(entry.looked.what, entry.looked.what)),
            _(WHYS.get(entry.looked.why, entry.looked.why)) + (f": «{why}»" if why else ""),
        )


def _shape(entry: Entry, students: Mapping[str, Student], reasons: Mapping[str, str], *, nameless: bool) -> Shape:
    one = students.get(entry.looked.student)
    return {
        "at": entry.at.isoformat(),
        "user": "" if nameless else entry.looked.user,
        "role": entry.looked.role,
        "student": number(one) if one else entry.looked.student,
        "what": entry.looked.what,
        "why": entry.looked.why,
        "event": entry.looked.event,
        "reason": reasons.get(entry.looked.event, ""),
        "through": entry.looked.through,
    }
