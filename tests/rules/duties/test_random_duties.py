"""Random histories: whatever was told, the duties are worked out, the same way each time, and make sense."""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import OSLO, SchoolDays
from rules.case.events import About, CertificateReceived, ContactMade, Decided, DistressSeen, Ground, How, Verdict
from rules.case.replay import decisions_of, replay
from rules.duties.duty import Known
from rules.duties.reckoning import duties, for_role
from rules.duties.trail import trails
from rules.facts import Away, Message, Reason, Role, School, User
from rules.spans import longest
from rules.words import NORWEGIAN, filled
from rules.worry import flags, unanswered
from tests.rules.duties.a_school import CLASS_8B, FOLLOW_UP, TONJE
from tests.rules.histories import History
from tests.rules.naive import Counter

MANY = 3000 if os.environ.get("TILSTEDE_TORTURE") else 60
often = settings(
    max_examples=MANY, deadline=None, database=None, suppress_health_check=[*HealthCheck], derandomize=MANY < 1000
)
histories = st.builds(History, st.integers(0, 2**48))
PEOPLE = ("kari", "per", "hege")


def moment(dice: Random, drawn: History) -> datetime:
    day = drawn.on + timedelta(days=dice.randint(-25, 3))
    return datetime.combine(day, time(dice.randint(0, 23), 30), OSLO)


def event(dice: Random, drawn: History):
    when, days = moment(dice, drawn), tuple(day.date for day in drawn.attendance.days)
    first = dice.choice(days or (drawn.on,))
    said = {"by": dice.choice(PEOPLE), "at": when, "id": f"e{dice.randint(0, 2**40)}"}
    contact = ContactMade(
        **said,
        whom=dice.choice(("Anette Aas", "Rolf Aas", "noen")),
        how=dice.choice([*How]),
        about=dice.choice([*About]),
        answered=dice.random() < 0.7,
        from_home=dice.random() < 0.3,
        days=dice.choice(((), (first,))),
        ground=dice.choice((None, *Ground)),
        leader_informed=dice.random() < 0.5,
    )
    decision = Decided(
        **said,
        verdict=dice.choice([*Verdict]),
        rule=dice.choice(("", *(rule.id for rule in drawn.guide.rules))),
        until=dice.choice((None, first)),
        no_conversation=dice.choice(("", "prøvd")),
    )
    certificate = CertificateReceived(**said, first=first, last=first + timedelta(days=dice.randint(0, 30)))
    return dice.choice((contact, contact, decision, certificate, DistressSeen(**said)))


def user(dice: Random, name: str, role: Role, today: date) -> User:
    away = (Away(today, today, dice.choice(("", *PEOPLE))),) if dice.random() < 0.4 else ()
    return User(name, name.title(), role, ("8B",), stand_in=dice.choice(("", *PEOPLE)), away=away)


def known(drawn: History) -> Known:
    dice, calendar = drawn.dice, SchoolDays(drawn.calendar)
    events = sorted((event(dice, drawn) for _ in range(dice.randint(0, 8))), key=lambda one: one.at)
    events = [one for one in events if one.at <= drawn.now]
    case = replay("tonje", events)
    first = drawn.on - timedelta(days=dice.randint(0, 9))
    message = Message("m", "tonje", first, drawn.on, "mor", "sms", moment(dice, drawn), "kari", reason=Reason.ILLNESS)
    roles = (Role.HOMEROOM_TEACHER, Role.SUBJECT_TEACHER, Role.LEADER)
    today = drawn.now.date()
    users = tuple(user(dice, name, role, today) for name, role in zip(PEOPLE, roles, strict=True))
    exceptions = drawn.attendance.exceptions_only
    school = School("Bommen", "aas", (TONJE,), (CLASS_8B,), (drawn.calendar,), (), exceptions, "school_days", users)
    asked = (drawn.attendance, calendar, drawn.guide, today, drawn.now, decisions_of(case.events, "tonje"))
    return Known(
        school=school,
        guide=drawn.guide,
        follow_up=FOLLOW_UP,
        calendar=calendar,
        students=(TONJE,),
        attendance={"tonje": drawn.attendance},
        messages={"tonje": (message,) if dice.random() < 0.5 else ()},
        flags={"tonje": (*flags(*asked), *unanswered(*asked))},
        cases={"tonje": case},
        school_events=(),
        now=drawn.now,
    )


@often
@given(histories)
def test_whatever_was_told_each_duty_makes_sense_and_is_found_again(drawn: History):
    of = known(drawn)

    found = duties(of)

    assert duties(of) == found
    assert len({duty.key for duty in found}) == len(found)
    for duty in found:
        assert filled(duty.sentence, duty.values, NORWEGIAN)
        assert all(filled(note, values, NORWEGIAN) for note, values in duty.notes)
        assert duty.overdue is None or duty.due <= duty.overdue
        assert not (duty.late(of.now) and duty.met_at)


@often
@given(histories)
def test_nothing_that_is_open_is_lost_between_the_people(drawn: History):
    of = known(drawn)

    found = [duty for duty in duties(of) if duty.open(of.now)]
    seen = {duty.key for name in PEOPLE for duty in for_role(found, name, of)}
    leaders_here = of.school.users[2].away_on(of.today) is None
    assert {duty.key for duty in found} == seen or not leaders_here


@often
@given(histories)
def test_runs_agree_with_a_walk_day_by_day(drawn: History):
    calendar = SchoolDays(drawn.calendar)
    found = trails([drawn.attendance], calendar, drawn.guide, drawn.now).get("tonje")

    runs = [(run.dates, run.ended) for run in found.runs] if found else []
    assert runs == walked(Counter(drawn.attendance, drawn.calendar, drawn.guide, drawn.now), calendar, drawn)


def walked(slow: Counter, calendar: SchoolDays, drawn: History):
    """The runs, found by going through all days from the first."""
    today = drawn.now.date()
    last = calendar.index_on_or_before(today)
    if last is None:
        return []
    first = calendar.days[longest(drawn.guide, calendar)[last]]
    runs, run = [], []
    for day in calendar.days[: last + 1]:
        amount = slow.day(day)
        unknown = amount["open"] and not amount["lost"] and day < today
        if amount["known"] > amount["lost"] or unknown:
            runs += [(tuple(run), day)] if run else []
            run = []
        elif amount["lost"]:
            run.append(day)
    runs += [(tuple(run), None)] if run else []
    return [(days, ended) for days, ended in runs if days[-1] >= first]
