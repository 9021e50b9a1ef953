"""Commands answer as promised: what they print, where they print it, and their exit codes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.shell import CALENDAR, Shell, shell_fixture
from tui import command_line
from tui.command_line_output import one_line
from tui.command_line_school import person

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(name="empty")
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return shell_fixture(tmp_path, monkeypatch)


@pytest.fixture(name="school")
def _school(empty: Shell) -> Shell:
    return empty.set_up()


def program(*words: str, **more: str) -> list[str]:
    return [sys.executable, "-m", "tui.command_line", *words]


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "SYSTEMROOT"}}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def really(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own, in a C locale, with nothing on standard input."""
    return subprocess.run(
        program(*words), cwd=ROOT, env=environment(LC_ALL="C", **more), stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


# A school is set up.


def test_a_new_school_says_what_it_has(empty: Shell) -> None:
    answer = empty.done("init", "--school", "Bommen skole", "--calendar", empty.file("c.csv", CALENDAR))

    assert "Bommen skole er satt opp i" in answer.out
    assert "2026-27: 190 skoledager" in answer.out


def test_without_a_calendar_weekdays_are_assumed_and_that_is_said(empty: Shell) -> None:
    answer = empty.done("init", "--school", "Bommen skole", "--now", "2026-09-01")

    assert "2026-27" in answer.out
    assert "antatt" in answer.out


def test_a_folder_with_a_school_is_left_alone(school: Shell) -> None:
    answer = school.run("init", "--school", "En annen skole")

    assert (answer.code, answer.out) == (4, "")
    assert "Det er allerede en skole i" in answer.err
    assert school.run("flags", "--now", "2026-09-01").out.startswith("Bommen skole")


def test_a_calendar_that_cannot_be_read_makes_no_school(empty: Shell) -> None:
    answer = empty.run("init", "--school", "Bommen skole", "--calendar", str(empty.folder / "finnes-ikke.csv"))

    assert answer.code == 4
    assert "finnes-ikke.csv" in answer.err
    assert not empty.data.exists()


def test_a_guide_that_is_not_there_is_named_with_those_that_are(empty: Shell) -> None:
    answer = empty.run("init", "--school", "Bommen skole", "--guide", "oslo")

    assert (answer.code, answer.err) == (2, "tilstede: Det er ingen veileder «oslo». Disse finnes: aas.\n")


def test_a_school_with_registers_does_not_take_silence_for_presence(empty: Shell) -> None:
    empty.set_up("--registers")
    empty.absent(["1;2026-10-12;1;time;"])

    (day,) = empty.done("student", "1", "--json", "--now", "2026-10-14").json["days"]
    assert (day["kind"], day["lessons"], day["status"]) == ("absent_day", [1], "provisional")


# What is asked is answered.


def test_flags_are_a_table_for_people_in_plain_text_in_a_pipe(school: Shell) -> None:
    school.absent([f"2;2026-09-{day:02};;dag;syk" for day in (1, 2, 3, 4, 7, 8, 9)])
    lines = school.done("flags", "--on", "2026-09-09").out.splitlines()

    assert lines[0] == "Bommen skole · ons 9. sep 2026 · veileder aas"
    assert lines[2].split() == ["Klasse", "Nummer", "Elev", "Nivå", "Hva"]
    assert lines[3].startswith("4B      2       Åse Ødegård  sterkt  7 dager fravær på 20 skoledager (grensen er 7)")
    assert "\x1b" not in "".join(lines)


def test_no_flag_is_said_too(school: Shell) -> None:
    answer = school.done("flags", "--now", "2026-09-01")

    assert "Ingen flagg er på." in answer.out
    assert school.done("flags", "--json", "--now", "2026-09-01").json == {
        "as_of": "2026-09-01", "guide": "aas", "flags": [], "unanswered": [],
    }  # fmt: skip


def test_one_class_is_one_class(school: Shell) -> None:
    school.absent([f"{who};2026-09-{day:02};;dag;syk" for who in (2, 3) for day in (1, 2, 3, 4, 7, 8, 9)])

    answer = school.done("flags", "--on", "2026-09-09", "--class", "5A", "--json")
    assert [flag["name"] for flag in answer.json["flags"]] == ["Per Hansen"]
    answer = school.run("flags", "--class", "5B")
    assert (answer.code, answer.err) == (2, "tilstede: Det er ingen klasse «5B». Disse finnes: 4B, 5A.\n")


def test_a_student_is_found_by_number_id_or_a_name_only_one_has(school: Shell) -> None:
    names = {
        said: school.done("student", said, "--json").json["name"]
        for said in ("2", "åse", "aase", "ødegård", "Per Hansen", "per lie", "birk")
    }

    assert names == {
        "2": "Åse Ødegård", "åse": "Åse Ødegård", "aase": "Åse Ødegård", "ødegård": "Åse Ødegård",
        "Per Hansen": "Per Hansen", "per lie": "Per Håkon Lie", "birk": "Birk [/b] Berg",
    }  # fmt: skip


def test_a_name_that_several_have_is_no_name(school: Shell) -> None:
    answer = school.run("student", "per")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "tilstede: «per» kan være flere: Per Hansen (3), Per Håkon Lie (4). Skriv mer av navnet, eller nummeret.\n"
    )


