"""``note``: the quick line in a shell.

The rules of this file: the same parser as on the screen; nothing is written unless all of it is understood; what was
noted is said back, and the flags it raised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache

from rules import worry
from rules.calendar import SchoolDays
from rules.day import lessons_expected
from rules.facts import Attendance, Decision, school_year
from rules.flag import Flag
from rules.guide import WEIGHT, Guide
from rules.words import N_
from store.door import Store
from store.tellings import MarkWanted
from tui import clock
from tui.command_line_cases import judged
from tui.command_line_flags import LEVELS
from tui.command_line_output import say
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import calendar_of, guide_of, has_left, listed, person, store_of
from tui.language import _, words
from tui.quickline import Entry, LessonsOn, described, understand


def note(wanted: Wanted) -> int:
    """Write a quick line."""
    store, now = store_of(wanted), clock.now()
    school = store.school()
    calendar, guide = calendar_of(school, now.date()), guide_of(school)
    people = [one for one in school.students if not has_left(one, now.date())]
    understood = understand(wanted.arguments[0], people, now.date(), calendar, _lessons_in(store))
    _refuse_what_is_not_whole(understood.entries)
    students = list(dict.fromkeys(entry.student.id for entry in understood.entries if entry.student))
    before, decided = judged(store, students, store.attendance(school_year(now.date()), students))
    receipt = store.note(list(_marks(understood.entries)), person(), now)
    after, _decided = judged(store, students, store.attendance(school_year(now.date()), students))
    if receipt.empty:
        say(_("Dette er alt notert:"))
    for entry in understood.entries:
        say(described(entry, words()))
    on = max([now.date(), *(day for entry in understood.entries for day in entry.days)])
    for student in students:
        _say_raised((before[student], after[student]), decided.get(student, ()), calendar, guide, on, now)
    return 0


def _refuse_what_is_not_whole(entries: Sequence[Entry]) -> None:
    """The first thing in the way; nothing is written."""
    for entry in entries:
        if entry.student is None and len(entry.candidates) > 1:
            raise UsageError(
                N_("«{name}» kan være flere: {candidates}. Skriv mer av navnet, eller nummeret."),
                name=entry.name,
                candidates=listed(entry.candidates),
            )
        for problem in entry.problems:
            raise UsageError(problem.sentence, **problem.values)
    if not entries:
        raise UsageError(N_("Linja er tom. Skriv for eksempel 'åse 14-16.9 syk'."))


def _marks(entries: Sequence[Entry]) -> Iterator[MarkWanted]:
    for entry in entries:
        assert entry.student is not None
        for noted in entry.notes:
            yield MarkWanted(entry.student.id, noted.day, noted.lessons, entry.category, entry.reason, entry.comment)


def _lessons_in(store: Store) -> LessonsOn:
    """A student's lessons on a date, by the agreement's step where one runs, as on the screen."""

    @cache
    def measured(student: str, year: str) -> Attendance:
        return judged(store, [student], {student: store.attendance_of(student, year)})[0][student]

    return lambda student, day: lessons_expected(measured(student, school_year(day)).expected, day)


def _say_raised(
    noted: tuple[Attendance, Attendance],
    decisions: tuple[Decision, ...],
    calendar: SchoolDays,
    guide: Guide,
    on: date,
    now: datetime,
) -> None:
    """The flags that came, or grew stronger, from before it was noted to after."""
    before, after = (worry.flags(each, calendar, guide, on, now, decisions) for each in noted)
    weighed = {flag.rule: WEIGHT[flag.level] for flag in before}
    for flag in after:
        if WEIGHT[flag.level] > weighed.get(flag.rule, 0):
            say(_raised(flag))


def _raised(flag: Flag) -> str:
    return _("Flagg, {level}: {sentence}").format(level=_(LEVELS[flag.level]), sentence=worry.sentence(flag, words()))
