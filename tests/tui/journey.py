"""What a journey needs: a real school on disk, a session, the program on a screen, and a way to wait.

A journey waits for what it wants to see, never for a time; the bound only ends a test that would wait for ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from rules.facts import Membership, School, SchoolClass, Student
from store.door import Store
from store.tellings import MarkWanted
from tests.tui import small_school
from tests.tui.stage import screen_text
from tui.app import TilstedeApp
from tui.session import Session

BOUND = 20.0
STEP = 0.01


def on_disk(folder: Path, school: School | None = None) -> Store:
    """A school in a folder."""
    return Store.create(folder, school or small_school.school(), "kari", small_school.NOW)


def a_class_of(n: int) -> School:
    """One class with so many students."""
    given = [f"Elev {i:04}" for i in range(1, n + 1)]
    own = (Membership("8A", small_school.FIRST),)
    students = tuple(Student(f"s{i}", str(i), name, "Berg", own) for i, name in enumerate(given))
    classes = (SchoolClass("8A", 8, small_school.WEEK),)
    return msgspec.structs.replace(small_school.school(()), students=students, classes=classes, timetable=())


def away(store: Store, student: str, days: int) -> None:
    """A student was away the last so many school days before the Friday."""
    from rules.facts import Category, Reason

    wanted = [MarkWanted(student, day, (), Category.EXCUSED, Reason.ILLNESS) for day in small_school.last_days(days)]
    store.note(wanted, "kari", small_school.NOW)


def session_of(folder: Path, user: str = "kari", now: datetime = small_school.NOW) -> Session:
    """Somebody's session, on the Friday unless another time is said."""
    session = Session(folder, user, now=lambda: now)
    session.open()
    return session


@asynccontextmanager
async def program(
    folder: Path,
    *,
    view: str = "students",
    size: tuple[int, int] = (80, 24),
    now: datetime = small_school.NOW,
    user: str = "kari",
) -> AsyncIterator[tuple[TilstedeApp, Pilot[None]]]:
    """The program on a screen."""
    app = TilstedeApp(session_of(folder, user, now), view)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


async def seen(app: TilstedeApp, text: str) -> str:
    """Wait until the screen shows a text; the screen then."""
    await until(lambda: text in shown(app), lambda: f"never saw {text!r} in\n{shown(app)}")
    return shown(app)


async def until(holds: Callable[[], bool], otherwise: Callable[[], str] = lambda: "never came to hold") -> None:
    """Wait until something holds."""
    for _ in range(int(BOUND / STEP)):
        if holds():
            return
        await asyncio.sleep(STEP)
    raise AssertionError(otherwise())


async def down_to(app: TilstedeApp, pilot: Pilot[None], word: str) -> None:
    """The cursor to the row with a word in it."""
    for _ in range(60):
        if any("▌" in line and word in line for line in screen_text(app)):
            return
        await pilot.press("down")
    raise AssertionError(f"no row with {word!r} in\n{shown(app)}")


def at_once(app: TilstedeApp, *keys: str) -> None:
    """All of these keys are there before the first has done anything."""
    for key in keys:
        letter = " " if key == "space" else key if len(key) == 1 else None
        app.post_message(events.Key(_character_to_key(letter) if letter else key, letter))


async def typed(app: TilstedeApp, pilot: Pilot[None], text: str) -> None:
    """A long text is pasted into the field one stands in, and Enter pressed."""
    assert isinstance(app.focused, Input)
    app.focused.value = text
    await pilot.press("enter")


def shown(app: TilstedeApp) -> str:
    """What stands on the screen."""
    return "\n".join(screen_text(app))


def line_with(app: TilstedeApp, text: str) -> str:
    """The first line of the screen with a text in it, or ""."""
    return next((line for line in screen_text(app) if text in line), "")
