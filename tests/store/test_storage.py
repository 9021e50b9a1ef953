"""The Storage in TinyDB's own hands."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from tinydb import Query, TinyDB
from tinydb.storages import JSONStorage

from store.ids import file_name, new_id, new_ids
from store.storage import AtomicStorage
from tests.store.faults import Watched


def test_tinydb_works_on_it_and_stock_tinydb_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "skole.json"
    with TinyDB(path, storage=AtomicStorage) as database:
        database.table("elever").insert_multiple([{"navn": "Åse"}, {"navn": "Jens", "timer": [1, 2]}])
        database.table("elever").update({"navn": "Jens B."}, Query().navn == "Jens")
    with TinyDB(path, storage=JSONStorage, encoding="utf-8") as stock:
        assert stock.table("elever").all() == [{"navn": "Åse"}, {"navn": "Jens B.", "timer": [1, 2]}]
    assert "Åse" in path.read_text(encoding="utf-8")


def test_the_old_file_is_never_touched(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    storage = AtomicStorage(path)
    storage.write({"a": {"1": {"n": 1}}})
    with path.open("rb") as old:
        before = old.read()
        storage.write({"a": {"1": {"n": 2}}})
        old.seek(0)
        assert old.read() == before
    assert storage.read() == {"a": {"1": {"n": 2}}}


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "x.json")
    storage.write({"a": {"1": {"n": 1}}})

    with pytest.raises(TypeError):
        storage.write({"a": {"1": {"n": object()}}})
    assert storage.read() == {"a": {"1": {"n": 1}}}
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]


def test_an_error_at_any_call_leaves_the_old_file_or_the_new_one_whole(tmp_path: Path) -> None:
    for number in range(1, 12):
        path = tmp_path / str(number) / "x.json"
        AtomicStorage(path, create_dirs=True).write({"a": {"1": {"n": 1}}})

        def at(n: int, _name: str, number: int = number) -> None:
            if n == number:
                raise OSError(errno.EIO, os.strerror(errno.EIO))

        storage = AtomicStorage(path, disk=Watched(at))
        try:
            storage.write({"a": {"1": {"n": 2}}})
            expected = 2
        except OSError:
            expected = 1
        assert AtomicStorage(path).read() == {"a": {"1": {"n": expected}}}, number


def test_a_file_opened_for_reading_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    AtomicStorage(path).write({"a": {}})
    with pytest.raises(OSError, match="for reading"):
        AtomicStorage(path, access_mode="r").write({"b": {}})
    with pytest.raises(FileNotFoundError):
        AtomicStorage(tmp_path / "y.json", access_mode="r")


def test_ids_are_never_the_same() -> None:
    assert len({new_id() for _ in range(1000)} | set(new_ids(1000))) == 2000
    assert {len(i) for i in (new_id(), *new_ids(3))} == {14}


def test_a_file_s_name_is_like_the_class_s_and_like_no_other() -> None:
    assert file_name("8B", ()) == "8B"
    assert file_name("8B", ("8b",)) == "8B-2"
    assert file_name("8B", ("8b", "8B-2")) == "8B-3"
    assert file_name("../10. trinn / Å", ()) == "10-trinn-Å"
    assert file_name("nul", ()) == "nul-2"
    assert file_name("", ()) == "elever"
