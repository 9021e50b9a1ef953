"""``meet-plan``: whoever does not come as the step says has a plan B, the same day."""

from __future__ import annotations

from datetime import date

import msgspec

from rules.case.events import ContactMade, Contingency, Deadline, How, Part, Party, PlanBFollowed, Step
from rules.day import DayKind, day_outcome
from rules.duties.duty import Deed
from rules.duties.reckoning import duties
from rules.facts import Message
from rules.worry import flags
from tests.rules.drawing import YEAR, at, register
from tests.rules.duties.a_case import AAS, agreed, day, found, known, late, notes, one, running, standing, told

MON_WED_FRI = ((2, 3), (), (2, 3), (), (2, 3), (), ())
LATE_START = ("09:10", "", "09:10", "", "09:10")
STEP_1 = Step(1, "to timer alene med ressurslærer", 10, MON_WED_FRI, LATE_START)
PLAN_B: Part = Contingency("foresatte", "rita", "telefon", "Jens kommer litt senere samme dag.")
SMS: Part = Deadline(Party.STUDENT, "sender SMS", "rita", "sms", "08:45", message=True)


def plan(start: str = "2026-10-05", **parts: Part):
    return running(start, s1=STEP_1, b=PLAN_B, **parts)


def followed(on: str) -> PlanBFollowed:
    return told(PlanBFollowed, f"{on}T10:30", "rita", agreement="a1", on=day(on), words="kom til tredje time")


def test_e44_who_attends_all_of_the_step_has_nothing_to_answer_for():
    away = register("""
        week 42   . . . . .
        week 43   . . . . .
    """)
    of = known(plan(), "2026-10-24", away=away)

    assert found("meet-plan", of) == ()
    assert flags(of.attendance["tonje"], YEAR, AAS, date(2026, 10, 23), of.now) == ()


def test_e44_marks_for_what_is_agreed_away_are_no_absence_and_ask_for_nothing():
    away = register("""
        week 42   R..RRR R R..RRR R R..RRR
        week 43   X..XXX X X..XXX X X..XXX
    """)
    of = known(plan(), "2026-10-24", away=away)

    assert found("meet-plan", of) == ()
    assert flags(of.attendance["tonje"], YEAR, AAS, date(2026, 10, 23), of.now) == ()


def test_not_coming_as_agreed_is_plan_b_s_the_same_day():
    away = register("week 42   . . .XX... . .")
    duty = one("meet-plan", plan(), "2026-10-14T09:30", away=away)

    assert standing("meet-plan", plan(), "2026-10-14T09:30", away=away) == [
        "Tonje Aas kom ikke som avtalt ons 14. okt (2. og 3. time): følg plan B, og noter hvordan det gikk"
    ]
    assert notes(duty) == ["Plan B: foresatte sier fra til rita (telefon). Jens kommer litt senere samme dag."]
    assert (duty.deed, duty.due.date(), duty.item) == (Deed.PLAN_B, day("2026-10-14"), "a1")
    assert late(duty, "2026-10-15T00:00")


def test_followed_and_noted_it_is_met_for_that_day_only():
    away = register("week 42   . . X . X")
    events = (*plan(), followed("2026-10-14"))
    wednesday, friday = found("meet-plan", known(events, "2026-10-16", away=away))

    assert (wednesday.met_by, wednesday.met_at) == ("rita", at("2026-10-14T10:30"))
    assert friday.met_at is None


def test_leave_and_an_appointment_are_not_asked_about_and_neither_is_the_time_before_the_start():
    away = register("""
        week 41   X . X . X
        week 42   A . P . .
    """)

    assert found("meet-plan", known(plan("2026-10-12"), "2026-10-17", away=away)) == ()


def test_a_step_of_whole_days_is_a_plan_too():
    away = register("week 42   . X . . .")
    events = running("2026-10-12", b=PLAN_B)

    assert len(found("meet-plan", known(events, "2026-10-14", away=away))) == 1


