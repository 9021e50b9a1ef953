"""Random cases: what may be told is told, in any order, under two guides; what follows from it always makes sense."""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.calendar import OSLO
from rules.case.case import State
from rules.case.check_told import check_told
from rules.case.events import (
    AgreementSigned,
    CaseEvent,
    ConsentGiven,
    MeetingCancelled,
    MeetingHeld,
    MeetingSet,
    PartSet,
    Referred,
    Step,
)
from rules.case.replay import replay
from rules.case.road import road
from rules.case.workflow import KIND_OF, WORKFLOW, key_of
from rules.duties.duty import Known
from rules.duties.reckoning import duties
from rules.follow_up import FollowUp
from rules.guide import Guide
from rules.words import NORWEGIAN, SaidError, filled
from tests.rules.case.any_event import KIND, sample
from tests.rules.case.test_workflow import ALL_KEYS
from tests.rules.duties import a_case
from tests.rules.duties.a_case import AAS, FOLLOW_UP, TONJE
from tests.rules.vik import VIK, VIK_FOLLOW_UP

MANY = 4000 if os.environ.get("TILSTEDE_TORTURE") else 120
often = settings(
    max_examples=MANY, deadline=None, database=None, suppress_health_check=[*HealthCheck], derandomize=MANY < 1000
)
GUIDES: dict[str, tuple[Guide, FollowUp]] = {"aas": (AAS, FOLLOW_UP), "vik": (VIK, VIK_FOLLOW_UP)}
FIRST = date(2026, 8, 17)
OFTEN = ("agreement", "part", "signed", "measures_started", "step_changed", "consent", "referral")
#: The names by which the samples speak of one another; whatever is told again has one of its own.
NAMES = {"sheet": "s", "consent": "c", "legal_hold": "h", "task": "t"}


class Told:
    """A case as somebody might come to tell it, drawn from a seed."""

    def __init__(self, seed: int, follow_up: FollowUp) -> None:
        self.dice, self.follow_up = Random(seed), follow_up
        self.now = datetime.combine(FIRST, time(8), OSLO)
        self.events: list[CaseEvent] = []
        self.refused: list[str] = []
        if self.dice.random() < 0.7:
            self._tell("decision.worrying", 100)
        for n in range(self.dice.randint(1, 90)):
            self.now += timedelta(hours=self.dice.choice((0, 1, 3, 24, 24, 72, 200)))
            self._tell(self.dice.choice((*ALL_KEYS, *OFTEN * 4)), n)

    def _tell(self, key: str, n: int) -> None:
        kind = key.partition(".")[0]
        free = not any(event.id == NAMES.get(kind) for event in self.events)
        told = [self._drawn(event) for event in sample(key, NAMES[kind] if kind in NAMES and free else f"e{n}")]
        if key in {"closed", "handed_over.school"}:
            told = [*self._called_off(), *told]
        case, today = replay("tonje", self.events), self.now.date()
        try:
            check_told(case, tuple(told), today=today, follow_up=self.follow_up, student=TONJE)
        except SaidError as said:
            self.refused.append(str(said))
        else:
            self.events += told

    def _called_off(self) -> list[CaseEvent]:
        """Nobody may still be called to a meeting when it ends."""
        called = {event.meeting for event in self.events if isinstance(event, MeetingSet)}
        over = {event.meeting for event in self.events if isinstance(event, MeetingHeld | MeetingCancelled)}
        off = [MeetingCancelled(by="kari", at=self.now, meeting=each, reason="slutt") for each in sorted(called - over)]
        return [*off]

    def _drawn(self, event: CaseEvent) -> CaseEvent:
        """Now, with days around now, and the words and forms that this guide has."""
        changes: dict[str, Any] = {"at": self.now}
        for field in ("on", "first", "last", "due", "until", "expert_assessment", "formal_decision"):
            if isinstance(getattr(event, field, None), date):
                changes[field] = self.now.date() + timedelta(days=self.dice.choice((0, 0, 0, -1, 1, 14)))
        if isinstance(event, KIND["sheet"]):
            form = self.dice.choice(self.follow_up.forms)
            changes |= {"form": form.id, "version": form.version}
        if isinstance(event, PartSet):
            changes["part"] = self.dice.choice((event.part, *(Step(1, "i porten", days) for days in (None, 5, 5))))
        if isinstance(event, AgreementSigned) and not event.added:
            changes |= {"reason": "prøve", "in_spite_of": ("goal",)}
        if isinstance(event, Referred):
            to_pps = (each for each in self.events if isinstance(each, ConsentGiven) and each.what == event.partner)
            changes["consent"] = next((each.id for each in to_pps), "")
        if isinstance(event, KIND["consent"]):
            changes["what"] = self.dice.choice(("pps", "nurse", "mapping_team", "Lister skole"))
            changes["whom"] = self.dice.choice([each.name for each in TONJE.guardians] or ["Mona Aas"])
        if isinstance(event, KIND["answer"]):
            forms = [form for form in self.follow_up.forms if form.questions]
            changes["question"] = self.dice.choice(self.dice.choice(forms).questions).id
        return msgspec.structs.replace(event, **changes)


def known_at(told: Told, guide: Guide, now: datetime) -> Known:
    of = a_case.known(told.events, now.astimezone(OSLO).strftime("%Y-%m-%dT%H:%M"))
    return msgspec.structs.replace(of, guide=guide, follow_up=told.follow_up)


@pytest.mark.parametrize("of", GUIDES)
@often
@given(seed=st.integers(0, 2**48))
def test_the_state_is_the_table_s_and_every_duty_makes_sense(seed: int, of: str) -> None:
    guide, follow_up = GUIDES[of]
    told = Told(seed, follow_up)
    case = replay("tonje", told.events)

    state, kinds = State.NONE, {}
    for event in told.events:
        kinds |= {event.meeting: event.sort} if isinstance(event, KIND["meeting"]) else {}
        state = WORKFLOW[state][key_of(event, kinds)]
    assert case.state is state
    assert case.unfitting == ()
    for later in (0, 1, 26, 24 * 15, 24 * 60):
        known = known_at(told, guide, told.now + timedelta(hours=later))
        stops = road(case, follow_up, known.forms, known.calendar, known.now)
        assert len({stop.station for stop in stops}) == len(stops)
        found = duties(known)
        assert duties(known) == found
        assert len({duty.key for duty in found}) == len(found)
        for duty in found:
            assert filled(duty.sentence, duty.values, NORWEGIAN)
            assert all(filled(note, values, NORWEGIAN) for note, values in duty.notes)
            assert duty.overdue is None or duty.due <= duty.overdue
            assert not (duty.late(known.now) and duty.met_at)


def test_the_walks_go_far() -> None:
    """Enough is told, and enough refused, for this to mean anything."""
    walks = [Told(seed, FOLLOW_UP) for seed in range(200)]

    told = {KIND_OF[type(event)] for walk in walks for event in walk.events}
    assert set(KIND) - told == set()
    assert sum(len(walk.events) for walk in walks) > 2000
    assert sum(len(walk.refused) for walk in walks) > 1000
    assert all(said for walk in walks for said in walk.refused)
