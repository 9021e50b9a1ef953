"""The small school with its staff, two guardians for Jens, and a protected address for Åse.

Kari has 4B, Per has 5A and stands in for Kari, Lise leads. It is the Friday, at 08:40 unless something else is said.
"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import msgspec

from rules.facts import Away, Category, Guardian, Reason, Role, School, User
from store.door import Store
from store.tellings import MarkWanted
from tests.tui import small_school
from tests.tui.journey import on_disk
from tests.tui.small_school import FRIDAY, OSLO

MORNING = datetime.combine(FRIDAY, time(8, 40), OSLO)
HOSTILE = "[/b] æøå [@click=app.quit]x[/]"
HOME = (
    Guardian("Nina Moe", "mor", "900 11 111"),
    Guardian("Onkel Moe", "onkel", "900 99 999", parental_responsibility=False),
    Guardian("Olav Moe", "far", "900 22 222"),
)


def users(away: tuple[Away, ...] = ()) -> tuple[User, ...]:
    return (
        User("kari", "Kari Lien", Role.HOMEROOM_TEACHER, ("4B",), stand_in="per", away=away),
        User("per", "Per Åsen", Role.HOMEROOM_TEACHER, ("5A",), title="inspektør"),
        User("lise", "Lise [/b] Dahl", Role.LEADER),
    )


def school(away: tuple[Away, ...] = ()) -> School:
    """The small school, staffed."""
    small = small_school.school()
    own = {
        "jens": {"guardians": HOME},
        "aase": {"protected_address": True},
    }
    students = tuple(msgspec.structs.replace(one, **own.get(one.id, {})) for one in small.students)
    return msgspec.structs.replace(small, students=students, users=users(away))


def staffed(folder: Path, away: tuple[Away, ...] = ()) -> Store:
    """On disk."""
    return on_disk(folder, school(away))


def gone(store: Store, student: str, at: datetime = MORNING) -> None:
    """A student is not there this morning, and nobody has said why."""
    store.note([MarkWanted(student, at.date(), (), Category.UNEXCUSED, Reason.NONE)], "kari", at)
