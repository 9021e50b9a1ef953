"""Innsynsloggen on the screen: who looked at whom, by student and by user, with and without names, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.rights import What
from store.door import Store
from store.personal import PersonalStore
from tests.tui.journey import line_with, program, seen, shown, typed
from tests.tui.small_school import FRIDAY, NOW
from tests.tui.staffed_school import staffed
from tui import clock, identity
from tui.desk import PAGES_OF_A_STUDENT
from tui.log_rows import THROUGHS


@pytest.fixture(name="school")
def _school(tmp_path: Path) -> Store:
    """Kari has looked at two, Lise at one of them."""
    store = staffed(tmp_path)
    for user, student, what in (
        ("kari", "tonje", What.MARKS),
        ("kari", "ola", What.CASE),
        ("lise", "tonje", What.CASE),
    ):
        PersonalStore(tmp_path, user, lambda: FRIDAY).look(student, what, user, NOW, "student")
    return store


@pytest.fixture(name="come_in")
def _come_in(school: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Somebody came in through the gate on the Friday."""
    clock.stop_at(NOW)
    yield lambda user: monkeypatch.setattr(identity, "_came_in", identity.Identity(user, school.folder))
    clock.stop_at(None)


async def test_a_leader_sees_who_looked_at_whom_the_newest_first(school: Store, come_in) -> None:
    come_in("lise")
    async with program(school.folder, user="lise") as (app, pilot):
        await pilot.press("6", "l")
        text = await seen(app, "3 oppslag")
        lines = [line for line in text.splitlines() if "25.09.26" in line]
        assert [("Lise" in line, "Tonje Aas" in line, "saken" in line) for line in lines] == [
            (True, True, True),
            (False, False, True),
            (False, True, False),
        ]
        assert "egen klasse" in lines[2]
        assert "Så på: Lise [/b] Dahl (lise), ledelse. Grunn: ledelsen." in text


async def test_it_is_filtered_by_the_student_and_the_user_one_stands_at_and_by_a_name(school: Store, come_in) -> None:
    come_in("lise")
    async with program(school.folder, user="lise") as (app, pilot):
        await pilot.press("6", "l")
        await seen(app, "3 oppslag")
        await pilot.press("e")
        assert "2 oppslag · elev: Tonje Aas" in await seen(app, "2 oppslag")
        await pilot.press("b")
        await seen(app, "1 oppslag · elev: Tonje Aas · bruker: Lise [/b] Dahl")
        await pilot.press("a")
        await seen(app, "3 oppslag")
        await pilot.press("slash")
        await seen(app, "Hvilken elev, eller hvem så?")
        await typed(app, pilot, "nord")
        assert "Ola Nordli" in await seen(app, "1 oppslag · søk: nord")


async def test_a_students_own_log_with_roles_for_the_guardians_has_no_name_of_staff(school: Store, come_in) -> None:
    come_in("lise")
    async with program(school.folder, user="lise") as (app, pilot):
        await pilot.press("slash", *"tonje", "enter", "enter")
        await seen(app, "Tonje Aas · 4B")
        await pilot.press("g")
        await seen(app, "elev: Tonje Aas")
        assert "Kari Lien" in shown(app)
        await pilot.press("n")
        text = await seen(app, "uten navn")
        own = [line for line in text.splitlines()[1:] if "Tilstede" not in line]
        assert not any(name in line for line in own for name in ("Kari", "kari", "Lise", "(lise"))
        assert "kontaktlærer" in line_with(app, "egen klasse")


async def test_a_teacher_sees_only_what_they_looked_at_themselves(school: Store, come_in) -> None:
    come_in("kari")
    async with program(school.folder, user="kari") as (app, pilot):
        await pilot.press("6", "l")
        text = await seen(app, "bare dine egne oppslag")
        assert "2 oppslag" in text
        assert "Lise" not in text


async def test_a_log_that_cannot_be_read_says_so(school: Store, come_in, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(PersonalStore, "looks", fails)
    come_in("lise")
    async with program(school.folder, user="lise") as (app, pilot):
        await pilot.press("6", "l")
        assert "Ingen oppslag" not in await seen(app, "0 oppslag")


async def test_what_was_looked_at_meanwhile_is_there_when_the_log_is_opened_again(school: Store, come_in) -> None:
    come_in("lise")
    async with program(school.folder, user="lise") as (app, pilot):
        await pilot.press("6", "l")
        await seen(app, "3 oppslag")
        await pilot.press("2")
        PersonalStore(school.folder, "kari", lambda: FRIDAY).look("ola", What.MARKS, "kari", NOW, "student")
        await pilot.press("6", "l")
        await seen(app, "4 oppslag")


def test_every_page_that_is_opened_has_its_word_in_the_log() -> None:
    assert not PAGES_OF_A_STUDENT.keys() - THROUGHS.keys()
