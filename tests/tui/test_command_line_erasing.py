"""One child out of everything now: on the made-up school, with a case, forms, meetings, minutes, the log and copies.

The rule of this file: afterwards every byte of the folder is searched, as text however its letters are written.
"""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.case.events import (
    Because,
    LeaderReviewed,
    LegalHold,
    NoteWritten,
    TeamClosed,
    TeamItem,
    TeamKind,
    TeamLine,
    TeamMet,
    TeamOpened,
    TeamTalked,
)
from rules.facts import Guardian
from rules.rights import What
from rules.team.meeting import meetings
from store.adopting import adopt
from store.door import Store
from store.personal import PersonalStore
from store.tellings import StudentRow
from store.verifying import verify
from tests.tui.paper import made_up
from tests.tui.paper.made_up import LATER
from tests.tui.shell import Answer, Shell, shell_fixture
from tui.gate import grammar

NOW = ("--now", "2027-05-21T10:15")
HOME = (Guardian("Benedikte Øyehaug", "mor", "+47 412 33 987", "Benedikte.O@example.com"), Guardian("Rolf Aas", "far"))
NAMES = ("Tonje", "Ærlin", "Guldbrandsåsen", "Benedikte", "Øyehaug", "Rolf Aas", "Anette Aas")
NUMBERS = ("1014", "41233987", "412 33 987", "Benedikte.O@example.com", "00617536", "00937251")
WRITTEN = (
    "moren BENEDIKTE sa det", "ring 41233987 etter tre", "tlf. +4741 23 39 87", "skriv til benedikte.o@EXAMPLE.com",
    "ærlin og jens", "guldbrandsåsens bror", "elevnr 1014", "Tonje-Ærlin  Guldbrandsåsen", "Øyehaug, Benedikte",
)  # fmt: skip
SURE = {WRITTEN[1], WRITTEN[2], WRITTEN[3], WRITTEN[7]}
BY_HAND = re.compile("benedikte|øyehaug|guldbrandsåsens?|ærlin|tonje|1014", re.IGNORECASE)


@pytest.fixture(name="shell")
def _shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Tonje has names and a number to look for, and stands in others' papers; former versions lie about."""
    shell = shell_fixture(tmp_path, monkeypatch)
    made_up.copy(shell.data, LATER)
    store = Store(shell.data)
    tonje, jens = (_id(store, name) for name in ("Tonje Aas", "Jens Tangen"))
    row = StudentRow("1014", "Tonje Ærlin", "Guldbrandsåsen", guardians=HOME, protected_address=True)
    store.import_students([row], "ivar", LATER)
    store.tell_case(jens, [NoteWritten(by="", at=LATER, words=words) for words in WRITTEN], "mona", LATER)
    day = LATER.date()
    met = TeamMet(by="", at=LATER, team="8B", on=day, students=(tonje, jens), words="Tonje Ærlin var tema")
    alone = TeamMet(by="", at=LATER, team="4B", on=day, students=(tonje,), words="bare om henne: skal flytte")
    extended = TeamOpened(by="", at=LATER, meeting="u1", students=(tonje,), sort=TeamKind.EXTENDED, on=day)
    talked = TeamTalked(by="", at=LATER, meeting="u1", students=(tonje,))
    closed = TeamClosed(by="", at=LATER, meeting="u1", present="Benedikte Øyehaug", words="skal flytte snart")
    store.tell_school("2026-27", [alone, extended, talked, closed], "astrid", LATER)
    grade = TeamOpened(by="", at=LATER, meeting="t1", sort=TeamKind.GRADE, on=day, team="4B", classes=("4B",))
    item = TeamItem(by="", at=LATER, meeting="t1", students=(tonje,), because=(Because.ADDED,))
    line = TeamLine(by="", at=LATER, meeting="t1", words="ring Benedikte")
    store.tell_school("2026-27", [grade, item, line], "astrid", LATER)
    reviewed = LeaderReviewed(by="", at=LATER, on=day, words="særlig Guldbrandsåsen")
    store.tell_school("2026-27", [met, reviewed], "astrid", LATER)
    PersonalStore(shell.data, "kari", LATER.date).look(tonje, What.CASE, "kari", LATER, "case")
    path = shell.data / "attendance" / "2026-27" / "4B.json"
    changed = tmp_path / "4B.json"
    changed.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    adopt(shell.data, changed, "adm", LATER, name="attendance/2026-27/4B.json")
    shutil.copytree(shell.data / "cases", shell.data / "backup" / "0a1b2c" / "cases")
    shutil.copy(path, path.with_name(".4B.json.old"))
    return shell


def _id(store: Store, name: str) -> str:
    return next(one.id for one in store.school().students if one.name == name)


def purge(shell: Shell, *words: str, do: bool = False) -> Answer:
    return shell.run("purge", "--student", "1014", *(["--do"] if do else []), *words, *NOW)


