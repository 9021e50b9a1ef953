"""docs/documents.md: every document has its words and its picture, and every command on the page is run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.tui.shell import shell_fixture
from tests.tui.test_command_line_docs import fits
from tui.paper.kinds import KINDS

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = (DOCS / "documents.md").read_text(encoding="utf-8")
BLOCKS = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MOST = 60_000  # bytes of a picture


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_has_a_heading_words_and_a_small_picture(kind: str) -> None:
    picture = DOCS / "pictures" / "documents" / f"{kind}.png"

    assert re.search(rf"^## `{kind}`: \S.*\n\n\S.*", PAGE, re.MULTILINE)
    assert f"(pictures/documents/{kind}.png)" in PAGE
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < MOST


def test_there_is_no_picture_of_something_else() -> None:
    assert {path.stem for path in (DOCS / "pictures" / "documents").iterdir()} == set(KINDS)


def test_every_command_on_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = shell_fixture(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TILSTEDE_DATA", "bommen")
    monkeypatch.setenv("TILSTEDE_NOW", "2027-03-19T10:15")
    for block in BLOCKS.findall(PAGE):
        for command in block.removeprefix("$ ").split("\n$ "):
            line, *printed = command.rstrip("\n").split("\n")
            answer = shell.run(*shlex.split(line)[1:], data="")
            got = [*(answer.out + answer.err).splitlines(), *([f"[{answer.code}]"] if answer.code else [])]
            assert fits(printed, got), f"$ {line}\n" + "\n".join(got)
            if "-o" in line and not answer.code:
                assert (tmp_path / line.rpartition("-o ")[2]).read_bytes().startswith(b"%PDF")
