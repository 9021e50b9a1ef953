"""A team is called to a meeting, anew, and off: by keys, in the calendar, by those who may, and without a name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from rules.case.events import SchoolEvent, TeamCalled, TeamCalledOff, TeamKind
from rules.case.workflow import StepNotAllowed
from rules.team.calls import calls
from rules.words import NotAllowed
from store.door import Store
from store.personal import PersonalStore
from tests.tui.journey import program, seen, shown
from tests.tui.small_school import NOW
from tests.tui.test_team_meeting import YEAR, grade_team
from tui.command_line_duties import whole
from tui.paper.making import make
from tui.paper.matter import NothingToPrint
from tui.paper.request import Request


def call(on: date = date(2026, 10, 2), time: str = "14:00", **said: Any) -> TeamCalled:
    return TeamCalled(
        by="", at=NOW, call="c1", sort=TeamKind.GRADE, on=on, time=time, team="8. trinn", classes=("8A", "8B"), **said
    )


OFF = TeamCalledOff(by="", at=NOW, call="c1", reason="planleggingsdag")


def told(store: Store, *events: SchoolEvent, by: str = "lise") -> None:
    for event in events:
        PersonalStore(store.folder, by, NOW.date).tell_school(YEAR, [event], by, NOW)


def calendar(store: Store, team: str = "8. trinn", which: str = "") -> tuple[Any, Any]:
    """The invitation, and the one event in it, as another reads it."""
    request = Request(kind="team-agenda", who=team, which=which, ics=True)
    read = icalendar.Calendar.from_ical(make(store, whole(store, NOW), request, "lise", NOW).data)
    return read, next(iter(read.walk("VEVENT")))


async def test_a_leader_calls_the_team_anew_and_off_by_keys_and_the_calendar_is_offered(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 2)
    async with program(store.folder, user="lise", view="team") as (app, pilot):
        await seen(app, "m åpner møtet")
        await pilot.press("l")
        await seen(app, "Kall inn til møte")
        await pilot.press(*"2.10.2026", "enter", *"1400", "enter", *"Rom 3", "ctrl+s")
        await seen(app, "kalt inn fre 2. okt 14:00")
        await pilot.press("p")
        await seen(app, "Innkalling til kalenderen (.ics)")
        await pilot.press("escape", "l")
        await seen(app, "Kall inn på nytt: kalt inn fre 2. okt 14:00")
        await pilot.press("down", "enter")
        await seen(app, "hvorfor, uten navn på elever")
        await pilot.press(*"syk", "ctrl+s")
        await seen(app, "Møtet er avlyst.")
        assert "kalt inn fre" not in shown(app).splitlines()[3]

    (held,) = calls(Store(store.folder).school_events(YEAR))
    assert (held.held.place, held.anew, held.off is not None) == ("Rom 3", 1, True)


def test_the_calendar_has_one_event_that_is_called_moved_and_off_with_those_it_is_for(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 2)
    told(store, call(place="Rom 3"))
    read, first = calendar(store)
    told(store, call(date(2026, 11, 6), "08:30"))
    _read, moved = calendar(store)
    told(store, OFF)
    off, last = calendar(store)

    assert (read["METHOD"], off["METHOD"], last["STATUS"]) == ("REQUEST", "CANCEL", "CANCELLED")
    assert first["UID"] == moved["UID"] == last["UID"]
    assert [each["SEQUENCE"] for each in (first, moved, last)] == [0, 1, 2]
    assert first["DTSTART"].dt.astimezone(UTC) == datetime(2026, 10, 2, 12, tzinfo=UTC)
    assert moved["DTSTART"].dt.astimezone(UTC) == datetime(2026, 11, 6, 7, 30, tzinfo=UTC)
    assert {who.params["CN"] for who in first["ATTENDEE"]} == {"Kari Lien", "Per Åsen", "Lise Dahl"}
    assert (str(first["SUMMARY"]), str(first["LOCATION"])) == ("Trinnmøte · 8. trinn", "Rom 3, Bommen skole")
    assert not [name for name in ("Berg", "Ada", "planlegging") if name in str(off.to_ical())]


def test_what_a_team_was_not_called_to_goes_into_no_calendar(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 2)
    told(store, call())

    with pytest.raises(NothingToPrint, match="ikke kalt inn til Ledermøte"):
        calendar(store, "", "leaders")


@pytest.mark.parametrize(
    ("before", "event", "said"),
    [
        ((), OFF, "Kall inn først"),
        ((call(), OFF), call(), "Kall inn til et nytt"),
        ((call(), OFF), OFF, "Kall inn til et nytt"),
        ((), call(time="kl to"), "klokkeslett"),
        ((), call(place="hjemme hos Ada Berg"), "nevner ingen elev: «Ada Berg»"),
        ((call(),), TeamCalledOff(by="", at=NOW, call="c1", reason="ada er syk"), "«ada»"),
        (
            (),
            TeamCalled(by="", at=NOW, call="x", sort=TeamKind.EXTENDED, on=NOW.date(), time="14:00"),
            "i elevens sak",
        ),
    ],
)
def test_what_is_no_call_is_refused_with_what_to_do(
    tmp_path: Path, before: tuple[SchoolEvent, ...], event: SchoolEvent, said: str
) -> None:
    store = grade_team(tmp_path / "skole", 2)
    told(store, *before)
    with pytest.raises(StepNotAllowed, match=said):
        Store(store.folder).tell_school(YEAR, [event], "lise", NOW)


def test_whoever_may_hold_a_meeting_calls_to_it_and_nobody_else(tmp_path: Path) -> None:
    store = grade_team(tmp_path / "skole", 2)
    leaders = TeamCalled(by="", at=NOW, call="c2", sort=TeamKind.LEADERS, on=NOW.date(), time="14:00")
    told(store, call(), by="kari")
    told(store, leaders, by="lise")
    for by, event in (("hege", call()), ("kari", leaders), ("kari", TeamCalledOff(by="", at=NOW, call="c2"))):
        with pytest.raises(NotAllowed):
            told(store, event, by=by)
