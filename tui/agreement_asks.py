"""The parts of an agreement as questions: for each kind its fields, what stands there already, and the part they make.

How it is used: ``part_dialog(asked, section, part)`` gives the dialog, ``part_made(asked, section, part, answers)`` the
part; ``part`` is None for a new one.

The rules of this file: one row of ``PARTS`` for every kind; every field is typed (people, days, lessons, how often);
what is not understood is said in the dialog; nothing is told here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from rules.case.events import (
    Contingency,
    Deadline,
    Departure,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Part,
    Responsibility,
    Step,
    WeekEntry,
)
from tui import agreement_asks_duties as duties
from tui import agreement_asks_plan as plan
from tui.agreement_asked import Asked, PartAsk
from tui.agreement_places import KINDS
from tui.ask import Ask
from tui.ask_fields import Answers
from tui.language import _
from tui.lines import Ink


def part_dialog(asked: Asked, part: Part | None) -> Ask:
    """The question, with what stands there already; the guide's words over it."""
    row = PARTS[type(part) if part is not None else KINDS[asked.section.part]]
    hint = asked.section.hint or asked.section.heading
    words = (hint, asked.seen.follow_up.remark_on_measures) if row is plan.MEASURE else (hint,)
    about = (("\n".join(_(each) for each in words if each), Ink.QUOTE),)
    fields = row.fields(asked, part)
    start = next((field.key for field in fields if field.key in row.start), "")
    return Ask(_(row.word), fields, asked.seen.today, about=about, check=partial(row.check, asked), start=start)


def part_made(asked: Asked, part: Part | None, answers: Answers) -> Part:
    """The part the answers make."""
    return PARTS[type(part) if part is not None else KINDS[asked.section.part]].made(asked, part, answers)


PARTS: Mapping[type[Part], PartAsk] = {
    Goal: plan.GOAL,
    Step: plan.STEP,
    Measure: plan.MEASURE,
    Responsibility: duties.RESPONSIBILITY,
    Contingency: duties.CONTINGENCY,
    Evaluation: duties.EVALUATION,
    NextMeeting: duties.NEXT_MEETING,
    Deadline: plan.DEADLINE,
    WeekEntry: plan.WEEK_ENTRY,
    Departure: plan.DEPARTURE,
}

__all__ = ["PARTS", "Asked", "part_dialog", "part_made"]
