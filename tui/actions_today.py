"""Keys of the lists: what there is to do, the cases, the school.

The rules of this file: rows of the table of actions and nothing else (see ``tui/actions.py``).
"""

from __future__ import annotations

from tui.action import Action, meeting_mode, printed
from tui.language import N_

TODAY: tuple[Action, ...] = (
    Action("today.do", ("enter",), N_("gjør"), "do", "today", N_("Gjør det som står der"), 1, palette=False),
    Action("today.contact", ("k",), N_("kontakt"), "contact", "today", N_("Noter en samtale med hjemmet"), 2),
    Action("today.decide", ("v",), N_("vurder"), "decide", "today", N_("Vurder: er fraværet bekymringsfullt?"), 3),
    Action("today.case", ("s",), N_("sak"), "case", "today", N_("Elevens sak"), 4),
    Action("today.student", ("e",), N_("elev"), "student", "today", N_("Elevens skoleår")),
    Action("today.register", ("f",), N_("før"), "register", "today", N_("Før klassen")),
    Action("today.everybody", ("a",), N_("alles"), "everybody", "today", N_("Alles gjøremål, eller bare mine"), 5),
    Action(
        "today.home", ("h",), N_("hjemmet strever"), "home", "today", N_("Hjemmet forteller om vansker med å komme")
    ),
    Action("today.distress", ("t",), N_("mistrivsel"), "distress", "today", N_("Noter tegn på mistrivsel")),
    Action("today.certificate", ("l",), N_("legeerklæring"), "certificate", "today", N_("Noter en legeerklæring")),
    Action("today.talk", ("y",), N_("tema i samtale"), "talk", "today", N_("Fravær var tema i elevsamtalen")),
    meeting_mode("today"),
    Action("today.read", ("space",), N_("les mer"), "read(1)", "today", N_("Mer av det som står under")),
    Action("today.read-back", ("backspace",), N_("les tilbake"), "read(-1)", "today"),
)

CASES: tuple[Action, ...] = (
    Action("cases.open", ("enter",), N_("åpne"), "open", "cases", N_("Åpne saken"), 1, palette=False),
    Action("cases.contact", ("k",), N_("kontakt"), "contact", "cases", N_("Noter en samtale med hjemmet"), 2),
    Action("cases.decide", ("v",), N_("vurder"), "decide", "cases", N_("Vurder: er fraværet bekymringsfullt?"), 3),
    Action("cases.student", ("e",), N_("elev"), "student", "cases", N_("Elevens skoleår")),
    meeting_mode("cases"),
    Action("cases.closed", ("a",), N_("lukkede"), "closed", "cases", N_("Lukkede saker også, eller ikke"), 4),
)

SCHOOL: tuple[Action, ...] = (
    Action("school.do", ("enter",), N_("gjør"), "do", "school", N_("Gjør det som står der"), 1, palette=False),
    Action("school.away", ("b",), N_("borte"), "away", "school", N_("Meld en ansatt borte, og hvem som trer inn"), 2),
    Action("school.here", ("t",), N_("tilbake"), "here", "school", N_("Den ansatte er ikke borte likevel"), 3),
    Action("school.stand-in", ("v",), N_("stedfortreder"), "stand_in", "school", N_("Hvem som vanligvis trer inn"), 4),
    printed("school"),
    Action("school.import", ("m",), N_("hent inn"), "import", "school", N_("Hent inn elever, fravær, skolerute")),
    Action("school.log", ("l",), N_("innsynslogg"), "log", "school", N_("Innsynsloggen: hvem har sett på hvem"), 5),
)

LOG: tuple[Action, ...] = (
    Action("log.open", ("enter",), N_("vis eleven"), "open", "log", N_("Elevens skoleår"), palette=False),
    Action("log.search", ("slash",), N_("søk"), "search", "log", N_("Bare der eleven eller brukeren heter dette"), 1),
    Action("log.student", ("e",), N_("bare eleven"), "student", "log", N_("Bare eleven du står på, eller alle"), 2),
    Action("log.user", ("b",), N_("bare brukeren"), "user", "log", N_("Bare brukeren du står på, eller alle"), 3),
    Action("log.names", ("n",), N_("navn/roller"), "names", "log", N_("Med navn, eller med roller"), 4),
    Action("log.everything", ("a",), N_("alt"), "everything", "log", N_("Hele loggen igjen"), 5),
)
