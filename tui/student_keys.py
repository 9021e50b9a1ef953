"""The keys that are the same wherever a student stands under the cursor: contact, decide, case, what was seen and said.

The rules of this file: a key opens a dialog or another view and writes nothing; dialogs are imported when they are
asked for, so that the first list needs none of them.
"""

from __future__ import annotations

from rules.case.events import GlassBroken
from rules.rights import may_break_the_glass
from tui.language import _
from tui.messages import NoticeWanted, ViewWanted
from tui.overview import Overview
from tui.tellings import TellCase, Telling, Told
from tui.views import View


def is_sealed(seen: Overview, login: str, student: str) -> bool:
    """Whether a case is closed to somebody who may break the glass, and has not today."""
    return not seen.case_of(student).events and may_break_the_glass(seen.school.user(login), student, seen.school)


class ViewOfStudents(View):
    """A view whose cursor stands at students (``student_here``)."""

    def whom(self) -> str:
        """The student under the cursor; where there is none, somebody is told so."""
        if not self.student_here:
            self.post_message(NoticeWanted(_("Velg en elev først."), "warning"))
        return self.student_here

    def action_contact(self) -> None:
        """A contact with the home."""
        from tui.contact import log_contact

        if student := self.whom():
            log_contact(self, student)

    def action_decide(self) -> None:
        """The decision on flags, or on a concern."""
        from tui.decide import decide

        if student := self.whom():
            decide(self, student)

    def action_meet(self) -> None:
        """The team's meeting: opened, or gone on with."""
        self.post_message(ViewWanted("team", student=self.student_here, item="meet"))

    def action_case(self) -> None:
        """The student's case; one that is closed to everybody is asked for with a reason, by those who may."""
        if not (student := self.whom()):
            return
        if self.overview is not None and is_sealed(self.overview, self.login, student):
            from tui.case_asks_course import GLASS
            from tui.case_lines import ask_line

            ask_line(self, student, GLASS)
        else:
            self.post_message(ViewWanted("case", student=student))

    def told(self, telling: Telling, told: Told) -> None:
        """A case that was closed to everybody is opened once the reason is on disk."""
        super().told(telling, told)
        if told.ok and isinstance(telling, TellCase) and any(isinstance(e, GlassBroken) for e in telling.events):
            self.post_message(ViewWanted("case", student=telling.student))

    def action_student(self) -> None:
        """The student's year."""
        if student := self.whom():
            self.post_message(ViewWanted("student", student=student))

    def action_home(self) -> None:
        """The home's own message of difficulty."""
        self._noted("difficulty")

    def action_distress(self) -> None:
        """Signs of distress seen at school."""
        self._noted("distress")

    def action_certificate(self) -> None:
        """A doctor's certificate."""
        self._noted("certificate")

    def action_talk(self) -> None:
        """Absence was a topic in the yearly talk."""
        self._noted("talk")

    def _noted(self, kind: str) -> None:
        from tui.signs_dialogs import note

        if student := self.whom():
            note(self, student, kind)
