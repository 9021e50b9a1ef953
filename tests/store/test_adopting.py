"""A file edited by hand is taken in when it fits, and only then; what it replaces is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from rules.facts import Reason
from rules.words import NORWEGIAN
from store.adopting import Adopted, TableChanged, adopt
from store.door import Store
from store.errors import FileRefused, NoSchool, StoreError, TooNew
from store.tellings import StudentRow
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, away, later

CLASS = "attendance/2026-27/4B.json"
Tables = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(name="folder")
def _folder(store: Store) -> Path:
    store.note([away("tonje"), away("ola"), away("jens")], "kari", AT)
    store.take_register("4B", MONDAY, (1, 2), "kari", AT)
    return store.folder


@pytest.fixture(name="copy")
def _copy(folder: Path, tmp_path: Path) -> Path:
    """A copy of a class's file, to be edited."""
    return Path(shutil.copy(folder / CLASS, tmp_path / "4B.json"))


def edit(path: Path, change: Callable[[Tables], object]) -> Path:
    tables = json.loads(path.read_text(encoding="utf-8"))
    change(tables)
    path.write_text(json.dumps(tables, indent=2, ensure_ascii=False), encoding="utf-8")
    return path


def certify(tables: Tables) -> None:
    tables["days"]["100001"]["marks"][0]["reason"] = "illness_certified"


def wrong(told: Adopted) -> list[str]:
    return [one.say(NORWEGIAN) for one in told.wrong]


def test_an_edited_copy_is_taken_in_what_changed_is_counted_and_the_former_is_kept(folder: Path, copy: Path) -> None:
    session, before = Store(folder), (folder / CLASS).read_bytes()
    session.attendance(YEAR)
    seen = session.revision()
    told = adopt(folder, edit(copy, certify), "adm", AT)

    assert told.tables == (TableChanged("days", 0, 1, 0, 1), TableChanged("registers", 0, 0, 0, 1))
    assert (told.file, told.revision, told.compared, told.wrong) == (CLASS, seen + 1, True, ())
    assert told.kept is not None
    assert told.kept.read_bytes() == before
    assert session.changed_since(seen).students == {"tonje"}
    assert session.attendance_of("tonje", YEAR).days[0].marks[0].reason is Reason.ILLNESS_CERTIFIED
    assert (verify(folder).sound, verify(folder).notes) == (True, ())


def test_a_rehearsal_writes_nothing(folder: Path, copy: Path) -> None:
    before = (folder / CLASS).read_bytes()
    told = adopt(folder, edit(copy, certify), "adm", AT, dry_run=True)

    assert (told.revision, told.tables[0].changed) == (0, 1)
    assert (folder / CLASS).read_bytes() == before
    assert not (folder / "archive").exists()


def test_a_file_edited_in_its_place_is_taken_in_and_kept_as_it_was_edited(folder: Path) -> None:
    edited = edit(folder / CLASS, certify).read_bytes()
    with pytest.raises(FileRefused):
        Store(folder).attendance_of("tonje", YEAR)
    told = adopt(folder, Path(CLASS), "adm", AT)

    assert not told.compared
    assert told.kept is not None
    assert told.kept.read_bytes() == edited
    assert Store(folder).attendance_of("tonje", YEAR).days[0].marks[0].reason is Reason.ILLNESS_CERTIFIED
    assert verify(folder).sound


def test_a_file_that_is_in_order_is_left_alone(folder: Path) -> None:
    before = (folder / CLASS).read_bytes()

    assert adopt(folder, folder / CLASS, "adm", AT) == Adopted(CLASS, compared=True)
    assert (folder / CLASS).read_bytes() == before


def test_what_stock_tinydb_wrote_is_taken_in_with_an_id_of_its_own(folder: Path) -> None:
    mark = {"lessons": [2], "category": "Tardy", "by": "kari", "at": "2026-09-15T09:00:00+02:00"}
    with TinyDB(folder / CLASS) as database:
        database.table("days").insert({"student": "tonje", "date": "2026-09-15", "marks": [mark]})
    adopt(folder, folder / CLASS, "adm", AT)

    assert len(Store(folder).attendance_of("tonje", YEAR).days) == 2
    assert verify(folder).sound
    assert '"id"' in next(line for line in (folder / CLASS).read_text("utf-8").splitlines() if "2026-09-15" in line)


