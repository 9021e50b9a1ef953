"""A real OpenSSH server for the tests: on a free loopback port, with throw-away keys, as the user who runs the tests.

The rules of this file: the settings are those of docs/deploy (the Match block, the gate's script), with the places and
the account of the test put in; nothing of the machine's own SSH is read or changed; the server goes with the test.
"""

from __future__ import annotations

import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
BOUND = 30.0


@dataclass
class Server:
    """A running server, and how to reach it."""

    folder: Path
    data: Path
    port: int
    process: subprocess.Popen[bytes]
    passed: list[str] = field(default_factory=list)

    @property
    def keys(self) -> Path:
        """The file that root owns on a real machine."""
        return self.folder / "authorized_keys"

    @property
    def gate(self) -> Path:
        """The gate's script."""
        return self.folder / "gate"

    def command(self, who: str, *options: str) -> list[str]:
        """The client's command for somebody, with options of ssh."""
        return [
            *("ssh", "-F", "none", "-p", str(self.port), "-i", str(self.folder / who), "-o", "IdentitiesOnly=yes"),
            *("-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={self.folder / 'known'}"),
            *("-o", "LogLevel=ERROR", "-o", "BatchMode=yes", "-o", "ControlMaster=no"),
            *options,
            "--",
            f"{getpass.getuser()}@127.0.0.1",
        ]

    def ask(
        self, who: str, *words: str, options: Sequence[str] = (), stdin: bytes = b""
    ) -> subprocess.CompletedProcess[str]:
        """What somebody is answered who asks for a command."""
        done = subprocess.run(
            [*self.command(who, *options), *words], input=stdin, capture_output=True, timeout=BOUND, check=False
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        )


def make_key(folder: Path, who: str) -> str:
    """A throw-away key pair; the public line."""
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"{who} privat", "-f", str(folder / who)], check=True
    )
    return (folder / f"{who}.pub").read_text("utf-8")


@contextmanager
def serving(
    folder: Path, data: Path, alive: tuple[int, int] = (15, 3), now: datetime | None = None
) -> Iterator[Server]:
    """A server for a school's folder. Nobody has a key yet: write ``keys``.

    ``alive``: how many seconds between two questions to a client whether it is there, and how many it may leave open.
    ``now``: where the program's clock stands still there; without it the program has the machine's clock.
    """
    assert SSHD is not None
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    make_key(folder, "host_key")
    (folder / "authorized_keys").touch()
    port = _free_port()
    config = _config(folder, port, alive)
    _gate(folder, data)
    if now is not None:
        _stop_the_clock(folder, now)
    with (folder / "sshd.log").open("wb") as log:
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(config)], stderr=log)
    server = Server(folder, data, port, process)
    try:
        _until_open(server)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(BOUND)


def children(server: Server) -> list[int]:
    """The processes of the program that sessions of this server have started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                environment = (entry / "environ").read_bytes()
            except OSError:
                continue
            if b"tui.gate" in words and str(server.data).encode() in environment:
                found.append(int(entry.name))
    return found


def _config(folder: Path, port: int, alive: tuple[int, int]) -> Path:
    """The Match block as it is shipped, with the test's account, key file and patience."""
    block = (DEPLOY / "sshd-tilstede.conf").read_text("utf-8")
    block = block.replace("Match User tilstede", f"Match User {getpass.getuser()}")
    block = block.replace("/etc/tilstede/authorized_keys", str(folder / "authorized_keys"))
    assert str(folder) in block
    assert "ClientAliveInterval 15\n    ClientAliveCountMax 3\n" in block
    block = block.replace("Interval 15", f"Interval {alive[0]}").replace("CountMax 3", f"CountMax {alive[1]}")
    path = folder / "sshd_config"
    path.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder / 'host_key'}\nPidFile none\nStrictModes no\n"
        f"UsePAM no\nPermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nLogLevel VERBOSE\n"
        f"SetEnv HOME={folder}\n{block}",  # what the tester's own shell does at a start is no part of it
        encoding="utf-8",
    )
    return path


def _gate(folder: Path, data: Path) -> None:
    """The gate's script as it is shipped, with the test's folder and a Python that has the program."""
    script = (DEPLOY / "gate").read_text("utf-8")
    script = re.sub(r"^DATA=.*$", f"DATA={data}", script, flags=re.MULTILINE)
    script = re.sub(r"^PYTHON=.*$", f"PYTHON={_python(folder)}", script, flags=re.MULTILINE)
    path = folder / "gate"
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)


def _python(folder: Path) -> Path:
    """An environment that has the program and what it needs, as one that it was installed in."""
    made = folder / "venv"
    if not made.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(made)], check=True)
        (packages,) = made.glob("lib/python*/site-packages")
        (packages / "program.pth").write_text(f"{sysconfig.get_path('purelib')}\n{ROOT}\n", encoding="utf-8")
    return made / "bin" / "python"


def _stop_the_clock(folder: Path, now: datetime) -> None:
    """In the environment itself, as the gate takes no other time from anybody."""
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    (packages / "stopped.pth").write_text("import stopped\n", encoding="utf-8")
    (packages / "stopped.py").write_text(
        "from datetime import datetime\n\nfrom tui import clock\n\n"
        f"clock.real_now = lambda: datetime.fromisoformat('{now}').astimezone(clock.OSLO)\n",
        encoding="utf-8",
    )


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _until_open(server: Server) -> None:
    until = time.monotonic() + BOUND
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", server.port)) == 0:
                return
        assert server.process.poll() is None, (server.folder / "sshd.log").read_text()
        time.sleep(0.02)
    raise AssertionError("the server never opened")
