"""Files of every form are read, raised to today's as they are read; a newer one is refused by its number."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rules.facts import Category, Reason
from store import formats, seal
from store.door import Store
from store.errors import FileRefused, TooNew
from store.formats import Tables
from tests.store.bommen import AT, MONDAY, YEAR, away, later

GOLDEN = Path(__file__).parent / "golden"
CLASS = "attendance/2026-27/4B.json"
Again = Callable[[], Store]


def raise_reasons(tables: Tables, name: str) -> Tables:
    """A made-up step: form 3 calls a comment's field ``comment``, form 2 called it ``note``."""
    if not name.startswith("attendance/"):
        return tables
    for day in tables["days"].values():
        for mark in day["marks"]:
            mark["comment"] = mark.pop("note", "")
    return tables


@pytest.fixture(name="of_form_2")
def _of_form_2(store: Store, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A class's file of form 2, read by a program whose form is 3."""
    store.note([away("tonje", comment="ringte hjem")], "kari", AT)
    path = store.folder / CLASS
    tables = json.loads(path.read_text(encoding="utf-8").replace('"comment"', '"note"'))
    revision = next(iter(tables.pop("_file").values()))["revision"]
    path.write_bytes(seal.sealed(tables, revision))
    monkeypatch.setattr(formats, "TODAY", 3)
    monkeypatch.setattr(formats, "STEPS", {**formats.STEPS, 2: raise_reasons})
    return path


def test_a_file_of_an_older_form_is_raised_as_it_is_read_and_not_written(of_form_2: Path, again: Again) -> None:
    before = of_form_2.read_bytes()

    assert again().attendance_of("tonje", YEAR).days[0].marks[0].comment == "ringte hjem"
    assert of_form_2.read_bytes() == before


def test_who_writes_it_writes_it_in_today_s_form(of_form_2: Path, again: Again) -> None:
    again().note([away("aase", comment="ny")], "per", later(1))

    text = of_form_2.read_text(encoding="utf-8")
    assert '"format":3' in text
    assert '"note"' not in text
    assert again().attendance_of("tonje", YEAR).days[0].marks[0].comment == "ringte hjem"


def test_an_older_form_is_held_to_its_seal_too(of_form_2: Path, again: Again) -> None:
    of_form_2.write_bytes(of_form_2.read_bytes().replace(b"ringte", b"skrev "))

    with pytest.raises(FileRefused, match="endret utenfor"):
        again().attendance_of("tonje", YEAR)


def test_several_steps_are_taken_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def add(number: int) -> formats.Step:
        return lambda tables, _name: {**tables, "steps": {**tables.get("steps", {}), str(number): {}}}

    monkeypatch.setattr(formats, "TODAY", 4)
    monkeypatch.setattr(formats, "STEPS", {1: add(1), 2: add(2), 3: add(3)})

    assert list(formats.raised({}, 2, "x")["steps"]) == ["2", "3"]
    assert [form for form in range(-1, 7) if formats.known(form)] == [1, 2, 3, 4]


def test_a_form_that_no_step_raises_is_refused(of_form_2: Path, again: Again, monkeypatch: pytest.MonkeyPatch) -> None:
    del of_form_2
    monkeypatch.setattr(formats, "STEPS", {})

    with pytest.raises(FileRefused):
        again()


def test_a_newer_form_is_refused_by_its_number(store: Store, again: Again) -> None:
    store.note([away("tonje")], "kari", AT)
    path = store.folder / CLASS
    path.write_bytes(path.read_bytes().replace(b'"format":2', b'"format":9'))

    with pytest.raises(TooNew, match="format 9, denne kjenner 2"):
        again().attendance_of("tonje", YEAR)


def test_every_form_has_a_step_and_a_golden_copy() -> None:
    assert all(formats.known(form) for form in range(1, formats.TODAY + 1))
    assert {int(folder.name) for folder in GOLDEN.iterdir()} == {*range(1, formats.TODAY + 1)}


@pytest.mark.parametrize("form", [int(folder.name) for folder in sorted(GOLDEN.iterdir())])
def test_the_golden_copy_of_a_form_is_read_and_written_to(form: int, tmp_path: Path) -> None:
    store = Store(shutil.copytree(GOLDEN / str(form), tmp_path / "skole"))
    school = store.school()
    tonje = next(one for one in school.students if one.name == "Tonje Aas")
    jens = next(one for one in school.students if one.name == "Jens Bakke")

    assert (school.name, school.guide, len(school.students), len(school.classes)) == ("Bommen skole", "aas", 5, 3)
    (day,) = store.attendance_of(tonje.id, YEAR).days
    assert [(m.lessons, m.category, m.reason, m.comment) for m in day.marks] == [
        ((), Category.EXCUSED, Reason.ILLNESS, "ringte hjem, «æøå»"),
        ((3,), Category.TARDY, Reason.NONE, ""),
    ]
    assert store.attendance_of(jens.id, YEAR).days[0].marks[0].imported
    assert [taken.lesson for taken in store.register("4B", MONDAY).taken] == [1, 2]  # type: ignore[union-attr]
    assert [message.words for message in store.messages(YEAR)] == ["Hun er syk i dag."]
    assert store.troubles() == ()

    store.note([away(tonje.id, MONDAY, (5,))], "per", later(9))
    assert len(Store(store.folder).attendance_of(tonje.id, YEAR).days[0].marks) == 3
