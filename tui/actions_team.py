"""Keys of a team's meeting: the agenda, and one student's screen in it.

The rules of this file: rows of the table of actions and nothing else (see ``tui/actions.py``); what can be decided
about a student comes first, one key each, and stands on the student's screen in this order.
"""

from __future__ import annotations

from tui.action import Action, printed
from tui.language import N_

TEAM: tuple[Action, ...] = (
    Action("team.meet", ("m",), N_("møtet"), "meet", "team", N_("Åpne møtet, eller fortsett i det"), 1),
    Action("team.open", ("enter",), N_("åpne"), "open", "team", N_("Eleven i møtet; saken uten møte"), palette=False),
    Action("team.line", ("r",), N_("referatlinje"), "line", "team", N_("En linje om eleven, i elevens sak"), 2),
    Action("team.put", ("plus",), N_("legg til"), "put", "team", N_("Sett en elev på saklista"), 3),
    Action(
        "team.held", ("d",), N_("avslutt møtet"), "held", "team", N_("Møtet er over: referat, oppgaver, ikke rukket"), 4
    ),
    Action("team.out", ("x",), N_("ta av"), "take_out", "team", N_("Ta eleven av saklista")),
    Action("team.up", ("o",), N_("opp på lista"), "move(-1)", "team", N_("Eleven et hakk opp på saklista")),
    Action("team.down", ("b",), N_("ned på lista"), "move(1)", "team", N_("Eleven et hakk ned på saklista")),
    Action("team.decide", ("v",), N_("vurder"), "decide", "team", N_("Vurder: er fraværet bekymringsfullt?")),
    Action("team.contact", ("k",), N_("kontakt"), "contact", "team", N_("Noter en samtale med hjemmet")),
    Action("team.case", ("s",), N_("sak"), "case", "team", N_("Elevens sak")),
    Action("team.student", ("e",), N_("elev"), "student", "team", N_("Elevens skoleår")),
    Action("team.common", ("n",), N_("om møtet"), "common", "team", N_("En linje i møtets referat, uten navn")),
    Action("team.task", ("a",), N_("oppgave"), "task", "team", N_("En oppgave som ikke gjelder en elev")),
    Action("team.sort", ("t",), N_("hvilket møte"), "sort", "team", N_("Et annet slags møte, eller et som pågår")),
    Action("team.call", ("l",), N_("kall inn"), "call", "team", N_("Kall teamet inn til møte, på nytt, eller avlys")),
    Action("team.check", ("U",), N_("ukesjekk"), "check", "team", N_("Ukas fravær i klassen er gjennomgått"), 5),
    Action("team.review", ("g",), N_("ledelsens gjennomgang"), "review", "team", N_("Ledelsen har gått gjennom alt")),
    printed("team"),
    Action("team.next-class", ("full_stop",), N_("neste klasse"), "class(1)", "team"),
    Action("team.previous-class", ("comma",), N_("forrige klasse"), "class(-1)", "team"),
    Action("team.choose-class", ("c",), N_("velg klasse"), "choose_class", "team", N_("Bare én klasse: skriv hvilken")),
)

DECISIONS: tuple[Action, ...] = (
    Action("team_student.worrying", ("b",), N_("bekymringsfullt"), "worrying", "team_student", N_("Bekymringsfullt")),
    Action(
        "team_student.not-worrying", ("g",), N_("ikke bekymring"), "not_worrying", "team_student",
        N_("Ikke bekymringsfullt, og hvorfor"),
    ),
    Action("team_student.observe", ("f",), N_("følg med"), "observe", "team_student", N_("Følg med til en dato")),
    Action(
        "team_student.call", ("h",), N_("kontakt hjemmet"), "call", "team_student",
        N_("Kontaktlærer tar kontakt med hjemmet"),
    ),
    Action("team_student.open-case", ("s",), N_("åpne sak"), "open_case", "team_student", N_("Åpne sak, undersøk")),
    Action("team_student.book", ("m",), N_("møte"), "book", "team_student", N_("Kall inn til samarbeidsmøte")),
    Action("team_student.task", ("o",), N_("oppgave"), "task", "team_student", N_("Gi noen en oppgave med frist")),
    Action("team_student.line", ("r",), N_("referatlinje"), "line", "team_student", N_("En linje i elevens sak")),
)  # fmt: skip

TEAM_STUDENT: tuple[Action, ...] = (
    *DECISIONS,
    Action("team_student.next", ("enter",), N_("neste"), "next", "team_student", N_("Drøftet: neste på saklista"), 1),
    Action("team_student.agenda", ("a",), N_("saklista"), "agenda", "team_student", N_("Tilbake til saklista"), 2),
    Action(
        "team_student.later", ("full_stop",), N_("bla fram"), "turn(1)", "team_student",
        N_("Bla uten å merke som drøftet"), 3,
    ),
    Action("team_student.earlier", ("comma",), N_("bla tilbake"), "turn(-1)", "team_student", footer=4),
    Action("team_student.decide", ("v",), N_("vurder"), "decide", "team_student", N_("Vurder, med alle valgene")),
    Action("team_student.contact", ("k",), N_("kontakt"), "contact", "team_student", N_("Noter en samtale")),
    Action("team_student.case", ("c",), N_("sak"), "case", "team_student", N_("Elevens sak")),
    Action("team_student.student", ("e",), N_("elev"), "student", "team_student", N_("Elevens skoleår")),
    printed("team_student"),
    Action(
        "team_student.read", ("space", "ctrl+d", "pagedown"), N_("les mer"), "read(1)", "team_student",
        N_("Mer av det som står der"),
    ),
    Action("team_student.read-back", ("backspace", "ctrl+u", "pageup"), N_("les tilbake"), "read(-1)", "team_student"),
)  # fmt: skip
