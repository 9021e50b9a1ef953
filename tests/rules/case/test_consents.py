"""Who must agree before facts are shared: the guardians, all of them where it matters, and the student from fifteen."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from rules.case.check_told import check_told
from rules.case.consents import Stands, consenting, stands, told_consents
from rules.case.disclosures import LEAVES, Ground, shared
from rules.case.events import (
    ConsentGiven,
    ConsentWithdrawn,
    Disclosed,
    NurseOffered,
    Referred,
    SheetsSent,
    Way,
    WayChosen,
)
from rules.case.workflow import StepNotAllowed
from rules.facts import Guardian, Student
from rules.follow_up import follow_up
from tests.rules.case.telling import DAY, Story

GUIDE = follow_up("aas")
MOTHER, FATHER = Guardian("Anette Aas", "mor"), Guardian("Rolf Aas", "far")
UNCLE = Guardian("Onkel Aas", "onkel", parental_responsibility=False)
YOUNG = Student("tonje", "1", "Tonje", "Aas", guardians=(MOTHER, FATHER, UNCLE), born=date(2013, 3, 1))
OLD = msgspec.structs.replace(YOUNG, born=date(2011, 10, 7))  # fifteen today


def agreed(what: str, *whom: str, **facts: Any) -> Story:
    """A case where these have agreed to something."""
    story = Story().decided()
    for name in whom:
        story.tell(ConsentGiven, id=f"by {name}", whom=name, what=what, **facts)
    return story


def lacking(what: str, student: Student, *whom: str) -> tuple[bool, tuple[str, ...]]:
    found = consenting(agreed(what, *whom).case, student, GUIDE.partner(what), DAY)
    return found.enough, found.lacking


def refusal(story: Story, event: Any, student: Student = YOUNG, today: date = DAY) -> str:
    try:
        check_told(story.case, [event], today=today, follow_up=GUIDE, student=student)
    except StepNotAllowed as refused:
        return str(refused)
    return ""


def referral(consent: str) -> Referred:
    at = Story().tell(ConsentWithdrawn, consent="x").at
    return Referred(by="kari", at=at, partner="pps", sender="school", purpose=("guidance",), consent=consent)


@pytest.mark.parametrize("what", ["pps", "mapping_team", "bup"])
def test_where_the_matter_needs_both_guardians_one_is_not_enough(what: str) -> None:
    assert lacking(what, YOUNG, "Anette Aas") == (False, ("Rolf Aas",))
    assert lacking(what, YOUNG, "Anette Aas", "Rolf Aas") == (True, ())


def test_for_the_nurse_one_guardian_is_enough() -> None:
    assert lacking("nurse", YOUNG, "Rolf Aas") == (True, ("Anette Aas",))


@pytest.mark.parametrize("what", ["pps", "nurse", "mapping_team", "bup", "family_team", "family_doctor"])
def test_from_fifteen_the_student_agrees_and_nobody_for_them(what: str) -> None:
    assert lacking(what, OLD, "Anette Aas", "Rolf Aas") == (False, ("Tonje Aas",))
    assert lacking(what, OLD, "Tonje Aas") == (True, ())


def test_the_day_before_fifteen_the_guardians_are_asked() -> None:
    tomorrow = msgspec.structs.replace(OLD, born=date(2011, 10, 8))

    assert lacking("nurse", tomorrow, "Tonje Aas") == (False, ("Anette Aas", "Rolf Aas"))


def test_one_whose_date_of_birth_is_not_known_is_asked_through_the_guardians() -> None:
    assert lacking("nurse", msgspec.structs.replace(OLD, born=None), "Tonje Aas")[0] is False


def test_with_the_office_of_administration_the_guardians_agree_at_any_age() -> None:
    assert lacking("administration", OLD, "Tonje Aas")[0] is False
    assert lacking("administration", OLD, "Anette Aas")[0] is True


def test_a_guardian_who_has_no_parental_responsibility_any_more_counts_no_more() -> None:
    without = (MOTHER, msgspec.structs.replace(FATHER, parental_responsibility=False))
    now = msgspec.structs.replace(YOUNG, guardians=without)

    assert lacking("pps", now, "Rolf Aas") == (False, ("Anette Aas",))
    assert lacking("pps", now, "Anette Aas") == (True, ())


def test_a_consent_holds_on_its_last_day_and_then_no_more() -> None:
    story = agreed("nurse", "Anette Aas", until=date(2026, 10, 31))
    (given,) = told_consents(story.case)
    nurse = GUIDE.partner("nurse")

    assert stands(story.case, given, date(2026, 10, 31)) is Stands.HOLDS
    assert consenting(story.case, YOUNG, nurse, date(2026, 10, 31)).enough
    assert stands(story.case, given, date(2026, 11, 1)) is Stands.EXPIRED
    assert not consenting(story.case, YOUNG, nurse, date(2026, 11, 1)).enough


def test_one_of_two_consents_withdrawn_and_there_is_not_enough() -> None:
    story = agreed("pps", "Anette Aas", "Rolf Aas")
    assert refusal(story, referral("by Anette Aas")) == ""
    story.tell(ConsentWithdrawn, consent="by Rolf Aas")

    assert "mangler fra Rolf Aas" in refusal(story, referral("by Anette Aas"))


def test_a_referral_says_who_has_not_agreed_and_what_is_possible_without() -> None:
    said = refusal(agreed("pps", "Anette Aas"), referral("by Anette Aas"))

    assert "det mangler fra Rolf Aas" in said
    assert "anonymt" in said
    said = refusal(agreed("pps", "Anette Aas", "Rolf Aas"), referral("by Anette Aas"), OLD)
    assert "Tonje Aas har fylt 15 år og samtykker selv til PPS" in said
    assert refusal(agreed("pps", "Tonje Aas"), referral("by Tonje Aas"), OLD) == ""


@pytest.mark.parametrize(
    "event",
    [
        lambda at: SheetsSent(by="k", at=at, sheets=("s",), consent="by Anette Aas"),
        lambda at: Disclosed(by="k", at=at, to="pps", what=("rapport",), consent="by Anette Aas"),
        lambda at: WayChosen(by="k", at=at, way=Way.B3, consent="by Anette Aas"),
    ],
)
def test_nothing_named_leaves_the_school_on_half_a_consent(event: Any) -> None:
    story = agreed("pps", "Anette Aas")
    story.tell(ConsentGiven, id="other", whom="Anette Aas", what="mapping_team")
    found = event(story.events[-1].at)
    if isinstance(found, WayChosen):
        found = msgspec.structs.replace(found, consent="other")
    if isinstance(found, SheetsSent):
        from rules.case.events import SheetOpened

        story.tell(SheetOpened, id="s", form="school", version=1, informant="school")

    assert "mangler fra Rolf Aas" in refusal(story, found)


def test_who_has_no_parental_responsibility_cannot_consent() -> None:
    story = Story().decided()
    event = ConsentGiven(by="k", at=story.events[-1].at, whom="Onkel Aas", what="nurse")

    assert "har ikke foreldreansvar" in refusal(story, event)


def test_a_consent_until_a_day_that_was_is_refused() -> None:
    story = Story().decided()
    event = ConsentGiven(by="k", at=story.events[-1].at, whom="Anette Aas", what="nurse", until=date(2026, 10, 6))

    assert "en dag som har vært" in refusal(story, event)


def test_one_that_has_run_out_cannot_be_withdrawn() -> None:
    story = agreed("nurse", "Anette Aas", until=date(2026, 10, 10))
    event = ConsentWithdrawn(by="k", at=story.events[-1].at, consent="by Anette Aas")

    assert refusal(story, event) == ""
    assert "gått ut" in refusal(story, event, today=date(2026, 10, 11))


# What left the school.


def test_what_left_the_school_stands_with_its_ground_the_latest_first() -> None:
    story = agreed("pps", "Anette Aas")
    story.tell(SheetsSent, sheets=("s",))
    story.tell(Referred, partner="pps", sender="school", consent="by Anette Aas")
    story.tell(Referred, partner="pps", sender="guardians")
    story.tell(Disclosed, to="Lister skole", what=("rapport",), ground="opplæringslova § 15-4")
    story.tell(NurseOffered, accepted=None)

    assert [(each.to, each.ground, each.said) for each in shared(story.case)] == [
        ("Lister skole", Ground.LAW, "opplæringslova § 15-4"),
        ("pps", Ground.THEMSELVES, ""),
        ("pps", Ground.CONSENT, "Anette Aas"),
        ("pps", Ground.ANONYMOUS, ""),
    ]


def test_every_kind_of_telling_with_a_consent_is_among_what_leaves() -> None:
    from typing import get_args

    from rules.case.events import CaseEvent

    with_consent = {kind for kind in get_args(CaseEvent) if "consent" in kind.__struct_fields__}

    assert with_consent - {ConsentWithdrawn} <= set(LEAVES)
