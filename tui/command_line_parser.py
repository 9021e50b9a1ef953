"""The parser: the words after ``tilstede`` become a command with its arguments and options.

The rules of this file: it reads the table and does nothing else; options are never abbreviated, and those that
hold everywhere may stand before or after the command; what cannot be understood is refused with what is possible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules.words import SaidError
from tui.command_line_table import SCREEN, SHELL, Argument, Command, Grammar, Option
from tui.language import LANGUAGES, N_, _


class UsageError(SaidError):
    """What was written is no command, and what would be."""


class Wanted:
    """A command as it was asked for. An option without a value that was given is in ``options`` with ""."""

    def __init__(self, grammar: Grammar = SHELL) -> None:
        self.grammar = grammar
        self.command: Command = SCREEN
        self.arguments: list[str] = []
        self.options: dict[str, list[str]] = {}

    def has(self, option: str) -> bool:
        """Was the option given?"""
        return option in self.options

    def option(self, name: str, otherwise: str = "") -> str:
        """The option's value, or another where it was not given."""
        return self.options.get(name, [otherwise])[-1]

    def every(self, name: str) -> list[str]:
        """All values of an option that may be given many times."""
        return self.options.get(name, [])


def parse(words: Sequence[str], grammar: Grammar = SHELL) -> Wanted:
    """The command that the words ask for; UsageError if they are none."""
    wanted, left = Wanted(grammar), iter(words)
    for word in left:
        if word == "--":
            for plain in left:
                _plain(wanted, plain)
        elif word.startswith("-") and word != "-":
            _option(wanted, word, left)
        else:
            _plain(wanted, word)
    if not any(wanted.has(option.name) for option in grammar.alone):
        _complete(wanted)
    return wanted


def language_asked(words: Sequence[str]) -> str:
    """The value of ``--lang``, wherever it stands, so that also a refusal is in that language; "" without one."""
    for word, after in zip(words, (*words[1:], ""), strict=False):
        asked = after if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and asked in LANGUAGES:
            return asked
    return ""


def possible(command: Command, grammar: Grammar = SHELL) -> tuple[Option, ...]:
    """The options a command knows."""
    return (*command.options, *grammar.everywhere, *grammar.alone)


def _plain(wanted: Wanted, word: str) -> None:
    if wanted.command is SCREEN:
        wanted.command = _command(word, wanted.grammar)
    elif len(wanted.arguments) < len(wanted.command.arguments):
        wanted.arguments.append(_argument(wanted, word))
    elif wanted.command.arguments and wanted.command.arguments[-1].rest:
        wanted.arguments[-1] += f" {word}"
    else:
        raise UsageError(N_("«{word}» er ett ord for mye. Slik: {how}"), word=word, how=how(wanted.command))


def _command(word: str, grammar: Grammar) -> Command:
    known = {command.name: command for command in grammar.commands}
    if word not in known:
        raise UsageError(
            N_("Det finnes ingen kommando «{word}». Disse finnes: {known}."), word=word, known=", ".join(known)
        )
    return known[word]


def _argument(wanted: Wanted, word: str) -> str:
    argument = wanted.command.arguments[len(wanted.arguments)]
    if argument.choices and word not in argument.choices:
        raise UsageError(
            N_("{command} kjenner ikke «{word}». Mulige: {choices}."),
            command=wanted.command.name,
            word=word,
            choices=", ".join(argument.choices),
        )
    return word


def _option(wanted: Wanted, word: str, left: Iterator[str]) -> None:
    name, equals, value = word.partition("=")
    name = "--help" if name == "-h" else name
    option = next((option for option in possible(wanted.command, wanted.grammar) if option.name == name), None)
    if option is None:
        raise _unknown(wanted, name)
    if option.name in wanted.options and not option.many:
        raise UsageError(N_("{option} er sagt to ganger; si det én gang."), option=option.name)
    if option.value and not equals:
        value = next(left, "")
        value = "" if value.startswith("--") else value
    if bool(value) != bool(option.value):
        raise _value(option)
    wanted.options.setdefault(option.name, []).append(value)


def _unknown(wanted: Wanted, name: str) -> UsageError:
    command = wanted.command
    known = ", ".join(option.name for option in possible(command, wanted.grammar))
    if command is SCREEN:
        return UsageError(N_("«{name}» kan ikke stå foran en kommando. Disse kan: {known}."), name=name, known=known)
    return UsageError(
        N_("{command} har ikke valget «{name}». Disse finnes: {known}."), command=command.name, name=name, known=known
    )


def _value(option: Option) -> UsageError:
    if not option.value:
        return UsageError(N_("{option} tar ingen verdi."), option=option.name)
    return UsageError(N_("{option} mangler verdien: {option} {value}"), option=option.name, value=_(option.value))


def _complete(wanted: Wanted) -> None:
    missing = [each for each in wanted.command.arguments[len(wanted.arguments) :] if not each.optional]
    if missing:
        raise UsageError(
            N_("{command} mangler {name}. Slik: {how}"),
            command=wanted.command.name,
            name=_(missing[0].name),
            how=how(wanted.command),
        )
    for option in wanted.command.options:
        if option.required and not wanted.has(option.name):
            raise UsageError(
                N_("{command} mangler {name}. Slik: {how}"),
                command=wanted.command.name,
                name=option.name,
                how=how(wanted.command),
            )


def how(command: Command) -> str:
    """How a command is written, in a line."""
    arguments = [_argument_written(argument) for argument in command.arguments]
    options = [_bracketed(option) for option in command.options]
    return " ".join(["tilstede", *([command.name] if command.name else []), *arguments, *options])


def _argument_written(argument: Argument) -> str:
    said = _(argument.name) if argument.listed else "|".join(argument.choices) or _(argument.name)
    return f"[{said}]" if argument.optional else said


def _bracketed(option: Option) -> str:
    said = f"{option.name} {_(option.value)}" if option.value else option.name
    return said if option.required else f"[{said}]" + ("…" if option.many else "")


def written(option: Option) -> str:
    """An option as it is written, with its value."""
    return f"{option.name} {_(option.value)}" if option.value else option.name
