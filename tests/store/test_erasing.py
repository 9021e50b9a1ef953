"""A child that was erased is in no byte of the folder, and whatever stops an erasing leaves all of it or nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import msgspec
import pytest

from rules.case.events import LegalHold, NoteWritten, TeamMet
from rules.facts import Guardian, Membership, Reason, Student
from store.access_log import AccessLog, Looked
from store.adopting import adopt
from store.door import Store
from store.erasing import OnHold, ToldSince
from store.errors import FileRefused, StoreError, Uncertain, Unknown
from store.files import Disk
from store.tellings import StudentRow
from store.traces import Trace, Unanswered
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, away, bommen, later
from tests.store.cases import called
from tests.store.faults import Stopped, stopping_at
from tests.store.promises import Quick, facts, goes_on
from tests.store.test_every_error import CODES, DONE, FOR_EVER, ONCE, TORTURE, Failing

ID = "3f0a9c27d1e5b8"
NEVER_AGAIN = ("Sigrun", "sigrun", "Vollan", "Mor Vollan", "900 55 444", "SV4711", "skulker", "ringte hjem", ID)
CLASS = "attendance/2026-27/4B.json"
HOME = (Guardian("Mor Vollan", "mor", "900 55 444", "mor@vollan.example"),)


@pytest.fixture(name="school")
def _school(tmp_path: Path) -> Path:
    """Sigrun with marks of two years, a case and messages; others' papers name her; former versions lie about."""
    sigrun = Student(ID, "SV4711", "Sigrun", "Vollan", (Membership("4B", MONDAY.replace(month=8)),), HOME)
    whole = msgspec.structs.replace(bommen(), students=(*bommen().students, sigrun))
    store = Store.create(tmp_path / "skole", whole, "init", AT)
    store.note([away(ID, comment="skulker"), away("jens", comment="sammen med Sigrun Vollan")], "kari", AT)
    store.note([away(ID, MONDAY.replace(year=2025))], "kari", AT)
    store.note_message(ID, MONDAY, MONDAY, "Mor Vollan", "sms", AT, "ringte hjem", Reason.ILLNESS, "kari", AT)
    store.take_register("4B", MONDAY, (1, 2), "kari", AT)
    store.tell_case(ID, [called("far ringte hjem")], "kari", AT)
    store.tell_case("jens", [NoteWritten(by="", at=AT, words="krangler med sigrun")], "kari", AT)
    met = TeamMet(by="", at=AT, team="4B", on=MONDAY, students=(ID, "jens"), words="Sigrun Vollans mor kommer")
    store.tell_school(YEAR, [met], "rita", AT)
    store.import_students([StudentRow("1001", "Tonje", "Aas", "4B")], "adm", later(1))
    adopted = store.folder.parent / "4B.json"
    adopted.write_text((store.folder / CLASS).read_text(encoding="utf-8").replace("skulker", "Sigrun skulker"))
    adopt(store.folder, adopted, "adm", later(2), name=CLASS)
    adopted.unlink()
    return store.folder


def answers(store: Store) -> list[Trace]:
    """A name alone is left to a person."""
    return [msgspec.structs.replace(t, becomes=re.sub("sigrun", "[slettet]", t.becomes)) for t in store.naming(ID)]


def erase(folder: Path, disk: Disk | None = None, redact: list[Trace] | None = None) -> object:
    store = Store(folder, disk or Quick())
    return store.erase(ID, "adm", later(5), redact=answers(Store(folder, Quick())) if redact is None else redact)


def everything(folder: Path) -> dict[str, bytes]:
    """Every file that is ours to keep; the lock and the log change with every try."""
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name not in {"lock", "changes"} and "pending" not in p.parts
    }


def named_in(folder: Path, words: tuple[str, ...] = NEVER_AGAIN) -> list[str]:
    """Names and contents, whatever the file."""
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        found += [f"{path.name}: {w}" for w in words if w.encode() in data or w in str(path.relative_to(folder))]
    return found


def test_after_it_no_byte_of_the_folder_names_the_child_and_the_rest_stands(school: Path) -> None:
    assert {line.partition(": ")[2] for line in named_in(school)} == {*NEVER_AGAIN}
    shutil.copy(school / CLASS, school / "attendance/2026-27/.4B.json.old")
    dead = school / "backup" / "0a1b2c"
    shutil.copytree(school / "attendance", dead / "attendance")
    before = facts(Store(school))

    erase(school)

    assert named_in(school) == []
    assert not (dead / "attendance").exists()
    verdict = verify(school)
    assert (verdict.wrong, verdict.notes) == ((), ())
    store = Store(school)
    assert [one.id for one in store.school().students] == ["tonje", "ola", "aase", "jens"]
    assert store.attendance_of("tonje", YEAR) == before.attendance[YEAR]["tonje"]
    assert store.register("4B", MONDAY) == before.register
    assert store.attendance_of("jens", YEAR).days[0].marks[0].comment == "sammen med [slettet]"
    assert [event.words for event in store.case_events("jens")] == ["krangler med [slettet]"]  # type: ignore[union-attr]
    (met,) = store.school_events(YEAR)
    assert isinstance(met, TeamMet)
    assert (met.students, met.words) == (("jens",), "[slettet] mor kommer")
    goes_on(school, facts(Store(school)))


