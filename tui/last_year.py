"""How last year ended for one student: read when the student is opened, never for the list.

The rules of this file: facts in, facts out; who reads the store brings the reading.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from rules.calendar import SchoolDays, school_days
from rules.facts import Attendance, School, Student, school_year


class LastYear(NamedTuple):
    """A student's attendance of the school year before, and its school days; None where nothing is known."""

    attendance: Attendance | None = None
    calendar: SchoolDays | None = None


UNREAD = LastYear()


def last_year(school: School, one: Student, on: date, read: Callable[[str, str], Attendance]) -> LastYear:
    """Last year's, where the school has its calendar and the student has marks in it."""
    year = school_year(on.replace(year=on.year - 1, day=1))
    calendar = next((each for each in school.calendars if each.year == year), None)
    if calendar is None or year not in one.files:
        return UNREAD
    return LastYear(read(one.id, year), school_days(calendar))
