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
from typing import NamedTuple

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
EXCUSABLE = AWAY | {Category.TARDY}


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
    presumed = presumed_present(attendance, day, today)
    agreed_away = lessons_agreed_away(attendance.expected, day) if told and school_day else ()
    return amounts_to(lessons, told, presumed, guide.not_counting, school_day, agreed_away)


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


def lessons_agreed_away(expected: tuple[Expected, ...], day: date) -> tuple[int, ...]:
    """The timetable's lessons of that date that a plan laid over it leaves out."""
    covering = [span for span in expected if span.first <= day and (span.last is None or day <= span.last)]
    if len(covering) < 2:
        return ()
    kept = covering[-1].weekdays[day.weekday()]
    return tuple(lesson for lesson in covering[0].weekdays[day.weekday()] if lesson not in kept)


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
    agreed_away: tuple[int, ...] = (),
) -> Outcome:
    """What a day with these lessons and these marks amounts to. ``agreed_away``: lessons a plan leaves out."""
    marks = _holding(lessons, told)
    held = {lesson: marks.get(lesson, UNMARKED) for lesson in sorted(set(lessons))}
    sides = {lesson: _side(lesson, mark, presumed, not_counting) for lesson, mark in held.items()}
    present = tuple(lesson for lesson, side in sides.items() if side in PRESENT_SIDES)
    away = tuple(lesson for lesson, side in sides.items() if side is Side.AWAY)
    tardy = tuple(lesson for lesson, side in sides.items() if side is Side.TARDY)
    unregistered = tuple(lesson for lesson, side in sides.items() if side is Side.OPEN)
    left, missed = _split(present, away)
    draft = Outcome(
        kind=DayKind.OFF,
        expected=len(present) + len(away) + len(unregistered),
        present=present,
        away=away,
        open=unregistered,
        absent=bool(away) and not present,
        left=left,
        missed=missed,
        tardy=tardy,
        not_counted=_joined([*_spared(held, not_counting), *_errors(lessons, marks, school_day, agreed_away)]),
        reasons=tuple((lesson, held[lesson].reason) for lesson in (*away, *tardy)),
    )
    return msgspec.structs.replace(draft, kind=_kind(draft))


class Side(StrEnum):
    """What one expected lesson amounts to."""

    PRESENT = "present"
    TARDY = "tardy"  # present, and late in a way that counts
    AWAY = "away"
    SPARED = "spared"  # not expected after all
    OPEN = "open"


PRESENT_SIDES = frozenset({Side.PRESENT, Side.TARDY})


class Holding(NamedTuple):
    """The mark that holds for a lesson."""

    category: Category | None
    reason: Reason


UNMARKED = Holding(None, Reason.NONE)


def _side(lesson: int, mark: Holding, presumed: frozenset[int] | None, not_counting: frozenset[Reason]) -> Side:
    if mark.category is None:
        return Side.PRESENT if presumed is None or lesson in presumed else Side.OPEN
    if mark.category is Category.REDUCED:
        return Side.SPARED
    if mark.category in AWAY:
        return Side.SPARED if mark.reason in not_counting else Side.AWAY
    counts_as_tardy = mark.category is Category.TARDY and mark.reason not in not_counting
    return Side.TARDY if counts_as_tardy else Side.PRESENT


def _spared(held: dict[int, Holding], not_counting: frozenset[Reason]) -> Iterator[Aside]:
    """Marks for expected lessons that count under no rule."""
    for lesson, mark in held.items():
        if mark.category is Category.REDUCED:
            yield Aside((lesson,), Why.REDUCED, mark.reason)
        elif mark.category is Category.ACTIVITY:
            yield Aside((lesson,), Why.ACTIVITY, mark.reason)
        elif mark.category in EXCUSABLE and mark.reason in not_counting:
            yield Aside((lesson,), Why.REASON, mark.reason)


def _holding(lessons: tuple[int, ...], told: Told) -> dict[int, Holding]:
    """For each lesson the mark that holds: the last that names it. Lesson 0 is a whole day that has no lessons."""
    marks: dict[int, Holding] = {}
    for named, category, reason in told:
        if not named:
            marks = dict.fromkeys(lessons or (0,), Holding(category, reason))
        for lesson in named:
            marks[lesson] = Holding(category, reason)
    return marks


def _errors(
    lessons: tuple[int, ...], marks: dict[int, Holding], school_day: bool, agreed_away: tuple[int, ...]
) -> Iterator[Aside]:
    """Marks that hold for lessons this student does not have that day; those agreed away are no error."""
    error = Why.NOT_EXPECTED if school_day else Why.NOT_SCHOOL_DAY
    for lesson in sorted(marks.keys() - set(lessons)):
        if marks[lesson].category is not None:
            why = Why.REDUCED if lesson in agreed_away or (not lesson and agreed_away) else error
            yield Aside((lesson,) if lesson else (), why, marks[lesson].reason)


def _split(present: tuple[int, ...], away: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """The lessons after leaving, and the blocks missed before that; neither on a day without presence."""
    if not present or not away:
        return (), ()
    left = tuple(lesson for lesson in away if lesson > present[-1])
    return left, tuple(_blocks(present, [lesson for lesson in away if lesson < present[-1]]))


def _blocks(present: tuple[int, ...], away: list[int]) -> Iterator[tuple[int, ...]]:
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
