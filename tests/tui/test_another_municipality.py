"""Where a guide has other forms than ours, the mapping opens those; no form is known by heart."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from rules.case.case import Case
from rules.case.check_told import check_told
from rules.case.events import SheetOpened
from rules.facts import Guardian
from rules.follow_up import FollowUp
from tests.rules.vik import VIK_FOLLOW_UP
from tests.tui.case_school import NOW, decided
from tui.case_asks_mapping import MAPPING
from tui.case_lines import Asked
from tui.command_line_duties import whole
from tui.overview import Overview


class InVik(Overview, frozen=True):
    """The same school, had it Vik's guide."""

    @property
    def follow_up(self) -> FollowUp:
        return VIK_FOLLOW_UP


@pytest.fixture(name="vik")
def _vik(tmp_path: Path) -> InVik:
    seen = whole(decided(tmp_path / "school"), NOW)
    return InVik(**{field: getattr(seen, field) for field in seen.__struct_fields__})


def opened(asked: Asked) -> tuple[SheetOpened, ...]:
    """What comes of the dialog, answered by Enter alone, once it has passed the rules."""
    first = {field.key: field.choices[0][0] if field.choices else None for field in MAPPING.fields(asked)}
    events = MAPPING.events(asked, {**first, "parts": ()})
    case: Case = asked.seen.case_of(asked.student)
    check_told(case, events, today=NOW.date(), follow_up=VIK_FOLLOW_UP, student=asked.seen.students[asked.student])
    return tuple(event for event in events if isinstance(event, SheetOpened))


def test_the_forms_of_each_informant_are_opened_in_their_newest_version_and_no_room_that_is_not_there(vik: InVik):
    sheets = opened(Asked(vik, "tonje"))

    assert [(sheet.form, sheet.version) for sheet in sheets] == [("school", 2), ("student", 2), ("guardians", 2)]
    assert "room" not in {field.key for field in MAPPING.fields(Asked(vik, "tonje"))}


def test_a_form_as_the_school_edited_it_is_the_one_that_is_opened(vik: InVik):
    mine = msgspec.structs.replace(VIK_FOLLOW_UP.form("student"), version=3, title="Vårt ark")
    sheets = opened(Asked(msgspec.structs.replace(vik, own_forms=(mine,)), "tonje"))

    assert next(sheet.version for sheet in sheets if sheet.form == "student") == 3


def test_with_one_guardian_and_no_subjects_there_is_still_something_to_press_enter_on(vik: InVik):
    alone = msgspec.structs.replace(vik.students["tonje"], guardians=(Guardian("Anette Aas", "mor"),))
    school = msgspec.structs.replace(vik.school, timetable=())
    seen = msgspec.structs.replace(vik, students={**vik.students, "tonje": alone}, school=school)

    assert [field.key for field in MAPPING.fields(Asked(seen, "tonje"))] == ["home"]
    assert opened(Asked(seen, "tonje"))[-1].informant == "Anette Aas"
