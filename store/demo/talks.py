"""The talks with homes that an ordinary year holds: about absence nobody had told of, and about the third day away.

The rules of this file: they follow from what was told of the student, so that a call fits its absence; most are made
the same day, some are forgotten, and those of the last days are still to come; where the address is protected a
leader calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import groupby
from random import Random

from rules.case.events import CaseEvent, ContactMade, Decided, Ground, How, Verdict
from rules.facts import Category, Reason, Student
from store.demo import stories
from store.demo.away import OSLO
from store.demo.stories import Story
from store.tellings import AbsenceRow

FORGOTTEN = 0.06  # of the calls that should have been made
STILL_TO_COME = 2  # the last absences of all: somebody opens the school to make these calls
ROW = 3  # absent school days in a row

NOT_TOLD = ("Visste ikke om det; snakker med barnet i kveld.", "Trodde de var på skolen.", "Tar det opp hjemme.")
FORGOT = (
    "Syk hjemme; de glemte å gi beskjed.",
    "Oppkast i natt, mor glemte det.",
    "Feber; far trodde mor ringte.",
)
STILL_ILL = (
    "Fortsatt feber, kommer trolig snart.",
    "Hoster mye; er hjemme til det gir seg.",
    "Omgangssyke hjemme.",
)


def talks(
    one: Student, told: Sequence[AbsenceRow], days: Sequence[date], caller: str, seed: str, now: datetime
) -> tuple[CaseEvent, ...]:
    """The talks about one student's absence until now."""
    draw = Random(f"{seed}/talks/{one.number}")
    home = next((each.name for each in one.guardians if each.parental_responsibility), "")
    recent = set([day for day in days if day <= now.date()][-STILL_TO_COME:])
    wanted = sorted((*_unexcused(told, draw), *_in_a_row(told, days, draw)), key=lambda each: each[0])
    made = (
        ContactMade(
            id=f"{one.id}-samtale-{n:02d}",
            by=caller,
            at=datetime.combine(day, time(13, 10 + draw.randrange(45)), OSLO),
            whom=home,
            how=How.PHONE,
            words=words,
            days=about,
            ground=ground,
            leader_informed=ground is not None,
        )
        for n, (day, about, ground, words) in enumerate(wanted, 1)
        if draw.random() >= FORGOTTEN and day not in recent
    )
    return tuple(each for each in made if home and each.at <= now)


#: Stories whose flag somebody has answered: the rule, what they think, and why or until when (school days).
ANSWERS: Mapping[Story, tuple[str, Verdict, str, int]] = {
    stories.long_illness: ("absent-days", Verdict.NOT_WORRYING, "Operert; legeerklæring for hele tiden.", 0),
    stories.leaver: ("left-early", Verdict.OBSERVE, "Har avtalt med hjemmet at vi ser an noen uker.", 10),
    stories.skipper: ("missed-lessons", Verdict.OBSERVE, "Avtale med eleven om timene; følger med.", 5),
}


def answered(
    story: Story | None, one: Student, told: Sequence[AbsenceRow], days: Sequence[date], caller: str, now: datetime
) -> tuple[CaseEvent, ...]:
    """The answer to a flag, given on the school day before today with all that was known then."""
    before = [day for day in days if day < now.date()]
    if story is None or story not in ANSWERS or not before:
        return ()
    rule, verdict, reason, further = ANSWERS[story]
    knew = tuple(
        (day, tuple(x for row in rows for x in row.lessons)) for day, rows in _by_day(told) if day <= before[-1]
    )
    later = [day for day in days if day > now.date()]
    until = later[min(further, len(later) - 1)] if verdict is Verdict.OBSERVE and later else None
    if verdict is Verdict.OBSERVE and until is None:
        return ()
    decision = Decided(
        id=f"{one.id}-vurdert",
        by=caller,
        at=datetime.combine(before[-1], time(14, 5), OSLO),
        verdict=verdict,
        rule=rule,
        knew=knew,
        reason=reason,
        until=until,
        no_conversation="Snakket sammen i utviklingssamtalen.",
    )
    return (decision,)


Wanted = tuple[date, tuple[date, ...], Ground | None, str]
"""When, about which days, whether the ground was accepted, and what was said."""


def _unexcused(told: Sequence[AbsenceRow], draw: Random) -> Iterator[Wanted]:
    for row in told:
        silent = row.category in {Category.UNEXCUSED, Category.LEFT} and row.reason is Reason.NONE
        if silent and row.message_at is None:
            ill = not row.lessons and row.category is Category.UNEXCUSED and not row.comment
            ground, words = (Ground.VALID, FORGOT) if ill else (Ground.NOT_VALID, NOT_TOLD)
            yield row.date, (row.date,), ground, draw.choice(words)


def _in_a_row(told: Sequence[AbsenceRow], days: Sequence[date], draw: Random) -> Iterator[Wanted]:
    """The third day of each run of whole days away."""
    place = {day: n for n, day in enumerate(days)}
    whole = sorted({row.date for row in told if not row.lessons and row.date in place and _counts(row)})
    for _run, grouped in groupby(enumerate(whole), key=lambda each: place[each[1]] - each[0]):
        run = tuple(day for _n, day in grouped)
        if len(run) >= ROW:
            yield run[ROW - 1], run[:ROW], None, draw.choice(STILL_ILL)


def _counts(row: AbsenceRow) -> bool:
    return row.reason not in {Reason.GRANTED_LEAVE, Reason.APPOINTMENT} and row.category is not Category.REDUCED


def _by_day(told: Sequence[AbsenceRow]) -> Iterator[tuple[date, list[AbsenceRow]]]:
    for day, rows in groupby(sorted(told, key=lambda row: row.date), key=lambda row: row.date):
        yield day, list(rows)
