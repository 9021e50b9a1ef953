"""A form, a question at a time: every answer is there as soon as it is left, and nobody's words are lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rules.case.events import AnswerGiven, AnswerKind, ContactMade, Decided, How, SheetOpened, Verdict
from rules.case.replay import replay
from rules.follow_up import follow_up
from store.door import Store
from tests.tui import case_school
from tests.tui.journey import on_disk, program, seen, shown, until
from tests.tui.small_school import NOW
from tui.app import TilstedeApp
from tui.form import FormView
from tui.messages import ViewWanted

QUESTIONS = [question.id for question in follow_up("aas").form("student").questions]
HOSTILE = "[/b] æøå [@click=app.quit]x[/]"


def mapped(folder: Path, form: str = "student") -> Store:
    """Tonje's case is open, and one form of it."""
    store = on_disk(folder)
    talk = ContactMade(id="talk", by="", at=NOW, whom="Mona Aas", how=How.PHONE)
    worrying = Decided(by="", at=NOW, verdict=Verdict.WORRYING, conversation="talk")
    sheet = SheetOpened(id="sheet", by="", at=NOW, form=form, version=1, informant="Tonje")
    store.tell_case("tonje", [talk, worrying, sheet], "kari", NOW)
    return store


def answers(store: Store) -> dict[str, AnswerGiven]:
    (sheet,) = replay("tonje", Store(store.folder).case_events("tonje")).sheets
    return {question: answered.holds for question, answered in sheet.answers.items()}


async def opened(app: TilstedeApp, pilot: Pilot[None]) -> FormView:
    """The form is on the screen, at its first open question."""
    app.view().post_message(ViewWanted("form", student="tonje", item="sheet"))
    await seen(app, "besvart")
    await pilot.pause()
    view = app.view()
    assert isinstance(view, FormView)
    return view


async def test_a_question_stands_in_the_guides_words_with_its_hint(tmp_path: Path) -> None:
    mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        await pilot.press("down")
        text = await seen(app, "vanskelige eller")

    assert "Tonje Aas" in text
    assert "0 av 13 besvart" in text
    assert view.question is not None
    assert view.question.hint.startswith("(Lese høyt")


