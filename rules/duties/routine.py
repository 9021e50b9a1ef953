"""The year's and the week's routines: the weekly check, the team's agenda, the leaders' reviews, what is told yearly.

The rules of this file: a routine of a week stands while its week and the next last, then the next one has taken its
place; a routine of the year stands until it is done. Where the guide names no date, the school year's own parts do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from rules.case.events import LeaderReviewed, SchoolEvent, TalkHeld, WeeklyChecked, Yearly, YearlyDone
from rules.duties.draft import Met, On, draft, met_by, on_day
from rules.duties.duty import Deed, Duty, For, Known
from rules.duties.moments import check_of, monday_of, months_after, week_of
from rules.duties.table import Of, Row
from rules.facts import SchoolClass
from rules.follow_up import DutyText
from rules.team.meeting import Held, held_by_teams
from rules.words import N_

TICK = N_("en hake, med hva som ble funnet")
MINUTES = N_("referat fra møtet")
DATED = N_("en hake, med dato")
CHECK = N_("Gå gjennom fraværet i {school_class} for uka som begynte {day}")
AGENDA = N_("Ta opp fravær i møtet på {grade}. trinn denne uka")
REVIEW = N_("Gå gjennom skolens samlede fravær, {number}. gang av {times} dette skoleåret")
INFORM = N_("Gi elever og foresatte i {school_class} informasjon om skolefravær ved skolestart")
PARENTS = N_("Ta opp skolefravær på foreldremøtet i {school_class}")
TALK = N_("Ta opp skolefravær i samtalen med {student}")

E = TypeVar("E")


def homeroom_classes(known: Known) -> list[SchoolClass]:
    """The homeroom classes with students today."""
    there = set(known.class_of.values())
    return [one for one in known.school.classes if not one.group and one.name in there]


def weekly_check(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Each class's absence, gone through from the week's last school day to the first of the next."""
    checked = list(_of(known, WeeklyChecked))
    for week in _weeks(known):
        monday, (opens, due) = monday_of(week[0]), check_of(known.calendar, week[0])
        for one in homeroom_classes(known):
            met = _met(e for e in checked if e.school_class == one.name and monday_of(e.week_of) == monday)
            yield draft(
                row,
                text,
                f"{one.name}:{monday}",
                Deed.WEEKLY_CHECK,
                on_day(known, opens, due),
                (CHECK, {"school_class": one.name, "day": On(monday)}),
                TICK,
                {"school_class": one.name, "item": monday.isoformat(), "days": week, **met_by(met)},
            )


