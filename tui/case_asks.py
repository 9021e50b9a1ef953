"""What can be told about a case, and how: a row for every kind of event, with what opens when somebody chooses it.

How it is used: ``offered(case)`` is what the workflow's table allows as the case stands, the next station first;
``ask(view, student, row)`` opens it. Kinds that are told inside another view stand in ``ELSEWHERE``.

The rules of this file: two tables, and no kind of event in neither; a row opens a dialog or a view and writes nothing;
what is refused comes back with what was typed (``tui/asking.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import msgspec

from rules.calendar import school_clock
from rules.case.case import Case, State, Station
from rules.case.events import CaseEvent, CaseGiven, Informed, MeetingKind, MeetingSet, Way, WayChosen, Whom
from rules.case.holds import holds
from rules.case.workflow import KIND_OF, allowed
from rules.duties.duty import Deed
from rules.follow_up import Partner
from tui import case_asks_course as course
from tui import case_asks_leaving as leaving
from tui import case_asks_mapping as mapping
from tui import case_asks_partners as partners
from tui import contact, decide, signs_dialogs
from tui.ask_fields import Answers
from tui.case_lines import CaseLine, ask_line, tell_line
from tui.case_rows import STATIONS
from tui.day_words import short
from tui.language import N_, _
from tui.menu import Choice, Menu
from tui.messages import DialogWanted, ViewWanted
from tui.not_now import not_now
from tui.views import View

Opens = Callable[[View, str], object]


class Row(msgspec.Struct, frozen=True):
    """One thing to tell: the kind of event, its words, what opens; the station of the road it belongs to.

    ``letter``: everything is two keys away.
    ``ready``: whether there is something to tell it of.
    """

    key: str
    kind: str
    word: str
    opens: Opens
    letter: str = ""
    station: Station | None = None
    weekly: bool = False
    ready: Callable[[Case], bool] = lambda _case: True


def ask(view: View, student: str, row: Row) -> None:
    """Open it."""
    row.opens(view, student)


def choose(view: View, student: str, here: Station | None) -> None:
    """Ask which, of what the case takes as it stands; then ask that."""
    seen = view.overview
    if seen is None or seen.student(student) is None:
        return
    case = seen.case_of(student)
    rows = {row.key: row for row in offered(case)}
    dialog = Menu(_("Nytt i saken: {name}").format(name=seen.students[student].name), tuple(_choices(rows, here, case)))
    view.post_message(DialogWanted(dialog, partial(_chosen, view, student, rows)))


def _chosen(view: View, student: str, rows: dict[str, Row], key: str | None) -> None:
    if key in rows:
        ask(view, student, rows[str(key)])


def offered(case: Case) -> tuple[Row, ...]:
    """What the workflow's table allows in the case's state, in the guide's order."""
    kinds = allowed(case.state)
    return tuple(row for row in ROWS if row.kind in kinds and row.ready(case))


def _choices(rows: dict[str, Row], here: Station | None, case: Case) -> Iterator[Choice]:
    """The next station first, then what comes every week, then all else in the guide's order; of a station what is told
    already stands last, with its day.
    """
    told = {row.key: day for row in rows.values() if (day := _told_on(row, case))}
    groups = {
        _("Neste på veien"): [row for row in rows.values() if here is not None and row.station is here],
        _("Ofte"): [row for row in rows.values() if row.weekly],
        _("Veien"): [row for row in rows.values() if row.station not in {None, here}],
        _("Ellers"): [row for row in rows.values() if row.station is None and not row.weekly],
    }
    for heading, found in groups.items():
        if found:
            yield Choice("", heading)
        for row in sorted(found, key=lambda row: row.station is here and row.key in told):
            about = [_(STATIONS[row.station])] if row.station is not None and row.station is not here else []
            about += [f"✓ {short(told[row.key])}"] if row.key in told else []
            yield Choice(row.key, _(row.word), row.letter, " ".join(about))


def _told_on(row: Row, case: Case) -> date | None:
    """The last day it was told, of what belongs to a station of the road."""
    if row.station is None:
        return None
    which = WHICH.get(row.key)
    of_kind = (event for event in case.events if KIND_OF[type(event)] == row.kind)
    told = [event.at for event in of_kind if which is None or which(event)]
    return school_clock(told[-1]).date() if told else None


# What opens.


def _deed(deed: Deed) -> Opens:
    return lambda view, student: tell_line(view, student, deed)


def _line(line: CaseLine) -> Opens:
    return lambda view, student: ask_line(view, student, line)


def _note(kind: str) -> Opens:
    return lambda view, student: signs_dialogs.note(view, student, kind)