async def test_an_answer_is_on_disk_when_its_question_is_left(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter", *"musikk", "tab")
        await until(lambda: QUESTIONS[0] in answers(store))
        await seen(app, "1 av 13 besvart")

    assert (answers(store)[QUESTIONS[0]].text, answers(store)[QUESTIONS[0]].by) == ("musikk", "kari")


async def test_told_to_end_more_than_once_what_stands_half_typed_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter", *"halvt")
        tell, asked = app.session.tell, []
        monkeypatch.setattr(app.session, "tell", lambda telling: asked.append(telling) or tell(telling))
        for _ in range(3):
            app.end(129)
            await asyncio.sleep(0)
        await until(lambda: app.return_code == 129)

    told = [event for event in Store(store.folder).case_events("tonje") if isinstance(event, AnswerGiven)]
    assert ([event.text for event in told], len(asked)) == (["halvt"], 1)


async def test_an_answer_is_told_after_a_pause_and_when_the_view_or_the_program_is_left(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter", "a")
        await until(lambda: QUESTIONS[0] in answers(store), lambda: shown(app))
        await pilot.press("b", "escape", "2")
        await until(lambda: answers(store)[QUESTIONS[0]].text == "ab")
        await opened(app, pilot)
        await pilot.press("enter", "c")
        app.end(0)
        await until(lambda: answers(store)[QUESTIONS[0]].text == "abc")


async def test_whoever_types_without_a_rest_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.rest.PAUSE", 60.0)
    monkeypatch.setattr("tui.rest.LATEST", 0.2)
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        await pilot.press("enter", "a")
        while QUESTIONS[0] not in answers(store):
            await pilot.press("b")
            assert len(view.words.text) < 1000, "typed and typed, and nothing was told"
        await pilot.press("c")
        await until(lambda: answers(store)[QUESTIONS[0]].text == view.words.text, lambda: shown(app))
        view.leaving = tuple  # type: ignore[method-assign] # the process is killed: nobody asks

    (sheet,) = replay("tonje", store.case_events("tonje")).sheets
    assert not sheet.answers[QUESTIONS[0]].beside, "one's own words stand against each other"


async def test_a_form_is_gone_on_with_where_it_was_left(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    told = [AnswerGiven(by="", at=NOW, sheet="sheet", question=q, text="x") for q in QUESTIONS[:4]]
    store.tell_case("tonje", told, "kari", NOW)
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        assert view.question is not None
        assert view.question.id == QUESTIONS[4]
        await pilot.press("full_stop")
        assert view.question.id == QUESTIONS[5]


async def test_staff_are_called_by_name_where_they_fill_in_and_where_they_wrote_meanwhile(tmp_path: Path) -> None:
    store = case_school.decided(tmp_path)
    case_school.told(store, SheetOpened(id="sheet", by="", at=NOW, form="school", version=1, informant="per"))
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        await seen(app, "Skolens kartlegging · Per Berg · 0 av 11")
        await pilot.press("enter", *"mitt")
        first = view.question
        assert first is not None
        other = AnswerGiven(by="", at=NOW, sheet="sheet", question=first.id, text="hans")
        store.tell_case("tonje", [other], "per", NOW)
        await pilot.press("tab")
        await seen(app, "Per Berg har svart på det samme.")


async def test_not_knowing_and_not_wanting_to_say_are_answers_of_one_key(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await pilot.press("v")
        await until(lambda: QUESTIONS[0] in answers(store))
        await pilot.press("down", "o")
        await until(lambda: QUESTIONS[1] in answers(store))

    assert answers(store)[QUESTIONS[0]].answer is AnswerKind.DONT_KNOW
    assert answers(store)[QUESTIONS[1]].answer is AnswerKind.WONT_SAY


async def test_bullying_is_a_yes_or_a_no_and_words(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    question = next(q.id for q in follow_up("aas").form("student").questions if "bullying" in q.themes)
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        view.questions.move_to(question)
        await pilot.pause()
        await pilot.press("j")
        await until(lambda: question in answers(store))
        await pilot.press("enter", *"ute", "tab")
        await until(lambda: answers(store)[question].text == "ute")

    assert answers(store)[question].yes is True


async def test_words_about_bullying_without_yes_or_no_are_asked_about_again(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    question = next(q.id for q in follow_up("aas").form("student").questions if "bullying" in q.themes)
    told = [AnswerGiven(by="", at=NOW, sheet="sheet", question=q, text="x") for q in QUESTIONS]
    store.tell_case("tonje", told, "kari", NOW)
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        await seen(app, "12 av 13 besvart")
        assert view.question is not None
        assert view.question.id == question, "where there is something left to answer"
        assert "ja eller nei?" in shown(app)
        await pilot.press("n")
        await seen(app, "13 av 13 besvart")
    assert (answers(store)[question].yes, answers(store)[question].text) == (False, "x")


async def test_an_answer_that_was_emptied_is_open_again(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    told = [AnswerGiven(by="", at=NOW, sheet="sheet", question=q, text="x") for q in QUESTIONS[:3]]
    store.tell_case("tonje", told, "kari", NOW)
    emptied = answers(store)[QUESTIONS[1]]
    again = AnswerGiven(by="", at=NOW, sheet="sheet", question=QUESTIONS[1], text="", knew=emptied.id)
    store.tell_case("tonje", [again], "kari", NOW)
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        assert view.question is not None
        assert view.question.id == QUESTIONS[1]
        assert "ubesvart" in await seen(app, "2 av 13 besvart")


async def test_two_who_answer_the_same_both_stand_and_are_put_together_with_a_key(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        await pilot.press("enter", *"min")
        other = AnswerGiven(by="", at=NOW, sheet="sheet", question=QUESTIONS[0], text="din")
        store.tell_case("tonje", [other], "per", NOW)
        await pilot.press("tab")
        await seen(app, "har svart på det samme")
        await pilot.press("escape")
        view.questions.move_to(QUESTIONS[0])
        await pilot.pause()
        assert "din" in shown(app)
        assert "min" in shown(app)
        await pilot.press("m", "escape")
        await until(lambda: "din" in answers(store)[QUESTIONS[0]].text and "min" in answers(store)[QUESTIONS[0]].text)

    (sheet,) = replay("tonje", Store(store.folder).case_events("tonje")).sheets
    assert sheet.answers[QUESTIONS[0]].beside == ()
    assert len(sheet.answers[QUESTIONS[0]].before) == 2


async def test_another_s_answer_comes_in_while_nothing_is_typed(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        other = AnswerGiven(by="", at=NOW, sheet="sheet", question=QUESTIONS[0], text="fra en annen")
        store.tell_case("tonje", [other], "per", NOW)
        await until(lambda: view.words.text == "fra en annen")


async def test_an_informant_who_does_not_want_to_is_kept_with_when_and_why(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await pilot.press("d")
        await seen(app, "Hvorfor?")
        await pilot.press("enter", *"orker ikke", "enter")
        await seen(app, "vil ikke fylle ut: orker ikke")

    (sheet,) = replay("tonje", Store(store.folder).case_events("tonje")).sheets
    assert sheet.declined is not None
    assert sheet.declined.on == NOW.date()


async def test_what_the_register_knows_is_offered_and_never_filled_in(tmp_path: Path) -> None:
    store = mapped(tmp_path, "school")
    async with program(tmp_path, size=(120, 40)) as (app, pilot):
        view = await opened(app, pilot)
        await seen(app, "Registeret: borte")
        assert view.words.text == ""

    assert answers(store) == {}


async def test_hostile_words_are_letters(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    told = AnswerGiven(by="", at=NOW, sheet="sheet", question=QUESTIONS[0], text=HOSTILE)
    store.tell_case("tonje", [told], "kari", NOW)
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        view.questions.move_to(QUESTIONS[0])
        await pilot.pause()
        assert "[/b] æøå" in shown(app)
        await pilot.press("b")
        await seen(app, "svar side om side")
        assert "[/b] æøå" in shown(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_graded_list_is_a_line_each_with_its_number_last(tmp_path: Path, size: tuple[int, int]) -> None:
    store = mapped(tmp_path, "student-room")
    question = follow_up("aas").form("student-room").questions[-1].id
    async with program(tmp_path, size=size) as (app, pilot):
        view = await opened(app, pilot)
        view.questions.move_to(question)
        await pilot.pause()
        await pilot.press("enter", *"skolegaarden 8", "enter", *"musikk 1", "escape")
        await until(lambda: question in answers(store))
        assert "Uten et tall" not in shown(app)

    assert [(g.situation, g.grade) for g in answers(store)[question].graded] == [("skolegaarden", 8), ("musikk", 1)]


async def test_a_line_of_the_graded_list_that_has_no_number_is_pointed_at(tmp_path: Path) -> None:
    store = mapped(tmp_path, "student-room")
    question = follow_up("aas").form("student-room").questions[-1].id
    async with program(tmp_path) as (app, pilot):
        view = await opened(app, pilot)
        view.questions.move_to(question)
        await pilot.pause()
        await pilot.press("enter", *"musikk 1", "enter", *"gym 11", "enter", *"mat 2 [/b]", "escape")
        await seen(app, "Uten et tall fra 0 til 10 bakerst:")
        assert "gym 11, " in shown(app)

    assert [g.situation for g in answers(store)[question].graded] == ["musikk"]
