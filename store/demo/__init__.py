"""The made-up school: Bommen skole, with Tonje and Jens from the guide among its students.

The rules of this room: nothing here is about anybody; the same seed and the same now give the same school; what is
told follows from the seed alone (pure values: ``plan``), and goes to disk through the door like anybody's (``build``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path
from random import Random

import msgspec

from rules.case.events import CaseEvent, SchoolEvent
from rules.facts import School, Student
from rules.follow_up import follow_up
from store.demo.away import OSLO, Away
from store.demo.cases import cases
from store.demo.everyday import everyday
from store.demo.roster import JENS, JENS_CLASS, TEACHERS, TONJE, Home, classes, homes, teacher_of
from store.demo.routine import routine
from store.demo.staff import HEAD, staff
from store.demo.stories import STORIES, Story, Year, jenss, tonjes, wednesdays_kept
from store.demo.talks import answered, talks
from store.demo.under_way import under_way
from store.demo.year import LESSON_TIMES, calendar, current_year, timetable
from store.door import Store
from store.tellings import AbsenceRow

NAME = "Bommen skole"
BY = "ist"  # the school's own system, whose export the absences are
STUDENTS, SEED, FEWEST = 300, "1", 2


class Plan(msgspec.Struct, frozen=True):
    """The school and all that is told of it until now."""

    school: School
    absences: tuple[AbsenceRow, ...]
    registers: tuple[tuple[str, date, tuple[int, ...]], ...]
    now: datetime
    in_holiday: bool  # it is summer, and the school stands at the last school day of the year
    cases: Mapping[str, tuple[CaseEvent, ...]] = {}  # by student: what has been told by now, with who and when
    routine: tuple[SchoolEvent, ...] = ()  # what the school has told of its own meetings and checks


def plan(students: int, seed: str, now: datetime) -> Plan:
    """The made-up school as pure values. In the summer holiday ``Plan.now`` is the last school day's afternoon."""
    year = calendar(current_year(now.date()))
    asked, now = now, _in_term(now, year.days)
    school_homes = homes(students, seed, year.days[0])
    school_classes = classes(school_homes)
    lessons = tuple(slot for c in school_classes for slot in timetable(c.name, c.grade, _teachers(c.name), seed))
    school = School(
        name=NAME,
        guide="aas",
        students=tuple(home.student for home in school_homes),
        classes=school_classes,
        calendars=(year,),
        timetable=lessons,
        exceptions_only=True,
        basis="school_days",
        users=staff(school_classes, lessons, now.date()),
    )
    absences = tuple(_absences(school_homes, year.days, seed, now))
    told = _talks(school_homes, absences, year.days, seed, now)
    for student, story in cases(school.students, year.days, now).items():
        before = (event for event in told.get(student, ()) if event.at < story[0].at)
        told[student] = (*before, *story)
    routines = routine(school_classes, year.days, now)
    return Plan(school, absences, _registers(school, now), now, now != asked, told, routines)


def build(folder: Path, made_up: Plan) -> Store:
    """The made-up school on disk. Raises StoreError where the folder already has a school."""
    store = Store.create(folder, made_up.school, BY, made_up.now)
    guide = follow_up(made_up.school.guide)
    store.install_forms(guide.forms, guide.templates, BY, made_up.now)
    store.import_absences(made_up.absences, BY, made_up.now)
    for school_class, day, lessons in made_up.registers:
        store.take_register(school_class, day, lessons, teacher_of(school_class), made_up.now)
    for student, events in made_up.cases.items():
        _tell(store, student, events)
    year = made_up.school.calendars[0].year
    for (by, at), told in groupby(made_up.routine, key=lambda event: (event.by, event.at)):
        store.tell_school(year, tuple(told), by, at)
    return store


def _tell(store: Store, student: str, events: Sequence[CaseEvent]) -> None:
    """A case, told by each in turn when they would have told it."""
    for (by, at), told in groupby(events, key=lambda event: (event.by, event.at)):
        store.tell_case(student, tuple(told), by, at)


def _talks(
    school: tuple[Home, ...], absences: tuple[AbsenceRow, ...], days: tuple[date, ...], seed: str, now: datetime
) -> dict[str, tuple[CaseEvent, ...]]:
    """The calls home, and some flags answered; the guide's two have their own once their stories begin."""
    by_number: dict[str, list[AbsenceRow]] = {}
    for row in absences:
        by_number.setdefault(row.student, []).append(row)
    stories, guide = _who_has_which(school, seed), follow_up("aas")
    found: dict[str, tuple[CaseEvent, ...]] = {}
    for home in school:
        one, rows = home.student, by_number.get(home.student.number, [])
        caller = HEAD if one.protected_address else teacher_of(one.class_on(days[0]))
        answer = answered(stories.get(one.number), one, rows, days, caller, now)
        case = under_way(one, days, caller, guide, now) if stories.get(one.number) is wednesdays_kept else ()
        if told := (*talks(one, rows, days, caller, seed, now), *answer, *case):
            found[one.id] = tuple(sorted(told, key=lambda event: event.at))
    return found


