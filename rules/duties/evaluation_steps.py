"""What is done in meeting 2 and after: each measure and step is evaluated, and the way on is chosen.

The rules of this file: evaluated is the agreement whose measures ran before the meeting, not one signed in it; steps
that nobody has come to are not evaluated; the way on is chosen after meeting 2 and after each further meeting.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rules.calendar import school_clock
from rules.case.case import Meeting, PartHeld, Station
from rules.case.events import MeetingKind, Way, WayChosen
from rules.duties.draft import on_day
from rules.duties.duty import Deed, Duty, Known
from rules.duties.opened import Met, first, opened, step, why_skipped
from rules.duties.table import Row
from rules.duties.which import day_of, running, second_called, second_held, to_evaluate
from rules.follow_up import DutyText
from rules.words import N_, Phrase, Quoted

EVALUATE = N_("Vurder hvert tiltak og hvert trinn for {student}: virket det, og hva så dere?")
LEFT = N_("Ikke vurdert: {what}")
EVALUATED = N_("hvert tiltak og hvert trinn er vurdert")
CHOOSE = N_("Velg veien videre for {student}: A, B1, B2 eller B3")
WAY = N_("{way}: {words}")
CHOSEN = N_("veien videre er valgt")

ONE_DAY = timedelta(days=1)


def evaluate(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Each measure, and each step that was in force, in the second meeting."""
    for case in opened(known):
        meeting = second_called(case)
        agreement = running(case, day_of(meeting) - ONE_DAY) if meeting else None
        items = to_evaluate(agreement, day_of(meeting)) if meeting and agreement else ()
        if meeting is None or agreement is None or not items:
            continue
        on, skipped = day_of(meeting), case.skipped(Station.MEETING_2)
        told = {event.item: Met(event.at, event.by) for event in agreement.evaluated}
        left = tuple((Phrase(LEFT), {"what": _text(held)}) for held in items if held.item not in told)
        met = first(None if left else max(told[held.item] for held in items), skipped)
        yield step(
            row, text, case, Deed.EVALUATE, on_day(known, on, on), EVALUATE, EVALUATED, met, about=agreement.id,
            notes=why_skipped(skipped) or left, more={"item": agreement.id, "days": (on,)},
        )  # fmt: skip


def way_on(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """After the second meeting, and after each further one."""
    words = {item.key: item.text for item in known.follow_up.ways}
    ways = tuple((Phrase(WAY), {"way": way.value, "words": Quoted((words[way],))}) for way in Way)
    for case in opened(known):
        skipped = case.skipped(Station.WAY_ON)
        second = second_held(case)
        for meeting in case.meetings if second else ():
            if second and meeting.held and _chooses(meeting, second):
                on = day_of(meeting)
                chosen = next((way for way in case.since(WayChosen) if school_clock(way.at).date() >= on), None)
                yield step(
                    row, text, case, Deed.WAY_ON, on_day(known, on, on), CHOOSE, CHOSEN, first(chosen, skipped),
                    about=meeting.id, notes=why_skipped(skipped) or ways, more={"item": meeting.id, "days": (on,)},
                )  # fmt: skip


def _chooses(meeting: Meeting, second: Meeting) -> bool:
    later = meeting.called.sort is MeetingKind.FURTHER and day_of(meeting) > day_of(second)
    return meeting is second or later


def _text(held: PartHeld) -> str:
    return str(getattr(held.part, "text", held.item))
