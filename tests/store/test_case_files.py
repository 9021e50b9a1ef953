"""Case files, meetings and forms are kept as every other file: refused one by one, verified, adopted, backed up."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from rules.case.events import AnswerGiven, CaseEvent, TeamMet
from rules.facts import Role, User
from rules.words import NORWEGIAN
from store import seal
from store.adopting import adopt
from store.backing_up import back_up
from store.case_files import CaseTables, MeetingTables
from store.checking import Verdict
from store.door import Store
from store.errors import FileRefused, TooNew
from store.form_files import FormTables
from store.restoring import restore
from store.verifying import verify
from tests.store.bommen import AT, MONDAY, YEAR, later
from tests.store.cases import WHO, answer, called, decided, sheet
from tests.store.every_kind import GOLDEN, NEW
from tests.store.promises import facts
from tests.store.test_forms import SCHOOL

CASE, MEETINGS, FORMS = "cases/tonje.json", f"meetings/{YEAR}.json", "forms.json"
ROOT = Path(__file__).resolve().parents[2]
PROCESSES, TIMES = 4, 8
Tables = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(name="folder")
def _folder(store: Store) -> Path:
    """A school with one of each file, and a case that nothing happens to."""
    store.put_user(User("kari", "Kari Vik", Role.HOMEROOM_TEACHER, ("4B",)), "init", AT)
    store.tell_case("tonje", [called("gråter"), decided()], "kari", AT)
    store.tell_case("jens", [decided()], "per", AT)
    store.tell_school(YEAR, [TeamMet(team="4", on=MONDAY, students=("tonje",), **WHO)], "kari", AT)
    store.install_forms([SCHOOL], (), "init", AT)
    return store.folder


def edited(path: Path, change: Callable[[Tables], object]) -> None:
    tables = json.loads(path.read_text(encoding="utf-8"))
    change(tables)
    path.write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")


def resealed(path: Path, change: Callable[[Tables], object]) -> None:
    """Changed by somebody who knows how to seal."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    revision = next(iter(tables.pop("_file").values()))["revision"]
    change(tables)
    path.write_bytes(seal.sealed(tables, revision))


def said(verdict: Verdict) -> list[str]:
    return [one.say(NORWEGIAN) for one in verdict.wrong]


# Refused one by one

DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:-9]), "skadet"),
    "edited": (lambda path: path.write_bytes(path.read_bytes().replace(b"2026", b"2025")), "endret utenfor"),
    "gone": (lambda path: path.unlink(), "borte"),
    "newer": (lambda path: path.write_bytes(path.read_bytes().replace(b'"format":2', b'"format":9')), "nyere"),
    "strange": (lambda path: resealed(path, lambda t: _first(t).update(at=7)), "kan ha skrevet"),
}


def _first(tables: Tables) -> dict[str, Any]:
    return next(iter(next(iter(tables.values())).values()))


@pytest.mark.parametrize("name", [CASE, MEETINGS, FORMS])
@pytest.mark.parametrize("how", DAMAGES)
def test_one_file_is_refused_with_what_to_do_and_the_rest_goes_on(folder: Path, name: str, how: str) -> None:
    damage, sentence = DAMAGES[how]
    damage(folder / name)
    store = Store(folder)
    ask: dict[str, Callable[[], object]] = {
        CASE: lambda: store.case_events("tonje"),
        MEETINGS: lambda: store.school_events(YEAR),
        FORMS: store.forms,
    }

    with pytest.raises(FileRefused, match=sentence):
        ask.pop(name)()
    assert all(answer_() for answer_ in ask.values())
    assert list(store.cases()) == (["jens"] if name == CASE else ["tonje", "jens"])
    assert [name in str(trouble) for trouble in store.troubles()] == [True]
    assert any(name in one and sentence in one for one in said(verify(folder)))
    store.tell_case("jens", [called()], "per", later(1))
    assert len(store.case_events("jens")) == 2


@pytest.mark.parametrize("name", [CASE, MEETINGS, FORMS])
def test_a_refused_file_is_not_written_to(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes()[:-9])
    before, store = (folder / name).read_bytes(), Store(folder)
    tell: dict[str, Callable[[], object]] = {
        CASE: lambda: store.tell_case("tonje", [called()], "kari", later(1)),
        MEETINGS: lambda: store.tell_school(YEAR, [TeamMet(team="4", on=MONDAY, **WHO)], "kari", later(1)),
        FORMS: lambda: store.install_forms([msgspec.structs.replace(SCHOOL, version=2)], (), "kari", later(1)),
    }

    with pytest.raises(FileRefused):
        tell[name]()
    assert (folder / name).read_bytes() == before


