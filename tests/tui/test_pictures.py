"""One picture of each screen, small and large: the text that stands there, and for the docs the whole picture.

A picture changes only when somebody meant it to: look at the difference, then write the pictures anew with
TILSTEDE_PICTURES=write.
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rules.rights import What
from store.demo import build, plan
from store.personal import PersonalStore
from tests.tui.journey import seen, shown, until
from tui.app import TilstedeApp
from tui.clock import OSLO
from tui.session import Session

HERE = Path(__file__).parent / "pictures"
DOCS = Path(__file__).parents[2] / "docs" / "pictures"
NOW = datetime(2026, 11, 20, 10, 20, tzinfo=OSLO)
WRITING = os.environ.get("TILSTEDE_PICTURES") == "write"

SCREENS: dict[str, tuple[tuple[str, ...], str]] = {
    "students": ((), "siste 20 skoledager"),
    "students-jens": (("slash", *"jens t", "enter"), "veilederen s. 4"),
    "register": (("slash", *"jens t", "enter", "f"), "ikke ført"),
    "student": (("slash", *"jens t", "enter", "enter"), "Jens Tangen"),
    "quick-line": (("i", *"tonje 16-19.11 syk; jen i dag 3-6 gikk"), "forlot skolen"),
    "help": (("question_mark",), "Esc lukker"),
    "log": (LOG := ("6", "l", "end"), "oppslag"),
    "log-without-names": ((*LOG, "n"), "uten navn"),
    "team": (("5",), "m åpner møtet"),
    "team-student": (("5", "m", "until Åpne møte", "ctrl+s", "until 0 av", "enter"), "åpne sak"),
}
LOOKED = (
    ("kari", "Tonje", What.MARKS),
    ("kari", "Tonje", What.CASE),
    ("torbjorn", "Jens", What.HOME),
    ("astrid", "Tonje", What.CASE),
)
"""Who has looked at whom, an hour apart."""
LEADERS = {"team", "team-student"}  # as a leader sees them
TOLD = {"team-student"}  # something is written on the way there: in a copy
SIZES = ((80, 24), (120, 40))
IN_DOCS = {"students", "register", "student", "quick-line", "team", "team-student"}


@pytest.fixture(name="school", scope="module")
def _school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bilder") / "skole"
    build(folder, plan(300, "1", NOW))
    return folder


@pytest.fixture(name="looked_at", scope="module")
def _looked_at(school: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same school, where these have looked and nobody else."""
    folder = shutil.copytree(school, tmp_path_factory.mktemp("innsyn") / "skole", ignore=shutil.ignore_patterns("log"))
    for hour, (user, given, what) in enumerate(LOOKED):
        store = PersonalStore(folder, user, NOW.date)
        student = next(one.id for one in store.school().students if one.given == given)
        store.look(student, what, user, NOW - timedelta(hours=len(LOOKED) - hour), "student")
    return folder


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
async def test_the_screen_looks_as_it_did(
    school: Path, looked_at: Path, tmp_path: Path, screen: str, size: tuple[int, int]
) -> None:
    folder = looked_at if screen.startswith("log") else school
    folder = shutil.copytree(folder, tmp_path / "skole") if screen in TOLD else folder
    session = Session(folder, "astrid" if screen in LEADERS else "kari", now=lambda: NOW)
    session.open()
    app = TilstedeApp(session, "students")
    async with app.run_test(size=size) as pilot:
        text = await picture(app, pilot, *SCREENS[screen])
        drawn = app.export_screenshot(title="Tilstede") if size == SIZES[1] and screen in IN_DOCS else ""
    kept = HERE / f"{screen}-{size[0]}x{size[1]}.txt"
    if WRITING:
        write(kept, text)
        write(DOCS / f"{screen}.svg", without_web_fonts(drawn)) if drawn else None

    assert text == kept.read_text(encoding="utf-8")


def test_the_pictures_in_the_docs_fetch_nothing() -> None:
    for name in IN_DOCS:
        svg = (DOCS / f"{name}.svg").read_text(encoding="utf-8")
        assert not re.search(r"url\((?!#)|@import|src=", svg)


async def picture(app: TilstedeApp, pilot: Pilot[None], keys: tuple[str, ...], text: str) -> str:
    """Press the keys, wait for the text, and take what stands on the screen."""
    for key in keys:
        if key.startswith("until "):
            await seen(app, key.removeprefix("until "))
        else:
            await pilot.press("space" if key == " " else key)
    await seen(app, text)
    await until(lambda: app.todo is not None)  # the number beside "I dag" comes when it is worked out
    await pilot.pause()
    return "\n".join(line.rstrip() for line in shown(app).splitlines()) + "\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def without_web_fonts(svg: str) -> str:
    """The picture with the reader's own fonts: a document fetches nothing from the net."""
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
