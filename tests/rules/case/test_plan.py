"""The step of the day is what marks are measured against; what repeats comes round on school days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from rules import worry
from rules.calendar import SchoolDays
from rules.case.events import CaseClosed, CaseReopened, Party, Repeats, Responsibility, Step, StepChanged
from rules.case.plan import against_plan, expected_by_plan, occurrences, planned, step_on, stretches
from rules.day import lessons_expected, outcome
from rules.facts import Attendance, Category, Day, Expected, Mark, Reason, SchoolCalendar
from rules.guide import load
from tests.rules.case.telling import Story

AAS = load("aas")
ALL = (1, 2, 3, 4, 5, 6)
START = date(2026, 10, 12)  # a Monday
JENS_1 = Step(1, "to timer på grupperom", 10, ((2, 3), (), (2, 3), (), (2, 3)), ("09:10", "", "09:10", "", "09:10"))
JENS_3 = Step(3, "hele dagen, liten gruppe før storefri", 10)
BASE = (Expected(date(2026, 8, 17), None, (*(ALL,) * 5, (), ())),)


def weekdays(first: date, last: date, *holidays: date) -> SchoolDays:
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    days = tuple(day for day in span if day.weekday() < 5 and day not in holidays)
    return SchoolDays(SchoolCalendar("2026-27", days, date(2027, 1, 4), "drawn"))


YEAR = weekdays(date(2026, 8, 17), date(2027, 6, 18))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 15, 0, tzinfo=UTC)


def attendance(*away: tuple[date, tuple[int, ...]]) -> Attendance:
    days = tuple(
        Day("tonje", day, (Mark(lessons, Category.UNEXCUSED, "kari", at(day), Reason.NONE),)) for day, lessons in away
    )
    return Attendance("tonje", days, BASE, {}, True)


def jens() -> Story:
    return Story().decided().agreed(JENS_1, JENS_3, started=START, step="a1-1")


def test_before_the_measures_start_everybody_s_timetable_holds() -> None:
    seen = planned(attendance(), jens().case)

    assert lessons_expected(seen.expected, START - timedelta(days=3)) == ALL
    assert lessons_expected(seen.expected, START) == (2, 3)
    assert lessons_expected(seen.expected, START + timedelta(days=1)) == ()


def test_a_step_up_and_a_step_back_hold_from_their_day() -> None:
    story = jens()
    up, back = START + timedelta(days=14), START + timedelta(days=16)
    story.tell(StepChanged, agreement="a1", step="a1-2", on=up, reason="klar")
    story.tell(StepChanged, agreement="a1", step="a1-1", on=back, reason="ressurslærer syk", back=True)
    seen = planned(attendance(), story.case)

    assert lessons_expected(seen.expected, up - timedelta(days=3)) == (2, 3)
    assert lessons_expected(seen.expected, up) == ALL
    assert lessons_expected(seen.expected, back) == (2, 3)
    assert [(s.step.number, s.first, s.last) for s in stretches(story.case)] == [
        (1, START, up - timedelta(days=1)),
        (3, up, back - timedelta(days=1)),
        (1, back, None),
    ]


def test_a_plan_that_is_followed_raises_no_flag_and_one_that_is_not_does() -> None:
    days = YEAR.between(START, START + timedelta(days=25))
    rest = attendance(*((day, (1, 4, 5, 6) if day.weekday() in {0, 2, 4} else ALL) for day in days))
    missed = attendance(*((day, ALL) for day in days))
    case, on = jens().case, days[-1]

    assert worry.flags(planned(rest, case), YEAR, AAS, on, at(on)) == ()
    assert worry.flags(rest, YEAR, AAS, on, at(on)), "against the full timetable it would"
    found = worry.flags(planned(missed, case), YEAR, AAS, on, at(on))
    assert [(flag.rule, flag.count) for flag in found] == [("absent-days", 12)]


def test_lessons_the_plan_leaves_out_are_no_data_errors() -> None:
    seen = planned(attendance((START, (1, 4, 5, 6))), jens().case)

    found = outcome(seen, YEAR, AAS, START, at(START + timedelta(days=1)))
    assert (found.present, found.absent, [a.why for a in found.not_counted]) == ((2, 3), False, ["reduced"])


def test_presence_against_the_plan_and_lost_teaching_stand_together() -> None:
    week = START + timedelta(days=4)
    seen = attendance((START, (1, 4, 5, 6)), (START + timedelta(days=2), ALL))
    found = against_plan(seen, jens().case, YEAR, AAS, START, week, at(week + timedelta(days=3)))

    assert (found.planned, found.attended, found.percent) == (6, 4, 67)
    assert found.timetable == 30
    assert found.untaught == 4 + 6 + 6 + 6 + 4, "what is agreed away is teaching lost too"


def test_the_plan_ends_with_the_case() -> None:
    story = jens()
    story.on(date(2026, 11, 6)).tell(CaseClosed, reason="tilbake")
    seen = planned(attendance(), story.case)

    assert lessons_expected(seen.expected, date(2026, 11, 6)) == (2, 3)
    assert lessons_expected(seen.expected, date(2026, 11, 9)) == ALL
    assert step_on(story.case, date(2026, 11, 9)) is None


@pytest.mark.parametrize("anew", ["reopened", "decided"])
def test_after_a_case_was_opened_anew_only_a_new_agreement_plans_and_the_old_one_stays_over(anew: str) -> None:
    story = jens()
    story.on(date(2026, 11, 6)).tell(CaseClosed, reason="tilbake")
    story.on(date(2026, 11, 16))
    story.tell(CaseReopened, reason="borte igjen") if anew == "reopened" else story.decided()
    seen = planned(attendance(), story.case)
    assert lessons_expected(seen.expected, START) == (2, 3)
    assert lessons_expected(seen.expected, date(2026, 11, 9)) == ALL, "between the two cases"
    assert lessons_expected(seen.expected, date(2026, 11, 18)) == ALL, "nothing is agreed yet"

    story.agreed(Step(1, "tre timer", 10, ((1, 2, 3),) * 5), agreement="a2", started=date(2026, 11, 23), step="a2-1")
    seen = planned(attendance(), story.case)
    assert lessons_expected(seen.expected, date(2026, 11, 20)) == ALL
    assert lessons_expected(seen.expected, date(2026, 11, 24)) == (1, 2, 3)


def test_a_new_agreement_s_steps_hold_from_the_day_its_measures_start() -> None:
    story = jens()
    later = START + timedelta(days=21)
    story.agreed(Step(1, "tre timer", 10, ((1, 2, 3),) * 5), agreement="a2")
    assert lessons_expected(planned(attendance(), story.case).expected, later) == (2, 3), "not started yet"
    story.agreed(Step(1, "tre timer", 10, ((1, 2, 3),) * 5), agreement="a3", started=later, step="a3-1")

    seen = planned(attendance(), story.case)
    assert lessons_expected(seen.expected, later - timedelta(days=3)) == (2, 3)
    assert lessons_expected(seen.expected, later) == (1, 2, 3)


def test_nobody_is_expected_by_a_plan_before_they_start_or_after_they_left() -> None:
    gone = Expected(date(2026, 8, 17), date(2026, 10, 16), BASE[0].weekdays)
    seen = planned(Attendance("tonje", (), (gone,), {}, True), jens().case)

    assert lessons_expected(seen.expected, date(2026, 10, 16)) == (2, 3)
    assert lessons_expected(seen.expected, date(2026, 10, 19)) == ()


def test_without_an_agreement_nothing_is_laid_over() -> None:
    seen = attendance()

    assert planned(seen, Story().decided().case) is seen
    assert expected_by_plan(Story().case) == ()


AUTUMN = tuple(date(2026, 10, 5) + timedelta(days=n) for n in range(5))
WITH_HOLIDAY = weekdays(date(2026, 8, 17), date(2026, 12, 18), *AUTUMN)


@pytest.mark.parametrize(
    ("repeats", "facts", "days"),
    [
        (Repeats.ONCE, {"first": date(2026, 9, 30)}, ["0930"]),
        (Repeats.DAILY, {}, ["0928", "0929", "0930", "1001", "1002", "1012", "1013", "1014", "1015", "1016"]),
        (Repeats.WEEKDAYS, {"weekdays": (4,)}, ["1002", "1016"]),
        (Repeats.EVERY_OTHER_WEEK, {"weekdays": (4,), "first": date(2026, 9, 18)}, ["1002", "1016"]),
        (Repeats.EVERY_OTHER_WEEK, {"weekdays": (4,), "first": date(2026, 9, 25)}, []),
        (Repeats.MONTHLY, {"first": date(2026, 8, 31)}, ["0930"]),
        (Repeats.MONTHLY, {"first": date(2026, 9, 7)}, ["1012"]),
        (Repeats.AFTER_HOLIDAY, {}, ["1012"]),
        (Repeats.DAILY, {"last": date(2026, 9, 29)}, ["0928", "0929"]),
    ],
)
def test_what_repeats_comes_round_on_school_days(repeats: Repeats, facts: dict[str, object], days: list[str]) -> None:
    part = Responsibility(Party.HOMEROOM_TEACHER, "tilbakemelding", repeats=repeats, **facts)  # type: ignore[arg-type]
    found = occurrences(part, WITH_HOLIDAY, date(2026, 9, 28), date(2026, 10, 16))

    assert [f"{day:%m%d}" for day in found] == days