def answered(shell: Shell) -> Path:
    """The file of texts, gone through by somebody."""
    path = shell.folder / "tekster.json"
    assert purge(shell, "--redact", str(path)).code == 0
    told = json.loads(path.read_text(encoding="utf-8"))
    for trace in told:
        trace["becomes"] = BY_HAND.sub("[slettet]", trace["becomes"])
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def left(folder: Path) -> list[tuple[str, str]]:
    """What can still be read, in which file."""
    found = []
    for path in (each for each in folder.rglob("*") if each.is_file()):
        for text in _readings(path):
            flat = unicodedata.normalize("NFC", text).casefold()
            found += [(path.name, said) for said in NAMES if said.casefold() in flat]
            numbers = (said for said in NUMBERS if re.search(rf"(?<![\w.]){re.escape(said.casefold())}(?!\w)", flat))
            found += [(path.name, said) for said in numbers]
    return found


def _readings(path: Path) -> Iterator[str]:
    """A file's name and bytes, and each as another program may have written them."""
    data = path.read_bytes()
    yield path.as_posix() + data.decode("utf-8", "replace")
    yield data.decode("utf-16-le", "replace")
    if b"\\u" in data:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), data.decode("utf-8", "replace"))


def test_what_names_the_child_is_shown_and_nothing_is_written(shell: Shell) -> None:
    before = Store(shell.data).revision()
    said = purge(shell)

    assert said.code == 0
    assert "Alt om Tonje Ærlin Guldbrandsåsen (1014) slettes" in said.out
    assert "--archive MAPPE" in said.out
    for words in WRITTEN:
        assert f"«{' '.join(words.split())}»" in " ".join(said.out.split())
    assert "ingenting er slettet" in said.out
    assert Store(shell.data).revision() == before
    traces = {trace.text: trace.sure for trace in Store(shell.data).naming(_id(Store(shell.data), _whole(shell)))}
    assert {text for text in WRITTEN if traces[text]} == SURE


def _whole(shell: Shell) -> str:
    return next(one.name for one in Store(shell.data).school().students if one.number == "1014")


def test_afterwards_no_byte_of_the_folder_has_the_child_and_the_rest_is_whole(shell: Shell, tmp_path: Path) -> None:
    assert {said for _file, said in left(shell.data)} >= {"Tonje", "Ærlin", "Øyehaug", "1014", "412 33 987"}
    gone = _id(Store(shell.data), _whole(shell))
    others = len(Store(shell.data).school().students) - 1
    texts, archive = answered(shell), tmp_path / "arkiv"
    archive.mkdir()

    done = purge(shell, "--redact", str(texts), "--archive", str(archive), do=True)

    assert (done.code, done.err) == (0, "")
    assert "Slettet: alt om Tonje Ærlin Guldbrandsåsen (1014)." in done.out
    assert left(shell.data) == []
    with_id = [
        path.parent.name for path in shell.data.rglob("*") if path.is_file() and gone.encode() in path.read_bytes()
    ]
    assert set(with_id) <= {"log"}, "the log's months have the id, which points to nobody"
    assert (verify(shell.data).wrong, verify(shell.data).notes) == ((), ())
    assert len(Store(shell.data).school().students) == others
    told = Store(shell.data).school_events("2026-27")
    assert [each.id for each in meetings(told)][-1:] == ["t1"], "the meeting about her alone is gone, not the grade's"
    assert meetings(told)[-1].hidden == 0
    assert "flytte" not in "".join(getattr(event, "words", "") for event in told), "said of her and nobody else"
    assert {path.suffix for path in archive.iterdir()} == {".json", ".pdf"}
    assert "Guldbrandsåsen" in "".join(path.read_text("utf-8") for path in archive.glob("*.json"))
    assert purge(shell).code == 2, "nobody has that number"


def test_nothing_goes_unarchived_unanswered_or_against_a_hold(shell: Shell, tmp_path: Path) -> None:
    texts, archive = answered(shell), tmp_path / "arkiv"
    archive.mkdir()
    before = Store(shell.data).revision()
    for words, said in (
        (("--archive", str(archive)), "tekster nevner noen"),
        (("--redact", str(texts)), "--archive MAPPE"),
        (("--redact", str(texts), "--archive", str(shell.data)), "skolens egen mappe"),
        (("--on", "2027-01-01"), "--on"),
    ):
        refused = purge(shell, *words, do=True)
        assert refused.code in {2, 4}
        assert (refused.out, refused.err.count("\n")) == ("", 1)
        assert said in refused.err
    assert list(archive.iterdir()) == []
    assert Store(shell.data).revision() == before

    hold = LegalHold(by="", at=LATER, reason="klagesak")
    Store(shell.data).tell_case(_id(Store(shell.data), _whole(shell)), [hold], "astrid", LATER)
    assert "ingenting slettes: klagesak" in purge(shell).out
    held = purge(shell, "--redact", str(texts), "--archive", str(archive), do=True)
    assert (held.code, "bevares (klagesak)" in held.err, list(archive.iterdir())) == (4, True, [])
    assert left(shell.data)


def test_it_cannot_be_said_through_the_gate() -> None:
    assert "purge" not in {command.name for command in grammar().commands}
