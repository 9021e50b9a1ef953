"""Hurtiglinje: a line at the bottom where absence is written as one says it, and under it what was understood.

The rules of this file: nothing is written before Enter, and only what is shown; where a name fits several the
arrows choose, and Enter takes the one chosen before it writes; a line left half-typed is there when it is opened
again; what is understood comes from ``tui/quickline.py``, what would follow from ``tui/foresight.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input

from rules import worry
from rules.day import lessons_expected
from rules.facts import Student
from tui.action import QUICK
from tui.actions import bindings
from tui.foresight import raised
from tui.language import _, ngettext, words
from tui.line_list import Column, Ink, LineList, Row
from tui.messages import KeysGivenBack, NoticeWanted, TellingWanted
from tui.overview import Overview
from tui.pane import Pane, Paragraph
from tui.quickline import Understanding, understand
from tui.quickline_entry import Entry, described
from tui.signs import level_ink, level_word
from tui.tellings import NoteMarks, Wish
from tui.views import take_keys

MOST_LINES = 6
MOST_CHOICES = 4


class Choices(LineList):
    """The names that fit; here a digit is the one that stands beside it."""

    BINDINGS: ClassVar = [Binding(str(n), f"pick({n})", show=False) for n in range(1, 10)]

    def action_pick(self, number: int) -> None:
        """Choose the name with this number."""
        if number <= len(self.rows):
            self.move_to(self.rows[number - 1].key)
            self.action_choose()


class QuickEntry(Widget):
    """The line, what it means, and whom to choose among."""

    BINDINGS = bindings(QUICK)
    DEFAULT_CSS = """
    QuickEntry { display: none; height: auto; max-height: 10; layout: vertical; background: $bar; }
    QuickEntry.open { display: block; }
    QuickEntry Input { border: none; height: 1; padding: 0 1; background: $bar; }
    QuickEntry Pane { height: 4; background: $bar; }
    QuickEntry Choices { display: none; height: 4; background: $bar; }
    QuickEntry.choosing Choices { display: block; }
    """

    def __init__(self) -> None:
        super().__init__(id="quick")
        self.overview: Overview | None = None
        self.understood = Understanding(())
        self.chosen: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The line first, so that it does not move while one types."""
        line = Input(
            placeholder=_("åse 14-16.9 syk, per h i dag 3-6 gikk"), id="quick-line", compact=True, select_on_focus=False
        )
        line.cursor_blink = False
        yield line
        yield Choices([Column("n", "", 2), Column("name", "", 30, grow=True)], titles=False, id="quick-choices")
        yield Pane(id="quick-pane")

    # What it shows.

    def show(self, overview: Overview) -> None:
        """The facts as they are now."""
        self.overview = overview
        if self.has_class("open"):
            self._understand()

    def open(self, overview: Overview) -> None:
        """Take the keys; what was half-typed is still there."""
        self.overview = overview
        self.add_class("open")
        self._understand()
        line = self.query_one(Input)
        take_keys(line)
        line.cursor_position = len(line.value)

    def close(self) -> None:
        """Give the keys back."""
        self.remove_class("open")
        self.post_message(KeysGivenBack())

    def _understand(self) -> None:
        seen = self.overview
        if seen is None:
            return
        here = [student for student in seen.school.students if student.id in seen.by_id]
        text = self.query_one(Input).value
        self.understood = understand(text, here, seen.today, seen.calendar, partial(_lessons_on, seen), self.chosen)
        self._show_choices(seen)
        self._say(seen)

    def _say(self, seen: Overview) -> None:
        said: list[Paragraph] = []
        marks = wishes(self.understood.entries)
        for entry in self.understood.entries:
            said.extend(paragraphs(entry))
            if entry.student is not None:
                said.extend(_raised(seen, entry.student, marks))
        if self.understood.completion:
            said.append(((_("Tab: {text}").format(text=self.understood.completion), Ink.MUTED),))
        pane = self.query_one(Pane)
        pane.say(said)
        pane.styles.height = max(2, min(MOST_LINES, len(said)))

    def _show_choices(self, seen: Overview) -> None:
        open_one = self._unsettled
        choices = open_one.candidates[:9] if open_one else ()
        self.set_class(bool(choices), "choosing")
        rows = [
            Row(student.id, (((str(n), Ink.KEY),), f"{student.name}, {student.class_on(seen.today)}"))
            for n, student in enumerate(choices, 1)
        ]
        self.query_one(Choices).replace(rows)
        self.query_one(Choices).styles.height = max(1, min(MOST_CHOICES, len(rows)))

    @property
    def _unsettled(self) -> Entry | None:
        """The first whose name fits several."""
        entries = self.understood.entries
        return next((entry for entry in entries if entry.student is None and len(entry.candidates) > 1), None)

    # What is pressed.

    @on(Input.Changed)
    def typed(self) -> None:
        """Understood as one types."""
        self._understand()

    @on(Input.Submitted)
    def entered(self) -> None:
        """Choose, or write, or say why not."""
        if self._unsettled is not None:
            self._take(self.query_one(Choices).key)
            return
        if not self.understood.whole:
            self.post_message(NoticeWanted(_("Ikke skrevet: linja er ikke hel ennå."), "warning"))
            return
        self._write(wishes(self.understood.entries))

    @on(LineList.Chosen)
    def picked(self, event: LineList.Chosen) -> None:
        """Enter in the list of names."""
        self._take(event.key)

    def action_move(self, rows: int) -> None:
        """The arrows choose while the line is typed on."""
        self.query_one(Choices).action_move(rows)

    def action_complete(self) -> None:
        """Fill in the word that is certain; where a name fits several, go to the names."""
        if self._unsettled is not None:
            take_keys(self.query_one(Choices))
        elif self.understood.completion:
            line = self.query_one(Input)
            line.value = self.understood.completion
            line.cursor_position = len(line.value)

    def action_leave(self) -> None:
        """Back to the view; the line is kept."""
        self.close()

    def _take(self, student: str | None) -> None:
        unsettled = self._unsettled
        if unsettled is None or student is None:
            return
        self.chosen[unsettled.name] = student
        take_keys(self.query_one(Input))
        self._understand()

    def _write(self, wishes: tuple[Wish, ...]) -> None:
        said = ngettext("{count} dag notert.", "{count} dager notert.", len(wishes)).format(count=len(wishes))
        self.post_message(TellingWanted(NoteMarks(wishes, said + " " + _("u angrer."))))
        self.query_one(Input).value = ""
        self.chosen.clear()
        self.close()


def wishes(entries: Sequence[Entry]) -> tuple[Wish, ...]:
    """The marks that what was understood comes to."""
    return tuple(
        Wish(entry.student.id, noted.day, noted.lessons, entry.category, entry.reason, entry.comment)
        for entry in entries
        if entry.student is not None
        for noted in entry.notes
    )


def paragraphs(entry: Entry) -> list[Paragraph]:
    """An entry said back, and what is in the way of it."""
    said: list[Paragraph] = [((described(entry, words()), Ink.GOOD if entry.whole else Ink.PLAIN),)]
    said += [((problem.say(words()), Ink.WORRYING),) for problem in entry.problems]
    return said


def _raised(seen: Overview, student: Student, marks: Sequence[Wish]) -> list[Paragraph]:
    """The flags these marks would raise."""
    found = raised(seen, student.id, marks)
    return [
        ((f"→ {level_word(flag.level)}: ", level_ink(flag.level)), (worry.sentence(flag, words()), Ink.PLAIN))
        for flag in found
    ]


def _lessons_on(seen: Overview, student: str, day: date) -> tuple[int, ...]:
    return lessons_expected(seen.attendance_of(student).expected, day)