def _view(name: str, item: str = "") -> Opens:
    return lambda view, student: view.post_message(ViewWanted(name, student=student, item=item))


def _contact(view: View, student: str) -> None:
    contact.log_contact(view, student)


def _decide(view: View, student: str) -> None:
    decide.decide(view, student)


def refer(view: View, student: str) -> None:
    """To which partner? Then the referral."""
    seen = view.overview
    if seen is None:
        return
    listed = [
        Choice(each.key, each.name, "", _("trenger samtykke") if each.consent else "") for each in _partners(view)
    ]
    question = _("Henvisning: til hvem?")
    view.post_message(DialogWanted(Menu(question, listed), partial(_partner_chosen, view, student)))


def _partners(view: View) -> list[Partner]:
    """PPS first, then in the guide's order."""
    found = view.overview.follow_up.partners if view.overview else ()
    return sorted(found, key=lambda partner: partner.key != "pps")


def _partner_chosen(view: View, student: str, key: str | None) -> None:
    partner = next((each for each in _partners(view) if each.key == key), None)
    if partner is not None:
        ask_line(view, student, partners.referral(partner))


def way_on(view: View, student: str) -> None:
    """Which way, and then what the way leads to: the resource team's meeting, or the referral."""
    seen = view.overview
    if seen is not None and not not_now(view, student, WayChosen(by="", at=seen.now, way=Way.A)):
        ask_line(view, student, partners.WAY_ON, then=partial(_way_chosen, view, student))


def _way_chosen(view: View, student: str, answers: Answers) -> None:
    leads: dict[str, Callable[[], object]] = {
        Way.B1: lambda: view.post_message(ViewWanted("meeting", student=student, item="new:resource_team")),
        Way.B2: lambda: _partner_chosen(view, student, "pps"),
        Way.B3: lambda: _partner_chosen(view, student, "mapping_team"),
    }
    lead = leads.get(str(answers["way"]))
    if lead is not None:
        lead()


# Whether there is something to tell of.


def _has_sheets(case: Case) -> bool:
    return bool(case.sheets)


def _has_agreement(case: Case) -> bool:
    return case.agreement is not None


def _has_consents(case: Case) -> bool:
    return bool(case.consents)  # those that are not withdrawn


def _is_given(case: Case) -> bool:
    return any(isinstance(event, CaseGiven) for event in case.events)


def _is_held(case: Case) -> bool:
    return bool(holds(case.events))


def _goes_on(case: Case) -> bool:
    return case.state is not State.HANDED_OVER


def _to(whom: Whom) -> Callable[[CaseEvent], bool]:
    return lambda event: isinstance(event, Informed) and event.whom is whom


def _a(sort: MeetingKind) -> Callable[[CaseEvent], bool]:
    return lambda event: isinstance(event, MeetingSet) and event.sort is sort


S = Station