def _in_term(now: datetime, days: tuple[date, ...]) -> datetime:
    """Before the first day and after the last there is nothing to see: the last afternoon then."""
    if days[0] <= now.date() <= days[-1]:
        return now
    return datetime.combine(days[-1], time(14, 30), OSLO)


def _teachers(school_class: str) -> tuple[str, ...]:
    """The homeroom teacher, and three others who come in."""
    first = teacher_of(school_class)
    place = TEACHERS.index(first)
    return (first, *(TEACHERS[(place + step) % len(TEACHERS)] for step in (3, 7, 12)))


def _absences(school: tuple[Home, ...], days: tuple[date, ...], seed: str, now: datetime) -> Iterator[AbsenceRow]:
    today = max((index for index, day in enumerate(days) if day <= now.date()), default=0)
    stories = _who_has_which(school, seed)
    for home in school:
        draw = Random(f"{seed}/year/{home.student.number}")
        lessons = tuple(len(weekday) for weekday in _weekdays(home))
        story = stories.get(home.student.number)
        year = Year(days, today, lessons)
        told = story(year, draw) if story else everyday(days, lessons, draw)
        yield from _until(now, home.student, told)


def _weekdays(home: Home) -> tuple[tuple[int, ...], ...]:
    return classes((home,))[0].weekdays


def _who_has_which(school: tuple[Home, ...], seed: str) -> dict[str, Story]:
    """Tonje, Jens, and the others by lot: no class has more than it would in life."""
    has: dict[str, Story] = {}
    for home in school:
        if home.student.name.startswith(f"{TONJE.given} {TONJE.family}"):
            has[home.student.number] = tonjes
        elif home.student.name.startswith(f"{JENS.given} {JENS.family}"):
            has[home.student.number] = jenss
    lot = [home for home in school if home.student.number not in has]
    Random(f"{seed}/stories").shuffle(lot)
    for told in STORIES:
        wanted = round(told.of_300 * len(school) / STUDENTS)
        for home in [home for home in lot if home.grade >= told.from_grade][:wanted]:
            has[home.student.number] = told.story
            lot.remove(home)
    return has


def _until(now: datetime, student: Student, told: Iterator[Away]) -> Iterator[AbsenceRow]:
    """What has happened by now, as another system's rows."""
    for away in told:
        if away.day < now.date():
            yield _row(student, away)
        elif away.day == now.date() and (begun := _begun(now, away.lessons)) is not None:
            yield _row(student, msgspec.structs.replace(away, lessons=begun))


def _begun(now: datetime, lessons: tuple[int, ...]) -> tuple[int, ...] | None:
    """Of today's lessons, those that have begun; None where none has."""
    begun = _lessons_begun(now)
    if not lessons:
        return () if begun else None
    return tuple(lesson for lesson in lessons if lesson in begun) or None


def _lessons_begun(now: datetime) -> tuple[int, ...]:
    clock = now.strftime("%H:%M")
    return tuple(lesson for lesson, (start, _end) in enumerate(LESSON_TIMES, 1) if start <= clock)


def _row(student: Student, away: Away) -> AbsenceRow:
    return AbsenceRow(student.number, away.day, away.lessons, away.category, away.reason, away.comment, away.told)


def _registers(school: School, now: datetime) -> tuple[tuple[str, date, tuple[int, ...]], ...]:
    """Today's registers: taken for the lessons that are over, but for every fourth class and the guide's two."""
    today, over = now.date(), _lessons_begun(now)[:-1]
    if today not in school.calendars[0].days or not over:
        return ()
    waiting = {c.name for c in school.classes[::4]} | {JENS_CLASS}
    return tuple(
        (c.name, today, lessons)
        for c in school.classes
        if c.name not in waiting and (lessons := _both(over, c.weekdays[today.weekday()]))
    )


def _both(lessons: tuple[int, ...], expected: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(lesson for lesson in lessons if lesson in expected)


__all__ = ["FEWEST", "NAME", "SEED", "STUDENTS", "Plan", "build", "plan"]
