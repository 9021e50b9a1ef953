"""How the state of a case looks in a list: a sign, a short word, an ink.

The rules of this file: a table only; the long words are those of ``rules.case.workflow``.
"""

from __future__ import annotations

from rules.case.case import State
from tui.language import N_
from tui.lines import Ink
from tui.signs import Look

CASES: dict[State, Look] = {
    State.NONE: Look("", "", Ink.MUTED),
    State.OBSERVED: Look("~", N_("følges"), Ink.WATCH),
    State.OPEN: Look("»", N_("åpen"), Ink.WORRYING),
    State.AGREED: Look("»", N_("avtalt"), Ink.WATCH),
    State.RUNNING: Look("»", N_("tiltak"), Ink.GOOD),
    State.EVALUATED: Look("»", N_("evaluert"), Ink.WATCH),
    State.PATH_A: Look("»", N_("vei A"), Ink.GOOD),
    State.PATH_B: Look("»", N_("vei B"), Ink.WORRYING),
    State.CLOSED: Look("–", N_("avsluttet"), Ink.MUTED),
    State.HANDED_OVER: Look("–", N_("overført"), Ink.MUTED),
}
