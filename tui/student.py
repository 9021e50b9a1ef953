"""Elev: one student's year, day by day, and what the guide says of it.

The rules of this file: the picture has a row a month and a square a school day; the pane under it says what was
told about the day under the cursor, who told it and what it was before, then the flags; ``v`` puts the flags first.
"""

from __future__ import annotations

from datetime import date, datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from rules import runs, shares, worry
from rules.day import DayKind, outcome
from rules.facts import Mark, Message
from rules.guide import Counts
from rules.words import decimal, quoted
from rules.worry import Flag
from tui import why
from tui.actions import bindings
from tui.day_words import day_month, lessons, month, weekday, weekday_day
from tui.grid import school_day_beside
from tui.language import N_, _, words
from tui.line_list import Cell, Column, Ink, LineList, Row
from tui.lines import Part
from tui.messages import ViewWanted
from tui.overview import Overview
from tui.pane import Line, Pane, Paragraph
from tui.signs import DAYS, STATES, level_ink, level_word, mark_look
from tui.views import View, Where, take_keys
from tui.year import FRIDAY, WEEKS, Month, day_told, place, year

#: What the rules count, in a word or two.
_COUNTED = {
    Counts.ABSENT_DAYS: N_("fraværsdager"),
    Counts.LEFT_EARLY: N_("forlatt skolen"),
    Counts.MISSED_LESSONS: N_("uteblitt fra time"),
    Counts.TARDY: N_("for sent"),
    Counts.SHARE_OF_LESSONS: N_("tapte timer"),
}


class StudentView(View):
    """The year's picture, and the pane under it."""

    NAME = "student"
    BINDINGS = bindings("student")

    DEFAULT_CSS = """
    StudentView { layout: vertical; }
    StudentView #student-body { layout: vertical; height: 1fr; }
    StudentView #student-year { height: 12; }
    StudentView #student-pane { height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.student = ""
        self.months: dict[str, Month] = {}
        self.flags_first = False
        self._findings: tuple[Paragraph, ...] = ()

    def compose(self) -> ComposeResult:
        """Who it is, the year, and the pane."""
        yield Line(id="student-where")
        with Container(id="student-body"):
            yield LineList(columns(), grid=True, id="student-year", empty=_("Ingen skoledager ennå."))
            yield Pane(id="student-pane")

    # What it shows.

    def draw(self, _overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now."""
        if self.student and (not changed or self.student in changed):
            self._show_year()

    def go(self, where: Where) -> None:
        """A student, at a day (today, or the last school day)."""
        chosen, day = where.student or self.student, where.day
        other, self.student = chosen != self.student, chosen
        self._show_year()
        if self.overview and (other or day):
            self._go(day or self.overview.calendar.last_on_or_before(self.overview.today) or self.overview.today)

    def entered(self) -> None:
        """The picture takes the keys."""
        take_keys(self.picture)

    @property
    def picture(self) -> LineList:
        """The year."""
        return self.query_one("#student-year", LineList)

    @property
    def day(self) -> date | None:
        """The day under the cursor."""
        found = self.months.get(self.picture.key or "")
        return found.days.get(int(self.picture.column or -1)) if found else None

    def _go(self, day: date) -> None:
        self.picture.move_to(f"{day:%Y-%m}", str(place(day)))
        self._say_day()

    def _show_year(self) -> None:
        if self.overview is None:
            return
        self.months = {f"{each.first:%Y-%m}": each for each in year(self.overview, self.student)}
        self.picture.replace([row(key, each) for key, each in self.months.items()])
        self.query_one("#student-where", Line).say((self._who(),))
        self._findings = findings(self.overview, self.student)
        self._say_day()

    def _who(self) -> Paragraph:
        assert self.overview is not None
        student, line = self.overview.student(self.student), self.overview.line(self.student)
        if student is None:
            return ((_("Ingen elev er valgt."), Ink.MUTED),)
        parts: list[Part] = [(student.name, Ink.TITLE)]
        if line is not None:
            look = STATES[line.state]
            parts += [(f" · {line.school_class} · ", Ink.MUTED), (f"{look.sign} {_(look.word)}".strip(), look.ink)]
        return (*parts, (" · " + said_share(self.overview, self.student), Ink.PLAIN))

    def _say_day(self) -> None:
        pane, day = self.query_one("#student-pane", Pane), self.day
        told = told_of(self.overview, self.student, day) if self.overview and day else ()
        pane.say((*self._findings, (), *told) if self.flags_first else (*told, (), *self._findings))

    # What is pressed.

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another day."""
        self._say_day()

    def action_flip(self) -> None:
        """The flags first, or the day first."""
        self.flags_first = not self.flags_first
        self._say_day()

    def action_day(self, step: int) -> None:
        """The next school day, across months, or the one before."""
        if self.overview and self.day:
            self._go(school_day_beside(self.overview, self.day, step))

    def action_register(self) -> None:
        """The class's register of this day."""
        line = self.overview.line(self.student) if self.overview else None
        if line is not None and self.day is not None:
            self.post_message(
                ViewWanted("register", school_class=line.school_class, student=self.student, day=self.day)
            )


