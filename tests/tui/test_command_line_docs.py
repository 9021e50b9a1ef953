"""docs/command-line.md says what the program does: its examples are run, its tables have every key and option."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from store.files import Disk
from tests.tui.shell import shell_fixture
from tui.command_line_table import ALONE, COMMANDS, EVERYWHERE

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")

_BLOCK = re.compile(r"^```(console|csv)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


def examples() -> Iterator[tuple[str, list[str]]]:
    """The commands of the page and what they print; a file is written by ``> name``."""
    for kind, name, text in _BLOCK.findall(DOCS):
        if kind == "csv":
            yield f"> {name}", text.splitlines()
            continue
        assert text.startswith("$ "), text
        for command in text.removeprefix("$ ").split("\n$ "):
            line, *printed = command.rstrip("\n").split("\n")
            yield line, printed


def test_every_example_prints_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = shell_fixture(tmp_path, monkeypatch)
    monkeypatch.setattr(Disk, "journaled", lambda _disk: "another program said something")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TILSTEDE_NOW", "2026-10-23T08:00")
    monkeypatch.setenv("TILSTEDE_DATA", "data")
    ran = 0
    for line, printed in examples():
        if line.startswith("> "):
            Path(line[2:]).write_text("\n".join([*printed, ""]), encoding="utf-8")
            continue
        ran += 1
        program, *words = shlex.split(line)
        assert program == "tilstede"
        answer = shell.run(*words, data="")
        got = [*(answer.out + answer.err).splitlines(), *([f"[{answer.code}]"] if answer.code else [])]
        assert fits(printed, got), f"$ {line}\n" + "\n".join(got)
    assert ran > 10


def fits(wanted: list[str], got: list[str]) -> bool:
    """Whether the lines are those; ``…`` stands for any number of them."""
    if not wanted:
        return not got
    if wanted[0] == "…":
        return any(fits(wanted[1:], got[n:]) for n in range(len(got) + 1))
    return bool(got) and wanted[0].rstrip() == got[0].rstrip() and fits(wanted[1:], got[1:])


def test_every_command_and_option_stands_on_the_page() -> None:
    said = " ".join(_CODE.findall(DOCS)).replace("\\|", "|")
    for command in COMMANDS:
        assert f"`tilstede {command.name}" in DOCS
        assert all(option.name in said for option in command.options), command.name
    assert all(option.name in said for option in (*EVERYWHERE, *ALONE))


def test_every_key_of_a_document_stands_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = shell_fixture(tmp_path, monkeypatch)
    now = "2027-03-19T10:15"
    shell.done("demo", "--students", "40", "--into", str(shell.data), "--now", now)
    documents = [shell.done("flags", "--json", "--now", now).json]
    documents += [shell.done("student", name, "--json", "--now", now).json for name in ("tonje", "jens")]
    said = set(_CODE.findall(DOCS))

    assert {key for document in documents for key in keys(document)} <= said
    codes = {
        day[key] for document in documents[1:] for day in document["days"] for key in ("kind", "why") if key in day
    }
    assert codes <= said


def keys(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        yield from shape
        for value in shape.values():
            yield from keys(value)
    elif isinstance(shape, list):
        for value, _same in groupby(shape):
            yield from keys(value)


def test_every_code_that_a_document_can_hold_stands_on_the_page() -> None:
    from rules.day import Why
    from rules.facts import Reason
    from rules.flag import Status
    from rules.guide import Level
    from tui.command_line_student import KINDS

    codes = {*Reason, *Status, *Level, *KINDS, *Why} - {Why.REASON}
    assert {str(code) for code in codes} <= set(_CODE.findall(DOCS))
