"""The one table of what can be pressed: bindings, footer, help, palette and docs are all made from it.

How it is used: a view says ``BINDINGS = bindings("students")`` and has a method for each ``run`` of its rows; the
app does the same with ``EVERYWHERE``, the list with ``LIST``. A view's row shadows one that holds everywhere.

The rules of this file: only keys that every terminal and keyboard sends (a test holds the table against ``safe``);
a key that some lack (Esc, F1, Page Up) always has a second one; never Alt; labels are translated where they are shown.
"""

from __future__ import annotations

import string

from textual.binding import Binding, BindingType

from tui.action import DIALOG, EVERYWHERE, LIST, QUICK, Action, Tab, meeting_mode, printed
from tui.actions_case import AGREEMENT, CASE, MEETING
from tui.actions_form import BESIDE, FORM
from tui.actions_team import DECISIONS, TEAM, TEAM_STUDENT
from tui.actions_today import CASES, LOG, SCHOOL, TODAY
from tui.language import N_, _
from tui.lines import Ink
from tui.signs import MARK_KEYS

TABS = (
    Tab("today", "1", N_("I dag")),
    Tab("students", "2", N_("Elever")),
    Tab("register", "3", N_("Føring")),
    Tab("cases", "4", N_("Saker")),
    Tab("team", "5", N_("Møte")),
    Tab("school", "6", N_("Skolen")),
)

# What the help calls each part of the table, in its order.
GROUPS = {
    "today": N_("I dag"),
    "students": N_("Elever"),
    "register": N_("Føring"),
    "student": N_("Elev"),
    "cases": N_("Saker"),
    "case": N_("Sak"),
    "form": N_("Skjema"),
    "beside": N_("Side om side"),
    "meeting": N_("Samarbeidsmøte"),
    "agreement": N_("Samarbeidsavtale"),
    "team": N_("Møte"),
    "team_student": N_("Elev i møtet"),
    "school": N_("Skolen"),
    "log": N_("Innsynslogg"),
    "import": N_("Import"),
    "first_start": N_("Første start"),
    QUICK: N_("Hurtiglinja"),
    LIST: N_("I lister"),
    DIALOG: N_("I spørsmål"),
    EVERYWHERE: N_("Overalt"),
}

_EVERYWHERE = (
    Action("quick", ("i",), N_("hurtiglinje"), "quick", EVERYWHERE, N_("Skriv fravær på én linje"), footer=5),
    Action("undo", ("u", "ctrl+z"), N_("angre"), "undo", EVERYWHERE, N_("Ta tilbake det du sist skrev"), footer=6),
    Action("find", ("slash",), N_("søk"), "find", EVERYWHERE, N_("Finn en elev")),
    Action(
        "palette", ("colon", "ctrl+p"), N_("kommandoer"), "palette", EVERYWHERE, N_("Finn en kommando"), palette=False
    ),
    Action("back", ("escape", "ctrl+g"), N_("tilbake"), "back", EVERYWHERE, N_("Tilbake til bildet før")),
    Action("focus-next", ("tab",), N_("neste felt"), "focus_next", EVERYWHERE, palette=False),
    Action("focus-previous", ("shift+tab",), N_("forrige felt"), "focus_previous", EVERYWHERE, palette=False),
    Action("blank", ("ctrl+o",), N_("skjul"), "blank", EVERYWHERE, N_("Skjul skjermen; Enter viser den igjen")),
    Action("redraw", ("ctrl+l",), N_("tegn på nytt"), "redraw", EVERYWHERE, N_("Tegn skjermen på nytt")),
    Action("theme", ("ctrl+w",), N_("farger"), "theme", EVERYWHERE, N_("Mørk, lys eller uten farger")),
    Action("help", ("question_mark", "f1"), N_("hjelp"), "help", EVERYWHERE, N_("Alle taster"), footer=8),
    Action("quit", ("q", "ctrl+q"), N_("avslutt"), "leave", EVERYWHERE, N_("Avslutt; alt er lagret"), footer=9),
)

_LIST = (
    Action("list.up", ("up",), N_("opp"), "move(-1)", LIST, palette=False),
    Action("list.down", ("down",), N_("ned"), "move(1)", LIST, palette=False),
    Action("list.left", ("left",), N_("til venstre"), "sideways(-1)", LIST, palette=False),
    Action("list.right", ("right",), N_("til høyre"), "sideways(1)", LIST, palette=False),
    Action("list.page-up", ("pageup", "ctrl+u"), N_("en side opp"), "page(-1)", LIST, palette=False),
    Action("list.page-down", ("pagedown", "ctrl+d"), N_("en side ned"), "page(1)", LIST, palette=False),
    Action("list.first", ("home", "ctrl+t"), N_("øverst"), "first", LIST, palette=False),
    Action("list.last", ("end", "ctrl+e"), N_("nederst"), "last", LIST, palette=False),
    Action("list.choose", ("enter",), N_("velg"), "choose", LIST, palette=False),
)

