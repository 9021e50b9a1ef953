"""What comes round: each occurrence its owner's, met by a tick of that day, late the next, folded after two weeks."""

from __future__ import annotations

import pytest

from rules.case.events import (
    CaseClosed,
    Contingency,
    Evaluation,
    MeetingKind,
    Part,
    Party,
    Repeats,
    Responsibility,
    ResponsibilityDone,
)
from rules.duties.duty import For
from rules.facts import Role, User
from tests.rules.drawing import NEXT_YEAR, at
from tests.rules.duties.a_case import (
    agreed,
    day,
    found,
    held,
    known,
    late,
    meeting,
    one,
    running,
    said,
    standing,
    started,
    told,
)

KARI = User("kari", "Kari Nordmann", Role.HOMEROOM_TEACHER, ("4B",))
SUNNIVA = User("sunniva", "Sunniva Brekke", Role.SUPPORT, title="sosiallærer")
STAFF = (KARI, SUNNIVA)
MONDAY = "2026-10-12"


def gate(repeats: Repeats = Repeats.DAILY, owner: str = "kari", **more: object) -> Responsibility:
    return Responsibility(Party.HOMEROOM_TEACHER, "Møter i porten", owner, "sunniva", repeats, **more)  # type: ignore[arg-type]


def done(on: str, item: str = "gate", of: str = "", name: str = "a1") -> ResponsibilityDone:
    return told(ResponsibilityDone, f"{on}T14:00", agreement=name, item=item, on=day(of or on))


def days(part: Part, now: str, start: str = MONDAY, **how) -> list[str]:
    """The days an occurrence is due, until now."""
    of = known(running(start, gate=part), now, users=STAFF, **how)
    return [str(duty.due.date()) for duty in found("recurring", of) if duty.opens <= of.now]


def test_every_day_from_the_start_is_its_owner_s_with_the_stand_in_who_was_agreed():
    duties = found("recurring", known(running(MONDAY, gate=gate()), "2026-10-13", users=STAFF))
    first = duties[0]

    assert said(first) == "Tonje Aas: Møter i porten"
    assert (first.role, first.owner, first.stand_in, first.item) == (For.OWNER, "kari", "sunniva", "gate")
    assert [str(duty.due.date()) for duty in duties] == ["2026-10-12", "2026-10-13", "2026-10-14"]


def test_a_tick_of_that_day_meets_that_day_only():
    events = (*running(MONDAY, gate=gate()), done(MONDAY))
    monday, tuesday, _ahead = found("recurring", known(events, "2026-10-13T07:00", users=STAFF))

    assert (monday.met_at, monday.met_by) == (at("2026-10-12T14:00"), "kari")
    assert tuesday.met_at is None


def test_it_is_late_the_next_day_and_may_still_be_ticked():
    events = running(MONDAY, gate=gate())
    monday = found("recurring", known(events, "2026-10-13", users=STAFF))[0]

    assert not late(monday, "2026-10-12T23:59")
    assert late(monday, "2026-10-13T00:00")
    after = found("recurring", known((*events, done("2026-10-14", of=MONDAY)), "2026-10-14T15:00", users=STAFF))[0]
    assert after.key == monday.key
    assert after.met_at == at("2026-10-14T14:00")


def test_after_two_weeks_what_nobody_ticked_is_one_line():
    events = (*running(MONDAY, gate=gate(last=day("2026-10-16"))), done("2026-10-14"))
    of = known(events, "2026-10-31", users=STAFF)

    assert [said(duty) for duty in found("recurring", of)] == [
        "Tonje Aas: Møter i porten: 4 ganger ikke ført, sist fre 16. okt"
    ]
    assert found("recurring", of)[0].days == tuple(day(f"2026-10-{n}") for n in (12, 13, 15, 16))
    assert standing(
        "recurring",
        (*events, *(done("2026-10-30", of=f"2026-10-{n}") for n in (12, 13, 15))),
        "2026-10-31",
        users=STAFF,
    ) == ["Tonje Aas: Møter i porten: 1 gang ikke ført, fre 16. okt"]


