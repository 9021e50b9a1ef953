"""A protected pupil's numbers, and those of one without parental responsibility: in no command and on no screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from rules.case.events import ContactMade, Decided, How, Verdict
from rules.facts import Guardian, Role, School, User
from rules.retention import Due, Kept, retention
from store.archiving import for_archive
from store.door import Store
from store.files import Disk
from store.tellings import MarkWanted, StudentRow
from tests.tui import small_school
from tests.tui.journey import on_disk, program, seen, shown
from tests.tui.shell import Shell, shell_fixture
from tests.tui.small_school import NOW
from tui import clock, identity

SECRET = ("998 87 766", "hemmelig@example.org")
UNCLES = ("911 22 333", "onkel@example.org")
OPEN_TO_ALL = "900 11 222"
NOW_SAID = ("--now", "2026-09-25T10:20")
ROLES = ("kari", "lise", "sunniva", "ivar", "tore")
COMMANDS = (
    ("flags",), ("flags", "--json"), ("duties",), ("duties", "--json"), ("student", "tonje"),
    ("student", "tonje", "--json"), ("case", "tonje"), ("case", "tonje", "--json"), ("export", "students"),
    ("export", "students", "--json"), ("export", "absences"), ("export", "duties"), ("export", "case", "tonje"),
    ("export", "insight", "tonje"), ("export", "insight", "tonje", "--json"), ("export", "insight", "jens"),
    ("log",), ("log", "--json"), ("user", "list"), ("verify",), ("forms",), ("purge", "--on", "2040-01-01"),
    ("student", "jens"), ("student", "jens", "--json"), ("case", "jens", "--json"),
)  # fmt: skip


def school() -> School:
    """Tonje's address is protected; Jens has an uncle without parental responsibility."""
    protected = (Guardian("Anette Aas", "mor", *SECRET),)
    home = (Guardian("Nina Moe", "mor", OPEN_TO_ALL), Guardian("Onkel Moe", "onkel", *UNCLES, False))
    own = {"tonje": {"guardians": protected, "protected_address": True}, "jens": {"guardians": home}}
    small = small_school.school()
    users = (
        User("kari", "Kari Lien", Role.HOMEROOM_TEACHER, ("4B", "5A")),
        User("lise", "Lise Dahl", Role.LEADER),
        User("sunniva", "Sunniva Brekke", Role.SUPPORT),
        User("ivar", "Ivar Tveit", Role.ADMIN),
        User("tore", "Tore Jensen", Role.SUBJECT_TEACHER, ("4B", "5A")),
    )
    students = tuple(msgspec.structs.replace(one, **own.get(one.id, {})) for one in small.students)
    return msgspec.structs.replace(small, students=students, users=users)


@pytest.fixture(name="shell")
def _shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Both are away this morning, and Tonje has a case."""
    shell = shell_fixture(tmp_path, monkeypatch)
    store = on_disk(shell.data, school())
    store.note([MarkWanted(each, NOW.date(), ()) for each in ("tonje", "jens")], "kari", NOW)
    call = ContactMade(id="c", by="", at=NOW, whom="Anette Aas", how=How.PHONE)
    store.tell_case("tonje", [call, Decided(by="", at=NOW, verdict=Verdict.WORRYING, conversation="c")], "kari", NOW)
    return shell


@pytest.fixture(name="stopped", autouse=True)
def _stopped() -> Iterator[None]:
    clock.stop_at(NOW)
    yield
    clock.stop_at(None)


def hidden_in(text: str) -> list[str]:
    plain = text.replace(" ", "")
    return [secret for secret in (*SECRET, *UNCLES) if secret.replace(" ", "") in plain]


@pytest.mark.parametrize("user", ["", *ROLES])
def test_no_command_says_a_hidden_number_to_anybody(shell: Shell, user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if user:
        monkeypatch.setattr(identity, "_came_in", identity.Identity(user, shell.data))
    for command in COMMANDS:
        answer = shell.run(*command, *NOW_SAID)
        assert hidden_in(answer.out + answer.err) == [], command


def test_the_number_of_one_who_may_be_called_is_said(shell: Shell) -> None:
    assert OPEN_TO_ALL in shell.done("export", "students", *NOW_SAID).out, "else the test above would prove nothing"


def test_what_goes_to_the_archive_has_no_hidden_number(shell: Shell) -> None:
    keep = retention().keep(Kept.CASE)
    for student in ("tonje", "jens"):
        due = Due(keep, student, NOW.date())
        document = for_archive(shell.data, due, "adm", NOW).document
        assert hidden_in(msgspec.json.encode(document).decode()) == []


def test_taking_in_what_was_exported_forgets_no_hidden_number(shell: Shell) -> None:
    store = Store(shell.data)
    told = (Guardian("Anette Aas", "mor"),)
    store.import_students([StudentRow("100", "Tonje", "Aas", "4B", guardians=told)], "adm", NOW)

    assert SECRET[0] in (shell.data / "school.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("user", ROLES[:2])
async def test_no_screen_shows_a_hidden_number(shell: Shell, user: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_came_in", identity.Identity(user, shell.data))
    async with program(shell.data, user=user, size=(120, 40)) as (app, pilot):
        for keys in (("1",), ("2",), ("3",), ("4",), ("5",), ("6",), ("2", "slash", *"tonje", "enter")):
            await pilot.press(*keys)
            await pilot.pause()
            assert hidden_in(shown(app)) == [], keys
        opened = (
            (("k",), "hvem"),
            (("escape", "s"), "Tonje Aas"),
            (("n", "c"), "samtykket"),
            (("escape", "2", "enter"), "Tonje Aas"),
        )
        for keys, text in opened:
            await pilot.press(*keys)
            assert hidden_in(await seen(app, text)) == [], keys


async def test_a_pupil_whose_year_one_may_not_see_is_unknown_and_not_without_absence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "_came_in", identity.Identity("sunniva", shell.data))
    async with program(shell.data, user="sunniva") as (app, _pilot):
        text = await seen(app, "Tonje Aas")
        line = next(line for line in text.splitlines() if "Tonje Aas" in line)
        assert "ukjent" in line
        assert "·" not in line


def test_no_pupils_name_is_in_a_files_name_the_access_log_or_the_journal(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    kept = tmp_path / "midlertidig"
    kept.mkdir()
    monkeypatch.setenv("TMPDIR", str(kept))
    monkeypatch.setattr("store.files.Disk.journal", lambda _disk, text: told.append(text))
    made: list[str] = []
    create = Disk.create
    monkeypatch.setattr(Disk, "create", lambda disk, path: (made.append(path.name), create(disk, path))[1])
    for command in COMMANDS:
        shell.run(*command, *NOW_SAID)
    shell.done("note", "tonje i dag syk", *NOW_SAID)
    shell.done("backup", str(tmp_path / "kopi.tar.gz"), *NOW_SAID)
    log = "".join(path.read_text(encoding="utf-8") for path in (shell.data / "log").glob("*.jsonl"))
    names = [path.name for path in (*shell.data.rglob("*"), *kept.rglob("*"))]

    assert made, "files were written meanwhile"
    assert told, "and the journal was told"
    for text in (*made, *names, *told, log):
        assert not any(name in text for name in ("Tonje Aas", "Aas", "Moe"))
