from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.events import Key
from textual.pilot import Pilot

from rules.case.events import (
    AgreementSigned,
    AgreementStarted,
    Decided,
    Evaluated,
    Goal,
    MeasuresStarted,
    MeetingCancelled,
    MeetingHeld,
    MeetingKind,
    MeetingReminded,
    MeetingSet,
    MinutesWritten,
    Outcome,
    Part,
    Participant,
    PartSet,
    Party,
    Signature,
    Step,
    Verdict,
)
from rules.facts import Role, User
from store.door import Store
from tests.tui.case_school import NOW, STAFF, decided, school, told
from tests.tui.journey import down_to, program, seen, shown, typed, until
from tui.app import TilstedeApp
from tui.meeting import MeetingView

S = "school"
OPEN = ("slash", *"tonje", "enter", "s")
TODAY = NOW.date()
AGENDA = ("Evaluere avtalen", "Evaluere effekten av tiltakene", "Veien videre")


def a_meeting(
    store: Store, sort: MeetingKind = MeetingKind.FIRST, on: date = TODAY, agenda: tuple[str, ...] = AGENDA
) -> None:
    """A meeting is called for today."""
    event = MeetingSet(
        by="", at=NOW, meeting="m1", sort=sort, on=on, time="14:00", place="møterommet",
        participants=(Participant("guardians", "Anette Aas"), Participant("leadership", "astrid")), agenda=agenda,
        minutes_by="kari", called_by="sunniva",
    )  # fmt: skip
    told(store, event)


def an_agreement(store: Store, *parts: Part) -> None:
    """One that is signed and runs since Monday."""
    told(
        store,
        AgreementStarted(by="", at=NOW, agreement="a1"),
        *(PartSet(by="", at=NOW, agreement="a1", item=f"p{n}", part=part) for n, part in enumerate(parts)),
        AgreementSigned(
            by="", at=NOW, agreement="a1", signatures=(Signature(Party.STUDENT, "Tonje", TODAY),), reason="slik ble det"
        ),
        MeasuresStarted(by="", at=NOW, agreement="a1", on=TODAY - timedelta(days=4)),
    )


def on_disk_of(folder: Path, kind: type) -> list:  # type: ignore[type-arg]
    """The events of one kind, oldest first."""
    return [event for event in Store(folder).case_events("tonje") if isinstance(event, kind)]


async def at_the_meeting(app: TilstedeApp, pilot: Pilot[None]) -> MeetingView:
    await pilot.press(*OPEN)
    await seen(app, "Tonje Aas · 4B · »")
    await pilot.press("m")
    await until(lambda: isinstance(app.view(), MeetingView) and app.focused is not None)
    await pilot.pause()
    view = app.view()
    assert isinstance(view, MeetingView)
    return view


async def test_the_meeting_is_called_as_the_card_lists_it(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "Tonje Aas · 4B · »")
        await pilot.press("n", "1")
        screen = await seen(app, "Kall inn til møte: Tonje Aas")
        assert "«Husk å bli enige om hvem som skal skrive referat»" in screen
        await typed(app, pilot, "fre 9.10")
        await typed(app, pilot, "14")
        await typed(app, pilot, "møterommet [/b]")
        await pilot.press("1", "enter", "2", "enter")
        screen = await seen(app, "Hvem kalles inn?")
        for line in ("✓ Elev: Tonje Aas", "✓ Foresatte: Rolf Aas", "✓ Kontaktlærer: Kari Moen", "✓ PPS"):
            assert line in screen
        assert "✓ Helsesøster: Helene Sæther" in screen
        await pilot.press("enter")
        screen = await seen(app, "Hva skal møtet handle om? (Tiltakskort 1)")
        assert "✓ Enighet om tiltak og tilpasninger" in screen
        await pilot.press("space", "enter")  # the first item is left out
        await seen(app, "Samarbeidsmøte 1 · fre 9. okt 14:00 · møterommet [/b]")
        called = on_disk_of(tmp_path / S, MeetingSet)[0]
        assert called.sort is MeetingKind.FIRST
        assert (called.on, called.minutes_by, called.called_by) == (date(2026, 10, 9), "kari", "astrid")
        assert Participant("guardians", "Rolf Aas") in called.participants
        assert Participant("nurse", "helene") in called.participants
        assert "Informasjon om spesifikk sak" not in " ".join(called.agenda)
        assert "Avtale DATO + TID for neste møte!" in called.agenda


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1.9", "Kalt inn: tir 1. sep kl. 14:00. Den dagen har vært."),
        ("lør 3.10", "Kalt inn: lør 3. okt kl. 14:00. Det er ingen skoledag."),
        ("man 5.10", "Kalt inn: man 5. okt kl. 14:00."),
    ],
)
async def test_a_meeting_on_a_day_that_has_been_or_is_no_school_day_says_so(
    tmp_path: Path, day: str, said: str
) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "Tonje Aas · 4B · »")
        await pilot.press("n", "1")
        await seen(app, "Kall inn til møte: Tonje Aas")
        await typed(app, pilot, day)
        await typed(app, pilot, "14")
        await pilot.press("ctrl+s")
        await seen(app, "Hvem kalles inn?")
        await pilot.press("enter")
        await seen(app, "Hva skal møtet handle om?")
        await pilot.press("enter")
        await seen(app, f" {said} ")