_DIALOG = (
    Action("dialog.yes", ("j", "y"), N_("ja"), "answer(True)", DIALOG, palette=False),
    Action("dialog.no", ("n",), N_("nei"), "answer(False)", DIALOG, palette=False),
    Action("dialog.cancel", ("escape", "ctrl+g"), N_("avbryt"), "cancel", DIALOG, palette=False),
)


def _noted(view: str) -> tuple[Action, ...]:
    """What is seen and said about a student, with the same keys wherever one stands under the cursor."""
    return (
        Action(
            f"{view}.home", ("h",), N_("hjemmet strever"), "home", view, N_("Hjemmet forteller om vansker med å komme")
        ),
        Action(f"{view}.distress", ("t",), N_("mistrivsel"), "distress", view, N_("Noter tegn på mistrivsel")),
        Action(f"{view}.certificate", ("l",), N_("legeerklæring"), "certificate", view, N_("Noter en legeerklæring")),
        Action(f"{view}.talk", ("y",), N_("tema i samtale"), "talk", view, N_("Fravær var tema i elevsamtalen")),
    )


_STUDENTS = (
    Action("students.search", ("slash",), N_("søk"), "search", "students", N_("Finn mens du skriver"), footer=1),
    Action("students.next-class", ("full_stop",), N_("klasse"), "class(1)", "students", N_("Neste klasse"), footer=2),
    Action("students.previous-class", ("comma",), N_("forrige klasse"), "class(-1)", "students"),
    Action(
        "students.choose-class",
        ("c",),
        N_("velg klasse"),
        "choose_class",
        "students",
        N_("Bare én klasse: skriv hvilken"),
    ),
    Action("students.register", ("f",), N_("før"), "register", "students", N_("Før elevens klasse"), footer=3),
    Action("students.case", ("s",), N_("sak"), "case", "students", N_("Elevens sak"), footer=4),
    Action("students.contact", ("k",), N_("kontakt"), "contact", "students", N_("Noter en samtale med hjemmet")),
    Action("students.decide", ("v",), N_("vurder"), "decide", "students", N_("Vurder: er fraværet bekymringsfullt?")),
    *_noted("students"),
    meeting_mode("students"),
    printed("students"),
    Action("students.clear", ("escape", "ctrl+g"), N_("vis alle"), "clear", "students"),
)

_REGISTER = (
    *(
        Action(f"register.digit-{digit}", (digit,), N_("elevnummer"), f"digit('{digit}')", "register", palette=False)
        for digit in string.digits
    ),
    Action("register.back", ("backspace",), N_("ta bort"), "back", "register", N_("Ta bort siffer eller merke")),
    *(Action(f"register.mark-{row.key}", (row.key,), row.word, f"mark('{row.key}')", "register") for row in MARK_KEYS),
    *(
        Action(f"register.day-{row.key}", (row.key.upper(),), row.word, f"mark_day('{row.key}')", "register")
        for row in MARK_KEYS
    ),
    Action(
        "register.take",
        ("space",),
        N_("resten er her"),
        "take",
        "register",
        N_("Resten er til stede: timen er ført"),
        1,
    ),
    Action("register.whole-day", ("d",), N_("hele dagen"), "whole_day", "register", N_("Merket for hele dagen"), 2),
    Action("register.repeat", ("n",), N_("samme på neste"), "repeat", "register", N_("Samme merke på neste elev"), 3),
    Action("register.message", ("m",), N_("melding"), "message", "register", N_("Noter melding hjemmefra"), footer=4),
    Action("register.next-day", ("plus",), N_("neste skoledag"), "day(1)", "register"),
    Action("register.previous-day", ("minus",), N_("forrige skoledag"), "day(-1)", "register"),
    Action("register.today", ("ctrl+n",), N_("i dag"), "today", "register"),
    Action("register.next-class", ("full_stop",), N_("neste klasse"), "class(1)", "register"),
    Action("register.previous-class", ("comma",), N_("forrige klasse"), "class(-1)", "register"),
    Action(
        "register.choose-class",
        ("c",),
        N_("velg klasse"),
        "choose_class",
        "register",
        N_("En annen klasse: skriv hvilken"),
    ),
    Action("register.open", ("v", "enter"), N_("vis eleven"), "open", "register", N_("Elevens skoleår")),
)

