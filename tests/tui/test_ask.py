"""Ask: a few fields in a row; digits choose and go on, Enter answers where it may, nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from textual import events

from tests.tui.small_school import FRIDAY
from tests.tui.stage import Stage, screen_text
from tests.tui.test_dialogs import HOSTILE, NOT_ANSWERED, answer
from tui.ask import Ask
from tui.ask_fields import Field, Takes, read

ABC = (("a", "en"), ("b", "to"), ("c", HOSTILE))
WHICH = Field("which", "hvilken", Takes.ONE, ABC, quick=True)
WORDS = Field("words", "ord")


async def test_a_digit_chooses_and_goes_on_where_it_says_so() -> None:
    assert await answer(Ask("?", (WHICH, WORDS), FRIDAY), "2", *"hei", "enter") == {"which": "b", "words": "hei"}


async def test_up_and_down_choose_among_those_that_stand_under_each_other_and_then_go_on() -> None:
    under = Field("under", "under hverandre", Takes.ONE, ABC, stacked=True)

    assert await answer(Ask("?", (under, WORDS), FRIDAY), "down", *"2", "ctrl+s") == {"under": "b", "words": None}
    assert await answer(Ask("?", (under, WORDS), FRIDAY), "down", "down", "down", *"2", "ctrl+s") == {
        "under": "c",
        "words": "2",
    }
    asked = Ask("?", (WHICH, under, WORDS), FRIDAY, start="words")
    assert await answer(asked, "up", "down", "down", "up", "up", "up", "right", "ctrl+s") == {
        "which": "b",
        "under": "a",
        "words": None,
    }


async def test_of_many_choices_the_first_letters_choose_also_where_they_are_digits() -> None:
    classes = tuple(
        (name, name) for name in ("alle klasser", *(f"{n}{x}" for n in range(1, 11) for x in (". trinn", "A", "B")))
    )
    people = tuple(
        (name, name) for name in ("Ada", "Bo", "Cay", "Dag", "Ea", "Finn", "Gro", "Hans", "Ida", "Kaia", "Kari Øy")
    )
    asked = (Field("team", "team", Takes.ONE, classes), Field("who", "hvem", Takes.ONE, people))

    assert await answer(Ask("?", asked, FRIDAY), "8", "enter", *"kar", "ctrl+s") == {
        "team": "8. trinn",
        "who": "Kari Øy",
    }
    assert await answer(Ask("?", asked, FRIDAY), *"10b", "enter", "3", "ctrl+s") == {"team": "10B", "who": "Cay"}
    assert await answer(Ask("?", asked, FRIDAY), *"8b9", "ctrl+s") == {"team": "9. trinn", "who": "Ada"}


async def test_enter_answers_from_the_line_that_is_the_last_to_be_typed() -> None:
    last = Field("words", "ord", last=True)
    assert await answer(Ask("?", (last, WHICH), FRIDAY), *"hei", "enter") == {"words": "hei", "which": "a"}


async def test_it_starts_where_it_is_told_to() -> None:
    assert await answer(Ask("?", (WHICH, WORDS), FRIDAY, start="words"), *"12", "enter") == {
        "which": "a",
        "words": "12",
    }


async def test_what_is_missing_is_said_and_what_was_typed_stays() -> None:
    needed = Field("name", "navn", required=True)
    assert await answer(Ask("?", (needed, WORDS), FRIDAY), "enter", *"hei", "enter") is NOT_ANSWERED


async def test_asked_again_it_has_the_answers_it_was_given() -> None:
    some = Field("some", "flere", Takes.SOME, ABC)
    day = Field("day", "dag", Takes.DATE)
    asked = Ask("?", (WHICH, some, day, WORDS), FRIDAY)
    given = {"which": "c", "some": ("a", "c"), "day": FRIDAY, "words": "hei"}

    assert await answer(asked.again(given, "Det gikk ikke."), "ctrl+s") == given


async def test_a_line_that_was_emptied_is_empty_when_it_is_asked_again() -> None:
    place = Field("place", "sted", first="Rom 2")
    hangs = Field("hangs", "bare ved to", first="står", only=("which", "b"))
    asked = Ask("?", (WHICH, hangs, place, WORDS), FRIDAY)
    given = {"which": "a", "hangs": None, "place": None, "words": "hei"}

    assert await answer(asked.again(given, "Det gikk ikke."), "ctrl+s") == given
    # what was never asked still has what stood there
    again = asked.again(given, "Det gikk ikke.").again({**given, "which": "b", "hangs": "ny"}, "Heller ikke det.")
    assert await answer(again, "ctrl+s") == {**given, "which": "b", "hangs": "ny"}
    assert [field.first for field in asked.again(given, "").fields] == ["a", "står", None, "hei"]


async def test_what_is_typed_right_after_an_arrow_lands_in_the_field_it_leads_to() -> None:
    day = Field("day", "dag", Takes.DATE, first=FRIDAY)
    app = Stage()
    answers: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Ask("?", (day, WORDS), FRIDAY, start="words"), answers.append)
        await pilot.pause()
        app.post_message(events.Key("up", None))
        app.post_message(events.Paste("28.9"))
        app.post_message(events.Key("down", None))
        app.post_message(events.Paste("syk"))
        app.post_message(events.Key("ctrl+s", None))
        await pilot.pause()

    assert answers == [{"day": date(2026, 9, 28), "words": "syk"}]


async def test_a_day_that_stands_there_is_typed_over() -> None:
    day = Field("day", "dag", Takes.DATE, first=FRIDAY)
    assert await answer(Ask("?", (day, WORDS), FRIDAY), *"28.9", "enter", "enter") == {
        "day": date(2026, 9, 28),
        "words": None,
    }


async def test_a_row_of_choices_is_broken_between_two_of_them_and_never_within_one() -> None:
    words = tuple((str(n), f"møtes til en samtale {n}") for n in range(1, 6))
    asked = Ask("?", (Field("how", "hvordan", Takes.ONE, words),), FRIDAY)
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(asked)
        await pilot.pause()
        await pilot.pause()
        text = "\n".join(screen_text(app))

    assert all(f"møtes til en samtale {n}" in text for n in range(1, 6))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (Field("day", "dag", Takes.DATE), "1.1.2020", "«1.1.2020» er lenge siden."),
        (Field("day", "dag", Takes.DATE), "1.1.2126", "«1.1.2126» er mange år fram."),
        (Field("day", "dag", Takes.DATE, past=True), "1.1.2006", "«1.1.2006» er lenge siden."),
        (Field("day", "dag", Takes.DATE, past=True), "i morgen", "lør 26. sep er ikke kommet ennå."),
        (Field("day", "dag", Takes.DATE, past=True), "1.1.2020", ""),
        (Field("day", "dag", Takes.DATE, past=True, ahead=True), "i morgen", ""),
        (Field("day", "dag", Takes.DATE), "1.3.2031", ""),
        (Field("day", "dag", Takes.DATE), "25.9.2025", ""),
    ],
)
def test_a_day_that_nobody_means_is_asked_for_again(field: Field, typed: str, said: str) -> None:
    _day, wrong = read(field, typed, FRIDAY)

    assert wrong.startswith(said)
    assert bool(wrong) == bool(said)


async def test_a_choice_that_is_a_whole_page_is_shown_by_its_beginning_and_the_next_is_seen() -> None:
    pages = (("page", "Sol vil ikke på skolen. " * 400), ("none", "ingen samtale"))
    app = Stage()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Ask("?", (Field("on", "bygger på", Takes.ONE, pages, stacked=True), WORDS), FRIDAY))
        await pilot.pause()
        await pilot.pause()
        shown = "\n".join(screen_text(app))

    assert "1 [Sol vil ikke" in shown
    assert "…]" in shown
    assert "2 ingen samtale" in shown
    assert await answer(Ask("?", (Field("on", "bygger på", Takes.ONE, pages, stacked=True),), FRIDAY), "ctrl+s") == {
        "on": "page"
    }
