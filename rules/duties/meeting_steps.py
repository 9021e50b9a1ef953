"""Meetings: the first, the second, those after it, and their reminders.

The rules of this file: a meeting is met by having been held, or by the reason its station was passed over; one that is
called off gives its duty back; a date that was agreed and not called to is to be called to. Meeting 2 has its window
from the day the measures started; a date outside it stands, with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from rules.calendar import school_clock
from rules.case.case import Meeting, Station
from rules.case.events import MeetingCancelled, MeetingHeld, MeetingKind
from rules.case.meetings import wanted_next
from rules.duties.draft import More, On, When, on_day
from rules.duties.duty import Deed, Duty, Known
from rules.duties.moments import midnight_after, moment, school_day_after
from rules.duties.opened import Opened, closed, first, opened, step, why_skipped
from rules.duties.table import Row
from rules.duties.which import (
    agreed,
    caller_of,
    first_called,
    first_due,
    id_of,
    is_first,
    measures_started,
    second_called,
    second_due,
    when_said,
)
from rules.follow_up import DutyText
from rules.words import N_, Phrase

CALL_1 = N_("Kall inn til samarbeidsmøte 1 om {student}, og hold det senest {by}")
HOLD_1 = N_("Hold samarbeidsmøte 1 om {student} {on} kl. {time}, og skriv referat")
LATE_1 = N_("Møtet er satt etter fristen")
HELD = N_("møtet er holdt, og neste dato er satt")
CALL_2 = N_("Kall inn til samarbeidsmøte 2 om {student}, og hold det {first}–{by}")
CALL_2_ONE = N_("Kall inn til samarbeidsmøte 2 om {student}, og hold det {by}")
HOLD_2 = N_("Hold samarbeidsmøte 2 om {student} {on} kl. {time}, og vurder tiltakene")
OUTSIDE = N_("{days} dager etter at tiltakene startet")
CALL_NEXT = N_("Kall inn til møtet om {student} som er avtalt {on} kl. {time}")
NEW_DATE = N_("Møtet om {student} {on} er avlyst: finn en ny dato")
HOLD_NEXT = N_("Hold møtet om {student} {on} kl. {time}, og skriv referat")
CALLED = N_("innkallingen er sendt")
REMIND = N_("Send påminning om møtet om {student} {on} kl. {time}")
REMINDED = N_("påminningen er sendt")


# The first.


def meeting_1(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Within days of the decision; once it is called, on its day."""
    for case in opened(known):
        due = first_due(known.calendar, case, text.numbers["days"])
        meeting = first_called(case)
        held, called = (meeting, None) if meeting and meeting.held else (None, meeting)
        skipped = case.skipped(Station.MEETING_1)
        late = called is not None and called.called.on > due
        day = called.called.on if called and not late else due
        shown = moment(day) if called and not late else case.decided
        when = When(shown, moment(day, known.guide.day_over.at), midnight_after(due))
        notes = why_skipped(skipped) or (((Phrase(LATE_1), {}),) if late else ())
        yield step(
            row, text, case, Deed.MEETING, when, HOLD_1 if called else CALL_1, HELD,
            first(held.held if held else None, skipped),
            values={"by": On(due), **when_said(called)}, notes=notes, more=_about(known, meeting),
        )  # fmt: skip


# The second, and those after.