ROWS: tuple[Row, ...] = (
    Row("decision", "decision", N_("Vurdering av fraværet"), _decide, "v", S.DECISION),
    Row("principal", "informed", N_("Rektor er informert"), _deed(Deed.INFORM_PRINCIPAL), "r", S.INQUIRY),
    Row("team", "informed", N_("Ressursteamet er orientert"), _deed(Deed.INFORM_RESOURCE_TEAM), "o", S.INQUIRY),
    Row("nurse", "nurse", N_("Helsesøster: melding og tilbud"), _deed(Deed.NURSE), "h", S.INQUIRY),
    Row("inquiry", "inquiry", N_("Undersøkelsessak og PPS"), _deed(Deed.INQUIRY), "u", S.INQUIRY),
    Row("mapping", "sheet", N_("Kartlegging: åpne de tre skjemaene"), _line(mapping.MAPPING), "s", S.MAPPING),
    Row("sent", "sent", N_("Skjemaene er sendt til PPS"), _line(mapping.SENT), "S", S.MAPPING, ready=_has_sheets),
    Row("meeting_1", "meeting", N_("Samarbeidsmøte 1: kall inn"), _view("meeting", "new:meeting_1"), "1", S.MEETING_1),
    Row("agreement", "agreement", N_("Samarbeidsavtale"), _view("agreement"), "a", S.AGREEMENT),
    Row(
        "started", "measures_started", N_("Tiltakene er i gang"), _deed(Deed.START_MEASURES), "t", S.MEASURES,
        ready=_has_agreement,
    ),
    Row("meeting_2", "meeting", N_("Samarbeidsmøte 2: kall inn"), _view("meeting", "new:meeting_2"), "2", S.MEETING_2),
    Row("way", "way", N_("Veien videre: A, B1, B2, B3"), way_on, "w", S.WAY_ON),
    Row("referral", "referral", N_("Henvisning"), refer, "H", S.WAY_ON),
    Row("followed_up", "followed_up", N_("Fulgt opp igjen"), _deed(Deed.FOLLOW_UP), "f", S.FOLLOW_UP),
    Row("closed", "closed", N_("Avslutt saken"), _line(course.CLOSE), "A", S.FOLLOW_UP),
    Row("reopened", "reopened", N_("Åpne saken igjen"), _line(course.REOPEN), "I", S.FOLLOW_UP),
    Row("contact", "contact", N_("Kontakt med hjemmet"), _contact, "k", weekly=True),
    Row("leader_talk", "leader_talk", N_("Ukas møte med ledelsen"), _deed(Deed.LEADER_TALK), "m", weekly=True),
    Row("note", "note", N_("Notat"), _line(course.NOTE), "n", weekly=True),
    Row("log", "log", N_("Elevens logg"), _line(course.LOG), "l", weekly=True),
    Row("plan_b", "plan_b", N_("Plan B er fulgt"), _deed(Deed.PLAN_B), "b", weekly=True, ready=_has_agreement),
    Row("difficulty", "difficulty", N_("Hjemmet forteller om vansker med å komme"), _note("difficulty"), "V"),
    Row("distress", "distress", N_("Tegn på mistrivsel"), _note("distress"), "M"),
    Row("certificate", "certificate", N_("Legeerklæring"), _note("certificate"), "L"),
    Row("talk", "talk", N_("Fravær var tema i samtale"), _note("talk"), "y"),
    Row("meeting", "meeting", N_("Annet møte: kall inn"), _view("meeting", "new:"), "g"),
    Row("consent", "consent", N_("Samtykke"), _line(partners.CONSENT), "c"),
    Row(
        "withdrawn", "consent_withdrawn", N_("Samtykke er trukket"), _line(partners.WITHDRAWN), "C", ready=_has_consents
    ),
    Row("factors", "factor", N_("Risiko- og beskyttende faktorer"), _view("beside"), "R"),
    Row(
        "formal_decision", "formal_decision", N_("Sakkyndig vurdering og enkeltvedtak"), _deed(Deed.FORMAL_DECISION),
        "E",
    ),
    Row("safe", "safe_environment", N_("Trygt skolemiljø: vedtak og plan"), _deed(Deed.SAFE_ENVIRONMENT), "T"),
    Row("welfare", "child_welfare", N_("Barnevern er vurdert"), _deed(Deed.CHILD_WELFARE), "B"),
    Row("deregistration", "deregistration", N_("Utmelding er vurdert"), _deed(Deed.DEREGISTRATION), "U"),
    Row("skipped", "skipped", N_("Hopp over en stasjon"), _line(course.SKIP), "x"),
    Row("to_teacher", "handed_over", N_("Ny lærer har saken"), _line(course.TO_TEACHER), "N", ready=_goes_on),
    Row("to_school", "handed_over", N_("Overfør til en annen skole"), _line(course.TO_SCHOOL), "O", ready=_goes_on),
    Row("given", "given", N_("Gi saken til en kollega"), _line(course.GIVEN), "G"),
    Row("taken_back", "taken_back_from", N_("Ta saken tilbake"), _line(course.TAKEN_BACK), "K", ready=_is_given),
    Row("disclosed", "disclosed", N_("Et dokument er sendt ut av skolen"), _line(leaving.DISCLOSED), "D"),
    Row("hold", "legal_hold", N_("Stans sletting (ledelsen)"), _line(leaving.HOLD), "z"),
    Row("unhold", "legal_hold_ended", N_("Tillat sletting igjen"), _line(leaving.HOLD_ENDED), "Z", ready=_is_held),
)  # fmt: skip

#: Of rows that tell the same kind of event: which events are theirs.
WHICH: dict[str, Callable[[CaseEvent], bool]] = {
    "principal": _to(Whom.PRINCIPAL),
    "team": _to(Whom.RESOURCE_TEAM),
    "meeting_1": _a(MeetingKind.FIRST),
    "meeting_2": _a(MeetingKind.SECOND),
}

#: Told inside another view, by the view's name.
ELSEWHERE: dict[str, str] = {
    "answer": "form",
    "declined": "form",
    "reminded": "meeting",
    "minutes": "meeting",
    "held": "meeting",
    "cancelled": "meeting",
    "evaluated": "meeting",
    "part": "agreement",
    "part_removed": "agreement",
    "signed": "agreement",
    "step_changed": "agreement",
    "responsibility_done": "agreement",
    "task": "team_student",
    "task_done": "today",
    "glass": "student",
}
