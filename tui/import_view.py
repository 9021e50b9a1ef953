"""Hente inn: students, absences, a calendar or a timetable from a file.

The rules of this file: nothing is written before somebody has seen what the file would bring; Enter shows, Enter
again writes; another file or kind must be seen anew; the bar moves only when something was done.
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from tui.actions import bindings
from tui.language import N_, _
from tui.line_list import Column, Ink, LineList, Row
from tui.messages import FileSeenWanted, ImportWanted, ViewWanted
from tui.pane import Line, Pane, Paragraph
from tui.tellings import FileSeen, Told
from tui.views import View, Where, take_keys

#: What can be taken in: its name on the command line, and in words.
KINDS = (
    ("students", N_("Elever"), N_("klasselister: OneRoster (mappe eller zip) eller CSV")),
    ("absences", N_("Fravær"), N_("fra skolens eget system, CSV")),
    ("calendar", N_("Skolerute"), N_("CSV eller iCalendar")),
    ("timetable", N_("Timeplan"), N_("timer med klokkeslett og fag, CSV")),
)

BAR = 40


class ImportView(View):
    """Which kind, which file, what it would bring, and how far it has come."""

    NAME = "import"
    BINDINGS = bindings("import")

    DEFAULT_CSS = """
    ImportView #import-kinds { height: 4; }
    ImportView #import-path { margin: 1 2 0 2; border: none; height: 1; padding: 0 1; background: $bar; }
    ImportView #import-pane { height: 1fr; margin: 1 0 0 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen: FileSeen | None = None
        self.writing = False

    def compose(self) -> ComposeResult:
        """From the top: kind, path, what it would bring, the bar."""
        yield Line(id="import-where")
        columns = [Column("kind", "", 12), Column("what", "", 40, grow=True)]
        yield LineList(columns, kinds(), titles=False, id="import-kinds")
        path = Input(placeholder=_("filens sti …"), id="import-path", compact=True)
        path.cursor_blink = False
        yield path
        yield Pane(id="import-pane")
        yield Line(id="import-bar")

    def on_mount(self) -> None:
        """Says how it goes."""
        self.query_one("#import-where", Line).say_text(
            _("Hent inn: velg hva, skriv filens sti, Enter viser hva den ville bringe."), Ink.TITLE
        )

    def entered(self) -> None:
        """First which kind."""
        take_keys(self.query_one("#import-kinds", LineList))

    @property
    def kind(self) -> str:
        """The kind chosen."""
        return self.query_one("#import-kinds", LineList).key or KINDS[0][0]

    # What was found out.

    def file_seen(self, seen: FileSeen) -> None:
        """What the file would bring."""
        self.seen = seen
        self._say(said(seen))

    def moved_on(self, done: int, rows: int) -> None:
        """So much is done."""
        self.query_one("#import-bar", Line).say_text(bar(done, rows), Ink.GOOD)

    def written(self, told: Told) -> None:
        """It is on disk, or nothing is."""
        self.writing, self.seen = False, None
        self.query_one("#import-bar", Line).say(())
        self._say((((told.text, Ink.SAVED if told.ok else Ink.FAULT),),))

    def _say(self, paragraphs: tuple[Paragraph, ...]) -> None:
        self.query_one("#import-pane", Pane).say(paragraphs)

    # What is pressed.

    @on(LineList.Chosen)
    def kind_chosen(self) -> None:
        """Then which file."""
        take_keys(self.query_one(Input))

    @on(LineList.Moved)
    def another_kind(self) -> None:
        """Another kind must be seen anew."""
        if self.seen and self.seen.kind != self.kind:
            self.seen = None
            self._say(())

    @on(Input.Changed)
    def another_path(self, event: Input.Changed) -> None:
        """So must another file."""
        if self.seen and self.seen.path != event.value.strip():
            self.seen = None
            self._say(())

    @on(Input.Submitted)
    def path_given(self, event: Input.Submitted) -> None:
        """Enter shows; Enter on what is shown writes."""
        path = event.value.strip()
        if not path or self.writing:
            return
        if self.seen and self.seen.ok and (self.seen.kind, self.seen.path) == (self.kind, path):
            self.writing = True
            self.moved_on(0, self.seen.rows)
            self.post_message(ImportWanted(self.kind, path))
        else:
            self._say((((_("Leser …"), Ink.MUTED),),))
            self.post_message(FileSeenWanted(self.kind, path))

    def go(self, _where: Where) -> None:
        """Nothing of before is kept."""
        self.seen = None
        self._say(())

    def action_back(self) -> None:
        """From the file to the kind, from there to the students."""
        if self.query_one(Input).has_focus:
            self.entered()
        else:
            self.post_message(ViewWanted("students"))


def kinds() -> list[Row]:
    """The kinds as rows."""
    return [Row(key, (_(name), _(what))) for key, name, what in KINDS]


def said(seen: FileSeen) -> tuple[Paragraph, ...]:
    """What a file would bring, in paragraphs: how it was read, what would change, what was refused."""
    out: list[Paragraph] = [((fact, Ink.PLAIN if seen.ok else Ink.FAULT),) for fact in seen.facts]
    if seen.ok:
        out.append(((_("Enter skriver dette. Ingenting er skrevet ennå."), Ink.KEY),))
    out += [((each, Ink.WORRYING),) for each in seen.refused]
    return tuple(out)


def bar(done: int, rows: int) -> str:
    """A bar and a number: ``███████ 1200 av 5000``."""
    if not rows:
        return _("Skriver …")
    full = BAR * min(done, rows) // rows
    return f"{'█' * full}{'░' * (BAR - full)} " + _("{done} av {rows}").format(done=done, rows=rows)
