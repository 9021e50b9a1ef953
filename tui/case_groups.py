"""The rows of one case: what is next, forms, meetings, agreements, what was told, and the whole history.

The rules of this file: a case in, rows and what the pane says of each out; a row's key says what it is and which;
everything that was told stands in the history, the newest first; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import msgspec

from rules.calendar import school_clock
from rules.case import events as told
from rules.case.case import Agreement, Case, Meeting, PartHeld, Sheet, Stop
from rules.duties.duty import Duty
from tui import case_sharing, today_rows
from tui.agreement_words import part_said
from tui.case_asks_mapping import progress, said_sheet, sheet_done
from tui.case_road import stop_said
from tui.case_row import Shown
from tui.day_words import day_month, short, weekday_day
from tui.event_words import DUTY_OF, event_said, kind_said, who_and_when
from tui.event_words_meetings import MEETINGS
from tui.language import N_, _
from tui.line_list import Column, Row
from tui.lines import Cell, Ink
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of, participant
from tui.signs import Look

OPEN = Look("·", N_("åpen"), Ink.MUTED)
DONE = Look("✓", N_("ferdig"), Ink.GOOD)
AHEAD = Look("»", N_("kommer"), Ink.TITLE)
OFF = Look("–", N_("avlyst"), Ink.MUTED)
CONFLICT = Look("≠", N_("to svar"), Ink.FAULT)

#: The kinds that stand in a group of their own, too.
_TOLD = (
    told.ContactMade,
    told.DifficultyTold,
    told.DistressSeen,
    told.CertificateReceived,
    told.TalkHeld,
    told.NoteWritten,
    told.LeaderTalked,
    told.PlanBFollowed,
)
_JUDGED = (
    told.Decided,
    told.ChildWelfareWeighed,
    told.DeregistrationAssessed,
    told.SafeEnvironmentDecided,
    told.FormalDecisionNoted,
    told.WayChosen,
    told.Referred,
    told.StationSkipped,
)
SHOWN = 6  # of what was told, before the history


class Group(msgspec.Struct, frozen=True):
    """A heading and its rows."""

    heading: str
    rows: tuple[Shown, ...]


def columns() -> list[Column]:
    """A sign, a day, what, who."""
    return [
        Column("sign", "", 2),
        Column("day", "", 6),
        Column("text", "", 30, grow=True),
        Column("who", "", 16, leaves=1),
    ]


def rows(groups: Iterable[Group]) -> Iterator[Row]:
    """Each group that has something, under its heading."""
    for group in groups:
        if group.rows:
            yield Row(f"heading:{group.heading}", (group.heading,), Ink.TITLE, heading=True)
        for shown in group.rows:
            yield Row(shown.key, partial(_cells, shown), shown.ink)


def _cells(shown: Shown) -> tuple[Cell, ...]:
    text = shown.text() if callable(shown.text) else shown.text
    return (((shown.look.sign, shown.look.ink),), shown.day, text, ((shown.who, Ink.MUTED),))


def groups(seen: Overview, case: Case, duties: tuple[Duty, ...]) -> tuple[Group, ...]:
    """Everything, what presses first."""
    return (
        Group(_("Å gjøre"), tuple(_duty(seen, duty) for duty in duties)),
        Group(_("Skjemaer"), tuple(_sheet(seen, sheet) for sheet in case.sheets)),
        Group(_("Møter"), tuple(_meeting(seen, meeting) for meeting in reversed(case.meetings))),
        Group(_("Avtaler"), tuple(_agreement(seen, each) for each in reversed(case.agreements))),
        Group(_("Samtykker"), case_sharing.consents(seen, case)),
        Group(_("Delt med andre"), case_sharing.sent(seen, case)),
        Group(_("Vurderinger og vedtak"), _latest(seen, case, _JUDGED, "judged")),
        Group(_("Kontakt og notater"), _latest(seen, case, _TOLD, "told")),
        Group(_("Elevens logg"), _latest(seen, case, (told.LogWritten,), "log")),
        Group(
            _("Hele historien ({count})").format(count=len(case.events)),
            tuple(_event(seen, case, each, "event", len(case.events) - n) for n, each in _newest(case.events)),
        ),
    )


def _newest(events: tuple[told.CaseEvent, ...]) -> list[tuple[int, told.CaseEvent]]:
    return list(enumerate(reversed(events)))


def _latest(seen: Overview, case: Case, kinds: tuple[type[told.Event], ...], what: str) -> tuple[Shown, ...]:
    found = [event for event in reversed(case.events) if isinstance(event, kinds)]
    return tuple(_event(seen, case, event, what) for event in found[:SHOWN])


def _duty(seen: Overview, duty: Duty) -> Shown:
    look = today_rows.look_of(seen, duty)
    said = today_rows.what(seen, duty)
    due = school_clock(duty.due).date()
    day = today_rows.by_when(seen, duty) if due == seen.today else short(due)
    late = f" · {_(look.word)}" if look is today_rows.LATE else ""
    return Shown("duty", duty.key, look, day, said + late, today_rows.whose(seen, duty))


def _sheet(seen: Overview, sheet: Sheet) -> Shown:
    answered, of = progress(seen, sheet)
    conflict = any(answer.beside for answer in sheet.answers.values())
    look = CONFLICT if conflict else DONE if sheet_done(seen, sheet) else OPEN
    state = _("vil ikke fylle ut") if sheet.declined else f"{answered}/{of}"
    sent = " · " + _("sendt") if sheet.sent else ""
    text = f"{said_sheet(seen, sheet)} · {state}{sent}"
    return Shown("sheet", sheet.id, look, short(school_clock(sheet.opened).date()), text)


def meeting_look(meeting: Meeting) -> Look:
    """How a meeting stands."""
    return DONE if meeting.held else OFF if meeting.cancelled else AHEAD


def _meeting(seen: Overview, meeting: Meeting) -> Shown:
    called, look = meeting.called, meeting_look(meeting)
    word = _("holdt") if meeting.held else _(look.word)
    place = f", {called.place}" if called.place else ""
    text = f"{_(MEETINGS[called.sort])} · {weekday_day(called.on)} {called.time}{place} · {word}"
    return Shown("meeting", meeting.id, look, short(called.on), text, name_of(seen, called.called_by))


def agreement_state(agreement: Agreement) -> str:
    """How an agreement stands, in a few words."""
    if agreement.superseded is not None:
        return _("avløst {day}").format(day=day_month(agreement.superseded))
    if agreement.ended is not None and agreement.signed:
        return _("gjaldt til {day}").format(day=day_month(agreement.ended))
    if agreement.measures is not None:
        return _("tiltak fra {day}").format(day=day_month(agreement.measures.on))
    return _("underskrevet") if agreement.signed else _("ikke underskrevet")


def _agreement(seen: Overview, agreement: Agreement) -> Shown:
    look = OFF if agreement.superseded or agreement.ended else DONE if agreement.signed else OPEN
    number, state = agreement.version, agreement_state(agreement)
    day = short(school_clock(agreement.started).date())
    text = _("Samarbeidsavtale, utgave {number} · {state}").format(number=number, state=state)
    return Shown("agreement", agreement.id, look, day, text, name_of(seen, agreement.by))


def _event(seen: Overview, case: Case, event: told.CaseEvent, what: str, number: int = 0) -> Shown:
    look = Look("", "", Ink.MUTED)
    day = short(school_clock(event.at).date())
    text = partial(event_said, seen, case, event)
    return Shown(what, event.id or str(number), look, day, text, name_of(seen, event.by))


# What the pane says.


def said(
    seen: Overview, case: Case, stops: tuple[Stop, ...], duties: tuple[Duty, ...], key: str
) -> tuple[Paragraph, ...]:
    """What there is to know of the row under the cursor, with the guide's words."""
    what, _colon, which = key.partition(":")
    match what:
        case "duty":
            duty = next((each for each in duties if each.key == which), None)
            return today_rows.said(seen, duty) if duty else ()
        case "sheet":
            return tuple(_said_sheet(seen, case, which))
        case "meeting":
            return tuple(_said_meeting(seen, case, which))
        case "agreement":
            return tuple(_said_agreement(seen, case, which))
        case "consent":
            return tuple(case_sharing.said(seen, case, which))
        case "":
            return tuple(stop_said(seen, stop) for stop in stops)
        case _:
            return tuple(_said_event(seen, case, which))


