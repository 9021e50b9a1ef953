"""What a form shows: the questions, the one under the cursor with its answer, and what there is to know beside it.

The rules of this file: facts in, a screen out; what somebody is typing is never put away by what others tell.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from rules.case.case import Answered, Sheet
from rules.follow_up import Form, Question
from tui.form_rows import columns, question_row, said_beside, said_question, said_where, sheet_in
from tui.form_words import Words
from tui.language import _
from tui.last_year import UNREAD, LastYear
from tui.line_list import LineList
from tui.lines import Ink
from tui.overview import Overview
from tui.pane import Line, Pane
from tui.views import View


class FormPage(View):
    """The page; its keys and what is told are in ``tui/form.py``."""

    def __init__(self) -> None:
        super().__init__()
        self.student = ""
        self.sheet_id = ""
        self._question = ""
        self._based: dict[str, str] = {}  # question -> id of the answer that the text began from
        self._yes: dict[str, bool] = {}  # question -> yes or no that is on its way to the disk
        self._began = ""  # the text as it was before anything was typed
        self._dictated = False
        self._before: LastYear = UNREAD

    def compose(self) -> ComposeResult:
        """Which form, the questions, and beside them the question, the answer, and what there is to know."""
        yield Line(id="form-where")
        with Horizontal(id="form-body"):
            yield LineList(columns(), id="form-questions", titles=False, lit=True, empty=_("Ingen skjema er valgt."))
            with Vertical(id="form-side"):
                yield Pane(id="form-question")
                yield Words("form-words")
                yield Pane(id="form-beside")

    def draw(self, _overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if not changed or self.student in changed or not self.student:
            self._show()

    def last_year_read(self, student: str, before: LastYear) -> None:
        """What last year's register knows."""
        if student == self.student:
            self._before = before
            self._say_question()

    @property
    def questions(self) -> LineList:
        """The list."""
        return self.query_one("#form-questions", LineList)

    @property
    def words(self) -> Words:
        """The answer's text."""
        return self.query_one("#form-words", Words)

    @property
    def student_here(self) -> str:
        """Whose form it is."""
        return self.student

    @property
    def paper_which(self) -> str:
        """Whose form is seen, of the three."""
        return self.form.informant if self.form and self.student else ""

    @property
    def sheet(self) -> Sheet | None:
        """The sheet as it is now."""
        return sheet_in(self.overview, self.student, self.sheet_id) if self.overview else None

    @property
    def form(self) -> Form | None:
        """The form in the version of the sheet."""
        sheet = self.sheet
        return self.overview.form(sheet.form, sheet.version) if self.overview and sheet else None

    @property
    def question(self) -> Question | None:
        """The question under the cursor."""
        return next((q for q in self.form.questions if q.id == self._question), None) if self.form else None

    @property
    def answered(self) -> Answered | None:
        """Its answer."""
        return self.sheet.answers.get(self._question) if self.sheet else None

    def _show(self) -> None:
        seen, sheet, form = self.overview, self.sheet, self.form
        if seen is None or sheet is None or form is None:
            self.questions.replace(())
            self.query_one("#form-where", Line).say_text(_("Ingen skjema er valgt."), Ink.MUTED)
            return
        self.questions.replace([question_row(n, each, sheet) for n, each in enumerate(form.questions, 1)])
        self._question = self.questions.key or ""
        self.query_one("#form-where", Line).say((said_where(seen, self.student, form, sheet),))
        self._show_answer()
        self._say_question()

    def _show_answer(self) -> None:
        """The answer's text; what somebody is typing stays, and what it began from with it."""
        held = self.answered
        text, answer_id = (held.holds.text, held.holds.id) if held else ("", "")
        typing = self.words.text != self._began
        if not typing or self.words.text == text:
            self._began = text
            self._based[self._question] = answer_id
            if self.words.text != text:
                self.words.load_text(text)

    def _say_question(self) -> None:
        seen, question, sheet = self.overview, self.question, self.sheet
        if seen is None or question is None or sheet is None:
            return
        self.query_one("#form-question", Pane).say(said_question(seen, question, self.answered, self._dictated))
        beside = said_beside(seen, self.student, question, self.answered, self._before)
        self.query_one("#form-beside", Pane).say(beside)

    # What is pressed.

    def on_resize(self) -> None:
        """More room for the question, and for the list."""
        self.set_class(self.size.width >= 110, "wide")
        self.set_class(self.size.height >= 28, "tall")
