"""``case``: the whole of one child's case: where it is, what was agreed and answered, and every event of its history.

The rules of this file: facts from the store, what follows from the rules, text or a document of them; nothing but
the reason for opening a case that is closed is written; the access log has the visit before anything is said.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from rules.case.case import Agreement, Answered, Case, Meeting, Sheet, Stop
from rules.case.events import CaseEvent, GlassBroken
from rules.case.road import next_stop, road
from rules.case.sheets import answered_in
from rules.case.workflow import STATES, allowed
from rules.facts import Student
from rules.rights import What, may_break_the_glass
from rules.words import NotAllowed, weekday_date
from store.door import Store
from tui import clock
from tui.command_line_duties import duty_shape, whole
from tui.command_line_output import document, say, table
from tui.command_line_parser import UsageError, Wanted
from tui.command_line_school import calendar_of, person, store_of, student_named, whether_all_was_read
from tui.json_shapes import Shape, class_of, number
from tui.language import N_, _, words
from tui.overview import Overview
from tui.paper.case_file import event_line
from tui.todo import known_of

SEALED = N_(
    "Saken er sperret til den slettes. Du kan åpne den i dag med en begrunnelse, som andre ser: case {id} --glass «…»."
)


def case(wanted: Wanted) -> int:
    """All of one case."""
    store = store_of(wanted)
    school, now = store.school(), clock.now()
    one = student_named(school.students, wanted.arguments[0])
    sealed = may_break_the_glass(school.user(person()), one.id, school)
    if wanted.has("--glass"):
        _break_the_glass(store, one, wanted.option("--glass"), now, sealed=sealed)
    try:
        store.look(one.id, What.CASE, person(), clock.real_now(), "case")
    except NotAllowed as refused:
        raise (NotAllowed(SEALED, id=number(one)) if sealed else refused) from None
    seen = whole(store, now)
    calendar_of(seen.school, now.date())
    if wanted.has("--json"):
        document(case_of(seen, one, now))
    else:
        found = seen.case_of(one.id)
        _print(seen, one, found, _road(seen, found, now))
    return whether_all_was_read(store)


def _break_the_glass(store: Store, one: Student, why: str, now: datetime, *, sealed: bool) -> None:
    if not sealed:
        raise UsageError(_("--glass er for ledelsen, og for en sak som er sperret."))
    if not why.strip():
        raise UsageError(_("Skriv hvorfor den sperrede saken åpnes: --glass «…». Andre ser begrunnelsen."))
    broken = GlassBroken(by="", at=now, reason=why.strip(), on=now.date())
    store.tell_case(one.id, [broken], person(), now)


def case_of(seen: Overview, one: Student, now: datetime) -> Shape:
    """One child's case with what is owed."""
    from rules.duties.reckoning import duties

    found = seen.case_of(one.id)
    owed = [duty_shape(seen, duty, now) for duty in duties(known_of(seen)) if duty.student == one.id]
    return case_document(seen, one, found, _road(seen, found, now), owed)


def case_document(seen: Overview, one: Student, found: Case, stops: tuple[Stop, ...], owed: list[Shape]) -> Shape:
    """``case --json``."""
    return {
        "student": number(one),
        "name": one.name,
        "class": class_of(one, seen.today),
        "state": found.state.value,
        "open": found.open,
        "opened": found.opened.isoformat() if found.opened else None,
        "possible": sorted(allowed(found.state)),
        "stations": [_stop(stop) for stop in stops],
        "duties": owed,
        "sheets": [_sheet(seen, sheet) for sheet in found.sheets],
        "meetings": [_meeting(meeting) for meeting in found.meetings],
        "agreements": [_agreement(agreement) for agreement in found.agreements],
        "consents": [consent.id for consent in found.consents],
        "factors": [ticked.factor for ticked in found.factors],
        "unfitting": [event.id for event in found.unfitting],
        "events": [_event(event) for event in found.events],
    }


