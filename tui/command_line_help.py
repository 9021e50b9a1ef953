"""``--help``: what the table of commands says, for people.

The rule of this file: nothing about a command is written here that is not in the table.
"""

from __future__ import annotations

from collections.abc import Iterable

from tui.command_line_output import say
from tui.command_line_parser import how, written
from tui.command_line_table import SCREEN, SHELL, Command, Grammar, Option
from tui.language import _


def show(command: Command, grammar: Grammar = SHELL) -> int:
    """Print the help of a command, or of the whole program."""
    if command is SCREEN:
        _program(grammar)
    else:
        say(how(command))
        say(f"  {_(command.help)}")
        _kinds(command)
        _options(_("Valg:"), command.options)
    _options(_("Valg som gjelder overalt:"), (*grammar.everywhere, *grammar.alone))
    say()
    say(
        _(
            "Svar: 0 gjort, 1 nei (rader avvist, data ikke i orden), 2 feil bruk, 3 ikke lov, "
            "4 dataene kan ikke leses eller skrives."
        )
    )
    return 0


def _program(grammar: Grammar) -> None:
    say(_("Tilstede: se elevfraværet mens det ennå er lite"))
    say()
    _lined([("tilstede", _(SCREEN.help)), *((f"tilstede {c.name}", _(c.help)) for c in grammar.commands)])
    say()
    say(_("Mer om en kommando: tilstede KOMMANDO --help"))


def _kinds(command: Command) -> None:
    if command.kinds:
        say()
        _lined([(kind, f"{_(word)}: {_(how)}") for kind, word, how in command.kinds])


def _options(title: str, options: Iterable[Option]) -> None:
    lines = [(written(option), _(option.help)) for option in options]
    if lines:
        say()
        say(title)
        _lined(lines)


def _lined(lines: list[tuple[str, str]]) -> None:
    width = max(len(left) for left, _right in lines)
    for left, right in lines:
        say(f"  {left:<{width}}  {right}")
