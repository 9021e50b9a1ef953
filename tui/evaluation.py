"""Evaluating: did a measure or a step work, and what did we see; with the attendance before and during beside it.

The rules of this file: one dialog, one event; presence against the plan and teaching lost against the whole timetable
are always shown together; nothing is concluded for anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rules.case.case import Agreement, Case, PartHeld
from rules.case.events import Evaluated, Measure, Outcome, Step
from rules.case.plan import AgainstPlan, against_plan
from rules.duties.opened import agreements_now
from tui.agreement_words import part_said
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.asking import ask
from tui.case_lines import text_of
from tui.day_words import day_month
from tui.event_words_agreement import OUTCOMES
from tui.language import N_, _
from tui.lines import Ink, Part
from tui.not_now import not_now
from tui.overview import Overview
from tui.tellings import TellCase
from tui.views import View

SIGNS: dict[Outcome, str] = {Outcome.WORKED: "✓", Outcome.PARTLY: "~", Outcome.NOT: "–"}


def evaluate(view: View, student: str, agreement: Agreement, held: PartHeld, meeting: str = "") -> None:
    """Ask, and tell it."""
    seen = view.overview
    told_now = Evaluated(by="", at=view.now(), agreement=agreement.id, item=held.item, outcome=Outcome.WORKED)
    if seen is None or not_now(view, student, told_now):
        return
    before = outcome_of(agreement, held.item)
    offered = tuple((str(outcome), word) for outcome, (word, _ink) in OUTCOMES.items())
    fields = (
        Field(
            "outcome", N_("virket det"), Takes.ONE, (("", N_("velg")), *offered), required=True,
            first=str(before.outcome) if before else None, quick=True,
        ),
        Field("seen", N_("hva vi så"), first=before.seen if before and before.seen else None, last=True),
    )  # fmt: skip
    about: list[Part] = [(part_said(seen, held.part), Ink.PLAIN)]
    about += [("\n" + said, Ink.MUTED) for said in attendance_said(seen, student)]

    def told(now: Overview, answers: Answers) -> TellCase:
        event = Evaluated(
            by="",
            at=now.now,
            agreement=agreement.id,
            item=held.item,
            outcome=Outcome(text_of(answers["outcome"])),
            seen=text_of(answers["seen"]),
            meeting=meeting,
        )
        return TellCase(student, (event,))

    ask(view, Ask(_("Evaluer"), fields, seen.today, about=tuple(about)), told, student=student)


def evaluated_parts(agreement: Agreement | None) -> tuple[PartHeld, ...]:
    """What there is to evaluate: each step, each measure."""
    held = agreement.parts if agreement else ()
    steps = sorted((each for each in held if isinstance(each.part, Step)), key=_number)
    return (*steps, *(each for each in held if isinstance(each.part, Measure)))


def _number(held: PartHeld) -> int:
    return held.part.number if isinstance(held.part, Step) else 0


def outcome_of(agreement: Agreement, item: str, meeting: str = "") -> Evaluated | None:
    """The last evaluation of a part (of a meeting)."""
    found = [each for each in agreement.evaluated if each.item == item and meeting in {"", each.meeting}]
    return found[-1] if found else None


def attendance_said(seen: Overview, student: str) -> Iterator[str]:
    """The weeks before the measures, and the time they have run."""
    case = seen.case_of(student)
    started = first_day(case)
    if started is None or started > seen.today:
        return
    length = max(5, len(seen.calendar.between(started, seen.today)))
    before = seen.calendar.window(started - timedelta(days=1), length)
    if before:
        found = _measured(seen, student, case, before[0], before[-1])
        said = _("Før tiltakene ({first}–{last}): til stede {there} av {of} timer.")
        yield said.format(
            first=day_month(found.first), last=day_month(found.last), there=found.timetable - found.untaught,
            of=found.timetable,
        )  # fmt: skip
    found = _measured(seen, student, case, started, seen.today)
    said = _("Siden {first}: til stede {there} av {of} timer etter planen ({percent} %); {lost} av {all} timer tapt.")
    yield said.format(
        first=day_month(started), there=found.attended, of=found.planned, percent=found.percent, lost=found.untaught,
        all=found.timetable,
    )  # fmt: skip


def first_day(case: Case) -> date | None:
    """The day the measures of the first agreement of this run started."""
    days = [each.measures.on for each in agreements_now(case) if each.measures is not None]
    return min(days, default=None)


def _measured(seen: Overview, student: str, case: Case, first: date, last: date) -> AgainstPlan:
    full = seen.full_attendance_of(student)
    return against_plan(full, case, seen.calendar, seen.guide, first, last, seen.now)
