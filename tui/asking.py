"""Asking: a dialog's answers become a telling; where it is refused the dialog comes back with what was typed.

The rules of this file: nothing typed is lost by a refusal; the telling is made of the facts as they are when somebody
has answered, not as they were when the dialog opened.
"""

from __future__ import annotations

from collections.abc import Callable

from rules.case.events import NoteWritten
from tui.ask import Ask
from tui.ask_fields import Answers
from tui.language import _
from tui.messages import DialogWanted, TellingWanted
from tui.overview import Overview
from tui.tellings import TellCase, Telling
from tui.views import View

Tells = Callable[[Overview, Answers], Telling]


def ask(
    view: View,
    dialog: Ask,
    tells: Tells,
    then: Callable[[Answers], None] | None = None,
    *,
    student: str = "",
    draft: bool = False,
) -> None:
    """Ask over the view, tell what the answers make, and go on where it was written.

    ``student``: whose file keeps, as a note, the words that stand half typed when the session ends under them.
    ``draft``: what is asked can be written on later; where it is enough it is told as what it was to be.
    """
    if draft:
        dialog.tells = lambda answers: tells(view.overview, answers) if view.overview is not None else None
    if student:
        dialog.keeps = lambda typed: half_typed(view.overview, student, dialog.question, typed)

    def answered(answers: Answers | None) -> None:
        if answers is None or view.overview is None:
            return
        telling = tells(view.overview, answers)
        view.post_message(TellingWanted(telling, lambda why: again(answers, why), lambda: go_on(answers)))

    def again(answers: Answers, why: str) -> None:
        ask(view, dialog.again(answers, why), tells, then, student=student, draft=draft)

    def go_on(answers: Answers) -> None:
        if then is not None:
            then(answers)

    view.post_message(DialogWanted(dialog, answered))


def half_typed(seen: Overview | None, student: str, question: str, typed: str) -> TellCase | None:
    """The words that stood in a question when the session ended, as a note in the student's file."""
    if not typed or seen is None:
        return None
    said = _("Skrevet halvt da økten ble brutt ({question}): {words}").format(question=question, words=typed)
    return TellCase(student, (NoteWritten(by="", at=seen.now, words=said),))
