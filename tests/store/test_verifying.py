"""Verify says what is sound and what is not; nothing is written, and nobody's writing is taken for damage."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rules.words import NORWEGIAN
from store import seal
from store.access_log import AccessLog, Head, Looked
from store.checking import Verdict
from store.door import Store
from store.errors import NoSchool
from store.files import Disk
from store.lock import locked
from store.tellings import AbsenceRow, StudentRow
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, away, later
from tests.store.faults import Stopped, Watched

CLASS = "attendance/2026-27/4B.json"
Tables = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(name="folder")
def _folder(store: Store) -> Path:
    """A school with a little of everything."""
    store.import_students([StudentRow("3", "Per", "Haug", "4B")], "adm", AT)
    store.note([away("tonje"), away("jens")], "kari", AT)
    store.take_register("4B", MONDAY, (1, 2), "kari", AT)
    return store.folder


def said(verdict: Verdict) -> list[str]:
    return [one.say(NORWEGIAN) for one in verdict.wrong]


def notes(verdict: Verdict) -> list[str]:
    return [one.say(NORWEGIAN) for one in verdict.notes]


def resealed(path: Path, change: Callable[[Tables], object]) -> None:
    """A file changed by somebody who knows how to seal."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    revision = next(iter(tables.pop("_file").values()))["revision"]
    change(tables)
    path.write_bytes(seal.sealed(tables, revision))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sound_school_is_sound_and_left_as_it_is(folder: Path) -> None:
    before = bytes_of(folder)
    verdict = verify(folder)

    assert (verdict.sound, verdict.notes) == (True, ())
    assert verdict.files == 4  # the school, its previous version, two classes
    assert verdict.revision == Store(folder).revision()
    assert bytes_of(folder) == before


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), "er skadet"),
        (lambda path: path.write_bytes(path.read_bytes().replace(b"kari", b"Kari")), "endret utenfor Tilstede"),
        (lambda path: path.write_bytes(path.read_bytes().replace(b'"format":2', b'"format":9')), "nyere"),
        (lambda path: path.unlink(), "er borte"),
        (lambda path: (path.rename(path.with_name("x")), path.symlink_to("x")), "lenke"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_named_and_the_rest_is_looked_at(
    folder: Path, damage: Callable[[Path], object], sentence: str
) -> None:
    damage(folder / CLASS)
    verdict = verify(folder)

    assert len(verdict.wrong) >= 1
    assert all(CLASS in one for one in said(verdict))
    assert sentence in said(verdict)[0] + said(verdict)[-1]
    assert verdict.files == 4


def test_an_older_copy_of_a_file_is_wrong(folder: Path) -> None:
    old = (folder / CLASS).read_bytes()
    Store(folder).note([away("aase")], "kari", later(1))
    (folder / CLASS).write_bytes(old)

    (one,) = said(verify(folder))
    assert one.startswith(f"{CLASS} er eldre")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t["days"]["100001"].update(student="ingen"), "et dokument er om en elev som ikke finnes (ingen)"),
        (lambda t: t["days"]["100001"].update(student="jens"), "som har merkene sine i en annen fil"),
        (lambda t: t["days"]["100001"].update(date="2027-09-14"), "2027-09-14 hører til et annet skoleår"),
        (lambda t: t["registers"]["100001"].update(school_class="9Z"), "for en klasse som ikke finnes (9Z)"),
        (lambda t: t["days"].update({"100009": t["days"]["100001"]}), "ett dokument står to ganger"),
        (lambda t: t["days"].update({"x": {**t["days"].pop("100001"), "id": "ny"}}), "er ikke et tall (x)"),
        (lambda t: t["days"]["100001"]["marks"][0].update(category="Sov"), "Tilstede ikke kan ha skrevet"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_wrong_though_it_is_sealed(
    folder: Path, change: Callable[[Tables], object], sentence: str
) -> None:
    resealed(folder / CLASS, change)

    assert any(sentence in one for one in said(verify(folder)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda t: t["classes"].pop(next(iter(t["classes"]))), "er i klasser som ikke finnes"),
        (lambda t: t["files"].pop(next(iter(t["files"]))), "har merkene sine i filer som ikke er nevnt"),
        (lambda t: t["files"].pop(next(iter(t["files"]))), "er ikke nevnt i school.json, så ingen leser den"),
        (lambda t: t["students"].pop(next(iter(t["students"]))), "et dokument er om en elev som ikke finnes (tonje)"),
        (lambda t: t["school"].clear(), "nøyaktig ett dokument"),
    ],
)
def test_a_school_that_does_not_fit_its_files_is_wrong(
    folder: Path, change: Callable[[Tables], object], sentence: str
) -> None:
    resealed(folder / "school.json", change)

    assert any(sentence in one for one in said(verify(folder)))


def test_what_a_dead_writer_left_is_a_note_and_gone_after_the_next(folder: Path) -> None:
    disk = Watched()

    def die_after_the_commit(number: int, name: str) -> None:
        if name == "rename" and (folder / "pending" / "manifest.json").exists():
            raise Stopped

    disk.at = die_after_the_commit
    with pytest.raises(Stopped):
        Store(folder, disk).import_absences([AbsenceRow("1001", MONDAY), AbsenceRow("2001", MONDAY)], "adm", later(1))
    verdict = verify(folder)
    assert (verdict.sound, len(verdict.notes)) == (True, 1)
    assert "flyttet på plass" in notes(verdict)[0]

    Store(folder).note([away("aase")], "kari", later(2))
    assert verify(folder).notes == ()


