"""Every error at every call, reading ones too: said as not saved, the old state intact, and the next goes on."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.door import Store
from store.errors import StoreError, Uncertain
from store.files import Disk
from store.tellings import AbsenceRow, StudentRow
from tests.store.bommen import AT, MONDAY, YEAR, away, later
from tests.store.killed import a_case_and_marks, two_classes
from tests.store.promises import Facts, Quick, facts, goes_on

TORTURE = "TILSTEDE_TORTURE" in os.environ
CODES = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EMFILE, errno.EINTR)
SAYS_SO = ("Ikke lagret", "kan ikke leses", "uvisst")
ONCE, FOR_EVER, DONE = "once", "for ever", "done, and said to have failed"
TELL_NOTHING = frozenset(
    {"write", "sync", "rename", "link", "remove", "make_folder", "sync_folder", "open_end", "inscribe"}
)
"""Calls that may have done their work all the same; what is closed is closed whatever is said about it."""
CALLS = frozenset(name for name in vars(Disk) if not name.startswith("_"))

Command = Callable[[Store], object]


class Failing(Quick):
    """The call with this number fails with an error, ``how`` says in which way. Off until ``on``."""

    def __init__(self, number: int, code: int, how: str) -> None:
        self.on = False
        self._left, self._code, self._how = number, code, how

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name not in CALLS or not self.on:
            return found

        def call(*arguments: Any) -> Any:
            self._left -= 1
            fails = self._left == 0 or (self._left < 0 and self._how == FOR_EVER)
            done = name == "close" or (self._how == DONE and name in TELL_NOTHING)
            given = found(*arguments) if done or not fails else None
            if fails:
                if name == "open_end" and given is not None:
                    os.close(given)
                raise OSError(self._code, os.strerror(self._code))
            return given

        return call

    @property
    def reached(self) -> bool:
        """Whether the command came as far as that call."""
        return self._left <= 0


def one_class(store: Store) -> object:
    return store.note([away("tonje", lessons=(3,), comment="ny")], "per", later(1))


def absences(store: Store) -> object:
    rows = [AbsenceRow(number, MONDAY, (5,), register=True) for number in ("1001", "2001")]
    return store.import_absences(rows, "adm", later(1))


def the_school(store: Store) -> object:
    return store.import_students([StudentRow("1001", "Tonje Marie", "Aas")], "adm", later(1))


def another_year(store: Store) -> object:
    return store.note([away("jens", MONDAY.replace(year=2025))], "per", later(1))


COMMANDS: tuple[Command, ...] = (one_class, two_classes, absences, the_school, another_year, a_case_and_marks)


@pytest.fixture(name="before")
def _before(store: Store) -> Path:
    store.note([away("tonje"), away("jens")], "kari", AT)
    return store.folder


def _tried(command: Command, store: Store) -> StoreError | None:
    try:
        command(store)
    except StoreError as refused:
        return refused
    return None


@pytest.mark.parametrize("how", [ONCE, FOR_EVER, DONE])
@pytest.mark.parametrize("command", COMMANDS)
def test_an_error_at_any_call_is_said_and_the_old_state_stands(
    before: Path, tmp_path: Path, command: Command, how: str
) -> None:
    not_begun = facts(Store(before, Quick()))
    whole = shutil.copytree(before, tmp_path / "hel")
    command(Store(whole, Quick()))
    done = facts(Store(whole, Quick()))
    for code in range(len(CODES) if TORTURE else 1):
        for number in range(1, 200):
            failing = Failing(number, CODES[(number + code) % len(CODES)], how)
            folder = shutil.copytree(before, tmp_path / f"feil{code}-{number}")
            _check(command, folder, failing, (not_begun, done))
            shutil.rmtree(folder)
            if not failing.reached:
                break
        else:
            pytest.fail("the command never ended")


def _check(command: Command, folder: Path, failing: Failing, states: tuple[Facts, Facts]) -> None:
    store = Store(folder, failing)
    failing.on = True
    refused = _tried(command, store)
    expected = states if isinstance(refused, Uncertain) else states[:1] if refused else states[1:]
    assert refused is None or any(said in str(refused) for said in SAYS_SO), refused
    failing.on = False
    found = facts(Store(folder, Quick()))
    assert found in expected
    if expected is not states:
        assert facts(store) == found  # the same session too, once the disk answers again
        command(store)
    goes_on(folder, facts(Store(folder, Quick())))


QUESTIONS: dict[str, Callable[[Store], object]] = {
    "the list": lambda store: store.attendance(YEAR),
    "one student": lambda store: store.attendance_of("tonje", YEAR),
    "messages": lambda store: store.messages(YEAR),
    "a register": lambda store: store.register("4B", MONDAY),
    "cases": lambda store: store.cases(),
    "one case": lambda store: store.case_events("tonje"),
    "meetings": lambda store: store.school_events(YEAR),
    "forms": lambda store: store.forms(),
    "who looked": lambda store: store.looks(),
    "how far": lambda store: store.revision(),
    "what changed": lambda store: store.changed_since(0),
    "a rehearsal": lambda store: store.import_students([StudentRow("1001", "T", "A")], "adm", AT, dry_run=True),
    "who is named": lambda store: store.naming("tonje"),
    "who writes": lambda store: store.holder(),
}
"""What an open session asks, four times a second or when a key is pressed."""


@pytest.mark.parametrize("ask", QUESTIONS)
def test_an_error_at_any_call_of_a_question_is_said_and_the_same_session_goes_on(before: Path, ask: str) -> None:
    question = QUESTIONS[ask]
    right = question(Store(before, Quick()))
    for number in range(1, 200):
        failing = Failing(number, CODES[number % len(CODES)], FOR_EVER)
        store = Store(before, failing)
        failing.on = True
        refused = _tried(question, store)
        assert refused is None or any(said in str(refused) for said in SAYS_SO), refused
        failing.on = False
        assert question(store) == right, number
        if not failing.reached:
            return
    pytest.fail("the question never ended")
