"""Decide: one key and one line; a flag is no decision, and a decision knows what it rests on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from rules.case.case import State
from rules.case.events import Concern, ContactMade, Decided, How, Verdict
from rules.case.replay import replay
from rules.facts import Category, Reason
from store.door import Store
from store.tellings import MarkWanted
from tests.tui.journey import away, line_with, program, seen, shown, typed, until
from tests.tui.small_school import FRIDAY, NOW, last_days
from tests.tui.staffed_school import HOSTILE, staffed


def decided(store: Store, student: str) -> tuple[Decided, ...]:
    return replay(student, Store(store.folder).case_events(student)).decisions


def talked(store: Store, student: str) -> None:
    talk = ContactMade(id=f"talk-{student}", by="", at=NOW, whom="Nina Moe", how=How.PHONE, words="sover dårlig")
    store.tell_case(student, [talk], "per", NOW)


async def test_a_flag_is_decided_in_one_key_and_one_line_and_what_the_guide_asks_next_is_there_to_do(
    tmp_path: Path,
) -> None:
    store = staffed(tmp_path)
    away(store, "jens", 8)
    talked(store, "jens")
    async with program(tmp_path, user="per") as (app, pilot):
        await pilot.press("v")
        text = await seen(app, "Vurder: Jens Moe")
        assert "Et flagg er ingen vurdering" in text
        assert "1 [telefon med Nina Moe 25. sep 10:20: «sover dårlig»]" in text
        await pilot.press("1", *"gruer seg", "enter")
        await seen(app, "Jens Moe: bekymringsfullt.")
        assert line_with(app, "Jens Moe").rstrip().endswith("åpen")
        await pilot.press("1")
        await seen(app, "Informer rektor")
        assert "Start undersøkelse, PPS" in shown(app)

    (event,) = decided(store, "jens")
    assert (event.verdict, event.rule, event.reason) == (Verdict.WORRYING, "absent-days", "gruer seg")
    assert (event.conversation, event.no_conversation) == ("talk-jens", "")
    assert [day for day, _lessons in event.knew] == list(last_days(8))


async def test_without_a_conversation_it_says_why_there_was_none(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    away(store, "jens", 8)
    async with program(tmp_path, user="per") as (app, pilot):
        await pilot.press("v", "1", "enter", "enter")
        await seen(app, "«hvorfor det ikke ble noen samtale» mangler.")
        await pilot.press(*"ingen svarer", "enter", "enter")
        await seen(app, "Jens Moe: bekymringsfullt.")

    (event,) = decided(store, "jens")
    assert (event.conversation, event.no_conversation) == ("", "ingen svarer")


async def test_not_worrying_needs_a_reason_and_takes_the_flag_away(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    away(store, "jens", 8)
    talked(store, "jens")
    async with program(tmp_path, user="per") as (app, pilot):
        await pilot.press("v", "2", "enter")
        await seen(app, "Skriv hvorfor det ikke er bekymringsfullt.")
        await pilot.press(*"brukket bein", "enter")
        await seen(app, "Jens Moe: ikke bekymringsfullt.")
        await until(lambda: "STERKT" not in shown(app))

    assert [event.verdict for event in decided(store, "jens")] == [Verdict.NOT_WORRYING]


async def test_observe_until_a_day_is_watched_till_then_and_asked_about_again_after_it(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    away(store, "jens", 8)
    talked(store, "jens")
    async with program(tmp_path, user="per") as (app, pilot):
        await pilot.press("v", "3", *"+14", "enter", "enter")
        await seen(app, "Jens Moe: følges til fre 9. okt.")
        assert line_with(app, "Jens Moe").rstrip().endswith("følges")
    assert replay("jens", Store(store.folder).case_events("jens")).state is State.OBSERVED
    async with program(tmp_path, user="per", now=NOW + timedelta(days=17)) as (app, pilot):
        await pilot.press("1")
        await seen(app, "Vurder")
        assert "Jens Moe" in shown(app)


async def test_all_flags_that_are_on_are_decided_together_each_with_what_it_counts(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    away(store, "jens", 8)
    early = [day for day in last_days(15) if day not in last_days(8)][:3]
    store.note([MarkWanted("jens", day, (5, 6), Category.LEFT, Reason.NONE) for day in early], "per", NOW)
    talked(store, "jens")
    async with program(tmp_path, user="per") as (app, pilot):
        await pilot.press("v", "1", "enter")
        await seen(app, "Jens Moe: bekymringsfullt.")

    knew = {event.rule: [day for day, _lessons in event.knew] for event in decided(store, "jens")}
    assert knew == {"absent-days": list(last_days(8)), "left-early": early}


async def test_a_concern_without_a_flag_can_be_decided(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await pilot.press("slash", *"ola", "enter", "v")
        await seen(app, "Ingen flagg. Også en mistanke kan vurderes.")
        await pilot.press("2", "1", *"ikke tid", "enter", *"gruer seg", "enter")
        await seen(app, "Ola Nordli: bekymringsfullt.")

    (event,) = decided(store, "ola")
    assert (event.concern, event.rule, event.knew, event.reason) == (Concern.DISTRESS, "", (), "gruer seg")


async def test_a_refused_decision_comes_back_with_why_and_with_what_was_typed(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    away(store, "jens", 8)
    talk = store.tell_case("jens", [ContactMade(id="t", by="", at=NOW, whom="Nina Moe", how=How.PHONE)], "per", NOW)
    async with program(tmp_path, user="per") as (app, pilot):
        await pilot.press("v", "1")
        await seen(app, "Vurder: Jens Moe")
        store.undo(talk, "per", NOW)  # somebody takes the conversation back meanwhile
        await pilot.press(*"mine ord", "enter")
        text = await seen(app, "Samtalen med hjemmet finnes ikke")
        assert "mine ord" in text
        assert "Vurder: Jens Moe" in text

    assert decided(store, "jens") == ()


async def test_a_line_is_letters(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    away(store, "jens", 8)
    talked(store, "jens")
    async with program(tmp_path, user="per") as (app, pilot):
        await pilot.press("v", "1")
        await typed(app, pilot, HOSTILE)
        await seen(app, "Jens Moe: bekymringsfullt.")
        await pilot.press("enter")
        await seen(app, "Jens Moe · 5A")
        await pilot.press("ctrl+d")
        await until(lambda: HOSTILE in shown(app), lambda: shown(app))

    assert decided(store, "jens")[0].reason == HOSTILE
    assert NOW.date() == FRIDAY