async def test_minutes_are_kept_as_an_item_is_left_and_read_again(tmp_path: Path) -> None:
    a_meeting(decided(tmp_path / S))
    async with program(tmp_path / S) as (app, pilot):
        await at_the_meeting(app, pilot)
        await pilot.press("enter", *"gruer seg", "tab", *"ringer mandag", "escape")
        await until(lambda: len(on_disk_of(tmp_path / S, MinutesWritten)) == 2)
        first, second = on_disk_of(tmp_path / S, MinutesWritten)
        assert (first.item, first.text, second.item, second.text) == (0, "gruer seg", 1, "ringer mandag")
        await seen(app, "✓ Evaluere avtalen")
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_meeting(app, pilot)
        assert view.words.text == "gruer seg"


async def test_minutes_are_kept_after_a_pause_and_a_session_that_dies_loses_only_what_came_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.rest.PAUSE", 0.1)
    a_meeting(decided(tmp_path / S))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_meeting(app, pilot)
        await pilot.press("enter", *"sagt")
        await until(lambda: [e.text for e in on_disk_of(tmp_path / S, MinutesWritten)][-1:] == ["sagt"])
        monkeypatch.setattr("tui.rest.PAUSE", 60.0)
        await pilot.press(*" og mer")
        view.leaving = tuple  # type: ignore[method-assign] # the process is killed: nobody asks
    assert [e.text for e in on_disk_of(tmp_path / S, MinutesWritten)][-1] == "sagt"


async def test_leaving_the_program_tells_what_stands_typed(tmp_path: Path) -> None:
    a_meeting(decided(tmp_path / S))
    async with program(tmp_path / S) as (app, pilot):
        await at_the_meeting(app, pilot)
        await pilot.press("enter", *"halvveis", "ctrl+q")
        await until(lambda: app._exit)
    assert [e.text for e in on_disk_of(tmp_path / S, MinutesWritten)] == ["halvveis"]


