"""Føring: a class and a day, one key a mark.

The rules of this file: digits are students' numbers and letters are marks; a mark is shown as ``…`` until it is on
disk, then as noted; nothing here waits for the disk; a number that nobody has marks nobody.
"""

from __future__ import annotations

from textual import on

from rules.facts import Reason
from tui.actions import bindings
from tui.day_words import lessons
from tui.grid import GridLine, lesson_now, school_day_beside
from tui.language import _
from tui.line_list import LineList
from tui.messages import ClassWanted, HomeMessageWanted, NoticeWanted, TellingWanted, ViewWanted
from tui.overview import registers
from tui.register_page import RegisterPage
from tui.signs import BY_KEY, MarkKey, Reach
from tui.tellings import NoteMarks, TakeRegister, Telling, Told, Wish
from tui.views import Where, take_keys


class RegisterView(RegisterPage):
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

    @on(LineList.Chosen)
    def chosen(self) -> None:
        """Enter opens the student."""
        self.action_open()
