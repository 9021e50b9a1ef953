"""A mistake in the program: what is said of it, wherever it shows.

The rules of this file: nobody's name is said. A traceback on a screen has the values of variables, and an error's own
words often have a pupil's name or id in them. What kind of error it was and where in the program is enough to mend it.
"""

from __future__ import annotations

import sys
import threading
from itertools import chain
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from tui.command_line_output import refuse
from tui.language import _

CODE = 1
PLACES = 4


def say_no_names() -> None:
    """From here on what nobody caught is told in one line."""
    sys.excepthook = _told
    threading.excepthook = lambda thrown: _told(thrown.exc_type, thrown.exc_value, thrown.exc_traceback)
    sys.unraisablehook = lambda thrown: _told(thrown.exc_type, thrown.exc_value, thrown.exc_traceback)


def line(error: BaseException) -> str:
    """What is said of a mistake."""
    places = [
        f"{Path(frame.f_code.co_filename).parent.name}/{Path(frame.f_code.co_filename).name}:{number}"
        for frame, number in walk_tb(error.__traceback__)
    ]
    what = ", ".join(chain((type(error).__name__,), places[: -PLACES - 1 : -1]))
    return _(
        "En feil i programmet stoppet det ({what}). Det som var lagret, er lagret. "
        "Meld fra til den som drifter maskinen, med det som står i parentesen."
    ).format(what=what)


def _told(_kind: type[BaseException], error: BaseException | None, _where: TracebackType | None) -> None:
    if error is not None and not isinstance(error, KeyboardInterrupt):
        refuse(line(error))
