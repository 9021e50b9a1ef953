"""In a real pseudo-terminal: nothing the terminal sends, or stops sending, hangs or kills the program."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tui import terminal

PROGRAM = """
import os
from tui import terminal
terminal.prepare(os.environ)
from textual.app import App
from textual.widgets import Input
class Small(App):
    BINDINGS = [("ctrl+q", "quit", "")]
    def compose(self):
        line = Input()
        line.cursor_blink = False
        yield line
raise SystemExit(terminal.run(Small()))
"""

BOUND = 20.0


@dataclass
class Running:
    """A program in a terminal of its own."""

    process: subprocess.Popen[bytes]
    master: int
    seen: bytes = b""

    def until(self, text: bytes) -> bytes:
        """Read until the terminal was sent a text."""
        while text not in self.seen:
            ready, _, _ = select.select([self.master], [], [], BOUND)
            assert ready, self.seen[-500:]
            self.seen += os.read(self.master, 65536)
        return self.seen

    def quiet(self, seconds: float) -> bytes:
        """What comes until nothing came for a while."""
        came = b""
        while select.select([self.master], [], [], seconds)[0]:
            came += os.read(self.master, 65536)
        return came

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def ended(self) -> int:
        """Its exit code; what it still writes is read, as a terminal would."""
        while self.process.poll() is None:
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    os.read(self.master, 65536)
                except OSError:
                    break
        return self.process.wait(BOUND)


@pytest.fixture
def running() -> Iterator[Running]:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 40, 0, 0))
    environ = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C", "PYTHONPATH": str(Path.cwd())}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environ,
        start_new_session=True,
    )
    os.close(slave)
    program = Running(process, master)
    program.until(b"\x1b[?1049h")
    program.quiet(0.5)
    yield program
    process.kill()
    process.wait()
    os.close(master)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_gives_the_terminal_back(running: Running, number: signal.Signals) -> None:
    running.process.send_signal(number)
    running.until(b"\x1b[?1049l")
    assert running.ended() == 128 + number


def test_a_terminal_that_reads_nothing_more_does_not_keep_it_alive(running: Running) -> None:
    os.kill(running.process.pid, signal.SIGTERM)
    assert running.process.wait(BOUND) == 128 + signal.SIGTERM


def test_a_line_that_drops_ends_it(running: Running) -> None:
    spare = os.dup(running.master)
    os.close(running.master)
    running.master = os.open(os.devnull, os.O_RDWR)
    os.close(spare)
    assert running.process.wait(BOUND) != 0


def test_bytes_that_are_not_utf8_are_a_sign_and_nothing_ends(running: Running) -> None:
    running.type(b"a\xe5\xff\xc3b")
    running.until(b"b")
    running.type("å".encode())
    running.until("å".encode())
    running.type(b"\x11")
    assert running.ended() == 0


def test_idle_it_writes_nothing(running: Running) -> None:
    running.type(b"x")
    running.quiet(0.5)
    assert running.quiet(1.2) == b""


def test_no_kitty_keyboard_and_no_mouse_is_asked_for(running: Running) -> None:
    running.type(b"\x11")
    running.ended()
    assert b"\x1b[>" not in running.seen
    assert b"\x1b[?1000h" not in running.seen


def test_without_a_terminal_it_refuses_with_a_hint() -> None:
    assert "ssh -t" in terminal.refusal((io.StringIO(), None), {"TERM": "xterm"})


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_nobody_named_is_refused_with_what_to_try() -> None:
    assert "TERM=xterm-256color" in terminal.refusal((_Screen(),), {"TERM": "dumb"})
    assert terminal.refusal((_Screen(),), {"TERM": "xterm"}) == ""


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "256"),
        ({"TERM": "linux"}, "auto"),
    ],
)
def test_256_colours_are_enough(environ: dict[str, str], wanted: str) -> None:
    assert terminal.colours(environ) == wanted
