"""What one person may of the school: the table of rights, asked in that person's name.

The rules of this file: answers and refusals only, nothing is read for anybody's eyes and nothing is told; it reads the
whole, past what the person may see, so it never hands on what it read. Rights are those of the school as it stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from rules.case.events import CaseEvent, CaseGiven, CaseTakenBack, LegalHold, LegalHoldEnded
from rules.facts import Role, School, Student, User
from rules.rights import Ground, Right, Subject, What, may, must
from rules.words import N_, NotAllowed
from store.errors import Unknown
from store.questions import NO_STUDENT, Questions
from store.tellings import MarkWanted


class PersonalRights:
    """The rights of one user."""

    def __init__(self, whole: Questions, user: str, today: Callable[[], date]) -> None:
        self.whole = whole
        self.user = user
        self.today = today

    def me(self, school: School) -> User:
        """Who it is; ``NotAllowed`` where nobody of that name works here any more."""
        found = school.user(self.user)
        if found is None:
            raise NotAllowed(NOBODY, user=self.user)
        return found

    def teller(self, by: str) -> str:
        """Nobody tells in another's name."""
        if by != self.user:
            raise NotAllowed(OTHER_NAME, user=self.user, by=by)
        return by

    def student(self, student: str, school: School) -> Student:
        """The one of that id."""
        found = next((one for one in school.students if one.id == student), None)
        if found is None:
            raise Unknown(NO_STUDENT, id=student)
        return found

    def must_be_known(self, student: str) -> None:
        """There is one of that id."""
        self.student(student, self.whole.school())

    def events(self, student: str) -> tuple[CaseEvent, ...]:
        """What stands in one student's case."""
        return self.whole.cases([student]).get(student, ())

    def on_day(self, day: date) -> What:
        """What a mark of that day is."""
        return What.TODAY if day == self.today() else What.MARKS

    # Of a student

    def may(
        self, right: Right, what: What, student: Student, school: School, events: tuple[CaseEvent, ...] | None = None
    ) -> Ground | None:
        """``events``: the case's, where they are at hand; else they are read where they could matter."""
        what = What.BLOCKED if what is What.CASE and student.id in school.blocked else what
        ground = may(self.me(school), right, Subject(what, student), school, self.today())
        if ground is None and events is None:
            events = self.events(student.id)
        if ground is None and events:
            ground = may(self.me(school), right, Subject(what, student, "", events), school, self.today())
        return ground

    def must(
        self, right: Right, what: What, student: Student, school: School, events: tuple[CaseEvent, ...] | None = None
    ) -> Ground:
        """The same, and ``NotAllowed`` where there is no ground."""
        if ground := self.may(right, what, student, school, events):
            return ground
        if what is What.CASE and student.id in school.blocked and self.hears_of_block(student, school, right):
            what = What.BLOCKED  # to others it is a case like any other
        return must(self.me(school), right, Subject(what, student), school, self.today())

    def must_of(self, right: Right, what: What, student: str) -> Ground:
        """The same, of an id."""
        school = self.whole.school()
        return self.must(right, what, self.student(student, school), school)

    def must_mark(self, wanted: Sequence[MarkWanted]) -> None:
        """Each mark is of a day that is one's own to write in."""
        school = self.whole.school()
        for student, on in sorted({(mark.student, mark.date) for mark in wanted}):
            self.must(Right.TELL, self.on_day(on), self.student(student, school), school)

    def hears_of_block(self, student: Student | None, school: School, right: Right = Right.SEE) -> bool:
        """That a case is blocked is said to those who could else have it."""
        if student is None:
            return False
        whole = Subject(What.CASE, student, "", self.events(student.id))
        return may(self.me(school), right, whole, school, self.today()) is not None

    # Of the school, or of a class

    def may_at_all(self, right: Right, what: What, school: School, school_class: str = "") -> Ground | None:
        """Of a class, or where none is named of the school."""
        return may(self.me(school), right, Subject(what, None, school_class), school, self.today())

    def must_at_all(self, right: Right, what: What, school_class: str = "") -> Ground:
        """The same, and ``NotAllowed`` where there is no ground."""
        school = self.whole.school()
        return must(self.me(school), right, Subject(what, None, school_class), school, self.today())

    def is_set_aside(self, year: str, school: School) -> bool:
        """Whether a year is closed, and not one's to look up."""
        return year in school.closed_years and not self.may_at_all(Right.SEE, What.CLOSED, school)

    def must_be_open(self, year: str) -> None:
        """A year that is closed is for those who may look it up."""
        if year in self.whole.school().closed_years:
            self.must_at_all(Right.SEE, What.CLOSED)

    def must_lead(self, events: Iterable[CaseEvent]) -> None:
        """Events that only leaders tell, and take back."""
        for event in events:
            if isinstance(event, CaseGiven | CaseTakenBack):
                self.must_at_all(Right.TELL, What.USERS)
            elif isinstance(event, LegalHold | LegalHoldEnded):
                self.must_at_all(Right.TELL, What.HOLD)

    def must_grant(self, name: str, after: User | None = None) -> None:
        """``after``: what somebody is from now on; None: nobody any more."""
        self.must_at_all(Right.TELL, What.USERS)
        before = next((user for user in self.whole.school().users if user.name == name), None)
        if any(user is not None and user.role is Role.LEADER for user in (before, after)):
            self.must_at_all(Right.TELL, What.LEADERS)
        elif after and before and name == self.user and (after.role, after.classes) != (before.role, before.classes):
            raise NotAllowed(NOT_ONESELF)


NOBODY = N_("Ingen heter {user} her, eller tilgangen er tatt bort. Spør ledelsen om å få tilgang.")
NOT_ONESELF = N_("Ingen gir seg selv en rolle eller en klasse. Be en annen om det.")
OTHER_NAME = N_("{user} kan ikke skrive som {by}.")
