"""Nothing is read that is not what its seal says."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from rules.facts import Category
from store import lines, seal
from store.door import Store
from store.errors import FileRefused, StoreError, TooNew
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, away, later
from tests.store.promises import Quick

Again = Callable[[], Store]
CLASS = "attendance/2026-27/4B.json"


@pytest.fixture(name="file")
def _file(store: Store) -> Path:
    """One class's file, with a little of everything in it."""
    store.note([away("tonje", comment="ringte hjem, «æøå»"), away("ola", lessons=(3,))], "kari", AT)
    store.take_register("4B", MONDAY, (1, 2), "kari", AT)
    return store.folder / CLASS


def facts(store: Store) -> object:
    return [store.attendance_of(who, YEAR) for who in ("tonje", "ola", "aase")], store.messages(YEAR)


def test_stock_tinydb_opens_every_file_and_finds_the_documents(store: Store, file: Path) -> None:
    del file
    for path in store.folder.rglob("*.json"):
        with TinyDB(path) as database:
            assert seal.TABLE in database.tables()
    with TinyDB(store.folder / CLASS) as database:
        assert {d["student"] for d in database.table("days")} == {"tonje", "ola"}
        assert list(database.storage.read() or {})[-1] == seal.TABLE


def test_a_person_can_read_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert "ringte hjem, «æøå»" in text
    assert sum(line.startswith('"1') for line in text.splitlines()) == 4  # two days, a register, the seal


def test_the_checksum_is_of_the_canonical_json_of_all_other_tables(file: Path) -> None:
    tables = json.loads(file.read_text(encoding="utf-8"))
    own = tables.pop("_file")
    canonical = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    assert next(iter(own.values()))["checksum"] == seal.checksum(canonical)


def test_layout_is_no_damage(store: Store, file: Path, again: Again) -> None:
    before = facts(store)
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")), indent=3), encoding="utf-8")

    assert facts(again()) == before
    again().note([away("aase")], "kari", later(1))
    assert again().attendance_of("aase", YEAR).days


def test_wherever_a_line_break_stands_the_next_mark_finds_its_day_or_is_refused(store: Store, file: Path) -> None:
    data, draw, said = file.read_bytes(), random.Random(8), set()
    end = data.rindex(b',\n"_file"')
    breaks = [at for at in range(end) if data[at] == ord("\n")]
    for to in draw.sample(range(end), 60):
        gone = draw.choice([*breaks, end + 1])  # or the one before the seal
        moved = data[:gone] + data[gone + 1 :]
        file.write_bytes(moved[:to] + b"\n" + moved[to:])
        said.add(_next_mark(shutil.copytree(store.folder, file.parents[3] / "prøve")))
        shutil.rmtree(file.parents[3] / "prøve")

    assert said == {"saved", "refused"}


def _next_mark(folder: Path) -> str:
    """Another mark on a day that stands: it is in that day's document, or the file is refused as it is read too."""
    opened = Store(folder, Quick())
    try:
        opened.note([away("tonje", lessons=(5,))], "per", later(2))
    except FileRefused:
        assert not verify(folder, Quick()).sound
        return "refused"
    assert verify(folder, Quick()).sound
    days = [day for day in Store(folder, Quick()).attendance_of("tonje", YEAR).days if day.date == MONDAY]
    assert [len(day.marks) for day in days] == [2]
    return "saved"


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: changed(data, b'"ExcusedAbsence"', b'"Present"'),
        lambda data: changed(data, b'"kari"', b'"Kari"'),
        lambda data: changed(data, "«æøå»".encode(), b"aoa"),
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: b"{}",
        lambda data: b"null",
        lambda data: data + b"x",
        lambda data: b"\xff" + data,
        lambda data: b"[" * 500,
        lambda data: changed(data, b'"_file"', b'"_fil"'),
        lambda data: changed(data, b'"format":2', b'"format":0'),
        lambda data: changed(data, b'"format":2', b'"format":"1"'),
    ],
)
def test_an_edited_or_damaged_file_is_refused_and_the_rest_goes_on(
    store: Store, file: Path, again: Again, edit: Callable[[bytes], bytes]
) -> None:
    store.note([away("jens")], "kari", AT)
    file.write_bytes(edit(file.read_bytes()))
    other = again()

    assert list(other.attendance(YEAR)) == ["jens"]
    assert [t.values["file"] for t in other.troubles()] == [CLASS]
    with pytest.raises(FileRefused, match=r"tilstede restore|kan ikke leses"):
        other.attendance_of("tonje", YEAR)
    with pytest.raises(FileRefused):
        other.note([away("tonje", MONDAY, (5,))], "kari", later(1))
    other.note([away("jens", MONDAY, (5,))], "kari", later(1))


def test_a_file_of_a_later_version_is_refused_as_that(store: Store, file: Path, again: Again) -> None:
    del store
    file.write_bytes(changed(file.read_bytes(), b'"format":2', b'"format":9'))

    with pytest.raises(TooNew, match="nyere"):
        again().attendance_of("tonje", YEAR)


def test_a_school_of_a_later_version_is_not_opened_on_its_previous_file(store: Store, again: Again) -> None:
    store.import_students([], "adm", AT)
    path = store.folder / "school.json"
    (store.folder / "school.previous.json").write_bytes(path.read_bytes())
    path.write_bytes(changed(path.read_bytes(), b'"format":2', b'"format":7'))

    with pytest.raises(TooNew):
        again()


