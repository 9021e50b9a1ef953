"""A hold stands until that very one is ended, with or without a case."""

from __future__ import annotations

from datetime import date

from rules.case.events import CaseClosed, LegalHold, LegalHoldEnded, NoteWritten
from rules.case.holds import holds, on_hold
from tests.rules.case.telling import Story


def test_a_hold_needs_no_case() -> None:
    story = Story()
    story.tell(LegalHold, reason="klagesak")

    assert [hold.reason for hold in holds(story.events)] == ["klagesak"]


def test_the_end_of_one_hold_leaves_the_other() -> None:
    story = Story()
    first = story.tell(LegalHold, reason="klagesak", wanted_by="Statsforvalteren")
    second = story.tell(LegalHold, reason="rettssak", wanted_by="Tingretten")
    story.tell(LegalHoldEnded, hold=first.id, reason="avgjort")

    assert holds(story.events) == (second,)
    story.tell(LegalHoldEnded, hold=second.id, reason="avgjort")
    assert holds(story.events) == ()


def test_a_closed_case_stays_on_hold() -> None:
    story = Story().decided().on(date(2026, 12, 1))
    story.tell(LegalHold, reason="klagesak")
    story.tell(CaseClosed, reason="tilbake")

    assert holds(story.events)


def test_only_those_who_are_on_hold_are_named() -> None:
    held, ended, other = Story(), Story(), Story()
    held.tell(LegalHold, reason="klagesak")
    hold = ended.tell(LegalHold, reason="klagesak")
    ended.tell(LegalHoldEnded, hold=hold.id, reason="avgjort")
    other.tell(NoteWritten, words="notat")

    assert on_hold({"tonje": held.events, "jens": ended.events, "ola": other.events}) == {"tonje"}