def test_leftovers_strangers_and_a_log_that_is_gone_are_notes(folder: Path) -> None:
    (folder / "attendance" / "2026-27" / ".4B.json.new").write_bytes(b"{")
    (folder / "pending" / "7-0.json").write_bytes(b"{")
    (folder / "notater.txt").write_text("husk", encoding="utf-8")
    (folder / "changes").unlink()
    verdict = verify(folder)

    assert verdict.sound
    assert len([one for one in notes(verdict) if "halvferdig" in one]) == 2
    assert [one for one in notes(verdict) if one.startswith("notater.txt hører ikke til her")]
    assert [one for one in notes(verdict) if one.startswith("Loggen over endringer er borte")]


def test_a_torn_manifest_and_a_torn_line_of_a_log_are_wrong(folder: Path) -> None:
    (folder / "log").mkdir()
    (folder / "log" / "2026-11.jsonl").write_text('{"hvem":"kari"}\n{"hvem\n', encoding="utf-8")
    assert any(one.startswith("log/2026-11.jsonl: linje 2 er ikke hel") for one in said(verify(folder)))

    (folder / "pending" / "manifest.json").write_bytes(b"{}")
    (wrong,) = said(verify(folder))  # nothing else can be known
    assert "pending/manifest.json er skadet" in wrong


def test_a_line_of_the_access_log_that_was_interrupted_is_no_damage_but_a_shorter_log_is(folder: Path) -> None:
    log = AccessLog(Silent(), folder)
    for at in (AT, later(1)):
        log.append([Looked("kari", "owner", "tonje", "case", "owner")], at)
    month = folder / "log" / f"{AT:%Y-%m}.jsonl"
    whole = month.read_bytes()
    month.write_bytes(whole + b'{"n":3,"at":"2026-09-14T08')
    verdict = verify(folder)

    assert verdict.sound
    assert [one for one in notes(verdict) if one.startswith(f"Den siste linja i log/{month.name} ble avbrutt")]
    log.append([Looked("kari", "owner", "tonje", "case", "owner")], later(2))
    assert verify(folder).notes == ()
    month.write_bytes(whole[:-9])
    assert any("står der ikke lenger" in one for one in said(verify(folder))), "of a line that somebody was shown"


def test_a_command_in_the_middle_of_a_look_is_no_damage(folder: Path) -> None:
    class Interrupted(Disk):
        """The school is read; before a class is, somebody adds a student to both."""

        def read(self, path: Path, offset: int = 0) -> Any:
            if path.name == "4B.json" and not done:
                done.append(True)
                store = Store(folder)
                store.import_students([StudentRow("77", "Ny", "Elev", "4B")], "adm", later(3))
                store.import_absences([AbsenceRow("77", MONDAY)], "adm", later(4))
            return super().read(path, offset)

    done: list[bool] = []
    verdict = verify(folder, Interrupted())

    assert done
    assert said(verdict) == []


def test_a_look_waits_for_nobody_and_needs_no_lock(folder: Path) -> None:
    with locked(Disk(), folder, "kari"):
        assert verify(folder).sound


def test_where_there_is_no_school_that_is_said(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "finnes-ikke"):
        with pytest.raises(NoSchool):
            verify(folder)


def test_a_school_without_its_file_is_damaged_not_absent(folder: Path) -> None:
    (folder / "school.json").unlink()

    assert any(one.startswith("school.json er borte") for one in said(verify(folder)))
    shutil.rmtree(folder / "attendance")
    assert not verify(folder).sound


class Silent(Disk):
    """Tells the system's journal nothing."""

    def journal(self, text: str) -> None:
        del text


def looked(folder: Path, n: int = 3) -> tuple[Path, list[Head]]:
    log = AccessLog(Silent(), folder)
    heads = [log.append([Looked("kari", "homeroom_teacher", "tonje", "case", "own_class")], AT) for _ in range(n)]
    return folder / "log" / "2026-09.jsonl", heads


def test_a_line_of_the_access_log_that_was_changed_or_taken_out_is_found(folder: Path) -> None:
    path, _heads = looked(folder)
    assert verify(folder).sound
    stood = path.read_bytes()

    path.write_bytes(stood.replace(b'"kari"', b'"rita"', 1))
    assert said(verify(folder)) == [
        "Innsynsloggen, log/2026-09.jsonl, linje 2: linja stemmer ikke med den før: noe er endret."
    ]

    lines = stood.splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert "linje 3: en eller flere linjer mangler" in said(verify(folder))[0]


def test_a_tail_that_was_cut_is_found_by_a_head_that_is_known(folder: Path) -> None:
    path, heads = looked(folder)
    assert verify(folder, heads=heads).sound
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert "linje 3: en linje som ble skrevet" in said(verify(folder))[0], "the lock's file knows too"
    (folder / "log" / ".lock").unlink()

    assert verify(folder).sound, "the chain alone cannot know"
    (wrong,) = said(verify(folder, heads=heads))
    assert wrong.startswith("Innsynsloggen, log/2026-09.jsonl, linje 3: en linje som ble skrevet")