def test_what_somebody_typed_is_never_markup(school: Shell) -> None:
    school.absent([f"5;2026-09-{day:02};;dag;syk" for day in (1, 2, 3, 4, 7, 8, 9)])

    assert "Birk [/b] Berg" in school.done("flags", "--on", "2026-09-09").out
    assert one_line("Birk\x1b[31m\nBerg\u202e") == "Birk [31m Berg"


def test_a_year_whose_days_nobody_has_said_is_said_to_the_side(school: Shell) -> None:
    answer = school.done("flags", "--on", "2029-09-09", "--json")

    assert answer.json["flags"] == []
    assert answer.err == "Skoleruta for 2029-30 mangler, så ingenting telles. Hent den inn: import calendar FIL\n"


def test_a_student_in_text_says_share_flags_days_and_runs(school: Shell) -> None:
    school.absent([f"1;2026-09-{day:02};;dag;syk" for day in (1, 2, 3, 4, 7, 8, 9)])
    out = school.done("student", "tonje", "--now", "2026-09-09T17:00").out

    assert "Tonje Aas · 4B · 1 · ons 9. sep 2026" in out
    assert "7 av 20 dager borte (35 %), 42 av 120 timer tapt" in out
    assert "«7 dager fravær i løpet av 3 – 4 uker»" in out
    assert "tir 1. sep  borte hele dagen  1.–6. time" in out
    assert "absent-days  sterkt" in out


