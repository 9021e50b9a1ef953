"""The terminal: what is set before the first screen is drawn, and how the program ends when the terminal does.

How it is used: ``refusal`` says why there can be no screen; ``prepare`` comes before anything imports Textual (it
reads its settings when it is imported); ``run`` starts the app.

The rules of this file: nothing here knows what the program is about; no terminal, byte or signal may leave a
process spinning, hanging or dead with a half-drawn screen.
"""

from __future__ import annotations

import codecs
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from tui.language import _

if TYPE_CHECKING:
    from textual.app import App

NO_SCREEN = 2
ENDS_WITHIN = 0.4  # seconds; then the process ends whether the terminal reads or not

_SETTINGS = {
    "TEXTUAL_DISABLE_KITTY_KEY": "1",  # Windows Terminal loses AltGr letters with it
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_FPS": "1000",  # a changed cell waits 1 ms for others instead of 17; idle it costs nothing
    "ESCDELAY": "100",  # milliseconds; over a slow line the rest of a key may come late
}
_NO_COLOURS_KNOWN = {"", "dumb", "unknown"}


def refusal(streams: tuple[TextIO | None, ...], environ: MutableMapping[str, str]) -> str:
    """Why there can be no screen here, and what is possible instead; "" if there can."""
    if not all(stream is not None and stream.isatty() for stream in streams):
        return _("Ingen terminal: skjermbildet trenger en. Over SSH: ssh -t. Kommandoer uten skjerm: tilstede --help")
    if environ.get("TERM", "") in _NO_COLOURS_KNOWN:
        return _("Terminalen er ukjent (TERM er ikke satt). Prøv: TERM=xterm-256color tilstede")
    return ""


def standard_streams() -> tuple[TextIO | None, ...]:
    """What the screen is read from and drawn on."""
    return sys.__stdin__, sys.__stdout__, sys.__stderr__


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set what Textual reads when it is imported, and write UTF-8 whatever the locale says."""
    environ.update(_SETTINGS)
    environ.setdefault("TEXTUAL_COLOR_SYSTEM", colours(environ))
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="replace")


def colours(environ: MutableMapping[str, str]) -> str:
    """256 colours wherever the terminal has them: more would look the same and cost more bytes."""
    many = environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}
    return "256" if many or "256color" in environ.get("TERM", "") or "kitty" in environ.get("TERM", "") else "auto"


def run(app: App[None], end: Callable[[int], None] | None = None, *, mouse: bool = False) -> int:
    """Run the app until it ends; its exit code. The mouse is the terminal's own, so that text can be selected.

    ``end`` ends the app in its own loop, where it has something to do first.
    """
    read_anything()
    before = _terminal_settings()
    end_when_told(lambda code: _end(app, code, end), before)
    app.run(mouse=mouse)
    return app.return_code or 0


def read_anything() -> None:
    """A byte that is not UTF-8 becomes a sign that no key has; the end of the input ends the program."""
    from textual.drivers import linux_driver

    linux_driver.getincrementaldecoder = lambda _name: _Reader  # type: ignore[assignment,attr-defined]


def end_when_told(end: Callable[[int], None], restore: Callable[[], None] = lambda: None) -> None:
    """On SIGHUP and SIGTERM: end as on quitting, and if that takes too long, at once."""

    def told(number: int, _frame: FrameType | None) -> None:
        code = 128 + number
        last_resort = threading.Timer(ENDS_WITHIN, _end_at_once, (restore, code))
        last_resort.daemon = True
        last_resort.start()
        end(code)

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, told)


class _Reader(codecs.getincrementaldecoder("utf-8")):  # type: ignore[misc]
    """Textual's decoder of what is typed, forgiving. No bytes at all mean that the terminal is gone."""

    def __init__(self) -> None:
        super().__init__("replace")

    def decode(self, data: bytes, final: bool = False) -> str:
        """The letters in some bytes."""
        if not data and not final:
            os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(ENDS_WITHIN)  # select says at once that there is nothing more; do not spin till the end
            return ""
        return str(super().decode(data, final))


def _end(app: App[None], code: int, end: Callable[[int], None] | None) -> None:
    def in_the_loop() -> None:
        with app._context():
            end(code) if end else app.exit(return_code=code)

    with suppress(RuntimeError):  # the loop is closed: it is ending already
        if app._loop is not None:
            app._loop.call_soon_threadsafe(in_the_loop)


def _end_at_once(restore: Callable[[], None], code: int) -> None:
    restore()
    os._exit(code)


def _terminal_settings() -> Callable[[], None]:
    """How the terminal was set before, to put back if the app cannot do it itself."""
    import termios

    try:
        descriptor = sys.__stdin__.fileno() if sys.__stdin__ else 0
        before = termios.tcgetattr(descriptor)
    except (termios.error, OSError, ValueError):
        return lambda: None

    def restore() -> None:
        with suppress(termios.error, OSError):
            termios.tcsetattr(descriptor, termios.TCSANOW, before)

    return restore
