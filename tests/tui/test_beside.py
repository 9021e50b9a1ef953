"""Side om side: the three informants' answers to one theme, what differs, and the guide's factors to tick."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from textual.pilot import Pilot

from rules.case.events import AnswerGiven, CaseClosed, CaseReopened, FactorTicked, InformantDeclined, SheetOpened
from rules.case.replay import replay
from rules.follow_up import follow_up
from store.door import Store
from tests.tui.journey import line_with, program, seen, shown, until
from tests.tui.small_school import NOW
from tests.tui.test_form import mapped
from tui.app import TilstedeApp
from tui.beside import WHERE, BesideView
from tui.command_line_duties import whole
from tui.messages import ViewWanted
from tui.paper import forms, plain
from tui.paper.matter import Matter

GUIDE = follow_up("aas")
TALL = (120, 60)


async def opened(app: TilstedeApp, pilot: Pilot[None]) -> BesideView:
    app.view().post_message(ViewWanted("beside", student="tonje"))
    await seen(app, "svar side om side")
    await pilot.pause()
    view = app.view()
    assert isinstance(view, BesideView)
    return view


def bullied(store: Store, sheet: str, form: str, yes: bool) -> None:
    """An informant's answer to whether she is bullied; the student's sheet is there already."""
    question = next(one.id for one in GUIDE.form(form).questions if "bullying" in one.themes)
    answer = AnswerGiven(by="", at=NOW, sheet=sheet, question=question, yes=yes)
    sheets = [] if sheet == "sheet" else [SheetOpened(id=sheet, by="", at=NOW, form=form, version=1, informant=form)]
    store.tell_case("tonje", [*sheets, answer], "kari", NOW)


async def test_a_yes_beside_a_no_has_a_sign_and_words_and_one_answer_alone_has_neither(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    bullied(store, "sheet", "student", yes=False)
    async with program(tmp_path, size=TALL) as (app, pilot):
        view = await opened(app, pilot)
        view.rows.move_to("bullying")
        await pilot.pause()
        assert "én sier ja, en annen nei" not in shown(app)
        bullied(store, "school", "school", yes=True)
        await seen(app, "≠ én sier ja, en annen nei")
        name = next(one.text for one in GUIDE.themes if one.key == "bullying")
        assert f"≠ {name[:10]}" in line_with(app, f" {name[:10]}")


async def test_a_guardian_who_does_not_want_to_and_one_who_has_not_answered_are_named(tmp_path: Path) -> None:
    store = mapped(tmp_path)
    bullied(store, "sheet", "student", yes=False)
    sheets = [
        SheetOpened(id=name, by="", at=NOW, form="guardians", version=1, informant=name)
        for name in ("Anette Aas", "Rolf Aas")
    ]
    declined = InformantDeclined(by="", at=NOW, sheet="Rolf Aas", on=NOW.date(), why="vil ikke")
    store.tell_case("tonje", [*sheets, declined], "kari", NOW)
    async with program(tmp_path, size=TALL) as (app, pilot):
        await opened(app, pilot)
        await seen(app, "ikke med: Anette Aas (ikke svart ennå); Rolf Aas (vil ikke fylle ut, 25.9.: vil ikke)")

    facts = whole(Store(store.folder), NOW)
    matter = Matter(seen=facts, one=facts.students["tonje"])
    paper = "\n".join(plain.lines(forms.side_by_side(matter)))
    assert "Ikke med: Anette Aas (ikke svart ennå); Rolf Aas (vil ikke fylle ut, 25.9.: vil ikke)" in paper


async def test_what_was_answered_before_the_case_was_closed_does_not_stand_beside_what_is_answered_now(
    tmp_path: Path,
) -> None:
    store = mapped(tmp_path)
    bullied(store, "sheet", "student", yes=True)
    store.tell_case("tonje", [CaseClosed(by="", at=NOW, reason="tilbake")], "kari", NOW)
    anew = NOW + timedelta(minutes=1)
    store.tell_case("tonje", [CaseReopened(by="", at=anew, reason="borte igjen")], "kari", anew)
    async with program(tmp_path, size=TALL) as (app, pilot):
        view = await opened(app, pilot)
        assert view.themes() == ()


async def test_the_factors_of_the_guide_stand_by_where_they_are_and_are_ticked_by_a_person(tmp_path: Path) -> None:
    mapped(tmp_path)
    first = GUIDE.factors[0]
    async with program(tmp_path, size=TALL) as (app, pilot):
        view = await opened(app, pilot)
        await pilot.press("r")
        await seen(app, "risiko- og beskyttende faktorer")
        expected = [
            row for where in WHERE for row in (f"#{where}", *(one.key for one in GUIDE.factors if one.where == where))
        ]
        assert [row.key for row in view.rows.rows] == expected
        assert len(expected) == len(GUIDE.factors) + len(WHERE)
        assert "[x]" not in shown(app)
        view.rows.move_to(first.key)
        await pilot.press("space")
        await until(lambda: "[x]" in shown(app), lambda: shown(app))
        assert [one.factor for one in replay("tonje", Store(tmp_path).case_events("tonje")).factors] == [first.key]
        await pilot.press("space")
        await until(lambda: "[x]" not in shown(app))

    told = [event for event in Store(tmp_path).case_events("tonje") if isinstance(event, FactorTicked)]
    assert [event.there for event in told] == [True, False]
