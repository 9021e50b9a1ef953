from __future__ import annotations

from tests.tui.stage import Stage, screen_text
from tui.lines import Ink
from tui.pane import Pane, wrapped


def lines(text: str, width: int) -> list[str]:
    return ["".join(part for part, _ink in line) for line in wrapped(((text, Ink.PLAIN),), width)]


def test_prose_is_wrapped_at_words():
    assert lines("sju dager fravær på tjue skoledager", 12) == ["sju dager", "fravær på", "tjue", "skoledager"]


def test_a_word_too_long_for_the_line_is_cut_in_pieces_and_nothing_is_lost():
    assert "".join(lines("fraværsregistreringssystem", 10)) == "fraværsregistreringssystem"
    assert all(len(line) <= 10 for line in lines("i fraværsregistreringssystem", 10))


async def test_what_a_person_typed_is_shown_letter_for_letter():
    pane = Pane()
    app = Stage(pane)
    async with app.run_test(size=(40, 4)) as pilot:
        pane.say((((("Birk [/b] [red]"), Ink.TITLE),), (("\x1b[31mrødt", Ink.PLAIN),)))
        await pilot.pause()

        assert screen_text(app)[0].strip() == "Birk [/b] [red]"
        assert "\x1b" not in "".join(screen_text(app))


async def test_a_text_that_does_not_fit_ends_with_a_sign_that_there_is_more():
    pane = Pane(more="… Enter viser alt")
    app = Stage(pane)
    async with app.run_test(size=(30, 3)) as pilot:
        pane.say(tuple(((f"linje nummer {n} med noen ord", Ink.PLAIN),) for n in range(1, 6)))
        await pilot.pause()
        assert [line.rstrip() for line in screen_text(app)] == [
            " linje nummer 1 med noen ord",
            " linje nummer 2 med noen ord",
            " linje … Enter viser alt",
        ]

        pane.read_on(1)
        await pilot.pause()
        assert screen_text(app)[0].strip() == "linje nummer 3 med noen ord"
        assert "…" not in "".join(screen_text(app))
