"""``meet-plan``: the student did not come as the agreement's step says, or sent no word by the day plan's deadline.

The rules of this file: what is expected is what the step expects, so a plan that is followed asks for nothing; what
does not count as absence (leave, an appointment) is not expected; without a word means that nobody told before the
deadline, and is asked of a day on which the student came late or was away from its start. Plan B followed and noted
for that day meets it; days more than two weeks back fold into one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from rules.calendar import school_clock
from rules.case.case import Agreement
from rules.case.events import Contingency, PlanBFollowed
from rules.day import lessons_expected, outcome
from rules.duties.draft import Lessons, On, on_day
from rules.duties.duty import Deed, Duty, For, Known
from rules.duties.grounds import message_about
from rules.duties.moments import moment
from rules.duties.opened import Opened, first, opened, step
from rules.duties.own_day import message_by
from rules.duties.table import Row
from rules.duties.which import measures_started, running
from rules.follow_up import DutyText
from rules.words import N_, Phrase

AWAY = N_("{student} kom ikke som avtalt {on} ({lessons}): følg plan B, og noter hvordan det gikk")
SILENT = N_("{student} ga ikke beskjed innen {by} {on}, som dagsplanen sier: følg plan B, og noter hvordan det gikk")
OLDER_ONE = N_("{student} kom ikke som avtalt {on}: det er ikke notert om plan B ble fulgt")
OLDER = N_("{student} kom ikke som avtalt {times} dager, sist {on}: det er ikke notert om plan B ble fulgt")
FOLLOWED = N_("plan B er fulgt, og det er notert hvordan det gikk")
PLAN_B = N_("Plan B: {teller} sier fra til {told} ({channel}). {then}")
NO_WORD = N_("Ingen melding innen {by}")

FOLD = timedelta(weeks=2)


class Missed(NamedTuple):
    """A day on which the plan was not met."""

    day: date
    agreement: Agreement
    lessons: tuple[int, ...]  # away; none where only the word was missing
    late_word: str  # the deadline that passed without a word


def meet_plan(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Each day the plan was not met."""
    for case in opened(known):
        missed = tuple(_missed(known, case)) if measures_started(case) else ()
        older = [each for each in missed if each.day < known.today - FOLD and _followed(each) is None]
        yield from (_one(known, row, text, case, each) for each in missed if each.day >= known.today - FOLD)
        if older:
            yield _older(known, row, text, case, older)


def _missed(known: Known, case: Opened) -> Iterator[Missed]:
    attendance, start = known.attendance.get(case.student.id), measures_started(case)
    if attendance is None or start is None:
        return
    for told in attendance.days:
        agreement = running(case, told.date) if start <= told.date <= known.today else None
        if agreement is None or told.date not in known.calendar.indexes:
            continue
        seen = outcome(attendance, known.calendar, known.guide, told.date, known.now)
        came_late = seen.tardy and seen.tardy[0] == min(lessons_expected(attendance.expected, told.date), default=0)
        word = _no_word(known, case, told.date) if seen.away or came_late else ""
        if seen.away or word:
            yield Missed(told.date, agreement, seen.away, word)


def _no_word(known: Known, case: Opened, day: date) -> str:
    """The day plan's deadline, where nobody told before it."""
    by = message_by(case.case, day)
    if by is None or known.now < moment(day, by):
        return ""
    told = [message_about(day, known.messages.get(case.student.id, ()))]
    received = [message.received_at for message in told if message]
    received += [each.at for each in case.case.contacts if each.from_home and school_clock(each.at).date() == day]
    received += [each.at for each in case.case.difficulties if school_clock(each.at).date() == day]
    return "" if any(at <= moment(day, by) for at in received) else f"{by:%H:%M}"


def _followed(missed: Missed) -> PlanBFollowed | None:
    return next((event for event in missed.agreement.plan_b if event.on == missed.day), None)


def _one(known: Known, row: Row, text: DutyText, case: Opened, missed: Missed) -> Duty:
    said = AWAY if missed.lessons else SILENT
    values = {"on": On(missed.day), "lessons": Lessons(missed.lessons), "by": missed.late_word}
    return step(
        row, text, case, Deed.PLAN_B, on_day(known, missed.day, missed.day), said, FOLLOWED,
        first(_followed(missed)), about=str(missed.day), values=values, notes=tuple(_notes(missed)),
        more={"item": missed.agreement.id, "days": (missed.day,)},
    )  # fmt: skip


def _older(known: Known, row: Row, text: DutyText, case: Opened, missed: list[Missed]) -> Duty:
    days = tuple(each.day for each in missed)
    values = {"times": len(days), "on": On(days[-1])}
    return step(
        row, text, case, Deed.PLAN_B, on_day(known, days[0], days[-1]), OLDER if len(days) > 1 else OLDER_ONE,
        FOLLOWED, about="eldre", values=values, more={"item": missed[-1].agreement.id, "days": days},
    )  # fmt: skip


def _notes(missed: Missed) -> Iterator[tuple[Phrase, Mapping[str, object]]]:
    """What plan B says, and the deadline that passed."""
    if missed.lessons and missed.late_word:
        yield Phrase(NO_WORD), {"by": missed.late_word}
    for held in missed.agreement.parts:
        if isinstance(held.part, Contingency):
            yield Phrase(PLAN_B), msgspec.structs.asdict(held.part)


ROWS: tuple[Row, ...] = (Row("meet-plan", For.SCHOOL, meet_plan),)
