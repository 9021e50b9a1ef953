"""Elever: everybody I may see, those the guide calls worrying first.

The rules of this file: a row a student, drawn from the overview; the place one stands at is kept while others
write; the class filter and what is typed in the search only hide rows; the pane says why.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from rules.names import match
from tui.actions import bindings
from tui.day_words import short
from tui.language import _, ngettext
from tui.line_list import Cell, Column, Ink, LineList, Row
from tui.list_and_pane import ListAndPane
from tui.messages import ClassWanted, ViewWanted
from tui.overview import Overview, StudentLine, classes
from tui.pane import Line, Pane
from tui.signs import DAYS, STATES
from tui.student_keys import ViewOfStudents
from tui.views import Where, take_keys
from tui.why import why

if TYPE_CHECKING:  # a list of students who have no case needs none of it
    from rules.case.case import Case

_INK_OF_SIGN = {look.sign: look.ink for look in DAYS.values()}
STRIP = 20


class StudentsView(ViewOfStudents):
    """The list of students, and the pane that says why."""

    NAME = "students"
    BINDINGS = bindings("students")

    DEFAULT_CSS = """
    StudentsView { layout: vertical; }
    StudentsView #students-search { display: none; height: 1; border: none; padding: 0 1; }
    StudentsView.searching #students-search { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.school_class = ""
        self.search = ""
        self._rows: dict[str, Row] = {}

    def compose(self) -> ComposeResult:
        """Where one is, the list and the pane."""
        yield Line(id="students-where")
        yield ListAndPane(
            LineList(columns(), id="students-list", empty=_("Ingen elever her.")),
            Pane(id="students-why", more=_("… Enter viser alt")),
            rows=7,
        )

    async def complete(self) -> None:
        """The search, over the list."""
        search = Input(placeholder=_("navn …"), id="students-search", compact=True)
        search.cursor_blink = False
        await self.mount(search, before=self.query_one(ListAndPane))

    # What it shows.

    def draw(self, _overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if not changed:
            self._rows.clear()
        for student in changed or ():
            self._rows.pop(student, None)
        self._show_rows()
        if not changed or self.chosen in changed:
            self._show_why()

    def entered(self) -> None:
        """The list takes the keys."""
        take_keys(self.roster)

    @property
    def roster(self) -> LineList:
        """The list."""
        return self.query_one("#students-list", LineList)

    @property
    def student_here(self) -> str:
        """The student under the cursor."""
        return self.chosen

    @property
    def chosen(self) -> str:
        """The student under the cursor, "" where there is none."""
        return self.roster.key or ""

    @property
    def where(self) -> str:
        """The class, how many, how many flagged, and what is searched for."""
        shown = self.shown()
        flagged = sum(line.flagged for line in shown)
        parts = [
            self.school_class or _("alle klasser"),
            ngettext("{count} elev", "{count} elever", len(shown)).format(count=len(shown)),
            _("{count} flagget").format(count=flagged),
        ]
        if self.search:
            parts.append(_("søk: {text}").format(text=self.search))
        return " · ".join(parts)

    def shown(self) -> list[StudentLine]:
        """The students that pass the class filter and the search."""
        lines = self.overview.lines if self.overview else ()
        here = (line for line in lines if self.school_class in {"", line.school_class})
        return [line for line in here if match(self.search, line.name)] if self.search else list(here)

    def go(self, where: Where) -> None:
        """To a student, with everybody shown if a filter hides them."""
        if where.student and not self.roster.move_to(where.student):
            self.school_class = self.search = ""
            self._show_rows()
            self.roster.move_to(where.student)

    def _show_rows(self) -> None:
        rows = [self._row(line) for line in self.shown()]
        self.roster.replace(rows)
        self.query_one("#students-where", Line).say_text(self.where, Ink.MUTED)

    def _row(self, line: StudentLine) -> Row:
        if line.id not in self._rows:
            self._rows[line.id] = row(line, self.overview.cases.get(line.id) if self.overview else None)
        return self._rows[line.id]

    def _show_why(self) -> None:
        pane = self.query_one("#students-why", Pane)
        pane.say(why(self.overview, self.chosen) if self.overview and self.chosen else ())

    # What is pressed.

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another student: another why."""
        self._show_why()

    @on(LineList.Chosen)
    def opened(self) -> None:
        """Enter opens the student."""
        if self.chosen:
            self.post_message(ViewWanted("student", student=self.chosen))

    @on(Input.Changed, "#students-search")
    def typed(self, event: Input.Changed) -> None:
        """Find as one types."""
        self.search = event.value.strip()
        self._show_rows()

    @on(Input.Submitted, "#students-search")
    def found(self) -> None:
        """Enter goes to the list, with what was found."""
        take_keys(self.roster)

    def action_search(self) -> None:
        """Find a student by name."""
        self.add_class("searching")
        take_keys(self.query_one(Input))

    def action_clear(self) -> None:
        """Everybody again: first the search goes, then the class filter."""
        if self.search or self.has_class("searching"):
            self.query_one(Input).value = ""
            self.search = ""
            self.remove_class("searching")
        else:
            self.school_class = ""
        self._show_rows()
        take_keys(self.roster)

    def action_class(self, step: int) -> None:
        """The next class (or the one before), and after the last all of them."""
        choices = ("", *classes(self.overview)) if self.overview else ("",)
        here = choices.index(self.school_class) if self.school_class in choices else 0
        self.school_class = choices[(here + step) % len(choices)]
        self._show_rows()

    def action_choose_class(self) -> None:
        """Only one class, by its name."""
        self.post_message(ClassWanted())

    def class_chosen(self, school_class: str) -> None:
        """Only this class."""
        self.school_class = school_class
        self._show_rows()

    def action_register(self) -> None:
        """The register of the student's class."""
        line = self.overview.line(self.chosen) if self.overview else None
        chosen = line.school_class if line else self.school_class
        self.post_message(ViewWanted("register", school_class=chosen, student=self.chosen))


def columns() -> list[Column]:
    """The list's columns; as the room gets less the date leaves first, then the strip, then the case."""
    return [
        Column("sign", "", 2),
        Column("state", _("flagg"), 8),
        Column("name", _("navn"), 16, grow=True),
        Column("class", _("kl."), 4),
        Column("since", _("siden"), 6, leaves=3),
        Column("days", _("dag"), 3, align="right"),
        Column("left", _("gått"), 4, align="right"),
        Column("missed", _("time"), 4, align="right"),
        Column("strip", _("siste 20 skoledager"), STRIP, leaves=2, unlit=True),
        Column("case", _("sak"), 9, leaves=1),
    ]


def row(line: StudentLine, case: Case | None = None) -> Row:
    """A student's row."""
    return Row(line.id, partial(cells, line, case))


def cells(line: StudentLine, case: Case | None = None) -> tuple[Cell, ...]:
    """What stands in a student's row."""
    look = STATES[line.state]
    found = line.standing
    if not line.known:  # a dot would say that there is no absence
        return ("", ((_("ukjent"), Ink.MUTED),), line.name, line.school_class, "", "", "", "", "", "")
    return (
        ((look.sign, look.ink),),
        ((_(look.word), look.ink),),
        line.name,
        line.school_class,
        short(found.since) if found.since else "",
        *(number(n) for n in (found.absent_days, found.left_early, found.missed_lessons)),
        strip(line.strip),
        state(case) if case else "",
    )


def state(case: Case) -> Cell:
    """Where a student's case stands, in a word."""
    from tui.case_looks import CASES

    look = CASES[case.state]
    return ((_(look.word), look.ink),)


def number(n: int) -> str:
    """A count; nothing much for none."""
    return str(n) if n else "·"


def strip(signs: str) -> tuple[tuple[str, Ink], ...]:
    """The last school days, neighbours with the same sign in one piece."""
    pieces: list[tuple[str, Ink]] = []
    for sign in signs.rjust(STRIP):
        ink = _INK_OF_SIGN.get(sign, Ink.PLAIN)
        if pieces and pieces[-1][1] is ink:
            pieces[-1] = (pieces[-1][0] + sign, ink)
        else:
            pieces.append((sign, ink))
    return tuple(pieces)
