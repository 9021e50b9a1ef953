"""The workflow: which events a case takes in each state, and where they lead.

The rules of this file: one table, state by state, and every state has a row; the order of the guide's cards is advised
(``rules.case.road``), not enforced here: what is possible is in the row, what the case must also hold for an event
is in ``rules.case.check_told``. What has no state to lead to does not stand in the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from rules.case.case import State
from rules.case.events import (
    AgreementSigned,
    CaseEvent,
    Decided,
    Event,
    HandedOver,
    MeetingHeld,
    MeetingKind,
    MeetingSet,
    Verdict,
    Way,
    WayChosen,
)
from rules.words import N_, SaidError, Words

Key = str
"""An event's kind, and where it is taken, or leads elsewhere, by what it says, that too: "held.meeting_2"."""

# What is seen, said and agreed about a child with or without a case. «Atferden sier lite om årsaken.»
_ALWAYS = (
    "contact", "difficulty", "distress", "certificate", "talk", "note", "log",
    "consent", "consent_withdrawn",
    "child_welfare",  # a person's assessment, never a threshold's
    "deregistration",  # «Etter 3 mnd udokumentert fravær vurderes utmeldelse av skolen.»
    "safe_environment", "given", "taken_back_from", "glass",
    "disclosed", "legal_hold", "legal_hold_ended",
    "task", "task_done",
)  # fmt: skip

# What an open case takes wherever it is: the cards' order is advised, a station may be skipped with a reason.
_OPEN = (
    *_ALWAYS,
    "decision.worrying", "decision.not_worrying", "decision.observe",  # of further flags
    "informed",  # «Kontaktlærer rapporterer bekymringsfullt fravær til rektor.»
    "nurse",  # «Helsesøster får melding om fravær og tilbyr samtale/veiledning»
    "inquiry",  # «starter skolen en undersøkelsessak og tar kontakt med PPS»
    "leader_talk", "skipped",
    "sheet", "answer", "declined", "factor", "sent",  # «Skolen, elev + foresatte fyller ut skjemaene»
    "meeting.meeting_1", "meeting.meeting_2", "meeting.further", "meeting.resource_team", "meeting.multi_agency",
    "meeting.follow_up", "reminded", "minutes", "cancelled",
    "held.meeting_1", "held.resource_team", "held.multi_agency", "held.follow_up",
    "agreement", "part", "part_removed", "evaluated",  # «Utarbeide en handlingsplan / samarbeidsavtale»
    "formal_decision",
    "referral",  # possible at once (Jens's first agreement holds it), advised after meeting 2
    "signed.added",  # who was not there signs later
    "step_changed", "responsibility_done", "plan_b", "followed_up",
    "handed_over.teacher",
)  # fmt: skip


def _row(state: State, stays: tuple[Key, ...], **leads: State) -> Mapping[Key, State]:
    moved = {key.replace("__", "."): to for key, to in leads.items()}
    return MappingProxyType({**dict.fromkeys(stays, state), **moved})


_ENDS = {"closed": State.CLOSED, "handed_over__school": State.HANDED_OVER}
_SIGNED = {"signed": State.AGREED, "measures_started": State.RUNNING}
_HELD = ("held.meeting_2", "held.further")
_MET = {"held__meeting_2": State.EVALUATED, "held__further": State.EVALUATED}
# «Veien videre: A. Saken håndteres av hjem og skole. B. Saken blir verre» 1, 2, 3
_WAYS = {
    "way__A": State.PATH_A,
    "way__B1": State.PATH_B,
    "way__B2": State.PATH_B,
    "way__B3": State.PATH_B,
}

