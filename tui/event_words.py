"""Events in a sentence: what the history of a case says of each, so that the whole of it can be read.

The rules of this file: one row of ``SENTENCES``, here or in the file of its part of the road, for every kind of event
that ``tui/told_prose.py`` does not say; facts in, a sentence out; what somebody typed stands between quotation marks,
letter for letter; long texts stand whole in the pane and cut in the list.
"""

from __future__ import annotations

from rules.case import events as told
from rules.case.case import Case
from rules.case.workflow import EVENTS
from rules.words import quoted
from tui.case_rows import STATIONS
from tui.day_words import day_month, weekday_day
from tui.event_sentence import Says, with_words
from tui.event_words_agreement import OF_AGREEMENTS
from tui.event_words_mapping import MAPPING
from tui.event_words_meetings import OF_MEETINGS
from tui.event_words_sharing import SHARING
from tui.language import _, words
from tui.lines import Ink, Part
from tui.overview import Overview
from tui.pane import Paragraph
from tui.people import name_of
from tui.student_prose import moment
from tui.told_prose import SAYS


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


def _informed(_seen: Overview, _case: Case, event: told.Informed) -> str:
    said = {told.Whom.PRINCIPAL: _("Rektor er informert."), told.Whom.RESOURCE_TEAM: _("Ressursteamet er orientert.")}
    return with_words(said[event.whom], event.words)


def _nurse(_seen: Overview, _case: Case, event: told.NurseOffered) -> str:
    said = {
        True: _("Helsesøster er informert, og tilbudet om samtale er tatt imot."),
        False: _("Helsesøster er informert, og tilbudet om samtale er avslått."),
        None: _("Helsesøster er informert og har tilbudt samtale; ikke besvart."),
    }
    return with_words(said[event.accepted], event.words)


def _inquiry(_seen: Overview, _case: Case, event: told.InquiryOpened) -> str:
    if not event.pps_contacted:
        return with_words(_("Undersøkelsessaken er åpnet; PPS er ikke kontaktet ennå."), event.words)
    named = event.consent != ""
    said = _("Undersøkelsessaken er åpnet, PPS er kontaktet med samtykke.") if named else _(
        "Undersøkelsessaken er åpnet, PPS er kontaktet anonymt."
    )  # fmt: skip
    return with_words(said, event.words)


def _leader_talk(_seen: Overview, _case: Case, event: told.LeaderTalked) -> str:
    return with_words(_("Ukas møte med ledelsen er holdt."), event.words)


def _welfare(_seen: Overview, _case: Case, event: told.ChildWelfareWeighed) -> str:
    said = _("Barnevern er vurdert: meldt.") if event.reported else _("Barnevern er vurdert: ikke meldt.")
    return with_words(said, event.reason)


def _deregistration(_seen: Overview, _case: Case, event: told.DeregistrationAssessed) -> str:
    return with_words(_("Utmelding er vurdert."), event.conclusion)


def _safe(_seen: Overview, _case: Case, event: told.SafeEnvironmentDecided) -> str:
    return with_words(_("Vedtak og plan for et trygt skolemiljø."), event.plan)


def _formal(_seen: Overview, _case: Case, event: told.FormalDecisionNoted) -> str:
    no = _("ikke ennå")
    said = _("Sakkyndig vurdering: {expert}. Enkeltvedtak: {formal}.").format(
        expert=weekday_day(event.expert_assessment) if event.expert_assessment else no,
        formal=weekday_day(event.formal_decision) if event.formal_decision else no,
    )
    return with_words(said, event.words)


def _skipped(_seen: Overview, _case: Case, event: told.StationSkipped) -> str:
    words_of = {str(station): word for station, word in STATIONS.items()}
    station = _(words_of.get(event.station, event.station))
    return with_words(_("Hoppet over: {station}.").format(station=station), event.reason)


def _log(_seen: Overview, _case: Case, event: told.LogWritten) -> str:
    return with_words(_("Elevens logg {day}:").format(day=day_month(event.on)), event.words)


def _closed(_seen: Overview, _case: Case, event: told.CaseClosed) -> str:
    said = with_words(_("Saken er avsluttet."), event.reason)
    if event.follow_up_on is None:
        return said
    return said + " " + _("Neste oppfølging {day}.").format(day=weekday_day(event.follow_up_on))


def _reopened(_seen: Overview, _case: Case, event: told.CaseReopened) -> str:
    return with_words(_("Saken er åpnet igjen."), event.reason)


def _followed_up(_seen: Overview, _case: Case, event: told.FollowedUp) -> str:
    said = with_words(_("Fulgt opp etter at saken ble lukket."), event.words)
    again = event.again_on
    return said + " " + _("Neste oppfølging {day}.").format(day=weekday_day(again)) if again else said


def _task(seen: Overview, _case: Case, event: told.TaskGiven) -> str:
    who, due = name_of(seen, event.who), weekday_day(event.due)
    return _("Oppgave til {who}, innen {due}: {what}").format(who=who, due=due, what=quoted(event.words, words()))


def _task_done(_seen: Overview, case: Case, event: told.TaskDone) -> str:
    given = next((e for e in case.events if e.id == event.task and isinstance(e, told.TaskGiven)), None)
    said = _("Oppgaven er gjort.")
    return with_words(said if given is None else f"{said} ({given.words})", event.words)


SENTENCES: dict[type[told.Event], Says] = {
    **MAPPING,
    **OF_MEETINGS,
    **OF_AGREEMENTS,
    **SHARING,
    told.Informed: _informed,
    told.NurseOffered: _nurse,
    told.InquiryOpened: _inquiry,
    told.LeaderTalked: _leader_talk,
    told.ChildWelfareWeighed: _welfare,
    told.DeregistrationAssessed: _deregistration,
    told.SafeEnvironmentDecided: _safe,
    told.FormalDecisionNoted: _formal,
    told.StationSkipped: _skipped,
    told.LogWritten: _log,
    told.CaseClosed: _closed,
    told.CaseReopened: _reopened,
    told.FollowedUp: _followed_up,
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
