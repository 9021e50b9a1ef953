"""Keys of one case: its road, its meetings, its agreement.

The rules of this file: rows of the table of actions and nothing else (see ``tui/actions.py``).
"""

from __future__ import annotations

from tui.action import Action, printed
from tui.language import N_

CASE: tuple[Action, ...] = (
    Action("case.open", ("enter",), N_("åpne"), "open", "case", N_("Gjør eller åpne det som står der"), palette=False),
    Action("case.tell", ("n",), N_("nytt"), "tell", "case", N_("Noter noe nytt: det saken tar imot nå"), 1),
    Action("case.contact", ("k",), N_("kontakt"), "contact", "case", N_("Noter en samtale med hjemmet"), 2),
    Action("case.meeting", ("m",), N_("møte"), "meeting", "case", N_("Samarbeidsmøtet: innkalling, referat"), 3),
    Action("case.agreement", ("a",), N_("avtalen"), "agreement", "case", N_("Samarbeidsavtalen"), 4),
    Action("case.beside", ("b",), N_("side om side"), "beside", "case", N_("Alle svar på samme tema")),
    Action("case.decide", ("v",), N_("vurder"), "decide", "case", N_("Vurder: er fraværet bekymringsfullt?")),
    Action("case.student", ("e",), N_("elev"), "student", "case", N_("Elevens skoleår")),
    Action("case.home", ("h",), N_("hjemmet strever"), "home", "case", N_("Hjemmet forteller om vansker med å komme")),
    Action("case.distress", ("t",), N_("mistrivsel"), "distress", "case", N_("Noter tegn på mistrivsel")),
    printed("case"),
    Action("case.read", ("space",), N_("les mer"), "read(1)", "case", N_("Mer av det som står under")),
    Action("case.read-back", ("backspace",), N_("les tilbake"), "read(-1)", "case"),
)

MEETING: tuple[Action, ...] = (
    Action("meeting.write", ("enter", "right"), N_("skriv"), "write", "meeting", N_("Skriv referat, eller evaluer"), 1),
    Action("meeting.held", ("h",), N_("holdt, neste møte"), "held", "meeting", N_("Holdt: hvem var der, og neste"), 2),
    Action("meeting.call", ("n",), N_("kall inn"), "call", "meeting", N_("Kall inn til et nytt møte"), 3),
    Action("meeting.agreement", ("a",), N_("avtalen"), "agreement", "meeting", N_("Samarbeidsavtalen"), 4),
    Action("meeting.again", ("e", "d"), N_("endre"), "again", "meeting", N_("Kall inn på nytt: tid, sted, deltakere")),
    Action("meeting.remind", ("R",), N_("påminnet"), "remind", "meeting", N_("Påminningen er sendt")),
    Action("meeting.add", ("plus",), N_("nytt punkt"), "add", "meeting", N_("Et punkt til på agendaen")),
    Action("meeting.way", ("v",), N_("veien videre"), "way", "meeting", N_("Veien videre: A, B1, B2, B3")),
    Action("meeting.merge", ("m",), N_("slå sammen"), "merge", "meeting", N_("Der to har skrevet: begge i én tekst")),
    Action("meeting.cancel", ("x",), N_("avlys"), "cancel", "meeting", N_("Møtet er avlyst, og hvorfor")),
    printed("meeting"),
    Action("meeting.case", ("s",), N_("sak"), "case", "meeting", N_("Elevens sak")),
    Action("meeting.next", ("full_stop",), N_("neste møte"), "other(1)", "meeting", N_("Et senere møte i saken")),
    Action("meeting.previous", ("comma",), N_("forrige møte"), "other(-1)", "meeting"),
)

AGREEMENT: tuple[Action, ...] = (
    Action("agreement.edit", ("enter",), N_("skriv"), "edit", "agreement", N_("Skriv eller endre delen"), 1),
    Action(
        "agreement.add", ("plus", "n"), N_("ny del"), "add", "agreement", N_("En del til under denne overskriften"), 2
    ),
    Action("agreement.sign", ("S",), N_("skriv under"), "sign", "agreement", N_("Hvem skriver under, og når"), 3),
    Action("agreement.start", ("t",), N_("sett i gang"), "start", "agreement", N_("Tiltakene settes i gang"), 4),
    Action("agreement.remove", ("x",), N_("ta ut"), "remove", "agreement", N_("Ta ut delen")),
    Action("agreement.fill", ("f",), N_("fyll ukeplan"), "fill", "agreement", N_("Fyll ukeplanen fra trinnet")),
    Action("agreement.up", ("o",), N_("trinn opp"), "step(1)", "agreement", N_("Et trinn opp, fra når og hvorfor")),
    Action(
        "agreement.back-step", ("b",), N_("trinn tilbake"), "step(-1)", "agreement", N_("Et trinn tilbake, og hvorfor")
    ),
    Action("agreement.done", ("g",), N_("gjort"), "done", "agreement", N_("Ansvaret er gjort i dag")),
    Action("agreement.plan-b", ("B",), N_("plan B"), "plan_b", "agreement", N_("Plan B er fulgt, og hvordan det gikk")),
    Action("agreement.evaluate", ("v",), N_("evaluer"), "evaluate", "agreement", N_("Virket tiltaket eller trinnet?")),
    Action("agreement.version", ("y",), N_("ny utgave"), "version", "agreement", N_("En ny utgave, med alle delene")),
    Action("agreement.choose", ("m",), N_("velg"), "choose", "agreement", N_("Der to har skrevet: hva gjelder")),
    Action("agreement.next", ("full_stop",), N_("neste utgave"), "other(1)", "agreement", N_("En senere utgave")),
    Action("agreement.previous", ("comma",), N_("forrige utgave"), "other(-1)", "agreement"),
    printed("agreement"),
    Action("agreement.case", ("s",), N_("sak"), "case", "agreement", N_("Elevens sak")),
    Action("agreement.meeting", ("r",), N_("møte"), "meeting", "agreement", N_("Tilbake til møtet og referatet")),
    Action("agreement.read", ("space",), N_("les mer"), "read(1)", "agreement", N_("Mer av det som står under")),
    Action("agreement.read-back", ("backspace",), N_("les tilbake"), "read(-1)", "agreement"),
)
