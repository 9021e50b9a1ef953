"""Føring: a class and a day, one key a mark.

The rules of this file: digits are students' numbers and letters are marks; a mark is shown as ``…`` until it is on
disk, then as noted; nothing here waits for the disk; a number that nobody has marks nobody.
"""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from rules.facts import Reason
from tui.actions import bindings
from tui.day_words import lessons, weekday_day
from tui.grid import Grid, GridLine, grid, lesson_now, school_day_beside, slot
from tui.language import _
from tui.line_list import Ink, LineList, Row
from tui.messages import ClassWanted, HomeMessageWanted, NoticeWanted, TellingWanted, ViewWanted
from tui.overview import Overview, classes, registers
from tui.pane import Line, Pane
from tui.register_rows import columns, mark_keys, row
from tui.signs import BY_KEY, MarkKey, Reach
from tui.tellings import NoteMarks, TakeRegister, Telling, Told, Wish
from tui.views import View, Where, take_keys
from tui.why import class_flags, why_now


class RegisterView(View):
    """The register of a class and a day, and beside it the flags of the class."""

    NAME = "register"
    BINDINGS = bindings("register")

    DEFAULT_CSS = """
    RegisterView { layout: vertical; }
    RegisterView #register-body { layout: vertical; height: 1fr; }
    RegisterView #register-grid { height: 1fr; }
    RegisterView #register-flags { height: 6; max-height: 50%; }
    RegisterView.wide #register-body { layout: horizontal; }
    RegisterView.wide #register-grid { width: 1fr; height: 1fr; }
    RegisterView.wide #register-flags { width: 36; height: 1fr; max-height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.school_class = ""
        self.day: date | None = None
        self.typed = ""
        self.last_mark: tuple[MarkKey, bool] | None = None
        self._grid: Grid | None = None
        self._placed = False
        self._before_typing: tuple[str, str] | None = None
        self._typed_at: str | None = None
        self._pending: list[tuple[NoteMarks, frozenset[int]]] = []  # on their way to the disk, and their lessons

    def compose(self) -> ComposeResult:
        """Where one is, the grid and the flags."""
        yield Line(id="register-where")
        with Container(id="register-body"):
            yield LineList([], grid=True, id="register-grid", empty=_("Ingen elever i klassen denne dagen."))
            yield Pane(id="register-flags")
        yield Line(id="register-keys")

    # What it shows.

    def draw(self, overview: Overview, changed: frozenset[str] | None) -> None:
        """The facts as they are now: the same squares again where only students changed."""
        if not changed or self._grid is None or self.day is None:
            self._show_day()
            return
        self._grid = grid(overview, self.school_class, self.day)
        self.grid.replace([self._row(line) for line in self._grid.lines])
        self._say_where()
        self._say_flags()

    def entered(self) -> None:
        """The grid takes the keys; the first time at the lesson that is on."""
        take_keys(self.grid)
        if not self._placed:
            self.go(Where())

    def go(self, where: Where) -> None:
        """A class on a day (today), at the lesson that is on."""
        self.school_class = where.school_class or self.school_class
        self.day = where.day or self._first_day()
        self.typed = ""
        self._show_day()
        drawn = self._grid
        if self.overview is None or drawn is None or not drawn.lines:
            return
        self._placed = True
        lesson = lesson_now(self.overview, drawn, self.overview.now)
        row = drawn.line(where.student) or drawn.lines[0]
        self.grid.move_to(row.id, str(lesson))

    @property
    def grid(self) -> LineList:
        """The grid."""
        return self.query_one("#register-grid", LineList)

    @property
    def lesson(self) -> int | None:
        """The lesson under the cursor."""
        column = self.grid.column
        return int(column) if column and column.isdigit() else None

    @property
    def line(self) -> GridLine | None:
        """The student under the cursor."""
        return self._grid.line(self.grid.key) if self._grid and self.grid.key else None

    @property
    def student_here(self) -> str:
        """The student under the cursor."""
        return self.line.id if self.line else ""

    def _first_day(self) -> date | None:
        return self.overview.today if self.overview else None

    def _show_day(self) -> None:
        seen = self.overview
        if seen is None:
            return
        self.day = self.day or seen.today
        if not self.school_class:
            self.school_class = next(iter(classes(seen)), "")
        self._grid = grid(seen, self.school_class, self.day)
        self.grid.show_columns(columns(self._grid), [self._row(line) for line in self._grid.lines])
        self._say_where()
        self._say_flags()

    def _row(self, line: GridLine) -> Row:
        return row(line, self._pending_lessons(line.id))

    def _say_where(self) -> None:
        self.query_one("#register-where", Line).say((self._where(),))

    def _where(self) -> tuple[tuple[str, Ink], ...]:
        drawn, lesson = self._grid, self.lesson
        if drawn is None:
            return ((_("Ingen klasse ennå."), Ink.MUTED),)
        if self.typed:
            return ((self._typed_words(), Ink.KEY),)
        parts = [(f"{drawn.school_class} · {weekday_day(drawn.day)}", Ink.TITLE)]
        if not drawn.school_day:
            return (*parts, (" · " + _("ikke skoledag etter skoleruta"), Ink.WORRYING))
        if lesson is not None:
            parts.append((f" · {self._lesson_words(drawn, lesson)}", Ink.PLAIN))
            taken = lesson in drawn.taken
            parts.append((" · " + (_("ført") if taken else _("ikke ført")), Ink.GOOD if taken else Ink.MUTED))
        return tuple(parts)

    def _lesson_words(self, drawn: Grid, lesson: int) -> str:
        assert self.overview is not None
        found = slot(self.overview, drawn.school_class, drawn.day, lesson)
        times = f"{found.start}–{found.end}" if found and found.start else ""
        return " ".join(filter(None, (lessons((lesson,)), times, found.subject if found else "")))

    def _typed_words(self) -> str:
        line = self._numbered(self.typed)
        name = line.name if line else _("ingen elev har dette nummeret")
        return _("nr. {number}: {name}").format(number=self.typed, name=name)

    def _say_flags(self) -> None:
        pane = self.query_one("#register-flags", Pane)
        seen, drawn = self.overview, self._grid
        if seen is None or drawn is None:
            pane.say(())
            return
        own = why_now(seen, self.line.id) if self.line else ()
        others = class_flags(seen, [line.id for line in drawn.lines if line is not self.line])
        pane.say((*own, (), *others) if self.has_class("wide") else (*own, *others))

    # What is pressed: numbers.

    def action_digit(self, digit: str) -> None:
        """Type a student's number: the cursor goes there at once."""
        if self._grid is None or not self._grid.lines:
            return
        if not self.typed:
            self._before_typing = (self.grid.key or "", self.grid.column or "")
        most = len(str(len(self._grid.lines)))
        self.typed = (self.typed if len(self.typed) < most else "") + digit
        line = self._numbered(self.typed)
        if line is not None:
            self.grid.move_to(line.id)
        self._typed_at = self.grid.key
        self._say_where()

    def action_back(self) -> None:
        """Take back a digit; with none typed, the mark under the cursor."""
        if not self.typed:
            self._mark_cursor(None, whole_day=False)
            return
        self.typed = self.typed[:-1]
        line = self._numbered(self.typed)
        if line is not None:
            self.grid.move_to(line.id)
        elif self._before_typing:
            self.grid.move_to(*self._before_typing)
        self._typed_at = self.grid.key
        self._say_where()

    def _numbered(self, typed: str) -> GridLine | None:
        if not typed or self._grid is None:
            return None
        return next((line for line in self._grid.lines if line.number == int(typed)), None)

    def _number_holds(self) -> bool:
        """Is what was typed a student's number (or nothing)? If not, nobody is marked, and that is said."""
        typed, self.typed = self.typed, ""
        if not typed or self._numbered(typed) is not None:
            return True
        if self._before_typing:
            self.grid.move_to(*self._before_typing)
        self._say_where()
        said = _("Ingen elev har nummer {number}. Ingenting er ført.").format(number=typed)
        self.post_message(NoticeWanted(said, "warning"))
        return False

    # What is pressed: marks.

    def action_mark(self, key: str) -> None:
        """Mark this lesson (or from it and out the day, as the key says)."""
        self._mark_cursor(BY_KEY[key], whole_day=False)

    def action_mark_day(self, key: str) -> None:
        """Mark the whole day."""
        self._mark_cursor(BY_KEY[key], whole_day=True)

    def action_whole_day(self) -> None:
        """The mark under the cursor, or the last one made, for the whole day."""
        square = self.line.square(self.lesson or 0) if self.line else None
        here = next((each for each in BY_KEY.values() if square and square.mark and each.key == square.look.sign), None)
        chosen = here or (self.last_mark[0] if self.last_mark else None)
        if chosen is None:
            self.post_message(NoticeWanted(_("Sett et merke først, så gjelder det hele dagen.")))
            return
        self._mark_cursor(chosen, whole_day=True)

    def action_repeat(self) -> None:
        """The same mark on the next student down."""
        if self.last_mark is None:
            self.post_message(NoticeWanted(_("Sett et merke først, så gjentas det nedover.")))
            return
        before = self.grid.index
        self.grid.action_move(1)
        if self.grid.index != before:
            self._mark_cursor(*self.last_mark)

    def _mark_cursor(self, mark: MarkKey | None, whole_day: bool) -> None:
        if not self._number_holds():
            return
        line, lesson, drawn = self.line, self.lesson, self._grid
        if line is None or lesson is None or drawn is None:
            return
        wanted = self._wanted(line, lesson, mark, whole_day)
        if not wanted:
            said = _("{name} har ikke {lesson} denne dagen.").format(name=line.name, lesson=lessons((lesson,)))
            self.post_message(NoticeWanted(said, "warning"))
            return
        if mark is not None:
            self.last_mark = (mark, whole_day)
        category, reason = (mark.category, mark.reason) if mark else (None, Reason.NONE)
        told = () if whole_day and category is not None else wanted
        wish = Wish(line.id, drawn.day, told, category, reason)
        telling = NoteMarks((wish,))
        self._pending.append((telling, frozenset(wanted)))
        self.grid.update_rows([self._row(line)])
        self._say_where()
        self.post_message(TellingWanted(telling))

    def _wanted(self, line: GridLine, lesson: int, mark: MarkKey | None, whole_day: bool) -> tuple[int, ...]:
        """The lessons a mark is about, among those the student is expected at."""
        if whole_day:
            return line.expected
        if mark is not None and mark.reach is Reach.REST:
            return tuple(each for each in line.expected if each >= lesson)
        square = line.square(lesson)
        return (lesson,) if square and (square.expected or square.mark) else ()

    def _pending_lessons(self, student: str) -> frozenset[int]:
        """The lessons of a student, on the day that is shown, whose marks are on their way to the disk."""
        own = (
            lessons
            for telling, lessons in self._pending
            for wish in telling.wishes
            if (wish.student, wish.day) == (student, self.day)
        )
        return frozenset().union(*own)

    def told(self, telling: Telling, _told: Told) -> None:
        """What was pending is noted, or (when it was not saved) as it was before."""
        self._pending = [each for each in self._pending if each[0] is not telling]
        if not isinstance(telling, NoteMarks) or self._grid is None:
            return
        lines = [line for wish in telling.wishes if (line := self._grid.line(wish.student))]
        self.grid.update_rows([self._row(line) for line in lines])

    # What is pressed: the rest.

    def action_take(self) -> None:
        """The rest are present: take the register of this lesson."""
        if not self._number_holds():
            return
        drawn, lesson = self._grid, self.lesson
        if drawn is None or lesson is None:
            return
        if self.overview and drawn.day > self.overview.today:
            self.post_message(NoticeWanted(_("Timen har ikke vært ennå, så den kan ikke føres."), "warning"))
            return
        said = _("{lesson} i {school_class} er ført.").format(
            lesson=lessons((lesson,)), school_class=drawn.school_class
        )
        self.post_message(TellingWanted(TakeRegister(drawn.school_class, drawn.day, (lesson,), said)))

    def action_message(self) -> None:
        """Somebody at home says something about the student: noted at once, also before any mark."""
        if self._number_holds() and self.line is not None and self._grid is not None:
            self.post_message(HomeMessageWanted(self.line.id, self._grid.day))

    def action_day(self, step: int) -> None:
        """The next school day, or the one before."""
        if self.overview is None or self.day is None:
            return
        self.typed = ""
        self.day = school_day_beside(self.overview, self.day, step)
        self._show_day()

    def action_today(self) -> None:
        """Back to today."""
        self.go(Where(self.line.id if self.line else ""))

    def action_class(self, step: int) -> None:
        """The next class, or the one before."""
        if self.overview is None or not (known := registers(self.overview)):
            return
        self.typed = ""
        here = known.index(self.school_class) if self.school_class in known else -1
        self.go(Where(school_class=known[(here + step) % len(known)], day=self.day))

    def action_choose_class(self) -> None:
        """Another class, by its name."""
        self.post_message(ClassWanted())

    def class_chosen(self, school_class: str) -> None:
        """This class, on the same day."""
        self.go(Where(school_class=school_class, day=self.day))

    def action_open(self) -> None:
        """The student's year."""
        if self.line is not None:
            self.post_message(ViewWanted("student", student=self.line.id))

    def on_resize(self) -> None:
        """The flags stand beside the grid where there is room, else under it."""
        self.set_class(self.size.width >= 100, "wide")
        self.query_one("#register-keys", Line).say((mark_keys(self.size.width - 2),))

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter opens the student."""
        self.action_open()

    @on(LineList.Moved)
    def moved(self) -> None:
        """Another square: another place, another why."""
        if self.grid.key != self._typed_at:
            self.typed = ""
        self._say_where()
        self._say_flags()
