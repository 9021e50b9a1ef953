"""Over a real sshd without a terminal: the command line within one's rights, and nothing else whatever is asked."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from store.door import Store
from store.restoring import verify_backup
from tests.ssh.server import Server
from tests.tui import small_school
from tests.tui.paper.pdf_reader import text_of


def test_the_same_command_line_answers_within_ones_rights(server: Server) -> None:
    found = server.ask("kari", "flags", "--json")

    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["guide"] == "aas"


@pytest.mark.parametrize(
    ("who", "words", "code"),
    [
        ("kari", ("student", "tonje", "--json"), 0),
        ("kari", ("student", "Jens", "--json"), 3),
        ("ola", ("student", "Jens", "--json"), 0),
        ("ola", ("student", "tonje", "--json"), 3),
        ("rita", ("student", "tonje", "--json"), 0),
        ("hege", ("student", "tonje", "--json"), 3),
        ("adam", ("student", "tonje", "--json"), 3),
        ("kari", ("print", "case-file", "Jens"), 3),
        ("adam", ("print", "case-file", "tonje"), 3),
        ("kari", ("user", "list", "--json"), 0),
        ("kari", ("user", "remove", "ola"), 3),
        ("kari", ("user", "add", "kari2", "--role", "leader"), 3),
        ("kari", ("import", "students", "-"), 3),
        ("kari", ("flags", "--class", "4B"), 0),
        ("kari", ("flags", "--class", "5A"), 3),
        ("hege", ("flags",), 3),
        ("adam", ("flags", "--json"), 3),
        ("kari", ("verify",), 3),
        ("adam", ("verify",), 0),
        ("kari", ("flags", "--on", "9999-12-31"), 2),
        ("kari", ("duties", "--on", "0001-01-01"), 2),
        ("eva", ("note", "'tonje i dag syk'"), 3),
    ],
)
def test_each_role_is_answered_or_told_who_may(server: Server, who: str, words: tuple[str, ...], code: int) -> None:
    found = server.ask(who, *words, stdin=b"Elevnr;Navn;Klasse\n999;Ny Elev;4B\n")

    assert found.returncode == code, (found.stdout, found.stderr)
    assert "Traceback" not in found.stderr
    if code:
        assert found.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("restore", "x"),
        ("adopt", "x"),
        ("backup", "/tmp/x"),
        ("backup", "--plain", "-"),
        ("keys",),
        ("init", "--school", "X"),
        ("demo",),
        ("purge",),
        ("close-year",),
        ("flags", "--data", "/tmp"),
        ("flags", "--now", "2020-01-01"),
        ("--as", "rita", "flags"),
        ("flags", "--as=rita"),
        ("demo", "--into", "/tmp/x"),
        ("flags", "-o", "/tmp/x"),
        ("print", "guide-info", "-o", "/tmp/x"),
        ("print", "guide-info", "-o", "-"),
        ("flags", "--js"),
        ("import", "students", "/etc/passwd"),
        ("import", "students", "../x"),
        ("user", "change", "kari", "--key", "/etc/ssh/ssh_host_ed25519_key.pub"),
        ("user", "change", "kari", "--key=/etc/passwd"),
        ("verify", "/etc/passwd"),
        ("bash",),
        ("/bin/sh", "-c", "id"),
        ("scp", "-t", "/tmp"),
        ("internal-sftp",),
        ("rsync", "--server", "."),
        ("git-upload-pack", "x"),
        ("flags;", "id"),
        ("flags", "&&", "id"),
        ("$(id)",),
        ("`id`",),
        ("flags", "|", "id"),
        ("flags", ">", "/tmp/tilstede-made"),
        ("flags", "'", "x"),
        ("\n",),
        ("flags\n--as=rita",),
        ("flags\t--json",),
        ("flags\x1b[2J",),
        ("flags", "'\u202e4B'"),
        ("flags", "--", "--data", "/tmp"),
        ("flags", "--data=/tmp"),
        ("student", "@/etc/passwd"),
        ("import", "students", "@-"),
        ("import", "calendar", "/dev/stdin"),
        ("user", "change", "kari", "--key=-", "--key=/etc/passwd"),
        ("user", "change", "kari", "--name", "--key", "/etc/passwd"),
        ("print", "guide-info", "-o=/tmp/tilstede-made"),
        ("--lang", "../../etc", "flags"),
        ("TILSTEDE_NOW=2020-01-01", "flags"),
        ("tilstede", "tilstede", "flags"),
        ("erase", "tonje"),
        ("flags " + "x" * 5000,),
        ("student", "\xff"),
    ],
)
def test_what_is_not_for_here_is_refused_in_a_line_and_nothing_is_run(server: Server, words: tuple[str, ...]) -> None:
    found = server.ask("rita", *words)

    assert found.returncode == 2, (found.stdout, found.stderr)
    assert found.stderr.count("\n") == 1
    assert "uid=" not in found.stdout + found.stderr
    assert "Traceback" not in found.stderr
    assert not Path("/tmp/tilstede-made").exists()


def test_without_a_terminal_and_without_a_command_it_says_how(server: Server) -> None:
    found = server.ask("kari")

    assert found.returncode == 2
    assert "ssh -t" in found.stderr


def test_sftp_and_scp_get_no_file(server: Server, tmp_path: Path) -> None:
    base = server.command("rita")
    options, host = base[1:-2], base[-1]
    port = options.index("-p")
    options[port] = "-P"
    for tool in (
        ["sftp", *options, "-b", "/dev/null", host],
        ["scp", *options, f"{host}:/etc/hostname", str(tmp_path)],
    ):
        done = subprocess.run(tool, capture_output=True, timeout=30, check=False)
        assert done.returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_no_port_is_forwarded_either_way(server: Server) -> None:
    with socket.socket() as target:
        target.bind(("127.0.0.1", 0))
        target.listen()
        target.settimeout(2)
        port = _free()
        forward = f"{port}:127.0.0.1:{target.getsockname()[1]}"
        client = subprocess.Popen(
            [*server.command("rita", "-N", "-L", forward)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            answer = _asked(port)
        finally:
            client.kill()
            client.wait(10)
        assert answer in (b"", None), "the server opened the channel"
        with pytest.raises(TimeoutError):
            target.accept()
    back = server.ask("rita", options=["-N", "-o", "ExitOnForwardFailure=yes", "-R", f"{_free()}:127.0.0.1:9"])
    assert back.returncode != 0


def _asked(port: int) -> bytes | None:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        with socket.socket() as tried:
            tried.settimeout(2)
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                try:
                    return tried.recv(10)
                except (TimeoutError, ConnectionError):
                    return b""
        time.sleep(0.05)
    return None


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.parametrize(
    "variable",
    [
        "TILSTEDE_NOW=2020-01-01",
        "TILSTEDE_DATA=/tmp",
        "PYTHONPATH=/tmp",
        "PYTHONSTARTUP=/tmp/x",
        "LD_PRELOAD=/tmp/x.so",
    ],
)
def test_no_variable_of_the_client_reaches_the_program(server: Server, variable: str) -> None:
    name = variable.partition("=")[0]
    found = server.ask("kari", "flags", "--json", options=["-o", f"SetEnv={variable}", "-o", f"SendEnv={name}"])

    assert found.returncode == 0, found.stderr
    assert not json.loads(found.stdout)["as_of"].startswith("2020")


def test_a_file_to_import_comes_on_standard_input(server: Server, store: Store) -> None:
    found = server.ask("rita", "import", "students", "-", stdin="Elevnr;Navn;Klasse\n999;Ny Åsen;5A\n".encode())

    assert found.returncode == 0, found.stderr
    assert any(student.name == "Ny Åsen" for student in store.school().students)


def test_who_may_not_import_is_told_so_before_a_byte_is_read(server: Server) -> None:
    for kind in ("students", "absences", "calendar", "timetable"):
        found = server.ask("kari", "import", kind, "-", stdin=b"PK\x03\x04 this is no file of any kind")
        assert found.returncode == 3, found.stderr


def test_what_is_asked_for_is_never_among_the_words_of_a_process(server: Server) -> None:
    """Everybody on the machine can read those. The shell says each command the gate runs, with its words."""
    world = {"PATH": "/x", "TERM": "xterm", "PYTHON": "/evil", "DATA": "/evil", "A": "1\nTERM=2", "LC_ALL": "no"}
    asked = "note 'tonje i dag syk'\nTERM=x"
    traced = subprocess.run(
        ["/bin/sh", "-x", str(server.gate), "kari"],
        env={**world, "SSH_ORIGINAL_COMMAND": asked},
        capture_output=True,
        text=True,
        check=False,
    )

    assert traced.returncode == 2  # two lines are no command
    assert "-I -m tui.gate kari" in traced.stderr
    assert "tonje" not in traced.stderr
    assert "evil" not in traced.stderr


def test_what_was_removed_comes_in_no_more_also_with_its_key_in_place(server: Server, store: Store) -> None:
    store.remove_user("eva", "rita", small_school.NOW)
    found = server.ask("eva", "flags", "--json")

    assert found.returncode == 3
    assert "tatt bort" in found.stderr


def test_the_gate_takes_nobody_elses_name_from_the_words(server: Server) -> None:
    found = server.ask("kari", "note", "tonje i dag syk")

    assert found.returncode == 0, found.stderr
    listed = server.ask("kari", "student", "tonje", "--json")
    assert listed.returncode == 0


def test_a_document_comes_out_byte_for_byte_and_nothing_else_does(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "mappe.pdf"
    with file.open("wb") as out:
        done = subprocess.run(
            [*server.command("kari"), "print", "case-file", "tonje"],
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, b"")
    assert file.read_bytes().startswith(b"%PDF-")
    assert "Elevmappe Tonje Aas, 4B" in text_of(file.read_bytes())


def test_a_backup_goes_out_encrypted_to_the_schools_key_or_not_at_all(
    server: Server, store: Store, tmp_path: Path
) -> None:
    def asked(who: str) -> subprocess.CompletedProcess[bytes]:
        command = [*server.command(who), "backup", "-"]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)

    bare = asked("adam")
    assert (bare.returncode, bare.stdout, b"ingen n\xc3\xb8kkel" in bare.stderr) == (4, b"", True)
    pair = Identity.generate()
    store.encrypt_backups_to([str(pair.to_public())], "init", small_school.NOW)
    refused = asked("kari")
    assert (refused.returncode, refused.stdout) == (3, b"")
    done = asked("adam")
    assert done.returncode == 0, done.stderr
    file, secret = tmp_path / "skole.age", tmp_path / "secret.txt"
    file.write_bytes(done.stdout)
    secret.write_text(str(pair))
    assert verify_backup(file, secret).sound
