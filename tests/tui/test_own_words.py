"""Own words: whoever goes on writing before the last words are on the disk does not stand against themselves."""

from __future__ import annotations

import threading
from pathlib import Path

from rules.case.case import Answered
from rules.case.events import AnswerGiven, AnswerKind
from rules.case.replay import replay
from store.door import Store
from tests.tui.journey import program, session_of, until
from tests.tui.small_school import NOW
from tests.tui.test_form import QUESTIONS, mapped, opened
from tui.tellings import TellCase

BULLIED = 5  # how many questions stand before it


def answer(text: str, knew: str = "") -> TellCase:
    event = AnswerGiven(by="", at=NOW, sheet="sheet", question=QUESTIONS[0], text=text, knew=knew)
    return TellCase("tonje", (event,))


def first(store: Store) -> Answered:
    (sheet,) = replay("tonje", Store(store.folder).case_events("tonje")).sheets
    return sheet.answers[QUESTIONS[0]]


async def test_a_session_knows_what_it_wrote_before_also_where_its_screen_did_not_show_it_yet(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    session = session_of(tmp_path)
    told = [await session.tell(answer(text)) for text in ("ute", "ute i", "ute i friminuttene")]
    assert [(each.ok, each.beside) for each in told] == [(True, ())] * 3
    assert first(store).holds.text == "ute i friminuttene"
    assert first(store).beside == ()
    assert [each.text for each in first(store).before] == ["ute", "ute i"]
    session.close()


async def test_what_another_wrote_in_between_it_does_not_know_and_both_stand(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    session, other = session_of(tmp_path), session_of(tmp_path, "per")
    await session.tell(answer("ute"))
    await other.tell(answer("inne", first(store).holds.id))
    told = await session.tell(answer("ute og hjemme"))
    assert [each.text for each in told.beside if isinstance(each, AnswerGiven)] == ["inne"]
    assert first(store).holds.text == "ute og hjemme"
    assert [each.text for each in first(store).beside] == ["inne"]
    session.close()
    other.close()


async def test_what_was_undone_is_not_gone_on_from(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    session = session_of(tmp_path)
    await session.tell(answer("ute"))
    await session.tell(answer("ute i"))
    await session.undo()
    await session.tell(answer("ute ofte"))
    assert first(store).holds.text == "ute ofte"
    assert first(store).beside == ()
    session.close()


async def test_yes_right_after_the_words_stands_as_one_answer(tmp_path: Path) -> None:
    held = await _pressed_while_the_disk_is_slow(tmp_path, "enter", *"de ler", "escape", "j")
    assert (held.holds.answer, held.holds.text, held.holds.yes) == (AnswerKind.ANSWERED, "de ler", True)
    assert held.beside == ()


async def test_words_right_after_yes_keep_the_yes(tmp_path: Path) -> None:
    held = await _pressed_while_the_disk_is_slow(tmp_path, "j", "enter", *"de ler", "escape")
    assert (held.holds.answer, held.holds.text, held.holds.yes) == (AnswerKind.ANSWERED, "de ler", True)
    assert held.beside == ()


async def _pressed_while_the_disk_is_slow(folder: Path, *keys: str) -> Answered:
    """What stands of the question about bullying: two tellings were on their way at once."""
    store, free = mapped(folder), threading.Event()
    async with program(folder) as (app, pilot):
        view = await opened(app, pilot)
        view.questions.move_to(QUESTIONS[BULLIED])
        await pilot.pause()
        app.session._thread.submit(free.wait)
        await pilot.press(*keys)
        free.set()
        await until(lambda: len(_told(store)) == 2)

    (sheet,) = replay("tonje", Store(store.folder).case_events("tonje")).sheets
    return sheet.answers[QUESTIONS[BULLIED]]


def _told(store: Store) -> list[AnswerGiven]:
    return [event for event in Store(store.folder).case_events("tonje") if isinstance(event, AnswerGiven)]