def test_text_is_cleaned_as_at_the_door(folder: Path, copy: Path) -> None:
    def say(tables: Tables) -> None:
        tables["days"]["100001"]["marks"][0]["comment"] = "a\u202eb\x07 e\u0301"

    adopt(folder, edit(copy, say), "adm", AT)
    assert Store(folder).attendance_of("tonje", YEAR).days[0].marks[0].comment == "ab \u00e9"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t["days"]["100001"].update(student="ingen"), "elev som ikke finnes (ingen)"),
        (lambda t: t["days"]["100001"].update(student="jens"), "i en annen fil"),
        (lambda t: t["days"]["100001"].update(date="i går"), "ikke slik Tilstede skriver det"),
        (lambda t: t["days"]["100001"]["marks"][0].pop("by"), "ikke slik Tilstede skriver det"),
        (lambda t: t["days"]["100001"]["marks"][0].update(category="Sov"), "Sov"),
        (lambda t: t["days"].update({"100009": {**t["days"]["100001"]}}), "står to ganger"),
        (lambda t: t["days"].update(ny={**t["days"].pop("100001")}), "er ikke et tall (ny)"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_taken_in(
    folder: Path, copy: Path, change: Callable[[Tables], object], sentence: str
) -> None:
    before = (folder / CLASS).read_bytes()
    told = adopt(folder, edit(copy, change), "adm", AT)

    assert any(sentence in one for one in wrong(told))
    assert told.revision == 0
    assert (folder / CLASS).read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"days":[]}', b'{"days":{"1":7}}', b"\xff\xfe"])
def test_what_is_no_file_of_tables_is_refused(folder: Path, copy: Path, data: bytes) -> None:
    copy.write_bytes(data)

    with pytest.raises(FileRefused, match="ikke hel JSON"):
        adopt(folder, copy, "adm", AT)


def test_a_newer_form_is_refused(folder: Path, copy: Path) -> None:
    copy.write_bytes(copy.read_bytes().replace(b'"format":2', b'"format":9'))

    with pytest.raises(TooNew, match="format 9"):
        adopt(folder, copy, "adm", AT)


def test_a_copy_with_a_name_of_its_own_is_told_which_file_it_is(folder: Path, copy: Path) -> None:
    renamed = edit(copy, certify).rename(copy.with_name("rettet.json"))
    with pytest.raises(StoreError, match="--for"):
        adopt(folder, renamed, "adm", AT)
    for name in ("lock", "../4B.json", "/etc/passwd", "changes", "archive/replaced/x.json", "school.previous.json"):
        with pytest.raises(StoreError, match="ingen fil i en skole"):
            adopt(folder, renamed, "adm", AT, name=name)

    assert adopt(folder, renamed, "adm", AT, name=CLASS).revision


def test_what_is_not_there_is_said(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="finnes ikke"):
        adopt(folder, Path("ingen.json"), "adm", AT)
    with pytest.raises(NoSchool):
        adopt(tmp_path / "tom", Path("school.json"), "adm", AT)


def test_a_class_whose_file_is_lost_may_begin_again(folder: Path) -> None:
    (folder / CLASS).write_text("{}", encoding="utf-8")
    told = adopt(folder, folder / CLASS, "adm", AT)

    assert told.wrong == ()
    Store(folder).note([away("tonje")], "kari", later(1))
    assert verify(folder).sound


def test_an_older_copy_from_elsewhere_becomes_the_newest(folder: Path, copy: Path) -> None:
    Store(folder).note([away("aase")], "kari", later(1))
    shutil.copy(copy, folder / CLASS)
    adopt(folder, Path(CLASS), "adm", AT)

    assert Store(folder).attendance_of("aase", YEAR).days == ()
    assert verify(folder).sound


def test_the_school_itself_is_held_against_the_files_of_its_classes(folder: Path, tmp_path: Path) -> None:
    Store(folder).import_students([StudentRow("3", "Per", "Haug", "4B")], "adm", AT)
    copy = Path(shutil.copy(folder / "school.json", tmp_path / "school.json"))

    def rename(tables: Tables) -> None:
        tables["school"]["100001"]["name"] = "Lister skole"

    def lose_tonje(tables: Tables) -> None:
        tables["students"] = {i: s for i, s in tables["students"].items() if s["id"] != "tonje"}

    assert any("(tonje)" in one for one in wrong(adopt(folder, edit(copy, lose_tonje), "adm", AT)))
    shutil.copy(folder / "school.json", copy)
    assert adopt(folder, edit(copy, rename), "adm", AT).wrong == ()
    assert Store(folder).school().name == "Lister skole"
    assert verify(folder).sound


def test_one_class_from_a_backup_is_taken_in(folder: Path, tmp_path: Path) -> None:
    from store.backing_up import back_up
    from store.restoring import restore

    back_up(folder, tmp_path / "kopi.tar.gz", "adm", AT)
    Store(folder).note([away("jens", comment="etter kopien")], "per", later(5))
    (folder / CLASS).write_bytes(b"skadet")
    restore(tmp_path / "kopi.tar.gz", tmp_path / "ved-siden", "adm", AT)
    adopt(folder, tmp_path / "ved-siden" / CLASS, "adm", AT)

    assert verify(folder).sound
    assert Store(folder).attendance_of("tonje", YEAR).days
    assert Store(folder).attendance_of("jens", YEAR).days[0].marks[-1].comment == "etter kopien"
