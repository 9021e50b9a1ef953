"""The table of commands: what can be said to ``tilstede`` in a shell.

The rules of this file: one row a command, with its arguments and options; the parser, ``--help`` and the test of
docs/command-line.md read this table and nothing else. Text is marked here and translated where it is shown.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.language import N_
from tui.paper.names import NAMES


class Argument(NamedTuple):
    """A word after the command. ``choices`` are all it can be; ``rest``: this and all words after it, as one.

    ``optional``: it may be left out; only the last one can. ``listed``: its choices are too many for a line.
    """

    name: str
    choices: tuple[str, ...] = ()
    rest: bool = False
    optional: bool = False
    listed: bool = False


class Option(NamedTuple):
    """``--name`` or, with a ``value``, ``--name VALUE``; ``many`` may be said more than once."""

    name: str
    value: str
    help: str
    many: bool = False
    required: bool = False


class Command(NamedTuple):
    """A row: the word, its arguments in order, its own options, and what it does.

    ``kinds``: what the first argument can be, with a word about each.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    kinds: tuple[tuple[str, str, str], ...] = ()


KINDS = ("students", "absences", "calendar", "timetable")

JSON = Option("--json", "", N_("som JSON"))

IDENTITY = Option("--identity", N_("NØKKELFIL"), N_("fil med den private nøkkelen til en kryptert kopi"))

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
    Command(
        "duties",
        N_("gjøremålene: hva som skulle ha skjedd, når, for hvilken rolle"),
        options=(
            Option("--on", N_("DATO"), N_("hele den dagen, med det som er fortalt nå")),
            Option("--role", N_("ROLLE"), N_("bare én rolles")),
            JSON,
        ),
    ),
    Command(
        "stats",
        N_("fraværet i tall for hver klasse, til ledelsens gjennomgang; uten navn"),
        options=(
            Option("--from", N_("DATO"), N_("fra og med (ellers fra skoleårets start)")),
            Option("--to", N_("DATO"), N_("til og med (ellers til i dag)")),
            JSON,
        ),
    ),
    Command(
        "case",
        N_("én elevs sak: hvor den står, hva som er avtalt og svart, og hele historien"),
        arguments=(Argument(N_("ELEV"), rest=True),),
        options=(
            Option("--glass", N_("GRUNN"), N_("ledelsen åpner en sperret sak, bare i dag; andre ser begrunnelsen")),
            JSON,
        ),
    ),
    Command(
        "export",
        N_("fravær, elever, gjøremål eller en sak som CSV for Excel; insight: alt som finnes om én elev"),
        arguments=(
            Argument(N_("HVA"), ("absences", "students", "duties", "case", "insight")),
            Argument(N_("ELEV"), rest=True, optional=True),
        ),
        options=(
            Option("--class", N_("KLASSE"), N_("bare én klasse")),
            Option("--from", N_("DATO"), N_("fravær fra og med (ellers hele skoleåret)")),
            Option("--to", N_("DATO"), N_("fravær til og med")),
            JSON,
        ),
    ),
    Command(
        "print",
        N_("et dokument som PDF til standard ut, eller til en fil med -o"),
        arguments=(Argument(N_("DOKUMENT"), tuple(NAMES), listed=True), Argument(N_("HVEM"), rest=True, optional=True)),
        options=(
            Option("-o", N_("FIL"), N_("skriv i denne filen (- er standard ut)")),
            Option("--blank", "", N_("et tomt skjema til å fylle ut for hånd")),
            Option("--which", N_("HVILKEN"), N_("en utgave av avtalen, datoen til et møte, ett av skjemaene")),
            Option("--ics", "", N_("møtet som kalenderinnkalling i stedet for innkallingen på papir")),
            Option("--named", "", N_("med elevens navn i kalenderinnkallingen; ellers står ingen elev i den")),
            Option("--to", N_("MOTTAKER"), N_("hvem dokumentet går til utenfor skolen; det står i saken etterpå")),
            Option("--law", N_("HJEMMEL"), N_("hjemmelen, der det ikke er samtykke i saken")),
            Option("--without", N_("ORD"), N_("ta også dette ut av en anonym tekst; kan gjentas"), many=True),
            Option("--approved", N_("KODE"), N_("den anonyme teksten er lest og godkjent; koden står under den")),
        ),
        kinds=tuple((kind, name.word, name.how) for kind, name in NAMES.items()),
    ),
    Command(
        "forms",
        N_("skjemaene: vis dem, eller ta inn ett med skolens egne ord"),
        arguments=(Argument(N_("SKJEMA"), optional=True),),
        options=(Option("--take", N_("FIL"), N_("et endret skjema som JSON; blir en ny utgave")),),
    ),
    Command(
        "log",
        N_("innsynsloggen: hvem som så på hvem, når og med hvilken grunn"),
        options=(
            Option("--student", N_("ELEV"), N_("bare én elev")),
            Option("--user", N_("BRUKER"), N_("bare én bruker")),
            Option("--without-names", "", N_("rollen i stedet for navnet")),
            JSON,
        ),
    ),
    Command(
        "user",
        N_("brukerne: legg til, vis, endre, ta bort"),
        arguments=(Argument(N_("HVA"), ("add", "list", "change", "remove")), Argument(N_("BRUKER"), optional=True)),
        options=(
            Option("--role", N_("ROLLE"), "homeroom_teacher, subject_teacher, leader, support, admin"),
            Option("--class", N_("KLASSE"), N_("egen klasse; kan gjentas (- for ingen)"), many=True),
            Option("--name", N_("NAVN"), N_("fullt navn")),
            Option("--title", N_("STILLING"), N_("det stillingen kalles: sosiallærer, inspektør")),
            Option("--phone", N_("TELEFON"), N_("telefon på skolen")),
            Option("--stand-in", N_("BRUKER"), N_("hvem som står inn når brukeren er borte")),
            Option("--key", N_("FIL"), N_("offentlig SSH-nøkkel (.pub); kan gjentas"), many=True),
            Option("--drop-key", N_("SHA256:…"), N_("ta bort nøkkelen med dette avtrykket"), many=True),
            JSON,
        ),
    ),
    Command(
        "keys",
        N_("nøkkellinjene til authorized_keys; root setter dem på plass med tilstede-keys"),
        options=(Option("--gate", N_("STI"), N_("hvor porten ligger (/usr/local/lib/tilstede/gate)")),),
    ),
    Command(
        "doctor",
        N_("er maskinen satt opp trygt? sier hva som er utrygt"),
        options=(
            Option("--account", N_("KONTO"), N_("kontoen som eier dataene (tilstede)")),
            Option("--gate", N_("STI"), N_("hvor porten ligger (/usr/local/lib/tilstede/gate)")),
            Option("--keys", N_("STI"), N_("hvor nøkkelfilen ligger (/etc/tilstede/authorized_keys)")),
            Option("--backups", N_("MAPPE"), N_("hvor sikkerhetskopiene ligger (/var/backups/tilstede)")),
        ),
    ),
    Command(
        "backup",
        N_("skolen i én fil, mens andre skriver"),
        arguments=(Argument(N_("FIL")),),
        options=(
            Option("--to", N_("NØKKEL"), N_("kryptert til en offentlig age-nøkkel (age1…); kan gjentas"), many=True),
            Option("--plain", "", N_("ukryptert, også der skolen har en nøkkel")),
            Option("--always", "", N_("slik heretter også: nøkkelen, eller ingen, blir skolens innstilling")),
        ),
    ),
    Command(
        "verify",
        N_("er skolens filer, eller en sikkerhetskopi, i orden?"),
        arguments=(Argument(N_("FIL"), optional=True),),
        options=(IDENTITY,),
    ),
    Command(
        "restore",
        N_("skolen fra en sikkerhetskopi"),
        arguments=(Argument(N_("FIL")),),
        options=(
            Option("--force", "", N_("også der det står en skole; den flyttes til side først")),
            IDENTITY,
        ),
    ),
    Command(
        "adopt",
        N_("ta inn en av skolens filer som er endret for hånd"),
        arguments=(Argument(N_("FIL")),),
        options=(
            Option("--for", N_("NAVN"), N_("hvilken av skolens filer det er, som attendance/2026-27/8B.json")),
            Option("--dry-run", "", N_("si hva som ville skje, og skriv ingenting")),
        ),
    ),
    Command(
        "close-year",
        N_("avslutt et skoleår: det kan bare leses, og bare av ledelsen"),
        arguments=(Argument(N_("SKOLEÅR")),),
        options=(Option("--reopen", "", N_("åpne det igjen")),),
    ),
    Command(
        "purge",
        N_("hva tiden er gått ut for; med --do skrives det til arkivet og slettes"),
        options=(
            Option("--do", "", N_("gjør det; uten dette sies det bare hva som ville skje")),
            Option("--student", N_("ELEV"), N_("bare denne eleven, nå, uansett frist")),
            Option("--on", N_("DATO"), N_("slik det er den dagen")),
            Option("--hold-list", "", N_("bare hvem sletting er stanset for, og hvorfor")),
            Option("--archive", N_("MAPPE"), N_("hvor elevmapper og møter skrives for kommunens arkiv")),
            Option(
                "--redact", N_("FIL"), N_("tekster som nevner noen som slettes: skriv dem hit, eller med --do les dem")
            ),
            Option("--backups", N_("MAPPE"), N_("der sikkerhetskopiene ligger; kan gjentas"), many=True),
            Option("--rules", N_("FIL"), N_("skolens egne frister, i stedet for programmets")),
        ),
    ),
)


class Grammar(NamedTuple):
    """What can be said to the program: in a shell on the machine, or through the gate."""

    commands: tuple[Command, ...]
    everywhere: tuple[Option, ...]
    alone: tuple[Option, ...]


SHELL = Grammar(COMMANDS, EVERYWHERE, ALONE)
