"""``call-home-now``: the first expected lesson has begun, the student is not there, and nobody has said why.

The rules of this file: today only; who has come later in the day is not called about; only guardians with parental
responsibility are named, the next when one does not answer; where the address is protected no number is shown and a
leader calls. All guardians tried is a call made, answered or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from rules.calendar import school_clock
from rules.case.case import Case
from rules.case.events import About, ContactMade, How
from rules.day import lessons_expected
from rules.duties.draft import When, draft
from rules.duties.duty import Deed, Duty, For, Known
from rules.duties.grounds import holding, message_about, says_why, was_silent
from rules.duties.moments import clock, moment
from rules.duties.own_day import first_start, message_by
from rules.duties.table import Row
from rules.duties.trail import Seen
from rules.facts import Guardian, Slot, Student
from rules.follow_up import DutyText
from rules.protection import phone
from rules.words import N_, Phrase

CALL = N_("Ring hjem om {student}: ikke kommet, og ingen melding innen {by}")
CALL_PROTECTED = N_("Ring hjem om {student} (skjermet adresse): ikke kommet, og ingen melding innen {by}")
MEETS = N_("en telefon som er ringt, eller hjemmets melding")
WHO = N_("Ring {guardian}, {phone}")
WHO_WITHOUT_NUMBER = N_("Ring {guardian}; nummeret er ikke registrert")
NO_ANSWER = N_("Ikke svar hos {guardian} kl. {time}")
NOBODY = N_("Ingen foresatt med foreldreansvar er registrert")
PROTECTED = N_("Adressen er skjermet: ledelsen ringer, og numre vises ikke her")

Told = tuple[datetime, str]
Notes = tuple[tuple[Phrase, Mapping[str, object]], ...]


def call_home_now(known: Known, row: Row, text: DutyText) -> Iterator[Duty]:
    """Whom to call home about this morning."""
    slots = {(slot.school_class, slot.weekday, slot.lesson): slot for slot in known.school.timetable}
    today = known.today
    for student in known.students:
        trail = known.trails.get(student.id)
        if trail and trail.away[-1].date == today:
            yield from _call(known, row, text, student, trail.away[-1], slots)


def _call(
    known: Known,
    row: Row,
    text: DutyText,
    student: Student,
    seen: Seen,
    slots: Mapping[tuple[str, int, int], Slot],
) -> Iterator[Duty]:
    case, today = known.cases.get(student.id), known.today
    first = min((*seen.outcome.away, *seen.outcome.open, *seen.outcome.present))
    if first not in seen.outcome.away or seen.outcome.present or not was_silent(seen):
        return
    by = message_by(case, today) or text.times["message_by"]
    told = _first(_home_said(known, student, seen, first))
    if told and school_clock(told[0]) <= moment(today, by):
        return
    tried = _calls(case, today)
    begins = _begins(known, student, first, slots)
    met = min(filter(None, (told, _called(student, tried))), default=None)
    due = _due(text, today, begins)
    yield draft(
        row,
        text,
        f"{student.id}:{today}",
        Deed.CALL,
        When(max(moment(today, by), moment(today, begins or by)), due, due),
        (
            CALL_PROTECTED if student.protected_address else CALL,
            {"student": student.name, "by": f"{by:%H:%M}", **_whom(student, tried)},
        ),
        MEETS,
        {
            "role": For.LEADER if student.protected_address else row.role,
            "student": student.id,
            "days": (today,),
            "notes": _notes(student, tried),
            "met_at": met[0] if met else None,
            "met_by": met[1] if met else "",
        },
    )


def _home_said(known: Known, student: Student, seen: Seen, first: int) -> Iterator[Told]:
    """What the home, or the register, has said of why."""
    message = message_about(seen.date, known.messages.get(student.id, ()))
    if message:
        yield message.received_at, message.by
    mark = holding(seen)[first]
    if says_why(mark):
        yield mark.at, mark.by
    case = known.cases.get(student.id)
    for contact in case.contacts if case else ():
        if contact.from_home and contact.about is not About.FAMILY_DOCTOR and _on(contact.at, seen.date):
            yield contact.at, contact.by
    yield from ((told.at, told.by) for told in (case.difficulties if case else ()) if _on(told.at, seen.date))


def _calls(case: Case | None, today: date) -> tuple[ContactMade, ...]:
    """The calls home made today."""
    made = case.contacts if case else ()
    return tuple(
        contact
        for contact in made
        if contact.how is How.PHONE
        and not contact.from_home
        and contact.about is not About.FAMILY_DOCTOR
        and _on(contact.at, today)
    )


def _called(student: Student, tried: tuple[ContactMade, ...]) -> Told | None:
    """The call that was answered, or the last of those to all guardians."""
    answered = _first((call.at, call.by) for call in tried if call.answered)
    if answered or not tried or _left(student, tried):
        return answered
    return max((call.at, call.by) for call in tried)


def _left(student: Student, tried: tuple[ContactMade, ...]) -> tuple[Guardian, ...]:
    """The guardians with parental responsibility whom nobody has tried."""
    called = {call.whom for call in tried}
    return tuple(g for g in student.guardians if g.parental_responsibility and g.name not in called)


def _begins(known: Known, student: Student, first: int, slots: Mapping[tuple[str, int, int], Slot]) -> time | None:
    """When the student's first expected lesson of today begins: by the plan, else by the timetable."""
    expected = known.attendance[student.id].expected
    if first == min(lessons_expected(expected, known.today)):
        starts = first_start(known.cases.get(student.id), known.today)
        if starts:
            return starts
    classes = (m.school_class for m in student.memberships if m.covers(known.today))
    found = (slots.get((name, known.today.weekday(), first)) for name in classes)
    return next((clock(slot.start) for slot in found if slot and slot.start), None)


def _due(text: DutyText, today: date, begins: time | None) -> datetime:
    due = moment(today, text.times["due"])
    if begins is None:
        return due
    return max(due, moment(today, begins) + timedelta(minutes=text.numbers["minutes_into_first_lesson"]))


def _whom(student: Student, tried: tuple[ContactMade, ...]) -> dict[str, object]:
    """Who is to be called now; no number where the address is protected."""
    left = _left(student, tried)
    if not left:
        return {}
    return {"guardian": left[0].name, "phone": phone(student, left[0])}


def _notes(student: Student, tried: tuple[ContactMade, ...]) -> Notes:
    notes: list[tuple[Phrase, Mapping[str, object]]] = [
        (Phrase(NO_ANSWER), {"guardian": call.whom, "time": f"{school_clock(call.at):%H:%M}"})
        for call in tried
        if not call.answered
    ]
    left = _left(student, tried)
    if student.protected_address:
        notes.append((Phrase(PROTECTED), {}))
    elif left:
        values = {"guardian": left[0].name, "phone": phone(student, left[0])}
        notes.append((Phrase(WHO if values["phone"] else WHO_WITHOUT_NUMBER), values))
    elif not any(guardian.parental_responsibility for guardian in student.guardians):
        notes.append((Phrase(NOBODY), {}))
    return tuple(notes)


def _on(at: datetime, day: date) -> bool:
    return school_clock(at).date() == day


def _first(told: Iterator[Told]) -> Told | None:
    return min(told, default=None)
