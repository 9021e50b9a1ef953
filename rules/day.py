"""What the marks of one day amount to: absent day, left early, missed lesson, or nothing of the kind.

The rules of this file: only lessons expected of that student that day count; a lesson that does not count or is not
registered is left out before anything is judged; hours are never turned into days. An outcome knows no date, so that
equal days are worked out once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

import msgspec

from rules.calendar import SchoolDays, school_clock
from rules.facts import Attendance, Category, Day, Expected, Mark, Reason
from rules.guide import Guide


class DayKind(StrEnum):
    """The one sign of a day in strips and calendars; of several the first in this list."""

    ABSENT = "absent"
    LEFT = "left"
    MISSED = "missed"
    TARDY = "tardy"
    ERROR = "error"  # a mark where no school or no lesson is
    NOT_COUNTED = "not_counted"  # away, but it does not count
    ACTIVITY = "activity"
    UNREGISTERED = "unregistered"
    PRESENT = "present"
    OFF = "off"  # no school day, or nothing expected of this student


class Why(StrEnum):
    """Why a mark was not counted."""

    REASON = "reason"  # its reason does not count (granted leave, appointment …)
    REDUCED = "reduced"
    ACTIVITY = "activity"
    NOT_SCHOOL_DAY = "not_school_day"  # a data error
    NOT_EXPECTED = "not_expected"  # a data error: not a lesson of that student's day
    PART_OF_DAY = "part_of_day"
    WHOLE_DAY = "whole_day"
    LEFT_EARLY = "left_early"
    SINGLE_LESSON = "single_lesson"
    TARDY = "tardy"


DATA_ERRORS = frozenset({Why.NOT_SCHOOL_DAY, Why.NOT_EXPECTED})
AWAY = frozenset({Category.EXCUSED, Category.UNEXCUSED, Category.LEFT})


class Aside(msgspec.Struct, frozen=True):
    """Marked lessons that count under no rule, and why. ``lessons`` empty: a whole day with no lesson in it."""

    lessons: tuple[int, ...]
    why: Why
    reason: Reason


class Outcome(msgspec.Struct, frozen=True):
    """What one day amounts to for one student."""

    kind: DayKind
    expected: int = 0  # lessons that count, registered or not
    present: tuple[int, ...] = ()  # present, tardy or at a school activity
    away: tuple[int, ...] = ()  # absent in a way that counts
    open: tuple[int, ...] = ()  # not registered
    absent: bool = False
    left: tuple[int, ...] = ()  # the lessons after leaving: one occasion
    missed: tuple[tuple[int, ...], ...] = ()  # blocks of adjoining lessons: an occasion each
    tardy: tuple[int, ...] = ()
    not_counted: tuple[Aside, ...] = ()
    reasons: tuple[tuple[int, Reason], ...] = ()  # of the lessons in ``away`` and ``tardy``

    @property
    def lost(self) -> int:
        """Lessons lost in a way that counts."""
        return len(self.away)

    @property
    def known(self) -> int:
        """Lessons that count and are registered."""
        return self.expected - len(self.open)


Told = tuple[tuple[tuple[int, ...], Category | None, Reason], ...]
NOTHING: frozenset[int] = frozenset()


def outcome(attendance: Attendance, calendar: SchoolDays, guide: Guide, day: date, now: datetime) -> Outcome:
    """What that day amounts to, as far as it is known at ``now``."""
    found = day_of(attendance, day)
    return day_outcome(attendance, calendar, guide, day, found.marks if found else (), school_clock(now).date())


def day_outcome(
    attendance: Attendance, calendar: SchoolDays, guide: Guide, day: date, marks: tuple[Mark, ...], today: date
) -> Outcome:
    """What these marks of one day amount to."""
    school_day = day in calendar.indexes
    lessons = lessons_expected(attendance.expected, day) if school_day else ()
    told = tuple([(mark.lessons, mark.category, mark.reason) for mark in marks])
    return amounts_to(lessons, told, presumed_present(attendance, day, today), guide.not_counting, school_day)


def day_of(attendance: Attendance, day: date) -> Day | None:
    """What was told about that date, if anything."""
    index = bisect_left(attendance.days, day, key=attrgetter("date"))
    found = attendance.days[index] if index < len(attendance.days) else None
    return found if found is not None and found.date == day else None


def lessons_expected(expected: tuple[Expected, ...], day: date) -> tuple[int, ...]:
    """The lessons expected on that date: of several that cover it the later in the list holds."""
    for span in reversed(expected):
        if span.first <= day and (span.last is None or day <= span.last):
            return span.weekdays[day.weekday()]
    return ()


def presumed_present(attendance: Attendance, day: date, today: date) -> frozenset[int] | None:
    """The lessons where who is not marked was present; None means all of them."""
    if attendance.exceptions_only and day < today:
        return None
    return attendance.taken.get(day, NOTHING)


@lru_cache(maxsize=1 << 15)
def amounts_to(
    lessons: tuple[int, ...],
    told: Told,
    presumed: frozenset[int] | None,
    not_counting: frozenset[Reason],
    school_day: bool = True,
) -> Outcome:
    """What a day with these lessons and these marks amounts to."""
    marks = _holding(lessons, told)
    present, away, unregistered, tardy, reasons, aside = [], [], [], [], [], _errors(lessons, marks, school_day)
    for lesson in sorted(lessons):
        category, reason = marks.get(lesson, (None, Reason.NONE))
        spared = reason in not_counting
        if category is None:
            (present if presumed is None or lesson in presumed else unregistered).append(lesson)
        elif category is Category.REDUCED or (category in AWAY and spared):
            aside.append(Aside((lesson,), Why.REDUCED if category is Category.REDUCED else Why.REASON, reason))
        elif category in AWAY:
            away.append(lesson)
            reasons.append((lesson, reason))
        else:
            present.append(lesson)
            if category is Category.TARDY and not spared:
                tardy.append(lesson)
                reasons.append((lesson, reason))
            elif category is Category.TARDY:
                aside.append(Aside((lesson,), Why.REASON, reason))
            elif category is Category.ACTIVITY:
                aside.append(Aside((lesson,), Why.ACTIVITY, reason))
    left, missed = _split(present, away)
    draft = Outcome(
        kind=DayKind.OFF,
        expected=len(present) + len(away) + len(unregistered),
        present=tuple(present),
        away=tuple(away),
        open=tuple(unregistered),
        absent=bool(away) and not present,
        left=left,
        missed=missed,
        tardy=tuple(tardy),
        not_counted=_joined(aside),
        reasons=tuple(reasons),
    )
    return msgspec.structs.replace(draft, kind=_kind(draft))


def _holding(lessons: tuple[int, ...], told: Told) -> dict[int, tuple[Category | None, Reason]]:
    """For each lesson the mark that holds: the last that names it. Lesson 0 is a whole day that has no lessons."""
    marks: dict[int, tuple[Category | None, Reason]] = {}
    for named, category, reason in told:
        if not named:
            marks = {lesson: (category, reason) for lesson in lessons or (0,)}
        for lesson in named:
            marks[lesson] = (category, reason)
    return marks


def _errors(
    lessons: tuple[int, ...], marks: dict[int, tuple[Category | None, Reason]], school_day: bool
) -> list[Aside]:
    """Marks that hold for lessons this student does not have that day."""
    why = Why.NOT_EXPECTED if school_day else Why.NOT_SCHOOL_DAY
    stray = [(lesson, *marks[lesson]) for lesson in sorted(marks.keys() - set(lessons))]
    return [Aside((lesson,) if lesson else (), why, reason) for lesson, category, reason in stray if category]


def _split(present: list[int], away: list[int]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """The lessons after leaving, and the blocks missed before that; neither on a day without presence."""
    if not present or not away:
        return (), ()
    left = tuple(lesson for lesson in away if lesson > present[-1])
    return left, tuple(_blocks(present, [lesson for lesson in away if lesson < present[-1]]))


def _blocks(present: list[int], away: list[int]) -> Iterator[tuple[int, ...]]:
    """Blocks of absent lessons with no presence between them."""
    block: list[int] = []
    for lesson in away:
        if block and any(block[-1] < met < lesson for met in present):
            yield tuple(block)
            block = []
        block.append(lesson)
    if block:
        yield tuple(block)


def _joined(asides: list[Aside]) -> tuple[Aside, ...]:
    """Lessons set aside for one and the same cause are said together."""
    together: dict[tuple[Why, Reason], list[int]] = {}
    for aside in asides:
        together.setdefault((aside.why, aside.reason), []).extend(aside.lessons)
    return tuple(Aside(tuple(sorted(lessons)), why, reason) for (why, reason), lessons in together.items())


def _kind(day: Outcome) -> DayKind:
    whys = {aside.why for aside in day.not_counted}
    signs = (
        (day.absent, DayKind.ABSENT),
        (bool(day.left), DayKind.LEFT),
        (bool(day.missed), DayKind.MISSED),
        (bool(day.tardy), DayKind.TARDY),
        (bool(whys & DATA_ERRORS), DayKind.ERROR),
        (bool(whys & {Why.REASON, Why.REDUCED}), DayKind.NOT_COUNTED),
        (bool(whys & {Why.ACTIVITY}), DayKind.ACTIVITY),
        (bool(day.open) and not day.present, DayKind.UNREGISTERED),
        (bool(day.expected), DayKind.PRESENT),
    )
    return next((kind for holds, kind in signs if holds), DayKind.OFF)