def test_an_older_copy_of_a_case_is_refused(folder: Path) -> None:
    old = (folder / CASE).read_bytes()
    Store(folder).tell_case("tonje", [called()], "kari", later(1))
    (folder / CASE).write_bytes(old)

    with pytest.raises(FileRefused, match="eldre"):
        Store(folder).case_events("tonje")


def test_a_case_file_is_known_again_when_the_log_is_gone(folder: Path) -> None:
    (folder / "changes").unlink()
    Store(folder).tell_case("ola", [called()], "kari", later(1))
    (folder / CASE).unlink()

    with pytest.raises(FileRefused, match="borte"):
        Store(folder).case_events("tonje")


# Verified


def test_a_school_with_cases_is_sound(folder: Path) -> None:
    verdict = verify(folder)

    assert (said(verdict), verdict.notes, verdict.files) == ([], (), 6)  # the school's last version is one of them
    assert verdict.documents > 10


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        (CASE, lambda t: t["events"]["100001"].update(kind="nytt"), "kan ha skrevet"),
        (CASE, lambda t: t["events"]["100001"].update(at="2026-09-14T08:41:07"), "kan ha skrevet"),
        (CASE, lambda t: t["events"].update({"100009": t["events"]["100001"]}), "én id er brukt to ganger"),
        (MEETINGS, lambda t: t["events"]["100001"].update(students=["x"]), "om en elev som ikke finnes (x)"),
        (
            MEETINGS,
            lambda t: t["events"].update(
                {"100002": {"kind": "weekly_check", "id": "x", "by": "k", "at": AT.isoformat(), "school_class": "9Z",
                            "week_of": "2026-09-14"}}
            ),
            "en klasse som ikke finnes (9Z)",
        ),
        (FORMS, lambda t: t["forms"].update({"100002": {**t["forms"]["100001"], "id": "ny"}}), "står to ganger"),
        ("school.json", lambda t: t["students"].pop("100001"), "er om en elev som ikke finnes, så ingen leser den"),
        ("school.json", lambda t: t["users"]["100001"].update(classes=["9Z"]), "brukeren kari har en klasse"),
        ("school.json", lambda t: t["users"].update({"100002": {**t["users"]["100001"], "id": "y"}}), "to ganger"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_wrong_though_it_is_sealed(
    folder: Path, name: str, change: Callable[[Tables], object], sentence: str
) -> None:
    resealed(folder / name, change)

    assert any(sentence in one for one in said(verify(folder)))


# Adopted


def test_a_case_edited_by_hand_is_taken_in_when_it_fits(folder: Path) -> None:
    edited(folder / CASE, lambda t: t["events"]["100001"].update(words="gråter\u202e ikke"))
    with pytest.raises(FileRefused):
        Store(folder).case_events("tonje")
    told = adopt(folder, Path(CASE), "adm", AT)

    assert (told.file, told.wrong) == (CASE, ())
    assert Store(folder).case_events("tonje")[0].words == "gråter ikke"  # type: ignore[union-attr]
    assert said(verify(folder)) == []


def test_a_case_that_we_could_not_have_written_is_not_taken_in(folder: Path) -> None:
    for change in (
        lambda t: t["events"]["100001"].update(kind="nytt"),
        lambda t: t["events"]["100001"].pop("by"),
        lambda t: t["events"].update({"100009": t["events"]["100001"]}),
    ):
        edited(copy := Path(shutil.copy(folder / CASE, folder.parent / "tonje.json")), change)
        assert adopt(folder, copy, "adm", AT, name=CASE).wrong
    assert len(Store(folder).case_events("tonje")) == 2


def test_a_school_without_a_student_who_has_a_case_is_not_taken_in(folder: Path) -> None:
    copy = Path(shutil.copy(folder / "school.json", folder.parent / "school.json"))
    edited(copy, lambda t: t["students"].pop("100001"))

    assert any(CASE in one.say(NORWEGIAN) for one in adopt(folder, copy, "adm", AT).wrong)


# Backed up


def test_a_backup_holds_all_of_it_and_restores_it(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "kopi.tar.gz", "adm", AT)
    done = restore(tmp_path / "kopi.tar.gz", tmp_path / "ny", "adm", AT)

    assert done.verdict.sound
    assert facts(Store(tmp_path / "ny")) == facts(Store(folder))
    assert Store(tmp_path / "ny").case_events("tonje") == Store(folder).case_events("tonje")


def test_a_backup_put_in_the_place_of_a_school_leaves_no_case_of_the_other(folder: Path, tmp_path: Path) -> None:
    back_up(folder, tmp_path / "kopi.tar.gz", "adm", AT)
    store = Store(folder)
    before = facts(store)
    store.tell_case("ola", [called()], "kari", later(1))
    store.tell_case("tonje", [called()], "kari", later(2))
    restore(tmp_path / "kopi.tar.gz", folder, "adm", AT, force=True)

    assert facts(Store(folder)) == before
    assert verify(folder).sound


# What stands on disk


def test_the_golden_copy_of_every_kind_of_document_is_read_and_would_be_written_the_same() -> None:
    files: dict[str, Any] = {"cases": CaseTables, "meetings": MeetingTables, "forms.json": FormTables}
    for name in NEW:
        for path in [GOLDEN / name] if name.endswith(".json") else [*(GOLDEN / name).iterdir()]:
            tables = json.loads(path.read_text(encoding="utf-8"))
            tables.pop("_file")
            found = msgspec.convert(tables, files[name])
            again = json.loads(msgspec.json.encode(found))
            for table in tables:
                for number, document in tables[table].items():
                    document.pop("taken_back", None)
                    assert again[table][number] == document


def test_the_golden_copy_has_an_event_of_every_kind() -> None:
    (path,) = (GOLDEN / "cases").iterdir()
    kinds = {doc["kind"] for doc in json.loads(path.read_text(encoding="utf-8"))["events"].values()}

    assert kinds == {kind.__struct_config__.tag for kind in get_args(CaseEvent)}


def test_the_golden_school_has_no_users_and_its_cases_are_read(tmp_path: Path) -> None:
    store = Store(shutil.copytree(GOLDEN, tmp_path / "skole"))

    assert store.school().users == ()
    assert len(store.cases()) == 1
    assert (len(store.forms()), len(store.templates())) == (1, 1)
    assert verify(store.folder).sound


def test_a_newer_form_of_a_case_is_refused_by_its_number(folder: Path) -> None:
    DAMAGES["newer"][0](folder / CASE)

    with pytest.raises(TooNew, match="format 9"):
        Store(folder).case_events("tonje")


# Several at once


def test_processes_that_answer_the_same_question_lose_no_answer_and_whoever_did_not_know_is_told(store: Store) -> None:
    store.tell_case("tonje", [sheet("ark")], "kari", AT)
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.one_who_answers", str(store.folder), f"p{n}", str(TIMES)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(PROCESSES)
    ]
    heard = [line.split() for process in running for line in process.communicate()[0].splitlines()]

    assert all(process.returncode == 0 for process in running)
    told = {text: {*beside} for text, *beside in heard}
    answers = [event for event in store.case_events("tonje") if isinstance(event, AnswerGiven)]
    assert sorted(told) == sorted(event.text for event in answers)
    assert len(told) == PROCESSES * TIMES
    for before, after in zip([None, *answers], answers, strict=False):
        knew = before is None or after.knew == before.id
        assert (told[after.text] == set()) == knew
        assert knew or before.id in told[after.text]  # type: ignore[union-attr]


def test_two_sessions_that_answer_the_same_question_keep_both_texts(store: Store) -> None:
    kari, per = Store(store.folder), Store(store.folder)
    kari.tell_case("tonje", [sheet("ark")], "kari", AT)
    assert per.case_events("tonje") == kari.case_events("tonje")
    kari.tell_case("tonje", [answer("ark", "ja")], "kari", later(1))
    receipt = per.tell_case("tonje", [answer("ark", "nei")], "per", later(2))

    ((theirs),) = receipt.beside
    assert (theirs.by, theirs.text) == ("kari", "ja")  # type: ignore[union-attr]
    for session in (kari, per):
        assert [e.text for e in session.case_events("tonje") if isinstance(e, AnswerGiven)] == ["ja", "nei"]
