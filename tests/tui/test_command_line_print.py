"""``print``: bytes and nothing else, never on a terminal, never over a file; what was asked for wrongly is said."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.tui.paper.made_up import folder
from tests.tui.paper.pdf_reader import text_of
from tests.tui.shell import Shell, shell_fixture
from tui import clock
from tui.command_line import main

NOW = ("--now", "2027-03-19T10:15")


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    shell = shell_fixture(tmp_path, monkeypatch)
    object.__setattr__(shell, "data", folder())
    return shell


def out_of(shell: Shell, *words: str) -> tuple[int, bytes, str]:
    """What stands on standard output, byte for byte."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--data", str(shell.data), *NOW, "print", *words])
    clock.stop_at(None)
    out.flush()
    err.flush()
    return code, out.buffer.getvalue(), err.buffer.getvalue().decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "words", [("agreement", "tonje"), ("agreement", "Tonje", "Aas", "-o", "-"), ("minutes", "--blank"), ("guide-info",)]
)
def test_the_document_is_on_standard_output_and_nothing_else_is(school: Shell, words: tuple[str, ...]) -> None:
    code, data, said = out_of(school, *words)

    assert (code, said) == (0, "")
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert text_of(data)


def test_a_file_is_written_for_its_owner_alone_and_never_over_another(school: Shell, tmp_path: Path) -> None:
    file = tmp_path / "avtale.pdf"
    answer = school.done("print", "agreement", "tonje", "-o", str(file), *NOW)
    assert (answer.out, answer.err) == ("", "")
    assert "Samarbeidsavtale" in text_of(file.read_bytes())
    assert file.stat().st_mode & 0o777 == 0o600

    before = file.read_bytes()
    again = school.run("print", "agreement", "tonje", "-o", str(file), *NOW)
    assert (again.code, again.err.count("\n")) == (4, 1)
    assert "finnes allerede" in again.err
    assert file.read_bytes() == before
    nowhere = school.run("print", "agreement", "tonje", "-o", str(tmp_path / "finnes-ikke" / "x.pdf"), *NOW)
    assert nowhere.code == 4
    assert "ble ikke skrevet" in nowhere.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("avtale", "tonje"), "agreement, day-plan"),
        (("agreement",), "print agreement ELEV"),
        (("agreement", "finnesikke"), "Ingen elev har nummeret"),
        (("agreement", "jens"), "--blank"),
        (("agreement", "tonje", "--blank"), "handler ikke om noen"),
        (("leader-review", "tonje"), "hele skolen"),
        (("referral", "jens"), "--to"),
        (("agreement", "tonje", "--which", "9"), "1, 2"),
    ],
)
def test_what_is_asked_for_wrongly_is_said_in_a_line_with_what_is_possible(
    school: Shell, words: tuple[str, ...], said: str
) -> None:
    answer = school.run("print", *words, *NOW)

    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert said in answer.err


def test_the_anonymous_text_is_shown_first_and_written_when_just_that_text_is_approved(school: Shell) -> None:
    code, shown, said = out_of(school, "anonymous-pps", "jens", "--without", "musikk")
    text = shown.decode()
    assert (code, said) == (1, "")
    assert "Jens" not in text.partition("Tatt ut:")[0]
    assert "usikk" not in text.partition("Tatt ut:")[0]

    word = text.rstrip().rpartition(" ")[2]
    assert out_of(school, "anonymous-pps", "jens", "--approved", word)[0] == 1, "that is another text"
    code, data, said = out_of(school, "anonymous-pps", "jens", "--without", "musikk", "--approved", word)
    assert (code, said) == (0, "")
    assert "Anonym henvendelse" in text_of(data)


def test_in_english_the_schools_own_words_are_english_and_the_guides_stay(school: Shell) -> None:
    data = out_of(school, "agreement", "tonje", "--lang", "en")[1]

    assert "page 1 of" in text_of(data)
    assert "Signatures" in text_of(data)
    assert "Langsiktige mål for samarbeidet:" in text_of(data)


def test_help_says_what_each_kind_is_about(school: Shell) -> None:
    out = school.done("print", "--help").out

    assert "agreement        samarbeidsavtale: ELEV; den nyeste avtalen, eller --which 1" in out
    assert "leader-review    ledelsens gjennomgang: ingen: hele skolen, bare for ledelsen" in out


def test_on_a_terminal_it_is_refused_with_what_to_do_and_nobody_has_looked(school: Shell) -> None:
    master, slave = pty.openpty()
    looks = len((school.data / "log").read_bytes() if (school.data / "log").is_file() else b"")
    done = subprocess.run(
        [sys.executable, "-m", "tui.command_line", "--data", str(school.data), *NOW, "print", "agreement", "tonje"],
        stdin=slave, stdout=slave, stderr=subprocess.PIPE, timeout=60, check=False,
        cwd=Path(__file__).resolve().parents[2], env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    os.close(slave)
    os.close(master)

    assert done.returncode == 2
    assert "> dokument.pdf" in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1
    assert looks == len((school.data / "log").read_bytes() if (school.data / "log").is_file() else b"")
