"""Not now: what a case does not take as it stands is said before anything is asked, with what is possible instead.

How it is used: ``if not_now(view, student, event): return``, with an event as it would be told were every line filled.

The rules of this file: the rules are asked, nothing is decided here; where there is no case, or it is closed, the
sentence names the keys that lead on.
"""

from __future__ import annotations

from collections.abc import Mapping

from rules.case.case import State
from rules.case.check_told import check_told
from rules.case.events import CaseEvent
from rules.case.workflow import KIND_OF, StepNotAllowed, allowed
from tui.language import N_, _, words
from tui.messages import NoticeWanted
from tui.overview import Overview
from tui.views import View

INSTEAD: Mapping[State, str] = {
    State.NONE: N_("Det er ingen sak ennå. Vurder fraværet først: v i saken."),
    State.OBSERVED: N_("Det følges med, men er ingen sak ennå. Vurder fraværet på nytt: v i saken."),
    State.CLOSED: N_("Saken er avsluttet. Den åpnes igjen med n og I i saken."),
    State.HANDED_OVER: N_("En annen skole har saken. Den åpnes igjen med n og I i saken."),
}
"""Every state that does not take what an open case takes."""


def not_now(view: View, student: str, event: CaseEvent) -> bool:
    """Whether the case does not take it; then why, and what is possible instead, stands on the screen."""
    seen = view.overview
    why = why_not(seen, student, event) if seen is not None else ""
    if why:
        view.post_message(NoticeWanted(why, "warning"))
    return bool(why)


def why_not(seen: Overview, student: str, event: CaseEvent) -> str:
    """Why the case does not take it as it stands; "" where it does."""
    case = seen.case_of(student)
    if KIND_OF[type(event)] not in allowed(case.state) and case.state in INSTEAD:
        return _(INSTEAD[case.state])
    try:
        check_told(case, (event,), today=seen.today, follow_up=seen.follow_up, student=seen.students[student])
    except StepNotAllowed as refused:
        return refused.say(words())
    return ""
