"""Flags: when they are on, what they rest on, and the corners where days, lessons and windows meet."""

from __future__ import annotations

from datetime import date

import msgspec

from rules.calendar import SchoolDays
from rules.day import Why
from rules.facts import Expected, Reason
from rules.flag import Status
from rules.guide import Level, load
from rules.worry import flags, unanswered
from tests.rules.drawing import AFTERWARDS, FULL_WEEK, SIX, YEAR, at, register, then
from tests.rules.vik import VIK

AAS = load("aas")


def flagged(away, on, *, now=AFTERWARDS, guide=AAS, calendar=YEAR):
    return {flag.rule: flag for flag in flags(away, calendar, guide, date.fromisoformat(on), now)}


def levels(away, on, **how):
    return {rule: flag.level for rule, flag in flagged(away, on, **how).items()}


def test_no_facts_no_flag():
    assert flags(register("week 35   ."), YEAR, AAS, date(2026, 10, 1), AFTERWARDS) == ()
    assert unanswered(register("week 35   ."), YEAR, AAS, date(2026, 10, 1), AFTERWARDS) == ()


def test_the_first_week_of_the_year_has_a_short_window():
    away = register("""
        week 33   - - - X X
        week 34   X X X . .
    """)

    flag = flagged(away, "2026-08-19")["absent-days"]
    assert (flag.level, flag.window_from, flag.window_days) == (Level.WATCH, date(2026, 8, 13), 5)
    assert flagged(away, "2026-08-12") == {}


def test_on_a_weekend_the_flag_is_as_it_was_on_friday():
    away = register("week 35   X X X X X")

    assert flagged(away, "2026-08-30") == flagged(away, "2026-08-28")


def test_after_the_year_the_flag_of_the_last_day_stands_until_the_school_year_is_over():
    away = register("week 24   X X X X X")

    assert levels(away, "2027-07-31") == {"absent-days": Level.WATCH}
    assert levels(away, "2027-08-01") == {}


def test_who_has_left_the_school_is_no_longer_counted_and_the_flag_fades():
    here = (Expected(date(2026, 8, 1), date(2026, 9, 1), FULL_WEEK),)
    away = register(
        """
        week 35   X X X X X
        week 36   X X X X X
        """,
        expected=here,
    )

    flag = flagged(away, "2026-09-04")["absent-days"]
    assert flag.count == 7
    assert [(one.date, one.why) for one in flag.not_counted] == [
        (date(2026, 9, day), Why.NOT_EXPECTED) for day in (2, 3, 4)
    ]
    assert levels(away, "2026-10-15") == {}


def test_every_block_of_missed_lessons_on_one_day_is_an_occasion():
    away = register("week 35   .X.X.. . . . .")

    flag = flagged(away, "2026-08-24")["missed-lessons"]
    assert (flag.level, flag.count) == (Level.WORRYING, 2)
    assert [one.lessons for one in flag.counted] == [(2,), (4,)]


def test_a_double_lesson_is_one_occasion():
    assert flagged(register("week 35   .XX... . . . ."), "2026-08-28") == {}


def test_one_day_may_be_missed_and_left_and_each_rule_says_what_the_other_counts():
    away = register("week 35   X..XXX X..XXX . . .")

    found = flagged(away, "2026-08-25")
    assert set(found) == {"left-early", "missed-lessons"}
    assert [(one.lessons, one.why) for one in found["left-early"].not_counted] == [((1,), Why.SINGLE_LESSON)] * 2
    assert [(one.lessons, one.why) for one in found["missed-lessons"].not_counted] == [((4, 5, 6), Why.LEFT_EARLY)] * 2


def test_all_that_is_marked_in_the_window_is_said_with_why():
    away = register("""
        week 35   X X X X X
        week 36   P AAAAAA ..XX.. L..... T.....
        week 37   RRRR.. ......X H . .
    """)

    flag = flagged(away, "2026-09-09")["absent-days"]
    assert [(one.date.day, one.lessons, one.why, one.reason) for one in flag.not_counted] == [
        (31, SIX, Why.REASON, Reason.GRANTED_LEAVE),
        (1, SIX, Why.REASON, Reason.APPOINTMENT),
        (2, (3, 4), Why.PART_OF_DAY, Reason.NONE),
        (3, (1,), Why.TARDY, Reason.NONE),
        (4, (1,), Why.ACTIVITY, Reason.NONE),
        (7, (1, 2, 3, 4), Why.REDUCED, Reason.NONE),
        (8, (7,), Why.NOT_EXPECTED, Reason.NONE),
        (9, SIX, Why.REASON, Reason.RELIGIOUS_HOLIDAY),
    ]


def test_the_reason_of_an_occasion_is_that_of_most_of_its_lessons():
    away = register("week 35   CCIIII X X X X")

    assert flagged(away, "2026-08-28")["absent-days"].counted[0].reason is Reason.ILLNESS


