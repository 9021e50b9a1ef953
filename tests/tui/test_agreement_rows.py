"""An agreement's rows: the guide's sections in its order, and every kind of part in one of them."""

from __future__ import annotations

from datetime import date

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
from rules.follow_up import follow_up
from tests.rules.case.telling import Story
from tui.agreement_rows import KINDS, OTHERS, places

GUIDE = follow_up("aas")


def test_every_section_of_the_agreement_stands_in_the_guides_order_and_after_it_the_day_plans_own() -> None:
    agreement, day_plan = (next(t for t in GUIDE.templates if t.id == id_) for id_ in ("agreement", "day-plan"))
    found = [place.section for place in places(GUIDE, None)]

    assert [section for section in found if section in agreement.sections] == list(agreement.sections)
    rest = [section.id for section in found if section not in agreement.sections and section is not OTHERS]
    assert rest == ["week", "morning", "through-the-day"]
    assert set(rest) <= {section.id for section in day_plan.sections}


@pytest.mark.parametrize(
    ("part", "section"),
    [
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
    ],
)
def test_what_was_agreed_stands_in_its_section_and_in_no_other(part: Part, section: str) -> None:
    agreement = Story().decided().agreed(part).case.agreements[0]

    assert [place.section.id for place in places(GUIDE, agreement) if place.parts] == [section]


def test_every_kind_of_part_has_a_section_of_the_guides() -> None:
    assert {KINDS[section.part] for template in GUIDE.templates for section in template.sections} == set(KINDS.values())
