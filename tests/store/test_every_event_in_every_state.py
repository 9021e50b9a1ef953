"""Every event in every state of a case, through the door: what the table allows is kept, all else changes nothing.

The rule of this file: a child for each attempt, so that none stands on what another left; the table is
``rules.case.workflow``, and what is on disk is read by somebody else.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rules.case import events as e
from rules.case.case import State
from rules.case.check_told import check_told
from rules.case.events import CaseEvent
from rules.case.replay import replay
from rules.case.workflow import KINDS, WORKFLOW, StepNotAllowed, keys_of
from rules.facts import Membership, School, SchoolClass, Student
from rules.follow_up import follow_up
from store.door import Store
from tests.rules.case.any_event import AT, DAY, KIND, sample
from tests.rules.case.test_workflow import ALL_KEYS, ROADS
from tests.tui import small_school

AAS = follow_up("aas")

#: What the samples name: told right after the case was opened, where it is.
THERE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("contact", "call", {"whom": "Mona Aas", "how": e.How.PHONE}),
    ("consent", "c", {"whom": "Mona Aas", "what": "pps"}),
    ("consent", "to-school", {"whom": "Mona Aas", "what": "Lister skole"}),
    ("consent", "to-map", {"whom": "Mona Aas", "what": "mapping_team"}),
    ("legal_hold", "h", {"reason": "klagesak", "wanted_by": "Statsforvalteren"}),
    ("sheet", "s", {"form": "school", "version": 1, "informant": "kari"}),
    ("meeting", "", {"meeting": "m", "sort": e.MeetingKind.FIRST, "on": DAY, "time": "14:00"}),
    ("agreement", "", {"agreement": "a"}),
    ("part", "", {"agreement": "a", "item": "i", "part": e.Step(1, "i porten")}),
    ("agreement", "", {"agreement": "draft"}),
    ("part", "", {"agreement": "draft", "item": "i", "part": e.Goal("trives")}),
    ("task", "t", {"who": "kari", "words": "ring helsesøster", "due": DAY}),
)
#: What the row allows and the case has to hold something for: until when on the road, and what is said then.
NOT_YET = {
    "signed.added": ("signed", "Skriv under først"),
    "measures_started": ("signed", "Skriv under først"),
    "step_changed": ("measures_started", "Gjør det først"),
}
#: What ends a case: nobody may then still be called to a meeting of it.
ENDS = {"closed", "handed_over.school"}
#: What a sample says more here, so that nothing but the state can refuse it.
SAID: dict[str, dict[str, Any]] = {
    "referral": {"consent": "c"},
    "way.B3": {"consent": "to-map"},
    "signed": {"agreement": "draft", "reason": "prøve", "in_spite_of": ("goal",)},
    "signed.added": {"signatures": (e.Signature(e.Party.MOTHER, "Mona Aas", DAY),)},
    "decision.worrying": {"conversation": "call"},
    "handed_over.school": {"consent": "to-school"},
    "agreement": {"agreement": "new"},
    "part": {"agreement": "draft"},
    "part_removed": {"agreement": "draft"},
    "task_done": {"task": "t"},
    "step_changed": {"step": "i"},
}


@pytest.mark.parametrize("state", State)
def test_what_the_table_allows_is_kept_and_leads_there_and_all_else_says_why_and_changes_nothing(
    state: State, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "skole", school_of(len(ALL_KEYS)), "kari", AT)
    refused = {}
    for n, key in enumerate(ALL_KEYS):
        who = f"s{n}"
        store.tell_case(who, history(state), "kari", AT)
        before = files(store.folder)
        wanted = asked(key)
        try:
            tell(store, who, wanted)
        except StepNotAllowed as said:
            refused[key] = str(said)
            assert files(store.folder) == before, key
        else:
            case = replay(who, Store(store.folder).case_events(who))
            assert (case.state, case.events[-1].id) == (WORKFLOW[state][key], "last"), key
            assert "last" not in {event.id for event in case.unfitting}

    not_yet = {key for key, (after, _said) in NOT_YET.items() if key in WORKFLOW[state] and after not in ROADS[state]}
    assert set(refused) == {*not_yet, *(set(ALL_KEYS) - set(WORKFLOW[state]))}
    assert all("\n" not in said for said in refused.values())
    assert all((NOT_YET[key][1] if key in not_yet else "Mulig herfra: ") in said for key, said in refused.items())


def test_the_kinds_are_all_of_them() -> None:
    assert {key.partition(".")[0] for key in ALL_KEYS} == set(KINDS) == set(KIND)
    assert all(keys_of(kind) for kind in KINDS)


def history(state: State) -> list[CaseEvent]:
    """The shortest way to a state, and on it what the samples name."""
    road = [event for n, key in enumerate(ROADS[state]) for event in sample(key, f"road-{n}")]
    there = [KIND[kind](id=own, by="kari", at=AT, **facts) for kind, own, facts in THERE]
    return [*road[:1], *there, *road[1:]]


def asked(key: str) -> list[CaseEvent]:
    """The event; of a meeting that is held also that it was called, of an end that the meeting called is off."""
    if key.startswith("held."):
        return [msgspec.structs.replace(one, meeting="new") for one in sample(key, "last")]  # type: ignore[call-arg]
    off = [e.MeetingCancelled(id="", by="kari", at=AT, meeting="m", reason="slutt")] if key in ENDS else []
    return [*off, *(msgspec.structs.replace(one, **SAID.get(key, {})) for one in sample(key, "last"))]


def tell(store: Store, who: str, wanted: list[CaseEvent]) -> None:
    student = next(one for one in store.school().students if one.id == who)

    def check(standing: tuple[CaseEvent, ...]) -> None:
        check_told(replay(who, standing), wanted, today=DAY, follow_up=AAS, student=student)

    store.tell_case(who, wanted, "kari", AT, check=check)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*.json")}


def school_of(count: int) -> School:
    own = (Membership("8A", small_school.FIRST),)
    students = tuple(Student(f"s{n}", str(n), f"Elev {n}", "Berg", own, born=date(2013, 3, 1)) for n in range(count))
    classes = (SchoolClass("8A", 8, small_school.WEEK),)
    small = small_school.school(())
    return msgspec.structs.replace(small, students=students, classes=classes, timetable=())
