"""Which days are school days, and which lessons a student has on one, as far as the school has said.

The rule of this file: where the school has said nothing, every weekday is a school day and it has six lessons.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rules.facts import School, Student, school_year
from rules.words import N_
from store.tellings import Said

_USUAL_LESSONS = (1, 2, 3, 4, 5, 6)

#: The most days one row may span: a school year.
_LONGEST_SPAN = 366


class LessonDays:
    """The school's days and lessons, to look up in."""

    def __init__(self, school: School) -> None:
        self._years = {calendar.year: frozenset(calendar.days) for calendar in school.calendars}
        self._weekdays = {each.name: each.weekdays for each in school.classes}

    def is_school_day(self, day: date) -> bool:
        """Whether it is one; without a calendar for the year every weekday is."""
        days = self._years.get(school_year(day))
        return day.weekday() < 5 if days is None else day in days

    def other_than_school_days(self, days: Iterable[date]) -> frozenset[date]:
        """Those that are no school days."""
        return frozenset(day for day in days if not self.is_school_day(day))

    def between(self, first: date, last: date) -> tuple[date, ...] | Said:
        """The school days of a range, or why there are none."""
        if last < first:
            return Said(N_("Til-datoen {last} er før fra-datoen {first}."), {"first": f"{first}", "last": f"{last}"})
        if (last - first).days > _LONGEST_SPAN:
            return Said(N_("Perioden {first}–{last} er lengre enn et år."), {"first": f"{first}", "last": f"{last}"})
        span = (first + timedelta(days=count) for count in range((last - first).days + 1))
        days = tuple(day for day in span if self.is_school_day(day))
        if not days:
            return Said(N_("Det er ingen skoledager {first}–{last}."), {"first": f"{first}", "last": f"{last}"})
        return days

    def lessons(self, student: Student, day: date) -> tuple[int, ...]:
        """The lessons of the student's class that weekday."""
        weekdays = self._weekdays.get(student.class_on(day), ())
        return (weekdays[day.weekday()] if len(weekdays) == 7 else ()) or _USUAL_LESSONS
