"""What holds for every row of the table: it can be met from where it starts, and late is after due."""

from __future__ import annotations

import pytest

from rules.duties.duty import Deed
from rules.duties.reckoning import TABLE
from tests.rules.duties.a_school import moment
from tests.rules.duties.beginnings import BEGINNINGS


def test_there_is_an_example_of_every_row():
    assert set(BEGINNINGS) == {row.id for row in TABLE}


@pytest.mark.parametrize("row", BEGINNINGS)
def test_what_meets_it_ends_it(row: str):
    begins = BEGINNINGS[row]
    stands = begins.world.standing(row, begins.now)
    assert stands
    for duty in stands:
        assert duty.met_at is None
        assert duty.opens <= moment(begins.now)
        assert duty.overdue is None or duty.opens <= duty.due <= duty.overdue

    still = {duty.key for duty in begins.met.standing(row, begins.now)}
    gone = [duty for duty in stands if duty.key not in still]
    assert gone
    done = [duty for duty in begins.met.all(row, begins.now) if duty.met_at is not None]
    assert done
    for duty in done:
        assert duty.met_by
        assert not duty.late(moment("2028-01-01"))


@pytest.mark.parametrize("row", BEGINNINGS)
def test_it_is_the_same_duty_as_time_goes(row: str):
    begins = BEGINNINGS[row]
    keys = {duty.key for duty in begins.world.standing(row, begins.now)}

    later = begins.now.replace("T13", "T14").replace("T15", "T17").replace("T16", "T17")
    assert keys <= {duty.key for duty in begins.world.all(row, later)}


def test_every_deed_that_a_screen_knows_is_somebodys_duty():
    deeds = {duty.deed for begins in BEGINNINGS.values() for duty in begins.world.all_of(begins.now)}

    assert deeds == set(Deed)