def columns() -> list[Column]:
    """The month, five weeks of five days, and the month's counts."""
    names = [weekday(date(2026, 6, 1 + n))[0] for n in range(5)]
    squares = [
        Column(str(n), " " + names[n % 5], 2, reach=True, gap=1 if n % 5 == FRIDAY else 0) for n in range(WEEKS * 5)
    ]
    counts = [Column(key, title, 5, align="right") for key, title in (("d", _("dager")), ("l", _("gått")))]
    return [Column("month", "", 4), *squares, *counts, Column("m", _("timer"), 5, align="right")]


def row(key: str, shown: Month) -> Row:
    """A month's row."""
    cells: list[Cell] = []
    for n in range(WEEKS * 5):
        day = shown.days.get(n)
        cells.append(None if day is None else _square(shown, day))
    counts = (shown.count(kind) for kind in (DayKind.ABSENT, DayKind.LEFT, DayKind.MISSED))
    return Row(key, (month(shown.first), *cells, *(str(n) if n else "" for n in counts)))


def _square(shown: Month, day: date) -> Cell:
    """A day to come is a low dot."""
    kind = shown.kinds.get(day)
    if kind is None:
        return ((" .", Ink.MUTED),)
    look = DAYS[kind]
    return ((f" {look.sign}", look.ink),)


def told_of(seen: Overview, student: str, day: date) -> tuple[Paragraph, ...]:
    """The day under the cursor: what it amounts to, its marks with who and when, and what home said."""
    amounts = outcome(seen.attendance_of(student), seen.calendar, seen.guide, day, seen.now)
    look = DAYS[amounts.kind]
    kind = _("dagen er ikke kommet ennå") if day > seen.today and not amounts.away else _(look.word)
    head: Paragraph = ((weekday_day(day) + " · ", Ink.TITLE), (kind, look.ink))
    told = [_told(each.mark, each.held) for each in reversed(day_told(seen, student, day))]
    home = [_message(m) for m in seen.messages_about(student) if m.first <= day <= m.last]
    return (head, *told, *home) if told or home else (head, ((_("Ingen merker denne dagen."), Ink.MUTED),))


def _told(mark: Mark, held: tuple[int, ...]) -> Paragraph:
    word, ink = (_("merket tatt bort"), Ink.MUTED) if mark.category is None else (_(mark_look(mark).word), Ink.PLAIN)
    if not held:
        ink = Ink.MUTED
    parts: list[Part] = [(f"{lessons(mark.lessons)}: {word}", ink)]
    parts.append((f" · {mark.by} {moment(mark.at)}", Ink.MUTED))
    if not held:
        parts.append((" · " + _("rettet siden"), Ink.MUTED))
    if mark.comment:
        parts.append((f" · {quoted(mark.comment, words())}", Ink.PLAIN))
    return tuple(parts)


def _message(message: Message) -> Paragraph:
    said = _("Melding fra {sender} {moment}").format(sender=message.sender, moment=moment(message.received_at))
    tail = f": {quoted(message.words, words())}" if message.words else ""
    return ((said + tail, Ink.GOOD), (f" · {message.by}", Ink.MUTED))


def moment(at: datetime) -> str:
    """When something was told: ``22. sep 08:31``, on the school's clock."""
    from rules.calendar import school_clock

    here = school_clock(at)
    return f"{day_month(here.date())} {here:%H:%M}"


def findings(seen: Overview, student: str) -> tuple[Paragraph, ...]:
    """The flags that are on, what came before them, and what else there is to see."""
    attendance = seen.attendance_of(student)
    out: list[Paragraph] = [_finding(flag) for flag in why.flags(seen, student)]
    if not out:
        out.append(((_("Ingen flagg nå."), Ink.MUTED),))
    out += [
        _run(seen, run) for run in reversed(runs.flag_runs(attendance, seen.calendar, seen.guide, seen.today, seen.now))
    ]
    out += [((said, Ink.PLAIN),) for said in why.observed(seen, student)]
    return tuple(out)


def _finding(flag: Flag) -> Paragraph:
    return ((worry.sentence(flag, words()), level_ink(flag.level)),)


def _run(seen: Overview, run: runs.Run) -> Paragraph:
    until = day_month(run.until) if run.until else _("nå")
    text = f"{day_month(run.since)}–{until}: {rule_word(seen, run.rule)}, {level_word(run.level)}"
    if run.retracted_at is None:
        return ((text, Ink.PLAIN),)
    return (
        (text, Ink.MUTED),
        (" · " + _("trukket ved retting {moment}").format(moment=moment(run.retracted_at)), Ink.MUTED),
    )


def rule_word(seen: Overview, rule: str) -> str:
    """What a rule counts, in a word or two."""
    return _(_COUNTED[seen.guide.rule(rule).counts])


def said_share(seen: Overview, student: str) -> str:
    """The year so far: days and their share, and the lessons lost beside."""
    found = shares.share(seen.attendance_of(student), seen.calendar, seen.guide, seen.today, seen.now)
    percent = decimal(found.percent, words(), places=1)
    return _("borte {absent} av {days} dager ({percent} %), {lost} av {lessons} timer").format(
        absent=found.absent_days, days=found.days, percent=percent, lost=found.lost, lessons=found.lessons
    )