def test_flags_stand_strongest_first():
    away = register("""
        week 35   X X X X X
        week 36   ...XXX ...XXX ...XXX . .
    """)

    assert [(flag.rule, flag.level) for flag in flags(away, YEAR, AAS, date(2026, 9, 2), AFTERWARDS)] == [
        ("left-early", Level.STRONG),
        ("absent-days", Level.WATCH),
    ]


def test_a_strong_flag_shows_all_that_is_worrying():
    away = register("""
        week 36   X . . . .
        week 37   . . X X X
        week 38   . . . X X
        week 39   X X . . .
    """)

    flag = flagged(away, "2026-09-22")["absent-days"]
    assert (flag.level, flag.count, flag.limit, flag.window_days) == (Level.STRONG, 8, 7, 20)
    assert flag.since == date(2026, 9, 21)
    assert flag.strong_since == date(2026, 9, 22)


def test_going_below_strong_and_below_worrying_does_not_move_since():
    away = register("""
        week 35   X X X X X
        week 36   X X . . .
        week 38   X . . . .
    """)

    worrying = flagged(away, "2026-09-18")["absent-days"]
    assert (worrying.level, worrying.since, worrying.strong_since) == (Level.WORRYING, date(2026, 9, 1), None)
    watch = flagged(away, "2026-09-22")["absent-days"]
    assert (watch.level, watch.since) == (Level.WATCH, date(2026, 8, 28))


def test_this_morning_nothing_is_registered_and_the_flag_of_yesterday_is_still_confirmed():
    away = register("""
        week 35   X X X X X
        week 36   X X . . .
    """)

    flag = flagged(away, "2026-09-02", now=at("2026-09-02T08:00"))["absent-days"]
    assert (flag.level, flag.status) == (Level.STRONG, Status.CONFIRMED)


def test_two_lessons_away_this_morning_project_an_absent_day():
    away = register("""
        week 35   X X X X X
        week 36   X XX.... . . .
    """)

    flag = flagged(away, "2026-09-01", now=at("2026-09-01T10:00"))["absent-days"]
    assert (flag.count, flag.status) == (7, Status.PROJECTED)
    assert flagged(away, "2026-09-01", now=at("2026-09-01T16:00"))["absent-days"].status is Status.PROVISIONAL
    assert levels(away, "2026-09-01", now=at("2026-09-02T00:00")) == {"absent-days": Level.WATCH}


def test_marks_of_days_to_come_count_when_that_day_is_looked_at_and_are_projected():
    away = register("week 35   X X X X X", told="2026-08-24 08:30")
    now = at("2026-08-24T09:00")

    assert flagged(away, "2026-08-24", now=now) == {}
    assert flagged(away, "2026-08-28", now=now)["absent-days"].status is Status.PROJECTED


def test_a_class_with_other_lessons_on_other_days_is_judged_by_that_days_lessons():
    odd = Expected(date(2026, 8, 1), None, ((1, 2), (1, 2, 3), (2,), (), (4, 5), (), ()))
    away = register(
        """
        week 35   XX.... XXX... .X.... X ...XX.
        week 36   XX.... . . . .
        """,
        expected=(odd,),
    )

    flag = flagged(away, "2026-08-31")["absent-days"]
    assert [one.lessons for one in flag.counted] == [(1, 2), (1, 2, 3), (2,), (4, 5), (1, 2)]
    assert [one.why for one in flag.not_counted] == [Why.NOT_EXPECTED]


def test_a_day_with_nothing_but_lessons_that_do_not_count_is_a_school_day_in_the_window_all_the_same():
    away = register("""
        week 35   X P X P X
        week 36   P X P X .
    """)

    flag = flagged(away, "2026-09-03")["absent-days"]
    assert (flag.level, flag.count, flag.window_days) == (Level.WATCH, 5, 16)


def test_late_more_than_three_times_in_a_calendar_month_is_data_only():
    away = register("""
        week 43   . . . L..... L.....
        week 44   . L..... L..... . L.....
        week 45   L..... . . . -
    """)

    assert levels(away, "2026-10-28", guide=VIK) == {"late": Level.WORRYING}
    flag = flagged(away, "2026-10-30", guide=VIK)["late"]
    assert (flag.count, flag.limit, flag.over, flag.since) == (5, 3, True, date(2026, 10, 28))
    assert (flag.window_from, flag.window_to) == (date(2026, 10, 5), date(2026, 10, 30))
    assert flagged(away, "2026-11-02", guide=VIK) == {}
    assert [flag.until for flag in unanswered(away, YEAR, VIK, date(2026, 11, 2), AFTERWARDS)] == [date(2026, 10, 30)]


def test_lost_lessons_of_a_half_year_begin_anew_with_the_second_half():
    away = register("""
        week 33   - - - X X
        week 34   . . . . .
        week 50   . . . . .
    """)

    first = flagged(away, "2026-08-14", guide=VIK)["lost-lessons"]
    assert (first.level, first.count, first.limit, first.over) == (Level.WORRYING, 100.0, 20, True)
    after = flagged(away, "2026-08-28", guide=VIK)["lost-lessons"]  # 12 of 72 lessons
    assert (after.level, after.count, after.limit, after.since) == (Level.WATCH, 16.7, 12.5, date(2026, 8, 13))
    assert "lost-lessons" in flagged(away, "2026-09-03", guide=VIK)  # 12 of 96 lessons: 12.5 per cent exactly
    assert flagged(away, "2026-09-04", guide=VIK) == {}
    assert flagged(away, "2027-01-05", guide=VIK) == {}