WORKFLOW: Mapping[State, Mapping[Key, State]] = MappingProxyType(
    {
        # Nobody has decided anything: a flag is no decision.
        State.NONE: _row(
            State.NONE,
            (*_ALWAYS, "decision.not_worrying"),
            decision__worrying=State.OPEN,
            decision__observe=State.OBSERVED,
        ),
        State.OBSERVED: _row(
            State.OBSERVED,
            (*_ALWAYS, "decision.observe"),
            decision__worrying=State.OPEN,
            decision__not_worrying=State.NONE,
        ),
        # «Når det er vurdert at fraværet er bekymringsfullt»
        State.OPEN: _row(State.OPEN, _OPEN, **_SIGNED, **_MET, **_WAYS, **_ENDS),
        # «(FORPLIKTENDE)»; «Planen iverksettes så raskt som mulig»
        State.AGREED: _row(State.AGREED, (*_OPEN, "signed"), **_SIGNED, **_MET, **_WAYS, **_ENDS),
        # «Tiltaksperiode 2 – 3 uker»
        State.RUNNING: _row(State.RUNNING, (*_OPEN, "measures_started"), **_SIGNED, **_MET, **_WAYS, **_ENDS),
        # «Evaluere avtalen. Evaluere effekten av tiltakene. Veien videre»
        State.EVALUATED: _row(State.EVALUATED, _OPEN, **_SIGNED, **_MET, **_WAYS, **_ENDS),
        # A way holds until another is chosen: the meeting it was chosen in may be told as held afterwards.
        State.PATH_A: _row(State.PATH_A, (*_OPEN, *_HELD), **_SIGNED, **_WAYS, **_ENDS),
        State.PATH_B: _row(State.PATH_B, (*_OPEN, *_HELD), **_SIGNED, **_WAYS, **_ENDS),
        # «bidra til å hindre tilbakefall»: one looks again after the return.
        State.CLOSED: _row(
            State.CLOSED,
            (
                *_ALWAYS,
                "decision.not_worrying", "decision.observe", "followed_up",
                "meeting.follow_up", "reminded", "minutes", "cancelled", "held.follow_up", "handed_over.teacher",
            ),
            reopened=State.OPEN,
            decision__worrying=State.OPEN,
            handed_over__school=State.HANDED_OVER,
        ),
        # Another school has it; it may come back.
        State.HANDED_OVER: _row(
            State.HANDED_OVER,
            (
                "note", "contact", "consent_withdrawn", "given", "taken_back_from", "glass",
                "disclosed", "legal_hold", "legal_hold_ended", "task_done",
            ),
            reopened=State.OPEN,
            decision__worrying=State.OPEN,
        ),
    }
)  # fmt: skip

KIND_OF: Mapping[type[Event], str] = {kind: str(kind.__struct_config__.tag) for kind in get_args(CaseEvent)}
KINDS: tuple[str, ...] = tuple(KIND_OF.values())
"""Every kind of event."""


class StepNotAllowed(SaidError):  # noqa: N818 - named as what happened
    """An event that a case does not take as it is now; the sentence says what is possible instead."""


#: What a state takes of a kind that it does not take all of, where another of the kind is refused.
ONLY: Mapping[Key, str] = {
    "meeting.follow_up": N_("kalle inn til oppfølgingsmøte"),
    "held.follow_up": N_("oppfølgingsmøte holdt"),
}


def key_of(event: CaseEvent, meetings: Mapping[str, MeetingKind]) -> Key:
    """The event's place in a row. ``meetings``: what sort each meeting of the case is."""
    kind = KIND_OF[type(event)]
    if type(event) not in _TELLING:
        return kind
    match event:
        case Decided(verdict=said) | WayChosen(way=said) | MeetingSet(sort=said):
            return f"{kind}.{said}"
        case MeetingHeld(meeting=meeting):
            return f"{kind}.{meetings.get(meeting, MeetingKind.FURTHER)}"
        case AgreementSigned(added=True):
            return f"{kind}.added"
        case HandedOver(school=school):
            return f"{kind}.{'school' if school else 'teacher'}"
        case _:
            return kind


_TELLING = frozenset({AgreementSigned, Decided, WayChosen, MeetingSet, MeetingHeld, HandedOver})
"""Those that are taken, or lead elsewhere, by what they say."""


def keys_of(kind: str) -> tuple[Key, ...]:
    """Every place in a row that a kind of event may have."""
    said: Mapping[str, tuple[str, ...]] = {
        "decision": tuple(Verdict),
        "meeting": tuple(MeetingKind),
        "held": tuple(MeetingKind),
        "way": tuple(Way),
        "handed_over": ("school", "teacher"),
        "signed": ("", "added"),
    }
    return tuple(f"{kind}.{each}".rstrip(".") for each in said.get(kind, ("",)))


def allowed(state: State) -> frozenset[str]:
    """The kinds of event that a case takes in a state."""
    return frozenset(key.partition(".")[0] for key in WORKFLOW[state])


def next_state(state: State, key: Key) -> State:
    """Where an event leads; ``StepNotAllowed`` where it leads nowhere."""
    try:
        return WORKFLOW[state][key]
    except KeyError:
        raise StepNotAllowed(NOT_NOW, what=_Kind(key), state=_State(state), possible=_Possible(state, key)) from None


