"""Contact with the home: who, how, what was said, and what an accepted ground corrects."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from rules.case.events import About, ContactMade, Ground, How
from rules.case.replay import replay
from rules.facts import Category, Guardian, Reason
from store.door import Store
from store.tellings import MarkWanted
from tests.tui.journey import on_disk, program, seen, session_of, shown, typed, until
from tests.tui.small_school import FRIDAY, last_days
from tests.tui.staffed_school import HOSTILE, MORNING, gone, school, staffed
from tui.ask_fields import Answer
from tui.contact import contact_told, days_about, unexcused
from tui.home import reached_at
from tui.overview import Overview

WHOLE_DAY: tuple[int, ...] = ()


def overview(folder: Path) -> Overview:
    found = session_of(folder, now=MORNING).overview
    assert found is not None
    return found


def told(store: Store, student: str) -> tuple[ContactMade, ...]:
    return replay(student, Store(store.folder).case_events(student)).contacts


def answers(**others: Answer) -> dict[str, Answer]:
    likeliest: dict[str, Answer] = {"whom": "0", "how": "spoke", "words": "", "from": "school", "about": "home"}
    return likeliest | others


def test_only_guardians_with_parental_responsibility_are_offered_and_no_number_where_it_is_protected() -> None:
    people = {one.id: one for one in school().students}

    assert reached_at(people["jens"]) == ("Nina Moe, mor · 900 11 111", "Olav Moe, far · 900 22 222")
    assert reached_at(people["aase"]) == ("Adressen er skjermet: ledelsen ringer.",)


def test_a_message_or_a_call_nobody_answers_is_no_conversation(tmp_path: Path) -> None:
    staffed(tmp_path)
    seen_ = overview(tmp_path)
    found = {
        how: contact_told(seen_, "jens", answers(how=how)).events[0]
        for how in ("spoke", "no_answer", "meeting", "message")
    }

    assert {how: isinstance(e, ContactMade) and e.conversation for how, e in found.items()} == {
        "spoke": True, "no_answer": False, "meeting": True, "message": False,
    }  # fmt: skip


def test_an_accepted_ground_corrects_the_marks_of_the_days_in_the_same_telling(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    yesterday = last_days(1)[0]
    store.note([MarkWanted("jens", yesterday, (2, 3), Category.UNEXCUSED, Reason.NONE)], "per", MORNING)
    gone(store, "jens")
    seen_ = overview(tmp_path)
    days = days_about(seen_, "jens", None)
    telling = contact_told(seen_, "jens", answers(ground="valid", reason="illness", leader="yes"), days)

    assert days == (yesterday, FRIDAY)
    assert [(m.day, m.lessons, m.category, m.reason) for m in telling.marks] == [
        (yesterday, (2, 3), Category.EXCUSED, Reason.ILLNESS),
        (FRIDAY, WHOLE_DAY, Category.EXCUSED, Reason.ILLNESS),
    ]
    (event,) = telling.events
    assert isinstance(event, ContactMade)
    assert (event.ground, event.leader_informed, event.days) == (Ground.VALID, True, days)


def test_an_unsettled_ground_corrects_nothing_and_is_not_said(tmp_path: Path) -> None:
    gone(staffed(tmp_path), "jens")
    telling = contact_told(overview(tmp_path), "jens", answers(ground="unsaid", reason="illness"), (FRIDAY,))

    assert telling.marks == ()
    assert isinstance(telling.events[0], ContactMade)
    assert telling.events[0].ground is None


def test_who_left_without_a_word_has_still_left_when_the_ground_is_accepted(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    store.note([MarkWanted("jens", FRIDAY, (4, 5, 6), Category.LEFT, Reason.NONE)], "per", MORNING)
    telling = contact_told(overview(tmp_path), "jens", answers(ground="valid", reason="other"), (FRIDAY,))

    assert [(mark.lessons, mark.category) for mark in telling.marks] == [((4, 5, 6), Category.LEFT)]


async def test_a_ground_the_school_accepts_is_on_the_disk_with_the_conversation_and_undone_with_it(
    tmp_path: Path,
) -> None:
    store = staffed(tmp_path)
    gone(store, "jens")
    async with program(tmp_path, user="per", now=MORNING) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "k")
        await seen(app, "Kontakt med hjemmet: Jens Moe")
        await pilot.press("enter", "1", *"feber", "enter", "2", "enter", "1", "enter", "2", "ctrl+s")
        await seen(app, "Merkene er rettet: 25. sep.")
        seen_ = app.session.overview
        assert seen_ is not None
        assert unexcused(seen_, "jens", FRIDAY) == ()
        await pilot.press("u")
        await seen(app, "Angret.")
        await until(lambda: bool(unexcused(app.session.overview or seen_, "jens", FRIDAY)))

    assert told(store, "jens") == ()


async def test_the_family_doctor_and_somebody_else_are_contacts_of_their_own(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    async with program(tmp_path, user="per", now=MORNING) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "k")
        await seen(app, "fastlegen")
        await pilot.press("3", "1", "ctrl+s")
        await seen(app, "Kontakt med fastlegen")
        await pilot.press("k", "4", *"Farmor", "enter", "1", "ctrl+s")
        await seen(app, "Kontakt med Farmor")

    assert [(c.whom, c.about) for c in told(store, "jens")] == [
        ("fastlegen", About.FAMILY_DOCTOR),
        ("Farmor", About.HOME),
    ]


async def test_what_was_said_is_letters_and_a_home_without_guardians_can_be_called(tmp_path: Path) -> None:
    small = school()
    odd = (Guardian(HOSTILE),)
    alone = tuple(msgspec.structs.replace(s, guardians=odd) if s.id == "birk" else s for s in small.students)
    store = on_disk(tmp_path, msgspec.structs.replace(small, students=alone))
    async with program(tmp_path, now=MORNING) as (app, pilot):
        await pilot.press("slash", *"birk", "enter", "k")
        assert HOSTILE in await seen(app, "Kontakt med hjemmet: Birk [/b] Berg")
        await pilot.press("enter", "1")
        await typed(app, pilot, HOSTILE)
        await pilot.press("ctrl+s")
        await seen(app, "er notert")
        await pilot.press("enter")
        await seen(app, "Kontakt med")
        assert HOSTILE in shown(app)

    assert [(c.how, c.words) for c in told(store, "birk")] == [(How.PHONE, HOSTILE)]


def test_without_a_duty_the_last_days_in_a_row_without_a_ground_are_asked_about(tmp_path: Path) -> None:
    store = staffed(tmp_path)
    days = [last_days(5)[0], *last_days(2)]
    store.note([MarkWanted("jens", day, (), Category.UNEXCUSED, Reason.NONE) for day in days], "per", MORNING)

    assert days_about(overview(tmp_path), "jens", None) == last_days(2)
    assert date(2026, 9, 24) in last_days(2)


def test_guidance_to_the_guardians_is_a_contact_of_its_own(tmp_path: Path) -> None:
    staffed(tmp_path)
    (event,) = contact_told(overview(tmp_path), "jens", answers(about="guidance", words="rutiner om morgenen")).events

    assert isinstance(event, ContactMade)
    assert (event.about, event.conversation, event.words) == (About.GUIDANCE, True, "rutiner om morgenen")


async def test_the_teacher_at_the_phone_sees_every_question_at_once_and_where_she_stands_without_colour(
    tmp_path: Path,
) -> None:
    store = staffed(tmp_path)
    absent = [*last_days(2), FRIDAY]
    store.note([MarkWanted("jens", day, (), Category.UNEXCUSED, Reason.NONE) for day in absent], "per", MORNING)
    async with program(tmp_path, user="per", now=MORNING) as (app, pilot):
        await pilot.press("slash", *"jens", "enter", "k")
        await seen(app, "Kontakt med hjemmet: Jens Moe")
        await pilot.press("1", "2", *"feber", "enter", "1", "enter", "2")
        asked = (
            *("hvem", "hvordan", "hva som ble sagt", "gjelder", "grunnen til fraværet", "rettes til"),
            *("ledelsen er informert", "hvem tok kontakt", "om"),
        )
        await until(lambda: all(f" {label}" in shown(app) for label in asked if label != "grunnen til fraværet"))
        text = await seen(app, "▌grunnen til fraværet   1 ikke avklart   2 [gyldig]   3 ikke gyldig")

    assert "Ctrl+S lagre" in text
    assert text.count("▌grunnen") == 1