def test_no_flipped_bit_is_silently_wrong(store: Store, file: Path, again: Again) -> None:
    right, sound = facts(store), file.read_bytes()
    places = random.Random(17).sample(range(len(sound) * 8), 400)

    for place in places:
        broken = bytearray(sound)
        broken[place // 8] ^= 1 << place % 8
        file.write_bytes(broken)
        try:
            assert facts(again()) == right
        except StoreError:
            continue


def test_no_truncation_is_silently_wrong(store: Store, file: Path, again: Again) -> None:
    right, sound = facts(store), file.read_bytes()

    for length in range(0, len(sound), 7):
        file.write_bytes(sound[:length])
        with pytest.raises(StoreError):
            facts(again())
    file.write_bytes(sound)
    assert facts(again()) == right


def test_stock_tinydb_writing_into_a_file_is_found_out(file: Path, again: Again) -> None:
    with TinyDB(file) as database:
        database.table("days").insert({"student": "tonje", "date": "2026-09-15", "marks": []})

    with pytest.raises(FileRefused, match="tilstede adopt"):
        again().attendance_of("tonje", YEAR)


def test_a_file_that_is_gone_is_refused_not_taken_for_empty(file: Path, again: Again) -> None:
    file.unlink()

    with pytest.raises(FileRefused, match="borte"):
        again().attendance_of("tonje", YEAR)
    with pytest.raises(FileRefused, match="borte"):
        again().note([away("tonje")], "kari", later(1))


def test_an_older_copy_of_a_file_is_refused(store: Store, file: Path, again: Again) -> None:
    old = file.read_bytes()
    store.note([away("aase")], "kari", later(1))
    file.write_bytes(old)

    with pytest.raises(FileRefused, match="eldre"):
        again().attendance_of("tonje", YEAR)


def test_a_link_in_a_file_s_place_is_refused(file: Path, again: Again, tmp_path: Path) -> None:
    elsewhere = tmp_path / "annet.json"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)

    with pytest.raises(FileRefused):
        again().attendance_of("tonje", YEAR)


def test_a_damaged_school_is_read_from_its_previous_version_and_not_written(store: Store, again: Again) -> None:
    from store.tellings import StudentRow

    store.import_students([StudentRow("3", "Per", "Haug", "4B")], "adm", AT)
    path = store.folder / "school.json"
    path.write_bytes(path.read_bytes()[:-40])
    other = again()

    assert [s.name for s in other.school().students][:2] == ["Tonje Aas", "Ola Nordli"]
    assert [t.values["file"] for t in other.troubles()] == ["school.json"]
    with pytest.raises(FileRefused):
        other.note([away("tonje")], "kari", AT)


def test_a_fact_that_we_could_not_have_written_is_refused_though_sealed(store: Store, file: Path, again: Again) -> None:
    tables = json.loads(file.read_text(encoding="utf-8"))
    next(iter(tables["days"].values()))["marks"][0]["category"] = "Sleeping"
    revision = next(iter(tables.pop("_file").values()))["revision"]
    file.write_bytes(seal.sealed(tables, revision))

    with pytest.raises(FileRefused, match="Sleeping"):
        again().attendance_of("tonje", YEAR)
    assert Category("Present")


def test_fields_we_do_not_know_are_kept(store: Store, file: Path, again: Again) -> None:
    tables = json.loads(file.read_text(encoding="utf-8"))
    for day in tables["days"].values():
        day["from_later"] = {"æ": 1}
    revision = next(iter(tables.pop("_file").values()))["revision"]
    file.write_bytes(seal.sealed(tables, revision))
    again().note([away("tonje", lessons=(6,), comment="ny")], "per", later(1))

    assert file.read_text(encoding="utf-8").count("from_later") == 2
    assert len(store.attendance_of("tonje", YEAR).days[0].marks) == 2


def rows(*documents: str) -> bytes:
    return b'{\n"days":{\n' + ",\n".join(documents).encode() + b"\n}\n}\n"


def test_a_table_in_our_own_layout_is_changed_line_by_line_as_it_is_when_it_is_parsed() -> None:
    body = rows(*(f'"{100001 + n}":{{"id":"{n}","words":"}},{{\\"1\\":{{"}}' for n in range(20)))
    text, parsed = lines.texts_of(body)["days"], lines.Text(own=lines.lines_of(body)["days"])
    for one in (text, parsed):
        one.put(["100001", "100020"], [b'"100001":{"id":"first"}', b'"100020":{"id":"last"}'])
        one.add(["100021"], [b'"100021":{"id":"new"}'])

    assert text.joined() == parsed.joined()
    assert text.last_id(1) == parsed.last_id(1) == 100021
    assert text.line("100020") == b'"100020":{"id":"last"}'
    assert text.alike(b'"id":"7"', b'"words"') == parsed.alike(b'"id":"7"', b'"words"') == ["100008"]
    assert text.lines() == parsed.lines()


@pytest.mark.parametrize(
    "body",
    [
        rows('"100001":{"a":{"b":1},\n"c":2}'),
        rows('"100001":{"a":{"b":1},\n"c":2},"100002":{"a":{}}'),
        rows('"100001":{"a":{}}').replace(b'{"a"', b'{\n"a"'),
        b'{"days":{"100001":{"a":1}}}',
        b'{\n"days":{},\n"messages":{\n"100001":{"a":1}\n}\n}\n',
    ],
)
def test_a_table_in_any_other_layout_is_read_as_what_it_is(body: bytes) -> None:
    texts, right = lines.texts_of(body), json.loads(body)

    for name, documents in right.items():
        assert {i: lines.document(texts[name].line(i)) for i in documents} == documents
    assert {name: {*text.lines()} for name, text in texts.items()} == {name: {*own} for name, own in right.items()}


def test_a_new_number_is_behind_all_that_stand_whatever_their_width() -> None:
    assert lines.texts_of(rows('"100003":{}', '"99":{}'))["days"].last_id(100000) == 100003
    assert lines.texts_of(rows('"1000020":{}', '"100003":{}'))["days"].last_id(100000) == 100003