_STUDENT = (
    Action("student.flip", ("v",), N_("flagg"), "flip", "student", N_("Flagg eller dagens merker"), footer=1),
    Action("student.register", ("f",), N_("før"), "register", "student", N_("Før klassen denne dagen"), footer=2),
    Action("student.case", ("s",), N_("sak"), "case", "student", N_("Elevens sak"), footer=3),
    Action(
        "student.contact", ("k",), N_("kontakt"), "contact", "student", N_("Noter en samtale med hjemmet"), footer=4
    ),
    Action("student.decide", ("d",), N_("vurder"), "decide", "student", N_("Vurder: er fraværet bekymringsfullt?")),
    *_noted("student"),
    meeting_mode("student"),
    Action("student.log", ("g",), N_("hvem har sett"), "log", "student", N_("Elevens innsynslogg: hvem har sett på")),
    printed("student"),
    Action(
        "student.read-on", ("ctrl+d", "pagedown"), N_("les mer"), "read(1)", "student", N_("Mer av det som står under")
    ),
    Action("student.read-back", ("ctrl+u", "pageup"), N_("les tilbake"), "read(-1)", "student"),
    Action("student.next-day", ("plus",), N_("neste skoledag"), "day(1)", "student"),
    Action("student.previous-day", ("minus",), N_("forrige skoledag"), "day(-1)", "student"),
)

_IMPORT = (Action("import.back", ("escape", "ctrl+g"), N_("tilbake"), "back", "import", footer=1),)

_FIRST_START = (Action("first_start.back", ("escape", "ctrl+g"), N_("tilbake"), "back", "first_start", footer=1),)

_QUICK = (
    Action("quick.up", ("up",), N_("opp"), "move(-1)", QUICK, N_("Navnet over, når flere passer"), palette=False),
    Action("quick.down", ("down",), N_("ned"), "move(1)", QUICK, N_("Navnet under, når flere passer"), palette=False),
    Action(
        "quick.complete",
        ("tab",),
        N_("fyll ut"),
        "complete",
        QUICK,
        N_("Fyll ut ordet, eller gå til navnene"),
        palette=False,
    ),
    Action(
        "quick.leave", ("escape", "ctrl+g"), N_("lukk"), "leave", QUICK, N_("Lukk; linja blir stående"), palette=False
    ),
)

_FOLLOW_UP = (*TODAY, *CASES, *TEAM, *TEAM_STUDENT, *SCHOOL, *LOG, *CASE, *MEETING, *AGREEMENT, *FORM, *BESIDE)

_ALL = (*_STUDENTS, *_REGISTER, *_STUDENT, *_FOLLOW_UP, *_IMPORT, *_FIRST_START, *_QUICK)

ACTIONS: tuple[Action, ...] = (*_ALL, *_LIST, *_DIALOG, *_EVERYWHERE)

FOOTER_ROOM = 7

_SAFE = {
    *string.ascii_letters,
    *string.digits,
    *("space", "enter", "tab", "shift+tab", "backspace", "up", "down", "left", "right"),
    *("slash", "question_mark", "colon", "full_stop", "comma", "minus", "plus"),
    *(f"ctrl+{letter}" for letter in "efgklnortuwxyzdpsq"),
}

_SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "full_stop": ".",
    "comma": ",",
    "minus": "-",
    "plus": "+",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "f1": "F1",
    "space": N_("mellomrom"),
    "backspace": N_("slett"),
}


def of(view: str) -> tuple[Action, ...]:
    """A view's own rows."""
    return tuple(action for action in ACTIONS if action.view == view)


def held(view: str) -> tuple[Action, ...]:
    """What holds in a view: its own rows, then the rest, without keys that are shadowed."""
    own = of(view)
    taken = {key for action in own for key in action.keys}
    return (*own, *(action for action in of(EVERYWHERE) if not set(action.keys) <= taken))


def bindings(view: str) -> list[BindingType]:
    """The same rows as Textual's bindings."""
    return [Binding(",".join(action.keys), action.run, action.label, show=False, id=action.id) for action in of(view)]


def footer(view: str) -> tuple[Action, ...]:
    """What the footer shows in a view: at most seven, the view's own first."""
    chosen = sorted((action for action in held(view) if action.footer), key=lambda action: action.footer)
    spare = [action for action in chosen if action.id in {"quick", "undo"}]
    while len(chosen) > FOOTER_ROOM and spare:
        chosen.remove(spare.pop())
    return tuple(chosen[:FOOTER_ROOM])


def decisions_said() -> tuple[tuple[str, Ink], ...]:
    """What can be decided about a student in a meeting, each with its key."""
    parts: list[tuple[str, Ink]] = []
    for action in DECISIONS:
        parts += [(action.keys[0], Ink.KEY), (f" {_(action.label)}  ", Ink.MUTED)]
    return tuple(parts)


def shown(key: str) -> str:
    """A key as it is written on a keyboard."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return _(_SHOWN.get(key, key))


def safe(key: str) -> bool:
    """Does every terminal and keyboard send this key, and nobody catch it on the way?"""
    return key in _SAFE