def test_across_a_holiday_the_days_that_are_more_than_two_weeks_back_are_one_line():
    away = register("""
        week 38   . . X . X
        week 41   X . . . .
    """)
    events = plan("2026-09-14")

    assert standing("meet-plan", events, "2026-10-06", away=away) == [
        "Tonje Aas kom ikke som avtalt 2 dager, sist fre 18. sep: det er ikke notert om plan B ble fulgt",
        "Tonje Aas kom ikke som avtalt man 5. okt (2. og 3. time): følg plan B, og noter hvordan det gikk",
    ]


# The day plan's deadline.


def test_no_word_by_the_day_plan_s_deadline_is_said_beside_it():
    away = register("week 42   X . . . .", told="2026-10-12T09:15")

    assert notes(one("meet-plan", plan(sms=SMS), "2026-10-12T09:20", away=away))[0] == "Ingen melding innen 08:45"


def test_who_came_late_without_a_word_missed_the_deadline():
    away = register("week 42   .L.... . . . .", told="2026-10-12T09:30")

    assert standing("meet-plan", plan(sms=SMS), "2026-10-12T10:00", away=away) == [
        "Tonje Aas ga ikke beskjed innen 08:45 man 12. okt, som dagsplanen sier: følg plan B, og noter hvordan det gikk"
    ]
    assert found("meet-plan", known(plan(), "2026-10-12T10:00", away=away)) == ()  # a plan without such a deadline


def test_a_word_before_the_deadline_keeps_it():
    away = register("week 42   .L.... . . . .", told="2026-10-12T09:30")
    message = Message("m", "tonje", day("2026-10-12"), day("2026-10-12"), "far", "sms", at("2026-10-12T08:40"), "rita")
    late_word = msgspec.structs.replace(message, received_at=at("2026-10-12T08:50"))
    rang = told(ContactMade, "2026-10-12T08:30", whom="Rolf Aas", how=How.PHONE, from_home=True)

    assert found("meet-plan", known(plan(sms=SMS), "2026-10-12T10:00", away=away, messages=(message,))) == ()
    assert found("meet-plan", known((*plan(sms=SMS), rang), "2026-10-12T10:00", away=away)) == ()
    assert found("meet-plan", known(plan(sms=SMS), "2026-10-12T10:00", away=away, messages=(late_word,)))


def test_what_the_plan_expects_is_what_the_day_is_made_of():
    of = known(plan(), "2026-10-14", away=register("week 42   . X . . ."))
    tuesday = day_outcome(of.attendance["tonje"], YEAR, AAS, day("2026-10-13"), (), of.today)

    assert tuesday.kind is DayKind.OFF


def test_e51_a_plan_that_starts_at_ten_past_nine_moves_the_call_to_ten_to_ten():
    away = register("week 42   U . . . .", told="2026-10-12T09:15")
    of = known(plan(), "2026-10-12T09:20", away=away)
    call = next(duty for duty in duties(of) if duty.id == "call-home-now")

    assert call.due == at("2026-10-12T09:50")
    assert call.student == "tonje"


def test_e44_nobody_is_called_about_who_comes_as_agreed():
    of = known(plan(), "2026-10-13T10:00", away=register("week 42   . . . . ."))

    assert [duty.id for duty in duties(of) if duty.id in {"call-home-now", "contact-home", "meet-plan"}] == []


def test_a_new_version_that_has_not_started_moves_no_deadline_yet():
    away = register("week 42   U . . . .", told="2026-10-12T09:15")
    signed_on_friday = agreed("2026-10-09", {"s1": Step(1, "hele dager")}, "a2", "a1")
    of = known((*plan(sms=SMS), *signed_on_friday), "2026-10-12T09:20", away=away)
    call = next(duty for duty in duties(of) if duty.id == "call-home-now")

    assert call.due == at("2026-10-12T09:50")
    assert notes(found("meet-plan", of)[0])[0] == "Ingen melding innen 08:45"
