"""``forms``: a form with the school's own words is its next version; what could not be used is refused in a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tui.shell import Shell, shell_fixture


@pytest.fixture(name="school")
def _school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    return shell_fixture(tmp_path, monkeypatch).set_up()


def edited(school: Shell, **changed: Any) -> bytes:
    return json.dumps({**school.done("forms", "school").json, **changed}).encode()


def test_other_words_are_the_next_version_and_the_same_words_are_none(school: Shell) -> None:
    shorter = edited(school, questions=school.done("forms", "school").json["questions"][:3])
    assert "utgave 2" in school.done("forms", "--take", "-", stdin=shorter).out

    assert school.done("forms", "school").json["version"] == 2
    assert "uendret" in school.done("forms", "--take", "-", stdin=edited(school)).out


def test_a_form_nobody_would_open_or_another_would_answer_is_refused(school: Shell) -> None:
    listed = school.done("forms").out
    for changed, said in (({"id": "tull"}, "Disse finnes"), ({"informant": "guardians"}, "besvares av «school»")):
        answer = school.run("forms", "--take", "-", stdin=edited(school, **changed))
        assert (answer.code, answer.err.count("\n")) == (2, 1)
        assert said in answer.err

    assert school.done("forms").out == listed