def test_in_a_holiday_nothing_comes_round():
    assert days(gate(), "2026-10-05", start="2026-09-24") == ["2026-09-24", "2026-09-25", "2026-10-05"]


@pytest.mark.parametrize(
    ("part", "start", "now", "expected"),
    [
        (gate(Repeats.WEEKDAYS, weekdays=(0, 1)), MONDAY, "2026-10-20", ["10-12", "10-13", "10-19", "10-20"]),
        (gate(Repeats.EVERY_OTHER_WEEK, weekdays=(4,), first=day("2026-10-16")), MONDAY, "2026-10-30",
         ["10-16", "10-30"]),
        (gate(Repeats.MONTHLY, first=day("2026-10-06")), "2026-09-24", "2026-10-06", ["10-06"]),
        (gate(Repeats.MONTHLY, first=day("2026-10-06")), "2026-09-24", "2026-11-09", ["11-09"]),  # 6 Nov is off
        (gate(Repeats.AFTER_HOLIDAY), "2026-09-21", "2026-10-06", ["10-05"]),
        (gate(Repeats.ONCE, first=day("2026-10-02")), "2026-09-21", "2026-10-05", ["10-05"]),
        (gate(Repeats.DAILY, first=day("2026-10-15"), last=day("2026-10-16")), MONDAY, "2026-10-20",
         ["10-15", "10-16"]),
    ],
)  # fmt: skip
def test_each_way_of_coming_round(part, start, now, expected):
    of = known(running(start, gate=part), now, users=STAFF)
    due = [duty for duty in found("recurring", of) if duty.opens <= of.now and len(duty.days) == 1]

    assert [f"{duty.due:%m-%d}" for duty in due if not str(duty.key).endswith("eldre")] == expected


def test_soon_after_the_summer_holiday_is_the_first_school_day_of_the_next_year():
    events = running("2027-05-10", gate=gate(Repeats.AFTER_HOLIDAY))
    of = known(events, "2027-08-12", users=STAFF, calendar=NEXT_YEAR)

    assert [str(duty.due.date()) for duty in found("recurring", of) if duty.open(of.now)] == ["2027-08-12"]


def test_a_new_version_takes_over_the_day_its_measures_start():
    first = running(MONDAY, gate=gate())
    second = (
        *agreed("2026-10-16", {"gate": gate(owner="sunniva")}, "a2", "a1"),
        started("2026-10-19", "2026-10-16", "a2"),
    )
    duties = found("recurring", known((*first, *second), "2026-10-20", users=STAFF))
    owners = [(f"{duty.due:%m-%d}", duty.owner) for duty in duties if duty.due <= at("2026-10-20T23:00")]

    assert owners == [*((f"10-{n}", "kari") for n in range(12, 17)), ("10-19", "sunniva"), ("10-20", "sunniva")]


def test_what_has_no_day_stands_until_the_measures_are_evaluated():
    once = running(MONDAY, gate=gate(Repeats.ONCE))
    called = (*once, meeting("2026-10-28", "m2", MeetingKind.SECOND, MONDAY))

    assert said(one("recurring", once, "2026-10-13", users=STAFF)) == (
        "Tonje Aas: Møter i porten (i løpet av tiltaksperioden)"
    )
    assert one("recurring", once, "2026-10-13", users=STAFF).due.date() == day("2026-11-02")
    assert one("recurring", called, "2026-10-13", users=STAFF).due.date() == day("2026-10-28")
    assert one("recurring", (*called, done("2026-10-15")), "2026-10-16", users=STAFF).met_by == "kari"