# What cannot be done is said in one line.


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("flags", "--on", "i dag"), 2, "--on: «i dag» er ikke en dato. Slik: 2026-10-22."),
        (("flags", "--now", "i dag"), 2, "--now: «i dag» er ikke et tidspunkt."),
        (("flags", "--lang", "fr"), 2, "Språket «fr» finnes ikke. Disse finnes: nb, en."),
        (("student", "Ingen"), 2, "Ingen elev har nummeret eller navnet «Ingen»."),
        (("import", "students", "finnes-ikke.csv"), 4, "finnes-ikke.csv kan ikke leses"),
        (("import", "students", "-", "--map", "navn"), 2, "--map: «navn» er ikke felt=kolonne."),
        (("demo", "--students", "en", "--into", "x"), 2, "--students: «en» må være et tall fra 2 til 20 000."),
        (("demo", "--into", "."), 4, "er ikke en tom mappe"),
        (("bogus",), 2, "Det finnes ingen kommando «bogus»."),
        ((), 2, "Ingen terminal"),
    ],
)
def test_an_error_is_one_line_on_standard_error(
    school: Shell, words: tuple[str, ...], code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    answer = school.run(*words)

    assert (answer.code, answer.out) == (code, "")
    assert answer.err.count("\n") == 1
    assert said in answer.err


def test_a_folder_without_a_school_says_so(empty: Shell) -> None:
    answer = empty.run("flags")

    assert answer.code == 4
    assert answer.err.count("\n") == 1
    assert str(empty.data) in answer.err


@pytest.mark.parametrize("command", ["verify", "restore", "adopt"])
def test_a_link_that_leads_to_itself_is_said(school: Shell, command: str) -> None:
    ring = school.folder / "ring"
    ring.symlink_to(ring)
    done = school.run(command, str(ring))

    assert done.code == 4
    assert "ring" in done.err
    assert "En feil i programmet" not in done.err


def test_a_damaged_file_is_said_and_the_rest_is_answered(school: Shell) -> None:
    school.absent([f"{who};2026-09-{day:02};;dag;syk" for who in (1, 3) for day in (1, 2, 3, 4, 7, 8, 9)])
    (school.data / "attendance" / "2026-27" / "5A.json").write_text("{", encoding="utf-8")

    answer = school.run("flags", "--on", "2026-09-09", "--json")
    assert answer.code == 4
    assert [flag["name"] for flag in answer.json["flags"]] == ["Tonje Aas"]
    assert "5A.json" in answer.err


def test_english_is_asked_for_by_option_or_locale(school: Shell) -> None:
    assert really("flags", "--bogus").stderr.startswith("tilstede: flags har ikke valget")
    assert json.loads(really("--data", str(school.data), "flags", "--json", "--lang", "en").stdout)["flags"] == []


def test_a_mistake_in_the_program_is_not_hidden(school: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise AssertionError("a mistake")

    monkeypatch.setattr("tui.command_line_flags.flags", broken)
    with pytest.raises(AssertionError, match="a mistake"):
        school.run("flags")


def test_an_interruption_is_quiet(school: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.command_line_flags.flags", interrupted)
    answer = school.run("flags")
    assert (answer.code, answer.out, answer.err) == (130, "", "")


def test_an_account_without_a_name_is_still_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert person() == "ukjent"


# The program as a process.


def test_everything_printed_is_utf_8_in_any_locale(school: Shell) -> None:
    school.absent([f"2;2026-09-{day:02};;dag;syk" for day in (1, 2, 3, 4, 7, 8, 9)])
    done = really("flags", "--on", "2026-09-09", "--json", TILSTEDE_DATA=str(school.data), TILSTEDE_NOW="2026-09-10")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["flags"][0]["name"] == "Åse Ødegård"


def test_a_pipe_that_is_closed_is_no_error(school: Shell) -> None:
    school.absent([f"{who};2026-09-{day:02};;dag;syk" for who in range(1, 6) for day in range(1, 31)])
    command = [*program("--data", str(school.data), "student", "1", "--json", "--now", "2026-10-30")]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert (process.returncode, said) == (141, b"")


def test_on_a_terminal_there_is_a_table_and_typed_names_are_text(school: Shell) -> None:
    school.absent([f"5;2026-09-{day:02};;dag;syk" for day in (1, 2, 3, 4, 7, 8, 9)])
    ours, theirs = pty.openpty()
    command = program("--data", str(school.data), "flags", "--on", "2026-09-09")
    with subprocess.Popen(command, cwd=ROOT, env=environment(TERM="xterm-256color", COLUMNS="100"), stdout=theirs):
        os.close(theirs)
        said = b"".join(iter(lambda: _read(ours), b"")).decode()
    os.close(ours)

    assert "Birk [/b] Berg" in said
    assert "\x1b[1mKlasse" in said


def _read(descriptor: int) -> bytes:
    """What stands in a pseudo-terminal; nothing once the other end is closed."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


def test_without_a_terminal_there_is_no_screen_and_no_demo() -> None:
    for words in ((), ("demo",)):
        done = really(*words, TILSTEDE_DATA="finnes-ikke")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("tilstede: Ingen terminal")
        assert done.stderr.count("\n") == 1


def test_help_needs_no_school_no_store_and_no_screen() -> None:
    code = "import sys; from tui.command_line import main; main(['--help']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, encoding="utf-8", check=True
    )

    assert done.stdout.startswith("Tilstede")
    assert {"textual", "tinydb", "rich", "store.door", "msgspec"} & set(done.stdout.split()) == set()


def test_the_version_is_said() -> None:
    assert really("--version").stdout.startswith("tilstede ")


@pytest.mark.parametrize("command", [command for command in command_line.RUNS if command])
def test_each_command_has_its_help(command: str, empty: Shell) -> None:
    out = empty.done(command, "--help").out

    assert out.startswith(f"tilstede {command}")
    assert "--data" in out


def test_every_command_of_the_table_runs_something() -> None:
    from importlib import import_module

    from tui.command_line_table import COMMANDS

    assert {command.name for command in COMMANDS} | {""} == set(command_line.RUNS)
    for module, function in command_line.RUNS.values():
        assert callable(getattr(import_module(f"tui.{module}"), function))


# The made-up school.


def test_the_made_up_school_is_written_where_it_is_asked_for(empty: Shell) -> None:
    into = empty.folder / "bommen"
    words = ("demo", "--students", "40", "--seed", "7", "--into", str(into), "--now", "2026-11-20T10:15")
    answer = empty.done(*words)

    assert "Skrev Bommen skole til" in answer.out
    assert f"tilstede --data {into} --now 2026-11-20T10:15" in answer.out
    assert "Jens" in empty.run("flags", "--now", "2026-11-20T10:15", "--data", str(into), data="").out
    assert empty.run(*words).code == 4


def test_the_same_seed_says_the_same(empty: Shell) -> None:
    documents = []
    for name in ("one", "two"):
        shell = Shell(empty.folder / name)
        shell.folder.mkdir()
        shell.done("demo", "--students", "60", "--seed", "7", "--into", str(shell.data), "--now", "2026-11-20T10:15")
        documents.append(shell.done("flags", "--json", "--now", "2026-11-20T10:15").out)

    assert documents[0] == documents[1]
    assert "Jens" in documents[0]


def test_in_the_holiday_the_made_up_school_says_which_day_it_stands_at(empty: Shell) -> None:
    answer = empty.done("demo", "--students", "20", "--into", str(empty.data), "--now", "2026-08-03")

    assert "siste skoledag" in answer.err
    assert "--now 2026-06-" in answer.out
