"""Where the parts of an agreement stand: the guide's sections in its order, and every kind of part in one of them."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from rules.case.events import (
    Contingency,
    Deadline,
    Evaluation,
    Goal,
    Measure,
    NextMeeting,
    Part,
    Party,
    Responsibility,
    Step,
    WeekEntry,
)
from rules.follow_up import Section, follow_up
from tests.rules.case.telling import Story
from tests.rules.vik import VIK_FOLLOW_UP
from tui.agreement_places import KINDS, OTHERS, places

GUIDE = follow_up("aas")


def test_every_section_of_the_agreement_stands_in_the_guides_order_and_after_it_the_day_plans_own() -> None:
    agreement, day_plan = (next(t for t in GUIDE.templates if t.id == id_) for id_ in ("agreement", "day-plan"))
    found = [place.section for place in places(GUIDE, None)]

    assert [section for section in found if section in agreement.sections] == list(agreement.sections)
    rest = [section.id for section in found if section not in agreement.sections and section is not OTHERS]
    assert rest == ["week", "morning", "through-the-day"]
    assert set(rest) <= {section.id for section in day_plan.sections}


STANDS: tuple[tuple[Part, str], ...] = (
    (Goal("hele dagen"), "goal"),
    (Step(1, "halve dager"), "step-1"),
    (Step(3, "alle dager"), "step-2"),
    (Measure("lydbok"), "measures"),
    (Responsibility(Party.HOMEROOM_TEACHER, "møter"), "homeroom-teacher"),
    (Responsibility(Party.LEADERSHIP, "setter av tid"), "leadership"),
    (Responsibility(Party.FATHER, "følger"), "guardians"),
    (Responsibility(Party.STUDENT, "øver"), "student"),
    (Responsibility(Party.PPS, "veileder"), "pps"),
    (Responsibility(Party.RESOURCE_TEACHER, "underviser"), "others"),
    (Contingency("mor", "kontaktlærer", "telefon", "faren følger"), "plan-b"),
    (Evaluation("samtale", "kari"), "evaluation"),
    (NextMeeting(date(2026, 10, 22), "14:00"), "next-meeting"),
    (WeekEntry(2, "09:00", "musikk"), "week"),
    (Deadline(Party.MOTHER, "sier fra om dagen", "kontaktlærer", "sms", "08:00"), "morning"),
    (Deadline(Party.STUDENT, "sier fra når han går hjem", "kontaktlærer"), "through-the-day"),
)


@pytest.mark.parametrize(("part", "section"), STANDS)
def test_what_was_agreed_stands_in_its_section_and_in_no_other(part: Part, section: str) -> None:
    agreement = Story().decided().agreed(part).case.agreements[0]

    assert [place.section.id for place in places(GUIDE, agreement) if place.parts] == [section]


def test_every_kind_of_part_has_a_section_of_the_guides() -> None:
    assert {KINDS[section.part] for template in GUIDE.templates for section in template.sections} == set(KINDS.values())


@pytest.mark.parametrize("part", [part for part, _section in STANDS])
def test_in_a_guide_with_other_and_fewer_sections_every_part_has_its_place_too(part: Part) -> None:
    """Vik's agreement has six sections, none for the leaders, the pupil, PPS or a next meeting."""
    agreement = Story().decided().agreed(part).case.agreements[0]
    (place,) = [place for place in places(VIK_FOLLOW_UP, agreement) if place.parts]

    assert isinstance(part, KINDS[place.section.part])


def test_a_guide_may_have_a_section_for_one_of_the_guardians() -> None:
    father = Section(id="far", heading="Far gjør", part="responsibility", party="father")
    template = VIK_FOLLOW_UP.templates[0]
    guide = msgspec.structs.replace(
        VIK_FOLLOW_UP,
        templates=(msgspec.structs.replace(template, sections=(*template.sections, father)),),
    )
    parts = (Responsibility(Party.FATHER, "følger"), Responsibility(Party.MOTHER, "vekker"))
    found = places(guide, Story().decided().agreed(*parts).case.agreements[0])

    assert [[held.part for held in place.parts] for place in found if place.section is father] == [[parts[0]]]
    assert [[held.part for held in place.parts] for place in found if place.section.id == "home"] == [[parts[1]]]
