"""The table of commands: what can be said to ``tilstede`` in a shell.

The rules of this file: one row a command, with its arguments and options; the parser, ``--help`` and the test of
docs/command-line.md read this table and nothing else. Text is marked here and translated where it is shown.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.language import N_


class Argument(NamedTuple):
    """A word after the command. ``choices`` are all it can be; ``rest``: this and all words after it, as one."""

    name: str
    choices: tuple[str, ...] = ()
    rest: bool = False


class Option(NamedTuple):
    """``--name`` or, with a ``value``, ``--name VALUE``; ``many`` may be said more than once."""

    name: str
    value: str
    help: str
    many: bool = False
    required: bool = False


class Command(NamedTuple):
    """A row: the word, its arguments in order, its own options, and what it does."""

    name: str
    help: str
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()


KINDS = ("students", "absences", "calendar", "timetable")

JSON = Option("--json", "", N_("som JSON"))

EVERYWHERE = (
    Option("--data", N_("MAPPE"), N_("skolens datamappe (ellers TILSTEDE_DATA, ellers brukerens egen)")),
    Option("--now", N_("TID"), N_("som om klokka var 2026-10-22T08:31 (eller TILSTEDE_NOW)")),
    Option("--lang", "nb|en", N_("språk (ellers etter LANG)")),
)
ALONE = (
    Option("--help", "", N_("denne hjelpen")),
    Option("--version", "", N_("programmets versjon")),
)

SCREEN = Command("", N_("skjermbildet"))

COMMANDS: tuple[Command, ...] = (
    Command(
        "demo",
        N_("skjermbildet på en oppdiktet skole i en midlertidig mappe"),
        options=(
            Option("--students", N_("ANTALL"), N_("så mange elever (300)")),
            Option("--seed", N_("FRØ"), N_("samme frø gir samme skole (1)")),
            Option("--into", N_("MAPPE"), N_("skriv skolen i en tom mappe, og slutt")),
        ),
    ),
    Command(
        "init",
        N_("en ny datamappe"),
        options=(
            Option("--school", N_("NAVN"), N_("skolens navn"), required=True),
            Option("--guide", N_("VEILEDER"), N_("kommunens veileder (aas)")),
            Option("--calendar", N_("FIL"), N_("skoleruta")),
            Option("--registers", "", N_("hver time føres; uten dette er umerkede timer på tidligere dager til stede")),
        ),
    ),
    Command(
        "import",
        N_("hent inn elever, fravær, skolerute eller timeplan fra en fil (- er standard inn)"),
        arguments=(Argument(N_("HVA"), KINDS), Argument(N_("FIL"))),
        options=(
            Option("--map", N_("felt=kolonne"), N_("hvilken kolonne et felt står i; kan gjentas"), many=True),
            Option("--dry-run", "", N_("si hva som ville skje, og skriv ingenting")),
            Option("--skip-bad", "", N_("hent inn resten når noen rader er avvist")),
        ),
    ),
    Command("note", N_("hurtiglinja: 'åse 14-16.9 syk'"), arguments=(Argument(N_("TEKST"), rest=True),)),
    Command(
        "flags",
        N_("flaggene som er på, og de som er ubesvart"),
        options=(
            Option("--on", N_("DATO"), N_("slik det var den dagen")),
            Option("--class", N_("KLASSE"), N_("bare én klasse")),
            JSON,
        ),
    ),
    Command(
        "student",
        N_("én elev: flagg, dager, andel (nummer, navn eller starten på et navn)"),
        arguments=(Argument(N_("ELEV"), rest=True),),
        options=(JSON,),
    ),
)
