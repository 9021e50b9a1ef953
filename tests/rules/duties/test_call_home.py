"""The call this morning: the first expected lesson, no message, and who is called."""

from __future__ import annotations

from datetime import UTC, date

import msgspec
import pytest

from rules.case.events import (
    About,
    AgreementSigned,
    AgreementStarted,
    CaseClosed,
    Deadline,
    Decided,
    DifficultyTold,
    How,
    MeasuresStarted,
    PartSet,
    Party,
    Signature,
    Step,
    Verdict,
)
from rules.duties.duty import For
from rules.facts import Slot
from tests.rules.drawing import register, then
from tests.rules.duties.a_school import BESTEMOR, TONJE, World, message, moment, notes, phoned, said, told
from tests.rules.vik import VIK_FOLLOW_UP

CALL = "call-home-now"
AWAY = World(away=register("week 43 . . . . U\nweek 44 U . . . ."))
FRIDAY, MONDAY = "2026-10-23", "2026-10-26"


@pytest.mark.parametrize(("day", "utc"), [(FRIDAY, "07:00"), (MONDAY, "08:00")])
def test_e31_nine_is_nine_by_the_wall_on_both_sides_of_summer_time(day: str, utc: str):
    duty = AWAY.one(CALL, f"{day}T08:31")

    assert duty.due == moment(f"{day}T09:00") == duty.overdue
    assert f"{duty.due.astimezone(UTC):%H:%M}" == utc
    assert said(duty) == "Ring hjem om Tonje Aas: ikke kommet, og ingen melding innen 08:20"
    assert "Ring Anette Aas, 00 11 22 33" in notes(duty)
    assert duty.quote.startswith("Det ringes hjem før kl 09:00")


def test_it_opens_when_the_time_for_messages_is_up_and_is_late_at_nine():
    assert AWAY.standing(CALL, f"{FRIDAY}T08:19") == []
    assert len(AWAY.standing(CALL, f"{FRIDAY}T08:20")) == 1
    assert not AWAY.late(CALL, f"{FRIDAY}T08:59")
    assert AWAY.late(CALL, f"{FRIDAY}T09:00")


def test_the_first_morning_after_the_autumn_holiday_is_like_any_other():
    back = World(away=register("week 41 U . . . ."))

    assert back.one(CALL, "2026-10-05T08:30").due == moment("2026-10-05T09:00")
    assert back.all(CALL, "2026-10-02T08:30") == []


def test_a_message_in_time_raises_nothing_and_a_later_one_meets_it():
    early = AWAY.with_(messages=(message(f"{FRIDAY}T08:20"),))
    later = AWAY.with_(messages=(message(f"{FRIDAY}T08:40"),))

    assert early.all(CALL, f"{FRIDAY}T08:50") == []
    assert later.standing(CALL, f"{FRIDAY}T08:35") != []
    assert later.one(CALL, f"{FRIDAY}T08:50").met_at == moment(f"{FRIDAY}T08:40")
    assert len(AWAY.with_(messages=(message("2026-10-22T07:00", "2026-10-22"),)).standing(CALL, f"{FRIDAY}T08:50")) == 1


def test_who_told_the_register_why_has_told():
    ill = World(away=register("week 43 . . . . I"))
    corrected = World(away=then(AWAY.away, f"{FRIDAY} 08:45", "week 43 . . . . I"))

    assert ill.all(CALL, f"{FRIDAY}T08:50") == []
    assert corrected.one(CALL, f"{FRIDAY}T08:50").met_at == moment(f"{FRIDAY}T08:45")


def test_an_answered_call_meets_it_and_so_does_the_homes_own_call():
    for meets in (
        phoned(f"{FRIDAY}T08:45"),
        phoned(f"{FRIDAY}T08:45", from_home=True),
        told(DifficultyTold, f"{FRIDAY}T08:45", whom="Anette Aas", how=How.MESSAGE, words="vil ikke"),
    ):
        assert AWAY.with_(meets).one(CALL, f"{FRIDAY}T08:50").met_at == moment(f"{FRIDAY}T08:45")


def test_when_nobody_answers_the_next_guardian_is_offered_and_all_tried_is_done():
    one_tried = AWAY.with_(phoned(f"{FRIDAY}T08:30", answered=False))
    both_tried = one_tried.with_(phoned(f"{FRIDAY}T08:35", "Rolf Aas", answered=False))

    duty = one_tried.one(CALL, f"{FRIDAY}T08:40")
    assert duty.met_at is None
    assert (duty.values["guardian"], duty.values["phone"]) == ("Rolf Aas", "00 22 33 44")
    assert notes(duty)[:2] == ["Ikke svar hos Anette Aas kl. 08:30", "Ring Rolf Aas, 00 22 33 44"]
    assert both_tried.one(CALL, f"{FRIDAY}T08:40").met_at == moment(f"{FRIDAY}T08:35")


def test_yesterdays_call_and_the_doctors_do_not_count():
    for no_call in (
        phoned("2026-10-22T08:30"),
        phoned(f"{FRIDAY}T08:30", "fastlegen", about=About.FAMILY_DOCTOR),
        phoned(f"{FRIDAY}T08:30", how=How.MESSAGE),
    ):
        assert len(AWAY.with_(no_call).standing(CALL, f"{FRIDAY}T08:50")) == 1


def test_only_guardians_with_parental_responsibility_are_named():
    grandmother = AWAY.with_(student=msgspec.structs.replace(TONJE, guardians=(BESTEMOR,)))

    duty = grandmother.one(CALL, f"{FRIDAY}T08:31")
    assert "Ingen foresatt med foreldreansvar er registrert" in notes(duty)
    assert "Else" not in " ".join(notes(duty))


