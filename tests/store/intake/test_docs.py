"""What docs/importing.md promises is what the tables say."""

from __future__ import annotations

import re
from pathlib import Path

from store.intake import KINDS
from store.intake.codes import CODES, ENGLISH_CODES
from store.intake.headings import HEADINGS, fields_by_heading, plain

DOCS = (Path(__file__).resolve().parents[3] / "docs" / "importing.md").read_text(encoding="utf-8")


def test_every_kind_of_file_and_every_field_is_named() -> None:
    for kind in KINDS:
        assert f"import {kind}" in " ".join(DOCS.split())
    for kind in ("students", "absences"):
        missing = [name for name in HEADINGS[kind] if f"`{name}`" not in DOCS and not name.startswith("guardian")]
        assert missing == []


def test_every_code_stands_in_the_docs_and_no_other() -> None:
    norwegian, english = DOCS.split("**Codes**")[1].split("Where the date's heading is English")
    table = {
        code
        for row in norwegian.splitlines()
        if row.startswith("| `")
        for code in re.findall("`(\\w+)`", row.split("|")[1])
    }

    assert table == set(CODES)
    assert set(re.findall("`(\\w+)`", english.split("**Words**")[0])) == set(ENGLISH_CODES)


def test_the_headings_of_the_timetables_example_are_found() -> None:
    for example in re.findall(r"`([^`]*(?:;Time;|,lesson,)[^`]*)`", DOCS):
        assert all(plain(heading) in fields_by_heading("timetable") for heading in re.split("[;,]", example))
