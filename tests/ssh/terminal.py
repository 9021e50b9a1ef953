"""Somebody at a terminal of their own, signed in with the real client: what they type, and what their screen shows."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Sequence

import pyte

BOUND = 30.0


class Seat:
    """One person's terminal with a client in it."""

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (100, 30)) -> None:
        self._master, slave = pty.openpty()
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._resized(size)
        environment = {**os.environ, "TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            [*command], stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=environment
        )
        os.close(slave)

    def press(self, *keys: str) -> None:
        """Type."""
        for key in keys:
            os.write(self._master, key.encode())

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        self.screen.resize(lines, columns)
        self._resized((columns, lines))
        os.kill(self.process.pid, signal.SIGWINCH)

    def sees(self, *texts: str) -> str:
        """Wait until the screen shows all of these; the screen then."""
        until = time.monotonic() + BOUND
        while time.monotonic() < until:
            shown = self.shown()
            if all(text in shown for text in texts):
                return shown
            self._read(0.05)
        raise AssertionError(f"never saw {texts} in\n{self.shown()}")

    def shown(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def cut(self) -> None:
        """The line is cut: the client is gone in the middle of whatever it was doing."""
        self.process.kill()
        self.process.wait(BOUND)
        os.close(self._master)

    def left(self) -> int:
        """Wait until the client ends; its exit code."""
        until = time.monotonic() + BOUND
        while self.process.poll() is None and time.monotonic() < until:
            self._read(0.05)
        return self.process.wait(1)

    def _read(self, seconds: float) -> None:
        if select.select([self._master], [], [], seconds)[0]:
            try:
                self._stream.feed(os.read(self._master, 65536))
            except OSError:
                time.sleep(seconds)

    def _resized(self, size: tuple[int, int]) -> None:
        columns, lines = size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