class _Kind:
    def __init__(self, key: Key) -> None:
        self.key = key

    def say(self, words: Words) -> str:
        """The event in words."""
        return words.gettext(EVENTS[self.key.partition(".")[0]])


class _State:
    def __init__(self, state: State) -> None:
        self.state = state

    def say(self, words: Words) -> str:
        """The state in words."""
        return words.gettext(STATES[self.state])


class _Possible:
    def __init__(self, state: State, key: Key) -> None:
        self.state = state
        self.key = key

    def say(self, words: Words) -> str:
        """What is possible instead: another of the kind, then what moves the case."""
        kind = self.key.partition(".")[0]
        same = [said for key, said in ONLY.items() if key in WORKFLOW[self.state] and key.startswith(f"{kind}.")]
        moving = {key.partition(".")[0] for key, to in WORKFLOW[self.state].items() if to is not self.state}
        first = [EVENTS[kind] for kind in KINDS if kind in moving]
        return ", ".join(words.gettext(said) for said in (*same, *first))


STATES: Mapping[State, str] = {
    State.NONE: N_("ingen sak"),
    State.OBSERVED: N_("følges med på"),
    State.OPEN: N_("åpen, kartlegges"),
    State.AGREED: N_("avtale inngått"),
    State.RUNNING: N_("tiltak i gang"),
    State.EVALUATED: N_("evaluert"),
    State.PATH_A: N_("vei A: hjem og skole"),
    State.PATH_B: N_("vei B: det er blitt verre"),
    State.CLOSED: N_("avsluttet"),
    State.HANDED_OVER: N_("overført til annen skole"),
}

EVENTS: Mapping[str, str] = {
    "contact": N_("kontakt med hjemmet"),
    "difficulty": N_("hjemmet forteller om vansker"),
    "distress": N_("tegn på mistrivsel"),
    "certificate": N_("legeerklæring"),
    "talk": N_("tema på samtale"),
    "decision": N_("vurdering"),
    "informed": N_("rektor eller ressursteam orientert"),
    "nurse": N_("tilbud fra helsesøster"),
    "inquiry": N_("undersøkelsessak åpnet, PPS kontaktet"),
    "leader_talk": N_("ukentlig samtale med ledelsen"),
    "child_welfare": N_("melding til barnevernet vurdert"),
    "deregistration": N_("utmelding vurdert"),
    "safe_environment": N_("enkeltvedtak om trygt miljø"),
    "formal_decision": N_("sakkyndig vurdering og enkeltvedtak"),
    "consent": N_("samtykke"),
    "consent_withdrawn": N_("samtykke trukket"),
    "referral": N_("henvisning"),
    "skipped": N_("hoppe over en stasjon"),
    "log": N_("elevens logg"),
    "note": N_("notat"),
    "sheet": N_("skjema"),
    "answer": N_("svar i skjema"),
    "declined": N_("vil ikke fylle ut"),
    "sent": N_("skjemaene sendt"),
    "factor": N_("risiko- og beskyttende faktorer"),
    "meeting": N_("kalle inn til møte"),
    "reminded": N_("påminning sendt"),
    "minutes": N_("referat"),
    "held": N_("møte holdt"),
    "cancelled": N_("møte avlyst"),
    "evaluated": N_("evaluering av tiltak"),
    "way": N_("veien videre"),
    "agreement": N_("samarbeidsavtale"),
    "part": N_("del av avtalen"),
    "part_removed": N_("del av avtalen tatt ut"),
    "signed": N_("avtalen underskrevet"),
    "measures_started": N_("tiltakene satt i gang"),
    "step_changed": N_("trinn opp eller tilbake"),
    "responsibility_done": N_("ansvar utført"),
    "plan_b": N_("plan B fulgt"),
    "closed": N_("avslutte saken"),
    "reopened": N_("gjenåpne saken"),
    "followed_up": N_("oppfølging etter retur"),
    "handed_over": N_("overføre saken"),
    "given": N_("gi saken til noen"),
    "taken_back_from": N_("ta saken tilbake fra noen"),
    "glass": N_("åpne en sperret sak"),
    "disclosed": N_("dokument sendt ut av skolen"),
    "legal_hold": N_("sletting stanset"),
    "legal_hold_ended": N_("sletting tillatt igjen"),
    "task": N_("oppgave gitt"),
    "task_done": N_("oppgave gjort"),
}

NOT_NOW = N_("Det går ikke nå: {what}. Saken står som «{state}». Mulig herfra: {possible}.")
