"""What may be written after ``tilstede``, and what is said when it may not."""

from __future__ import annotations

import pytest

from tui.command_line_parser import UsageError, how, language_asked, parse
from tui.command_line_table import COMMANDS, EVERYWHERE


def test_nothing_at_all_is_the_screen() -> None:
    assert parse([]).command.name == ""


@pytest.mark.parametrize(
    "words",
    [
        ["--data", "d", "--now", "2026-10-22", "flags", "--json", "--class", "8B"],
        ["flags", "--class", "8B", "--json", "--now", "2026-10-22", "--data", "d"],
        ["--data=d", "flags", "--class=8B", "--now=2026-10-22", "--json"],
    ],
)
def test_what_holds_everywhere_may_stand_before_or_after_the_command(words: list[str]) -> None:
    wanted = parse(words)

    assert wanted.command.name == "flags"
    assert (wanted.option("--data"), wanted.option("--now"), wanted.option("--class")) == ("d", "2026-10-22", "8B")
    assert wanted.has("--json")


def test_a_dash_is_standard_input_and_after_two_everything_is_plain() -> None:
    assert parse(["import", "absences", "-"]).arguments == ["absences", "-"]
    assert parse(["note", "--", "-rar", "tekst"]).arguments == ["-rar tekst"]


def test_a_name_and_a_quick_line_need_no_quotes() -> None:
    assert parse(["student", "Tonje", "Aas"]).arguments == ["Tonje Aas"]
    assert parse(["note", "åse", "14-16.9", "syk"]).arguments == ["åse 14-16.9 syk"]


def test_a_mapping_may_be_said_for_each_field() -> None:
    wanted = parse(["import", "absences", "f.csv", "--map", "student=Elev", "--map=date=Dag"])

    assert wanted.every("--map") == ["student=Elev", "date=Dag"]


@pytest.mark.parametrize("option", ["--js", "--cla", "--o", "-j", "--JSON", "--into"])
def test_no_option_is_abbreviated_or_another_command_s(option: str) -> None:
    with pytest.raises(UsageError, match="--on, --class, --json, --data, --now, --lang"):
        parse(["flags", option, "8B"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["flagg"],
            "Det finnes ingen kommando «flagg». Disse finnes: demo, init, import, note, flags, student, duties,",
        ),
        (["--json", "flags"], "«--json» kan ikke stå foran en kommando."),
        (["flags", "--on"], "--on mangler verdien: --on DATO"),
        (["flags", "--on", "--json"], "--on mangler verdien: --on DATO"),
        (["flags", "--json=ja"], "--json tar ingen verdi."),
        (["flags", "--on", "a", "--on", "b"], "--on er sagt to ganger"),
        (["flags", "8B"], "«8B» er ett ord for mye. Slik: tilstede flags [--on DATO] [--class KLASSE] [--json]"),
        (["import", "elever", "f"], "Mulige: students, absences, calendar, timetable."),
        (["import", "students"], "import mangler FIL."),
        (["init"], "init mangler --school. Slik: tilstede init --school NAVN"),
        (["student"], "student mangler ELEV."),
    ],
)
def test_a_refusal_says_what_is_possible_instead(words: list[str], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(words)

    assert said in str(refused.value)


def test_help_may_be_asked_for_before_the_command_is_whole() -> None:
    assert parse(["import", "--help"]).has("--help")
    assert parse(["-h"]).has("--help")


def test_the_language_is_known_before_anything_is_refused() -> None:
    assert language_asked(["flags", "--bogus", "--lang", "en"]) == "en"
    assert language_asked(["--lang=en"]) == "en"
    assert language_asked(["--lang", "de"]) == ""
    assert language_asked([]) == ""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_says_how_it_is_written_and_has_no_option_of_everybody_s(command) -> None:  # type: ignore[no-untyped-def]
    assert how(command).startswith(f"tilstede {command.name}")
    assert not {option.name for option in command.options} & {option.name for option in EVERYWHERE}
