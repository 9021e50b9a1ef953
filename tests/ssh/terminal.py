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
DOWN = "\x1b[B"


class Seat:
    """One person's terminal with a client in it."""

    def __init__(self, command: Sequence[str], size: tuple[int, int] = (100, 30)) -> None:
        self._master, slave = pty.openpty()
        self.screen = pyte.Screen(*size)
        self.sent = b""
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

    def down_to(self, word: str) -> None:
        """The cursor to the row with a word in it, a step when the one before is seen."""
        for _ in range(60):
            at = self.cursor_row()
            if word in at:
                return
            self.press(DOWN)
            until = time.monotonic() + BOUND / 10
            while self.cursor_row() == at and time.monotonic() < until:
                self._read(0.05)
        raise AssertionError(f"no row with {word!r} in\n{self.shown()}")

    def cursor_row(self) -> str:
        """The line the cursor stands on, "" while there is none."""
        return next((line for line in self.screen.display if "▌" in line), "")

    def shown(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def cut(self) -> None:
        """The line is cut: the client is gone in the middle of whatever it was doing."""
        self.close()

    def left(self) -> int:
        """Wait until the client ends, and read what it still says; its exit code."""
        until = time.monotonic() + BOUND
        while self.process.poll() is None and time.monotonic() < until:
            self._read(0.05)
        while self._read(0):
            pass
        return self.process.wait(1)

    def close(self) -> None:
        """Whatever happened, no client is left and no terminal is open."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(BOUND)
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def watch(self, seconds: float) -> None:
        """Sit for a while and look at what comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._read(0.05)

    def _read(self, seconds: float) -> bool:
        """Read what comes within so long; whether anything did."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            came = os.read(self._master, 65536)
        except OSError:  # nobody has the other end any more
            time.sleep(seconds)
            return False
        self.sent += came
        self._stream.feed(came)
        return True

    def _resized(self, size: tuple[int, int]) -> None:
        columns, lines = size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
