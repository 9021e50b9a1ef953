"""One event of each kind, as somebody might tell it; and for a row of the workflow, what must be told before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, get_args

from rules.case import events as e
from rules.case.events import CaseEvent

AT = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
DAY = date(2026, 10, 7)
KIND = {str(kind.__struct_config__.tag): kind for kind in get_args(CaseEvent)}

SAMPLES: dict[str, dict[str, Any]] = {
    "contact": {"whom": "Mona Aas", "how": e.How.PHONE},
    "difficulty": {"whom": "Mona Aas", "how": e.How.PHONE, "signs": ("crying",)},
    "distress": {"signs": ("sad",)},
    "certificate": {"first": DAY, "last": DAY},
    "talk": {"on": DAY},
    "decision": {"verdict": e.Verdict.WORRYING, "no_conversation": "ingen svarte"},
    "informed": {"whom": e.Whom.PRINCIPAL},
    "nurse": {},
    "inquiry": {"pps_contacted": True},
    "leader_talk": {},
    "child_welfare": {"reported": False, "reason": "vurdert"},
    "deregistration": {"conclusion": "blir stående"},
    "safe_environment": {"plan": "samtaler"},
    "formal_decision": {"expert_assessment": DAY, "formal_decision": DAY},
    "consent": {"whom": "Mona Aas", "what": "pps"},
    "consent_withdrawn": {"consent": "c"},
    "referral": {"partner": "pps", "sender": "school", "purpose": ("guidance",)},
    "skipped": {"station": "mapping", "reason": "gjort i fjor"},
    "log": {"words": "gikk fint", "on": DAY},
    "note": {"words": "notat"},
    "sheet": {"form": "school", "version": 1, "informant": "kari"},
    "answer": {"sheet": "s", "question": "absence", "text": "ja"},
    "declined": {"sheet": "s", "on": DAY, "why": "orker ikke"},
    "sent": {"sheets": ("s",)},
    "factor": {"factor": "f"},
    "meeting": {"meeting": "m", "sort": e.MeetingKind.FURTHER, "on": DAY, "time": "14:00"},
    "reminded": {"meeting": "m"},
    "minutes": {"meeting": "m", "item": 0, "text": "sagt"},
    "held": {"meeting": "m", "on": DAY, "no_next": "avsluttes"},
    "cancelled": {"meeting": "m", "reason": "syk"},
    "evaluated": {"agreement": "a", "item": "i", "outcome": e.Outcome.PARTLY},
    "way": {"way": e.Way.A},
    "agreement": {"agreement": "a"},
    "part": {"agreement": "a", "item": "i", "part": e.Goal("hele dagen")},
    "part_removed": {"agreement": "a", "item": "i"},
    "signed": {"agreement": "a", "signatures": (e.Signature(e.Party.STUDENT, "Tonje", DAY),)},
    "measures_started": {"agreement": "a", "on": DAY},
    "step_changed": {"agreement": "a", "step": "i", "on": DAY, "reason": "klar"},
    "responsibility_done": {"agreement": "a", "item": "i", "on": DAY},
    "plan_b": {"agreement": "a", "on": DAY},
    "closed": {"reason": "tilbake på skolen"},
    "reopened": {"reason": "borte igjen"},
    "followed_up": {"words": "går bra"},
    "handed_over": {"to": "Lister skole"},
    "given": {"to": "hege", "reason": "støtte", "until": DAY},
    "taken_back_from": {"to": "hege"},
    "glass": {"reason": "klage", "on": DAY},
    "disclosed": {"to": "pps", "what": ("skjema",), "anonymous": True},
    "legal_hold": {"reason": "klagesak", "wanted_by": "Statsforvalteren"},
    "legal_hold_ended": {"hold": "h", "reason": "klagen er avgjort"},
    "task": {"who": "kari", "words": "ring helsesøster", "due": DAY},
    "task_done": {"task": "t"},
}

_VARIED: dict[str, Callable[[str], dict[str, Any]]] = {
    "decision": lambda said: {"verdict": e.Verdict(said), "reason": "fordi", "until": date(2026, 11, 1)},
    "way": lambda said: {"way": e.Way(said)},
    "handed_over": lambda said: {"school": said == "school"},
    "meeting": lambda said: {"sort": e.MeetingKind(said)},
    "held": lambda said: {"meeting": f"m-{said}"},
    "signed": lambda said: {"added": said == "added"},
}


def sample(key: str, event_id: str) -> list[CaseEvent]:
    """The events for a row of the workflow, the one it is about last."""
    kind, _dot, said = key.partition(".")
    facts = SAMPLES[kind] | (_VARIED[kind](said) if said else {})
    event: CaseEvent = KIND[kind](id=event_id, by="kari", at=AT, **facts)
    if kind == "held":
        called = e.MeetingSet(
            id="", by="kari", at=AT, meeting=f"m-{said}", sort=e.MeetingKind(said), on=DAY, time="14:00"
        )
        return [called, event]
    return [event]
