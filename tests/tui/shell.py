"""A shell for tests: the program's command line in this process, and a school made with it.

The rule of this file: everything goes through the commands that a person has.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui import clock
from tui.command_line import main
from tui.language import set_language

CALENDAR = """from;to;what
2026-08-13;2027-06-18;school year
2026-09-28;2026-10-02;Høstferie
2026-11-06;2026-11-06;Fri
2026-12-19;2027-01-04;Juleferie
2027-02-22;2027-02-26;Vinterferie
2027-03-22;2027-03-30;Påskeferie
2027-05-06;2027-05-07;Fri
2027-05-17;2027-05-17;Fri
"""

STUDENTS = """Elevnr;Navn;Klasse
1;Tonje Aas;4B
2;Åse Ødegård;4B
3;Per Hansen;5A
4;Per Håkon Lie;5A
5;Birk [/b] Berg;5A
"""


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document printed."""
        return json.loads(self.out)


class Shell:
    """A folder to work in, and the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def run(self, *words: str, stdin: bytes = b"", data: str | None = None) -> Answer:
        """One command on this school; ``data`` "": on the one the environment names."""
        where = str(self.data) if data is None else data
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = main([*(["--data", where] if where else []), *words])
        finally:
            sys.stdin = before
            clock.stop_at(None)
            set_language("nb")
        out.flush()
        err.flush()
        return Answer(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]

    def done(self, *words: str, stdin: bytes = b"") -> Answer:
        """A command that has to go well."""
        answer = self.run(*words, stdin=stdin)
        assert answer.code == 0, (words, answer)
        return answer

    def file(self, name: str, text: str) -> str:
        """A file to import; its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def set_up(self, *options: str, students: str = STUDENTS) -> Shell:
        """Bommen skole in 2026/27, as the worked examples have it."""
        calendar = self.file("calendar.csv", CALENDAR)
        self.done("init", "--school", "Bommen skole", "--calendar", calendar, "--now", "2026-08-13", *options)
        self.done("import", "students", self.file("students.csv", students), "--now", "2026-08-13")
        return self

    def absent(self, rows: Sequence[str], now: str = "2027-07-01") -> Answer:
        """Import rows of ``student;date;lesson;kind;reason`` as they stood at that time."""
        text = "\n".join(["Elevnr;Dato;Time;Type;Årsak", *rows, ""])
        return self.done("import", "absences", self.file("absences.csv", text), "--now", now)

    def flags(self, on: str, now: str = "2027-07-01") -> Mapping[str, Any]:
        """The flags of a day by rule, of a school where one student has any."""
        return {flag["rule"]: flag for flag in self.done("flags", "--on", on, "--json", "--now", now).json["flags"]}


def shell_fixture(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell with nothing in the environment."""
    for name in ("TILSTEDE_DATA", "TILSTEDE_NOW", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return Shell(folder)
