"""The quick line in a shell: understood whole or not written at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.shell import Shell, shell_fixture
from tests.tui.test_command_line_duties import JENS, measures

NOW = ("--now", "2026-10-23T12:00")


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return shell_fixture(tmp_path, monkeypatch).set_up()


def days(school: Shell, student: str) -> list[tuple[str, str, list[int]]]:
    told = school.done("student", student, "--json", *NOW).json["days"]
    return [(day["date"], day["kind"], day["lessons"]) for day in told]


def test_what_was_noted_is_said_back(school: Shell) -> None:
    answer = school.done("note", "åse 14-16.9 syk", *NOW)

    assert answer.out == "Åse Ødegård: man 14. sep–ons 16. sep, hele dagen: syk\n"
    assert [date for date, kind, _ in days(school, "åse") if kind == "absent_day"] == [
        "2026-09-14",
        "2026-09-15",
        "2026-09-16",
    ]


def test_the_flags_that_it_raised_are_said(school: Shell) -> None:
    school.done("note", "tonje 16.10 fra 4 gikk", *NOW)
    answer = school.done("note", "tonje 21.10 fra 5 gikk", *NOW)

    assert "Flagg, bekymringsfullt: 2 ganger forlatt skolen på 20 skoledager" in answer.out
    answer = school.done("note", "tonje 22.10 fra 5 gikk", *NOW)
    assert "Flagg, sterkt: 3 ganger forlatt skolen" in answer.out
    assert "Flagg" not in school.done("note", "tonje 21.9 fra 5 gikk", *NOW).out


def test_an_agreements_step_says_which_lessons_there_are_as_it_does_on_the_screen(school: Shell) -> None:
    measures(school, "2026-10-05", JENS)  # the first two lessons of Monday, Wednesday and Friday
    for line in ("tonje 12.10 3. time borte", "tonje 14.10 fra 3 gikk"):
        answer = school.run("note", line, *NOW)
        assert (answer.code, "2 timer den dagen" in answer.err) == (2, True), answer
    assert days(school, "tonje") == []

    assert "Flagg" not in school.done("note", "tonje 19.10 og 21.10 borte", *NOW).out
    assert days(school, "tonje") == [("2026-10-19", "absent_day", [1, 2]), ("2026-10-21", "absent_day", [1, 2])]
    school.done("note", "tonje 9.10 fra 2 gikk", *NOW)
    assert days(school, "tonje")[0] == ("2026-10-09", "left_early", [2])
    answer = school.done("note", "tonje 16.10 fra 2 gikk", *NOW)
    assert "Flagg, bekymringsfullt: 2 ganger forlatt skolen" in answer.out


def test_several_are_noted_at_once(school: Shell) -> None:
    answer = school.done("note", "tonje i går syk, åse i dag permisjon", *NOW)

    assert len(answer.out.splitlines()) == 2
    assert days(school, "tonje") == [("2026-10-22", "absent_day", [1, 2, 3, 4, 5, 6])]
    assert days(school, "åse") == [("2026-10-23", "not_counted", [1, 2, 3, 4, 5, 6])]


def test_a_name_that_several_have_is_refused_with_the_candidates_and_nothing_is_written(school: Shell) -> None:
    answer = school.run("note", "tonje i går syk, per i går syk", *NOW)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "tilstede: «per» kan være flere: Per Hansen (3), Per Håkon Lie (4). Skriv mer av navnet, eller nummeret.\n"
    )
    assert days(school, "tonje") == []


@pytest.mark.parametrize("line", ["tonje bogus", "ingen i dag syk", "tonje lørdag syk", "tonje i dag gikk", " "])
def test_what_is_not_understood_is_refused_in_one_line_and_nothing_is_written(school: Shell, line: str) -> None:
    answer = school.run("note", line, *NOW)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("tilstede: ")
    assert answer.err.count("\n") == 1
    assert days(school, "tonje") == []


def test_what_is_noted_already_is_not_noted_again(school: Shell) -> None:
    school.done("note", "åse i går syk", *NOW)

    assert school.done("note", "åse i går syk", *NOW).out.startswith("Dette er alt notert:")