def test_what_others_wrote_is_found_with_its_place_and_what_it_would_become(school: Path) -> None:
    found = {(t.file, t.text): (t.becomes, t.sure) for t in Store(school).naming(ID)}

    assert found == {
        ("attendance/2026-27/8B.json", "sammen med Sigrun Vollan"): ("sammen med [slettet]", True),
        ("cases/jens.json", "krangler med sigrun"): ("krangler med sigrun", False),
        ("meetings/2026-27.json", "Sigrun Vollans mor kommer"): ("[slettet] mor kommer", True),
    }


def test_a_text_nobody_answered_for_or_that_changed_since_stops_all_of_it(school: Path) -> None:
    shown = answers(Store(school))
    before = everything(school)
    with pytest.raises(Unanswered):
        erase(school, redact=shown[:-1])
    assert everything(school) == before

    Store(school).note([away("ola", comment="også Sigrun")], "kari", later(3))
    before = everything(school)
    with pytest.raises(Unanswered):
        erase(school, redact=shown)
    assert everything(school) == before


def test_a_case_told_of_since_it_was_written_for_the_archive_is_not_erased(school: Path) -> None:
    shown, before = answers(Store(school)), everything(school)
    with pytest.raises(ToldSince):
        Store(school, Quick()).erase(ID, "adm", later(5), redact=shown, archived=1)
    assert everything(school) == before


def test_a_hold_a_damaged_file_or_a_stranger_is_refused_and_leaves_all(school: Path, tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        Store(school).erase("nobody", "adm", AT)
    for whom in (ID, "jens"):
        held = Path(shutil.copytree(school, tmp_path / f"holdt-{whom}"))
        Store(held).tell_case(whom, [LegalHold(by="", at=AT, reason="klagesak")], "rita", AT)
        before = everything(held)
        with pytest.raises(OnHold):
            erase(held)
        assert everything(held) == before
    shown = answers(Store(school))
    (school / "attendance/2026-27/8B.json").write_bytes(b"{}")
    before = everything(school)
    with pytest.raises(FileRefused):
        erase(school, redact=shown)
    assert everything(school) == before


def test_the_access_log_keeps_the_id_alone_and_its_chain(school: Path) -> None:
    AccessLog(Quiet(), school).append([Looked("kari", "homeroom_teacher", ID, "case", "own_class")], AT)

    erase(school)

    assert [line.partition(":")[0] for line in named_in(school)] == ["2026-09.jsonl"]
    assert named_in(school, NEVER_AGAIN[:-1]) == []
    assert verify(school).sound


class Quiet(Disk):
    """Keeps the system's journal out of it."""

    def journal(self, text: str) -> None:
        del text


def test_killed_before_any_call_it_is_done_or_not_begun_and_the_next_writer_finishes_it(
    school: Path, tmp_path: Path
) -> None:
    shown = answers(Store(school))
    not_begun = facts(Store(school))
    seen = set()
    for number in range(1, 300):
        folder = Path(shutil.copytree(school, tmp_path / f"drept{number}"))
        try:
            erase(folder, stopping_at(number), shown)
        except Stopped:
            found = facts(Store(folder))
            gone = ID not in {one.id for one in found.school.students}
            assert gone or found == not_begun, number
            assert (ID in Store(folder).cases()) is not gone, number
            seen.add(gone)
            goes_on(folder, found, number)
            if gone:
                assert named_in(folder) == [], number
            else:
                erase(folder)
                assert named_in(folder) == [], number
            assert verify(folder).sound, number
            shutil.rmtree(folder)
            continue
        assert seen == {True, False}
        return
    pytest.fail("the command never ended")


@pytest.mark.parametrize("how", [ONCE, FOR_EVER, DONE])
def test_an_error_at_any_call_leaves_all_or_it_is_done(school: Path, tmp_path: Path, how: str) -> None:
    shown = answers(Store(school))
    stood = everything(school)
    not_begun = facts(Store(school))
    step = 1 if TORTURE else 3
    for number in range(1, 900, step):
        folder = Path(shutil.copytree(school, tmp_path / f"feil{number}"))
        failing = Failing(number, CODES[number % len(CODES)], how)
        store = Store(folder, failing)
        failing.on = True
        try:
            store.erase(ID, "adm", later(5), redact=shown)
        except Uncertain:
            pass
        except StoreError:
            failing.on = False
            assert facts(Store(folder)) == not_begun, number
            assert everything(folder).items() >= stood.items(), number
            erase(folder)
        failing.on = False
        Store(folder).note([away("ola", comment="neste")], "kari", later(9))
        if ID not in {one.id for one in Store(folder).school().students}:
            assert named_in(folder) == [], number
        assert verify(folder).sound, number
        shutil.rmtree(folder)
        if not failing.reached:
            return
    pytest.fail("the command never ended")
