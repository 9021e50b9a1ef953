"""The house as promised: three rooms and nothing beside them, a quick start, nothing of a machine in the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP = {
    "rules", "store", "tui", "tests", "docs", ".ci",
    "pyproject.toml", "requirements.lock", "requirements-dev.lock", "Makefile",
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", ".gitignore",
}  # fmt: skip
SAYS_NOTHING = {"utils", "helpers", "common", "manager", "service", "handler", "base", "core", "misc", "data"}
# The first screen is a list that somebody looks at: what writes, understands or asks comes when it is wanted.
NOT_AT_START = {
    *("arrow", "holidays", "icalendar", "pyrage", "rich.progress", "zipfile", "csv", "gettext", "importlib.resources"),
    *("store.creating", "store.demo", "store.drafts", "store.intake", "store.marks", "store.noting", "store.placing"),
    *("store.importing_absences", "store.importing_days", "store.importing_students", "store.writing"),
    *("tui.dialogs", "tui.first_start", "tui.foresight", "tui.help", "tui.import_view", "tui.palette"),
    *("tui.quick_entry", "tui.quickline", "tui.register", "tui.session_intake", "tui.student"),
}  # fmt: skip


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def modules() -> list[Path]:
    return [path for room in ("rules", "store", "tui") for path in sorted((ROOT / room).rglob("*.py"))]


def test_nothing_stands_beside_the_three_rooms() -> None:
    assert {name.split("/")[0] for name in tracked()} <= TOP


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_says_what_it_is_and_has_a_name_of_the_domain(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert path.stem not in SAYS_NOTHING


def test_no_path_of_a_machine_and_no_registry_stands_in_the_project() -> None:
    places, hosts = "|".join(("home", "root", "work")), "|".join(("python" + "hosted", r"\.".join(("pypi", "org"))))
    odd = re.compile(rf"(?<![\w.])/(?:{places})/\w|index-url|{hosts}")
    own = {"tests/test_house.py", "Makefile"}
    found = [
        f"{name}: {line.strip()}"
        for name in tracked()
        if name not in own and not name.endswith((".mo", ".svg", ".png", ".gz"))
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if odd.search(line)
    ]

    assert found == []


def test_what_is_not_needed_at_start_is_not_imported_at_start() -> None:
    code = "import sys, tui.command_line_screen, tui.app, tui.session, tui.students; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert NOT_AT_START & set(done.stdout.split()) == set()


def test_rules_alone_need_neither_store_nor_screen() -> None:
    names = [f"rules.{path.stem}" for path in (ROOT / "rules").glob("*.py") if path.stem != "__init__"]
    code = f"import sys, {', '.join(names)}; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert not [m for m in done.stdout.split() if m.split(".")[0] in {"store", "tui", "tinydb", "textual", "rich"}]


@pytest.mark.parametrize("page", ["security.md", "privacy.md", "guide-coverage.md"])
def test_every_test_that_a_page_says_keeps_a_promise_is_there(page: str) -> None:
    named = set(re.findall(r"\b(?:tests/[\w/]+/)?test_\w+\.py", (ROOT / "docs" / page).read_text(encoding="utf-8")))
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}
    names = {path.rpartition("/")[2] for path in there}

    assert named
    assert {one for one in named if one not in (there if "/" in one else names)} == set()
