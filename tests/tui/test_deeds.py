"""Enter does the duty: each kind opens what does it, and what is told there meets it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from rules.case.events import Informed, InquiryOpened, LeaderTalked, NurseOffered, SheetOpened, Whom
from rules.case.replay import replay
from rules.duties.duty import Deed
from store.door import Store
from tests.tui.journey import program, seen, shown, until
from tests.tui.staffed_school import staffed
from tests.tui.test_cases import worrying
from tests.tui.test_today import here
from tui.app import TilstedeApp
from tui.deeds import DEEDS


def standing(app: TilstedeApp, duty_id: str) -> str:
    """The row of a duty that stands open, "" where there is none."""
    return next((key for key, duty in here(app).duties.items() if duty.id == duty_id and duty.met_at is None), "")


@pytest.mark.parametrize("deed", Deed)
def test_every_deed_has_its_way_and_its_words(deed: Deed) -> None:
    assert DEEDS[deed].word


async def test_every_duty_of_a_decided_case_opens_something_and_comes_back(tmp_path: Path) -> None:
    worrying(staffed(tmp_path), "jens")
    async with program(tmp_path, user="per") as (app, pilot):
        await pilot.press("1")
        await seen(app, "Informer rektor")
        duties = [key for key, duty in here(app).duties.items() if duty.student == "jens"]
        for key in duties:
            assert here(app).listed.move_to(key)
            await pilot.press("enter")
            await until(lambda: app.screen is not app.default_screen or app.view().NAME != "today", partial(str, key))
            if app.screen is not app.default_screen:
                await pilot.press("escape")
            if app.view().NAME != "today":
                await pilot.press("1")
            await until(lambda: app.screen is app.default_screen and app.view().NAME == "today", lambda: shown(app))

    assert len(duties) >= 5


async def test_what_the_guide_asks_after_worrying_is_told_line_by_line(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    worrying(store, "jens")
    lines = {
        "inform-principal": ["enter"],
        "inform-resource-team": [*"tatt opp", "enter"],
        "nurse-offer": ["2", "1", "enter"],  # accepted, with the mother's consent
        "open-inquiry": ["1", "enter"],  # PPS anonymously
    }
    async with program(tmp_path, user="per", size=(100, 40)) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Informer rektor")
        for duty, keys in lines.items():
            assert here(app).listed.move_to(standing(app, duty)), duty
            await pilot.press("enter")
            await until(lambda: app.screen is not app.default_screen)
            await pilot.press(*keys)
            await until(lambda: not standing(app, duty), lambda: shown(app))  # noqa: B023 - waited for at once

    case = replay("jens", Store(store.folder).case_events("jens"))
    told = {type(event): event for event in case.events}
    assert [e.whom for e in case.events if isinstance(e, Informed)] == [Whom.PRINCIPAL, Whom.RESOURCE_TEAM]
    nurse, inquiry = told[NurseOffered], told[InquiryOpened]
    assert isinstance(nurse, NurseOffered)
    assert isinstance(inquiry, InquiryOpened)
    assert (nurse.accepted, nurse.consent) == (True, case.consents[0].id)
    assert (inquiry.pps_contacted, inquiry.consent) == (True, "")
    assert LeaderTalked not in told


async def test_mapping_opens_the_forms_once_and_then_the_one_that_is_chosen(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    worrying(store, "jens")
    async with program(tmp_path, user="per", size=(100, 40)) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Kartlegg")
        here(app).listed.move_to(standing(app, "mapping"))
        await pilot.press("enter")
        await until(lambda: app.screen is not app.default_screen)
        await pilot.press("ctrl+s")
        await until(lambda: any(isinstance(e, SheetOpened) for e in Store(store.folder).case_events("jens")))
        await until(lambda: len(app.session.overview.case_of("jens").sheets) > 2 if app.session.overview else False)
        await pilot.press("enter")
        await seen(app, "Hvilket skjema?")
        await pilot.press("enter")
        await until(lambda: app.view().NAME == "form")


async def test_a_meeting_that_is_not_called_is_called(tmp_path: Path) -> None:
    worrying(staffed(tmp_path), "jens")
    async with program(tmp_path, user="per", size=(100, 40)) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Samarbeidsmøte")
        here(app).listed.move_to(standing(app, "meeting-1"))
        await pilot.press("enter")
        await until(lambda: app.view().NAME == "meeting" and app.screen is not app.default_screen)
