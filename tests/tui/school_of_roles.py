"""A school with somebody in each role, for the tests of who may what through the command line.

How it is used: ``build`` makes it once for a file of tests, ``opened`` is a copy for one test; ``said`` asks as the
gate does.
"""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from rules.case.events import CaseGiven, TeamKind, TeamOpened
from rules.facts import Category, Role, School, User
from store.door import Store
from store.questions import Questions
from store.tellings import MarkWanted
from tests.tui import small_school
from tests.tui.small_school import FRIDAY, NOW
from tui import clock, gate, identity
from tui.command_line import run

TODAY = FRIDAY
STAFF = {
    Role.HOMEROOM_TEACHER: User("kari", "Kari Lie", Role.HOMEROOM_TEACHER, ("4B",)),
    Role.SUBJECT_TEACHER: User("eva", "Eva Ås", Role.SUBJECT_TEACHER, ("4B",)),
    Role.SUPPORT: User("hege", "Hege Helse", Role.SUPPORT),
    Role.LEADER: User("rita", "Rita Rektor", Role.LEADER),
    Role.ADMIN: User("adam", "Adam Drift", Role.ADMIN),
}
OWN, OTHER = "tonje", "jens"
ROSTER = "Elevnr;Navn;Klasse\n900;Ny Elev;6A\n"


def build(folder: Path) -> Path:
    """Everybody has a place, and support has Tonje's case."""
    store = Store.create(folder, small_school.school(), "init", NOW)
    for user in STAFF.values():
        store.put_user(user, "init", NOW)
    store.note([MarkWanted(child, date(2025, 10, 1), (), Category.EXCUSED) for child in (OWN, OTHER)], "rita", NOW)
    store.tell_case(OWN, [given()], "rita", NOW)
    for sort in TeamKind:
        held = {one.meeting: one for child in (OWN, OTHER) if (one := meeting(sort, child))}
        store.tell_school("2026-27", list(held.values()), "astrid", NOW)
    return store.folder


def opened(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A copy of one's own, with last year closed, and Ola's case."""
    monkeypatch.setenv("TILSTEDE_NOW", NOW.isoformat(timespec="minutes"))
    store = Store(Path(shutil.copytree(made, tmp_path / "skole")))
    blocked = msgspec.structs.replace(store.school(), blocked=("ola",), closed_years=("2025-26",))
    real = Questions.school
    monkeypatch.setattr(Questions, "school", lambda self: _with(real(self), blocked))
    yield store
    monkeypatch.setattr(identity, "_came_in", None)
    clock.stop_at(None)


def _with(school: School, other: School) -> School:
    return msgspec.structs.replace(school, blocked=other.blocked, closed_years=other.closed_years)


def given(until: date = TODAY + timedelta(days=14)) -> CaseGiven:
    return CaseGiven(by="", at=NOW, to="hege", reason="støtte", until=until)


def said(store: Store, who: str, *words: str, stdin: str = "") -> tuple[int, str, str]:
    """The command line as the gate runs it for somebody."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(_bytes()) as out, redirect_stderr(io.StringIO()) as err:
        patch.setattr(identity, "_came_in", identity.Identity(who, store.folder))
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        code = run(words, gate.grammar())
        out.flush()
        return code, out.buffer.getvalue().decode("utf-8", "replace"), err.getvalue()


def _bytes() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8")


def meeting(sort: TeamKind, child: str) -> TeamOpened:
    """A meeting of a kind: of the child's class, or where the kind is about one child, of the child."""
    of_child = sort is TeamKind.EXTENDED
    name = "4B" if child == OWN else "5A"
    by_class = sort in {TeamKind.GRADE, TeamKind.LEADERS, TeamKind.RESOURCE}
    own = name if by_class or of_child else ""
    return TeamOpened(
        by="", at=NOW, meeting=f"{sort}-{own}", sort=sort, on=TODAY, team=name if by_class else "",
        classes=(name,) if by_class else (), students=(child,) if of_child else (),
    )  # fmt: skip