def _road(seen: Overview, found: Case, now: datetime) -> tuple[Stop, ...]:
    return road(found, seen.follow_up, seen.forms, seen.calendar, now)


def _stop(stop: Stop) -> Shape:
    return {
        "station": stop.station.value,
        "passed": stop.passed.value,
        "by": stop.by,
        "on": stop.on.isoformat() if stop.on else None,
        "reason": stop.reason,
        "due": stop.due.isoformat() if stop.due else None,
        "late": stop.late,
    }


def _sheet(seen: Overview, sheet: Sheet) -> Shape:
    form = seen.form(sheet.form, sheet.version)
    return {
        "id": sheet.id,
        "form": sheet.form,
        "version": sheet.version,
        "informant": sheet.informant,
        "part": sheet.part,
        "answered": answered_in(form, sheet) if form else len(sheet.answers),
        "questions": len(form.questions) if form else 0,
        "declined": sheet.declined.why if sheet.declined else None,
        "sent": sheet.sent.isoformat() if sheet.sent else None,
        "answers": {question: _answer(answered) for question, answered in sheet.answers.items()},
    }


def _answer(answered: Answered) -> Shape:
    return {
        **_event(answered.holds),
        "before": [event.id for event in answered.before],
        "beside": [event.id for event in answered.beside],
    }


def _meeting(meeting: Meeting) -> Shape:
    return {
        "id": meeting.id,
        "kind": meeting.called.sort.value,
        "on": meeting.called.on.isoformat(),
        "time": meeting.called.time,
        "participants": msgspec.to_builtins(meeting.called.participants),
        "agenda": list(meeting.called.agenda),
        "reminded": meeting.reminded is not None,
        "held": meeting.held.on.isoformat() if meeting.held else None,
        "cancelled": meeting.cancelled.reason if meeting.cancelled else None,
        "minutes": {str(item): written.holds.text for item, written in meeting.minutes.items()},
    }


def _agreement(agreement: Agreement) -> Shape:
    return {
        "id": agreement.id,
        "version": agreement.version,
        "from": agreement.from_version,
        "signed": agreement.signed_at.isoformat() if agreement.signed_at else None,
        "signatures": msgspec.to_builtins(agreement.signed.signatures) if agreement.signed else [],
        "measures_from": agreement.measures.on.isoformat() if agreement.measures else None,
        "superseded": agreement.superseded.isoformat() if agreement.superseded else None,
        "ended": agreement.ended.isoformat() if agreement.ended else None,
        "parts": [{"item": held.item, **msgspec.to_builtins(held.part)} for held in agreement.parts],
    }


def _event(event: CaseEvent) -> Shape:
    return dict(msgspec.to_builtins(event))


def _print(seen: Overview, one: Student, found: Case, stops: tuple[Stop, ...]) -> None:
    state = _(STATES[found.state])
    say(f"{one.name} · {class_of(one, seen.today)} · {state}")
    following = next_stop(stops)
    table((_("Stasjon"), _("Står"), _("Hvem"), _("Når"), _("Frist")), [_stop_row(stop) for stop in stops])
    if following and following.due:
        say(_("Neste: {station}, innen {day}").format(
            station=following.station, day=weekday_date(following.due, words())
        ))  # fmt: skip
    say()
    table((_("Når"), _("Hvem"), _("Hva")), [_event_row(seen, found, event) for event in found.events])


def _stop_row(stop: Stop) -> tuple[str, ...]:
    on, due = (weekday_date(day, words()) if day else "" for day in (stop.on, stop.due))
    late = f" ({_('for sent')})" if stop.late else ""
    return stop.station.value, stop.passed.value, stop.by, on, due + late


def _event_row(seen: Overview, found: Case, event: CaseEvent) -> tuple[str, ...]:
    _who_and_when, said = event_line(seen, found, event)
    return f"{event.at.astimezone(clock.OSLO):%Y-%m-%d %H:%M}", event.by, said
