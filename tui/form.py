"""Skjema: one form of one informant, a question at a time.

The rules of this file: an answer is told as it is left (another question, another view, the end of the program) and
as one rests from typing; the id of the answer that a text began from goes with it, so that nobody's words are
lost; what the register knows stands beside the question and is never filled in.
"""

from __future__ import annotations

from datetime import date

from textual import on
from textual.widgets import TextArea

from rules.case.events import AnswerGiven, AnswerKind, InformantDeclined
from rules.case.sheets import first_open, unanswered
from rules.follow_up import Kind
from tui.actions import bindings
from tui.ask import Ask
from tui.ask_fields import Answers, Field, Takes
from tui.form_page import FormPage
from tui.form_rows import graded
from tui.language import N_, _
from tui.last_year import UNREAD
from tui.line_list import LineList
from tui.messages import DialogWanted, LastYearWanted, NoticeWanted, TellingWanted, ViewWanted
from tui.not_now import not_now
from tui.people import tellers
from tui.rest import Rest
from tui.tellings import TellCase, Telling, TellSchool, Told
from tui.views import Where, take_keys


class FormView(FormPage):
    """The questions, the one under the cursor, and its answer."""

    NAME = "form"
    BINDINGS = bindings("form")
    DEFAULT_CSS = """
    FormView #form-body { height: 1fr; }
    FormView #form-questions { width: 28; height: 1fr; }
    FormView #form-side { width: 1fr; height: 1fr; }
    FormView #form-question { height: 8; }
    FormView #form-words {
        height: 1fr; min-height: 4; border: none; border-left: outer $border; padding: 0 1;
        background: $background; color: $foreground;
    }
    FormView #form-words:focus { border-left: outer $accent; }
    FormView #form-beside { height: 4; }
    FormView.tall #form-question { height: 11; }
    FormView.tall #form-beside { height: 9; }
    FormView.wide #form-questions { width: 44; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rest = Rest(self, self._tell_typed)

    # What it shows.

    def go(self, where: Where) -> None:
        """A sheet of a student's, or (no student) of the school's own; where it was left."""
        if where.item and (where.student, where.item) != (self.student, self.sheet_id):
            self.student, self.sheet_id, self._before = where.student, where.item, UNREAD
            self._based.clear()
            self._question = ""
            self._show()
            self._to_first_open()
            if self.student:
                self.post_message(LastYearWanted(self.student))
        else:
            self._show()

    def entered(self) -> None:
        """The questions take the keys; what stands typed is told."""
        self._tell_typed()
        take_keys(self.questions)

    def leaving(self) -> tuple[Telling, ...]:
        """What stands typed."""
        telling = self._typed()
        return (telling,) if telling else ()

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another question: what stands typed is told first."""
        if self.questions.key != self._question:
            self._tell_typed()
            self._to(self.questions.key or "")

    def _to(self, question: str) -> None:
        self._question = question
        held = self.answered
        self._began = held.holds.text if held else ""
        self._based[question] = held.holds.id if held else ""
        self._dictated = held.holds.dictated if held else self._dictated
        self.words.load_text(self._began)
        self._say_question()

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter: write."""
        self.action_write()

    def action_write(self) -> None:
        """The answer takes the keys."""
        if self._may_answer():
            take_keys(self.words)
            self.words.move_cursor(self.words.document.end)

    def step(self, by: int) -> None:
        """The next question, or the one before, and go on writing."""
        self._tell_typed()
        form = self.form
        if form is None:
            return
        at = next((n for n, each in enumerate(form.questions) if each.id == self._question), 0) + by
        if 0 <= at < len(form.questions):
            self._move_to(form.questions[at].id)
        else:
            self.entered()

    def action_next_open(self) -> None:
        """The next question that is not answered."""
        self._tell_typed()
        form, sheet = self.form, self.sheet
        if form is None or sheet is None:
            return
        ids, still = [each.id for each in form.questions], {each.id for each in unanswered(form, sheet)}
        at = ids.index(self._question) if self._question in ids else 0
        following = [*ids[at + 1 :], *ids[: at + 1]]
        found = next((each for each in following if each in still and each != self._question), None)
        if found is None:
            self.post_message(NoticeWanted(_("Alle spørsmål er besvart.")))
            self.entered()
        else:
            self._move_to(found)

    def _to_first_open(self) -> None:
        """Where it was left: the first question that is not answered."""
        form, sheet = self.form, self.sheet
        if form is not None and sheet is not None:
            self._move_to((first_open(form, sheet) or form.questions[0]).id)

    def _move_to(self, question: str) -> None:
        self.questions.move_to(question)
        self._to(question)

    # What is told.

    @on(TextArea.Changed)
    def typing(self) -> None:
        """After a rest what stands is told."""
        self._rest.key(untold=self.words.text != self._began)

    def _tell_typed(self) -> None:
        if telling := self._typed():
            self.post_message(TellingWanted(telling))
            self._began = self.words.text

    def _typed(self) -> Telling | None:
        """What stands typed as a telling; None where it says what was told already."""
        text, question = self.words.text.strip(), self.question
        if question is None or self.words.text == self._began or text == self._began.strip():
            return None
        held = self.answered
        yes = self._yes.get(question.id, held.holds.yes if held else None)
        return self._answer(AnswerKind.ANSWERED, text=text, yes=yes)

    def action_answer(self, kind: str) -> None:
        """«Vet ikke», «ønsker ikke»: and on to the next."""
        self._give(AnswerKind(kind))

    def action_yes(self, yes: bool) -> None:
        """Yes or no, where the question is one."""
        if self.question is not None and self.question.kind is Kind.YES_NO:
            self._yes[self._question] = yes
            self._give(AnswerKind.ANSWERED, text=self.words.text.strip(), yes=yes)

    def _may_answer(self) -> bool:
        """Whether the case takes an answer as it stands; else why not is said."""
        seen, question = self.overview, self.question
        if seen is None or question is None:
            return False
        answer = AnswerGiven(by="", at=seen.now, sheet=self.sheet_id, question=question.id)
        return not self.student or not not_now(self, self.student, answer)

    def _give(self, kind: AnswerKind, *, text: str = "", yes: bool | None = None) -> None:
        if self._may_answer() and (telling := self._answer(kind, text=text, yes=yes)):
            self._began = self.words.text
            self.post_message(TellingWanted(telling))

    def _answer(self, kind: AnswerKind, *, text: str, yes: bool | None) -> Telling | None:
        seen, question = self.overview, self.question
        if seen is None or question is None:
            return None
        event = AnswerGiven(
            by="",
            at=seen.now,
            sheet=self.sheet_id,
            question=question.id,
            answer=kind,
            text=text,
            yes=yes if question.kind is Kind.YES_NO else None,
            graded=graded(text) if question.kind is Kind.GRADED else (),
            knew=self._based.get(question.id, ""),
            dictated=self._dictated,
        )
        return self._telling(event)

    def _telling(self, event: AnswerGiven | InformantDeclined, said: str = "") -> Telling:
        return TellCase(self.student, (event,), said=said) if self.student else TellSchool((event,), said)

    def told(self, telling: Telling, told: Told) -> None:
        """Where somebody else has answered meanwhile, both stand, and it is said."""
        self._landed(telling)
        if told.ok and told.beside:
            others = tellers(self.overview, told.beside) if self.overview else ""
            said = _("{who} har svart på det samme. Begge svarene står; m slår dem sammen.").format(who=others)
            self.post_message(NoticeWanted(said, "warning"))
        if not told.ok:
            self._began = "\0"  # still to be told: it differs from whatever stands
        self._show()

    def _landed(self, telling: Telling) -> None:
        events = telling.events if isinstance(telling, TellCase | TellSchool) else ()
        for event in events:
            if isinstance(event, AnswerGiven) and self._yes.get(event.question) == event.yes:
                self._yes.pop(event.question, None)

    def action_merge(self) -> None:
        """Both texts in one answer, to be gone through."""
        held = self.answered
        if held is None or not held.beside or not self._may_answer():
            return
        others = [each.text for each in held.beside if each.text and each.text not in held.holds.text]
        self._based[self._question] = held.holds.id
        self.words.load_text("\n".join([held.holds.text, *others]))
        self._began = held.holds.text
        self.action_write()

    def action_dictated(self) -> None:
        """The pupil's own words, written by somebody else."""
        self._dictated = not self._dictated
        self._say_question()

    def action_declined(self) -> None:
        """The informant does not want to: when, why."""
        seen = self.overview
        if seen is None or self.sheet is None or not self._may_answer():
            return
        fields = (
            Field("on", N_("Når ble det sagt?"), Takes.DATE, required=True, past=True, first=seen.today),
            Field("why", N_("Hvorfor?"), required=True),
        )
        ask = Ask(_("Vil ikke fylle ut skjemaet"), fields, seen.today)
        self.post_message(DialogWanted(ask, self._declined))

    def _declined(self, answers: Answers | None) -> None:
        seen = self.overview
        if answers is None or seen is None:
            return
        on, why = answers["on"], answers["why"]
        assert isinstance(on, date)
        event = InformantDeclined(by="", at=seen.now, sheet=self.sheet_id, on=on, why=str(why))
        self.post_message(TellingWanted(self._telling(event, _("Notert: vil ikke fylle ut."))))

    def action_beside(self) -> None:
        """All answers to the same theme."""
        if self.student:
            self.post_message(ViewWanted("beside", student=self.student))
