"""The school's own routines as a well-kept school has told them: the week's checks, the teams, what is told yearly.

The rules of this file: nearly everything is done, and a few things on purpose are not: one class waits for its check of
last week, two have not had their parents' meeting, this week's team meetings are still to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from rules.case.events import LeaderReviewed, SchoolEvent, TeamMet, WeeklyChecked, Yearly, YearlyDone
from rules.facts import SchoolClass
from store.demo.away import OSLO
from store.demo.roster import teacher_of
from store.demo.staff import HEAD

WAITS = 7  # of the classes, the one whose last check is not done, and then every tenth
PARENTS_MEETING = 22  # school days into the year
REVIEW = 52


def routine(classes: Sequence[SchoolClass], days: Sequence[date], now: datetime) -> tuple[SchoolEvent, ...]:
    """What has been told by now, oldest first."""
    own = [each for each in classes if not each.group]
    told = (*_yearly(own, days), *_weekly(own, days, now), *_reviews(days))
    return tuple(sorted((each for each in told if each.at <= now), key=lambda each: each.at))


def _yearly(classes: Sequence[SchoolClass], days: Sequence[date]) -> Iterator[SchoolEvent]:
    for n, each in enumerate(classes):
        yield _done(each, days[0], Yearly.INFORM_AT_START, "Gikk gjennom rutinene ved skolestart.")
        if n % 10 != WAITS:
            yield _done(
                each, days[min(PARENTS_MEETING, len(days) - 1)], Yearly.PARENTS_MEETING, "Tema på foreldremøtet."
            )


def _done(each: SchoolClass, on: date, what: Yearly, words: str) -> SchoolEvent:
    by = teacher_of(each.name)
    return YearlyDone(by=by, at=_at(on, 13, 30), what=what, on=on, school_class=each.name, words=words)


def _weekly(classes: Sequence[SchoolClass], days: Sequence[date], now: datetime) -> Iterator[SchoolEvent]:
    """The last whole week's: older ones ask for nothing any more."""
    this = now.date() - timedelta(days=now.weekday())
    before = [day for day in days if day < this]
    if not before:
        return
    monday = before[-1] - timedelta(days=before[-1].weekday())
    for n, each in enumerate(classes):
        if n % 10 != WAITS:
            yield WeeklyChecked(
                by=teacher_of(each.name), at=_at(before[-1], 14, 20), school_class=each.name, week_of=monday
            )
    for grade in sorted({each.grade for each in classes}):
        by = teacher_of(next(each.name for each in classes if each.grade == grade))
        yield TeamMet(by=by, at=_at(before[-1], 14, 50), team=f"{grade}. trinn", on=before[-1])


def _reviews(days: Sequence[date]) -> Iterator[SchoolEvent]:
    on = days[min(REVIEW, len(days) - 1)]
    yield LeaderReviewed(by=HEAD, at=_at(on, 15, 0), on=on, words="Gikk gjennom fraværet på alle trinn.")


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), OSLO)
