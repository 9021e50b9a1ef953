"""Files of several ages in one folder: said aloud, nobody writes until it is put right; no sound folder is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from store.door import Store
from store.errors import FileRefused
from store.tellings import AbsenceRow
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, away, later
from tests.store.faults import Stopped, Watched
from tests.store.promises import facts, goes_on

CLASS = "attendance/2026-27/4B.json"
OTHER = "attendance/2026-27/8B.json"


@pytest.fixture(name="before")
def _before(store: Store) -> Path:
    store.note([away("tonje"), away("jens")], "kari", AT)
    return store.folder


def put_back(folder: Path, copy: Path, *names: str) -> None:
    for name in names:
        shutil.copy(copy / name, folder / name)


def both_told(folder: Path, copy: Path, times: int = 2) -> Store:
    """A copy is taken, and each class is written in since."""
    shutil.copytree(folder, copy)
    store = Store(folder)
    for n in range(times):
        store.note([away("jens", comment=f"{n}")], "per", later(n))
        store.note([away("tonje", comment=f"{n}")], "per", later(n))
    return store


@pytest.mark.parametrize("lock", ["stays", "is from the copy too", "is gone"])
def test_a_class_and_the_log_from_one_older_copy_are_said_and_nobody_writes(
    before: Path, tmp_path: Path, lock: str
) -> None:
    both_told(before, tmp_path / "kopi")
    put_back(before, tmp_path / "kopi", CLASS, "changes", *(["lock"] if lock == "is from the copy too" else []))
    if lock == "is gone":
        (before / "lock").unlink()

    opened = Store(before)
    opened.attendance(YEAR)
    assert [type(trouble) for trouble in opened.troubles()] == [FileRefused]
    assert "changes" in str(opened.troubles()[0])
    with pytest.raises(FileRefused, match="tilstede restore"):
        opened.note([away("ola")], "kari", later(9))
    wrong = verify(before).wrong
    assert len(wrong) == 1
    assert "changes" in wrong[0].sentence


def test_one_command_since_the_copy_is_enough_where_the_lock_was_not_copied(before: Path, tmp_path: Path) -> None:
    shutil.copytree(before, tmp_path / "kopi")
    Store(before).note([away("tonje", lessons=(2,))], "per", later(1))
    put_back(before, tmp_path / "kopi", CLASS, "changes")

    assert not verify(before).sound
    with pytest.raises(FileRefused, match="eldre enn den som sto her"):
        Store(before).note([away("jens")], "kari", later(2))


def test_an_import_over_all_files_is_refused_too_and_writes_nothing(before: Path, tmp_path: Path) -> None:
    both_told(before, tmp_path / "kopi")
    put_back(before, tmp_path / "kopi", CLASS, "changes", "lock")
    stood = {path: path.read_bytes() for path in before.rglob("*.json")}
    rows = [AbsenceRow(number, MONDAY, (5,)) for number in ("1001", "2001")]

    with pytest.raises(FileRefused, match="slett"):
        Store(before).import_absences(rows, "adm", later(9))
    assert {path: path.read_bytes() for path in before.rglob("*.json")} == stood


def test_whoever_answers_for_the_files_takes_the_log_away_and_all_go_on(before: Path, tmp_path: Path) -> None:
    session = both_told(before, tmp_path / "kopi")
    put_back(before, tmp_path / "kopi", CLASS, "changes")
    opened = Store(before)
    opened.attendance(YEAR)
    (before / "changes").unlink()

    assert verify(before).sound
    opened.note([away("ola")], "kari", later(9))
    assert opened.troubles() == ()
    assert verify(before).notes == ()
    assert Store(before).troubles() == ()
    session.attendance(YEAR)
    goes_on(before, facts(Store(before)))


def test_the_whole_of_an_older_copy_is_a_sound_school(before: Path, tmp_path: Path) -> None:
    both_told(before, tmp_path / "kopi")
    shutil.rmtree(before)
    shutil.copytree(tmp_path / "kopi", before)

    assert verify(before).sound
    goes_on(before, facts(Store(before)))


@pytest.mark.parametrize("times", [1, 3])
def test_a_file_that_a_dead_writer_did_not_tell_of_is_no_mix_whoever_comes_next(before: Path, times: int) -> None:
    def die_before_telling(_number: int, name: str) -> None:
        if name == "open_end":
            raise Stopped

    for n in range(times):
        with pytest.raises(Stopped):
            Store(before, Watched(die_before_telling)).note([away("tonje", comment=f"{n}")], "kari", later(n))
        assert verify(before).sound
    (before / "lock").write_bytes(b"")  # and the power went, so that nobody knows that somebody died
    for who in ("jens", "tonje"):
        Store(before).note([away(who, comment="etter")], "per", later(9))
        assert verify(before).sound
    goes_on(before, facts(Store(before)))


def test_a_file_with_a_number_from_elsewhere_is_taken_in_above_it(before: Path, tmp_path: Path) -> None:
    """And whoever dies in the middle of that leaves no mix either."""
    elsewhere = Store(shutil.copytree(before, tmp_path / "annen"))
    for n in range(5):
        elsewhere.note([away("tonje", comment=f"{n}")], "kari", later(n))

    from store.adopting import adopt

    told = adopt(before, tmp_path / "annen" / CLASS, "adm", later(9), name=CLASS)

    assert told.revision > elsewhere.revision()
    assert verify(before).sound
    assert Store(before).revision() == told.revision
