"""``stats``: each class and the school in numbers, no name, and only of those one may see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.shell import Shell, shell_fixture

FRIDAY = "2026-09-11T16:00"


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Tonje of 8B is away for seven days, four of them in September's second week or later."""
    school = shell_fixture(tmp_path, monkeypatch).set_up()
    school.absent([f"1;2026-09-{day:02};;dag;syk" for day in (1, 2, 3, 4, 7, 8, 9)])
    return school


def asked(school: Shell, *words: str) -> dict[str, object]:
    found: dict[str, object] = school.done("stats", *words, "--json", "--now", FRIDAY).json
    return found


def test_the_numbers_are_the_sums_of_what_each_student_has(school: Shell) -> None:
    found = asked(school)
    own = school.done("student", "1", "--json", "--now", FRIDAY).json["share"]
    whole = found["school"]

    assert whole["absent_days"] == own["absent_days"] == 7
    assert whole["lost"] == own["lost_lessons"]
    assert whole["flagged"] == whole["unanswered"] == 1
    assert sum(band["students"] for band in whole["bands"]) == whole["students"] - whole["unknown"]
    assert sum(each["students"] for each in found["classes"]) == whole["students"]


def test_a_time_within_the_year_counts_its_own_days_only(school: Shell) -> None:
    found = asked(school, "--from", "2026-09-07", "--to", "2026-09-08")

    assert (found["from"], found["to"]) == ("2026-09-07", "2026-09-08")
    assert found["school"]["absent_days"] == 2


def test_flags_are_those_of_the_last_day(school: Shell) -> None:
    assert asked(school, "--to", "2026-09-03")["school"]["flagged"] == 0


def test_nobody_is_named(school: Shell) -> None:
    said = school.done("stats", "--now", FRIDAY)

    assert "Tonje" not in said.out
    assert "Hele skolen" in said.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2026-09-10", "--to", "2026-09-01"), "ikke en tid i ett skoleår"),
        (("--from", "2026-07-01", "--to", "2026-09-01"), "ikke en tid i ett skoleår"),
        (("--to", "2026-12-01"), "ikke kommet ennå"),
        (("--to", "i morgen"), "i morgen"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_one_line(school: Shell, words: tuple[str, ...], said: str) -> None:
    answer = school.run("stats", *words, "--now", FRIDAY)

    assert answer.code == 2
    assert said in answer.err
    assert answer.err.count("\n") == 1
