"""A real pseudo-terminal with a program in it: what was written to it, and when.

The rule of this file: it waits for what the screen shows, never for a time; each chunk of bytes keeps the
moment it came, and a terminal emulator says afterwards which chunk brought a text onto the screen.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

COLUMNS, LINES = 120, 33
LIMIT = 60.0  # seconds after which a program that does not answer is given up


class NotShownError(Exception):
    """The text did not come onto the screen."""


@dataclass
class Terminal:
    """A program in a terminal of 120 by 33 cells and 256 colours."""

    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    size: tuple[int, int] = (COLUMNS, LINES)

    def __enter__(self) -> Self:
        """Start the program; ``began`` is the moment before."""
        self.screen = pyte.Screen(*self.size)
        self.stream = pyte.ByteStream(self.screen)
        self.received = 0
        self.last = 0.0
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(self.command[0], self.command, {**os.environ, "TERM": "xterm-256color", **self.environment})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", self.size[1], self.size[0], 0, 0))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program."""
        try:
            os.kill(self.pid, signal.SIGTERM)
            self.until_quiet(0.2)
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def send(self, keys: str) -> float:
        """Type; the moment before the first byte went."""
        sent = time.perf_counter()
        os.write(self.fd, keys.encode())
        return sent

    def shown(self, text: str) -> float:
        """Wait until the screen shows a text; the moment its last byte came."""
        end = time.perf_counter() + LIMIT
        while time.perf_counter() < end:
            if any(text in line for line in self.screen.display):
                return self.last
            if not self.read(0.05) and self.ended():
                break
        raise NotShownError(f"{text!r} not on the screen:\n" + "\n".join(self.screen.display))

    def until_quiet(self, quiet: float = 0.15, limit: float = 5.0) -> int:
        """Read until nothing more comes for a while (some programs never rest: at most ``limit``); how many bytes."""
        before, end = self.received, time.perf_counter() + limit
        while time.perf_counter() < end and self.read(quiet):
            pass
        return self.received - before

    def read(self, wait: float) -> bool:
        """One chunk, if one comes in time."""
        if not select.select([self.fd], [], [], wait)[0]:
            return False
        try:
            chunk = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        if not chunk:
            return False
        self.last = time.perf_counter()
        self.received += len(chunk)
        self.stream.feed(chunk)
        return True

    def ended(self) -> bool:
        """Whether the program is gone."""
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def private_memory(self) -> float:
        """Megabytes that only this process holds."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return sum(int(line.split()[1]) for line in rollup if line.startswith("Private_")) / 1024