def _said_sheet(seen: Overview, case: Case, which: str) -> Iterator[Paragraph]:
    sheet = next((each for each in case.sheets if each.id == which), None)
    form = seen.form(sheet.form, sheet.version) if sheet else None
    if sheet is None or form is None:
        return
    answered, of = progress(seen, sheet)
    said = _("{answered} av {of} besvart. Enter åpner skjemaet der det ble forlatt.").format(answered=answered, of=of)
    yield ((said_sheet(seen, sheet), Ink.TITLE),)
    if sheet.declined is not None:
        day, why = day_month(sheet.declined.on), sheet.declined.why
        yield ((_("Vil ikke fylle ut ({day}): {why}").format(day=day, why=why), Ink.UNKNOWN),)
    yield ((said, Ink.PLAIN),)
    yield ((f"{form.heading} {form.place}", Ink.QUOTE),)
    yield from _guide(seen, "mapping")


def _said_meeting(seen: Overview, case: Case, which: str) -> Iterator[Paragraph]:
    meeting = next((each for each in case.meetings if each.id == which), None)
    if meeting is None:
        return
    called, look = meeting.called, meeting_look(meeting)
    head = f"{_(MEETINGS[called.sort])} · {weekday_day(called.on)} {called.time} {called.place}".strip()
    yield ((head, Ink.TITLE), (f" · {_(look.word)}", look.ink))
    who = ", ".join(participant(seen, each) for each in called.participants)
    yield ((_("Innkalt: {who}").format(who=who), Ink.PLAIN),)
    if meeting.cancelled is not None:
        yield ((_("Avlyst: {why}").format(why=meeting.cancelled.reason), Ink.UNKNOWN),)
    if meeting.held is not None and meeting.held.next_on is not None:
        day, time = weekday_day(meeting.held.next_on), meeting.held.next_time
        yield ((_("Neste møte {day} kl. {time}.").format(day=day, time=time), Ink.PLAIN),)
    written = len(meeting.minutes)
    yield ((_("Referat til {written} av {of} punkter.").format(written=written, of=len(called.agenda)), Ink.MUTED),)
    card = next((each for each in seen.follow_up.cards if each.meeting == called.sort), None)
    if card is not None and card.place:
        yield ((f"{card.title}, {card.place}", Ink.QUOTE),)


