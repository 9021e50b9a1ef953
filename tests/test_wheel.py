"""What is installed is what was tried: the built wheel, in an environment of its own, away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(name="wheel", scope="module")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(name="program", scope="module")
def _program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed command; its dependencies are lent from the environment the tests run in."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--prefix", home, wheel],
        check=True,
        capture_output=True,
    )
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    script = home / "bin" / "tilstede"
    lines = script.read_text().splitlines()
    script.write_text("\n".join([f"#!{home / 'bin' / 'python'} -I", *lines[1:]]) + "\n")
    return script


def run(program: Path, *arguments: str, where: Path) -> str:
    world = {"PATH": os.environ["PATH"], "HOME": str(where), "LANG": "nb_NO.UTF-8"}
    done = subprocess.run([program, *arguments], cwd=where, env=world, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

    return done.stdout


def test_guides_and_catalogues_are_inside_and_tests_are_not(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    data = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "rules").rglob("*.json"))
    assert {"rules/guides/aas.json", "rules/guides/aas/duties.json", "rules/retention.json"} <= set(data)
    assert sorted(name for name in names if name.endswith(".json") and name.startswith("rules/")) == data
    assert "tui/locale/en/LC_MESSAGES/tilstede.mo" in names
    assert not [name for name in names if name.startswith("tests")]


def test_the_installed_program_makes_the_demo_school_and_flags_its_pupils(program: Path, tmp_path: Path) -> None:
    now = ("--now", "2026-10-22T12:00")
    run(program, *now, "demo", "--students", "40", "--seed", "3", "--into", "school", where=tmp_path)
    found = json.loads(run(program, *now, "--data", "school", "flags", "--json", where=tmp_path))

    assert found["guide"] == "aas"
    assert {flag["rule"] for flag in found["flags"]} <= {"absent-days", "left-early", "missed-lessons"}
    assert found["flags"]


def test_the_installed_program_speaks_english_when_asked(program: Path, tmp_path: Path) -> None:
    assert run(program, "--lang", "en", "--help", where=tmp_path) != run(program, "--help", where=tmp_path)
