"""A form that is interrupted, at any question: what was left is on disk already, half an answer when the line goes.

The rule of this file: what counts is what another reader of the folder finds while the program still runs, or after
its process was killed; nothing that only the program's memory knows.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from rules.case.events import ContactMade, Decided, How, SheetOpened, Verdict
from rules.case.replay import replay
from rules.case.sheets import school_sheets
from rules.facts import school_year
from rules.follow_up import Form, follow_up
from store.door import Store
from tests.ssh.terminal import Seat
from tests.tui.journey import on_disk, program, seen, shown, until
from tests.tui.small_school import NOW
from tui.form import FormView
from tui.messages import ViewWanted
from tui.rest import LATEST, PAUSE

FORMS = {form: follow_up("aas").form(form) for form in ("school", "student", "guardians", "school-itself")}
OWN = "school-itself"
YEAR = school_year(NOW.date())
ENTER, TAB = "\r", "\t"


def test_the_forms_are_those_of_the_guide() -> None:
    assert [len(form.questions) for form in FORMS.values()] == [11, 13, 14, 23]


@pytest.mark.parametrize("form", FORMS.values(), ids=tuple(FORMS))
async def test_each_answer_is_on_disk_when_its_question_is_left_and_half_of_one_when_the_program_is_told_to_end(
    form: Form, tmp_path: Path
) -> None:
    store = begun(tmp_path, form)
    async with program(tmp_path) as (app, pilot):
        app.view().post_message(ViewWanted("form", student="" if form.id == OWN else "tonje", item="sheet"))
        await seen(app, "besvart")
        view = app.view()
        assert isinstance(view, FormView)
        await pilot.press("enter")
        for n, question in enumerate(form.questions, 1):
            await until(lambda: view.question == question, lambda: shown(app))  # noqa: B023 - waited for at once
            view.words.insert(f"svar {n}")
            if n == len(form.questions):
                break
            await pilot.press("tab")
            await until(lambda: answers(store, form).get(question.id) == f"svar {n}", lambda: shown(app))  # noqa: B023
        app.end(0)
        await until(lambda: len(answers(store, form)) == len(form.questions), lambda: shown(app))

    assert answers(store, form) == {question.id: f"svar {n}" for n, question in enumerate(form.questions, 1)}


@pytest.mark.parametrize("form", FORMS.values(), ids=tuple(FORMS))
def test_a_process_that_is_killed_has_lost_no_answer_and_one_that_is_hung_up_keeps_the_half_one(
    form: Form, tmp_path: Path
) -> None:
    store = begun(tmp_path, form)
    first, second = (question.id for question in form.questions[:2])
    seat = at_the_form(tmp_path, form, f"0 av {len(form.questions)} besvart")
    try:
        seat.press(ENTER, "hele svaret", TAB)
        seat.sees(f"1 av {len(form.questions)} besvart")
        os.kill(seat.process.pid, signal.SIGKILL)
        assert seat.left() == -signal.SIGKILL
    finally:
        seat.close()
    assert answers(store, form) == {first: "hele svaret"}

    seat = at_the_form(tmp_path, form, f"1 av {len(form.questions)} besvart")
    try:
        seat.press(ENTER, "halvt sv")
        seat.sees("halvt sv")
        os.kill(seat.process.pid, signal.SIGHUP)
        seat.left()
    finally:
        seat.close()
    assert answers(store, form) == {first: "hele svaret", second: "halvt sv"}


def test_a_process_that_is_killed_while_somebody_types_without_a_rest_has_lost_seconds_only(tmp_path: Path) -> None:
    form = FORMS["student"]
    store, first = begun(tmp_path, form), form.questions[0].id
    seat = at_the_form(tmp_path, form, f"0 av {len(form.questions)} besvart")
    try:
        seat.press(ENTER)
        typed = ""
        while not answers(store, form).get(first):
            seat.press("b")
            typed += "b"
            seat.watch(PAUSE / 5)
            assert len(typed) * PAUSE / 5 < 10 * LATEST, "typed and typed, and nothing was on disk"
        os.kill(seat.process.pid, signal.SIGKILL)
        seat.left()
    finally:
        seat.close()
    kept = answers(store, form)[first]
    assert typed.startswith(kept)
    assert len(kept) > 1, "it was told in the middle of the typing"


def begun(folder: Path, form: Form) -> Store:
    """The form is begun: Tonje's in her case, the checklist in the school's year."""
    store = on_disk(folder)
    sheet = SheetOpened(id="sheet", by="", at=NOW, form=form.id, version=form.version, informant="Tonje")
    if form.id == OWN:
        store.tell_school(YEAR, [sheet], "kari", NOW)
        return store
    talk = ContactMade(id="talk", by="", at=NOW, whom="Mona Aas", how=How.PHONE)
    worrying = Decided(by="", at=NOW, verdict=Verdict.WORRYING, conversation="talk")
    store.tell_case("tonje", [talk, worrying, sheet], "kari", NOW)
    return store


def answers(store: Store, form: Form) -> dict[str, str]:
    """The answers as another reader of the folder finds them."""
    fresh = Store(store.folder)
    own = form.id == OWN
    sheets = school_sheets(fresh.school_events(YEAR)) if own else replay("tonje", fresh.case_events("tonje")).sheets
    return {question: answered.holds.text for question, answered in sheets[0].answers.items()}


def at_the_form(folder: Path, form: Form, stands: str) -> Seat:
    """A process of its own at a terminal of its own, by the keys to the form."""
    now = (NOW + timedelta(minutes=1)).isoformat()
    seat = Seat([sys.executable, "-m", "tui.command_line", "--data", str(folder), "--now", now, "--lang", "nb"])
    try:
        seat.sees("[2 Elever]", "Tonje Aas", "q avslutt")
        if form.id == OWN:
            seat.press("6")
            seat.sees("[6 Skolen]", "Skolens sjekkliste")
            seat.down_to("Skolens sjekkliste")
        else:
            seat.press("/", "tonje", ENTER, "s")
            seat.sees("Tonje Aas · 4B", "Skjemaer")
            seat.down_to(f"/{len(form.questions)}")
        seat.press(ENTER)
        seat.sees(stands)
    except AssertionError:
        seat.close()
        raise
    return seat
