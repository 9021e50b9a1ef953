"""backup, verify, restore and adopt in a shell: what they say, and the exit codes a script can trust."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.tui.shell import Shell, shell_fixture
from tui import clock

ROOT = Path(__file__).resolve().parents[2]
NOW = ("--now", "2026-10-23T08:00")
CLASS = "attendance/2026-27/4B.json"


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    shell = shell_fixture(tmp_path, monkeypatch).set_up()
    shell.done("note", "åse 14-16.9 syk", *NOW)
    return shell


def kept(school: Shell, *options: str) -> str:
    path = str(school.folder / "kopi.tar.gz")
    school.done("backup", path, *options, *NOW)
    return path


def keys(school: Shell) -> tuple[str, str]:
    from pyrage.x25519 import Identity

    identity = Identity.generate()
    return str(identity.to_public()), school.file("nøkkel.txt", f"{identity}\n")


def damage(school: Shell) -> None:
    (school.data / CLASS).write_bytes(b"{")


def test_a_backup_is_verified_and_restored_elsewhere(school: Shell) -> None:
    path = kept(school)

    assert school.done("verify", path).out.startswith("Alt er i orden: ")
    school.run("restore", path, *NOW, "--data", str(school.folder / "ny"), data="")
    for words in (("flags", "--json", *NOW), ("student", "åse", "--json", *NOW)):
        assert school.run(*words, data=str(school.folder / "ny")).out == school.done(*words).out


def test_a_damaged_school_is_1_everywhere_and_4_where_there_is_none(school: Shell) -> None:
    path = kept(school)
    damage(school)

    answer = school.run("verify")
    assert (answer.code, answer.err) == (1, "")
    assert answer.out.splitlines()[0].startswith(f"{CLASS} er skadet")
    answer = school.run("backup", str(school.folder / "skadet.tar.gz"), *NOW)
    assert answer.code == 1
    assert CLASS in answer.err
    assert school.run("verify", str(school.folder / "skadet.tar.gz")).code == 1
    assert school.run("restore", str(school.folder / "skadet.tar.gz"), data=str(school.folder / "ny")).code == 1
    assert school.run("restore", path).code == 4
    answer = school.run("restore", path, "--force", *NOW)
    assert answer.code == 0
    assert str(school.folder / "data-20261023-080000") in answer.out
    assert school.run("verify").code == 0
    assert school.run("verify", data=str(school.folder / "tom")).code == 4
    assert school.run("backup", str(school.folder / "x"), data=str(school.folder / "tom")).code == 4


def test_a_key_may_be_said_once_and_hold_always(school: Shell) -> None:
    key, key_file = keys(school)
    kept(school, "--to", key, "--always")
    answer = school.done("backup", str(school.folder / "to.age"))
    assert f"kryptert til {key}" in answer.out

    assert school.run("verify", str(school.folder / "to.age")).code == 4
    assert school.done("verify", str(school.folder / "to.age"), "--identity", key_file).out.startswith("Alt er i orden")
    school.done("backup", str(school.folder / "tre.tar.gz"), "--plain")
    assert "kryptert til" in school.done("backup", str(school.folder / "fire.age")).out
    school.done("backup", str(school.folder / "fem.tar.gz"), "--plain", "--always")
    assert "ikke kryptert" in school.done("backup", str(school.folder / "seks.tar.gz")).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("backup",), 2),
        (("restore",), 2),
        (("adopt",), 2),
        (("backup", "x", "--to", "age1tull"), 4),
        (("backup", "x", "--to", "age1tull", "--plain"), 2),
        (("backup", "x", "--always"), 2),
        (("verify", "--identity", "nøkkel.txt"), 2),
        (("verify", "finnes-ikke"), 4),
        (("restore", "finnes-ikke"), 4),
        (("adopt", "finnes-ikke"), 4),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(school: Shell, words: tuple[str, ...], code: int) -> None:
    answer = school.run(*words)

    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith("tilstede: ")
    assert answer.err.count("\n") == 1


def test_a_private_key_by_mistake_is_not_said_again(school: Shell) -> None:
    _key, key_file = keys(school)
    secret = Path(key_file).read_text(encoding="utf-8").strip()
    answer = school.run("backup", str(school.folder / "x"), "--to", secret)

    assert answer.code == 4
    assert secret not in answer.err
    assert "private nøkkelen" in answer.err


def test_an_edited_file_is_taken_in_or_refused_with_why(school: Shell) -> None:
    path = school.data / CLASS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"illness"', '"illness_certified"'), encoding="utf-8")
    assert school.run("verify").code == 1

    answer = school.run("adopt", CLASS, "--dry-run")
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "Bare prøvd: ingenting er skrevet.")
    assert school.run("verify").code == 1
    assert "er tatt inn som utgave" in school.done("adopt", CLASS, *NOW).out
    assert school.run("verify").code == 0

    path.write_text(text.replace('"illness"', '"sjuk"'), encoding="utf-8")
    answer = school.run("adopt", CLASS)
    assert (answer.code, answer.out.splitlines()[-1]) == (1, "Ingenting er tatt inn. Rett filen, og prøv igjen.")
    assert "sjuk" in answer.out


def test_what_is_told_under_another_clock_keeps_the_real_time(school: Shell) -> None:
    tables = json.loads((school.data / CLASS).read_text(encoding="utf-8"))
    mark = next(iter(tables["days"].values()))["marks"][0]

    assert mark["at"] == "2026-10-23T08:00:00+02:00"
    assert abs((datetime.fromisoformat(mark["at_real"]) - clock.real_now()).total_seconds()) < 3600
    school.done("note", "åse 17.9 syk")
    days = json.loads((school.data / CLASS).read_text(encoding="utf-8"))["days"].values()
    assert [("at_real" in day["marks"][0]) for day in days] == [True, True, True, False]


def test_on_a_terminal_a_bar_moves_on_standard_error_alone(school: Shell) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tui.command_line", "--data", str(school.data), "verify"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        assert process.stdout is not None
        said = process.stdout.read().decode()
    os.close(ours)

    assert said.splitlines()[-1].startswith("Alt er i orden: ")
    assert "\x1b" not in said


def test_verify_says_that_the_journal_knows_a_log_that_is_gone(school: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from store.files import Disk

    head = f"tilstede innsynslogg {school.data.resolve()} 2026-10 7 {'a' * 64}"
    monkeypatch.setattr(Disk, "journaled", lambda _disk: head)
    taken_away = school.run("verify")

    assert taken_away.code == 1, "the whole log was taken away"
    assert "linje 7" in taken_away.out

    school.done("student", "tonje", *NOW)
    begun_anew = school.done("verify")
    assert "Systemets journal kjenner 1 linjer av en innsynslogg som sto her før" in begun_anew.out


def test_verify_says_that_it_could_not_read_the_journal(school: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from store.files import Disk

    monkeypatch.setattr(Disk, "journaled", lambda _disk: None)

    assert "Systemets journal kan ikke leses herfra" in school.done("verify").out
