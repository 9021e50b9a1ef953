"""Every kind of duty stands in I dag, and Enter on it opens what does it: the table says what, for each row."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from rules.duties.reckoning import TABLE
from rules.facts import school_year
from store.door import Store
from store.tellings import MarkWanted
from tests.rules.duties.a_school import moment
from tests.rules.duties.beginnings import BEGINNINGS, Beginning
from tests.tui.journey import program, shown, until
from tests.tui.test_deeds import standing
from tests.tui.test_today import here
from tui.app import TilstedeApp

#: What Enter opens: a view, by its name, or a question, by how it begins.
OPENS = {
    "take-register": "register",
    "call-home-now": "Kontakt med hjemmet",
    "contact-home": "Kontakt med hjemmet",
    "contact-home-unexcused": "Kontakt med hjemmet",
    "answer-flag": "Vurder",
    "tell-guardians": "Kontakt med hjemmet",
    "ask-certificate": "Legeerklæring",
    "weigh-child-welfare": "Vurdering: barnevernet",
    "assess-deregistration": "Vurdering: utmelding",
    "inform-principal": "Rektor er informert",
    "inform-resource-team": "Ressursteamet er orientert",
    "nurse-offer": "Helsesøster har fått melding",
    "open-inquiry": "Undersøkelsessaken er startet",
    "mapping": "Kartleggingen er startet",
    "safe-environment": "Vedtak og plan: trygt skolemiljø",
    "meeting-1": "Kall inn til møte",
    "agreement": "agreement",
    "start-measures": "Tiltakene er i gang",
    "formal-decision": "Sakkyndig vurdering og enkeltvedtak",
    "remind-meeting-2": "Påminning er sendt",
    "meeting-2": "Kall inn til møte",
    "evaluate": "meeting",
    "way-on": "Veien videre",
    "meet-plan": "Plan B er fulgt",
    "recurring": "Ansvaret er gjort",
    "weekly-leader-talk": "Ukas møte med ledelsen",
    "follow-up": "Oppfølging etter at saken ble lukket",
    "weekly-check": "Ukesjekk 8B, uke 42",
    "team-agenda": "team",
    "leader-review": "Ledelsens gjennomgang av skolens samlede fravær",
    "inform-at-start": "Informasjon ved skolestart · 8B",
    "parents-meeting-topic": "Fravær som tema på foreldremøtet · 8B",
    "talk-topic": "Fravær var tema i samtalen",
    "task": "Oppgaven er gjort",
    "team-task": "Oppgaven er gjort",
}


def told(folder: Path, begins: Beginning) -> Store:
    """The world on disk, event by event as it was told."""
    known = begins.world.known(begins.now)
    (student,) = known.students
    store = Store.create(folder, known.school, "kari", moment("2026-08-13"))
    for day in begins.world.away.days:
        for mark in day.marks:
            wanted = MarkWanted(student.id, day.date, mark.lessons, mark.category, mark.reason)
            store.note([wanted], mark.by or "kari", mark.at)
    for event in begins.world.events:
        store.tell_case(student.id, [event], event.by, event.at)
    for event in begins.world.school_events:
        store.tell_school(school_year(event.at.date()), [event], event.by, event.at)
    return store


def opened(app: TilstedeApp) -> str:
    """What stands over the day's list, or in its place; "" while nothing does."""
    if app.screen is not app.default_screen:
        return str(getattr(app.screen, "question", type(app.screen).__name__))
    return "" if app.view().NAME == "today" else app.view().NAME


@pytest.mark.parametrize("row", BEGINNINGS)
async def test_enter_on_a_duty_opens_what_does_it(row: str, tmp_path: Path) -> None:
    begins = BEGINNINGS[row]
    told(tmp_path / "skole", begins)
    now = moment(begins.now) + timedelta(seconds=1)
    async with program(tmp_path / "skole", view="today", now=now, size=(80, 24)) as (app, pilot):
        await until(lambda: bool(here(app).duties), lambda: shown(app))
        if not standing(app, row):
            await pilot.press("a")
        await until(lambda: bool(standing(app, row)), lambda: shown(app))
        assert here(app).listed.move_to(standing(app, row))
        await pilot.press("enter")
        await until(lambda: bool(opened(app)), lambda: shown(app))
        assert opened(app).startswith(OPENS[row])
        assert "Du har ikke tilgang" not in shown(app)


def test_the_table_has_every_row() -> None:
    assert set(OPENS) == {row.id for row in TABLE}
