"""The command line: ``tilstede`` and what can be said after it.

The rules of this file: it chooses what runs and turns what went wrong into one line and an exit code, and does
nothing else; each command stands in a file of its family and is imported when it is asked for. A mistake in the
program is not caught: it must be seen, though without the names of those it was about (``tui/crash.py``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from rules.words import NotAllowed, SaidError
from store.errors import reason
from tui import clock, crash
from tui.command_line_output import refuse, speak_utf8
from tui.command_line_parser import UsageError, Wanted, language_asked, parse
from tui.command_line_table import SHELL, Grammar
from tui.language import LANGUAGES, N_, _, preferred, set_language, words

DONE, NO, USAGE, NOT_ALLOWED, UNREADABLE = range(5)
INTERRUPTED, PIPE_CLOSED = 130, 141

# Which function in which file runs a command.
RUNS = {
    "": ("command_line_screen", "screen"),
    "demo": ("command_line_screen", "demo"),
    "init": ("command_line_init", "init"),
    "import": ("command_line_import", "take_in"),
    "note": ("command_line_note", "note"),
    "flags": ("command_line_flags", "flags"),
    "student": ("command_line_student", "student"),
    "duties": ("command_line_duties", "duties"),
    "stats": ("command_line_stats", "stats"),
    "case": ("command_line_case", "case"),
    "export": ("command_line_export", "export"),
    "print": ("command_line_print", "print_paper"),
    "forms": ("command_line_forms", "forms"),
    "log": ("command_line_log", "log"),
    "user": ("command_line_users", "user"),
    "keys": ("command_line_users", "keys"),
    "doctor": ("command_line_doctor", "doctor"),
    "backup": ("command_line_keeping", "backup"),
    "verify": ("command_line_keeping", "verify"),
    "restore": ("command_line_keeping", "restore"),
    "adopt": ("command_line_keeping", "adopt"),
    "close-year": ("command_line_ending", "close_year"),
    "purge": ("command_line_ending", "purge"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit code."""
    crash.say_no_names()
    return run(sys.argv[1:] if arguments is None else arguments, SHELL)


def run(said: Sequence[str], grammar: Grammar) -> int:
    """Run what was said, as far as the grammar knows it; its exit code."""
    speak_utf8()
    set_language(language_asked(said) or preferred(os.environ))
    try:
        code = _run(parse(said, grammar))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return _quietly()
    except KeyboardInterrupt:
        return INTERRUPTED
    except UsageError as wrong:
        return _refused(wrong.say(words()), USAGE)
    except NotAllowed as wrong:
        return _refused(wrong.say(words()), NOT_ALLOWED)
    except SaidError as wrong:
        return _refused(wrong.say(words()), UNREADABLE)
    except OSError as wrong:
        return _refused(_os_error(wrong), UNREADABLE)
    except RuntimeError as wrong:  # how pathlib says, before Python 3.13, that a link leads to itself
        if not isinstance(wrong.__context__, OSError):
            raise
        return _refused(_os_error(wrong.__context__), UNREADABLE)
    return code


def _run(wanted: Wanted) -> int:
    if wanted.has("--version"):
        return _version()
    if wanted.has("--help"):
        from tui.command_line_help import show

        return show(wanted.command, wanted.grammar)
    _language(wanted)
    _clock(wanted)
    module, function = RUNS[wanted.command.name]
    run: Callable[[Wanted], int] = getattr(import_module(f"tui.{module}"), function)
    return run(wanted)


def _language(wanted: Wanted) -> None:
    asked = wanted.option("--lang")
    if asked and asked not in LANGUAGES:
        raise UsageError(N_("Språket «{asked}» finnes ikke. Disse finnes: {known}."), asked=asked, known="nb, en")


def _clock(wanted: Wanted) -> None:
    asked = wanted.option("--now", os.environ.get("TILSTEDE_NOW", ""))
    try:
        clock.stop_at(clock.moment(asked) if asked else None)
    except ValueError:
        source = "--now" if wanted.has("--now") else "TILSTEDE_NOW"
        raise UsageError(
            N_("{source}: «{asked}» er ikke et tidspunkt. Slik: 2026-10-22T08:31 eller 2026-10-22."),
            source=source,
            asked=asked,
        ) from None


def _version() -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("tilstede")
    except PackageNotFoundError:
        number = _("(ikke installert)")
    print(f"tilstede {number}")
    return DONE


def _refused(why: str, code: int) -> int:
    refuse(why)
    return code


def _os_error(wrong: OSError) -> str:
    where = f"{wrong.filename}: " if wrong.filename else ""
    return _("{where}{why}. Se om stien er riktig, om du har tilgang, og om disken er full.").format(
        where=where, why=_(reason(wrong))
    )


def _quietly() -> int:
    """Nobody reads what is printed any more; neither does the interpreter try once more as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return PIPE_CLOSED


if __name__ == "__main__":
    sys.exit(main())
