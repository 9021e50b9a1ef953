"""Deeds: what does a duty, by its kind.

The rules of this file: one table, a row for every ``Deed``; a row opens a dialog or another view and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec

from rules.case.case import Sheet
from rules.case.events import MeetingKind, Yearly
from rules.case.sheets import package
from rules.duties.duty import Deed, Duty
from rules.duties.opened import sheets_now
from rules.words import filled
from tui import case_lines, contact, decide, school_lines, signs_dialogs
from tui.case_asks_mapping import MAPPING, SENT, progress, said_sheet
from tui.dialogs import Pick
from tui.language import N_, _, words
from tui.messages import DialogWanted, ViewWanted
from tui.overview import Overview
from tui.views import View

Opens = Callable[[View, Duty], None]


class Way(msgspec.Struct, frozen=True):
    """How a duty is done: in two or three words, and what opens."""

    word: str
    opens: Opens


def do(view: View, duty: Duty) -> None:
    """Open what does the duty."""
    DEEDS[duty.deed].opens(view, duty)


def word(duty: Duty) -> str:
    """What is to be done, in two or three words."""
    special = WORDS.get(duty.id)
    return _(special or DEEDS[duty.deed].word)


# Where it leads.


def _register(view: View, duty: Duty) -> None:
    day = duty.days[-1] if duty.days else None
    view.post_message(ViewWanted("register", student=duty.student, school_class=duty.school_class, day=day))


def _contact(view: View, duty: Duty) -> None:
    contact.log_contact(view, duty.student)


def _note(kind: str, view: View, duty: Duty) -> None:
    signs_dialogs.note(view, duty.student, kind)


def _decide(view: View, duty: Duty) -> None:
    decide.decide(view, duty.student)


def _line(view: View, duty: Duty) -> None:
    case_lines.tell_line(view, duty.student, duty.deed, duty)


def _mapping(view: View, duty: Duty) -> None:
    """Open the forms that nobody has, then fill in what is open, then say that they were sent."""
    seen = view.overview
    if seen is None:
        return
    case = seen.case_of(duty.student)
    parts = package(sheets_now(case), seen.forms)
    pending = tuple(sheet for part in parts for sheet in part.pending)
    if not all(part.sheets for part in parts):
        case_lines.ask_line(view, duty.student, MAPPING)
    elif not pending:
        case_lines.ask_line(view, duty.student, SENT)
    elif len(pending) == 1:
        _form(view, duty.student, pending[0].id)
    else:
        offered = [(sheet.id, _progressed(seen, sheet)) for sheet in pending]
        asked = Pick(_("Hvilket skjema?"), offered)
        view.post_message(DialogWanted(asked, partial(_form, view, duty.student)))


def _progressed(seen: Overview, sheet: Sheet) -> str:
    answered, of = progress(seen, sheet)
    return f"{said_sheet(seen, sheet)}  {answered}/{of}"


def _form(view: View, student: str, sheet: str | None) -> None:
    if sheet is not None:
        view.post_message(ViewWanted("form", student=student, item=sheet))


def _meeting(view: View, duty: Duty) -> None:
    """The meeting that is called; where there is none yet, or it was held or called off, call one."""
    case = view.overview.case_of(duty.student) if view.overview else None
    called = (one for one in (case.meetings if case else ()) if one.held is None and one.cancelled is None)
    new = f"new:{NEW.get(duty.id, '')}"
    item = duty.item if duty.item in {one.id for one in called} else new
    view.post_message(ViewWanted("meeting", student=duty.student, item=item))


def _evaluate(view: View, duty: Duty) -> None:
    """In the meeting, part by part; in the agreement where there is no meeting."""
    case = view.overview.case_of(duty.student) if view.overview else None
    name, item = ("meeting", "") if case is not None and case.meetings else ("agreement", duty.item)
    view.post_message(ViewWanted(name, student=duty.student, item=item))


def _agreement(view: View, duty: Duty) -> None:
    view.post_message(ViewWanted("agreement", student=duty.student, item=duty.item))


def _way_on(view: View, duty: Duty) -> None:
    from tui.case_asks import way_on  # the questions about a case are made of rows that know these deeds

    way_on(view, duty.student)


def _week(view: View, duty: Duty) -> None:
    week_of = duty.days[0] if duty.days else duty.opens.date()
    school_lines.week_checked(view, duty.school_class, week_of)


def _team(view: View, duty: Duty) -> None:
    view.post_message(ViewWanted("team", school_class=duty.school_class or duty.item))


def _review(view: View, _duty: Duty) -> None:
    school_lines.reviewed(view)


def _yearly(view: View, duty: Duty) -> None:
    what = next((each for each in Yearly if each.replace("_", "-") == duty.id), Yearly.INFORM_AT_START)
    school_lines.yearly_done(view, what, duty.school_class)


def _task(view: View, duty: Duty) -> None:
    from tui.team_asks import task_done  # which decides, and so knows these deeds

    task_done(view, duty.student, duty.item, filled(duty.sentence, duty.values, words()))


DEEDS: dict[Deed, Way] = {
    Deed.REGISTER: Way(N_("Før timen"), _register),
    Deed.CALL: Way(N_("Ta kontakt"), _contact),
    Deed.CERTIFICATE: Way(N_("Be om legeerklæring"), partial(_note, "certificate")),
    Deed.DECIDE: Way(N_("Vurder flagget"), _decide),
    Deed.WEEKLY_CHECK: Way(N_("Ukesjekk"), _week),
    Deed.INFORM_PRINCIPAL: Way(N_("Informer rektor"), _line),
    Deed.INFORM_RESOURCE_TEAM: Way(N_("Orienter ressursteamet"), _line),
    Deed.NURSE: Way(N_("Gi helsesøster melding"), _line),
    Deed.INQUIRY: Way(N_("Start undersøkelse, PPS"), _line),
    Deed.MAPPING: Way(N_("Kartlegg"), _mapping),
    Deed.MEETING: Way(N_("Samarbeidsmøte"), _meeting),
    Deed.REMIND: Way(N_("Send påminning"), _line),
    Deed.AGREEMENT: Way(N_("Skriv avtalen"), _agreement),
    Deed.START_MEASURES: Way(N_("Sett i gang tiltakene"), _line),
    Deed.EVALUATE: Way(N_("Evaluer tiltakene"), _evaluate),
    Deed.WAY_ON: Way(N_("Velg veien videre"), _way_on),
    Deed.RESPONSIBILITY: Way(N_("Ansvar i avtalen"), _line),
    Deed.LEADER_TALK: Way(N_("Møte med ledelsen"), _line),
    Deed.CHILD_WELFARE: Way(N_("Vurder barnevern"), _line),
    Deed.DEREGISTRATION: Way(N_("Vurder utmelding"), _line),
    Deed.SAFE_ENVIRONMENT: Way(N_("Trygt skolemiljø"), _line),
    Deed.FORMAL_DECISION: Way(N_("Enkeltvedtak"), _line),
    Deed.PLAN_B: Way(N_("Følg plan B"), _line),
    Deed.TEAM: Way(N_("Teammøte"), _team),
    Deed.LEADER_REVIEW: Way(N_("Ledelsens gjennomgang"), _review),
    Deed.YEARLY: Way(N_("Årets informasjon"), _yearly),
    Deed.TALK: Way(N_("Tema i elevsamtalen"), partial(_note, "talk")),
    Deed.FOLLOW_UP: Way(N_("Følg opp"), _line),
    Deed.TASK: Way(N_("Oppgave"), _task),
}

#: Which meeting a duty calls, where it says so itself.
NEW = {"meeting-1": MeetingKind.FIRST.value, "meeting-2": MeetingKind.SECOND.value}

#: Duties that say it better than their deed does.
WORDS = {
    "call-home-now": N_("Ring hjem"),
    "tell-guardians": N_("Fortell de foresatte"),
    "contact-home-unexcused": N_("Avklar grunnen"),
    "parents-meeting-topic": N_("Tema på foreldremøtet"),
    "inform-at-start": N_("Informer ved skolestart"),
}
