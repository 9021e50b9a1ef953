"""Files of several ages in one folder: said aloud, nobody writes until it is put right; no sound folder is refused."""

from __future__ import annotations

import itertools
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rules.case.events import TeamMet
from store.door import Store
from store.errors import FileRefused
from store.tellings import AbsenceRow, StudentRow
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, away, later
from tests.store.cases import WHO, called
from tests.store.faults import Stopped, Watched
from tests.store.promises import Quick, facts, facts_in, goes_on

CLASS = "attendance/2026-27/4B.json"
OTHER = "attendance/2026-27/8B.json"
CASE, MEETINGS = "cases/tonje.json", f"meetings/{YEAR}.json"
TORTURE = "TILSTEDE_TORTURE" in os.environ


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


@pytest.mark.parametrize("who", ["who reads it", "who writes in it"])
def test_one_command_since_the_copy_is_enough_while_the_machine_runs(before: Path, tmp_path: Path, who: str) -> None:
    shutil.copytree(before, tmp_path / "kopi")
    Store(before).note([away("tonje", lessons=(2,))], "per", later(1))
    put_back(before, tmp_path / "kopi", "changes", "lock")

    opened = Store(before)
    assert not verify(before).sound
    if who == "who reads it":
        opened.attendance(YEAR)
        assert "changes" in str(opened.troubles()[0])
    with pytest.raises(FileRefused, match="kopiert inn fra forskjellige"):
        opened.note([away("tonje", lessons=(4,))], "kari", later(2))


def test_after_a_start_of_the_machine_one_command_since_the_copy_is_what_a_power_cut_leaves(
    before: Path, tmp_path: Path
) -> None:
    class After(Quick):
        def boot(self) -> str:
            return "another"

    shutil.copytree(before, tmp_path / "kopi")
    Store(before).note([away("tonje", lessons=(2,))], "per", later(1))
    put_back(before, tmp_path / "kopi", "changes", "lock")

    assert [note.sentence for note in verify(before, After()).notes] == [
        "{first} er nyere enn loggen sier. Den neste som skriver, retter det."
    ]
    Store(before, After()).note([away("jens", comment="ny")], "per", later(2))
    assert verify(before, After()).notes == ()
    assert Store(before).revision() == 4


def test_whoever_is_refused_before_a_dead_writer_s_command_is_settled_leaves_it_to_the_next(before: Path) -> None:
    with pytest.raises(Stopped):
        Store(before, Watched(_die_before_telling)).note([away("tonje", comment="ny")], "kari", later(1))
    log = (before / "changes").read_bytes()
    (before / "changes").write_bytes(b"")
    with pytest.raises(FileRefused):
        Store(before).note([away("jens", comment="ny")], "per", later(2))
    (before / "changes").write_bytes(log)

    Store(before).note([away("jens", comment="ny")], "per", later(3))
    assert verify(before).notes == ()
    assert Store(before).revision() == 4


def _die_before_telling(_number: int, name: str) -> None:
    if name == "open_end":
        raise Stopped


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


NAMES = ("school.json", "school.previous.json", CLASS, OTHER, CASE, MEETINGS, "changes")
WITH_THE_LOCK = tuple(
    (*names, "lock") for names in (("changes",), (CLASS, "changes"), (OTHER, "changes"), (CASE, "changes"))
)


def something(store: Store, n: int, draw: random.Random) -> None:
    """A command over one file or two."""
    tellings: tuple[Callable[[], object], ...] = (
        lambda: store.note([away("tonje", comment=f"{n}")], "per", later(n)),
        lambda: store.note([away("tonje", comment=f"{n}"), away("jens", comment=f"{n}")], "per", later(n)),
        lambda: store.tell_case("jens", [called(f"{n}")], "per", later(n), marks=[away("jens", comment=f"{n}")]),
        lambda: store.tell_case("tonje", [called(f"{n}")], "per", later(n)),
        lambda: store.import_students([StudentRow("1001", "Tonje", f"Aas {n}")], "adm", later(n)),
        lambda: store.tell_school(
            YEAR, [TeamMet(team="4", on=MONDAY, students=("tonje",), words=f"{n}", **WHO)], "per", later(n)
        ),
    )
    draw.choice(tellings)()


@pytest.mark.parametrize("since", [1, 2, 3, 4] if TORTURE else [1, 3])
def test_whichever_files_are_put_back_from_one_copy_it_is_said_or_nothing_has_changed(
    before: Path, tmp_path: Path, since: int
) -> None:
    draw = random.Random(since)
    store = Store(before, Quick())
    for who in ("tonje", "jens"):
        store.tell_case(who, [called("først")], "kari", AT)
    store.import_students([StudentRow("1001", "Tonje", "Aas-Berg")], "adm", AT)
    store.tell_school(YEAR, [TeamMet(team="4", on=MONDAY, students=("tonje",), **WHO)], "kari", AT)
    shutil.copytree(before, tmp_path / "kopi")
    for n in range(since):
        something(store, n, draw)
    right, old = facts(Store(before, Quick())), facts(Store(tmp_path / "kopi", Quick()))

    for names in WITH_THE_LOCK:
        mixed = shutil.copytree(before, tmp_path / "blandet")
        put_back(mixed, tmp_path / "kopi", *names)
        found = facts_in(mixed)
        assert isinstance(found, FileRefused) or found == old, names
        assert verify(mixed, Quick()).sound == (found == old), names
        shutil.rmtree(mixed)
    for names in (some for n in range(len(NAMES)) for some in itertools.combinations(NAMES, n + 1)):
        mixed = shutil.copytree(before, tmp_path / "blandet")
        put_back(mixed, tmp_path / "kopi", *names)
        found = facts_in(mixed)
        assert found == right or isinstance(found, FileRefused), names
        if found != right:
            assert not verify(mixed, Quick()).sound, names
        shutil.rmtree(mixed)


@pytest.mark.parametrize("times", [1, 3])
def test_a_file_that_a_dead_writer_did_not_tell_of_is_no_mix_whoever_comes_next(before: Path, times: int) -> None:
    for n in range(times):
        with pytest.raises(Stopped):
            Store(before, Watched(_die_before_telling)).note([away("tonje", comment=f"{n}")], "kari", later(n))
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