def meeting_2(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """When the measures have run their time; then each further meeting on its day."""
    for case in opened(known):
        second = _second(known, row, text, case)
        if second:
            yield second
        yield from _further(known, row, text, case, second)


def remind_meeting_2(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Before each meeting but the first; one called so late that its notice reminds of it needs none."""
    for case in (*opened(known), *closed(known)):
        for meeting in case.meetings if case.case.open else (m for m in case.meetings if m.ahead):
            called, past = meeting.called, meeting.called.on < known.today
            before = called.on - timedelta(days=text.numbers["days_before"])
            day = known.calendar.last_on_or_before(before) or before
            fresh = school_clock(called.at).date() >= day
            met = first(meeting.reminded, meeting.held)
            gone = meeting.cancelled or meeting.ended or (past and not met)
            if meeting is first_called(case) or fresh or gone:
                continue
            yield step(
                row, text, case, Deed.REMIND, on_day(known, day, day), REMIND, REMINDED, met,
                about=f"{meeting.id}:{called.on}", values=when_said(meeting),
                more=_about(known, meeting, day),
            )  # fmt: skip


def _second(known: Known, row: Row, text: DutyText, case: Opened) -> Duty | None:
    started, asked = measures_started(case), second_due(known.calendar, case, text.numbers)
    if started is None or asked is None:
        return None
    due, span = asked
    meeting = second_called(case)
    held, called = (meeting, None) if meeting and meeting.held else (None, meeting)
    fixed = meeting or agreed(case, span)
    skipped = case.skipped(Station.MEETING_2)
    outside = not span.first <= due <= span.last or span.outside
    said = HOLD_2 if called else CALL_2 if span.first < due and not fixed else CALL_2_ONE
    values = {"first": On(span.first), "by": On(due), "days": (due - started).days, **when_said(called)}
    duty = step(
        row, text, case, Deed.MEETING,
        on_day(known, min(called.called.on if called else started, due), due), said, HELD,
        first(held.held if held else None, skipped),
        about=f"{case.day}:2", values=values, notes=why_skipped(skipped),
        more=_about(known, meeting, due),
    )  # fmt: skip
    return _warned(duty) if outside else duty


def _further(known: Known, row: Row, text: DutyText, case: Opened, second: Duty | None) -> Iterator[Duty]:
    """Those that are called, those that are agreed and not called, and those that were called off."""
    for meeting in case.meetings:
        if meeting in (first_called(case), second_called(case)) or meeting.cancelled or meeting.ended:
            continue
        on = meeting.called.on
        yield step(
            row, text, case, Deed.MEETING, on_day(known, on, on), HOLD_NEXT, HELD, first(meeting.held),
            about=meeting.id, values=when_said(meeting),
            more=_about(known, meeting, on),
        )  # fmt: skip
    wanted = wanted_next(case.meetings)
    if wanted and wanted.next_on and not (second and second.met_at is None and second.days == (wanted.next_on,)):
        yield _call_next(known, row, text, case, wanted, wanted.next_on)
    yield from (_new_date(known, row, text, case, gone, gone.cancelled) for gone in _gone(case) if gone.cancelled)


def _call_next(known: Known, row: Row, text: DutyText, case: Opened, held: MeetingHeld, on: date) -> Duty:
    due = school_day_after(known.calendar, max(held.on, school_clock(held.at).date()))
    when = When(held.at, moment(due, known.guide.day_over.at), midnight_after(due))
    values = {"on": On(on), "time": held.next_time}
    return step(
        row, text, case, Deed.MEETING, when, CALL_NEXT, CALLED, about=f"{held.meeting}:{on}", values=values,
        more={"item": held.meeting},
    )  # fmt: skip


def _new_date(known: Known, row: Row, text: DutyText, case: Opened, gone: Meeting, cancelled: MeetingCancelled) -> Duty:
    due = school_day_after(known.calendar, school_clock(cancelled.at).date())
    when = When(cancelled.at, moment(due, known.guide.day_over.at), midnight_after(due))
    return step(
        row, text, case, Deed.MEETING, when, NEW_DATE, CALLED, about=f"{gone.id}:avlyst", values=when_said(gone),
        more=_about(known, gone),
    )  # fmt: skip


def _gone(case: Opened) -> Iterator[Meeting]:
    """The last meeting, if it was called off and none was called or held after; the first two have duties already."""
    last = max(case.meetings, key=lambda meeting: meeting.called.at, default=None)
    if last and last.cancelled and last.called.sort is not MeetingKind.SECOND and not is_first(case, last):
        yield last


def _about(known: Known, meeting: Meeting | None, *days: date) -> More:
    """Which meeting, and who called it: they see to it."""
    return {"item": id_of(meeting), "owner": caller_of(known.school, meeting), "days": days}


def _warned(duty: Duty) -> Duty:
    return msgspec.structs.replace(duty, warning=Phrase(OUTSIDE))
