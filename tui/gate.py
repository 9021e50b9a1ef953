"""The gate: how somebody comes in over SSH, ``python -I -m tui.gate NAME``, started by the gate's script alone.

The rules of this file: who it is comes only from its own argument, the folder only from root's script; what the client
asked for is words for a parser of its own, never for a shell; that parser knows no option that names another person,
folder, time or file of the server, and ``-`` is the only file; a backup goes out encrypted or not at all. Restore,
adopt, purge, plain backups and keys are not here: they need a shell on the machine.
"""

from __future__ import annotations

import os
import re
import resource
import shlex
import sys
from pathlib import Path

from store.ssh_keys import LOGIN
from tui import command_line, crash, terminal
from tui.command_line_output import refuse, speak_utf8
from tui.command_line_table import ALONE, COMMANDS, EVERYWHERE, Argument, Command, Grammar
from tui.identity import Identity, become
from tui.language import _

LONGEST = 4096
MEMORY = 512 * 1024 * 1024
"""What one session may take, so that nobody's client fills the machine: five times what the largest page has needed."""
TERM = re.compile(r"[A-Za-z0-9.+-]{1,40}")

FROM_HERE = {
    "import": ("--map", "--dry-run", "--skip-bad"),
    "note": (),
    "flags": ("--on", "--class", "--json"),
    "duties": ("--on", "--role", "--json"),
    "stats": ("--from", "--to", "--json"),
    "student": ("--json",),
    "case": ("--glass", "--json"),
    "export": ("--class", "--from", "--to", "--json"),
    "print": ("--blank", "--which", "--ics", "--named", "--to", "--law", "--without", "--approved"),
    "log": ("--student", "--user", "--without-names", "--json"),
    "user": ("--role", "--class", "--name", "--title", "--phone", "--stand-in", "--key", "--drop-key", "--json"),
    "verify": (),
    "backup": (),
}
"""What can be asked through the gate, and the options each then has."""

KEPT = ("TERM", "LANG", "HOME", "SSH_ORIGINAL_COMMAND", "TILSTEDE_LOCK_MINUTES")
"""All of the environment that the program sees."""

ONLY_STANDARD_INPUT = {"FIL": ("-",)}


def grammar() -> Grammar:
    """The commands of the table that can be asked from here."""
    commands = tuple(_narrowed(command) for command in COMMANDS if command.name in FROM_HERE)
    everywhere = tuple(option for option in EVERYWHERE if option.name == "--lang")
    return Grammar(commands, everywhere, ALONE)


def main() -> int:
    """Let somebody in."""
    crash.say_no_names()
    speak_utf8()
    name, folder = _name(), os.environ.get("TILSTEDE_DATA", "")
    if not name or not folder:
        refuse(_("Porten er satt opp feil: den trenger brukernavn og datamappe. Spør den som drifter maskinen."))
        return command_line.USAGE
    os.umask(0o077)
    _take_no_more_than(MEMORY)
    _forget_environment()
    become(Identity(name, Path(folder)))
    asked = os.environ.pop("SSH_ORIGINAL_COMMAND", "")
    if asked.strip():
        return _command(asked)
    return command_line.run([], SCREEN_ONLY)


SCREEN_ONLY = Grammar((), (), ())


def _command(asked: str) -> int:
    try:
        words = _words(asked)
    except ValueError:
        refuse(_("Kommandoen er ikke forstått. Prøv: ssh … flags --json, eller ssh -t for skjermbildet."))
        return command_line.USAGE
    for file in _files(words):
        if file != "-":
            refuse(_("Gjennom porten leses filer bare fra standard inn: skriv - i stedet for en sti."))
            return command_line.USAGE
    return command_line.run(words, grammar())


def _words(asked: str) -> list[str]:
    if len(asked) > LONGEST or not asked.isprintable():
        raise ValueError(asked)
    words = shlex.split(asked, posix=True)
    return words[1:] if words[:1] == ["tilstede"] else words


def _files(words: list[str]) -> list[str]:
    """What stands where a file is named by an option."""
    files = []
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == "--key":
            files.append(after)
        elif word.startswith("--key="):
            files.append(word.partition("=")[2])
    return files


def _narrowed(command: Command) -> Command:
    options = tuple(option for option in command.options if option.name in FROM_HERE[command.name])
    arguments = tuple(_from_standard_input(argument) for argument in command.arguments)
    if command.name == "verify":
        arguments = ()
    return command._replace(arguments=arguments, options=options)


def _from_standard_input(argument: Argument) -> Argument:
    return argument._replace(choices=ONLY_STANDARD_INPUT.get(argument.name, argument.choices))


def _name() -> str:
    said = sys.argv[1] if len(sys.argv) == 2 else ""
    return said if LOGIN.fullmatch(said) else ""


def _take_no_more_than(memory: int) -> None:
    """Beyond it an allocation fails, and the session ends."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _forget_environment() -> None:
    """Only what the gate's script set, and a terminal's name that is one."""
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    if not TERM.fullmatch(kept.get("TERM", "")):
        kept.pop("TERM", None)
    os.environ.clear()
    os.environ.update(kept)


if __name__ == "__main__":
    terminal.end_when_told(os._exit)
    sys.exit(main())