def team_agenda(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Absence on the agenda of each grade's weekly meeting; a line for each class of the grade."""
    classes = [one for one in homeroom_classes(known) if one.grade]
    names = {grade: _team_names(grade, classes) for grade in {one.grade for one in classes}}
    held = held_by_teams(known.school_events, known.today)
    for week in _weeks(known):
        monday = monday_of(week[0])
        for one in classes:
            own = names[one.grade]
            mine = (met for team, met in held if team.strip().casefold() in own and monday_of(met.on) == monday)
            yield draft(
                row,
                text,
                f"{one.name}:{monday}",
                Deed.TEAM,
                on_day(known, week[0], week[-1]),
                (AGENDA, {"grade": one.grade, "school_class": one.name}),
                MINUTES,
                {"school_class": one.name, "item": str(one.grade), "days": week, **met_by(_met(mine))},
            )


def leader_review(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """The whole school's absence, so many times a year: each is held when its part of the school year is over."""
    times, days = text.numbers["times_a_year"], known.calendar.days
    held = sorted((e for e in _of(known, LeaderReviewed) if _this_year(known, e.on)), key=lambda e: e.on)
    for number in range(1, times + 1):
        due = days[len(days) * number // times - 1]
        begins = days[len(days) * (number - 1) // times]
        found = next((e for e in held if e.on >= begins), None)
        held = [e for e in held if e is not found]
        yield draft(
            row,
            text,
            f"{days[0].year}:{number}",
            Deed.LEADER_REVIEW,
            on_day(known, max(begins, months_after(due, -1)), due),
            (REVIEW, {"number": number, "times": times}),
            MINUTES,
            met_by((found.at, found.by) if found else None),
        )


def inform_at_start(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Students and guardians of each class hear of it in the first week of the school year."""
    first = known.calendar.days[0]
    due = week_of(known.calendar, first)[-1]
    yield from _yearly(known, row, text, (first, due), Yearly.INFORM_AT_START, INFORM)


def parents_meeting_topic(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """A topic of each class's parents' meeting, in the first half of the school year."""
    half = known.calendar.last_on_or_before(known.calendar.calendar.second_half - timedelta(days=1))
    span = (known.calendar.days[0], half or known.calendar.days[-1])
    yield from _yearly(known, row, text, span, Yearly.PARENTS_MEETING, PARENTS)


def talk_topic(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """A topic of each student's talk before the school year is over; asked for in its last weeks."""
    last = known.calendar.days[-1]
    opens = months_after(last, -1).replace(day=1)
    if known.today < opens:
        return
    when = on_day(known, opens, last)
    for student in known.students:
        case = known.cases.get(student.id)
        talks = (e for e in (case.events if case else ()) if isinstance(e, TalkHeld) and _this_year(known, e.on))
        met = met_by(_met(talks))
        values = {"student": student.name}
        yield draft(
            row,
            text,
            f"{student.id}:{last.year}",
            Deed.TALK,
            when,
            (TALK, values),
            DATED,
            {"student": student.id, **met},
        )


def _yearly(
    known: Known, row: Row, text: DutyText, span: tuple[date, date], what: Yearly, sentence: str
) -> Iterator[Duty]:
    done = [e for e in _of(known, YearlyDone) if e.what is what and _this_year(known, e.on)]
    for one in homeroom_classes(known):
        met = _met(e for e in done if e.school_class in {"", one.name})
        yield draft(
            row,
            text,
            f"{one.name}:{span[0].year}",
            Deed.YEARLY,
            on_day(known, *span),
            (sentence, {"school_class": one.name}),
            DATED,
            {"school_class": one.name, "item": what.value, **met_by(met)},
        )


def _weeks(known: Known) -> list[tuple[date, ...]]:
    """The school days of this week, and of the last school week before it."""
    today, calendar = known.today, known.calendar
    this = week_of(calendar, today)
    before = calendar.last_on_or_before(monday_of(today) - timedelta(days=1))
    return [week for week in (week_of(calendar, before) if before else (), this) if week]


def _team_names(grade: int, classes: list[SchoolClass]) -> set[str]:
    """What the team of a grade may be called in its minutes."""
    own = {one.name.casefold() for one in classes if one.grade == grade}
    return {str(grade), f"{grade}. trinn", f"{grade}.trinn"} | own


def _of(known: Known, kind: type[E]) -> Iterator[E]:
    return (event for event in known.school_events if isinstance(event, kind))


def _this_year(known: Known, on: date) -> bool:
    first = known.calendar.days[0]
    return date(first.year, 8, 1) <= on <= date(first.year + 1, 7, 31)


def _met(events: Iterable[SchoolEvent | TalkHeld | Held]) -> Met | None:
    return min(((event.at, event.by) for event in events), default=None)


ROWS: tuple[Row, ...] = (
    Row("weekly-check", For.HOMEROOM_TEACHER, weekly_check, of=Of.SCHOOL),
    Row("team-agenda", For.HOMEROOM_TEACHER, team_agenda, of=Of.SCHOOL),
    Row("leader-review", For.LEADER, leader_review, ("times_a_year",), of=Of.SCHOOL),
    Row("inform-at-start", For.HOMEROOM_TEACHER, inform_at_start, of=Of.SCHOOL),
    Row("parents-meeting-topic", For.HOMEROOM_TEACHER, parents_meeting_topic, of=Of.SCHOOL),
    Row("talk-topic", For.HOMEROOM_TEACHER, talk_topic),
)
