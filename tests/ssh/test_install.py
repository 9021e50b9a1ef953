"""Root's command: the lines are put in place whole, and nothing odd is put there or left there unsaid."""

from __future__ import annotations

import getpass
from pathlib import Path

import msgspec
import pytest

from store.door import Store
from store.ssh_keys import line, public_key
from tests.ssh.conftest import STAFF
from tests.ssh.server import ROOT, make_key
from tests.tui import small_school
from tui import keys_install
from tui.command_line_users import GATE


class Machine:
    """A school with two people who have keys, and a folder as /etc/tilstede is on a real machine."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.create(folder / "skole", small_school.school(), "init", small_school.NOW)
        self.etc = folder / "etc"
        self.etc.mkdir(mode=0o755)
        self.file = self.etc / "authorized_keys"
        for user in STAFF[:2]:
            key = public_key(make_key(folder, user.name))
            self.store.put_user(msgspec.structs.replace(user, keys=(key,)), "init", small_school.NOW)

    def install(self, *options: str) -> int:
        words = ["--data", str(self.store.folder), "--account", getpass.getuser(), "--into", str(self.file)]
        return keys_install.main(["install", *words, *options])


@pytest.fixture(name="machine")
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    import subprocess

    run = subprocess.run
    program = [
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tui.command_line import main; sys.exit(main())",
    ]

    def from_here(command: list[str], **facts: object) -> object:  # the checkout is no installed package
        if command[1:4] == ["-I", "-m", "tui.command_line"]:
            command = [command[0], "-I", *program, *command[4:]]
        return run(command, **facts)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", from_here)
    return Machine(tmp_path)


def test_everybody_s_keys_stand_there_and_no_one_else_s(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert machine.install() == 0

    keys = {user.name: user.keys[0] for user in machine.store.school().users if user.keys}
    assert machine.file.read_text() == "".join(f"{line(GATE, name, key)}\n" for name, key in sorted(keys.items()))
    assert machine.file.stat().st_mode & 0o777 == 0o644
    assert "ny: kari" in capsys.readouterr().out
    machine.store.remove_user("kari", "rita", small_school.NOW)
    assert machine.install() == 0
    assert "kari" not in machine.file.read_text()
    assert "borte: kari" in capsys.readouterr().out


def test_trying_it_changes_nothing(machine: Machine) -> None:
    assert machine.install("--dry-run") == 0
    assert not machine.file.exists()


@pytest.mark.parametrize("odd", ["ssh-ed25519 AAAA egen", "# kommentar", 'restrict,pty,command="/bin/sh kari" x'])
def test_a_line_somebody_put_there_by_hand_is_refused_and_named(
    machine: Machine, odd: str, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.install()
    before = machine.file.read_text() + odd + "\n"
    machine.file.write_text(before)

    assert machine.install() == 1
    assert machine.file.read_text() == before
    assert odd[:20] in capsys.readouterr().err


def test_a_folder_others_write_in_a_link_or_a_file_others_write_is_refused(machine: Machine, tmp_path: Path) -> None:
    machine.etc.chmod(0o777)
    assert machine.install() == 1
    machine.etc.chmod(0o755)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("")
    machine.file.symlink_to(elsewhere)
    assert machine.install() == 1
    assert elsewhere.read_text() == ""
    machine.file.unlink()
    assert machine.install() == 0
    machine.file.chmod(0o666)
    assert machine.install() == 1


def test_a_school_that_cannot_be_read_leaves_what_stands(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.install()
    before = machine.file.read_text()
    (machine.store.folder / "school.json").write_text("{}")
    (machine.store.folder / "school.previous.json").unlink(missing_ok=True)

    assert machine.install() == 1
    assert machine.file.read_text() == before
    assert "Traceback" not in capsys.readouterr().err
