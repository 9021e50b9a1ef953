"""Asking: a dialog's answers become a telling; where it is refused the dialog comes back with what was typed.

The rules of this file: nothing typed is lost by a refusal; the telling is made of the facts as they are when somebody
has answered, not as they were when the dialog opened.
"""

from __future__ import annotations

from collections.abc import Callable

from tui.ask import Ask
from tui.ask_fields import Answers
from tui.messages import DialogWanted, TellingWanted
from tui.overview import Overview
from tui.tellings import Telling
from tui.views import View

Tells = Callable[[Overview, Answers], Telling]


def ask(
    view: View, dialog: Ask, tells: Tells, then: Callable[[Answers], None] | None = None, *, draft: bool = False
) -> None:
    """Ask over the view, tell what the answers make, and go on where it was written.

    ``draft``: they can be written on later, so what stands half typed is told when the session ends under it.
    """
    if draft:
        dialog.tells = lambda answers: tells(view.overview, answers) if view.overview is not None else None

    def answered(answers: Answers | None) -> None:
        if answers is None or view.overview is None:
            return
        telling = tells(view.overview, answers)
        view.post_message(TellingWanted(telling, lambda why: again(answers, why), lambda: go_on(answers)))

    def again(answers: Answers, why: str) -> None:
        ask(view, dialog.again(answers, why), tells, then, draft=draft)

    def go_on(answers: Answers) -> None:
        if then is not None:
            then(answers)

    view.post_message(DialogWanted(dialog, answered))
