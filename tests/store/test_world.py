"""The world around the folder: what others do to it is found out, said, or does no harm."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from rules.case.events import TeamMet
from store.door import Store
from store.errors import FileRefused, NoSchool, SchoolExists, StoreError, TooNew
from store.tellings import StudentRow
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen, later
from tests.store.cases import WHO, called
from tests.store.damage import CASE, CLASS, FORMS, KINDS, MANIFEST, MEETINGS, another_form, put_more_in
from tests.store.promises import Facts, facts, facts_in, goes_on

Again = Callable[[], Store]
EVERY_BYTE = 1 if "TILSTEDE_TORTURE" in os.environ else 5


EVERY_FILE = ("school.json", CLASS, CASE, MEETINGS, FORMS)


@pytest.fixture(name="full")
def _full(store: Store) -> Store:
    """A school where something stands in every file."""
    store.note([away("tonje"), away("jens")], "kari", AT)
    store.import_students([StudentRow("1001", "Tonje Marie", "Aas")], "adm", later(1))
    put_more_in(store)
    return store


def written_again(folder: Path, name: str) -> None:
    """Somebody wants to write in this very file."""
    tellings: dict[str, Callable[[Store], object]] = {
        "school.json": lambda store: store.import_students([StudentRow("1002", "Ola", "Nord")], "adm", later(2)),
        CLASS: lambda store: store.note([away("tonje")], "kari", later(2)),
        CASE: lambda store: store.tell_case("tonje", [called("igjen")], "kari", later(2)),
        MEETINGS: lambda store: store.tell_school(
            YEAR, [TeamMet(team="8", on=MONDAY, students=("jens",), **WHO)], "kari", later(2)
        ),
        FORMS: lambda store: store.install_forms([another_form()], (), "init", later(2)),
    }
    tellings[name](Store(folder))


def test_a_clock_a_year_back_loses_no_change_and_no_order(full: Store, again: Again) -> None:
    revision = full.revision()
    full.attendance(YEAR)
    last_year = AT.replace(year=2025)
    for path in full.folder.rglob("*"):
        os.utime(path, (0, 0))
    again().note([away("tonje", lessons=(4,), comment="i fjor")], "per", last_year)

    assert [m.at for m in full.attendance_of("tonje", YEAR).days[0].marks] == [AT, last_year]
    assert full.changed_since(revision).students == {"tonje"}


def test_a_year_s_folder_that_is_gone_is_said_to_be_gone(full: Store, again: Again) -> None:
    shutil.rmtree(full.folder / "attendance")

    for store in (full, again()):
        with pytest.raises(FileRefused, match="borte"):
            store.attendance_of("tonje", YEAR)
        with pytest.raises(FileRefused, match="borte"):
            store.note([away("tonje")], "kari", later(2))
    assert not (full.folder / "attendance").exists()


def test_a_school_s_folder_that_is_gone_is_not_made_anew(full: Store, again: Again) -> None:
    shutil.rmtree(full.folder)

    with pytest.raises(StoreError):
        full.attendance_of("tonje", YEAR)
    with pytest.raises(StoreError):
        full.note([away("tonje")], "kari", later(2))
    with pytest.raises(NoSchool):
        again()
    assert not full.folder.exists()


def test_something_else_in_the_place_of_the_folder_is_said_and_an_open_session_goes_on_once_it_is_back(
    full: Store, tmp_path: Path
) -> None:
    before = facts(full)
    full.folder.rename(tmp_path / "flyttet")
    full.folder.write_text("ingen mappe", encoding="utf-8")

    for ask in (full.revision, lambda: full.changed_since(0), lambda: full.attendance(YEAR), full.cases):
        with pytest.raises(StoreError, match="en del av stien er ingen mappe"):
            ask()
    with pytest.raises(StoreError, match="Ikke lagret"):
        full.note([away("tonje")], "kari", later(2))
    full.folder.unlink()
    (tmp_path / "flyttet").rename(full.folder)
    assert facts(full) == before
    goes_on(full.folder, before)


def test_a_school_file_that_is_gone_is_not_taken_for_a_folder_without_a_school(full: Store, again: Again) -> None:
    (full.folder / "school.json").unlink()

    with pytest.raises(SchoolExists):
        Store.create(full.folder, bommen(), "init", AT)
    with pytest.raises(FileRefused, match="borte"):
        again().note([away("tonje")], "kari", later(2))


@pytest.mark.parametrize("name", ["pending", "changes", "lock"])
def test_what_only_the_store_needs_is_made_again(full: Store, name: str) -> None:
    before = facts(Store(full.folder))
    path = full.folder / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()

    assert facts(Store(full.folder)) == before
    goes_on(full.folder, before)


def test_a_partial_restore_is_refused_or_harms_nothing(full: Store, tmp_path: Path) -> None:
    old = shutil.copytree(full.folder, tmp_path / "kopi")
    full.note([away("tonje", lessons=(2,), comment="ny"), away("jens", lessons=(2,), comment="ny")], "per", later(3))
    full.import_students([StudentRow("1001", "Tonje Maria", "Aas")], "adm", later(4))
    right = facts(Store(full.folder))
    files = ["school.json", CLASS, CLASS.replace("4B", "8B")]
    for n in range(1, len(files) + 1):
        for names in itertools.combinations(files, n):
            mixed = shutil.copytree(full.folder, tmp_path / "-".join(["blandet", *map(str, map(hash, names))]))
            session = Store(mixed)
            assert facts(session) == right
            for name in names:
                shutil.copy(old / name, mixed / name)
            assert isinstance(facts_in(mixed), FileRefused), names
            with pytest.raises(FileRefused, match="eldre"):
                facts(session)


def test_a_session_that_is_open_finds_a_whole_older_folder_out(full: Store, tmp_path: Path) -> None:
    old = shutil.copytree(full.folder, tmp_path / "kopi")
    full.note([away("tonje", lessons=(2,), comment="ny")], "per", later(3))
    facts(full)
    shutil.rmtree(full.folder)
    shutil.copytree(old, full.folder)

    with pytest.raises(FileRefused, match="eldre"):
        full.note([away("tonje", lessons=(5,))], "per", later(4))
    goes_on(full.folder, facts(Store(full.folder)))  # who opens it now has a whole school of that day


@pytest.mark.parametrize(("one", "other"), [(CLASS, CLASS.replace("4B", "8B")), (CASE, CASE.replace("tonje", "jens"))])
def test_one_file_in_the_place_of_another_of_its_kind_is_refused_by_both_names(
    full: Store, tmp_path: Path, one: str, other: str
) -> None:
    full.tell_case("jens", [called("om jens")], "kari", later(1))
    full.note([away("tonje"), away("jens")], "kari", later(1))
    for wrong, place in ((one, other), (other, one)):
        folder = shutil.copytree(full.folder, tmp_path / Path(place).stem)
        shutil.copy(folder / wrong, folder / place)

        refused = facts_in(folder)
        assert isinstance(refused, FileRefused)
        assert place in str(refused)
        assert verify(folder).wrong[0].values == {"file": place, "other": wrong} or "eldre" in str(refused)
        shutil.rmtree(folder)


def test_a_hand_edit_is_found_out_in_every_kind_of_file(full: Store, tmp_path: Path) -> None:
    for name in EVERY_FILE:
        folder = shutil.copytree(full.folder, tmp_path / Path(name).stem)
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace('"by":"', '"by":"x', 1), encoding="utf-8")

        assert isinstance(facts_in(folder), FileRefused), name
        with pytest.raises(FileRefused, match="adopt"):
            written_again(folder, name)


def test_stock_tinydb_writing_into_any_file_is_found_out(full: Store, tmp_path: Path) -> None:
    for name in EVERY_FILE:
        folder = shutil.copytree(full.folder, tmp_path / Path(name).stem)
        with TinyDB(folder / name) as database:
            database.insert({"skrevet": "av noen andre"})

        assert isinstance(facts_in(folder), FileRefused), name
        with pytest.raises(FileRefused):
            written_again(folder, name)


def test_a_newer_form_is_refused_in_every_kind_of_file(full: Store, tmp_path: Path) -> None:
    for name in EVERY_FILE:
        folder = shutil.copytree(full.folder, tmp_path / Path(name).stem)
        tables = json.loads((folder / name).read_text(encoding="utf-8"))
        next(iter(tables["_file"].values()))["format"] = 99
        (folder / name).write_text(json.dumps(tables), encoding="utf-8")
        stands = (folder / name).read_bytes()

        assert isinstance(facts_in(folder), TooNew), name
        with pytest.raises(TooNew):
            written_again(folder, name)
        assert (folder / name).read_bytes() == stands


def test_a_link_as_the_folder_s_name_and_one_below_it_lead_to_the_same_school(full: Store, tmp_path: Path) -> None:
    (tmp_path / "lenke").symlink_to(full.folder)
    (full.folder / "attendance" / YEAR).rename(tmp_path / "flyttet")
    (full.folder / "attendance" / YEAR).symlink_to(tmp_path / "flyttet")
    before = facts(Store(tmp_path / "lenke"))
    goes_on(tmp_path / "lenke", before)

    assert facts(full) == before
    with pytest.raises(StoreError, match="holder låsen"):
        _while_locked(full, Store(tmp_path / "lenke", patience=0))


def _while_locked(one: Store, other: Store) -> None:
    from store.files import DISK
    from store.lock import locked

    with locked(DISK, one.folder, "kari"):
        other.note([away("tonje")], "per", later(9))


@pytest.mark.parametrize("name", ["changes", "lock", MANIFEST])
def test_whoever_writes_after_a_bit_was_flipped_refuses_or_keeps_all(tmp_path: Path, name: str) -> None:
    school = KINDS[name](tmp_path)
    right = facts_in(school)
    assert isinstance(right, Facts)
    sound = (school / name).read_bytes()
    for n in range(0, len(sound), EVERY_BYTE):
        folder = shutil.copytree(school, tmp_path / f"bit{n}")
        (folder / name).write_bytes(sound[:n] + bytes([sound[n] ^ 1 << n % 8]) + sound[n + 1 :])
        try:
            Store(folder).note([away("jens", lessons=(6,), comment="etterpå")], "eva", later(8))
        except StoreError:
            continue
        found = facts_in(folder)
        assert isinstance(found, StoreError) or _marks(found) == [*_marks(right), "etterpå"], n
        shutil.rmtree(folder)


def _marks(found: Facts) -> list[str]:
    return [m.comment for whole in found.attendance.values() for a in whole.values() for d in a.days for m in d.marks]
