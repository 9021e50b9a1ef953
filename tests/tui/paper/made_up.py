"""The made-up school in the spring, with Tonje's case closed and Jens's open, and documents made of it.

The rule of this file: built once for all tests; whoever writes takes a copy.
"""

from __future__ import annotations

import atexit
import shutil
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from rules.calendar import OSLO
from store.demo import build, plan
from store.door import Store
from store.personal import PersonalStore
from tests.tui.paper import a_meeting
from tui.command_line_duties import whole
from tui.overview import Overview
from tui.paper.making import Made, make
from tui.paper.request import Request

NOW = datetime(2027, 3, 19, 10, 15, tzinfo=OSLO)
LATER = datetime(2027, 5, 21, 10, 15, tzinfo=OSLO)
"""When Jens has an agreement too."""
MET = NOW.replace(hour=10, minute=30)
"""When the eighth grade has met, and the school has begun on its own checklist."""


@lru_cache(maxsize=3)
def folder(now: datetime = NOW) -> Path:
    """The school as it stands then."""
    where = _place()
    build(where, plan(40, 1, now))
    if now == MET:
        a_meeting.tell(Store(where), now)
    return where


@lru_cache(maxsize=3)
def seen(now: datetime = NOW) -> Overview:
    """All of it, as the owner of the folder sees it."""
    return whole(Store(folder(now)), now)


def student(given: str, now: datetime = NOW) -> str:
    """Our id."""
    return next(one.id for one in seen(now).school.students if one.given == given)


def made(kind: str, given: str = "", now: datetime = NOW, **asked: object) -> Made:
    """A document of the school as it stands; what it tells is told in a copy that nobody else reads."""
    who = student(given, now) if given else str(asked.pop("who", ""))
    request = Request(kind=kind, who=who, **asked)  # type: ignore[arg-type]
    return make(Store(for_making(now)), seen(now), request, "kari", now)


def _place() -> Path:
    """A folder of these tests' own, gone when they are."""
    made = Path(mkdtemp(prefix="tilstede-paper-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made / "school"


@lru_cache(maxsize=3)
def for_making(now: datetime) -> Path:
    """A copy to make documents in, that nobody else reads."""
    return copy(_place(), now)


def copy(into: Path, now: datetime = NOW) -> Path:
    """One's own, to write in."""
    shutil.copytree(folder(now), into)
    return into


def as_person(where: Path, name: str, now: datetime = NOW) -> tuple[Store, Overview]:
    """The door as one of the staff has it."""
    store = PersonalStore(where, name, now.date)
    return store, whole(store, now)