def test_what_was_done_once_is_not_asked_for_again_by_the_next_version():
    once = gate(Repeats.ONCE)
    events = (*running(MONDAY, gate=once), done("2026-10-15"))
    same = (*agreed("2026-10-16", {}, "a2", "a1"), started("2026-10-19", "2026-10-16", "a2"))
    other = (*agreed("2026-10-16", {"gate": gate(Repeats.ONCE, "sunniva")}, "a2", "a1"), same[-1])

    assert standing("recurring", (*events, *same), "2026-10-20", users=STAFF) == []
    assert standing("recurring", (*events, *other), "2026-10-20", users=STAFF)


# Whose it is.


@pytest.mark.parametrize(
    ("party", "owner", "role", "whose", "ours"),
    [
        (Party.HOMEROOM_TEACHER, "", For.HOMEROOM_TEACHER, "", True),
        (Party.LEADERSHIP, "", For.LEADER, "", True),
        (Party.RESOURCE_TEACHER, "", For.SCHOOL, "", True),
        (Party.RESOURCE_TEACHER, "Sunniva Brekke", For.OWNER, "sunniva", True),
        (Party.FATHER, "", For.OWNER, "Rolf Aas", False),
        (Party.MOTHER, "Anette Aas", For.OWNER, "Anette Aas", False),
        (Party.GUARDIANS, "", For.OWNER, "foresatte", False),
        (Party.STUDENT, "", For.OWNER, "Tonje Aas", False),
        (Party.PPS, "", For.OWNER, "PPS", False),
        (Party.OTHER, "vaktmester", For.OWNER, "vaktmester", True),
    ],
)
def test_a_party_s_responsibility_is_somebody_s_and_only_the_school_is_late(party, owner, role, whose, ours):
    part = Responsibility(party, "Gjør noe", owner, "", Repeats.DAILY)
    duty = found("recurring", known(running(MONDAY, gate=part), "2026-10-12T16:00", users=STAFF))[0]

    assert (duty.role, duty.owner) == (role, whose)
    assert late(duty, "2026-10-13") is ours


def test_who_called_for_the_evaluation_is_told_when_nobody_can_do_it():
    parts = {"gate": gate(), "ev": Evaluation("møtes", "hege"), "b": Contingency("far", "mor", "telefon", "bytter")}
    duties = found("recurring", known(running(MONDAY, **parts), "2026-10-13", users=STAFF))

    assert {duty.caller for duty in duties} == {"hege"}


def test_what_the_home_was_to_do_yesterday_is_not_asked_for_today():
    part = Responsibility(Party.FATHER, "Følger til skolen", "Rolf Aas", "Anette Aas", Repeats.DAILY)

    assert days(part, "2026-10-14") == ["2026-10-14"]


# Evaluations.


def test_an_evaluation_comes_round_and_a_meeting_that_day_meets_it():
    fridays = Evaluation("Møtes annenhver fredag", "sunniva", Repeats.EVERY_OTHER_WEEK, (4,), day("2026-10-16"))
    events = (
        *running(MONDAY, ev=fridays),
        meeting("2026-10-16", "m3", MeetingKind.FURTHER, MONDAY),
        held("2026-10-16", "m3"),
    )
    first, ahead = found("recurring", known(events, "2026-10-19", users=STAFF))

    assert said(ahead) == "Tonje Aas: evaluering etter avtalen: Møtes annenhver fredag"
    assert (first.met_at, ahead.due.date(), ahead.owner) == (at("2026-10-16T15:00"), day("2026-10-30"), "sunniva")


def test_an_evaluation_without_days_is_meeting_2_itself():
    assert found("recurring", known(running(MONDAY, ev=Evaluation("møtes", "skolen")), MONDAY)) == ()


def test_nothing_comes_round_before_the_start_or_after_the_end():
    before = (*running(MONDAY, gate=gate())[:-1], started("2026-10-19", MONDAY))
    over = (*running(MONDAY, gate=gate()), told(CaseClosed, "2026-10-14", reason="bra"))

    assert standing("recurring", before, "2026-10-16", users=STAFF) == []
    assert found("recurring", known(over, "2026-10-15", users=STAFF)) == ()
