"""Every duty on time, late, and across a holiday: a row of the table without all three does not pass."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rules.calendar import OSLO
from rules.duties.duty import Duty
from rules.duties.reckoning import TABLE
from tests.rules.duties.a_school import World, moment
from tests.rules.duties.beginnings import BEGINNINGS
from tests.rules.duties.holidays import HOLIDAYS, Holiday

ROWS = [row.id for row in TABLE]


def at(when: datetime) -> str:
    return f"{when.astimezone(OSLO):%Y-%m-%dT%H:%M}"


def same(world: World, row: str, key: str, when: datetime) -> Duty:
    """The same duty at another moment."""
    return next(duty for duty in world.all(row, at(when)) if duty.key == key)


def in_the_way(row: str) -> tuple[Holiday, Duty]:
    holiday = HOLIDAYS[row]
    found = [duty for duty in holiday.world.standing(row, holiday.now) if holiday.key in duty.key]
    assert len(found) == 1, [duty.key for duty in found]
    return holiday, found[0]


@pytest.mark.parametrize("row", ROWS)
def test_until_it_is_overdue_it_stands_and_is_not_late(row: str) -> None:
    begins = BEGINNINGS[row]
    for duty in begins.world.standing(row, begins.now):
        overdue = duty.overdue
        assert overdue is not None
        before = same(begins.world, row, duty.key, max(overdue - timedelta(minutes=1), duty.opens))
        assert before.met_at is None
        assert not before.late(before.overdue - timedelta(minutes=1) if before.overdue else overdue)


@pytest.mark.parametrize("row", ROWS)
def test_from_then_on_it_is_late_until_it_is_met(row: str) -> None:
    begins = BEGINNINGS[row]
    for duty in begins.world.standing(row, begins.now):
        assert duty.overdue is not None
        late = same(begins.world, row, duty.key, duty.overdue + timedelta(minutes=1))
        assert late.late(duty.overdue + timedelta(minutes=1))
        assert late.due == duty.due, "being late moves no deadline"


@pytest.mark.parametrize("row", ROWS)
def test_a_holiday_in_the_way_moves_it_as_the_guide_s_number_says(row: str) -> None:
    holiday, duty = in_the_way(row)

    assert (at(duty.due), at(duty.overdue or duty.due)) == (holiday.due, holiday.overdue)


@pytest.mark.parametrize("row", ROWS)
def test_it_is_not_late_before_that_and_late_after(row: str) -> None:
    holiday, duty = in_the_way(row)
    overdue = moment(holiday.overdue)

    assert not duty.late(overdue - timedelta(minutes=1))
    assert same(holiday.world, row, duty.key, overdue + timedelta(minutes=1)).late(overdue + timedelta(minutes=1))


@pytest.mark.parametrize("row", ROWS)
def test_it_falls_due_on_a_school_day(row: str) -> None:
    holiday, duty = in_the_way(row)

    assert duty.due.astimezone(OSLO).date() in holiday.world.known(holiday.now).calendar.indexes
