"""The worked examples that are about flags, each drawn as the register that a teacher would have kept."""

from __future__ import annotations

from datetime import date

import pytest

from rules.day import DayKind, Why, outcome
from rules.facts import Expected, Slot
from rules.flag import Flag, Status
from rules.guide import Level, load
from rules.observations import observations
from rules.runs import Run, flag_runs
from rules.shares import Band, share
from rules.words import NORWEGIAN
from rules.worry import flags, sentence, standing, unanswered
from tests.rules.drawing import AFTERWARDS, NEXT_YEAR, SIX, YEAR, at, register, then

AAS = load("aas")


def flagged(away, on, now=AFTERWARDS, guide=AAS, calendar=YEAR):
    """The flags on a day, by rule; the list's line has to agree."""
    found = flags(away, calendar, guide, date.fromisoformat(on), now)
    line = standing(away, calendar, guide, date.fromisoformat(on), now)
    first = found[0] if found else None
    assert (line.level, line.since) == ((first.level, first.since) if first else (None, None))
    assert line.status == (first.status if first else None)
    return {flag.rule: flag for flag in found}


def level(away, on, rule="absent-days", **how):
    flag = flagged(away, on, **how).get(rule)
    return flag.level if flag else None


def said(flag: Flag) -> str:
    return sentence(flag, NORWEGIAN)


def test_e01_seven_days_in_a_row_are_watched_from_the_fifth_and_strong_on_the_seventh():
    away = register("""
        week 35   X X X X X
        week 36   X X . . .
    """)

    assert level(away, "2026-08-27") is None
    assert level(away, "2026-08-28") is Level.WATCH
    assert level(away, "2026-08-31") is Level.WATCH
    flag = flagged(away, "2026-09-01")["absent-days"]
    assert flag.level is Level.STRONG
    assert flag.since == flag.strong_since == date(2026, 9, 1)
    assert (flag.count, flag.limit, flag.status) == (7, 7, Status.CONFIRMED)
    assert flag.quote == "7 dager fravær i løpet av 3 – 4 uker"
    assert said(flag) == "7 dager fravær på 14 skoledager (grensen er 7), siden tir 1. sep"


def test_e02_six_days_in_four_weeks_are_watched_and_no_more():
    away = register("""
        week 35   X . X . .
        week 36   X . . X .
        week 37   . X . . X
    """)

    flag = flagged(away, "2026-09-11")["absent-days"]
    assert flag.level is Level.WATCH
    assert flag.since == date(2026, 9, 8)
    assert flag.quote == flag.place == ""
    assert flag.page is None


E03 = """
    week 35   . X . . X
    week 36   . X . . X
    week 37   . . X . .
    week 38   . X . . .
    week 39   X . . . .
"""


def test_e03_the_first_of_seven_may_be_the_twentieth_school_day_back():
    away = register(E03)

    flag = flagged(away, "2026-09-21")["absent-days"]
    assert (flag.level, flag.since, flag.strong_since) == (Level.WORRYING, date(2026, 9, 21), None)
    assert (flag.window_from, flag.window_days) == (date(2026, 8, 25), 20)
    assert level(away, "2026-09-22") is Level.WATCH
    assert [flag.until for flag in unanswered(away, YEAR, AAS, date(2026, 9, 22), AFTERWARDS)] == [date(2026, 9, 21)]


def test_e04_the_twenty_first_school_day_back_is_too_far():
    away = register(E03.replace(". X . . X\n    week 36", "X . . . X\n    week 36"))

    assert level(away, "2026-09-21") is Level.WATCH
    assert unanswered(away, YEAR, AAS, date(2026, 9, 22), AFTERWARDS) == ()


def test_e05_a_holiday_does_not_eat_the_window_unless_the_school_counts_calendar_days():
    away = register("""
        week 38   . . X . X
        week 39   . X . X .
        week 40   - - - - -
        week 41   . X . X .
        week 42   . . . X .
    """)

    flag = flagged(away, "2026-10-15")["absent-days"]
    assert (flag.level, flag.since) == (Level.WORRYING, date(2026, 10, 15))
    assert level(away, "2026-10-15", guide=AAS.on_basis("calendar_days")) is Level.WATCH


