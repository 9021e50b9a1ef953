"""Days and moments of duties: when one opens, is due, and is late.

The rules of this file: wall-clock times are Europe/Oslo, summer time or not; what is due on a day is late from
midnight after it; past the calendar's end weekdays stand for school days, so that no deadline is lost.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from rules.calendar import OSLO, SchoolDays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def moment(day: date, clock: time = time.min) -> datetime:
    """A wall-clock time of a day at school."""
    return datetime.combine(day, clock, OSLO)


def midnight_after(day: date) -> datetime:
    """When the day is over."""
    return moment(day + ONE_DAY)


def clock(said: str) -> time | None:
    """The time of "09:10"; None where nobody has said one, or nobody can read it (a file edited by hand)."""
    try:
        return time.fromisoformat(said) if said else None
    except ValueError:
        return None


def school_day_after(calendar: SchoolDays, day: date, school_days: int = 1) -> date:
    """The so-manieth school day after a day."""
    for _ in range(school_days):
        day = calendar.next_after(day) or weekday_after(day)
    return day


def weekday_after(day: date) -> date:
    """The next day that is no Saturday or Sunday."""
    day += ONE_DAY
    while day.weekday() >= SATURDAY:
        day += ONE_DAY
    return day


def on_or_after(calendar: SchoolDays, day: date) -> date:
    """The day itself if it is a school day, else the first after it."""
    return day if day in calendar.indexes else school_day_after(calendar, day)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def week_of(calendar: SchoolDays, day: date) -> tuple[date, ...]:
    """The school days of its week."""
    monday = monday_of(day)
    return calendar.between(monday, monday + timedelta(days=6))


def check_of(calendar: SchoolDays, day: date) -> tuple[date, date]:
    """The next weekly check on or after a day: its week's last school day, and the first of the next week with any.

    In a week whose school days are over, or that has none, it is that of the next week with school days.
    """
    week = week_of(calendar, day)
    while not week or week[-1] < day:
        day = on_or_after(calendar, monday_of(day) + timedelta(days=7))
        week = week_of(calendar, day) or (day,)
    return week[-1], school_day_after(calendar, monday_of(day) + timedelta(days=6))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
