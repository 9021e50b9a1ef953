"""From which day an agreement's measures run, and on which step: what is likeliest stands there already.

The rules of this file: fields only; a first agreement starts the next school day, a new version goes on today where the
one before it stands.
"""

from __future__ import annotations

from datetime import date

from rules.case.case import Agreement, PartHeld
from rules.case.events import Step
from tui.agreement_words import part_said
from tui.ask_fields import Field, Takes
from tui.language import N_
from tui.overview import Overview


def start_fields(seen: Overview, student: str, agreement: Agreement | None) -> tuple[Field, ...]:
    """The day and the step."""
    running = seen.case_of(student).running_on(seen.today)
    here = running.step_on(seen.today) if running else None
    likely = seen.today if running else _next_school_day(seen)
    on = Field("on", N_("tiltakene virker fra"), Takes.DATE, required=True, first=likely)
    steps = tuple((held.item, part_said(seen, held.part)) for held in steps_of(agreement))
    first = here.item if here and here.item in dict(steps) else None
    return (on, Field("step", N_("trinn"), Takes.ONE, steps, stacked=True, first=first, last=True)) if steps else (on,)


def steps_of(agreement: Agreement | None) -> list[PartHeld]:
    """The steps, in their order."""
    found = [held for held in agreement.parts if isinstance(held.part, Step)] if agreement else []
    return sorted(found, key=lambda held: held.part.number if isinstance(held.part, Step) else 0)


def _next_school_day(seen: Overview) -> date:
    after = seen.calendar.between(seen.today, seen.calendar.days[-1]) if seen.calendar.days else ()
    return next((day for day in after if day > seen.today), seen.today)