def test_e08_a_mark_where_no_school_is_counts_nothing_and_is_listed():
    away = register("""
        week 45   X X X X X
        week 46   X X . . .
    """)

    flag = flagged(away, "2026-11-10")["absent-days"]
    assert flag.level is Level.WATCH
    assert [(one.date, one.why) for one in flag.not_counted] == [(date(2026, 11, 6), Why.NOT_SCHOOL_DAY)]
    assert outcome(away, YEAR, AAS, date(2026, 11, 6), AFTERWARDS).kind is DayKind.ERROR

    more = then(away, "2026-11-11 08:30", "week 46   . . X")
    flag = flagged(more, "2026-11-11")["absent-days"]
    assert (flag.level, flag.since) == (Level.STRONG, date(2026, 11, 11))


def test_e09_documented_illness_counts_and_is_said():
    away = register("""
        week 46   C C C C C
        week 47   C C C . .
    """)

    flag = flagged(away, "2026-11-17")["absent-days"]
    assert (flag.level, flag.since, flag.count) == (Level.STRONG, date(2026, 11, 17), 7)
    assert seen(away, "2026-11-17") == ("7 av 7 dokumentert sykdom",)


def test_e10_granted_leave_raises_nothing_and_is_said():
    away = register("""
        week 42   P P P P P
        week 43   P P P P P
    """)

    assert flagged(away, "2026-10-23") == {}
    assert seen(away, "2026-10-23") == ("10 permisjonsdager ikke talt",)


def test_e11_ten_late_mornings_are_no_absence():
    late = "L....."
    away = register(f"""
        week 42   {late} {late} {late} {late} {late}
        week 43   {late} {late} {late} {late} {late}
    """)

    assert flagged(away, "2026-10-23") == {}


def test_e12_a_correction_retracts_the_flag_and_its_run_stays_in_the_history():
    away = register("""
        week 42   X X X . .
        week 43   X X X X .
    """)
    flag = flagged(away, "2026-10-23", now=at("2026-10-23T20:00"))["absent-days"]
    assert (flag.level, flag.since) == (Level.STRONG, date(2026, 10, 22))

    corrected = then(away, "2026-10-26 09:00", "week 43   . ..o...")
    assert level(corrected, "2026-10-26") is Level.WATCH
    the_day = outcome(corrected, YEAR, AAS, date(2026, 10, 20), AFTERWARDS)
    assert (the_day.missed, the_day.left) == (((1, 2),), (4, 5, 6))

    runs = flag_runs(corrected, YEAR, AAS, date(2026, 10, 27), at("2026-10-27T12:00"))
    took_back = at("2026-10-26T09:00")
    assert [run for run in runs if run.retracted_at] == [
        Run("absent-days", Level.WORRYING, date(2026, 10, 22), date(2026, 10, 26), took_back),
        Run("absent-days", Level.STRONG, date(2026, 10, 22), date(2026, 10, 26), took_back),
    ]
    assert unanswered(corrected, YEAR, AAS, date(2026, 11, 30), AFTERWARDS) == ()


def test_e14_the_same_day_told_twice_is_one_day():
    away = register("""
        week 42   X X X . .
        week 43   X . X X .
    """)
    twice = then(away, "2026-10-23 10:00", "week 42   X . . . .")

    for facts in (away, twice):
        flag = flagged(facts, "2026-10-23")["absent-days"]
        assert (flag.level, flag.count) == (Level.WATCH, 6)
    assert flag_runs(away, YEAR, AAS, date(2026, 10, 23), AFTERWARDS) == flag_runs(
        twice, YEAR, AAS, date(2026, 10, 23), AFTERWARDS
    )


def test_e15_the_later_mark_holds():
    away = register("week 42   .o....", told="2026-10-12 10:00")
    away = then(away, "2026-10-12 14:00", "week 42   .X....")

    assert outcome(away, YEAR, AAS, date(2026, 10, 12), AFTERWARDS).missed == ((2,),)
    assert len(away.days[0].marks) == 2


