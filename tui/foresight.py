"""Foresight: what would follow if something were noted, before it is.

The rules of this file: facts and wishes go in, findings come out; nothing is written, nothing is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from rules import worry
from rules.facts import Attendance, Day, Mark
from rules.guide import WEIGHT
from rules.worry import Flag
from tui.overview import Overview
from tui.tellings import Wish


def raised(seen: Overview, student: str, wishes: Sequence[Wish]) -> tuple[Flag, ...]:
    """The flags that would come, or be stronger, if these marks of one student were noted."""
    own = [wish for wish in wishes if wish.student == student]
    if not own:
        return ()
    on = max(seen.today, *(wish.day for wish in own))
    before, after = seen.attendance_of(student), as_if(seen.attendance_of(student), own, seen.now)
    known = seen.decisions_on(student)
    weights = {
        flag.rule: WEIGHT[flag.level] for flag in worry.flags(before, seen.calendar, seen.guide, on, seen.now, known)
    }
    found = worry.flags(after, seen.calendar, seen.guide, on, seen.now, known)
    return tuple(flag for flag in found if WEIGHT[flag.level] > weights.get(flag.rule, 0))


def as_if(attendance: Attendance, wishes: Sequence[Wish], at: datetime) -> Attendance:
    """The attendance with these marks in it."""
    days = {day.date: day for day in attendance.days}
    for wish in wishes:
        old = days.get(wish.day) or Day(attendance.student, wish.day, ())
        mark = Mark(wish.lessons, wish.category, "", at, wish.reason, wish.comment)
        days[wish.day] = Day(old.student, old.date, (*old.marks, mark))
    return msgspec.structs.replace(attendance, days=tuple(days[day] for day in sorted(days)))