def test_twenty_per_cent_exactly_is_not_more_than_twenty():
    away = register("""
        week 33   - - - X .
        week 34   . . . . .
    """)

    assert flagged(away, "2026-08-18", guide=VIK)["lost-lessons"].level is Level.WORRYING
    assert flagged(away, "2026-08-19", guide=VIK)["lost-lessons"].level is Level.WATCH


def test_lessons_that_nobody_registered_are_in_no_share():
    taken = {day: frozenset({1, 2}) for day in YEAR.days}
    away = register("week 33   - - - . XX....", exceptions_only=False, taken=taken)

    flag = flagged(away, "2026-08-14", guide=VIK)["lost-lessons"]
    assert (flag.count, flag.status) == (50.0, Status.PROVISIONAL)


def test_another_municipality_spares_other_reasons_and_ends_its_day_earlier():
    away = register("week 35   C A A A A")

    flag = flagged(away, "2026-08-28", guide=VIK)["absent-days"]
    assert (flag.count, flag.not_counted[0].reason) == (4, Reason.ILLNESS_CERTIFIED)
    today = register("week 35   A A A..... . .")
    assert flagged(today, "2026-08-26", guide=VIK, now=at("2026-08-26T14:29"))["absent-days"].status is Status.PROJECTED
    late = flagged(today, "2026-08-26", guide=VIK, now=at("2026-08-26T14:30"))["absent-days"]
    assert late.status is Status.PROVISIONAL


def test_a_strong_level_that_does_not_imply_worrying_is_explained_by_its_own_number():
    spread = register("""
        week 38   . . . X .
        week 39   X X X . .
        week 41   . . X . .
    """)
    guide = VIK.on_basis("calendar_days")

    flag = flagged(spread, "2026-10-07", guide=guide)["absent-days"]
    assert (flag.level, flag.count, flag.limit, flag.over) == (Level.STRONG, 5, 4, True)
    assert flag.quote == "mer enn fire dager"
    assert "absent-days" not in levels(spread, "2026-10-08", guide=guide)


def test_a_window_longer_than_the_year_is_the_year():
    rule = AAS.rule("left-early")
    long = msgspec.structs.replace(rule.limits[0], window=msgspec.structs.replace(rule.limits[0].window, weeks=100))
    guide = msgspec.structs.replace(AAS, rules=(msgspec.structs.replace(rule, limits=(long,)),))
    away = register("""
        week 34   ...XXX . . . .
        week 23   . . . . ...XXX
    """)

    flag = flagged(away, "2027-06-18", guide=guide)["left-early"]
    assert (flag.since, flag.window_days) == (date(2027, 6, 11), 190)


def test_a_calendar_of_one_day_is_a_year():
    one = SchoolDays(msgspec.structs.replace(YEAR.calendar, days=(date(2026, 8, 24),)))
    away = register("week 35   .X.X.X")

    assert set(flagged(away, "2026-08-24", calendar=one)) == {"missed-lessons"}


def test_every_rule_of_every_guide_explains_itself():
    away = register("""
        week 35   X X X X X
        week 36   X X .X.X.. .X...X L....X
        week 37   LLLL.. . . . .
    """)
    for guide in (AAS, VIK):
        for flag in flags(away, YEAR, guide, date(2026, 9, 7), AFTERWARDS):
            assert flag.reading or flag.quote
            assert flag.count == len(flag.counted) or flag.counts == "share_of_lessons"
            assert flag.place if flag.quote else flag.page is None


def test_a_flag_that_ends_is_unanswered_as_it_stood_on_its_last_day():
    away = register("""
        week 35   X X X X X
        week 36   X X . . .
    """)

    ended = unanswered(away, YEAR, AAS, date(2026, 10, 30), AFTERWARDS)
    assert [(flag.rule, flag.level, flag.since, flag.until, flag.strong_since) for flag in ended] == [
        ("absent-days", Level.STRONG, date(2026, 9, 1), date(2026, 9, 18), date(2026, 9, 1))
    ]
    assert ended[0].count == 7
    assert not ended[0].answered


def test_what_was_only_watched_is_not_unanswered():
    away = register("week 35   X X X X X")

    assert unanswered(away, YEAR, AAS, date(2026, 11, 30), AFTERWARDS) == ()


def test_a_mark_told_today_about_last_month_may_raise_a_flag_that_has_ended():
    away = register("week 35   X X X X X")
    away = then(away, "2026-11-20 10:00", "week 36   X X")

    assert flagged(away, "2026-11-20") == {}
    assert len(unanswered(away, YEAR, AAS, date(2026, 11, 20), AFTERWARDS)) == 1