def test_e16_who_started_late_is_counted_from_the_start():
    away = register(
        """
        week 2    X X . X .
        week 3    X . X X X
        """,
        expected=(Expected(date(2027, 1, 11), None, (SIX,) * 5 + ((), ())),),
    )

    flag = flagged(away, "2027-01-22")["absent-days"]
    assert flag.since == date(2027, 1, 22)
    assert level(away, "2027-01-21") is Level.WATCH


def test_e18_windows_do_not_cross_school_years_but_last_week_is_said():
    last_year = register("week 24   X X X X X")
    away = register(
        "week 32   . . . X X", start=2027, expected=(Expected(date(2027, 8, 1), None, (SIX,) * 5 + ((), ())),)
    )

    assert flagged(away, "2027-08-13", calendar=NEXT_YEAR) == {}
    on, now = date(2027, 8, 13), at("2027-08-13T18:00")
    assert observations(away, NEXT_YEAR, AAS, on, now, last_year=last_year, last_calendar=YEAR, words=NORWEGIAN) == (
        "5 dager siste uke i fjor",
    )


def test_e19_lessons_that_nobody_registered_make_the_finding_provisional():
    taken = {day: frozenset(SIX) for day in YEAR.days if day < date(2026, 10, 22)}
    away = register(
        """
        week 42   X X X . .
        week 43   X X X XXX... .
        """,
        exceptions_only=False,
        taken=taken | {date(2026, 10, 22): frozenset({1, 2, 3})},
    )

    flag = flagged(away, "2026-10-22", now=at("2026-10-22T16:00"))["absent-days"]
    assert (flag.level, flag.since, flag.status) == (Level.STRONG, date(2026, 10, 22), Status.PROVISIONAL)
    assert "3 av 6 timer ført tor 22. okt" in said(flag)
    before_four = flagged(away, "2026-10-22", now=at("2026-10-22T15:59"))["absent-days"]
    assert before_four.status is Status.PROJECTED

    came = then(away, "2026-10-22 16:30", "week 43   . . . ...o..")
    assert level(came, "2026-10-22", now=at("2026-10-22T17:00")) is Level.WATCH
    assert not any(run.retracted_at for run in flag_runs(came, YEAR, AAS, date(2026, 10, 22), at("2026-10-22T17:00")))


def test_e21_leaving_twice_is_worrying_and_the_third_time_strong():
    away = register("""
        week 41   . . ...XXX . .
        week 42   . . . . ...XXX
        week 43   . . . . .
        week 44   . . ...XXX . .
    """)

    assert flagged(away, "2026-10-15") == {}
    second = flagged(away, "2026-10-16")["left-early"]
    assert (second.level, second.since, second.strong_since) == (Level.WORRYING, date(2026, 10, 16), None)
    third = flagged(away, "2026-10-28")["left-early"]
    assert (third.level, third.since, third.strong_since) == (
        Level.STRONG,
        date(2026, 10, 16),
        date(2026, 10, 28),
    )
    assert [one.lessons for one in third.counted] == [(4, 5, 6)] * 3
    assert said(third) == (
        "3 ganger forlatt skolen på 20 skoledager (grensen er 2), siden fre 16. okt; sterkt siden ons 28. okt"
    )


def test_e22_an_agreed_appointment_is_no_leaving():
    away = register("""
        week 41   . . ...XXX . .
        week 42   . . . . ...AAA
        week 44   . . ...XXX . .
    """)

    assert flagged(away, "2026-10-16") == {}
    flag = flagged(away, "2026-10-28")["left-early"]
    assert (flag.level, flag.since) == (Level.WORRYING, date(2026, 10, 28))
    assert [(one.date, one.lessons, one.why) for one in flag.not_counted] == [
        (date(2026, 10, 16), (4, 5, 6), Why.REASON)
    ]