def test_where_the_address_is_protected_a_leader_calls_and_no_number_is_shown():
    hidden = AWAY.with_(student=msgspec.structs.replace(TONJE, protected_address=True))

    duty = hidden.one(CALL, f"{FRIDAY}T08:31")
    assert duty.role is For.LEADER
    assert "00 11" not in said(duty) + " ".join(notes(duty)) + str(duty.values)
    assert AWAY.one(CALL, f"{FRIDAY}T08:31").role is For.HOMEROOM_TEACHER


def test_who_has_come_by_now_is_not_called_about():
    came = World(away=register("week 43 . . . . Uo...."))

    assert came.all(CALL, f"{FRIDAY}T09:30") == []


def test_lessons_of_an_appointment_are_not_the_first_expected_ones():
    slots = (Slot("8B", 4, 4, start="11:30"),)
    dentist = World(away=register("week 43 . . . . AAAUUU"), slots=slots)

    assert dentist.one(CALL, f"{FRIDAY}T11:40").due == moment(f"{FRIDAY}T12:10")


def test_forty_minutes_into_the_first_lesson_where_that_is_later():
    early = AWAY.with_(slots=(Slot("8B", 4, 1, start="08:15"),))
    later = AWAY.with_(slots=(Slot("8B", 4, 1, start="08:30"),))

    assert early.one(CALL, f"{FRIDAY}T08:31").due == moment(f"{FRIDAY}T09:00")
    assert later.one(CALL, f"{FRIDAY}T08:31").due == moment(f"{FRIDAY}T09:10")


def on_step_one(*more: Deadline) -> World:
    """Jens on step 1 since 5 October: Monday, Wednesday and Friday from 09:10, two lessons."""
    step = Step(1, "to timer", None, ((1, 2), (), (1, 2), (), (1, 2)), ("09:10", "", "09:10", "", "09:10"))
    parts = [("s1", step), *((f"d{n}", part) for n, part in enumerate(more))]
    return World(
        events=(
            told(Decided, "2026-10-01", verdict=Verdict.WORRYING, rule="absent-days", no_conversation="prøvd"),
            told(AgreementStarted, "2026-10-02T10:00", agreement="a"),
            *(told(PartSet, "2026-10-02T10:01", agreement="a", item=item, part=part) for item, part in parts),
            told(
                AgreementSigned,
                "2026-10-02T11:00",
                agreement="a",
                signatures=(Signature(Party.LEADERSHIP, "hege", date(2026, 10, 2)),),
                reason="likevel",
            ),
            told(MeasuresStarted, "2026-10-02T12:00", agreement="a", on=date(2026, 10, 5), step="s1"),
        )
    )


def test_e51_the_steps_own_morning_gives_the_time():
    away = on_step_one().with_(away=register("week 42 UU.... . . . ."))

    duty = away.one(CALL, "2026-10-12T09:20")
    assert (duty.opens, duty.due) == (moment("2026-10-12T09:10"), moment("2026-10-12T09:50"))


def test_e44_who_follows_the_step_is_not_called_about_and_nobody_contacts_the_home():
    jens = on_step_one().with_(away=register("week 42 oo . oo . oo\nweek 43 oo . oo . oo"))

    for day in ("2026-10-12", "2026-10-13", "2026-10-14", "2026-10-16", "2026-10-23"):
        for duty in (CALL, "contact-home", "contact-home-unexcused", "meet-plan"):
            assert jens.standing(duty, f"{day}T09:30") == []


def test_the_day_plans_own_deadline_replaces_twenty_past_eight():
    plan = Deadline(Party.STUDENT, "sender SMS", by_time="08:45", message=True)
    away = on_step_one(plan).with_(away=register("week 42 UU.... . . . ."))
    told_in_time = away.with_(messages=(message("2026-10-12T08:44"),))

    assert said(away.one(CALL, "2026-10-12T09:20")).endswith("ingen melding innen 08:45")
    assert told_in_time.all(CALL, "2026-10-12T09:20") == []
    assert told_in_time.with_(messages=(message("2026-10-12T08:46"),)).one(CALL, "2026-10-12T09:20").met_at


def test_once_the_case_is_closed_the_day_begins_and_the_message_is_due_as_for_everybody():
    plan = Deadline(Party.STUDENT, "sender SMS", by_time="08:45", message=True)
    closed = told(CaseClosed, "2026-10-09", reason="tilbake")
    away = on_step_one(plan).with_(closed, away=register("week 42 UU.... . . . ."))

    duty = away.one(CALL, "2026-10-12T09:20")
    assert said(duty).endswith("ingen melding innen 08:20")
    assert duty.due == moment("2026-10-12T09:00")


def test_the_family_doctor_and_guidance_are_offered():
    assert notes(AWAY.one(CALL, f"{FRIDAY}T08:31"))[-2:] == [
        "Til vurdering: «Ved vurdering av sykdom kontakt fastlege på morgenen.»",
        "Til vurdering: «Veiledning og vurdering av tiltak til foreldre når det er vanskelig å få barnet på skolen.»",
    ]
    in_vik = AWAY.with_(follow_up=VIK_FOLLOW_UP).one(CALL, f"{FRIDAY}T08:31")
    assert notes(in_vik)[-1] == "Til vurdering: «Ring legen»"


def test_leave_and_appointments_raise_no_call():
    for sign in "PAHC":
        assert World(away=register(f"week 43 . . . . {sign}")).all(CALL, f"{FRIDAY}T08:31") == []