async def test_what_one_types_on_is_no_conflict_with_oneself_however_fast(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.rest.PAUSE", 0.001)
    a_meeting(decided(tmp_path / S))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_meeting(app, pilot)
        await pilot.press("enter")
        for letter in "en lang setning ":
            await pilot.press(letter)
        await pilot.pause(0.3)
        assert view.words.text == "en lang setning "
        assert not view.minutes.beside  # type: ignore[union-attr]
        await pilot.press(*"til")
        assert view.words.text == "en lang setning til"


async def test_two_who_type_to_the_same_item_lose_nothing_and_see_both(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    a_meeting(store)
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_meeting(app, pilot)
        await pilot.press("enter", *"mine ord")
        told(store, MinutesWritten(by="", at=NOW, meeting="m1", item=0, text="pers ord [/]"), by="per")
        await pilot.pause(0.5)
        assert view.words.text == "mine ord"  # what I type stays
        await pilot.press("escape")
        await seen(app, "Per Berg skrev samtidig: «pers ord [/]»")
        assert "≠ Evaluere avtalen" in shown(app)
        assert {e.text for e in on_disk_of(tmp_path / S, MinutesWritten)} == {"mine ord", "pers ord [/]"}

        await pilot.press("m")
        await pilot.pause()
        assert view.words.text == "mine ord\npers ord [/]"
        await pilot.press("escape")
        await seen(app, "✓ Evaluere avtalen")
        assert not view.minutes.beside  # type: ignore[union-attr]


async def test_the_other_session_sees_both_too(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    a_meeting(store)
    first = MinutesWritten(id="w1", by="", at=NOW, meeting="m1", item=0, text="kari")
    told(store, first, by="kari")
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_meeting(app, pilot)
        await pilot.press("enter")
        assert view.words.text == "kari"
        told(store, MinutesWritten(by="", at=NOW, meeting="m1", item=0, text="per", knew=""), by="per")
        await until(lambda: view.words.text == "per")  # nothing was typed: what holds is shown
        await seen(app, "Kari Moen skrev samtidig: «kari»")


async def test_a_held_meeting_cannot_forget_the_next_one(tmp_path: Path) -> None:
    a_meeting(decided(tmp_path / S))
    async with program(tmp_path / S) as (app, pilot):
        await at_the_meeting(app, pilot)
        await pilot.press("h")
        screen = await seen(app, "Samarbeidsmøte 1 er holdt: Tonje Aas")
        assert "«Avtale DATO + TID for neste møte!»" in screen
        await pilot.press("ctrl+s")
        await seen(app, "Avtal dato og tid for neste møte, eller skriv hvorfor det ikke blir")
        assert not on_disk_of(tmp_path / S, MeetingHeld)
        await pilot.press("enter", "enter")
        await typed(app, pilot, "+14")
        await typed(app, pilot, "13")
        await pilot.press("ctrl+s")
        await until(lambda: len(on_disk_of(tmp_path / S, MeetingHeld)) == 1)
        held, following = on_disk_of(tmp_path / S, MeetingHeld)[0], on_disk_of(tmp_path / S, MeetingSet)[-1]
        assert (held.next_on, held.next_time) == (TODAY + timedelta(days=14), "13:00")
        assert len(held.present) == 2
        assert (following.sort, following.on, following.time) == (MeetingKind.SECOND, held.next_on, "13:00")
        assert following.agenda[0] == "Evaluere avtalen"
        await seen(app, "neste møte fre 9. okt 13:00")


async def test_whom_nobody_is_named_for_is_called_what_the_card_calls_them(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    a_meeting(store)
    told(
        store,
        replace(store.case_events("tonje")[-1], id="", participants=(Participant("pps"), Participant("staff", "per"))),
    )
    async with program(tmp_path / S) as (app, pilot):
        await at_the_meeting(app, pilot)
        for _ in range(5):
            await pilot.press("down")
        await seen(app, "Per Berg · ansatt ved skolen")
        await pilot.press("h")
        assert "✓ PPS" in await seen(app, "Samarbeidsmøte 1 er holdt: Tonje Aas")
        await pilot.press("escape", "s")
        await seen(app, "Å gjøre")
        await down_to(app, pilot, "Samarbeidsmøte 1 ·")
        await seen(app, "Innkalt: PPS, Per Berg")


async def test_one_who_sees_no_case_is_asked_neither_to_call_nor_to_come(tmp_path: Path) -> None:
    Store.create(tmp_path / S, replace(school(), users=(*STAFF, User("ivar", "Ivar Tveit", Role.ADMIN))), "kari", NOW)
    told(Store(tmp_path / S), Decided(by="", at=NOW, verdict=Verdict.WORRYING, no_conversation="prøvd"))
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "Tonje Aas · 4B · »")
        await pilot.press("n", "1")
        screen = await seen(app, "Helene Sæther")
        assert "Ivar" not in screen


async def test_meeting_2_evaluates_each_step_and_measure_beside_the_attendance(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    an_agreement(store, Goal("Trives"), Step(1, "Følges i porten", 5))
    a_meeting(store, MeetingKind.SECOND)
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_meeting(app, pilot)
        await seen(app, "Evaluer")
        view.agenda.move_to("part:p1")
        await seen(app, "Før tiltakene")
        assert "Siden 21. sep: til stede" in shown(app)
        await pilot.press("enter")
        await seen(app, "virket det")
        await pilot.press("3")
        await typed(app, pilot, "Var der hver dag")
        await until(lambda: len(on_disk_of(tmp_path / S, Evaluated)) == 1)
        done = on_disk_of(tmp_path / S, Evaluated)[0]
        assert (done.outcome, done.seen, done.meeting) == (Outcome.PARTLY, "Var der hver dag", "m1")
        await seen(app, "~ Trinn 1")

        await pilot.press("v")  # and then the way on
        await seen(app, "A: Saken håndteres av hjem og skole")


async def test_a_reminder_a_new_item_another_time_and_a_call_off(tmp_path: Path) -> None:
    a_meeting(decided(tmp_path / S), on=TODAY + timedelta(days=3))
    async with program(tmp_path / S) as (app, pilot):
        await at_the_meeting(app, pilot)
        await pilot.press("R", *"sms", "enter")
        await until(lambda: [e.words for e in on_disk_of(tmp_path / S, MeetingReminded)] == ["sms"])
        await seen(app, "påminnet 25. sep")
        await pilot.press("plus", *"Skyss", "enter")
        await seen(app, "· Skyss")
        await pilot.press("e")
        await seen(app, "Kall inn på nytt: Tonje Aas")
        await pilot.press("backspace", *"x", "ctrl+s")
        await seen(app, "er ikke forstått som dag")
        await pilot.press("escape", "x", *"syk", "enter")
        await seen(app, "– avlyst")
        assert on_disk_of(tmp_path / S, MeetingCancelled)[0].reason == "syk"


async def test_a_meeting_with_minutes_called_anew_keeps_its_agenda(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    a_meeting(store)
    told(store, MinutesWritten(by="", at=NOW, meeting="m1", item=2, text="A"))
    async with program(tmp_path / S) as (app, pilot):
        await at_the_meeting(app, pilot)
        await pilot.press("e")
        await seen(app, "Kall inn på nytt: Tonje Aas")
        await pilot.press("ctrl+s")
        await seen(app, "Hvem kalles inn?")
        await pilot.press("enter")
        await until(lambda: len(on_disk_of(tmp_path / S, MeetingSet)) == 2)
        assert on_disk_of(tmp_path / S, MeetingSet)[1].agenda == AGENDA


async def test_what_is_taken_back_leaves_the_minutes(tmp_path: Path) -> None:
    a_meeting(decided(tmp_path / S))
    async with program(tmp_path / S) as (app, pilot):
        view = await at_the_meeting(app, pilot)
        await pilot.press("enter", *"feil", "escape")
        await until(lambda: len(on_disk_of(tmp_path / S, MinutesWritten)) == 1)
        await seen(app, "✓ Evaluere avtalen")
        await pilot.press("u")
        await until(lambda: view.words.text == "")


async def test_without_a_student_or_a_meeting_every_key_says_what_to_do(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S, view="meeting") as (app, pilot):
        await seen(app, "Ingen elev er valgt. Åpne saken (4), og trykk m.")
        for key in ("enter", "h", "n", "a", "e", "R", "plus", "v", "m", "x", "s", "full_stop", "comma"):
            await pilot.press(key)
        assert len(app.screen_stack) == 1
    async with program(tmp_path / S) as (app, pilot):
        await at_the_meeting(app, pilot)
        await seen(app, "Ingen møter ennå. n: kall inn.")


async def test_hostile_words_are_letters(tmp_path: Path) -> None:
    store = decided(tmp_path / S)
    a_meeting(store, agenda=("[red]punkt[/]", "\\[b] {x}"))
    told(store, MinutesWritten(by="", at=NOW, meeting="m1", item=0, text="[/b] {y} \\"))
    async with program(tmp_path / S) as (app, pilot):
        await at_the_meeting(app, pilot)
        screen = await seen(app, "[red]punkt[/]")
        assert "[/b] {y} \\" in screen
        assert "\\[b] {x}" in screen


async def test_what_is_typed_in_one_breath_lands_field_by_field(tmp_path: Path) -> None:
    decided(tmp_path / S)
    async with program(tmp_path / S) as (app, pilot):
        await pilot.press(*OPEN)
        await seen(app, "Tonje Aas · 4B · »")
        await pilot.press("n", "1")
        await seen(app, "Kall inn til møte: Tonje Aas")
        for key in ("plus", "7", "enter", "1", "4", "enter", *"rommet", "enter", "2", "enter", "1", "ctrl+s"):
            character = "+" if key == "plus" else key if len(key) == 1 else None
            app.post_message(Key(key, character))
        await seen(app, "Hvem kalles inn?")
        await pilot.press("enter")
        await seen(app, "Hva skal møtet handle om?")
        await pilot.press("enter")
        await until(lambda: len(on_disk_of(tmp_path / S, MeetingSet)) == 1)
        called = on_disk_of(tmp_path / S, MeetingSet)[0]
        assert (called.on, called.time, called.place) == (TODAY + timedelta(days=7), "14:00", "rommet")
        assert (called.minutes_by, called.called_by) == ("astrid", "kari")


async def test_minutes_typed_in_one_breath_land_item_by_item(tmp_path: Path) -> None:
    a_meeting(decided(tmp_path / S))
    async with program(tmp_path / S) as (app, pilot):
        await at_the_meeting(app, pilot)
        for key in ("enter", *"en", "tab", *"to", "enter", *"tre", "tab", *"fire", "escape"):
            app.post_message(Key(key, key if len(key) == 1 else "\r" if key == "enter" else None))
        await until(lambda: len(on_disk_of(tmp_path / S, MinutesWritten)) == 3)
        assert [e.text for e in on_disk_of(tmp_path / S, MinutesWritten)] == ["en", "to\ntre", "fire"]
