"""Nobody's name is seen when it should not be: the screen hidden, a session left alone, the program broken."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from rules.case.events import AnswerGiven
from rules.case.replay import replay
from store.door import Store
from tests.ssh.terminal import Seat
from tests.tui.journey import on_disk, program, seen, shown, until
from tests.tui.small_school import NAMES
from tests.tui.test_form import mapped, opened
from tui import crash

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = [family for _given, family, _class in NAMES.values()]

BREAKS = """
import os, sys
from pathlib import Path
from tui import crash, terminal
crash.say_no_names()
terminal.prepare(os.environ)
from tui.app import TilstedeApp
from tui.session import Session
from tui.students import StudentsView

async def in_a_worker(names):
    raise KeyError(names)

def action_search(view):
    names = [student.name for student in view.app.session.overview.school.students]
    if HOW == "worker":
        view.run_worker(in_a_worker(names))
    else:
        raise LookupError(f"{names} in nobody's list")

HOW = sys.argv[2]
StudentsView.action_search = action_search
session = Session(Path(sys.argv[1]), "kari")
session.open()
code = terminal.run(app := TilstedeApp(session), app.end)
session.close()
sys.exit(code)
"""


async def test_a_key_hides_everything_until_enter(tmp_path: Path) -> None:
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school") as (app, pilot):
        await seen(app, "Tonje Aas")
        await pilot.press("ctrl+o")
        hidden = await seen(app, "Enter viser skjermen igjen")
        assert not [name for name in FAMILIES if name in hidden]
        assert "Bommen" not in hidden
        await pilot.press("2", "i", "slash", "escape", "s")
        assert shown(app) == hidden
        await pilot.press("enter")
        await seen(app, "Tonje Aas")


async def test_nobody_at_the_keys_for_so_long_and_it_ends_with_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TILSTEDE_LOCK_MINUTES", "15")
    store = mapped(tmp_path)
    async with program(tmp_path) as (app, pilot):
        await opened(app, pilot)
        await pilot.press("enter", *"halv")
        app._lock_if_idle()
        assert not app.locked
        app._last_key = monotonic() - 15 * 60
        app._lock_if_idle()
        assert app.locked
        await until(lambda: _answers(store) == ["halv"])
        await until(lambda: app.return_code == 0)


async def test_a_key_puts_it_off_and_no_minutes_is_never(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILSTEDE_LOCK_MINUTES", "15")
    on_disk(tmp_path / "school")
    async with program(tmp_path / "school") as (app, pilot):
        app._last_key = monotonic() - 15 * 60
        await pilot.press("down")
        app._lock_if_idle()
        assert not app.locked
    monkeypatch.setenv("TILSTEDE_LOCK_MINUTES", "0")
    async with program(tmp_path / "school") as (app, _pilot):
        assert app._lock_after == 0


@pytest.mark.parametrize("how", ["view", "worker"])
def test_when_the_program_breaks_nobodys_name_is_said_and_where_it_broke_is(tmp_path: Path, how: str) -> None:
    on_disk(tmp_path / "school")
    seat = Seat([sys.executable, "-c", BREAKS, str(tmp_path / "school"), how])
    seat.sees("Tonje Aas", "q avslutt")
    seat.press("/")

    assert seat.left() == crash.CODE
    said = seat.sent.rpartition(b"\x1b[?1049l")[2].decode()  # the terminal as it was before the screen
    assert said.count("En feil i programmet") == 1
    assert ("KeyError" if how == "worker" else "LookupError") in said
    assert "<string>:" in said
    assert "Traceback" not in said
    assert not [name for name in FAMILIES if name in said]
    seat.close()


def test_neither_is_it_without_a_screen() -> None:
    code = "from tui import crash; crash.say_no_names(); names = ['Tonje Aas']; {}[names[0]]"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == crash.CODE
    assert "KeyError" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Tonje" not in done.stderr


def _answers(store: Store) -> list[str]:
    (sheet,) = replay("tonje", Store(store.folder).case_events("tonje")).sheets
    return [holds.text for answer in sheet.answers.values() if isinstance(holds := answer.holds, AnswerGiven)]
