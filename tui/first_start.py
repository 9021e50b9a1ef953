"""First start: no school in the folder yet. Try the demo, or set up a school in four questions.

The rules of this file: each answer is checked as it is left, and what is wrong is said beside it with what is
possible instead; nothing is written before the last answer; the made-up school touches nothing of one's own.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input

from rules.guide import guides
from tui.actions import bindings
from tui.language import N_, _, ngettext
from tui.line_list import Column, Ink, LineList, Row
from tui.messages import AnswersWanted, DemoWanted, FileSeenWanted
from tui.pane import Line, Pane
from tui.tellings import FileSeen, Told
from tui.views import View, take_keys

#: The four questions: the field's name, what is asked, and what an empty answer means.
QUESTIONS = (
    ("name", N_("1  Skolens navn"), ""),
    ("guide", N_("2  Kommunens veileder"), ""),
    ("calendar", N_("3  Skoleruta, en fil"), N_("Tomt: hverdager som ikke er helligdager, til skoleruta hentes inn.")),
    ("students", N_("4  Elevene, en fil"), N_("Tomt: de hentes inn senere.")),
)


#: Those whose answer is a file.
FILES = frozenset({"calendar", "students"})


class FirstStartView(View):
    """The choice, and the four questions."""

    NAME = "first_start"
    BINDINGS = bindings("first_start")

    DEFAULT_CSS = """
    FirstStartView { padding: 1 2; }
    FirstStartView #first-choice { height: 3; margin: 1 0; }
    FirstStartView #first-form { display: none; height: auto; }
    FirstStartView.asking #first-form { display: block; }
    FirstStartView Input { border: none; height: 1; padding: 0; margin: 0 0 0 1; background: $bar; width: 60; }
    FirstStartView .answer { height: 1; layout: horizontal; margin: 0 0 0 3; }
    FirstStartView .answer Line { width: 2; padding: 0; }
    FirstStartView .said { margin: 0 0 0 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._going_on = ""  # the question that Enter waits for the file of
        self._refused: dict[str, str] = {}  # a file that cannot be read, by its question

    def compose(self) -> ComposeResult:
        """The choice first, the questions when they are wanted."""
        yield Line(id="first-where")
        columns = [Column("choice", "", 22), Column("what", "", 40, grow=True)]
        yield LineList(columns, choices(), titles=False, id="first-choice")
        with Container(id="first-form"):
            for key, question, _empty in QUESTIONS:
                title = Pane(id=f"title-{key}")
                title.styles.height = 1
                title.say((((_(question), Ink.TITLE),),))
                yield title
                answer = Input(value=guides()[0] if key == "guide" else "", id=f"answer-{key}", compact=True)
                answer.cursor_blink = False
                with Container(classes="answer"):
                    yield Line(id=f"prompt-{key}")
                    yield answer
                said = Line(id=f"said-{key}")
                said.add_class("said")
                yield said

    def on_mount(self) -> None:
        """What this is, and what empty answers mean."""
        self.query_one("#first-where", Line).say_text(
            _("Velkommen til Tilstede. Her er det ingen skole ennå."), Ink.TITLE
        )
        for key, _question, empty in QUESTIONS:
            self._say(key, _(empty), Ink.MUTED)
            self.query_one(f"#prompt-{key}", Line).say_text(">", Ink.KEY)

    def entered(self) -> None:
        """First the choice."""
        take_keys(self.query_one("#first-choice", LineList))

    # What is pressed.

    @on(LineList.Chosen)
    def chosen(self, event: LineList.Chosen) -> None:
        """The demo, or the questions."""
        if event.key == "demo":
            self.post_message(DemoWanted())
            return
        self.add_class("asking")
        take_keys(self.query_one("#answer-name", Input))

    @on(Input.Blurred)
    def left(self, event: Input.Blurred) -> None:
        """Each answer is checked as it is left."""
        self._check(str(event.input.id).removeprefix("answer-"))

    @on(Input.Submitted)
    def given(self, event: Input.Submitted) -> None:
        """Enter goes on when the answer holds: a file is read first."""
        key = str(event.input.id).removeprefix("answer-")
        self._check(key)
        if self._wrong(key):
            return
        if key in FILES and self.answer(key):
            self._going_on = key
            return
        self._go_on(key)

    def _go_on(self, key: str) -> None:
        """To the next question; after the last the school is made, if all answers hold."""
        keys = [each for each, _question, _empty in QUESTIONS]
        if key != keys[-1]:
            take_keys(self.query_one(f"#answer-{keys[keys.index(key) + 1]}", Input))
            return
        wrong = next((each for each in keys if self._wrong(each) or self._refused.get(each) == self.answer(each)), None)
        if wrong is not None:
            self._check(wrong)
            take_keys(self.query_one(f"#answer-{wrong}", Input))
            return
        self._say("students", _("Lager skolen …"), Ink.MUTED)
        self.post_message(AnswersWanted(*(self.answer(each) for each in keys)))

    def action_back(self) -> None:
        """From a question to the choice; the answers stay."""
        self.entered()

    def on_key(self, event: events.Key) -> None:
        """Up and down go between the answers."""
        if isinstance(self.screen.focused, Input) and event.key in {"up", "down"}:
            event.stop()
            move = self.screen.focus_previous if event.key == "up" else self.screen.focus_next
            move(Input)

    # What is answered.

    def answer(self, key: str) -> str:
        """What stands in a field."""
        return self.query_one(f"#answer-{key}", Input).value.strip()

    def _check(self, key: str) -> None:
        if wrong := self._wrong(key):
            self._say(key, wrong, Ink.FAULT)
        elif key in FILES and self.answer(key):
            self._say(key, _("Leser …"), Ink.MUTED)
            self.post_message(FileSeenWanted(key, self.answer(key)))
        else:
            empty = next(empty for each, _question, empty in QUESTIONS if each == key)
            self._say(key, _(empty), Ink.MUTED)

    def _wrong(self, key: str) -> str:
        """What is wrong with an answer, and what is possible instead; "" for nothing."""
        if key == "name" and not self.answer(key):
            return _("Skolen må ha et navn, for eksempel Bommen skole.")
        if key == "guide" and self.answer(key) not in guides():
            known = ", ".join(guides())
            return _("Den veilederen finnes ikke her. Disse finnes: {known}.").format(known=known)
        return ""

    def file_seen(self, seen: FileSeen) -> None:
        """What a file would bring, beside its question."""
        if self.answer(seen.kind) != seen.path:
            return
        n = len(seen.refused)
        refused = [ngettext("{count} rad avvist.", "{count} rader avvist.", n).format(count=n)] if n else []
        self._say(seen.kind, " ".join([*seen.facts, *refused]), Ink.GOOD if seen.ok else Ink.FAULT)
        self._refused.pop(seen.kind, None)
        if not seen.ok:
            self._refused[seen.kind] = seen.path
        going_on, self._going_on = self._going_on, ""
        if seen.ok and going_on == seen.kind:
            self._go_on(going_on)

    def written(self, told: Told) -> None:
        """The school could not be made: why."""
        if not told.ok:
            self._say("students", told.text, Ink.FAULT)

    def _say(self, key: str, text: str, ink: Ink) -> None:
        self.query_one(f"#said-{key}", Line).say_text(text, ink)


def choices() -> list[Row]:
    """The two ways to begin."""
    return [
        Row("demo", (_("Prøv demoskolen"), _("300 oppdiktede elever; ingenting av ditt røres"))),
        Row("own", (_("Sett opp en skole"), _("fire spørsmål"))),
    ]
