"""Messages: what the views tell the shell.

The rules of this file: a view changes nothing but itself, it posts one of these; each says what a person wanted,
with everything needed to do it; none carries a widget or the store.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.screen import ModalScreen

from tui.tellings import Telling, Told
from tui.views import Where

if TYPE_CHECKING:
    from tui.paper.anonymous import Package
    from tui.paper.request import Request


class TellingWanted(Message):
    """Somebody wants to tell the store something; ``refused`` is called with why, where it was not written.

    ``written`` is called where it was.
    """

    def __init__(
        self,
        telling: Telling,
        refused: Callable[[str], None] | None = None,
        written: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self.telling = telling
        self.refused = refused
        self.written = written


class UndoWanted(Message):
    """Somebody wants their last telling taken back."""


class ViewWanted(Message):
    """Somebody wants another view, perhaps on a student, a class or a day."""

    def __init__(
        self, name: str, *, student: str = "", school_class: str = "", day: date | None = None, item: str = ""
    ) -> None:
        super().__init__()
        self.name = name
        self.where = Where(student, school_class, day, item)


class DialogWanted(Message):
    """A question to somebody, over the view; ``answered`` is called with the answer, None for none."""

    def __init__(self, dialog: ModalScreen[Any], answered: Callable[[Any], None]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answered = answered


class KeysGivenBack(Message):
    """The quick line was left: the view takes the keys again."""


class ClassWanted(Message):
    """Somebody wants to say which class; the view is told by ``class_chosen``."""


class LastYearWanted(Message):
    """A student was opened in the first weeks of a school year: how did last year end?"""

    def __init__(self, student: str) -> None:
        super().__init__()
        self.student = student


class LooksWanted(Message):
    """Who looked at whom? The view is told by ``looks_read``."""


class HomeMessageWanted(Message):
    """Somebody at home told something about a student, from a day on; who, how and what is asked in a dialog."""

    def __init__(self, student: str, day: date) -> None:
        super().__init__()
        self.student = student
        self.day = day


class NoticeWanted(Message):
    """Something to say in a line; ``severity`` is "information", "warning" or "error"."""

    def __init__(self, text: str, severity: str = "information") -> None:
        super().__init__()
        self.text = text
        self.severity = severity


class DemoWanted(Message):
    """Somebody wants to try the program on a made-up school."""


class FileSeenWanted(Message):
    """Somebody wants to see what a file would bring, before anything is written."""

    def __init__(self, kind: str, path: str) -> None:
        super().__init__()
        self.kind = kind
        self.path = path


class ImportWanted(Message):
    """Somebody has seen what a file would bring and wants it written."""

    def __init__(self, kind: str, path: str) -> None:
        super().__init__()
        self.kind = kind
        self.path = path


class PrintWanted(Message):
    """Somebody wants a document in a file (``path``), or only to see what it would say; ``done`` hears of it."""

    def __init__(self, request: Request, path: str, done: Callable[[Told, Package | None], None]) -> None:
        super().__init__()
        self.request = request
        self.path = path
        self.done = done


class AnswersWanted(Message):
    """The four answers of a first start: make this school."""

    def __init__(self, name: str, guide: str, calendar: str, students: str) -> None:
        super().__init__()
        self.name = name
        self.guide = guide
        self.calendar = calendar
        self.students = students
