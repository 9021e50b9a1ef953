"""Duties that a conversation with the home meets: after three days, on absence without a word, and on distress.

The rules of this file: a conversation is by phone or face to face, whoever called; a message is none. A conversation
meets the duty of the absence it was about, and may come before the duty does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

import msgspec

from rules.calendar import school_clock
from rules.case.case import Case
from rules.case.events import About, Informed, Whom
from rules.duties.draft import Days, On, When, draft, on_day
from rules.duties.duty import Deed, Duty, Known
from rules.duties.grounds import Talk, holding, message_about, refused, talks, untold, was_silent
from rules.duties.moments import midnight_after, moment, on_or_after, school_day_after
from rules.duties.own_day import message_by
from rules.duties.table import Row
from rules.duties.trail import Run, Seen, Trail
from rules.facts import Message, Role, Student
from rules.follow_up import DutyText
from rules.words import N_, Phrase, Quoted

CONVERSATION = N_("en samtale på telefon eller i et møte, hvem som enn ringte")
SETTLED = N_("en samtale som avgjør om grunnen godtas, og at ledelsen får vite det")

# contact-home


DAYS_IN_A_ROW = N_("Snakk med hjemmet om {student}: {n} fraværsdager på rad, {days}")
MESSAGE_CAME = N_("Hjemmet ga melding {day}. Ble det en samtale, må den noteres som samtale")


def contact_home(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """The third absent school day in a row: the home is talked with before it is over."""
    for student in known.students:
        trail = known.trails.get(student.id)
        runs = [run for run in trail.runs if len(run.days) >= text.numbers["days"]] if trail else []
        if trail and runs:
            talked = talks(known.cases.get(student.id), trail)
            yield from (_in_a_row(known, row, text, student, run, talked) for run in runs)


def _in_a_row(known: Known, row: Row, text: DutyText, student: Student, run: Run, talked: tuple[Talk, ...]) -> Duty:
    limit = run.days[text.numbers["days"] - 1].date
    met = next((talk for talk in talked if talk.days & set(run.dates)), None)
    return draft(
        row,
        text,
        f"{student.id}:{run.first}",
        Deed.CALL,
        on_day(known, limit, limit),
        (DAYS_IN_A_ROW, {"student": student.name, "n": len(run.days), "days": Days(run.dates)}),
        CONVERSATION,
        {
            "student": student.id,
            "days": run.dates,
            "notes": _messages(known.messages.get(student.id, ()), run),
            "met_at": met.at if met else None,
            "met_by": met.by if met else "",
        },
    )


def _messages(messages: tuple[Message, ...], run: Run) -> tuple[tuple[Phrase, dict[str, object]], ...]:
    told = next((found for seen in reversed(run.days) if (found := message_about(seen.date, messages))), None)
    return ((Phrase(MESSAGE_CAME), {"day": On(school_clock(told.received_at).date())}),) if told else ()


# contact-home-unexcused


NOT_TOLD = N_("Kontakt hjemmet om {student} straks: fravær {days} uten melding")
NOT_ACCEPTED = N_("Kontakt hjemmet om {student} straks: fravær {days} på en grunn som ikke er godtatt")
TELL_LEADER = N_("Si fra til ledelsen om {student}: ugyldig fravær {days}")


class Unexcused(msgspec.Struct, frozen=True):
    """A day away without a ground that the school accepts, and how far it has been settled."""

    seen: Seen
    run: date  # the first day of its run, or itself
    refused: bool
    talk: Talk | None  # that says whether the ground is valid
    met: tuple[datetime, str] | None


def contact_home_unexcused(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Absence without a message, or on a ground that is not accepted: at once, and the leader is told."""
    rest = known.follow_up.duty("call-home-now").times["message_by"]
    for student in known.students:
        trail = known.trails.get(student.id)
        if trail is None:
            continue
        case = known.cases.get(student.id)
        by = message_by(case, known.today) or rest
        early = known.now < moment(known.today, by)
        days = list(_unexcused(known, student, trail, case))
        settled = [day for day in days if not (early and day.seen.date == known.today)]
        for _key, group in groupby(settled, key=lambda day: (day.run, day.met, day.talk is None, day.refused)):
            yield _at_once(known, row, text, student, tuple(group), moment(known.today, by))


