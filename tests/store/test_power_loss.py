"""A power cut at any call: what was acknowledged is there, and no command is there by half."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from rules.facts import Category, Reason, SchoolCalendar
from store.door import Store
from store.errors import NoSchool, StoreError
from store.tellings import AbsenceRow, MarkWanted, Receipt, StudentRow
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen, later
from tests.store.cases import called
from tests.store.faults import Stopped
from tests.store.power import Cut, Mains, lay_out, sampled
from tests.store.promises import Facts, Quick, facts, goes_on

TORTURE = "TILSTEDE_TORTURE" in os.environ
DRAWN = 60 if TORTURE else 6  # at each call
TRIED = 20_000 if TORTURE else 300
AT_LEAST = 5_000 if TORTURE else 300
TUESDAY = MONDAY + timedelta(days=1)

Command = Callable[[Store, Receipt | None], object]
"""A command, given what the one before it gave."""

Said = Sequence[Facts | None]


def marks(*wanted: MarkWanted, by: str = "kari") -> Command:
    return lambda store, _before: store.note(wanted, by, later(1))


def new_student(store: Store, _before: object) -> None:
    store.import_students([StudentRow("9001", "Ny", "Elev", "4B")], "adm", later(3))


def register(store: Store, _before: object) -> None:
    store.take_register("4B", MONDAY, (1, 2, 3), "kari", later(4))


def message(store: Store, _before: object) -> None:
    store.note_message("ola", MONDAY, TUESDAY, "mor", "phone", AT, "syk", Reason.ILLNESS, "kari", later(5))


def absences(store: Store, _before: object) -> None:
    rows = [AbsenceRow(number, MONDAY, (5,), register=True) for number in ("1001", "2001")]
    store.import_absences(rows, "adm", later(6))


def undo(store: Store, before: Receipt | None) -> None:
    assert before
    store.undo(before, "per", later(8))


def calendar(store: Store, _before: object) -> None:
    store.import_calendar(SchoolCalendar(YEAR, (MONDAY, TUESDAY), MONDAY, "ny"), "adm", later(10))


def case(store: Store, _before: object) -> Receipt:
    return store.tell_case("ola", [called("mor ringte")], "kari", later(7), marks=[away("ola", TUESDAY)])


def erasing(store: Store, _before: object) -> None:
    store.erase("ola", "adm", later(11), redact=store.naming("ola"))


COMMANDS: tuple[Command, ...] = (
    marks(away("tonje")),
    marks(away("tonje", lessons=(2,), comment="to filer"), away("jens")),
    new_student,
    register,
    message,
    absences,
    marks(away("tonje", TUESDAY, (1, 2)), by="per"),
    undo,
    marks(away("jens", date(2025, 10, 1))),  # a year that has no files yet
    calendar,
    case,
    undo,
    marks(MarkWanted("tonje", MONDAY, (2,), Category.PRESENT), by="per"),
    case,
    erasing,
)


class Wired:
    """A school on the mains: commands, and what the store said after each."""

    def __init__(self, folder: Path, seed: int = 7) -> None:
        folder.mkdir()
        self.disk = Mains(folder.resolve(), seed, DRAWN)
        self.said: list[Facts | None] = [None]
        self._given: Receipt | None = None

    def create(self) -> None:
        Store.create(self.disk.folder, bommen(), "init", AT, self.disk)
        self._acknowledged()

    def run(self, *commands: Command) -> None:
        for command in commands:
            given = command(Store(self.disk.folder, self.disk), self._given)
            self._given = given if isinstance(given, Receipt) else None
            self._acknowledged()

    def between(self, acknowledged: int) -> Said:
        """What stood then, and what the command that was running was to make of it."""
        return self.said[acknowledged : acknowledged + 2]

    def _acknowledged(self) -> None:
        self.said.append(facts(Store(self.disk.folder)))
        self.disk.acknowledged += 1


def check(cuts: Sequence[Cut], may_say: Callable[[int], Said], tmp_path: Path, tried: int = TRIED) -> int:
    """Every state is one between two commands, and the school goes on from there; how many were tried.

    ``may_say``: what may stand when so many commands were acknowledged; None is no school.
    """
    n = 0
    for n, cut in enumerate(sampled(cuts, tried, seed=11), 1):
        folder = lay_out(cut.tree, tmp_path / f"etter{n}")
        at = f"{cut.call}, {cut.acknowledged} acknowledged"
        found = _found(folder, at)
        assert found in may_say(cut.acknowledged), at
        if found is not None:
            goes_on(folder, found, at)
        else:
            assert len(Store.create(folder, bommen(), "init", AT, Quick()).school().students) == 4, at
        shutil.rmtree(folder)
    return n


def _found(folder: Path, at: str) -> Facts | None:
    try:
        return facts(Store(folder, Quick()))
    except NoSchool:
        return None
    except StoreError as refused:
        raise AssertionError(at) from refused


def test_after_a_power_cut_everything_acknowledged_is_there_and_nothing_by_half(tmp_path: Path) -> None:
    wired = Wired(tmp_path / "skole")
    wired.create()
    wired.run(*COMMANDS)

    assert check(wired.disk.cuts, wired.between, tmp_path) >= AT_LEAST


def test_a_power_cut_while_the_log_is_written_anew_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.changes.LONGEST", 40)
    wired = Wired(tmp_path / "skole")
    wired.create()
    wired.run(*COMMANDS[:3])

    assert any(cut.call == "rename changes" for cut in wired.disk.cuts if cut.acknowledged > 1)
    assert check(wired.disk.cuts, wired.between, tmp_path, TRIED // 4) >= AT_LEAST // 4


STOPPED: dict[str, tuple[Command, Command]] = {
    "one file": (marks(away("tonje", lessons=(3,))), marks(away("tonje", lessons=(4,)), by="per")),
    "several files": (absences, marks(away("jens", lessons=(4,)), by="per")),
    "several folders": (marks(away("jens", date(2025, 10, 1))), marks(away("jens", date(2025, 10, 1), (4,)), by="per")),
    "a case": (case, lambda store, _: store.tell_case("ola", [called("far ringte")], "per", later(9))),
    "an erasing": (erasing, marks(away("tonje", lessons=(4,)), by="per")),
    "a student": (new_student, lambda store, _: store.note([away(_newest(store), lessons=(1,))], "per", later(9))),
}
"""A command that is killed, and one by somebody who builds on what they see."""


def _newest(store: Store) -> str:
    return store.school().students[-1].id


def check_killed_then_cut(tmp_path: Path, which: str, first: int = 0, tried: int = TRIED // 60) -> None:
    """Killed at every call in turn; somebody builds on what they see, and then the current goes, at any moment."""
    killed, next_one = STOPPED[which]
    for number in range(first, 60):
        wired = Wired(tmp_path / f"skole{number}", seed=number)
        wired.create()
        wired.run(marks(away("tonje"), away("jens")))
        wired.disk.cuts.clear()
        wired.disk.stop_in = number
        try:
            wired.run(killed)
        except Stopped:
            wired.disk.stop_in = None
        else:
            return
        seen = facts(Store(wired.disk.folder))
        wired.run(next_one)
        may_say = lambda n, wired=wired, seen=seen: [*wired.between(n), *([seen] if n == 2 else [])]  # noqa: E731
        check(wired.disk.cuts, may_say, tmp_path, tried)
    raise AssertionError("the command never ended")


@pytest.mark.parametrize("which", STOPPED)
def test_who_builds_on_a_killed_command_loses_nothing_in_a_power_cut(tmp_path: Path, which: str) -> None:
    check_killed_then_cut(tmp_path, which)
