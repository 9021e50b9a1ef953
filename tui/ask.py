"""Ask: one dialog with a few fields in a row, for everything that is told about a case in a line or two.

How it is used: ``push_screen(Ask(_("Samtale med hjemmet"), fields, today), callback)``; the callback is given the
answers by field, or None. A field is data: what it is called, what kind of answer it takes, which choices.

The rules of this file: a dialog answers and writes nothing; Enter goes on to the next field and from the last one
answers, Ctrl+S answers from anywhere; what is wrong is said under the fields and nothing typed is lost; nothing that
was typed is ever markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar

import msgspec
from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from tui.ask_choices import DIGITS, INSIDE, WIDE, Choices, stacked
from tui.ask_fields import Answer, Answers, Field, Takes, read
from tui.day_words import weekday_day
from tui.dialogs import Dialog
from tui.language import _
from tui.lines import Ink, Part, content
from tui.pane import Line, Pane
from tui.tellings import Telling

_LABEL = 24  # what a field is called stands before it, where that is short enough
_MOST, _FEWEST = 16, 4  # lines of fields
_AROUND = 4  # the border, a blank, the keys
_TO_SAY = 2  # lines for what is wrong, where it takes no more


class Ask(Dialog[Answers | None]):
    """The fields, one under the other."""

    nothing = None
    BINDINGS: ClassVar = [
        Binding("ctrl+s", "answer_now", show=False),
        # Before the field has the key: what is typed right after lands in the one that was gone to.
        Binding("up", "focus_previous", show=False, priority=True),
        Binding("down", "focus_next", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Ask > Vertical { width: 76; }
    Ask VerticalScroll { height: auto; max-height: 16; background: $bar; }
    Ask Input { margin-top: 0; }
    Ask .box { height: auto; }
    Ask Horizontal > .label { width: 24; }
    Ask Horizontal > Choices, Ask Horizontal > Input { width: 1fr; }
    Ask #ask-wrong { height: auto; background: $bar; }
    Ask .about { margin-bottom: 1; }
    """

    def __init__(
        self,
        question: str,
        fields: Sequence[Field],
        today: date,
        *,
        about: Sequence[Part | str] = (),
        check: Callable[[Answers], str] = lambda _answers: "",
        start: str = "",
        wrong: str = "",
    ) -> None:
        super().__init__()
        self.tells: Callable[[Answers], Telling | None] = lambda _answers: None  # also where it stands half typed
        self.keeps: Callable[[str], Telling | None] = lambda _words: None  # the words, where they are no answer yet
        self._at = ""  # the field that has the sign
        self._began: dict[str, object] = {}  # what stood there at first
        self.start = start
        self.wrong = wrong
        self.question = question
        self.fields = tuple(fields)
        self.today = today
        self.about = tuple(about)
        self.check = check

    def inside(self) -> ComposeResult:
        """The question, what is to be known, the fields, what is wrong, the keys."""
        yield Static(content([(self.question, Ink.TITLE)]))
        if self.about:
            yield Static(content(self.about), classes="about")
        with VerticalScroll(can_focus=False):
            for field in self.fields:
                with _box_of(field)(id=f"box-{field.key}", classes="box"):
                    yield from self._field(field)
        yield Pane(id="ask-wrong")
        yield Line(id="ask-keys")

    def _field(self, field: Field) -> ComposeResult:
        yield Static(content(_called(field, here=False)), id=f"label-{field.key}", classes="label")
        if field.takes in {Takes.ONE, Takes.SOME}:
            yield Choices(field)
            return
        line = Input(_shown(field.first), placeholder=_(field.hint), id=f"ask-{field.key}", compact=True)
        line.cursor_blink = False
        line.select_on_focus = field.takes is not Takes.TEXT  # a day that stands there is typed over
        yield line

    def on_resize(self) -> None:
        """What is said over the fields never pushes the fields off the screen."""
        above = sum(_lines_of(said, self.size.width) for said in ("".join(_texts(self.about)), self.question))
        room = self.size.height - above - self._wrong_lines() - _AROUND
        self.query_one(VerticalScroll).styles.max_height = max(_FEWEST, min(_MOST, room))
        self.call_after_refresh(self._in_sight)

    def _wrong_lines(self) -> int:
        said = "".join(text for each in self.query_one("#ask-wrong", Pane).paragraphs for text, _ink in each)
        return max(_TO_SAY, _lines_of(said, self.size.width))

    def _grew(self) -> None:
        self.call_after_refresh(self._in_sight)

    def _in_sight(self) -> None:
        """The field one stands at, with what it is called."""
        if self.focused is not None and self.focused.parent is not None:
            self.focused.parent.scroll_visible(animate=False, immediate=True)  # type: ignore[attr-defined]

    def on_descendant_focus(self) -> None:
        """A sign stands before the field that has the keys."""
        for field in self.fields:
            here = self._has_keys(field)
            if here or field.key == self._at:
                label = self.query_one(f"#label-{field.key}", Static)
                label.update(content(_called(field, here=here)), layout=False)  # as wide as before
        self._at = next((field.key for field in self.fields if self._has_keys(field)), "")

    def on_mount(self) -> None:
        """The first field has the keys."""
        many = any(len(field.choices) > DIGITS for field in self.fields)
        typed = (("   " + _("bokstaver"), Ink.KEY), (" " + _("finner valget"), Ink.MUTED)) if many else ()
        self.query_one("#ask-keys", Line).say(
            ((("Enter", Ink.KEY), (" " + _("neste"), Ink.MUTED), ("   Ctrl+S", Ink.KEY), (" " + _("lagre"), Ink.MUTED),
              ("   Esc", Ink.KEY), (" " + _("avbryt"), Ink.MUTED), *typed),)
        )  # fmt: skip
        self.chosen()
        self._began = self._raw()
        self._stand_at(next((field for field in self.fields if field.key == self.start), self.fields[0]))
        self.watch(self.query_one(VerticalScroll), "virtual_size", self._grew, init=False)
        if self.wrong:
            self._refuse(None, self.wrong)

    def again(self, answers: Answers, wrong: str) -> Ask:
        """The same question with these answers in it, and why they were not enough."""
        asked = [field.key for field in self.fields if self._wanted(field, answers)]
        kept = [
            msgspec.structs.replace(field, first=answers[field.key]) if field.key in asked else field
            for field in self.fields
        ]
        return Ask(self.question, kept, self.today, about=self.about, check=self.check, start=asked[-1], wrong=wrong)

    def chosen(self) -> None:
        """A choice was made: fields that hang on it come or go."""
        answers = self._raw()
        for field in self.fields:
            self.query_one(f"#box-{field.key}").display = self._wanted(field, answers)

    def _wanted(self, field: Field, answers: Mapping[str, object]) -> bool:
        return field.only is None or answers.get(field.only[0]) == field.only[1]

    def _raw(self) -> dict[str, object]:
        return {field.key: self._typed(field) for field in self.fields}

    def _typed(self, field: Field) -> object:
        widget = self.query_one(f"#ask-{field.key}")
        return (
            widget.answer if isinstance(widget, Choices) else widget.value.strip() if isinstance(widget, Input) else ""
        )

    def _stand_at(self, field: Field) -> None:
        self.set_focus(self.query_one(f"#ask-{field.key}"), scroll_visible=False)
        self.call_after_refresh(self._in_sight)

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Enter in a line."""
        self.action_go_on()

    def action_focus_previous(self) -> None:
        """The field before, also from a line; first the choice above, where they stand under each other."""
        if not self._steps(-1):
            self.focus_previous()

    def action_focus_next(self) -> None:
        """The next field; first the choice below, where they stand under each other."""
        if not self._steps(1):
            self.focus_next()

    def _steps(self, by: int) -> bool:
        return isinstance(self.focused, Choices) and self.focused.steps(by)

    def action_go_on(self) -> None:
        """The next field that is shown; from the last one, answer."""
        shown = [field for field in self.fields if self.query_one(f"#box-{field.key}").display]
        here = next((n for n, field in enumerate(shown) if self._has_keys(field)), len(shown) - 1)
        if here + 1 < len(shown) and not shown[here].last:
            self._stand_at(shown[here + 1])
        else:
            self.action_answer_now()

    def _has_keys(self, field: Field) -> bool:
        return self.focused is self.query_one(f"#ask-{field.key}")

    def action_answer_now(self) -> None:
        """Answer, unless something is missing or not understood."""
        answers, field, wrong = self._read()
        if wrong:
            self._refuse(field, wrong)
        else:
            self.dismiss(answers)

    def leaving(self) -> Telling | None:
        """What was typed so far: as what it was to be if it is enough and may be written on, else its bare words.

        A choice that nobody has said is the answer is none.
        """
        raw = self._raw()
        typed = [
            str(raw[field.key] or "")
            for field in self.fields
            if field.takes not in {Takes.ONE, Takes.SOME} and self._wanted(field, raw)
            if raw[field.key] != self._began[field.key]
        ]
        if not any(typed):
            return None
        answers, _field, wrong = self._read()
        return (None if wrong else self.tells(answers)) or self.keeps(", ".join(filter(None, typed)))

    def _read(self) -> tuple[dict[str, Answer], Field | None, str]:
        """The answers as they stand; else in which field something is wrong, and what."""
        answers: dict[str, Answer] = {}
        raw = self._raw()
        for field in self.fields:
            if not self._wanted(field, raw):
                answers[field.key] = None
                continue
            answers[field.key], wrong = read(field, raw[field.key], self.today)
            if wrong:
                return answers, field, wrong
        return answers, None, self.check(answers)

    def _refuse(self, field: Field | None, why: str) -> None:
        self.query_one("#ask-wrong", Pane).say((((why, Ink.FAULT),),))
        self.query_one("#ask-wrong", Pane).styles.height = self._wrong_lines()
        self.on_resize()
        if field is not None:
            self._stand_at(field)


def _texts(about: Sequence[Part | str]) -> Iterator[str]:
    return (part if isinstance(part, str) else part[0] for part in about)


def _box_of(field: Field) -> type[Vertical | Horizontal]:
    """What a field is called stands before it, or over it where either would have to be broken."""
    longest = max((cell_len(_(label)) + 6 for _key, label in field.choices), default=0)
    fits = not stacked(field) or longest <= INSIDE - _LABEL
    return Horizontal if fits and cell_len(_label(field)) <= _LABEL - 2 else Vertical


def _label(field: Field) -> str:
    return _(field.label) + (" *" if field.required else "")


def _called(field: Field, *, here: bool) -> list[Part]:
    return [("▌" if here else " ", Ink.KEY), (_label(field), Ink.PLAIN if here else Ink.MUTED)]


def _lines_of(text: str, width: int) -> int:
    """As many lines as a text takes in the box, if not fewer."""
    room = max(10, min(width, WIDE) - 4)
    return sum(1 + cell_len(line) // room for line in text.split("\n")) if text else 0


def _shown(first: Answer) -> str:
    if isinstance(first, date):
        return weekday_day(first)
    return first if isinstance(first, str) else ""
