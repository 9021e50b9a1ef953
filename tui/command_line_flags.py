"""``flags``: what the guide says of the school's absence on one day.

The rules of this file: facts from the store, findings from the rules, and a table or a document of them; nothing is
written. The quick standing finds the few that anything is said of, and only of them the evidence is worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from rules import worry
from rules.calendar import SchoolDays
from rules.facts import Attendance, Decision, School, Student, school_year
from rules.flag import Flag, Status
from rules.guide import WEIGHT, Guide, Level
from rules.names import sort_key
from rules.rights import Right, What
from tui import clock, json_shapes
from tui.command_line_cases import judged
from tui.command_line_output import document, say, table
from tui.command_line_parser import Wanted
from tui.command_line_school import (
    calendar_of,
    class_asked,
    day_asked,
    guide_of,
    has_left,
    long_date,
    store_of,
    whether_all_was_read,
)
from tui.json_shapes import class_of
from tui.language import N_, _, words

LEVELS = {Level.STRONG: N_("sterkt"), Level.WORRYING: N_("bekymringsfullt"), Level.WATCH: N_("følg med")}
STATUSES = {
    Status.CONFIRMED: "",
    Status.PROVISIONAL: N_("foreløpig"),
    Status.PROJECTED: N_("ventet"),
}

Found = tuple[Student, Flag]


def flags(wanted: Wanted) -> int:
    """The flags that are on, strongest first, and those that ended and nobody answered."""
    now = clock.now()
    on = day_asked(wanted, "--on") or now.date()
    now = _when_over(on) if on > now.date() else now
    store = store_of(wanted)
    school = store.school()
    if school_year(on) in school.closed_years:
        store.allow(Right.SEE, What.CLOSED)
    only = class_asked(wanted, [each.name for each in school.classes if not each.group])
    students = _here(school, on, only)
    seen = store.seen_of(students, What.MARKS)
    if students and not seen:
        store.allow(Right.SEE, What.MARKS, wanted.option("--class"))  # no flag is not the same as none to be seen
    asked = [student.id for student in students if student.id in seen]
    guide, calendar = guide_of(school), calendar_of(school, on)
    attendance, decisions = judged(store, asked, store.attendance(school_year(on), asked))
    found, ended = _findings(students, attendance, decisions, calendar, guide, on, now)
    if wanted.has("--json"):
        document(json_shapes.flags_document(on, guide, found, ended, words()))
    else:
        _print_flags(school, on, found, ended)
    return whether_all_was_read(store)


def _when_over(day: date) -> datetime:
    """A day to come is answered as if it were over and nothing more was noted: the first moment after it."""
    return datetime.combine(day + timedelta(days=1), time(), clock.OSLO)


def _here(school: School, on: date, only: str) -> list[Student]:
    """The students of a class, or everybody but those who have left."""
    if only:
        return [one for one in school.students if one.class_on(on) == only]
    return [one for one in school.students if not has_left(one, on)]


def _findings(
    students: Sequence[Student],
    attendance: dict[str, Attendance],
    decisions: dict[str, tuple[Decision, ...]],
    calendar: SchoolDays,
    guide: Guide,
    on: date,
    now: datetime,
) -> tuple[list[Found], list[Found]]:
    """The flags that are on, and the unanswered, in the order they are shown."""
    found: list[Found] = []
    ended: list[Found] = []
    for one in students:
        noted = attendance.get(one.id)
        if noted is None or not noted.days:
            continue
        known = decisions.get(one.id, ())
        standing = worry.standing(noted, calendar, guide, on, now, known)
        if standing.level is not None:
            found += [(one, flag) for flag in worry.flags(noted, calendar, guide, on, now, known)]
        if standing.unanswered:
            ended += [(one, flag) for flag in worry.unanswered(noted, calendar, guide, on, now, known)]
    return sorted(found, key=lambda each: _order(each, on)), sorted(ended, key=lambda each: _order(each, on))


def _order(found: Found, on: date) -> tuple[object, ...]:
    """Strongest first, then by class and name."""
    one, flag = found
    name = class_of(one, on)
    grade = "".join(letter for letter in name if letter.isdigit())
    return -WEIGHT[flag.level], int(grade or 0), name, sort_key(one.name), one.id, flag.rule, flag.since


def _print_flags(school: School, on: date, found: list[Found], ended: list[Found]) -> None:
    say(_("{school} · {day} · veileder {guide}").format(school=school.name, day=long_date(on), guide=school.guide))
    say()
    if not found:
        say(_("Ingen flagg er på."))
    table(_headings(), [_flag_row(one, flag, on) for one, flag in found])
    if ended:
        say()
        say(_("Ubesvart: flagg som har gått av uten en vurdering"))
        table(_headings(), [_flag_row(one, flag, on) for one, flag in ended])


def _headings() -> tuple[str, ...]:
    return _("Klasse"), _("Nummer"), _("Elev"), _("Nivå"), _("Hva")


def _flag_row(one: Student, flag: Flag, on: date) -> tuple[str, ...]:
    status = _(STATUSES[flag.status])
    level = _(LEVELS[flag.level]) + (f" ({status})" if status else "")
    return class_of(one, on), json_shapes.number(one), one.name, level, worry.sentence(flag, words())
