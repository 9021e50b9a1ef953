"""``student``: all that the rules say of one student.

The rules of this file: facts from the store, findings from the rules, and text or a document of them; nothing is
written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from rules import worry
from rules.calendar import SchoolDays
from rules.day import outcome
from rules.evidence import day_status
from rules.facts import Message, School, Slot, Student, school_year
from rules.flag import Flag, Status
from rules.observations import observations
from rules.rights import What
from rules.runs import Run, flag_runs
from rules.shares import Share, share
from rules.tally import tally
from rules.words import decimal, lessons_said, weekday_date
from store.door import Store
from tui import clock, json_shapes
from tui.command_line_cases import judged
from tui.command_line_flags import LEVELS, STATUSES
from tui.command_line_output import document, say, table
from tui.command_line_parser import Wanted
from tui.command_line_school import (
    calendar_of,
    guide_of,
    long_date,
    person,
    store_of,
    student_named,
    whether_all_was_read,
)
from tui.day_words import untaught
from tui.json_shapes import Shape, class_of
from tui.language import N_, _, words
from tui.last_year import last_year

KINDS = {
    "absent_day": N_("borte hele dagen"),
    "left_early": N_("forlot skolen"),
    "missed_lesson": N_("uteble fra time"),
    "tardy": N_("kom for sent"),
    "not_counted": N_("teller ikke"),
    "data_error": N_("passer ikke med skoleruta"),
}


def student(wanted: Wanted) -> int:
    """All that the rules say of one student."""
    store = store_of(wanted)
    school = store.school()
    one = student_named(school.students, wanted.arguments[0])
    store.look(one.id, What.MARKS, person(), clock.real_now(), "student")
    now = clock.now()
    calendar = calendar_of(school, now.date())
    seen = Seen(store, school, one, calendar, now)
    if wanted.has("--json"):
        document(seen.document())
    else:
        _print_student(seen)
    return whether_all_was_read(store)


class Seen:
    """One student as the rules see them now."""

    def __init__(self, store: Store, school: School, one: Student, calendar: SchoolDays, now: datetime) -> None:
        year = school_year(now.date())
        self.student = one
        self.on = now.date()
        self._now = now
        self._calendar = calendar
        self._guide = guide_of(school)
        measured, decisions = judged(store, [one.id], {one.id: store.attendance_of(one.id, year)})
        self._attendance, self._decisions = measured[one.id], decisions.get(one.id, ())
        self._timetable = _timetable(school, one, self.on)
        self._last_year = last_year(school, one, self.on, store.attendance_of)
        self.messages: tuple[Message, ...] = store.messages(year, [one.id])

    def flags(self) -> tuple[Flag, ...]:
        """Those that are on."""
        return worry.flags(self._attendance, self._calendar, self._guide, self.on, self._now, self._decisions)

    def unanswered(self) -> tuple[Flag, ...]:
        """Those that ended without an answer."""
        return worry.unanswered(self._attendance, self._calendar, self._guide, self.on, self._now, self._decisions)

    def runs(self) -> tuple[Run, ...]:
        """The history of the flags."""
        return flag_runs(self._attendance, self._calendar, self._guide, self.on, self._now)

    def share(self) -> Share:
        """Days and lessons lost."""
        return share(self._attendance, self._calendar, self._guide, self.on, self._now)

    def observations(self) -> tuple[str, ...]:
        """What else there is to see."""
        before, days_before = self._last_year
        return observations(
            self._attendance, self._calendar, self._guide, self.on, self._now,
            self._timetable, before, days_before, words=words(),
        )  # fmt: skip

    def days(self) -> Iterator[Shape]:
        """Every day that something was told of, and what it amounts to."""
        last = self._calendar.days[-1] if self._calendar.days else self.on
        year = tally(self._attendance, self._calendar, self._guide, last, self._now)
        for day in self._attendance.days:
            amounts_to = outcome(self._attendance, self._calendar, self._guide, day.date, self._now)
            status = day_status(day.date, bool(amounts_to.open), year) if year else Status.CONFIRMED
            yield from json_shapes.day_shapes(day.date, amounts_to, status)

    def document(self) -> Shape:
        """``student --json``."""
        return json_shapes.student_document(
            self.student, self.on, self.flags(), self.unanswered(), self.runs(), self.days(),
            self.share(), self.observations(), self.messages, words(),
        )  # fmt: skip


def _timetable(school: School, one: Student, on: date) -> tuple[Slot, ...]:
    own = {m.school_class for m in one.memberships if m.first <= on and (m.last is None or on <= m.last)}
    return tuple(slot for slot in school.timetable if slot.school_class in own)


def _print_student(seen: Seen) -> None:
    one = seen.student
    say(f"{one.name} · {class_of(one, seen.on)} · {json_shapes.number(one)} · {long_date(seen.on)}")
    say(_share(seen.share()))
    for flag in seen.flags():
        say(f"{_(LEVELS[flag.level])}: {worry.sentence(flag, words())}")
        if flag.quote:
            say(_("    «{quote}» ({place})").format(quote=flag.quote, place=flag.place))
    for flag in seen.unanswered():
        say(_("ubesvart: ") + worry.sentence(flag, words()))
    for observed in seen.observations():
        say(observed)
    say()
    table((_("Dato"), _("Hva"), _("Timer"), ""), [_day_row(day) for day in seen.days()])
    if runs := seen.runs():
        say()
        table((_("Flagg"), _("Nivå"), _("Fra"), _("Til"), ""), [_run_row(run) for run in runs])


def _share(of: Share) -> str:
    return _("{absent} av {days} dager borte ({percent} %), {lost} av {lessons} timer tapt").format(
        absent=of.absent_days,
        days=of.days,
        percent=decimal(of.percent, words()),
        lost=of.lost,
        lessons=of.lessons,
    ) + untaught(of)


def _day_row(day: Shape) -> tuple[str, ...]:
    lessons = day["lessons"]
    assert isinstance(lessons, list)
    return (
        weekday_date(date.fromisoformat(str(day["date"])), words()),
        _(KINDS[str(day["kind"])]),
        lessons_said(tuple(lessons), words()),
        _(STATUSES[Status(str(day["status"]))]),
    )


def _run_row(run: Run) -> tuple[str, ...]:
    until = weekday_date(run.until, words()) if run.until else ""
    return (
        run.rule,
        _(LEVELS[run.level]),
        weekday_date(run.since, words()),
        until,
        _("rettet") if run.retracted_at else "",
    )