def _said_agreement(seen: Overview, case: Case, which: str) -> Iterator[Paragraph]:
    agreement = next((each for each in case.agreements if each.id == which), None)
    if agreement is None:
        return
    head = _("Samarbeidsavtale, utgave {number}").format(number=agreement.version)
    yield ((head, Ink.TITLE), (f" · {agreement_state(agreement)}", Ink.PLAIN))
    goals = [held for held in agreement.parts if isinstance(held.part, told.Goal)]
    yield from (((part_said(seen, held.part), Ink.PLAIN),) for held in goals[:1])
    step: PartHeld | None = agreement.step_on(seen.today)
    if step is not None and agreement.superseded is None and agreement.ended is None:
        yield ((_("Nå: {step}").format(step=part_said(seen, step.part)), Ink.GOOD),)
    yield from _guide(seen, "agreement")


def _said_event(seen: Overview, case: Case, which: str) -> Iterator[Paragraph]:
    event = next((each for n, each in enumerate(case.events, 1) if (each.id or str(n)) == which), None)
    if event is None:
        return
    yield (*event_said(seen, case, event), who_and_when(seen, event))
    yield ((kind_said(event), Ink.MUTED),)
    yield from _guide(seen, DUTY_OF.get(str(event.__struct_config__.tag), ""))


def _guide(seen: Overview, duty_id: str) -> Iterator[Paragraph]:
    source = next((each.source for each in seen.follow_up.duties if each.id == duty_id), None)
    if source is not None:
        said = _("«{quote}», {place}, veilederen s. {page}")
        yield ((said.format(quote=source.quote, place=source.place, page=source.page), Ink.QUOTE),)