def test_e24_leavings_too_far_apart_raise_nothing():
    away = register("""
        week 36   . ...XXX . . .
        week 42   . . ...XXX . .
    """)

    assert flagged(away, "2026-10-14") == {}
    assert flag_runs(away, YEAR, AAS, date(2027, 6, 18), AFTERWARDS) == ()


def test_e25_the_same_subject_missed_is_seen_and_said_to_be_too_few():
    away = register("""
        week 2    . . ..X... . .
        week 3    . . ..X... . .
        week 5    . . ..X... . .
    """)
    pe = (Slot("8B", 2, 3, "Kroppsøving"), Slot("8B", 2, 4, "Norsk"))

    assert flagged(away, "2027-01-13") == {}
    second = flagged(away, "2027-01-20")["missed-lessons"]
    assert (second.level, second.since) == (Level.WORRYING, date(2027, 1, 20))
    third = flagged(away, "2027-02-03")["missed-lessons"]
    assert (third.level, third.since, third.strong_since) == (
        Level.STRONG,
        date(2027, 1, 20),
        date(2027, 2, 3),
    )
    assert seen(away, "2027-02-03", timetable=pe) == ("3 av 3 i kroppsøving – for få til å kalle det et mønster",)


def test_e44_who_follows_the_agreed_step_has_no_flag_and_the_lost_teaching_is_shown():
    step = Expected(date(2026, 10, 5), None, ((1, 2), (), (1, 2), (), (1, 2), (), ()))
    jens = register("week 41   oo . oo . oo", expected=(Expected(date(2026, 8, 1), None, (SIX,) * 5 + ((), ())), step))

    assert flagged(jens, "2026-12-18") == {}
    first = YEAR.indexes[date(2026, 10, 5)]
    found = share(jens, YEAR, AAS, date(2026, 10, 9), AFTERWARDS)
    assert (found.absent_days, found.lost, found.percent) == (0, 0, 0.0)
    assert (found.days, found.lessons) == (first + 3, 6 * first + 6)
    assert found.timetable - found.untaught == found.lessons
    assert found.untaught == 5 * 6 - 6


@pytest.mark.parametrize(
    ("last_week", "percent", "band"), [("X X . . .", 11.5, Band(10, 20)), ("X . . . .", 9.6, Band(5, 10))]
)
def test_e46_bands_are_of_days(last_week: str, percent: float, band: Band):
    away = register(f"""
        week 34   X . . . X
        week 38   X . . . .
        week 42   . . X . .
        week 44   {last_week}
    """)

    found = share(away, YEAR, AAS, date(2026, 10, 30), AFTERWARDS)
    assert (found.days, found.percent, found.band) == (52, percent, band)


def test_e48_lessons_of_an_appointment_are_not_expected_so_the_rest_is_the_day():
    away = register("""
        week 46   AAAIII AAAIII AAAIII AAAIII AAAIII
        week 47   AAAIII . . . .
    """)

    assert level(away, "2026-11-12") is None
    flag = flagged(away, "2026-11-13")["absent-days"]
    assert (flag.level, flag.since) == (Level.WATCH, date(2026, 11, 13))
    assert [one.lessons for one in flag.counted] == [(4, 5, 6)] * 5
    assert [(one.lessons, one.why) for one in flag.not_counted] == [((1, 2, 3), Why.REASON)] * 5


def test_e49_being_sent_home_ill_is_leaving_and_is_said():
    away = register("""
        week 42   ..SSSS . . . .
        week 43   . . . ..SSSS .
        week 44   . . . . ..SSSS
    """)

    second = flagged(away, "2026-10-22")["left-early"]
    assert (second.level, second.since) == (Level.WORRYING, date(2026, 10, 22))
    third = flagged(away, "2026-10-30")["left-early"]
    assert (third.level, third.strong_since) == (Level.STRONG, date(2026, 10, 30))
    assert seen(away, "2026-10-30") == ("3 av 3 sendt hjem syk",)


def seen(away, on, **more):
    return observations(away, YEAR, AAS, date.fromisoformat(on), AFTERWARDS, words=NORWEGIAN, **more)