def _unexcused(known: Known, student: Student, trail: Trail, case: Case | None) -> Iterator[Unexcused]:
    messages = known.messages.get(student.id, ())
    run_of = {day: run.first for run in trail.runs for day in run.dates}
    suspects = [seen for seen in trail.away if was_silent(seen) or refused(seen)]
    talked = talks(case, trail) if suspects else ()
    for seen in suspects:
        not_accepted = refused(seen)
        talk = next((t for t in talked if t.contact and t.contact.ground and seen.date in t.days), None)
        if not (not_accepted or untold(seen, messages)):
            if talk:  # the conversation put the mark right
                yield Unexcused(seen, run_of.get(seen.date, seen.date), False, talk, (talk.at, talk.by))
            continue
        met = _leader_knows(known, case, talk) if case and talk else None
        yield Unexcused(seen, run_of.get(seen.date, seen.date), not_accepted, talk, met)


def _leader_knows(known: Known, case: Case, talk: Talk) -> tuple[datetime, str] | None:
    """When the leaders knew what the conversation settled."""
    user = known.school.user(talk.by)
    if (talk.contact and talk.contact.leader_informed) or (user and user.role is Role.LEADER):
        return talk.at, talk.by
    later = [(c.at, c.by) for c in case.contacts if c.leader_informed and c.at >= talk.at]
    informed = (e for e in case.events if isinstance(e, Informed) and e.whom is Whom.PRINCIPAL and e.at >= talk.at)
    later += [(event.at, event.by) for event in informed]
    return min(later, default=None)


def _at_once(
    known: Known, row: Row, text: DutyText, student: Student, days: tuple[Unexcused, ...], told_by: datetime
) -> Duty:
    first, dates = days[0], tuple(day.seen.date for day in days)
    sentence = TELL_LEADER if first.talk and not first.met else NOT_ACCEPTED if first.refused else NOT_TOLD
    return draft(
        row,
        text,
        f"{student.id}:{dates[0]}",
        Deed.CALL,
        _now(known, first.seen, told_by),
        (sentence, {"student": student.name, "days": Days(dates)}),
        SETTLED,
        {
            "student": student.id,
            "days": dates,
            "met_at": first.met[0] if first.met else None,
            "met_by": first.met[1] if first.met else "",
        },
    )


def _now(known: Known, seen: Seen, told_by: datetime) -> When:
    """At once: from when it was noted, but not before the home's time is up; late when that school day is over."""
    noted = min(mark.at for mark in (holding(seen).values() or seen.marks))
    at = max(noted, moment(seen.date, school_clock(told_by).time()))
    return When(at, at, midnight_after(on_or_after(known.calendar, school_clock(at).date())))


# tell-guardians


DISTRESS = N_("Snakk med hjemmet om {student}: tegn på mistrivsel sett {day}")
REMARK = N_("Veilederen: {remark}")


def tell_guardians(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Distress was seen at school: the guardians are told in a conversation."""
    names = {student.id: student for student in known.students}
    for case in known.cases.values():
        if case.distress and case.student in names:
            yield from _distress(known, row, text, names[case.student], case)


def _distress(known: Known, row: Row, text: DutyText, student: Student, case: Case) -> Iterator[Duty]:
    for seen in case.distress:
        day = school_clock(seen.at).date()
        if day < known.calendar.days[0]:
            continue
        made = (c for c in case.contacts if c.conversation and c.about is not About.FAMILY_DOCTOR)
        met = min((c for c in made if c.at >= seen.at), key=lambda c: c.at, default=None)
        due = school_day_after(known.calendar, day, text.numbers["school_days"])
        yield draft(
            row,
            text,
            f"{student.id}:{seen.id or seen.at.isoformat()}",
            Deed.CALL,
            on_day(known, day, due)._replace(opens=seen.at),
            (DISTRESS, {"student": student.name, "day": On(day)}),
            CONVERSATION,
            {
                "student": student.id,
                "item": seen.id,
                "notes": ((Phrase(REMARK), {"remark": Quoted((known.follow_up.remark_on_signs,))}),),
                "met_at": met.at if met else None,
                "met_by": met.by if met else "",
            },
        )
