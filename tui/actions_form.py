"""Keys of forms: one question at a time, and the answers side by side.

The rules of this file: rows of the table of actions and nothing else (see ``tui/actions.py``).
"""

from __future__ import annotations

from tui.action import Action, printed
from tui.language import N_

FORM: tuple[Action, ...] = (
    Action(
        "form.write", ("enter", "right"), N_("skriv"), "write", "form", N_("Skriv svaret; Tab lagrer og går videre"), 1
    ),
    Action("form.next-open", ("full_stop",), N_("neste ubesvarte"), "next_open", "form", N_("Neste ubesvarte"), 2),
    Action("form.dont-know", ("v",), N_("vet ikke"), "answer('dont_know')", "form", N_("Svaret er «vet ikke»"), 3),
    Action("form.wont-say", ("o",), N_("ønsker ikke"), "answer('wont_say')", "form", N_("Vil ikke svare på dette"), 4),
    Action("form.yes", ("j",), N_("ja"), "yes(True)", "form", N_("Ja, der spørsmålet er ja eller nei")),
    Action("form.no", ("n",), N_("nei"), "yes(False)", "form", N_("Nei, der spørsmålet er ja eller nei")),
    Action("form.dictated", ("t",), N_("diktert"), "dictated", "form", N_("Elevens egne ord, skrevet av en annen")),
    Action("form.merge", ("m",), N_("slå sammen"), "merge", "form", N_("Der to har svart: begge tekstene i ett svar")),
    Action(
        "form.declined", ("d",), N_("vil ikke fylle ut"), "declined", "form", N_("Den spurte vil ikke: når og hvorfor")
    ),
    Action("form.beside", ("b",), N_("side om side"), "beside", "form", N_("Alle svar på samme tema"), 5),
    printed("form"),
    Action("form.back", ("escape", "ctrl+g"), N_("tilbake"), "app.back", "form", footer=6),
)

BESIDE: tuple[Action, ...] = (
    Action("beside.open", ("enter",), N_("åpne"), "open", "beside", N_("Åpne skjemaet der svaret står"), 1),
    Action(
        "beside.differences", ("v",), N_("bare ulike"), "differences", "beside", N_("Bare temaer med ulike svar"), 2
    ),
    Action(
        "beside.factors", ("r",), N_("risiko og vern"), "factors", "beside", N_("Risiko- og beskyttende faktorer"), 3
    ),
    Action("beside.tick", ("space",), N_("kryss av"), "tick", "beside", N_("Kryss av en faktor"), 4),
    printed("beside"),
    Action("beside.back", ("escape", "ctrl+g"), N_("tilbake"), "app.back", "beside", footer=5),
)
