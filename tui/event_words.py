"""Events in a sentence: what the history of a case says of each, so that the whole of it can be read.

The rules of this file: one row of ``SENTENCES`` for every kind of event that ``tui/told_prose.py`` does not say; facts
in, a sentence out; what somebody typed stands between quotation marks, letter for letter; long texts stand whole in
the pane and cut in the list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rules.case import events as told
from rules.case.case import Case
from rules.case.needs_sharing import SENDERS
from rules.case.signing import ABOUT, ABOUT_SHARES, PARTY_WORDS
from rules.case.workflow import EVENTS
from rules.words import quoted
from tui.agreement_words import part_said
from tui.case_rows import STATIONS
from tui.day_words import day_month, weekday_day
from tui.language import N_, _, ngettext, words
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.paper.names import NAMES
from tui.people import name_of
from tui.student_prose import moment
from tui.told_prose import SAYS

MEETINGS: dict[told.MeetingKind, str] = {
    told.MeetingKind.FIRST: N_("Samarbeidsmøte 1"),
    told.MeetingKind.SECOND: N_("Samarbeidsmøte 2"),
    told.MeetingKind.FURTHER: N_("Samarbeidsmøte"),
    told.MeetingKind.RESOURCE_TEAM: N_("Utvidet ressursteam"),
    told.MeetingKind.MULTI_AGENCY: N_("Tverrfaglig møte"),
    told.MeetingKind.FOLLOW_UP: N_("Oppfølgingsmøte"),
}

OUTCOMES: dict[told.Outcome, tuple[str, Ink]] = {
    told.Outcome.WORKED: (N_("virket"), Ink.GOOD),
    told.Outcome.PARTLY: (N_("virket delvis"), Ink.WATCH),
    told.Outcome.NOT: (N_("virket ikke"), Ink.WORRYING),
}

Says = Callable[[Overview, Case, Any], str]


def event_said(seen: Overview, case: Case, event: told.Event) -> Paragraph:
    """One event in a sentence, with its inks; who and when are not in it."""
    known = SAYS.get(type(event))
    if known is not None:
        return tuple(known(seen, event))
    return ((SENTENCES[type(event)](seen, case, event), Ink.PLAIN),)


def event_text(seen: Overview, case: Case, event: told.Event) -> str:
    """The same as letters alone."""
    return "".join(text for text, _ink in event_said(seen, case, event))


def who_and_when(seen: Overview, event: told.Event) -> Part:
    """`` · Kari Lie 25. sep 10:20``."""
    return (f" · {name_of(seen, event.by)} {moment(event.at)}", Ink.MUTED)


def _with(said: str, text: str) -> str:
    return f"{said} {quoted(text, words())}" if text else said


def _informed(_seen: Overview, _case: Case, event: told.Informed) -> str:
    said = {told.Whom.PRINCIPAL: _("Rektor er informert."), told.Whom.RESOURCE_TEAM: _("Ressursteamet er orientert.")}
    return _with(said[event.whom], event.words)


def _nurse(_seen: Overview, _case: Case, event: told.NurseOffered) -> str:
    said = {
        True: _("Helsesøster er informert, og tilbudet om samtale er tatt imot."),
        False: _("Helsesøster er informert, og tilbudet om samtale er avslått."),
        None: _("Helsesøster er informert og har tilbudt samtale; ikke besvart."),
    }
    return _with(said[event.accepted], event.words)


def _inquiry(_seen: Overview, _case: Case, event: told.InquiryOpened) -> str:
    if not event.pps_contacted:
        return _with(_("Undersøkelsessaken er åpnet; PPS er ikke kontaktet ennå."), event.words)
    named = event.consent != ""
    said = _("Undersøkelsessaken er åpnet, PPS er kontaktet med samtykke.") if named else _(
        "Undersøkelsessaken er åpnet, PPS er kontaktet anonymt."
    )  # fmt: skip
    return _with(said, event.words)


def _leader_talk(_seen: Overview, _case: Case, event: told.LeaderTalked) -> str:
    return _with(_("Ukas møte med ledelsen er holdt."), event.words)


def _welfare(_seen: Overview, _case: Case, event: told.ChildWelfareWeighed) -> str:
    said = _("Barnevern er vurdert: meldt.") if event.reported else _("Barnevern er vurdert: ikke meldt.")
    return _with(said, event.reason)


def _deregistration(_seen: Overview, _case: Case, event: told.DeregistrationAssessed) -> str:
    return _with(_("Utmelding er vurdert."), event.conclusion)


def _safe(_seen: Overview, _case: Case, event: told.SafeEnvironmentDecided) -> str:
    return _with(_("Vedtak og plan for et trygt skolemiljø."), event.plan)


def _formal(_seen: Overview, _case: Case, event: told.FormalDecisionNoted) -> str:
    no = _("ikke ennå")
    said = _("Sakkyndig vurdering: {expert}. Enkeltvedtak: {formal}.").format(
        expert=weekday_day(event.expert_assessment) if event.expert_assessment else no,
        formal=weekday_day(event.formal_decision) if event.formal_decision else no,
    )
    return _with(said, event.words)


def partner_name(seen: Overview, key: str) -> str:
    """A partner of the guide by name; another by what somebody wrote."""
    return next((partner.name for partner in seen.follow_up.partners if partner.key == key), key)


def _consent(seen: Overview, _case: Case, event: told.ConsentGiven) -> str:
    said = _("{whom} samtykker: {what}.").format(whom=event.whom, what=partner_name(seen, event.what))
    if event.until is not None:
        said += " " + _("Gjelder til {day}.").format(day=weekday_day(event.until))
    return _with(said, event.words)


def _withdrawn(seen: Overview, case: Case, event: told.ConsentWithdrawn) -> str:
    given = next((e for e in case.events if e.id == event.consent and isinstance(e, told.ConsentGiven)), None)
    what = f"{given.whom}, {partner_name(seen, given.what)}" if given else _("ukjent")
    return _("Samtykket er trukket: {what}.").format(what=what)


def _referred(seen: Overview, _case: Case, event: told.Referred) -> str:
    from tui.case_asks_partners import PURPOSES

    sender = _(SENDERS.get(event.sender, event.sender))
    said = _("Henvist til {partner} av {sender}").format(partner=partner_name(seen, event.partner), sender=sender)
    purpose = ", ".join(_(PURPOSES.get(each, each)) for each in event.purpose)
    return _with(f"{said}: {purpose}." if purpose else f"{said}.", event.words)


def _skipped(_seen: Overview, _case: Case, event: told.StationSkipped) -> str:
    words_of = {str(station): word for station, word in STATIONS.items()}
    station = _(words_of.get(event.station, event.station))
    return _with(_("Hoppet over: {station}.").format(station=station), event.reason)


def _log(_seen: Overview, _case: Case, event: told.LogWritten) -> str:
    return _with(_("Elevens logg {day}:").format(day=day_month(event.on)), event.words)


def _sheet_of(seen: Overview, case: Case, sheet_id: str) -> str:
    from tui.case_asks_mapping import said_sheet

    sheet = next((each for each in case.sheets if each.id == sheet_id), None)
    return said_sheet(seen, sheet) if sheet else _("et skjema")


def _sheet(seen: Overview, case: Case, event: told.SheetOpened) -> str:
    return _("Åpnet: {sheet}.").format(sheet=_sheet_of(seen, case, event.id))


def _answer(seen: Overview, case: Case, event: told.AnswerGiven) -> str:
    from tui.form_rows import answer_said

    sheet = next((each for each in case.sheets if each.id == event.sheet), None)
    form = seen.form(sheet.form, sheet.version) if sheet else None
    question = next((each.text for each in form.questions if each.id == event.question), "") if form else ""
    said = _("Svar i {sheet}: {question}").format(sheet=_sheet_of(seen, case, event.sheet), question=question)
    return f"{said} {answer_said(event)}"


def _declined(seen: Overview, case: Case, event: told.InformantDeclined) -> str:
    said = _("Vil ikke fylle ut ({day}): {sheet}.")
    return _with(said.format(day=day_month(event.on), sheet=_sheet_of(seen, case, event.sheet)), event.why)


def _sent(seen: Overview, _case: Case, event: told.SheetsSent) -> str:
    count = len(event.sheets)
    said = ngettext("{count} skjema er sendt til {to}", "{count} skjemaer er sendt til {to}", count)
    how = _("med samtykke") if event.consent else _("anonymt")
    return _with(said.format(count=count, to=partner_name(seen, event.to)) + f", {how}.", event.words)


def _factor(seen: Overview, _case: Case, event: told.FactorTicked) -> str:
    text = next((factor.text for factor in seen.follow_up.factors if factor.key == event.factor), event.factor)
    said = _("Faktor krysset av: {factor}.") if event.there else _("Faktor tatt bort: {factor}.")
    return _with(said.format(factor=text), event.words)


def _meeting_of(case: Case, meeting: str) -> str:
    found = next((each for each in case.meetings if each.id == meeting), None)
    return f"{_(MEETINGS[found.called.sort])} {day_month(found.called.on)}" if found else _("et møte")


def _meeting(_seen: Overview, case: Case, event: told.MeetingSet) -> str:
    found = next((each for each in case.meetings if each.id == event.meeting), None)
    first = found is None or found.first_called == event.at
    said = _("Kalt inn til {meeting} {day} kl. {time}.") if first else _("Ny innkalling: {meeting} {day} kl. {time}.")
    return said.format(meeting=_(MEETINGS[event.sort]).lower(), day=weekday_day(event.on), time=event.time)


def _reminded(_seen: Overview, case: Case, event: told.MeetingReminded) -> str:
    return _with(_("Påminning sendt: {meeting}.").format(meeting=_meeting_of(case, event.meeting)), event.words)


def _minutes(_seen: Overview, case: Case, event: told.MinutesWritten) -> str:
    found = next((each for each in case.meetings if each.id == event.meeting), None)
    agenda = found.called.agenda if found else ()
    item = agenda[event.item] if 0 <= event.item < len(agenda) else ""
    said = _("Referat, {meeting}, {item}").format(meeting=_meeting_of(case, event.meeting), item=item)
    return _with(said, event.text)


def _held(_seen: Overview, case: Case, event: told.MeetingHeld) -> str:
    said = _("Holdt: {meeting}.").format(meeting=_meeting_of(case, event.meeting))
    if event.next_on is not None:
        following = _("Neste møte {day} kl. {time}.").format(day=weekday_day(event.next_on), time=event.next_time)
        return f"{said} {following}"
    return _with(said + " " + _("Ikke noe neste møte:"), event.no_next)


def _cancelled(_seen: Overview, case: Case, event: told.MeetingCancelled) -> str:
    return _with(_("Avlyst: {meeting}.").format(meeting=_meeting_of(case, event.meeting)), event.reason)


def _part_of(seen: Overview, case: Case, agreement: str, item: str) -> str:
    found = next((each for each in case.agreements if each.id == agreement), None)
    held = next((each for each in found.parts if each.item == item), None) if found else None
    return part_said(seen, held.part) if held else _("en del")


def _evaluated(seen: Overview, case: Case, event: told.Evaluated) -> str:
    what = _part_of(seen, case, event.agreement, event.item)
    return _with(_("Evaluert: {what}: {outcome}.").format(what=what, outcome=_(OUTCOMES[event.outcome][0])), event.seen)


def _way(seen: Overview, _case: Case, event: told.WayChosen) -> str:
    text = next((item.text for item in seen.follow_up.ways if item.key == event.way), "")
    return _with(_("Veien videre: {way}. {text}").format(way=str(event.way), text=text), event.words)


def _version(case: Case, agreement: str) -> int:
    return next((each.version for each in case.agreements if each.id == agreement), 1)


def _agreement(_seen: Overview, case: Case, event: told.AgreementStarted) -> str:
    number = _version(case, event.agreement)
    return _("Samarbeidsavtalen er påbegynt, utgave {number}.").format(number=number)


def _part(seen: Overview, case: Case, event: told.PartSet) -> str:
    number = _version(case, event.agreement)
    return _("Avtalen, utgave {number}: {part}").format(number=number, part=part_said(seen, event.part))


def _part_removed(_seen: Overview, case: Case, event: told.PartRemoved) -> str:
    number = _version(case, event.agreement)
    return _("Avtalen, utgave {number}: en del er tatt ut.").format(number=number)


def _signed(seen: Overview, case: Case, event: told.AgreementSigned) -> str:
    who = ", ".join(f"{name_of(seen, each.name)} ({_(PARTY_WORDS[each.party])})" for each in event.signatures)
    number = _version(case, event.agreement)
    said = _("Avtalen, utgave {number}, er underskrevet av {who}.").format(number=number, who=who)
    if event.in_spite_of:
        left = dict.fromkeys(_(ABOUT.get(key, ABOUT_SHARES)) for key in event.in_spite_of)
        said += " " + _("Sjekken hadde noe å si om {what}.").format(what=", ".join(left))
    return _with(said, event.reason)


def _started(seen: Overview, case: Case, event: told.MeasuresStarted) -> str:
    said = _("Tiltakene er i gang fra {day}.").format(day=weekday_day(event.on))
    return f"{said} {_part_of(seen, case, event.agreement, event.step)}" if event.step else said


def _step(seen: Overview, case: Case, event: told.StepChanged) -> str:
    step = _part_of(seen, case, event.agreement, event.step)
    said = _("Et trinn tilbake fra {day}: {step}.") if event.back else _("Et trinn opp fra {day}: {step}.")
    return _with(said.format(day=weekday_day(event.on), step=step), event.reason)


def _done(seen: Overview, case: Case, event: told.ResponsibilityDone) -> str:
    what = _part_of(seen, case, event.agreement, event.item)
    return _with(_("Gjort {day}: {what}.").format(day=day_month(event.on), what=what), event.words)


def _plan_b(_seen: Overview, _case: Case, event: told.PlanBFollowed) -> str:
    return _with(_("Plan B er fulgt {day}.").format(day=weekday_day(event.on)), event.words)


def _closed(_seen: Overview, _case: Case, event: told.CaseClosed) -> str:
    said = _with(_("Saken er avsluttet."), event.reason)
    if event.follow_up_on is None:
        return said
    return said + " " + _("Neste oppfølging {day}.").format(day=weekday_day(event.follow_up_on))


def _reopened(_seen: Overview, _case: Case, event: told.CaseReopened) -> str:
    return _with(_("Saken er åpnet igjen."), event.reason)


def _followed_up(_seen: Overview, _case: Case, event: told.FollowedUp) -> str:
    said = _with(_("Fulgt opp etter at saken ble lukket."), event.words)
    again = event.again_on
    return said + " " + _("Neste oppfølging {day}.").format(day=weekday_day(again)) if again else said


def _handed_over(seen: Overview, _case: Case, event: told.HandedOver) -> str:
    said = _("Saken er overført til {to}.") if event.school else _("{to} har saken fra nå.")
    return _with(said.format(to=name_of(seen, event.to)), event.words)


def _given(seen: Overview, _case: Case, event: told.CaseGiven) -> str:
    said = _("Saken er gitt til {to} til {day}.")
    return _with(said.format(to=name_of(seen, event.to), day=weekday_day(event.until)), event.reason)


def _taken_back(seen: Overview, _case: Case, event: told.CaseTakenBack) -> str:
    return _with(_("Saken er tatt tilbake fra {to}.").format(to=name_of(seen, event.to)), event.reason)


def _glass(_seen: Overview, _case: Case, event: told.GlassBroken) -> str:
    return _with(_("Åpnet for innsyn {day}.").format(day=weekday_day(event.on)), event.reason)


def _document(kind: str) -> str:
    """A kind of document by its word; what was typed as it stands."""
    return _(NAMES[kind].word) if kind in NAMES else kind


def _disclosed(seen: Overview, _case: Case, event: told.Disclosed) -> str:
    what = ", ".join(map(_document, event.what))
    said = _("Sendt til {to}: {what}.").format(to=partner_name(seen, event.to), what=what)
    if event.anonymous:
        said += " " + _("Anonymt.")
    elif event.consent:
        said += " " + _("Med samtykke.")
    else:
        said += " " + _("Hjemmel: {law}.").format(law=event.ground)
    return _with(said, event.words)


def _hold(_seen: Overview, _case: Case, event: told.LegalHold) -> str:
    said = _("Ingenting om eleven slettes.")
    if event.wanted_by:
        said = _("Ingenting om eleven slettes; {who} ber om det.").format(who=event.wanted_by)
    return _with(said, event.reason)


def _hold_ended(_seen: Overview, case: Case, event: told.LegalHoldEnded) -> str:
    held = next((e for e in case.events if e.id == event.hold and isinstance(e, told.LegalHold)), None)
    said = _("Stansen av sletting er opphevet.")
    return _with(said if held is None else f"{said} ({held.reason})", event.reason)


def _task(seen: Overview, _case: Case, event: told.TaskGiven) -> str:
    who, due = name_of(seen, event.who), weekday_day(event.due)
    return _("Oppgave til {who}, innen {due}: {what}").format(who=who, due=due, what=quoted(event.words, words()))


def _task_done(_seen: Overview, case: Case, event: told.TaskDone) -> str:
    given = next((e for e in case.events if e.id == event.task and isinstance(e, told.TaskGiven)), None)
    said = _("Oppgaven er gjort.")
    return _with(said if given is None else f"{said} ({given.words})", event.words)


SENTENCES: dict[type[told.Event], Says] = {
    told.Informed: _informed,
    told.NurseOffered: _nurse,
    told.InquiryOpened: _inquiry,
    told.LeaderTalked: _leader_talk,
    told.ChildWelfareWeighed: _welfare,
    told.DeregistrationAssessed: _deregistration,
    told.SafeEnvironmentDecided: _safe,
    told.FormalDecisionNoted: _formal,
    told.ConsentGiven: _consent,
    told.ConsentWithdrawn: _withdrawn,
    told.Referred: _referred,
    told.StationSkipped: _skipped,
    told.LogWritten: _log,
    told.SheetOpened: _sheet,
    told.AnswerGiven: _answer,
    told.InformantDeclined: _declined,
    told.SheetsSent: _sent,
    told.FactorTicked: _factor,
    told.MeetingSet: _meeting,
    told.MeetingReminded: _reminded,
    told.MinutesWritten: _minutes,
    told.MeetingHeld: _held,
    told.MeetingCancelled: _cancelled,
    told.Evaluated: _evaluated,
    told.WayChosen: _way,
    told.AgreementStarted: _agreement,
    told.PartSet: _part,
    told.PartRemoved: _part_removed,
    told.AgreementSigned: _signed,
    told.MeasuresStarted: _started,
    told.StepChanged: _step,
    told.ResponsibilityDone: _done,
    told.PlanBFollowed: _plan_b,
    told.CaseClosed: _closed,
    told.CaseReopened: _reopened,
    told.FollowedUp: _followed_up,
    told.HandedOver: _handed_over,
    told.CaseGiven: _given,
    told.CaseTakenBack: _taken_back,
    told.GlassBroken: _glass,
    told.Disclosed: _disclosed,
    told.LegalHold: _hold,
    told.LegalHoldEnded: _hold_ended,
    told.TaskGiven: _task,
    told.TaskDone: _task_done,
}

#: What the guide says of it, by the duty it belongs to.
DUTY_OF: dict[str, str] = {
    "contact": "contact-home",
    "difficulty": "tell-guardians",
    "distress": "tell-guardians",
    "certificate": "ask-certificate",
    "talk": "talk-topic",
    "decision": "answer-flag",
    "nurse": "nurse-offer",
    "inquiry": "open-inquiry",
    "leader_talk": "weekly-leader-talk",
    "child_welfare": "weigh-child-welfare",
    "deregistration": "assess-deregistration",
    "safe_environment": "safe-environment",
    "formal_decision": "formal-decision",
    "sheet": "mapping",
    "sent": "mapping",
    "answer": "mapping",
    "declined": "mapping",
    "evaluated": "evaluate",
    "way": "way-on",
    "agreement": "agreement",
    "signed": "agreement",
    "measures_started": "start-measures",
    "responsibility_done": "recurring",
    "plan_b": "meet-plan",
    "followed_up": "follow-up",
    "task": "task",
    "task_done": "task",
    "closed": "follow-up",
}


def kind_said(event: told.Event) -> str:
    """The kind of event in a few words."""
    return _(EVENTS[str(event.__struct_config__.tag)])
